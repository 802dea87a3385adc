//! Which rules have to look at a line: one pass over the text for the words that they want to see.
//!
//! Almost every rule names words of which one must occur. Rules about whole lines look only at lines that are
//! short enough, and furniture is short, so the paragraphs of an article are passed over at the speed of finding
//! their ends. What a line has to *equal* is looked up, and what may stand anywhere is searched by one automaton
//! for all rules together.

use std::collections::HashMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

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
        let mut in_lines = WordList::default();
        let mut in_text = WordList::default();
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
                (true, false) => in_lines.add(shape.literals.iter(), shape.folds, index),
                (false, true) => triggers.every_piece.push(index),
                (false, false) => in_text.add(shape.literals.iter(), shape.folds, index),
            }
        }
        triggers.in_lines = in_lines.compiled();
        triggers.in_text = in_text.compiled();
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
            self.in_lines.each(content, |rule, _| hits.lines.push((line.clone(), rule)));
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
        self.in_text.each(text, |rule, at| {
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

/// Words and the rules that want to see them.
#[derive(Default)]
struct WordList {
    words: Vec<String>,
    owners: Vec<Vec<usize>>,
    places: HashMap<String, usize>,
}

impl WordList {
    fn add<'l>(&mut self, literals: impl Iterator<Item = &'l String>, folds: bool, rule: usize) {
        for literal in literals {
            // The automaton takes ASCII letters for the same in either case, but no others.
            let mut forms = vec![literal.to_ascii_lowercase()];
            if folds && !literal.is_ascii() {
                forms.extend([literal.to_lowercase(), literal.to_uppercase().to_ascii_lowercase()]);
                forms.push(capitalised(literal).to_ascii_lowercase());
            }
            for form in forms {
                let place = *self.places.entry(form.clone()).or_insert_with(|| {
                    self.words.push(form);
                    self.owners.push(Vec::new());
                    self.words.len() - 1
                });
                if !self.owners[place].contains(&rule) {
                    self.owners[place].push(rule);
                }
            }
        }
    }

    fn compiled(self) -> Words {
        let automaton = (!self.words.is_empty()).then(|| {
            AhoCorasick::builder()
                .match_kind(MatchKind::Standard)
                .ascii_case_insensitive(true)
                .build(&self.words)
                .expect("a pack has no four billion words")
        });
        Words { automaton, owners: self.owners }
    }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(chars.as_str().to_lowercase().chars()).collect()
    })
}

/// An automaton for many words.
#[derive(Default)]
struct Words {
    automaton: Option<AhoCorasick>,
    owners: Vec<Vec<usize>>,
}

impl Words {
    /// Calls `hit` for each rule of each word in `text`, with the place of the word.
    fn each(&self, text: &str, mut hit: impl FnMut(usize, usize)) {
        let Some(automaton) = &self.automaton else { return };
        for found in automaton.find_overlapping_iter(text) {
            for &rule in &self.owners[found.pattern()] {
                hit(rule, found.start());
            }
        }
    }
}
