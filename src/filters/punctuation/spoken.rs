//! Lines that speak of marks: `A space before ! and ? is French.`
//!
//! A mark that is spoken of stands where a word would: after an article, or with an `and` between it and another. In a line that
//! has one such, every mark behind a little word may be spoken of, and keeps its blanks.

use super::function_words;

const MARKS: [&str; 6] = [".", ",", ";", ":", "!", "?"];
/// What joins two words of a kind, in the languages with most text.
const JOINS: [&str; 22] = [
    "and", "or", "nor", "but", "not", "und", "oder", "et", "ou", "mais", "y", "o", "pero", "e", "ma", "en",
    "of", "och", "eller", "og", "и", "или",
];
/// What no mark of a sentence follows.
const ARTICLES: [&str; 3] = ["a", "an", "the"];

/// Whether a line speaks of marks somewhere.
pub(super) fn speaks_of_marks(line: &str) -> bool {
    let is_mark = |word: &str| MARKS.contains(&word);
    let mut words = line.split_ascii_whitespace();
    let (mut first, mut second) = ("", words.next().unwrap_or_default());
    words.any(|third| {
        // `; but , as he said , …` is a sentence, and so is `, and , of course , …`.
        let is_joined =
            is_mark(first) && JOINS.contains(&second) && is_mark(third) && third != first && third != ",";
        let is_thing = ARTICLES.contains(&first) && is_mark(second) && !is_mark(third);
        (first, second) = (second, third);
        is_joined || is_thing
    })
}

/// Whether the word at the end of `before` is a little one, of any language if none is known.
pub(super) fn follows_little_word(before: &str, language: Option<&str>) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    function_words::is_little(language, word)
}

#[cfg(test)]
mod tests {
    use super::speaks_of_marks;

    #[test]
    fn a_mark_in_the_place_of_a_word_is_spoken_of() {
        for line in
            ["A space before ! and ? is wrong", "with , or ; here", "Use a , instead", "vor ! und ? steht"]
        {
            assert!(speaks_of_marks(line), "{line}");
        }
    }

    #[test]
    fn marks_of_sentences_are_not() {
        for line in [
            "The mill , and , of course , the owl ; but , as he said , not now .",
            "Who ? And why ?",
            "Vitamin a .",
            "",
        ] {
            assert!(!speaks_of_marks(line), "{line}");
        }
    }
}
