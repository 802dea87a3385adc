//! One kind of line end: CR LF, CR, NEL, vertical tab, form feed and LINE SEPARATOR become LF, PARAGRAPH
//! SEPARATOR becomes a blank line.
//!
//! Code is included, since a file has one kind of line end; only `unscrape:off` blocks keep theirs.

use crate::edit::Edits;
use crate::filters::search::FirstOf;
use crate::filters::{Filter, View};
use crate::protect::Reach;
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static LINE_END: Rule = Rule {
    id: "whitespace/line-end",
    summary: "line end that is not LF",
    why: "Programs that read lines expect LF; a scraped page mixes the line ends of every system it went \
          through. U+2029 separates paragraphs, so it becomes a blank line.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "One.\r\nTwo.\r\n", clean: "One.\nTwo.\n" },
        Example { dirty: "One.\rTwo.\r", clean: "One.\nTwo.\n" },
        Example { dirty: "One.\r\r\nTwo.\r\r\n", clean: "One.\nTwo.\n" },
        Example {
            dirty: "One.\u{85}Two.\u{2028}Three.\u{2029}Four.\n",
            clean: "One.\nTwo.\nThree.\n\nFour.\n",
        },
    ],
    keeps: &[
        "One.\nTwo.\n",
        "a literal \\r\\n in prose\n",
        "He waited\u{85} then left.\n",
        "dÄ\u{85} domu\n",
    ],
};

/// Unifies line ends.
pub(super) struct LineEnds;

impl Filter for LineEnds {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&LINE_END]
    }

    fn needs(&self) -> Traits {
        Traits::CONTROL_LINE_END | Traits::ODD_LINE_END
    }

    fn reach(&self) -> Reach {
        Reach::Everything
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let bytes = view.text.as_bytes();
        let needles = ["\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}"].map(str::as_bytes);
        let mut line_ends = FirstOf::new(needles);
        let mut from = 0;
        while let Some(start) = line_ends.find(bytes, from) {
            // Text that went through two programs which write CR LF for LF has CR CR LF.
            let returns = bytes[start..].iter().take(3).take_while(|byte| **byte == b'\r').count();
            let (length, ends) = match bytes[start] {
                b'\r' if returns < 3 && bytes.get(start + returns) == Some(&b'\n') => (returns + 1, "\n"),
                b'\r' | 0x0B | 0x0C => (1, "\n"),
                0xC2 if is_no_line_end(view.text, start) => {
                    from = start + 2;
                    continue;
                }
                0xC2 => (2, "\n"),
                _ if bytes[start + 2] == 0xA9 => (3, "\n\n"),
                _ => (3, "\n"),
            };
            from = start + length;
            if length > 1 && bytes[start] == b'\r' {
                edits.delete(start..from - 1, &LINE_END);
            } else {
                edits.replace(start..from, ends, &LINE_END);
            }
        }
    }
}

/// Whether the U+0085 at `at` is likelier a character that was decoded wrongly: the ellipsis of windows-1252, which
/// a space or a small letter follows, or the second byte of a letter, whose first was read as one of U+00C2–00F4.
fn is_no_line_end(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + 2..].chars().next();
    before.is_some_and(|c| matches!(c, '\u{C2}'..='\u{F4}'))
        || after.is_some_and(|c| c == ' ' || c.is_lowercase())
}
