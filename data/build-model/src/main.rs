//! Builds `data/mojibake.model`, what `unscrape` knows of which characters stand side by side in real text.
//!
//! In: the language models of the 75 `lingua-*-language-model` crates (Apache-2.0): how often each letter follows
//! each other inside words, and their sample sentences, from which only the classes of neighbouring characters are
//! counted. Out: one file of some hundred kilobytes with no text in it. Run it from anywhere:
//!
//! ```sh
//! cargo run --release --locked --manifest-path data/build-model/Cargo.toml
//! ```
//!
//! The result depends only on the locked crates, so a second run writes the same bytes.

#[path = "class.rs"]
mod class;
mod habits;
mod languages;

use std::collections::BTreeMap;
use std::path::Path;

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GBK};

use class::{CLASSES, Class, Kind, SIGNS, kind, members};
use languages::{LANGUAGES, Language};

/// Costs are tenths of a nat: one byte holds probabilities down to e^-25.5.
const STEPS_PER_NAT: f64 = 10.0;

/// The scripts whose letters are counted one by one: those that a one-byte encoding holds.
const SCRIPTS: [(&str, &[Kind]); 6] = [
    ("latin", &[Kind::LatinLower, Kind::LatinUpper]),
    ("greek", &[Kind::GreekLower, Kind::GreekUpper]),
    ("cyrillic", &[Kind::CyrillicLower, Kind::CyrillicUpper]),
    ("hebrew", &[Kind::Hebrew]),
    ("arabic", &[Kind::Arabic]),
    ("thai", &[Kind::Thai]),
];

/// How many Han characters and Hangul syllables the first classes of frequency hold. The last but one holds what
/// the national standards call common, and the last all others.
const HAN_CLASSES: [(Kind, usize); 2] = [(Kind::Han1, 300), (Kind::Han2, 1200)];
const HANGUL_CLASSES: [(Kind, usize); 1] = [(Kind::Hangul1, 300)];

/// Two-byte codes of the common characters: level 1 of GB 2312, Big5 and JIS X 0208, and KS X 1001.
const COMMON_HAN: [(&Encoding, [u16; 2]); 3] =
    [(GBK, [0xB0A1, 0xD7F9]), (BIG5, [0xA440, 0xC67E]), (EUC_JP, [0xB0A1, 0xCFD3])];
const COMMON_HANGUL: [(&Encoding, [u16; 2]); 1] = [(EUC_KR, [0xB0A1, 0xC8FE])];

fn main() {
    let languages: Vec<(&Language, Counts)> = LANGUAGES.iter().map(|l| (l, Counts::read(l))).collect();
    let mut classes = ClassOf::default();
    classes.by_standard(&COMMON_HAN, Kind::Han3);
    classes.by_standard(&COMMON_HANGUL, Kind::Hangul2);
    classes.by_frequency(&languages, &["chinese", "japanese"], '\u{3400}'..='\u{9FFF}', &HAN_CLASSES);
    classes.by_frequency(&languages, &["korean"], '\u{AC00}'..='\u{D7A3}', &HANGUL_CLASSES);
    let scripts: Vec<Script> = SCRIPTS.iter().map(|(_, kinds)| Script::count(&languages, kinds)).collect();

    let mut out = b"unscrape mojibake model 1\n".to_vec();
    out.resize(32, 0);
    let class_costs = class_costs(&classes);
    write_characters(&mut out, &classes, &scripts);
    out.extend(class_costs);
    for script in &scripts {
        script.write(&mut out);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../mojibake.model");
    std::fs::write(&path, &out).expect("data/ can be written");
    for ((name, _), script) in SCRIPTS.iter().zip(&scripts) {
        println!("{name}: {} letters", script.letters.len());
    }
    println!("{}: {} bytes, {CLASSES} classes", path.display(), out.len());
}

/// The counts of one language.
struct Counts {
    /// ln P(letter) of single letters.
    letters: BTreeMap<char, f64>,
    /// ln P(second | first) of pairs.
    pairs: BTreeMap<(char, char), f64>,
}

impl Counts {
    fn read(language: &Language) -> Counts {
        let map = fst::Map::new((language.ngrams)()).expect("the model is a finite-state map");
        let (mut letters, mut pairs) = (BTreeMap::new(), BTreeMap::new());
        let mut stream = map.stream();
        while let Some((key, value)) = fst::Streamer::next(&mut stream) {
            let ngram = std::str::from_utf8(key).expect("n-grams are UTF-8");
            let mut chars = ngram.chars();
            match (chars.next(), chars.next(), chars.next()) {
                (Some(letter), None, _) => {
                    letters.insert(letter, f64::from_bits(value));
                }
                (Some(first), Some(second), None) => {
                    pairs.insert((first, second), f64::from_bits(value));
                }
                _ => {}
            }
        }
        Counts { letters, pairs }
    }
}

/// The class of every character.
#[derive(Default)]
struct ClassOf {
    frequent: BTreeMap<char, Class>,
}

impl ClassOf {
    fn of(&self, c: char) -> Class {
        // All line ends are one.
        let c = if matches!(c, '\r' | '\u{B}' | '\u{C}' | '\u{2028}' | '\u{2029}') { '\n' } else { c };
        if let Some(sign) = SIGNS.chars().position(|sign| sign == c) {
            return Class::try_from(sign).expect("fewer than 256 signs");
        }
        self.frequent.get(&c).copied().unwrap_or_else(|| kind(c).class())
    }

    fn by_standard(&mut self, codes: &[(&'static Encoding, [u16; 2])], kind: Kind) {
        for (encoding, [first, last]) in codes {
            for code in *first..=*last {
                let bytes = code.to_be_bytes();
                let (text, _) = encoding.decode_without_bom_handling(&bytes);
                let mut chars = text.chars();
                if let (Some(c), None) = (chars.next(), chars.next()) && c > '\u{2E80}' && c != '\u{FFFD}' {
                    self.frequent.insert(c, kind.class());
                }
            }
        }
    }

    fn by_frequency(
        &mut self,
        languages: &[(&Language, Counts)],
        names: &[&str],
        range: std::ops::RangeInclusive<char>,
        sizes: &[(Kind, usize)],
    ) {
        let mut total: BTreeMap<char, f64> = BTreeMap::new();
        // The Chinese model is of traditional text; the sentences are of both kinds.
        for language in LANGUAGES.iter().filter(|language| names.contains(&language.name)) {
            let sentences = (language.sentences)();
            let chars = sentences.chars().filter(|c| range.contains(c));
            let share = 1.0 / chars.clone().count() as f64;
            chars.for_each(|c| *total.entry(c).or_default() += share);
        }
        for (_, counts) in languages.iter().filter(|(language, _)| names.contains(&language.name)) {
            for (&c, &log) in counts.letters.iter().filter(|(c, _)| range.contains(c)) {
                *total.entry(c).or_default() += log.exp();
            }
        }
        let mut ranked: Vec<(char, f64)> = total.into_iter().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut ranked = ranked.into_iter().map(|(c, _)| c);
        for (kind, size) in sizes {
            self.frequent.extend(ranked.by_ref().take(*size).map(|c| (c, kind.class())));
        }
    }
}

/// Letters of one script, in lower case, and what follows what.
struct Script {
    letters: Vec<char>,
    /// First letter of a run of this script.
    first: Vec<u8>,
    /// Row: the letter before; column: this one. Row and column 0 stand for letters that were not counted.
    follows: Vec<u8>,
}

impl Script {
    fn count(languages: &[(&Language, Counts)], kinds: &[Kind]) -> Script {
        let belongs = |c: char| kinds.contains(&kind(c)) && !SIGNS.contains(c);
        let mut single: BTreeMap<char, f64> = BTreeMap::new();
        let mut pair: BTreeMap<(char, char), f64> = BTreeMap::new();
        for (language, counts) in languages {
            // The n-grams have letters only; where vowels are marks, the sentences tell more.
            if language.has_vowel_marks() {
                let sentences = (language.sentences)();
                let pairs = sentences.chars().zip(sentences.chars().skip(1));
                let all = sentences.chars().filter(|c| belongs(*c)).count() as f64;
                for (a, b) in pairs.filter(|(_, b)| belongs(*b)) {
                    *single.entry(b).or_default() += language.weight / all;
                    if belongs(a) {
                        *pair.entry((a, b)).or_default() += language.weight / all;
                    }
                }
                continue;
            }
            for (&c, &log) in counts.letters.iter().filter(|(c, _)| belongs(**c)) {
                *single.entry(c).or_default() += language.weight * log.exp();
            }
            for (&(a, b), &log) in counts.pairs.iter().filter(|((a, b), _)| belongs(*a) && belongs(*b)) {
                let before = counts.letters.get(&a).copied().unwrap_or(-20.0);
                *pair.entry((a, b)).or_default() += language.weight * (before + log).exp();
            }
        }
        let all: f64 = single.values().sum();
        single.retain(|_, count| *count / all > 2e-7);
        let letters: Vec<char> = single.keys().copied().collect();
        let share: Vec<f64> = letters.iter().map(|c| single[c] / all).collect();
        const UNKNOWN: f64 = 1e-6;
        let mut first = vec![cost(UNKNOWN)];
        first.extend(share.iter().map(|p| cost(p.max(UNKNOWN))));
        let mut follows = vec![0; (letters.len() + 1) * (letters.len() + 1)];
        let side = letters.len() + 1;
        for column in 0..side {
            follows[column] = first[column];
        }
        for (row, a) in letters.iter().enumerate() {
            let seen: f64 = letters.iter().filter_map(|b| pair.get(&(*a, *b))).sum();
            follows[(row + 1) * side] = cost(UNKNOWN);
            for (column, b) in letters.iter().enumerate() {
                let together = pair.get(&(*a, *b)).copied().unwrap_or(0.0);
                // A letter that is rare says little about what follows it: what is common anywhere fills in.
                let trust = seen / (seen + all * 1e-5);
                let ratio = if seen > 0.0 { together / seen } else { 0.0 };
                let p = 0.995 * trust * ratio + (1.0 - 0.995 * trust) * share[column] * 0.2;
                follows[(row + 1) * side + column + 1] = cost(p.max(1e-8));
            }
        }
        Script { letters, first, follows }
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend(u16::try_from(self.first.len()).expect("few letters").to_le_bytes());
        out.extend(&self.first);
        out.extend(&self.follows);
    }
}

/// What each class costs after each other, with the cost of being this member of the class.
fn class_costs(classes: &ClassOf) -> Vec<u8> {
    let mut counts = vec![[0.0_f64; CLASSES]; CLASSES];
    let mut count = |text: &str, weight: f64| {
        let line = format!("\n{text}\n");
        let line: Vec<Class> = line.chars().map(|c| classes.of(c)).collect();
        for pair in line.windows(2) {
            counts[usize::from(pair[0])][usize::from(pair[1])] += weight;
        }
    };
    let mut number = 0_u32;
    for language in LANGUAGES {
        for sentence in (language.sentences)().lines() {
            if habits::is_damaged(sentence) {
                continue;
            }
            number += 1;
            count(sentence, 1.0);
            // Real articles are typeset; the sentences mostly are not.
            if number % 2 == 0 {
                count(&habits::typeset(sentence, number), 1.0);
            }
            if number % 25 == 0 {
                count(&sentence.to_uppercase(), 1.0);
            }
        }
    }
    for (text, times) in habits::written() {
        count(&text, times);
    }
    share_scripts(&mut counts);
    let total: f64 = counts.iter().flatten().sum();
    let column: Vec<f64> = (0..CLASSES).map(|b| counts.iter().map(|row| row[b]).sum::<f64>() / total).collect();
    let mut costs = Vec::with_capacity(CLASSES * CLASSES);
    const DOUBT: f64 = 4.0;
    for row in &counts {
        let seen: f64 = row.iter().sum();
        for (b, together) in row.iter().enumerate() {
            let class = Class::try_from(b).expect("fewer than 256 classes");
            let anywhere = column[b].max(2e-7);
            let p = (together + DOUBT * anywhere) / (seen + DOUBT);
            // Nobody writes the control characters of ISO-8859-1; where they stand, something went wrong.
            let p = if class == Kind::Control1.class() { 1e-10 } else { p };
            costs.push(cost(p / f64::from(members(class))));
        }
    }
    costs
}

/// Scripts that no language model covers behave as Devanagari does: letters stay among themselves.
fn share_scripts(counts: &mut [[f64; CLASSES]]) {
    let pattern = usize::from(Kind::Devanagari.class());
    let seen = |counts: &[[f64; CLASSES]], class: usize| counts[class].iter().sum::<f64>();
    let enough = seen(counts, pattern) / 4.0;
    for kind in [
        Kind::Oriya, Kind::Kannada, Kind::Malayalam, Kind::Sinhala, Kind::Lao, Kind::Tibetan, Kind::Myanmar,
        Kind::Ethiopic, Kind::Khmer, Kind::Mongolian,
    ] {
        let class = usize::from(kind.class());
        let share = 0.25;
        if seen(counts, class) > enough {
            continue;
        }
        for other in (0..CLASSES).filter(|other| *other != pattern && *other != class) {
            counts[class][other] += share * counts[pattern][other];
            counts[other][class] += share * counts[other][pattern];
        }
        counts[class][class] += share * counts[pattern][pattern];
    }
}

fn cost(p: f64) -> u8 {
    (-p.ln() * STEPS_PER_NAT).round().clamp(0.0, 255.0) as u8
}

/// Characters in pages of 64, each page once: the class (8 bits), the script from 1 (4 bits) and the letter in
/// it (12 bits). Beyond the basic plane the class alone matters, and one page tells it for 4,096 characters.
fn write_characters(out: &mut Vec<u8>, classes: &ClassOf, scripts: &[Script]) {
    let entry = |c: char| {
        let class = u32::from(classes.of(c));
        let lower = c.to_lowercase().next().unwrap_or(c);
        let place = scripts.iter().enumerate().find_map(|(script, s)| {
            s.letters.binary_search(&lower).ok().map(|letter| (script + 1, letter + 1))
        });
        let place = place.or_else(|| {
            let kind = kind(c);
            let found = SCRIPTS.iter().position(|(_, kinds)| kinds.contains(&kind) && !SIGNS.contains(c));
            found.map(|script| (script + 1, 0))
        });
        let (script, letter) = place.unwrap_or((0, 0));
        class | u32::try_from(script << 8 | letter << 12).expect("scripts and letters are few")
    };
    let mut pages: Vec<Vec<u32>> = Vec::new();
    let mut index: Vec<u16> = Vec::new();
    let mut add = |page: Vec<u32>| {
        let at = pages.iter().position(|known| *known == page).unwrap_or_else(|| {
            pages.push(page);
            pages.len() - 1
        });
        index.push(u16::try_from(at).expect("few pages"));
    };
    for start in (0..0x10000_u32).step_by(64) {
        add((start..start + 64).map(|c| char::from_u32(c).map_or(0, entry)).collect());
    }
    out.extend(u16::try_from(CLASSES).expect("few classes").to_le_bytes());
    out.extend(u16::try_from(pages.len()).expect("few pages").to_le_bytes());
    out.extend(index.iter().flat_map(|page| page.to_le_bytes()));
    out.extend(pages.iter().flatten().flat_map(|entry| entry.to_le_bytes()));
}
