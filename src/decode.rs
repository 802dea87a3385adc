//! From bytes to a [`Document`]: UTF-8, UTF-16 with its mark, or what `--encoding` names. Never a guess, and
//! never silent.

use encoding_rs::Encoding;
use memchr::memchr;

use crate::document::{Document, Extent};

/// Bytes at the start of an input in which a NUL means that it is no text. The same as git's.
const BINARY_PROBE: usize = 8000;

/// How the bytes of an input become text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Charset {
    /// UTF-8, or UTF-16 where a byte order mark says so.
    #[default]
    Auto,
    /// The encoding that the user named.
    Named(&'static Encoding),
}

impl std::str::FromStr for Charset {
    type Err = String;

    /// Reads `auto` or a WHATWG label such as `windows-1252` or `latin1`.
    fn from_str(label: &str) -> Result<Charset, String> {
        if label.eq_ignore_ascii_case("auto") {
            return Ok(Charset::Auto);
        }
        Encoding::for_label(label.as_bytes()).map(Charset::Named).ok_or_else(|| {
            format!(
                "no encoding is called `{label}` (use a WHATWG label such as windows-1252, iso-8859-2 or gbk)"
            )
        })
    }
}

/// Why bytes could not be read as text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// A NUL byte among the first bytes: an image, an archive, a program.
    #[error("binary, not text")]
    Binary,
    /// Not UTF-8, and no encoding was named.
    #[error("not UTF-8 (first bad byte at offset {offset}); name its encoding with --encoding LABEL")]
    NotUtf8 {
        /// Bytes from the start of the input.
        offset: usize,
    },
    /// Not valid in the encoding that was named, or that its byte order mark names.
    #[error("not valid {encoding}; name another encoding with --encoding LABEL")]
    Malformed {
        /// The WHATWG name of the encoding.
        encoding: &'static str,
    },
}

/// Reads `bytes` as the text of a file. UTF-8 is validated once and borrowed.
///
/// # Errors
/// See [`DecodeError`]; nothing is ever replaced by U+FFFD.
pub fn decode(bytes: &[u8], charset: Charset) -> Result<Document<'_>, DecodeError> {
    // A mark is stronger than a name. UTF-8 with a mark is UTF-8: the mark stays in the text, where
    // `encoding/bom` names its removal.
    let encoding = match (Encoding::for_bom(bytes), charset) {
        (Some((encoding, _)), _) | (None, Charset::Named(encoding)) => encoding,
        (None, Charset::Auto) => encoding_rs::UTF_8,
    };
    if encoding == encoding_rs::UTF_8 {
        if memchr(0, &bytes[..bytes.len().min(BINARY_PROBE)]).is_some() {
            return Err(DecodeError::Binary);
        }
        return match simdutf8::basic::from_utf8(bytes) {
            Ok(text) => Ok(Document::file(text)),
            Err(_) => Err(DecodeError::NotUtf8 { offset: first_bad_byte(bytes) }),
        };
    }
    let (text, encoding, malformed) = encoding.decode(bytes);
    // Also UTF-32, which begins with the mark of UTF-16 and reads as letters with NULs between them.
    if memchr(0, text.as_bytes()).is_some() {
        return Err(DecodeError::Binary);
    }
    if malformed {
        return Err(DecodeError::Malformed { encoding: encoding.name() });
    }
    // Where all is ASCII, the bytes are UTF-8 as well.
    let decoded_from = (text.as_bytes() != bytes).then_some(encoding.name());
    Ok(Document { text, extent: Extent::File, decoded_from })
}

/// The offset that simdutf8's fast pass does not tell; computed only for the message.
fn first_bad_byte(bytes: &[u8]) -> usize {
    std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    #[test]
    fn utf32_is_not_taken_for_utf16() {
        assert_eq!(decode(b"\xFF\xFE\0\0h\0\0\0", Charset::Auto).unwrap_err(), DecodeError::Binary);
    }

    #[test]
    fn a_picture_is_no_text_in_any_encoding() {
        let latin = "windows-1252".parse().unwrap();
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0\0", latin).unwrap_err(), DecodeError::Binary);
    }

    #[test]
    fn a_mark_is_stronger_than_a_name() {
        let latin = "windows-1252".parse().unwrap();
        let document = decode("\u{FEFF}é".as_bytes(), latin).unwrap();
        assert_eq!((document.text.as_ref(), document.decoded_from), ("\u{FEFF}é", None));
    }

    #[test]
    fn ascii_is_utf8_whatever_it_was_called() {
        assert_eq!(decode(b"plain", "windows-1252".parse().unwrap()).unwrap().decoded_from, None);
    }

    #[test]
    fn utf8_is_borrowed() {
        let document = decode("naïve".as_bytes(), Charset::Auto).unwrap();
        assert!(matches!(document.text, Cow::Borrowed("naïve")));
        assert_eq!(document.decoded_from, None);
    }

    #[test]
    fn a_utf16_mark_is_believed() {
        let document = decode(b"\xFF\xFEh\0i\0", Charset::Auto).unwrap();
        assert_eq!((document.text.as_ref(), document.decoded_from), ("hi", Some("UTF-16LE")));
    }

    #[test]
    fn a_named_encoding_is_used() {
        let latin = "windows-1252".parse().unwrap();
        assert_eq!(decode(b"caf\xE9", latin).unwrap().text, "café");
    }

    #[test]
    fn a_bad_byte_is_named_by_its_offset() {
        let error = decode(b"caf\xE9 au lait", Charset::Auto).unwrap_err();
        assert_eq!(error, DecodeError::NotUtf8 { offset: 3 });
        assert!(error.to_string().contains("--encoding"));
    }

    #[test]
    fn malformed_bytes_are_never_replaced() {
        let utf16 = "utf-16le".parse().unwrap();
        assert!(matches!(decode(b"h\0i", utf16), Err(DecodeError::Malformed { encoding: "UTF-16LE" })));
    }

    #[test]
    fn an_image_is_no_text() {
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0\0", Charset::Auto).unwrap_err(), DecodeError::Binary);
    }

    #[test]
    fn an_unknown_label_says_what_to_write() {
        assert!("klingon".parse::<Charset>().unwrap_err().contains("windows-1252"));
    }
}
