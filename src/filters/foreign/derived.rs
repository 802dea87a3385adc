//! Words that no list has because they are made of words that it has: `unvaccinated`, `Rathausbrand`, `mother-in-law's`.

use super::lexicon::{Known, Language, known, uses};

const PREFIXES: [&str; 34] = [
    "anti", "auto", "bio", "co", "counter", "cyber", "de", "dis", "euro", "ex", "extra", "hyper", "inter",
    "mega", "micro", "mini", "mis", "mono", "multi", "neo", "non", "out", "over", "post", "pre", "pro", "re",
    "semi", "sub", "super", "tele", "ultra", "un", "under",
];
/// Endings with what takes their place in the word they were put to.
const ENDINGS: [(&str, &str); 34] = [
    ("'s", ""),
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("er", ""),
    ("er", "e"),
    ("ers", ""),
    ("ers", "e"),
    ("est", ""),
    ("ly", ""),
    ("ily", "y"),
    ("ness", ""),
    ("iness", "y"),
    ("nesses", ""),
    ("less", ""),
    ("like", ""),
    ("ish", ""),
    ("able", ""),
    ("able", "e"),
    ("ability", "able"),
    ("wise", ""),
    ("ful", ""),
    ("ism", ""),
    ("ist", ""),
    ("ists", ""),
    ("ize", ""),
    ("ise", "ize"),
    ("ised", "ized"),
    ("ising", "izing"),
    ("isation", "ization"),
];
const GERMAN_ENDINGS: [(&str, &str); 14] = [
    ("e", ""),
    ("en", ""),
    ("er", ""),
    ("es", ""),
    ("em", ""),
    ("n", ""),
    ("s", ""),
    ("ste", ""),
    ("sten", ""),
    ("t", "en"),
    ("te", "en"),
    ("ung", "en"),
    ("heit", ""),
    ("lich", ""),
];
const ROMANCE_ENDINGS: [(&str, &str); 10] = [
    ("s", ""),
    ("es", ""),
    ("a", "o"),
    ("as", "o"),
    ("os", "o"),
    ("mente", ""),
    ("e", ""),
    ("ment", ""),
    ("ées", "er"),
    ("ée", "er"),
];
/// What may stand between the parts of a German compound.
const JOINTS: [&str; 6] = ["", "s", "n", "en", "es", "e"];

/// Whether `form` (lower case), which `language` does not know, is made of words that it knows well.
pub(super) fn is_derived(form: &str, language: Language) -> bool {
    if form.contains('-') {
        return form
            .split('-')
            .all(|part| part.len() < 4 || known(part, language) > Known::Not || is_derived(part, language));
    }
    let is_word = |word: &str| word.chars().count() >= 3 && known(word, language) == Known::Well;
    let has_ending = |endings: &[(&str, &str)]| {
        endings.iter().any(|(ending, before)| {
            form.strip_suffix(ending).is_some_and(|stem| {
                stem.len() >= 3 && (is_word(&format!("{stem}{before}")) || doubled(stem).is_some_and(is_word))
            })
        })
    };
    let endings: &[(&str, &str)] = match language.code() {
        "en" => &ENDINGS,
        "de" => &GERMAN_ENDINGS,
        _ => &ROMANCE_ENDINGS,
    };
    let prefixed = PREFIXES
        .iter()
        .any(|prefix| form.strip_prefix(prefix).is_some_and(|rest| rest.len() >= 4 && is_word(rest)));
    prefixed || has_ending(endings) || is_compound(form, language)
}

/// `stopp` → `stop`.
fn doubled(stem: &str) -> Option<&str> {
    let mut letters = stem.chars().rev();
    let last = letters.next()?;
    (letters.next() == Some(last)).then(|| &stem[..stem.len() - last.len_utf8()])
}

/// Two usual words written as one; in German any number, with a joint between them.
fn is_compound(form: &str, language: Language) -> bool {
    let usual = |word: &str, least: usize| {
        word.chars().count() >= least
            && uses(word).is_some_and(|uses| uses.zipf(language).is_some_and(|zipf| zipf >= 3.0))
    };
    let cuts = form.char_indices().map(|(at, _)| at).filter(|at| *at >= 3 && form.len() - at >= 3);
    if language != Language::GERMAN {
        return cuts.into_iter().any(|at| usual(&form[..at], 4) && usual(&form[at..], 4));
    }
    cuts.into_iter().any(|at| {
        let (first, rest) = form.split_at(at);
        let is_first =
            JOINTS.iter().any(|joint| first.strip_suffix(joint).is_some_and(|stem| usual(stem, 3)));
        is_first
            && (known(rest, language) == Known::Well && rest.chars().count() >= 3
                || rest.len() > 7 && is_compound(rest, language))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_made_of_known_words_are_no_strangers() {
        for (word, code) in [
            ("nonswimmers", "en"),
            ("vaccinelike", "en"),
            ("mother-in-law's", "en"),
            ("rathausbrand", "de"),
            ("wasserrettungszug", "de"),
        ] {
            let language = Language::of(code).expect("a language of the tables");
            assert!(is_derived(word, language), "{word}");
        }
    }

    #[test]
    fn words_of_other_languages_are() {
        for word in ["vakcinos", "pareigūnai", "szpital", "sondage", "opmerkingen"] {
            assert!(!is_derived(word, Language::ENGLISH), "{word}");
        }
    }
}
