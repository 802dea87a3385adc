//! A rule as a pack writes it, and everything that can be wrong with it.

use std::str::FromStr;
use std::sync::Arc;

use serde::Deserialize;

use super::PackRule;
use super::shape::{Pattern, Position, Replace, Requires, Scope, Shape, core};
use crate::config::Lang;
use crate::rule::{Example, Level, Rule};

/// One `[[rule]]` table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Entry {
    id: String,
    summary: Option<String>,
    why: String,
    #[serde(default = "standard")]
    level: Level,
    #[serde(default)]
    scope: Scope,
    #[serde(default)]
    langs: Vec<String>,
    #[serde(default)]
    literal: Vec<String>,
    #[serde(rename = "match")]
    pattern: Option<Patterns>,
    #[serde(default)]
    case: Case,
    max_len: Option<usize>,
    position: Option<String>,
    requires: Option<String>,
    unless: Option<Patterns>,
    replace: Option<String>,
    examples: Examples,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Case {
    #[default]
    Exact,
    Fold,
}

/// One pattern, or several of which any may match: one a language, say.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Patterns {
    One(String),
    AnyOf(Vec<String>),
}

impl Patterns {
    fn joined(self) -> String {
        match self {
            Patterns::One(pattern) => pattern,
            Patterns::AnyOf(patterns) => {
                let patterns: Vec<String> =
                    patterns.into_iter().map(|pattern| format!("(?:{pattern})")).collect();
                patterns.join("|")
            }
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Examples {
    remove: Vec<Removal>,
    keep: Vec<String>,
}

/// A text that goes whole, or a text and what is left of it.
#[derive(Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Removal {
    Whole(String),
    Part { before: String, after: String },
}

fn standard() -> Level {
    Level::Standard
}

/// The longest line, in characters, that a rule without `max-len` looks at.
const LONGEST_LINE: usize = 300;
/// The longest line of a list under a header, and of what follows a `tail`.
const LONGEST_LISTED: usize = 160;
/// No line rule looks at lines longer than this many characters, so that long paragraphs cost nothing.
const LONGEST: usize = 1000;

impl Entry {
    /// The id, right or wrong.
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// The rule, or what is wrong with it and what would be right.
    pub(super) fn checked(self, author: Author) -> Result<PackRule, String> {
        checked(self, author)
    }
}

/// Who wrote a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Author {
    /// We did; the tests have compiled every pattern.
    Ours,
    /// Somebody else did.
    User,
}

fn checked(mut entry: Entry, author: Author) -> Result<PackRule, String> {
    check_id(&entry.id)?;
    if entry.why.trim().is_empty() {
        return Err("`why` is empty; one plain sentence says why the text goes".to_owned());
    }
    if entry.examples.remove.is_empty() {
        return Err("`examples.remove` is empty; give at least one text that the rule takes".to_owned());
    }
    if entry.examples.keep.is_empty() {
        return Err(
            "`examples.keep` is empty; give at least the nearest look-alike that must stay".to_owned()
        );
    }
    let is_whole_line = entry.pattern.is_none() && entry.scope.is_of_lines();
    if is_whole_line {
        // A line is compared without the marks round it.
        entry.literal.iter_mut().for_each(|literal| *literal = core(literal).to_owned());
    }
    if entry.literal.iter().any(String::is_empty) {
        return Err("a `literal` is empty, or nothing but marks".to_owned());
    }
    let folds = matches!(entry.case, Case::Fold);
    if entry.pattern.is_none() && entry.literal.is_empty() {
        return Err("neither `literal` nor `match`; the rule would find nothing".to_owned());
    }
    let source = entry.pattern.map(Patterns::joined);
    let unless = entry.unless.map(Patterns::joined);
    if author == Author::User {
        check_source("match", source.as_deref())?;
        check_source("unless", unless.as_deref())?;
    }
    if let Some(lang) = entry.langs.iter().find(|lang| !matches!(lang.parse(), Ok(Lang::Code(_)))) {
        return Err(format!("`langs`: `{lang}` is no language code such as en or de"));
    }
    let pattern = match source {
        Some(source) => Some(Pattern::new(&source, entry.scope, folds)),
        None if entry.scope.is_of_lines() => None,
        None => Some(Pattern::any_of(&entry.literal, folds)),
    };
    let unless = unless.map(|source| Pattern::new(&source, Scope::Inline, folds));
    let max_len = entry.max_len.unwrap_or(match entry.scope {
        Scope::Block | Scope::Tail => LONGEST_LISTED,
        _ => LONGEST_LINE,
    });
    if max_len == 0 || max_len > LONGEST {
        return Err(format!("`max-len` is {max_len}; from 1 to {LONGEST} characters are possible"));
    }
    if author == Author::User {
        for (key, pattern) in [("match", &pattern), ("unless", &unless)] {
            let compiled = pattern.as_ref().map_or(Ok(()), Pattern::check);
            compiled.map_err(|error| format!("`{key}` cannot be used: {error}"))?;
        }
    }
    let replace = match entry.replace.as_deref() {
        None | Some("") => Replace::Nothing,
        Some("keep-inner") if author == Author::User && !pattern.as_ref().is_some_and(Pattern::has_group) => {
            return Err(
                "`replace = \"keep-inner\"` needs a group in `match` that holds what stays".to_owned()
            );
        }
        Some("keep-inner") => Replace::Inner,
        // It would be found again, and the text would grow round after round.
        Some(text) if pattern.as_ref().is_some_and(|pattern| pattern.regex().is_match(text)) => {
            return Err("the rule finds what it puts in the place of a match; it would never end".to_owned());
        }
        Some(text) => Replace::Text(leak(text.to_owned())),
    };
    if replace != Replace::Nothing && entry.scope.is_of_lines() {
        return Err("`replace` is for a piece of text; under line, block and tail lines go whole".to_owned());
    }
    let position = parsed(entry.position.as_deref(), "position")?.unwrap_or_default();
    let requires: Option<Requires> = parsed(entry.requires.as_deref(), "requires")?;
    if !entry.scope.is_of_lines() && (position != Position::Any || requires.is_some()) {
        return Err(
            "`position` and `requires` are about lines; they need scope line, block or tail".to_owned()
        );
    }
    let summary = entry.summary.unwrap_or_else(|| entry.why.trim_end_matches('.').to_owned());
    let rule = Rule {
        id: leak(entry.id),
        summary: leak(summary),
        why: leak(entry.why),
        level: entry.level,
        examples: Vec::leak(entry.examples.remove.into_iter().map(example).collect()),
        keeps: Vec::leak(entry.examples.keep.into_iter().map(leak).collect()),
    };
    let shape = Shape {
        scope: entry.scope,
        langs: entry.langs,
        literals: entry.literal,
        folds,
        pattern,
        unless,
        max_len,
        position,
        requires,
        replace,
    };
    Ok(PackRule { rule: Box::leak(Box::new(rule)), shape: Arc::new(shape) })
}

fn check_id(id: &str) -> Result<(), String> {
    let is_kebab = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    match id.split_once('/') {
        Some((family, name)) if is_kebab(family) && is_kebab(name) => Ok(()),
        _ => {
            Err("the id is no family/name in small letters, digits and hyphens, such as mine/slug".to_owned())
        }
    }
}

/// Checks a pattern before anything of ours is put round it, so that errors show what the user wrote.
fn check_source(key: &str, source: Option<&str>) -> Result<(), String> {
    let Some(source) = source else { return Ok(()) };
    let parsed = regex_syntax::parse(source);
    let parsed = parsed.map_err(|error| format!("`{key}` is no regular expression: {error}"))?;
    match parsed.properties().minimum_len() {
        Some(0) => Err(format!("`{key}` fits a text of no characters, and so everything")),
        _ => Ok(()),
    }
}

fn parsed<T: FromStr<Err = String>>(text: Option<&str>, key: &str) -> Result<Option<T>, String> {
    text.map(str::parse).transpose().map_err(|reason| format!("`{key}`: {reason}"))
}

fn example(removal: Removal) -> Example {
    match removal {
        Removal::Whole(text) => Example { dirty: leak(text), clean: "" },
        Removal::Part { before, after } => Example { dirty: leak(before), clean: leak(after) },
    }
}

/// Rules are named by reference in every change, and the records of the built-in ones are static.
fn leak(text: String) -> &'static str {
    String::leak(text)
}
