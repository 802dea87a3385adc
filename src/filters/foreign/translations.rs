//! What a word means in English: the dictionaries of `data/foreign`, which know inflected forms.

use std::sync::LazyLock;

use super::lexicon::Language;
use super::table::{Table, content};

static FORMS: LazyLock<Table> =
    LazyLock::new(|| Table::open(include_bytes!("../../../data/foreign/forms.bin")));
static NEIGHBOURS: LazyLock<Table> =
    LazyLock::new(|| Table::open(include_bytes!("../../../data/foreign/neighbours.bin")));
static CANDIDATES: LazyLock<&'static [u8]> =
    LazyLock::new(|| content(include_bytes!("../../../data/foreign/candidates.bin")));
static ENGLISH: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| lines(include_bytes!("../../../data/foreign/english.bin")));
static ENDINGS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| lines(include_bytes!("../../../data/foreign/endings.bin")));

fn lines(file: &'static [u8]) -> Vec<&'static str> {
    std::str::from_utf8(content(file)).unwrap_or_default().lines().collect()
}

/// A part of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Noun,
    Verb,
    Other,
}

/// One thing that a word may mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate<'d> {
    /// An English word, or two.
    pub(super) english: &'d str,
    /// What it is most often.
    pub(super) part: Part,
    /// How much speaks for it: four steps are a factor of two; the first has 31.
    pub(super) weight: f32,
    /// How many sources, independent of each other, offer it.
    pub(super) votes: u8,
}

/// What the dictionaries say of a form.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Meaning<'d> {
    /// The headword that the form belongs to: `vakcina`; `None` where its ending is a rare one.
    pub(super) lemma: Option<String>,
    /// Whether the form's ending says that there are several.
    pub(super) is_plural: bool,
    /// The best first.
    pub(super) candidates: Vec<Candidate<'d>>,
}

/// What `form` (lower case) of `language` means.
pub(super) fn meaning(form: &str, language: Language) -> Option<Meaning<'static>> {
    let value = FORMS.get(format!("{}:{form}", language.code()).as_bytes())?;
    let place = usize::try_from(value >> 9).ok()?;
    let count = usize::from(*CANDIDATES.get(place)?);
    let records = CANDIDATES.get(place + 1..place + 1 + 3 * count)?;
    let candidates = records
        .chunks_exact(3)
        .filter_map(|record| {
            let line = *ENGLISH.get(usize::from(u16::from_le_bytes([record[0], record[1]])))?;
            let (part, english) = line.split_at_checked(1)?;
            let part = match part {
                "n" => Part::Noun,
                "v" => Part::Verb,
                _ => Part::Other,
            };
            Some(Candidate { english, part, weight: f32::from(record[2] & 31), votes: record[2] >> 5 })
        })
        .collect();
    let lemma = usize::try_from(value >> 1 & 255).ok().and_then(|n| ENDINGS.get(n)).and_then(|ending| {
        let (cut, added) = ending.split_once('\t')?;
        let kept = form.chars().count().checked_sub(cut.parse().ok()?)?;
        Some(form.chars().take(kept).collect::<String>() + added)
    });
    Some(Meaning { lemma, is_plural: value & 1 == 1, candidates })
}

/// How usual it is in English that `right` follows `left`: 0 for never, else up to 16, one step a doubling.
pub(super) fn neighbours(left: &str, right: &str) -> f32 {
    let found = NEIGHBOURS.get(format!("{left} {right}").as_bytes());
    found.and_then(|n| u8::try_from(n).ok()).map_or(0.0, |n| f32::from(n) + 1.0)
}

/// Our own glossaries, read backwards: what an English word is called in the languages with a large list.
const GLOSSARIES: [(&str, &str); 3] = [
    ("de", include_str!("../../../data/glossary/de.tsv")),
    ("es", include_str!("../../../data/glossary/es.tsv")),
    ("fr", include_str!("../../../data/glossary/fr.tsv")),
];

/// The usual word for `english` in another language; `None` where our glossary has none.
pub(super) fn from_english(english: &str, language: Language) -> Option<&'static str> {
    let (_, glossary) = GLOSSARIES.iter().find(|(code, _)| *code == language.code())?;
    let line = glossary.lines().find(|line| line.split('\t').next() == Some(english))?;
    line.split('\t').nth(1)?.split(',').next().map(str::trim)
}
