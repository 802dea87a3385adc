//! Control characters, and what programs write to a terminal.
//!
//! ```text
//! ␛[1mThe␛[0m mi␀ll      →      The mill
//! ```
//!
//! An escape sequence goes whole: colours, titles, links. Of what was overstruck on a printer (`N␈NA␈A`) the letters stay once.
//! Tab and the line ends are `whitespace`'s, U+0080 to U+009F are `mojibake`'s.

use std::ops::Range;

use memchr::memmem;

use crate::edit::Edits;
use crate::filters::foreign::is_word;
use crate::filters::triples::next_triple;
use crate::filters::{Filter, View};
use crate::protect::Reach;
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static ESCAPE: Rule = Rule {
    id: "unicode/ansi-escape",
    summary: "escape sequence of a terminal",
    why: "Programs colour what they write to a terminal. In a text the sequences are noise.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "\u{1B}[1mThe\u{1B}[0m mill is shut.\n", clean: "The mill is shut.\n" },
        Example {
            dirty: "\u{1B}]8;;https://example.org\u{7}The mill\u{1B}]8;;\u{7} is \u{1B}[38;5;196mred\u{1B}[m.\n",
            clean: "The mill is red.\n",
        },
    ],
    keeps: &["The [1m and the [0m are no sequences.\n", "An array a[1], b[0m].\n"],
};

static CONTROL: Rule = Rule {
    id: "unicode/control",
    summary: "control character",
    why: "NUL, backspace, delete and their like do nothing in a text; many programs stop at them. Two words that one holds apart \
          get a space.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "The mi\0ll is\u{1F} shut.\u{7F}\n", clean: "The mill is shut.\n" },
        Example { dirty: "The mill\u{1}owl is back.\n", clean: "The mill owl is back.\n" },
        Example { dirty: "N\u{8}NA\u{8}AM\u{8}ME\u{8}E\n", clean: "NAME\n" },
    ],
    keeps: &["One\ttwo.\n", "Press ^C or ␛ to leave.\n"],
};

/// Removes controls.
pub(super) struct Controls;

impl Filter for Controls {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&ESCAPE, &CONTROL]
    }

    fn needs(&self) -> Traits {
        Traits::CONTROL
    }

    /// A sequence may hold the address of a link, and says where that ends.
    fn reach(&self) -> Reach {
        Reach::Addresses
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let text = view.text;
        // ISO-2022 writes Japanese and Korean with escapes, which say how to read it.
        if memmem::find(text.as_bytes(), b"\x1B$").is_some() {
            return;
        }
        let mut from = 0;
        while let Some(start) = next_triple(text.as_bytes(), from, |[a, ..]| is_control(a)) {
            if let Some(length) = escape(&text.as_bytes()[start..]) {
                let end = start + length;
                edits.delete(start..end, &ESCAPE);
                from = end;
                continue;
            }
            let bytes = text.as_bytes();
            let length = bytes[start..].iter().take_while(|byte| is_control(**byte)).count();
            // The next one may begin a sequence.
            let length = memchr::memchr(ESC, &bytes[start + 1..start + length]).map_or(length, |at| at + 1);
            let span = start..start + length;
            if length == 1 && overstrikes(text, start, from) {
                let before = text[..start].chars().next_back().map_or(0, char::len_utf8);
                edits.delete(start - before..span.end, &CONTROL);
            } else if holds_apart(text, &span) {
                edits.replace(span.clone(), " ", &CONTROL);
            } else {
                edits.delete(span.clone(), &CONTROL);
            }
            from = span.end;
        }
    }
}

const ESC: u8 = 0x1B;
const BACKSPACE: u8 = 0x08;

/// A control character other than tab and the line ends.
fn is_control(byte: u8) -> bool {
    (byte < b' ') & (byte.wrapping_sub(b'\t') > 4) | (byte == 0x7F)
}

/// The length of the escape sequence that `bytes` begin with (ECMA-48).
fn escape(bytes: &[u8]) -> Option<usize> {
    /// Sequences are short; a title or an address may be longer.
    const LONGEST: usize = 64;
    const LONGEST_STRING: usize = 2048;
    let rest = bytes.strip_prefix(&[ESC])?;
    match rest.first()? {
        b'[' => {
            let inner = &rest[1..];
            let parameters =
                inner.iter().take(LONGEST).take_while(|byte| (0x20..0x40).contains(*byte)).count();
            let is_final = |byte: &u8| (0x40..0x7F).contains(byte);
            inner.get(parameters).filter(|byte| is_final(byte)).map(|_| parameters + 3)
        }
        // A string that a bell or ESC \ ends, on the same line.
        b']' | b'P' | b'X' | b'^' | b'_' => {
            let inner = &rest[1..rest.len().min(LONGEST_STRING)];
            let end = inner.iter().position(|byte| is_control(*byte) || *byte == b'\n')?;
            match &inner[end..] {
                [0x07, ..] => Some(end + 3),
                [ESC, b'\\', ..] => Some(end + 4),
                _ => None,
            }
        }
        b'(' | b')' => rest.get(1).filter(|byte| b"0AB".contains(byte)).map(|_| 3),
        b'7' | b'8' | b'=' | b'>' => Some(2),
        _ => None,
    }
}

/// Whether the backspace at `at` prints a letter over itself or over an underscore, as old printers made bold and underlined
/// words. A single letter may have been typed twice, so another has to stand beside it; nothing before `from` is looked at.
fn overstrikes(text: &str, at: usize, from: usize) -> bool {
    if text.as_bytes()[at] != BACKSPACE
        || at == 0
        || at <= from && from > 0 && text.as_bytes()[at - 1] == BACKSPACE
    {
        return false;
    }
    let (before, after) = (text[..at].chars().next_back(), text[at + 1..].chars().next());
    match (before, after) {
        (Some('_'), Some(c)) => at > from && (c.is_alphanumeric() || c == '_'),
        (Some(a), Some(b)) if a == b && !a.is_control() && at > from => {
            let rest = &text[at + 1 + b.len_utf8()..];
            let mut next = rest.chars();
            let goes_on = matches!((next.next(), next.next(), next.next()), (Some(a), Some('\u{8}'), Some(b)) if a == b);
            let mut last = text[..at - a.len_utf8()].chars().rev();
            let came = matches!((last.next(), last.next(), last.next()), (Some(b), Some('\u{8}'), Some(a)) if a == b);
            // What came before has been cut to `…␈X`, of which the first X went.
            goes_on || came
        }
        _ => false,
    }
}

/// Whether controls stand between two words, or between a sentence and the next: both halves are known and what they would make is
/// not.
fn holds_apart(text: &str, span: &Range<usize>) -> bool {
    /// The longest word that is looked at, in characters.
    const LONGEST: usize = 40;
    let (left, right) = (&text[..span.start], &text[span.end..]);
    let letter = |c: &char| c.is_alphabetic();
    let last = left.chars().rev().take(LONGEST).take_while(letter).map(char::len_utf8).sum::<usize>();
    let first: String = right.chars().take(LONGEST).take_while(letter).collect();
    if last == 0 {
        let word = left.strip_suffix(['.', '!', '?']).unwrap_or("");
        let small = word.chars().rev().take(3).filter(|c| c.is_lowercase()).count();
        return small == 3 && right.starts_with(char::is_uppercase);
    }
    let (last, first) = (left[left.len() - last..].to_lowercase(), first.to_lowercase());
    let is_known = |word: &str| word.chars().nth(1).is_some() && is_word(word, None);
    is_known(&last) && is_known(&first) && !is_word(&format!("{last}{first}"), None)
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::document::Document;
    use crate::pipeline::Cleaner;

    fn cleaned(text: &str) -> String {
        let config = Config { select: vec!["unicode".to_owned()], ..Config::default() };
        Cleaner::new(&config).unwrap().clean(&Document::from(text)).text.into_owned()
    }

    #[test]
    fn sequences_go_whole() {
        for (dirty, clean) in [
            ("\u{1B}]0;title\u{7}One", "One"),
            ("\u{1B}]8;;http://a.example/\u{1B}\\One\u{1B}]8;;\u{1B}\\", "One"),
            ("\u{1B}(BOne\u{1B}[K\u{1B}[2J", "One"),
            ("\u{1B}Monday", "Monday"),
            ("\u{1B}[12", "[12"),
            ("\u{1B}]0;no end\nTwo", "]0;no end\nTwo"),
            ("\u{1}\u{1B}[1mOne", "One"),
            ("\u{1B}\u{1B}[1mOne", "One"),
        ] {
            assert_eq!(cleaned(dirty), clean, "{dirty:?}");
        }
    }

    #[test]
    fn overstruck_letters_stay_once() {
        for (dirty, clean) in [
            ("_\u{8}m_\u{8}i_\u{8}l_\u{8}l and N\u{8}NA\u{8}AM\u{8}ME\u{8}E", "mill and NAME"),
            ("til\u{8}l and pre\u{8}ssure", "till and pressure"),
        ] {
            assert_eq!(cleaned(dirty), clean, "{dirty:?}");
        }
    }

    #[test]
    fn words_stay_apart() {
        for (dirty, clean) in [
            ("the old mill\u{2}is shut", "the old mill is shut"),
            ("It is shut.\u{0}Nobody came.", "It is shut. Nobody came."),
            ("th\u{1F}ree owls, 1\u{0}2", "three owls, 12"),
        ] {
            assert_eq!(cleaned(dirty), clean, "{dirty:?}");
        }
    }

    #[test]
    fn japanese_that_is_not_decoded_stays() {
        let text = "\u{1B}$B8+=P$7\u{1B}(B";
        assert_eq!(cleaned(text), text);
    }
}
