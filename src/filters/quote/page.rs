//! What the whole text says about its marks: whose convention it follows, and which style most of it has.

use super::evidence::Convention;
use super::locale::{self, Locale};
use super::marks::{Family, Mark, collect};
use crate::config::Lang;

/// The pair that opens and closes a quotation.
pub(super) type Pair<'t> = (&'t str, &'t str);

/// Pairs that some language writes.
const PAIRS: [Pair<'static>; 9] = [
    ("“", "”"),
    ("„", "“"),
    ("„", "”"),
    ("«", "»"),
    ("»", "«"),
    ("”", "”"),
    ("»", "»"),
    ("‘", "’"),
    ("\"", "\""),
];

pub(super) fn is_pair(pair: Pair<'_>) -> bool {
    PAIRS.contains(&pair)
}

/// A text and its habits.
pub(super) struct Page<'t> {
    pub(super) convention: Convention<'t>,
    /// Whether anything says which language the text is in.
    pub(super) is_told: bool,
    /// The pairs of double marks that stand where their places alone say that they open and close, and how often.
    pairs: Vec<(Pair<'t>, usize)>,
    /// Apostrophes inside of words.
    straight_apostrophes: usize,
    curly_apostrophes: usize,
    /// Whether ‘ stands inside of words: then it is a letter, as in Hawai‘i.
    pub(super) has_okina: bool,
}

impl<'t> Page<'t> {
    /// Looks through all marks of `text` once.
    pub(super) fn new(text: &'t str, locale: &'t Locale, lang: &'t Lang) -> Page<'t> {
        let told = locale.of(lang, text);
        let tag = told.unwrap_or("en-US");
        let mut marks = Vec::new();
        collect(text, 0..text.len(), Family::Double, &mut marks);
        let mut singles = Vec::new();
        if text.contains('‹') {
            collect(text, 0..text.len(), Family::Single, &mut singles);
            singles.retain(|mark| matches!(mark.form, "‹" | "›"));
        }
        let opens_with = |form: [&str; 2]| {
            let pairs = marks.windows(2).chain(singles.windows(2));
            pairs.filter(|pair| form.contains(&pair[0].form) && in_place(&pair[0], &pair[1])).count()
        };
        let is_inward = opens_with(["»", "›"]) > opens_with(["«", "‹"]);
        let mut pairs: Vec<(Pair<'t>, usize)> = Vec::new();
        for ends in marks.windows(2).filter(|ends| in_place(&ends[0], &ends[1])) {
            let pair = (ends[0].form, ends[1].form);
            match pairs.iter_mut().find(|(known, _)| *known == pair) {
                Some((_, count)) => *count += 1,
                None if is_pair(pair) => pairs.push((pair, 1)),
                None => {}
            }
        }
        let within = |apostrophe: &str| {
            let inside = |at: usize| {
                text[..at].ends_with(char::is_alphabetic)
                    && text[at + apostrophe.len()..].starts_with(char::is_alphabetic)
            };
            memchr::memmem::find_iter(text.as_bytes(), apostrophe).filter(|at| inside(*at)).count()
        };
        Page {
            convention: Convention { marks: locale::marks(tag), language: locale::language(tag), is_inward },
            is_told: told.is_some(),
            pairs,
            straight_apostrophes: within("'"),
            curly_apostrophes: within("’"),
            has_okina: within("‘") > 0,
        }
    }

    /// The pair that most quotations have; of two that are as many, not the straight one, unless apostrophes are.
    pub(super) fn usual_pair(&self) -> Option<Pair<'t>> {
        let prefers_straight = self.straight_apostrophes > self.curly_apostrophes;
        let rank = |(pair, count): &(Pair<'t>, usize)| (*count, (pair.0 == "\"") == prefers_straight);
        self.pairs.iter().max_by_key(|pair| rank(pair)).map(|(pair, _)| *pair)
    }

    /// The usual pair that opens with `form`, or that closes with it.
    pub(super) fn pair_with(&self, fits: impl Fn(&Pair<'t>) -> bool) -> Option<Pair<'t>> {
        self.pairs
            .iter()
            .filter(|(pair, _)| fits(pair))
            .max_by_key(|(_, count)| *count)
            .map(|(pair, _)| *pair)
    }

    /// Whether apostrophes are curly in this text. Without any they follow the quotations, and where there are none of those
    /// either, an accent or an opening mark in their place shows that curly ones were meant.
    pub(super) fn has_curly_apostrophes(&self) -> bool {
        match self.curly_apostrophes.cmp(&self.straight_apostrophes) {
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Equal => self.usual_pair().is_none_or(|pair| pair.0 != "\""),
        }
    }

    /// The apostrophe of this text.
    pub(super) fn apostrophe(&self) -> &'static str {
        if self.has_curly_apostrophes() { "’" } else { "'" }
    }

    /// Whether the text has marks of both styles.
    pub(super) fn is_mixed(&self) -> bool {
        self.straight_apostrophes > 0 && self.curly_apostrophes > 0
            || self.pairs.iter().any(|(pair, _)| pair.0 == "\"") && self.pairs.len() > 1
    }
}

/// Whether two marks open and close by their places alone.
fn in_place(first: &Mark<'_>, second: &Mark<'_>) -> bool {
    first.right.is_alphanumeric()
        && !first.left.is_alphanumeric()
        && !second.left.is_whitespace()
        && !second.right.is_alphanumeric()
        || first.form == "«" && first.blank_right > 0 && second.blank_left > 0
}
