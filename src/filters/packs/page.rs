//! The lines of a text, and which of them go: what rules say about a line's place and neighbours is decided here.

use std::ops::Range;

use super::triggers::trimmed;
use crate::filters::View;
use crate::lines::lines_of;
use crate::pack::shape::{Position, Requires};
use crate::pack::{PackRule, Scope};
use crate::protect::Reach;

/// The lines of a text that are not blank, with the rules that find them.
pub(super) struct Page<'v, 't> {
    view: &'v View<'t>,
    rules: &'v [PackRule],
    lines: Vec<Line>,
    /// How many lines stay before each, and before the end; as it was when a step began.
    stay_before: Vec<usize>,
}

struct Line {
    /// Without the blanks round it.
    span: Range<usize>,
    /// The rules that find the line, whatever stands round it.
    candidates: Vec<usize>,
    /// The rule that takes it, and why here.
    taken: Option<Taken>,
}

struct Taken {
    rule: usize,
    evidence: Option<Evidence>,
}

/// Why a rule takes a line where it stands.
#[derive(Clone)]
pub(super) struct Evidence {
    pub(super) detail: String,
    /// The neighbour that speaks for it.
    pub(super) place: Option<usize>,
}

/// A line that a rule takes.
pub(super) struct TakenLine {
    pub(super) span: Range<usize>,
    pub(super) rule: usize,
    pub(super) evidence: Option<Evidence>,
}

/// The most lines that the list under a header has. Longer ones are no teasers for other articles.
const LONGEST_LIST: usize = 15;
/// The most lines that a tail has. A comment form has twenty.
const LONGEST_TAIL: usize = 60;

impl<'v, 't> Page<'v, 't> {
    /// Takes `found`: lines and the rules that find them, in order.
    pub(super) fn new(
        view: &'v View<'t>,
        rules: &'v [PackRule],
        found: Vec<(Range<usize>, usize)>,
    ) -> Page<'v, 't> {
        let mut page: Vec<Line> = lines_of(view.text, view.traits)
            .map(|line| trimmed(view.text, line))
            .filter(|span| !span.is_empty())
            .map(|span| Line { span, candidates: Vec::new(), taken: None })
            .collect();
        let mut at = 0;
        for (span, rule) in found {
            at += page[at..].partition_point(|line| line.span.start < span.start);
            page[at].candidates.push(rule);
        }
        Page { view, rules, lines: page, stay_before: Vec::new() }
    }

    /// The lines that go, or would if the run allowed it.
    pub(super) fn decide(mut self) -> Vec<TakenLine> {
        self.take_anywhere();
        self.take_runs();
        self.take_by_position();
        self.take_by_neighbours();
        self.take_blocks();
        self.take_tails();
        let taken = self.lines.into_iter().filter_map(|line| {
            line.taken.map(|taken| TakenLine { span: line.span, rule: taken.rule, evidence: taken.evidence })
        });
        taken.collect()
    }

    /// What needs nothing but the line itself.
    fn take_anywhere(&mut self) {
        for index in 0..self.lines.len() {
            let rule = self.best(index, |rule| {
                let shape = &rule.shape;
                shape.scope == Scope::Line && shape.position == Position::Any && shape.requires.is_none()
            });
            if let Some(rule) = rule {
                self.take(index, rule, None);
            }
        }
    }

    /// Several lines in a row that one rule finds.
    fn take_runs(&mut self) {
        self.count();
        for (rule, least) in self.wanted(|requires| match requires {
            Requires::Run(least) => Some(*least),
            _ => None,
        }) {
            for row in self.rows(|line| line.candidates.contains(&rule)) {
                if row.len() >= least && !self.is_list(&row) {
                    let detail = format!("{} such lines in a row", row.len());
                    let evidence = Evidence { detail, place: None };
                    for index in row {
                        self.take_where_it_stands(index, rule, Some(evidence.clone()));
                    }
                }
            }
        }
    }

    /// Whether a row of lines is a list of the article's: a line that stays announces it with a colon, or it goes on
    /// in short lines that no rule finds.
    fn is_list(&self, row: &Range<usize>) -> bool {
        const SHORT: usize = 20;
        let stays = |index: usize| self.lines.get(index).filter(|line| line.taken.is_none());
        let text = |line: &Line| &self.view.text[line.span.clone()];
        let goes_on = |line: &&Line| {
            let text = text(line);
            line.candidates.is_empty() && text.len() <= SHORT && text.ends_with(char::is_alphabetic)
        };
        let before = row.start.checked_sub(1).and_then(stays);
        let after = stays(row.end);
        before.is_some_and(|line| text(line).ends_with([':', '：']) || goes_on(&line))
            || after.as_ref().is_some_and(goes_on)
    }

    /// Lines among the first or last that stay.
    fn take_by_position(&mut self) {
        let mut before = 0;
        for index in 0..self.lines.len() {
            let rule = self.best(index, |rule| {
                is_placed(rule, |position| matches!(position, Position::Head(count) if before < count))
            });
            if let Some(rule) = rule {
                self.take(index, rule, Some(place("start", before)));
            }
            before += usize::from(!self.goes(index));
        }
        let mut after = 0;
        for index in (0..self.lines.len()).rev() {
            let rule = self.best(index, |rule| {
                is_placed(rule, |position| matches!(position, Position::Tail(count) if after < count))
            });
            if let Some(rule) = rule {
                self.take(index, rule, Some(place("end", after)));
            }
            after += usize::from(!self.goes(index));
        }
    }

    /// Lines beside or after those of another rule.
    fn take_by_neighbours(&mut self) {
        self.count();
        for (rule, ids) in self.wanted(|requires| match requires {
            Requires::Beside(ids) => Some(ids.clone()),
            _ => None,
        }) {
            let is_other = |page: &Self, line: &Line| {
                line.taken
                    .as_ref()
                    .is_some_and(|taken| ids.iter().any(|id| *id == page.rules[taken.rule].rule.id))
            };
            for row in self.rows(|line| line.candidates.contains(&rule) || is_other(self, line)) {
                let Some(other) = row.clone().find(|&index| is_other(self, &self.lines[index])) else {
                    continue;
                };
                let evidence = self.beside(other);
                for index in row {
                    if self.lines[index].candidates.contains(&rule) {
                        self.take_where_it_stands(index, rule, Some(evidence.clone()));
                    }
                }
            }
        }
        for (rule, ids) in self.wanted(|requires| match requires {
            Requires::After(ids) => Some(ids.clone()),
            _ => None,
        }) {
            for index in 1..self.lines.len() {
                let before = self.lines[index - 1].taken.as_ref().map(|taken| self.rules[taken.rule].rule.id);
                let follows = before.is_some_and(|before| ids.iter().any(|id| id == before));
                if follows && self.lines[index].candidates.contains(&rule) {
                    let evidence = self.beside(index - 1);
                    self.take_where_it_stands(index, rule, Some(evidence));
                }
            }
        }
    }

    /// A header and the short lines under it.
    fn take_blocks(&mut self) {
        self.count();
        for index in 0..self.lines.len() {
            let Some(rule) = self.of_scope(index, Scope::Block) else { continue };
            let longest = self.rules[rule].shape.max_len;
            let next = index + 1..self.lines.len();
            let list = next.take(LONGEST_LIST + 1).take_while(|&next| self.is_listed(next, longest)).count();
            if list == 0 || list > LONGEST_LIST {
                continue;
            }
            let evidence = self.beside(index);
            self.take(index, rule, None);
            for next in index + 1..=index + list {
                self.take(next, rule, Some(evidence.clone()));
            }
        }
    }

    /// A line and everything after it.
    fn take_tails(&mut self) {
        self.count();
        for index in 0..self.lines.len() {
            let Some(rule) = self.of_scope(index, Scope::Tail) else { continue };
            let longest = self.rules[rule].shape.max_len;
            let rest = index + 1..self.lines.len();
            if rest.len() > LONGEST_TAIL
                || !rest.clone().all(|next| self.is_listed(next, longest) || self.goes(next))
            {
                continue;
            }
            let evidence = self.beside(index);
            self.take(index, rule, None);
            for next in rest {
                self.take(next, rule, Some(evidence.clone()));
            }
        }
    }

    /// Whether a line may stand in a list of teasers: short, and no sentence.
    fn is_listed(&self, index: usize, longest: usize) -> bool {
        let line = &self.view.text[self.lines[index].span.clone()];
        let closes = |c: char| matches!(c, '"' | '\'' | '”' | '’' | '»' | ')');
        let ends = line.trim_end_matches(closes).ends_with(['.', ':', ';', ',', '。', '؟', '۔', '।']);
        line.chars().count() <= longest && (!ends || line.ends_with("...")) && !self.is_protected(index)
    }

    /// The rule of `scope` that finds a line and may do so where it stands.
    fn of_scope(&self, index: usize, scope: Scope) -> Option<usize> {
        self.best(index, |rule| rule.shape.scope == scope && self.stands_well(index, rule.shape.position))
    }

    /// Takes a line if its rule allows the place.
    fn take_where_it_stands(&mut self, index: usize, rule: usize, evidence: Option<Evidence>) {
        if self.stands_well(index, self.rules[rule].shape.position) {
            self.take(index, rule, evidence);
        }
    }

    fn stands_well(&self, index: usize, position: Position) -> bool {
        let before = |index: usize| self.stay_before[index];
        match position {
            Position::Any => true,
            Position::Head(count) => before(index) < count,
            Position::Tail(count) => before(self.lines.len()) - before(index + 1) < count,
        }
    }

    /// Counts the lines that stay, before a step asks where lines stand.
    fn count(&mut self) {
        let stay = (0..self.lines.len()).map(|index| usize::from(!self.goes(index)));
        let sums = stay.scan(0, |sum, stays| {
            *sum += stays;
            Some(*sum)
        });
        self.stay_before = std::iter::once(0).chain(sums).collect();
    }

    /// Lets `rule` take a line, unless one that this run applies has it already.
    fn take(&mut self, index: usize, rule: usize, evidence: Option<Evidence>) {
        if !self.is_protected(index)
            && (self.lines[index].taken.is_none() || (!self.goes(index) && self.applies(rule)))
        {
            self.lines[index].taken = Some(Taken { rule, evidence });
        }
    }

    /// Whether a line is taken by a rule that this run applies.
    fn goes(&self, index: usize) -> bool {
        self.lines[index].taken.as_ref().is_some_and(|taken| self.applies(taken.rule))
    }

    fn applies(&self, rule: usize) -> bool {
        self.view.applies(self.rules[rule].rule)
    }

    fn is_protected(&self, index: usize) -> bool {
        self.view.is_protected(&self.lines[index].span, Reach::Whole)
    }

    /// The first candidate that fits, and rather one that this run applies.
    fn best(&self, index: usize, fits: impl Fn(&PackRule) -> bool) -> Option<usize> {
        let candidates =
            || self.lines[index].candidates.iter().copied().filter(|&rule| fits(&self.rules[rule]));
        candidates().find(|&rule| self.applies(rule)).or_else(|| candidates().next())
    }

    /// The candidate rules that require something, with what they require.
    fn wanted<T>(&self, wants: impl Fn(&Requires) -> Option<T>) -> Vec<(usize, T)> {
        let mut rules: Vec<usize> =
            self.lines.iter().flat_map(|line| line.candidates.iter().copied()).collect();
        rules.sort_unstable();
        rules.dedup();
        let wanted = |rule: usize| Some((rule, wants(self.rules[rule].shape.requires.as_ref()?)?));
        rules
            .into_iter()
            .filter(|&rule| self.rules[rule].shape.scope == Scope::Line)
            .filter_map(wanted)
            .collect()
    }

    /// The rows of neighbouring lines that `belongs` says yes to.
    fn rows(&self, belongs: impl Fn(&Line) -> bool) -> Vec<Range<usize>> {
        let mut rows: Vec<Range<usize>> = Vec::new();
        for (index, _) in self.lines.iter().enumerate().filter(|(_, line)| belongs(line)) {
            match rows.last_mut() {
                Some(row) if row.end == index => row.end += 1,
                _ => rows.push(index..index + 1),
            }
        }
        rows
    }

    /// The evidence that a line's neighbour is.
    fn beside(&self, index: usize) -> Evidence {
        const LONGEST: usize = 40;
        let line = &self.lines[index];
        let text = &self.view.text[line.span.clone()];
        let shown: String = text.chars().take(LONGEST).collect();
        let dots = if shown.len() < text.len() { "…" } else { "" };
        Evidence { detail: format!("stands with `{shown}{dots}`"), place: Some(line.span.start) }
    }
}

fn is_placed(rule: &PackRule, stands: impl Fn(Position) -> bool) -> bool {
    let shape = &rule.shape;
    shape.scope == Scope::Line && shape.requires.is_none() && stands(shape.position)
}

/// Where a line stands, for the report.
fn place(end: &str, lines_between: usize) -> Evidence {
    let detail = match lines_between {
        0 => format!("at the {end} of the text"),
        1 => format!("one line from the {end} of the text"),
        count => format!("{count} lines from the {end} of the text"),
    };
    Evidence { detail, place: None }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::document::Document;
    use crate::pack::Pack;
    use crate::pipeline::Cleaner;
    use crate::rule::Level;

    /// What is left of `text` when one rule with these `keys` has run beside a rule `mine/label` for the line LABEL.
    fn left(keys: &str, text: &str) -> String {
        let pack = format!(
            "[[rule]]\nid = \"mine/label\"\nwhy = \"x\"\nliteral = [\"LABEL\"]\n\
             [rule.examples]\nremove = [\"LABEL\"]\nkeep = [\"a LABEL\"]\n\
             [[rule]]\nid = \"mine/line\"\nwhy = \"x\"\n{keys}\n[rule.examples]\nremove = [\"x\"]\nkeep = [\"y\"]\n"
        );
        let rules = Pack::parse(&pack).unwrap().rules;
        let select = vec!["mine".to_owned()];
        let config = Config { select, rules, level: Level::Aggressive, ..Config::default() };
        Cleaner::new(&config).unwrap().clean(&Document::field(text)).text.into_owned()
    }

    #[test]
    fn a_position_counts_only_lines_that_stay() {
        let tail = "literal = [\"x\"]\nposition = \"tail 1\"";
        assert_eq!(left(tail, "x\nOne.\nx\nx\nx"), "x\nOne.");
        assert_eq!(left(tail, "x\nOne.\nx\n\nLABEL\n"), "x\nOne.\n");
        assert_eq!(left("literal = [\"x\"]\nposition = \"head 2\"", "One.\nx\nTwo.\nx\n"), "One.\nTwo.\nx\n");
    }

    #[test]
    fn a_run_needs_neighbours_and_no_announcement() {
        let run = "literal = [\"x\"]\nrequires = \"run 2\"";
        assert_eq!(left(run, "One.\nx\n\nx\nTwo.\nx"), "One.\nTwo.\nx");
        assert_eq!(left(run, "Two letters:\nx\nx"), "Two letters:\nx\nx");
        assert_eq!(left(run, "They are these.\nx\nx\ny\nz"), "They are these.\nx\nx\ny\nz");
        assert_eq!(left(run, "LABEL\nx\nx\nOne."), "One.");
    }

    #[test]
    fn a_line_may_need_another_rule_beside_or_before_it() {
        let beside = "literal = [\"x\"]\nrequires = \"beside mine/label\"";
        assert_eq!(left(beside, "x\nx\nLABEL\nx\nOne.\nx"), "One.\nx");
        let after = "literal = [\"x\"]\nrequires = \"after mine/label\"";
        assert_eq!(left(after, "x\nLABEL\n\nx\nx"), "x\nx");
    }

    #[test]
    fn a_block_ends_at_the_first_paragraph() {
        let block = "literal = [\"x\"]\nscope = \"block\"\nmax-len = 20";
        assert_eq!(
            left(block, "One.\nx\nA title\n\nIs it one?\nThis is a sentence.\nTwo"),
            "One.\nThis is a sentence.\nTwo"
        );
        assert_eq!(
            left(block, "x\nThis line is too long to be a title\n"),
            "x\nThis line is too long to be a title\n"
        );
        let long = format!("x\n{}", "A title\n".repeat(16));
        assert_eq!(left(block, &long), long, "more lines than teasers have");
    }

    #[test]
    fn a_tail_goes_only_if_no_paragraph_follows() {
        let tail = "literal = [\"x\"]\nscope = \"tail\"";
        assert_eq!(left(tail, "One.\nx\nA title\nAnother"), "One.");
        assert_eq!(left(tail, "One.\nx\nA title\nTwo.\n"), "One.\nx\nA title\nTwo.\n");
    }

    #[test]
    fn the_evidence_is_told() {
        let pack = "[[rule]]\nid = \"mine/line\"\nwhy = \"x\"\nscope = \"block\"\nliteral = [\"Related\"]\n\
                    [rule.examples]\nremove = [\"x\"]\nkeep = [\"y\"]\n";
        let config = Config {
            select: vec!["mine".to_owned(), "artefact/ad-marker".to_owned()],
            rules: Pack::parse(pack).unwrap().rules,
            ..Config::default()
        };
        let document = Document::field("[ad_1]\nOne.\n\nRelated\nA title");
        let cleaner = Cleaner::new(&config).unwrap();
        let outcome = cleaner.clean(&document);
        let notes =
            outcome.changes().flat_map(|change| change.causes).filter_map(|cause| cause.note.as_ref());
        let notes: Vec<_> = notes.map(|note| (note.detail.as_str(), note.place)).collect();
        assert_eq!(notes, [("stands with `Related`", document.text.find("Related"))]);
    }
}
