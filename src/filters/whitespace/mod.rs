//! `whitespace`: line ends, odd spaces, trailing blanks, runs of blanks and of blank lines, the final newline.
//!
//! ```text
//! One.··␍␊␍␊␍␊␍␊Two  words.      →      One.␊␊Two words.␊
//! ```
//!
//! None of it changes what the article says. Leading indents, aligned columns and verse stay; so do the
//! no-break spaces that typography wants (`5 km`, `« oui »`).
//!
//! Each filter below does one thing and relies on those before it: after `line_ends.rs` a line ends in LF,
//! after `trailing.rs` a blank line is empty.

mod blank_lines;
mod final_newline;
mod line_ends;
mod odd_spaces;
mod space_runs;
mod trailing;

use crate::config::Config;
use crate::filters::Filter;

/// The filters of this family, in order.
pub(super) fn filters(config: &Config) -> [Box<dyn Filter>; 6] {
    [
        Box::new(line_ends::LineEnds),
        Box::new(odd_spaces::OddSpaces { may_be_english: config.locale.may_be_english(&config.lang) }),
        Box::new(space_runs::SpaceRuns),
        Box::new(trailing::TrailingBlanks),
        Box::new(blank_lines::BlankLines),
        Box::new(final_newline::FinalNewline),
    ]
}

/// Whether a character is blank: it separates words and leaves no ink, and is no line end. The zero-width
/// characters are none of these; they are spelling in some scripts.
pub(crate) fn is_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}
