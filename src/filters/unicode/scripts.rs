//! Which script a letter belongs to, and which one a text is written in.

use std::cell::OnceCell;
use std::ops::Range;

use memchr::memmem;

use crate::lines::ends_line;

/// The scripts that this filter tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Greek,
    Cyrillic,
    /// Chinese characters, kana, hangul and bopomofo: scripts in which fullwidth forms are at home.
    EastAsian,
}

/// The script of a letter of one of the four; signs and other scripts have none.
pub(super) fn script_of(c: char) -> Option<Script> {
    match c {
        '\u{D7}' | '\u{F7}' => None,
        'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{2AF}' | '\u{1E00}'..='\u{1EFF}' => Some(Script::Latin),
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' if c.is_alphabetic() => Some(Script::Greek),
        '\u{400}'..='\u{52F}' | '\u{1C80}'..='\u{1C8F}' | '\u{A640}'..='\u{A69F}' if c.is_alphabetic() => {
            Some(Script::Cyrillic)
        }
        '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{3096}'
        | '\u{309D}'..='\u{309F}'
        | '\u{30A1}'..='\u{30FA}'
        | '\u{30FC}'..='\u{30FF}'
        | '\u{3105}'..='\u{318E}'
        | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}' => Some(Script::EastAsian),
        _ => None,
    }
}

/// How many letters of each script a text has. Counted by lead bytes, one look-up a byte: near enough for a majority.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Census {
    latin: usize,
    greek: usize,
    cyrillic: usize,
    east_asian: usize,
}

/// A Chinese character says about as much as three Latin letters.
const EAST_ASIAN_WEIGHT: usize = 3;

impl Census {
    pub(super) fn of(text: &str) -> Census {
        let mut counts = [0_usize; 256];
        for &byte in text.as_bytes() {
            counts[usize::from(byte)] += 1;
        }
        let marks = memmem::find_iter(text.as_bytes(), b"\xE3\x80").count();
        let sum = |bytes: Range<usize>| counts[bytes].iter().sum::<usize>();
        Census {
            latin: sum(0x41..0x5B) + sum(0x61..0x7B) + sum(0xC3..0xCB),
            greek: sum(0xCE..0xD0),
            cyrillic: sum(0xD0..0xD4),
            east_asian: EAST_ASIAN_WEIGHT * (sum(0xE3..0xEE) - marks),
        }
    }

    fn letters(self) -> usize {
        self.latin + self.greek + self.cyrillic + self.east_asian
    }

    /// The script of two letters in three, if there is one.
    pub(super) fn majority(self) -> Option<Script> {
        let counts = [
            (self.latin, Script::Latin),
            (self.greek, Script::Greek),
            (self.cyrillic, Script::Cyrillic),
            (self.east_asian, Script::EastAsian),
        ];
        counts.into_iter().find(|(count, _)| 3 * count >= 2 * self.letters().max(1)).map(|(_, script)| script)
    }

    /// Whether the text is in Latin letters and East Asian ones are guests: the Latin ones outweigh them five times.
    pub(super) fn is_latin(self) -> bool {
        self.majority() == Some(Script::Latin) && self.latin >= 5 * self.east_asian
    }
}

/// The script around a place: that of its line, or where that says too little, of all the text. Each line is counted
/// once, so that a line with a thousand such places costs no more.
pub(super) struct Surroundings<'t> {
    text: &'t str,
    whole: OnceCell<Option<Script>>,
    line: Range<usize>,
    script: Option<Script>,
}

/// Letters that a line must have to speak for itself.
const ENOUGH: usize = 20;

impl<'t> Surroundings<'t> {
    pub(super) fn new(text: &'t str) -> Surroundings<'t> {
        Surroundings { text, whole: OnceCell::new(), line: 0..0, script: None }
    }

    /// The script around the byte at `at`; to be asked in ascending order.
    pub(super) fn script(&mut self, at: usize) -> Option<Script> {
        if at >= self.line.end {
            let text = self.text;
            self.line = line_around(text, self.line.end, at);
            let census = Census::of(&text[self.line.clone()]);
            self.script = census.majority().filter(|_| census.letters() >= ENOUGH);
        }
        let text = self.text;
        self.script.or_else(|| *self.whole.get_or_init(|| Census::of(text).majority()))
    }
}

/// The line of the byte at `at`, if it begins at or after `from`.
fn line_around(text: &str, from: usize, at: usize) -> Range<usize> {
    let start = text[from..at].rfind(ends_line).map_or(from, |end| from + end);
    let end = text[at..].find(ends_line).map_or(text.len(), |end| at + end);
    start..end.max(at + 1).min(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_a_script_and_signs_have_none() {
        assert_eq!(script_of('ß'), Some(Script::Latin));
        assert_eq!(script_of('Ω'), Some(Script::Greek));
        assert_eq!(script_of('і'), Some(Script::Cyrillic));
        assert_eq!(script_of('ー'), Some(Script::EastAsian));
        for sign in ['µ', '×', '，', '7', '·', 'ａ'] {
            assert_eq!(script_of(sign), None, "{sign}");
        }
    }

    #[test]
    fn a_text_is_in_the_script_of_most_letters() {
        assert_eq!(Census::of("Мельница закрыта, Wi-Fi есть").majority(), Some(Script::Cyrillic));
        assert_eq!(Census::of("половина half половина a half").majority(), None);
        assert!(Census::of("The word 猫 means cat, and nobody knows why.").is_latin());
        assert!(!Census::of("在iPhone上使用").is_latin());
    }

    #[test]
    fn a_line_speaks_for_itself_if_it_is_long_enough() {
        let text = "Мельница закрыта до весны\nThe mill is closed until the spring\nOwl\nв долине\n";
        let mut around = Surroundings::new(text);
        let at = |word: &str| text.find(word).unwrap();
        assert_eq!(around.script(at("до")), Some(Script::Cyrillic));
        assert_eq!(around.script(at("mill")), Some(Script::Latin));
        assert_eq!(around.script(at("Owl")), Census::of(text).majority());
    }
}
