//! Which lines stand twice, and which copies a scraper made.

use std::collections::HashMap;
use std::ops::Range;

use super::prose::{ends_sentence, is_wordy};
use super::rules::{ADJACENT, BLOCK, LEAD, LINE, PARAGRAPH};
use crate::lines::{lines, lines_of};
use crate::rule::{Level, Rule};
use crate::survey::Traits;

/// Shorter lines are never looked at for their own sake: refrains, verse, headings, labels.
const SHORTEST: usize = 60;
/// Prose of which even one copy is none of a writer's.
const LONG: usize = 100;
/// Paragraphs of prose that make a block, and their characters together.
const BLOCK_PARAGRAPHS: usize = 3;
const BLOCK_CHARACTERS: usize = 400;
/// How far below its first place the first paragraph comes again: a headline, a byline, a picture and its caption.
const LEAD_LINES: usize = 4;
/// Texts that repeat more paragraphs than this repeat them by design.
const MOST_SUGGESTIONS: usize = 3;

/// A copy: a line that stood before.
pub(super) struct Twin {
    pub(super) span: Range<usize>,
    pub(super) rule: &'static Rule,
    /// Where the line begins that it copies.
    pub(super) first: usize,
}

/// The glances of lines that could be the same as another, in order. Clean text costs no more than this: a newline
/// search and a few bytes a line.
pub(super) fn glances_that_repeat(text: &str, traits: Traits) -> Vec<u64> {
    let mut glances = Vec::new();
    let odd_ends = Traits::CONTROL_LINE_END | Traits::ODD_LINE_END;
    if odd_ends.meets(traits) {
        glances.extend(lines_of(text, traits).filter_map(|line| glance(text[line].trim())));
    } else {
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
            glances.extend(glance(text[start..end].trim()));
            start = end + 1;
        }
    }
    glances.sort_unstable();
    let pairs = glances.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]);
    let mut repeated: Vec<u64> = pairs.collect();
    repeated.dedup();
    repeated
}

/// What tells most lines apart: their length, their ends and their middle. None for lines that are too short.
fn glance(line: &str) -> Option<u64> {
    let bytes = line.as_bytes();
    if bytes.len() < SHORTEST {
        return None;
    }
    let word = |at: usize| bytes[at..].first_chunk().map_or(0, |chunk| u64::from_le_bytes(*chunk));
    let places = [0, bytes.len() / 2, bytes.len() - 8];
    // The odd number is the golden ratio; it spreads what is alike over all bits.
    let mix = |mixed: u64, at: usize| (mixed.rotate_left(23) ^ word(at)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    Some(places.into_iter().fold(bytes.len() as u64, mix))
}

/// A line that is not blank.
struct Line<'t> {
    text: &'t str,
    span: Range<usize>,
    characters: usize,
}

impl Line<'_> {
    /// Whether it is long enough and has one of these glances.
    fn may_repeat(&self, repeated: &[u64]) -> bool {
        self.characters >= SHORTEST
            && glance(self.text).is_some_and(|glance| repeated.binary_search(&glance).is_ok())
    }

    /// A paragraph of at least so many characters.
    fn is_prose(&self, shortest: usize) -> bool {
        self.characters >= shortest && ends_sentence(self.text) && is_wordy(self.text)
    }
}

/// All copies that a rule knows, in order; only lines with one of these glances can be any.
pub(super) fn find(text: &str, repeated: &[u64]) -> Vec<Twin> {
    let page = page(text);
    let mut firsts: HashMap<&str, (usize, usize)> = HashMap::new();
    for (index, line) in page.iter().enumerate().filter(|(_, line)| line.may_repeat(repeated)) {
        firsts.entry(line.text).or_insert((index, 0)).1 += 1;
    }
    let mut twins: Vec<(usize, Twin)> = Vec::new();
    let mut at = 0;
    // The end of the last run of copies that is no block: it is none from its second line on either.
    let mut no_block = 0;
    while let Some(line) = page.get(at) {
        let known = if line.may_repeat(repeated) { firsts.get(line.text) } else { None };
        let (first, count) = known.copied().unwrap_or((at, 1));
        if first == at {
            at += 1;
            continue;
        }
        if at >= no_block {
            let taken = twins.last().map_or(0, |(last, _)| last + 1);
            let run = Run::new(&page, first, at, taken);
            if run.is_block(&page) {
                let copies = run.copies();
                twins.extend(copies.clone().map(|copy| (copy, twin(&page, copy, first + copy - at, &BLOCK))));
                at = copies.end;
                continue;
            }
            no_block = run.copies().end;
        }
        if let Some(rule) = single(line, first, at, count) {
            twins.push((at, twin(&page, at, first, rule)));
        }
        at += 1;
    }
    let mut twins: Vec<Twin> = twins.into_iter().map(|(_, twin)| twin).collect();
    let is_suggestion = |twin: &Twin| twin.rule.level == Level::Suggest;
    if twins.iter().filter(|twin| is_suggestion(twin)).count() > MOST_SUGGESTIONS {
        twins.retain(|twin| !is_suggestion(twin));
    }
    twins
}

fn twin(page: &[Line<'_>], copy: usize, first: usize, rule: &'static Rule) -> Twin {
    Twin { span: page[copy].span.clone(), rule, first: page[first].span.start }
}

fn page(text: &str) -> Vec<Line<'_>> {
    let mut page = Vec::new();
    for line in lines(text) {
        let content = text[line.clone()].trim();
        if !content.is_empty() {
            let start = line.end - text[line].trim_start().len();
            let span = start..start + content.len();
            page.push(Line { text: content, span, characters: content.chars().count() });
        }
    }
    page
}

/// The rule for one line that stood before, if there is one.
fn single(line: &Line<'_>, first: usize, copy: usize, count: usize) -> Option<&'static Rule> {
    let is_adjacent = copy == first + 1;
    if line.is_prose(LONG) {
        let is_lead = first <= 1 && copy <= first + LEAD_LINES;
        return Some(match (is_adjacent, is_lead) {
            (true, _) => &ADJACENT,
            (false, true) => &LEAD,
            (false, false) => &PARAGRAPH,
        });
    }
    (is_adjacent && count == 2 && is_wordy(line.text)).then_some(&LINE)
}

/// Lines that repeat other lines in the same order.
struct Run {
    /// The first of the lines that are copied.
    first: usize,
    /// The first copy.
    copy: usize,
    length: usize,
}

impl Run {
    /// The longest run round `copy` that repeats the one round `first`. It does not reach back behind `taken`.
    fn new(page: &[Line<'_>], first: usize, copy: usize, taken: usize) -> Run {
        let is_same = |offset: &usize| {
            page.get(copy + offset).is_some_and(|line| line.text == page[first + offset].text)
        };
        let after = (0..copy - first).take_while(is_same).count();
        // A headline above the first paragraph is too short to be looked for itself.
        let before = (1..=first.min(copy - taken.min(copy)))
            .take_while(|offset| {
                copy - offset >= first + after && page[first - offset].text == page[copy - offset].text
            })
            .count();
        Run { first: first - before, copy: copy - before, length: before + after }
    }

    fn copies(&self) -> Range<usize> {
        self.copy..self.copy + self.length
    }

    /// Whether it is prose that a scraper took twice.
    fn is_block(&self, page: &[Line<'_>]) -> bool {
        let follows = self.first + self.length == self.copy;
        if !(follows || self.first == 0) {
            return false;
        }
        let characters =
            |lines: &mut dyn Iterator<Item = &Line<'_>>| lines.map(|line| line.characters).sum::<usize>();
        let run = &page[self.copies()];
        let mut prose = run.iter().filter(|line| line.is_prose(SHORTEST));
        let paragraphs = prose.clone().count();
        let written = characters(&mut prose);
        paragraphs >= BLOCK_PARAGRAPHS
            && written >= BLOCK_CHARACTERS
            && written * 10 >= characters(&mut run.iter()) * 7
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::survey;

    const LONG_LINE: &str = "The bridge over the river will stay closed until the spring, the council said, and after that it \
                             will be open to walkers only.";

    fn twins(text: &str) -> Vec<Twin> {
        find(text, &glances_that_repeat(text, survey(text)))
    }

    fn rules(text: &str) -> Vec<(&'static str, usize)> {
        twins(text).iter().map(|twin| (twin.rule.id, 1 + text[..twin.first].matches('\n').count())).collect()
    }

    #[test]
    fn a_copy_names_the_line_that_it_copies() {
        assert_eq!(rules(&format!("One.\n\n{LONG_LINE}\n\n{LONG_LINE}\n")), [("repeat/adjacent", 3)]);
        assert_eq!(rules(&format!("{LONG_LINE}\r\nA byline\r\n{LONG_LINE}\r\n")), [("repeat/lead", 1)]);
        assert_eq!(
            rules(&format!("a\nb\n{LONG_LINE}\nc\n{LONG_LINE}\n{LONG_LINE}\n")),
            [("repeat/paragraph", 3), ("repeat/paragraph", 3)]
        );
    }

    #[test]
    fn forms_repeat_by_design() {
        let form = format!("a\nb\n{LONG_LINE}\nc\n").repeat(6);
        assert_eq!(rules(&form), []);
    }

    #[test]
    fn nothing_is_found_in_what_does_not_repeat() {
        for text in ["", "\n", "a\na\n", LONG_LINE, "a\u{2028}b"] {
            assert_eq!(rules(text), []);
        }
        let different = format!("{LONG_LINE}\n{}\n", LONG_LINE.replace("spring", "summer"));
        assert!(twins(&different).is_empty());
    }

    #[test]
    fn runs_that_are_no_block_are_looked_at_once() {
        let lines: Vec<String> =
            (0..5_000).map(|number| format!("{number} {}\n", &LONG_LINE[..70])).collect();
        let run = lines.concat();
        assert!(twins(&format!("a\n{run}b\n{run}")).is_empty());
    }

    #[test]
    fn many_copies_cost_no_more_than_their_number() {
        let text = format!("{LONG_LINE}\n").repeat(20_000);
        assert_eq!(twins(&text).len(), 20_000 - 1);
    }
}
