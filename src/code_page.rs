//! The one-byte code pages of DOS and the old Macintosh, which the WHATWG standard and so `encoding_rs` lack.
//!
//! Bytes 00 to 7F are ASCII in all of them, so a page is the 128 characters above. `data/code-pages.txt` holds them and
//! says where they come from.

use std::fmt;
use std::sync::LazyLock;

static PAGES: LazyLock<Vec<CodePage>> = LazyLock::new(|| DATA.lines().filter_map(CodePage::read).collect());

const DATA: &str = include_str!("../data/code-pages.txt");

/// A one-byte code page.
pub struct CodePage {
    names: &'static str,
    high: [char; 128],
}

impl CodePage {
    /// The page that somebody calls `label`, such as `cp850`, `IBM850` or `x-mac-ce`, in any case.
    pub fn for_label(label: &str) -> Option<&'static CodePage> {
        PAGES.iter().find(|page| page.names.split(' ').any(|name| name.eq_ignore_ascii_case(label.trim())))
    }

    /// The name of the page, which is also a label of it.
    pub fn name(&self) -> &'static str {
        self.names.split(' ').next().unwrap_or(self.names)
    }

    /// The characters of bytes 80 to FF; U+FFFD for bytes without one.
    pub fn high(&self) -> &[char; 128] {
        &self.high
    }

    /// The character of any byte.
    pub fn char_of(&self, byte: u8) -> char {
        match byte.checked_sub(0x80) {
            Some(index) => self.high[usize::from(index)],
            None => char::from(byte),
        }
    }

    /// The byte of a character, if it has one.
    pub fn byte_of(&self, character: char) -> Option<u8> {
        if character.is_ascii() {
            return u8::try_from(character).ok();
        }
        let index =
            self.high.iter().position(|&other| other == character && other != char::REPLACEMENT_CHARACTER)?;
        u8::try_from(index + 0x80).ok()
    }

    /// A line of the data: names, a tab, 128 characters. The tests see to it that no line is skipped.
    fn read(line: &'static str) -> Option<CodePage> {
        let (names, high) = line.split_once('\t')?;
        let high: Vec<char> = high.chars().collect();
        Some(CodePage { names, high: high.try_into().ok()? })
    }
}

impl fmt::Debug for CodePage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// There is one of each.
impl PartialEq for CodePage {
    fn eq(&self, other: &CodePage) -> bool {
        self.names == other.names
    }
}

impl Eq for CodePage {}

/// The characters of bytes 80 to FF in the page called `name`; U+FFFD for bytes without one.
pub fn high(name: &str) -> Option<[char; 128]> {
    CodePage::for_label(name).map(|page| *page.high())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_a_page() {
        assert_eq!(PAGES.len(), DATA.lines().count());
        assert_eq!(PAGES.len(), 21);
    }

    #[test]
    fn a_name_leads_to_its_page_and_no_label_is_used_twice() {
        let mut labels: Vec<&str> = PAGES.iter().flat_map(|page| page.names.split(' ')).collect();
        for label in &labels {
            assert!(CodePage::for_label(&label.to_uppercase()).is_some(), "{label}");
            assert!(encoding_rs::Encoding::for_label(label.as_bytes()).is_none(), "{label} is WHATWG's");
        }
        let count = labels.len();
        labels.sort_unstable();
        labels.dedup();
        assert_eq!(labels.len(), count);
    }

    #[test]
    fn bytes_are_what_the_tables_of_unicode_say() {
        assert_eq!(CodePage::for_label("cp437").map(|page| page.char_of(0xE1)), Some('ß'));
        assert_eq!(CodePage::for_label("IBM850").map(|page| page.char_of(0x8E)), Some('Ä'));
        assert_eq!(CodePage::for_label("cp858").map(|page| page.char_of(0xD5)), Some('€'));
        assert_eq!(CodePage::for_label("mac-ce").map(|page| page.char_of(0xE5)), Some('Ś'));
        assert_eq!(CodePage::for_label("x-mac-greek").map(|page| page.char_of(0xE1)), Some('α'));
        assert_eq!(
            CodePage::for_label("cp857").map(|page| page.char_of(0xE7)),
            Some(char::REPLACEMENT_CHARACTER)
        );
        assert_eq!(high("cp850").map(|high| high[0]), Some('Ç'));
        assert_eq!(high("utf-8"), None);
    }
}
