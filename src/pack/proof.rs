//! The examples of a rule, run: what it should take it takes, and what it should keep it keeps.

use super::PackRule;
use super::shape::{Position, core};
use crate::config::{Config, ConfigError};
use crate::document::Document;
use crate::pipeline::Cleaner;
use crate::rule::Level;

/// An example that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The rule whose example it is.
    pub rule: &'static str,
    /// The text of the example.
    pub example: &'static str,
    /// What happened instead, and why.
    pub reason: String,
}

/// Runs every example of `rules` with its rule alone, at the level that it has. The rules are the user's, or our
/// own where `are_built_in`. Returns the examples that do not hold.
///
/// # Errors
/// Two rules of one id.
pub fn failures(rules: &[PackRule], are_built_in: bool) -> Result<Vec<Failure>, ConfigError> {
    let own = if are_built_in { Vec::new() } else { rules.to_vec() };
    let mut failures = Vec::new();
    for tried in rules {
        let rule = tried.rule;
        let level = if rule.level == Level::Suggest { Level::Aggressive } else { rule.level };
        let select = vec![rule.id.to_owned()];
        let cleaner = Cleaner::new(&Config { select, level, rules: own.clone(), ..Config::default() })?;
        let mut fail = |example, reason| failures.push(Failure { rule: rule.id, example, reason });
        for example in rule.examples {
            let document = Document::field(example.dirty);
            let outcome = cleaner.clean(&document);
            // What is only reported leaves the text as it is.
            let is_found = outcome.is_changed() || !outcome.suggestions.is_empty();
            if !is_found {
                fail(example.dirty, format!("stays: {}", hindrance(tried, example.dirty)));
            } else if rule.level != Level::Suggest && outcome.text != example.clean {
                fail(example.dirty, format!("becomes {:?} and not {:?}", outcome.text, example.clean));
            }
        }
        for keep in rule.keeps {
            let document = Document::field(*keep);
            let outcome = cleaner.clean(&document);
            if outcome.is_changed() {
                fail(keep, format!("should stay and becomes {:?}", outcome.text));
            } else if !outcome.suggestions.is_empty() {
                fail(keep, "should stay and is reported".to_owned());
            }
        }
    }
    Ok(failures)
}

/// Why a rule finds nothing in `text`.
fn hindrance(PackRule { shape, .. }: &PackRule, text: &str) -> String {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let has_literal = |text: &str| {
        let folded = text.to_lowercase();
        shape.literals.iter().any(|literal| {
            if shape.folds { folded.contains(&literal.to_lowercase()) } else { text.contains(literal) }
        })
    };
    if !shape.literals.is_empty() && !has_literal(text) {
        return "no `literal` occurs in it".to_owned();
    }
    if !shape.scope.is_of_lines() {
        let is_match = shape.pattern.as_ref().is_some_and(|pattern| pattern.regex_for(text).is_match(text));
        let reason = if is_match {
            "`unless` matches, or it is code, an address or otherwise protected"
        } else {
            "`match` finds nothing in it"
        };
        return reason.to_owned();
    }
    if lines().all(|line| line.chars().count() > shape.max_len) {
        return format!("it is longer than `max-len`, {} characters", shape.max_len);
    }
    if !lines().any(|line| shape.is_line(line)) {
        let is_match = |line: &str| match &shape.pattern {
            Some(pattern) => pattern.regex_for(line).is_match(line),
            None => shape.is_literal(core(line)),
        };
        return match (lines().any(is_match), &shape.pattern) {
            (true, _) => "`unless` matches".to_owned(),
            (false, Some(_)) => "`match` fits no whole line of it".to_owned(),
            (false, None) => "no line of it is a `literal`, marks round it aside".to_owned(),
        };
    }
    match (&shape.requires, &shape.position) {
        (Some(_), _) => "the line stands without what the rule `requires` beside it".to_owned(),
        (None, Position::Head(_) | Position::Tail(_)) => {
            "the line does not stand in its `position`".to_owned()
        }
        (None, Position::Any) => "nothing short enough stands under it, or it is protected".to_owned(),
    }
}
