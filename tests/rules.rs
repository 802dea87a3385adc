//! Every rule keeps the promises of its record.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::HashSet;

use unscrape::config::{Dashes, Ellipsis, Quotes};
use unscrape::filters::{self, Filter, packs};
use unscrape::glossary::Glossary;
use unscrape::{Cleaner, Config, Document, Level, Outcome, Percent, Rule};

/// The configurations under which all filters between them run: every style of quotation marks, dashes and ellipses, and
/// a glossary.
fn configurations() -> [Config; 6] {
    let base = || Config { level: Level::Aggressive, max_removed: Percent::ALL, ..Config::default() };
    [
        base(),
        Config { quotes: Quotes::Curly, ..base() },
        Config { quotes: Quotes::Keep, ..base() },
        Config { glossary: Glossary::sample(), ..base() },
        Config { dashes: Dashes::Typographic, ellipsis: Ellipsis::Char, ..base() },
        Config { dashes: Dashes::Ascii, ellipsis: Ellipsis::Dots, ..base() },
    ]
}

/// Every rule with a cleaner that runs its whole filter, as the rule's examples expect; the examples of a rule in a
/// pack are about that rule alone.
fn each_rule(mut check: impl FnMut(&'static Rule, &Cleaner)) {
    let mut seen = HashSet::new();
    for config in configurations() {
        for filter in filters::all(&config) {
            for rule in filter.rules() {
                if seen.insert(rule.id) {
                    let select = vec![if is_in_pack(rule) { rule.id } else { rule.filter() }.to_owned()];
                    check(rule, &Cleaner::new(&Config { select, ..config.clone() }).unwrap());
                }
            }
        }
    }
    assert_eq!(seen.len(), filters::rules().len());
}

fn is_in_pack(rule: &Rule) -> bool {
    packs::built_in().iter().any(|in_pack| in_pack.rule.id == rule.id)
}

/// An example of `rule`: those of packs are fields, those of the other filters files.
fn example(rule: &Rule, text: &'static str) -> Document<'static> {
    if is_in_pack(rule) { Document::field(text) } else { Document::file(text) }
}

/// Whether `outcome` names `rule`: in a change, or for a rule that only suggests, in a suggestion.
fn names(outcome: &Outcome<'_>, rule: &Rule) -> bool {
    let is_rule = |id: &str| id == rule.id;
    outcome.changes().any(|change| change.causes.iter().any(|cause| is_rule(cause.rule.id)))
        || (rule.level == Level::Suggest
            && outcome.suggestions.iter().any(|suggestion| is_rule(suggestion.cause.rule.id)))
}

/// The text that comes out if somebody does what `rule` suggests.
fn with_suggestions(outcome: &Outcome<'_>, rule: &Rule) -> String {
    let mut result = outcome.text.clone().into_owned();
    for suggestion in
        outcome.suggestions.iter().rev().filter(|suggestion| suggestion.cause.rule.id == rule.id)
    {
        result.replace_range(suggestion.new.clone(), &suggestion.after);
    }
    result
}

#[test]
fn every_example_comes_out_clean_and_stays_so() {
    each_rule(|rule, cleaner| {
        for example in rule.examples {
            let document = self::example(rule, example.dirty);
            let outcome = cleaner.clean(&document);
            assert!(names(&outcome, rule), "{}: {:?} is the work of another rule", rule.id, example.dirty);
            if rule.level == Level::Suggest {
                assert_eq!(outcome.text, example.dirty, "{}: changed", rule.id);
                // A rule of a pack says where something is lost, and not what it was.
                if !is_in_pack(rule) {
                    assert_eq!(with_suggestions(&outcome, rule), example.clean, "{}", rule.id);
                }
                continue;
            }
            assert_eq!(outcome.text, example.clean, "{}", rule.id);
            let document = self::example(rule, example.clean);
            assert_eq!(cleaner.clean(&document).text, example.clean, "{}: not idempotent", rule.id);
        }
    });
}

#[test]
fn every_look_alike_is_left_alone_by_its_rule() {
    each_rule(|rule, cleaner| {
        for look_alike in rule.keeps {
            let document = example(rule, look_alike);
            let outcome = cleaner.clean(&document);
            assert!(!names(&outcome, rule), "{}: {look_alike:?} became {:?}", rule.id, outcome.text);
        }
    });
}

#[test]
fn every_record_is_complete() {
    let mut ids = HashSet::new();
    for rule in filters::rules() {
        assert!(ids.insert(rule.id), "{} stands twice", rule.id);
        let (filter, name) = rule.id.split_once('/').unwrap();
        assert!(filters::NAMES.contains(&filter), "{}", rule.id);
        assert!(
            name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
            "{}",
            rule.id
        );
        assert!(
            rule.examples.len() >= 2 && rule.keeps.len() >= 2,
            "{}: two examples, two look-alikes",
            rule.id
        );
        assert!(!rule.summary.ends_with('.') && rule.why.ends_with('.'), "{}", rule.id);
    }
}

#[test]
fn filters_run_in_the_order_of_the_contract() {
    for config in configurations() {
        let place = |filter: &dyn Filter| {
            filters::NAMES.iter().position(|name| *name == filter.rules()[0].filter()).unwrap()
        };
        assert!(filters::all(&config).iter().map(|filter| place(filter.as_ref())).is_sorted());
    }
}
