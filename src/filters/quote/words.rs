//! Words that are written with an apostrophe at their beginning or at their end: `data/apostrophes.txt`, and what the word lists
//! say of others.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::filters::foreign::is_word;

/// The words of each language and kind of loss.
static WORDS: LazyLock<HashMap<(&str, &str), HashSet<&str>>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/apostrophes.txt").lines().filter(|line| !line.starts_with('#'));
    let list = |line: &'static str| {
        let (language, rest) = line.split_once('|')?;
        let (kind, words) = rest.split_once('|')?;
        Some(((language, kind), words.split(' ').collect()))
    };
    lines.filter_map(list).collect()
});

/// Whether `word` is one that lost what `kind` says in `language`.
fn is_listed(word: &str, language: &str, kind: &str) -> bool {
    WORDS.get(&(language, kind)).is_some_and(|words| words.contains(word.to_ascii_lowercase().as_str()))
}

/// Whether `word` is one that lost its beginning.
pub(super) fn is_elision(word: &str, language: &str) -> bool {
    is_listed(word, language, "start")
}

/// Whether `word` may have lost its beginning in a dialect.
pub(super) fn is_dialect(word: &str) -> bool {
    is_listed(word, "en", "dialect")
}

/// Whether an English word has lost its beginning as far as anybody knows: it is no word with it.
pub(super) fn has_lost_beginning(word: &str) -> bool {
    is_elision(word, "en")
        || word.starts_with(char::is_lowercase)
            && matches!(clipping(word), Clipping::Likely | Clipping::Unknown)
}

/// Whether a mark before `word` stands for a century: `90s`, `77`.
pub(super) fn is_decade(word: &str) -> bool {
    word.len() >= 2
        && word.bytes().take(2).all(|byte| byte.is_ascii_digit())
        && matches!(&word[2..], "" | "s" | "er" | "ers")
}

/// How likely an English word lost its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clipping {
    Likely,
    /// Nobody knows the word.
    Unknown,
    Possible,
    No,
}

/// Whether `word`, in small letters, is more likely the rest of one: `ouse`, `dout`.
pub(super) fn clipping(word: &str) -> Clipping {
    let known = is_word(word, Some("en"));
    let had_h = word.starts_with(['a', 'e', 'i', 'o', 'u', 'y']) && is_word(&format!("h{word}"), Some("en"));
    match (known || word == "a", had_h) {
        (false, true) => Clipping::Likely,
        (false, false) if word.len() == 1 => Clipping::Likely,
        (false, false) => Clipping::Unknown,
        (true, true) if word.len() > 1 => Clipping::Possible,
        (true, _) => Clipping::No,
    }
}

/// Whether an apostrophe may stand behind `word` for letters that are not spoken: `goin`, `an`, `th`.
pub(super) fn is_clipped_end(word: &str) -> bool {
    word.len() > 3 && word.ends_with("in") && is_word(&format!("{word}g"), Some("en"))
        || is_listed(word, "en", "end")
}

/// Whether `word` lost its vowel before an apostrophe and the next word: short ones of French, Italian and Catalan, and the
/// beginning of `O'Brien`.
pub(super) fn is_clipped_start(word: &str) -> bool {
    is_listed(word, "*", "vowel")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_lost_their_beginning() {
        assert!(is_elision("Tis", "en") && is_elision("s", "nl"));
        assert!(!is_elision("hello", "en") && !is_elision("tis", "fr"));
        assert!(is_decade("90s") && is_decade("77") && !is_decade("1990s") && !is_decade("9"));
    }

    #[test]
    fn a_word_that_nobody_knows_may_be_the_rest_of_one() {
        assert_eq!(clipping("ouse"), Clipping::Likely);
        assert_eq!(clipping("eard"), Clipping::Likely);
        assert_eq!(clipping("ear"), Clipping::Possible);
        assert_eq!(clipping("hello"), Clipping::No);
        assert_eq!(clipping("a"), Clipping::No);
        assert!(is_clipped_end("goin") && is_clipped_end("an") && !is_clipped_end("dog"));
    }
}
