//! Blanks at the end of a line.
//!
//! Three kinds of them mean something and stay: tabs that end a row of tab-separated columns, the two spaces that
//! break a line in Markdown, and the space of the mail signature mark `-- `.

use std::cell::OnceCell;
use std::ops::Range;

use memchr::{memchr_iter, memmem};

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
    keeps: &[
        "    indented\n",
        "One. Two.\n",
        "name\tage\t\nAnn\t31\t\n",
        "# Verse\n\nOne line,  \nand the next.\n",
        "The owl is old,  \nthe mill is cold,  \nand nobody knows why.\n",
        "Yours, Ann\n-- \nAnn Bell\n",
    ],
};

/// Removes trailing blanks.
pub(super) struct TrailingBlanks;

impl Filter for TrailingBlanks {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&TRAILING]
    }

    fn needs(&self) -> Traits {
        Traits::TRAILING_SPACE | Traits::TAB | Traits::ODD_SPACE
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let bytes = view.text.as_bytes();
        let is_markdown = OnceCell::new();
        let is_markdown = || *is_markdown.get_or_init(|| reads_like_markdown(view.text));
        let mut line_start = 0;
        for end in memchr_iter(b'\n', bytes).chain([bytes.len()]) {
            // A look at one byte settles nearly every line.
            if end > line_start && !bytes[end - 1].is_ascii_graphic() {
                let line = &view.text[line_start..end];
                let content = line.trim_end_matches(is_blank);
                let blanks = &line[content.len()..];
                let is_break = blanks == "  "
                    && goes_on(bytes, end)
                    && !content.is_empty()
                    && (is_markdown() || breaks_verse(view.text, line_start..end));
                let is_column = blanks.contains('\t') && content.contains('\t');
                // The rest of a letter that was decoded wrongly: à as U+00C3 U+00A0.
                let is_letter = blanks.starts_with('\u{A0}') && content.ends_with(['\u{C2}', '\u{C3}']);
                if !blanks.is_empty() && !is_break && !is_column && !is_letter && line != "-- " {
                    edits.delete(line_start + content.len()..end, &TRAILING);
                }
            }
            line_start = end + 1;
        }
    }
}

/// Whether a line with something on it follows the line end at `end`.
fn goes_on(bytes: &[u8], end: usize) -> bool {
    bytes.get(end + 1).is_some_and(|byte| !byte.is_ascii_whitespace())
}

/// Whether the paragraph of `line` is verse as Markdown writes it: three lines or more, of which all but the last end in two
/// spaces. A scraper leaves its blanks anywhere.
fn breaks_verse(text: &str, line: Range<usize>) -> bool {
    // A paragraph of more is no verse, and is not read again for each of its lines.
    const LONGEST: usize = 2000;
    let before = &text[text.floor_char_boundary(line.start.saturating_sub(LONGEST))..line.start];
    let after = &text[line.end..text.floor_char_boundary(line.end + LONGEST)];
    let start = before.rfind("\n\n").map_or(before.len(), |blank| before.len() - blank - 2);
    let end = after.find("\n\n").unwrap_or(after.len());
    if start == before.len() && start >= LONGEST || end == after.len() && end >= LONGEST {
        return false;
    }
    let stanza = text[line.start - start..line.end + end].trim_end_matches('\n');
    let Some((broken, last)) = stanza.rsplit_once('\n') else { return false };
    let is_broken = |line: &str| line.ends_with("  ") && !line.trim_end_matches("  ").ends_with(is_blank);
    let mut lines = broken.split('\n');
    lines.clone().nth(1).is_some() && lines.all(is_broken) && !last.ends_with(is_blank)
}

/// Whether a text has a heading, a link, bold text or a fence as Markdown writes them.
fn reads_like_markdown(text: &str) -> bool {
    text.starts_with("# ")
        || ["\n# ", "\n## ", "](", "**", "\n```"]
            .iter()
            .any(|mark| memmem::find(text.as_bytes(), mark.as_bytes()).is_some())
}
