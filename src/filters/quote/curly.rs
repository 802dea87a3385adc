//! ASCII marks become the curly ones of the locale.
//!
//! Each mark is read in its paragraph: what stands on both sides, and whether a quotation is open. A `'`
//! between letters is an apostrophe, and so is one that begins a known clipped word (`'tis`) or a decade
//! (`'90s`), or that opens a quotation nobody closes. A mark after a digit that closes nothing is a prime and
//! stays ASCII. Marks that are curly already are never decided again; those in HTML tags are no quotation.

use std::ops::Range;

use super::locale::Marks;
use super::paragraphs;
use crate::edit::Edits;
use crate::filters::{Filter, View};
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static CURLY: Rule = Rule {
    id: "quote/curly",
    summary: "straight quotation mark or apostrophe",
    why: "With --quotes curly, marks take the shape that the locale asks for, by what stands around them. \
          Primes (5'10\"), code, addresses and HTML attributes stay.",
    level: Level::Standard,
    examples: &[
        Example { dirty: "\"It's here,\" she said.\n", clean: "“It’s here,” she said.\n" },
        Example {
            dirty: "'Tis the '90s, and \"that's 'it'.\"\n",
            clean: "’Tis the ’90s, and “that’s ‘it’.”\n",
        },
    ],
    keeps: &[
        "He is 5'10\" tall.\n",
        "<a title=\"A\">link</a>\n",
        "[box id=\"7\"]\n",
        "At 40°26'46\"N it rains.\n",
        "Run `echo \"hello\"` now.\n",
        "“Done,” he said – ‘really’.\n",
    ],
};

/// Words that lost their beginning and are written with an apostrophe in its place, without that apostrophe.
static CLIPPED: [&str; 26] = [
    "tis", "twas", "twere", "twill", "twould", "twasn", "tisn", "em", "im", "er", "til", "till", "cause",
    "cos", "bout", "round", "neath", "gainst", "n", "neath", "tween", "ere", "nother", "kay", "sblood",
    "zounds",
];

/// Curls quotation marks.
pub(super) struct CurlyQuotes {
    pub(super) marks: &'static Marks,
}

impl Filter for CurlyQuotes {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&CURLY]
    }

    fn needs(&self) -> Traits {
        Traits::STRAIGHT_QUOTE
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        for paragraph in paragraphs(view.text) {
            let content = &view.text[paragraph.clone()];
            if content.contains(['"', '\'']) {
                self.scan_paragraph(content, paragraph.start, edits);
            }
        }
    }
}

/// What a mark turns out to be.
enum Role {
    Open,
    Close,
    Apostrophe,
    /// A prime or a mark that says nothing: stays as it is.
    Other,
}

/// The quotations that are open at one place of a paragraph.
#[derive(Default)]
struct Open {
    double: bool,
    single: bool,
}

impl CurlyQuotes {
    fn scan_paragraph(&self, paragraph: &str, offset: usize, edits: &mut Edits) {
        let mut open = Open::default();
        let mut doubles_left = paragraph.matches(is_double).count();
        let last_single_close = self.last_closing_single(paragraph);
        let mut tags = html_tags(paragraph).peekable();
        // A value as in [caption id="x"] is code, and so is a mark behind a backslash.
        let mut value_end = 0;
        for (at, mark) in paragraph.match_indices(|c| is_double(c) || is_single(c)) {
            while tags.next_if(|tag| tag.end <= at).is_some() {}
            let in_tag = tags.peek().is_some_and(|tag| tag.contains(&at));
            let place = Place::new(paragraph, at, mark.len());
            let is_double = mark.starts_with(is_double);
            doubles_left -= usize::from(is_double);
            if mark == "\"" && place.left == Some('=') && at >= value_end {
                value_end = at + 2 + paragraph[at + 1..].find(['"', '\n']).unwrap_or(0);
            }
            if in_tag || at < value_end || place.left == Some('\\') {
                continue;
            }
            let (role, (opening, closing)) = if is_double {
                (double_role(&place, &open, doubles_left), self.marks.double)
            } else {
                (single_role(&place, &open, last_single_close > Some(at)), self.marks.single)
            };
            let is_open = if is_double { &mut open.double } else { &mut open.single };
            if !matches!(mark, "\"" | "'") {
                // Curly already: never decided again, but it opens and closes like the others.
                *is_open = match (mark == opening.trim_end(), mark == closing.trim_start()) {
                    (true, true) => !*is_open && !matches!(role, Role::Apostrophe),
                    (true, false) => true,
                    (false, true) => *is_open && matches!(role, Role::Apostrophe),
                    (false, false) => *is_open,
                };
                continue;
            }
            let glyph = match role {
                Role::Open => {
                    *is_open = true;
                    opening
                }
                Role::Close => {
                    *is_open = false;
                    closing
                }
                Role::Apostrophe => "’",
                Role::Other => continue,
            };
            edits.replace(offset + at..offset + at + 1, glyph, &CURLY);
        }
    }

    /// The last place where a single mark could close a quotation.
    fn last_closing_single(&self, paragraph: &str) -> Option<usize> {
        let closing = self.marks.single.1;
        paragraph
            .rmatch_indices(is_single)
            .filter(|(_, mark)| matches!(*mark, "'" | "’") || *mark == closing)
            .map(|(at, mark)| (at, Place::new(paragraph, at, mark.len())))
            .find(|(_, place)| place.can_close() && !place.right.is_some_and(char::is_alphanumeric))
            .map(|(at, _)| at)
    }
}

fn is_double(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

fn is_single(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’' | '‚' | '‹' | '›')
}

/// What stands around a mark.
struct Place<'t> {
    left: Option<char>,
    right: Option<char>,
    after: &'t str,
}

impl<'t> Place<'t> {
    fn new(text: &'t str, at: usize, length: usize) -> Place<'t> {
        let after = &text[at + length..];
        Place { left: text[..at].chars().next_back(), right: after.chars().next(), after }
    }

    fn can_open(&self) -> bool {
        let opens = |c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    '(' | '['
                        | '{'
                        | '—'
                        | '–'
                        | '-'
                        | '/'
                        | '“'
                        | '„'
                        | '«'
                        | '‘'
                        | '‚'
                        | '"'
                        | '\''
                        | '¿'
                        | '¡'
                        | '>'
                        | '…'
                        | '*'
                        | '_'
                )
        };
        self.left.is_none_or(opens) && self.right.is_some_and(|c| !c.is_whitespace())
    }

    fn can_close(&self) -> bool {
        let closes = |c: char| {
            c.is_whitespace()
                || (c.is_ascii_punctuation() && !matches!(c, '(' | '[' | '{'))
                || matches!(c, '—' | '–' | '…' | '”' | '’' | '»' | '“' | '‘')
        };
        self.left.is_some_and(|c| !c.is_whitespace()) && self.right.is_none_or(closes)
    }

    fn after_digit(&self) -> bool {
        self.left.is_some_and(|c| c.is_ascii_digit())
    }
}

fn double_role(place: &Place<'_>, open: &Open, doubles_left: usize) -> Role {
    // After a digit, and with no quotation to close: inches or seconds.
    let closes_nothing = !open.double || doubles_left % 2 == 1;
    if place.after_digit() && closes_nothing {
        return Role::Other;
    }
    match (place.can_open(), place.can_close()) {
        (true, false) => Role::Open,
        (false, true) => Role::Close,
        _ if open.double => Role::Close,
        _ => Role::Open,
    }
}

fn single_role(place: &Place<'_>, open: &Open, is_closed_later: bool) -> Role {
    let in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match (in_word(place.left), in_word(place.right)) {
        (true, true) if place.after_digit() && place.right.is_some_and(|c| c.is_ascii_digit()) => Role::Other,
        (true, false) if open.single => Role::Close,
        (true, false) if place.after_digit() => Role::Other,
        (true, _) => Role::Apostrophe,
        (false, true) if is_clipped(place.after) => Role::Apostrophe,
        _ if place.can_close() && open.single => Role::Close,
        _ if place.can_open() && is_closed_later => Role::Open,
        (false, true) => Role::Apostrophe,
        _ if place.can_close() => Role::Close,
        _ => Role::Other,
    }
}

/// Whether a word that lost its beginning follows, or a decade.
fn is_clipped(after: &str) -> bool {
    let word = &after[..after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len())];
    let is_decade = word.len() >= 2
        && word.bytes().take(2).all(|byte| byte.is_ascii_digit())
        && matches!(&word[2..], "" | "s");
    is_decade || CLIPPED.iter().any(|clipped| clipped.eq_ignore_ascii_case(word))
}

/// The HTML tags of a paragraph.
fn html_tags(paragraph: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + paragraph[from..].find('<')?;
            from = start + 1;
            if paragraph[from..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!')) {
                let end = from + paragraph[from..].find('>')?;
                from = end + 1;
                return Some(start..from);
            }
        }
    })
}
