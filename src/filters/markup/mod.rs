//! `markup`: what HTML and forum software leave in a text.
//!
//! ```text
//! <p>Ann &amp; Ben said:</p><!-- ad --> [b]No[/b]&#8230;      →      Ann & Ben said:␊␊No…
//! ```
//!
//! Tags go and their text stays; references become characters; what only a browser reads goes whole. Three things
//! decide, in this order: is it code or an address (then the pipeline keeps it), is the text about markup
//! (`mention.rs`, then all of it stays), and is it on a closed list (`elements.rs`, `references.rs`), so that
//! `<Washington, DC>`, `a < 5` and `AT&T` are nothing to this filter. Tags come before references: what a tag has in
//! its attributes is gone by then, and what references yield is seen as a tag only where a page was escaped as a whole.

mod bbcode;
mod code_lines;
mod elements;
mod entities;
pub(super) mod mention;
mod programs;
mod references;
mod seam;
mod shown;
mod superscripts;
mod tag;
mod tags;
mod tokens;

use crate::filters::Filter;

/// The filters of this family, in order.
pub(super) fn filters() -> [Box<dyn Filter>; 5] {
    [
        Box::new(superscripts::Superscripts),
        Box::new(tags::Tags),
        Box::new(entities::Entities),
        Box::new(programs::Programs),
        Box::new(bbcode::BbCode),
    ]
}
