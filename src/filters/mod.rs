//! The filters, in the order in which they run. One file or folder each; this is their contents page.

use std::cell::OnceCell;
use std::ops::Range;

use regex::Regex;

use crate::config::{Config, ConfigError, Lang};
use crate::document::Extent;
use crate::edit::Edits;
use crate::protect::{Protected, Reach};
use crate::rule::{Level, Rule};
use crate::select::Selection;
use crate::survey::Traits;

pub mod artefact;
pub mod encoding;
mod foreign;
pub mod markup;
pub mod mojibake;
pub mod packs;
mod punctuation;
pub mod quote;
mod removal;
pub mod repeat;
mod search;
mod spoken;
mod triples;
pub mod unicode;
pub mod whitespace;

/// The names a rule id can begin with, in the order in which the filters run: the contract of `--select`
/// and `--ignore`. A name whose rules are not written yet selects nothing.
pub const NAMES: [&str; 10] = [
    "encoding",
    "mojibake",
    "markup",
    "unicode",
    "artefact",
    "repeat",
    "foreign",
    "quote",
    "punctuation",
    "whitespace",
];

/// One thing to look for in a text.
///
/// A filter looks; the pipeline touches. It reads the text and asks for edits; it builds no new text, prints
/// nothing and reads no file.
pub trait Filter: Send + Sync {
    /// The records of all rules that this filter can name in an edit.
    fn rules(&self) -> Vec<&'static Rule>;

    /// The filter is run only on texts that have at least one of these traits; it must not need to see others.
    fn needs(&self) -> Traits;

    /// How far it may reach into protected text.
    fn reach(&self) -> Reach {
        Reach::Prose
    }

    /// How far what it only reports may lie in protected text.
    fn reach_of_reports(&self) -> Reach {
        self.reach()
    }

    /// Asks for edits of `view.text`, in ascending order, as small as they can be. Edits of protected text
    /// need not be avoided: the pipeline drops them.
    fn scan(&self, view: &View<'_>, edits: &mut Edits);
}

/// The text as a filter sees it: as the filters before it left it.
pub struct View<'a> {
    /// The text.
    pub text: &'a str,
    /// What [`crate::survey::survey`] found in it.
    pub traits: Traits,
    /// Whether it is a file or a field.
    pub extent: Extent,
    patterns: &'a [Regex],
    protected: OnceCell<Protected>,
    limits: Option<(&'a Selection, Level)>,
}

impl<'a> View<'a> {
    /// A view of `text`, with the user's `[protect]` patterns.
    pub fn new(text: &'a str, traits: Traits, extent: Extent, patterns: &'a [Regex]) -> View<'a> {
        View { text, traits, extent, patterns, protected: OnceCell::new(), limits: None }
    }

    /// The same view for a run that applies only the rules of `selection` up to `level`.
    #[must_use]
    pub fn limited(self, selection: &'a Selection, level: Level) -> View<'a> {
        View { limits: Some((selection, level)), ..self }
    }

    /// Whether this run has `rule` selected, at whatever level.
    pub fn selects(&self, rule: &Rule) -> bool {
        self.limits.is_none_or(|(selection, _)| selection.has(rule))
    }

    /// Whether this run applies `rule` where nothing is protected. A filter need not ask, unless one of its edits
    /// makes no sense without another.
    pub fn applies(&self, rule: &Rule) -> bool {
        self.selects(rule) && self.limits.is_none_or(|(_, level)| rule.level <= level)
    }

    /// Whether a filter of this `reach` may not touch `span`.
    pub fn is_protected(&self, span: &Range<usize>, reach: Reach) -> bool {
        self.protected().covers(span, reach)
    }

    /// Whether an edit of `span` by `rule` would be carried out.
    pub fn allows(&self, rule: &Rule, span: &Range<usize>) -> bool {
        self.allows_within(rule, span, Reach::Prose)
    }

    /// The same for a filter of another reach.
    pub fn allows_within(&self, rule: &Rule, span: &Range<usize>, reach: Reach) -> bool {
        self.applies(rule) && !self.is_protected(span, reach)
    }

    /// The spans that no filter may touch; found when first asked for.
    pub fn protected(&self) -> &Protected {
        self.protected.get_or_init(|| Protected::find(self.text, self.patterns))
    }
}

/// Whether words of the language of articles are known, so that `foreign` can tell which ones are stray in them.
pub fn knows_words_of(lang: &Lang) -> bool {
    foreign::knows(lang)
}

/// What [`all`] would have to pass over without a word.
pub(crate) fn check(config: &Config) -> Result<(), ConfigError> {
    foreign::check_source(config)
}

/// All filters, in order, as `config` wants them.
pub fn all(config: &Config) -> Vec<Box<dyn Filter>> {
    let mut filters: Vec<Box<dyn Filter>> = Vec::new();
    filters.extend(encoding::filters());
    filters.extend(mojibake::filters());
    filters.extend(markup::filters());
    filters.extend(unicode::filters(config));
    filters.extend(artefact::filters(config));
    filters.extend(packs::filters(config));
    filters.extend(repeat::filters());
    filters.extend(foreign::filters(config));
    filters.extend(quote::filters(config));
    filters.extend(punctuation::filters(config));
    filters.extend(whitespace::filters(config));
    filters
}

/// Every rule of every filter under any configuration, in the order in which the filters run.
pub fn rules() -> Vec<&'static Rule> {
    use crate::config::{Dashes, Ellipsis, Quotes};
    let mut rules: Vec<&'static Rule> = Vec::new();
    for (quotes, dashes, ellipsis) in [
        (Quotes::Straight, Dashes::Typographic, Ellipsis::Char),
        (Quotes::Curly, Dashes::Ascii, Ellipsis::Dots),
        (Quotes::Keep, Dashes::Keep, Ellipsis::Keep),
    ] {
        let glossary = crate::glossary::Glossary::sample();
        for filter in all(&Config { quotes, dashes, ellipsis, glossary, ..Config::default() }) {
            rules.extend(filter.rules());
        }
    }
    let mut known = std::collections::HashSet::new();
    rules.retain(|rule| known.insert(rule.id));
    rules.sort_by_key(|rule| NAMES.iter().position(|name| *name == rule.filter()));
    rules
}
