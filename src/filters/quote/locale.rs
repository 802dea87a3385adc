//! Whose quotation marks: a locale and its glyphs.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

use crate::config::Lang;
use crate::filters::foreign::language_of;

/// The typographic marks that ASCII marks become in a locale, with the spaces that belong to them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) double: (&'static str, &'static str),
    pub(super) single: (&'static str, &'static str),
}

const ENGLISH: Marks = Marks { double: ("“", "”"), single: ("‘", "’") };
const LOW_HIGH: Marks = Marks { double: ("„", "“"), single: ("‚", "‘") };
const LOW_RIGHT: Marks = Marks { double: ("„", "”"), single: ("‚", "’") };
const RIGHT_RIGHT: Marks = Marks { double: ("”", "”"), single: ("’", "’") };
const GUILLEMETS: Marks = Marks { double: ("«", "»"), single: ("‘", "’") };
const FRENCH: Marks = Marks { double: ("«\u{A0}", "\u{A0}»"), single: ("‘", "’") };
const SWISS: Marks = Marks { double: ("«", "»"), single: ("‹", "›") };
const RUSSIAN: Marks = Marks { double: ("«", "»"), single: ("„", "“") };
const CORNERS: Marks = Marks { double: ("「", "」"), single: ("『", "』") };

/// Locales whose marks are not the English ones. A language stands for all its countries that are not listed.
/// Source: CLDR 48.2 `delimiters`, with the newspapers' use where it differs (research/typography.md §4).
static LOCALES: [(&str, &Marks); 39] = [
    ("bg", &LOW_HIGH),
    ("bs", &LOW_RIGHT),
    ("be", &RUSSIAN),
    ("ca", &GUILLEMETS),
    ("cs", &LOW_HIGH),
    ("de", &LOW_HIGH),
    ("de-CH", &SWISS),
    ("de-LI", &SWISS),
    ("el", &GUILLEMETS),
    ("et", &LOW_HIGH),
    ("eu", &GUILLEMETS),
    ("fa", &SWISS),
    ("fi", &RIGHT_RIGHT),
    ("fr", &FRENCH),
    ("fr-CH", &SWISS),
    ("he", &RIGHT_RIGHT),
    ("hr", &LOW_RIGHT),
    ("hu", &LOW_RIGHT),
    ("hy", &GUILLEMETS),
    ("is", &LOW_HIGH),
    ("it", &GUILLEMETS),
    ("it-CH", &SWISS),
    ("ja", &CORNERS),
    ("ka", &LOW_HIGH),
    ("lb", &LOW_HIGH),
    ("lt", &LOW_HIGH),
    ("mk", &LOW_HIGH),
    ("nb", &GUILLEMETS),
    ("nn", &GUILLEMETS),
    ("no", &GUILLEMETS),
    ("pl", &LOW_RIGHT),
    ("pt-PT", &GUILLEMETS),
    ("ro", &LOW_RIGHT),
    ("ru", &RUSSIAN),
    ("sk", &LOW_HIGH),
    ("sl", &LOW_HIGH),
    ("sr", &LOW_RIGHT),
    ("sv", &RIGHT_RIGHT),
    ("uk", &RUSSIAN),
];

/// A locale by its tag: `en-US`, `de-CH`, or `auto` for that of each text. Tags that are not listed have the marks of their language, and
/// languages that are not listed those of English, as in CLDR's root.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Locale(String);

/// What was given is not a locale tag.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a locale; write a language and perhaps a country, as in en-US or de, or auto")]
pub struct LocaleError(String);

/// The marks of the locale `tag`, or of its language, or of English.
pub(super) fn marks(tag: &str) -> &'static Marks {
    let of = |tag: &str| {
        LOCALES.iter().find(|(known, _)| known.eq_ignore_ascii_case(tag)).map(|(_, marks)| *marks)
    };
    of(tag).or_else(|| of(language(tag))).unwrap_or(&ENGLISH)
}

/// The language of a tag: `de` of `de-CH`.
pub(crate) fn language(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

impl Locale {
    /// The locale of the text: the one that the user named, or with `auto` the language that he named, or else the one
    /// that the words of the text are in. `None` if they do not say.
    pub(crate) fn of<'l>(&'l self, lang: &'l Lang, text: &str) -> Option<&'l str> {
        match (self.0.as_str(), lang) {
            ("auto", Lang::Code(code)) => Some(code),
            ("auto", Lang::Auto) => language_of(text),
            (tag, _) => Some(tag),
        }
    }

    /// Whether texts may be English as far as the user said.
    pub(crate) fn may_be_english(&self, lang: &Lang) -> bool {
        let tag = if let ("auto", Lang::Code(code)) = (self.0.as_str(), lang) { code } else { &self.0 };
        tag == "auto" || language(tag).eq_ignore_ascii_case("en")
    }
}

impl Locale {
    /// The language part of the tag; none if the text decides.
    pub(crate) fn language(&self) -> Option<&str> {
        self.0.split('-').next().filter(|language| *language != "auto")
    }

    /// Whether the tag is `of`, whatever its letters.
    pub(crate) fn is(&self, of: &str) -> bool {
        self.0.eq_ignore_ascii_case(of)
    }
}

impl Default for Locale {
    fn default() -> Locale {
        Locale("auto".to_owned())
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Locale {
    type Err = LocaleError;

    fn from_str(tag: &str) -> Result<Locale, LocaleError> {
        if tag == "auto" {
            return Ok(Locale::default());
        }
        let mut parts = tag.split(['-', '_']);
        let language = parts.next().unwrap_or_default();
        let is_language =
            matches!(language.len(), 2 | 3) && language.bytes().all(|byte| byte.is_ascii_alphabetic());
        let is_part = |part: &str| {
            !part.is_empty() && part.len() <= 8 && part.bytes().all(|b| b.is_ascii_alphanumeric())
        };
        if is_language && parts.all(is_part) {
            Ok(Locale(tag.replace('_', "-")))
        } else {
            Err(LocaleError(tag.to_owned()))
        }
    }
}

impl TryFrom<String> for Locale {
    type Error = LocaleError;

    fn try_from(tag: String) -> Result<Locale, LocaleError> {
        tag.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn double(tag: &str) -> (&'static str, &'static str) {
        marks(&tag.replace('_', "-")).double
    }

    #[test]
    fn a_country_falls_back_to_its_language_and_that_to_english() {
        assert_eq!(double("de-CH"), ("«", "»"));
        assert_eq!(double("de_AT"), ("„", "“"));
        assert_eq!(double("pt-BR"), ("“", "”"));
        assert_eq!(double("xx"), ("“", "”"));
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        for tag in ["", "english", "e", "en-", "en US"] {
            assert!(tag.parse::<Locale>().is_err(), "{tag:?}");
        }
    }
}
