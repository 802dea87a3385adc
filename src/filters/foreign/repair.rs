//! What takes the place of a foreign word, if the dictionaries are sure enough.

use std::sync::Arc;

use super::context::{Context, capitalised};
use super::installed::{credit, joined, told};
use super::lexicon::{Known, Language, known};
use super::number::agreeing;
use super::suspects::{Style, Suspect};
use super::translations::{Candidate, Meaning, Part, from_english, meaning, neighbours};
use crate::dictionary::Dictionary;

/// A translation, with how it was reached.
#[derive(Clone, Debug)]
pub(super) struct Translation {
    pub(super) text: String,
    /// `lt → en: vakcinos (vakcina) = vaccine; also vaccination, shot; two dictionaries agree`.
    pub(super) detail: String,
    /// Whether it is sure enough to be applied.
    pub(super) passes: bool,
    /// From 0 to 1.
    pub(super) certainty: f32,
}

/// How much a doubling of how usual the word is between its neighbours adds to its weight (four to a doubling).
const NEIGHBOURS: f32 = 0.4;
/// Weights, four to a doubling: 2.5 times as much as the second, 1.2 times, and 1.4 times as much as one that two dictionaries
/// have as well.
const CLEAR: f32 = 5.3;
const AHEAD: f32 = 1.05;
const AHEAD_OF_RIVAL: f32 = 2.0;

/// What `suspect` is called in the article's language, from our own dictionaries and those of the user.
pub(super) fn translation(
    text: &str,
    here: Language,
    suspect: &Suspect,
    installed: &[Arc<Dictionary>],
) -> Option<Translation> {
    let own = meaning(&suspect.form, suspect.language);
    let told = told(installed, &suspect.form, suspect.language, own.as_ref());
    let meaning = joined(&suspect.form, own, &told)?;
    let context = Context::new(text, suspect.whole.clone());
    let ranked = ranked(&meaning, here, &context);
    let (best, weight) = *ranked.first()?;
    let second = ranked.get(1).map_or(0.0, |(_, weight)| *weight);
    let (lead, agree) = (weight - second, best.votes >= 2);
    // `zamek` is a lock and a castle, and both dictionaries say so.
    let has_rival = ranked.get(1).is_some_and(|(candidate, _)| candidate.votes >= 2);
    let needed = if has_rival { AHEAD_OF_RIVAL } else { AHEAD };
    // Among words, where nothing says that the word is a stray one, one source is not enough.
    let agree_or_bracketed = agree || suspect.style == Style::Bracketed;
    let passes =
        agree_or_bracketed && !best.english.contains(' ') && (lead >= CLEAR || agree && lead >= needed);
    let certainty = match (agree, lead >= CLEAR) {
        (true, true) => 0.97,
        (true, false) if lead >= needed => 0.93,
        (false, true) => 0.9,
        (_, false) => 0.5,
    };
    let is_inflected = meaning.lemma.as_deref() != Some(suspect.form.as_str());
    let form = if here == Language::ENGLISH {
        agreeing(&best, meaning.is_plural, is_inflected, &context)
    } else {
        by_way_of_english(
            &best,
            meaning.is_plural,
            here,
            &context.left().map(str::to_lowercase).unwrap_or_default(),
        )
    };
    let detail = detail(suspect, &meaning, &ranked, agree) + &credit(&told, best.english);
    let found = form.as_deref().unwrap_or(best.english);
    Some(Translation {
        text: cased(found, text, suspect, &context),
        detail: match &form {
            _ if here == Language::ENGLISH => detail,
            Some(form) => format!("{detail}; en → {}: {form}", here.code()),
            None => format!("{detail}; no sure word for it in {}", here.code()),
        },
        passes: passes && form.is_some(),
        certainty,
    })
}

/// The candidates, the best between these neighbours first.
fn ranked<'d>(meaning: &Meaning<'d>, here: Language, context: &Context<'_>) -> Vec<(Candidate<'d>, f32)> {
    let left = context.left().map(str::to_lowercase).unwrap_or_default();
    let right = context.right().map(str::to_lowercase).unwrap_or_default();
    let weight = if here == Language::ENGLISH { NEIGHBOURS } else { 0.0 };
    let fits = |word: &str| weight * (neighbours(&left, word) + neighbours(word, &right));
    let mut ranked: Vec<(Candidate<'d>, f32)> = meaning
        .candidates
        .iter()
        .map(|candidate| (*candidate, candidate.weight + fits(candidate.english)))
        .collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    ranked
}

/// What another language calls an English noun; verbs and adjectives would need the right form there. `None` as well where
/// the plural is irregular, or the article before it may be of another gender.
fn by_way_of_english(
    candidate: &Candidate<'_>,
    is_plural: bool,
    here: Language,
    left: &str,
) -> Option<String> {
    let word = from_english(candidate.english, here).filter(|_| candidate.part == Part::Noun)?;
    let word = match (here.code(), is_plural) {
        (_, false) => word.to_owned(),
        ("es", true) if !word.ends_with(['a', 'e', 'o']) => format!("{word}es"),
        ("es" | "fr", true) if !word.ends_with(['s', 'x', 'z', 'l', 'u']) => format!("{word}s"),
        _ => return None,
    };
    let is_feminine = word.trim_end_matches('s').ends_with(['a', 'd']) || word.contains("ión");
    let agrees = match left {
        "la" | "las" | "una" if here.code() == "es" => is_feminine,
        "el" | "los" | "un" if here.code() == "es" => !is_feminine,
        "les" | "des" => is_plural,
        "le" | "la" | "un" | "une" | "der" | "die" | "das" | "den" | "dem" | "ein" | "eine" | "einen"
        | "einer" => false,
        _ => true,
    };
    let exists = known(&word, here) == Known::Well;
    (agrees && exists).then(|| if here == Language::GERMAN { capitalised(&word) } else { word })
}

/// A capital where the word had one or a sentence begins; English nouns have none, German ones do.
pub(super) fn cased(word: &str, text: &str, suspect: &Suspect, context: &Context<'_>) -> String {
    let had = text[suspect.word.clone()].starts_with(char::is_uppercase);
    if !(had && (context.begins_sentence() || suspect.language != Language::GERMAN)) {
        return word.to_owned();
    }
    capitalised(word)
}

/// Whether `neighbour`, a word of the article, says in English what `suspect` says.
pub(super) fn says_the_same(suspect: &Suspect, neighbour: &str) -> bool {
    let neighbour = neighbour.to_lowercase();
    meaning(&suspect.form, suspect.language).is_some_and(|meaning| {
        meaning.candidates.iter().any(|candidate| {
            let word = candidate.english.to_lowercase();
            word == neighbour
                || neighbour
                    .strip_prefix(&word)
                    .is_some_and(|ending| matches!(ending, "s" | "es" | "d" | "ed" | "ing" | "'s"))
        })
    })
}

fn detail(suspect: &Suspect, meaning: &Meaning<'_>, ranked: &[(Candidate<'_>, f32)], agree: bool) -> String {
    let lemma = meaning.lemma.as_deref().filter(|lemma| *lemma != suspect.form);
    let lemma = lemma.map_or(String::new(), |lemma| format!(" ({lemma})"));
    let words: Vec<&str> = ranked.iter().map(|(candidate, _)| candidate.english).collect();
    let also = if words.len() > 1 { format!("; also {}", words[1..].join(", ")) } else { String::new() };
    let sources = if agree { "; two dictionaries agree" } else { "; one dictionary" };
    format!("{} → en: {}{lemma} = {}{also}{sources}", suspect.language.code(), suspect.form, words[0])
}

#[cfg(test)]
mod tests {
    use super::super::suspects::suspects;
    use super::*;

    fn translated(text: &str, here: Language) -> Vec<(String, bool)> {
        let suspects = suspects(text, here, None);
        let found = suspects.iter().filter_map(|suspect| translation(text, here, suspect, &[]));
        found.map(|found| (found.text, found.passes)).collect()
    }

    #[test]
    fn how_a_translation_was_reached_is_told() {
        let text = "An attack on [vakcinos] research.";
        let found = suspects(text, Language::ENGLISH, None);
        let found = translation(text, Language::ENGLISH, &found[0], &[]).expect("a translation");
        assert!(found.passes && found.text == "vaccine");
        assert!(found.detail.starts_with("lt → en: vakcinos (vakcina) = vaccine"), "{}", found.detail);
        assert!(found.detail.ends_with("two dictionaries agree"), "{}", found.detail);
    }

    #[test]
    fn a_word_of_two_meanings_is_only_reported() {
        let text = "They saw the [zamek] on Monday.";
        assert_eq!(translated(text, Language::ENGLISH), [("lock".to_owned(), false)]);
    }

    #[test]
    fn capitals_are_those_of_the_place() {
        assert_eq!(
            translated("The men. [Szpital] was full.", Language::ENGLISH),
            [("Hospital".to_owned(), true)]
        );
        assert_eq!(
            translated("His [Verletzungen] are grave.", Language::ENGLISH),
            [("injuries".to_owned(), true)]
        );
    }

    #[test]
    fn other_languages_are_reached_by_way_of_english() {
        let german = Language::of("de").expect("a language of the tables");
        assert_eq!(translated("Das neue [szpital] ist offen.", german), [("Krankenhaus".to_owned(), true)]);
    }
}
