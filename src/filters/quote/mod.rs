//! `quote`: quotation marks and apostrophes. Repair runs first, style second.
//!
//! ```text
//! “We want profit, ”said the head.      →      "We want profit," said the head.
//! ```
//!
//! [`spacing`] mends a space on the wrong side of a mark, under every style. Then `--quotes` decides:
//! [`straight`] (the default) turns curly marks into ASCII, [`curly`] turns ASCII marks into those of the
//! locale, `keep` does neither. Guillemets, CJK brackets, primes and the ʻokina are never touched; neither
//! are code and addresses.

mod curly;
mod locale;
mod spacing;
mod straight;

pub use locale::{Locale, LocaleError};

use std::ops::Range;

use memchr::memmem;

use crate::config::{Config, Quotes};
use crate::filters::Filter;

/// The filters of this family, in order.
pub(super) fn filters(config: &Config) -> Vec<Box<dyn Filter>> {
    let mut filters: Vec<Box<dyn Filter>> = vec![Box::new(spacing::MarkSpacing)];
    match config.quotes {
        Quotes::Straight => filters.push(Box::new(straight::StraightQuotes)),
        Quotes::Curly => filters.push(Box::new(curly::CurlyQuotes { marks: config.locale.marks() })),
        Quotes::Keep => {}
    }
    filters
}

/// The paragraphs of a text: what stands between blank lines. Quotation marks pair inside one.
fn paragraphs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    let ends = memmem::find_iter(text.as_bytes(), "\n\n").map(|at| at + 2).collect::<Vec<_>>();
    ends.into_iter().chain([text.len()]).map(move |end| {
        let paragraph = from..end;
        from = end;
        paragraph
    })
}
