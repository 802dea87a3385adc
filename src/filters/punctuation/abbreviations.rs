//! Abbreviations with a blank after their first stop: `U. S.`, `9 a. m.`, `e. g.`.
//!
//! A closed list, in English only: other languages write some of these with a blank (`z. B.`, `a. m.` in Spanish). Initials are
//! never joined, so `U. S. Grant` stays a name.

use super::{Place, deletion};
use crate::edit::Edit;
use crate::rule::{Example, Level, Rule};

static SPLIT_ABBREVIATION: Rule = Rule {
    id: "punctuation/split-abbreviation",
    summary: "space inside an abbreviation",
    why: "Programs that cut text into words take the first stop for the end of a sentence. A closed list of English abbreviations; \
          initials of people stay as they are.",
    level: Level::Standard,
    examples: &[
        Example { dirty: "The U. S. mill is older.\n", clean: "The U.S. mill is older.\n" },
        Example {
            dirty: "The mill opens at 9 a. m. on Sunday.\n",
            clean: "The mill opens at 9 a.m. on Sunday.\n",
        },
        Example { dirty: "Some birds, e. g. the owl, stay.\n", clean: "Some birds, e.g. the owl, stay.\n" },
    ],
    keeps: &[
        "General U. S. Grant and J. K. Bell met A. Kelin in the mill.\n",
        "El molino viejo abre a las 9 a. m. todos los domingos del mes.\n",
        "Die alte Mühle ist z. B. im Sommer geöffnet.\n",
        "They stopped at point A. M. Bell went on.\n",
    ],
};

pub(super) static RULES: [&Rule; 1] = [&SPLIT_ABBREVIATION];

/// A full stop, a blank, and a letter with a full stop.
pub(super) fn look(place: &Place<'_, '_>) -> Option<Edit> {
    let first = place.at.checked_sub(1).filter(|first| *first >= place.line.span.start)?;
    let bytes = place.text.as_bytes();
    let (one, two) = (bytes[first], place.byte(2));
    if !one.is_ascii_alphabetic() || !two.is_ascii_alphabetic() {
        return None;
    }
    let left = &place.text[place.line.span.start..first];
    let right = &place.text[place.at + 4..place.line.span.end];
    let joins = match (one, two) {
        (b'e', b'g') | (b'i', b'e') => is_apart(left) && goes_on(right),
        (b'a' | b'p', b'm') | (b'A' | b'P', b'M') => left.strip_suffix(' ').is_some_and(ends_in_hour),
        (b'B', b'C') | (b'A', b'D') => {
            left.strip_suffix(' ').is_some_and(|left| left.ends_with(|c: char| c.is_ascii_digit()))
        }
        (b'D', b'C') => left.ends_with("Washington, ") || left.ends_with("Washington "),
        (b'U', b'S' | b'K' | b'N') | (b'E', b'U') => is_apart(left) && is_country(left, right),
        _ => false,
    };
    (joins && place.tongue.is_english() && place.line.is_prose())
        .then(|| deletion(place.at + 1..place.at + 2, &SPLIT_ABBREVIATION))
}

fn is_apart(left: &str) -> bool {
    left.is_empty() || left.ends_with([' ', '(', '“', '"', '‘', '-', '—', '–'])
}

fn goes_on(right: &str) -> bool {
    right.is_empty() || right.starts_with([' ', ',', ':', ')', '\u{A0}'])
}

fn ends_in_hour(left: &str) -> bool {
    let digits = left.bytes().rev().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits)
}

/// Whether `U. S.` is the country and not somebody's initials: it has an article or a preposition before it, or no name after it.
fn is_country(left: &str, right: &str) -> bool {
    const BEFORE: [&str; 12] =
        ["the", "The", "in", "In", "from", "From", "to", "of", "for", "and", "a", "with"];
    let word = left.trim_end().rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let next = right.trim_start().chars().next();
    let has_article = matches!(word, "the" | "The");
    let has_name = next.is_some_and(char::is_uppercase);
    has_article
        || !has_name
            && (BEFORE.contains(&word) || right.starts_with(' ') && next.is_some_and(char::is_lowercase))
}
