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

use crate::config::{Brackets, Config, Foreign, Lang};
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

/// Whether the language of the code `lang` knows `word` (lower case), or without one any language.
pub(super) fn is_word(word: &str, lang: Option<&str>) -> bool {
    match lang.and_then(Language::of) {
        Some(language) => known(word, language) != Known::Not,
        None => lexicon::uses(word).is_some(),
    }
}

/// The filters of this family: the user's own translations go first.
pub(super) fn filters(config: &Config) -> Vec<Box<dyn Filter>> {
    let own = OwnTranslations::new(config).map(|filter| Box::new(filter) as Box<dyn Filter>);
    own.into_iter().chain(stray_words(config)).collect()
}

fn stray_words(config: &Config) -> Option<Box<dyn Filter>> {
    let language = |lang: &Lang| match lang {
        Lang::Code(code) => Language::of(code),
        Lang::Auto => None,
    };
    // A language that is not known has no stray words.
    let is_known = config.lang == Lang::Auto || language(&config.lang).is_some();
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

/// Whether the word before or after it is its translation. Only in English, whose words the dictionaries give.
fn stands_beside_itself(text: &str, here: Language, suspect: &Suspect) -> bool {
    let context = Context::new(text, suspect.whole.clone());
    here == Language::ENGLISH
        && !context.is_set_apart()
        && [context.left(), context.right()].into_iter().flatten().any(|word| says_the_same(suspect, word))
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
        let rule = suspect.rule();
        let code = suspect.language.code();
        let mut detail =
            found.as_ref().map_or_else(|| format!("{code}: {}", suspect.form), |found| found.detail.clone());
        if let Some(doubt) = suspect.doubt {
            detail = format!("{detail}; {doubt}");
        }
        if self.policy == Foreign::Translate
            && suspect.certainty >= SURE
            && stands_beside_itself(text, here, suspect)
        {
            let (span, seam) = removal::around_inline(text, suspect.whole.clone());
            let note = Note { detail, place: None, certainty: suspect.certainty };
            return Some(Edit {
                span,
                text: seam.into(),
                rule: &rules::BESIDE_TRANSLATION,
                note: Some(Box::new(note)),
            });
        }
        let whole = suspect.whole.clone();
        let word = &text[suspect.word.clone()];
        let told = |span: Range<usize>, text: String, rule, certainty: f32| {
            Some(Edit {
                span,
                text: text.into(),
                rule,
                note: Some(Box::new(Note { detail, place: None, certainty })),
            })
        };
        match self.policy {
            Foreign::Keep => None,
            Foreign::Mark => told(whole, format!("[{code}: {word}]"), rule, suspect.certainty),
            Foreign::Unwrap if suspect.style == Style::Bare => None,
            Foreign::Unwrap => told(whole, word.to_owned(), rule, suspect.certainty),
            Foreign::Drop if suspect.certainty < SURE || suspect.doubt.is_some() => {
                let unchanged = text[whole.clone()].to_owned();
                told(whole, unchanged, &rules::UNSURE, suspect.certainty.min(0.5))
            }
            Foreign::Drop => {
                let (span, seam) = removal::around_inline(text, whole);
                told(span, seam.to_owned(), rule, suspect.certainty)
            }
            Foreign::Translate => {
                let is_sure = suspect.certainty >= SURE && suspect.doubt.is_none();
                let place = if self.brackets == Brackets::Keep { suspect.word.clone() } else { whole };
                match found {
                    Some(found) if is_sure && found.passes && self.are_at_rest(&found.text, here) => told(
                        place,
                        found.text,
                        rule,
                        suspect.certainty.min(found.certainty).max(rule.level.promise().min(found.certainty)),
                    ),
                    Some(found) => {
                        told(place, found.text, &rules::UNSURE, suspect.certainty.min(found.certainty))
                    }
                    None => {
                        let unchanged = text[place.clone()].to_owned();
                        told(place, unchanged, &rules::UNSURE, suspect.certainty.min(0.5))
                    }
                }
            }
        }
    }
}
