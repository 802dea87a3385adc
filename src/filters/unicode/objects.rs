//! What stands for something that is no text: a picture, an icon, a character that was lost.

use memchr::memmem;

use crate::edit::Edits;
use crate::filters::removal::{self, Found};
use crate::filters::triples::next_triple;
use crate::filters::{Filter, View};
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static OBJECT: Rule = Rule {
    id: "unicode/object-replacement",
    summary: "sign for an object that the text does not have",
    why: "U+FFFC holds the place of a picture or a frame in a word processor. Without that it holds nothing.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "The mill is shut.\u{FFFC}\n", clean: "The mill is shut.\n" },
        Example { dirty: "One.\n\n\u{FFFC}\n\nTwo.\n", clean: "One.\n\nTwo.\n" },
    ],
    keeps: &["A \u{FFFD} shows where a letter was.\n", "The sign `\u{FFFC}` holds a place.\n"],
};

static LOST: Rule = Rule {
    id: "unicode/lost-character",
    summary: "sign for a character that was lost",
    why: "U+FFFD stands where bytes could not be read. What stood there nobody knows, so it is only reported.",
    level: Level::Suggest,
    examples: &[
        Example { dirty: "The caf\u{FFFD} is shut.\n", clean: "The caf is shut.\n" },
        Example { dirty: "\u{FFFD}One.\n", clean: "One.\n" },
    ],
    keeps: &["The café is shut.\n", "Is it shut?\n"],
};

static PRIVATE: Rule = Rule {
    id: "unicode/private-use",
    summary: "private character, which every font shows as something else",
    why: "Icons of a page and logos are private characters: without the font of the page nobody knows what they show. They are only \
          reported.",
    level: Level::Suggest,
    examples: &[
        Example { dirty: "\u{F09A} Share\n", clean: " Share\n" },
        Example { dirty: "The \u{F8FF} shop is shut.\n", clean: "The  shop is shut.\n" },
    ],
    keeps: &["The ⌘ key and the ☎.\n", "A 豈 is none.\n"],
};

/// Removes object signs, and reports what nobody can read.
pub(super) struct Objects;

impl Filter for Objects {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&OBJECT, &LOST, &PRIVATE]
    }

    fn needs(&self) -> Traits {
        Traits::RARE_LEAD
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let text = view.text;
        let objects = memmem::find_iter(text.as_bytes(), OBJECT_SIGN).map(|at| at..at + OBJECT_SIGN.len());
        let objects: Vec<Found> = objects
            .filter(|span| view.allows(&OBJECT, span))
            .map(|span| Found { span, rule: &OBJECT, note: None })
            .collect();
        // A removal takes blanks along: the pipeline comes back for the others.
        if !objects.is_empty() {
            return removal::remove(view, &objects, edits);
        }
        let mut from = 0;
        while let Some(at) = next_triple(text.as_bytes(), from, is_unreadable) {
            let rest = &text[at..];
            let is_lost = |c: char| c == LOST_SIGN;
            let (length, rule) = if rest.starts_with(is_lost) {
                (rest.len() - rest.trim_start_matches(is_lost).len(), &LOST)
            } else {
                (rest.chars().next().map_or(1, char::len_utf8), &PRIVATE)
            };
            from = at + length;
            edits.delete(at..from, rule);
        }
    }
}

const LOST_SIGN: char = '\u{FFFD}';
const OBJECT_SIGN: &str = "\u{FFFC}";

/// U+FFFD, and U+E000 to U+F8FF.
fn is_unreadable([a, b, c]: [u8; 3]) -> bool {
    (a == 0xEE) | (a == 0xEF) & ((b < 0xA4) | (b == 0xBF) & (c == 0xBD))
}
