//! A space on the wrong side of a curly double mark: `profit, ”said` → `profit,” said`.
//!
//! The glyph says which way a mark faces, but only in texts that use “ and ” the English way. So a paragraph
//! is mended only if its marks alternate “ ” “ ” without exception; a paragraph that opens with “ may leave it
//! open, and may repeat it at the start of a line, as quotations over several paragraphs do. German („…“),
//! Swedish (”…”) and broken paragraphs fail that test and stay.

use std::ops::Range;

use memchr::memmem;

use super::paragraphs;
use crate::edit::Edits;
use crate::filters::{Filter, View};
use crate::lines::ends_line;
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static CLOSE_SIDE: Rule = Rule {
    id: "quote/close-side-space",
    summary: "space on the wrong side of a closing quotation mark",
    why: "Translation programs and careless markup put the space before the closing mark instead of after it. \
          The marks of the paragraph must pair up without exception.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "“For profit, ”said Ann.\n", clean: "\"For profit,\" said Ann.\n" },
        Example { dirty: "“For profit, ” said Ann.\n", clean: "\"For profit,\" said Ann.\n" },
    ],
    keeps: &[
        "”Ja, ”sa hon.\n",
        "„Gut“, sagte er, ”ja.\n",
        "“Fine,” said Ann.\n",
        "“He said ‘no.’ ” That was all.\n",
    ],
};

static OPEN_SIDE: Rule = Rule {
    id: "quote/open-side-space",
    summary: "space on the wrong side of an opening quotation mark",
    why: "The space belongs before the opening mark, not after it. The marks of the paragraph must pair up \
          without exception, and text that puts spaces before ! ? : ; in the French way keeps its own.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "Ann said,“ For profit.”\n", clean: "Ann said, \"For profit.\"\n" },
        Example { dirty: "“ For profit,” said Ann.\n", clean: "\"For profit,\" said Ann.\n" },
    ],
    keeps: &[
        "„Gut“ sagte er und „nein“ auch.\n",
        "“ Oui ! ” dit-il.\n",
        "“ ‘No,’ he said.”\n",
        "“ … and then it rained.”\n",
    ],
};

/// Mends the spaces around double marks.
pub(super) struct MarkSpacing;

impl Filter for MarkSpacing {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&CLOSE_SIDE, &OPEN_SIDE]
    }

    fn needs(&self) -> Traits {
        Traits::PUNCTUATION
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let suspects =
            [" ”", "“ "].iter().any(|pair| memmem::find(view.text.as_bytes(), pair.as_bytes()).is_some());
        if suspects {
            paragraphs(view.text).for_each(|paragraph| scan_paragraph(view.text, paragraph, edits));
        }
    }
}

fn scan_paragraph(text: &str, paragraph: Range<usize>, edits: &mut Edits) {
    let content = &text[paragraph.clone()];
    if !(content.contains(" ”") || content.contains("“ ")) || !alternates(content) {
        return;
    }
    let french = [" ?", " !", " :", " ;"].iter().any(|stop| content.contains(stop));
    for (at, mark) in content.match_indices(['“', '”']) {
        let at = paragraph.start + at;
        let end = at + mark.len();
        let (left, right) = (&text[..at], &text[end..]);
        if mark == "”" {
            let Some(left) = left.strip_suffix(' ') else { continue };
            let touches_text = left.ends_with(|c: char| !c.is_whitespace() && !matches!(c, '“' | '’' | '\''));
            if touches_text && right.starts_with(begins_word) {
                edits.replace(at - 1..end, "” ", &CLOSE_SIDE);
            } else if touches_text && !french && right.chars().next().is_none_or(follows_quotation) {
                edits.delete(at - 1..at, &CLOSE_SIDE);
            }
        } else {
            let Some(right) = right.strip_prefix(' ') else { continue };
            let touches_text =
                right.starts_with(|c: char| !c.is_whitespace() && !matches!(c, '”' | '‘' | '\'' | '…' | '.'));
            if touches_text && left.ends_with(ends_word) {
                edits.replace(at..end + 1, " “", &OPEN_SIDE);
            } else if touches_text && !french && left.chars().next_back().is_none_or(precedes_quotation) {
                edits.delete(end..end + 1, &OPEN_SIDE);
            }
        }
    }
}

/// Whether the double marks of a paragraph pair up the English way.
fn alternates(paragraph: &str) -> bool {
    let mut open = false;
    for (at, mark) in paragraph.match_indices(['“', '”', '„', '‟', '«', '»']) {
        open = match mark {
            "“" if !open => true,
            "“" => paragraph[..at].ends_with(ends_line),
            "”" if open => false,
            _ => return false,
        };
        if mark == "“" && !open {
            return false;
        }
    }
    true
}

fn begins_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '(' | '[' | '‘')
}

fn ends_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, ',' | ';' | ':' | '.' | '!' | '?' | ')' | ']' | '’')
}

fn follows_quotation(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '—' | '–' | '…')
}

fn precedes_quotation(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '‘')
}

#[cfg(test)]
mod tests {
    use super::alternates;

    #[test]
    fn marks_must_alternate_without_exception() {
        for paragraph in ["“a” b “c”", "“a", "“a\n“b”", ""] {
            assert!(alternates(paragraph), "{paragraph}");
        }
        for paragraph in ["”a”", "“a“", "„a“", "a”", "“a “b”", "« a » “b”"] {
            assert!(!alternates(paragraph), "{paragraph}");
        }
    }
}
