//! Texts that are not UTF-8 from beginning to end: mostly UTF-8, or some lines UTF-8 and the others not, or not at all.
//!
//! A line that is valid UTF-8 with letters beyond ASCII is so by design and not by chance, if the text agrees; all
//! other lines are pooled and one encoding is found for them. Line by line because that is how such files come about:
//! two articles, or an article and its comments, in one file.

use memchr::memrchr;

use super::oddity::oddity;
use super::repair::{is_continuation, repair};
use super::vote::{Verdict, vote};
use super::{Decoded, How};

/// Bytes that the detectors are given. `chardet` counts pairs in no more.
const SAMPLE: usize = 16 << 10;
/// Beginnings of a text in which an encoding may be declared.
const HEAD: usize = 1024;

/// How a line is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// ASCII, which is so in every encoding.
    Plain,
    /// UTF-8.
    Utf8,
    /// UTF-8 with a few bad bytes.
    Damaged,
    /// Probably in another encoding; it may still be UTF-8 with bad bytes.
    Doubtful,
    /// In another encoding.
    Legacy,
}

impl Kind {
    fn is_utf8(self) -> bool {
        matches!(self, Kind::Utf8 | Kind::Damaged)
    }
}

/// Decodes what is not UTF-8.
pub(super) fn decode(bytes: &[u8]) -> (String, Decoded) {
    let mut kinds = kinds(bytes);
    let verdict = decide(bytes, &mut kinds);
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    let mut replaced = 0;
    // Neighbours of one kind together: decoding is dear only where it begins.
    let mut lines = lines(bytes).zip(&kinds).peekable();
    let mut start = 0;
    while let Some((line, kind)) = lines.next() {
        let mut end = start + line.len();
        let is_utf8 = kind.is_utf8();
        while let Some((line, _)) =
            lines.next_if(|(_, next)| **next == Kind::Plain || next.is_utf8() == is_utf8)
        {
            end += line.len();
        }
        let part = &bytes[start..end];
        match verdict.filter(|_| !is_utf8) {
            Some(verdict) => {
                let part = verdict.codec.decode(part);
                replaced += part.matches(char::REPLACEMENT_CHARACTER).count();
                text.push_str(&part);
            }
            None => replaced += repair(part, verdict, &mut text),
        }
        start = end;
    }
    let legacy = kinds.iter().filter(|&&kind| kind == Kind::Legacy).count();
    let is_mixed = kinds.iter().any(|kind| kind.is_utf8());
    let decoded = match verdict {
        Some(Verdict { codec, certainty }) if legacy > 0 => Decoded {
            encoding: codec.name(),
            how: How::Guessed,
            certainty,
            replaced,
            lines: is_mixed.then_some(legacy),
        },
        _ => Decoded { encoding: "UTF-8", how: How::Damaged, certainty: 1.0, replaced, lines: None },
    };
    (text, decoded)
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split_inclusive(|&byte| byte == b'\n')
}

/// The kind of each line, by itself.
fn kinds(bytes: &[u8]) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = lines(bytes).map(kind).collect();
    // What is cut out of UTF-8 may begin and end inside a character.
    let is_utf8 =
        |others: &[Kind]| others.iter().any(|kind| kind.is_utf8()) && !others.contains(&Kind::Legacy);
    if let [first, others @ ..] = kinds.as_mut_slice() {
        let line = lines(bytes).next().unwrap_or_default();
        let rest = &line[line.iter().take(3).take_while(|byte| is_continuation(**byte)).count()..];
        if !first.is_utf8() && rest.len() < line.len() && std::str::from_utf8(rest).is_ok() && is_utf8(others)
        {
            *first = Kind::Damaged;
        }
    }
    if let [others @ .., last] = kinds.as_mut_slice() {
        let line = bytes.rsplit(|&byte| byte == b'\n').next().unwrap_or_default();
        if !last.is_utf8() && is_cut_at_the_end(line, is_utf8(others)) {
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
        bits += chunk.valid().chars().map(evidence).sum::<usize>();
        bad += chunk.invalid().len();
    }
    match () {
        () if bits > 5 * bad => Kind::Damaged,
        () if bits > 2 * bad => Kind::Doubtful,
        () => Kind::Legacy,
    }
}

/// How little likely it is that the bytes of a character are valid UTF-8 by chance, in bits: one pair of bytes in eight
/// is a character, one triple in 32, four bytes in 256. The letters of Western and Central Europe are a tenth of those
/// of two bytes, and quotation marks and dashes one in 64 of those of three.
fn evidence(c: char) -> usize {
    match c {
        '\0'..='\x7F' => 0,
        '\u{A0}'..='\u{17F}' => 6,
        '\u{80}'..='\u{7FF}' => 3,
        '\u{2010}'..='\u{203F}' => 11,
        '\u{800}'..='\u{FFFF}' => 5,
        _ => 8,
    }
}

/// The evidence of all characters of a line, less what its bad bytes take away. What comes about by chance once comes
/// about as often as it is written, so each character counts once.
fn distinct_evidence(line: &[u8]) -> usize {
    let mut known: Vec<char> = Vec::new();
    let mut bad = 0;
    for chunk in line.utf8_chunks() {
        known.extend(chunk.valid().chars().filter(|c| !c.is_ascii()));
        bad += chunk.invalid().len();
    }
    known.sort_unstable();
    known.dedup();
    known.into_iter().map(evidence).sum::<usize>().saturating_sub(5 * bad)
}

/// Finds the encoding of the lines that are not UTF-8, and then which lines those are. `None` if there are none.
///
/// In most encodings of Latin text two bytes beyond ASCII seldom meet, so what is valid UTF-8 is UTF-8. In all others
/// they meet all the time, and a short line may be valid by chance, as `чайник` is not and `С НГ!` is in IBM855. There a
/// line is UTF-8 if the chance is less than one in 4096 for all lines together, or if the other reading is the odder; if
/// neither is, one in eight has to do.
fn decide(bytes: &[u8], kinds: &mut [Kind]) -> Option<Verdict> {
    let legacy = kinds.iter().filter(|&&kind| kind == Kind::Legacy).count();
    let pool = if legacy > 0 { Kind::Legacy } else { Kind::Doubtful };
    if !kinds.contains(&pool) {
        return None;
    }
    let sample = sample(bytes, kinds, pool);
    let verdict = vote(&sample);
    let is_dense = is_dense(&sample);
    // As many lines, as many chances.
    let chances = legacy.max(1).ilog2() as usize;
    for (kind, line) in kinds.iter_mut().zip(lines(bytes)) {
        let bits = match *kind {
            Kind::Utf8 | Kind::Damaged if is_dense => distinct_evidence(line),
            Kind::Doubtful => 0,
            _ => continue,
        };
        if bits < 12 + chances {
            let mut utf8 = String::new();
            repair(line, None, &mut utf8);
            // Something was lost there, which is no more than odd.
            let utf8 = oddness(&utf8.replace(char::REPLACEMENT_CHARACTER, "¤"));
            let other = oddness(&verdict.codec.decode(line));
            let is_utf8 = utf8 < other || (utf8 <= other && bits >= 3 + chances);
            *kind = if is_utf8 { Kind::Damaged } else { Kind::Legacy };
        }
    }
    Some(verdict)
}

/// How odd a text is, by the character.
fn oddness(text: &str) -> f64 {
    let found = oddity(text);
    #[expect(clippy::cast_precision_loss, reason = "a count of characters")]
    let count = found.count.max(1) as f64;
    found.price / count
}

/// Whether most bytes beyond ASCII stand beside others.
fn is_dense(sample: &[u8]) -> bool {
    let high = sample.iter().filter(|byte| !byte.is_ascii()).count();
    let beside = sample.windows(2).filter(|pair| !pair[0].is_ascii() && !pair[1].is_ascii()).count();
    3 * beside > high
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

/// What the detectors are given: the lines of the pool, and before them the beginning of a page, where it may say what
/// its encoding is.
fn sample(bytes: &[u8], kinds: &[Kind], pool: Kind) -> Vec<u8> {
    // Not at the very beginning: `chardet` takes what begins with `BM`, as in BMW, for a picture.
    let mut sample = vec![b'\n'];
    let head = &bytes[..bytes.len().min(HEAD)];
    if head.trim_ascii_start().starts_with(b"<") {
        let end = memrchr(b'>', head).map_or(0, |end| end + 1);
        sample.extend(head[..end].iter().filter(|byte| byte.is_ascii()));
        sample.push(b'\n');
    }
    for (line, _) in lines(bytes).zip(kinds).filter(|(_, kind)| **kind == pool) {
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
        let (text, how) = decoded(&[
            "Das Café der Gäste, ".as_bytes(),
            b"\x93sch",
            "ön".as_bytes(),
            b"\x94 und gro",
            "ß.\n".as_bytes(),
        ]);
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
    fn a_character_torn_in_two_does_not_make_the_line_legacy() {
        let torn = [&"Die Brü".as_bytes()[..7], b"\xFF\xBC", "cke über den Fluß bleibt.\n".as_bytes()];
        let (text, how) = decoded(&torn);
        assert_eq!(
            (text.as_str(), how.how),
            ("Die Br\u{FFFD}\u{FFFD}cke über den Fluß bleibt.\n", How::Damaged)
        );
    }

    #[test]
    fn overlong_forms_and_halves_of_pairs_are_bad_bytes() {
        let (text, how) = decoded(&[
            "Größe ".as_bytes(),
            b"\xC0\x80 \xED\xA0\x80",
            " für alle, später, in der Straße\n".as_bytes(),
        ]);
        assert_eq!(
            (text.as_str(), how.replaced),
            ("Größe \u{FFFD} \u{FFFD} für alle, später, in der Straße\n", 2)
        );
    }

    #[test]
    fn a_sample_is_cut_between_characters_and_begins_with_no_picture() {
        assert_eq!(cut(b"\xB1\xB1 \xB2\xB2", 4), b"\xB1\xB1 ");
        let kinds = [Kind::Legacy];
        assert_eq!(sample(b"BMW erh\xF6ht", &kinds, Kind::Legacy), b"\nBMW erh\xF6ht");
    }
}
