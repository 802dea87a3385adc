//! Cleaners for texts of several locales, each prepared when the first text of its locale comes.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::config::{Config, ConfigError, Lang};
use crate::filters::quote::Locale;
use crate::pipeline::Cleaner;

/// How many locales are remembered: more than are in use together anywhere.
const MOST_LOCALES: usize = 256;

/// The cleaner of a configuration, and its like for texts that say their locale.
pub struct Cleaners {
    config: Config,
    usual: Arc<Cleaner>,
    by_locale: RwLock<HashMap<String, Arc<Cleaner>>>,
}

impl Cleaners {
    /// Prepares the cleaner of texts that do not say their locale.
    ///
    /// # Errors
    /// As [`Cleaner::new`].
    pub fn new(config: &Config) -> Result<Cleaners, ConfigError> {
        let usual = Arc::new(Cleaner::new(config)?);
        Ok(Cleaners { config: config.clone(), usual, by_locale: RwLock::default() })
    }

    /// The cleaner of the configuration as it is.
    pub fn usual(&self) -> &Cleaner {
        &self.usual
    }

    /// The cleaner for texts of the locale `tag` (`de-CH`, `pt_BR`, `en`), which counts for more than the locale and the
    /// language of the configuration. `None` if that is no locale.
    pub fn of(&self, tag: &str) -> Option<Arc<Cleaner>> {
        let by_locale = self.by_locale.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(cleaner) = by_locale.get(tag) {
            return Some(Arc::clone(cleaner));
        }
        let is_full = by_locale.len() >= MOST_LOCALES;
        drop(by_locale);
        let locale: Locale = tag.parse().ok()?;
        let language = locale.language()?.to_ascii_lowercase();
        let config = Config { locale, lang: Lang::Code(language), ..self.config.clone() };
        let cleaner = Arc::new(Cleaner::new(&config).ok()?);
        if is_full {
            return Some(cleaner);
        }
        let mut by_locale = self.by_locale.write().unwrap_or_else(PoisonError::into_inner);
        Some(Arc::clone(by_locale.entry(tag.to_owned()).or_insert(cleaner)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Quotes;
    use crate::document::Document;

    #[test]
    fn a_text_may_have_a_locale_of_its_own() {
        let config = Config { quotes: Quotes::Curly, ..Config::default() };
        let cleaners = Cleaners::new(&config).unwrap();
        let clean = |tag: &str| {
            let document = Document::field("\"Ja.\"");
            cleaners.of(tag).map(|cleaner| cleaner.clean(&document).text.into_owned())
        };
        assert_eq!(clean("de").unwrap(), "„Ja.“");
        assert_eq!(clean("DE_ch").unwrap(), "«Ja.»");
        assert_eq!(clean("de").unwrap(), "„Ja.“", "the second time");
        assert_eq!(clean("auto"), None);
        assert_eq!(clean("no locale"), None);
    }
}
