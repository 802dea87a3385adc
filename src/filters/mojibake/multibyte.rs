//! UTF-8 misread in a multi-byte encoding of East Asia: `N铆or` for `Níor`.
//!
//! The bytes of one UTF-8 sequence straddle characters there, so runs of such characters are turned back into bytes
//! whole; a line is repaired only if all its runs come to valid UTF-8.

use std::ops::Range;

use encoding_rs::{BIG5, EUC_KR, Encoding, GBK, SHIFT_JIS};

use super::model::{Symbol, is_east_asian, price};

/// A run of characters and what it was.
#[derive(Debug)]
pub(super) struct Repair {
    pub(super) span: Range<usize>,
    pub(super) text: String,
    pub(super) encoding: &'static Encoding,
    /// By how much the language model prefers the repaired line; tenths of a nat.
    pub(super) gain: u32,
}

/// The encodings, in the order in which ties go.
const ENCODINGS: [&Encoding; 4] = [GBK, SHIFT_JIS, BIG5, EUC_KR];

/// How much the repaired line must gain.
const NEEDED: u32 = 150;

/// Repairs `line`, which begins at byte `start` of the text.
pub(super) fn repair(line: &str, start: usize) -> Vec<Repair> {
    let runs = runs(line);
    if runs.is_empty() {
        return Vec::new();
    }
    let mut best: Option<(u32, Vec<Repair>)> = None;
    for encoding in ENCODINGS {
        let Some(repairs) = read_back(line, start, &runs, encoding) else { continue };
        let gain = repairs.iter().map(|repair| repair.gain).sum();
        if gain >= NEEDED
            && is_borne_out(line, start, &repairs)
            && best.as_ref().is_none_or(|(most, _)| gain > *most)
        {
            best = Some((gain, repairs));
        }
    }
    best.map_or(Vec::new(), |(_, repairs)| repairs)
}

/// The runs of characters that only multi-byte encodings of East Asia have, with the other signs of those encodings
/// between them.
fn runs(line: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut asian = false;
    let mut open: Option<Range<usize>> = None;
    for (at, c) in line.char_indices() {
        let end = at + c.len_utf8();
        if c.is_ascii() {
            runs.extend(open.take().filter(|_| asian));
            asian = false;
            continue;
        }
        asian |= is_east_asian(c as u32);
        open = Some(open.map_or(at, |run| run.start)..end);
    }
    runs.extend(open.filter(|_| asian));
    runs
}

/// The runs as UTF-8 that was misread in `encoding`, if all of them are.
fn read_back(
    line: &str,
    start: usize,
    runs: &[Range<usize>],
    encoding: &'static Encoding,
) -> Option<Vec<Repair>> {
    let repair = |run: &Range<usize>| {
        if !begins_utf8(&line[run.clone()], encoding) {
            return None;
        }
        let (bytes, _, unmappable) = encoding.encode(&line[run.clone()]);
        if unmappable {
            return None;
        }
        let text = String::from_utf8(bytes.into_owned()).ok()?;
        if text.is_empty() || text.chars().any(|c| c.is_control() || !Symbol::of(c).is_used()) {
            return None;
        }
        let before = Symbol::of(line[..run.start].chars().next_back().unwrap_or('\n'));
        let after = Symbol::of(line[run.end..].chars().next().unwrap_or('\n'));
        let total = |text: &str| price(before, text.chars().map(Symbol::of).chain([after]));
        let gain = total(&line[run.clone()]).saturating_sub(total(&text));
        Some(Repair { span: start + run.start..start + run.end, text, encoding, gain })
    };
    runs.iter().map(repair).collect()
}

/// Whether the bytes of the first character could begin UTF-8; those of most characters could not.
fn begins_utf8(run: &str, encoding: &'static Encoding) -> bool {
    let first = run.chars().next().map_or(0, char::len_utf8);
    let (bytes, _, unmappable) = encoding.encode(&run[..first]);
    let cut_short = |error: std::str::Utf8Error| error.error_len().is_none();
    !unmappable && std::str::from_utf8(&bytes).err().is_none_or(cut_short)
}

/// Whether the line looks misread and not merely readable otherwise: several runs, a long one, or one between small
/// letters. A single Han character between spaces may be what the line is about.
fn is_borne_out(line: &str, start: usize, repairs: &[Repair]) -> bool {
    let in_word = |repair: &Repair| {
        let before = line[..repair.span.start - start].chars().next_back();
        let after = line[repair.span.end - start..].chars().next();
        before.is_some_and(|c| c.is_ascii_lowercase()) || after.is_some_and(|c| c.is_ascii_lowercase())
    };
    let long = |repair: &Repair| repair.text.chars().count() >= 4;
    repairs.iter().any(long)
        || repairs.iter().any(in_word)
        || (repairs.len() > 1 && repairs.iter().all(|r| r.gain > 60))
}
