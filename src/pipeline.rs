//! The pipeline: runs the filters over a document until none of them asks for anything more.

use std::borrow::Cow;
use std::ops::Range;

use regex::Regex;

use crate::config::{Config, ConfigError};
use crate::document::Document;
use crate::edit::{Edit, Edits, apply};
use crate::filters::{self, Filter, View};
use crate::guard::{Percent, Refusal, Removed};
use crate::held::Held;
use crate::pack;
use crate::rule::{Level, Rule};
use crate::select::Selection;
use crate::survey::survey;
use crate::trace::{Cause, Change, Trace};

/// How often a filter may go over its own result, and how often all filters go over each other's. Real text
/// needs two or three rounds; the cap stops two rules that undo each other, which the tests look for.
const MOST_ROUNDS: usize = 8;

/// How many times its length a text may grow to. Only rules of a user that feed each other get there.
const MOST_GROWTH: usize = 16;

/// Cleans documents: the filters that a configuration selects, ready to run on any number of threads.
pub struct Cleaner {
    filters: Vec<Box<dyn Filter>>,
    selection: Selection,
    level: Level,
    patterns: Vec<Regex>,
    max_removed: Percent,
}

/// What cleaning a document came to.
#[derive(Debug)]
pub struct Outcome<'t> {
    /// The text as it was given (decoded).
    pub original: &'t str,
    /// The cleaned text; borrowed from the original when nothing changed.
    pub text: Cow<'t, str>,
    /// What was found but not applied: rules above the level of the run, and rules that only suggest.
    pub suggestions: Vec<Suggestion>,
    /// Why the text was left as it is, if it would have lost too much.
    pub refusal: Option<Refusal>,
    trace: Trace,
}

impl Outcome<'_> {
    /// The changes, in order: original + changes = text.
    pub fn changes(&self) -> impl Iterator<Item = Change<'_>> {
        self.trace.changes(self.original, &self.text)
    }

    /// How many changes there are.
    pub fn change_count(&self) -> usize {
        self.trace.len()
    }

    /// Whether the cleaned text differs from the original.
    pub fn is_changed(&self) -> bool {
        !self.trace.is_empty()
    }
}

/// A change that was not made.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Bytes of the original from which the text in question came.
    pub old: Range<usize>,
    /// Bytes of the result that would change.
    pub new: Range<usize>,
    /// What would stand there.
    pub after: Cow<'static, str>,
    /// The rule that asks for it.
    pub cause: Cause,
}

impl Suggestion {
    /// The level that a run needs to make this change, if any level makes it.
    pub fn waits_for(&self) -> Option<Level> {
        Some(self.cause.rule.level).filter(|level| *level != Level::Suggest)
    }
}

/// Where one filter stands in a run.
#[derive(Default)]
struct Progress {
    /// The version of the text that the filter looked at last.
    seen: Option<usize>,
    /// What it asked for, there or before, and was not given.
    held: Held,
}

impl Cleaner {
    /// Prepares the filters that `config` selects.
    ///
    /// # Errors
    /// A rule or filter that does not exist, two rules of one id, the level `suggest`, a `[protect]` pattern that is no
    /// regular expression, or a source language of which no word is known.
    pub fn new(config: &Config) -> Result<Cleaner, ConfigError> {
        if config.level == Level::Suggest {
            return Err(ConfigError::SuggestLevel);
        }
        pack::check_ids(&config.rules)?;
        let selection = Selection::new(&config.select, &config.ignore, &config.rules)?;
        let patterns = config.protect.patterns()?;
        filters::check(config)?;
        let mut filters = filters::all(config);
        filters.retain(|filter| filter.rules().iter().any(|rule| selection.has(rule)));
        Ok(Cleaner { filters, selection, level: config.level, patterns, max_removed: config.max_removed })
    }

    /// Cleans one document.
    ///
    /// Each filter goes over the text until it asks for nothing more, and all of them again if a later one
    /// has changed it: so cleaning the result once more changes nothing. A text that would lose more than the
    /// configuration allows comes back as it was, with a refusal.
    pub fn clean<'t>(&self, document: &'t Document<'_>) -> Outcome<'t> {
        let original: &'t str = &document.text;
        let mut text = Cow::Borrowed(original);
        let mut traits = survey(&text);
        let mut trace = Trace::default();
        let mut version = 0;
        let mut removed = Removed::default();
        let mut progress: Vec<Progress> = self.filters.iter().map(|_| Progress::default()).collect();
        'rounds: for _ in 0..MOST_ROUNDS {
            let before = version;
            for (number, filter) in self.filters.iter().enumerate() {
                for _ in 0..MOST_ROUNDS {
                    if progress[number].seen == Some(version) {
                        break;
                    }
                    progress[number].seen = Some(version);
                    if !filter.needs().meets(traits) {
                        break;
                    }
                    let view = View::new(&text, traits, document.extent, &self.patterns)
                        .limited(&self.selection, self.level);
                    let (mut edits, mut held) = self.ask(filter.as_ref(), &view);
                    place_evidence(&mut edits, &trace);
                    place_evidence(&mut held, &trace);
                    progress[number].held.renew(held);
                    if edits.is_empty() {
                        break;
                    }
                    for edit in &edits {
                        removed.add(edit.rule, &text[edit.span.clone()], &edit.text);
                    }
                    for progress in &mut progress {
                        progress.held.follow(&edits);
                    }
                    text = Cow::Owned(apply(&text, &edits));
                    trace = trace.compose(edits);
                    traits = survey(&text);
                    version += 1;
                    if text.len() / MOST_GROWTH > original.len().max(1024) {
                        break 'rounds;
                    }
                }
            }
            if version == before {
                break;
            }
        }
        if let Some(refusal) = removed.exceeds(self.max_removed, &text) {
            return Outcome {
                original,
                text: Cow::Borrowed(original),
                suggestions: Vec::new(),
                refusal: Some(refusal),
                trace: Trace::default(),
            };
        }
        let trace = trace.without_identities(original, &text);
        if trace.is_empty() {
            text = Cow::Borrowed(original);
        }
        let held = progress.into_iter().flat_map(|progress| progress.held);
        let mut suggestions: Vec<Suggestion> = held
            .map(|edit| Suggestion {
                old: trace.to_original(edit.span.clone()),
                new: edit.span,
                after: edit.text,
                cause: Cause { rule: edit.rule, note: edit.note },
            })
            .collect();
        suggestions.sort_by_key(|suggestion| (suggestion.new.start, suggestion.new.end));
        Outcome { original, text, suggestions, refusal: None, trace }
    }

    /// What `filter` asks for in `view`: the edits that this run makes, and those that it only reports.
    fn ask(&self, filter: &dyn Filter, view: &View<'_>) -> (Vec<Edit>, Vec<Edit>) {
        let mut edits = Edits::new();
        filter.scan(view, &mut edits);
        if edits.is_empty() {
            return (Vec::new(), Vec::new());
        }
        let mut last: Option<(&'static Rule, bool)> = None;
        edits
            .into_iter()
            .filter(|edit| {
                let selected = match last {
                    Some((rule, selected)) if std::ptr::eq(rule, edit.rule) => selected,
                    _ => self.selection.has(edit.rule),
                };
                last = Some((edit.rule, selected));
                let whole = view.text.get(edit.span.clone()).is_some();
                debug_assert!(whole, "{}: {:?} cuts a character", edit.rule.id, edit.span);
                let is_report = edit.rule.level == Level::Suggest;
                let reach = if is_report { filter.reach_of_reports() } else { filter.reach() };
                selected && whole && !view.protected().covers(&edit.span, reach)
            })
            .partition(|edit| edit.rule.level <= self.level)
    }
}

/// Puts the places of evidence from the text that a filter saw into the original, which `trace` led from.
fn place_evidence(edits: &mut [Edit], trace: &Trace) {
    for note in edits.iter_mut().filter_map(|edit| edit.note.as_deref_mut()) {
        note.place = note.place.map(|place| trace.to_original(place..place).start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaner(level: Level) -> Cleaner {
        Cleaner::new(&Config { level, ..Config::default() }).unwrap()
    }

    #[test]
    fn clean_text_comes_back_borrowed() {
        let document = Document::from("Nothing to do here.\n");
        let cleaner = cleaner(Level::Aggressive);
        let outcome = cleaner.clean(&document);
        assert!(matches!(outcome.text, Cow::Borrowed(_)));
        assert!(!outcome.is_changed());
    }

    #[test]
    fn a_change_knows_its_bytes_in_the_original_and_all_its_causes() {
        let document = Document::from("“Fine, ”said Ann.\n");
        let cleaner = cleaner(Level::Standard);
        let outcome = cleaner.clean(&document);
        assert_eq!(outcome.text, "\"Fine,\" said Ann.\n");
        let causes: Vec<Vec<&str>> = outcome
            .changes()
            .map(|change| change.causes.iter().map(|cause| cause.rule.id).collect())
            .collect();
        assert_eq!(causes, [vec!["quote/straight"], vec!["quote/close-side-space", "quote/straight"]]);
        let second = outcome.changes().last().unwrap();
        assert_eq!((second.before, second.after, second.old), (" ”", "\" ", 8..12));
    }

    #[test]
    fn what_a_higher_level_would_change_waits_and_says_where() {
        let document =
            Document::from("“Wait.”\n\nThe bridge was closed  and will not open before the spring.\n");
        let cleaner = cleaner(Level::Safe);
        let outcome = cleaner.clean(&document);
        assert_eq!(outcome.change_count(), 2, "the quotation marks");
        let [waiting] = outcome.suggestions.as_slice() else { panic!("{:?}", outcome.suggestions) };
        assert_eq!(waiting.cause.rule.id, "whitespace/space-run");
        assert_eq!(waiting.waits_for(), Some(Level::Standard));
        assert_eq!(&document.text[waiting.old.clone()], "  ");
        assert_eq!(&outcome.text[waiting.new.clone()], "  ");
    }

    #[test]
    fn what_waits_is_counted_though_its_evidence_goes() {
        let list = "- A lamp is stolen from the park\n- The school has a new roof\n- A fire in the harbour\n";
        let article = "The bridge was closed on Monday and nobody knows when it will open again.\n";
        let text = format!("{article}\nRelated\n\n{list}");
        let document = Document::from(text.as_str());
        let cleaner = cleaner(Level::Standard);
        let outcome = cleaner.clean(&document);
        assert_eq!(outcome.text, format!("{article}\n{list}"), "the heading goes");
        let waiting = outcome.suggestions.iter().map(|waiting| {
            assert_eq!(text[waiting.old.clone()], outcome.text[waiting.new.clone()]);
            (waiting.cause.rule.id, &text[waiting.old.clone()])
        });
        let lines = list.lines().map(|line| ("artefact/related-list", line));
        assert_eq!(waiting.collect::<Vec<_>>(), lines.collect::<Vec<_>>());

        let document = Document::from("The cafÃ© closed, and it costs â¬ 5 now.\n");
        let cleaner = self::cleaner(Level::Safe);
        let outcome = cleaner.clean(&document);
        assert_eq!(outcome.change_count(), 1, "the café, which alone vouches for the rest");
        let [waiting] = outcome.suggestions.as_slice() else { panic!("{:?}", outcome.suggestions) };
        assert_eq!(waiting.cause.rule.id, "mojibake/dropped-byte");
    }

    #[test]
    fn suggestions_cannot_be_applied() {
        let config = Config { level: Level::Suggest, ..Config::default() };
        assert!(matches!(Cleaner::new(&config), Err(ConfigError::SuggestLevel)));
    }

    #[test]
    fn protected_text_is_left_alone() {
        let text = "Use `[ad_1]` here.\n\n```\n[ad_1]\n```\n";
        let document = Document::from(text);
        assert_eq!(cleaner(Level::Aggressive).clean(&document).text, text);
    }
}
