//! How odd a text looks that was decoded: what stands where no writer would put it.
//!
//! A wrong one-byte encoding gives itself away character by character: a box beside a letter, a capital inside a word,
//! a Greek letter in a Latin one, a closing mark that opens. Each has a price here, roughly the logarithm of how much
//! rarer it is in well decoded text than in wrongly decoded text. The prices were set by hand and tried on sentences of
//! some forty languages in 36 encodings, see [`super::vote`].

use super::alphabets::{Letters, Script};

/// Characters of a text that are looked at. A decision that a thousand characters beyond ASCII leave open stays open.
const ENOUGH: usize = 1000;

/// What speaks against a decoding, and for it.
#[derive(Default)]
pub(super) struct Oddity {
    /// Characters beyond ASCII that were looked at.
    pub(super) count: usize,
    /// The price of all that is odd.
    pub(super) price: f64,
    /// The surprise at its letters in the language that they fit best.
    pub(super) surprise: f64,
    /// Curly apostrophes between two letters, which hardly come about by chance.
    pub(super) apostrophes: usize,
}

/// A character between its neighbours.
struct Place {
    before_last: char,
    last: char,
    this: char,
    next: char,
    after_next: char,
}

/// Looks at `text`.
pub(super) fn oddity(text: &str) -> Oddity {
    let mut result = Oddity::default();
    let mut letters = Letters::new();
    let mut quotes = Balance::default();
    let mut rest = text.chars();
    let mut next = || rest.next().unwrap_or(' ');
    let mut place = Place { before_last: ' ', last: ' ', this: next(), next: next(), after_next: next() };
    let mut left = text.chars().count();
    let mut latin = 0;
    while left > 0 && result.count < ENOUGH {
        if !place.this.is_ascii() {
            result.count += 1;
            let price = place.price(&mut letters);
            result.apostrophes += usize::from(price < 0.0);
            result.price += price.max(0.0);
            quotes.add(place.this);
        }
        latin += usize::from(place.this.is_ascii_alphabetic());
        place = Place {
            before_last: place.last,
            last: place.this,
            this: place.next,
            next: place.after_next,
            after_next: next(),
        };
        left -= 1;
    }
    result.price += quotes.price();
    // One or two letters of another script among many Latin ones are none.
    if latin > 3 {
        result.price += f64::from(u8::try_from(letters.strays()).unwrap_or(u8::MAX)) * 1.5;
    }
    result.surprise = letters.surprise();
    result
}

/// Whether a character can well stand between these two.
pub(super) fn fits(last: char, this: char, next: char) -> bool {
    let place = Place { before_last: ' ', last, this, next, after_next: ' ' };
    this.is_ascii() || place.price(&mut Letters::new()) <= 0.3
}

/// The price of a capital inside a word, of two scripts in one word, of a symbol in one.
const IMPOSSIBLE: f64 = 4.0;
/// The price of a sign that is rare, or rare where it stands.
const RARE: f64 = 2.0;
/// The sign of a curly apostrophe inside a word; no price.
const APOSTROPHE: f64 = -1.0;

impl Place {
    fn price(&self, letters: &mut Letters) -> f64 {
        match self.this {
            '\u{FFFD}' => 6.0,
            '\u{80}'..='\u{9F}' => 5.0,
            '\u{E000}'..='\u{F8FF}' => 4.0,
            'μ' | 'µ' if !self.is_after_letter() => self.beside(self.is_before_letter()),
            c if is_mark(c) && self.is_after_letter() => 0.0,
            c if is_mark(c) => 3.0,
            c if is_letter(c) => self.letter(letters),
            '’' if self.is_in_word() => APOSTROPHE,
            '‘' | '’' | '‚' | '“' | '”' | '„' | '«' | '»' | '‹' | '›' => {
                self.quotation_mark()
            }
            '–' | '—' | '…' => self.dash(),
            _ => self.sign(),
        }
    }

    fn is_after_letter(&self) -> bool {
        is_letter(self.last)
    }

    fn is_before_letter(&self) -> bool {
        is_letter(self.next)
    }

    fn is_in_word(&self) -> bool {
        self.is_after_letter() && self.is_before_letter()
    }

    /// The price of a sign that stands beside words, where it `fits`, and never inside.
    fn beside(&self, fits: bool) -> f64 {
        match (self.is_in_word(), fits) {
            (true, _) => IMPOSSIBLE,
            (false, true) => 0.0,
            (false, false) => RARE,
        }
    }

    fn quotation_mark(&self) -> f64 {
        let (after_letter, before_letter) = (self.is_after_letter(), self.is_before_letter());
        let follows = after_letter || self.last.is_ascii_digit() || ".,!?…\"”»%)".contains(self.last);
        match self.this {
            '’' if follows => 0.0,
            '’' if before_letter => 0.3,
            '’' => RARE,
            '„' => self.beside(!after_letter && !self.next.is_whitespace()),
            '‚' if !after_letter && !self.last.is_ascii_digit() && self.next.is_alphanumeric() => 0.7,
            '‚' => self.beside(false),
            '‘' | '“' if self.last == ' ' && self.next == ' ' => RARE,
            _ => self.beside(true),
        }
    }

    fn dash(&self) -> f64 {
        let (after_letter, before_letter) = (self.is_after_letter(), self.is_before_letter());
        let is_dash = |c: char| matches!(c, '–' | '—');
        match self.this {
            '…' if after_letter && before_letter && self.next.is_lowercase() => RARE,
            '…' if after_letter && before_letter => 1.0,
            '…' if before_letter || (self.last == ' ' && self.next == ' ') => 0.4,
            '…' => 0.0,
            _ if (is_dash(self.last) && before_letter) || (is_dash(self.next) && after_letter) => RARE,
            _ if after_letter && before_letter => 1.0,
            _ => 0.0,
        }
    }

    fn sign(&self) -> f64 {
        let (last, next) = (self.last, self.next);
        let (after_letter, before_letter) = (self.is_after_letter(), self.is_before_letter());
        match self.this {
            '\u{A0}' => 0.3,
            '\u{AD}' if self.is_in_word() => 0.5,
            '±' => self.beside(next.is_ascii_digit()),
            '¿' | '¡' => self.beside(before_letter),
            'ª' | 'º' => {
                self.beside(!before_letter && (last.is_ascii_digit() || last == '.' || last.is_uppercase()))
            }
            '€' | '£' | '¥' | '¢' => {
                let near_digit = last.is_ascii_digit() || next.is_ascii_digit();
                let stands_free = " \u{A0}(".contains(last) && " \u{A0},.);".contains(next);
                self.beside(!after_letter && !before_letter && (near_digit || stands_free))
            }
            '°' => self.beside(last.is_ascii_digit() || "nN ".contains(last)),
            '•' => self.beside(!after_letter && !before_letter),
            '·' if !after_letter || (before_letter && "lL".contains(last)) => 0.0,
            '\u{AD}' | '·' => RARE,
            '§' | '©' | '®' | '™' | '×' | '½' | '¼' | '¾' | '²' | '³' | '¹' | '№' => {
                self.beside(!before_letter)
            }
            // Signs of scripts without any of the above.
            '\u{590}'..='\u{77F}'
            | '\u{E00}'..='\u{E7F}'
            | '\u{200C}'..='\u{200F}'
            | '\u{2E80}'..='\u{FFFC}'
            | '\u{10000}'.. => 0.0,
            c if c.is_numeric() => 0.0,
            _ if self.is_in_word() => IMPOSSIBLE,
            '\u{2500}'..='\u{25FF}' => 3.0,
            _ => RARE,
        }
    }

    /// Whether this is one of four accented Latin letters in a row: a word of another script that was read as Latin.
    fn is_pile(&self) -> bool {
        let accented = |c: char| Script::of(c) == Some(Script::Latin) && is_letter(c);
        accented(self.this)
            && accented(self.next)
            && accented(self.last)
            && (accented(self.before_last) || accented(self.after_next))
    }

    /// The price of a letter where it stands.
    fn letter(&self, letters: &mut Letters) -> f64 {
        let c = self.this;
        let script = Script::of(c);
        if let Some(script) = script {
            letters.add(script, c);
        }
        let (after_letter, before_letter) = (self.is_after_letter(), self.is_before_letter());
        let mixes =
            |neighbour: char| is_letter(neighbour) && !is_mark(neighbour) && family(neighbour) != family(c);
        if mixes(self.last) || mixes(self.next) {
            return IMPOSSIBLE;
        }
        if c.is_uppercase() {
            if after_letter && self.last.is_lowercase() {
                return IMPOSSIBLE;
            }
            if !after_letter && before_letter && self.next.is_uppercase() && self.after_next.is_lowercase() {
                return RARE;
            }
        }
        if c.is_lowercase() {
            if after_letter
                && self.last.is_uppercase()
                && is_letter(self.before_last)
                && self.before_last.is_uppercase()
            {
                return 1.5;
            }
            if !after_letter && self.next.is_uppercase() {
                return IMPOSSIBLE;
            }
        }
        match c {
            // Final forms stand at the end of a word.
            'ך' | 'ם' | 'ן' | 'ף' | 'ץ' | 'ς' if before_letter => return IMPOSSIBLE,
            // The shapes of Arabic letters, which no text is written with.
            '\u{FE70}'..='\u{FEFE}' => return RARE,
            _ => {}
        }
        if self.last.is_ascii_digit() || self.next.is_ascii_digit() {
            return RARE;
        }
        if self.is_pile() {
            return RARE;
        }
        match script {
            Some(Script::Greek) if !after_letter && !before_letter => 1.5,
            Some(Script::Arabic) => 0.0,
            _ if matches!(self.last, '.' | ',' | '!' | '?' | ';' | ':') && !is_wide(c) => RARE,
            _ => 0.0,
        }
    }
}

/// Opening marks that want a closing one.
#[derive(Default)]
struct Balance {
    single: i32,
    double: i32,
    low: i32,
}

impl Balance {
    fn add(&mut self, c: char) {
        match c {
            '‘' => self.single += 1,
            '’' => self.single -= 1,
            '“' => self.double += 1,
            '”' => self.double -= 1,
            '„' => self.low += 1,
            _ => {}
        }
    }

    fn price(&self) -> f64 {
        let double = (self.double.abs() - self.low).clamp(0, 1);
        f64::from(self.single.max(0) + double)
    }
}

/// Whether a character is part of a word. The little letters of `1º` and `10 µm` are signs.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || (!c.is_ascii()
            && (c.is_alphabetic() || is_mark(c))
            && !matches!(c, 'ª' | 'º' | 'µ' | 'ˆ' | 'ˇ' | 'ʺ'))
}

/// Accents, points and vowel signs that stand on a letter.
fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x300..0x370 | 0x591..=0x5BD | 0x5BF | 0x5C1..0x5C8 | 0x64B..0x660 | 0xE31 | 0xE34..0xE3B | 0xE47..0xE4F)
}

fn is_wide(c: char) -> bool {
    u32::from(c) >= 0xE00
}

/// What letters of one word have in common.
fn family(c: char) -> u32 {
    match u32::from(c) {
        0..0x250 | 0x1E00..0x1F00 => 0,
        0x370..0x400 | 0x1F00..0x2000 => 1,
        0x400..0x530 => 2,
        0x590..0x600 => 3,
        0x600..0x780 | 0xFB50..0xFE00 | 0xFE70..0xFEFF => 4,
        0xE00..0xE80 => 5,
        0x2E80.. => 6,
        _ => 7,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn price(text: &str) -> f64 {
        oddity(text).price
    }

    #[test]
    fn well_written_text_is_not_odd() {
        for text in [
            "“Où ça ?” – l’été…",
            "¿Qué? 10 µm ±1, 5 € (1ª)",
            "Žluťoučký kůň",
            "Ένας λόγος",
            "„Öl“ für 20 °C",
        ] {
            assert!(price(text) < 0.5, "{text}: {}", price(text));
        }
        assert_eq!(oddity("l’été d’Ann").apostrophes, 2);
    }

    #[test]
    fn what_a_wrong_encoding_makes_is_odd() {
        for text in
            ["caf┌", "mÉdecin", "Straαe", "ÓThe end", "word\u{92}s", "2008Ð2018", "mutma…lich", "ñ°10"]
        {
            assert!(price(text) >= 2.0, "{text}: {}", price(text));
        }
    }

    #[test]
    fn a_text_is_looked_at_only_so_far() {
        assert_eq!(oddity(&"é".repeat(5000)).count, ENOUGH);
    }
}
