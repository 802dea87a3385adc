//! The bare words of a text that its language does not know.
//!
//! Almost every word of an article is known, and most of them are the same few hundred. So a word in small ASCII letters,
//! which nine of ten are, is read eight letters at a time, and a small memory of the hashes of known words answers
//! without a look at the tables.

use std::ops::Range;

use super::lexicon::{Known, Language, is_latin, known};

/// Shorter words say too little of their language; in another script two letters do.
const LEAST_LETTERS: usize = 4;
const LEAST_FOREIGN_LETTERS: usize = 2;
const LEAST_NOUN_LETTERS: usize = 6;
const MOST_LETTERS: usize = 40;
/// Places for hashes of known words: more than the common words of a long article.
const REMEMBERED: usize = 2048;

/// Spaces and marks, which end a word.
const OUTSIDE: u8 = 0;
const LOWER: u8 = 1;
const UPPER: u8 = 2;
/// Joins words into something that is none: names of files, handles, numbers, code.
const JOINING: u8 = 4;
const BEYOND_ASCII: u8 = 8;
const CLASSES: [u8; 256] = {
    let mut classes = [OUTSIDE; 256];
    let joining = b"0123456789'-_@#/\\&=+<>`$%~^|";
    let mut n = 0;
    while n < joining.len() {
        classes[joining[n] as usize] = JOINING;
        n += 1;
    }
    let mut byte = 0;
    while byte < 256 {
        match byte {
            0x61..=0x7A => classes[byte] = LOWER,
            0x41..=0x5A => classes[byte] = UPPER,
            0x80.. => classes[byte] = BEYOND_ASCII,
            _ => {}
        }
        byte += 1;
    }
    classes
};

/// A word that may be a stray one.
pub(super) enum Word {
    /// In small letters, and not known.
    Unknown(Range<usize>),
    /// With a capital inside a sentence: what a German noun is in a sentence of another language.
    Noun(Range<usize>),
}

/// The words that stand alone and may be stray ones in a text of `language`, in order.
pub(super) fn words(text: &str, language: Language) -> impl Iterator<Item = Word> {
    let bytes = text.as_bytes();
    let mut memory = Memory { language, known: vec![0; REMEMBERED] };
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            if CLASSES[usize::from(bytes[at])] == OUTSIDE {
                at += 1;
                continue;
            }
            let start = at;
            let hash = small_letters(bytes, &mut at);
            let mut seen = if at > start { LOWER } else { 0 };
            while let Some(class) =
                bytes.get(at).map(|byte| CLASSES[usize::from(*byte)]).filter(|class| *class != OUTSIDE)
            {
                seen |= class;
                at += 1;
            }
            let run = start..at;
            if seen == LOWER {
                let is_word = (LEAST_LETTERS..=MOST_LETTERS).contains(&run.len());
                if is_word && !memory.knows(&text[run.clone()], hash) && stands_alone(bytes, &run) {
                    return Some(Word::Unknown(run));
                }
            } else if seen & JOINING == 0
                && let Some(word) = other_word(text, run, &mut memory)
            {
                return Some(word);
            }
        }
        None
    })
}

/// Moves `at` behind the small ASCII letters there; their hash.
fn small_letters(bytes: &[u8], at: &mut usize) -> u64 {
    const MIX: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut hash = 0_u64;
    loop {
        let eight = bytes[*at..]
            .first_chunk()
            .map_or_else(|| padded(&bytes[*at..]), |eight| u64::from_le_bytes(*eight));
        let letters = leading_small_letters(eight);
        let kept = if letters == 8 { eight } else { eight & ((1 << (8 * letters)) - 1) };
        hash = (hash.rotate_left(23) ^ kept).wrapping_mul(MIX);
        *at += letters;
        if letters < 8 {
            return hash;
        }
    }
}

/// The last bytes of a text, with zeros behind them.
fn padded(rest: &[u8]) -> u64 {
    let mut eight = [0; 8];
    eight[..rest.len()].copy_from_slice(rest);
    u64::from_le_bytes(eight)
}

/// How many of eight bytes, from the first on, are small ASCII letters: all eight compared at once, each in its own byte
/// of the number. Adding 1F sets the high bit of `a` and beyond, adding 05 that of what is beyond `z`.
fn leading_small_letters(eight: u64) -> usize {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let low = eight & !HIGH;
    let from_a = low + 0x1F1F_1F1F_1F1F_1F1F;
    let beyond_z = low + 0x0505_0505_0505_0505;
    let others = !(from_a & !beyond_z & !eight) & HIGH;
    others.trailing_zeros() as usize / 8
}

/// Known words that were met before.
struct Memory {
    language: Language,
    known: Vec<u64>,
}

impl Memory {
    /// Whether the language knows `word`, which has this hash.
    fn knows(&mut self, word: &str, hash: u64) -> bool {
        let hash = hash | 1;
        let place = usize::try_from(hash >> 40).unwrap_or(0) % REMEMBERED;
        if self.known[place] == hash {
            return true;
        }
        let knows = known(word, self.language) == Known::Well;
        if knows {
            self.known[place] = hash;
        }
        knows
    }
}

/// The word in a run that has capitals or characters beyond ASCII, if it is one with nothing but marks around it.
fn other_word(text: &str, run: Range<usize>, memory: &mut Memory) -> Option<Word> {
    let content = &text[run.clone()];
    if content.is_ascii() {
        return is_noun(text, &run).then_some(Word::Noun(run));
    }
    let before = content.len() - content.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let inner = content.trim_matches(|c: char| !c.is_alphanumeric());
    let word = run.start + before..run.start + before + inner.len();
    if is_noun(text, &word) {
        return Some(Word::Noun(word));
    }
    let letters = inner.chars().count();
    let latin = inner.chars().all(is_latin);
    let least = if latin { LEAST_LETTERS } else { LEAST_FOREIGN_LETTERS };
    let is_word = (least..=MOST_LETTERS).contains(&letters)
        && inner.chars().all(|c| c.is_alphabetic() && !c.is_uppercase());
    let is_stray =
        is_word && stands_alone(text.as_bytes(), &word) && known(inner, memory.language) != Known::Well;
    is_stray.then_some(Word::Unknown(word))
}

/// A capital and small letters, behind a small letter and a space.
fn is_noun(text: &str, word: &Range<usize>) -> bool {
    let mut letters = text[word.clone()].chars();
    word.len() >= LEAST_NOUN_LETTERS
        && letters.next().is_some_and(char::is_uppercase)
        && letters.all(char::is_lowercase)
        && text[..word.start]
            .strip_suffix(' ')
            .is_some_and(|before| before.ends_with(|c: char| c.is_ascii_lowercase()))
        && stands_alone(text.as_bytes(), word)
}

/// `example.org`, `f(x)`, `[x]` and `a.b` are no words of a sentence.
fn stands_alone(bytes: &[u8], run: &Range<usize>) -> bool {
    let (before, after) = (&bytes[..run.start], &bytes[run.end..]);
    let goes_on = match after {
        [b'.' | b':' | b'(' | b'[', next, ..] => next.is_ascii_alphanumeric() || *next == b')',
        _ => false,
    };
    let came_on =
        before.ends_with(b"[") || matches!(before, [.., last, b'.' | b':'] if last.is_ascii_alphanumeric());
    !goes_on && !came_on
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unknown(text: &str) -> Vec<&str> {
        let found = words(text, Language::ENGLISH).map(|word| match word {
            Word::Unknown(span) | Word::Noun(span) => &text[span],
        });
        found.collect()
    }

    #[test]
    fn words_that_english_does_not_know() {
        assert_eq!(
            unknown("The pareigūnai took the ligoninę away; nobody knew why."),
            ["pareigūnai", "ligoninę"]
        );
        assert_eq!(unknown("Residents waited for heures and for больница."), ["heures", "больница"]);
        assert_eq!(unknown("A strong Nachbeben shook the town."), ["Nachbeben"]);
    }

    #[test]
    fn what_is_no_word_of_a_sentence_is_passed_over() {
        for text in [
            "see szpital.example",
            "call szpital()",
            "szpital_1 and #szpital",
            "[szpital",
            "the 3szpital",
            "abc szp it",
        ] {
            assert_eq!(unknown(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn small_letters_are_counted_at_every_length_and_border() {
        for (text, letters) in [
            ("", 0),
            ("a", 1),
            ("z.", 1),
            ("abcdefgh", 8),
            ("abc{", 3),
            ("abc`", 3),
            ("abé", 2),
            ("A", 0),
            ("abcdefgZ", 7),
        ] {
            let mut eight = [0; 8];
            let length = text.len().min(8);
            eight[..length].copy_from_slice(&text.as_bytes()[..length]);
            assert_eq!(leading_small_letters(u64::from_le_bytes(eight)), letters, "{text}");
        }
    }

    #[test]
    fn a_word_has_one_hash_wherever_it_stands() {
        let hash = |text: &str| small_letters(text.as_bytes(), &mut 0);
        assert_eq!(hash("hospital"), hash("hospital, and then"));
        assert_eq!(hash("hospitals"), hash("hospitals!"));
        assert_ne!(hash("hospital"), hash("hospitals"));
    }
}
