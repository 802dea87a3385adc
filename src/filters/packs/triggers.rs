//! Which rules have to look at a line: one pass over the text for the words that they want to see.
//!
//! Almost every rule names words of which one must occur; [`Words`] finds those of all rules together. What a line has
//! to *equal* is looked up, by the first bytes and the length of the line. Rules about whole lines look only at lines
//! that are short enough, and furniture is short, so the paragraphs of an article are passed over.

use std::collections::HashMap;
use std::ops::Range;

use super::words::Words;
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
    /// Words that have to occur.
    words: Words,
    /// Rules that name no word and look at every line, or at every text.
    always: Vec<usize>,
    /// The longest line that can equal a literal, in bytes.
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

/// Room for the blanks and the marks for show round the words of a line, in bytes.
const MARKS: usize = 60;

impl Triggers {
    /// Prepares the triggers of `rules`, of which the first `ours` are built in.
    pub(super) fn new(rules: &[PackRule], ours: usize) -> Triggers {
        let mut triggers = Triggers {
            whole_lines: HashMap::new(),
            beginnings: Beginnings::default(),
            words: Words::default(),
            always: Vec::new(),
            longest: 0,
        };
        for (index, PackRule { shape, .. }) in rules.iter().enumerate() {
            if shape.literals.is_empty() {
                triggers.always.push(index);
            } else if shape.scope.is_of_lines() && shape.pattern.is_none() {
                for literal in &shape.literals {
                    triggers.longest = triggers.longest.max(literal.len() + MARKS);
                    triggers.beginnings.add(literal);
                    triggers.whole_lines.entry(fold(literal)).or_default().push(index);
                }
            } else {
                triggers.words.add(&shape.literals, shape.folds, index < ours, index);
            }
        }
        triggers
    }

    /// Looks through `text`: once for the words, once for the lines. Of a text without triggers nothing is kept.
    pub(super) fn find(&self, text: &str, rules: &[PackRule]) -> Hits {
        let mut hits = Hits::default();
        let mut words = self.words.find(text).into_iter().peekable();
        let mut here = Vec::new();
        let mut folded = String::new();
        for line in lines(text) {
            here.clear();
            here.extend(self.always.iter().copied().filter(|&rule| rules[rule].shape.scope != Scope::File));
            while let Some(hit) = words.next_if(|hit| hit.start < line.end) {
                here.push(hit.rule);
            }
            let is_short = line.len() <= self.longest;
            if !is_short && here.is_empty() {
                continue;
            }
            let line = trimmed(text, line);
            if is_short {
                here.extend(self.whole(&text[line.clone()], &mut folded));
            }
            if here.is_empty() || line.is_empty() {
                continue;
            }
            // In the order of the rules, each once.
            here.sort_unstable();
            here.dedup();
            for &rule in &here {
                match rules[rule].shape.scope {
                    Scope::Line | Scope::Block | Scope::Tail => hits.lines.push((line.clone(), rule)),
                    Scope::Inline => hits.pieces.push((line.clone(), rule)),
                    Scope::File => hits.texts.push(rule),
                }
            }
        }
        hits.texts.extend(self.always.iter().copied().filter(|&rule| rules[rule].shape.scope == Scope::File));
        hits.texts.sort_unstable();
        hits.texts.dedup();
        hits
    }

    /// The rules that a line equals a literal of.
    fn whole(&self, line: &str, folded: &mut String) -> &[usize] {
        let words = core(line);
        if !self.beginnings.may_have(words) {
            return &[];
        }
        folded.clear();
        if words.is_ascii() {
            folded.push_str(words);
            folded.make_ascii_lowercase();
        } else {
            folded.push_str(&fold(words));
        }
        self.whole_lines.get(folded).map_or(&[], Vec::as_slice)
    }
}

/// A span without the blanks and line ends round it.
pub(super) fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let is_outside = |c: char| is_blank(c) || ends_line(c);
    let content = text[span.clone()].trim_end_matches(is_outside);
    let end = span.start + content.len();
    end - content.trim_start_matches(is_outside).len()..end
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
        let (first, rest) = words.as_bytes().split_first()?;
        let second = rest.first().unwrap_or(&0);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filters::packs::built_in;

    #[test]
    fn the_words_of_our_packs_begin_where_words_begin() {
        // Else every byte of every text is looked at: half the speed.
        for rule in built_in() {
            let own = std::slice::from_ref(rule);
            assert!(!Triggers::new(own, 1).words.are_inside_others(), "{}", rule.rule.id);
        }
    }
}
