//! An encoding by its name: those of the WHATWG standard, and the code pages of DOS and the old Macintosh.

use std::borrow::Cow;

use encoding_rs::Encoding;

use crate::code_page::CodePage;

/// An encoding that bytes can be decoded from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codec {
    /// One that browsers know.
    Web(&'static Encoding),
    /// A code page that they do not.
    Page(&'static CodePage),
}

impl Codec {
    /// The encoding that somebody calls `label`, in any case.
    pub fn for_label(label: &str) -> Option<Codec> {
        // The standard's `replacement` stands for encodings that browsers refuse, and decodes nothing.
        let web = Encoding::for_label_no_replacement(label.as_bytes()).map(Codec::Web);
        web.or_else(|| CodePage::for_label(label).map(Codec::Page))
    }

    /// Its name, which is also a label of it.
    pub fn name(self) -> &'static str {
        match self {
            Codec::Web(encoding) => encoding.name(),
            Codec::Page(page) => page.name(),
        }
    }

    /// Decodes all of `bytes`; borrowed where they are ASCII. U+FFFD stands for what has no meaning.
    pub fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Codec::Web(encoding) => encoding.decode_without_bom_handling(bytes).0,
            Codec::Page(_) if bytes.is_ascii() => String::from_utf8_lossy(bytes),
            Codec::Page(page) => Cow::Owned(bytes.iter().map(|&byte| page.char_of(byte)).collect()),
        }
    }

    /// The bytes of `text`, where every character has some.
    pub fn encode(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Codec::Web(encoding) => {
                let (bytes, used, unmappable) = encoding.encode(text);
                (used == encoding && !unmappable).then(|| bytes.into_owned())
            }
            Codec::Page(page) => text.chars().map(|c| page.byte_of(c)).collect(),
        }
    }

    /// Whether every byte is a character.
    pub(super) fn is_one_byte(self) -> bool {
        match self {
            Codec::Web(encoding) => encoding.is_single_byte(),
            Codec::Page(_) => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_label() {
        for label in ["latin1", "cp850", "MAC-CE", "gbk", "utf-16be", "macintosh", "866"] {
            let codec = Codec::for_label(label).unwrap();
            assert_eq!(Codec::for_label(codec.name()), Some(codec));
        }
        assert_eq!(Codec::for_label("iso-2022-kr"), None);
    }

    #[test]
    fn text_goes_there_and_back() {
        for (label, text) in
            [("cp850", "Größe × ±"), ("mac-ce", "Žluťoučký"), ("windows-1251", "Ёж"), ("koi8-u", "їжак")]
        {
            let codec = Codec::for_label(label).unwrap();
            assert_eq!(codec.decode(&codec.encode(text).unwrap()), text);
        }
        assert_eq!(Codec::for_label("cp437").unwrap().encode("€"), None);
    }
}
