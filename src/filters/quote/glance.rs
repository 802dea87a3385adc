//! A first look at all marks of a text: which paragraphs are worth a second one.
//!
//! Nearly all marks stand where they should: an opening one behind a blank and before a letter, a closing one the other way
//! round, and they take turns. Clean text is seen by this file alone, a byte at a time only at marks.

use std::ops::Range;

use memchr::memchr3;

use super::paragraphs;
use super::words::{is_decade, is_elision};
use crate::filters::triples::next_triple;
use crate::filters::whitespace::is_blank;
use crate::lines::ends_line;
use crate::survey::Traits;

/// A paragraph as the first look leaves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Glanced {
    pub(super) span: Range<usize>,
    /// Whether anything about its marks is odd.
    pub(super) is_odd: bool,
    /// Whether its last quotation is open; `None` if it has none.
    pub(super) is_left_open: Option<bool>,
}

/// The paragraphs of a text with `traits`. If shapes matter and there are marks of several kinds, all paragraphs that have one are odd.
pub(super) fn glance(text: &str, traits: Traits, shapes_matter: bool) -> Vec<Glanced> {
    let signs = Signs::of(text.as_bytes());
    if !signs.has_others && !traits.meets(Traits::STRAIGHT_QUOTE | Traits::PUNCTUATION) {
        return Vec::new();
    }
    let mut kinds = Kinds::default();
    let mut all: Vec<Glanced> =
        paragraphs(text, traits).map(|span| Look::new(text, span).run(&signs, &mut kinds)).collect();
    if kinds.are_mixed() && (shapes_matter || kinds.guillemets) {
        for glanced in &mut all {
            glanced.is_odd |= glanced.is_left_open.is_some();
        }
    }
    all
}

/// What kinds of marks a text has.
#[expect(clippy::struct_excessive_bools, reason = "a set of kinds, each asked for by name")]
#[derive(Clone, Copy, Debug, Default)]
struct Kinds {
    straight: bool,
    curly: bool,
    low: bool,
    guillemets: bool,
    straight_single: bool,
    curly_single: bool,
}

impl Kinds {
    fn are_mixed(self) -> bool {
        let doubles = [self.straight, self.curly, self.low, self.guillemets];
        doubles.into_iter().filter(|kind| *kind).count() > 1
            || self.straight_single && (self.curly_single || self.curly)
    }
}

/// The look at one paragraph.
struct Look<'t> {
    text: &'t str,
    span: Range<usize>,
    /// The mark of the quotation that is open.
    open: Option<&'t str>,
    has_marks: bool,
    is_odd: bool,
}

/// What a place says about the mark in it.
enum Place {
    Opening,
    Closing,
    Odd,
}

impl<'t> Look<'t> {
    fn new(text: &'t str, span: Range<usize>) -> Look<'t> {
        Look { text, span, open: None, has_marks: false, is_odd: false }
    }

    fn run(mut self, signs: &Signs, kinds: &mut Kinds) -> Glanced {
        let bytes = self.text.as_bytes();
        let mut at = self.span.start;
        while let Some(found) = signs.next(&bytes[..self.span.end], at) {
            let rest = &bytes[found..self.span.end];
            at = found
                + match rest {
                    [0xE2, 0x80, 0x98..=0x9F | 0xB9 | 0xBA, ..] => {
                        self.look(found, 3, kinds);
                        3
                    }
                    [0xE2, ..] => 3,
                    [0xC2, 0xAB | 0xBB, ..] => {
                        self.look(found, 2, kinds);
                        2
                    }
                    [0xC2, ..] => 2,
                    // Two of them may stand for one mark.
                    [first, second, ..] if first == second => {
                        (self.is_odd, self.has_marks) = (true, true);
                        2
                    }
                    [b'"' | b'\'', ..] => {
                        self.look(found, 1, kinds);
                        1
                    }
                    _ => 1,
                };
        }
        Glanced {
            is_left_open: self.has_marks.then_some(self.open.is_some()),
            is_odd: self.is_odd,
            span: self.span,
        }
    }

    /// Looks at the mark of `length` bytes at `at`.
    fn look(&mut self, at: usize, length: usize, kinds: &mut Kinds) {
        self.has_marks = true;
        let (before, after) = (&self.text[self.span.start..at], &self.text[at + length..self.span.end]);
        let left = before.chars().next_back().unwrap_or('\n');
        let right = after.chars().next().unwrap_or('\n');
        let mark = &self.text[at..at + length];
        match mark {
            "'" | "’" => {
                let inside = left.is_alphabetic() && right.is_alphabetic();
                kinds.straight_single |= mark == "'";
                kinds.curly_single |= mark == "’";
                self.is_odd |= !inside && is_odd_single(mark, left, right, after);
            }
            "‘" => {
                let is_opening = (is_edge(left) || opens(left)) && right.is_alphanumeric();
                self.is_odd |= !is_opening || is_clipped(after);
                kinds.curly_single = true;
            }
            "‚" | "‛" | "‹" | "›" | "‟" => self.is_odd = true,
            _ => {
                kinds.straight |= mark == "\"";
                kinds.low |= mark == "„";
                kinds.guillemets |= mark == "«";
                self.look_double(mark, left, right, before, kinds);
            }
        }
    }

    fn look_double(&mut self, mark: &'t str, left: char, right: char, before: &str, kinds: &mut Kinds) {
        let place = if (is_edge(left) || opens(left)) && !is_edge(right) && right != '.' {
            Place::Opening
        } else if !is_edge(left) && !opens(left) && !right.is_alphanumeric() && right != '(' {
            Place::Closing
        } else {
            Place::Odd
        };
        // A dash stands before and behind quotations.
        let place = match place {
            Place::Opening if self.open.is_some() && !is_edge(left) && !right.is_alphanumeric() => {
                Place::Closing
            }
            place => place,
        };
        let is_line = || before.trim_end_matches(is_blank).chars().next_back().is_none_or(ends_line);
        self.is_odd |= match place {
            Place::Opening => {
                kinds.curly |= mark == "“";
                let in_turn = self.open.is_none() || is_line();
                self.open = Some(mark);
                !in_turn || matches!(mark, "”" | "»")
            }
            Place::Closing => {
                self.open.take().is_none_or(|open| open == "“" && mark == "“") || matches!(mark, "„" | "«")
            }
            Place::Odd => true,
        };
    }
}

/// Whether an apostrophe that is not between letters is odd.
fn is_odd_single(mark: &str, left: char, right: char, after: &str) -> bool {
    match (is_edge(left) || opens(left), right.is_alphanumeric()) {
        (true, true) => mark == "’" && !is_clipped(after),
        (true, false) => is_edge(left) && is_edge(right),
        (false, true) => !left.is_alphanumeric(),
        (false, false) => false,
    }
}

/// Whether a word begins that lost its beginning.
fn is_clipped(after: &str) -> bool {
    let word = &after[..after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len())];
    is_decade(word) || is_elision(word, "en")
}

fn is_edge(c: char) -> bool {
    is_blank(c) || ends_line(c)
}

/// Whether a character stands between a blank and an opening mark, or is a dash.
fn opens(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '—'
            | '–'
            | '-'
            | '/'
            | '“'
            | '„'
            | '«'
            | '‘'
            | '‚'
            | '"'
            | '\''
            | '¿'
            | '¡'
            | '>'
    )
}

/// Which bytes marks begin with in a text. Most texts have quotation marks and apostrophes alone, which one search finds; the
/// others begin with bytes that are frequent in prose, so they are looked for only where they are.
struct Signs {
    has_others: bool,
}

impl Signs {
    /// Looks for guillemets, and for two of a sign that stand for one: all in one pass.
    fn of(text: &[u8]) -> Signs {
        let is_other = |[a, b, _]: [u8; 3]| {
            let is_pair = (a == b) & ((a == b'`') | (a == b',') | (a == b'<') | (a == b'>'));
            is_pair | (a == 0xC2) & ((b == 0xAB) | (b == 0xBB))
        };
        Signs { has_others: next_triple(text, 0, is_other).is_some() }
    }

    /// The first place at or after `from` where a mark may begin.
    fn next(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let rest = bytes.get(from..)?;
        if !self.has_others {
            return memchr3(b'"', b'\'', 0xE2, rest).map(|found| from + found);
        }
        let is_sign = |byte: &u8| matches!(byte, b'"' | b'\'' | b'`' | b',' | b'<' | b'>' | 0xC2 | 0xE2);
        rest.iter().position(is_sign).map(|found| from + found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::survey;

    fn is_odd(text: &str) -> bool {
        glance(text, survey(text), true).iter().any(|glanced| glanced.is_odd)
    }

    #[test]
    fn marks_where_they_belong_are_not_odd() {
        for text in [
            "“It’s fine,” she said. “Really—“",
            "“One.\n\n“Two,” he said (“so” and “so”).",
            "\"It's fine,\" she said. The dogs' bowl.",
            "Rock ’n’ roll of the ’90s, ’tis said.",
            "„Gut“, sagte er. „Ja“",
            "«Sí», dijo; «no».",
            "He said—“no”—and left.",
        ] {
            let expected = text.ends_with("—“");
            assert_eq!(is_odd(text), expected, "{text}");
        }
    }

    #[test]
    fn marks_with_a_wrong_side_or_out_of_turn_are_odd() {
        for text in [
            "“For profit, ”said Ann.",
            "“ For profit,” said Ann.",
            "He said“no” to it.",
            "”No,” he said.",
            "He said no” to it.",
            "“For profit,\" said Ann. “No.”",
            "``No,'' he said.",
            "page, ’and I did",
            "The ‘90s and ‘tis",
            "« no »",
        ] {
            assert!(is_odd(text), "{text}");
        }
    }
}
