//! Characters in passing: what the scan asks of every one of them, and no more.

use super::codec::{Brief, Table};
use super::model::cost;

/// A character in passing.
#[derive(Clone, Copy)]
pub(super) struct Glance {
    pub(super) code: u32,
    /// Its bytes.
    pub(super) length: usize,
    pub(super) brief: &'static Brief,
}

impl Glance {
    /// Whether the two are ordinary neighbours. The letters of other scripts than Latin are bytes of each other in the
    /// encodings made for them, so this is what spares clean text in those scripts a closer look.
    #[inline]
    pub(super) fn is_ordinary_before(self, next: Glance) -> bool {
        self.code >= LATIN && cost(self.brief.symbol, next.brief.symbol) < ORDINARY
    }

    #[inline]
    pub(super) fn at(bytes: &[u8], at: usize, table: &'static Table) -> Glance {
        let (code, length) = code_at(bytes, at);
        Glance { code, length, brief: table.brief(code) }
    }
}

/// The character at a place of valid UTF-8 that is not ASCII, and its length.
#[inline]
pub(super) fn code_at(bytes: &[u8], at: usize) -> (u32, usize) {
    let rest = bytes.get(at..).unwrap_or_default();
    let window = rest.first_chunk::<4>().copied().unwrap_or_else(|| padded(rest));
    let [lead, second, third, fourth] = window.map(u32::from);
    match lead {
        0..0xE0 => ((lead & 0x1F) << 6 | (second & 0x3F), 2),
        0xE0..0xF0 => ((lead & 0x0F) << 12 | (second & 0x3F) << 6 | (third & 0x3F), 3),
        _ => ((lead & 0x07) << 18 | (second & 0x3F) << 12 | (third & 0x3F) << 6 | (fourth & 0x3F), 4),
    }
}

/// The last bytes of a text, which are fewer than four.
#[cold]
fn padded(rest: &[u8]) -> [u8; 4] {
    let mut window = [0; 4];
    window[..rest.len()].copy_from_slice(rest);
    window
}

/// What ordinary neighbours cost at most; tenths of a nat.
const ORDINARY: u32 = 30;

/// The first characters of scripts other than Latin.
const LATIN: u32 = 0x250;

/// The first byte at or after `from` that is not ASCII.
#[inline]
pub(super) fn next_beyond_ascii(bytes: &[u8], from: usize) -> Option<usize> {
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
