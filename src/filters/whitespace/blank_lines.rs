//! Runs of blank lines become one; none stand at the start or the end of the text.

use memchr::memmem;

use crate::edit::Edits;
use crate::filters::{Filter, View};
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static BLANK_LINES: Rule = Rule {
    id: "whitespace/blank-lines",
    summary: "more than one blank line, or blank lines at the start or end",
    why: "One blank line separates two paragraphs; more are what is left of images, ads and markup.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "One.\n\n\n\nTwo.\n", clean: "One.\n\nTwo.\n" },
        Example { dirty: "\n\nOne.\n\n\n", clean: "One.\n" },
    ],
    keeps: &["One.\n\nTwo.\n", "One.\nTwo.\n"],
};

/// Collapses blank lines.
pub(super) struct BlankLines;

impl Filter for BlankLines {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&BLANK_LINES]
    }

    fn needs(&self) -> Traits {
        Traits::BLANK_LINES
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let bytes = view.text.as_bytes();
        let newlines_from = |start: usize| bytes[start..].iter().take_while(|&&byte| byte == b'\n').count();
        let leading = newlines_from(0);
        if leading > 0 {
            edits.delete(0..leading, &BLANK_LINES);
        }
        let end = bytes.len() - bytes.iter().rev().take_while(|&&byte| byte == b'\n').count();
        let triple = memmem::Finder::new("\n\n\n");
        let mut from = leading;
        while let Some(found) = triple.find(&bytes[from..end.max(from)]) {
            let start = from + found;
            from = start + newlines_from(start);
            edits.delete(start + 2..from, &BLANK_LINES);
        }
        if end > 0 && bytes.len() - end > 1 {
            edits.delete(end + 1..bytes.len(), &BLANK_LINES);
        }
    }
}
