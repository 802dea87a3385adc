//! Texts that are not UTF-8 from beginning to end: mostly UTF-8, or some lines UTF-8 and the others not, or not at all.
//!
//! A line that is valid UTF-8 with letters beyond ASCII is so by design and not by chance, if the text agrees; all
//! other lines are pooled and one encoding is found for them. Line by line because that is how such files come about:
//! two articles, or an article and its comments, in one file.

use encoding_rs::WINDOWS_1252;
use memchr::memrchr;

use super::oddity::{fits, oddity};
use super::vote::{Verdict, vote};
use super::{Decoded, How, SURE};

/// Bytes that the detectors are given. `chardet` counts pairs in no more.
const SAMPLE: usize = 16 << 10;
/// Beginnings of a text in which an encoding may be declared.
const HEAD: usize = 1024;

/// How a line is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// ASCII, which is so in every encoding.
    Plain,
    Utf8,
    /// UTF-8 with a few bad bytes.
    Damaged,
    /// In another encoding.
    Legacy,
}

/// Decodes what is not UTF-8.
pub(super) fn decode(bytes: &[u8]) -> (String, Decoded) {
    let mut kinds = kinds(bytes);
    if is_by_chance(bytes, &kinds) {
        for kind in kinds.iter_mut().filter(|kind| **kind != Kind::Plain) {
            *kind = Kind::Legacy;
        }
    }
    let count = |kind| kinds.iter().filter(|&&other| other == kind).count();
    let (legacy, utf8) = (count(Kind::Legacy), count(Kind::Utf8) + count(Kind::Damaged));
    let verdict = (legacy > 0).then(|| vote(&sample(bytes, &kinds)));
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    let mut replaced = 0;
    // Neighbours of one kind together: decoding a line is dear only where it begins.
    let mut lines = bytes.split_inclusive(|&byte| byte == b'\n').zip(&kinds).peekable();
    let mut start = 0;
    while let Some((line, kind)) = lines.next() {
        let mut end = start + line.len();
        while let Some((line, _)) =
            lines.next_if(|(_, next)| *next == kind || (*kind == Kind::Legacy && **next == Kind::Plain))
        {
            end += line.len();
        }
        let part = &bytes[start..end];
        match (kind, verdict) {
            (Kind::Legacy, Some(verdict)) => {
                let part = verdict.codec.decode(part);
                replaced += part.matches(char::REPLACEMENT_CHARACTER).count();
                text.push_str(&part);
            }
            _ => replaced += repair(part, verdict, &mut text),
        }
        start = end;
    }
    let decoded = match verdict {
        Some(verdict) => Decoded {
            encoding: verdict.codec.name(),
            how: How::Guessed,
            certainty: verdict.certainty,
            replaced,
            lines: (utf8 > 0).then_some(legacy),
        },
        None => Decoded { encoding: "UTF-8", how: How::Damaged, certainty: 1.0, replaced, lines: None },
    };
    (text, decoded)
}

/// The kind of each line.
fn kinds(bytes: &[u8]) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = bytes.split_inclusive(|&byte| byte == b'\n').map(kind).collect();
    let is_utf8 = |range: &[Kind]| range.iter().any(|kind| matches!(kind, Kind::Utf8 | Kind::Damaged));
    // What is cut out of UTF-8 may begin and end inside a character.
    if let [first, rest @ ..] = kinds.as_mut_slice() {
        let line = bytes.split_inclusive(|&byte| byte == b'\n').next().unwrap_or_default();
        let rest_of_line = &line[line.iter().take(3).take_while(|byte| is_continuation(**byte)).count()..];
        let is_cut = rest_of_line.len() < line.len() && std::str::from_utf8(rest_of_line).is_ok();
        if *first == Kind::Legacy && is_cut && is_utf8(rest) {
            *first = Kind::Damaged;
        }
    }
    if let [rest @ .., last] = kinds.as_mut_slice() {
        let line = bytes.rsplit(|&byte| byte == b'\n').next().unwrap_or_default();
        if *last == Kind::Legacy && is_cut_at_the_end(line, is_utf8(rest)) {
            *last = Kind::Damaged;
        }
    }
    kinds
}

fn kind(line: &[u8]) -> Kind {
    if line.is_ascii() {
        return Kind::Plain;
    }
    if simdutf8::basic::from_utf8(line).is_ok() {
        return Kind::Utf8;
    }
    let (mut bits, mut bad) = (0, 0);
    for chunk in line.utf8_chunks() {
        bits += evidence(chunk.valid());
        bad += chunk.invalid().len();
    }
    // In a legacy line the bad bytes are many, and what is valid by chance is of two bytes.
    if bits > 2 * bad { Kind::Damaged } else { Kind::Legacy }
}

/// How little likely it is that bytes are valid UTF-8 by chance, in bits: 1 in 8 for a character of two bytes, 1 in 32
/// for one of three, 1 in 256 for one of four.
fn evidence(text: &str) -> usize {
    text.chars()
        .map(|c| match c.len_utf8() {
            1 => 0,
            2 => 3,
            3 => 5,
            _ => 8,
        })
        .sum()
}

/// Whether a line that is UTF-8 but for its end ends inside a character. `is_utf8` says that lines before it are UTF-8.
fn is_cut_at_the_end(line: &[u8], is_utf8: bool) -> bool {
    let Err(error) = std::str::from_utf8(line) else { return false };
    if error.error_len().is_some() {
        return false;
    }
    let (whole, cut) = line.split_at(error.valid_up_to());
    // Two bytes of a character of three are hardly anything else; one may be the `é` of `café`, but not the `Ã` of
    // `cafÃ`.
    is_utf8
        || !whole.is_ascii()
        || cut.len() > 1
        || (whole.last().is_some_and(u8::is_ascii_lowercase) && matches!(cut, [0xC2..=0xDF]))
}

fn is_continuation(byte: u8) -> bool {
    matches!(byte, 0x80..=0xBF)
}

/// Whether the lines that are valid UTF-8 are so by chance, as a short line of Chinese in GBK is now and then. Weighs
/// the evidence of these lines against the cost of telling which of the lines are of which kind.
fn is_by_chance(bytes: &[u8], kinds: &[Kind]) -> bool {
    let (mut bits, mut utf8, mut legacy) = (0, 0_u32, 0_u32);
    let mut text = String::new();
    for (line, kind) in bytes.split_inclusive(|&byte| byte == b'\n').zip(kinds) {
        match kind {
            Kind::Plain => {}
            Kind::Legacy => legacy += 1,
            Kind::Utf8 | Kind::Damaged => {
                utf8 += 1;
                for chunk in line.utf8_chunks() {
                    bits += evidence(chunk.valid());
                    if text.len() < SAMPLE {
                        text.push_str(chunk.valid());
                    }
                }
            }
        }
    }
    if utf8 == 0 || legacy == 0 {
        return false;
    }
    let found = oddity(&text);
    #[expect(clippy::cast_precision_loss, reason = "counts of characters")]
    let (bits, oddness) = (bits as f64, found.price / found.count.max(1) as f64);
    let lines = f64::from(utf8 + legacy);
    let share = f64::from(utf8) / lines;
    let entropy = -share * share.log2() - (1.0 - share) * (1.0 - share).log2();
    let weight = if oddness < 0.5 { 3.0 } else { 0.5 };
    bits * weight < lines * entropy
}

/// What the detectors are given: the lines of the pool, and before them the beginning of a page, where it may say what
/// its encoding is.
fn sample(bytes: &[u8], kinds: &[Kind]) -> Vec<u8> {
    // Not at the very beginning: `chardet` takes what begins with `BM`, as in BMW, for a picture.
    let mut sample = vec![b'\n'];
    let head = &bytes[..bytes.len().min(HEAD)];
    if head.trim_ascii_start().starts_with(b"<") {
        let end = memrchr(b'>', head).map_or(0, |end| end + 1);
        sample.extend(head[..end].iter().filter(|byte| byte.is_ascii()));
        sample.push(b'\n');
    }
    let pool =
        bytes.split_inclusive(|&byte| byte == b'\n').zip(kinds).filter(|(_, kind)| **kind == Kind::Legacy);
    for (line, _) in pool {
        let room = SAMPLE.saturating_sub(sample.len());
        sample.extend_from_slice(cut(line, room));
        if line.len() >= room {
            break;
        }
    }
    sample
}

/// The beginning of a line, not longer than `room`, which if possible ends with a character: bytes below `0` are never
/// part of a longer one.
fn cut(line: &[u8], room: usize) -> &[u8] {
    if line.len() <= room {
        return line;
    }
    let line = &line[..room];
    line.iter().rposition(|&byte| byte < b'0').map_or(line, |last| &line[..=last])
}

/// Appends lines of UTF-8 with bad bytes to `text`, and says how many U+FFFD were written.
///
/// A single bad byte becomes what it means in the encoding of the other lines, or in windows-1252 where it is a
/// quotation mark or dash there, if it stands where such a character stands. Everything else is lost: U+FFFD.
fn repair(part: &[u8], verdict: Option<Verdict>, text: &mut String) -> usize {
    let codec = verdict.filter(|verdict| verdict.certainty >= SURE && verdict.codec.is_one_byte());
    let meant = |byte: u8| match codec {
        Some(verdict) => verdict.codec.decode(&[byte]).chars().next(),
        None => {
            WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next().filter(|&c| is_typographic(c))
        }
    };
    let mut replaced = 0;
    let mut after_loss = false;
    let mut chunks = part.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        text.push_str(chunk.valid());
        after_loss &= chunk.valid().is_empty();
        let next = chunks.peek().and_then(|next| next.valid().chars().next());
        match chunk.invalid() {
            [] => {}
            // What is left of a character whose beginning is lost already.
            [first, ..] if after_loss && is_continuation(*first) => {}
            bad => {
                let last = text.chars().next_back().unwrap_or(' ');
                let alone = chunks.peek().is_none_or(|next| !next.valid().is_empty());
                let fitting = match bad {
                    [byte] if alone => meant(*byte).filter(|&c| fits(last, c, next.unwrap_or(' '))),
                    _ => None,
                };
                after_loss = fitting.is_none();
                replaced += usize::from(fitting.is_none());
                text.push(fitting.unwrap_or(char::REPLACEMENT_CHARACTER));
            }
        }
    }
    replaced
}

/// What word processors write and is never meant otherwise.
fn is_typographic(c: char) -> bool {
    matches!(c, '‘' | '’' | '“' | '”' | '–' | '—' | '…' | '•')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(parts: &[&[u8]]) -> (String, Decoded) {
        decode(&parts.concat())
    }

    const GERMAN: &[u8] = b"Der B\xFCrgermeister \xF6ffnete gestern die gro\xDFe Br\xFCcke.\n";

    #[test]
    fn lines_of_two_encodings_are_told_apart() {
        let (text, how) = decoded(&["Die Gäste fuhren über den Fluß.\n".as_bytes(), b"Plain.\n", GERMAN]);
        assert_eq!(
            text,
            "Die Gäste fuhren über den Fluß.\nPlain.\nDer Bürgermeister öffnete gestern die große Brücke.\n"
        );
        assert_eq!((how.encoding, how.lines, how.replaced), ("windows-1252", Some(1), 0));
    }

    #[test]
    fn a_stray_byte_does_not_turn_utf8_into_latin() {
        let (text, how) =
            decoded(&["Ein süßer Brei für alle Gäste ".as_bytes(), b"\xFF", " aus Köln.\n".as_bytes()]);
        assert_eq!(text, "Ein süßer Brei für alle Gäste \u{FFFD} aus Köln.\n");
        assert_eq!((how.encoding, how.how, how.replaced), ("UTF-8", How::Damaged, 1));
    }

    #[test]
    fn a_stray_quotation_mark_is_one() {
        let (text, how) = decoded(
            &["Das Café der Gäste, ".as_bytes(), b"\x93", "schön", b"\x94 und gro", "ß.\n".as_bytes()]
                .map(<[u8]>::as_ref),
        );
        assert_eq!((text.as_str(), how.replaced), ("Das Café der Gäste, “schön” und groß.\n", 0));
    }

    #[test]
    fn text_cut_inside_a_character_loses_only_that() {
        let whole = "Über die Brücke – ".as_bytes();
        for (bytes, text) in [
            (&whole[..whole.len() - 2], "Über die Brücke \u{FFFD}"),
            (&whole[..whole.len() - 3], "Über die Brücke \u{FFFD}"),
            (&whole[1..], "\u{FFFD}ber die Brücke – "),
            (b"plain, and then \xE2\x80", "plain, and then \u{FFFD}"),
        ] {
            assert_eq!(decode(bytes).0, text);
        }
        assert_eq!(decode(b"a little caf\xE9").0, "a little café");
    }

    #[test]
    fn overlong_forms_and_halves_of_pairs_are_bad_bytes() {
        let (text, how) =
            decoded(&["Größe ".as_bytes(), b"\xC0\x80 \xED\xA0\x80", " für alle, später\n".as_bytes()]);
        assert_eq!((text.as_str(), how.replaced), ("Größe \u{FFFD} \u{FFFD} für alle, später\n", 2));
    }

    #[test]
    fn a_sample_is_cut_between_characters_and_begins_with_no_picture() {
        assert_eq!(cut(b"\xB1\xB1 \xB2\xB2", 4), b"\xB1\xB1 ");
        let kinds = [Kind::Legacy];
        assert_eq!(sample(b"BMW erh\xF6ht", &kinds), b"\nBMW erh\xF6ht");
    }
}
