//! JSON Lines: one record a line, with the text to clean in named fields.
//!
//! Every line comes back in order. A line whose fields need no change comes back byte for byte; in a line that
//! changes, only the changed characters of those fields are written anew, so key order, number spellings,
//! spaces and escapes elsewhere stay. A bad line is never lost: it passes through as it is, and is reported.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::io::{self, Read};
use std::ops::Range;

use memchr::{memchr, memrchr};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::cleaners::Cleaners;
use crate::document::Document;
use crate::pipeline::Outcome;

/// Bytes read at a time: large enough to keep a core busy, small enough that memory stays flat.
const CHUNK: usize = 1 << 20;

/// Why a line is passed through as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// Bytes that are no UTF-8.
    #[error("not UTF-8 (first bad byte at column {column})")]
    NotUtf8 {
        /// Bytes from the start of the line, from 1.
        column: usize,
    },
    /// Not JSON, or not an object.
    #[error("not a JSON object: {0}")]
    Json(String),
    /// A `\ud800` without its other half: the field is no text.
    #[error("field `{field}` has half a surrogate pair")]
    LoneSurrogate {
        /// The field.
        field: String,
    },
}

/// The fields of JSON Lines that hold text, and the one that may say its locale.
#[derive(Clone, Debug)]
pub struct JsonLines {
    /// The fields with text, then the one with the locale unless it is one of them.
    fields: Vec<String>,
    texts: usize,
    locale: Option<usize>,
}

/// What became of one line.
#[derive(Debug, Default)]
pub struct CleanedLine {
    /// The new line, without a line end; `None` if nothing changes.
    pub text: Option<Vec<u8>>,
    /// How many of the wanted fields the record has as strings.
    pub fields: usize,
    /// Whether the record says its locale.
    pub has_locale: bool,
    /// What the record says its locale is, if that is none.
    pub no_locale: Option<String>,
}

impl JsonLines {
    /// Cleans the fields of these names at the top level of each record. A field that is missing or not a
    /// string is left as it is.
    pub fn new(fields: Vec<String>) -> JsonLines {
        JsonLines { texts: fields.len(), fields, locale: None }
    }

    /// Takes the locale of each record from its field of this name at the top level. A record without it, or in which that
    /// is not a string or empty, has the locale of the configuration.
    #[must_use]
    pub fn with_locale(mut self, field: Option<String>) -> JsonLines {
        if let Some(name) = field {
            let known = self.fields.iter().position(|field| *field == name);
            self.locale = Some(known.unwrap_or(self.fields.len()));
            if known.is_none() {
                self.fields.push(name);
            }
        }
        self
    }

    /// Cleans one line, given without its line end. `report` hears of every field that was cleaned.
    ///
    /// # Errors
    /// [`RecordError`], with nothing changed.
    pub fn clean(
        &self,
        cleaners: &Cleaners,
        line: &[u8],
        mut report: impl FnMut(&str, &Outcome<'_>),
    ) -> Result<CleanedLine, RecordError> {
        // A byte order mark before the first record is no part of it.
        let start = if line.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let mut result = CleanedLine::default();
        if line[start..].trim_ascii().is_empty() {
            return Ok(result);
        }
        let text = simdutf8::compat::from_utf8(&line[start..])
            .map_err(|error| RecordError::NotUtf8 { column: start + error.valid_up_to() + 1 })?;
        let mut strings = strings(text, &self.fields)?;
        let locale = self.locale.and_then(|field| locale_of(text, &strings, field));
        strings.retain(|(field, _)| *field < self.texts);
        result.fields = strings.len();
        let own = locale.as_deref().and_then(|tag| cleaners.of(tag));
        let cleaner = own.as_deref().unwrap_or(cleaners.usual());
        result.has_locale = locale.is_some();
        result.no_locale = locale.filter(|_| own.is_none());
        let is_ascii = text.is_ascii();
        let mut edits: Vec<(Range<usize>, String)> = Vec::new();
        for (field, span) in strings {
            let name = &self.fields[field];
            let raw = &text[span.clone()];
            let value = unescape(raw).ok_or_else(|| RecordError::LoneSurrogate { field: name.clone() })?;
            let document = Document::field(value.text);
            let outcome = cleaner.clean(&document);
            if outcome.is_changed() {
                let ascii = is_ascii && raw.contains("\\u");
                let mut places = value.places;
                for change in outcome.changes() {
                    let start = span.start + places.raw(change.old.start);
                    let end = span.start + places.raw(change.old.end);
                    edits.push((start..end, escape(change.after, ascii)));
                }
            }
            report(name, &outcome);
        }
        if !edits.is_empty() {
            let mut new = line[..start].to_vec();
            let mut from = 0;
            for (span, replacement) in edits {
                new.extend_from_slice(&text.as_bytes()[from..span.start]);
                new.extend_from_slice(replacement.as_bytes());
                from = span.end;
            }
            new.extend_from_slice(&text.as_bytes()[from..]);
            result.text = Some(new);
        }
        Ok(result)
    }
}

/// What a record says in its field of that number, if it says anything.
fn locale_of(record: &str, strings: &[(usize, Range<usize>)], field: usize) -> Option<String> {
    let (_, span) = strings.iter().find(|(number, _)| *number == field)?;
    let tag = unescape(&record[span.clone()])?;
    Some(tag.text.trim().to_owned()).filter(|tag| !tag.is_empty())
}

/// Those of `fields` that a record has as strings: which field, and the bytes between its quotes.
fn strings(record: &str, fields: &[String]) -> Result<Vec<(usize, Range<usize>)>, RecordError> {
    let mut deserializer = serde_json::Deserializer::from_str(record);
    let values = WantedFields(fields)
        .deserialize(&mut deserializer)
        .and_then(|values| deserializer.end().map(|()| values))
        .map_err(|error| RecordError::Json(without_line(&error)))?;
    let strings =
        values.into_iter().filter(|(_, value)| value.get().starts_with('"')).map(|(field, value)| {
            let start = value.get().as_ptr() as usize - record.as_ptr() as usize;
            (field, start + 1..start + value.get().len() - 1)
        });
    Ok(strings.collect())
}

/// The message of `serde_json` with the column only: the line it counts is always the first.
fn without_line(error: &serde_json::Error) -> String {
    error.to_string().replace("at line 1 column", "at column")
}

/// Reads an object and keeps the raw values of some of its fields.
struct WantedFields<'f>(&'f [String]);

impl<'de> DeserializeSeed<'de> for WantedFields<'_> {
    type Value = Vec<(usize, &'de RawValue)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for WantedFields<'_> {
    type Value = Vec<(usize, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut values = Vec::new();
        while let Some(field) = map.next_key_seed(WantedKey(self.0))? {
            match field {
                Some(field) => values.push((field, map.next_value()?)),
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(values)
    }
}

/// Reads a key and says which of the wanted fields it is, without keeping it.
struct WantedKey<'f>(&'f [String]);

impl<'de> DeserializeSeed<'de> for WantedKey<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for WantedKey<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.0.iter().position(|field| field == key))
    }
}

/// The value of a JSON string, and where each of its bytes came from.
struct Unescaped<'a> {
    text: Cow<'a, str>,
    places: Places,
}

/// Maps places in an unescaped string to places in its raw form. After each escape the two run side by side.
struct Places {
    /// (bytes of text, bytes of raw form) up to the end of each escape.
    escapes: Vec<(usize, usize)>,
    next: usize,
}

impl Places {
    /// The place in the raw form; to be asked in ascending order.
    fn raw(&mut self, text: usize) -> usize {
        while self.escapes.get(self.next).is_some_and(|escape| escape.0 <= text) {
            self.next += 1;
        }
        let (from, raw) = self.next.checked_sub(1).map_or((0, 0), |last| self.escapes[last]);
        raw + (text - from)
    }
}

/// Undoes the escapes of a JSON string that was validated before; `None` for half a surrogate pair.
fn unescape(raw: &str) -> Option<Unescaped<'_>> {
    let mut escapes = Vec::new();
    if memchr(b'\\', raw.as_bytes()).is_none() {
        return Some(Unescaped { text: Cow::Borrowed(raw), places: Places { escapes, next: 0 } });
    }
    let mut text = String::with_capacity(raw.len());
    let mut from = 0;
    while let Some(found) = memchr(b'\\', &raw.as_bytes()[from..]) {
        let at = from + found;
        text.push_str(&raw[from..at]);
        let (character, length) = match raw.as_bytes()[at + 1] {
            b'b' => ('\u{8}', 2),
            b'f' => ('\u{C}', 2),
            b'n' => ('\n', 2),
            b'r' => ('\r', 2),
            b't' => ('\t', 2),
            b'u' => unicode_escape(&raw[at..])?,
            other => (char::from(other), 2),
        };
        text.push(character);
        from = at + length;
        escapes.push((text.len(), from));
    }
    text.push_str(&raw[from..]);
    Some(Unescaped { text: Cow::Owned(text), places: Places { escapes, next: 0 } })
}

/// The character of `\uXXXX` or of a pair of them, and how many bytes it takes.
fn unicode_escape(raw: &str) -> Option<(char, usize)> {
    let unit = |at: usize| {
        let digits = raw.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let first = unit(0)?;
    if let Some(character) = char::from_u32(u32::from(first)) {
        return Some((character, 6));
    }
    let character = char::decode_utf16([first, unit(6)?]).next()?.ok()?;
    Some((character, 12))
}

/// Writes text as the inside of a JSON string; with `ascii`, everything else as `\uXXXX`.
fn escape(text: &str, ascii: bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            c if c < ' ' || (ascii && !c.is_ascii()) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(escaped, "\\u{unit:04x}");
                }
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// A piece of an input that ends with a line end or with the input.
#[derive(Debug)]
pub struct Chunk {
    /// Whole lines.
    pub bytes: Vec<u8>,
    /// The number of the first of them, from 1.
    pub first_line: usize,
}

/// Cuts an input into chunks of whole lines. Memory is bounded by the chunk, or by the longest line.
pub struct Chunks<R> {
    input: R,
    buffer: Vec<u8>,
    /// The beginning of a line whose end is not read yet.
    rest: Vec<u8>,
    line: usize,
}

impl<R: Read> Chunks<R> {
    /// Starts at the first line of `input`.
    pub fn new(input: R) -> Chunks<R> {
        Chunks { input, buffer: vec![0; CHUNK], rest: Vec::new(), line: 1 }
    }
}

impl<R: Read> Iterator for Chunks<R> {
    type Item = io::Result<Chunk>;

    fn next(&mut self) -> Option<io::Result<Chunk>> {
        let mut bytes = std::mem::take(&mut self.rest);
        let end = loop {
            // One read at a time, so that the first lines of a slow pipe do not wait for the last.
            let count = match self.input.read(&mut self.buffer) {
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Some(Err(error)),
            };
            let before = bytes.len();
            bytes.extend_from_slice(&self.buffer[..count]);
            if count == 0 {
                break before;
            }
            if let Some(newline) = memrchr(b'\n', &bytes[before..]) {
                break before + newline + 1;
            }
        };
        if bytes.is_empty() {
            return None;
        }
        self.rest = bytes.split_off(end);
        let first_line = self.line;
        self.line += memchr::memchr_iter(b'\n', &bytes).count();
        Some(Ok(Chunk { bytes, first_line }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn clean(line: &str) -> Option<String> {
        let cleaners = Cleaners::new(&Config::default()).unwrap();
        let lines = JsonLines::new(vec!["text".to_owned()]);
        let result = lines.clean(&cleaners, line.as_bytes(), |_, _| ()).unwrap();
        result.text.map(|text| String::from_utf8(text).unwrap())
    }

    fn error(line: &[u8]) -> String {
        let cleaners = Cleaners::new(&Config::default()).unwrap();
        let lines = JsonLines::new(vec!["text".to_owned()]);
        lines.clean(&cleaners, line, |_, _| ()).unwrap_err().to_string()
    }

    #[test]
    fn only_the_changed_characters_are_written_anew() {
        assert_eq!(
            clean(r#"{"n": 1.50e3,"text" : "a\/b “c”\n\n[ad_1]" , "z":null}"#).unwrap(),
            r#"{"n": 1.50e3,"text" : "a\/b \"c\"" , "z":null}"#
        );
    }

    #[test]
    fn a_clean_record_is_not_rewritten() {
        for line in [r#"{"text":"fine"}"#, r#"{ "text" : 5 }"#, r#"{"text":null}"#, "{}", "", "  "] {
            assert_eq!(clean(line), None, "{line}");
        }
    }

    #[test]
    fn escapes_keep_their_style() {
        assert_eq!(
            clean(r#"{"text":"\u201cna\u00efve\u201d \ud83d\ude00"}"#).unwrap(),
            r#"{"text":"\"na\u00efve\" \ud83d\ude00"}"#
        );
        assert_eq!(escape("é😀\u{1}", true), r"\u00e9\ud83d\ude00\u0001");
        assert_eq!(escape("é\u{1}", false), r"é\u0001");
    }

    #[test]
    fn nested_fields_of_that_name_are_other_fields() {
        assert_eq!(clean(r#"{"meta":{"text":"“x”"},"text":"y"}"#), None);
    }

    #[test]
    fn a_record_may_say_its_locale() {
        let config = Config { quotes: crate::config::Quotes::Curly, ..Config::default() };
        let cleaners = Cleaners::new(&config).unwrap();
        let lines = JsonLines::new(vec!["text".to_owned()]).with_locale(Some("lang".to_owned()));
        let clean = |line: &str| lines.clean(&cleaners, line.as_bytes(), |_, _| ()).unwrap();
        let text = |line: &str| String::from_utf8(clean(line).text.unwrap()).unwrap();
        assert_eq!(text(r#"{"text":"'Ja.'","lang":"de"}"#), r#"{"text":"‚Ja.‘","lang":"de"}"#);
        assert_eq!(
            text(r#"{"lang":"pt\u002dPT","text":"\"Sim.\""}"#),
            r#"{"lang":"pt\u002dPT","text":"«Sim.»"}"#
        );
        assert_eq!(text(r#"{"lang":null,"text":"\"Yes.\""}"#), r#"{"lang":null,"text":"“Yes.”"}"#);
        let odd = clean(r#"{"lang":"German","text":"\"Ja.\""}"#);
        assert_eq!((odd.no_locale.as_deref(), odd.text.is_some()), (Some("German"), true));
    }

    #[test]
    fn bad_lines_say_what_is_wrong() {
        assert!(error(br#"{"text":"x""#).contains("column"));
        assert!(error(b"[1]").contains("not a JSON object"));
        assert!(error(br#"{"text":"x"} y"#).contains("trailing"));
        assert_eq!(error(b"{\"text\":\"\xFF\"}"), "not UTF-8 (first bad byte at column 10)");
        assert_eq!(error(br#"{"text":"\ud800 x"}"#), "field `text` has half a surrogate pair");
    }

    #[test]
    fn chunks_are_whole_lines_whatever_their_length() {
        let text = format!("{}\n{}\nlast", "a".repeat(CHUNK + 7), "b".repeat(3 * CHUNK));
        let chunks: Vec<Chunk> = Chunks::new(text.as_bytes()).map(Result::unwrap).collect();
        assert_eq!(chunks.iter().map(|chunk| chunk.first_line).collect::<Vec<_>>(), [1, 2, 3]);
        let whole: Vec<u8> = chunks.into_iter().flat_map(|chunk| chunk.bytes).collect();
        assert_eq!(whole, text.as_bytes());
    }
}
