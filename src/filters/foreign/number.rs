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
        Part::Noun => Some(noun(candidate.english, is_plural, is_inflected, &left, &right)),
        Part::Verb => verb(candidate.english, is_inflected, &left),
        Part::Other => Some(candidate.english.to_owned()),
    }
}

fn noun(word: &str, is_plural: bool, is_inflected: bool, left: &str, right: &str) -> String {
    let plural = plural_of(word);
    let is_number = !left.is_empty() && left != "1" && left.chars().all(|c| c.is_ascii_digit() || c == ',');
    let one = ONE_BEFORE.contains(&left) || ONE_AFTER.contains(&right);
    // A headword is one thing, whatever is usual.
    let many = is_number || is_plural || MANY_AFTER.contains(&right) || MANY_BEFORE.contains(&left);
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
        let regular = match word.strip_suffix(['e', 'y']) {
            Some(stem) if word.ends_with('y') && !stem.ends_with(['a', 'e', 'o', 'u']) => {
                format!("{stem}ied")
            }
            Some(_) if word.ends_with('e') => format!("{word}d"),
            _ => format!("{word}ed"),
        };
        return (known(&regular, Language::ENGLISH) == Known::Well).then_some(regular);
    }
    (!is_inflected || BEFORE_INFINITIVE.contains(&left)).then(|| word.to_owned())
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
        assert_eq!(verb("write", "it was "), None, "an irregular participle");
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
