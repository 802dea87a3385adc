//! What the shape of a mark and its neighbours say about its role, as prices for [`roles`](super::roles).
//!
//! A price of 0 says nothing against a role; 3 is a blank on the wrong side, which scrapers and translation programs
//! leave; 6 a mark that faces the wrong way; from 8 on hardly anything else speaks for the role. The figures were set by hand
//! on composed cases and left alone.

use super::locale::Marks;
use super::marks::Mark;
use super::roles::Prices;
use super::words;

/// How marks are used where a text comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Convention<'c> {
    pub(super) marks: &'static Marks,
    /// The language, as a code of two letters.
    pub(super) language: &'c str,
    /// Whether guillemets point inwards (»so«).
    pub(super) is_inward: bool,
}

impl Convention<'_> {
    /// Whether the text is in English, as far as anybody knows.
    pub(super) fn is_english(&self) -> bool {
        self.language == "en"
    }

    /// What the shape of a mark costs as an opening and as a closing one.
    fn direction(&self, form: &str) -> (u32, u32) {
        let (opening, closing) =
            if matches!(form, "‘" | "’") { self.marks.single } else { self.marks.double };
        let (opening, closing) = (opening.trim_end(), closing.trim_start());
        match form {
            "\"" | "'" => (0, 0),
            "''" => (1, 0),
            "«" | "‹" if self.is_inward => (12, 0),
            "»" | "›" if self.is_inward => (0, 12),
            "»" | "›" if closing == form && opening == form => (2, 0),
            "»" | "›" => (12, 0),
            "„" | "‚" | ",," | "«" | "‹" => (0, 12),
            "“" | "‘" if closing == form => (3, 0),
            "“" | "‘" if matches!(opening, "„" | "‚") => (3, 1),
            "“" | "‘" if opening != form && opening == closing => (1, 4),
            "”" | "’" if opening == form => (0, 0),
            "”" | "’" if closing != form => (6, 1),
            "”" | "’" => (6, 0),
            "’’" | "´´" | ">>" => (8, 0),
            _ => (0, 6),
        }
    }
}

/// What stands around a mark against its opening a quotation.
fn against_opening(mark: &Mark<'_>) -> u32 {
    let left = match mark.left {
        c if c.is_whitespace() || opens(c) => 0,
        '—' | '–' | '-' | '/' | '…' | '>' | '*' | '_' | '=' | '|' => 0,
        ':' => 2,
        ',' | ';' | '.' | '!' | '?' => 3,
        _ => 4,
    };
    let right = match mark.right {
        c if c.is_alphanumeric() || opens(c) => 0,
        '\n' => 8,
        c if c.is_whitespace() && mark.near_right == '\n' => 8,
        c if c.is_whitespace() => 3,
        '.' | '*' | '_' => 1,
        ',' | ';' | ':' | '!' | '?' => 6,
        ')' | ']' | '}' | '”' | '»' => 5,
        _ => 0,
    };
    left + right
}

/// What stands around a mark against its closing one.
fn against_closing(mark: &Mark<'_>) -> u32 {
    let left = match mark.left {
        '\n' => 10,
        c if c.is_whitespace() && mark.near_left == '\n' => 10,
        c if c.is_whitespace() => 3,
        '(' | '[' | '{' | '¿' | '¡' => 5,
        '“' | '„' | '«' | '‘' | '‚' => 4,
        _ => 0,
    };
    let right = match mark.right {
        c if c.is_alphanumeric() => 3,
        '(' => 1,
        '“' | '„' | '«' | '‘' | '‚' | '¿' | '¡' | '{' | '$' | '£' | '€' => 3,
        _ => 0,
    };
    left + right
}

/// Whether a character may stand between a blank and an opening mark.
fn opens(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '¿'
            | '¡'
            | '“'
            | '„'
            | '«'
            | '‘'
            | '‚'
            | '"'
            | '\''
            | '$'
            | '£'
            | '€'
            | '#'
            | '@'
            | '…'
    )
}

/// The prices of a double mark.
pub(super) fn of_double(mark: &Mark<'_>, text: &str, convention: &Convention<'_>) -> Prices {
    let (open, close) = convention.direction(mark.form);
    Prices {
        open: open + against_opening(mark),
        close: close + against_closing(mark),
        neither: against_no_quotation(mark, text),
        begins_line: mark.begins_line(),
    }
}

/// What speaks against a double mark being none of a quotation.
fn against_no_quotation(mark: &Mark<'_>, text: &str) -> u32 {
    let after_digit = mark.left.is_ascii_digit();
    match mark.form {
        // Gershayim stand in Hebrew abbreviations.
        "\"" if is_hebrew(mark.left) && is_hebrew(mark.right) => 0,
        // Inches and seconds: `12" deep`, `8"x10"`, `46"N`.
        "\"" if after_digit && !mark.right.is_alphanumeric() => 2,
        "\"" if after_digit && is_measured(mark.word_after(text)) => 1,
        "\"" if after_digit => 6,
        // `6'2''`, `f''`, `x = ''`
        "''" if mark.left.is_alphanumeric() || !mark.right.is_alphanumeric() => 3,
        _ => 12,
    }
}

fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{5D0}'..='\u{5EA}')
}

/// Whether a word stands right behind inches or seconds.
fn is_measured(word: &str) -> bool {
    matches!(word, "N" | "S" | "E" | "W" | "x" | "s")
        || word.strip_prefix('x').is_some_and(|size| size.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The prices of single marks that are read together. Where several words lost their last letters, people talk in a dialect, in
/// which others lost their first.
pub(super) fn of_singles(marks: &[Mark<'_>], text: &str, convention: &Convention<'_>) -> Vec<Prices> {
    const SEVERAL: usize = 3;
    let is_clipped = |mark: &&Mark<'_>| match (mark.left.is_alphabetic(), mark.right.is_alphabetic()) {
        (true, false) => words::is_clipped_end(mark.word_before(text)),
        (false, true) => mark.form != "‘" && words::has_lost_beginning(mark.word_after(text)),
        _ => false,
    };
    let is_dialect = convention.is_english() && marks.iter().filter(is_clipped).count() >= SEVERAL;
    let price = |mark| of_single(mark, text, convention, is_dialect);
    let mut prices: Vec<Prices> = marks.iter().map(price).collect();
    if is_dialect {
        for price in &mut prices {
            price.neither = price.neither.saturating_sub(DIALECT);
        }
    }
    prices
}

/// How much less an apostrophe costs in a dialect.
const DIALECT: u32 = 2;

/// The prices of a single mark, which is most often an apostrophe.
fn of_single(mark: &Mark<'_>, text: &str, convention: &Convention<'_>, is_dialect: bool) -> Prices {
    let (open, close) = convention.direction(mark.form);
    let (left, right) = (mark.left.is_alphanumeric(), mark.right.is_alphanumeric());
    let faces_wrong = match mark.form {
        "‘" if right => 3,
        "‘" => 6,
        _ => 0,
    };
    let begins_line = mark.begins_line();
    if matches!(mark.form, "‚" | "‹" | "›") {
        return Prices {
            open: open + against_opening(mark),
            close: close + against_closing(mark),
            neither: 12,
            begins_line,
        };
    }
    let mut prices = Prices {
        open: open + against_opening(mark),
        close: close + against_closing(mark),
        neither: faces_wrong,
        begins_line,
    };
    match (left, right) {
        // `it's`, `5'10`
        (true, true) => {
            prices.open += 8;
            prices.close += 8;
        }
        // `the dogs' bowl`, `goin' home`, `12' long`
        // `rock 'n' roll`
        (true, false) if mark.word_before(text) == "n" && mark.near_right != '\n' => prices.close += 6,
        (true, false) => {
            prices.open += if mark.form == "‘" { 0 } else { 6 };
            prices.close += u32::from(mark.left.is_alphabetic());
            prices.neither += if words::is_clipped_end(mark.word_before(text)) {
                0
            } else if mark.left == 's' || mark.left.is_ascii_digit() {
                1
            } else {
                3
            };
        }
        // `'tis`, `'90s`, `'hello`
        (false, true) => {
            prices.neither += against_elision(mark, text, convention, is_dialect, &mut prices.open);
        }
        (false, false) => prices.neither += 7,
    }
    prices
}

/// Whether a single mark that nobody closes opens a quotation all the same: before a word that has not lost its beginning, as
/// far as anybody knows. In English, where most words can, only at the beginning of what somebody says.
pub(super) fn opens_word(mark: &Mark<'_>, text: &str, convention: &Convention<'_>) -> bool {
    let word = mark.word_after(text);
    let may_be_clipped = words::is_decade(word)
        || words::is_elision(word, convention.language)
        || words::is_dialect(word)
        || convention.is_english() && words::has_lost_beginning(word);
    let is_place = if convention.is_english() {
        matches!(mark.left, '"' | '“') && word.starts_with(char::is_uppercase)
    } else {
        mark.left.is_whitespace()
    };
    is_place && !word.is_empty() && !may_be_clipped
}

/// What speaks against a mark before a word being an apostrophe; what speaks for it is added to the price of `open`.
fn against_elision(
    mark: &Mark<'_>,
    text: &str,
    convention: &Convention<'_>,
    is_dialect: bool,
    open: &mut u32,
) -> u32 {
    let word = mark.word_after(text);
    // `'schadenfreude'`, `'n'`
    let mut after = text[mark.span.end + word.len()..].chars();
    let is_quoted =
        matches!(after.next(), Some('\'' | '’')) && !after.next().is_some_and(char::is_alphabetic);
    if is_quoted && word != "n" {
        return 6;
    }
    // A title begins with a number, too: `'50 Shades of Grey'`.
    let is_title =
        || text[mark.span.end + word.len()..].trim_start_matches(' ').starts_with(char::is_uppercase);
    if words::is_decade(word) && is_title() {
        *open += 1;
        return 0;
    }
    if words::is_decade(word) || words::is_elision(word, convention.language) {
        *open += 4;
        return 0;
    }
    if is_dialect && words::is_dialect(word) {
        *open += 3;
        return 0;
    }
    if !convention.is_english() || !word.starts_with(char::is_lowercase) {
        return 6;
    }
    match words::clipping(word) {
        words::Clipping::Likely => {
            *open += 3;
            0
        }
        words::Clipping::Unknown if is_dialect => {
            *open += 3;
            0
        }
        words::Clipping::Unknown => {
            *open += 1;
            1
        }
        words::Clipping::Possible => 2,
        words::Clipping::No => 5,
    }
}
