//! Rule packs: rules that are data, ours and the users' alike.
//!
//! ```toml
//! [[rule]]
//! id = "mine/slug"                 # family/name
//! why = "our wire service's slug"  # one plain sentence
//! scope = "line"                   # inline | line | block | tail | file
//! literal = ["SLUG:"]              # one of these must occur
//! match = '^SLUG: .*$'             # a regular expression, or a list of them; under `line` it must match a whole line
//! [rule.examples]
//! remove = ["SLUG: x"]
//! keep = ["A SLUG: in prose"]      # at least one: the nearest look-alike
//! ```
//!
//! A pack is read by `format`, which refuses what could not work; [`shape`] says what a rule looks for, in one
//! line or in a whole text; [`proof`] runs the examples. What the rules of many packs find in a document, and
//! which of it may go, is the work of the filter `filters/packs`.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use crate::config::ConfigError;
use crate::filters;
use crate::rule::Rule;
use shape::Requires;

pub mod format;
mod ours;
pub mod proof;
pub mod shape;
mod western;

use format::{Author, Written, checked};
pub use shape::{Scope, Shape};

/// A rule of a pack, checked and ready.
#[derive(Clone, Debug)]
pub struct PackRule {
    /// Its record. Rules are named in every change, so they live as long as the process: load a pack once.
    pub rule: &'static Rule,
    /// What it looks for.
    pub shape: Arc<Shape>,
}

impl PartialEq for PackRule {
    fn eq(&self, other: &PackRule) -> bool {
        self.rule == other.rule
    }
}

/// A file of `[[rule]]` tables.
#[derive(Clone, Debug, Default)]
pub struct Pack {
    /// The rules, in the order of the file. Where two find the same line, the first is named.
    pub rules: Vec<PackRule>,
}

/// What is wrong with a pack.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PackError {
    /// Not TOML, or a key or value that does not exist. The message names line and column.
    #[error(transparent)]
    Toml(#[from] toml::de::Error),
    /// A rule that could not work.
    #[error("line {line}: rule `{id}`: {reason}")]
    Rule {
        /// The line on which the rule begins, from 1.
        line: usize,
        /// The id that it gives itself.
        id: String,
        /// What is wrong and what would be right.
        reason: String,
    },
}

impl Pack {
    /// Reads a pack: nothing but `[[rule]]` tables.
    ///
    /// # Errors
    /// No TOML, an unknown key, or a rule that could not work; the message names the line and the reason.
    pub fn parse(text: &str) -> Result<Pack, PackError> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct File {
            #[serde(default)]
            rule: Vec<Spanned<Written>>,
        }
        let File { rule } = toml::from_str(text)?;
        read(rule, text)
    }

    /// Reads the `[[rule]]` tables of a text that holds other things too.
    ///
    /// # Errors
    /// As for [`Pack::parse`].
    pub fn within(text: &str) -> Result<Pack, PackError> {
        let Tables { rule } = toml::from_str(text)?;
        read(rule, text)
    }

    /// The packs that are part of the program, as the build script found them in `data/packs`. Their patterns are
    /// compiled only when a text asks for them.
    pub(crate) fn built_in() -> Pack {
        let rules = ours::ENTRIES.iter().map(|entry| checked(entry, Author::Ours));
        Pack { rules: rules.collect::<Result<_, _>>().expect("a test reads every pack") }
    }
}

/// The `[[rule]]` tables of a file, whatever else stands in it.
#[derive(Deserialize)]
struct Tables {
    #[serde(default)]
    rule: Vec<Spanned<Written>>,
}

fn read(entries: Vec<Spanned<Written>>, text: &str) -> Result<Pack, PackError> {
    let rules = entries.into_iter().map(|entry| {
        let start = entry.span().start;
        let entry = entry.into_inner().leaked();
        checked(entry, Author::User).map_err(|reason| {
            let line = 1 + text[..start].matches('\n').count();
            PackError::Rule { line, id: entry.rule.id.to_owned(), reason }
        })
    });
    Ok(Pack { rules: rules.collect::<Result<_, _>>()? })
}

/// Sees to it that no rule of the user has the id of another or of one of ours, and that the rules that one requires
/// beside it exist. Two that look for the same words are one rule.
///
/// # Errors
/// [`ConfigError::SameId`] and [`ConfigError::Missing`] for the first that does not.
pub fn check_ids(users: &[PackRule]) -> Result<(), ConfigError> {
    if users.is_empty() {
        return Ok(());
    }
    let mut known: HashSet<&str> = filters::rules().into_iter().map(|rule| rule.id).collect();
    let mut first: HashMap<&str, &PackRule> = HashMap::new();
    for user in users {
        let is_new = known.insert(user.rule.id);
        if !is_new && !first.get(user.rule.id).is_some_and(|first| first.shape.is_like(&user.shape)) {
            return Err(ConfigError::SameId(user.rule.id));
        }
        first.entry(user.rule.id).or_insert(user);
    }
    for user in users {
        let Some(Requires::Beside(ids) | Requires::After(ids)) = &user.shape.requires else {
            continue;
        };
        // Rules see each other's finds where they run together: those of the family `repeat` by themselves.
        let is_learned = |rule: &PackRule| rule.rule.filter() == "repeat";
        let beside = users.iter().filter(|other| is_learned(other) == is_learned(user));
        let ours = filters::packs::built_in().iter().filter(|_| !is_learned(user));
        let is_there = |id: &String| beside.clone().chain(ours.clone()).any(|other| other.rule.id == *id);
        if let Some(missing) = ids.iter().find(|id| !is_there(id)) {
            return Err(ConfigError::Missing { rule: user.rule.id, missing: missing.clone() });
        }
    }
    Ok(())
}
