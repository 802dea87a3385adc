//! Three dots with one blank among them: `.. .` and `. ..`.
//!
//! `. . .` is how Chicago prints an ellipsis, `....` closes a sentence too, and leaders and paths have other numbers of dots; all
//! of those stay, and so does the blank before the dots.

use super::{Place, deletion};
use crate::edit::Edit;
use crate::rule::{Example, Level, Rule};

static BROKEN_ELLIPSIS: Rule = Rule {
    id: "punctuation/broken-ellipsis",
    summary: "ellipsis with a space inside",
    why: "Programs that cut text into words break three dots in two. Three dots with even spaces are a style of their own and stay.",
    level: Level::Safe,
    examples: &[
        Example {
            dirty: "The mill was sold .. . The owl slept.\n",
            clean: "The mill was sold ... The owl slept.\n",
        },
        Example {
            dirty: "The mill was sold. .. The owl slept.\n",
            clean: "The mill was sold... The owl slept.\n",
        },
    ],
    keeps: &[
        "The owl . . . slept in the mill. . . .\n",
        "Go up with cd .. and list all with ls . to see the mill.\n",
        "The mill ..... .. 12\nThe owl ..... . 13\n",
    ],
};

pub(super) static RULES: [&Rule; 1] = [&BROKEN_ELLIPSIS];

/// Two dots side by side, perhaps with a third after a blank.
pub(super) fn look(place: &Place<'_, '_>) -> Option<Edit> {
    let (left, right) = place.sides();
    let rest = right.strip_prefix(" .")?;
    mends(place, left, rest).then(|| deletion(place.at + 2..place.at + 3, &BROKEN_ELLIPSIS))
}

/// A dot, a blank and two dots.
pub(super) fn look_before(place: &Place<'_, '_>) -> Option<Edit> {
    let (left, right) = place.sides();
    let (left, rest) = (left.strip_suffix('.')?, right.strip_prefix('.')?);
    (place.byte(1) == b'.' && mends(place, left, rest))
        .then(|| deletion(place.at..place.next, &BROKEN_ELLIPSIS))
}

/// Whether the dots stand in a sentence and are all there are.
fn mends(place: &Place<'_, '_>, left: &str, rest: &str) -> bool {
    let before = left.strip_suffix(' ').unwrap_or(left);
    let after = rest.trim_start();
    let follows = before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '”' | '"' | '’' | ','));
    let is_free =
        rest.chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, '”' | '"' | '’' | ')' | '»'));
    follows && is_free && !after.starts_with('.') && place.line.is_prose() && place.line.has_words(3)
}
