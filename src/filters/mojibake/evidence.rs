//! The evidence for a repair: what the language model gains by it, and how much gain the place demands.
//!
//! The thresholds were set on clean text of 200 languages and on text composed to provoke false alarms: brands,
//! footnotes, alphabets, quotation marks after capitals. What stands alone needs more than what stands in a
//! word, and what other damage in the same text supports needs little.

use std::ops::Range;

use super::codec::{CODECS, Codec, CodecSet, LOWERED};
use super::mention::is_mentioned;
use super::model::{Symbol, is_east_asian, is_plausible, price};
use super::search::Piece;
use super::unit::{Chains, Damage, Step, Unit};
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
        wholes: &[Whole],
        units: impl Iterator<Item = &'u Unit>,
        chains: &Chains,
    ) -> Support {
        let steps =
            units.flat_map(|unit| chains.get(unit.chain)).chain(wholes.iter().map(|whole| &whole.step));
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

/// Gains, in tenths of a nat: what a group needs that other damage in the same text vouches for.
const SUPPORTED: i64 = 20;
/// What a group needs to count where others of its kind stand beside it.
const FAIR: i64 = 100;
/// What a group needs that clean text may well have.
const UNLIKELY: i64 = 200;
/// What a group needs that is unlikely to be meant, whatever the language model says.
const ODD: i64 = 400;
/// Nothing is enough without support.
const NEVER: i64 = 100_000;
/// Text about damage is kept whatever else is damaged.
const SHOWN: i64 = i64::MAX / 2;
/// What the certainty counts on top of what was needed.
const SURE: i64 = 30;

/// Takes back what the evidence does not bear, group by group: characters side by side that were misread in the
/// same encoding.
pub(super) fn weigh(text: &str, units: &[Unit], around: [Symbol; 2], support: Support, path: &mut [Piece]) {
    let weighed = groups(path).into_iter().filter_map(|span| {
        let place = Place::of(units, path, &span)?;
        let gain = gain(units, around, path, &span);
        let alone = if gain >= SUPPORTED && place.is_shown(text) { SHOWN } else { place.needed() };
        Some((span, place.step, gain, alone))
    });
    let weighed: Vec<(Range<usize>, Step, i64, i64)> = weighed.collect();
    // Three weak ones that agree vouch for each other.
    let mut agreeing = [0_u32; CODECS];
    for (_, step, gain, alone) in &weighed {
        agreeing[usize::from(step.codec)] += u32::from(*gain >= FAIR && gain.saturating_mul(4) >= *alone);
    }
    for (span, step, gain, alone) in weighed {
        let lone_a = step.damage == Damage::Spaced && units[path[span.start].from].c == 'Ã';
        let needed = if alone == SHOWN {
            alone
        } else if agreeing[usize::from(step.codec)] >= 3 {
            SUPPORTED
        } else if step.codec == LOWERED && (support.has(0) || support.has(LOWERED)) {
            // Lower-cased damage betrays itself by the curly quotes beside it, which have no case.
            alone.min(FAIR)
        } else if support.has(step.codec) {
            match alone {
                // `Ã` alone is no word of any language, whatever the model thinks of capitals.
                _ if lone_a => -ODD,
                // What is odd in itself stays odd beside other damage.
                UNLIKELY..NEVER => alone / 2,
                _ => SUPPORTED,
            }
        } else {
            alone
        };
        for piece in &mut path[span] {
            piece.read = piece.read.filter(|_| gain >= needed);
            piece.gain = u32::try_from(gain.saturating_sub(needed) + SURE).unwrap_or(0);
        }
    }
}

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
fn gain(units: &[Unit], [before, after]: [Symbol; 2], path: &[Piece], group: &Range<usize>) -> i64 {
    let symbol = |piece: &Piece, kept: usize| piece.read.map_or(units[kept].symbol, |(c, _)| Symbol::of(c));
    let left = group.start.checked_sub(1).map_or(before, |at| symbol(&path[at], path[at].to - 1));
    let right = path.get(group.end).map_or(after, |piece| symbol(piece, piece.from));
    let total = |symbols: &mut dyn Iterator<Item = Symbol>| i64::from(price(left, symbols.chain([right])));
    let taken = &units[path[group.start].from..path[group.end - 1].to];
    let kept = total(&mut taken.iter().map(|unit| unit.symbol));
    kept - total(&mut path[group.clone()].iter().map(|piece| symbol(piece, piece.from)))
}

/// A group in its place.
struct Place<'p> {
    units: &'p [Unit],
    pieces: &'p [Piece],
    /// The first character that it comes to, and how.
    c: char,
    step: Step,
    /// The units that it takes.
    taken: Range<usize>,
    /// The characters on either side, as the path leaves them.
    before: Option<char>,
    after: Option<char>,
    /// Whether a character beside it is a byte of the same encoding that belongs to no sequence.
    touches_bytes: bool,
}

impl<'p> Place<'p> {
    fn of(units: &'p [Unit], path: &'p [Piece], span: &Range<usize>) -> Option<Place<'p>> {
        let pieces = &path[span.clone()];
        let (c, step) = pieces.first()?.read?;
        let left = span.start.checked_sub(1).map(|at| (path[at].read, &units[path[at].to - 1]));
        let right = path.get(span.end).map(|piece| (piece.read, &units[piece.from]));
        let now = |(read, unit): (Option<(char, Step)>, &Unit)| read.map_or(unit.c, |(c, _)| c);
        let is_byte = |(read, unit): &(Option<(char, Step)>, &Unit)| {
            read.is_none() && unit.byte(step.codec) != 0 && !is_typographic(unit.c)
        };
        Some(Place {
            units,
            pieces,
            c,
            step,
            taken: pieces[0].from..pieces[pieces.len() - 1].to,
            before: left.map(now),
            after: right.map(now),
            touches_bytes: left.iter().chain(&right).any(is_byte),
        })
    }

    fn read(&self) -> impl Iterator<Item = (char, Step)> {
        self.pieces.iter().filter_map(|piece| piece.read)
    }

    fn lead(&self) -> char {
        self.units[self.taken.start].c
    }

    fn tail(&self) -> char {
        self.units[self.taken.end - 1].c
    }

    /// Whether the encoding is the web's.
    fn is_web(&self) -> bool {
        self.step.codec == 0
    }

    fn follows_small_letter(&self) -> bool {
        self.before.is_some_and(char::is_lowercase)
    }

    /// Whether the text is about the damage.
    fn is_shown(&self, text: &str) -> bool {
        let reading: String = self.read().map(|(c, _)| c).collect();
        let span = self.units[self.taken.start].start..self.units[self.taken.end - 1].end;
        let straightened = self.read().any(|(_, step)| step.damage == Damage::Straightened);
        (straightened && closes_straight(text, span.end - 1)) || is_mentioned(text, &span, &reading)
    }

    /// How much gain the group needs that nothing else in the text vouches for.
    fn needed(&self) -> i64 {
        let damage = self.read().map(|(_, step)| step.damage).max().unwrap_or(Damage::None);
        if damage != Damage::None {
            return self.needed_on_top(damage);
        }
        let closes = self.step.times == 1 && closes_quotation(&self.units[..self.taken.start], self.tail());
        // Damage goes on to the end of a word: a byte beside it that is none of a sequence speaks for other damage.
        if closes || self.touches_bytes || !self.read().all(|(c, _)| is_plausible(c)) {
            return ODD;
        }
        match (self.step.times, self.pieces.len(), self.taken.len()) {
            (2.., ..) => 150,
            (_, 2.., _) => 180,
            // One Han character among Latin letters is what coincidence comes to.
            (.., 3..) if is_east_asian(self.c as u32) && !self.is_near_east_asian() => 5 * ODD,
            (.., 3..) => 100,
            _ => self.needed_for_two(),
        }
    }

    /// Whether East Asian characters stand near.
    fn is_near_east_asian(&self) -> bool {
        const NEAR: usize = 30;
        let from = self.taken.start.saturating_sub(NEAR);
        let to = (self.taken.end + NEAR).min(self.units.len());
        self.units[from..to].iter().any(|unit| is_east_asian(unit.c as u32))
    }

    /// The same for sequences with a byte amiss.
    fn needed_on_top(&self, damage: Damage) -> i64 {
        let second = self.units.get(self.taken.start + 1).map(|unit| unit.c);
        match damage {
            // `voilÃ  le`: nobody writes a capital after a small letter and before two spaces.
            Damage::Spaced
                if self.is_web()
                    && self.lead() == 'Ã'
                    && self.follows_small_letter()
                    && self.after == Some(' ') =>
            {
                120
            }
            // `SlovenÄ\u{FFFD}ina`: nor in the middle of a word before a lost byte.
            Damage::Replaced
                if self.lead().is_uppercase() && self.follows_small_letter() && self.tail() == '\u{FFFD}' =>
            {
                60
            }
            // `â€`, the head of most punctuation; in French words `â` has a letter on both sides.
            _ if self.is_web() && self.lead() == 'â' && second == Some('€') => 150,
            Damage::Replaced if self.pieces.len() >= 3 => ODD,
            _ => NEVER,
        }
    }

    /// The same for a single sequence of two characters, which chance brings together most easily.
    fn needed_for_two(&self) -> i64 {
        let (lead, tail) = (self.lead(), self.tail());
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        let is_box = |c: char| matches!(c, '\u{2500}'..='\u{257F}');
        if self.is_web() && tail == '\u{A0}' && self.after.is_some_and(char::is_lowercase) {
            return 80;
        }
        if lead == '├' && !is_box(tail) {
            return 200;
        }
        // No word ends in a capital after a small letter; `Å` after a number is a unit.
        let ends_oddly = self.c.is_uppercase() && self.follows_small_letter() && !is_letter(self.after);
        let is_unit = lead == 'Å' && self.before == Some(' ') && !is_letter(self.after);
        if ends_oddly || is_unit {
            return ODD;
        }
        if self.c.is_alphabetic() && (is_letter(self.before) || is_letter(self.after)) {
            let at_edge = !is_letter(self.after) && lead.is_uppercase() && !self.follows_small_letter();
            // `OÃ™` is a word, `ALEMÃ™` a name with its trademark.
            let short = self.taken.start < 2 || !self.units[self.taken.start - 2].c.is_alphabetic();
            return match (at_edge, self.is_web() && lead == 'Ã' && short) {
                (false, _) => 100,
                (true, true) => 85,
                (true, false) => 200,
            };
        }
        match lead {
            // `mÂ²`, but not `the operator Â²`.
            'Â' if self.is_web()
                && "¹²³®".contains(tail)
                && !self.before.is_some_and(char::is_alphanumeric) =>
            {
                UNLIKELY
            }
            'Â' if self.is_web() && !self.before.is_some_and(char::is_uppercase) => 60,
            'Ã' if self.is_web() && self.c == 'à' => 100,
            'Ã' if self.is_web() => 200,
            _ => 320,
        }
    }
}

/// Signs that stand beside any word.
fn is_typographic(c: char) -> bool {
    "\u{A0}¡«»¿·–—‘’‚“”„•…‹›".contains(c)
}

/// Whether the straight quotation mark at `at` closes what another one on its line opened.
fn closes_straight(text: &str, at: usize) -> bool {
    const FAR: usize = 400;
    const EURO: &[u8] = "€".as_bytes();
    let before = &text.as_bytes()[at.saturating_sub(FAR)..at];
    let line = memchr::memrchr(b'\n', before).map_or(before, |start| &before[start..]);
    // Not counting those of damaged dashes, or their repair would change what is left; where the line is longer than
    // what is looked at, one may be cut off from its head.
    let from = if line.len() == FAR { EURO.len() } else { 0 };
    let opens = |at: &usize| *at >= from && !line[..*at].ends_with(EURO);
    memchr::memchr_iter(b'"', line).filter(opens).count() % 2 == 1
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
