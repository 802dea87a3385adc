//! The form of an ellipsis, when asked for: `--ellipsis char` or `dots`.
//!
//! Leaders, four dots and more, the six dots of Chinese (`……`) and dots inside numbers, names and paths stay.

use memchr::memmem;

use crate::edit::Edits;
use crate::filters::{Filter, View};
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static THREE_DOTS: Rule = Rule {
    id: "punctuation/three-dots",
    summary: "three full stops that stand for an ellipsis",
    why: "--ellipsis char asks for the one character, U+2026. Leaders and four dots stay.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "The owl ... was late...\n", clean: "The owl … was late…\n" },
        Example { dirty: "\"...and then it slept.\"\n", clean: "\"…and then it slept.\"\n" },
    ],
    keeps: &["The mill ...... 12\n", "The owl slept....\n", "It takes 1...5 or ../.../mill of them.\n"],
};

static ELLIPSIS_CHARACTER: Rule = Rule {
    id: "punctuation/ellipsis-character",
    summary: "ellipsis in one character",
    why: "--ellipsis dots asks for three full stops. The six dots of Chinese are two of the character and stay.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "The owl … was late…\n", clean: "The owl ... was late...\n" },
        Example { dirty: "…and then it slept.\n", clean: "...and then it slept.\n" },
    ],
    keeps: &["中文……省略号\n", "The owl was late...\n"],
};

/// Turns three dots into one character.
pub(super) struct EllipsisCharacters;

impl Filter for EllipsisCharacters {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&THREE_DOTS]
    }

    fn needs(&self) -> Traits {
        Traits::TEXT
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let text = view.text;
        for at in memmem::find_iter(text.as_bytes(), b"...") {
            let (left, right) = (&text[..at], &text[at + 3..]);
            let is_number = left.ends_with(|c: char| c.is_ascii_digit())
                && right.starts_with(|c: char| c.is_ascii_digit());
            if is_alone(left, right, '.') && !left.ends_with('/') && !right.starts_with('/') && !is_number {
                edits.replace(at..at + 3, "…", &THREE_DOTS);
            }
        }
    }
}

/// Turns the one character into three dots.
pub(super) struct ThreeDots;

impl Filter for ThreeDots {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&ELLIPSIS_CHARACTER]
    }

    fn needs(&self) -> Traits {
        Traits::PUNCTUATION
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let text = view.text;
        for at in memmem::find_iter(text.as_bytes(), "…".as_bytes()) {
            if is_alone(&text[..at], &text[at + 3..], '…') {
                edits.replace(at..at + 3, "...", &ELLIPSIS_CHARACTER);
            }
        }
    }
}

/// Whether none of the same marks touches the one between `left` and `right`, nor full stops.
fn is_alone(left: &str, right: &str, mark: char) -> bool {
    !left.ends_with(['.', mark]) && !right.starts_with(['.', mark])
}
