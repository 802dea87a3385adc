//! Words that are broken at the end of a line.
//!
//! ```text
//! The govern-␊ment of a well-␊known town      →      The government of a well-known town
//! ```
//!
//! A text that comes out of columns has broken words, and words with a hyphen that stands at the end of a line by chance. Which
//! it is, the word list says: what it knows without the hyphen was broken, and what is made of two known words keeps its hyphen
//! if the first of them makes such words (`well-`, `twenty-`) or the text has the word elsewhere.

use std::cell::OnceCell;
use std::ops::Range;

use memchr::memmem;

use crate::edit::Edits;
use crate::filters::foreign::{is_word, language_of};
use crate::filters::whitespace::is_blank;
use crate::filters::{Filter, View};
use crate::lines::line_end;
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static LINE_END_HYPHEN: Rule = Rule {
    id: "unicode/line-end-hyphen",
    summary: "word broken with a hyphen at the end of a line",
    why: "A printed column breaks words, and its text has them in two. They are joined where the word list knows the joined word; \
          a compound keeps its hyphen and loses the line end. A list cannot know every word, so it needs the level aggressive.",
    level: Level::Aggressive,
    examples: &[
        Example { dirty: "The govern-\nment met.\n", clean: "The government met.\n" },
        Example { dirty: "A well-\nknown owl sang.\n", clean: "A well-known owl sang.\n" },
        Example { dirty: "Die Regie-\nrung tagt im Rathaus.\n", clean: "Die Regierung tagt im Rathaus.\n" },
    ],
    keeps: &[
        "They ran pre-\nand post-war mills.\n",
        "It was quiet -\nand then it rained.\n",
        "Is it the zork-\nblat that they want?\n",
        "The list:\n- mill-\n\n- owl\n",
        "She was-\nnot there.\n",
    ],
};

/// Joins words over the end of a line.
pub(super) struct LineEndHyphens;

impl Filter for LineEndHyphens {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&LINE_END_HYPHEN]
    }

    fn needs(&self) -> Traits {
        Traits::TEXT
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let text = view.text;
        let page = Page::new(text);
        // A text has one kind of line end, or gets it before the pipeline comes back.
        let end = if view.traits.meets(Traits::CONTROL_LINE_END) { "-\r\n" } else { "-\n" };
        let hyphen_at_end = memmem::Finder::new(end);
        let mut from = 0;
        while let Some(found) = hyphen_at_end.find(&text.as_bytes()[from..]) {
            let hyphen = from + found;
            from = hyphen + 1;
            let Some(halves) = Halves::around(text, hyphen..hyphen + 1) else { continue };
            let end = halves.right_start;
            match halves.joint(&page) {
                Some(Joint::Closed) => edits.delete(hyphen..end, &LINE_END_HYPHEN),
                Some(Joint::Hyphen) => edits.delete(hyphen + 1..end, &LINE_END_HYPHEN),
                None => continue,
            }
            from = end;
        }
    }
}

/// What becomes of a soft hyphen before a blank or a line end, with the first letter of the next word behind it.
pub(super) enum SoftBreak {
    /// The halves are one word: what stands between them goes up to here.
    Joins(usize),
    /// Nobody can tell.
    Unsure,
}

/// Whether the soft hyphens of `span` broke a word in two; `None` if there is no second half, or both are words.
pub(super) fn soft_break(page: &Page<'_>, span: &Range<usize>) -> Option<SoftBreak> {
    let halves = Halves::around(page.text, span.clone()).filter(|halves| halves.right_start > span.end)?;
    if page.knows(&halves.joined()) {
        return Some(SoftBreak::Joins(halves.right_start));
    }
    let are_words = page.knows(&halves.left) && page.knows(&halves.right);
    (!are_words).then_some(SoftBreak::Unsure)
}

/// A text and its language, asked for once.
pub(super) struct Page<'t> {
    text: &'t str,
    language: OnceCell<Option<&'static str>>,
}

impl<'t> Page<'t> {
    pub(super) fn new(text: &'t str) -> Page<'t> {
        Page { text, language: OnceCell::new() }
    }

    /// Whether the language of the text has a word (lower case), or any language if that cannot be told.
    fn knows(&self, word: &str) -> bool {
        is_word(word, *self.language.get_or_init(|| language_of(self.text)))
    }
}

/// The two halves of a word, in lower case and without soft hyphens.
struct Halves<'t> {
    text: &'t str,
    left: String,
    left_start: usize,
    right: String,
    right_start: usize,
}

/// How two halves are one word.
enum Joint {
    Closed,
    Hyphen,
}

/// The longest half that is looked at, in characters, and the deepest indent of a line.
const LONGEST: usize = 40;
const DEEPEST: usize = 8;
/// How far a compound is looked for on either side, so that many of them cost no more than a few.
const NEAR: usize = 4 * 1024;

impl<'t> Halves<'t> {
    /// The letters before and after `span` and the blanks or the line end that follow it. None if there are none, or the second
    /// half does not go on in small letters.
    fn around(text: &'t str, span: Range<usize>) -> Option<Halves<'t>> {
        let after = &text[span.end..];
        let blanks = |rest: &str| {
            rest.chars().take(DEEPEST).take_while(|c| is_blank(*c)).map(char::len_utf8).sum::<usize>()
        };
        let first = blanks(after);
        let end = line_end(&after.as_bytes()[first..]);
        let right_start = span.end + first + end + if end > 0 { blanks(&after[first + end..]) } else { 0 };
        if !text[right_start..].starts_with(char::is_lowercase) {
            return None;
        }
        let is_part = |c: &char| c.is_alphabetic() || *c == '\u{AD}';
        let left_length = text[..span.start]
            .chars()
            .rev()
            .take(LONGEST)
            .take_while(is_part)
            .map(char::len_utf8)
            .sum::<usize>();
        let left_start = span.start - left_length;
        let lower = |part: &mut dyn Iterator<Item = char>| {
            part.filter(|c| *c != '\u{AD}').flat_map(char::to_lowercase).collect::<String>()
        };
        let left = lower(&mut text[left_start..span.start].chars());
        let right = lower(&mut text[right_start..].chars().take(LONGEST).take_while(is_part));
        (!left.is_empty()).then_some(Halves { text, left, left_start, right, right_start })
    }

    fn joined(&self) -> String {
        format!("{}{}", self.left, self.right)
    }

    /// How the halves of a word with a hyphen are joined, if they are.
    fn joint(&self, page: &Page<'_>) -> Option<Joint> {
        let before = self.text[..self.left_start].chars().next_back();
        let is_suspended = CONJUNCTIONS.contains(&self.right.as_str());
        if is_suspended
            || self.right.chars().nth(1).is_none()
            || before.is_some_and(|c| c.is_numeric() || "@_/".contains(c))
        {
            return None;
        }
        // `day-to-`, `e-`.
        let has_hyphen = before == Some('-') || self.left.chars().nth(1).is_none();
        if has_hyphen && page.knows(&self.right) || self.stands_near(page) {
            return Some(Joint::Hyphen);
        }
        if page.knows(&self.joined()) {
            return Some(Joint::Closed);
        }
        (COMPOUNDING.contains(&self.left.as_str()) && page.knows(&self.right)).then_some(Joint::Hyphen)
    }

    /// Whether the compound stands elsewhere in the text with its hyphen.
    fn stands_near(&self, page: &Page<'_>) -> bool {
        let bytes = page.text.as_bytes();
        let near = self.left_start.saturating_sub(NEAR)..bytes.len().min(self.right_start + NEAR);
        memmem::find(&bytes[near], format!("{}-{}", self.left, self.right).as_bytes()).is_some()
    }
}

/// What joins the parts of a list whose words share an end: `pre- and post-war`.
const CONJUNCTIONS: [&str; 24] = [
    "and", "or", "to", "und", "oder", "bis", "sowie", "et", "ou", "och", "eller", "og", "en", "of", "lub",
    "oraz", "nebo", "ja", "tai", "ir", "ar", "un", "и", "или",
];

/// First parts of compounds that are written with a hyphen more often than not.
const COMPOUNDING: [&str; 42] = [
    "well", "self", "long", "short", "high", "low", "full", "half", "part", "twenty", "thirty", "forty",
    "fifty", "sixty", "seventy", "eighty", "ninety", "one", "two", "three", "four", "five", "six", "seven",
    "eight", "nine", "ten", "so", "first", "second", "third", "non", "ex", "all", "cross", "ill", "mid",
    "left", "right", "hard", "best", "old",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::document::Document;
    use crate::pipeline::Cleaner;

    fn joined(text: &str) -> String {
        let config = Config {
            select: vec!["unicode/line-end-hyphen".to_owned()],
            level: Level::Aggressive,
            ..Config::default()
        };
        Cleaner::new(&config).unwrap().clean(&Document::from(text)).text.into_owned()
    }

    #[test]
    fn the_word_list_says_what_was_broken() {
        for (dirty, clean) in [
            ("The coun-\r\ncil met again.", "The council met again."),
            ("The coun-\n   cil met again.", "The council met again."),
            ("A state-of-the-\nart mill is here.", "A state-of-the-art mill is here."),
            ("The well-\nness of an ex-\ntended e-\nmail.", "The wellness of an extended e-mail."),
            ("It has thirty-\nthree owls in it.", "It has thirty-three owls in it."),
            ("A mill-pond, an old mill-\npond, is here.", "A mill-pond, an old mill-pond, is here."),
            ("La muni-\ncipalité de la ville", "La municipalité de la ville"),
        ] {
            assert_eq!(joined(dirty), clean);
        }
    }

    #[test]
    fn what_nobody_can_tell_stays() {
        for text in [
            "The coun-\n\ncil met again.",
            "The Mill-\nOwl line is old.",
            "From 1990-\nthe year of the owl.",
            "An owl-\n- a mill",
        ] {
            assert_eq!(joined(text), text);
        }
    }
}
