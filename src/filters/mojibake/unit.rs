//! The characters of a region as the repair goes on, and the chain of misreadings that was undone for each.

use std::collections::HashMap;
use std::ops::Range;

use super::codec::{Codec, NO_ROW, table};
use super::model::Symbol;

/// How a sequence had been damaged besides having been misread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Damage {
    /// Not at all: all bytes are there.
    None,
    /// A no-break space had become a space.
    Spaced,
    /// A curly quotation mark had become a straight one.
    Straightened,
    /// A byte without a character had been dropped.
    Dropped,
    /// A byte had become U+FFFD or a question mark.
    Replaced,
}

/// A character of a region as it stands after what was undone so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    pub(super) c: char,
    /// The bytes of the text that it came from.
    pub(super) start: usize,
    pub(super) end: usize,
    /// What was undone: a number of [`Chains`]; 0 for nothing.
    pub(super) chain: u16,
    /// By how much the language model preferred each step of it, at least; tenths of a nat.
    pub(super) gain: u32,
    pub(super) symbol: Symbol,
    row: u16,
}

impl Unit {
    pub(super) fn new(c: char, span: Range<usize>) -> Unit {
        let row = if c.is_ascii() { NO_ROW } else { table().number(c as u32) };
        Unit { c, start: span.start, end: span.end, chain: 0, gain: u32::MAX, symbol: Symbol::of(c), row }
    }

    /// The byte that it is in an encoding; 0 where it is none above 0x7F.
    pub(super) fn byte(&self, codec: Codec) -> u8 {
        table().row(self.row)[usize::from(codec)]
    }

    /// Whether it is in no encoding, or the same in all of them.
    pub(super) fn is_inert(&self) -> bool {
        self.row == NO_ROW
    }
}

/// The characters of `text[span]`.
pub(super) fn units(text: &str, span: Range<usize>) -> Vec<Unit> {
    let start = span.start;
    text[span].char_indices().map(|(at, c)| Unit::new(c, start + at..start + at + c.len_utf8())).collect()
}

/// A misreading that was undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Step {
    /// The encoding in which UTF-8 was misread.
    pub(super) codec: Codec,
    /// How many times in a row.
    pub(super) times: u8,
    pub(super) damage: Damage,
}

/// The chains of steps that occur in a text, the latest damage first.
#[derive(Debug)]
pub(super) struct Chains {
    list: Vec<Vec<Step>>,
    numbers: HashMap<(u16, Step), u16>,
}

impl Chains {
    pub(super) fn new() -> Chains {
        Chains { list: vec![Vec::new()], numbers: HashMap::new() }
    }

    pub(super) fn get(&self, number: u16) -> &[Step] {
        &self.list[usize::from(number)]
    }

    /// The chain that goes on from chain `number` with `step`.
    pub(super) fn extended(&mut self, number: u16, step: Step) -> u16 {
        if let Some(known) = self.numbers.get(&(number, step)) {
            return *known;
        }
        // There are few; should a text have made up more than can be numbered, its chains stay as they were.
        let Ok(next) = u16::try_from(self.list.len()) else { return number };
        let mut chain = self.list[usize::from(number)].clone();
        chain.push(step);
        self.list.push(chain);
        self.numbers.insert((number, step), next);
        next
    }
}
