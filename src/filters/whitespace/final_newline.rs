//! A file ends with a newline; a field of a record does not need one.

use crate::document::Extent;
use crate::edit::Edits;
use crate::filters::{Filter, View};
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static FINAL_NEWLINE: Rule = Rule {
    id: "whitespace/final-newline",
    summary: "no newline at the end of the file",
    why: "Without it the last line is lost by programs that read lines, and runs into the next file where \
          files are joined. A field of a record gets none.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "One.", clean: "One.\n" },
        Example { dirty: "One.\n\nTwo.", clean: "One.\n\nTwo.\n" },
    ],
    keeps: &["One.\n", ""],
};

/// Ends a file with a newline.
pub(super) struct FinalNewline;

impl Filter for FinalNewline {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&FINAL_NEWLINE]
    }

    fn needs(&self) -> Traits {
        Traits::OPEN_END
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        if view.extent == Extent::File && !view.text.ends_with('\n') {
            edits.replace(view.text.len()..view.text.len(), "\n", &FINAL_NEWLINE);
        }
    }
}
