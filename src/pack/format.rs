//! A rule as a pack writes it, and everything that can be wrong with it.

use std::str::FromStr;
use std::sync::Arc;

use serde::Deserialize;

use super::PackRule;
use super::shape::{Pattern, Position, Replace, Requires, Scope, Shape, core};
use crate::config::Lang;
use crate::rule::{Example, Level, Rule};

/// A rule as a pack has it, with nothing filled in but the summary. Those of our own packs are static: the build script
/// makes them of `data/packs`.
pub(super) struct Entry {
    pub(super) rule: Rule,
    pub(super) scope: Scope,
    pub(super) langs: &'static [&'static str],
    pub(super) literals: &'static [&'static str],
    pub(super) pattern: Option<&'static str>,
    /// What the pattern comes to in Western text, if that is known.
    pub(super) western: Option<&'static str>,
    pub(super) unless: Option<&'static str>,
    pub(super) western_unless: Option<&'static str>,
    pub(super) folds: bool,
    pub(super) max_len: Option<usize>,
    pub(super) position: Option<&'static str>,
    pub(super) requires: Option<&'static str>,
    pub(super) replace: Option<&'static str>,
}

/// One `[[rule]]` table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Written {
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

impl Written {
    /// The entry, which lives as long as the process, since every change names its rule.
    pub(super) fn leaked(self) -> &'static Entry {
        let summary = self.summary.unwrap_or_else(|| self.why.trim_end_matches('.').to_owned());
        let entry = Entry {
            rule: Rule {
                id: leak(self.id),
                summary: leak(summary),
                why: leak(self.why),
                level: self.level,
                examples: Vec::leak(self.examples.remove.into_iter().map(example).collect()),
                keeps: leak_all(self.examples.keep),
            },
            scope: self.scope,
            langs: leak_all(self.langs),
            literals: leak_all(self.literal),
            pattern: self.pattern.map(Patterns::joined).map(leak),
            western: None,
            unless: self.unless.map(Patterns::joined).map(leak),
            western_unless: None,
            folds: matches!(self.case, Case::Fold),
            max_len: self.max_len,
            position: self.position.map(leak),
            requires: self.requires.map(leak),
            replace: self.replace.map(leak),
        };
        Box::leak(Box::new(entry))
    }
}

/// Who wrote a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Author {
    /// We did; a test has read it as if a user had written it.
    Ours,
    /// Somebody else did.
    User,
}

/// The rule of an entry, or what is wrong with it and what would be right.
pub(super) fn checked(entry: &'static Entry, author: Author) -> Result<PackRule, String> {
    let rule = &entry.rule;
    check_id(rule.id)?;
    if rule.why.trim().is_empty() {
        return Err("`why` is empty; one plain sentence says why the text goes".to_owned());
    }
    if rule.examples.is_empty() {
        return Err("`examples.remove` is empty; give at least one text that the rule takes".to_owned());
    }
    if rule.keeps.is_empty() {
        return Err(
            "`examples.keep` is empty; give at least the nearest look-alike that must stay".to_owned()
        );
    }
    let is_whole_line = entry.pattern.is_none() && entry.scope.is_of_lines();
    // A line is compared without the marks round it.
    let literals = if is_whole_line {
        Vec::leak(entry.literals.iter().copied().map(core).collect())
    } else {
        entry.literals
    };
    if literals.contains(&"") {
        return Err("a `literal` is empty, or nothing but marks".to_owned());
    }
    let folds = entry.folds;
    if entry.pattern.is_none() && literals.is_empty() {
        return Err("neither `literal` nor `match`; the rule would find nothing".to_owned());
    }
    if author == Author::User {
        check_source("match", entry.pattern)?;
        check_source("unless", entry.unless)?;
    }
    if let Some(lang) = entry.langs.iter().find(|lang| !matches!(lang.parse(), Ok(Lang::Code(_)))) {
        return Err(format!("`langs`: `{lang}` is no language code such as en or de"));
    }
    let pattern = match entry.pattern {
        Some(source) => Some(Pattern::new(source, entry.western, entry.scope, folds)),
        None if entry.scope.is_of_lines() => None,
        None => Some(Pattern::any_of(literals, folds)),
    };
    let unless = entry.unless.map(|source| Pattern::new(source, entry.western_unless, Scope::Inline, folds));
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
    let replace = match entry.replace {
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
        Some(text) => Replace::Text(text),
    };
    if replace != Replace::Nothing && entry.scope.is_of_lines() {
        return Err("`replace` is for a piece of text; under line, block and tail lines go whole".to_owned());
    }
    let position = parsed(entry.position, "position")?.unwrap_or_default();
    let requires: Option<Requires> = parsed(entry.requires, "requires")?;
    if !entry.scope.is_of_lines() && (position != Position::Any || requires.is_some()) {
        return Err(
            "`position` and `requires` are about lines; they need scope line, block or tail".to_owned()
        );
    }
    let shape = Shape {
        scope: entry.scope,
        langs: entry.langs,
        literals,
        folds,
        pattern,
        unless,
        max_len,
        position,
        requires,
        replace,
    };
    Ok(PackRule { rule, shape: Arc::new(shape) })
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

fn leak(text: String) -> &'static str {
    String::leak(text)
}

fn leak_all(texts: Vec<String>) -> &'static [&'static str] {
    Vec::leak(texts.into_iter().map(leak).collect())
}
