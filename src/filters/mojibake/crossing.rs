//! Text of an old encoding that was read as windows-1252, with no UTF-8 involved: `Ôèëüòð` for `Фильтр`.
//!
//! Each byte became one character, so nothing but the whole look of a line gives it away: almost all its letters are
//! accented. Such lines are turned back into bytes, and the detectors that read files say what they are; they have to
//! be sure, and the language model has to like every line by far better.

use std::ops::Range;

use super::codec::table;
use super::model::{Symbol, price};
use crate::decode::{Charset, Codec, decode};

/// A stretch of a line and what it was.
#[derive(Debug)]
pub(super) struct Repair {
    pub(super) span: Range<usize>,
    pub(super) text: String,
    pub(super) encoding: &'static str,
    /// By how much the language model prefers it, beyond what was needed; tenths of a nat.
    pub(super) gain: u32,
}

/// Accented letters that a line needs at the least.
const FEWEST: usize = 8;

/// What each of them must gain; tenths of a nat.
const GAIN: u32 = 25;

/// Bytes that the detectors are given.
const SAMPLE: usize = 16 << 10;

/// Repairs those of `lines`, spans of `text`, that were misread.
pub(super) fn repair(text: &str, lines: impl Iterator<Item = Range<usize>>) -> Vec<Repair> {
    let stretches: Vec<(Range<usize>, Vec<u8>, u32)> = lines.filter_map(|line| stretch(text, line)).collect();
    let mut sample: Vec<u8> = Vec::new();
    for (_, bytes, _) in &stretches {
        if sample.len() < SAMPLE {
            sample.extend(bytes);
            sample.push(b'\n');
        }
    }
    let Ok(document) = decode(&sample, Charset::Auto) else { return Vec::new() };
    let Some(decoded) = document.decoded.filter(|decoded| decoded.is_sure() && decoded.replaced == 0) else {
        return Vec::new();
    };
    let Some(codec) = Codec::for_label(decoded.encoding) else { return Vec::new() };
    let repairs = stretches.into_iter().filter_map(|(span, bytes, accented)| {
        let read = codec.decode(&bytes).into_owned();
        let gain = price_of(&text[span.clone()]).checked_sub(price_of(&read) + accented * GAIN)?;
        (!read.contains(['\u{FFFD}', '\0'])).then_some(Repair {
            span,
            text: read,
            encoding: codec.name(),
            gain,
        })
    });
    repairs.collect()
}

/// The stretch of a line from its first to its last character beyond ASCII, as bytes, and how many of those there are;
/// nothing if it has too few, or one that is no byte of windows-1252.
fn stretch(text: &str, line: Range<usize>) -> Option<(Range<usize>, Vec<u8>, u32)> {
    let content = &text[line.clone()];
    let first = content.find(|c: char| !c.is_ascii())?;
    let last = content.rfind(|c: char| !c.is_ascii())?;
    let end = last + content[last..].chars().next()?.len_utf8();
    let mut bytes = Vec::with_capacity(end - first);
    let (mut accented, mut plain) = (0, 0);
    for c in content[first..end].chars() {
        if c.is_ascii() {
            plain += usize::from(c.is_ascii_alphabetic());
            bytes.push(u8::try_from(c).ok()?);
        } else {
            accented += 1;
            bytes.push(Some(table().byte(c, 0)).filter(|byte| *byte != 0)?);
        }
    }
    let dense = accented >= FEWEST && accented > plain;
    (dense && is_varied(&bytes) && !is_alphabet(&bytes)).then_some((
        line.start + first..line.start + end,
        bytes,
        u32::try_from(accented).ok()?,
    ))
}

/// Whether the bytes are as many as a text has, and not a row of marks.
fn is_varied(bytes: &[u8]) -> bool {
    let mut seen = [false; 256];
    bytes.iter().filter(|byte| !byte.is_ascii()).for_each(|byte| seen[usize::from(*byte)] = true);
    seen.iter().filter(|seen| **seen).count() >= FEWEST - 1
}

/// Whether most of the bytes follow each other in order, as in a list of letters.
fn is_alphabet(bytes: &[u8]) -> bool {
    let accented: Vec<u8> = bytes.iter().copied().filter(|byte| !byte.is_ascii()).collect();
    let in_order = accented.windows(2).filter(|pair| matches!(pair[1].wrapping_sub(pair[0]), 1..=3)).count();
    in_order * 2 >= accented.len()
}

/// What the language model says of a line.
fn price_of(line: &str) -> u32 {
    price(Symbol::of('\n'), line.chars().map(Symbol::of))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let lines = text.match_indices('\n').map(|(at, _)| at).chain([text.len()]);
        let mut start = 0;
        let spans: Vec<Range<usize>> = lines.map(|end| std::mem::replace(&mut start, end + 1)..end).collect();
        let repairs = repair(text, spans.into_iter());
        (!repairs.is_empty()).then(|| {
            let mut result = text.to_owned();
            for repair in repairs.iter().rev() {
                result.replace_range(repair.span.clone(), &repair.text);
            }
            result
        })
    }

    fn misread(text: &str, encoding: &'static encoding_rs::Encoding) -> String {
        let (bytes, _, _) = encoding.encode(text);
        let (misread, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
        misread.into_owned()
    }

    #[test]
    fn cyrillic_and_greek_and_korean_lines_are_read_back() {
        for (text, encoding) in [
            ("Мост через реку закрыт до весны, сообщила мэрия.", encoding_rs::WINDOWS_1251),
            ("Η γέφυρα παραμένει κλειστή μέχρι την άνοιξη.", encoding_rs::WINDOWS_1253),
            ("다리는 봄까지 닫혀 있을 것이라고 시장이 말했다.", encoding_rs::EUC_KR),
        ] {
            assert_eq!(read(&misread(text, encoding)).as_deref(), Some(text));
        }
    }

    #[test]
    fn accents_and_alphabets_stay() {
        for text in
            ["àâäéèêëîïôöùûüÿç", "ÀÁÂÃÄÅ ÈÉÊË ÌÍÎÏ", "Þórður fór í bæinn á föstudaginn.", "¡¢£¤¥¦§¨©ª«¬"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
