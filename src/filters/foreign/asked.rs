//! The user's own translator, asked for the words that are surely foreign and that no dictionary is sure of.

use std::collections::BTreeMap;

use super::context::Context;
use super::lexicon::{Known, Language, known, uses};
use super::repair::{Translation, cased};
use super::suspects::{SURE, Suspect};
use crate::translator::Translator;

/// An answer of more words explains and does not translate.
const MOST_WORDS: usize = 3;
/// The zipf of words that only hold a sentence together.
const OF_GRAMMAR: f32 = 6.5;
/// Words that begin with the same letters may be forms of one.
const SAME_STEM: usize = 3;
/// Translators are right more often than not; no second source says so here.
const CERTAINTY: f32 = 0.8;

/// A suspect with what the dictionaries make of it.
pub(super) type Judged<'s> = (&'s Suspect, Option<Translation>);

/// Asks `translator`, once for all words of a language, and takes the answers that are words of the article's language.
///
/// Only words are asked for that would be translated if a dictionary were sure; `applies` says whether this run would.
pub(super) fn ask(
    translator: &dyn Translator,
    text: &str,
    here: Language,
    judged: &mut [Judged<'_>],
    applies: impl Fn(&Suspect) -> bool,
) {
    let mut wanted: BTreeMap<Language, Vec<&str>> = BTreeMap::new();
    let is_wanted = |(suspect, found): &Judged<'_>| {
        let passes = found.as_ref().is_some_and(|found| found.passes);
        !passes && suspect.certainty >= SURE && suspect.doubt.is_none() && applies(suspect)
    };
    for (suspect, _) in judged.iter().filter(|judged| is_wanted(judged)) {
        let words = wanted.entry(suspect.language).or_default();
        let word = &text[suspect.word.clone()];
        if !words.contains(&word) {
            words.push(word);
        }
    }
    // Those that can be used.
    let mut answers: BTreeMap<(Language, &str), String> = BTreeMap::new();
    for (language, words) in wanted {
        let told = translator.translate(&words, language.code(), here.code()).unwrap_or_default();
        if told.len() != words.len() {
            continue;
        }
        let told: Vec<(&str, String)> = words.into_iter().zip(told).collect();
        for (word, answer) in &told {
            let usable = sane(answer, word, here).filter(|answer| !is_said_of_another(answer, word, &told));
            translator.judged(word, usable.is_some());
            if let Some(answer) = usable {
                answers.insert((language, *word), answer.to_owned());
            }
        }
    }
    for one in judged {
        let (suspect, word) = (one.0, &text[one.0.word.clone()]);
        let Some(answer) = answers.get(&(suspect.language, word)).filter(|_| is_wanted(one)) else {
            continue;
        };
        let detail = format!(
            "{} → {}: {word} = {answer}; by {}",
            suspect.language.code(),
            here.code(),
            translator.name()
        );
        let context = Context::new(text, suspect.whole.clone());
        let text = cased(answer, text, suspect, &context);
        one.1 = Some(Translation { text, detail, passes: true, certainty: CERTAINTY });
    }
}

/// The answer, if it is a few plain words that the article's language knows; any other might be asked for again the next
/// time.
fn sane<'a>(answer: &'a str, word: &str, here: Language) -> Option<&'a str> {
    let answer = answer.trim();
    let is_plain = answer.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | ' ' | '\'' | '’'));
    let are_known = || answer.split([' ', '-']).all(|part| known(&part.to_lowercase(), here) == Known::Well);
    let fits =
        is_plain && answer.split(' ').count() <= MOST_WORDS && answer.to_lowercase() != word.to_lowercase();
    (fits && are_known() && !answer.split(' ').all(|word| is_of_grammar(word, here))).then_some(answer)
}

/// Articles, pronouns and the like: the most usual words of a language. No stray word means `the`.
fn is_of_grammar(word: &str, here: Language) -> bool {
    uses(&word.to_lowercase()).and_then(|uses| uses.zipf(here)).is_some_and(|zipf| zipf >= OF_GRAMMAR)
}

/// Whether a word that is no form of `word` got the same answer, as from a program that always says the same.
fn is_said_of_another(answer: &str, word: &str, told: &[(&str, String)]) -> bool {
    let beginning = |word: &str| word.to_lowercase().chars().take(SAME_STEM).collect::<String>();
    told.iter().any(|(other, theirs)| {
        theirs.trim().to_lowercase() == answer.to_lowercase() && beginning(other) != beginning(word)
    })
}

#[cfg(test)]
mod tests {
    use crate::config::Foreign;
    use crate::translator::{SharedTranslator, Translator};
    use crate::{Cleaner, Config, Document};

    /// Says the same of every word.
    struct Parrot(&'static str);

    impl Translator for Parrot {
        fn name(&self) -> &'static str {
            "parrot"
        }

        fn translate(&self, words: &[&str], from: &str, to: &str) -> Option<Vec<String>> {
            assert_eq!((from, to), ("lt", "en"));
            (self.0 != "silent").then(|| words.iter().map(|_| self.0.to_owned()).collect())
        }
    }

    /// `siekdami`, "striving": our dictionaries know it and are not sure.
    const TEXT: &str = "They worked for years [siekdami] peace between the two countries.";

    fn cleaned(answer: &'static str, text: &str) -> (String, String) {
        let translator = Some(SharedTranslator::new(Parrot(answer)));
        let cleaner = Cleaner::new(&Config { translator, ..Config::default() }).unwrap();
        let document = Document::field(text);
        let outcome = cleaner.clean(&document);
        let note = outcome
            .changes()
            .next()
            .and_then(|change| change.causes.first().and_then(|cause| cause.note.clone()));
        (outcome.text.clone().into_owned(), note.map(|note| note.detail).unwrap_or_default())
    }

    #[test]
    fn an_answer_takes_the_place_of_the_word_and_says_whose_it_is() {
        let (text, detail) = cleaned("striving for", TEXT);
        assert_eq!(text, "They worked for years striving for peace between the two countries.");
        assert_eq!(detail, "lt → en: siekdami = striving for; by parrot");
        assert_eq!(cleaned("striving for", &text).0, text, "twice");
    }

    #[test]
    fn answers_that_are_no_words_are_not_taken() {
        for answer in
            ["silent", "", "Siekdami", "*siekdami", "a b c d", "striving (for)", "striving\nfor", "ziekdamoj"]
        {
            assert_eq!(cleaned(answer, TEXT).0, TEXT, "{answer:?}");
        }
    }

    #[test]
    fn answers_that_only_hold_a_sentence_together_are_not_taken() {
        for answer in ["the", "The", "of", "and", "of the"] {
            assert_eq!(cleaned(answer, TEXT).0, TEXT, "{answer:?}");
        }
    }

    #[test]
    fn one_answer_for_words_that_are_not_alike_is_not_taken() {
        let text = "They worked for years [siekdami] peace between the two [lyginant] countries.";
        assert_eq!(cleaned("striving", text).0, text);
        let told = |words: [&'static str; 2]| words.map(|word| (word, "Vaccine".to_owned()));
        assert!(super::is_said_of_another("vaccine", "vakcinos", &told(["vakcinos", "szpital"])));
        assert!(!super::is_said_of_another("vaccine", "vakcinos", &told(["vakcinos", "vakciną"])));
    }

    #[test]
    fn nobody_is_asked_where_dictionaries_are_sure_or_nothing_is_translated() {
        assert_eq!(
            cleaned("striving", "Work on the [vakcinos] began in May.").0,
            "Work on the vaccine began in May."
        );
        let translator = Some(SharedTranslator::new(Parrot("striving")));
        let config = Config { translator, foreign: Foreign::Unwrap, ..Config::default() };
        let cleaner = Cleaner::new(&config).unwrap();
        assert!(cleaner.clean(&Document::field(TEXT)).text.contains(" siekdami "));
    }
}
