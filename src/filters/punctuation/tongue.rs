//! Whose habits a text has: what its words and the locale say together.
//!
//! French puts a blank before `; : ! ?`, and most languages but English one before `%`. The locale is English unless
//! somebody says otherwise, so the words of the text have to be asked as well. Who keeps more wins.

use std::cell::OnceCell;

use memchr::memchr_iter;

use super::line::words;
use crate::filters::foreign::language_of;
use crate::filters::quote::Locale;

/// Languages that put a blank before `; : ! ?`.
const SPACED: [&str; 4] = ["fr", "br", "oc", "wo"];
/// A text with fewer words says nothing itself.
const FEW_WORDS: usize = 25;

/// The language of one text, found when first asked for.
pub(super) struct Tongue<'t> {
    text: &'t str,
    locale: &'t Locale,
    found: OnceCell<Option<&'static str>>,
    spaced: OnceCell<bool>,
    english: OnceCell<bool>,
    percent: OnceCell<bool>,
}

impl<'t> Tongue<'t> {
    pub(super) fn new(text: &'t str, locale: &'t Locale) -> Tongue<'t> {
        Tongue {
            text,
            locale,
            found: OnceCell::new(),
            spaced: OnceCell::new(),
            english: OnceCell::new(),
            percent: OnceCell::new(),
        }
    }

    fn found(&self) -> Option<&'static str> {
        *self.found.get_or_init(|| language_of(self.text))
    }

    /// The language to look words up in: that of the words, or of the locale if the words are too few to say.
    pub(super) fn language(&self) -> Option<&'t str> {
        self.found().or_else(|| if self.is_short() { self.locale.language() } else { None })
    }

    /// Whether somebody said what language the text is in; English is what nobody had to say.
    fn is_told(&self) -> bool {
        self.locale.language().is_some_and(|language| language != "en")
    }

    fn is_short(&self) -> bool {
        words(self.text).take(FEW_WORDS).count() < FEW_WORDS
    }

    /// Whether the text is in English as far as both know.
    pub(super) fn is_english(&self) -> bool {
        *self.english.get_or_init(|| {
            self.locale.language().is_none_or(|language| language == "en") && self.language() == Some("en")
        })
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
        if self.locale.is("fr-CA") {
            return matches!(mark, b':' | b';');
        }
        *self.spaced.get_or_init(|| {
            let is_spaced =
                |language: Option<&str>| language.is_some_and(|language| SPACED.contains(&language));
            is_spaced(self.locale.language())
                || is_spaced(self.found())
                || self.found().is_none() && !self.is_told() && is_habit(self.text)
        })
    }
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
