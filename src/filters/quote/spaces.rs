//! The blanks of a quotation: one inside of it that does not belong there, and one around it that is missing.

use super::marks::{Family, Mark};
use super::repair::{Paragraph, replace};
use super::rules;
use super::words::{is_clipped_end, is_clipped_start, is_decade};
use crate::edit::Edit;
use crate::filters::foreign::is_word;
use crate::filters::whitespace::is_blank;

/// The blanks on both sides of a mark.
#[derive(PartialEq)]
enum Blanks {
    Fine,
    /// One is on the wrong side or missing.
    Amiss(Edit),
    /// There is one inside, beside something that it may belong to: “ … so.”
    Unclear,
}

impl<'t> Paragraph<'_, 't> {
    /// Blanks inside of a quotation, and missing ones around it: of both ends or of none.
    pub(super) fn wanted_spaces(&self, open: &Mark<'t>, close: &Mark<'t>, family: Family) -> Vec<Edit> {
        let is_french = self.page.convention.language == "fr" && matches!(open.form, "«" | "»" | "‹" | "›");
        if is_french {
            return self.wanted_french_spaces(open, close);
        }
        // `Home » News » Town` is no quotation.
        let is_path = open.form == "»" && !(self.page.convention.is_inward && close.form == "«");
        // No-break spaces inside of guillemets are there on purpose, and so is a thin one before a stop.
        let is_guillemet = matches!(open.form, "«" | "‹");
        let has_thin_space = || self.text[open.span.end..close.span.start].contains('\u{202F}');
        let is_bound =
            is_guillemet && (is_no_break(open.right) && is_no_break(close.left) || has_thin_space());
        let is_like_french = is_guillemet || self.has_french_stop(open, close);
        if is_path || is_bound || is_like_french && self.may_be_french() {
            return Vec::new();
        }
        let stand_apart = [open, close].iter().all(|mark| mark.blank_left > 0 && mark.blank_right > 0);
        if stand_apart && self.are_no_quotation(open, close, family) {
            return Vec::new();
        }
        let ends = [self.before(open, family), self.after(close, family)];
        if ends.contains(&Blanks::Unclear) {
            return Vec::new();
        }
        let amiss = |blanks| if let Blanks::Amiss(edit) = blanks { Some(edit) } else { None };
        ends.into_iter().filter_map(amiss).collect()
    }

    /// The blanks on both sides of an opening mark.
    fn before(&self, open: &Mark<'t>, family: Family) -> Blanks {
        let inner = open.span.end..open.span.end + open.blank_right;
        let outer = self.lacks_space_before(open, family);
        if inner.is_empty() || open.near_right == '\n' {
            let is_sure = !open.is_straight() || self.ends_clause(open);
            let missing = || replace(open.span.start..open.span.start, " ".to_owned(), &rules::MISSING_SPACE);
            return if outer && is_sure { Blanks::Amiss(missing()) } else { Blanks::Fine };
        }
        if is_mark(open.near_right) || open.near_right == '.' {
            return Blanks::Unclear;
        }
        Blanks::Amiss(if outer {
            replace(open.span.start..inner.end, format!(" {}", open.form), &rules::OPEN_SIDE)
        } else {
            replace(inner, String::new(), &rules::OPEN_SIDE)
        })
    }

    /// The blanks on both sides of a closing mark.
    fn after(&self, close: &Mark<'t>, family: Family) -> Blanks {
        let inner = close.span.start - close.blank_left..close.span.start;
        let outer = self.lacks_space_after(close, family);
        if inner.is_empty() || close.near_left == '\n' {
            let is_sure = is_end_of_speech(close.left) || self.begins_next_word(close);
            let missing = || replace(close.span.end..close.span.end, " ".to_owned(), &rules::MISSING_SPACE);
            return if outer && is_sure { Blanks::Amiss(missing()) } else { Blanks::Fine };
        }
        if is_mark(close.near_left) {
            return Blanks::Unclear;
        }
        Blanks::Amiss(if outer {
            replace(inner.start..close.span.end, format!("{} ", close.form), &rules::CLOSE_SIDE)
        } else {
            replace(inner, String::new(), &rules::CLOSE_SIDE)
        })
    }

    /// Whether two marks with blanks on both sides are likelier apostrophes, or inches: `The boys ' and girls ' school`,
    /// `4 " x 6 " prints`.
    fn are_no_quotation(&self, open: &Mark<'t>, close: &Mark<'t>, family: Family) -> bool {
        let words = |mark: &Mark<'t>| {
            let before = self.text[..mark.span.start].trim_end_matches(is_blank);
            let after = self.text[mark.span.end..].trim_start_matches(is_blank);
            let start = before.trim_end_matches(char::is_alphanumeric).len();
            let end = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
            (&before[start..], &after[..end])
        };
        let is_digit = |mark: &Mark<'t>| mark.near_left.is_ascii_digit();
        if family == Family::Double {
            return is_digit(open) && is_digit(close);
        }
        let ((before_open, after_open), (before_close, after_close)) = (words(open), words(close));
        let takes_apostrophe = |before: &str, after: &str| {
            is_clipped_start(before) || is_clipped_end(before) || is_decade(after) || is_digit(open)
        };
        before_open.ends_with('s')
            || takes_apostrophe(before_open, after_open)
            || takes_apostrophe(before_close, after_close)
    }

    /// Whether a mark stands behind the stop of a clause, as in `he said,"Fine."`, and not in a row of values.
    fn ends_clause(&self, open: &Mark<'t>) -> bool {
        if open.left != ',' {
            return false;
        }
        let before = &self.text[..open.span.start - 1];
        let word = before.trim_end_matches(char::is_alphabetic);
        word.len() < before.len()
            && word.ends_with(' ')
            && word.trim_end_matches(' ').ends_with(|c: char| c.is_alphanumeric() || "”\",".contains(c))
    }

    /// In French, guillemets have one blank inside or none, and both ends are alike.
    fn wanted_french_spaces(&self, open: &Mark<'t>, close: &Mark<'t>) -> Vec<Edit> {
        let inner = [
            (open.span.end..open.span.end + open.blank_right, &rules::OPEN_SIDE),
            (close.span.start - close.blank_left..close.span.start, &rules::CLOSE_SIDE),
        ];
        let counts = inner.clone().map(|(span, _)| self.text[span].chars().count());
        if counts[0] == counts[1] && counts[0] < 2 || counts.contains(&0) && !counts.contains(&1) {
            return Vec::new();
        }
        let wrong = inner.into_iter().zip(counts).filter(|(_, count)| *count != 1);
        wrong.map(|((span, rule), _)| replace(span, "\u{A0}".to_owned(), rule)).collect()
    }

    /// Whether the paragraph is in French, whatever the text is in, or nobody knows.
    fn may_be_french(&self) -> bool {
        match self.language() {
            Some(language) => language == "fr",
            None => !self.page.is_told,
        }
    }

    /// Whether the quotation has a space before a stop, as French has.
    fn has_french_stop(&self, open: &Mark<'t>, close: &Mark<'t>) -> bool {
        let content = &self.text[open.span.end..close.span.start];
        [" ?", " !", " :", " ;", "\u{A0}?", "\u{A0}!", "\u{A0}:", "\u{A0};"]
            .iter()
            .any(|stop| content.contains(stop))
    }

    fn lacks_space_before(&self, open: &Mark<'t>, family: Family) -> bool {
        match open.left {
            ',' | ';' | ':' | '.' | '!' | '?' => true,
            c if is_spaced_script(c) => {
                open.blank_right > 0 || family == Family::Double && !is_prefix(open.word_before(self.text))
            }
            _ => false,
        }
    }

    fn lacks_space_after(&self, close: &Mark<'t>, family: Family) -> bool {
        let word = close.word_after(self.text);
        let is_word = word.chars().count() > 1
            || matches!(word, "a" | "I" | "A" | "i" | "y" | "o" | "e" | "u" | "w" | "z");
        match close.right {
            c if is_spaced_script(c) => is_word && !is_suffix(word) || close.blank_left > 0,
            '(' | '—' | '–' => close.blank_left > 0 && family == Family::Double,
            _ => false,
        }
    }

    /// Whether the word behind a closing mark is one of an English sentence, and no ending.
    fn begins_next_word(&self, close: &Mark<'t>) -> bool {
        let word = close.word_after(self.text);
        self.page.is_told
            && self.page.convention.is_english()
            && !close.is_straight()
            && is_word(word, Some("en"))
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '‘' | '’' | '\'' | '“' | '”' | '"' | '…')
}

fn is_no_break(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{202F}')
}

/// Letters of scripts that put spaces between words.
fn is_spaced_script(c: char) -> bool {
    c.is_alphabetic() && (c < '\u{590}' || ('\u{1E00}'..'\u{2000}').contains(&c))
}

/// What stands before the closing mark of something that was said.
fn is_end_of_speech(c: char) -> bool {
    matches!(c, ',' | '.' | '!' | '?' | '…' | '—')
}

/// Endings that are written behind a closing mark.
fn is_suffix(word: &str) -> bool {
    const SUFFIXES: [&str; 12] =
        ["s", "es", "ed", "er", "ers", "ing", "ish", "ly", "ism", "ist", "like", "type"];
    SUFFIXES.contains(&word)
}

/// Beginnings that are written before an opening mark.
fn is_prefix(word: &str) -> bool {
    const PREFIXES: [&str; 14] =
        ["re", "un", "pre", "non", "anti", "pro", "mis", "de", "co", "l", "d", "qu", "j", "n"];
    PREFIXES.iter().any(|prefix| prefix.eq_ignore_ascii_case(word))
}
