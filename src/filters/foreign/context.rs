//! What stands around a word.

use std::ops::Range;

/// A place in a text, with a view to both sides. Sides end at a line end.
#[derive(Clone)]
pub(super) struct Context<'t> {
    text: &'t str,
    span: Range<usize>,
}

/// How far a context looks, in bytes: a few words.
const FAR: usize = 80;

impl<'t> Context<'t> {
    pub(super) fn new(text: &'t str, span: Range<usize>) -> Context<'t> {
        Context { text, span }
    }

    /// The text before, from the start of the line or [`FAR`] bytes back.
    pub(super) fn before(&self) -> &'t str {
        let from = self.text.floor_char_boundary(self.span.start.saturating_sub(FAR));
        let before = &self.text[from..self.span.start];
        before.rsplit('\n').next().unwrap_or(before)
    }

    /// The text after, to the end of the line or [`FAR`] bytes on.
    pub(super) fn after(&self) -> &'t str {
        let to = self.text.floor_char_boundary((self.span.end + FAR).min(self.text.len()));
        let after = &self.text[self.span.end..to];
        after.split('\n').next().unwrap_or(after)
    }

    /// The word before, if only a space stands between.
    pub(super) fn left(&self) -> Option<&'t str> {
        let before = self.before().strip_suffix(' ')?;
        let word = before.rsplit(|c: char| !is_in_word(c)).next()?;
        (!word.is_empty()).then_some(word)
    }

    /// The word before that one.
    pub(super) fn second_left(&self) -> Option<&'t str> {
        let left = self.left()?;
        let start = self.span.start - 1 - left.len();
        Context::new(self.text, start..start).left()
    }

    /// The word after, if only a space stands between.
    pub(super) fn right(&self) -> Option<&'t str> {
        let word = self.after().strip_prefix(' ')?.split(|c: char| !is_in_word(c)).next()?;
        (!word.is_empty()).then_some(word)
    }

    /// The word after that one.
    pub(super) fn second_right(&self) -> Option<&'t str> {
        let right = self.right()?;
        let end = self.span.end + 1 + right.len();
        Context::new(self.text, end..end).right()
    }

    /// Whether a sentence begins here.
    pub(super) fn begins_sentence(&self) -> bool {
        let before = self.before().trim_end_matches([' ', '"', '“', '„', '«', '\'', '‘', '(']);
        before.is_empty() || before.ends_with(['.', '!', '?', ':', '…'])
    }

    /// Whether the span stands in quotation marks or italics, alone or with a few words.
    pub(super) fn is_set_apart(&self) -> bool {
        const MARKS: [char; 14] = ['"', '“', '”', '„', '«', '»', '‘', '’', '\'', '*', '_', '‚', '‹', '›'];
        let (before, after) = (self.before(), self.after());
        let near = before.floor_char_boundary(before.len().saturating_sub(SHORT));
        let opens = before[near..]
            .char_indices()
            .any(|(at, c)| MARKS.contains(&c) && !before[..near + at].ends_with(char::is_alphanumeric));
        let near = after.floor_char_boundary(SHORT.min(after.len()));
        let closes = after[..near].char_indices().any(|(at, c)| {
            MARKS.contains(&c) && !after[at + c.len_utf8()..].starts_with(char::is_alphanumeric)
        });
        opens && closes
    }
}

/// How much of a quotation may stand on either side for it to be a short one, in bytes.
const SHORT: usize = 24;

/// `word` with a capital.
pub(super) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

pub(super) fn is_in_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')
}
