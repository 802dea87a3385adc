//! What can be wrong with a configuration.

use crate::pack::PackError;

/// What is wrong with a configuration.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// Not TOML, or a key or value that does not exist. The message names line and column.
    #[error(transparent)]
    Toml(#[from] toml::de::Error),
    /// A translator in a file. The message names the line.
    #[error(
        "line {line}: a file cannot have `translator-cmd`, since it is found in whatever folder the program runs in and must \
         not start programs; give the flag --translator-cmd instead"
    )]
    TranslatorCommand {
        /// The line of the key, from 1 on.
        line: usize,
    },
    /// A source language that no word can be of.
    #[error(
        "no word of the source language `{code}` is known; take auto, a language that your glossary names, or one of {known}"
    )]
    SourceLang {
        /// The code as it was given.
        code: String,
        /// The codes of the languages that there are words of.
        known: String,
    },
    /// A `[[rule]]` that could not work.
    #[error(transparent)]
    Rule(#[from] PackError),
    /// `level = "suggest"`: such rules never apply.
    #[error("level = \"suggest\" cannot be applied; use safe, standard or aggressive")]
    SuggestLevel,
    /// A name in `select` or `ignore` that is no filter and no rule.
    #[error("no filter or rule is called `{name}`{}", did_you_mean(*.nearest))]
    UnknownRule {
        /// The name as it was given.
        name: String,
        /// The existing name most like it.
        nearest: Option<&'static str>,
    },
    /// A rule of the user's that has the id of another.
    #[error("two rules are called `{0}`; an id never changes its meaning, so give yours another")]
    SameId(&'static str),
    /// A rule of the user's that requires one which does not exist.
    #[error(
        "the rule `{rule}` requires `{missing}` beside it, and no rule of a pack that runs with it is called so"
    )]
    Missing {
        /// The rule that requires another.
        rule: &'static str,
        /// The id that it names.
        missing: String,
    },
    /// A `[protect]` pattern that is no regular expression.
    #[error("[protect] regex `{pattern}` is not a regular expression")]
    Pattern {
        /// The pattern as it was given.
        pattern: String,
        /// What is wrong with it.
        source: regex::Error,
    },
}

fn did_you_mean(nearest: Option<&str>) -> String {
    match nearest {
        Some(name) => format!("; did you mean `{name}`?"),
        None => "; `unscrape rules` lists them all".to_owned(),
    }
}

impl ConfigError {
    /// The error of a file with the text `toml`, which may deserve more than the list of all keys.
    pub(super) fn of_toml(error: toml::de::Error, toml: &str) -> ConfigError {
        let is_unknown = error.message().starts_with("unknown field");
        let key = error.span().filter(|_| is_unknown).and_then(|span| Some((span.start, toml.get(span)?)));
        match key {
            Some((start, key)) if key.trim_matches(['"', '\'']) == "translator-cmd" => {
                ConfigError::TranslatorCommand { line: 1 + toml[..start].matches('\n').count() }
            }
            _ => ConfigError::Toml(error),
        }
    }
}
