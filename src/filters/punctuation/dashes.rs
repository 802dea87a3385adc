//! Dashes, when asked for: `--dashes typographic` or `ascii`.
//!
//! ```text
//! The mill -- an old one -- was sold.      →      The mill—an old one—was sold.
//! ```
//!
//! Whether a dash has blanks around it is a matter of the locale: English in America sets none, the other languages set a
//! short one between blanks, Russian a long one. Hyphens inside words, lists, options (`--help`), rules of dashes and code stay;
//! numbers on both sides make a range, which only changes at the level `aggressive`.

use std::cell::LazyCell;
use std::ops::Range;

use memchr::memmem;

use super::line::Line;
use super::tongue::Said;
use crate::edit::Edits;
use crate::filters::quote::language;
use crate::filters::{Filter, View};
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static TYPEWRITER_DASH: Rule = Rule {
    id: "punctuation/typewriter-dash",
    summary: "hyphens that stand for a dash",
    why: "A typewriter has no dash, so people write one or two hyphens. --dashes typographic asks for the dash of the locale. \
          Hyphens inside words, options of programs and lists stay.",
    level: Level::Safe,
    examples: &[
        Example {
            dirty: "The mill -- an old one -- was sold.\n", clean: "The mill—an old one—was sold.\n"
        },
        Example { dirty: "The mill--an old one--was sold.\n", clean: "The mill—an old one—was sold.\n" },
        Example {
            dirty: "The mill - an old one - was sold.\n", clean: "The mill—an old one—was sold.\n"
        },
    ],
    keeps: &[
        "- the old mill\n- the well-known owl\n",
        "Run owl --help or owl -v to see it.\n",
        "The mill\n--------\nThe owl\n",
        "It was 5 - 3 in 1914-1918.\n",
    ],
};

static TYPOGRAPHIC_DASH: Rule = Rule {
    id: "punctuation/typographic-dash",
    summary: "dash that is not in ASCII",
    why: "--dashes ascii asks for hyphens: one for a short dash, two for a long one.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "The mill—an old one—was sold.\n", clean: "The mill--an old one--was sold.\n" },
        Example {
            dirty: "Die Mühle – eine alte – steht.\n", clean: "Die Mühle - eine alte - steht.\n"
        },
    ],
    keeps: &["The well-known owl is back.\n", "It was −5 °C in the mill.\n"],
};

static RANGE_DASH: Rule = Rule {
    id: "punctuation/range-dash",
    summary: "dash between two numbers that is not in ASCII",
    why: "--dashes ascii asks for hyphens. Between numbers a hyphen can be read as a minus or as part of a code.",
    level: Level::Aggressive,
    examples: &[
        Example { dirty: "The mill stood from 1914–1918.\n", clean: "The mill stood from 1914-1918.\n" },
        Example { dirty: "The owl is on pages 3–5.\n", clean: "The owl is on pages 3-5.\n" },
    ],
    keeps: &["The mill stood from 1914-1918.\n", "The owl is on page 3.\n"],
};

/// Turns hyphens into dashes.
pub(super) struct TypographicDashes {
    pub(super) said: Said,
}

/// What stands for a dash between words in a locale.
fn dash_of(locale: Option<&str>) -> &'static str {
    match locale.map(|tag| (tag, language(tag))) {
        None | Some(("en" | "en-US", _)) => "—",
        Some((_, "ru" | "uk" | "be" | "bg" | "lv" | "kk")) => " — ",
        _ => " – ",
    }
}

impl Filter for TypographicDashes {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&TYPEWRITER_DASH]
    }

    fn needs(&self) -> Traits {
        Traits::TEXT
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let text = view.text;
        let dash = LazyCell::new(|| dash_of(self.said.locale_of(text)));
        let mut line: Option<Line<'_>> = None;
        let mut from = 0;
        for hyphen in memchr::memchr_iter(b'-', text.as_bytes()) {
            if hyphen < from {
                continue;
            }
            let length = text.as_bytes()[hyphen..].iter().take_while(|&&byte| byte == b'-').count();
            from = hyphen + length;
            if line.as_ref().is_none_or(|line| hyphen >= line.span.end) {
                let end = line.as_ref().map_or(0, |line| line.span.end);
                line = Some(Line::around(text, end, hyphen));
            }
            let Some(line) = &line else { continue };
            match place_of(line, hyphen..from) {
                Some(Place::Apart(span)) => edits.replace(span, *dash, &TYPEWRITER_DASH),
                Some(Place::Tight(span)) => edits.replace(span, "—", &TYPEWRITER_DASH),
                None => {}
            }
        }
    }
}

/// Where hyphens stand that mean a dash, with the blanks that go with them.
enum Place {
    Apart(Range<usize>),
    Tight(Range<usize>),
}

/// Whether the hyphens at `span` mean a dash.
fn place_of(line: &Line<'_>, span: Range<usize>) -> Option<Place> {
    let (left, right) = line.sides(&span);
    let is_word = |c: char| {
        c.is_alphanumeric() || matches!(c, '”' | '’' | '"' | '\'' | ')' | '.' | ',' | '!' | '?' | '»')
    };
    let begins = |c: char| c.is_alphanumeric() || matches!(c, '“' | '‘' | '"' | '\'' | '(' | '«' | '„');
    let is_apart = left.ends_with(' ') && right.starts_with(' ');
    let (before, after) = (left.strip_suffix(' ').unwrap_or(left), right.strip_prefix(' ').unwrap_or(right));
    let joins = before.ends_with(is_word) && after.starts_with(begins);
    let digits =
        before.ends_with(|c: char| c.is_ascii_digit()) && after.starts_with(|c: char| c.is_ascii_digit());
    if !joins || digits || span.len() > 3 || !line.is_prose() {
        return None;
    }
    if is_apart {
        return Some(Place::Apart(span.start - 1..span.end + 1));
    }
    let is_tight = before.len() == left.len() && after.len() == right.len();
    (is_tight && span.len() > 1).then_some(Place::Tight(span))
}

/// Turns dashes into hyphens.
pub(super) struct AsciiDashes;

impl Filter for AsciiDashes {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&TYPOGRAPHIC_DASH, &RANGE_DASH]
    }

    fn needs(&self) -> Traits {
        Traits::PUNCTUATION
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let text = view.text;
        // U+2012 to U+2015 share their first two bytes with the quotation marks.
        for at in memmem::find_iter(text.as_bytes(), b"\xE2\x80") {
            let hyphens = match text.as_bytes()[at + 2] {
                0x92 | 0x93 => "-",
                0x94 | 0x95 => "--",
                _ => continue,
            };
            let is_digit = |c: char| c.is_ascii_digit();
            let is_range = text[..at].trim_end_matches(' ').ends_with(is_digit)
                && text[at + 3..].trim_start_matches(' ').starts_with(is_digit);
            let rule = if is_range { &RANGE_DASH } else { &TYPOGRAPHIC_DASH };
            edits.replace(at..at + 3, hyphens, rule);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::dash_of;

    #[test]
    fn a_dash_is_set_as_the_locale_does() {
        for (locale, dash) in [
            (None, "—"),
            (Some("en-US"), "—"),
            (Some("en-GB"), " – "),
            (Some("de"), " – "),
            (Some("ru"), " — "),
        ] {
            assert_eq!(dash_of(locale), dash, "{locale:?}");
        }
    }
}
