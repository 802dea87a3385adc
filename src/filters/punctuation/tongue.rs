//! Whose habits a text has: what its words and the locale say together.
//!
//! French puts a blank before `; : ! ?`, and most languages but English one before `%`. Mostly nobody says which language a text
//! is in, and who says it of a whole corpus is wrong about some, so the words of the text are asked as well. Who keeps more
//! wins.

use std::cell::OnceCell;

use memchr::memchr_iter;

use super::line::words;
use crate::config::{Config, Lang};
use crate::filters::foreign::language_of;
use crate::filters::quote::{Locale, is_in_any_script, language};

/// Languages that put a blank before `; : ! ?`.
const SPACED: [&str; 4] = ["fr", "br", "oc", "wo"];
/// A text with fewer words says nothing itself.
const FEW_WORDS: usize = 25;

/// What the user said about the language of all texts.
#[derive(Clone)]
pub(super) struct Said {
    locale: Locale,
    lang: Lang,
}

impl Said {
    pub(super) fn in_config(config: &Config) -> Said {
        Said { locale: config.locale.clone(), lang: config.lang.clone() }
    }

    /// The locale of one text, by the user or else by its words.
    pub(super) fn locale_of<'s>(&'s self, text: &str) -> Option<&'s str> {
        self.locale.of(&self.lang, text)
    }

    fn locale(&self) -> Option<&str> {
        self.locale.told(&self.lang)
    }
}

/// The language of one text, found when first asked for.
pub(super) struct Tongue<'t> {
    text: &'t str,
    /// The locale, or only the language, that the user named.
    told: Option<&'t str>,
    found: OnceCell<Option<&'static str>>,
    language: OnceCell<Option<&'t str>>,
    spaced: OnceCell<bool>,
    english: OnceCell<bool>,
    percent: OnceCell<bool>,
}

impl<'t> Tongue<'t> {
    pub(super) fn new(text: &'t str, said: &'t Said) -> Tongue<'t> {
        Tongue {
            text,
            told: said.locale(),
            found: OnceCell::new(),
            language: OnceCell::new(),
            spaced: OnceCell::new(),
            english: OnceCell::new(),
            percent: OnceCell::new(),
        }
    }

    fn found(&self) -> Option<&'static str> {
        *self.found.get_or_init(|| language_of(self.text))
    }

    fn told_language(&self) -> Option<&'t str> {
        self.told.map(language)
    }

    /// The language to look words up in: that of the words, or the one that the user named if the words are too few to say.
    pub(super) fn language(&self) -> Option<&'t str> {
        *self
            .language
            .get_or_init(|| self.found().or_else(|| self.told_language().filter(|_| is_short(self.text))))
    }

    /// Whether the text is in English as far as both know.
    pub(super) fn is_english(&self) -> bool {
        *self.english.get_or_init(|| {
            self.told_language().is_none_or(|language| language == "en") && self.language() == Some("en")
        })
    }

    /// Whether nobody said what language the text is in; English is what people say of all texts alike.
    fn may_be_any(&self) -> bool {
        self.told_language().is_none_or(|language| language == "en")
    }

    /// Whether the author sets `%` apart.
    pub(super) fn spaces_percent(&self) -> bool {
        *self.percent.get_or_init(|| sets_percent_apart(self.text))
    }

    /// Whether a blank before `mark` may be meant.
    pub(super) fn spaces(&self, mark: u8) -> bool {
        if matches!(mark, b'.' | b',') {
            return false;
        }
        // In Canada only the colon has one.
        if self.told.is_some_and(|told| is_in_any_script(told, "fr-CA")) {
            return matches!(mark, b':' | b';');
        }
        *self.spaced.get_or_init(|| {
            let is_spaced =
                |language: Option<&str>| language.is_some_and(|language| SPACED.contains(&language));
            is_spaced(self.told_language())
                || is_spaced(self.found())
                || self.found().is_none() && self.may_be_any() && is_habit(self.text)
        })
    }
}

fn is_short(text: &str) -> bool {
    words(text).take(FEW_WORDS).count() < FEW_WORDS
}

/// Whether a text sets `%` apart everywhere, and more than twice.
fn sets_percent_apart(text: &str) -> bool {
    let mut apart = 0;
    for at in memchr_iter(b'%', text.as_bytes()) {
        let left = &text[..at];
        if left.ends_with(|c: char| c.is_ascii_digit()) {
            return false;
        }
        apart += usize::from(
            left.strip_suffix(' ').is_some_and(|left| left.ends_with(|c: char| c.is_ascii_digit())),
        );
    }
    apart > 2
}

/// Whether most of the marks that French sets apart are set apart in `text`.
fn is_habit(text: &str) -> bool {
    let mut apart = 0;
    let mut tight = 0;
    for (at, _) in text.match_indices([';', ':', '!', '?']) {
        match text[..at].chars().next_back() {
            Some(' ' | '\u{A0}' | '\u{202F}' | '\u{2009}') => apart += 1,
            Some(c) if c.is_alphabetic() => tight += 1,
            _ => {}
        }
    }
    apart > tight
}

/// Whether a line is French in a text that is not: its words say so, or its guillemets have blanks inside.
pub(super) fn is_french(line: &str) -> bool {
    line.contains("« ")
        || line.contains(" »")
        || line.contains("«\u{A0}")
        || line.contains("«\u{202F}")
        || language_of(line).is_some_and(|language| SPACED.contains(&language))
}
