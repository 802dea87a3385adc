//! Reports: the changes of a run for people ([`human`]) and for programs ([`json`]), and the count of them.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::decode::Decoded;
use crate::edit::Note;
use crate::pipeline::Outcome;
use crate::rule::Level;

pub mod human;
pub mod json;

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One line a change: `path:line:column: before → after (rules)`.
    Human,
    /// JSON Lines: one object a change, a suggestion and a file, and one for the whole run.
    Json,
}

/// Where a text came from.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// The path as the report shows it.
    pub path: &'a str,
    /// The line (from 1) and the field of a record, where the text is one.
    pub record: Option<(usize, &'a str)>,
}

/// What became of one input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nothing to change.
    Clean,
    /// Cleaned, or with `--check` and `--diff` to be cleaned.
    Changed,
    /// Left out: binary, or not plain text.
    Skipped,
    /// Not read, not decoded, not written, or in part.
    Failed,
}

/// One input in a report.
#[derive(Clone, Debug)]
pub struct FileReport<'a> {
    /// The path as the report shows it.
    pub path: &'a str,
    /// What became of it.
    pub status: Status,
    /// What it was decoded from, where it was not simply UTF-8.
    pub decoded: Option<Decoded>,
    /// Why it was skipped, or what failed.
    pub message: Option<&'a str>,
    /// What was found in it.
    pub tally: &'a Tally,
}

/// Counts of what a run found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Changes.
    pub changes: usize,
    /// Changes that a rule had part in, by rule id.
    pub rules: BTreeMap<&'static str, usize>,
    /// What was reported and not applied.
    pub suggestions: usize,
    /// Those suggestions that a higher level would apply.
    pub waiting: BTreeMap<Level, usize>,
}

impl Tally {
    /// Counts an outcome.
    pub fn add(&mut self, outcome: &Outcome<'_>) {
        for change in outcome.changes() {
            self.changes += 1;
            for (index, cause) in change.causes.iter().enumerate() {
                if change.causes[..index].iter().all(|other| other.rule.id != cause.rule.id) {
                    *self.rules.entry(cause.rule.id).or_default() += 1;
                }
            }
        }
        for suggestion in &outcome.suggestions {
            self.suggestions += 1;
            if let Some(level) = suggestion.waits_for() {
                *self.waiting.entry(level).or_default() += 1;
            }
        }
    }

    /// Adds the counts of another tally.
    pub fn merge(&mut self, other: &Tally) {
        self.changes += other.changes;
        self.suggestions += other.suggestions;
        for (rule, count) in &other.rules {
            *self.rules.entry(rule).or_default() += count;
        }
        for (level, count) in &other.waiting {
            *self.waiting.entry(*level).or_default() += count;
        }
    }
}

/// Counts of the inputs of a run, and of what was found in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// All inputs, whatever became of them.
    pub files: usize,
    /// Those that changed, or would.
    pub changed: usize,
    /// Those left out.
    pub skipped: usize,
    /// Those with a failure.
    pub failed: usize,
    /// What was found in all of them.
    pub tally: Tally,
}

impl Summary {
    /// Counts one input.
    pub fn add(&mut self, status: Status, tally: &Tally) {
        self.files += 1;
        self.changed += usize::from(status == Status::Changed);
        self.skipped += usize::from(status == Status::Skipped);
        self.failed += usize::from(status == Status::Failed);
        self.tally.merge(tally);
    }
}

impl Format {
    /// Reports every change and suggestion of one text.
    pub fn outcome(self, out: &mut Vec<u8>, origin: Origin<'_>, outcome: &Outcome<'_>) {
        match self {
            Format::Human => human::outcome(out, origin, outcome),
            Format::Json => json::outcome(out, origin, outcome),
        }
    }

    /// Reports that an input is done.
    pub fn file(self, out: &mut Vec<u8>, file: &FileReport<'_>) {
        match self {
            Format::Human => human::file(out, file),
            Format::Json => json::file(out, file),
        }
    }

    /// Reports that the run is done.
    pub fn summary(self, out: &mut Vec<u8>, summary: &Summary) {
        match self {
            Format::Human => human::summary(out, summary),
            Format::Json => json::summary(out, summary),
        }
    }
}

/// The lines of a text, looked up in any order: where the evidence for a change stands.
struct Lines<'t> {
    text: &'t str,
    /// Where lines end; found when first asked for.
    ends: OnceCell<Vec<usize>>,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Lines<'t> {
        Lines { text, ends: OnceCell::new() }
    }

    /// What a note says, with the line of its evidence.
    fn told(&self, note: &Note) -> String {
        let Some(place) = note.place else { return note.detail.clone() };
        let ends = self.ends.get_or_init(|| memchr::memchr_iter(b'\n', self.text.as_bytes()).collect());
        format!("{} on line {}", note.detail, 1 + ends.partition_point(|end| *end < place))
    }
}

/// A place in a text that moves only forwards: gives lines and columns of ascending places in linear time.
struct Cursor<'t> {
    text: &'t str,
    at: usize,
    /// From 1.
    line: usize,
    /// Characters, from 1.
    column: usize,
}

impl<'t> Cursor<'t> {
    fn new(text: &'t str) -> Cursor<'t> {
        Cursor { text, at: 0, line: 1, column: 1 }
    }

    /// Line and column of byte `to`, which is not before the last one asked for.
    fn advance(&mut self, to: usize) -> (usize, usize) {
        let passed = &self.text[self.at..to];
        match memchr::memrchr(b'\n', passed.as_bytes()) {
            Some(newline) => {
                self.line += memchr::memchr_iter(b'\n', passed.as_bytes()).count();
                self.column = 1 + passed[newline + 1..].chars().count();
            }
            None => self.column += passed.chars().count(),
        }
        self.at = to;
        (self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        let mut cursor = Cursor::new("é“x”\nnext\n");
        assert_eq!(cursor.advance(0), (1, 1));
        assert_eq!(cursor.advance("é“".len()), (1, 3));
        assert_eq!(cursor.advance("é“x”\nne".len()), (2, 3));
        assert_eq!(cursor.advance("é“x”\nnext\n".len()), (3, 1));
    }
}
