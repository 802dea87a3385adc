//! `repeat`: the same paragraph twice in one article.
//!
//! ```text
//! Forty-five countries meet in Paris today.␊␊Forty-five countries meet in Paris today.␊␊They want…␊
//! Forty-five countries meet in Paris today.␊␊They want…␊
//! ```
//!
//! Extractors join the teaser of a page to its text, read a picture and its caption twice, or take the whole article
//! from two places of one page. The later copy goes. What a writer repeats stays: refrains and verse, rows of a
//! table, forms, lists, code, and paragraphs that come back further down: of 751 repeated paragraphs in scraped
//! articles 392 stand in stock-exchange filings, which say everything once a person.
//!
//! What a site repeats in all its articles is learned ([`crate::learn`]) and comes as a rule pack.

pub(crate) mod prose;
mod rules;
mod twins;

use crate::edit::{Edits, Note};
use crate::filters::removal::{self, Found};
use crate::filters::{Filter, View};
use crate::protect::Reach;
use crate::rule::Rule;
use crate::survey::Traits;

/// The filters of this family, in order.
pub(super) fn filters() -> [Box<dyn Filter>; 1] {
    [Box::new(RepeatedParagraphs)]
}

/// The records of this filter.
pub(crate) fn rules() -> impl Iterator<Item = &'static Rule> {
    rules::ALL.into_iter()
}

/// Removes later copies of paragraphs that a scraper took twice.
struct RepeatedParagraphs;

impl Filter for RepeatedParagraphs {
    fn rules(&self) -> Vec<&'static Rule> {
        rules::ALL.to_vec()
    }

    fn needs(&self) -> Traits {
        Traits::TEXT
    }

    /// A paragraph goes whole, with the addresses in it.
    fn reach(&self) -> Reach {
        Reach::Whole
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let repeated = twins::glances_that_repeat(view.text, view.traits);
        if repeated.is_empty() {
            return;
        }
        let found = twins::find(view.text, &repeated).into_iter();
        let found = found.filter(|twin| !view.is_protected(&twin.span, self.reach()));
        let found = found.map(|twin| {
            let detail = "the same stands".to_owned();
            let note = Some(Box::new(Note {
                detail,
                place: Some(twin.first),
                certainty: twin.rule.level.promise(),
            }));
            Found { span: twin.span, rule: twin.rule, note }
        });
        let (applied, held): (Vec<Found>, Vec<Found>) = found.partition(|found| view.applies(found.rule));
        // What this run only reports is asked for when nothing is left to be done: a removal takes blank lines
        // along, which the two would fight over.
        removal::remove(view, if applied.is_empty() { &held } else { &applied }, edits);
    }
}
