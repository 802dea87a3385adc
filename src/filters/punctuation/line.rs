//! The line that a suspect stands on, and whether it is running text at all.

use std::cell::OnceCell;
use std::ops::Range;

use memchr::{memchr2, memrchr2};

use super::{doubled, spoken, tongue};
use crate::blocks;

/// One line of a text. A line can be as long as the text and have a suspect at every other byte, so what is asked of all of
/// it is found out once.
pub(super) struct Line<'t> {
    pub(super) text: &'t str,
    pub(super) span: Range<usize>,
    words: OnceCell<usize>,
    prose: OnceCell<bool>,
    pairs: OnceCell<Pairs>,
    calls: OnceCell<Vec<(usize, usize)>>,
    french: OnceCell<bool>,
    habits: OnceCell<Habits>,
    spoken: OnceCell<bool>,
}

/// What marks a line holds, and where.
#[expect(clippy::struct_excessive_bools, reason = "what a line is asked for, each by name")]
pub(super) struct Habits {
    /// Where the last marks begin that close a quotation which two commas may open.
    pub(super) last_closing: Option<usize>,
    /// Where the last quotation mark or apostrophe begins.
    pub(super) last_quotation: Option<usize>,
    /// Whether a comma has blanks on both sides.
    pub(super) has_comma_apart: bool,
    /// Whether `¿` or `¡` has a blank behind it.
    pub(super) has_opening_apart: bool,
    /// Whether it reads like an entry in the catalogue of a library.
    pub(super) is_catalogue: bool,
    /// Whether the line above or below it has a colon set apart too, as in a list of labels.
    pub(super) has_label_beside: bool,
}

/// More words of a line than anybody asks for.
const MOST_WORDS: usize = 8;

/// The brackets of a line that belong together, by their opening ones and by their closing ones.
struct Pairs {
    by_opening: Vec<(usize, usize)>,
    by_closing: Vec<(usize, usize)>,
}

impl<'t> Line<'t> {
    /// The line of `text` that holds the byte at `at`, which is not before `from`, where a line begins.
    pub(super) fn around(text: &'t str, from: usize, at: usize) -> Line<'t> {
        let bytes = text.as_bytes();
        let start = memrchr2(b'\n', b'\r', &bytes[from..at]).map_or(from, |end| from + end + 1);
        let end = memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |end| at + end);
        Line {
            text,
            span: start..end,
            words: OnceCell::new(),
            prose: OnceCell::new(),
            pairs: OnceCell::new(),
            calls: OnceCell::new(),
            french: OnceCell::new(),
            habits: OnceCell::new(),
            spoken: OnceCell::new(),
        }
    }

    /// The line without its end.
    pub(super) fn content(&self) -> &'t str {
        &self.text[self.span.clone()]
    }

    /// What stands before and after a span of the line.
    pub(super) fn sides(&self, span: &Range<usize>) -> (&'t str, &'t str) {
        (&self.text[self.span.start..span.start], &self.text[span.end..self.span.end])
    }

    /// Whether the line is running text: no code, no row of a table, no columns.
    pub(super) fn is_prose(&self) -> bool {
        *self.prose.get_or_init(|| !blocks::is_code(self.content().trim()) && self.has_words(1))
    }

    /// Whether the line has at least `least` words of two letters or more.
    pub(super) fn has_words(&self, least: usize) -> bool {
        debug_assert!(least <= MOST_WORDS, "the words of a line are counted up to {MOST_WORDS}");
        *self.words.get_or_init(|| words(self.content()).take(MOST_WORDS).count()) >= least
    }

    /// Whether the line is French, whatever the text is.
    pub(super) fn is_french(&self) -> bool {
        *self.french.get_or_init(|| tongue::is_french(self.content()))
    }

    /// Whether the line speaks of marks, and does not only have them.
    pub(super) fn speaks_of_marks(&self) -> bool {
        *self.spoken.get_or_init(|| spoken::speaks_of_marks(self.content()))
    }

    /// What marks the line holds.
    pub(super) fn habits(&self) -> &Habits {
        self.habits.get_or_init(|| {
            let content = self.content();
            let place = |at: usize| self.span.start + at;
            Habits {
                last_closing: doubled::last_closing(content).map(place),
                last_quotation: content.rfind(['‘', '’', '\'', '“', '"', '`']).map(place),
                has_comma_apart: content.contains(" , "),
                has_opening_apart: ["¿ ", "¡ "].iter().any(|mark| content.contains(mark)),
                is_catalogue: is_catalogue(content),
                has_label_beside: self
                    .neighbours()
                    .any(|line| line.contains(" :") || line.contains("\u{A0}:")),
            }
        })
    }

    /// The lines above and below this one, past empty ones.
    fn neighbours(&self) -> impl Iterator<Item = &'t str> {
        let above = self.text[..self.span.start].trim_end_matches(['\n', '\r']).rsplit(['\n', '\r']).next();
        let below = self.text[self.span.end..].trim_start_matches(['\n', '\r']).split(['\n', '\r']).next();
        [above, below].into_iter().flatten()
    }

    /// Whether `at` stands in what a program is asked to do, `print( mill , owl )`: brackets with blanks inside that touch a word
    /// and hold nothing that `is_little` knows as a word of a sentence.
    pub(super) fn is_in_call(&self, at: usize, is_little: impl Fn(&str) -> bool) -> bool {
        let calls = self.calls.get_or_init(|| {
            let mut calls: Vec<(usize, usize)> = Vec::new();
            for &(opening, closing) in &self.pairs().by_opening {
                let is_outside = calls.last().is_none_or(|(_, end)| *end < opening);
                if is_outside && blocks::is_call(self.text, opening..closing, &is_little) {
                    calls.push((opening, closing));
                }
            }
            calls
        });
        let after = calls.partition_point(|(opening, _)| *opening <= at);
        after > 0 && at <= calls[after - 1].1
    }

    /// The bracket that closes the one at `opening`.
    pub(super) fn closing(&self, opening: usize) -> Option<usize> {
        let pairs = &self.pairs().by_opening;
        let at = pairs.binary_search_by_key(&opening, |pair| pair.0).ok()?;
        Some(pairs[at].1)
    }

    /// The bracket that opens the one at `closing`.
    pub(super) fn opening(&self, closing: usize) -> Option<usize> {
        let pairs = &self.pairs().by_closing;
        let at = pairs.binary_search_by_key(&closing, |pair| pair.1).ok()?;
        Some(pairs[at].0)
    }

    fn pairs(&self) -> &Pairs {
        self.pairs.get_or_init(|| {
            let mut open: Vec<(u8, usize)> = Vec::new();
            let mut by_closing = Vec::new();
            for (at, byte) in self.content().bytes().enumerate() {
                match byte {
                    b'(' | b'[' => open.push((byte, self.span.start + at)),
                    b')' | b']' => {
                        let partner = if byte == b')' { b'(' } else { b'[' };
                        match open.pop() {
                            Some((kind, start)) if kind == partner => {
                                by_closing.push((start, self.span.start + at));
                            }
                            // `[0, 1)` and the like: nothing before belongs to anything after.
                            _ => open.clear(),
                        }
                    }
                    _ => {}
                }
            }
            let mut by_opening = by_closing.clone();
            by_opening.sort_unstable();
            Pairs { by_opening, by_closing }
        })
    }
}

/// Catalogues of libraries set their marks apart: `Mills : a history / Ann Bell. - Wells : Owl, 1999`.
fn is_catalogue(line: &str) -> bool {
    line.contains(" / ")
        || line.contains(". - ")
        || line.contains(". — ")
        || line.matches(" : ").nth(1).is_some()
}

/// The words of two letters or more.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_word = |word: &&str| word.chars().nth(1).is_some();
    text.split(|c: char| !c.is_alphabetic()).filter(is_word)
}

/// Whether a full stop or a comma behind `left` does: a letter of any script that sets them close.
pub(super) fn ends_in_letter(left: &str) -> bool {
    // Thai to Tibetan, Burmese and Khmer have blanks of their own; East Asian marks are wide.
    let sets_apart = |c| matches!(c, '\u{E00}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..);
    left.ends_with(|c: char| c.is_alphabetic() && !sets_apart(c))
}

/// Whether a mark behind `left` ends or divides a sentence there: a letter of a script that has these marks, a number, or
/// what closes a quotation or a bracket.
pub(super) fn ends_in_text(left: &str) -> bool {
    let mut before = left.chars().rev();
    match before.next() {
        Some(')' | ']' | '”' | '’' | '"' | '\'' | '»' | '%' | '*' | '_') => before
            .find(|c| {
                !matches!(c, ')' | ']' | '”' | '’' | '"' | '\'' | '*' | '_' | '.' | ',' | '!' | '?' | '…')
            })
            .is_some_and(is_text),
        Some(c) => is_text(c),
        None => false,
    }
}

fn is_text(c: char) -> bool {
    c.is_numeric() || is_letter(c) || matches!(c, '%' | '°')
}

/// A letter of the Latin, Greek or Cyrillic script.
pub(super) fn is_letter(c: char) -> bool {
    c.is_alphabetic()
        && matches!(c, '\0'..='\u{52F}' | '\u{1C80}'..='\u{1C8F}' | '\u{1D00}'..='\u{1FFF}' | '\u{2C60}'..='\u{2C7F}' | '\u{A640}'..='\u{A69F}' | '\u{A720}'..='\u{A7FF}')
}

/// The blanks that may stand before a mark by mistake.
pub(super) fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}')
}

/// Whether the last word of `left` is an address, a path or a name of something in a program: a blank after it is no mistake.
pub(super) fn ends_in_name(left: &str) -> bool {
    // A longer word is none.
    const LONGEST: usize = 80;
    let from = (left.len().saturating_sub(LONGEST)..left.len())
        .find(|at| left.is_char_boundary(*at))
        .unwrap_or(left.len());
    let tail = &left[from..];
    let Some(start) = tail.rfind(char::is_whitespace) else { return from > 0 };
    let word = tail[start..]
        .trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '/' | '@' | '_' | '\\' | '#' | '~'));
    let is_host = word.split('.').count() > 1 && word.split('.').all(|part| part.len() > 1);
    is_host || word.contains(['/', '@', '_', '\\', '#', '~', '='])
}
