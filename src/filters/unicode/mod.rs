//! `unicode`: characters that nobody sees or that are of another script than the text, and what programs that read and translate text leave in it.
//!
//! ```text
//! Сoronavirus in Prazі-8，the ｓecond wave    →    Coronavirus in Prazi-8, the second wave
//! ```
//!
//! The first word begins with a Cyrillic С, the second has a Ukrainian і: `look_alikes.rs` mends words of two scripts.
//! `east_asian.rs` mends fullwidth letters and Chinese and Japanese marks inside Latin text, `stray_sign.rs` takes single
//! characters glued to a Latin word, `word_pieces.rs` what a translation model makes of words, and `language_tags.rs` keeps one
//! language of a post that holds several. What script a line or a text is in, `scripts.rs` counts.
//!
//! Before them goes what is no part of a text: escape sequences and control characters (`controls.rs`), what nobody sees (`invisible.rs`),
//! what turns the direction of writing (`bidi.rs`), signs for pictures (`objects.rs`). `ligatures.rs` takes ﬁ apart, `compose.rs` puts
//! letters and accents together, and `broken_words.rs` joins words over the ends of lines.
//!
//! A word of one script is never touched, whatever the text around it: `猫`, `мир`, `Яндекс` and `α` belong there. Neither is a
//! text that talks of such characters (`mention.rs`).

mod bidi;
mod broken_words;
mod compose;
mod controls;
mod east_asian;
mod invisible;
mod language_tags;
mod ligatures;
mod look_alikes;
mod mention;
mod objects;
mod scripts;
mod stray_sign;
mod word_pieces;

use crate::config::Config;
use crate::filters::Filter;

/// The filters of this family, in order: what nobody sees goes first, so that the others see words.
pub(super) fn filters(config: &Config) -> [Box<dyn Filter>; 12] {
    [
        Box::new(controls::Controls),
        Box::new(invisible::Invisibles),
        Box::new(bidi::Directions),
        Box::new(objects::Objects),
        Box::new(ligatures::Ligatures),
        Box::new(compose::Composition),
        Box::new(language_tags::LanguageTags { lang: config.lang.clone() }),
        Box::new(look_alikes::LookAlikes),
        Box::new(east_asian::EastAsianForms),
        Box::new(stray_sign::StraySigns),
        Box::new(word_pieces::WordPieces),
        Box::new(broken_words::LineEndHyphens),
    ]
}
