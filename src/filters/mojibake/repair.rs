//! The repair of one region of text: which of its characters are bytes of damaged ones, and what they were.
//!
//! A dynamic programme over the characters (Viterbi): at each place a character is either kept or, with those that
//! follow it, taken for the bytes of a UTF-8 sequence that was misread in one encoding. What a path costs is what the
//! language model says of the text that it yields, and for each stretch in another state the improbability of
//! that damage. The cheapest path wins; where nothing is damaged, it is the one that keeps everything.

use std::ops::Range;

use super::codec::{CODECS, Codec, CodecSet, LOWERED, NO_ROW, Table, table};
use super::model::{Symbol, cost};

/// How a sequence had been damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Damage {
    /// All bytes are there.
    Exact,
    /// A no-break space had become a space.
    Space,
    /// A byte had become U+FFFD or a question mark.
    Replaced,
    /// A byte without a character was dropped.
    Dropped,
    /// A curly quotation mark had become a straight one.
    Straightened,
}

/// A character of the region as it stands after the layers undone so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    pub(super) c: char,
    /// Bytes of the text from which it came.
    pub(super) start: usize,
    pub(super) end: usize,
    /// What was undone: a number of [`Chains`]; 0 for nothing.
    pub(super) chain: u16,
    pub(super) certainty: u32,
    symbol: Symbol,
    row: u16,
}

impl Unit {
    pub(super) fn new(c: char, span: Range<usize>) -> Unit {
        Unit {
            c,
            start: span.start,
            end: span.end,
            chain: 0,
            certainty: u32::MAX,
            symbol: Symbol::of(c),
            row: if c.is_ascii() { NO_ROW } else { table().number(c) },
        }
    }
}

/// One misreading that was undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) codec: Codec,
    pub(super) damage: Damage,
}

/// The chains of steps that occur in a text, innermost damage last.
#[derive(Debug)]
pub(super) struct Chains {
    list: Vec<Vec<Step>>,
}

impl Chains {
    pub(super) fn new() -> Chains {
        Chains { list: vec![Vec::new()] }
    }

    pub(super) fn get(&self, number: u16) -> &[Step] {
        &self.list[usize::from(number)]
    }

    fn extended(&mut self, number: u16, step: Step) -> u16 {
        let mut chain = self.list[usize::from(number)].clone();
        chain.push(step);
        let at = self.list.iter().position(|known| *known == chain).unwrap_or_else(|| {
            self.list.push(chain);
            self.list.len() - 1
        });
        u16::try_from(at).unwrap_or(number)
    }
}

/// How improbable it is that a stretch of text was damaged in each encoding, in tenths of a nat.
#[derive(Clone, Debug)]
pub(super) struct Prior {
    pub(super) enter: [u32; CODECS],
    pub(super) lossy: bool,
}

impl Default for Prior {
    fn default() -> Prior {
        let mut enter = [110; CODECS];
        for (codec, cost) in [(0, 70), (1, 90), (2, 90), (3, 90), (4, 90), (5, 90)] {
            enter[codec] = cost;
        }
        enter[usize::from(LOWERED)] = 110;
        Prior { enter, lossy: false }
    }
}

#[derive(Clone, Copy)]
struct Cell {
    cost: u32,
    symbol: Symbol,
    from: u32,
    state: u8,
    out: Option<(char, Damage)>,
}

const NOWHERE: u32 = u32::MAX;

/// Undoes one layer. `before` is the character before the region. Returns the repaired units, or nothing if
/// keeping all is cheapest.
pub(super) fn undo_layer(
    units: &[Unit],
    before: Symbol,
    codecs: CodecSet,
    prior: &Prior,
    chains: &mut Chains,
) -> Option<Vec<Unit>> {
    let table = table();
    let states: Vec<Codec> = (0..CODECS as Codec).filter(|codec| codecs >> codec & 1 == 1).collect();
    let width = states.len() + 1;
    let blank = Cell { cost: NOWHERE, symbol: before, from: 0, state: 0, out: None };
    let mut cells = vec![blank; (units.len() + 1) * width];
    cells[0].cost = 0;
    for at in 0..units.len() {
        for state in 0..width {
            let cell = cells[at * width + state];
            if cell.cost == NOWHERE {
                continue;
            }
            let unit = &units[at];
            let mut reach = |to: usize, state_to: usize, cost: u32, symbol: Symbol, out| {
                let target = &mut cells[to * width + state_to];
                if cost < target.cost {
                    *target = Cell { cost, symbol, from: at as u32, state: state as u8, out };
                }
            };
            let kept = cell.cost + cost(cell.symbol, unit.symbol);
            reach(at + 1, 0, kept, unit.symbol, None);
            if state > 0 && unit.c.is_ascii() {
                reach(at + 1, state, kept, unit.symbol, None);
            }
            if unit.row == NO_ROW {
                continue;
            }
            for (number, &codec) in states.iter().enumerate() {
                let enter = if state == number + 1 { 0 } else { prior.enter[usize::from(codec)] };
                sequences(table, &units[at..], codec, prior.lossy, &mut |length, c, damage| {
                    let symbol = Symbol::of(c);
                    let lossy = match damage {
                        Damage::Exact => 0,
                        Damage::Space => 30,
                        Damage::Replaced => 20,
                        Damage::Dropped => 50,
                        Damage::Straightened => 30,
                    };
                    let price = cell.cost + enter + lossy + cost(cell.symbol, symbol);
                    reach(at + length, number + 1, price, symbol, Some((c, damage)));
                });
            }
        }
    }
    let last = units.len() * width;
    let mut state = (0..width).min_by_key(|state| cells[last + state].cost)?;
    let mut at = units.len();
    let mut repaired = Vec::new();
    let mut found = false;
    while at > 0 {
        let cell = cells[at * width + state];
        let from = cell.from as usize;
        match cell.out {
            None => repaired.push(units[from]),
            Some((c, damage)) => {
                found = true;
                let inner = units[from..at].iter().map(|unit| unit.chain).max().unwrap_or(0);
                let step = Step { codec: states[state - 1], damage };
                let mut unit = Unit::new(c, units[from].start..units[at - 1].end);
                unit.chain = chains.extended(inner, step);
                repaired.push(unit);
            }
        }
        at = from;
        state = usize::from(cell.state);
    }
    repaired.reverse();
    found.then_some(repaired)
}

/// Bytes for which windows-1252 has no character, so that programs lose them.
const UNDEFINED: [u8; 5] = [0x81, 0x8D, 0x8F, 0x90, 0x9D];

/// The UTF-8 sequences at the start of `units` in one encoding: how many units each takes, and its character.
fn sequences(
    table: &Table,
    units: &[Unit],
    codec: Codec,
    lossy: bool,
    found: &mut impl FnMut(usize, char, Damage),
) {
    let byte = |number: usize| {
        units.get(number).map_or(0, |unit| table.row(unit.row).byte[usize::from(codec)])
    };
    let first = byte(0);
    let length = match first {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return,
    };
    let mut bytes = [first, 0, 0, 0];
    fill(&mut bytes, 1, length, units, 1, Damage::Exact, &byte, lossy, codec, found);
}

fn fill(
    bytes: &mut [u8; 4],
    filled: usize,
    length: usize,
    units: &[Unit],
    taken: usize,
    damage: Damage,
    byte: &impl Fn(usize) -> u8,
    lossy: bool,
    codec: Codec,
    found: &mut impl FnMut(usize, char, Damage),
) {
    if filled == length {
        if let Some(c) = decoded(&bytes[..length]) {
            found(taken, c, damage);
        }
        return;
    }
    let exact = byte(taken);
    if (0x80..=0xBF).contains(&exact) {
        bytes[filled] = exact;
        fill(bytes, filled + 1, length, units, taken + 1, damage, byte, lossy, codec, found);
    }
    if !lossy || damage != Damage::Exact {
        return;
    }
    let next = units.get(taken).map(|unit| unit.c);
    let mut with = |value: u8, taken: usize, damage: Damage, bytes: &mut [u8; 4]| {
        bytes[filled] = value;
        fill(bytes, filled + 1, length, units, taken, damage, byte, lossy, codec, found);
    };
    match next {
        Some(' ') => {
            with(0xA0, taken + 1, Damage::Space, bytes);
        }
        Some('\u{FFFD}' | '?') => {
            for value in UNDEFINED {
                with(value, taken + 1, Damage::Replaced, bytes);
            }
        }
        Some('"') if codec == 0 => {
            for value in [0x93, 0x94] {
                with(value, taken + 1, Damage::Straightened, bytes);
            }
        }
        _ => {}
    }
    if codec == 0 {
        for value in UNDEFINED {
            with(value, taken, Damage::Dropped, bytes);
        }
    }
}

fn decoded(bytes: &[u8]) -> Option<char> {
    let text = std::str::from_utf8(bytes).ok()?;
    text.chars().next().filter(|c| !c.is_control() || ('\u{80}'..='\u{9F}').contains(c))
}

/// The encodings in which a UTF-8 sequence begins with the first of these rows.
pub(super) fn hits(table: &Table, rows: [u16; 4]) -> CodecSet {
    let first = table.row(rows[0]);
    if first.lead == [0; 3] {
        return 0;
    }
    let two = table.row(rows[1]).tail;
    let three = two & table.row(rows[2]).tail;
    let four = three & table.row(rows[3]).tail;
    first.lead[0] & two | first.lead[1] & three | first.lead[2] & four
}

/// The encodings in which a UTF-8 sequence begins anywhere in `units`.
pub(super) fn codecs_in(units: &[Unit]) -> CodecSet {
    let table = table();
    let row = |at: usize| units.get(at).map_or(NO_ROW, |unit| unit.row);
    (0..units.len()).fold(0, |all, at| all | hits(table, [row(at), row(at + 1), row(at + 2), row(at + 3)]))
}
