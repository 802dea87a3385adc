//! One tag: whether what begins with `<` is one, by the grammar of HTML and the closed list of elements.
//!
//! ```text
//! <a href="/x">  </p>  <br/>  <ins class=”ad” data-ad-client=x async>        tags
//! <Washington, DC>  <http://a.b>  <grin>  <b and c>  <3  < b                 none
//! ```

use std::ops::Range;

use super::elements::{Kind, is_boolean, kind};
use crate::filters::whitespace::is_blank;
use crate::lines::ends_line;

/// The longest tag, in bytes: those with a list of pictures for all screens are the longest.
const LONGEST: usize = 8192;

/// Which end of an element a tag is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Open,
    Close,
    /// Both: `<br/>`.
    Alone,
}

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) span: Range<usize>,
    /// In lower case.
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) side: Side,
    pub(super) has_attributes: bool,
}

/// The tag that begins with the `<` at `start`, if one does.
pub(super) fn parse(text: &str, start: usize) -> Option<Tag> {
    let mut rest = Rest { text, at: start + 1 };
    let closes = rest.take('/');
    let length = text[rest.at..]
        .bytes()
        .take(64)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':'))
        .count();
    let name = text[rest.at..rest.at + length].to_ascii_lowercase();
    rest.at += length;
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    // A name with a hyphen is somebody's own element; it has to show an attribute or come to an end.
    let is_custom = || name.contains('-') && !name.starts_with('-') && !name.ends_with('-');
    let known = kind(&name);
    let kind = known.or_else(|| is_custom().then_some(Kind::Inline))?;
    let mut attributes = 0;
    let mut values = 0;
    let side = loop {
        let from = rest.at;
        rest.skip_blanks()?;
        let is_apart = rest.at > from;
        if rest.take('>') {
            break if closes { Side::Close } else { Side::Open };
        }
        if rest.text[rest.at..].starts_with("/>") {
            rest.at += 2;
            break if closes { Side::Close } else { Side::Alone };
        }
        if rest.at - start > LONGEST || closes {
            return None;
        }
        // After a quoted value the blank may be missing, and a mark too many is a common slip.
        let after_value = values > 0 && text[..rest.at].ends_with(is_quote);
        if after_value && rest.text[rest.at..].starts_with(['"', '\'']) {
            rest.at += 1;
            continue;
        }
        if !is_apart && !after_value {
            return None;
        }
        values += usize::from(rest.attribute(start + LONGEST)?);
        attributes += 1;
    };
    if known.is_none() && values == 0 && side != Side::Close {
        return None;
    }
    Some(Tag { span: start..rest.at, name, kind, side, has_attributes: attributes > 0 })
}

/// Marks that stand round values, also where a program has made them curly.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '«' | '»' | '″' | '′')
}

/// What is left of a tag.
struct Rest<'t> {
    text: &'t str,
    at: usize,
}

impl Rest<'_> {
    fn take(&mut self, c: char) -> bool {
        let found = self.text[self.at..].starts_with(c);
        self.at += if found { c.len_utf8() } else { 0 };
        found
    }

    /// Skips blanks and line ends, but no blank line: no tag goes over a paragraph's end.
    fn skip_blanks(&mut self) -> Option<()> {
        let mut ends = 0;
        let mut before = ' ';
        for c in self.text[self.at..].chars() {
            if ends_line(c) {
                ends += usize::from(!(before == '\r' && c == '\n'));
            } else if !is_blank(c) {
                break;
            }
            if ends > 1 {
                return None;
            }
            before = c;
            self.at += c.len_utf8();
        }
        Some(())
    }

    /// Reads an attribute and says whether it has a value.
    fn attribute(&mut self, limit: usize) -> Option<bool> {
        let length = self.text[self.at..]
            .bytes()
            .take(128)
            .take_while(|byte| {
                byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':' | b'_' | b'.' | b'@')
            })
            .count();
        let name = &self.text[self.at..self.at + length];
        if length == 0 || name.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.')) {
            return None;
        }
        self.at += length;
        let after_name = self.at;
        self.skip_blanks()?;
        if !self.take('=') {
            self.at = after_name;
            return is_boolean(name).then_some(false);
        }
        self.skip_blanks()?;
        let rest = &self.text[self.at..];
        let closing: &[char] = match rest.chars().next()? {
            '"' => &['"'],
            '\'' => &['\''],
            c if is_quote(c) => &['“', '”', '„', '‘', '’', '«', '»', '″', '′'],
            _ => {
                let length = rest
                    .bytes()
                    .take(LONGEST)
                    .take_while(|byte| byte.is_ascii_graphic() && !b"\"'<>=`".contains(byte) || *byte == b'=')
                    .count();
                let value = &rest[..length];
                // The slash of `<img src=a/>` belongs to the tag.
                let value = if rest[length..].starts_with('>') { value.trim_end_matches('/') } else { value };
                self.at += value.len();
                return (!value.is_empty()).then_some(true);
            }
        };
        let opening = rest.chars().next()?.len_utf8();
        for (at, c) in rest[opening..].char_indices() {
            if closing.contains(&c) {
                self.at += opening + at + c.len_utf8();
                return Some(true);
            }
            let before = rest[..opening + at].chars().next_back();
            let is_blank_line = ends_line(c)
                && before.is_some_and(|before| ends_line(before) && !(before == '\r' && c == '\n'));
            if c == '<' || is_blank_line || self.at + at > limit {
                return None;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> Option<(&str, Side, bool)> {
        parse(text, 0).map(|tag| (&text[tag.span.clone()], tag.side, tag.has_attributes))
    }

    #[test]
    fn tags_have_a_known_name_and_attributes_that_are_some() {
        use Side::{Alone, Close, Open};
        for (text, side, has_attributes) in [
            ("<b>", Open, false),
            ("</B >", Close, false),
            ("<br/>", Alone, false),
            ("<br />", Alone, false),
            ("<span id=\"midArticle_1\"/>", Alone, true),
            ("<a href='x' target=_blank>", Open, true),
            ("<a href=\"x\"target=\"y\">", Open, true),
            ("<a href=\"x\"\">", Open, true),
            ("<img src=a/b.jpg/>", Alone, true),
            ("<img alt=\"a > b\" src = 'x'>", Open, true),
            ("<p class=”lead”>", Open, true),
            ("<p class= »lead »>", Open, true),
            (
                "<ins class=\"adsbygoogle\"\n     style=\"display:block\"\n     data-ad-client=\"ca-1\">",
                Open,
                true,
            ),
            ("<iframe allowfullscreen src=\"x\">", Open, true),
            ("<o:p>", Open, false),
            ("<trp-post data-id='1'>", Open, true),
            ("</trp-post>", Close, false),
        ] {
            assert_eq!(tag(text), Some((text, side, has_attributes)), "{text}");
        }
    }

    #[test]
    fn other_angle_brackets_are_none() {
        for text in [
            "<Washington, DC>",
            "<National Report>",
            "<http://a.b>",
            "<jo@mail.example>",
            "<grin>",
            "<your name>",
            "<b and c>",
            "<3",
            "< b>",
            "<b",
            "<b <i>",
            "<a href=\"x>",
            "<a href=\"x\n\n\">",
            "<p\n\n>",
            "<<",
            "</>",
            "<b,c>",
            "<i = 1>",
            "<long-eared>",
            "<a b>",
            "<s.l.>",
        ] {
            assert_eq!(tag(text), None, "{text}");
        }
    }
}
