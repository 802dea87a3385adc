//! Mojibake: text that was decoded with the wrong encoding, once or several times, whole or only a word of it.
//!
//! ```text
//! The cafÃ©â€™s faÃ§ade, ÃƒÂ  la carte  →  The café’s façade, à la carte
//! ```
//!
//! There is no list of patterns. `scan` finds where misread characters may stand; `search` finds the reading of
//! each such region that the language `model` likes best; `evidence` weighs what it gains against what
//! the place demands, and repairs elsewhere in the text vouch for each other. What clean text has is protected by
//! that weighing: `CAFÉ²`, `LANCÔME™`, `«ÉTÉ»`, `Å³`, box drawing, alphabets. Quotation marks, widths and normal forms
//! are other filters' business.

use std::borrow::Cow;
use std::ops::Range;

use crate::edit::{Edit, Edits, Note};
use crate::filters::{Filter, View};
use crate::rule::Rule;
use crate::survey::Traits;

mod codec;
mod control;
mod crossing;
mod evidence;
mod glance;
mod mention;
mod model;
mod multibyte;
mod rules;
mod scan;
mod search;
mod sequence;
mod unit;
mod whole;

use codec::{CODECS, LOWERED, NAMES};
use evidence::Support;
use model::Symbol;
use scan::{Found, Region, codecs_in, scan};
use search::{Prior, Search};
use unit::{Chains, Damage, Step, Unit, units};
use whole::Whole;

/// The filters of this family.
pub(super) fn filters() -> [Box<dyn Filter>; 1] {
    [Box::new(Mojibake)]
}

/// Repairs misread text.
struct Mojibake;

impl Filter for Mojibake {
    fn rules(&self) -> Vec<&'static Rule> {
        rules::ALL.to_vec()
    }

    fn needs(&self) -> Traits {
        Traits::NON_ASCII
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let text = view.text;
        let mut chains = Chains::new();
        let (found, repaired, support) = survey(text, &mut chains);
        let mut list: Vec<Edit> = found.wholes.iter().map(|whole| whole_edit(text, whole)).collect();
        for group in repaired.iter().flat_map(|units| units.chunk_by(|a, b| a.chain == b.chain)) {
            list.extend(group_edit(text, group, &chains));
        }
        list.sort_by_key(|edit| edit.span.start);
        let unread = lines_of(text, &found.accented).filter(|line| !is_mostly_read(text, line, &list));
        let crossed = crossing::repair(text, unread);
        // What looks like UTF-8 in such lines does so by chance.
        let mut lines = crossed.iter().map(|line| &line.span).peekable();
        list.retain(|edit| {
            while lines.next_if(|line| line.end <= edit.span.start).is_some() {}
            lines.peek().is_none_or(|line| edit.span.start < line.start)
        });
        list.extend(crossed.into_iter().map(crossing_edit));
        list.sort_by_key(|edit| edit.span.start);
        let controls = outside(&found.controls, &list);
        list.extend(control::repair(text, &controls, !support.is_empty()).into_iter().map(control_edit));
        for line in lines_of(text, &found.east_asian) {
            list.extend(multibyte::repair(&text[line.clone()], line.start).into_iter().map(east_asian_edit));
        }
        list.sort_by_key(|edit| edit.span.start);
        // Of two readings of the same characters, the one that began first stands.
        list.dedup_by(|next, last| next.span.start < last.span.end);
        for edit in list {
            edits.push(edit);
        }
    }
}

/// Finds what was misread in one-byte encodings. What is found vouches for more of the same, so the text is gone
/// through again with that knowledge: a third time where it was damaged in two ways.
fn survey(text: &str, chains: &mut Chains) -> (Found, Vec<Vec<Unit>>, Support) {
    const MOST_ROUNDS: usize = 3;
    let mut support = Support::default();
    let mut round = 1;
    loop {
        let found = scan(text, support);
        if round == 1 && !(found.wholes.is_empty() && found.regions.is_empty()) {
            support = support.knowing(control::has_signs(text));
        }
        // A run that was misread as a whole is voucher enough to begin with.
        let only_wholes = round == 1 && !found.wholes.is_empty();
        let regions: &[Region] = if only_wholes { &[] } else { &found.regions };
        let prior = Prior::default().supported(support);
        let repaired = regions.iter().filter_map(|region| repair(text, region, &prior, support, chains));
        let repaired: Vec<Vec<Unit>> = repaired.collect();
        let more = support.with(&found.wholes, repaired.iter().flatten(), chains);
        if more == support || round == MOST_ROUNDS {
            return (found, repaired, support);
        }
        support = more;
        round += 1;
    }
}

/// Whether `edits`, in ascending order, touch half of what is beyond ASCII in `line`.
fn is_mostly_read(text: &str, line: &Range<usize>, edits: &[Edit]) -> bool {
    let first = edits.partition_point(|edit| edit.span.start < line.start);
    let of_line = edits[first..].iter().take_while(|edit| edit.span.end <= line.end);
    let read: usize = of_line.map(|edit| edit.span.len()).sum();
    let beyond_ascii = text.as_bytes()[line.clone()].iter().filter(|byte| !byte.is_ascii()).count();
    read * 2 >= beyond_ascii
}

/// Those of the `places` that no edit touches; both in ascending order.
fn outside(places: &[usize], edits: &[Edit]) -> Vec<usize> {
    let mut spans = edits.iter().map(|edit| &edit.span).peekable();
    let free = places.iter().copied().filter(|at| {
        while spans.next_if(|span| span.end <= *at).is_some() {}
        spans.peek().is_none_or(|span| span.start > *at)
    });
    free.collect()
}

/// The lines that hold rare characters of East Asian scripts.
fn lines_of<'t>(text: &'t str, rare: &'t [usize]) -> impl Iterator<Item = Range<usize>> + 't {
    let mut from = 0;
    rare.iter().filter_map(move |&at| {
        if at < from {
            return None;
        }
        let bytes = text.as_bytes();
        let start = memchr::memrchr(b'\n', &bytes[from..at]).map_or(from, |found| from + found + 1);
        let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |found| at + found);
        from = end;
        Some(start..end)
    })
}

/// Undoes one misreading after the other in a region: first those of which all bytes are there.
fn repair(
    text: &str,
    region: &Region,
    prior: &Prior,
    support: Support,
    chains: &mut Chains,
) -> Option<Vec<Unit>> {
    const MOST_ROUNDS: usize = 5;
    let before = text[..region.span.start].chars().next_back().unwrap_or('\n');
    let after = text[region.span.end..].chars().next().unwrap_or('\n');
    let around = [before, after].map(Symbol::of);
    let mut units = units(text, region.span.clone());
    let mut codecs = region.codecs | support.codecs();
    let mut found = false;
    for amiss in [false, true] {
        if amiss && !region.amiss && support.is_empty() {
            break;
        }
        for _ in 0..MOST_ROUNDS {
            let search = |prior: &Prior, units: &[Unit], chains: &mut Chains| {
                Search { text, codecs, prior, support, amiss }.run(units, around, chains)
            };
            let Some(mut next) = search(prior, &units, chains) else { break };
            let counts = counts(&next, chains);
            if counts.iter().filter(|count| **count > 0).count() > 1 {
                next = search(&prior.settled(&counts), &units, chains).unwrap_or(next);
            }
            units = next;
            found = true;
            let so_far: String = units.iter().map(|unit| unit.c).collect();
            codecs |= codecs_in(&so_far) & !(1 << LOWERED);
        }
    }
    found.then_some(units)
}

/// How many characters each encoding explains.
fn counts(units: &[Unit], chains: &Chains) -> [u32; CODECS] {
    let mut counts = [0; CODECS];
    for step in units.iter().filter_map(|unit| chains.get(unit.chain).last()) {
        counts[usize::from(step.codec)] += 1;
    }
    counts
}

fn whole_edit(text: &str, whole: &Whole) -> Edit {
    let detail = story(&[whole.step], &text[whole.span.clone()]);
    let rule = rules::of(&[whole.step]);
    Edit {
        span: whole.span.clone(),
        text: Cow::Owned(whole.text.clone()),
        rule,
        note: note(detail, whole.gain),
    }
}

/// The edit that a group of units of the same chain asks for, if anything was undone.
fn group_edit(text: &str, group: &[Unit], chains: &Chains) -> Option<Edit> {
    let steps = chains.get(group[0].chain);
    if steps.is_empty() {
        return None;
    }
    let span = group[0].start..group[group.len() - 1].end;
    let gain = group.iter().map(|unit| unit.gain).min().unwrap_or(0);
    let note = note(story(steps, &text[span.clone()]), gain);
    let text = Cow::Owned(group.iter().map(|unit| unit.c).collect());
    Some(Edit { span, text, rule: rules::of(steps), note })
}

fn control_edit(repair: control::Repair) -> Edit {
    let text = Cow::Owned(repair.c.to_string());
    let note = note(format!("{} read as iso-8859-1", repair.encoding), repair.gain);
    Edit { span: repair.span, text, rule: &rules::CONTROL, note }
}

fn crossing_edit(repair: crossing::Repair) -> Edit {
    let note = note(format!("{} read as windows-1252", repair.encoding.to_lowercase()), repair.gain);
    Edit { span: repair.span, text: Cow::Owned(repair.text), rule: &rules::LEGACY, note }
}

fn east_asian_edit(repair: multibyte::Repair) -> Edit {
    let note = note(format!("UTF-8 read as {}", repair.encoding.name().to_lowercase()), repair.gain);
    Edit { span: repair.span, text: Cow::Owned(repair.text), rule: &rules::EAST_ASIAN, note }
}

/// What happened to the text: `UTF-8 read as macintosh, then as windows-1252, twice`.
fn story(steps: &[Step], damaged: &str) -> String {
    let mut story = String::from("UTF-8 read");
    for (number, step) in steps.iter().rev().enumerate() {
        story += if number == 0 { " as " } else { ", then as " };
        // Signs such as € are windows-1252's own; control characters in their place are ISO-8859-1's.
        let own = damaged.chars().any(|c| c as u32 > 0xFF);
        let plain_latin1 =
            step.codec == 0 && !own && damaged.chars().any(|c| matches!(c, '\u{80}'..='\u{9F}'));
        story += match step.codec {
            _ if plain_latin1 => "iso-8859-1",
            LOWERED => NAMES[0],
            codec => NAMES[usize::from(codec)],
        };
        story += match step.times {
            1 => "",
            2 => ", twice",
            3 => ", three times",
            _ => ", four times",
        };
        if step.codec == LOWERED {
            story += ", then lower-cased";
        }
        story += match step.damage {
            Damage::None => "",
            Damage::Spaced => "; a no-break space had become a space",
            Damage::Straightened => "; a curly quotation mark had become a straight one",
            Damage::Dropped => "; a byte had been dropped",
            Damage::Replaced => "; a byte had been replaced",
        };
    }
    story
}

/// A note with the certainty that `gain` gives: tenths of a nat by which the evidence exceeds what was needed.
#[expect(clippy::cast_precision_loss, reason = "gains are small numbers")]
#[expect(clippy::unnecessary_wraps, reason = "an edit may have no note; these all have one")]
fn note(detail: String, gain: u32) -> Option<Box<Note>> {
    let certainty = 1.0 / (1.0 + (-(gain.min(1000) as f32) / 20.0).exp());
    // Three digits are more than it is worth, and nothing is certain.
    let certainty = ((certainty * 1000.0).round() / 1000.0).min(0.999);
    Some(Box::new(Note { detail, place: None, certainty }))
}
