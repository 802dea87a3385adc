//! The report as JSON Lines, schema 1. The shapes are part of the contract with other people's scripts:
//! fields are added, never renamed.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use super::{Cursor, FileReport, Lines, Origin, Status, Summary};
use crate::decode::Decoded;
use crate::pipeline::Outcome;
use crate::trace::Cause;

const SCHEMA: u32 = 1;

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Line<'a> {
    Change(Finding<'a>),
    Suggestion(Finding<'a>),
    File {
        path: &'a str,
        status: &'static str,
        changes: usize,
        suggestions: usize,
        #[serde(skip_serializing_if = "Option::is_none")]
        decoded_from: Option<&'static str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        decoding: Option<Decoding>,
        #[serde(skip_serializing_if = "Option::is_none")]
        message: Option<&'a str>,
    },
    Summary {
        files: usize,
        changed: usize,
        skipped: usize,
        failed: usize,
        changes: usize,
        suggestions: usize,
        waiting: BTreeMap<&'static str, usize>,
        rules: &'a BTreeMap<&'static str, usize>,
    },
}

/// How it was decided what a file was decoded from.
#[derive(Serialize)]
struct Decoding {
    how: &'static str,
    certainty: f64,
    /// U+FFFD in the place of bytes that mean nothing.
    replaced: usize,
    /// Lines in that encoding, where the others are UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    lines: Option<usize>,
}

impl Decoding {
    fn new(decoded: Decoded) -> Decoding {
        let Decoded { how, certainty, replaced, lines, .. } = decoded;
        // Two digits are more than is known.
        Decoding { how: how.as_str(), certainty: (certainty * 100.0).floor() / 100.0, replaced, lines }
    }
}

#[derive(Serialize)]
struct Finding<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    old: Place,
    new: Place,
    before: &'a str,
    after: &'a str,
    causes: Vec<JsonCause>,
}

/// Bytes from the start of the text, and line and column (characters) of the first of them, from 1.
#[derive(Serialize)]
struct Place {
    start: usize,
    end: usize,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct JsonCause {
    rule: &'static str,
    level: &'static str,
    why: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    certainty: f32,
}

#[derive(Serialize)]
struct Versioned<'a> {
    schema: u32,
    #[serde(flatten)]
    line: Line<'a>,
}

pub(super) fn outcome(out: &mut Vec<u8>, origin: Origin<'_>, outcome: &Outcome<'_>) {
    let lines = Lines::new(outcome.original);
    let mut originals = Cursor::new(outcome.original);
    let mut results = Cursor::new(&outcome.text);
    for change in outcome.changes() {
        let finding = Finding {
            path: origin.path,
            record: origin.record.map(|record| record.0),
            field: origin.record.map(|record| record.1),
            old: place(&mut originals, &change.old),
            new: place(&mut results, &change.new),
            before: change.before,
            after: change.after,
            causes: change.causes.iter().map(|part| cause(part, &lines)).collect(),
        };
        write(out, Line::Change(finding));
    }
    let mut originals = Cursor::new(outcome.original);
    let mut results = Cursor::new(&outcome.text);
    let mut from = 0;
    for suggestion in &outcome.suggestions {
        // Two suggestions in one changed piece may map back to the same place.
        from = suggestion.old.start.max(from);
        let finding = Finding {
            path: origin.path,
            record: origin.record.map(|record| record.0),
            field: origin.record.map(|record| record.1),
            old: place(&mut originals, &(from..suggestion.old.end.max(from))),
            new: place(&mut results, &suggestion.new),
            before: &outcome.text[suggestion.new.clone()],
            after: &suggestion.after,
            causes: vec![cause(&suggestion.cause, &lines)],
        };
        write(out, Line::Suggestion(finding));
    }
}

pub(super) fn file(out: &mut Vec<u8>, file: &FileReport<'_>) {
    let status = match file.status {
        Status::Clean => "clean",
        Status::Changed => "changed",
        Status::Skipped => "skipped",
        Status::Failed => "failed",
    };
    let line = Line::File {
        path: file.path,
        status,
        changes: file.tally.changes,
        suggestions: file.tally.suggestions,
        decoded_from: file.decoded.map(|decoded| decoded.encoding),
        decoding: file.decoded.map(Decoding::new),
        message: file.message,
    };
    write(out, line);
}

pub(super) fn summary(out: &mut Vec<u8>, summary: &Summary) {
    let line = Line::Summary {
        files: summary.files,
        changed: summary.changed,
        skipped: summary.skipped,
        failed: summary.failed,
        changes: summary.tally.changes,
        suggestions: summary.tally.suggestions,
        waiting: summary.tally.waiting.iter().map(|(level, count)| (level.as_str(), *count)).collect(),
        rules: &summary.tally.rules,
    };
    write(out, line);
}

fn place(cursor: &mut Cursor<'_>, span: &Range<usize>) -> Place {
    let (line, column) = cursor.advance(span.start);
    Place { start: span.start, end: span.end, line, column }
}

fn cause(cause: &Cause, lines: &Lines<'_>) -> JsonCause {
    JsonCause {
        rule: cause.rule.id,
        level: cause.rule.level.as_str(),
        why: cause.rule.why,
        detail: cause.note.as_ref().map(|note| lines.told(note)),
        certainty: cause.certainty(),
    }
}

fn write(out: &mut Vec<u8>, line: Line<'_>) {
    // Writing to memory cannot fail, and every key is a string.
    let written = serde_json::to_writer(&mut *out, &Versioned { schema: SCHEMA, line });
    debug_assert!(written.is_ok());
    out.push(b'\n');
}
