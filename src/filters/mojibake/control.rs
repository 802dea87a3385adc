//! Left-over control characters U+0080 to U+009F: bytes of a one-byte encoding that were read as ISO-8859-1.
//!
//! Nobody writes them. What they were is mostly windows-1252, where they are quotation marks and dashes; but
//! `Prev\u{8E}n` comes from a Mac, and the language model tells the two apart.

use std::ops::Range;

use super::codec::{Codec, NAMES, table};
use super::model::{Symbol, cost};

/// The encodings that come into question, and how much likelier the text must become for each; tenths of a nat.
const CANDIDATES: [(Codec, u32); 5] = [(0, 0), (1, 90), (5, 120), (2, 90), (3, 120)];

/// By how much the best reading must be likelier than the next: a certainty of nine in ten.
const LEAD: u32 = 44;

/// A control character and what it was.
pub(super) struct Repair {
    pub(super) span: Range<usize>,
    pub(super) c: char,
    pub(super) encoding: &'static str,
    /// By how much the reading is likelier than the next best one; tenths of a nat.
    pub(super) gain: u32,
}

/// Whether `text` has control characters that are signs in windows-1252.
pub(super) fn has_signs(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(0xC2, bytes).any(|at| match bytes.get(at + 1) {
        Some(0x81 | 0x8D | 0x8F | 0x90 | 0x9D) | None => false,
        Some(second) => *second < 0xA0,
    })
}

/// Reads back the control characters that begin at the bytes `controls` of `text`. `supported` says that the text
/// was misread elsewhere as well.
pub(super) fn repair(text: &str, controls: &[usize], supported: bool) -> Vec<Repair> {
    let mut repairs = Vec::new();
    let same_line = |a: &usize, b: &usize| !text[*a..*b].contains('\n');
    for line in controls.chunk_by(same_line) {
        let verdict = reading(text, line).filter(|(codec, _, lead)| *lead >= needed(*codec, line.len()));
        let Some((codec, half, gain)) = verdict else { continue };
        for &at in line {
            let Some(control) = text[at..].chars().next() else { continue };
            // U+0085 ends lines of mainframes; within a line it is an ellipsis.
            let mut rest = text[at..].chars().skip(1);
            let within_line = match rest.next() {
                Some(next) => matches!(next, ' ' | '\u{80}'..='\u{84}' | '\u{86}'..='\u{9F}'),
                None => supported,
            };
            let ends_line = control == '\u{85}' && !within_line;
            let c = half[control as usize - 0x80];
            // A letter belongs to a word.
            let neighbours = [text[..at].chars().next_back(), text[at + 2..].chars().next()];
            let in_word = neighbours.iter().flatten().any(|c| c.is_alphabetic());
            if !ends_line && c != '\u{FFFD}' && (in_word || !c.is_alphabetic()) {
                repairs.push(Repair { span: at..at + 2, c, encoding: NAMES[usize::from(codec)], gain });
            }
        }
    }
    repairs
}

/// The lead that a reading of so many controls needs. A single one that is no windows-1252 says little.
fn needed(codec: Codec, controls: usize) -> u32 {
    if codec == 0 || controls > 1 { LEAD } else { 3 * LEAD }
}

/// The encoding in which the line reads best, and by how much.
fn reading(text: &str, line: &[usize]) -> Option<(Codec, &'static [char; 128], u32)> {
    let readings = CANDIDATES.iter().map(|(codec, prior)| {
        let half = table().half(*codec);
        let total: u32 = line.iter().map(|at| cost_of(text, *at, half)).sum();
        (prior + total, *codec, half)
    });
    let mut readings: Vec<_> = readings.collect();
    readings.sort_by_key(|(total, ..)| *total);
    let [(least, codec, half), (next, ..), ..] = readings[..] else { return None };
    Some((codec, half, next - least))
}

/// What the language model says of the place at `at` in one reading.
fn cost_of(text: &str, at: usize, half: &[char; 128]) -> u32 {
    let read = |c: char| match c {
        '\u{80}'..='\u{9F}' => Symbol::of(half[c as usize - 0x80]),
        c => Symbol::of(c),
    };
    let before = read(text[..at].chars().next_back().unwrap_or('\n'));
    let mut rest = text[at..].chars().map(read);
    let (this, after) = (rest.next(), rest.next().unwrap_or(Symbol::of('\n')));
    this.map_or(0, |this| cost(before, this) + cost(this, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let controls: Vec<usize> = text
            .char_indices()
            .filter(|(_, c)| ('\u{80}'..='\u{9F}').contains(c))
            .map(|(at, _)| at)
            .collect();
        let mut result = text.to_owned();
        for repair in repair(text, &controls, false).iter().rev() {
            result.replace_range(repair.span.clone(), repair.c.encode_utf8(&mut [0; 4]));
        }
        result
    }

    #[test]
    fn quotation_marks_of_windows() {
        assert_eq!(
            read("\u{93}Fine,\u{94} she said \u{96} it\u{92}s late."),
            "“Fine,” she said – it’s late."
        );
    }

    #[test]
    fn letters_of_a_mac() {
        assert_eq!(
            read("El capit\u{87}n habl\u{97} de la situaci\u{97}n."),
            "El capitán habló de la situación."
        );
    }

    #[test]
    fn controls_without_a_sign_are_none() {
        assert!(has_signs("it\u{92}s"));
        assert!(!has_signs("Ã\u{81} costs £2\u{a0}"));
    }

    #[test]
    fn a_line_end_of_a_mainframe_stays() {
        assert_eq!(read("One line\u{85}and the next"), "One line\u{85}and the next");
    }
}
