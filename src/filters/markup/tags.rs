//! Tags and comments, and whole elements that hold no text.
//!
//! ```text
//! <p>The <b>vote</b> is on Monday.</p><p>Turnout was low.<br/></p><!-- end -->
//! The vote is on Monday.␊␊Turnout was low.
//! ```
//!
//! The text inside stays. Where a tag ends a line or a paragraph and the text does not, a line end takes its place.
//! Nothing goes from a text that is about markup (`mention.rs`), and nothing that stands for something else: generic
//! types, placeholders such as `<title>`, a tag that has no partner in a text without other markup.

use std::collections::HashMap;
use std::ops::Range;

use memchr::memmem;

use super::code_lines::in_code_lines;
use super::elements::{Kind, stands_alone};
use super::mention::{is_about_markup, is_in_form};
use super::seam::{Break, seam};
use super::tag::{Side, Tag};
use super::tokens::{Token, What, glance, tokens};
use super::{entities, programs};
use crate::edit::Edits;
use crate::filters::removal::{self, Found};
use crate::filters::whitespace::is_blank;
use crate::filters::{Filter, View};
use crate::lines::ends_line;
use crate::protect::Reach;
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static TAG: Rule = Rule {
    id: "markup/tag",
    summary: "HTML tag",
    why: "A scraper that copies the source of a page takes its tags along. The name must be on the list of HTML's \
          elements and the attributes must be some; the text inside stays, and a tag that ends a line or paragraph \
          becomes a line end where the text has none. Code, text about HTML, and bare tags without a partner stay.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "One.<br/>Two <b>or</b> three.\n", clean: "One.\nTwo or three.\n" },
        Example { dirty: "<p>One.</p><p>Two.</p>\n", clean: "One.\n\nTwo.\n" },
        Example { dirty: "One.\n<span id=\"midArticle_1\"/>\nTwo.\n", clean: "One.\nTwo.\n" },
        Example { dirty: "A <a href=\"https://example.org/\">link</a>.\n", clean: "A link.\n" },
        Example { dirty: "<p>She was <b>bold</b> and won.</p>\n", clean: "She was bold and won.\n" },
    ],
    keeps: &[
        "<Washington, DC> was the dateline, and a < 5 and b > 3.\n",
        "Use the <br> tag for a line break.\n",
        "A Vec<i> of them, <your name>, <grin> and <3.\n",
        "See <https://example.org/> or <jo@mail.example.org>.\n",
        "for (;;) {\n    if (a<b && b>c) printf(\"<b>%d</b>\\n\", i);\n}\n",
        "So echo('<br/>', $x) and\nlet page = f(x) + \"<p>One.</p>\";\n",
    ],
};

static COMMENT: Rule = Rule {
    id: "markup/comment",
    summary: "HTML comment or declaration",
    why: "No reader of the page saw it: comments, the document type, the marks of XML and of character data. A \
          comment that is not closed stays.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "One.\n<!-- wp:paragraph -->\nTwo.\n", clean: "One.\nTwo.\n" },
        Example { dirty: "One. <!--more--> Two.\n", clean: "One. Two.\n" },
        Example { dirty: "<![CDATA[One.]]>\n", clean: "One.\n" },
    ],
    keeps: &["One <!-- two.\n", "An arrow --> and <!important>.\n", "The mark `<!-- -->` hides text.\n"],
};

static ELEMENT: Rule = Rule {
    id: "markup/element",
    summary: "script, style sheet or other element without text for readers",
    why: "What stands in <script>, <style>, <svg>, <template> and a short <noscript> is for the browser. It goes with \
          its tags when it is closed and looks like a program; in text that shows code it stays.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "One.\n<script>\nshow(1);\n</script>\nTwo.\n", clean: "One.\nTwo.\n" },
        Example { dirty: "<style>p { color: red }</style>One.\n", clean: "One.\n" },
    ],
    keeps: &["Put it between <script> and </script>.\n", "One <script> two.\n"],
};

static STRUCK: Rule = Rule {
    id: "markup/struck-out",
    summary: "tag round text that was struck out",
    why: "Without its tags, text in <del>, <s> or <strike> reads as if the author still meant it, so they go only \
          when everything may.",
    level: Level::Aggressive,
    examples: &[
        Example { dirty: "He came <del>late</del> in time.\n", clean: "He came late in time.\n" },
        Example { dirty: "It costs <strike>five</strike> four.\n", clean: "It costs five four.\n" },
    ],
    keeps: &["He came <ins>in time</ins>.\n", "<del is a key.\n"],
};

/// Removes tags, comments and whole elements.
pub(super) struct Tags;

impl Filter for Tags {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&TAG, &COMMENT, &ELEMENT, &STRUCK]
    }

    fn needs(&self) -> Traits {
        Traits::ANGLE
    }

    fn reach(&self) -> Reach {
        Reach::Addresses
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let tokens = tokens(view.text);
        if tokens.is_empty() || is_about_markup(view.text, &tokens) || entities::has_escaped_markup(view) {
            return;
        }
        let stays = staying(view, &tokens);
        let mut found: Vec<Found> = Vec::with_capacity(tokens.len());
        let mut breaks: Vec<(Break, bool)> = Vec::with_capacity(tokens.len());
        for (token, stays) in tokens.iter().zip(stays) {
            let rule = rule_of(token);
            if !stays && view.allows_within(rule, &token.span, Reach::Addresses) {
                found.push(Found { span: token.span.clone(), rule, note: None });
                breaks.push((break_of(view.text, token), is_br(token)));
            }
        }
        removal::remove_with(view, &found, edits, |text, span, group| {
            let first = found.partition_point(|other| other.span.start < group[0].span.start);
            seam(text, span, group, &breaks[first..first + group.len()])
        });
    }
}

fn rule_of(token: &Token) -> &'static Rule {
    match &token.what {
        What::Tag(tag) if tag.kind == Kind::Struck => &STRUCK,
        What::Tag(_) => &TAG,
        What::Element { .. } => &ELEMENT,
        What::Comment | What::Declaration => &COMMENT,
    }
}

/// For each token, whether it may stand for something else than markup.
fn staying(view: &View<'_>, tokens: &[Token]) -> Vec<bool> {
    let paired = paired(tokens);
    // One thing that is nothing but markup speaks for the rest.
    let is_marked_up = tokens.iter().zip(&paired).any(|(token, &paired)| match &token.what {
        What::Tag(tag) => paired || tag.has_attributes || tag.side == Side::Alone || tag.name == "br",
        _ => true,
    });
    let has_form = memmem::find(view.text.as_bytes(), b" tags").is_some();
    let in_code = in_code_lines(view.text, tokens);
    let rows = rows(tokens);
    let is_prose_about_code = programs::is_about_code(view);
    let stays =
        |(((token, &paired), &in_code), row): (((&Token, &bool), &bool), &Range<usize>)| match &token.what {
            What::Tag(tag) => {
                in_code
                    || !paired && is_doubtful(view.text, tag, row, is_marked_up)
                    || has_form && is_in_form(view.text, token.span.start)
            }
            What::Element { name, is_plain } => {
                let content = glance(&view.text[token.span.clone()]);
                is_prose_about_code && (*is_plain || name != "script") && !programs::is_of_a_vendor(content)
            }
            What::Comment | What::Declaration => false,
        };
    tokens.iter().zip(&paired).zip(&in_code).zip(&rows).map(stays).collect()
}

/// For each token the row of tokens that it is part of, with nothing in between: they go together or not at all.
fn rows(tokens: &[Token]) -> Vec<Range<usize>> {
    let mut rows = Vec::with_capacity(tokens.len());
    let touches = |a: &Token, b: &Token| a.span.end == b.span.start;
    for row in tokens.chunk_by(touches) {
        let (Some(first), Some(last)) = (row.first(), row.last()) else { continue };
        rows.extend(row.iter().map(|_| first.span.start..last.span.end));
    }
    rows
}

/// Whether a tag without partner, in a row of tags, may be a placeholder, a type or a variable.
fn is_doubtful(text: &str, tag: &Tag, row: &Range<usize>, is_marked_up: bool) -> bool {
    if tag.side == Side::Alone || tag.has_attributes {
        return false;
    }
    if tag.side == Side::Close {
        return !is_marked_up;
    }
    let before = text[..row.start].chars().next_back();
    let after = text[row.end..].chars().next();
    let is_edge = |c: Option<char>| c.is_none_or(ends_line);
    match tag.name.as_str() {
        "br" | "hr" | "wbr" => false,
        // Type parameters and variables follow a name.
        "b" | "i" | "u" | "a" | "s" | "q" | "em" | "strong" => {
            !is_marked_up
                || before.is_some_and(char::is_alphanumeric)
                || is_edge(after)
                || after.is_some_and(is_blank)
        }
        "p" if !is_marked_up => {
            let ends = before.is_some_and(|c| matches!(c, '.' | '!' | '?' | '"' | '”' | '…' | ':'));
            !(is_edge(before) || is_edge(after) || ends)
        }
        name => !(stands_alone(name) && (is_marked_up || is_edge(before))),
    }
}

/// For each token, whether it is a tag with a partner; the last that was opened is shut first.
fn paired(tokens: &[Token]) -> Vec<bool> {
    let mut paired = vec![false; tokens.len()];
    let mut open: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, token) in tokens.iter().enumerate() {
        let What::Tag(tag) = &token.what else { continue };
        match tag.side {
            Side::Open => open.entry(&tag.name).or_default().push(index),
            Side::Close => {
                if let Some(partner) = open.get_mut(tag.name.as_str()).and_then(Vec::pop) {
                    paired[index] = true;
                    paired[partner] = true;
                }
            }
            Side::Alone => {}
        }
    }
    paired
}

fn is_br(token: &Token) -> bool {
    matches!(&token.what, What::Tag(tag) if tag.name == "br")
}

fn break_of(text: &str, token: &Token) -> Break {
    match &token.what {
        What::Tag(tag) => match tag.kind {
            // An insertion beside a deletion is another word.
            Kind::Inline if tag.name == "ins" => Break::Gap,
            Kind::Inline => Break::Nothing,
            Kind::Object if tag.name == "wbr" => Break::Nothing,
            Kind::Object | Kind::Whole | Kind::Struck => Break::Gap,
            Kind::Cell => Break::Cell,
            Kind::Line => Break::Line,
            Kind::Paragraph => Break::Paragraph,
        },
        What::Element { .. } => Break::Gap,
        // A comment inside a word holds nothing apart.
        What::Comment | What::Declaration => {
            let before = text[..token.span.start].ends_with(char::is_alphanumeric);
            let after = text[token.span.end..].starts_with(char::is_alphanumeric);
            if before && after { Break::Nothing } else { Break::Gap }
        }
    }
}
