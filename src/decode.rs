//! From bytes to a [`Document`]: what a text was written in, as far as its bytes tell; never silent.
//!
//! In this order: a byte order mark; the encoding that was named; valid UTF-8, which costs one validation and no copy;
//! UTF-16 without its mark; then UTF-8 with a few bad bytes, lines of UTF-8 among others, and legacy encodings, which
//! two detectors vote on. [`Decoded`] says what was decided and how sure that is.

mod alphabets;
mod codec;
mod lines;
mod oddity;
mod repair;
mod utf16;
mod vote;

use encoding_rs::Encoding;
use memchr::{memchr, memmem};

pub use codec::Codec;

use crate::document::{Document, Extent};

/// Bytes at the start of an input in which a NUL means that it is no text. The same as git's.
const BINARY_PROBE: usize = 8000;

/// The certainty from which a guess is good enough to rewrite a file: 99.4 % of the guesses above it were right where it
/// was measured (see `vote::certainty`), and 75 % of those below.
pub const SURE: f64 = 0.9;

/// How the bytes of an input become text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Charset {
    /// By what the bytes are like.
    #[default]
    Auto,
    /// The encoding that the user named.
    Named(Codec),
}

impl std::str::FromStr for Charset {
    type Err = String;

    /// Reads `auto`, a WHATWG label such as `windows-1252` or `latin1`, or the name of a code page such as `cp850`.
    fn from_str(label: &str) -> Result<Charset, String> {
        if label.eq_ignore_ascii_case("auto") {
            return Ok(Charset::Auto);
        }
        Codec::for_label(label).map(Charset::Named).ok_or_else(|| {
            format!(
                "no encoding is called `{label}` (use a label such as windows-1252, iso-8859-2, gbk or cp850)"
            )
        })
    }
}

/// What bytes were decoded from, where they were not simply UTF-8.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decoded {
    /// The encoding, by a name that [`Charset`] reads: a WHATWG name, or that of a code page.
    pub encoding: &'static str,
    /// How that was decided.
    pub how: How,
    /// How likely it is right: 1 where nothing was guessed.
    pub certainty: f64,
    /// How many U+FFFD stand for bytes that mean nothing.
    pub replaced: usize,
    /// How many lines are in that encoding, where the others are UTF-8.
    pub lines: Option<usize>,
}

/// How an encoding was decided on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// A byte order mark says so.
    Marked,
    /// The user said so.
    Named,
    /// The bytes look like it.
    Guessed,
    /// It is UTF-8, but for bad bytes.
    Damaged,
}

impl How {
    /// One word for reports.
    pub fn as_str(self) -> &'static str {
        match self {
            How::Marked => "marked",
            How::Named => "named",
            How::Guessed => "guessed",
            How::Damaged => "damaged",
        }
    }
}

impl Decoded {
    /// Whether the guess is good enough to rewrite a file.
    pub fn is_sure(&self) -> bool {
        self.certainty >= SURE
    }
}

/// Why bytes could not be read as text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// An image, an archive, a program.
    #[error("binary, not text")]
    Binary,
    /// Not valid in the encoding that was named, or that its byte order mark names.
    #[error("not valid {encoding}; name another encoding with --encoding LABEL")]
    Malformed {
        /// The name of the encoding.
        encoding: &'static str,
    },
}

/// Reads `bytes` as the text of a file. UTF-8 is validated once and borrowed.
///
/// # Errors
/// See [`DecodeError`]. A few bad bytes are no error; they become U+FFFD and are counted in [`Decoded`].
pub fn decode(bytes: &[u8], charset: Charset) -> Result<Document<'_>, DecodeError> {
    // A mark is stronger than a name. UTF-8 with a mark is UTF-8: the mark stays in the text, where
    // `encoding/bom` names its removal.
    match (Encoding::for_bom(bytes), charset) {
        (Some((encoding, length)), _) if encoding != encoding_rs::UTF_8 => {
            strict(Codec::Web(encoding), &bytes[length..], How::Marked)
        }
        (None, Charset::Named(codec)) => match simdutf8::basic::from_utf8(bytes) {
            Ok(_) if codec == Codec::Web(encoding_rs::UTF_8) => guess(bytes),
            _ => strict(codec, bytes, How::Named),
        },
        _ => guess(bytes),
    }
}

/// Decodes from an encoding that is known, which the bytes must bear out.
fn strict(codec: Codec, bytes: &[u8], how: How) -> Result<Document<'_>, DecodeError> {
    let text = codec.decode(bytes);
    // Also UTF-32, which begins with the mark of UTF-16 and reads as letters with NULs between them.
    if memchr(0, text.as_bytes()).is_some() {
        return Err(DecodeError::Binary);
    }
    let replaced = text.matches(char::REPLACEMENT_CHARACTER).count();
    // One may be a character cut in two at the end; more than one in fifty is another encoding.
    if replaced > 1 && replaced > text.chars().count() / 50 {
        return Err(DecodeError::Malformed { encoding: codec.name() });
    }
    // Where all is ASCII, the bytes are UTF-8 as well.
    let decoded = (how == How::Marked || text.as_bytes() != bytes).then(|| Decoded {
        encoding: codec.name(),
        how,
        certainty: 1.0,
        replaced,
        lines: None,
    });
    Ok(Document { text, extent: Extent::File, decoded })
}

/// Decodes from what the bytes look like.
fn guess(bytes: &[u8]) -> Result<Document<'_>, DecodeError> {
    let probe = &bytes[..bytes.len().min(BINARY_PROBE)];
    let has_nul = memchr(0, probe).is_some();
    let utf8 = simdutf8::basic::from_utf8(bytes).ok();
    // What is valid UTF-8 and has no NUL is UTF-8, whatever control characters it has; the spaces and line ends of
    // UTF-16 hold NULs.
    let may_be_utf16 = utf8.is_none() && utf16::may_be_utf16(probe, 32);
    if (has_nul || may_be_utf16)
        && let Some(encoding) = utf16::guess(probe)
        && let Some(document) = guessed(encoding, bytes)
    {
        return Ok(document);
    }
    match utf8 {
        _ if has_nul => Err(DecodeError::Binary),
        Some(text) => Ok(iso_2022_jp(text).unwrap_or_else(|| Document::file(text))),
        None if is_binary(probe) => Err(DecodeError::Binary),
        None => {
            let (text, decoded) = lines::decode(bytes);
            Ok(Document { text: text.into(), extent: Extent::File, decoded: Some(decoded) })
        }
    }
}

/// The text in an encoding that is recognised by marks of its own or not at all; `None` if not all of it bears that out.
fn guessed(encoding: &'static Encoding, bytes: &[u8]) -> Option<Document<'static>> {
    let text = Codec::Web(encoding).decode(bytes).into_owned();
    let replaced = text.matches(char::REPLACEMENT_CHARACTER).count();
    if memchr(0, text.as_bytes()).is_some() || replaced > 1 + text.len() / 1000 {
        return None;
    }
    let decoded =
        Decoded { encoding: encoding.name(), how: How::Guessed, certainty: 0.99, replaced, lines: None };
    Some(Document { text: text.into(), extent: Extent::File, decoded: Some(decoded) })
}

/// ASCII that means something else between escape sequences.
fn iso_2022_jp(text: &str) -> Option<Document<'static>> {
    let may_be = memmem::find(text.as_bytes(), b"\x1B$").is_some() && text.is_ascii();
    let document = may_be.then(|| guessed(encoding_rs::ISO_2022_JP, text.as_bytes())).flatten();
    document.filter(|document| document.text != text)
}

/// Whether bytes without a NUL, which are not UTF-8, are no text either: compressed data has a control character in ten
/// bytes, text in a legacy encoding none. A PDF begins as text.
fn is_binary(probe: &[u8]) -> bool {
    let controls = probe.iter().filter(|&&byte| utf16::is_control(byte)).count();
    controls > 1 + probe.len() / 50 || probe.starts_with(b"%PDF-")
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    fn auto(bytes: &[u8]) -> (String, Option<(&'static str, How)>) {
        let document = decode(bytes, Charset::Auto).unwrap();
        let decoded = document.decoded.map(|decoded| (decoded.encoding, decoded.how));
        (document.text.into_owned(), decoded)
    }

    #[test]
    fn control_characters_do_not_make_utf16_of_utf8() {
        for text in ["\u{2}hello\u{3}", "\u{1}A\u{2}B", "\u{1}a\u{1}b\u{1}c\u{1}d\n"] {
            assert_eq!(auto(text.as_bytes()), (text.to_owned(), None));
        }
    }

    #[test]
    fn a_few_bytes_are_windows_1252_and_never_sure() {
        for (bytes, text) in
            [(&b"It\x92s\n"[..], "It’s\n"), (b"5 \xD7 3\n", "5 × 3\n"), (b"10 \xB5m\n", "10 µm\n")]
        {
            let document = decode(bytes, Charset::Auto).unwrap();
            assert_eq!(document.text, text);
            assert!(!document.decoded.unwrap().is_sure(), "{text}");
        }
    }

    #[test]
    fn utf8_that_is_named_is_no_guess() {
        let document = decode(b"caf\xE9 in the morning\n", "utf-8".parse().unwrap()).unwrap();
        assert_eq!(document.text, "caf\u{FFFD} in the morning\n");
    }

    #[test]
    fn utf32_is_not_taken_for_utf16() {
        assert_eq!(decode(b"\xFF\xFE\0\0h\0\0\0", Charset::Auto).unwrap_err(), DecodeError::Binary);
    }

    #[test]
    fn a_picture_is_no_text_in_any_encoding() {
        for charset in [Charset::Auto, "windows-1252".parse().unwrap(), "cp437".parse().unwrap()] {
            assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0\0", charset).unwrap_err(), DecodeError::Binary);
        }
    }

    #[test]
    fn compressed_data_and_pdf_are_no_text() {
        let noise: Vec<u8> = (1..4000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8 | 1).collect();
        assert_eq!(decode(&noise, Charset::Auto).unwrap_err(), DecodeError::Binary);
        assert_eq!(decode(b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n", Charset::Auto).unwrap_err(), DecodeError::Binary);
    }

    #[test]
    fn a_mark_is_stronger_than_a_name() {
        let latin = "windows-1252".parse().unwrap();
        let document = decode("\u{FEFF}é".as_bytes(), latin).unwrap();
        assert_eq!((document.text.as_ref(), document.decoded), ("\u{FEFF}é", None));
    }

    #[test]
    fn ascii_is_utf8_whatever_it_was_called() {
        for label in ["windows-1252", "cp850", "utf-8"] {
            assert_eq!(decode(b"plain", label.parse().unwrap()).unwrap().decoded, None);
        }
    }

    #[test]
    fn utf8_is_borrowed() {
        let document = decode("naïve".as_bytes(), Charset::Auto).unwrap();
        assert!(matches!(document.text, Cow::Borrowed("naïve")));
        assert_eq!(document.decoded, None);
    }

    #[test]
    fn a_utf16_mark_is_believed() {
        assert_eq!(auto(b"\xFF\xFEh\0i\0"), ("hi".to_owned(), Some(("UTF-16LE", How::Marked))));
    }

    #[test]
    fn utf16_needs_no_mark() {
        assert_eq!(auto(b"h\0i\0 \0y\0o\0u\0"), ("hi you".to_owned(), Some(("UTF-16LE", How::Guessed))));
        assert_eq!(auto(b"\0h\0i\0 \0y\0o\0u\0").0, "hi you\u{FFFD}");
    }

    #[test]
    fn japanese_in_seven_bits_is_told_from_ascii_and_from_colours() {
        let (bytes, ..) = encoding_rs::ISO_2022_JP.encode("橋は閉鎖。\n");
        assert_eq!(auto(&bytes), ("橋は閉鎖。\n".to_owned(), Some(("ISO-2022-JP", How::Guessed))));
        assert_eq!(auto(b"\x1B[31mred\x1B[0m $B").1, None);
    }

    #[test]
    fn a_named_encoding_is_used() {
        for (label, bytes) in [("windows-1252", b"caf\xE9"), ("cp850", b"caf\x82"), ("macintosh", b"caf\x8E")]
        {
            let document = decode(bytes, label.parse().unwrap()).unwrap();
            assert_eq!((document.text.as_ref(), document.decoded.unwrap().how), ("café", How::Named));
        }
    }

    #[test]
    fn one_bad_byte_is_counted_and_many_are_an_error() {
        let utf16 = "utf-16le".parse().unwrap();
        assert_eq!(decode(b"h\0i", utf16).unwrap().decoded.unwrap().replaced, 1);
        let japanese = "shift_jis".parse().unwrap();
        let error = decode(b"\xFD\xFD \xFE\xFE gar\xFFbled", japanese).unwrap_err();
        assert_eq!(error, DecodeError::Malformed { encoding: "Shift_JIS" });
        assert!(error.to_string().contains("--encoding"));
    }

    #[test]
    fn common_legacy_encodings_are_recognised() {
        for (label, text) in [
            ("windows-1252", "“Nous n’avons rien décidé”, a déclaré la maire de la ville."),
            ("windows-1251", "Мост через реку закрыт до весны, сообщили в мэрии."),
            ("windows-1250", "Źródło pożaru w zabytkowej części miasta jest już znane."),
            ("windows-1253", "Η γέφυρα θα μείνει κλειστή μέχρι την άνοιξη."),
            ("koi8-r", "Мост через реку закрыт до весны, сообщили в мэрии."),
            ("shift_jis", "橋は春まで閉鎖されると市長が発表した。"),
            ("gbk", "大桥将关闭到明年春天，附近的商店也要停业。"),
            ("cp850", "Der Bürgermeister eröffnete die große Brücke über den Fluß später als geplant."),
            ("macintosh", "Der Bürgermeister eröffnete die große Brücke über den Fluß später als geplant."),
        ] {
            let bytes = Codec::for_label(label).unwrap().encode(text).unwrap();
            let document = decode(&bytes, Charset::Auto).unwrap();
            assert_eq!(document.text, text, "{label}");
            assert!(document.decoded.unwrap().is_sure(), "{label}: {:?}", document.decoded);
        }
    }

    #[test]
    fn an_unknown_label_says_what_to_write() {
        assert!("klingon".parse::<Charset>().unwrap_err().contains("windows-1252"));
    }
}
