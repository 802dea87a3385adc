//! UTF-8 sequences among characters that are bytes of them: whole ones, nested ones, and those with a byte amiss.

use super::codec::{Codec, LOWERED, table};
use super::model::{Symbol, is_plausible};
use super::unit::{Damage, Unit};

/// One character that a sequence spells, and how many units it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sequence {
    pub(super) c: char,
    pub(super) length: usize,
}

/// How often the same misreading is undone in one go. Three times happens; more was never seen.
const DEEPEST: usize = 4;

/// Bytes for which windows-1252 has no character, so that programs lose them.
const UNDEFINED: [u8; 5] = [0x81, 0x8D, 0x8F, 0x90, 0x9D];

/// The whole sequences that begin at each unit, when the misreading is undone once, twice, and so on. All layers are
/// weighed by the text they end in: what lies between is as odd as what they begin with.
pub(super) fn nested(units: &[Unit], codec: Codec) -> Vec<Vec<Option<Sequence>>> {
    let mut first = spelled(units.len(), &|at| Some((units.get(at)?.byte(codec), 1)));
    if codec == LOWERED {
        // Lower-casing comes last: there is no layer below.
        for place in &mut first {
            *place = place.filter(|sequence| is_plausible(sequence.c));
        }
        return vec![first];
    }
    let mut layers = vec![first];
    while layers.len() < DEEPEST {
        let last = &layers[layers.len() - 1];
        let next = spelled(units.len(), &|at| {
            let sequence = (*last.get(at)?)?;
            Some((table().byte(sequence.c, codec), sequence.length))
        });
        if next.iter().all(Option::is_none) {
            break;
        }
        layers.push(next);
    }
    layers
}

/// The sequences that begin at each of `places`, given the byte at a place and the units it takes.
fn spelled(places: usize, byte: &impl Fn(usize) -> Option<(u8, usize)>) -> Vec<Option<Sequence>> {
    let sequence = |start: usize| {
        let (first, mut length) = byte(start)?;
        let size = size(first)?;
        let mut bytes = [first, 0, 0, 0, 0, 0];
        let mut filled = 1;
        let mut wanted = size;
        while filled < wanted {
            let (tail, more) = byte(start + length)?;
            // A surrogate pair, three bytes each, as Java and old databases write what is beyond the basic plane.
            let low_surrogate = wanted == 6 && filled == 3 && tail == 0xED;
            if !is_tail(tail) && !low_surrogate {
                return None;
            }
            bytes[filled] = tail;
            filled += 1;
            length += more;
            if filled == 2 && first == 0xED && (0xA0..0xB0).contains(&tail) {
                wanted = 6;
            }
        }
        let c = if wanted == 6 { from_surrogates(bytes)? } else { decoded(&bytes[..size])? };
        Some(Sequence { c, length })
    };
    (0..places).map(sequence).collect()
}

/// The character that `bytes`, a lead byte and its continuations, spell where a reading is only looked for: a pair of
/// surrogates may follow its first half.
pub(super) fn first(bytes: &[u8]) -> Option<char> {
    match bytes {
        [0xED, 0xA0..=0xBF, ..] => Some('😀'),
        _ => decoded(bytes),
    }
}

/// How many bytes a sequence has that begins with `first`.
fn size(first: u8) -> Option<usize> {
    match first {
        0xC2..=0xDF => Some(2),
        0xE0..=0xEF => Some(3),
        0xF0..=0xF4 => Some(4),
        _ => None,
    }
}

fn is_tail(byte: u8) -> bool {
    (0x80..=0xBF).contains(&byte)
}

/// The character that `bytes`, a lead byte and its continuations, spell, unless nobody writes it.
fn decoded(bytes: &[u8]) -> Option<char> {
    // One bit more says how many bytes there are: a lead byte has a zero behind them.
    let (first, tails) = bytes.split_first()?;
    let head = u32::from(first & (0x7F >> bytes.len()));
    let code = tails.iter().fold(head, |code, tail| code << 6 | u32::from(tail & 0x3F));
    let c = char::from_u32(code).filter(|c| c.len_utf8() == bytes.len())?;
    // Control characters of ISO-8859-1 are bytes of the layer below.
    (matches!(c, '\u{80}'..='\u{9F}') || Symbol::of(c).is_used()).then_some(c)
}

fn from_surrogates([_, high, last, second, low, end]: [u8; 6]) -> Option<char> {
    if second != 0xED || !(0xB0..=0xBF).contains(&low) {
        return None;
    }
    let half = |middle: u8, last: u8| u32::from(middle & 0x0F) << 6 | u32::from(last & 0x3F);
    char::from_u32(0x10000 + (half(high, last) << 10) + half(low - 0x10, end))
}

/// A sequence with one byte amiss.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amiss {
    pub(super) sequence: Sequence,
    pub(super) damage: Damage,
}

/// The sequences at the start of `units` of which one byte is amiss.
pub(super) fn amiss(units: &[Unit], before: Option<char>, codec: Codec, found: &mut impl FnMut(Amiss)) {
    let byte = |at: usize| units.get(at).map_or(0, |unit| unit.byte(codec));
    let Some(size) = size(byte(0)) else { return };
    for wrong in 1..size {
        // The bytes up to the wrong one are there.
        if wrong > 1 && !is_tail(byte(wrong - 1)) {
            break;
        }
        let Some(next) = units.get(wrong).map(|unit| unit.c).or((codec == 0).then_some('\0')) else { break };
        let mut with = |values: &[u8], taken: usize, damage: Damage| {
            let mut bytes = [0; 4];
            for (at, cell) in bytes[..wrong].iter_mut().enumerate() {
                *cell = byte(at);
            }
            for (at, cell) in bytes[wrong + 1..size].iter_mut().enumerate() {
                *cell = byte(wrong + taken + at);
            }
            if !bytes[wrong + 1..size].iter().all(|byte| is_tail(*byte)) {
                return;
            }
            let length = size - 1 + taken;
            let candidates = values.iter().filter_map(|value| {
                bytes[wrong] = *value;
                decoded(&bytes[..size]).filter(|c| is_plausible(*c) && !c.is_control())
            });
            let candidates: Vec<char> = candidates.collect();
            match damage {
                // Which byte it was, nobody can tell, unless only one of them spells something.
                Damage::Replaced if candidates.len() != 1 || wrong + 1 == size || next == '?' => {
                    found(Amiss { sequence: Sequence { c: '\u{FFFD}', length }, damage });
                }
                _ => {
                    // Which letter it was is anybody's guess; of punctuation, one sign makes sense.
                    let sure = |c: &char| damage != Damage::Dropped || !c.is_alphanumeric();
                    for c in candidates.into_iter().filter(sure) {
                        found(Amiss { sequence: Sequence { c, length }, damage });
                    }
                }
            }
        };
        match next {
            ' ' if table().byte('\u{A0}', codec) != 0xA0 => {}
            ' ' if wrong + 1 == size && keeps_space(byte(0), units, before) => {
                with(&[0xA0], 0, Damage::Spaced);
            }
            ' ' => with(&[0xA0], 1, Damage::Spaced),
            '\u{FFFD}' | '?' => with(&UNDEFINED, 1, Damage::Replaced),
            '"' if codec == 0 => with(&[0x93, 0x94], 1, Damage::Straightened),
            _ => {}
        }
        if codec == 0 && next != '?' && (next != ' ' || size > 2) {
            with(&UNDEFINED, 0, Damage::Dropped);
        }
    }
}

/// Whether the space after `Ã` stands for two: the no-break space of `à` and the space after the word. French, Italian
/// and Portuguese write the word `à`; only `àquele` and its kin begin with it.
fn keeps_space(first: u8, units: &[Unit], before: Option<char>) -> bool {
    let next = |at: usize| units.get(at).map(|unit| unit.c);
    let begins_word = !before.is_some_and(char::is_alphabetic);
    let quel = "quel".chars().zip(2..).all(|(c, at)| next(at) == Some(c));
    first == 0xC3 && begins_word && next(2).is_some_and(char::is_alphabetic) && !quel
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filters::mojibake::unit::units;

    fn first(text: &str, codec: Codec) -> Vec<Option<Sequence>> {
        nested(&units(text, 0..text.len()), codec).iter().map(|layer| layer[0]).collect()
    }

    #[test]
    fn a_sequence_is_found_with_its_length() {
        assert_eq!(first("Ã©", 0), [Some(Sequence { c: 'é', length: 2 })]);
        assert_eq!(first("â€™", 0), [Some(Sequence { c: '’', length: 3 })]);
        assert_eq!(first("ð\u{9f}\u{98}\u{80}", 0), [Some(Sequence { c: '😀', length: 4 })]);
    }

    #[test]
    fn a_double_misreading_is_one_sequence_of_the_second_layer() {
        assert_eq!(first("ÃƒÂ©", 0)[1], Some(Sequence { c: 'é', length: 4 }));
    }

    #[test]
    fn surrogate_pairs_are_one_character() {
        assert_eq!(first("í\u{a0}½í¸\u{8d}", 0), [Some(Sequence { c: '😍', length: 6 })]);
    }

    #[test]
    fn overlong_forms_and_halves_of_pairs_spell_nothing() {
        for text in ["À€", "í\u{a0}½", "à€€"] {
            assert_eq!(first(text, 0), [None], "{text}");
        }
    }
}
