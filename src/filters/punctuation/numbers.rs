//! Blanks inside numbers and beside their signs: `$ 5`, `62 %`, `10 , 000`; only when asked to go far `3 . 5`, `10 : 30`.
//!
//! Only in English: most other languages set `%` and the currency apart, and some write `10 000`. No-break spaces are
//! somebody's typography and stay, and so does `%` where the author always sets it apart.

use super::{Place, deletion, replacement};
use crate::edit::Edit;
use crate::rule::{Example, Level, Rule};

static CURRENCY_SPACE: Rule = Rule {
    id: "punctuation/currency-space",
    summary: "space between a sign of money and the amount",
    why: "Programs that cut text into words set the sign apart; English does not. Other languages do, and `R$ 5` is one of them.",
    level: Level::Standard,
    examples: &[
        Example {
            dirty: "The mill was sold for $ 5 million.\n",
            clean: "The mill was sold for $5 million.\n",
        },
        Example { dirty: "The owl costs £ 40 a day.\n", clean: "The owl costs £40 a day.\n" },
    ],
    keeps: &[
        "The mill in Brazil was sold for R$ 5 million.\n",
        "El molino viejo fue vendido por $ 5 millones en la ciudad.\n",
        "Type the line that begins with $ and press 5.\n",
        "The old mill costs € 10 , 50 and more.\n",
    ],
};

static PERCENT_SPACE: Rule = Rule {
    id: "punctuation/percent-space",
    summary: "space between a number and the percent sign",
    why: "Programs that cut text into words set the sign apart; English does not. Most other languages do, and so do authors \
          who write it that way everywhere.",
    level: Level::Standard,
    examples: &[
        Example {
            dirty: "Only 62 % of the town saw the mill.\n",
            clean: "Only 62% of the town saw the mill.\n",
        },
        Example {
            dirty: "The price of the mill rose by 5 %.\n",
            clean: "The price of the mill rose by 5%.\n",
        },
    ],
    keeps: &[
        "Die Mühle hat nur 62 % ihres Wertes verloren.\n",
        "The mill lost 5\u{A0}% of its value.\n",
        "The mill lost 5 % in May, 6 % in June and 7 % in July.\n",
        "The rest of 7 % 5 is known to every owl.\n",
    ],
};

static SPLIT_THOUSANDS: Rule = Rule {
    id: "punctuation/split-thousands",
    summary: "spaces around the comma inside a number",
    why: "Programs that cut text into words take the comma of a number for one of the sentence. That it is none is shown by a \
          group no number stands for alone (`000`), by a sign of money, or by a word such as `about`. `On May 5 , 200 came` and \
          lists of numbers stay.",
    level: Level::Standard,
    examples: &[
        Example { dirty: "The army lost 10 , 000 men.\n", clean: "The army lost 10,000 men.\n" },
        Example {
            dirty: "The mill cost 1 , 250 , 000 dollars.\n",
            clean: "The mill cost 1,250,000 dollars.\n",
        },
        Example {
            dirty: "About 5 , 000 , 000 people, and more than 1 , 250 owls.\n",
            clean: "About 5,000,000 people, and more than 1,250 owls.\n",
        },
        Example { dirty: "The mill cost $ 1 , 250.\n", clean: "The mill cost $1,250.\n" },
    ],
    keeps: &[
        "On May 5 , 200 came.\n",
        "At 9 , 300 guests were there.\n",
        "Of the first 7 , 500 were sold\n",
        "In room 5 , 200 people waited.\n",
        "See pages 3 , 120 , 145 and 212.\n",
        "Psalms 1 , 119 , 121\n",
        "Bus lines 3 , 100 , 200 , 245\n",
        "The owl saw 5 , 6 and 7 mice in the mill.\n",
        "The rooms 10 , 200 and 300 of the mill are closed.\n",
    ],
};

static SPLIT_NUMBER: Rule = Rule {
    id: "punctuation/split-number",
    summary: "spaces inside a decimal number or a time",
    why: "Programs that cut text into words take numbers apart. A full stop or a colon between two numbers can also be one of \
          the sentence or a score.",
    level: Level::Aggressive,
    examples: &[
        Example { dirty: "Prices rose by 3 . 5 percent.\n", clean: "Prices rose by 3.5 percent.\n" },
        Example { dirty: "The mill opens at 10 : 30 today.\n", clean: "The mill opens at 10:30 today.\n" },
    ],
    keeps: &["They won 3 : 2 in Wells.\n", "The list has 3 . And the owl has 5.\n"],
};

pub(super) static RULES: [&Rule; 4] = [&CURRENCY_SPACE, &PERCENT_SPACE, &SPLIT_THOUSANDS, &SPLIT_NUMBER];

/// A plain space after `$`, `£` or `€`.
pub(super) fn look_at_currency(place: &Place<'_, '_>) -> Option<Edit> {
    let end = place.next;
    let left = &place.text[place.line.span.start..end];
    let before = left.strip_suffix(['$', '£', '€'])?;
    let is_free = before.is_empty() && !left.starts_with('$')
        || before.ends_with([' ', '(', '“', '"', '‘', '~', '–', '—'])
        || ["US", "A", "C", "NZ", "HK", "AU", "CA"].iter().any(|of| ends_in_word(before, of));
    let is_amount = place.byte(2).is_ascii_digit();
    // The amount and its sign are mended together or not at all.
    let amount = &place.text[end + 1..place.line.span.end];
    let rest = amount.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let is_whole = || {
        let follows = [" , ", " . "].iter().any(|mark| {
            rest.strip_prefix(mark).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        });
        !follows || is_taken_apart(place, place.line.span.end - rest.len())
    };
    (is_free && is_amount && place.tongue.is_english() && place.line.is_prose() && is_whole())
        .then(|| deletion(end..end + 1, &CURRENCY_SPACE))
}

fn ends_in_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|before| !before.ends_with(char::is_alphanumeric))
}

/// A plain space before `%`.
pub(super) fn look_at_percent(place: &Place<'_, '_>) -> Option<Edit> {
    let left = &place.text[place.line.span.start..place.at];
    let after = &place.text[place.next + 1..place.line.span.end];
    let next = after.trim_start().chars().next();
    let is_sign = place.byte(0) == b' ' && left.ends_with(|c: char| c.is_ascii_digit());
    let is_free = !after.starts_with(|c: char| c.is_alphanumeric() || c == '%')
        && next.is_none_or(|c| {
            !c.is_ascii_digit() && !matches!(c, '(' | '%' | '=' | '*' | '/' | '+' | '-' | '–')
        });
    (is_sign
        && is_free
        && place.tongue.is_english()
        && place.line.is_prose()
        && !place.tongue.spaces_percent())
    .then(|| deletion(place.at..place.at + 1, &PERCENT_SPACE))
}

/// A blank before a mark, inside a number.
pub(super) fn look(place: &Place<'_, '_>) -> Option<Edit> {
    let (left, right) = place.sides();
    let right = right.strip_prefix(' ')?;
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let before = left.bytes().rev().take_while(u8::is_ascii_digit).count();
    let after = digits(right);
    if place.byte(0) != b' '
        || before == 0
        || after == 0
        || !place.tongue.is_english()
        || !place.line.is_prose()
    {
        return None;
    }
    let span = place.at..place.at + 3;
    let number = &left[left.len() - before..];
    let rest = &right[after..];
    let is_apart = left[..left.len() - before].ends_with([' ', '$', '£', '€', '(']);
    match place.byte(1) {
        b',' if after == 3 && is_taken_apart(place, place.at) => {
            Some(replacement(span, ",", &SPLIT_THOUSANDS))
        }
        b'.' if is_apart && rest.starts_with([' ', '%']) => Some(replacement(span, ".", &SPLIT_NUMBER)),
        b':' if before <= 2
            && after == 2
            && number.parse::<u8>().is_ok_and(|hour| hour < 25)
            && right < "6" =>
        {
            Some(replacement(span, ":", &SPLIT_NUMBER))
        }
        _ => None,
    }
}

/// Before a number these say that there is one, and no other beside it.
const AMOUNTS: [&str; 13] = [
    "about",
    "almost",
    "another",
    "approximately",
    "around",
    "exactly",
    "least",
    "nearly",
    "only",
    "over",
    "roughly",
    "some",
    "than",
];

/// Whether the number whose comma stands behind the blank at `at` is one that was taken apart: `1 , 250 , 000`. All its commas
/// are judged alike.
fn is_taken_apart(place: &Place<'_, '_>, at: usize) -> bool {
    // Nobody writes more of them out, so a line of nothing but numbers stays linear.
    const MOST_GROUPS: usize = 5;
    let digits = |text: &str| text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (mut left, right) = place.line.sides(&(at..at));
    let mut first = &left[left.len() - digits(left)..];
    let mut before = &left[..left.len() - first.len()];
    let mut groups = 0;
    let mut has_nought = false;
    while let Some(further) = before.strip_suffix(" , ").filter(|further| digits(further) > 0) {
        if first.len() != 3 || groups == MOST_GROUPS {
            return false;
        }
        has_nought |= first.starts_with('0');
        left = further;
        first = &left[left.len() - digits(left)..];
        before = &left[..left.len() - first.len()];
        groups += 1;
    }
    let mut rest = right;
    while let Some(group) =
        rest.strip_prefix(" , ").filter(|group| group.starts_with(|c: char| c.is_ascii_digit()))
    {
        let length = group.bytes().take_while(u8::is_ascii_digit).count();
        if length != 3 || groups == MOST_GROUPS {
            return false;
        }
        has_nought |= group.starts_with('0');
        rest = &group[length..];
        groups += 1;
    }
    let joins = [" and ", " or ", " to ", " & "].iter().any(|word| {
        rest.strip_prefix(word).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    });
    let goes_on = joins || rest.starts_with(|c: char| c.is_alphanumeric());
    let is_money = before.trim_end_matches(' ').ends_with(['$', '£', '€']);
    let word = before.trim_end().rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let is_amount = AMOUNTS.contains(&word.to_lowercase().as_str());
    let begins = (1..=3).contains(&first.len()) && !first.starts_with('0');
    let is_apart = before.is_empty() || before.ends_with([' ', '$', '£', '€', '(']);
    groups > 0 && begins && is_apart && !goes_on && (has_nought || is_money || is_amount)
}
