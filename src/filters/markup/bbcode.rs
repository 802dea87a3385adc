//! The markup of forums: `[b]…[/b]`, `[url=…]…[/url]`, `[img]…[/img]`.
//!
//! A tag goes only with its partner, since `[i]`, `[b]` and `[s]he` alone are an editor's; the text between them
//! stays, and the address of a link that has no other text.

use std::collections::HashMap;
use std::ops::Range;

use memchr::{memchr2_iter, memmem};

use super::mention::is_quoted;
use super::seam::{Break, seam};
use crate::edit::Edits;
use crate::filters::removal::{self, Found};
use crate::filters::spoken::{Lines, Marks};
use crate::filters::{Filter, View};
use crate::lines::ends_line;
use crate::protect::Reach;
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static BBCODE: Rule = Rule {
    id: "markup/bbcode",
    summary: "forum markup in square brackets",
    why: "Forums write bold as [b]…[/b]. Tags of the closed list go in pairs, one opened and one shut; the text between \
          them stays, a picture goes whole. A bracket without its partner is an editor's.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "It was [b]not[/b] [color=red]over[/color].\n", clean: "It was not over.\n" },
        Example { dirty: "See [url=https://example.org/a]this[/url].\n", clean: "See this.\n" },
        Example { dirty: "[url]https://example.org/a[/url]\n", clean: "https://example.org/a\n" },
        Example { dirty: "One.\n[img]https://example.org/a.jpg[/img]\nTwo.\n", clean: "One.\nTwo.\n" },
        Example { dirty: "[quote=\"Ann\"]One.[/quote]Two.\n", clean: "One.\nTwo.\n" },
    ],
    keeps: &[
        "[s]he, shift[1], [i] and [b] are an editor's.\n",
        "Put words between [b] and [/b] to shout.\n",
        "Write \"[b]\" first and \"[/b]\" last.\n",
        "BBCode has [b]bold[/b] text.\n",
        "Write [b]bold[/b] in forums.\n",
        "The tag [i]is[/i] for stress, as in [b]bold[/b].\n",
    ],
};

/// The longest tag, in bytes: an address may stand in it.
const LONGEST: usize = 500;

/// The names of the list and what they are to the line.
fn kind(name: &str) -> Option<Break> {
    Some(match name {
        "b" | "i" | "u" | "size" | "color" | "colour" | "font" | "url" | "email" | "sup" | "sub" | "tt"
        | "highlight" | "spoiler" => Break::Nothing,
        "img" | "youtube" => Break::Gap,
        "center" | "left" | "right" | "justify" | "align" | "indent" | "quote" | "list" | "ul" | "ol"
        | "li" | "h1" | "h2" | "h3" | "table" | "tr" => Break::Line,
        "td" | "th" => Break::Cell,
        _ => return None,
    })
}

/// Removes forum markup.
pub(super) struct BbCode;

/// A tag in brackets.
struct Tag {
    span: Range<usize>,
    name: String,
    has_value: bool,
    closes: bool,
}

impl Filter for BbCode {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&BBCODE]
    }

    fn needs(&self) -> Traits {
        Traits::BRACKET
    }

    fn reach(&self) -> Reach {
        Reach::Addresses
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let text = view.text;
        if memmem::find(text.as_bytes(), b"[/").is_none() {
            return;
        }
        let mut pairs = pairs(text);
        let is_about = || {
            ["BBCode", "bbcode", "BB code", "BBcode"]
                .iter()
                .any(|word| memmem::find(text.as_bytes(), word.as_bytes()).is_some())
        };
        if pairs.is_empty() || is_about() {
            return;
        }
        pairs.retain(|(open, close)| {
            let allows = |span| view.allows_within(&BBCODE, span, Reach::Addresses);
            allows(&open.span) && allows(&close.span)
        });
        let mut lines = Lines::new(text, Marks::Forum);
        pairs.retain(|(open, close)| !lines.speak_of(&open.span) && !lines.speak_of(&close.span));
        let mut found: Vec<(Range<usize>, Break)> = Vec::new();
        for (open, close) in pairs {
            let strength = kind(&open.name).unwrap_or(Break::Nothing);
            if strength == Break::Gap {
                found.push((open.span.start..close.span.end, strength));
            } else {
                found.push((open.span, strength));
                found.push((close.span, strength));
            }
        }
        found.sort_by_key(|(span, _)| span.start);
        let mut end = 0;
        found.retain(|(span, _)| {
            let is_apart = span.start >= end;
            end = end.max(span.end);
            is_apart
        });
        let breaks: Vec<(Break, bool)> = found.iter().map(|(_, strength)| (*strength, false)).collect();
        let found: Vec<Found> =
            found.into_iter().map(|(span, _)| Found { span, rule: &BBCODE, note: None }).collect();
        removal::remove_with(view, &found, edits, |text, span, group| {
            let first = found.partition_point(|other| other.span.start < group[0].span.start);
            seam(text, span, group, &breaks[first..first + group.len()])
        });
    }
}

/// The pairs of tags that nobody would write by hand.
fn pairs(text: &str) -> Vec<(Tag, Tag)> {
    let mut open: HashMap<String, Vec<Tag>> = HashMap::new();
    let mut pairs = Vec::new();
    // A bracket that is not shut may become a tag by what goes from it, so what is inside stays.
    let mut brackets: Vec<usize> = Vec::new();
    for at in memchr2_iter(b'[', b']', text.as_bytes()) {
        if text.as_bytes()[at] == b'[' {
            brackets.push(at);
            continue;
        }
        let Some(start) = brackets.pop() else { continue };
        let is_inside = brackets
            .last()
            .is_some_and(|&outer| start - outer < LONGEST && !text[outer..start].contains(ends_line));
        let Some(tag) = (!is_inside).then(|| parse(text, start..at + 1)).flatten() else { continue };
        if !tag.closes {
            open.entry(tag.name.clone()).or_default().push(tag);
        } else if let Some(partner) = open.get_mut(&tag.name).and_then(Vec::pop)
            && is_markup(text, &partner, &tag)
        {
            pairs.push((partner, tag));
        }
    }
    pairs
}

/// Whether a pair does something to the text between, and is not what the text is about.
fn is_markup(text: &str, open: &Tag, close: &Tag) -> bool {
    let content = &text[open.span.end..close.span.start];
    let is_plain = !open.has_value;
    let is_apart = content.starts_with(' ') && content.ends_with(' ');
    let is_address = || content.len() <= LONGEST && !content.trim().contains(char::is_whitespace);
    if kind(&open.name) == Some(Break::Gap) {
        return is_address();
    }
    let is_mention = is_plain && is_apart || is_quoted(text, &open.span) || is_quoted(text, &close.span);
    !is_mention
}

/// The tag in `span`, if its name is on the list.
fn parse(text: &str, span: Range<usize>) -> Option<Tag> {
    if span.len() > LONGEST {
        return None;
    }
    let content = &text[span.start + 1..span.end - 1];
    let closes = content.starts_with('/');
    let content = content.strip_prefix('/').unwrap_or(content);
    let (name, value) = match content.find(['=', ' ']) {
        Some(at) => (&content[..at], Some(&content[at..])),
        None => (content, None),
    };
    let name = name.to_ascii_lowercase();
    kind(&name)?;
    let has_value = value.is_some_and(|value| value.contains('=') && !value.contains('\n'));
    (value.is_none() || has_value && !closes).then_some(Tag { span, name, has_value, closes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pairs_are_markup() {
        for (text, count) in [
            ("[b]a[/b]", 1),
            ("[b]a [b]b[/b]", 1),
            ("[b][i]a[/b][/i]", 2),
            ("[B]a[/B]", 1),
            ("[b] and [/b]", 0),
            ("[/b]a[b]", 0),
            ("[b]a[/i]", 0),
            ("[[b]b]a[/b]", 0),
            ("[size=3]a[/size]", 1),
            ("[url = x]a[/url]", 1),
            ("[code]a[/code]", 0),
            ("[s]he[/s]", 0),
            ("[img]a b[/img]", 0),
        ] {
            assert_eq!(pairs(text).len(), count, "{text}");
        }
    }
}
