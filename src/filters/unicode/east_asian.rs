//! Fullwidth letters, and Chinese and Japanese marks, inside Latin text.
//!
//! ```text
//! The ｓecond wave，they said。Nobody came！      →      The second wave, they said. Nobody came!
//! ```
//!
//! They come from an input method that was left on, or from a translation. In Chinese, Japanese and Korean text they are at
//! home: nothing is touched in a text of which these letters are more than a few ([`Census::is_latin`]), nor within eight characters of
//! one. A mark has to follow a Latin word, a number or another mark; `(；・∀・)` and the letters of `Ａ Ｅ Ｓ Ｔ Ｈ` stand alone and stay.
//! Brackets of titles (`《》`, `「」`) say something that Latin marks do not, and stay.

use std::borrow::Cow;

use super::mention::{FORMS, talks_of};
use super::scripts::{Census, Script, script_of};
use crate::edit::Edits;
use crate::filters::search::FirstOf;
use crate::filters::{Filter, View};
use crate::lines::ends_line;
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static FULLWIDTH: Rule = Rule {
    id: "unicode/fullwidth",
    summary: "fullwidth letters or digits in Latin text",
    why: "Fullwidth letters are the Latin ones, as wide as a Chinese character; in Latin text no search finds them. In Chinese, \
          Japanese and Korean text and beside it they stay, and so does a letter that stands alone.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "The ｂｒｉｄｇｅ is closed.\n", clean: "The bridge is closed.\n" },
        Example {
            dirty: "It opened in ２０１９, they said.\n", clean: "It opened in 2019, they said.\n"
        },
    ],
    keeps: &[
        "ＮＨＫは２０１９年に放送した。\n",
        "The broadcaster ＮＨＫ（日本放送協会） is old.\n",
        "Ａ Ｅ Ｓ Ｔ Ｈ Ｅ Ｔ Ｉ Ｃ posters hang in the hall.\n",
        "The album ＭＩＬＬ　ＯＷＬ by ★ＲＩＶＥＲ★ and the file ｌｉｓｔ.txt are old.\n",
        "Fullwidth forms such as ＡＢＣ are a block of Unicode.\n",
    ],
};

static MARK: Rule = Rule {
    id: "unicode/east-asian-mark",
    summary: "Chinese or Japanese punctuation in Latin text",
    why: "Text that was translated or typed with a Chinese keyboard keeps its wide commas and stops, which hold their own space. \
          After a Latin word they become the Latin mark, with a space where one belongs. Beside Chinese, Japanese and Korean \
          words they stay.",
    level: Level::Safe,
    examples: &[
        Example {
            dirty: "They came，they saw。Nobody won.\n", clean: "They came, they saw. Nobody won.\n"
        },
        Example {
            dirty: "It cost 1，000 euros（or more）at 10：30！\n",
            clean: "It cost 1,000 euros (or more) at 10:30!\n",
        },
        Example { dirty: "News丨The mill is sold\n", clean: "News | The mill is sold\n" },
    ],
    keeps: &[
        "我用iPhone，他用Android。\n",
        "The word 猫，they say, means cat.\n",
        "He laughed (；・∀・) and left.\n",
        "《The Mill》 and 「The Owl」 are books.\n",
        "The game Bells；Gate is old, and Lovely Owls。 was a band.\n",
        "They saw O-WL！！ and Love Mill！ on the old screen.\n",
        "He used the Japanese comma、which is wrong here.\n",
        "Call #NUMBER #，名字叫 #NAME #\n",
    ],
};

/// Brings fullwidth forms and East Asian marks in Latin text to their Latin form.
pub(super) struct EastAsianForms;

/// Characters on either side in which no East Asian letter may stand.
const NEAR: usize = 8;

impl Filter for EastAsianForms {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&FULLWIDTH, &MARK]
    }

    fn needs(&self) -> Traits {
        Traits::SPECIAL | Traits::EAST_ASIAN
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let text = view.text;
        let mut places =
            FirstOf::new([b"\xEF\xBC".as_slice(), b"\xEF\xBD", b"\xE3\x80", b"\xE3\x83", "丨".as_bytes()]);
        let mut is_latin = None;
        let mut from = 0;
        // What the last mark ended at, since a mark may follow another.
        let mut marked = 0;
        while let Some(start) = places.find(text.as_bytes(), from) {
            let is_latin =
                *is_latin.get_or_insert_with(|| Census::of(text).is_latin() && !talks_of(text, FORMS));
            let Some(c) = text[start..].chars().next().filter(|_| is_latin) else { return };
            let end = start + c.len_utf8();
            from = end;
            if ascii_of(c).is_some() {
                let run: String = text[start..].chars().map_while(ascii_of).collect();
                from = start + run.len() * c.len_utf8();
                let (left, right) = (&text[..start], &text[from..]);
                let is_alone = run.len() == 1 && !ends_latin(left) && !begins_latin(right);
                if !is_alone && !is_styled(&run, left, right) && !is_near_east_asian(left, right) {
                    edits.replace(start..from, run, &FULLWIDTH);
                }
                continue;
            }
            let (left, right) = (&text[..start], &text[end..]);
            let follows = start == marked && marked > 0;
            let Some(mark) = latin_mark(c, left, right, follows) else { continue };
            if !is_near_east_asian(left, right) && !is_of_name(c, left, right) {
                edits.replace(start..end, mark, &MARK);
                marked = end;
            }
        }
    }
}

/// Whether a run of fullwidth letters is meant to look so: one of several words, a name between stars, of a file or a site.
fn is_styled(run: &str, left: &str, right: &str) -> bool {
    let is_beside = |c: Option<char>| c.is_some_and(|c| ascii_of(c).is_some() || matches!(c, '☀'..='➿'));
    let blank = [' ', '\u{3000}'];
    is_beside(left.trim_end_matches(blank).chars().next_back())
        || is_beside(right.trim_start_matches(blank).chars().next())
        || right.strip_prefix('.').is_some_and(begins_latin)
        || run.eq_ignore_ascii_case("www")
}

/// Whether a mark may be part of a Japanese name: between two capitals (`Steins；Gate`), or at the end of a capitalised word
/// that goes on as no sentence does (`Musume。 was`).
fn is_of_name(mark: char, left: &str, right: &str) -> bool {
    let left = left.trim_end_matches(['！', '？', '。']);
    let word = &left[left.trim_end_matches(char::is_alphanumeric).len()..];
    let is_name = word.starts_with(char::is_uppercase);
    let next = right.trim_start_matches(['！', '？', '。', ' ']);
    match mark {
        '；' | '：' | '／' | '・' | '＆' | '＋' | '－' => {
            is_name && right.starts_with(char::is_uppercase)
        }
        '！' | '？' | '。' => is_name && next.starts_with(char::is_lowercase),
        _ => false,
    }
}

/// The ASCII letter or digit of a fullwidth one.
fn ascii_of(c: char) -> Option<char> {
    let code = u32::from(c).checked_sub(0xFEE0)?;
    char::from_u32(code).filter(char::is_ascii_alphanumeric)
}

/// What a mark becomes between `left` and `right`; `follows` says that another mark that was brought to its Latin form stands
/// directly before it.
fn latin_mark(c: char, left: &str, right: &str, follows: bool) -> Option<Cow<'static, str>> {
    let between_digits = left.ends_with(is_digit) && right.starts_with(is_digit);
    let after_word = follows || left.ends_with(|c| is_latin(c) || is_digit(c) || ends_phrase(c));
    // A wide mark is as good as a mark and a space.
    let closing = |narrow: &'static str, spaced: &'static str| {
        let begins_word =
            right.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '“' | '‘' | '('));
        let text = if begins_word && !between_digits { spaced } else { narrow };
        after_word.then_some(Cow::Borrowed(text))
    };
    let joined = |text: &'static str| {
        (left.ends_with(|c| is_latin(c) || is_digit(c)) && right.starts_with(|c| is_latin(c) || is_digit(c)))
            .then_some(Cow::Borrowed(text))
    };
    match c {
        '，' | '、' => closing(",", ", "),
        '。' | '．' => closing(".", ". "),
        '；' => closing(";", "; "),
        '：' => closing(":", ": "),
        '！' => closing("!", "! "),
        '？' => closing("?", "? "),
        '）' => closing(")", ") "),
        '（' => {
            let is_opening = right.starts_with(|c: char| is_latin(c) || is_digit(c) || ascii_of(c).is_some());
            let space = left.ends_with(|c| is_latin(c) || is_digit(c) || ends_phrase(c));
            let is_inside = space || left.ends_with(' ');
            (is_opening && is_inside).then_some(Cow::Borrowed(if space { " (" } else { "(" }))
        }
        '％' => left.ends_with(|c| is_digit(c) || ascii_of(c).is_some()).then_some(Cow::Borrowed("%")),
        '＆' => joined("&"),
        '＋' => joined("+"),
        '－' => joined("-"),
        '／' => joined("/"),
        '＝' => joined("="),
        '・' => joined("·"),
        'ー' => joined("–"),
        '丨' | '｜' => {
            let (spaced_left, spaced_right) = (left.ends_with(' '), right.starts_with(' '));
            let words = left.trim_end().ends_with(|c| is_latin(c) || is_digit(c) || ends_phrase(c))
                && right.trim_start().starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '“'));
            words.then_some(Cow::Borrowed(match (spaced_left, spaced_right) {
                (false, false) => " | ",
                (false, true) => " |",
                (true, false) => "| ",
                (true, true) => "|",
            }))
        }
        _ => None,
    }
}

fn is_latin(c: char) -> bool {
    script_of(c) == Some(Script::Latin)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

fn ends_phrase(c: char) -> bool {
    matches!(c, ')' | ']' | '"' | '”' | '\'' | '’' | '»' | '%' | '.' | '!' | '?')
}

fn ends_latin(text: &str) -> bool {
    text.ends_with(|c| is_latin(c) || is_digit(c))
}

fn begins_latin(text: &str) -> bool {
    text.starts_with(|c| is_latin(c) || is_digit(c))
}

/// Whether an East Asian letter stands near on the same line; the two that are used as marks do not count, nor does one
/// that is glued to a Latin word.
fn is_near_east_asian(left: &str, right: &str) -> bool {
    let is_letter = |c: char| script_of(c) == Some(Script::EastAsian) && !matches!(c, 'ー' | '丨');
    let near = |c: &char| !ends_line(*c);
    left.chars().rev().take(NEAR).take_while(near).any(is_letter)
        || right.chars().take(NEAR).take_while(near).any(is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(c: char, left: &str, right: &str) -> Option<String> {
        latin_mark(c, left, right, false).map(Cow::into_owned)
    }

    #[test]
    fn a_space_stands_where_one_belongs() {
        assert_eq!(mark('，', "came", "they").as_deref(), Some(", "));
        assert_eq!(mark('，', "came", " they").as_deref(), Some(","));
        assert_eq!(mark('，', "1", "000").as_deref(), Some(","));
        assert_eq!(mark('。', "won", "").as_deref(), Some("."));
        assert_eq!(mark('（', "euros", "or").as_deref(), Some(" ("));
        assert_eq!(mark('丨', "News ", " The").as_deref(), Some("|"));
    }

    #[test]
    fn a_mark_that_follows_no_word_stays() {
        assert_eq!(mark('；', "(", "・"), None);
        assert_eq!(mark('ー', "a ", "b"), None);
        assert_eq!(mark('《', "a", "b"), None);
    }
}
