//! References that a text shows instead of using them: `it turns < into &lt;`, `&amp; is an ampersand`.

use super::entities::Reference;
use super::mention::talks_about_markup;
use crate::filters::whitespace::is_blank;
use crate::lines::ends_line;

/// What stands between a sign and its reference, whichever comes first.
const BETWEEN: &[&str] = &[
    "as",
    "becomes",
    "by",
    "for",
    "into",
    "is",
    "is written",
    "is written as",
    "means",
    "not",
    "to",
    "with",
    "=",
    "→",
    "->",
    "=>",
    "(",
    ": ",
    "instead of",
    "stands for",
    "was",
];
/// What a sentence says of the reference that it begins with.
const SAYS: &[&str] = &[" is ", " means ", " stands for ", " becomes ", " turns into "];
/// The longest piece between, in bytes.
const LONGEST: usize = 24;

/// Takes the signs of markup out of `found` where the text is about how to write them.
pub(super) fn keep_shown(text: &str, found: &mut Vec<Reference>) {
    let is_sign = |reference: &Reference| matches!(reference.text.as_ref(), "<" | ">" | "&");
    if !found.iter().any(is_sign) {
        return;
    }
    let is_shown = |reference: &Reference| {
        is_sign(reference) && (is_beside_its_sign(text, reference) || is_subject(text, reference))
    };
    if found.iter().any(is_shown) || talks_about_markup(text, &[]) && !text.contains('<') {
        found.retain(|reference| !is_sign(reference) && reference.text != "\u{A0}");
    }
}

/// Whether the sign itself stands apart beside its reference, with one of a few words between.
fn is_beside_its_sign(text: &str, reference: &Reference) -> bool {
    let sign = reference.text.as_ref();
    let is_open = |c: char| is_blank(c) || ends_line(c) || matches!(c, '"' | '\'' | '“' | '‘' | '(' | '«');
    let is_close = |c: char| {
        is_blank(c) || ends_line(c) || matches!(c, '"' | '\'' | '”' | '’' | ')' | '»' | ',' | '.' | ';')
    };
    let is_apart = |at: usize| {
        text[..at].chars().next_back().is_none_or(is_open)
            && text[at + 1..].chars().next().is_none_or(is_close)
    };
    let links = |piece: &str| {
        let piece =
            piece.trim_matches(|c: char| is_blank(c) || matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’'));
        BETWEEN.contains(&piece)
    };
    let (start, end) = (reference.span.start, reference.span.end);
    let bytes = text.as_bytes();
    let is_sign = |byte: &u8| sign.as_bytes() == [*byte];
    let near = start.saturating_sub(LONGEST);
    let before = bytes[near..start].iter().rposition(is_sign).map(|at| near + at);
    let after = bytes[end..].iter().take(LONGEST).position(is_sign).map(|at| end + at);
    before.is_some_and(|at| is_apart(at) && links(&text[at + 1..start]))
        || after.is_some_and(|at| is_apart(at) && links(&text[end..at]))
}

/// Whether a sentence says of the reference what it is. A `>` at the start of a line quotes an e-mail.
fn is_subject(text: &str, reference: &Reference) -> bool {
    let before = text[..reference.span.start].chars().next_back();
    let starts = before.is_none_or(ends_line);
    // `Smith &amp; is` would be no sentence.
    (starts && reference.text != ">" || before.is_some_and(is_blank))
        && SAYS.iter().any(|says| text[reference.span.end..].starts_with(says))
}
