//! The quick way: a run of characters beyond ASCII that is misread as a whole, bytes and all.
//!
//! Most damage is of this kind, `â€™` a thousand times over, and needs no search: the run is turned back into
//! bytes, and if they are UTF-8 and the text becomes likelier by far, that is what it was.

use std::ops::Range;

use super::codec::{Codec, CodecSet, LOWERED, members, table};
use super::evidence::Support;
use super::mention::is_mentioned;
use super::model::{Symbol, is_plausible, price};
use super::unit::{Damage, Step};

/// A run that was misread as a whole.
#[derive(Debug)]
pub(super) struct Whole {
    pub(super) span: Range<usize>,
    pub(super) text: String,
    pub(super) step: Step,
    /// By how much the language model prefers it to what stands there; tenths of a nat.
    pub(super) gain: u32,
}

/// What a run must gain that nothing else in the text vouches for. Nothing clean came near it.
const UNSUPPORTED: u32 = 300;
/// What a run must gain in a text where the same encoding was misread elsewhere.
const SUPPORTED: u32 = 40;

/// Reads the run that begins at byte `at`. Without support only windows-1252 is tried, on runs of three characters
/// and more; anything less clear is left to the search.
pub(super) fn read(text: &str, at: usize, hit: CodecSet, support: Support) -> Option<Whole> {
    let end = at + text.as_bytes()[at..].iter().position(u8::is_ascii).unwrap_or(text.len() - at);
    let run = &text[at..end];
    let before = Symbol::of(text[..at].chars().next_back().unwrap_or('\n'));
    let after = Symbol::of(text[end..].chars().next().unwrap_or('\n'));
    let price_of = |text: &str| price(before, text.chars().map(Symbol::of).chain([after]));
    let needed = if support.is_empty() { UNSUPPORTED } else { SUPPORTED };
    let codecs = if support.is_empty() { 1 } else { support.codecs() } & hit & !(1 << LOWERED);
    if codecs == 0 || support.is_unclear(run) || (support.is_empty() && run.chars().nth(2).is_none()) {
        return None;
    }
    let kept = price_of(run);
    let mut best: Option<Whole> = None;
    for codec in members(codecs) {
        let Some((text, times, cost)) = deepest(run, codec, &price_of) else { continue };
        let gain = kept.saturating_sub(cost);
        if gain < needed {
            continue;
        }
        match &best {
            // Two encodings that disagree are for the search to weigh.
            Some(other) if other.text != text => return None,
            Some(_) => {}
            None => {
                let step = Step { codec, times, damage: Damage::None };
                best = Some(Whole { span: at..end, text, step, gain });
            }
        }
    }
    best.filter(|whole| !is_mentioned(text, &(at..end), &whole.text))
}

/// The run read back in `codec` as many times as makes it likeliest, and what it costs then.
fn deepest(run: &str, codec: Codec, price_of: &impl Fn(&str) -> u32) -> Option<(String, u8, u32)> {
    let mut best: Option<(String, u8, u32)> = None;
    let mut text = once(run, codec)?;
    for times in 1.. {
        if text.chars().all(|c| is_plausible(c) && Symbol::of(c).is_used()) {
            let cost = price_of(&text);
            if best.as_ref().is_none_or(|(.., least)| cost < *least) {
                best = Some((text.clone(), times, cost));
            }
        }
        match once(&text, codec) {
            Some(deeper) if times < 4 => text = deeper,
            _ => break,
        }
    }
    best
}

/// The run read back once, if all of it are bytes of UTF-8.
fn once(run: &str, codec: Codec) -> Option<String> {
    let mut bytes = Vec::with_capacity(run.len());
    for c in run.chars() {
        match table().byte(c, codec) {
            0 => return None,
            byte => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(run: &str) -> Option<(String, u8)> {
        read(run, 0, 1, Support::default()).map(|whole| (whole.text, whole.step.times))
    }

    #[test]
    fn a_misread_run_is_read_back() {
        assert_eq!(text("â€™s"), Some(("’".to_owned(), 1)));
        assert_eq!(text("Ã¢â‚¬â„¢s"), Some(("’".to_owned(), 2)));
    }

    #[test]
    fn a_clean_run_and_a_short_one_are_left() {
        assert_eq!(text("”…"), None);
        assert_eq!(text("Ã©t"), None, "two characters are for the search to weigh");
    }
}
