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
    why: "Programs that cut text into words take the comma of a number for one of the sentence. Three digits on its right, not \
          in a list, show that it is none.",
    level: Level::Standard,
    examples: &[
        Example { dirty: "The army lost 10 , 000 men.\n", clean: "The army lost 10,000 men.\n" },
        Example {
            dirty: "The mill cost 1 , 250 , 000 dollars.\n",
            clean: "The mill cost 1,250,000 dollars.\n",
        },
    ],
    keeps: &[
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
    (is_free && is_amount && place.tongue.is_english() && place.line.is_prose())
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
    let is_apart = left[..left.len() - before].ends_with([' ', '$', '£', '€', '(', ',']);
    match place.byte(1) {
        b',' if before <= 3
            && after == 3
            && is_apart
            && !is_list(&left[..left.len() - before], number, rest) =>
        {
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

/// Whether a number with a comma and another one behind it is a piece of a list.
fn is_list(before: &str, number: &str, rest: &str) -> bool {
    let goes_on = rest.strip_prefix(" , ").is_some_and(|rest| {
        rest.bytes().take_while(u8::is_ascii_digit).count() != 3
            && rest.starts_with(|c: char| c.is_ascii_digit())
    });
    let joins = [" and ", " or ", " to ", " & "].iter().any(|word| {
        rest.strip_prefix(word).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    });
    let begun = before.trim_end().ends_with(',')
        && before.trim_end_matches([' ', ',']).ends_with(|c: char| c.is_ascii_digit());
    goes_on
        || joins
        || number.starts_with('0')
        || begun && number.len() != 3
        || rest.starts_with(|c: char| c.is_alphanumeric())
}
