//! Every rule keeps the promises of its record.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::HashSet;

use unscrape::config::Quotes;
use unscrape::filters::{self, Filter};
use unscrape::{Cleaner, Config, Document, Level, Percent, Rule};

/// The configurations under which all filters between them run.
fn configurations() -> [Config; 2] {
    [Quotes::Straight, Quotes::Curly].map(|quotes| Config {
        quotes,
        level: Level::Aggressive,
        max_removed: Percent::ALL,
        ..Config::default()
    })
}

/// Every rule with a cleaner that runs its whole filter, as the rule's examples expect.
fn each_rule(mut check: impl FnMut(&'static Rule, &Cleaner)) {
    let mut seen = HashSet::new();
    for config in configurations() {
        for filter in filters::all(&config) {
            for rule in filter.rules() {
                if seen.insert(rule.id) {
                    let select = vec![rule.filter().to_owned()];
                    check(rule, &Cleaner::new(&Config { select, ..config.clone() }).unwrap());
                }
            }
        }
    }
    assert_eq!(seen.len(), filters::rules().len());
}

fn clean(cleaner: &Cleaner, text: &str) -> String {
    cleaner.clean(&Document::from(text)).text.into_owned()
}

/// The text that comes out if somebody does what `rule` suggests.
fn with_suggestions(cleaner: &Cleaner, text: &str, rule: &Rule) -> String {
    let document = Document::from(text);
    let outcome = cleaner.clean(&document);
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
            if rule.level == Level::Suggest {
                assert_eq!(with_suggestions(cleaner, example.dirty, rule), example.clean, "{}", rule.id);
                continue;
            }
            assert_eq!(clean(cleaner, example.dirty), example.clean, "{}", rule.id);
            assert_eq!(clean(cleaner, example.clean), example.clean, "{}: not idempotent", rule.id);
            let document = Document::from(example.dirty);
            let outcome = cleaner.clean(&document);
            let named =
                outcome.changes().any(|change| change.causes.iter().any(|cause| cause.rule.id == rule.id));
            assert!(named, "{}: {:?} is the work of another rule", rule.id, example.dirty);
        }
    });
}

#[test]
fn every_look_alike_is_left_alone_by_its_rule() {
    each_rule(|rule, cleaner| {
        for look_alike in rule.keeps {
            let document = Document::from(*look_alike);
            let outcome = cleaner.clean(&document);
            let named =
                outcome.changes().any(|change| change.causes.iter().any(|cause| cause.rule.id == rule.id));
            let suggested = outcome.suggestions.iter().any(|suggestion| suggestion.cause.rule.id == rule.id);
            assert!(!named && !suggested, "{}: {look_alike:?} became {:?}", rule.id, outcome.text);
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
