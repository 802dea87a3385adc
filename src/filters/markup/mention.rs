//! Whether a text is about markup: then all of it stays.
//!
//! ```text
//! Use the <br> tag for a line break.      “<b>” is bold.      <b>, <i> and <u>      learn HTML, then more HTML
//! ```
//!
//! One sign is enough, but for what a tag holds: `<b>bold</b>` happens by chance on a page. An article that lost its tags by mistake can teach nobody; one that keeps some can be read.

use std::ops::Range;

use memchr::memmem;

use super::elements::Kind;
use super::tag::Side;
use super::tokens::{Token, What};
use crate::filters::whitespace::is_blank;
use crate::lines::ends_line;

/// What an article calls the markup that it shows, beside it.
const WORDS: &[&str] = &[
    "tag",
    "tags",
    "tag's",
    "element",
    "elements",
    "attribute",
    "attributes",
    "shortcode",
    "shortcodes",
    "entity",
    "entities",
    "markup",
    "balise",
    "balises",
    "etiqueta",
    "etiquetas",
    "elemento",
    "elementos",
    "etichetta",
    "elementi",
    "tagi",
    "тег",
    "тега",
    "теги",
    "тегом",
    "тегов",
    "标签",
    "タグ",
];
/// What only an article about markup says.
const PHRASES: &[&str] = &[
    "HTML tag",
    "html tag",
    "HTML element",
    "HTML code",
    "HTML-Code",
    "HTML entit",
    "HTML markup",
    "HTML attribute",
    "HTML source",
    "HTML syntax",
    "escape HTML",
    "escaped HTML",
    "escapes HTML",
    "escaping HTML",
    "HTML escap",
    "HTML5 element",
    "HTML5 tag",
    "HTML-Tag",
    "HTML-Element",
    "character entit",
    "character reference",
    "balise HTML",
    "balises HTML",
    "code HTML",
    "código HTML",
    "etiqueta HTML",
    "etiquetas HTML",
    "codice HTML",
    "HTML-код",
    "BBCode",
    "bbcode",
    "BB code",
];
/// The text that teaches inside a tag: `write <b>text</b>`.
const SAMPLES: &[&str] =
    &["...", "…", "text", "Text", "your text", "your text here", "texte", "texto", "testo", "bold", "italic"];

/// What teachers tell somebody to do with markup.
pub(in crate::filters) const VERBS: &[&str] = &[
    "add", "enter", "enters", "entered", "insert", "paste", "pasted", "put", "puts", "type", "typed",
    "types", "typing", "use", "used", "uses", "using", "write", "writes", "writing", "wrote",
];

/// Whether the text shows its markup instead of being made with it.
pub(super) fn is_about_markup(text: &str, tokens: &[Token]) -> bool {
    let is_page = is_page(text, tokens);
    talks_about_markup(text, tokens)
        || tokens.iter().enumerate().any(|(index, token)| {
            let next = tokens.get(index + 1);
            let bare = bare_opening(token);
            let is_mentioned = is_quoted(text, &token.span)
                || (is_opening(token) && is_named(text, &token.span))
                || (bare.is_some() && is_listed(text, token, next))
                || bare.is_some()
                    && next.is_some_and(|next| is_sample(text, token, next))
                    && (!is_page || follows_verb(text, token.span.start));
            is_mentioned && !is_in_form(text, token.span.start)
        })
}

fn is_opening(token: &Token) -> bool {
    matches!(&token.what, What::Tag(tag) if tag.side != Side::Close)
}

/// The name of an opening tag without attributes.
fn bare_opening(token: &Token) -> Option<&str> {
    match &token.what {
        What::Tag(tag) if tag.side != Side::Close && !tag.has_attributes => Some(&tag.name),
        _ => None,
    }
}

/// Whether the words say that HTML is the subject: a phrase, or the word twice.
pub(super) fn talks_about_markup(text: &str, tokens: &[Token]) -> bool {
    let bytes = text.as_bytes();
    let is_inside = |at: usize| {
        let next = tokens.partition_point(|token| token.span.end <= at);
        tokens.get(next).is_some_and(|token| token.span.start <= at)
    };
    let counts = |at: &usize| !is_inside(*at) && !is_in_form(text, *at);
    let mentions = memmem::find_iter(bytes, "HTML").filter(counts).take(2).count();
    mentions > 1
        || (mentions > 0
            || memmem::find(bytes, b"tml").is_some()
            || memmem::find(bytes, b"entit").is_some()
            || memmem::find(bytes, b"ode").is_some()
            || memmem::find(bytes, b"reference").is_some())
            && PHRASES.iter().any(|phrase| memmem::find_iter(bytes, phrase).take(8).any(|at| counts(&at)))
}

/// Whether what stands at `at` is in the list of tags that a comment may have, as the forms of `WordPress` give it.
pub(super) fn is_in_form(text: &str, at: usize) -> bool {
    const NEAR: usize = 1000;
    let mut from = at.saturating_sub(NEAR);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let line = &text[from..at];
    let line = line.rsplit(ends_line).next().unwrap_or(line);
    ["You may use", "You can use", "allowed tags", "Allowed tags", "allowed HTML", "Allowed HTML"]
        .iter()
        .any(|words| line.contains(words))
}

/// Whether quotation marks stand directly round `span`, with the open one first.
pub(in crate::filters) fn is_quoted(text: &str, span: &Range<usize>) -> bool {
    let (left, right) = (&text[..span.start], &text[span.end..]);
    let (Some(open), Some(close)) = (left.chars().next_back(), right.chars().next()) else { return false };
    let opens =
        matches!(open, '"' | '\'' | '`' | '“' | '‘' | '„' | '‚' | '«' | '‹' | '”' | '’' | '»' | '(' | '「');
    let closes = matches!(close, '"' | '\'' | '`' | '”' | '’' | '“' | '‘' | '»' | '›' | '«' | ')' | '」');
    let before = left.chars().rev().nth(1);
    let after = right.chars().nth(1);
    opens
        && closes
        && before
            .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | ',' | '!' | '?' | '>' | ';' | '…'))
        && after.is_none_or(|c| !c.is_alphanumeric() && c != '<' && c != '&')
}

/// Whether the word beside a tag calls it one: `the <b> tag`, `tags <b>, <i>`.
fn is_named(text: &str, span: &Range<usize>) -> bool {
    let (left, right) = (&text[..span.start], &text[span.end..]);
    let is_open = |c: char| is_blank(c) || ends_line(c) || matches!(c, '(' | '“' | '"');
    if !left.chars().next_back().is_none_or(is_open) {
        return false;
    }
    let is_letter = |c: char| c.is_alphabetic() || c == '\'';
    if let Some(rest) = right.strip_prefix([' ', '-', '\u{A0}']) {
        let word = &rest[..rest.find(|c: char| !is_letter(c)).unwrap_or(rest.len())];
        let is_compound = right.starts_with('-') && WORDS.contains(&word.to_lowercase().as_str());
        if is_compound
            || WORDS.contains(&word)
            || word.strip_prefix("Tag").is_some_and(|ending| matches!(ending, "" | "s"))
        {
            return true;
        }
    }
    let is_apart = right.chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '<');
    let before = left.trim_end_matches([' ', '\u{A0}', ':', '(']);
    let word = &before[before
        .rfind(|c: char| !is_letter(c))
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8))..];
    is_apart && before.len() < left.len() && WORDS.contains(&word.to_lowercase().as_str())
}

/// Whether two bare tags stand in a list: `<b>, <i>`, `<b> and <i>`.
fn is_listed(text: &str, token: &Token, next: Option<&Token>) -> bool {
    let Some(next) = next.filter(|next| bare_opening(next).is_some()) else { return false };
    let between = &text[token.span.end..next.span.start];
    matches!(
        between,
        ", " | " and " | " or " | " und " | " oder " | " et " | " ou " | " y " | " o " | " e " | " и " | "、"
    )
}

/// Whether the pair is filled with what teachers write: `<b>text</b>`.
fn is_sample(text: &str, token: &Token, next: &Token) -> bool {
    let is_end = matches!(&next.what, What::Tag(tag) if tag.side == Side::Close && bare_opening(token) == Some(tag.name.as_str()));
    is_end && SAMPLES.contains(&&text[token.span.end..next.span.start])
}

/// Whether the text is made with its tags for all to see: several have attributes, or a paragraph is shut where the
/// next is opened or where its line ends.
fn is_page(text: &str, tokens: &[Token]) -> bool {
    let has_attributes = |token: &&Token| matches!(&token.what, What::Tag(tag) if tag.has_attributes);
    let is_block = |token: &Token, side: Side| matches!(&token.what, What::Tag(tag) if tag.side == side && matches!(tag.kind, Kind::Paragraph));
    let is_edge = |c: char| is_blank(c) || ends_line(c);
    tokens.iter().filter(has_attributes).take(3).count() > 2
        || tokens.windows(2).any(|pair| {
            is_block(&pair[0], Side::Close)
                && is_block(&pair[1], Side::Open)
                && text[pair[0].span.end..pair[1].span.start].chars().all(is_edge)
        })
        || tokens.iter().any(|token| {
            is_block(token, Side::Open) && text[..token.span.start].chars().next_back().is_none_or(ends_line)
        }) && tokens.iter().any(|token| {
            is_block(token, Side::Close) && text[token.span.end..].chars().next().is_none_or(ends_line)
        })
}

/// Whether a word that tells somebody to write stands before `at`: `Type <b>text</b>`.
fn follows_verb(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\u{A0}', ':']);
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    before.len() < at && VERBS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    fn is_about(text: &str) -> bool {
        is_about_markup(text, &tokens(text))
    }

    #[test]
    fn a_text_that_shows_its_tags_is_about_them() {
        for text in [
            "Use the <br> tag for a line break.",
            "Das <b>-Element macht fett.",
            "the tags <b>, <i>",
            "“<b>” is bold",
            "put it in `<p>` or in \"<div>\".",
            "Learn HTML. HTML is easy: <p>",
            "An HTML tag is <p>.",
            "Write <b>text</b> to shout.",
            "She was <b>bold</b>.",
            "<p>Write <b>bold</b> to shout.</p>",
            "either <ul> or <ol>",
        ] {
            assert!(is_about(text), "{text}");
        }
    }

    #[test]
    fn a_text_that_is_made_with_tags_is_not() {
        for text in [
            "<p>He saw the <b>design</b> elements.</p>",
            "<p>\"<b>Yes</b>\"</p>",
            "A page in HTML. <br/>",
            "<p>She was <b>bold</b> and won.</p>",
            "One.</p> <p><i>italic</i>",
            "<img src=\"a\"> <a href=\"b\">c</a> <a href=\"b\">c</a> <i>italic</i>",
            "<a href=\"x.html\">one</a>, <a href=\"y.html\">two</a>",
            "\"Yes,\"<br>\"No.\"",
            "You may use these HTML tags and attributes: <a href=\"\" title=\"\">",
        ] {
            assert!(!is_about(text), "{text}");
        }
    }
}
