//! Character references: `&nbsp;`, `&#8217;`, `&amp;#x2019;` become the characters they stand for.
//!
//! ```text
//! Smith &amp;amp; Sons&#146; caf&eacute;      →      Smith & Sons’ café
//! ```
//!
//! However often a reference was escaped, it is read in one go, from right to left: what stands on the right of a `&`
//! is then what it will be, and what one reference yields (`&` and `#59`) cannot make another that is seen only in the
//! next round. A reference in quotation marks is talked about and stays, as do those in addresses and code, numbers
//! that stand for nothing, `AT&T`, `R&D` and `&c.`. Escaped tags are read only where the text is a page that was
//! escaped as a whole; `&lt;b&gt;` in an article says `<b>` to its readers, who should go on to see a tag.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use memchr::{memchr, memmem, memrchr_iter};

use super::elements::Kind;
use super::mention::{is_about_markup, is_quoted};
use super::references::{Characters, named, numbered};
use super::shown::keep_shown;
use super::tag::{Side, parse as parse_tag};
use super::tokens::{Token, What, tokens};
use crate::edit::Edits;
use crate::filters::whitespace::is_blank;
use crate::filters::{Filter, View};
use crate::lines::ends_line;
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static ENTITY: Rule = Rule {
    id: "markup/entity",
    summary: "HTML character reference",
    why: "HTML writes some characters by name or number; text has the characters themselves. Numbers from 128 to 159 \
          are windows-1252, as in browsers. A no-break space becomes a plain one between two words and nothing beside \
          another blank. References in quotation marks, addresses and code stay, and so do those that would make a tag.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "Ann &amp; Ben&#8217;s caf&eacute;\n", clean: "Ann & Ben’s café\n" },
        Example {
            dirty: "They paid &#128;5 &#150; &frac12; of it.\n", clean: "They paid €5 – ½ of it.\n"
        },
        Example {
            dirty: "One&nbsp;council, 5&nbsp;km&nbsp; away.\n",
            clean: "One council, 5\u{A0}km away.\n",
        },
        Example { dirty: "&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;\n", clean: "One.\n\nTwo.\n" },
        Example { dirty: "So she said.&nbsp;Next came Ben.\n", clean: "So she said. Next came Ben.\n" },
    ],
    keeps: &[
        "AT&T, R&D; a & b; &c. and &#1; &#xD800;\n",
        "Write \"&nbsp;\" or `&amp;` for it.\n",
        "https://example.org/?a=1&copy=2&amp;b=3\n",
        "To get <, type &lt;b&gt; and see.\n",
        "It turns < into &lt; and > into &gt;, and & into &amp;.\n",
        "He typed &lt;script&gt; into the chat.\n",
        "In a feed, &amp; is the sign and &lt; the bracket.\n",
    ],
};

static DOUBLE: Rule = Rule {
    id: "markup/double-entity",
    summary: "HTML character reference that was escaped again",
    why: "A program that escapes what is escaped turns &nbsp; into &amp;nbsp;, once or several times. All of it is \
          undone in one step.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "It isn&amp;#8217;t over.\n", clean: "It isn’t over.\n" },
        Example { dirty: "Ann &amp;amp;amp; Ben\n", clean: "Ann & Ben\n" },
    ],
    keeps: &["To write &, type \"&amp;amp;\" there.\n", "Use `&amp;nbsp;` in feeds.\n"],
};

static BARE: Rule = Rule {
    id: "markup/bare-entity",
    summary: "HTML character reference without its semicolon",
    why: "Browsers forgive a missing semicolon. Only references that nothing else can be are read: the no-break space, \
          accented letters, guillemets, the number of an apostrophe or a quotation mark; never in a query such as \
          ?a=1&copy=2.",
    level: Level::Standard,
    examples: &[
        Example { dirty: "It isn&#8217t over.\n", clean: "It isn’t over.\n" },
        Example { dirty: "A caf&eacute in town,&nbsp too.\n", clean: "A café in town, too.\n" },
    ],
    keeps: &[
        "page?a=1&copy=2&nbsp=3&eacute=4\n",
        "Smith &Sons, cut &copy, life &times\n",
        "Question &#1 of 8\n",
    ],
};

/// The longest reference after its `&`: `CounterClockwiseContourIntegral;`.
const LONGEST: usize = 34;
/// Letters of a word on each side between which a no-break space has nothing to do.
const WORD: usize = 3;

/// Reads character references.
pub(super) struct Entities;

impl Filter for Entities {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&ENTITY, &DOUBLE, &BARE]
    }

    fn needs(&self) -> Traits {
        Traits::AMPERSAND
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let mut found = find(view.text);
        if found.is_empty() {
            return;
        }
        if memchr(b'<', view.text.as_bytes()).is_some() && is_about_markup(view.text, &tokens(view.text)) {
            return;
        }
        found.retain(|reference| view.allows(reference.rule, &reference.span));
        keep_escaped_markup(view.text, &mut found);
        settle_blanks(view.text, &mut found);
        for reference in found {
            edits.replace(reference.span, reference.text, reference.rule);
        }
    }
}

/// A reference and what it stands for.
pub(super) struct Reference {
    pub(super) span: Range<usize>,
    pub(super) text: Cow<'static, str>,
    rule: &'static Rule,
}

/// Whether the text holds escaped markup that would be read if there were no other: then nobody can tell which of the
/// two is the page.
pub(super) fn has_escaped_markup(view: &View<'_>) -> bool {
    let text = view.text.as_bytes();
    if ["lt;", "LT;", "60;", "3c;", "3C;"].iter().all(|end| memmem::find(text, end.as_bytes()).is_none()) {
        return false;
    }
    let mut found = find(view.text);
    found.retain(|reference| view.allows(reference.rule, &reference.span));
    let (decoded, escaped) = escaped_tokens(view.text, &found);
    !escaped.is_empty() && is_page(&decoded, &escaped)
}

/// The references of `text`, in order.
fn find(text: &str) -> Vec<Reference> {
    // The last is the one furthest to the left.
    let mut found: Vec<Reference> = Vec::new();
    for at in memrchr_iter(b'&', text.as_bytes()) {
        let first = text.as_bytes().get(at + 1);
        let meets = found.last().is_some_and(|next| next.span.start == at + 1);
        if !meets && !first.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'#') {
            continue;
        }
        let Some(reference) = read(text, at, &found) else { continue };
        while found.last().is_some_and(|next| next.span.start < reference.span.end) {
            found.pop();
        }
        found.push(reference);
    }
    found.reverse();
    found.retain(|reference| !is_quoted(text, &reference.span));
    keep_shown(text, &mut found);
    found
}

/// Reads the reference at `at`, given those to the right of it, the nearest last.
fn read(text: &str, at: usize, found: &[Reference]) -> Option<Reference> {
    let mut window = Window { text, found, next: found.len(), at: at + 1 };
    let mut layers = 0;
    let mut lacks_end = false;
    let mut read: Option<Characters> = None;
    let mut end = at;
    loop {
        let (name, ends) = window.clone().letters();
        let before = text[..at].chars().next_back();
        let Some((characters, length, is_bare)) = parse(&name, before) else { break };
        // What one reference yields may be cut through by another only where it ends.
        let Some(next) = ends.get(length.checked_sub(1)?).copied() else { break };
        layers += 1;
        read = Some(characters);
        end = next;
        lacks_end = is_bare;
        if is_bare || characters.0 != '&' {
            break;
        }
        window.move_to(end);
    }
    let (first, second) = read?;
    let rule = match layers {
        _ if lacks_end => &BARE,
        1 => &ENTITY,
        _ => &DOUBLE,
    };
    let text = match (first, second) {
        ('\r', _) => {
            let rest = &text[end..];
            let goes_on = rest.starts_with(ends_line)
                || ["&#10;", "&#xA;", "&#xa;", "&NewLine;"].iter().any(|next| rest.starts_with(next));
            Cow::Borrowed(if goes_on { "" } else { "\n" })
        }
        ('\u{A0}', None) => Cow::Borrowed("\u{A0}"),
        _ => Cow::Owned([Some(first), second].into_iter().flatten().collect()),
    };
    Some(Reference { span: at..end, text, rule })
}

/// The text from a place on, as it reads when the references that are found already have been replaced.
#[derive(Clone)]
struct Window<'t> {
    text: &'t str,
    found: &'t [Reference],
    /// How many of `found` lie before `at`, counted from the nearest.
    next: usize,
    at: usize,
}

impl Window<'_> {
    fn move_to(&mut self, at: usize) {
        self.at = at;
    }

    /// The characters that a reference may have, as far as they go, and where in the text each of them ends.
    fn letters(mut self) -> (String, Vec<usize>) {
        let mut letters = String::new();
        let mut ends = Vec::new();
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '#' | ';' | '=');
        while letters.len() < LONGEST {
            while self.next > 0 && self.found[self.next - 1].span.start < self.at {
                self.next -= 1;
            }
            let (c, end) = match self.next.checked_sub(1).map(|next| &self.found[next]) {
                Some(next) if next.span.start == self.at => {
                    let mut characters = next.text.chars();
                    match (characters.next(), characters.next()) {
                        (Some(c), None) => (c, next.span.end),
                        _ => break,
                    }
                }
                _ => match self.text.as_bytes().get(self.at) {
                    Some(byte) => (char::from(*byte), self.at + 1),
                    None => break,
                },
            };
            if !fits(c) {
                break;
            }
            letters.push(c);
            ends.push(end);
            self.at = end;
            if c == ';' {
                break;
            }
        }
        (letters, ends)
    }
}

/// What a reference that goes on with `name` after its `&` stands for, how many letters it takes, and whether its
/// semicolon is missing. `before` is the character before the `&`.
fn parse(name: &str, before: Option<char>) -> Option<(Characters, usize, bool)> {
    if let Some(number) = name.strip_prefix('#') {
        let (digits, radix, prefix) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (digits, 16, 2),
            None => (number, 10, 1),
        };
        let length = digits.bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
        // Leading zeros are common: `&#0039;`.
        let value = u32::from_str_radix(
            digits.get(..length).filter(|digits| !digits.is_empty() && digits.len() <= 8)?,
            radix,
        )
        .ok()?;
        let character = numbered(value)?;
        let has_end = digits[length..].starts_with(';');
        // Apostrophes, quotation marks, dashes: what programs write as numbers.
        let is_bare = !has_end
            && radix == 10
            && (matches!(value, 34 | 38 | 39 | 160) || (8194..=8250).contains(&value));
        return (has_end || is_bare).then_some((
            (character, None),
            prefix + length + usize::from(has_end),
            is_bare,
        ));
    }
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (word, rest) = name.split_at(length);
    if rest.starts_with(';') {
        // Two letters can be a firm: `R&Re;` is none, `&lt;` always is one.
        let is_firm = word.len() == 2
            && !matches!(word, "lt" | "gt" | "LT" | "GT")
            && before.is_some_and(char::is_alphanumeric);
        return named(word).filter(|_| !is_firm).map(|characters| (characters, length + 1, false));
    }
    if rest.starts_with('=') || rest.starts_with('#') {
        return None;
    }
    // Browsers read `&nbspword` too.
    if word.starts_with("nbsp") {
        return Some((('\u{A0}', None), 4, true));
    }
    is_forgiven(word).then(|| named(word)).flatten().map(|characters| (characters, length, true))
}

/// Whether a name without its semicolon can be nothing else.
fn is_forgiven(word: &str) -> bool {
    const ACCENTS: [&str; 8] = ["acute", "grave", "circ", "uml", "tilde", "cedil", "ring", "slash"];
    matches!(word, "quot" | "amp" | "laquo" | "raquo" | "iexcl" | "iquest" | "szlig" | "aelig" | "AElig")
        || word.split_at_checked(1).is_some_and(|(letter, accent)| {
            letter.starts_with(|c: char| c.is_ascii_alphabetic()) && ACCENTS.contains(&accent)
        })
}

/// Takes out of `found` what would make markup, unless the text is a page that was escaped as a whole.
fn keep_escaped_markup(text: &str, found: &mut Vec<Reference>) {
    if !found.iter().any(|reference| matches!(reference.text.as_ref(), "<" | ">" | "/" | "!" | "?")) {
        return;
    }
    let (decoded, escaped) = escaped_tokens(text, found);
    if !escaped.is_empty() && is_page(&decoded, &escaped) && !has_markup(text) {
        return;
    }
    // `<script>` alone is no markup to be removed, but readers of `&lt;script&gt;` should go on to see it.
    let mut spans: Vec<Range<usize>> = escaped.into_iter().map(|token| token.span).collect();
    let mut shift = 0_isize;
    for reference in found.iter() {
        let start = reference.span.start.wrapping_add_signed(shift);
        shift += reference.text.len().cast_signed() - reference.span.len().cast_signed();
        if reference.text == "<" {
            spans
                .extend(parse_tag(&decoded, start).filter(|tag| tag.kind == Kind::Whole).map(|tag| tag.span));
        }
    }
    spans.sort_unstable_by_key(|span| (span.start, span.end));
    let mut shift = 0_isize;
    let mut markup = spans.iter().peekable();
    found.retain(|reference| {
        let start = reference.span.start.wrapping_add_signed(shift);
        let end = start + reference.text.len();
        shift += reference.text.len().cast_signed() - reference.span.len().cast_signed();
        while markup.next_if(|span| span.end <= start).is_some() {}
        markup.peek().is_none_or(|span| span.start >= end)
    });
}

fn has_markup(text: &str) -> bool {
    memchr(b'<', text.as_bytes()).is_some() && !tokens(text).is_empty()
}

/// The text with all of `found` replaced, and the markup in it of which a part was a reference.
fn escaped_tokens(text: &str, found: &[Reference]) -> (String, Vec<Token>) {
    let mut decoded = String::with_capacity(text.len());
    let mut made: Vec<Range<usize>> = Vec::with_capacity(found.len());
    let mut from = 0;
    for reference in found {
        decoded.push_str(&text[from..reference.span.start]);
        made.push(decoded.len()..decoded.len() + reference.text.len());
        decoded.push_str(&reference.text);
        from = reference.span.end;
    }
    decoded.push_str(&text[from..]);
    let mut tokens = tokens(&decoded);
    tokens.retain(|token| {
        let next = made.partition_point(|span| span.end <= token.span.start);
        made.get(next).is_some_and(|span| span.start < token.span.end)
    });
    (decoded, tokens)
}

/// Whether escaped markup is that of a page: it has paragraphs in pairs, or links and pictures with their addresses,
/// and the text does not speak of it.
fn is_page(decoded: &str, escaped: &[Token]) -> bool {
    let ends: HashSet<&str> = escaped
        .iter()
        .filter_map(|token| match &token.what {
            What::Tag(tag) if tag.side == Side::Close => Some(tag.name.as_str()),
            _ => None,
        })
        .collect();
    let is_block = |token: &Token| match &token.what {
        What::Tag(tag) => {
            tag.side == Side::Open && tag.kind == Kind::Paragraph && ends.contains(tag.name.as_str())
        }
        _ => false,
    };
    let is_rich = |token: &Token| match &token.what {
        What::Tag(tag) => {
            tag.has_attributes
                && matches!(tag.name.as_str(), "a" | "img" | "div" | "span" | "p" | "iframe" | "figure")
        }
        _ => false,
    };
    let first = escaped.iter().find(|token| is_block(token) || is_rich(token));
    first.is_some()
        && memchr(b'`', decoded.as_bytes()).is_none()
        && !is_about_markup(decoded, &tokens(decoded))
}

/// Makes of no-break spaces what the text around them needs.
fn settle_blanks(text: &str, found: &mut Vec<Reference>) {
    let is_space = |reference: &Reference| reference.text == "\u{A0}";
    let mut index = 0;
    while index < found.len() {
        let mut last = index;
        index += 1;
        if !is_space(&found[last]) {
            continue;
        }
        let start = found[last].span.start;
        let gap = |last: usize| &text[found[last].span.end..found[last + 1].span.start];
        while last + 1 < found.len() && is_space(&found[last + 1]) && gap(last).chars().all(is_blank) {
            last += 1;
        }
        let end = found[last].span.end;
        let before = text[..start].trim_end_matches(is_blank);
        let after = text[end..].trim_start_matches(is_blank);
        let run = before.len()..text.len() - after.len();
        let is_at_edge = before.is_empty()
            || before.ends_with(ends_line)
            || after.is_empty()
            || after.starts_with(ends_line);
        let is_alone = last + 1 == index && run == (start..end);
        if is_alone && !is_at_edge && !is_between_words(before, after) {
            continue;
        }
        // The blanks around it go along, so that none is doubled or left at the end of a line.
        let reference = &mut found[last];
        reference.span = run;
        reference.text = Cow::Borrowed(if is_at_edge { "" } else { " " });
        for other in &mut found[index - 1..last] {
            other.span = other.span.start..other.span.start;
        }
        index = last + 1;
    }
    found.retain(|reference| !reference.span.is_empty());
}

/// Whether a word of some length ends `before` and another begins `after`.
fn is_between_words(before: &str, after: &str) -> bool {
    let is_letter = |c: &char| c.is_alphabetic();
    before.chars().rev().take_while(is_letter).take(WORD).count() == WORD
        && after.chars().take_while(is_letter).take(WORD).count() == WORD
        || ends_sentence(before) && after.starts_with(char::is_uppercase)
}

/// Whether a word and the end of its sentence stand at the end of `before`. `Prof.` and `Mrs.` end none.
fn ends_sentence(before: &str) -> bool {
    let Some(word) = before.strip_suffix(['.', '!', '?', '…']) else { return false };
    let letters = word.chars().rev().take_while(|c| c.is_alphabetic()).take(LONGEST).count();
    let first = word.chars().rev().take(letters).last();
    letters >= WORD && (!before.ends_with('.') || first.is_some_and(char::is_lowercase) || letters > 2 * WORD)
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::document::Document;
    use crate::pipeline::Cleaner;
    use crate::rule::Level;

    fn clean(text: &str) -> String {
        let config =
            Config { select: vec!["markup".to_owned()], level: Level::Aggressive, ..Config::default() };
        Cleaner::new(&config).unwrap().clean(&Document::file(text)).text.into_owned()
    }

    #[test]
    fn layers_come_off_in_one_go() {
        for (dirty, expected) in [
            ("&amp;amp;amp;lt; 5", "< 5"),
            ("a &amp;nbsp; b", "a b"),
            ("&#38;#8217;", "’"),
            ("&&#97;mp;", "&"),
            ("&#38;#38;#97;", "a"),
            ("&amp;copy=2", "&copy=2"),
            ("&amp;&amp;", "&&"),
            ("&am&#112;&#59;nbsp", "\u{A0}"),
        ] {
            let once = clean(dirty);
            assert_eq!(clean(&once), once, "{dirty}");
            if !dirty.contains("nbsp") {
                assert_eq!(once, expected, "{dirty}");
            }
        }
    }

    #[test]
    fn no_break_spaces_do_what_the_text_needs() {
        for (dirty, expected) in [
            ("One&nbsp;two.\n", "One two.\n"),
            ("She said.&nbsp;Next came I.\n", "She said. Next came I.\n"),
            ("Prof.&nbsp;Smith, M.&nbsp;Li\n", "Prof.\u{A0}Smith, M.\u{A0}Li\n"),
            ("5&nbsp;km\n", "5\u{A0}km\n"),
            ("One &nbsp;two &nbsp; three&nbsp;\n", "One two three\n"),
            ("One.\n&nbsp; Two.\n", "One.\nTwo.\n"),
            ("One:&nbsp;&nbsp;&nbsp;two\n", "One: two\n"),
            ("«&nbsp;Oui&nbsp;!&nbsp;»\n", "«\u{A0}Oui\u{A0}!\u{A0}»\n"),
        ] {
            assert_eq!(clean(dirty), expected, "{dirty:?}");
        }
    }

    #[test]
    fn escaped_tags_are_read_only_in_an_escaped_page() {
        for stays in [
            "To get bold, type &lt;b&gt;so&lt;/b&gt;.\n",
            "<p>To get bold, type &lt;p&gt;so&lt;/p&gt;.</p>\n",
            "The &lt;div class=\"x\"&gt; tag and &lt;/div&gt;.\n",
            "HTML is HTML: &lt;p&gt;x&lt;/p&gt;\n",
        ] {
            assert!(clean(stays).contains("&lt;"), "{stays} became {}", clean(stays));
        }
        assert_eq!(clean("a &lt; 5 &amp;&amp; b &gt; 3, &lt;grin&gt;\n"), "a < 5 && b > 3, <grin>\n");
        assert_eq!(clean("&lt;p&gt;One &amp;amp; two.&lt;/p&gt;\n"), "One & two.\n");
        assert_eq!(clean("One &lt;a href=&quot;https://a.example/&quot;&gt;two&lt;/a&gt;.\n"), "One two.\n");
    }
}
