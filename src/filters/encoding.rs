//! `encoding`: what the way of writing bytes leaves in the text.
//!
//! Decoding itself is [`crate::decode`]; what is left for a filter is the byte order mark, which in UTF-8
//! orders nothing and turns up as an invisible first character: `\u{FEFF}Title` → `Title`. The same character
//! further inside a text is a zero-width no-break space and is not touched here.

use crate::edit::Edits;
use crate::filters::whitespace::is_blank;
use crate::filters::{Filter, View};
use crate::lines::ends_line;
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static BOM: Rule = Rule {
    id: "encoding/bom",
    summary: "byte order mark at the start of the text",
    why: "UTF-8 has no byte order, so the mark says nothing; but it is a character, and programs that read the \
          first word or compare the first line stumble over it.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "\u{FEFF}Title\n", clean: "Title\n" },
        Example { dirty: "\u{FEFF}[W]e agree.\n", clean: "[W]e agree.\n" },
    ],
    keeps: &["Title\n", "No\u{FEFF}break\n"],
};

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
        // Files that were joined or wrapped have marks after the blank lines that other filters take away.
        let beginning =
            view.text.char_indices().take_while(|(_, c)| *c == '\u{FEFF}' || is_blank(*c) || ends_line(*c));
        for (at, mark) in beginning.filter(|(_, c)| *c == '\u{FEFF}') {
            edits.delete(at..at + mark.len_utf8(), &BOM);
        }
    }
}
