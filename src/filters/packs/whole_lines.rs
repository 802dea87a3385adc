//! The words that a line may be, marks round it aside.

use super::buckets::Buckets;
use crate::pack::shape::fold;

/// The words of whole lines, and the rules that take them.
pub(super) struct WholeLines {
    by_key: Buckets,
    list: Vec<(&'static str, usize)>,
}

impl WholeLines {
    /// Takes words and the numbers of their rules.
    pub(super) fn new(list: Vec<(&'static str, usize)>) -> WholeLines {
        WholeLines { by_key: Buckets::new(list.iter().map(|(words, _)| key(words))), list }
    }

    /// Adds the rules that want to see a line with these `words`, in whatever case.
    pub(super) fn find(&self, words: &str, rules: &mut Vec<usize>) {
        let is_ascii = words.is_ascii();
        // Almost always nothing has the key, and nothing is folded.
        let mut folded = None;
        let candidates = self.by_key.find(key(words)).map(|index| self.list[index]);
        rules.extend(candidates.filter_map(|(known, rule)| {
            let is_same = if is_ascii {
                words.eq_ignore_ascii_case(known)
            } else {
                !known.is_ascii() && *folded.get_or_insert_with(|| fold(words)) == fold(known)
            };
            is_same.then_some(rule)
        }));
    }
}

/// What texts that differ only in case have in common: in ASCII eight letters and the length, else three letters.
fn key(words: &str) -> u64 {
    if words.is_ascii() {
        let mut first = [0; 8];
        let length = words.len().min(8);
        first[..length].copy_from_slice(&words.as_bytes()[..length]);
        return (u64::from_le_bytes(first) | 0x2020_2020_2020_2020) ^ (words.len() as u64).rotate_right(8);
    }
    // At the end of a word a sigma has a form of its own.
    let letters = words.chars().flat_map(char::to_lowercase).map(|c| if c == 'ς' { 'σ' } else { c });
    letters.take(3).fold(0, |key, letter| key << 21 | u64::from(u32::from(letter)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_in_any_case_and_nothing_else_is() {
        let known = ["Read more", "Ad", "ΟΛΑ ΤΑ ΝΕΑ", "İlgili haberler", "ΜΑΣ", "ПОДРОБНЕЕ"];
        let lines = WholeLines::new(known.into_iter().zip(0..).collect());
        let found = |words: &str| {
            let mut rules = Vec::new();
            lines.find(words, &mut rules);
            rules
        };
        for (index, words) in known.into_iter().enumerate() {
            for words in [words, &words.to_lowercase(), &words.to_uppercase()] {
                assert_eq!(found(words), [index], "{words}");
            }
        }
        assert_eq!(found("μας"), [4]);
        for words in ["", "Read mor", "Read more!", "Ad\0", "подробнее о"] {
            assert!(found(words).is_empty(), "{words}");
        }
    }
}
