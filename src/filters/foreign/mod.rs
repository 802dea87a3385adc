//! `foreign`: stray words of another language inside an article.
//!
//! ```text
//! The attack was aimed at [vakcinos] research.      →      The attack was aimed at vaccine research.
//! ```
//!
//! Machine translators leave words that they do not know, and words in brackets. `words.rs` finds the words that the
//! article's language (`language.rs`) does not know, `suspects.rs` asks which language they are of and how surely,
//! `doubts.rs` why a writer may have put them there, and `repair.rs` what they mean. A word is translated only where
//! the dictionaries are sure; the rest is reported. `--foreign` asks for something else: `unwrap`, `mark`, `drop`, `keep`.

mod asked;
mod context;
mod derived;
mod doubts;
mod installed;
mod language;
mod lexicon;
mod number;
mod own;
mod repair;
mod rules;
mod suspects;
mod table;
mod translations;
mod words;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use crate::config::{Brackets, Config, ConfigError, Foreign, Lang};
use crate::dictionary::Dictionary;
use crate::edit::{Edit, Edits, Note};
use crate::filters::{Filter, View, removal};
use crate::rule::Rule;
use crate::survey::Traits;
use crate::translator::SharedTranslator;
use asked::Judged;
use context::Context;
use lexicon::{Known, Language, known};
use own::OwnTranslations;
use repair::{Translation, says_the_same, translation};
use suspects::{SURE, Style, Suspect, WORTH_SAYING, suspects};

/// The code of the language of `text`, or none if its words do not say. What else has to know it asks here.
pub(super) fn language_of(text: &str) -> Option<&'static str> {
    language::language_of(text).map(Language::code)
}

/// Whether the language of the code `lang` knows `word` (lower case) well, or without one any language.
pub(super) fn is_word(word: &str, lang: Option<&str>) -> bool {
    match lang.and_then(Language::of) {
        Some(language) => known(word, language) == Known::Well,
        None => lexicon::uses(word).is_some(),
    }
}

/// The filters of this family: the user's own translations go first.
pub(super) fn filters(config: &Config) -> Vec<Box<dyn Filter>> {
    let own = OwnTranslations::new(config).map(|filter| Box::new(filter) as Box<dyn Filter>);
    own.into_iter().chain(stray_words(config)).collect()
}

/// The language that `lang` is the code of, if its words are known.
fn language(lang: &Lang) -> Option<Language> {
    match lang {
        Lang::Code(code) => Language::of(code),
        Lang::Auto => None,
    }
}

/// Whether stray words can be found in articles in `lang`.
pub(super) fn knows(lang: &Lang) -> bool {
    *lang == Lang::Auto || language(lang).is_some()
}

/// Refuses a source language that no word is of, in the tables or in the glossary: nothing would ever obey it.
pub(super) fn check_source(config: &Config) -> Result<(), ConfigError> {
    let Lang::Code(code) = &config.source_lang else { return Ok(()) };
    let mut named = config.glossary.entries().iter().filter_map(|entry| entry.language.as_ref());
    if Language::of(code).is_some() || named.any(|language| language == code) {
        return Ok(());
    }
    let mut known: Vec<&str> = Language::all().map(Language::code).collect();
    known.sort_unstable();
    Err(ConfigError::SourceLang { code: code.clone(), known: known.join(", ") })
}

fn stray_words(config: &Config) -> Option<Box<dyn Filter>> {
    // A language that is not known has no stray words.
    let is_known = knows(&config.lang);
    (config.foreign != Foreign::Keep && is_known).then(|| {
        Box::new(StrayWords {
            policy: config.foreign,
            language: language(&config.lang),
            source: language(&config.source_lang),
            brackets: config.foreign_brackets,
            untouched: own::untouched(config),
            dictionaries: config.dictionaries.clone(),
            translator: config.translator.clone(),
        }) as Box<dyn Filter>
    })
}

/// Finds words of other languages, and does with them what the user asked for.
struct StrayWords {
    policy: Foreign,
    /// That of the articles, if the user said.
    language: Option<Language>,
    /// That which they were translated from, if the user said.
    source: Option<Language>,
    brackets: Brackets,
    /// In lower case.
    untouched: HashSet<String>,
    dictionaries: Vec<Arc<Dictionary>>,
    translator: Option<SharedTranslator>,
}

impl Filter for StrayWords {
    fn rules(&self) -> Vec<&'static Rule> {
        rules::ALL.to_vec()
    }

    fn needs(&self) -> Traits {
        Traits::TEXT
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let Some(here) = self.language.or_else(|| language::language_of(view.text)) else { return };
        let mut suspects = suspects(view.text, here, self.source);
        if suspects.is_empty() {
            return;
        }
        doubts::weigh(view.text, here, &mut suspects);
        suspects.retain(|suspect| !self.untouched.contains(&suspect.form));
        let mut judged: Vec<Judged<'_>> =
            suspects.iter().map(|suspect| (suspect, self.translation(view.text, here, suspect))).collect();
        if let (Foreign::Translate, Some(translator)) = (self.policy, &self.translator) {
            let applies = |suspect: &Suspect| view.allows(suspect.rule(), &suspect.whole);
            asked::ask(&**translator, view.text, here, &mut judged, applies);
        }
        for (suspect, found) in judged {
            if let Some(edit) = self.edit(view.text, here, suspect, found) {
                edits.push(edit);
            }
        }
    }
}

impl StrayWords {
    /// Whether `words` are none that would be translated in their turn: in brackets any that is not known may be.
    fn are_at_rest(&self, words: &str, here: Language) -> bool {
        let mut words = words.split(' ');
        self.brackets == Brackets::Drop || words.all(|word| known(&word.to_lowercase(), here) == Known::Well)
    }

    /// What the dictionaries say.
    fn translation(&self, text: &str, here: Language, suspect: &Suspect) -> Option<Translation> {
        let is_wanted = suspect.certainty >= WORTH_SAYING;
        if is_wanted { translation(text, here, suspect, &self.dictionaries) } else { None }
    }

    /// What becomes of `suspect`, for which the dictionaries `found` something.
    fn edit(
        &self,
        text: &str,
        here: Language,
        suspect: &Suspect,
        found: Option<Translation>,
    ) -> Option<Edit> {
        if suspect.certainty < WORTH_SAYING {
            return None;
        }
        let detail = detail(suspect, found.as_ref());
        let told = |(span, text): (Range<usize>, String), rule, certainty: f32| {
            let note = Some(Box::new(Note { detail, place: None, certainty }));
            Some(Edit { span, text: text.into(), rule, note })
        };
        let whole = suspect.whole.clone();
        let word = &text[suspect.word.clone()];
        let unchanged = || (whole.clone(), text[whole.clone()].to_owned());
        let is_sure = suspect.certainty >= SURE && suspect.doubt.is_none();
        match self.policy {
            Foreign::Mark => {
                let marked = format!("[{}: {word}]", suspect.language.code());
                told((whole, marked), suspect.rule(), suspect.certainty)
            }
            Foreign::Unwrap if suspect.style == Style::Bare => None,
            Foreign::Unwrap if is_sure => told((whole, word.to_owned()), suspect.rule(), suspect.certainty),
            Foreign::Drop if is_sure => told(without(text, whole), suspect.rule(), suspect.certainty),
            Foreign::Keep | Foreign::Unwrap | Foreign::Drop => told(unchanged(), &rules::UNSURE, 0.5),
            Foreign::Translate if is_beside_itself(text, here, suspect) => {
                told(without(text, whole), &rules::BESIDE_TRANSLATION, suspect.certainty)
            }
            Foreign::Translate => match found {
                None => told(unchanged(), &rules::UNSURE, 0.5),
                Some(found) => {
                    let place = if self.brackets == Brackets::Keep { suspect.word.clone() } else { whole };
                    let applies = is_sure && found.passes && self.are_at_rest(&found.text, here);
                    let rule = if applies { suspect.rule() } else { &rules::UNSURE };
                    let certainty = suspect.certainty.min(found.certainty);
                    told(with_article(text, place, found.text), rule, certainty)
                }
            },
        }
    }
}

/// `lt → en: vakcinos (vakcina) = vaccine; …`, and why it may stand there on purpose.
fn detail(suspect: &Suspect, found: Option<&Translation>) -> String {
    let detail = found.map_or_else(
        || format!("{}: {}", suspect.language.code(), suspect.form),
        |found| found.detail.clone(),
    );
    match suspect.doubt {
        Some(doubt) => format!("{detail}; {doubt}"),
        None => detail,
    }
}

/// Whether a bare word stands beside its translation. Only in English, whose words the dictionaries give.
fn is_beside_itself(text: &str, here: Language, suspect: &Suspect) -> bool {
    let context = Context::new(text, suspect.whole.clone());
    here == Language::ENGLISH
        && suspect.style == Style::Bare
        && suspect.certainty >= SURE
        && !context.is_set_apart()
        && [context.left(), context.right()].into_iter().flatten().any(|word| says_the_same(suspect, word))
}

/// The span that goes when `whole` does, and what is left in its place.
fn without(text: &str, whole: Range<usize>) -> (Range<usize>, String) {
    let (span, seam) = removal::around_inline(text, whole);
    (span, seam.to_owned())
}

/// A replacement of `place`, with the `a` or `an` before it that the new word asks for.
fn with_article(text: &str, place: Range<usize>, word: String) -> (Range<usize>, String) {
    const SOUNDS_OTHERWISE: [&str; 12] =
        ["hour", "honest", "honour", "honor", "heir", "uni", "use", "usu", "eu", "one", "once", "user"];
    let context = Context::new(text, place.clone());
    let article = context.left().filter(|left| matches!(*left, "a" | "an" | "A" | "An"));
    let Some(article) = article else { return (place, word) };
    let lower = word.to_lowercase();
    let is_exception = SOUNDS_OTHERWISE.iter().any(|start| lower.starts_with(start));
    let wants_an = lower.starts_with(['a', 'e', 'i', 'o', 'u']) != is_exception;
    if wants_an == (article.len() == 2) {
        return (place, word);
    }
    let right = format!("{}{}", &article[..1], if wants_an { "n" } else { "" });
    (place.start - 1 - article.len()..place.end, format!("{right} {word}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_follows_the_word() {
        let with = |text: &str, word: &str| {
            let start = text.find('[').unwrap_or(text.len());
            let (span, new) = with_article(text, start..text.len(), word.to_owned());
            format!("{}{new}", &text[..span.start])
        };
        assert_eq!(with("He bought a [x]", "apple"), "He bought an apple");
        assert_eq!(with("It is an [x]", "vaccine"), "It is a vaccine");
        assert_eq!(with("It is a [x]", "hour"), "It is an hour");
        assert_eq!(with("At a [x]", "university"), "At a university");
        assert_eq!(with("A [x]", "apple"), "An apple");
        assert_eq!(with("the [x]", "apple"), "the apple");
    }
}
