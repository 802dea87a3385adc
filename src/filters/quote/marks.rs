//! The marks of a paragraph, and what stands around each.

use std::ops::Range;

use super::words::is_elision;
use crate::filters::whitespace::is_blank;
use crate::lines::ends_line;

/// A quotation mark or an apostrophe, or two characters that stand for one mark (` `` `, `''`, `,,`).
#[derive(Clone, Debug)]
pub(super) struct Mark<'t> {
    /// Bytes of the text.
    pub(super) span: Range<usize>,
    pub(super) form: &'t str,
    /// The characters beside it; a line end at either end of its line.
    pub(super) left: char,
    pub(super) right: char,
    /// The first characters beyond the blanks beside it, and the bytes of those blanks.
    pub(super) near_left: char,
    pub(super) near_right: char,
    pub(super) blank_left: usize,
    pub(super) blank_right: usize,
}

/// The two families of marks: those of quotations, and those of quotations within, which apostrophes look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Double,
    Single,
}

/// Two characters that stand for one double mark.
pub(super) const TWINS: [&str; 8] = ["``", "''", "‘‘", "’’", ",,", "´´", "<<", ">>"];

impl Family {
    /// The mark that `rest` begins with, in bytes. Twins are double marks, and three marks in a row are nothing.
    fn length_at(self, before: &str, rest: &str) -> Option<usize> {
        let first = rest.chars().next()?;
        let length = first.len_utf8();
        let again = rest[length..].starts_with(first);
        let is_run = before.ends_with(first) || again && rest[2 * length..].starts_with(first);
        // `''Tis the voice,' she said`: a quotation begins with a clipped word.
        let word = |rest: &str| rest.split(|c: char| !c.is_alphanumeric()).next().is_some_and(is_clipped);
        if first == '\''
            && (again && !is_run && word(&rest[2..]) || before.ends_with('\'') && word(&rest[1..]))
        {
            return (self == Family::Single).then_some(1);
        }
        if TWINS.iter().any(|twin| twin.starts_with(first)) && (again || before.ends_with(first)) {
            let after = rest[length..].chars().nth(1);
            let is_apart = !(before.ends_with(char::is_alphabetic) && after.is_some_and(char::is_alphabetic));
            // Urdu writes ’’ … ‘‘.
            let is_latin =
                !before.trim_end().ends_with(is_right_to_left) && !after.is_some_and(is_right_to_left);
            let is_twin = again && !is_run && is_apart && is_latin;
            return (self == Family::Double && is_twin).then_some(2 * length);
        }
        let is_mark = match self {
            Family::Double => matches!(first, '"' | '“' | '”' | '„' | '‟' | '«' | '»'),
            Family::Single => matches!(first, '\'' | '‘' | '’' | '‚' | '‛' | '‹' | '›'),
        };
        is_mark.then_some(length)
    }
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}')
}

fn is_clipped(word: &str) -> bool {
    is_elision(word, "en")
}

/// The bytes that marks begin with.
fn begins_mark(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`' | b',' | b'<' | b'>' | 0xC2 | 0xE2)
}

/// Appends the marks of one family in `paragraph` to `marks`, without those of tags, of values as in `id="x"` and behind a
/// backslash.
pub(super) fn collect<'t>(text: &'t str, paragraph: Range<usize>, family: Family, marks: &mut Vec<Mark<'t>>) {
    let bytes = text.as_bytes();
    let mut tag_end = paragraph.start;
    // So that many `<` and no `>` cost no more than a few.
    let mut may_have_tags = true;
    let mut at = paragraph.start;
    while at < paragraph.end {
        let Some(found) = bytes[at..paragraph.end].iter().position(|byte| begins_mark(*byte)) else { break };
        at += found;
        if bytes[at] == b'<' && at >= tag_end && may_have_tags && begins_tag(&text[at + 1..paragraph.end]) {
            let length = memchr::memchr(b'>', &bytes[at..paragraph.end]);
            may_have_tags = length.is_some();
            tag_end = length.map_or(tag_end, |length| at + length + 1);
        }
        let (before, rest) = (&text[paragraph.start..at], &text[at..paragraph.end]);
        let Some(length) = family.length_at(before, rest) else {
            at += 1;
            while !text.is_char_boundary(at) {
                at += 1;
            }
            continue;
        };
        let end = at + length;
        if bytes[at] == b'"' && before.ends_with('=') && at >= tag_end {
            tag_end = end + 1 + rest[length..].find(['"', '\n']).unwrap_or(0);
        }
        if at >= tag_end && !before.ends_with('\\') {
            marks.push(Mark::new(text, &paragraph, at..end));
        }
        at = end;
    }
}

/// Whether what follows `<` makes it an HTML tag.
fn begins_tag(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'))
}

impl<'t> Mark<'t> {
    fn new(text: &'t str, paragraph: &Range<usize>, span: Range<usize>) -> Mark<'t> {
        let (before, after) = (&text[paragraph.start..span.start], &text[span.end..paragraph.end]);
        let near_before = before.trim_end_matches(is_blank);
        let near_after = after.trim_start_matches(is_blank);
        let edge = |c: Option<char>| c.filter(|c| !ends_line(*c)).unwrap_or('\n');
        Mark {
            form: &text[span.clone()],
            left: edge(before.chars().next_back()),
            right: edge(after.chars().next()),
            near_left: edge(near_before.chars().next_back()),
            near_right: edge(near_after.chars().next()),
            blank_left: before.len() - near_before.len(),
            blank_right: after.len() - near_after.len(),
            span,
        }
    }

    /// Whether nothing but blanks stands before it on its line.
    pub(super) fn begins_line(&self) -> bool {
        self.near_left == '\n'
    }

    pub(super) fn is_straight(&self) -> bool {
        matches!(self.form, "\"" | "'")
    }

    pub(super) fn is_twin(&self) -> bool {
        TWINS.contains(&self.form)
    }

    /// The word behind it, without a blank between: letters and digits.
    pub(super) fn word_after(&self, text: &'t str) -> &'t str {
        let after = &text[self.span.end..];
        &after[..after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len())]
    }

    /// The word before it, without a blank between.
    pub(super) fn word_before(&self, text: &'t str) -> &'t str {
        let before = &text[..self.span.start];
        &before[before.trim_end_matches(char::is_alphanumeric).len()..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str, family: Family) -> Vec<&str> {
        let mut marks = Vec::new();
        collect(text, 0..text.len(), family, &mut marks);
        marks.iter().map(|mark| mark.form).collect()
    }

    #[test]
    fn two_characters_may_be_one_mark() {
        assert_eq!(forms("``a'' ,,b“ \"c\"", Family::Double), ["``", "''", ",,", "“", "\"", "\""]);
        assert_eq!(forms("‘a’ 'b' ``c''", Family::Single), ["‘", "’", "'", "'"]);
        assert_eq!(forms("a,,, b ''' c", Family::Double), [""; 0]);
    }

    #[test]
    fn marks_of_tags_and_values_are_none() {
        assert_eq!(forms("<a title=\"x\">\"y\"</a> [id=\"z\"] \\\"", Family::Double), ["\"", "\""]);
    }

    #[test]
    fn a_mark_knows_what_stands_beside_it_on_its_line() {
        let text = "one\n“ two";
        let mut marks = Vec::new();
        collect(text, 0..text.len(), Family::Double, &mut marks);
        let mark = &marks[0];
        assert!(mark.begins_line());
        assert_eq!((mark.left, mark.right, mark.near_right, mark.blank_right), ('\n', ' ', 't', 1));
        assert_eq!(mark.word_after(text), "");
    }
}
