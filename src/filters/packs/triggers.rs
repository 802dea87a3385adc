//! Which rules have to look at a line: one pass over the text for the words that they want to see.
//!
//! Almost every rule names words of which one must occur; [`Words`] finds those of all rules together. What a line has
//! to *equal* is looked up, by the first bytes and the length of the line. Rules about whole lines look only at lines
//! that are short enough, and furniture is short, so the paragraphs of an article are passed over.

use std::ops::Range;
use std::sync::OnceLock;

use super::whole_lines::WholeLines;
use super::words::Words;
use crate::filters::whitespace::is_blank;
use crate::lines::{ends_line, lines_of};
use crate::pack::shape::core;
use crate::pack::{PackRule, Scope};
use crate::survey::Traits;

/// The triggers of a list of rules, which are named by their place in it.
pub(super) struct Triggers {
    /// How many of the rules, from the first, are built in.
    ours: usize,
    /// What to look for in texts in ASCII. A third of it is not, and takes most of the time to prepare.
    ascii: OnceLock<Sought>,
    /// What to look for in others.
    any: OnceLock<Sought>,
    /// Rules that name no word and look at every line, or at every text.
    always: Vec<usize>,
    /// The longest line that can equal a literal, in bytes.
    longest: usize,
}

/// What is looked for.
struct Sought {
    /// Words that have to occur.
    words: Words,
    /// What a whole line may be.
    lines: WholeLines,
}

impl Sought {
    /// The literals of `rules` that `may_occur`.
    fn new(rules: &[PackRule], ours: usize, may_occur: impl Fn(&str) -> bool) -> Sought {
        let mut words = Words::default();
        let mut lines = Vec::new();
        for (index, PackRule { shape, .. }) in rules.iter().enumerate() {
            let literals = shape.literals.iter().copied().filter(|literal| may_occur(literal));
            if shape.is_of_whole_lines() {
                lines.extend(literals.map(|literal| (literal, index)));
            } else {
                words.add(literals, shape.folds, index < ours, index);
            }
        }
        Sought { words: words.ready(), lines: WholeLines::new(lines) }
    }
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
    /// The triggers of `rules`, of which the first `ours` are built in. They are prepared when a text asks for them.
    pub(super) fn new(rules: &[PackRule], ours: usize) -> Triggers {
        let is_always = |index: &usize| rules[*index].shape.literals.is_empty();
        let whole_lines = rules.iter().filter(|rule| rule.shape.is_of_whole_lines());
        let literals = whole_lines.flat_map(|rule| rule.shape.literals);
        Triggers {
            ours,
            ascii: OnceLock::new(),
            any: OnceLock::new(),
            always: (0..rules.len()).filter(is_always).collect(),
            longest: literals.map(|literal| literal.len() + MARKS).max().unwrap_or(0),
        }
    }

    /// What to look for in `text`.
    fn sought(&self, text: &str, rules: &[PackRule]) -> &Sought {
        if text.is_ascii() {
            self.ascii.get_or_init(|| Sought::new(rules, self.ours, str::is_ascii))
        } else {
            self.any.get_or_init(|| Sought::new(rules, self.ours, |_| true))
        }
    }

    /// Looks through `text`: once for the words, once for the lines. Of a text without triggers nothing is kept.
    pub(super) fn find(&self, text: &str, traits: Traits, rules: &[PackRule]) -> Hits {
        let mut hits = Hits::default();
        let sought = self.sought(text, rules);
        let mut words = sought.words.find(text).into_iter().peekable();
        let mut here = Vec::new();
        for line in lines_of(text, traits) {
            here.clear();
            here.extend(self.always.iter().copied().filter(|&rule| rules[rule].shape.scope != Scope::File));
            while let Some(hit) = words.next_if(|hit| hit.start < line.end) {
                here.push(hit.rule);
            }
            // A blank line is no line of a rule.
            let is_short = line.len() <= self.longest && text.as_bytes()[line.start] != b'\n';
            if !is_short && here.is_empty() {
                continue;
            }
            let line = trimmed(text, line);
            if is_short {
                sought.lines.find(core(&text[line.clone()]), &mut here);
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
}

/// A span without the blanks and line ends round it.
pub(super) fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let is_outside = |c: char| is_blank(c) || ends_line(c);
    let content = text[span.clone()].trim_end_matches(is_outside);
    let end = span.start + content.len();
    end - content.trim_start_matches(is_outside).len()..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filters::packs::built_in;

    #[test]
    fn the_words_of_our_packs_begin_where_words_begin() {
        // Else every byte of every text is looked at, or all of it once more for a short word: half the speed.
        for rule in built_in() {
            let own = std::slice::from_ref(rule);
            assert!(!Sought::new(own, 1, |_| true).words.are_slow(), "{}", rule.rule.id);
        }
    }
}
