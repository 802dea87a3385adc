//! `encoding`: what the way of writing bytes leaves in the text.
//!
//! Decoding itself is [`crate::decode`]; what is left for a filter is the byte order mark, which in UTF-8
//! orders nothing and turns up as an invisible first character: `\u{FEFF}Title` → `Title`. Where files were joined,
//! it begins a line. The same character inside a line is a zero-width no-break space and is not touched here.

use memchr::memmem;

use crate::edit::Edits;
use crate::filters::whitespace::is_blank;
use crate::filters::{Filter, View};
use crate::lines::ends_line;
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static BOM: Rule = Rule {
    id: "encoding/bom",
    summary: "byte order mark at the start of the text or of a line",
    why: "UTF-8 has no byte order, so the mark says nothing; but it is a character, and programs that read the \
          first word or compare the first line stumble over it. Files that were joined have one at the start of a \
          line.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "\u{FEFF}Title\n", clean: "Title\n" },
        Example { dirty: "One.\n\u{FEFF}Two.\n", clean: "One.\nTwo.\n" },
        Example { dirty: "\u{FEFF}[W]e agree.\n", clean: "[W]e agree.\n" },
    ],
    keeps: &["Title\n", "No\u{FEFF}break\n"],
};

const MARK: &str = "\u{FEFF}";

/// The filters of this family.
pub(super) fn filters() -> [Box<dyn Filter>; 1] {
    [Box::new(ByteOrderMark)]
}

/// Removes the byte order mark.
struct ByteOrderMark;

impl Filter for ByteOrderMark {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&BOM]
    }

    fn needs(&self) -> Traits {
        Traits::SPECIAL
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let mut from = 0;
        let mut begins_line = true;
        for at in memmem::find_iter(view.text.as_bytes(), MARK) {
            let between = &view.text[from..at];
            let blanks = between.trim_end_matches(is_blank);
            begins_line = blanks.ends_with(ends_line) || (blanks.is_empty() && begins_line);
            if begins_line {
                edits.delete(at..at + MARK.len(), &BOM);
            }
            from = at + MARK.len();
        }
    }
}
