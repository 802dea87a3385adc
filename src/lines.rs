//! Lines, whatever ends them.
//!
//! Line ends are unified by one of the last filters, so everything before it meets those of every system.

use std::ops::Range;

use memchr::{memchr2, memmem};

use crate::survey::Traits;

/// The lines of `text` as spans, each with its line end: LF, CR LF, CR, vertical tab, form feed, U+0085, U+2028
/// or U+2029.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let has_odd = !text.is_ascii()
        && ["\u{85}", "\u{2028}", "\u{2029}"].iter().any(|end| memmem::find(bytes, end.as_bytes()).is_some());
    split(text, has_odd || memchr2(0x0B, 0x0C, bytes).is_some())
}

/// The same for a text whose traits are known, which saves looking for rare line ends.
pub(crate) fn lines_of(text: &str, traits: Traits) -> impl Iterator<Item = Range<usize>> {
    let has_control = Traits::CONTROL_LINE_END.meets(traits);
    let rare =
        Traits::ODD_LINE_END.meets(traits) || has_control && memchr2(0x0B, 0x0C, text.as_bytes()).is_some();
    split(text, rare)
}

/// The lines of a text in which there may be `rare` line ends, or in which there are none.
fn split(text: &str, rare: bool) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from;
        while from < bytes.len() {
            if !rare {
                from += memchr2(b'\n', b'\r', &bytes[from..]).unwrap_or(bytes.len() - from);
            }
            let length = line_end(&bytes[from..]);
            from = bytes.len().min(from + length.max(1));
            if length > 0 {
                break;
            }
        }
        (start < from).then_some(start..from)
    })
}

/// The length of the line end that `text` begins with, or 0.
pub(crate) fn line_end(text: &[u8]) -> usize {
    match text {
        [b'\r', b'\n', ..] | [0xC2, 0x85, ..] => 2,
        [b'\n' | b'\r' | 0x0B | 0x0C, ..] => 1,
        [0xE2, 0x80, 0xA8 | 0xA9, ..] => 3,
        _ => 0,
    }
}

/// Whether a character ends a line.
pub(crate) fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_ends_a_line() {
        let text = "a\nb\r\nc\rd\u{B}e\u{C}f\u{85}g\u{2028}h\u{2029}é";
        let parts: Vec<&str> = lines(text).map(|line| &text[line]).collect();
        assert_eq!(
            parts,
            ["a\n", "b\r\n", "c\r", "d\u{B}", "e\u{C}", "f\u{85}", "g\u{2028}", "h\u{2029}", "é"]
        );
        let parts: Vec<&str> = lines("a\r\n\nb").map(|line| &"a\r\n\nb"[line]).collect();
        assert_eq!(parts, ["a\r\n", "\n", "b"]);
        assert_eq!(lines("").count(), 0);
    }
}
