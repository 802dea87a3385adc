//! The first look at a text: where in it misread characters may stand. Clean text is seen by this file alone.
//!
//! UTF-8 read in a one-byte encoding leaves a character that is a lead byte there, and after it characters that
//! are continuation bytes. In clean text such neighbours are rare, and those that occur are ordinary to the language
//! model, which nothing that was misread is: both tests together leave one line in several hundred.

use std::ops::Range;

use super::codec::{self, CodecSet, LOWERED, Masks, table};
use super::evidence::Support;
use super::model::{Symbol, cost};
use super::whole::{self, Whole};

/// A stretch of text that may hold misread UTF-8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) span: Range<usize>,
    /// The encodings whose sequences were seen there.
    pub(super) codecs: CodecSet,
    /// Whether there are sequences with a byte amiss as well.
    pub(super) amiss: bool,
}

/// What a text has that may be damage.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) regions: Vec<Region>,
    /// Runs that were misread as a whole, with their starts.
    pub(super) wholes: Vec<(usize, Whole)>,
    /// Starts of characters that few but misread texts hold, of East Asian scripts.
    pub(super) east_asian: Vec<usize>,
    /// The control characters of ISO-8859-1.
    pub(super) controls: Vec<usize>,
}

impl Found {
    /// Whether there are control characters that are signs in windows-1252.
    pub(super) fn plain_controls(&self, text: &str) -> bool {
        let undefined = ['\u{81}', '\u{8D}', '\u{8F}', '\u{90}', '\u{9D}'];
        self.controls.iter().any(|at| !text[*at..].starts_with(undefined))
    }
}

/// Bytes without a sign of damage after which a region ends.
const GAP: usize = 40;

/// Bytes of context on either side of a region.
const CONTEXT: usize = 16;

/// Bytes of a sequence after its first character: three characters of three bytes.
const LONGEST_TAIL: usize = 9;

/// How unlikely the neighbours of a sequence must be, at the least, for it to be looked at; tenths of a nat.
const ODD: u32 = 60;

/// Looks through `text`. With support from repairs already made, lead bytes alone are signs of damage too.
pub(super) fn scan(text: &str, support: Support) -> Found {
    let bytes = text.as_bytes();
    let table = table();
    let mut found = Found::default();
    let mut open: Option<Open> = None;
    // Where the last region or run ended.
    let mut barrier = 0;
    let mut at = 0;
    while let Some(next) = next_beyond_ascii(bytes, at) {
        at = next;
        // What follows in the same run of characters beyond ASCII.
        let (code, length) = code_at(bytes, at);
        if is_east_asian(code) {
            let (odd, end) = odd_run(text, at);
            if odd {
                found.east_asian.push(at);
            }
            at = end;
            continue;
        }
        if code < 0xA0 {
            found.controls.push(at);
        }
        let first = table.masks(code);
        let mut hit = hits(bytes, at + length, first);
        if hit == 0 && first.lead == [0; 3] {
            at += length;
            continue;
        }
        if hit >> LOWERED & 1 == 1 && line_has_capital(text, at) {
            hit &= !(1 << LOWERED);
        }
        if hit != 0 && support.is_empty() && !is_odd(text, at) {
            hit = 0;
        }
        if hit != 0 && begins_run(bytes, at)
            && let Some(whole) = whole::read(text, at, hit, support)
        {
            let end = whole.end;
            found.wholes.push((at, whole));
            if let Some(open) = open.take() {
                found.regions.push(open.region(text, barrier, at));
            }
            barrier = end;
            at = end;
            continue;
        }
        let amiss = lossy_hits(bytes, at, code, length, first, support);
        if hit | amiss != 0 {
            let near = open.as_ref().is_some_and(|open| at - open.last <= GAP && !bytes[open.last..at].contains(&b'\n'));
            if !near && let Some(open) = open.take() {
                found.regions.push(open.region(text, barrier, at));
                barrier = found.regions[found.regions.len() - 1].span.end;
            }
            let open = open.get_or_insert(Open { first: at, last: at, codecs: 0, amiss: false });
            open.last = at + length;
            open.codecs |= hit | amiss;
            open.amiss |= amiss != 0;
        }
        at += length;
    }
    if let Some(open) = open {
        found.regions.push(open.region(text, barrier, bytes.len()));
    }
    found
}

/// Whether a run of characters beyond ASCII begins at `at`.
fn begins_run(bytes: &[u8], at: usize) -> bool {
    at == 0 || bytes[at - 1].is_ascii()
}

/// A region that may still grow.
struct Open {
    first: usize,
    last: usize,
    codecs: CodecSet,
    amiss: bool,
}

impl Open {
    /// The region with its context on the same line, between the end of what was found before and the start of
    /// what was found next.
    fn region(self, text: &str, barrier: usize, next: usize) -> Region {
        let bytes = text.as_bytes();
        let limit = barrier.max(self.first.saturating_sub(CONTEXT));
        let mut start = memchr::memrchr(b'\n', &bytes[limit..self.first]).map_or(limit, |at| limit + at + 1);
        while !text.is_char_boundary(start) {
            start += 1;
        }
        // The last sequence goes on behind its first character; both together are shorter than the gap.
        let limit = (self.last + LONGEST_TAIL + CONTEXT).min(next);
        let mut end = memchr::memchr(b'\n', &bytes[self.last..limit]).map_or(limit, |at| self.last + at);
        while !text.is_char_boundary(end) {
            end += 1;
        }
        Region { span: start..end, codecs: self.codecs, amiss: self.amiss }
    }
}

/// The first byte at or after `from` that is not ASCII.
fn next_beyond_ascii(bytes: &[u8], from: usize) -> Option<usize> {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let mut at = from;
    while let Some(word) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let high = u64::from_le_bytes(*word) & HIGH;
        if high != 0 {
            return Some(at + high.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    bytes[at.min(bytes.len())..].iter().position(|byte| !byte.is_ascii()).map(|found| at + found)
}

/// The character at a place of valid UTF-8 that is not ASCII, and its length.
fn code_at(bytes: &[u8], at: usize) -> (u32, usize) {
    let tail = |offset: usize| u32::from(bytes.get(at + offset).copied().unwrap_or(0) & 0x3F);
    let lead = u32::from(bytes[at]);
    match lead {
        ..0xE0 => ((lead & 0x1F) << 6 | tail(1), 2),
        ..0xF0 => ((lead & 0x0F) << 12 | tail(1) << 6 | tail(2), 3),
        _ => ((lead & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4),
    }
}

/// The encodings in which a sequence begins with `first` and goes on at `at`.
fn hits(bytes: &[u8], at: usize, first: &Masks) -> CodecSet {
    let mut hit = 0;
    let mut tails = CodecSet::MAX;
    let mut at = at;
    if first.lead == [0; 3] {
        return 0;
    }
    for lead in first.lead {
        if bytes.get(at).is_none_or(u8::is_ascii) {
            break;
        }
        let (code, length) = code_at(bytes, at);
        tails &= table().masks(code).tail;
        if tails == 0 {
            break;
        }
        hit |= lead & tails;
        at += length;
    }
    hit
}

/// The encodings in which a sequence with a byte amiss may begin here.
fn lossy_hits(bytes: &[u8], at: usize, code: u32, length: usize, first: &Masks, support: Support) -> CodecSet {
    let rest = &bytes[at + length..];
    let lost = rest.starts_with("\u{FFFD}".as_bytes());
    let web = match code {
        // `â€`, `Ã  `
        0xE2 => rest.starts_with("€".as_bytes()) || matches!(rest, [b'?', next, ..] if !next.is_ascii()),
        0xC3 => rest.starts_with(b"  "),
        _ => lost && at > 0 && bytes[at - 1].is_ascii_lowercase(),
    };
    let web = (first.lead[0] | first.lead[1]) & CodecSet::from(web);
    if support.is_empty() {
        return web;
    }
    let amiss = lost || rest.first().is_none_or(|byte| matches!(byte, b' ' | b'?' | b'"'));
    let mut hit = web;
    // The leads of most of what is written: Latin letters and Cyrillic.
    if amiss || matches!(code, 0xC3 | 0xD0 | 0xD1) {
        hit |= first.lead[0];
    }
    if amiss || hits(bytes, at + length, &Masks { lead: [first.lead[1], 0, 0], tail: 0 }) != 0 {
        hit |= first.lead[1];
    }
    hit & support.codecs()
}

/// Whether the characters around the sequence that begins at `at` are seldom neighbours.
fn is_odd(text: &str, at: usize) -> bool {
    let mut symbols = [Symbol::of('\n'); 3];
    let before = text[..at].chars().next_back().unwrap_or('\n');
    for (symbol, c) in symbols.iter_mut().zip(text[at..].chars()) {
        *symbol = Symbol::of(c);
    }
    let inside = cost(symbols[0], symbols[1]);
    let around = cost(Symbol::of(before), symbols[0]).max(cost(symbols[1], symbols[2]));
    inside.max(around) >= ODD
}

/// Whether the run of East Asian characters that begins at `at` looks unlike the text it stands in: most of it are
/// rare characters or halfwidth forms, or small Latin letters touch it. Returns the end of the run as well.
fn odd_run(text: &str, at: usize) -> (bool, usize) {
    let bytes = text.as_bytes();
    let (mut count, mut rare, mut end) = (0, 0, at);
    while bytes.get(end).is_some_and(|byte| *byte >= 0xE2) {
        let (code, length) = code_at(bytes, end);
        if !is_east_asian(code) {
            break;
        }
        count += 1;
        if code >= 0xFF61 || char::from_u32(code).is_some_and(|c| Symbol::of(c).is_rare_east_asian()) {
            rare += 1;
        }
        end += length;
    }
    let byte = |at: Option<usize>| at.and_then(|at| bytes.get(at)).copied().unwrap_or(b'\n');
    let (before, after) = (byte(at.checked_sub(1)), byte(Some(end)));
    let touched = before.is_ascii_lowercase() || after.is_ascii_lowercase();
    let alone = count <= 3 && before == b' ' && after == b' ';
    (rare * 5 >= count * 3 || touched || alone, end)
}

fn is_east_asian(code: u32) -> bool {
    matches!(code, 0x2E80..=0x9FFF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFF61..=0xFFDC)
}

fn line_has_capital(text: &str, at: usize) -> bool {
    const FAR: usize = 200;
    let bytes = text.as_bytes();
    let before = &bytes[at.saturating_sub(FAR)..at];
    let after = &bytes[at..bytes.len().min(at + FAR)];
    let line = before.iter().rev().take_while(|byte| **byte != b'\n').chain(after.iter().take_while(|byte| **byte != b'\n'));
    line.into_iter().any(u8::is_ascii_uppercase)
}

/// The encodings in which a UTF-8 sequence begins anywhere in `text`.
pub(super) fn codecs_in(text: &str) -> CodecSet {
    let bytes = text.as_bytes();
    let mut all = 0;
    let mut at = 0;
    while let Some(next) = next_beyond_ascii(bytes, at) {
        let (code, length) = code_at(bytes, next);
        at = next + length;
        all |= hits(bytes, at, codec::table().masks(code));
    }
    all
}
