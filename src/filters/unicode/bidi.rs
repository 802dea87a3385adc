//! Characters that turn the direction of writing: U+202A to U+202E and U+2066 to U+2069.
//!
//! They can make a line look unlike what it says ("Trojan Source", CVE-2021-42574). In a text without letters that are written from
//! right to left they have no other use, and go. In Hebrew and Arabic text they hold names and numbers in place: what is
//! closed on its line stays, and overrides and what is left open are reported. In code, which nobody changes, all are reported.

use std::ops::Range;

use super::invisible::has_right_to_left;
use super::mention::{DIRECTIONS, talks_of};
use crate::edit::Edits;
use crate::filters::triples::next_triple;
use crate::filters::{Filter, View};
use crate::lines::ends_line;
use crate::protect::Reach;
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static BIDI_CONTROL: Rule = Rule {
    id: "unicode/bidi-control",
    summary: "character that turns the direction of writing in a text from left to right",
    why: "Such characters make readers see other words than the text has, which is used to deceive (\"Trojan Source\"). Without \
          Hebrew, Arabic or another script from right to left they have no other use.",
    level: Level::Standard,
    examples: &[
        Example { dirty: "The mi\u{202E}ll is shut\u{202C}.\n", clean: "The mill is shut.\n" },
        Example { dirty: "Ask \u{2068}Ann\u{2069} or \u{202A}Bob\u{202C}.\n", clean: "Ask Ann or Bob.\n" },
    ],
    keeps: &[
        "Ask \u{2068}דנה\u{2069} now.\n",
        "The mill is shut.\n",
        "{name}\u{202E}…\n",
        "A right-to-left override (\u{202E}abc) is a trick.\n",
    ],
};

static TROJAN_SOURCE: Rule = Rule {
    id: "unicode/bidi-override",
    summary: "direction of writing overridden, or turned and not turned back on its line",
    why: "The line may look unlike what it says, which is used to deceive (\"Trojan Source\"). A text with letters from right to left \
          may need it all the same, and code is left to its author, so it is only reported.",
    level: Level::Suggest,
    examples: &[
        Example { dirty: "Ask \u{202E}דנה\u{202C} now.\n", clean: "Ask דנה now.\n" },
        Example { dirty: "Ask \u{2067}דנה now.\nGo.\n", clean: "Ask דנה now.\nGo.\n" },
    ],
    keeps: &["Ask \u{2067}דנה\u{2069} now.\n", "דנה \u{202A}(Ann)\u{202C} כאן.\n"],
};

/// Removes or reports characters that turn the direction of writing.
pub(super) struct Directions;

impl Filter for Directions {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&BIDI_CONTROL, &TROJAN_SOURCE]
    }

    fn needs(&self) -> Traits {
        Traits::UNSEEN
    }

    fn reach_of_reports(&self) -> Reach {
        Reach::Everything
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let text = view.text;
        let Some(first) = next_triple(text.as_bytes(), 0, turns) else { return };
        // A template such as `%(name)s\u{202E}…` gets its letters later.
        if talks_of(text, DIRECTIONS) || text.split_whitespace().nth(2).is_none() {
            return;
        }
        if has_right_to_left(text) {
            for line in text[first..].split_inclusive(ends_line).scan(first, |from, line| {
                *from += line.len();
                Some(*from - line.len()..*from)
            }) {
                report(text, line, edits);
            }
            return;
        }
        let mut next = Some(first);
        while let Some(at) = next {
            let is_in_code = view.is_protected(&(at..at + 3), Reach::Prose);
            edits.delete(at..at + 3, if is_in_code { &TROJAN_SOURCE } else { &BIDI_CONTROL });
            next = next_triple(text.as_bytes(), at + 3, turns);
        }
    }
}

/// U+202A to U+202E and U+2066 to U+2069, by bytes.
fn turns([a, b, c]: [u8; 3]) -> bool {
    (a == 0xE2) & ((b == 0x80) & (c.wrapping_sub(0xAA) < 5) | (b == 0x81) & (c.wrapping_sub(0xA6) < 4))
}

/// Reports the overrides of a line, with what ends them, and what is left open at its end.
fn report(text: &str, line: Range<usize>, edits: &mut Edits) {
    let mut embedded: Vec<(usize, bool)> = Vec::new();
    let mut isolated: Vec<(usize, bool)> = Vec::new();
    let mut reported = Vec::new();
    let mut from = line.start;
    while let Some(at) = next_triple(&text.as_bytes()[..line.end], from, turns) {
        from = at + 3;
        let close = |open: &mut Vec<(usize, bool)>| open.pop().filter(|(_, overrides)| *overrides);
        match text[at..].chars().next() {
            Some('\u{202A}' | '\u{202B}') => embedded.push((at, false)),
            Some('\u{202D}' | '\u{202E}') => embedded.push((at, true)),
            Some('\u{202C}') => {
                reported.extend(close(&mut embedded).into_iter().flat_map(|(start, _)| [start, at]));
            }
            Some('\u{2069}') => drop(close(&mut isolated)),
            _ => isolated.push((at, false)),
        }
    }
    reported.extend(embedded.iter().chain(&isolated).map(|(at, _)| at));
    reported.sort_unstable();
    for at in reported {
        edits.delete(at..at + 3, &TROJAN_SOURCE);
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::document::Document;
    use crate::pipeline::Cleaner;

    #[test]
    fn in_code_they_are_reported() {
        let config = Config { select: vec!["unicode".to_owned()], ..Config::default() };
        let cleaner = Cleaner::new(&config).unwrap();
        let text =
            "See the code of the mill.\n\n```\nif owner == \"ann\u{202E} \u{2066}// check\u{2069}\" {\n```\n";
        let document = Document::from(text);
        let outcome = cleaner.clean(&document);
        assert_eq!((outcome.is_changed(), outcome.suggestions.len()), (false, 3));
    }

    #[test]
    fn what_is_left_open_on_its_line_is_reported() {
        let config = Config { select: vec!["unicode".to_owned()], ..Config::default() };
        let cleaner = Cleaner::new(&config).unwrap();
        for (text, reported) in [
            ("דנה \u{2067}a\u{2069} \u{202B}b\u{202C}", 0),
            ("דנה \u{2067}a \u{202B}b\nc d\u{2069}", 2),
            ("דנה \u{202D}a\u{202C} \u{202E}b", 3),
            ("דנה \u{202C}a\u{2069} b", 0),
        ] {
            let document = Document::from(text);
            let outcome = cleaner.clean(&document);
            assert_eq!((outcome.is_changed(), outcome.suggestions.len()), (false, reported), "{text:?}");
        }
    }
}
