//! Marks that stand twice: `,,` and `, ,`; when asked to go far `. .` too.
//!
//! Two commas are also an opening quotation mark (`,,so''`), empty cells (`a,,b`), and dots a leader or an ellipsis; those stay.

use super::line::{ends_in_text, is_gap};
use super::{Place, deletion};
use crate::edit::Edit;
use crate::rule::{Example, Level, Rule};

static DOUBLED_COMMA: Rule = Rule {
    id: "punctuation/doubled-comma",
    summary: "two commas side by side",
    why: "A word that was taken out, or a careless hand, leaves two commas where one belongs. As an opening quotation mark, in \
          tables and in code two commas have a meaning and stay.",
    level: Level::Safe,
    examples: &[
        Example {
            dirty: "The mill was sold,, while the owl slept.\n",
            clean: "The mill was sold, while the owl slept.\n",
        },
        Example {
            dirty: "The mill was sold , , while the owl slept.\n",
            clean: "The mill was sold, while the owl slept.\n",
        },
    ],
    keeps: &[
        "He said ,, the mill is sold'' and left.\n",
        "The row is a,,b or mill,,owl in the list.\n",
        "Wait,,, what did the owl say?\n",
    ],
};

static STRAY_STOP: Rule = Rule {
    id: "punctuation/stray-stop",
    summary: "a second full stop after a space",
    why: "What stood between the two full stops was taken out. Two dots can also be what is left of an ellipsis.",
    level: Level::Aggressive,
    examples: &[
        Example {
            dirty: "The mill was sold. . The owl slept.\n",
            clean: "The mill was sold. The owl slept.\n",
        },
        Example { dirty: "The owl slept in the mill. .\n", clean: "The owl slept in the mill.\n" },
    ],
    keeps: &["The owl . . . slept in the mill. . . .\n", "The mill was sold.. The owl slept.\n"],
};

pub(super) static RULES: [&Rule; 2] = [&DOUBLED_COMMA, &STRAY_STOP];

/// Two commas side by side.
pub(super) fn look(place: &Place<'_, '_>) -> Option<Edit> {
    let (left, right) = place.sides();
    let is_pair = !left.ends_with(',') && !right.starts_with(',');
    let ends = right.is_empty() || right.starts_with(' ');
    let is_quotation = left.ends_with(is_gap) && opens_quotation(place, place.at + 2);
    (is_pair && ends && !is_quotation && ends_in_text(left.trim_end_matches(is_gap)) && is_sentence(place))
        .then(|| deletion(place.at + 1..place.at + 2, &DOUBLED_COMMA))
}

/// Whether two commas with a blank before them open a quotation, since behind them, from `after` on, the line has marks that
/// close one.
pub(super) fn opens_quotation(place: &Place<'_, '_>, after: usize) -> bool {
    place.line.habits().last_closing.is_some_and(|closing| closing >= after)
}

/// Where the last marks of a line begin that close a quotation.
pub(super) fn last_closing(line: &str) -> Option<usize> {
    let twice = ["''", "‘‘", "’’"].iter().filter_map(|marks| line.rfind(marks));
    twice.chain(line.rfind(['“', '”', '"', '‟'])).max()
}

/// A blank between two commas or full stops.
pub(super) fn look_before(place: &Place<'_, '_>) -> Option<Edit> {
    let (left, right) = place.sides();
    let mark = char::from(place.byte(1));
    let before = left.trim_end_matches(is_gap).strip_suffix(mark)?;
    let from = place.line.span.start + before.len() + 1;
    let is_pair = !before.trim_end_matches(is_gap).ends_with([',', '.'])
        && !right.starts_with([',', '.'])
        && !right.trim_start_matches(is_gap).starts_with([',', '.']);
    let ends = right.is_empty() || right.starts_with(' ');
    if !is_pair || !ends || !ends_in_text(before.trim_end_matches(is_gap)) || !is_sentence(place) {
        return None;
    }
    let span = from..place.next + 1;
    let next = right.trim_start().chars().next();
    match mark {
        ',' if next.is_some_and(char::is_alphabetic) => Some(deletion(span, &DOUBLED_COMMA)),
        '.' if next.is_none_or(|c| !c.is_lowercase()) => Some(deletion(span, &STRAY_STOP)),
        _ => None,
    }
}

fn is_sentence(place: &Place<'_, '_>) -> bool {
    place.line.is_prose() && place.line.has_words(2)
}
