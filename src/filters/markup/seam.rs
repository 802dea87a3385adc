//! What is left in a line where markup stood.

use std::ops::Range;

use crate::filters::removal::{self, Found};
use crate::filters::whitespace::is_blank;
use crate::lines::ends_line;

/// What stands in a tag's place inside a line, the stronger the later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    Nothing,
    /// Nothing, but two words that it held apart stay apart.
    Gap,
    Cell,
    Line,
    Paragraph,
}

/// What goes along with tags that stand side by side in `span` inside a line, and what stands there afterwards.
pub(super) fn seam(
    text: &str,
    span: Range<usize>,
    group: &[Found],
    breaks: &[(Break, bool)],
) -> (Range<usize>, &'static str) {
    let strongest = breaks.iter().map(|(strength, _)| *strength).max().unwrap_or(Break::Nothing);
    let lines = breaks.iter().filter(|(_, is_br)| *is_br).count();
    let before = text[..span.start].trim_end_matches(is_blank);
    let after = text[span.end..].trim_start_matches(is_blank);
    let at_start = before.is_empty() || before.ends_with(ends_line);
    let at_end = after.is_empty() || after.starts_with(ends_line);
    // Blanks at the end of a line may belong to the lines after it, when those go.
    let wide = before.len()..if at_end { span.end } else { text.len() - after.len() };
    match strongest {
        // A cell that begins or ends its row has no column to keep apart.
        Break::Cell | Break::Line | Break::Paragraph if at_start || at_end => (wide, ""),
        Break::Paragraph => (wide, "\n\n"),
        Break::Line => (wide, if lines > 1 { "\n\n" } else { "\n" }),
        Break::Cell => (wide, "\t"),
        Break::Gap => removal::around_inline(text, span),
        Break::Nothing => {
            let is_blank_before = before.len() < span.start || at_start;
            let is_blank_after = at_end || wide.end > span.end;
            if is_blank_before && is_blank_after {
                // One side of two is enough, and the end of a line needs none.
                if at_end { (before.len()..span.end, "") } else { (span.start..wide.end, "") }
            } else {
                let is_parted = group.windows(2).any(|pair| pair[0].span.end < pair[1].span.start);
                let is_glued = !is_blank_before && !is_blank_after && is_parted;
                (span, if is_glued { " " } else { "" })
            }
        }
    }
}
