//! Blanks inside brackets: `( text )`, `[ sic ]`, `(text )as`, `border( see the map )`.
//!
//! Both brackets have to stand on the line, and what they hold has to be words. Boxes to tick (`[ ]`, `[ x ]`), formulas, code
//! and smileys stay. A blank that stands on the wrong side of a bracket moves to the other.

use super::line::words;
use super::{Place, deletion, replacement};
use crate::edit::Edit;
use crate::rule::{Example, Level, Rule};

static BRACKET_SPACE: Rule = Rule {
    id: "punctuation/bracket-space",
    summary: "space on the inner side of a bracket",
    why: "Programs that cut text into words leave spaces around brackets, and careless markup puts them on the wrong side. \
          Boxes to tick, formulas and code stay.",
    level: Level::Safe,
    examples: &[
        Example {
            dirty: "The mill ( see the map ) was sold.\n",
            clean: "The mill (see the map) was sold.\n",
        },
        Example { dirty: "The mill was sold( see the map ).\n", clean: "The mill was sold (see the map).\n" },
        Example { dirty: "They had selled [ sic ] the mill.\n", clean: "They had selled [sic] the mill.\n" },
        Example {
            dirty: "The mill (the last in town )was sold.\n",
            clean: "The mill (the last in town) was sold.\n",
        },
    ],
    keeps: &[
        "- [ ] sell the mill\n- [ x ] feed the owl\n",
        "The person(s) who sold it (re)wrote the book.\n",
        "It holds if ( x + y ) is in [ 0, 1 ) or [ 2, 3 ].\n",
        "The owl is back :( and nobody knows ( why\n",
        "if ( owl == mill ) { sell( owl ); }\n",
        "feed( owl )\n",
        "We call feed( owl , mill ) in the old program of the town.\n",
        "Let ( x , y ) be a point in [ 0 , 1 ] .\n",
    ],
};

pub(super) static RULES: [&Rule; 1] = [&BRACKET_SPACE];

/// A blank after an opening bracket.
pub(super) fn look_after(place: &Place<'_, '_>) -> Option<Edit> {
    let opening = place.at;
    let closing = place.line.closing(opening)?;
    if !holds_words(place, opening, closing) || place.text[opening + 2..].starts_with(char::is_whitespace) {
        return None;
    }
    let left = &place.text[place.line.span.start..opening];
    let letters = left.chars().rev().take_while(|c| c.is_lowercase()).take(2).count();
    if letters == 2 {
        let mended = if place.byte(0) == b'(' { " (" } else { " [" };
        return Some(replacement(opening..opening + 2, mended, &BRACKET_SPACE));
    }
    Some(deletion(opening + 1..opening + 2, &BRACKET_SPACE))
}

/// A blank before a closing bracket.
pub(super) fn look_before(place: &Place<'_, '_>) -> Option<Edit> {
    let closing = place.at + 1;
    let opening = place.line.opening(closing)?;
    if place.byte(0) != b' ' || !holds_words(place, opening, closing) {
        return None;
    }
    if place.text[..place.at].ends_with(char::is_whitespace) {
        return None;
    }
    if place.text[closing + 1..].starts_with(char::is_alphabetic) {
        let mended = if place.byte(1) == b')' { ") " } else { "] " };
        return Some(replacement(place.at..closing + 1, mended, &BRACKET_SPACE));
    }
    Some(deletion(place.at..closing, &BRACKET_SPACE))
}

/// No aside is longer, so that a line of nothing but brackets stays linear.
const LONGEST: usize = 1_000;

/// Whether two brackets hold words.
fn holds_words(place: &Place<'_, '_>, opening: usize, closing: usize) -> bool {
    if closing - opening > LONGEST {
        return false;
    }
    let content = place.text[opening + 1..closing].trim();
    let is_round = place.text.as_bytes()[opening] == b'(';
    let begins = content.starts_with(|c: char| {
        c.is_alphanumeric()
            || matches!(c, '“' | '„' | '‘' | '”' | '’' | '«' | '»' | '…' | '£' | '€')
            || is_round && matches!(c, '"' | '\'' | '$')
    });
    let left = &place.text[place.line.span.start..opening];
    let is_marked = left.ends_with([':', ';', '=', '(', '[', '!', '\\', '-', '_', '@', '#', '$']);
    if !begins || is_marked || !place.line.is_prose() {
        return false;
    }
    let is_formula = content.contains(['+', '*', '_', '~', '[', '(']) && !content.contains(". ")
        || content.contains(';') && words(content).nth(2).is_none()
        || content.ends_with([',', '-', '–']);
    let is_year = is_round && content.len() == 4 && content.bytes().all(|byte| byte.is_ascii_digit());
    !is_formula && (is_year || words(content).next().is_some()) && !place.is_in_call(opening)
}
