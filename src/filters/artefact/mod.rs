//! `artefact`: what scrapers, auto-blog plugins and feeds leave in a text.
//!
//! ```text
//! The vote is on Monday.␊␊[ad_1]␊␊Turnout was low… [+2104 chars]␊
//! The vote is on Monday.␊␊Turnout was low…␊
//! ```
//!
//! Here are the placeholders that mark their own beginning and end (`placeholders.rs`, `shortcodes.rs`), labels in another
//! language than the article's (`labels.rs`) and sentences that lost the space between them (`glued.rs`); the rest are rules of packs (`../packs`). Other square brackets
//! belong to editors: `[sic]`, `[he]`, `[W]e`, `[…]`, `[1]` and `[R-Iowa]` stay, and so does every bracketed
//! word that is not on a list here. In 11,798 scraped articles 952 kinds of bracket were an editor's and 40 a
//! machine's.

mod glued;
mod labels;
mod placeholders;
mod shortcodes;

use crate::config::Config;
use crate::filters::Filter;

/// The filters of this family, in order.
pub(super) fn filters(config: &Config) -> [Box<dyn Filter>; 4] {
    [
        Box::new(placeholders::Placeholders),
        Box::new(shortcodes::Shortcodes),
        Box::new(labels::SourceLabels { lang: config.lang.clone() }),
        Box::new(glued::GluedSentences),
    ]
}
