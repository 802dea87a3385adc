//! Characters in passing: what the scan asks of every one of them, and no more.

use std::str::Chars;

use super::codec::{Brief, CodecSet, Table, table};
use super::model::{EAST_ASIAN, cost, is_east_asian};

/// A walk through a text that stops where a glance is not enough. Each character is decoded and looked up once: this is
/// what clean text costs. What is done at the stops is kept out of it, so that all it knows fits into registers.
pub(super) struct Walk<'t> {
    text: &'t str,
    table: &'static Table,
    /// The encodings that repairs elsewhere vouch for.
    supported: CodecSet,
    rest: Chars<'t>,
    /// The character before, if it is of the same run and was not stopped at.
    last: Glance,
    /// How many bytes were left where the last run of characters beyond ASCII began.
    run: usize,
}

/// Why a walk stops at a place.
pub(super) enum Stop {
    /// The character may begin a sequence.
    Lead(char),
    /// A control character of ISO-8859-1.
    Control,
    /// Characters of East Asian scripts begin.
    EastAsian,
    /// A long run begins with an accented letter.
    Accented,
}

/// The bytes of a long run: four accented letters.
const LONG: usize = 8;

impl<'t> Walk<'t> {
    pub(super) fn new(text: &'t str, supported: CodecSet) -> Walk<'t> {
        let table = table();
        Walk { text, table, supported, rest: text.chars(), last: Glance::of('\n', table), run: text.len() }
    }

    /// Goes on at a place within the same run, or at its end.
    pub(super) fn skip_to(&mut self, at: usize) {
        self.rest = self.text[at..].chars();
        self.last = Glance::of('\n', self.table);
    }

    /// The next stop and its place.
    #[inline(never)]
    pub(super) fn next_stop(&mut self) -> Option<(usize, Stop)> {
        let Walk { table, supported, mut last, mut run, .. } = *self;
        let mut rest = self.rest.clone();
        loop {
            let here = rest.as_str();
            let c = rest.next().unwrap_or('\n');
            if c.is_ascii() {
                // `Ã  `, `â?`
                if last.brief.lead & supported != 0 || matches!((last.c, c), ('Ã', ' ') | ('â', '?')) {
                    return Some(self.lead(here, last.c, run));
                }
                let start = self.text.len() - run;
                if run - here.len() >= LONG && matches!(self.text.as_bytes()[start], 0xC2 | 0xC3) {
                    self.stop(here.chars(), '\n', here.len());
                    return Some((start, Stop::Accented));
                }
                let next = next_beyond_ascii(here.as_bytes(), 0)?;
                rest = here[next..].chars();
                (last, run) = (Glance::of('\n', table), here.len() - next);
                continue;
            }
            let this = Glance::of(c, table);
            let seen = last.brief.lead & (this.brief.tail | supported);
            if seen != 0 && (seen & supported != 0 || last.may_lead(this, &rest)) {
                return Some(self.lead(here, last.c, run));
            }
            if !this.is_common() {
                if c == '\u{FFFD}' && last.brief.lead != 0 {
                    return Some(self.lead(here, last.c, run));
                }
                let stop = match c {
                    '\u{80}'..='\u{9F}' => Some(Stop::Control),
                    _ => is_east_asian(c as u32).then_some(Stop::EastAsian),
                };
                if let Some(stop) = stop {
                    self.stop(rest, c, run);
                    return Some((self.text.len() - here.len(), stop));
                }
            }
            last = this;
        }
    }

    /// Stops at the character before `here`.
    fn lead(&mut self, here: &'t str, last: char, run: usize) -> (usize, Stop) {
        self.stop(here.chars(), '\n', run);
        (self.text.len() - here.len() - last.len_utf8(), Stop::Lead(last))
    }

    /// Goes on with `rest` the next time.
    fn stop(&mut self, rest: Chars<'t>, last: char, run: usize) {
        (self.rest, self.last, self.run) = (rest, Glance::of(last, self.table), run);
    }
}

/// A character in passing.
#[derive(Clone, Copy)]
struct Glance {
    c: char,
    brief: &'static Brief,
}

impl Glance {
    #[inline]
    fn of(c: char, table: &'static Table) -> Glance {
        Glance { c, brief: table.brief(c) }
    }

    /// Whether it is neither a control character nor of an East Asian script, which are looked at in their own ways.
    #[inline]
    fn is_common(self) -> bool {
        (0xA0..EAST_ASIAN).contains(&(self.c as u32))
    }

    /// Whether it may begin a sequence that goes on with `next` and what follows, all of it or its first two bytes.
    fn may_lead(self, next: Glance, rest: &Chars<'_>) -> bool {
        let tails = self.brief.lead & next.brief.tail;
        tails != 0
            && !self.is_ordinary_before(next)
            && (self.brief.pair & tails != 0 || self.goes_on(tails, rest.clone()))
    }

    /// Whether a sequence of more than two bytes, the first two of which were seen in the encodings `tails`, goes on in
    /// any of them. `â€` is looked at whatever follows.
    fn goes_on(self, tails: CodecSet, mut rest: Chars<'_>) -> bool {
        self.c == 'â' || rest.next().is_some_and(|third| table().brief(third).tail & tails != 0)
    }

    /// Whether the two are ordinary neighbours. The letters of other scripts than Latin are bytes of each other in the
    /// encodings made for them, so this is what spares clean text in those scripts a closer look.
    fn is_ordinary_before(self, next: Glance) -> bool {
        self.c >= BEYOND_LATIN && cost(self.brief.symbol, next.brief.symbol) < ORDINARY
    }
}

/// What ordinary neighbours cost at most; tenths of a nat.
const ORDINARY: u32 = 30;

/// The first character of scripts other than Latin.
const BEYOND_LATIN: char = '\u{250}';

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
