//! ASCII marks become the curly ones of the locale.
//!
//! All marks of a paragraph are read together ([`roles`](super::roles)): double ones first, then the single ones outside and
//! inside of their quotations. A `'` between letters is an apostrophe, and so is one that begins a clipped word (`'tis`)
//! or a decade (`'90s`), or that opens a quotation nobody closes. A mark after a digit that closes nothing is a prime and
//! stays ASCII. Marks that are curly already are never changed; those in HTML tags are no quotation.

use std::ops::Range;

use super::evidence::opens_word;
use super::locale::Locale;
use super::marks::{Family, Mark};
use super::page::Page;
use super::paragraph::{Marks, begins_quoted};
use super::paragraphs;
use super::roles::{Carry, Ends, Role};
use crate::blocks::are_code;
use crate::config::{Config, Lang};
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
        Example { dirty: "The 'omicron variant' is here.\n", clean: "The ‘omicron variant’ is here.\n" },
        Example {
            dirty: "'Tis the '90s, and \"that's 'it'.\"\n",
            clean: "’Tis the ’90s, and “that’s ‘it’.”\n",
        },
    ],
    keeps: &[
        "He is 5'10\" tall.\n",
        "<a title=\"A\">link</a>\n",
        "[box id=\"7\"]\n",
        "At 40°26'46\"N 79°58'56\"W it rains.\n",
        "An 8\"x10\" photo.\n",
        "צה\"ל, ארה\"ב.\n",
        "Run `echo \"hello\"` now.\n",
        "“Done,” he said – ‘really’.\n",
    ],
};

/// Curls quotation marks.
pub(super) struct CurlyQuotes {
    locale: Locale,
    lang: Lang,
}

impl CurlyQuotes {
    pub(super) fn new(config: &Config) -> CurlyQuotes {
        CurlyQuotes { locale: config.locale.clone(), lang: config.lang.clone() }
    }
}

impl Filter for CurlyQuotes {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&CURLY]
    }

    fn needs(&self) -> Traits {
        Traits::STRAIGHT_QUOTE
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let text = view.text;
        let page = Page::new(text, &self.locale, &self.lang);
        let mut carry = Carry::default();
        let mut paragraphs = paragraphs(text, view.traits).peekable();
        while let Some(paragraph) = paragraphs.next() {
            let content = &text[paragraph.clone()];
            if content.contains(['"', '\'']) && !are_code(content) {
                let goes_on = paragraphs.peek().is_some_and(|next| begins_quoted(&text[next.clone()]));
                let last = curl(&page, text, paragraph, Ends::between(carry.is_open(), goes_on), edits);
                carry = carry.after(last);
            } else if !content.trim().is_empty() {
                carry = carry.after(None);
            }
        }
    }
}

/// Curls the marks of one paragraph, and says whether its last quotation is open.
fn curl(page: &Page<'_>, text: &str, paragraph: Range<usize>, ends: Ends, edits: &mut Edits) -> Option<bool> {
    let Marks { levels, leaves_open } = Marks::read(text, page, paragraph, ends);
    let mut glyphs: Vec<(usize, &'static str)> = Vec::new();
    for level in &levels {
        let straight = level.marks.iter().zip(&level.readings).filter(|(mark, _)| mark.is_straight());
        glyphs.extend(straight.filter_map(|(mark, reading)| {
            Some((mark.span.start, glyph_of(mark, reading.role, level.family, page, text)?))
        }));
    }
    glyphs.sort_unstable();
    for (at, glyph) in glyphs {
        edits.replace(at..at + 1, glyph, &CURLY);
    }
    leaves_open
}

/// What a straight mark becomes; primes stay.
fn glyph_of(
    mark: &Mark<'_>,
    role: Role,
    family: Family,
    page: &Page<'_>,
    text: &str,
) -> Option<&'static str> {
    let marks = page.convention.marks;
    let (open, close) = if family == Family::Double { marks.double } else { marks.single };
    match role {
        Role::Open => Some(open),
        Role::Close => Some(close),
        Role::Neither if family == Family::Double => None,
        Role::Neither if mark.left.is_ascii_digit() && !mark.right.is_alphabetic() => None,
        // A quotation that nobody closes.
        Role::Neither if opens_word(mark, text, &page.convention) => Some(open),
        Role::Neither => Some("’"),
    }
}
