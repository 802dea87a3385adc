//! The bare words of a text that its language does not know.
//!
//! Almost every word of an article is known, and most of them are the same few hundred: a small memory of the hashes
//! of known words answers for nine of ten without a look at the tables.

use std::ops::Range;

use super::lexicon::{Known, Language, known};

/// Shorter words say too little of their language; in another script two letters do.
const LEAST_LETTERS: usize = 4;
const LEAST_FOREIGN_LETTERS: usize = 2;
const MOST_LETTERS: usize = 40;
/// Places for hashes of known words: as many as the common words of a long article.
const REMEMBERED: usize = 2048;

/// What a byte is, for a word.
const LOWER: u8 = 1;
const UPPER: u8 = 2;
/// Joins words into something that is none: names of files, handles, numbers, code.
const JOINING: u8 = 3;
const BEYOND_ASCII: u8 = 4;
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9'
            | b'\''
            | b'-'
            | b'_'
            | b'@'
            | b'#'
            | b'/'
            | b'\\'
            | b'&'
            | b'='
            | b'+'
            | b'<'
            | b'>'
            | b'`'
            | b'$'
            | b'%'
            | b'~'
            | b'^'
            | b'|' => JOINING,
            128.. => BEYOND_ASCII,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

/// The words in lower case that stand alone and that `language` does not know, in order.
pub(super) fn unknown(text: &str, language: Language) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut memory = vec![0_u64; REMEMBERED];
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let start = at;
            let class = CLASSES[usize::from(bytes[at])];
            if class == 0 {
                at += 1;
                continue;
            }
            let mut seen = 0_u8;
            while let Some(class) =
                bytes.get(at).map(|byte| CLASSES[usize::from(*byte)]).filter(|class| *class != 0)
            {
                seen |= 1 << class;
                at += 1;
            }
            let run = start..at;
            if seen == 1 << LOWER {
                if run.len() >= LEAST_LETTERS
                    && run.len() <= MOST_LETTERS
                    && !is_known(&text[run.clone()], language, &mut memory)
                    && ends_well(bytes, &run)
                {
                    return Some(run);
                }
            } else if seen & 1 << BEYOND_ASCII != 0 && seen & 1 << JOINING == 0 {
                if let Some(word) = wide_word(text, run, language, &mut memory) {
                    return Some(word);
                }
            }
        }
        None
    })
}

/// `example.org`, `f(x)` and `a.b` are no words of a sentence.
fn ends_well(bytes: &[u8], run: &Range<usize>) -> bool {
    let after = bytes.get(run.end..).unwrap_or_default();
    let before = &bytes[..run.start];
    let goes_on = matches!(after, [b'.' | b':' | b'(' | b'[', next, ..] if next.is_ascii_alphanumeric());
    let came_from = before.ends_with(b"[") && !after.starts_with(b",")
        || matches!(before, [.., last, b'.' | b':'] if last.is_ascii_alphanumeric());
    !goes_on && !came_from && !matches!(after, [b'(', b')', ..])
}

/// Whether `word` is known, looked up once.
fn is_known(word: &str, language: Language, memory: &mut [u64]) -> bool {
    let hash = hash_of(word.as_bytes());
    let place = usize::try_from(hash >> 40).unwrap_or(0) % REMEMBERED;
    if memory[place] == hash {
        return true;
    }
    let is_known = known(word, language) == Known::Well;
    if is_known {
        memory[place] = hash;
    }
    is_known
}

/// A hash of a short word in a few instructions.
fn hash_of(word: &[u8]) -> u64 {
    const MIX: u64 = 0x9E37_79B9_7F4A_7C15;
    let (blocks, rest) = word.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let mut hash = word.len() as u64;
    for block in blocks.iter().chain([&last]) {
        hash = (hash.rotate_left(23) ^ u64::from_le_bytes(*block)).wrapping_mul(MIX);
    }
    hash | 1
}

/// The one word in a run that has characters beyond ASCII, if the run is a word with marks around it.
fn wide_word(text: &str, run: Range<usize>, language: Language, memory: &mut [u64]) -> Option<Range<usize>> {
    let content = &text[run.clone()];
    let inner = content.trim_matches(|c: char| !c.is_alphanumeric());
    let start = run.start + (inner.as_ptr() as usize - content.as_ptr() as usize);
    let letters = inner.chars().count();
    let is_latin = inner.chars().all(super::lexicon::is_latin);
    let least = if is_latin { LEAST_LETTERS } else { LEAST_FOREIGN_LETTERS };
    let is_word =
        inner.chars().all(|c| c.is_alphabetic() && (c.is_lowercase() || !is_latin && !c.is_uppercase()));
    let found = start..start + inner.len();
    if letters < least
        || letters > MOST_LETTERS
        || !is_word
        || !ends_well(text.as_bytes(), &found)
        || is_known(inner, language, memory)
    {
        return None;
    }
    Some(found)
}

/// Capitalised words of six letters and more behind a space and a small letter, in order: what a German noun is in a sentence of
/// another language.
pub(super) fn nouns(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b' ', bytes).filter_map(move |space| {
        let is_inside = space > 0 && bytes[space - 1].is_ascii_lowercase();
        let rest = &text[space + 1..];
        if !is_inside || !rest.starts_with(|c: char| c.is_ascii_uppercase() || matches!(c, 'Ä' | 'Ö' | 'Ü'))
        {
            return None;
        }
        let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let word = space + 1..space + 1 + length;
        let is_small = rest[..length].chars().skip(1).all(char::is_lowercase);
        (length >= 6 && is_small && ends_well(bytes, &word)).then_some(word)
    })
}
