//! A translator that the user brings along: it is asked for single words that no dictionary is sure of.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// Translates words. Filters ask it; whoever makes it decides how it works and what it may cost.
pub trait Translator: Send + Sync {
    /// Who it is, as reports say it: `apertium`, `./tr.sh`.
    fn name(&self) -> &str;

    /// `words` of the language `from` in the language `to` (codes as `--lang` takes them), as many and in the same order;
    /// `None` if it does not answer. It is asked again and again for the same words of a text, so it should remember.
    fn translate(&self, words: &[&str], from: &str, to: &str) -> Option<Vec<String>>;

    /// Tells it whether its answer for `word` could be used.
    fn judged(&self, _word: &str, _is_usable: bool) {}

    /// What went wrong so far, if anything did.
    fn problem(&self) -> Option<String> {
        None
    }
}

/// A translator that the configurations of a run share.
#[derive(Clone)]
pub struct SharedTranslator(Arc<dyn Translator>);

impl SharedTranslator {
    /// Takes any translator.
    pub fn new(translator: impl Translator + 'static) -> SharedTranslator {
        SharedTranslator(Arc::new(translator))
    }
}

impl Deref for SharedTranslator {
    type Target = dyn Translator;

    fn deref(&self) -> &Self::Target {
        &*self.0
    }
}

impl fmt::Debug for SharedTranslator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SharedTranslator").field(&self.name()).finish()
    }
}

impl PartialEq for SharedTranslator {
    /// Two are the same if they are one.
    fn eq(&self, other: &SharedTranslator) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}
