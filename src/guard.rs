//! The guard against pages that are nothing but furniture: a text that would lose too much is left as it is.
//!
//! A cookie form, a menu or a page of headlines has no article in it, and a rule of a user's own can take far more
//! than was meant. Either way it is better to name the text than to write an empty one.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

use crate::filters::NAMES;
use crate::rule::Rule;

/// The share of a text, in percent, that may be removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "u8")]
pub struct Percent(u8);

impl Percent {
    /// Everything: nothing is ever held back.
    pub const ALL: Percent = Percent(100);
}

impl Default for Percent {
    /// In 167 labelled documents, most of them excerpts round the furniture, up to 70 % was furniture; in 1,461 whole
    /// articles up to 56 % goes, with what their sites repeat.
    fn default() -> Percent {
        Percent(80)
    }
}

impl TryFrom<u8> for Percent {
    type Error = String;

    fn try_from(percent: u8) -> Result<Percent, String> {
        if percent <= 100 { Ok(Percent(percent)) } else { Err(format!("{percent} is more than 100 percent")) }
    }
}

impl FromStr for Percent {
    type Err = String;

    /// Reads `30` or `30%`.
    fn from_str(text: &str) -> Result<Percent, String> {
        let number = text.strip_suffix('%').unwrap_or(text).trim_end();
        let percent = number.parse::<u8>().ok().and_then(|percent| Percent::try_from(percent).ok());
        percent.ok_or_else(|| format!("`{text}` is no percentage from 0 to 100"))
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// How many characters, blanks not counted, a text must lose before its share is looked at. In a field that holds
/// one line of advertising that line may go; no article is that short.
const SMALL: usize = 200;

/// A text that would lose so many percent is named as what it is.
const NEARLY_ALL: usize = 95;

/// Counts what the rules about furniture take from a text while it is cleaned.
#[derive(Debug, Default)]
pub(crate) struct Removed {
    characters: usize,
}

impl Removed {
    /// Counts one edit: `before` becomes `after`.
    pub(crate) fn add(&mut self, rule: &Rule, before: &str, after: &str) {
        if is_about_furniture(rule) {
            self.characters += visible(before).saturating_sub(visible(after));
        }
    }

    /// Whether that is too much, given what is left.
    pub(crate) fn exceeds(&self, most: Percent, left: &str) -> Option<Refusal> {
        if self.characters < SMALL || most == Percent::ALL {
            return None;
        }
        let refusal = Refusal { removed: self.characters, left: visible(left) };
        (refusal.removed * 100 > usize::from(most.0) * (refusal.removed + refusal.left)).then_some(refusal)
    }
}

/// Tags, entities, misread text, marks and blanks are the form of an article; only what is taken as no part of it
/// counts, and so does every rule of a user's own.
fn is_about_furniture(rule: &Rule) -> bool {
    let filter = rule.filter();
    matches!(filter, "artefact" | "repeat") || !NAMES.contains(&filter)
}

fn visible(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// Why a text was left as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Characters that would have gone, blanks not counted.
    pub removed: usize,
    /// Characters that would have been left.
    pub left: usize,
}

impl Refusal {
    /// The share that would have gone, in percent, rounded down.
    pub fn percent(&self) -> usize {
        self.removed * 100 / (self.removed + self.left).max(1)
    }

    /// The round limit that would have let it pass.
    fn enough(&self) -> usize {
        (self.percent() / 10 * 10 + 10).min(100)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (percent, enough) = (self.percent(), self.enough());
        let verdict = if percent >= NEARLY_ALL { ", nothing but furniture" } else { "" };
        write!(f, "left as it is: {percent} % of it would go{verdict}; --max-removed {enough} allows it")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::document::Document;
    use crate::pipeline::Cleaner;

    fn cleaner(max_removed: u8) -> Cleaner {
        let max_removed = Percent::try_from(max_removed).unwrap();
        Cleaner::new(&Config { max_removed, ..Config::default() }).unwrap()
    }

    #[test]
    fn a_text_that_would_lose_too_much_is_left_whole() {
        let text = format!("The bridge is “open”.\n{}", "[ad_1]\n".repeat(100));
        let document = Document::file(text.as_str());
        let outcome = cleaner(80);
        let outcome = outcome.clean(&document);
        assert_eq!(outcome.text, text);
        assert!(!outcome.is_changed() && outcome.suggestions.is_empty());
        assert_eq!(outcome.refusal, Some(Refusal { removed: 600, left: 18 }));
        assert_eq!(
            outcome.refusal.unwrap().to_string(),
            "left as it is: 97 % of it would go, nothing but furniture; --max-removed 100 allows it"
        );
        assert_eq!(cleaner(98).clean(&document).text, "The bridge is \"open\".\n");
        assert_eq!(cleaner(100).clean(&document).text, "The bridge is \"open\".\n");
    }

    #[test]
    fn only_what_would_nearly_all_go_is_called_furniture() {
        let message = |removed, left| Refusal { removed, left }.to_string();
        assert_eq!(message(640, 360), "left as it is: 64 % of it would go; --max-removed 70 allows it");
        assert_eq!(
            message(990, 10),
            "left as it is: 99 % of it would go, nothing but furniture; --max-removed 100 allows it"
        );
    }

    #[test]
    fn two_hundred_characters_are_enough_to_be_held_back() {
        let text = |marks| Document::file(format!("One.\n{}", "[ad_1]\n".repeat(marks)));
        assert!(cleaner(80).clean(&text(34)).refusal.is_some());
        assert!(cleaner(80).clean(&text(33)).refusal.is_none());
    }

    #[test]
    fn a_short_text_may_go_whole() {
        for text in ["[ad_1]", "One.\n[ad_1]\n"] {
            assert!(cleaner(0).clean(&Document::file(text)).refusal.is_none(), "{text}");
        }
    }

    #[test]
    fn marks_and_blanks_do_not_count() {
        let text = format!("“a”{}b\n", " ".repeat(2000));
        assert!(cleaner(0).clean(&Document::file(text)).refusal.is_none());
    }

    #[test]
    fn a_percentage_is_a_number_up_to_a_hundred() {
        assert_eq!("30%".parse::<Percent>().unwrap().to_string(), "30");
        assert_eq!("30".parse(), Percent::try_from(30));
        for wrong in ["", "-1", "101", "half"] {
            assert!(wrong.parse::<Percent>().is_err(), "{wrong}");
        }
    }
}
