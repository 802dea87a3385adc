//! Blanks at the end of a line.

use memchr::memchr_iter;

use super::is_blank;
use crate::edit::Edits;
use crate::filters::{Filter, View};
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static TRAILING: Rule = Rule {
    id: "whitespace/trailing",
    summary: "blanks at the end of a line",
    why: "Nobody sees them, and every comparison of two versions trips over them.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "One. \t\nTwo.\n", clean: "One.\nTwo.\n" },
        Example { dirty: "One.\n \u{A0}\nTwo.\n", clean: "One.\n\nTwo.\n" },
    ],
    keeps: &["    indented\n", "One. Two.\n"],
};

/// Removes trailing blanks.
pub(super) struct TrailingBlanks;

impl Filter for TrailingBlanks {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&TRAILING]
    }

    fn needs(&self) -> Traits {
        Traits::TRAILING_SPACE | Traits::TAB | Traits::LATIN1_SIGN | Traits::PUNCTUATION
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let bytes = view.text.as_bytes();
        let mut line_start = 0;
        for end in memchr_iter(b'\n', bytes).chain([bytes.len()]) {
            // A look at one byte settles nearly every line.
            if end > line_start && !bytes[end - 1].is_ascii_graphic() {
                let content = view.text[line_start..end].trim_end_matches(is_blank);
                if line_start + content.len() < end {
                    edits.delete(line_start + content.len()..end, &TRAILING);
                }
            }
            line_start = end + 1;
        }
    }
}
