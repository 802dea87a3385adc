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
/// languages that are not listed those of English, as in CLDR's root. It is kept as one writes it, `sr-Latn-RS`, however it
/// was typed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Locale(String);

/// What was given is not a locale tag.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a locale; write a language and perhaps a country, as in en-US or de, or auto")]
pub struct LocaleError(String);

/// The marks of the locale `tag`, whatever its script, or of its language, or of English.
pub(super) fn marks(tag: &str) -> &'static Marks {
    let of =
        |tag: &str| LOCALES.iter().find(|(known, _)| is_in_any_script(tag, known)).map(|(_, marks)| *marks);
    of(tag).or_else(|| of(language(tag))).unwrap_or(&ENGLISH)
}

/// Whether `tag` is `known`, which names no script: `de-Latn-CH` is `de-CH`.
pub(crate) fn is_in_any_script(tag: &str, known: &str) -> bool {
    tag.split('-').filter(|part| !is_script(part)).eq(known.split('-'))
}

/// Whether a part of a tag behind its language says which script is meant; no language and no country has four letters.
fn is_script(part: &str) -> bool {
    part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// One part of a tag behind its language, as RFC 5646 recommends to write it.
fn canonical(part: &str) -> String {
    let small = part.to_ascii_lowercase();
    if is_script(part) {
        return small[..1].to_ascii_uppercase() + &small[1..];
    }
    if part.len() == 2 { part.to_ascii_uppercase() } else { small }
}

/// The language of a tag: `de` of `de-CH`.
pub(crate) fn language(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

impl Locale {
    /// The locale of the text: the one that the user named, or with `auto` the language that he named, or else the one
    /// that the words of the text are in. `None` if they do not say.
    pub(crate) fn of<'l>(&'l self, lang: &'l Lang, text: &str) -> Option<&'l str> {
        self.told(lang).or_else(|| language_of(text))
    }

    /// The locale, or with `auto` the language, that the user named.
    pub(crate) fn told<'l>(&'l self, lang: &'l Lang) -> Option<&'l str> {
        match (self.0.as_str(), lang) {
            ("auto", Lang::Code(code)) => Some(code),
            ("auto", Lang::Auto) => None,
            (tag, _) => Some(tag),
        }
    }

    /// The language part of the tag; none if the text decides.
    pub(crate) fn language(&self) -> Option<&str> {
        Some(language(&self.0)).filter(|language| *language != "auto")
    }

    /// Whether texts may be English as far as the user said.
    pub(crate) fn may_be_english(&self, lang: &Lang) -> bool {
        self.told(lang).is_none_or(|tag| language(tag) == "en")
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
        if !is_language || !parts.clone().all(is_part) {
            return Err(LocaleError(tag.to_owned()));
        }
        let mut canonical_tag = language.to_ascii_lowercase();
        for part in parts {
            canonical_tag.push('-');
            canonical_tag.push_str(&canonical(part));
        }
        Ok(Locale(canonical_tag))
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
    fn a_script_does_not_change_the_marks() {
        assert_eq!(double("de-Latn-CH"), ("«", "»"));
        assert_eq!(double("pt-Latn-PT"), ("«", "»"));
        assert_eq!(double("sr-Cyrl"), ("„", "”"));
    }

    #[test]
    fn a_tag_may_be_typed_in_any_case() {
        for (typed, written) in [
            ("FR", "fr"),
            ("EN_us", "en-US"),
            ("de-latn-ch", "de-Latn-CH"),
            ("SR-LATN", "sr-Latn"),
            ("es-419", "es-419"),
            ("auto", "auto"),
        ] {
            assert_eq!(typed.parse::<Locale>().unwrap().to_string(), written);
        }
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        for tag in ["", "english", "e", "en-", "en US"] {
            assert!(tag.parse::<Locale>().is_err(), "{tag:?}");
        }
    }
}
