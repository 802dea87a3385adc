//! The line that a suspect stands on, and whether it is running text at all.

use std::cell::OnceCell;
use std::ops::Range;

use memchr::{memchr2, memrchr2};

/// One line of a text; what it is asked for is found out once.
pub(super) struct Line<'t> {
    pub(super) text: &'t str,
    pub(super) span: Range<usize>,
    prose: OnceCell<bool>,
    pairs: OnceCell<Pairs>,
}

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
        Line { text, span: start..end, prose: OnceCell::new(), pairs: OnceCell::new() }
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
        *self.prose.get_or_init(|| {
            let content = self.content().trim();
            let is_code = content
                .bytes()
                .any(|byte| matches!(byte, b'{' | b'}' | b'<' | b'>' | b'|' | b'=' | b'\\' | b'\t' | b'^'))
                || content.starts_with(['$', '#', '%', '>'])
                    && content[1..].starts_with(' ')
                    && !content[1..].trim_start().starts_with(char::is_uppercase)
                    && !content[1..].trim_start().starts_with(|c: char| c.is_ascii_digit())
                || ["::", "()", "->", "&&", "   ", ";;", "--flag"].iter().any(|sign| content.contains(sign));
            !is_code && words(content).next().is_some()
        })
    }

    /// Whether the line has at least `least` words of two letters or more.
    pub(super) fn has_words(&self, least: usize) -> bool {
        words(self.content()).take(least).count() == least
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
