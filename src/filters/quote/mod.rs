//! `quote`: quotation marks and apostrophes. Repair runs first, style second.
//!
//! ```text
//! “We want profit, ”said the head.      →      "We want profit," said the head.
//! ```
//!
//! First what is damaged is mended, under every style: `apostrophes.rs` joins split contractions, and `repair.rs` mends blanks
//! (`spaces.rs`) and marks (`glyphs.rs`) of whole quotations. For that, all marks of a paragraph are read together
//! (`paragraph.rs`): what each says by its shape and its neighbours (`marks.rs`, `evidence.rs`) is weighed for the whole paragraph
//! (`roles.rs`). `glance.rs` says which paragraphs are worth it, `page.rs` what the text usually does.
//!
//! Then `--quotes` decides: `straight.rs` (the default) turns curly marks into ASCII, `curly.rs` turns ASCII marks into those of the
//! locale, `keep` brings only a minority in line. CJK brackets, primes and the ʻokina are never touched; neither are code and
//! addresses.

mod apostrophes;
mod curly;
mod evidence;
mod glance;
mod glyphs;
mod locale;
mod marks;
mod page;
mod paragraph;
mod repair;
mod roles;
mod rules;
mod spaces;
mod straight;
mod words;

pub use locale::{Locale, LocaleError};
pub(crate) use locale::{is_in_any_script, language};

use std::ops::Range;

use crate::config::{Config, Quotes};
use crate::filters::Filter;
use crate::filters::whitespace::is_blank;
use crate::lines::{ends_line, lines_of};
use crate::survey::Traits;

/// The filters of this family, in order.
pub(super) fn filters(config: &Config) -> Vec<Box<dyn Filter>> {
    let mut filters: Vec<Box<dyn Filter>> =
        vec![Box::new(apostrophes::Apostrophes::new(config)), Box::new(repair::Repair::new(config))];
    match config.quotes {
        Quotes::Straight => filters.push(Box::new(straight::StraightQuotes)),
        Quotes::Curly => filters.push(Box::new(curly::CurlyQuotes::new(config))),
        Quotes::Keep => {}
    }
    filters
}

/// The paragraphs of a text, each with the blank lines after it. Quotation marks pair inside one.
fn paragraphs(text: &str, traits: Traits) -> impl Iterator<Item = Range<usize>> {
    let mut lines = lines_of(text, traits).peekable();
    let is_blank_line = |line: &Range<usize>| text[line.clone()].chars().all(|c| is_blank(c) || ends_line(c));
    std::iter::from_fn(move || {
        let mut paragraph = lines.next()?;
        while let Some(line) = lines.next_if(|line| !is_blank_line(line)) {
            paragraph.end = line.end;
        }
        while let Some(line) = lines.next_if(is_blank_line) {
            paragraph.end = line.end;
        }
        Some(paragraph)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::survey;

    #[test]
    fn a_paragraph_ends_at_a_blank_line_of_any_kind() {
        for text in ["a\nb\n\nc\n", "a\r\nb\r\n \r\nc\r\n", "a\rb\r\rc"] {
            let parts: Vec<&str> =
                paragraphs(text, survey(text)).map(|paragraph| text[paragraph].trim()).collect();
            assert_eq!(parts.len(), 2, "{text:?}");
            assert_eq!(parts[1], "c");
        }
    }
}
