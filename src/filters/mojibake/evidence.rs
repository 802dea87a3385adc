//! The evidence for a repair: what the language model gains by it, and how much gain the place demands.
//!
//! The thresholds were set on clean text of 200 languages and on text composed to provoke false alarms: brands,
//! footnotes, alphabets, quotation marks after capitals. What stands alone needs more than what stands in a
//! word, and what other damage in the same text supports needs little.

use std::ops::Range;

use super::codec::{CODECS, Codec, CodecSet, LOWERED};
use super::mention::is_mentioned;
use super::model::{Symbol, cost, is_plausible};
use super::search::Piece;
use super::unit::{Chains, Damage, Unit};
use super::whole::Whole;

/// The encodings that repairs elsewhere in the same text vouch for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Support {
    codecs: CodecSet,
    /// Whether the text has control characters that windows-1252 would have made signs, so that it was read as
    /// ISO-8859-1 or -15.
    controls: bool,
}

impl Support {
    /// The same with the encodings of what was repaired.
    pub(super) fn with<'u>(
        self,
        wholes: &[(usize, Whole)],
        units: impl Iterator<Item = &'u Unit>,
        chains: &Chains,
    ) -> Support {
        let steps = units.flat_map(|unit| chains.get(unit.chain)).chain(wholes.iter().map(|(_, whole)| &whole.step));
        Support { codecs: steps.fold(self.codecs, |set, step| set | 1 << step.codec), ..self }
    }

    pub(super) fn is_empty(self) -> bool {
        self.codecs == 0
    }

    fn has(self, codec: Codec) -> bool {
        self.codecs >> codec & 1 == 1
    }

    /// Whether signs of windows-1252 stand in a text that was not read in it: then they are those of ISO-8859-15.
    pub(super) fn is_mixed(self, units: &[Unit]) -> bool {
        self.controls && units.iter().any(|unit| is_latin9(unit.c))
    }

    /// The same, knowing of the control characters in the text.
    pub(super) fn knowing(self, controls: bool) -> Support {
        Support { controls, ..self }
    }

    /// Whether `run` is for the search to weigh in a text that was not read in windows-1252.
    pub(super) fn is_unclear(self, run: &str) -> bool {
        self.controls && run.chars().any(is_latin9)
    }

    pub(super) fn codecs(self) -> CodecSet {
        self.codecs
    }
}

/// The signs that ISO-8859-15 has in place of others.
fn is_latin9(c: char) -> bool {
    matches!(c, '€' | 'Š' | 'š' | 'Ž' | 'ž' | 'Œ' | 'œ' | 'Ÿ')
}

/// Takes back what the evidence does not bear, group by group: characters side by side that were misread in the
/// same encoding.
pub(super) fn weigh(text: &str, units: &[Unit], before: Symbol, support: Support, path: &mut [Piece]) {
    let groups = groups(path);
    let gains: Vec<i64> = groups.iter().map(|group| gain(units, before, path, group)).collect();
    // Three weak ones that agree vouch for each other.
    let mut agreeing = [0_u32; CODECS];
    for (group, gain) in groups.iter().zip(&gains) {
        let fair = *gain >= FAIR && gain * 4 >= needed(text, units, path, group);
        if let Some((_, step)) = path[group.start].read.filter(|_| fair) {
            agreeing[usize::from(step.codec)] += 1;
        }
    }
    for (group, gain) in groups.into_iter().zip(gains) {
        let Some((_, step)) = path[group.start].read else { continue };
        // Lower-cased damage betrays itself by the curly quotes beside it, which have no case.
        let lowered = step.codec == LOWERED && support.has(0);
        let alone = needed(text, units, path, &group);
        let needed = match () {
            () if support.has(step.codec) && step.damage == Damage::Spaced && units[path[group.start].from].c == 'Ã' => 0,
            () if agreeing[usize::from(step.codec)] >= 3 => SUPPORTED,
            () if support.has(step.codec) => {
                // What is odd in itself stays odd beside other damage.
                if (ODD..NEVER).contains(&alone) { alone / 2 } else { SUPPORTED }
            }
            () if lowered => alone.min(FAIR),
            () => alone,
        };
        for piece in &mut path[group] {
            if gain < needed {
                piece.read = None;
            }
            piece.gain = u32::try_from(gain - needed + SURE).unwrap_or(0);
        }
    }
}

/// Gains in tenths of a nat.
const SUPPORTED: i64 = 20;
const FAIR: i64 = 100;
const SURE: i64 = 30;
/// What is unlikely to be meant whatever the language model says.
const ODD: i64 = 400;
/// Only with support.
const NEVER: i64 = 100_000;

/// The groups of a path.
fn groups(path: &[Piece]) -> Vec<Range<usize>> {
    let codec = |piece: &Piece| piece.read.map(|(_, step)| step.codec);
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (at, piece) in path.iter().enumerate() {
        if piece.read.is_none() {
            continue;
        }
        match groups.last_mut() {
            Some(group) if group.end == at && codec(&path[at - 1]) == codec(piece) => group.end = at + 1,
            _ => groups.push(at..at + 1),
        }
    }
    groups
}

/// By how much the language model prefers the repaired group to what stands there.
fn gain(units: &[Unit], before: Symbol, path: &[Piece], group: &Range<usize>) -> i64 {
    let symbol = |piece: &Piece, kept: usize| piece.read.map_or(units[kept].symbol, |(c, _)| Symbol::of(c));
    let left = group.start.checked_sub(1).map_or(before, |at| symbol(&path[at], path[at].to - 1));
    let right = path.get(group.end).map(|piece| symbol(piece, piece.from));
    let total = |symbols: &mut dyn Iterator<Item = Symbol>| {
        let mut last = left;
        let costs = symbols.chain(right).map(|next| i64::from(cost(std::mem::replace(&mut last, next), next)));
        costs.sum::<i64>()
    };
    let taken = &units[path[group.start].from..path[group.end - 1].to];
    let kept = total(&mut taken.iter().map(|unit| unit.symbol));
    kept - total(&mut path[group.clone()].iter().map(|piece| symbol(piece, piece.from)))
}

/// How much gain a group needs that nothing else in the text vouches for.
fn needed(text: &str, units: &[Unit], path: &[Piece], group: &Range<usize>) -> i64 {
    let pieces = &path[group.clone()];
    let (from, to) = (pieces[0].from, pieces[pieces.len() - 1].to);
    let Some((c, step)) = pieces[0].read else { return NEVER };
    let char_of = |piece: &Piece, kept: usize| piece.read.map_or(units[kept].c, |(c, _)| c);
    let before = group.start.checked_sub(1).map(|at| char_of(&path[at], path[at].to - 1));
    let after = path.get(group.end).map(|piece| char_of(piece, piece.from));
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let lead = units[from].c;
    let web = step.codec == 0;

    let damage = pieces.iter().filter_map(|piece| piece.read).map(|(_, step)| step.damage).max();
    match damage {
        None | Some(Damage::None) => {}
        // `voilÃ  le`: nobody writes a capital after a small letter and before two spaces.
        Some(Damage::Spaced) if web && lead == 'Ã' && before.is_some_and(char::is_lowercase) && after == Some(' ') => {
            return 120;
        }
        // `â€`, the head of most punctuation; in French words `â` has a letter on both sides.
        // `SlovenÄ�ina`: nor in the middle of a word before a lost byte.
        Some(Damage::Replaced) if lead.is_uppercase() && before.is_some_and(char::is_lowercase) && units[to - 1].c == '\u{FFFD}' => {
            return 60;
        }
        Some(_) if web && lead == 'â' && units.get(from + 1).is_some_and(|unit| unit.c == '€') => return 150,
        Some(Damage::Replaced) if pieces.len() >= 3 => return 400,
        Some(_) => return NEVER,
    }
    let reading: String = pieces.iter().filter_map(|piece| piece.read).map(|(c, _)| c).collect();
    if is_mentioned(text, &(units[from].start..units[to - 1].end), &reading) {
        return NEVER;
    }
    if !pieces.iter().filter_map(|piece| piece.read).all(|(c, _)| is_plausible(c)) {
        return ODD;
    }
    if step.times == 1 && closes_quotation(&units[..from], units[to - 1].c) {
        return ODD;
    }
    // Damage goes on to the end of a word: a byte beside it that is none of a sequence speaks for other damage.
    let kept = |at: usize| units.get(at).filter(|unit| unit.byte(step.codec) != 0 && !is_typographic(unit.c));
    let left = group.start.checked_sub(1).filter(|at| path[*at].read.is_none()).and_then(|at| kept(path[at].to - 1));
    let right = path.get(group.end).filter(|piece| piece.read.is_none()).and_then(|piece| kept(piece.from));
    if left.is_some() || right.is_some() {
        return ODD;
    }
    if step.times > 1 {
        return 150;
    }
    if pieces.len() > 1 {
        return 180;
    }
    let tail = units[to - 1].c;
    if to - from > 2 {
        // One Han character among Latin letters is what coincidence comes to.
        return if is_east_asian(c) && !units.iter().any(|unit| is_east_asian(unit.c)) { 2000 } else { 100 };
    }
    if web && tail == '\u{A0}' && after.is_some_and(char::is_lowercase) {
        return 80;
    }
    if matches!(lead, '\u{2500}'..='\u{257F}') && !matches!(tail, '\u{2500}'..='\u{257F}') {
        return 200;
    }
    if c.is_alphabetic() && (is_letter(before) || is_letter(after)) {
        let at_edge = !is_letter(after) && lead.is_uppercase() && !before.is_some_and(char::is_lowercase);
        // `OÃ™` is a word, `ALEMÃ™` a name with its trademark.
        let short = from < 2 || !units[from - 2].c.is_alphabetic();
        return match (at_edge, web && lead == 'Ã' && short) {
            (false, _) => 100,
            (true, true) => 85,
            (true, false) => 200,
        };
    }
    match lead {
        'Â' if web && !before.is_some_and(char::is_uppercase) => 60,
        'Ã' if web && c == 'à' => 100,
        'Ã' if web => 200,
        _ => 320,
    }
}

fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
}

/// Signs that stand beside any word.
fn is_typographic(c: char) -> bool {
    matches!(c, '\u{A0}' | '¡' | '«' | '»' | '¿' | '·' | '–' | '—' | '‘' | '’' | '‚' | '“' | '”' | '„' | '•' | '…' | '‹' | '›')
}

/// Whether the last sign of a group ends a quotation that began before it on the same line.
fn closes_quotation(before: &[Unit], tail: char) -> bool {
    const LONGEST: usize = 60;
    let openers: &[char] = match tail {
        '”' => &['“', '„', '”'],
        '“' => &['„'],
        '»' => &['«'],
        '«' => &['»'],
        '’' => &['‘', '‚', '’'],
        '‘' => &['‚'],
        '›' => &['‹'],
        '‹' => &['›'],
        _ => return false,
    };
    let line = before.iter().rev().take(LONGEST).take_while(|unit| unit.c != '\n' && unit.c != tail);
    line.map(|unit| unit.c).any(|c| openers.contains(&c))
}
