//! `punctuation`: the blanks around stops, brackets and signs, marks that stand twice, broken ellipses.
//!
//! ```text
//! It rained ( again ) , they said .The U. S. paid $ 5.      →      It rained (again), they said. The U.S. paid $5.
//! ```
//!
//! Programs that cut text into words leave a blank before every mark, translation programs lose one after a full stop. Of
//! all that can stand beside a mark only what cannot be meant is mended: not `. . .`, `.NET`, `:)`, `3 : 2`, `Node.js`, a table
//! or a line of code; not what the language of the text wants, as French does its blank before `; : ! ?`.
//!
//! `suspects.rs` finds all unusual neighbours in one pass, so clean text costs no more than that. Each is then judged by
//! the file of its kind: `space_before.rs`, `space_after.rs`, `brackets.rs`, `numbers.rs`, `abbreviations.rs`,
//! `doubled.rs`, `ellipsis.rs`; `signs.rs` looks for itself. They all see the line (`line.rs`), whether it is code (`code.rs`) or
//! speaks of marks (`spoken.rs`), and the language (`tongue.rs`).
//!
//! Dashes and ellipses that are whole are a matter of style, and stay unless asked for: `dashes.rs`, `dots.rs`.

mod abbreviations;
mod brackets;
mod dashes;
mod dots;
mod doubled;
mod ellipsis;
mod function_words;
mod line;
mod numbers;
mod signs;
mod space_after;
mod space_before;
mod spoken;
mod suspects;
mod tongue;

use std::ops::Range;

use crate::config::{Config, Dashes, Ellipsis};
use crate::edit::{Edit, Edits};
use crate::filters::{Filter, View};
use crate::rule::Rule;
use crate::survey::Traits;
use line::Line;
use suspects::Suspects;
use tongue::{Said, Tongue};

/// The filters of this family, in order.
pub(super) fn filters(config: &Config) -> Vec<Box<dyn Filter>> {
    let mut filters: Vec<Box<dyn Filter>> = vec![
        Box::new(Spacing { said: Said::in_config(config) }),
        Box::new(signs::SplitSigns { said: Said::in_config(config) }),
    ];
    match config.dashes {
        Dashes::Keep => {}
        Dashes::Typographic => {
            filters.push(Box::new(dashes::TypographicDashes { said: Said::in_config(config) }));
        }
        Dashes::Ascii => filters.push(Box::new(dashes::AsciiDashes)),
    }
    match config.ellipsis {
        Ellipsis::Keep => {}
        Ellipsis::Char => filters.push(Box::new(dots::EllipsisCharacters)),
        Ellipsis::Dots => filters.push(Box::new(dots::ThreeDots)),
    }
    filters
}

/// Mends what stands around marks.
struct Spacing {
    said: Said,
}

/// Two unusual neighbours, and what is known about where they stand.
struct Place<'p, 't> {
    text: &'t str,
    /// Where the first of the two characters begins.
    at: usize,
    /// Where the second begins.
    next: usize,
    line: &'p Line<'t>,
    tongue: &'p Tongue<'t>,
    view: &'p View<'t>,
}

impl Place<'_, '_> {
    /// The last byte of the first character, the first of the second, and so on; a line end beyond the text.
    fn byte(&self, distance: usize) -> u8 {
        self.text.as_bytes().get(self.next - 1 + distance).copied().unwrap_or(b'\n')
    }

    /// Whether a place stands in what a program is asked to do.
    fn is_in_call(&self, at: usize) -> bool {
        self.line.is_in_call(at, |word| function_words::is_little(self.tongue.language(), word))
    }

    /// The line on both sides of the two characters, of which the second is in ASCII.
    fn sides(&self) -> (&str, &str) {
        self.line.sides(&(self.at..self.next + 1))
    }
}

impl Filter for Spacing {
    fn rules(&self) -> Vec<&'static Rule> {
        let families: [&[&'static Rule]; 7] = [
            &space_before::RULES,
            &space_after::RULES,
            &brackets::RULES,
            &numbers::RULES,
            &abbreviations::RULES,
            &doubled::RULES,
            &ellipsis::RULES,
        ];
        families.concat()
    }

    fn needs(&self) -> Traits {
        Traits::TEXT
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let text = view.text;
        let tongue = Tongue::new(text, &self.said);
        let mut line: Option<Line<'_>> = None;
        let mut done = 0;
        for last_byte in Suspects::of(text) {
            let at = text.floor_char_boundary(last_byte);
            if line.as_ref().is_none_or(|line| at >= line.span.end) {
                let from = line.as_ref().map_or(0, |line| line.span.end);
                line = Some(Line::around(text, from, at));
            }
            let Some(line) = &line else { continue };
            if at < line.span.start || last_byte + 1 >= line.span.end {
                continue;
            }
            let place = Place { text, at, next: last_byte + 1, line, tongue: &tongue, view };
            if let Some(edit) = judge(&place).filter(|edit| edit.span.start >= done) {
                done = edit.span.end;
                edits.push(edit);
            }
        }
    }
}

/// What is to be done about a suspect, if anything.
fn judge(place: &Place<'_, '_>) -> Option<Edit> {
    match (place.byte(0), place.byte(1)) {
        (b',', b',') => doubled::look(place),
        (b'.', b'.') => ellipsis::look(place),
        (b'.', b' ') => abbreviations::look(place),
        (b'(' | b'[', _) => brackets::look_after(place),
        (b'$', _) | (_, b' ') => numbers::look_at_currency(place),
        (_, b')' | b']') => brackets::look_before(place),
        (_, b'%') => numbers::look_at_percent(place),
        (b'.' | b',' | b';' | b'!' | b'?', _) => space_after::look(place),
        _ => look_before_mark(place),
    }
}

/// A blank before a mark.
fn look_before_mark(place: &Place<'_, '_>) -> Option<Edit> {
    numbers::look(place)
        .or_else(|| ellipsis::look_before(place))
        .or_else(|| doubled::look_before(place))
        .or_else(|| space_before::look(place))
}

fn deletion(span: Range<usize>, rule: &'static Rule) -> Edit {
    replacement(span, "", rule)
}

fn replacement(span: Range<usize>, text: &'static str, rule: &'static Rule) -> Edit {
    Edit { span, text: text.into(), rule, note: None }
}
