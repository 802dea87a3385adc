//! Which rules have to look at a line: one pass over the text for the words that they want to see.
//!
//! Almost every rule names words of which one must occur. Rules about whole lines look only at lines that are
//! short enough, and furniture is short, so the paragraphs of an article are passed over at the speed of finding
//! their ends. What a line has to *equal* is looked up, and what may stand anywhere is searched by one automaton
//! for all rules together.

use std::collections::HashMap;
use std::ops::Range;

use crate::filters::whitespace::is_blank;
use crate::lines::{ends_line, lines};
use crate::pack::shape::{core, fold};
use crate::pack::{PackRule, Scope};

/// The triggers of a list of rules, which are named by their place in it.
pub(super) struct Triggers {
    /// What a whole line may be, in small letters, and the rules that take it.
    whole_lines: HashMap<String, Vec<usize>>,
    /// A cheap test before that.
    beginnings: Beginnings,
    /// Words inside short lines.
    in_lines: Words,
    /// Rules about lines that name no word and look at every short line.
    every_line: Vec<usize>,
    /// Words anywhere.
    in_text: Words,
    /// Rules about pieces of lines that name no word and look at every line.
    every_piece: Vec<usize>,
    /// The longest line that a rule about lines looks at, in bytes.
    longest: usize,
}

/// What the triggers say of a text, in its order.
#[derive(Default)]
pub(super) struct Hits {
    /// Lines (without the blanks round them) and rules that may take them whole.
    pub(super) lines: Vec<(Range<usize>, usize)>,
    /// Lines and rules that may find something inside.
    pub(super) pieces: Vec<(Range<usize>, usize)>,
    /// Rules that may find something in the whole text.
    pub(super) texts: Vec<usize>,
}

impl Triggers {
    pub(super) fn new(rules: &[PackRule]) -> Triggers {
        let mut triggers = Triggers {
            whole_lines: HashMap::new(),
            beginnings: Beginnings::default(),
            in_lines: Words::default(),
            every_line: Vec::new(),
            in_text: Words::default(),
            every_piece: Vec::new(),
            longest: 0,
        };
        for (index, rule) in rules.iter().enumerate() {
            let shape = &rule.shape;
            if shape.scope.is_of_lines() {
                triggers.longest = triggers.longest.max(4 * shape.max_len);
            }
            match (shape.scope.is_of_lines(), shape.literals.is_empty()) {
                (true, true) => triggers.every_line.push(index),
                (true, false) if shape.pattern.is_none() => {
                    for literal in &shape.literals {
                        triggers.beginnings.add(literal);
                        triggers.whole_lines.entry(fold(literal)).or_default().push(index);
                    }
                }
                (true, false) => triggers.in_lines.add(&shape.literals, shape.folds, index),
                (false, true) => triggers.every_piece.push(index),
                (false, false) => triggers.in_text.add(&shape.literals, shape.folds, index),
            }
        }
        triggers
    }

    /// Looks through `text`. Nothing is kept of a text without triggers.
    pub(super) fn find(&self, text: &str, rules: &[PackRule]) -> Hits {
        let mut hits = Hits::default();
        self.find_lines(text, &mut hits);
        self.find_pieces(text, rules, &mut hits);
        hits
    }

    fn find_lines(&self, text: &str, hits: &mut Hits) {
        let mut folded = String::new();
        for line in lines(text) {
            if line.len() > self.longest {
                continue;
            }
            let line = trimmed(text, line);
            let content = &text[line.clone()];
            if content.is_empty() {
                continue;
            }
            let first = hits.lines.len();
            let words = core(content);
            if self.beginnings.may_have(words) {
                folded.clear();
                if words.is_ascii() {
                    folded.push_str(words);
                    folded.make_ascii_lowercase();
                } else {
                    folded.push_str(&fold(words));
                }
                let rules = self.whole_lines.get(&folded);
                hits.lines.extend(rules.into_iter().flatten().map(|&rule| (line.clone(), rule)));
            }
            self.in_lines.each(content.as_bytes(), |rule, _| hits.lines.push((line.clone(), rule)));
            hits.lines.extend(self.every_line.iter().map(|&rule| (line.clone(), rule)));
            // In the order of the rules, each once.
            hits.lines[first..].sort_unstable_by_key(|(_, rule)| *rule);
            let mut kept = first;
            for next in first..hits.lines.len() {
                if kept == first || hits.lines[kept - 1].1 != hits.lines[next].1 {
                    hits.lines.swap(kept, next);
                    kept += 1;
                }
            }
            hits.lines.truncate(kept);
        }
    }

    fn find_pieces(&self, text: &str, rules: &[PackRule], hits: &mut Hits) {
        let mut line = 0..0;
        let mut first = 0;
        self.in_text.each(text.as_bytes(), |rule, at| {
            if rules[rule].shape.scope == Scope::File {
                if !hits.texts.contains(&rule) {
                    hits.texts.push(rule);
                }
                return;
            }
            if at >= line.end {
                line = line_around(text, at, line.end);
                first = hits.pieces.len();
            }
            if hits.pieces[first..].iter().all(|(_, known)| *known != rule) {
                hits.pieces.push((line.clone(), rule));
            }
        });
        for &rule in &self.every_piece {
            if rules[rule].shape.scope == Scope::File {
                hits.texts.push(rule);
            } else {
                hits.pieces.extend(lines(text).map(|line| (trimmed(text, line), rule)));
            }
        }
    }
}

/// A span without the blanks and line ends round it.
pub(super) fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let is_outside = |c: char| is_blank(c) || ends_line(c);
    let content = text[span.clone()].trim_end_matches(is_outside);
    let end = span.start + content.len();
    end - content.trim_start_matches(is_outside).len()..end
}

/// The line in which byte `at` stands, without its end. Looks back no further than `from`.
fn line_around(text: &str, at: usize, from: usize) -> Range<usize> {
    let before = &text[from..at];
    let start = before.rfind(ends_line).map_or(from, |end| from + end);
    let start = start + text[start..].chars().next().filter(|&c| ends_line(c)).map_or(0, char::len_utf8);
    let length = text[at..].find(ends_line).unwrap_or(text.len() - at);
    start..at + length
}

/// Which first two bytes and which lengths the words of whole lines have.
#[derive(Default)]
struct Beginnings {
    bits: Vec<u64>,
}

impl Beginnings {
    const BITS: usize = 1 << 14;
    /// Longer texts are not told apart by their length.
    const LONGEST: usize = 63;

    fn place(words: &str) -> Option<usize> {
        let [first, second, ..] = words.as_bytes() else { return None };
        // Letters of other scripts may change in length and bytes with their case: any of them goes.
        let byte = |byte: u8| usize::from(if byte < 0x80 { byte | 0x20 } else { 0x80 });
        let length = if words.is_ascii() { words.len().min(Self::LONGEST) } else { 0 };
        Some((byte(*first) * 31 + byte(*second) * 7 + length * 131) % Self::BITS)
    }

    fn add(&mut self, words: &str) {
        if self.bits.is_empty() {
            self.bits = vec![0; Self::BITS / 64];
        }
        if let Some(place) = Self::place(words) {
            self.bits[place / 64] |= 1 << (place % 64);
        }
    }

    fn may_have(&self, words: &str) -> bool {
        let place = if self.bits.is_empty() { None } else { Self::place(words) };
        place.is_some_and(|place| self.bits[place / 64] & (1 << (place % 64)) != 0)
    }
}

/// Words and the rules that want to see them, found in one pass.
///
/// A word is known by its first three bytes. A set of bits says at every place of a text whether any word begins
/// so, and almost everywhere none does. An automaton for 1,500 words takes longer to build (5 ms) than a short
/// article takes to clean, and is no faster afterwards.
#[derive(Default)]
struct Words {
    bits: Vec<u64>,
    words: HashMap<u32, Vec<Word>>,
    /// Words of one or two bytes, which are looked for one by one.
    short: Vec<Word>,
}

struct Word {
    /// In small letters, as far as they are ASCII.
    text: Box<[u8]>,
    owners: Vec<usize>,
}

impl Words {
    const KEY: usize = 3;
    const BITS: u32 = 16;

    fn add(&mut self, literals: &[String], folds: bool, rule: usize) {
        for literal in literals {
            // ASCII letters are the same in either case everywhere; of the others the usual forms are looked for.
            let mut forms = vec![literal.to_ascii_lowercase()];
            if folds && !literal.is_ascii() {
                let small = literal.to_lowercase();
                forms.extend([literal.to_uppercase(), capitalised(&small), small]);
            }
            for form in forms {
                self.add_form(form.to_ascii_lowercase().into_bytes(), rule);
            }
        }
    }

    fn add_form(&mut self, form: Vec<u8>, rule: usize) {
        let words = match form.first_chunk::<{ Words::KEY }>() {
            Some(first) => {
                let key = first.iter().fold(0, |key, &byte| key << 8 | u32::from(byte));
                if self.bits.is_empty() {
                    self.bits = vec![0; 1 << (Self::BITS - 6)];
                }
                let place = place(key);
                self.bits[place / 64] |= 1 << (place % 64);
                self.words.entry(key).or_default()
            }
            None => &mut self.short,
        };
        match words.iter_mut().find(|word| *word.text == *form) {
            Some(word) if word.owners.contains(&rule) => {}
            Some(word) => word.owners.push(rule),
            None => words.push(Word { text: form.into(), owners: vec![rule] }),
        }
    }

    /// Calls `hit` for each rule of each word in `text`, with the place of the word; short words come last.
    fn each(&self, text: &[u8], mut hit: impl FnMut(usize, usize)) {
        if !self.bits.is_empty() {
            let mut key = 0;
            for (end, byte) in text.iter().enumerate() {
                key = (key << 8 | u32::from(byte.to_ascii_lowercase())) & 0xFF_FFFF;
                let place = place(key);
                if self.bits[place / 64] & (1 << (place % 64)) == 0 || end + 1 < Self::KEY {
                    continue;
                }
                let start = end + 1 - Self::KEY;
                for word in self.words.get(&key).into_iter().flatten() {
                    let is_here = text[start..].get(..word.text.len()).is_some_and(|here| here.eq_ignore_ascii_case(&word.text));
                    if is_here {
                        word.owners.iter().for_each(|&rule| hit(rule, start));
                    }
                }
            }
        }
        for word in &self.short {
            for start in memchr::memmem::find_iter(text, &*word.text) {
                word.owners.iter().for_each(|&rule| hit(rule, start));
            }
        }
    }
}

/// The bit of a key: the high bits of a product, which all bits of the key have a part in.
fn place(key: u32) -> usize {
    (key.wrapping_mul(0x9E37_79B1) >> (32 - Words::BITS)) as usize
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
