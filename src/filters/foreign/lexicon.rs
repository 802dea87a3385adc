//! What is known about words: which languages have them, how usual they are there, and how the languages spell.
//!
//! The words of the 32 languages come from wordfreq's lists. *Zipf* is the logarithm to base 10 of how often a word
//! occurs in 10^9 words: 7 is `the`, 3 is once in a million.

use std::sync::LazyLock;

use super::table::{Table, content};

/// A language: its number in the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Language(u8);

/// The codes of the languages, in the order of `data/build-foreign/build.py`. The last two have no list, only our own
/// glossary.
const CODES: [&str; 34] = [
    "bg", "ca", "cs", "da", "de", "el", "en", "es", "fi", "fil", "fr", "hu", "id", "is", "it", "lt", "lv",
    "mk", "ms", "nb", "nl", "pl", "pt", "ro", "ru", "sh", "sk", "sl", "sv", "tr", "uk", "vi", "et", "sq",
];
const LISTED: usize = 32;

impl Language {
    pub(super) const ENGLISH: Language = Language(6);
    pub(super) const GERMAN: Language = Language(4);

    /// The language of an ISO 639-1 code that the tables know; Norwegian, Croatian, Serbian and Bosnian by any of
    /// their codes.
    pub(super) fn of(code: &str) -> Option<Language> {
        let code = match code {
            "no" | "nn" => "nb",
            "hr" | "sr" | "bs" => "sh",
            "tl" => "fil",
            code => code,
        };
        let at = CODES.iter().position(|known| *known == code)?;
        u8::try_from(at).ok().map(Language)
    }

    pub(super) fn code(self) -> &'static str {
        CODES[usize::from(self.0)]
    }

    /// Those without a word list.
    pub(super) fn unlisted() -> impl Iterator<Item = Language> {
        (LISTED..CODES.len()).filter_map(|n| u8::try_from(n).ok().map(Language))
    }

    pub(super) fn all() -> impl Iterator<Item = Language> {
        (0..CODES.len()).filter_map(|n| u8::try_from(n).ok().map(Language))
    }

    /// Whether the rare words of the language are known too, so that an unknown one says something.
    pub(super) fn has_large_list(self) -> bool {
        self.rare().is_some()
    }

    /// Whether words of the language are written with `letter`, for the languages with a large list; a few letters
    /// that only borrowed words have are not theirs.
    pub(super) fn has_letter(self, letter: char) -> bool {
        let own = match self.code() {
            "de" => "äöüß",
            "es" => "áéíóúüñ",
            "fr" => "àâæçéèêëîïôœùûüÿ",
            _ => "é",
        };
        letter.is_ascii() || own.contains(letter)
    }

    fn rare(self) -> Option<&'static Table> {
        match self.code() {
            "de" => Some(&RARE_DE),
            "en" => Some(&RARE_EN),
            "es" => Some(&RARE_ES),
            "fr" => Some(&RARE_FR),
            _ => None,
        }
    }
}

macro_rules! tables {
    ($($name:ident = $file:literal;)*) => {$(
        static $name: LazyLock<Table> =
            LazyLock::new(|| Table::open(include_bytes!(concat!("../../../data/foreign/", $file))));
    )*};
}

tables! {
    WORDS = "words.bin";
    RARE_DE = "rare-de.bin";
    RARE_EN = "rare-en.bin";
    RARE_ES = "rare-es.bin";
    RARE_FR = "rare-fr.bin";
    SPELLINGS = "spellings.bin";
}
static COMBINATIONS: LazyLock<&'static [u8]> =
    LazyLock::new(|| content(include_bytes!("../../../data/foreign/combinations.bin")));
static CHANCES: LazyLock<&'static [u8]> =
    LazyLock::new(|| content(include_bytes!("../../../data/foreign/chances.bin")));

/// Where a word is used.
#[derive(Clone, Copy, Debug)]
pub(super) struct Uses {
    /// In how many languages; more than six count as six.
    pub(super) languages: u8,
    /// The three in which it is most usual, and its zipf there in steps of one half.
    best: [(u8, u8); 3],
}

impl Uses {
    /// The languages in which the word is most usual, with its zipf.
    pub(super) fn best(self) -> impl Iterator<Item = (Language, f32)> {
        self.best
            .into_iter()
            .take_while(|(language, _)| usize::from(*language) < CODES.len())
            .map(|(language, halves)| (Language(language), f32::from(halves) / 2.0))
    }

    /// The zipf of the word in `language`, if that is one of its best.
    pub(super) fn zipf(self, language: Language) -> Option<f32> {
        self.best().find(|(known, _)| *known == language).map(|(_, zipf)| zipf)
    }
}

/// Which languages have `word` (lower case) among their usual words: those above zipf 3.
pub(super) fn uses(word: &str) -> Option<Uses> {
    let at = usize::try_from(WORDS.get(word.as_bytes())?).ok()? * 7;
    let record = COMBINATIONS.get(at..at + 7)?;
    let pair = |n: usize| (record[n], record[n + 1]);
    Some(Uses { languages: record[0], best: [pair(1), pair(3), pair(5)] })
}

/// How well a language knows a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Known {
    /// Not at all.
    Not,
    /// Below a zipf of 2.5: a foreign word that this language uses at times is such a word too.
    Rarely,
    /// As a word of its own.
    Well,
}

/// How well `language` knows `word` (lower case).
pub(super) fn known(word: &str, language: Language) -> Known {
    match zipf_in(word, language) {
        Some(zipf) if zipf >= 2.5 => Known::Well,
        Some(_) => Known::Rarely,
        None => Known::Not,
    }
}

/// The zipf of `word` (lower case) in `language`, roughly, if that has it. The rare words are known of the languages with a
/// large list.
pub(super) fn zipf_in(word: &str, language: Language) -> Option<f32> {
    let usual = uses(word).and_then(|uses| uses.zipf(language));
    usual.or_else(|| match language.rare()?.get(word.as_bytes())? {
        0 => Some(2.0),
        1 => Some(3.0),
        2 => Some(4.7),
        _ => Some(6.0),
    })
}

/// How unlikely the spelling of `word` is in every language: bits a letter, from 0 to 12. `None` if it is not
/// written in Latin letters.
pub(super) fn spelling_costs(word: &str) -> Option<[f32; CODES.len()]> {
    let mut costs = [0.0; CODES.len()];
    let letters: Vec<char> = "^^".chars().chain(word.chars()).chain("$".chars()).collect();
    if !word.chars().all(is_latin) || letters.len() < 4 {
        return None;
    }
    let mut key = String::with_capacity(12);
    for three in letters.windows(3) {
        key.clear();
        key.extend(three);
        let row = CODES.len().div_ceil(2);
        let at = SPELLINGS.get(key.as_bytes()).and_then(|n| usize::try_from(n).ok()).map(|n| n * row);
        let nibbles = at.and_then(|at| CHANCES.get(at..at + row));
        for (n, cost) in costs.iter_mut().enumerate() {
            let step = nibbles.map_or(15, |bytes| bytes[n / 2] >> (n % 2 * 4) & 15);
            *cost += f32::from(step) * 12.0 / 15.0;
        }
    }
    let steps = u16::try_from(letters.len() - 2).map_or(1.0, f32::from);
    for cost in &mut costs {
        *cost /= steps;
    }
    Some(costs)
}

/// The cost in one language.
pub(super) fn cost_in(costs: &[f32], language: Language) -> f32 {
    costs[usize::from(language.0)]
}

/// Letters of the Latin script: ASCII, Latin-1, Extended-A and -B, and Vietnamese.
pub(super) fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' | 'Ḁ'..='ỿ')
}

/// The language that a word in another script than the Latin is most likely of.
pub(super) fn by_script(word: &str) -> Option<Language> {
    let code = match word.chars().next()? {
        'Ͱ'..='Ͽ' | 'ἀ'..='῾' => "el",
        'Ѐ'..='ԯ' if word.contains(['і', 'ї', 'є', 'ґ']) => "uk",
        'Ѐ'..='ԯ' => "ru",
        _ => return None,
    };
    Language::of(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(code: &str) -> Language {
        Language::of(code).expect("a language of the tables")
    }

    #[test]
    fn words_are_known_to_their_languages() {
        let zipf = uses("vakcinos").and_then(|uses| uses.zipf(language("lt")));
        assert!(zipf.is_some_and(|zipf| (3.5..4.5).contains(&zipf)), "{zipf:?}");
        for (word, code, how) in [
            ("hospital", "en", Known::Well),
            ("on", "en", Known::Well),
            ("unweighted", "en", Known::Rarely),
            ("krankenhaus", "de", Known::Well),
            ("vakcinos", "en", Known::Not),
        ] {
            assert_eq!(known(word, language(code)), how, "{word}");
        }
    }

    #[test]
    fn a_word_costs_least_in_its_own_spelling() {
        for (word, own, other) in
            [("pareigūnai", "lt", "en"), ("ferðaþjónustu", "is", "en"), ("streetlights", "en", "lt")]
        {
            let costs = spelling_costs(word).expect("Latin letters");
            assert!(cost_in(&costs, language(own)) + 1.0 < cost_in(&costs, language(other)), "{word}");
        }
        assert!(spelling_costs("вакцина").is_none());
    }

    #[test]
    fn every_code_of_one_language_means_it() {
        assert_eq!(Language::of("hr"), Language::of("sr"));
        assert_eq!(Language::of("no"), Language::of("nb"));
        assert_eq!(Language::of("tlh"), None);
    }
}
