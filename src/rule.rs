//! Rules: the record that names a change, says why it was made, and proves itself by examples.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

/// How far a rule may be trusted, and so how far a run has to go before the rule applies.
///
/// The order is the order of trust: `Safe < Standard < Aggressive < Suggest`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Cannot change what the article says.
    Safe,
    /// Site furniture and errors recognised by wording and place; right in at least 99 of 100 cases.
    Standard,
    /// Needs block or corpus reasoning; may take editorial text.
    Aggressive,
    /// Never applied, only reported.
    Suggest,
}

impl Level {
    /// The lower-case word used on the command line, in `unscrape.toml` and in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Safe => "safe",
            Level::Standard => "standard",
            Level::Aggressive => "aggressive",
            Level::Suggest => "suggest",
        }
    }
}

impl Level {
    /// The share of right changes, from 0 to 1, that a rule needs to have this level.
    pub fn promise(self) -> f32 {
        match self {
            Level::Safe => 0.999,
            Level::Standard => 0.99,
            Level::Aggressive => 0.95,
            Level::Suggest => 0.5,
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Level {
    type Err = String;

    /// Reads a level that a run can be given; `suggest` is none of them, since it never applies.
    fn from_str(word: &str) -> Result<Level, String> {
        match word {
            "safe" => Ok(Level::Safe),
            "standard" => Ok(Level::Standard),
            "aggressive" => Ok(Level::Aggressive),
            _ => Err(format!("`{word}` is none of safe, standard, aggressive")),
        }
    }
}

/// One text before and after a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// The text as a scraper left it.
    pub dirty: &'static str,
    /// The same text when only this rule's filter has run.
    pub clean: &'static str,
}

/// What a change is called and why it is made: the one record that `unscrape rules`, the reports, the docs
/// and the tests all read.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// `filter/name` in kebab case; never renamed, never given another meaning.
    pub id: &'static str,
    /// What was found, without capital or full stop: `ad-slot placeholder left by an auto-blog plugin`.
    pub summary: &'static str,
    /// Why it goes or changes, and what the rule leaves alone, in whole sentences.
    pub why: &'static str,
    /// How far a run must go before the rule applies.
    pub level: Level,
    /// At least two texts that the rule changes.
    pub examples: &'static [Example],
    /// At least two look-alikes that the rule must leave as they are.
    pub keeps: &'static [&'static str],
}

impl Rule {
    /// The filter that the rule belongs to: what stands before the slash of its id.
    pub fn filter(&self) -> &'static str {
        self.id.split('/').next().unwrap_or(self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_ordered_by_trust() {
        assert!(Level::Safe < Level::Standard);
        assert!(Level::Standard < Level::Aggressive);
        assert!(Level::Aggressive < Level::Suggest);
    }

    #[test]
    fn a_run_cannot_be_given_the_level_suggest() {
        assert_eq!("safe".parse(), Ok(Level::Safe));
        assert!("suggest".parse::<Level>().unwrap_err().contains("safe, standard, aggressive"));
    }
}
