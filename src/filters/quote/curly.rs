//! ASCII marks become the curly ones of the locale.
//!
//! All marks of a paragraph are read together ([`roles`](super::roles)): double ones first, then the single ones outside and
//! inside of their quotations. A `'` between letters is an apostrophe, and so is one that begins a clipped word (`'tis`)
//! or a decade (`'90s`), or that opens a quotation nobody closes. A mark after a digit that closes nothing is a prime and
//! stays ASCII. Marks that are curly already are never changed; those in HTML tags are no quotation.

use std::ops::Range;

use super::evidence::{of_double, of_singles};
use super::locale::Locale;
use super::marks::{Family, Mark, collect};
use super::page::Page;
use super::repair::{Region, begins_quoted, quotations, regions};
use super::roles::{Carry, Ends, Reading, Role, leaves_open, read};
use super::{is_code, paragraphs};
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
            if content.contains(['"', '\'']) && !is_code(content) {
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
    let convention = &page.convention;
    let mut glyphs: Vec<(usize, &'static str)> = Vec::new();
    let mut doubles = Vec::new();
    collect(text, paragraph.clone(), Family::Double, &mut doubles);
    let prices: Vec<_> = doubles.iter().map(|mark| of_double(mark, convention)).collect();
    let readings = read(&prices, ends);
    let quotations = quotations(&doubles, &readings, paragraph.end);
    glyphs.extend(glyphs_of(&doubles, &readings, convention.marks.double));
    let mut singles = Vec::new();
    collect(text, paragraph, Family::Single, &mut singles);
    for Region { marks, ends } in regions(&singles, &quotations, ends) {
        let readings = read(&of_singles(&marks, text, convention), ends);
        glyphs.extend(glyphs_of(&marks, &readings, convention.marks.single));
        let apostrophes = marks.iter().zip(&readings).filter(|(mark, reading)| {
            let is_prime = mark.left.is_ascii_digit() && !mark.right.is_alphabetic();
            mark.is_straight() && reading.role == Role::Neither && !is_prime
        });
        glyphs.extend(apostrophes.map(|(mark, _)| (mark.span.start, "’")));
    }
    glyphs.sort_unstable();
    for (at, glyph) in glyphs {
        edits.replace(at..at + 1, glyph, &CURLY);
    }
    leaves_open(&readings)
}

/// What the straight marks that open and close become.
fn glyphs_of<'m>(
    marks: &'m [Mark<'_>],
    readings: &'m [Reading],
    (opening, closing): (&'static str, &'static str),
) -> impl Iterator<Item = (usize, &'static str)> + 'm {
    marks.iter().zip(readings).filter(|(mark, _)| mark.is_straight()).filter_map(move |(mark, reading)| {
        let glyph = match reading.role {
            Role::Open => opening,
            Role::Close => closing,
            Role::Neither => return None,
        };
        Some((mark.span.start, glyph))
    })
}
