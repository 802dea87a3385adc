//! Dictionaries that a user has installed, as dictd and FreeDict have them: a foreign language into English.
//!
//! A dictionary is two files: an index, with headword, offset and length on a line, and the text of all entries, mostly
//! packed (`.dict.dz`, which is gzip). Both are read at once, so that what is damaged is told before a text is touched.

use std::collections::HashMap;
use std::fmt;
use std::io::{self, Read};
use std::ops::Range;

use flate2::read::MultiGzDecoder;

use crate::languages::short_code;

/// More than any dictionary unpacks to: a file that goes on is none.
const MOST_TEXT: u64 = 1 << 30;
/// Translations further down an entry are rare senses.
const MOST_TRANSLATIONS: usize = 8;

/// A dictionary from one language into English.
pub struct Dictionary {
    name: String,
    language: &'static str,
    /// Where the entries of a headword (in lower case) stand in the text.
    index: HashMap<String, Vec<Range<usize>>>,
    text: Vec<u8>,
}

/// Why files are no dictionary that could help.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DictionaryError {
    /// The name holds no pair of languages.
    #[error(
        "the name `{0}` does not say which languages it is for; call the files like freedict-lit-eng.index and .dict.dz"
    )]
    Name(String),
    /// A language without a list of words, so that none of its words is ever found.
    #[error("`{0}` is a language whose words unscrape does not know")]
    Language(String),
    /// Translations into another language.
    #[error(
        "it translates into `{0}`, and only English is of use; take the dictionary of the other direction"
    )]
    NotEnglish(String),
    /// A line of the index that has not three columns or no numbers in them.
    #[error(
        "not a dictd index: line {0} is no headword with offset and length; install the dictionary again"
    )]
    Index(usize),
    /// An index of nothing.
    #[error("not a dictd index: it has no headword; install the dictionary again")]
    NoHeadword,
    /// A packed text that is damaged.
    #[error("it cannot be unpacked: {0}; install the dictionary again")]
    Packed(String),
    /// A text that is shorter than the index says.
    #[error("it has {has} bytes of text where its index has {wanted}; install the dictionary again")]
    Short {
        /// The bytes of the text.
        has: usize,
        /// Where the last entry ends.
        wanted: usize,
    },
    /// A text with bytes that no text has.
    #[error("it is no text: byte {0} is zero; install the dictionary again")]
    Binary(usize),
}

impl Dictionary {
    /// The dictionary called `name` (`freedict-lit-eng`), out of its index and of its text, packed or not.
    ///
    /// # Errors
    /// [`DictionaryError`] if the name does not say which languages it is for, the index is none, or the text is not that
    /// of the index.
    pub fn new(name: &str, index: &str, text: Vec<u8>) -> Result<Dictionary, DictionaryError> {
        let mut codes = name.rsplit('-');
        let (Some(to), Some(from)) = (codes.next(), codes.next()) else {
            return Err(DictionaryError::Name(name.to_owned()));
        };
        if [from, to].iter().any(|code| !matches!(code.len(), 2 | 3)) {
            return Err(DictionaryError::Name(name.to_owned()));
        }
        let language = short_code(from).ok_or_else(|| DictionaryError::Language(from.to_owned()))?;
        if short_code(to) != Some("en") {
            return Err(DictionaryError::NotEnglish(to.to_owned()));
        }
        let index = read_index(index)?;
        let text = unpacked(text)?;
        let wanted = index.values().flatten().map(|place| place.end).max().unwrap_or(0);
        if wanted > text.len() {
            return Err(DictionaryError::Short { has: text.len(), wanted });
        }
        if let Some(at) = memchr::memchr(0, &text) {
            return Err(DictionaryError::Binary(at));
        }
        Ok(Dictionary { name: name.to_owned(), language, index, text })
    }

    /// What it is called: `freedict-lit-eng`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The code of the language that it translates from.
    pub fn language(&self) -> &str {
        self.language
    }

    /// How many headwords it has.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether it has no headword.
    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// What `word` (lower case) means, the most usual first.
    pub fn translations(&self, word: &str) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let Some(places) = self.index.get(word) else { return found };
        for place in places {
            let entry = self.text.get(place.clone()).map(String::from_utf8_lossy).unwrap_or_default();
            for english in translations(&entry) {
                if !found.contains(&english) && found.len() < MOST_TRANSLATIONS {
                    found.push(english);
                }
            }
        }
        found
    }
}

impl fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dictionary")
            .field("name", &self.name)
            .field("headwords", &self.len())
            .finish_non_exhaustive()
    }
}

impl PartialEq for Dictionary {
    fn eq(&self, other: &Dictionary) -> bool {
        self.name == other.name && self.index == other.index && self.text == other.text
    }
}

fn read_index(index: &str) -> Result<HashMap<String, Vec<Range<usize>>>, DictionaryError> {
    let mut places: HashMap<String, Vec<Range<usize>>> = HashMap::new();
    for (line, number) in index.lines().zip(1..) {
        let mut columns = line.split('\t');
        let head = columns.next().unwrap_or_default();
        let (Some(offset), Some(length)) =
            (columns.next().and_then(decoded), columns.next().and_then(decoded))
        else {
            return Err(DictionaryError::Index(number));
        };
        // What the dictionary says about itself.
        if head.starts_with("00database") || head.starts_with("00-database") {
            continue;
        }
        let found = places.entry(head.to_lowercase()).or_default();
        let place = offset..offset.saturating_add(length);
        if !found.contains(&place) {
            found.push(place);
        }
    }
    if places.is_empty() { Err(DictionaryError::NoHeadword) } else { Ok(places) }
}

/// dictd's numbers: base 64, the most significant digit first.
fn decoded(number: &str) -> Option<usize> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = (!number.is_empty()).then(|| number.chars())?;
    digits
        .map(|digit| DIGITS.find(digit))
        .try_fold(0_usize, |n, digit| n.checked_mul(64)?.checked_add(digit?))
}

/// The text of all entries; dictzip writes gzip.
fn unpacked(bytes: Vec<u8>) -> Result<Vec<u8>, DictionaryError> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes);
    }
    let mut text = Vec::new();
    let read = MultiGzDecoder::new(bytes.as_slice()).take(MOST_TEXT).read_to_end(&mut text);
    read.map(|_| text).map_err(|error: io::Error| DictionaryError::Packed(error.to_string()))
}

/// The translations in an entry: on the line below the headword and on those that begin with a number; the rest explains.
fn translations(entry: &str) -> impl Iterator<Item = String> {
    let lines = entry.lines().skip(1).enumerate();
    let told = lines.filter_map(|(at, line)| {
        let line = without_number_at_end(line.trim_end());
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let numbered = line[digits..].strip_prefix(". ").filter(|_| digits > 0).map(str::trim_start);
        (at == 0 || numbered.is_some()).then(|| without_notes(numbered.unwrap_or(line)))
    });
    told.flat_map(|line| line.split([',', ';']).filter_map(english).collect::<Vec<_>>())
}

/// Some entries end a line with the number of the next sense.
fn without_number_at_end(line: &str) -> &str {
    let before = line.strip_suffix('.').map(|line| line.trim_end_matches(|c: char| c.is_ascii_digit()));
    before.filter(|before| before.ends_with(' ') && before.len() + 1 < line.len()).map_or(line, str::trim_end)
}

/// The line without what stands in brackets, in slashes (how it is spoken) or in `<…>` (what part of speech it is).
fn without_notes(line: &str) -> String {
    let mut rest = line;
    let mut kept = String::new();
    while let Some(at) = rest.find(['(', '[', '/', '<']) {
        let closing = match rest.as_bytes()[at] {
            b'(' => ')',
            b'[' => ']',
            b'<' => '>',
            _ => '/',
        };
        kept.push_str(&rest[..at]);
        let inner = &rest[at + 1..];
        if let Some(end) = inner.find(closing) {
            rest = &inner[end + 1..];
        } else {
            kept.push_str(&rest[at..=at]);
            rest = inner;
        }
    }
    kept + rest
}

/// The English word, or two, as it may stand in a sentence; `None` for anything longer.
fn english(words: &str) -> Option<String> {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ").replace('’', "'");
    let bare =
        ["to ", "a ", "an ", "the "].iter().find_map(|article| words.strip_prefix(article)).unwrap_or(&words);
    let is_word = |word: &str| {
        word.split(['-', '\''])
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphabetic()))
    };
    let fits = bare.len() > 1 && bare.split(' ').count() <= 2 && bare.split(' ').all(is_word);
    fits.then(|| bare.to_owned())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    const TEXT: &str = "vakcina /vɐktsˈɪnɐ/ <n, f>\nvaccine (a shot), the jab\nvaistai\n1. drugs 2.\n2. to medicate; a remedy \
                        of old times\n   used in 1900\n";

    /// The index of [`TEXT`], in which one headword stands twice.
    fn index() -> String {
        const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let encoded =
            |n: usize| [n / 64, n % 64].map(|digit| char::from(DIGITS[digit])).iter().collect::<String>();
        let second = TEXT.find("vaistai").unwrap();
        let first = format!("vakcina\tA\t{}\n", encoded(second));
        let last = format!("Vaistai\t{}\t{}\n", encoded(second), encoded(TEXT.len() - second));
        format!("00-database-utf8\tA\tA\n{first}{first}{last}")
    }

    fn packed(text: &str) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(text.as_bytes()).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn entries_are_found_packed_and_plain() {
        for text in [TEXT.as_bytes().to_vec(), packed(TEXT)] {
            let dictionary = Dictionary::new("freedict-lit-eng", &index(), text).unwrap();
            assert_eq!((dictionary.language(), dictionary.len()), ("lt", 2));
            assert_eq!(dictionary.translations("vakcina"), ["vaccine", "jab"]);
            assert_eq!(dictionary.translations("vaistai"), ["drugs", "medicate"]);
            assert!(dictionary.translations("nothing").is_empty());
        }
    }

    #[test]
    fn a_name_says_which_languages() {
        let new = |name: &str| Dictionary::new(name, &index(), TEXT.into());
        let error = |name: &str| new(name).unwrap_err();
        assert!(matches!(error("words"), DictionaryError::Name(_)));
        assert!(matches!(error("my-words"), DictionaryError::Name(_)));
        assert!(matches!(error("eng-lit"), DictionaryError::NotEnglish(_)));
        assert!(matches!(error("freedict-epo-eng"), DictionaryError::Language(_)));
        for (name, language) in [("lit-eng", "lt"), ("sv-en", "sv"), ("freedict-hrv-eng", "sh")] {
            assert_eq!(new(name).unwrap().language(), language);
        }
    }

    #[test]
    fn what_is_no_index_is_told_with_its_line() {
        for line in ["vakcina A BD", "vakcina\tA", "vakcina\tA\t?", "vakcina\tA\t"] {
            let index = format!("{}{line}\n", index());
            assert_eq!(
                Dictionary::new("lit-eng", &index, Vec::new()).unwrap_err(),
                DictionaryError::Index(5)
            );
        }
    }

    #[test]
    fn damage_is_told_at_once() {
        let error = |index: &str, text: Vec<u8>| Dictionary::new("lit-eng", index, text).unwrap_err();
        let whole = packed(TEXT);
        assert!(matches!(error(&index(), whole[..30].to_vec()), DictionaryError::Packed(_)));
        assert!(matches!(error(&index(), whole[..whole.len() - 4].to_vec()), DictionaryError::Packed(_)));
        let wanted = TEXT.len();
        for (text, has) in [(&TEXT[..80], 80), ("", 0)] {
            assert_eq!(error(&index(), text.into()), DictionaryError::Short { has, wanted });
        }
        assert_eq!(
            error("x\t/////\t/////\n", b"short".to_vec()),
            DictionaryError::Short { has: 5, wanted: 2_147_483_646 }
        );
        assert_eq!(error(&index(), TEXT.replace('/', "\0").into()), DictionaryError::Binary(8));
        for empty in ["", "00-database-utf8\tA\tA\n"] {
            assert_eq!(error(empty, TEXT.into()), DictionaryError::NoHeadword);
        }
    }
}
