//! Signs beside a number that stand alone: `# 1`, `38 ° C`. Only when asked to go far, and only in English.
//!
//! They are rare, so they are searched for by themselves: the pass over all suspects is the faster without them.

use std::ops::Range;

use super::line::Line;
use super::tongue::{Said, Tongue};
use crate::edit::Edits;
use crate::filters::search::FirstOf;
use crate::filters::{Filter, View};
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static SPLIT_SIGN: Rule = Rule {
    id: "punctuation/split-sign",
    summary: "space between a number and the sign for a rank or a temperature",
    why: "Programs that cut text into words set `#` and `°` apart. Headings in Markdown begin with `#`, and authors set signs \
          apart too, though not on both sides.",
    level: Level::Aggressive,
    examples: &[
        Example { dirty: "The owl was # 1 last year.\n", clean: "The owl was #1 last year.\n" },
        Example { dirty: "It was 38 ° C in the mill.\n", clean: "It was 38°C in the mill.\n" },
    ],
    keeps: &[
        "# 1 mill\n",
        "It was 40 °C in the mill.\n",
        "Es waren in der alten Mühle 38 ° C im Schatten.\n",
    ],
};

/// Joins numbers with their signs.
pub(super) struct SplitSigns {
    pub(super) said: Said,
}

impl Filter for SplitSigns {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&SPLIT_SIGN]
    }

    fn needs(&self) -> Traits {
        Traits::TEXT
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let text = view.text;
        let tongue = Tongue::new(text, &self.said);
        let mut signs = FirstOf::new([b" # ".as_slice(), " ° ".as_bytes()]);
        let mut line: Option<Line<'_>> = None;
        let mut from = 0;
        while let Some(at) = signs.find(text.as_bytes(), from) {
            from = at + 3;
            if line.as_ref().is_none_or(|line| at >= line.span.end) {
                let end = line.as_ref().map_or(0, |line| line.span.end);
                line = Some(Line::around(text, end, at));
            }
            let Some(line) = &line else { continue };
            if let Some((span, sign)) = joined(line, at).filter(|_| tongue.is_english() && line.is_prose()) {
                edits.replace(span, sign, &SPLIT_SIGN);
            }
        }
    }
}

/// What becomes of a sign between two blanks, of which the first is at `at`.
fn joined(line: &Line<'_>, at: usize) -> Option<(Range<usize>, &'static str)> {
    let (left, right) = line.sides(&(at..at + 1));
    if let Some(rank) = right.strip_prefix("# ") {
        let is_rank = !left.trim_end().is_empty() && rank.starts_with(|c: char| c.is_ascii_digit());
        return is_rank.then_some((at + 2..at + 3, ""));
    }
    let unit = right.strip_prefix("° ")?;
    let is_unit = unit.starts_with(['C', 'F']) && !unit[1..].starts_with(char::is_alphanumeric);
    (left.ends_with(|c: char| c.is_ascii_digit()) && is_unit).then_some((at..at + 4, "°"))
}
