//! The marks of a paragraph, read together.
//!
//! ```text
//! “It’s ‘fine’,” she said; « Il a dit “non” ».
//! ```
//!
//! Double marks are read first, then the single ones: those outside of all quotations together, and those of each quotation for
//! itself. Guillemets that are whole among themselves are a level of their own, around other double marks or within them.

use std::ops::Range;

use super::evidence::{of_double, of_singles};
use super::marks::{Family, Mark, collect};
use super::page::Page;
use super::roles::{Ends, Reading, Role, leaves_open, read};
use crate::filters::whitespace::is_blank;

/// Marks of one kind that were read together.
pub(super) struct Level<'t> {
    pub(super) family: Family,
    pub(super) marks: Vec<Mark<'t>>,
    pub(super) readings: Vec<Reading>,
    /// Whether they are quotations within quotations between the same marks, `"a "b" c"`, as their places say.
    pub(super) is_nested: bool,
}

/// All marks of a paragraph.
pub(super) struct Marks<'t> {
    pub(super) levels: Vec<Level<'t>>,
    /// Whether the last quotation is left open; `None` if there is none.
    pub(super) leaves_open: Option<bool>,
}

impl<'t> Marks<'t> {
    /// Reads the marks of `paragraph` of a text.
    pub(super) fn read(text: &'t str, page: &Page<'t>, paragraph: Range<usize>, ends: Ends) -> Marks<'t> {
        let convention = &page.convention;
        let mut doubles = Vec::new();
        collect(text, paragraph.clone(), Family::Double, &mut doubles);
        let mut levels: Vec<Level<'t>> = apart(doubles)
            .into_iter()
            .map(|marks| {
                let prices: Vec<_> = marks.iter().map(|mark| of_double(mark, text, convention)).collect();
                Level::new(Family::Double, marks, |_| read(&prices, ends))
            })
            .collect();
        let mut quotations: Vec<(Range<usize>, bool)> =
            levels.iter().flat_map(|level| level.quotations(paragraph.end)).collect();
        quotations.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        quotations.dedup_by(|next, last| next.0.start < last.0.end && next.0.end <= last.0.end);
        let leaves_open =
            levels.iter().filter_map(|level| leaves_open(&level.readings)).reduce(|all, one| all || one);
        let mut singles = Vec::new();
        collect(text, paragraph, Family::Single, &mut singles);
        for (marks, ends) in regions(&singles, &quotations, ends) {
            levels.push(Level::new(Family::Single, marks, |marks| {
                read(&of_singles(marks, text, convention), ends)
            }));
        }
        Marks { levels, leaves_open }
    }
}

impl<'t> Level<'t> {
    fn new(family: Family, marks: Vec<Mark<'t>>, read: impl Fn(&[Mark<'t>]) -> Vec<Reading>) -> Level<'t> {
        let nested = if family == Family::Double { nested(&marks) } else { None };
        let is_nested = nested.is_some();
        let readings = nested.unwrap_or_else(|| read(&marks));
        Level { family, marks, readings, is_nested }
    }

    /// The quotations of a paragraph that ends at `end`, and whether they are closed. One that is not goes on to the next or
    /// to the end.
    fn quotations(&self, end: usize) -> impl Iterator<Item = (Range<usize>, bool)> {
        let opening = self.readings.iter().enumerate().filter(|(_, reading)| reading.role == Role::Open);
        opening.map(move |(n, reading)| {
            let close = reading.partner.or((n + 1 < self.marks.len()).then_some(n + 1));
            let span = self.marks[n].span.start..close.map_or(end, |close| self.marks[close].span.end);
            (span, reading.partner.is_some())
        })
    }
}

/// Double marks in one level, or guillemets and others in two if the guillemets make up whole quotations.
fn apart(doubles: Vec<Mark<'_>>) -> Vec<Vec<Mark<'_>>> {
    let is_guillemet = |mark: &Mark<'_>| matches!(mark.form, "«" | "»");
    let (guillemets, others): (Vec<_>, Vec<_>) = doubles.iter().cloned().partition(is_guillemet);
    let first = guillemets.first().map(|mark| mark.form);
    let take_turns =
        guillemets.iter().enumerate().all(|(n, mark)| (Some(mark.form) == first) == (n % 2 == 0));
    if others.is_empty() || guillemets.is_empty() || guillemets.len() % 2 == 1 || !take_turns {
        return vec![doubles];
    }
    vec![guillemets, others]
}

/// How the marks are read if their places make them quotations within quotations, whose blanks are where they belong:
/// `"a "b" c"`.
fn nested(marks: &[Mark<'_>]) -> Option<Vec<Reading>> {
    let mut readings: Vec<Reading> = Vec::with_capacity(marks.len());
    let mut open = Vec::new();
    let mut is_deep = false;
    for mark in marks {
        let (left, right) = (mark.left.is_whitespace(), mark.right.is_whitespace());
        let n = readings.len();
        let (role, partner) = match (left, right) {
            (true, false) => {
                open.push(n);
                (Role::Open, None)
            }
            (false, _) if !mark.right.is_alphanumeric() => (Role::Close, Some(open.pop()?)),
            _ => return None,
        };
        is_deep |= open.len() > 1;
        if let Some(partner) = partner {
            readings[partner].partner = Some(n);
        }
        readings.push(Reading::certain(role, partner));
    }
    (is_deep && open.is_empty()).then_some(readings)
}

/// The single marks of each quotation, which is closed or goes on, and those outside of all.
fn regions<'t>(
    singles: &[Mark<'t>],
    quotations: &[(Range<usize>, bool)],
    ends: Ends,
) -> Vec<(Vec<Mark<'t>>, Ends)> {
    let all = quotations.iter().map(|(_, is_closed)| if *is_closed { Ends::CLOSED } else { ends });
    let mut regions: Vec<(Vec<Mark<'t>>, Ends)> = all.chain([ends]).map(|ends| (Vec::new(), ends)).collect();
    let mut next = 0;
    for mark in singles {
        while quotations.get(next).is_some_and(|(span, _)| span.end <= mark.span.start) {
            next += 1;
        }
        let is_inside = quotations.get(next).is_some_and(|(span, _)| span.start <= mark.span.start);
        regions[if is_inside { next } else { quotations.len() }].0.push(mark.clone());
    }
    regions.retain(|(marks, _)| !marks.is_empty());
    regions
}

/// Whether a paragraph begins with a mark that may open a quotation.
pub(super) fn begins_quoted(paragraph: &str) -> bool {
    paragraph
        .trim_start_matches(|c: char| is_blank(c) || matches!(c, '*' | '_' | '>'))
        .starts_with(['"', '“', '„', '«', '»', '”', '‘', '\'', '‚', '`'])
}
