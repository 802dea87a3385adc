//! The dictionaries that the user has installed, as further sources beside our own.

use std::sync::Arc;

use super::lexicon::Language;
use super::translations::{Candidate, Meaning, Part};
use crate::dictionary::Dictionary;

/// What a second source is worth to a translation, as a part of its weight; the same stands in
/// `data/build-foreign/dictionaries.py`.
const VOTE: f32 = 0.7;
/// Weights go in steps, four to a doubling, and the best of our own candidates has the most.
const STEPS: f32 = 4.0;
const MOST: f32 = 31.0;

/// What a dictionary says.
pub(super) struct Told {
    dictionary: String,
    words: Vec<String>,
}

/// What each dictionary of `language` says of a form. What it says of the headword counts only where it has nothing for the
/// form itself.
pub(super) fn told(
    dictionaries: &[Arc<Dictionary>],
    form: &str,
    language: Language,
    meaning: Option<&Meaning<'_>>,
) -> Vec<Told> {
    let lemma = meaning.and_then(|meaning| meaning.lemma.as_deref()).filter(|lemma| *lemma != form);
    let of_language = dictionaries.iter().filter(|dictionary| dictionary.language() == language.code());
    of_language
        .map(|dictionary| {
            let mut words = dictionary.translations(form);
            if let (true, Some(lemma)) = (words.is_empty(), lemma) {
                words = dictionary.translations(lemma);
            }
            Told { dictionary: dictionary.name().to_owned(), words }
        })
        .filter(|told| !told.words.is_empty())
        .collect()
}

/// Which of the dictionaries have `english` for the word, as reports say it: `; by freedict-lit-eng`.
pub(super) fn credit(told: &[Told], english: &str) -> String {
    let say_so = |told: &&Told| told.words.iter().any(|word| word.eq_ignore_ascii_case(english));
    let names: Vec<&str> = told.iter().filter(say_so).map(|told| told.dictionary.as_str()).collect();
    if names.is_empty() { String::new() } else { format!("; by {}", names.join(", ")) }
}

/// Our own candidates together with those that dictionaries `told`: each dictionary has a vote. What it alone says weighs as
/// much as what one source of ours would, so that it wins where ours say nothing, and not against two that agree.
pub(super) fn joined<'d>(form: &str, meaning: Option<Meaning<'d>>, told: &'d [Told]) -> Option<Meaning<'d>> {
    let mut meaning = match meaning {
        None if told.is_empty() => return None,
        // The form is a headword of theirs.
        None => Meaning { lemma: Some(form.to_owned()), is_plural: false, candidates: Vec::new() },
        Some(meaning) => meaning,
    };
    let votes = meaning.candidates.first().map_or(0, |best| best.votes);
    let alone = match f32::from(votes) {
        0.0 => MOST,
        votes => MOST - STEPS * (votes * (1.0 + VOTE * (votes - 1.0))).log2(),
    };
    for Told { words, .. } in told {
        let shares = || (1_u8..).map(|rank| 1.0 / f32::from(rank));
        let total: f32 = shares().take(words.len()).sum();
        for (english, share) in words.iter().zip(shares()) {
            let share = share / total;
            let known =
                meaning.candidates.iter_mut().find(|known| known.english.eq_ignore_ascii_case(english));
            if let Some(known) = known {
                known.votes = known.votes.saturating_add(1);
                known.weight += STEPS * (1.0 + VOTE * share).log2();
            } else {
                let weight = (alone + STEPS * share.log2()).max(0.0);
                meaning.candidates.push(Candidate { english, part: Part::Other, weight, votes: 1 });
            }
        }
    }
    Some(meaning)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(english: &str, weight: f32, votes: u8) -> Candidate<'_> {
        Candidate { english, part: Part::Noun, weight, votes }
    }

    fn ours<'d>(candidates: &[Candidate<'d>]) -> Meaning<'d> {
        Meaning { lemma: Some("vakcina".to_owned()), is_plural: false, candidates: candidates.to_vec() }
    }

    fn says(words: &[&str]) -> Told {
        Told {
            dictionary: "lit-eng".to_owned(),
            words: words.iter().map(|word| (*word).to_owned()).collect(),
        }
    }

    #[test]
    fn the_headword_is_asked_for_only_where_the_form_has_no_entry() {
        let meaning = ours(&[]);
        let lithuanian = Language::of("lt").unwrap();
        let words = |index: &str| {
            let text = b"vakcina\nvaccine\nvakcinos\njabs\n".to_vec();
            let dictionary = Arc::new(Dictionary::new("lit-eng", index, text).unwrap());
            let told = told(&[dictionary], "vakcinos", lithuanian, Some(&meaning));
            (told[0].words.join(" "), credit(&told, "Vaccine"))
        };
        let headword = "vakcina\tA\tQ\n";
        assert_eq!(words(headword), ("vaccine".to_owned(), "; by lit-eng".to_owned()));
        assert_eq!(words(&format!("{headword}vakcinos\tQ\tO\n")), ("jabs".to_owned(), String::new()));
    }

    #[test]
    fn a_dictionary_that_agrees_is_a_vote_and_adds_weight() {
        let told = [says(&["vaccine"])];
        let meaning = ours(&[candidate("vaccine", 31.0, 1), candidate("shot", 29.0, 1)]);
        let joined = joined("vakcinos", Some(meaning), &told).unwrap();
        assert_eq!(joined.candidates[0].votes, 2);
        assert!(joined.candidates[0].weight > 33.0);
    }

    #[test]
    fn one_that_differs_outweighs_no_two_that_agree() {
        let told = [says(&["jab"])];
        let meaning = ours(&[candidate("vaccine", 31.0, 2)]);
        let joined = joined("vakcinos", Some(meaning), &told).unwrap();
        assert!(joined.candidates[1].weight < 31.0 - 5.3, "{:?}", joined.candidates);
    }

    #[test]
    fn alone_it_is_sure_of_a_word_with_one_meaning() {
        let one = [says(&["poetry"])];
        let two = [says(&["poetry", "verse"])];
        let weights = |told: &[Told]| -> Vec<f32> {
            joined("poezija", None, told).unwrap().candidates.iter().map(|c| c.weight).collect()
        };
        assert_eq!(weights(&one), [31.0]);
        let weights = weights(&two);
        assert!(weights[0] - weights[1] < 5.3, "{weights:?}");
        assert_eq!(joined("poezija", None, &[]), None);
    }
}
