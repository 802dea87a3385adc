//! Everything in a text that is markup by its own shape: tags, whole elements, comments, declarations.
//!
//! One pass from left to right. What begins like a tag and is none keeps everything after it in its paragraph from
//! being markup until a `>` ends it: taking out what is inside would make a tag of it (`<<b>b>`, `<st<b>rong>`), and
//! cleaning would not come to an end.

use std::ops::Range;

use memchr::{memchr, memmem};

use super::elements::Kind;
use super::tag::{Side, Tag, parse};
use crate::filters::search::FirstOf;
use crate::lines::ends_line;

/// What a piece of markup is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum What {
    Tag(Tag),
    /// `<script>…</script>` and its like.
    Element {
        name: String,
        is_plain: bool,
    },
    /// `<!-- … -->`
    Comment,
    /// `<!doctype html>`, `<?xml …?>`, and the two ends of `<![CDATA[…]]>`, whose text is part of the article.
    Declaration,
}

/// A piece of markup.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) span: Range<usize>,
    pub(super) what: What,
}

/// How much of an element is looked at to tell a program from prose.
const GLANCE: usize = 2048;
/// The longest `<noscript>` that goes whole; a longer one may hold the article.
const LONGEST_NOSCRIPT: usize = 1000;
/// The longest declaration.
const LONGEST_DECLARATION: usize = 400;

/// The markup in `text`, in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::new();
    let ends = Ends {
        comment: FirstOf::new([b"-->".as_slice()]),
        data: FirstOf::new([b"]]>".as_slice()]),
        elements: Vec::new(),
        code: [FirstOf::new([b"</pre>".as_slice()]), FirstOf::new([b"</code>".as_slice()])],
    };
    let mut scan = Scan { text, ends };
    // Where something began that is not shut yet.
    let mut loose: Option<usize> = None;
    let mut from = 0;
    while let Some(found) = memchr(b'<', &bytes[from..]) {
        let at = from + found;
        if let Some(end) = scan.ends.of_code(bytes, at) {
            from = end;
            continue;
        }
        if loose.is_some_and(|start| is_shut(&text[start.max(from)..at], &text[start..at])) {
            loose = None;
        }
        let found = if loose.is_some() { None } else { scan.token(at) };
        if let Some((token, more)) = found {
            from = token.span.end;
            tokens.push(token);
            tokens.extend(more);
        } else {
            // Nothing makes a tag of what begins with a blank or a sign.
            if bytes.get(at + 1).is_none_or(|&next| next.is_ascii_alphabetic() || b"/!?<".contains(&next)) {
                loose.get_or_insert(at);
            }
            from = at + 1;
        }
    }
    tokens.sort_by_key(|token| token.span.start);
    let mut end = 0;
    tokens.retain(|token| {
        let is_apart = token.span.start >= end;
        end = if is_apart { token.span.end } else { end };
        is_apart
    });
    tokens
}

/// Whether the end of a paragraph or a `>` has come since something began: `new` is what is new since the last look,
/// `all` everything since it began.
fn is_shut(new: &str, all: &str) -> bool {
    if has_blank_line(new) {
        return true;
    }
    // A `>` after an attribute may stand inside a value. Only a short piece has to be looked at.
    new.contains('>') && !all.bytes().take(GLANCE).any(|byte| byte == b'=') && !all.starts_with("<!")
}

/// Whether two line ends stand side by side, whatever their kind.
fn has_blank_line(text: &str) -> bool {
    let mut after_end = false;
    let mut before = ' ';
    text.chars().any(|c| {
        let is_second = after_end && ends_line(c) && !(before == '\r' && c == '\n');
        after_end = ends_line(c);
        before = c;
        is_second
    })
}

/// Where the next end of each kind lies, so that no end is searched for twice.
struct Ends {
    comment: FirstOf<'static>,
    data: FirstOf<'static>,
    elements: Vec<(String, Option<Range<usize>>)>,
    code: [FirstOf<'static>; 2],
}

impl Ends {
    /// Where the `<pre>` or `<code>` that begins at `at` ends: nothing goes from it, so nothing in it can hide or make
    /// what comes after.
    fn of_code(&mut self, bytes: &[u8], at: usize) -> Option<usize> {
        let (length, which) = match &bytes[at + 1..] {
            [b'p', b'r', b'e', next, ..] if *next == b'>' || next.is_ascii_whitespace() => (4, 0),
            [b'c', b'o', b'd', b'e', next, ..] if *next == b'>' || next.is_ascii_whitespace() => (5, 1),
            _ => return None,
        };
        self.code[which].find(bytes, at + length).map(|start| start + length + 2)
    }
}

struct Scan<'t> {
    text: &'t str,
    ends: Ends,
}

impl Scan<'_> {
    /// The markup that begins at `at`, if any, and what belongs to it further on.
    fn token(&mut self, at: usize) -> Option<(Token, Option<Token>)> {
        let rest = &self.text[at..];
        match rest.as_bytes().get(1)? {
            b'!' => self.declaration(at),
            b'?' => {
                let length = rest.starts_with("<?xml").then(|| shut(rest, ">"))??;
                Some((declaration(at..at + length), None))
            }
            _ => {
                let tag = parse(self.text, at)?;
                let token = match tag.kind {
                    Kind::Whole if tag.side == Side::Open => self.element(&tag)?,
                    Kind::Whole if tag.side == Side::Close => return None,
                    _ => Token { span: tag.span.clone(), what: What::Tag(tag) },
                };
                Some((token, None))
            }
        }
    }

    fn declaration(&mut self, at: usize) -> Option<(Token, Option<Token>)> {
        let rest = &self.text[at..];
        if rest.starts_with("<!--") {
            let end = self.ends.comment.find(self.text.as_bytes(), at + 4)? + 3;
            let is_ours = memmem::find(&self.text.as_bytes()[at..end.min(at + 64)], b"unscrape:").is_some();
            // `<!--:en-->` holds the languages of a post apart; `unicode/language-tag` knows what to keep.
            let is_language = rest.starts_with("<!--:") && end - at <= "<!--:en-->".len();
            return (!is_ours && !is_language)
                .then_some((Token { span: at..end, what: What::Comment }, None));
        }
        if rest.starts_with("<![CDATA[") {
            let end = self.ends.data.find(self.text.as_bytes(), at + 9)?;
            // Its text can hold markup of its own: the scan goes on inside.
            return Some((declaration(at..at + 9), Some(declaration(end..end + 3))));
        }
        let is_known = ["<!doctype ", "<![if ", "<![endif]"]
            .iter()
            .any(|start| rest.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start)));
        let length = is_known.then(|| shut(rest, ">"))??;
        Some((declaration(at..at + length), None))
    }

    /// The whole element that begins with `tag`, if it comes to an end and what is inside is no prose.
    fn element(&mut self, tag: &Tag) -> Option<Token> {
        let end = self.end_of(&tag.name, tag.span.end)?;
        let content = &self.text[tag.span.end..end.start];
        let glance = glance(content).trim();
        let has = |signs: &[&str]| signs.iter().any(|sign| glance.contains(sign));
        let goes = glance.is_empty()
            || match tag.name.as_str() {
                "script" => tag.has_attributes || has(&[");", "};", "{", " = ", "//", "/*"]),
                "style" => tag.has_attributes || has(&["{", "@import"]),
                "noscript" => content.len() <= LONGEST_NOSCRIPT,
                _ => has(&["<"]),
            };
        let is_plain = tag.name == "script" && !tag.has_attributes;
        goes.then(|| Token {
            span: tag.span.start..end.end,
            what: What::Element { name: tag.name.clone(), is_plain },
        })
    }

    /// The next closing tag of `name` after `from`.
    fn end_of(&mut self, name: &str, from: usize) -> Option<Range<usize>> {
        let known = self.ends.elements.iter().position(|(known, _)| known == name);
        if let Some(known) = known {
            match &self.ends.elements[known].1 {
                Some(end) if end.start >= from => return Some(end.clone()),
                Some(_) => {}
                None => return None,
            }
        }
        let end = memmem::find_iter(&self.text.as_bytes()[from..], b"</").find_map(|found| {
            let at = from + found;
            parse(self.text, at).filter(|tag| tag.name == name).map(|tag| tag.span)
        });
        match known {
            Some(known) => self.ends.elements[known].1.clone_from(&end),
            None => self.ends.elements.push((name.to_owned(), end.clone())),
        }
        end
    }
}

fn declaration(span: Range<usize>) -> Token {
    Token { span, what: What::Declaration }
}

/// The length of `text` up to the end of the first `end`, if that comes soon.
fn shut(text: &str, end: &str) -> Option<usize> {
    let near = &text.as_bytes()[..text.len().min(LONGEST_DECLARATION)];
    let length = memmem::find(near, end.as_bytes())? + end.len();
    (!near[1..length].contains(&b'<')).then_some(length)
}

/// The beginning of `content`.
pub(super) fn glance(content: &str) -> &str {
    let mut end = content.len().min(GLANCE);
    while !content.is_char_boundary(end) {
        end -= 1;
    }
    &content[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        tokens(text).into_iter().map(|token| &text[token.span]).collect()
    }

    #[test]
    fn markup_is_found_whole() {
        for (text, expected) in [
            ("<p>One</p>", vec!["<p>", "</p>"]),
            ("a<!-- <p> -->b", vec!["<!-- <p> -->"]),
            ("a<!-- b", vec![]),
            ("<!DOCTYPE html>a", vec!["<!DOCTYPE html>"]),
            ("<![CDATA[<b>a</b>]]>", vec!["<![CDATA[", "<b>", "</b>", "]]>"]),
            ("<!--[if IE]><p><![endif]-->", vec!["<!--[if IE]><p><![endif]-->"]),
            ("<?xml version=\"1.0\"?>a", vec!["<?xml version=\"1.0\"?>"]),
            ("<script>if (a < b) { x(); }</SCRIPT>a", vec!["<script>if (a < b) { x(); }</SCRIPT>"]),
            (
                "<style>a{}</style><svg><path d=\"\"/></svg>",
                vec!["<style>a{}</style>", "<svg><path d=\"\"/></svg>"],
            ),
            ("put it between <script> and </script>", vec![]),
            ("<script>no end", vec![]),
            ("<pre>x = 1\n<b>2</b></pre><p>Next.</p>", vec!["<p>", "</p>"]),
            ("<code class=\"c\">a=b</code> <b>c</b>", vec!["<b>", "</b>"]),
            ("<!-- unscrape:off -->", vec![]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn nothing_goes_that_would_make_a_tag() {
        for text in [
            "<<b>b>",
            "<st<b>rong>",
            "</<b>p>",
            "<!<!-- -->-- -->",
            "<a t=\"<b>\">",
            "<a t=\"<a t=\"<b>\">\">",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
        assert_eq!(found("<3 <b>x</b>"), ["<b>", "</b>"]);
        assert_eq!(found("<Washington, DC> <b>x</b>"), ["<b>", "</b>"]);
        assert_eq!(found("a <b c\n\n<b>x</b>"), ["<b>", "</b>"]);
    }
}
