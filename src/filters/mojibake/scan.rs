//! The first look at a text: where in it misread characters may stand. Clean text is seen by this file alone.
//!
//! UTF-8 read in a one-byte encoding leaves a character that is a lead byte there, and after it characters that
//! are continuation bytes. In clean text such neighbours are rare, and those that occur are ordinary to the language
//! model, which nothing that was misread is: both tests together leave one line in several hundred.

use std::ops::Range;
use std::str::Chars;

use super::codec::{CodecSet, LATIN9, LOWERED, members, table};
use super::evidence::Support;
use super::glance::{Stop, Walk, next_beyond_ascii};
use super::model::{Symbol, cost, is_east_asian};
use super::sequence;
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
    /// Runs that were misread as a whole.
    pub(super) wholes: Vec<Whole>,
    /// Starts of characters that few but misread texts hold, of East Asian scripts.
    pub(super) east_asian: Vec<usize>,
    /// The control characters of ISO-8859-1.
    pub(super) controls: Vec<usize>,
    /// Starts of runs of four and more accented letters.
    pub(super) accented: Vec<usize>,
}

/// Bytes without a sign of damage after which a region ends.
const GAP: usize = 40;

/// Bytes after which a region ends at the next ASCII character, so that long lines cost no more memory than short ones.
const LONGEST: usize = 4 << 10;

/// Bytes of context on either side of a region.
const CONTEXT: usize = 16;

/// Bytes of a sequence after its first character: three characters of three bytes.
const LONGEST_TAIL: usize = 9;

/// How much likelier the character that a sequence spells must be than the sequence, at the least, for it to be looked
/// at; tenths of a nat.
const GAIN: u32 = 40;

/// Looks through `text`. With support from repairs already made, lead bytes alone are signs of damage too. Without,
/// the first run that was misread as a whole is support enough: it is all that is found then.
pub(super) fn scan(text: &str, support: Support) -> Found {
    let mut scanner = Scanner { text, support, found: Found::default(), open: None, barrier: 0 };
    let mut walk = Walk::new(text, support.codecs());
    while let Some((at, stop)) = walk.next_stop() {
        match stop {
            Stop::Lead(c) => {
                let Some(end) = scanner.look(at, c) else { continue };
                if support.is_empty() {
                    break;
                }
                walk.skip_to(end);
            }
            Stop::Control => scanner.found.controls.push(at),
            Stop::EastAsian => {
                let (odd, end) = odd_run(text, at);
                if odd {
                    scanner.found.east_asian.push(at);
                }
                walk.skip_to(end);
            }
            Stop::Accented => scanner.found.accented.push(at),
        }
    }
    scanner.close(text.len());
    scanner.found
}

struct Scanner<'t> {
    text: &'t str,
    support: Support,
    found: Found,
    open: Option<Open>,
    /// Where the last region or run ended.
    barrier: usize,
}

impl Scanner<'_> {
    /// Looks closer at the character at `at`; returns the end of a run that was misread as a whole.
    fn look(&mut self, at: usize, c: char) -> Option<usize> {
        let (text, support) = (self.text, self.support);
        let length = c.len_utf8();
        let bytes = text.as_bytes();
        let hits = hits(text[at + length..].chars(), table().masks(c).lead);
        let mut hit = any(hits);
        let vouched = hit & support.codecs();
        if vouched != 0 {
            hit = vouched | (hit & LATIN9);
        } else if hit != 0 {
            hit = likelier(text, at, hits);
        }
        if hit >> LOWERED & 1 == 1 && line_has_capital(text, at) {
            hit &= !(1 << LOWERED);
        }
        if hit != 0
            && (at == 0 || bytes[at - 1].is_ascii())
            && let Some(whole) = whole::read(text, at, hit, support)
        {
            let end = whole.span.end;
            let controls = text[at..end].char_indices().filter(|(_, c)| matches!(c, '\u{80}'..='\u{9F}'));
            self.found.controls.extend(controls.map(|(offset, _)| at + offset));
            self.close(at);
            self.barrier = end;
            self.found.wholes.push(whole);
            return Some(end);
        }
        let amiss = lossy_hits(text, at, c, support);
        if hit | amiss != 0 {
            let near = |open: &Open| {
                let short = at - open.first < LONGEST || !bytes[at - 1].is_ascii();
                short && at - open.last <= GAP && !bytes[open.last..at].contains(&b'\n')
            };
            if !self.open.as_ref().is_some_and(near) {
                self.close(at);
            }
            let open = self.open.get_or_insert(Open { first: at, last: at, codecs: 0, amiss: false });
            open.last = at + length;
            open.codecs |= hit | amiss;
            open.amiss |= amiss != 0;
        }
        None
    }

    /// Closes the region that may still grow; what comes next begins at `next`.
    fn close(&mut self, next: usize) {
        if let Some(open) = self.open.take() {
            let region = open.region(self.text, self.barrier, next);
            self.barrier = region.span.end;
            self.found.regions.push(region);
        }
    }
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

/// Those of the encodings of `leads`, by the length of their sequence, in which the sequence goes on with `rest`.
fn hits(rest: Chars<'_>, leads: [CodecSet; 3]) -> [CodecSet; 3] {
    let mut hits = [0; 3];
    let mut open = any(leads);
    for ((hit, lead), c) in hits.iter_mut().zip(leads).zip(rest) {
        open &= table().brief(c).tail;
        *hit = lead & open;
        // Each encoding reads a lead byte in one way.
        open &= !lead;
        if open == 0 {
            break;
        }
    }
    hits
}

/// The encodings of sequences of any length.
fn any(hits: [CodecSet; 3]) -> CodecSet {
    hits[0] | hits[1] | hits[2]
}

/// The encodings in which a sequence with a byte amiss may begin here.
fn lossy_hits(text: &str, at: usize, c: char, support: Support) -> CodecSet {
    let bytes = text.as_bytes();
    let first = table().masks(c);
    let rest = &bytes[at + c.len_utf8()..];
    let lost = rest.starts_with("\u{FFFD}".as_bytes());
    let web = match c {
        // `â€`, `Ã  `
        'â' => rest.starts_with("€".as_bytes()) || matches!(rest, [b'?', next, ..] if !next.is_ascii()),
        'Ã' => rest.starts_with(b"  "),
        _ => lost && at > 0 && bytes[at - 1].is_ascii_lowercase(),
    };
    let web = (first.lead[0] | first.lead[1]) & CodecSet::from(web);
    if support.is_empty() {
        return web;
    }
    let amiss = lost || rest.first().is_none_or(|byte| matches!(byte, b' ' | b'?' | b'"'));
    let mut hit = web;
    // The leads of most of what is written: Latin letters and Cyrillic.
    if amiss || matches!(c, 'Ã' | 'Ð' | 'Ñ') {
        hit |= first.lead[0];
    }
    // Of three bytes, one may be amiss; `é` before a space and a letter is French.
    let goes_on = rest.get(if lost { 3 } else { 1 }).is_some_and(|byte| !byte.is_ascii());
    if (amiss && goes_on) || any(hits(text[at + c.len_utf8()..].chars(), [first.lead[1], 0, 0])) != 0 {
        hit |= first.lead[1];
    }
    hit & support.codecs()
}

/// Those of the encodings of `hits`, by the length of their sequence, in which the sequence at `at` spells a character
/// that is likelier there than the sequence itself. Letters of one script are bytes of each other in its encodings, so
/// this is asked of every other pair of Thai letters: no character is looked up that no sequence reaches.
fn likelier(text: &str, at: usize, hits: [CodecSet; 3]) -> CodecSet {
    let before = Symbol::of(text[..at].chars().next_back().unwrap_or('\n'));
    let mut rest = text[at..].chars();
    let mut next = || rest.next().unwrap_or('\n');
    let (lead, mut following) = (next(), next());
    let mut sequence = [lead; 4];
    let mut last = Symbol::of(lead);
    // What the sequence costs as it stands.
    let mut kept = cost(before, last);
    let mut likelier = 0;
    let longest = hits.iter().rposition(|hit| *hit != 0).map_or(0, |place| place + 1);
    for (hit, length) in hits.into_iter().zip(2..).take(longest) {
        let tail = std::mem::replace(&mut following, next());
        sequence[length - 1] = tail;
        let symbol = Symbol::of(tail);
        kept += cost(std::mem::replace(&mut last, symbol), symbol);
        let after = Symbol::of(following);
        let kept = kept + cost(last, after);
        for codec in members(hit) {
            let mut bytes = [0; 4];
            for (byte, c) in bytes.iter_mut().zip(&sequence[..length]) {
                *byte = table().byte(*c, codec);
            }
            let Some(read) = sequence::first(&bytes[..length]).map(Symbol::of) else { continue };
            if kept >= cost(before, read) + cost(read, after) + GAIN {
                likelier |= 1 << codec;
            }
        }
    }
    likelier
}

/// Whether the run of East Asian characters that begins at `at` looks unlike the text it stands in: most of it are
/// characters beyond those of ordinary text or halfwidth forms, or small Latin letters touch it. Returns the end of the run as well.
fn odd_run(text: &str, at: usize) -> (bool, usize) {
    const HALFWIDTH: char = '\u{FF61}';
    let bytes = text.as_bytes();
    let (mut count, mut rarity, mut end) = (0, 0, at);
    for c in text[at..].chars() {
        // A dozen characters tell what the run is like.
        if count == 12 {
            end += bytes[end..].chunks(3).take_while(|c| matches!(c[0], 0xE4..=0xED)).count() * 3;
            break;
        }
        if !is_east_asian(c as u32) {
            break;
        }
        count += 1;
        rarity += if c < HALFWIDTH { Symbol::of(c).rarity() } else { 2 };
        end += 3;
    }
    let byte = |at: Option<usize>| at.and_then(|at| bytes.get(at)).copied().unwrap_or(b'\n');
    let (before, after) = (byte(at.checked_sub(1)), byte(Some(end)));
    let touched = before.is_ascii_lowercase() || after.is_ascii_lowercase();
    let beyond = [byte(at.checked_sub(2)), byte(Some(end + 1))];
    let alone = count <= 3 && before == b' ' && after == b' ' && beyond.iter().all(u8::is_ascii);
    (count > 0 && (rarity * 10 >= count * 9 || touched || alone), end)
}

fn line_has_capital(text: &str, at: usize) -> bool {
    const FAR: usize = 200;
    let bytes = text.as_bytes();
    let before = &bytes[at.saturating_sub(FAR)..at];
    let after = &bytes[at..bytes.len().min(at + FAR)];
    let line = before
        .iter()
        .rev()
        .take_while(|byte| **byte != b'\n')
        .chain(after.iter().take_while(|byte| **byte != b'\n'));
    line.into_iter().any(u8::is_ascii_uppercase)
}

/// The encodings in which a UTF-8 sequence begins anywhere in `text`.
pub(super) fn codecs_in(text: &str) -> CodecSet {
    let mut all = 0;
    let mut at = 0;
    while let Some(start) = next_beyond_ascii(text.as_bytes(), at) {
        let mut rest = text[start..].chars();
        let leads = rest.next().map_or([0; 3], |c| table().masks(c).lead);
        at = text.len() - rest.as_str().len();
        all |= any(hits(rest, leads));
    }
    all
}
