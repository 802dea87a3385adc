//! Mojibake: UTF-8 that was read in another encoding, once or several times.

use std::borrow::Cow;

use crate::edit::{Edit, Edits, Note};
use crate::filters::{Filter, View};
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

mod codec;
mod model;
mod multibyte;
mod evidence;
mod search;
mod sequence;
mod unit;

use codec::{CodecSet, NO_ROW, table};
use model::Symbol;
use evidence::Support;
use search::{Prior, Search};
use unit::{Chains, Damage, Unit, units};

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
        let mut chains = Chains::new();
        let prior = Prior::default();
        let mut support = Support::default();
        let mut repaired: Vec<Option<Vec<Unit>>> = Vec::new();
        for _ in 0..2 {
            let regions = regions(view.text, support);
            repaired =
                regions.iter().map(|region| repair(view.text, region, &prior, &support, &mut chains)).collect();
            support = Support::of(repaired.iter().flatten().flatten(), &chains);
            if support.is_empty() {
                break;
            }
        }
        let mut start = 0;
        for line in view.text.split_inclusive('\n') {
            for repair in multibyte::repair(line, start) {
                let note = Note { detail: format!("{} {}", repair.encoding.name(), repair.gain), certainty: 1.0 };
                edits.push(Edit { span: repair.span, text: Cow::Owned(repair.text), rule: &UTF8, note: Some(Box::new(note)) });
            }
            start += line.len();
        }
        if !edits.is_empty() {
            return;
        }
        for units in repaired.into_iter().flatten() {
            for group in units.chunk_by(|a, b| a.chain == b.chain) {
                if group[0].chain == 0 {
                    continue;
                }
                let span = group[0].start..group[group.len() - 1].end;
                let text: String = group.iter().map(|unit| unit.c).collect();
                let steps: Vec<String> = chains.get(group[0].chain).iter().map(|s| format!("{}*{}{}", s.times, codec::NAMES[usize::from(s.codec)], if s.damage == Damage::None { String::new() } else { format!(" {:?}", s.damage) })).collect();
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
fn regions(text: &str, support: Support) -> Vec<Region> {
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
        let mut hit = hits(table, [row(at), row(at + 1), row(at + 2), row(at + 3)]);
        let next = chars.get(at + 1).map(|c| c.1);
        let after = chars.get(at + 2).map(|c| c.1);
        let leads = table.row(row(at)).lead;
        if !support.is_empty() {
            hit |= (leads[0] | leads[1] | leads[2]) & support.codecs();
        }
        if chars[at].1 == 'â' && next == Some('€') || chars[at].1 == 'Ã' && next == Some(' ') && after == Some(' ') {
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

fn repair(text: &str, region: &Region, prior: &Prior, support: &Support, chains: &mut Chains) -> Option<Vec<Unit>> {
    let before = Symbol::of(text[..region.start].chars().next_back().unwrap_or('\n'));
    let mut units = units(text, region.start..region.end);
    let mut codecs = region.codecs | support.codecs();
    let mut found = false;
    for amiss in [false, true] {
        for _ in 0..5 {
            let search = |prior: &Prior, units: &[Unit], chains: &mut Chains| {
                Search { codecs, prior, support, amiss }.run(units, before, chains)
            };
            let Some(mut next) = search(prior, &units, chains) else { break };
            let mut counts = [0_u32; codec::CODECS];
            for unit in next.iter().filter(|unit| unit.chain != 0) {
                if let Some(step) = chains.get(unit.chain).last() {
                    counts[usize::from(step.codec)] += 1;
                }
            }
            if counts.iter().filter(|count| **count > 0).count() > 1 {
                next = search(&prior.settled(&counts), &units, chains).unwrap_or(next);
            }
            units = next;
            found = true;
            codecs |= codecs_in(&units);
        }
    }
    found.then_some(units)
}

/// The encodings in which a UTF-8 sequence begins with the first of these rows.
fn hits(table: &codec::Table, rows: [u16; 4]) -> CodecSet {
    let first = table.row(rows[0]);
    if first.lead == [0; 3] {
        return 0;
    }
    let two = table.row(rows[1]).tail;
    let three = two & table.row(rows[2]).tail;
    let four = three & table.row(rows[3]).tail;
    // surrogate pairs too
    first.lead[0] & two | first.lead[1] & three | first.lead[2] & four
}

/// The encodings in which a UTF-8 sequence begins anywhere in `units`.
fn codecs_in(units: &[Unit]) -> CodecSet {
    let row = |at: usize| units.get(at).map_or(NO_ROW, |unit| if unit.c.is_ascii() { NO_ROW } else { table().number(unit.c) });
    (0..units.len()).fold(0, |all, at| all | hits(table(), [row(at), row(at + 1), row(at + 2), row(at + 3)]))
}
