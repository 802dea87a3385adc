//! The form of an English word that the words around it ask for: one or many, to do or done.

use super::context::Context;
use super::lexicon::{Known, Language, known};
use super::translations::{Candidate, Part, neighbours};

const MANY_BEFORE: &[&str] = &[
    "many",
    "several",
    "few",
    "these",
    "those",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "numerous",
    "various",
    "both",
    "dozens",
    "hundreds",
    "thousands",
    "millions",
];
const MANY_AFTER: &[&str] = &["are", "were", "have", "do", "aren't"];
const ONE_BEFORE: &[&str] = &["a", "an", "one", "this", "every", "each", "another"];
const ONE_AFTER: &[&str] = &["is", "was", "has", "does"];
/// How much more usual between its neighbours the plural has to be, in doublings.
const CLEARLY: f32 = 2.0;

/// The form of `candidate` that fits the words around it; `None` if its form cannot be told.
pub(super) fn agreeing(
    candidate: &Candidate<'_>,
    is_plural: bool,
    is_inflected: bool,
    context: &Context<'_>,
) -> Option<String> {
    let left = context.left().map(str::to_lowercase).unwrap_or_default();
    let right = context.right().map(str::to_lowercase).unwrap_or_default();
    match candidate.part {
        Part::Noun => {
            let many = is_plural || counts(&left, context.second_left());
            Some(noun(candidate.english, many, is_inflected, &left, &right))
        }
        Part::Verb => verb(candidate.english, is_inflected, &left),
        Part::Other => Some(candidate.english.to_owned()),
    }
}

/// Whether `left` says how many there are: `three`, `40`, but not `in 2021`, `page 5`.
fn counts(left: &str, second_left: Option<&str>) -> bool {
    const NAMES_A_NUMBER: [&str; 9] = ["page", "in", "by", "at", "on", "no", "chapter", "since", "until"];
    let is_number =
        (1..=3).contains(&left.len()) && left != "1" && left.bytes().all(|byte| byte.is_ascii_digit());
    let is_name = second_left.is_some_and(|word| NAMES_A_NUMBER.contains(&word.to_lowercase().as_str()));
    is_number && !is_name || MANY_BEFORE.contains(&left)
}

fn noun(word: &str, is_many: bool, is_inflected: bool, left: &str, right: &str) -> String {
    let plural = plural_of(word);
    let one = ONE_BEFORE.contains(&left) || ONE_AFTER.contains(&right);
    // A headword is one thing, whatever is usual.
    let many = is_many || MANY_AFTER.contains(&right);
    let usual = neighbours(left, &plural) + neighbours(&plural, right)
        - neighbours(left, word)
        - neighbours(word, right);
    let exists = known(&plural, Language::ENGLISH) == Known::Well;
    if exists && !one && (many || is_inflected && usual >= CLEARLY) { plural } else { word.to_owned() }
}

/// The infinitive where one can stand, the participle after `has` and `was`; anything else would be a guess.
fn verb(word: &str, is_inflected: bool, left: &str) -> Option<String> {
    const BEFORE_PARTICIPLE: [&str; 10] =
        ["have", "has", "had", "is", "are", "was", "were", "be", "been", "being"];
    const BEFORE_INFINITIVE: [&str; 13] = [
        "to", "will", "would", "can", "could", "should", "may", "might", "must", "not", "didn't", "don't",
        "cannot",
    ];
    if BEFORE_PARTICIPLE.contains(&left) {
        return participle(word).filter(|form| known(form, Language::ENGLISH) == Known::Well);
    }
    (!is_inflected || BEFORE_INFINITIVE.contains(&left)).then(|| word.to_owned())
}

/// A regular participle, of a verb whose spelling says that it is regular: `see` and `plan` are none.
fn participle(word: &str) -> Option<String> {
    const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];
    let ends: Vec<char> = word.chars().rev().take(3).collect();
    let is_vowel = |at: usize| ends.get(at).is_some_and(|c| VOWELS.contains(c));
    match ends.first()? {
        'e' if word.len() > 3 && !word.ends_with("ee") => Some(format!("{word}d")),
        'y' if !is_vowel(1) => Some(format!("{}ied", &word[..word.len() - 1])),
        'e' => None,
        // One vowel before one consonant doubles it in short words, and tells nothing of `begin`.
        _ if is_vowel(1) && !is_vowel(2) && !is_vowel(0) => None,
        _ => Some(format!("{word}ed")),
    }
}

fn plural_of(word: &str) -> String {
    const IRREGULAR: [(&str, &str); 12] = [
        ("man", "men"),
        ("woman", "women"),
        ("child", "children"),
        ("person", "people"),
        ("foot", "feet"),
        ("tooth", "teeth"),
        ("mouse", "mice"),
        ("life", "lives"),
        ("wife", "wives"),
        ("half", "halves"),
        ("crisis", "crises"),
        ("leaf", "leaves"),
    ];
    if let Some((_, plural)) = IRREGULAR.iter().find(|(one, _)| *one == word) {
        return (*plural).to_owned();
    }
    let before_y = word.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    match before_y {
        Some(stem) => format!("{stem}ies"),
        None if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") => {
            format!("{word}es")
        }
        None => format!("{word}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(english: &'static str, part: Part, is_plural: bool, before: &str, after: &str) -> Option<String> {
        let candidate = Candidate { english, part, weight: 31.0, votes: 2 };
        let text = format!("{before}{after}");
        agreeing(&candidate, is_plural, true, &Context::new(&text, before.len()..before.len()))
    }

    #[test]
    fn a_noun_is_as_many_as_its_neighbours_say() {
        let noun = |is_plural, before, after| form("injury", Part::Noun, is_plural, before, after);
        assert_eq!(noun(false, "two ", " were reported").as_deref(), Some("injuries"));
        assert_eq!(noun(false, "in 2021 ", " research began").as_deref(), Some("injury"));
        assert_eq!(noun(false, "the ", " was severe").as_deref(), Some("injury"));
        assert_eq!(noun(true, "his ", " healed").as_deref(), Some("injuries"));
        assert_eq!(noun(true, "an ", " healed").as_deref(), Some("injury"));
        assert_eq!(form("information", Part::Noun, true, "the ", " is").as_deref(), Some("information"));
    }

    #[test]
    fn a_verb_stands_where_its_form_can_be_told() {
        let verb = |english, before| form(english, Part::Verb, true, before, " today");
        assert_eq!(verb("evacuate", "people were ").as_deref(), Some("evacuated"));
        assert_eq!(verb("carry", "it was ").as_deref(), Some("carried"));
        assert_eq!(verb("build", "they want to ").as_deref(), Some("build"));
        assert_eq!(verb("build", "the men "), None);
        for irregular in ["see", "be", "plan", "begin", "write"] {
            assert_eq!(verb(irregular, "it was "), None, "{irregular}");
        }
    }

    #[test]
    fn plurals_follow_the_spelling() {
        for (one, many) in
            [("city", "cities"), ("day", "days"), ("bus", "buses"), ("church", "churches"), ("wife", "wives")]
        {
            assert_eq!(plural_of(one), many);
        }
    }
}
