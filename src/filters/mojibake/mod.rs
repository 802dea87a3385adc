//! Mojibake: UTF-8 that was read in another encoding, once or several times.

use std::borrow::Cow;

use crate::edit::{Edit, Edits, Note};
use crate::filters::{Filter, View};
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

mod codec;
mod model;
mod repair;

use codec::{CodecSet, NO_ROW, table};
use model::Symbol;
use repair::{Chains, Damage, Prior, Unit};

static UTF8: Rule = Rule {
    id: "mojibake/utf-8",
    summary: "UTF-8 read in another encoding",
    why: "",
    level: Level::Safe,
    examples: &[
        Example { dirty: "The cafÃ©\u{2019}s faÃ§ade\n", clean: "The café\u{2019}s façade\n" },
        Example { dirty: "It isnâ€™t\n", clean: "It isn\u{2019}t\n" },
    ],
    keeps: &["CAFÉ²\n", "L\u{2019}ORÉAL®\n"],
};

/// The filters of this family.
pub(super) fn filters() -> [Box<dyn Filter>; 1] {
    [Box::new(Mojibake)]
}

struct Mojibake;

impl Filter for Mojibake {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&UTF8]
    }

    fn needs(&self) -> Traits {
        Traits::NON_ASCII
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let regions = regions(view.text);
        let mut chains = Chains::new();
        let mut prior = Prior::default();
        prior.lossy = true;
        let mut repaired: Vec<Option<Vec<Unit>>> =
            regions.iter().map(|region| repair(view.text, region, &prior, &mut chains)).collect();
        let mut seen = 0;
        for unit in repaired.iter().flatten().flatten().filter(|unit| unit.chain != 0) {
            for step in chains.get(unit.chain) {
                seen |= 1 << step.codec;
            }
        }
        if seen != 0 {
            for codec in 0..codec::CODECS {
                if seen >> codec & 1 == 1 {
                    prior.enter[codec] -= 30;
                }
            }
            repaired = regions.iter().map(|region| repair(view.text, region, &prior, &mut chains)).collect();
        }
        for units in repaired.into_iter().flatten() {
            for group in units.chunk_by(|a, b| a.chain == b.chain) {
                if group[0].chain == 0 {
                    continue;
                }
                let span = group[0].start..group[group.len() - 1].end;
                let text: String = group.iter().map(|unit| unit.c).collect();
                let steps: Vec<String> = chains.get(group[0].chain).iter().map(|s| format!("{}{}", codec::NAMES[usize::from(s.codec)], if s.damage == Damage::Exact { String::new() } else { format!(" {:?}", s.damage) })).collect();
                let note = Note { detail: steps.join(" / "), certainty: 1.0 };
                edits.push(Edit { span, text: Cow::Owned(text), rule: &UTF8, note: Some(Box::new(note)) });
            }
        }
    }
}

struct Region {
    start: usize,
    end: usize,
    codecs: CodecSet,
}

const GAP: usize = 24;

/// Where the text may hold misread UTF-8.
fn regions(text: &str) -> Vec<Region> {
    let table = table();
    let mut regions: Vec<Region> = Vec::new();
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let row = |at: usize| chars.get(at).map_or(NO_ROW, |(_, c)| if c.is_ascii() { NO_ROW } else { table.number(*c) });
    let mut last_hit = 0;
    let mut first_hit = 0;
    let mut set = 0;
    let mut open = false;
    let close = |first: usize, last: usize, codecs: CodecSet| {
        let line = |at: usize| chars[at].1 == '\n';
        let mut from = first;
        while from > 0 && first - from < 12 && !line(from - 1) { from -= 1; }
        let mut to = last;
        while to < chars.len() && to - last < 12 && !line(to) { to += 1; }
        Region { start: chars[from].0, end: chars.get(to).map_or(text.len(), |c| c.0), codecs }
    };
    for at in 0..chars.len() {
        if open && (chars[at].1 == '\n' || at - last_hit > GAP) {
            regions.push(close(first_hit, last_hit, set));
            open = false;
        }
        let mut hit = repair::hits(table, [row(at), row(at + 1), row(at + 2), row(at + 3)]);
        if chars[at].1 == 'â' && chars.get(at + 1).is_some_and(|c| c.1 == '€') {
            hit |= 1;
        }
        if hit != 0 {
            if !open {
                first_hit = at;
                set = 0;
                open = true;
            }
            set |= hit;
            last_hit = at + 1;
        }
    }
    if open {
        regions.push(close(first_hit, last_hit, set));
    }
    // Regions do not overlap.
    for at in 1..regions.len() {
        if regions[at].start < regions[at - 1].end {
            regions[at].start = regions[at - 1].end;
        }
    }
    regions
}

fn repair(text: &str, region: &Region, prior: &Prior, chains: &mut Chains) -> Option<Vec<Unit>> {
    let before = Symbol::of(text[..region.start].chars().next_back().unwrap_or('\n'));
    let mut units: Vec<Unit> = text[region.start..region.end]
        .char_indices()
        .map(|(at, c)| Unit::new(c, region.start + at..region.start + at + c.len_utf8()))
        .collect();
    let mut codecs = region.codecs;
    let mut found = false;
    for _ in 0..5 {
        let Some(next) = repair::undo_layer(&units, before, codecs, prior, chains) else { break };
        units = next;
        found = true;
        codecs |= repair::codecs_in(&units);
    }
    found.then_some(units)
}
