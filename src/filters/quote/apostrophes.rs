//! Apostrophes that are no apostrophes any more: split off by a program that cuts text into words, or typed as another sign.
//!
//! ```text
//! It ’ s late, they do n't care, and who`s next?      →      It’s late, they don't care, and who’s next?
//! ```
//!
//! Only the endings of English contractions are joined, and only behind words that they belong to; other signs become
//! apostrophes before those endings, and behind the short words that French, Italian and Catalan clip.

use std::ops::Range;

use memchr::{memchr_iter, memchr2_iter, memchr3_iter};

use super::locale::{Locale, language};
use super::page::Page;
use super::rules;
use super::words::is_clipped_start;
use crate::config::{Config, Lang};
use crate::edit::Edits;
use crate::filters::whitespace::is_blank;
use crate::filters::{Filter, View};
use crate::rule::Rule;
use crate::survey::Traits;

/// Mends apostrophes inside of words.
pub(super) struct Apostrophes {
    locale: Locale,
    lang: Lang,
}

impl Apostrophes {
    pub(super) fn new(config: &Config) -> Apostrophes {
        Apostrophes { locale: config.locale.clone(), lang: config.lang.clone() }
    }
}

impl Filter for Apostrophes {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&rules::APOSTROPHE, &rules::SPLIT_CONTRACTION]
    }

    fn needs(&self) -> Traits {
        Traits::TEXT
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let text = view.text;
        let mut is_english = None;
        let mut glyph = None;
        for place in places(text, view.traits) {
            let mark = &text[place.clone()];
            let word = Word::around(text, &place);
            let Some(rule) = word.damage(mark) else { continue };
            let speaks_english = || self.locale.of(&self.lang, text).is_none_or(|tag| language(tag) == "en");
            if rule.id == rules::SPLIT_CONTRACTION.id {
                if *is_english.get_or_insert_with(speaks_english) {
                    for blank in word.blanks(&place) {
                        edits.delete(blank, rule);
                    }
                }
            } else {
                let apostrophe = || Page::new(text, &self.locale, &self.lang).apostrophe();
                edits.replace(place, *glyph.get_or_insert_with(apostrophe), rule);
            }
        }
    }
}

/// The places of all signs that are or should be an apostrophe, in order.
fn places(text: &str, traits: Traits) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let place = |at: usize| {
        let length = match &bytes[at..] {
            [b'\'' | b'`', ..] => 1,
            [0xE2, 0x80, 0x98 | 0x99, ..] => 3,
            [0xC2, 0xB4, ..] => 2,
            _ => return None,
        };
        let (before, after) = (at.checked_sub(1).map(|before| bytes[before]), bytes.get(at + length));
        let is_apart = before == Some(b' ') || after == Some(&b' ');
        let is_split = || before == Some(b'n') && after == Some(&b't') && bytes[..at - 1].ends_with(b" ");
        let is_apostrophe = matches!(&bytes[at..at + length], b"'" | [.., 0x99]);
        (is_apart || !is_apostrophe || is_split()).then_some(at..at + length)
    };
    // Apostrophes are frequent, so one search finds them and the graves together.
    let mut places: Vec<Range<usize>> = if Traits::PUNCTUATION.meets(traits) {
        memchr3_iter(b'\'', b'`', 0xE2, bytes).filter_map(place).collect()
    } else {
        memchr2_iter(b'\'', b'`', bytes).filter_map(place).collect()
    };
    if Traits::LATIN1_SIGN.meets(traits) {
        places.extend(memchr_iter(0xC2, bytes).filter_map(place));
        places.sort_unstable_by_key(|place| place.start);
    }
    places
}

/// What stands around a sign: the letters on both sides, and the blanks between.
struct Word<'t> {
    before: &'t str,
    after: &'t str,
    blank_before: usize,
    blank_after: usize,
    /// What follows the letters behind it.
    next: Option<char>,
    /// What follows those, whatever blanks stand between.
    further: Option<char>,
    /// The letters before those before it, if a blank stands between: `do` of `do n't`.
    earlier: &'t str,
}

/// Words that all endings follow.
const PRONOUNS: [&str; 16] = [
    "i", "you", "he", "she", "it", "we", "they", "who", "that", "there", "what", "where", "here", "how",
    "let", "this",
];
/// What stands before the n of n't, and what does before its apostrophe.
const STEMS: [&str; 21] = [
    "do", "does", "did", "is", "are", "was", "were", "have", "has", "had", "ca", "wo", "would", "could",
    "should", "might", "must", "need", "ai", "sha", "may",
];

/// Words that nothing is a contraction with.
const BEFORE_NOUNS: [&str; 17] = [
    "a", "an", "the", "of", "in", "to", "and", "or", "for", "at", "with", "by", "from", "as", "on", "is",
    "no",
];

fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

impl<'t> Word<'t> {
    fn around(text: &'t str, place: &Range<usize>) -> Word<'t> {
        let (left, right) = (&text[..place.start], &text[place.end..]);
        let (near_left, near_right) = (left.trim_end_matches(is_blank), right.trim_start_matches(is_blank));
        let start = near_left.trim_end_matches(char::is_alphabetic).len();
        let length = near_right.find(|c: char| !c.is_alphabetic()).unwrap_or(near_right.len());
        let further = &near_left[..start];
        let earlier = further.trim_end_matches(is_blank);
        let earlier = if earlier.len() < further.len() { earlier } else { "" };
        Word {
            before: &near_left[start..],
            after: &near_right[..length],
            blank_before: left.len() - near_left.len(),
            blank_after: right.len() - near_right.len(),
            next: near_right[length..].chars().next(),
            further: near_right[length..].trim_start_matches(is_blank).chars().next(),
            earlier: &earlier[earlier.trim_end_matches(char::is_alphabetic).len()..],
        }
    }

    /// What is wrong with the sign `mark` in the word, if it is an apostrophe.
    fn damage(&self, mark: &str) -> Option<&'static Rule> {
        let ends = self.next.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '`' | '´'));
        let is_whole = self.blank_before == 0 && self.blank_after == 0;
        if !matches!(mark, "'" | "’") {
            let is_clipped = is_clipped_start(self.before)
                && self.after.len() > 1
                && self
                    .after
                    .to_lowercase()
                    .starts_with(['a', 'e', 'i', 'o', 'u', 'h', 'é', 'è', 'ê', 'à', 'î', 'y']);
            let is_damaged = is_whole && (ends && self.is_ending() || is_clipped && mark != "‘");
            return is_damaged.then_some(&rules::APOSTROPHE);
        }
        let is_split = if is_whole { self.is_split_negation() } else { self.is_split() };
        (ends && is_split).then_some(&rules::SPLIT_CONTRACTION)
    }

    /// Whether what follows is the ending of a contraction of the word before.
    fn is_ending(&self) -> bool {
        match self.after {
            "s" => self.before.chars().count() > 1 || self.before == "I",
            "t" => self.is_stem_of_negation(),
            "re" | "ve" | "ll" | "d" | "m" => {
                is_one_of(self.before, &PRONOUNS) || is_one_of(self.before, &STEMS)
            }
            _ => false,
        }
    }

    /// `don` of `don't`, `can`.
    fn is_stem_of_negation(&self) -> bool {
        let stem = self.before.strip_suffix(['n', 'N']).unwrap_or_default();
        is_one_of(stem, &STEMS) || stem.eq_ignore_ascii_case("ca")
    }

    /// `It ’ s`, `they 're`, `they’ d`, `don ' t`.
    fn is_split(&self) -> bool {
        const WIDEST: usize = 2;
        // `in 's-Gravenhage`, `sed 's/a/b/'`, `an 's at the end`
        if matches!(self.next, Some('-' | '/')) || is_one_of(self.before, &BEFORE_NOUNS) {
            return false;
        }
        // `Press ' s ' to save.`
        let is_quoted = self.further.is_some_and(|c| matches!(c, '\'' | '’'));
        if self.blank_before > WIDEST || self.blank_after > WIDEST || is_quoted || !self.is_ending() {
            return false;
        }
        // `the dogs’ s…` and `Boggs 'd threaten` are right.
        match self.after {
            "s" if self.blank_before == 0 => is_one_of(self.before, &PRONOUNS),
            "s" | "t" => true,
            _ => is_one_of(self.before, &PRONOUNS),
        }
    }

    /// `do n't`
    fn is_split_negation(&self) -> bool {
        self.before.eq_ignore_ascii_case("n")
            && self.after.eq_ignore_ascii_case("t")
            && is_one_of(self.earlier, &STEMS)
    }

    /// The blanks of a split word whose sign stands at `place`.
    fn blanks(&self, place: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let end = place.start - self.before.len();
        let is_negation = self.blank_before == 0 && self.blank_after == 0;
        let before = if is_negation { end - 1..end } else { place.start - self.blank_before..place.start };
        let after = place.end..place.end + self.blank_after;
        [before, after].into_iter().filter(|blank| !blank.is_empty())
    }
}
