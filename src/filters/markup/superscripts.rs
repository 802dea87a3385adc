//! Raised and lowered numbers: without its tags, 10<sup>6</sup> would be 106.

use memchr::memmem;

use super::mention::is_about_markup;
use super::tokens::tokens;
use crate::edit::Edits;
use crate::filters::{Filter, View};
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static SUPERSCRIPT: Rule = Rule {
    id: "markup/superscript",
    summary: "raised or lowered number in HTML tags",
    why: "Without its tags 10<sup>6</sup> would say 106, so a number in <sup> or <sub> becomes the raised or lowered \
          digits that Unicode has. Other text in them stays as it is and only loses the tags.",
    level: Level::Safe,
    examples: &[
        Example {
            dirty: "About 10<sup>6</sup> tons of CO<sub>2</sub>.\n",
            clean: "About 10⁶ tons of CO₂.\n",
        },
        Example { dirty: "It is 5 m<sup>-2</sup> here.\n", clean: "It is 5 m⁻² here.\n" },
    ],
    keeps: &["The 1<sup>st</sup> of May.\n", "A <sub> tag and <sup>2</sup>.\n"],
};

/// The longest number, in bytes.
const LONGEST: usize = 12;

/// Replaces raised and lowered numbers.
pub(super) struct Superscripts;

impl Filter for Superscripts {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&SUPERSCRIPT]
    }

    fn needs(&self) -> Traits {
        Traits::ANGLE
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let text = view.text;
        let mut found = Vec::new();
        for start in memmem::find_iter(text.as_bytes(), "<su") {
            let rest = &text[start..];
            let raised = rest.starts_with("<sup>");
            if !raised && !rest.starts_with("<sub>") {
                continue;
            }
            let content = &rest[5..];
            let Some(length) = content.bytes().take(LONGEST + 1).position(|byte| byte == b'<') else {
                continue;
            };
            let closing = if raised { "</sup>" } else { "</sub>" };
            let is_closed = content.get(length..).is_some_and(|rest| rest.starts_with(closing));
            let digits: Option<String> = content.get(..length).and_then(|content| {
                content.chars().map(|c| if raised { raise(c) } else { lower(c) }).collect()
            });
            if let Some(digits) = digits.filter(|digits| is_closed && !digits.is_empty()) {
                found.push((start..start + 5 + length + 6, digits));
            }
        }
        if found.is_empty() || is_about_markup(text, &tokens(text)) {
            return;
        }
        for (span, digits) in found {
            edits.replace(span, digits, &SUPERSCRIPT);
        }
    }
}

fn raise(c: char) -> Option<char> {
    Some(match c {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4'..='9' => char::from_u32('⁴' as u32 + (c as u32 - '4' as u32))?,
        '+' => '⁺',
        '-' | '−' | '–' => '⁻',
        _ => return None,
    })
}

fn lower(c: char) -> Option<char> {
    Some(match c {
        '0'..='9' => char::from_u32('₀' as u32 + (c as u32 - '0' as u32))?,
        '+' => '₊',
        '-' | '−' | '–' => '₋',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_raised_and_lowered() {
        let all = |digits: &str, change: fn(char) -> Option<char>| -> Option<String> {
            digits.chars().map(change).collect()
        };
        assert_eq!(all("0123456789+-", raise).as_deref(), Some("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"));
        assert_eq!(all("0123456789+-", lower).as_deref(), Some("₀₁₂₃₄₅₆₇₈₉₊₋"));
        assert_eq!(all("1st", raise), None);
    }
}
