//! The rules of packs: what they find in a text.
//!
//! ```text
//! The vote is on Monday.␊␊Advertisement␊␊Read more: A lamp is stolen␊␊Turnout was low.␊
//! The vote is on Monday.␊␊Turnout was low.␊
//! ```
//!
//! First `triggers` says which rules have to look at which lines; almost always none. Then each rule looks at
//! its lines ([`Shape`](crate::pack::Shape)), `page` decides by place and neighbours, and what goes is taken out
//! so that no seam shows (`removal`).

use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use super::removal::{self, Found};
use crate::config::Config;
use crate::edit::{Edit, Edits, Note};
use crate::filters::{Filter, View};
use crate::pack::shape::Replace;
use crate::pack::{Pack, PackRule};
use crate::protect::Reach;
use crate::rule::{Level, Rule};
use crate::survey::Traits;
use page::{Evidence, Page};
use told::is_told;
use triggers::Triggers;

mod beginnings;
mod buckets;
mod page;
mod told;
mod triggers;
mod whole_lines;
mod words;

static BUILT_IN_RULES: LazyLock<Arc<PackFilter>> = LazyLock::new(|| {
    let Pack { rules } = Pack::built_in();
    let ours = rules.len();
    Arc::new(PackFilter::new(rules, ours))
});

/// The rules of our own packs, in order.
pub fn built_in() -> &'static [PackRule] {
    &BUILT_IN_RULES.rules
}

/// The filters for `config`: our own packs with the user's rules, which may stand beside ours, and then what was
/// learned from a site (the family `repeat`). Ours alone are prepared once.
pub(super) fn filters(config: &Config) -> Vec<Box<dyn Filter>> {
    let (learned, users): (Vec<PackRule>, Vec<PackRule>) = config
        .rules
        .iter()
        .filter(|rule| config.lang.is_one_of(rule.shape.langs))
        .cloned()
        .partition(|rule| rule.rule.filter() == "repeat");
    let first = if users.is_empty() {
        Arc::clone(&BUILT_IN_RULES)
    } else {
        Arc::new(PackFilter::new(built_in().iter().cloned().chain(users).collect(), built_in().len()))
    };
    let mut filters: Vec<Box<dyn Filter>> = vec![Box::new(first)];
    if !learned.is_empty() {
        filters.push(Box::new(Arc::new(PackFilter::new(learned, 0))));
    }
    filters
}

/// Removes what the rules of packs find.
pub(super) struct PackFilter {
    rules: Vec<PackRule>,
    /// How many of them, from the first, are built in.
    ours: usize,
    triggers: Triggers,
}

impl PackFilter {
    /// A filter of `rules`, of which the first `ours` are built in.
    fn new(rules: Vec<PackRule>, ours: usize) -> PackFilter {
        let triggers = Triggers::new(&rules, ours);
        PackFilter { rules, ours, triggers }
    }
}

impl Filter for Arc<PackFilter> {
    fn rules(&self) -> Vec<&'static Rule> {
        self.rules.iter().map(|rule| rule.rule).collect()
    }

    fn needs(&self) -> Traits {
        Traits::TEXT
    }

    fn reach(&self) -> Reach {
        Reach::Whole
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let mut hits = self.triggers.find(view.text, view.traits, &self.rules);
        hits.lines.retain(|(line, rule)| self.finds(*rule, &view.text[line.clone()]));
        let mut asked = Asked::default();
        if !hits.lines.is_empty() {
            for line in Page::new(view, &self.rules, hits.lines).decide() {
                self.ask(view, &mut asked, line.span, line.rule, line.evidence);
            }
        }
        for (line, rule) in hits.pieces {
            self.find(view, &mut asked, line, rule);
        }
        for rule in hits.texts {
            self.find(view, &mut asked, 0..view.text.len(), rule);
        }
        asked.carry_out(view, edits);
    }
}

impl PackFilter {
    /// Whether a rule finds a whole line.
    fn finds(&self, rule: usize, line: &str) -> bool {
        let shape = &self.rules[rule].shape;
        let is_worded = rule < self.ours && shape.pattern.is_some();
        shape.is_line(line) && !(is_worded && is_told(line))
    }

    /// Asks for what a rule finds inside `span`.
    fn find(&self, view: &View<'_>, asked: &mut Asked, span: Range<usize>, rule: usize) {
        for found in self.rules[rule].shape.find(&view.text[span.clone()]) {
            let whole = span.start + found.whole.start..span.start + found.whole.end;
            match found.inner {
                Some(inner) if !inner.is_empty() => {
                    self.ask(view, asked, whole.start..span.start + inner.start, rule, None);
                    self.ask(view, asked, span.start + inner.end..whole.end, rule, None);
                }
                _ => self.ask(view, asked, whole, rule, None),
            }
        }
    }

    fn ask(
        &self,
        view: &View<'_>,
        asked: &mut Asked,
        span: Range<usize>,
        rule: usize,
        evidence: Option<Evidence>,
    ) {
        let PackRule { rule, shape } = &self.rules[rule];
        if span.is_empty() || !view.selects(rule) || view.is_protected(&span, Reach::Whole) {
            return;
        }
        let note = evidence.map(|Evidence { detail, place }| {
            Box::new(Note { detail, place, certainty: rule.level.promise() })
        });
        let text = match shape.replace {
            Replace::Text(text) => text,
            Replace::Nothing | Replace::Inner => "",
        };
        match (view.applies(rule), text) {
            (true, "") => asked.removed.push(Found { span, rule, note }),
            (true, _) => asked.replaced.push(Edit { span, text: Cow::Borrowed(text), rule, note }),
            // What is only reported changes nothing.
            (false, "") if rule.level == Level::Suggest => {
                let text = Cow::Owned(view.text[span.clone()].to_owned());
                asked.held.push(Edit { span, text, rule, note });
            }
            (false, _) => asked.held.push(Edit { span, text: Cow::Borrowed(text), rule, note }),
        }
    }
}

/// What the rules ask for in one scan.
#[derive(Default)]
struct Asked {
    replaced: Vec<Edit>,
    removed: Vec<Found>,
    /// What this run does not apply and only counts.
    held: Vec<Edit>,
}

impl Asked {
    /// One kind at a time, since a removal takes blanks along that another edit may touch: the pipeline comes
    /// back until nothing is asked for. What is only to be counted goes along where it is in nobody's way; the next
    /// time, what it was found by may be gone.
    fn carry_out(mut self, view: &View<'_>, edits: &mut Edits) {
        let mut given = Edits::new();
        if self.replaced.is_empty() {
            sort_out(&mut self.removed, |found| found.span.clone());
            removal::remove(view, &self.removed, &mut given);
        } else {
            sort_out(&mut self.replaced, |edit| edit.span.clone());
            self.replaced.into_iter().for_each(|edit| given.push(edit));
        }
        sort_out(&mut self.held, |edit| edit.span.clone());
        let mut held = self.held.into_iter().peekable();
        let mut from = 0;
        for edit in given {
            while let Some(held) = held.next_if(|held| held.span.start < edit.span.end) {
                if held.span.start >= from && held.span.end <= edit.span.start {
                    edits.push(held);
                }
            }
            from = edit.span.end;
            edits.push(edit);
        }
        held.filter(|held| held.span.start >= from).for_each(|held| edits.push(held));
    }
}

/// Puts spans in order and drops what overlaps another; of two that begin together the longer stays.
fn sort_out<T>(list: &mut Vec<T>, span: impl Fn(&T) -> Range<usize>) {
    list.sort_by_key(|item| (span(item).start, Reverse(span(item).end)));
    let mut end = 0;
    list.retain(|item| {
        let is_free = span(item).start >= end;
        end = end.max(span(item).end);
        is_free
    });
}
