//! The search for the cheapest reading of a region: which of its characters are bytes of damaged ones.
//!
//! A dynamic programme over the characters (Viterbi): at each place a character is either kept or, with those that
//! follow it, taken for a UTF-8 sequence that was misread in one encoding. A path costs what the language model says
//! of the text that it yields, and for each stretch in another encoding the improbability of that damage. The
//! cheapest path wins; where nothing is damaged, that is the one that keeps everything.

use super::codec::{CODECS, Codec, CodecSet, LOWERED, members};
use super::evidence::{Support, weigh};
use super::model::{Symbol, cost};
use super::sequence::{amiss, nested};
use super::unit::{Chains, Damage, Step, Unit};

/// How improbable each encoding is as damage, in tenths of a nat.
#[derive(Clone, Debug)]
pub(super) struct Prior {
    enter: [u32; CODECS],
}

impl Default for Prior {
    /// The web's: windows-1252 before all others, then those of Macs, of DOS and of central and eastern Europe.
    fn default() -> Prior {
        let mut enter = [80; CODECS];
        enter[..9].copy_from_slice(&[50, 70, 65, 65, 70, 70, 70, 75, 75]);
        enter[usize::from(LOWERED)] = 100;
        Prior { enter }
    }
}

impl Prior {
    /// The prior for a text that these encodings have damaged elsewhere.
    pub(super) fn supported(&self, support: Support) -> Prior {
        let mut supported = self.clone();
        for (codec, enter) in supported.enter.iter_mut().enumerate() {
            if support.codecs() >> codec & 1 == 1 {
                *enter = 10;
            }
        }
        supported
    }

    /// The prior for text in which each encoding explains so many characters: what one encoding explains for the
    /// most part, it explains whole.
    pub(super) fn settled(&self, counts: &[u32; CODECS]) -> Prior {
        let most = counts.iter().copied().max().unwrap_or(0);
        let mut settled = self.clone();
        for (enter, count) in settled.enter.iter_mut().zip(counts) {
            if *count == most {
                *enter = enter.saturating_sub(40);
            } else if count * 4 <= most {
                *enter += 80;
            }
        }
        settled
    }
}

/// A step of a path: units kept, or taken for one character.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) read: Option<(char, Step)>,
    pub(super) gain: u32,
}

/// The cheapest way to a place in a state.
#[derive(Clone, Copy)]
struct Cell {
    cost: u32,
    last: Symbol,
    from: u32,
    state: u8,
    read: Option<(char, u8, Damage)>,
}

const NOWHERE: u32 = u32::MAX;

/// What is searched for and with what knowledge.
pub(super) struct Search<'a> {
    /// The whole text.
    pub(super) text: &'a str,
    /// The encodings that come into question.
    pub(super) codecs: CodecSet,
    pub(super) prior: &'a Prior,
    pub(super) support: Support,
    /// Whether sequences with a byte amiss come into question.
    pub(super) amiss: bool,
}

impl Search<'_> {
    /// Undoes one misreading in `units`, which stand between the characters `around`: the repaired units, or nothing if
    /// keeping everything is cheapest.
    pub(super) fn run(&self, units: &[Unit], around: [Symbol; 2], chains: &mut Chains) -> Option<Vec<Unit>> {
        let mut path = self.cheapest(units, around);
        weigh(self.text, units, around, self.support, &mut path);
        if path.iter().all(|piece| piece.read.is_none()) {
            return None;
        }
        let mut repaired = Vec::with_capacity(path.len());
        for piece in path {
            let taken = &units[piece.from..piece.to];
            let Some((c, step)) = piece.read else {
                repaired.extend_from_slice(taken);
                continue;
            };
            let mut unit = Unit::new(c, taken[0].start..taken[taken.len() - 1].end);
            let deepest =
                taken.iter().map(|unit| unit.chain).max_by_key(|chain| chains.get(*chain).len()).unwrap_or(0);
            unit.chain = chains.extended(deepest, step);
            unit.gain = taken.iter().fold(piece.gain, |least, unit| least.min(unit.gain));
            repaired.push(unit);
        }
        Some(repaired)
    }

    fn cheapest(&self, units: &[Unit], [before, after]: [Symbol; 2]) -> Vec<Piece> {
        let codecs: Vec<Codec> = members(self.codecs).collect();
        let layers: Vec<_> = codecs.iter().map(|codec| nested(units, *codec)).collect();
        let width = codecs.len() + 1;
        let blank = Cell { cost: NOWHERE, last: before, from: 0, state: 0, read: None };
        let mut cells = vec![blank; (units.len() + 1) * width];
        cells[0].cost = 0;
        for (at, unit) in units.iter().enumerate() {
            for state in 0..width {
                let cell = cells[at * width + state];
                if cell.cost == NOWHERE {
                    continue;
                }
                let mut reach = |to: usize, next: usize, cost: u32, last: Symbol, read| {
                    let target = &mut cells[to * width + next];
                    if cost < target.cost {
                        let (from, state) = (index(at), u8::try_from(state).unwrap_or(0));
                        *target = Cell { cost, last, from, state, read };
                    }
                };
                let mut kept = cell.cost + cost(cell.last, unit.symbol);
                if self.amiss && unit.c == 'Ã' && units.get(at + 1).is_some_and(|next| next.c == ' ') {
                    kept += ALONE;
                }
                reach(at + 1, 0, kept, unit.symbol, None);
                if unit.is_inert() {
                    if state > 0 && unit.c.is_ascii() {
                        reach(at + 1, state, kept, unit.symbol, None);
                    }
                    continue;
                }
                for (number, &codec) in codecs.iter().enumerate() {
                    let enter = if state == number + 1 { 0 } else { self.prior.enter[usize::from(codec)] };
                    let mut take = |c: char, length: usize, times: u8, damage: Damage| {
                        let symbol = Symbol::of(c);
                        let mixed = if codec == 0 && self.support.is_mixed(&units[at..at + length]) {
                            MIXED
                        } else {
                            0
                        };
                        let price = cell.cost + enter + mixed + price(damage) + cost(cell.last, symbol);
                        reach(at + length, number + 1, price, symbol, Some((c, times, damage)));
                    };
                    for (times, layer) in (1..).zip(&layers[number]) {
                        let Some(sequence) = layer[at] else { break };
                        take(sequence.c, sequence.length, times, Damage::None);
                    }
                    if self.amiss {
                        let previous = at.checked_sub(1).map(|before| units[before].c);
                        amiss(&units[at..], previous, codec, &mut |found| {
                            take(found.sequence.c, found.sequence.length, 1, found.damage);
                        });
                    }
                }
            }
        }
        // What follows the region has a say in how it ends.
        for cell in &mut cells[units.len() * width..] {
            cell.cost = cell.cost.saturating_add(cost(cell.last, after));
        }
        traced(&cells, width, &codecs)
    }
}

/// The cheapest path through the cells, from its start.
fn traced(cells: &[Cell], width: usize, codecs: &[Codec]) -> Vec<Piece> {
    let mut at = cells.len() / width - 1;
    let mut state = (0..width).min_by_key(|state| cells[at * width + state].cost).unwrap_or(0);
    let mut path = Vec::new();
    while at > 0 {
        let cell = cells[at * width + state];
        let read = cell.read.map(|(c, times, damage)| (c, Step { codec: codecs[state - 1], times, damage }));
        path.push(Piece { from: cell.from as usize, to: at, read, gain: 0 });
        at = cell.from as usize;
        state = usize::from(cell.state);
    }
    path.reverse();
    path
}

/// What it costs to read as windows-1252 what that would have left different.
const MIXED: u32 = 150;

/// What it costs to keep `Ã` alone in damaged text, where it is `à`: it is no word of any language.
const ALONE: u32 = 80;

/// What it costs that a sequence was damaged twice over, in tenths of a nat.
fn price(damage: Damage) -> u32 {
    match damage {
        Damage::None => 0,
        Damage::Replaced => 20,
        Damage::Spaced => 10,
        Damage::Straightened => 30,
        Damage::Dropped => 50,
    }
}

/// Regions are far shorter than 4 GiB.
fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
