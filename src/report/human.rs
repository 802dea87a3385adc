//! The report for people: one line a change, with a little text around it.
//!
//! ```text
//! news/1.txt:15:209: `profit, ”said` → `profit," said` (quote/close-side-space, quote/straight)
//! ```

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use super::{Cursor, FileReport, Lines, Origin, Status, Summary, Tally};
use crate::decode::{Decoded, How};
use crate::filters::whitespace::is_blank;
use crate::pipeline::Outcome;
use crate::rule::Level;
use crate::trace::Cause;

/// Characters of text shown on each side of a change, at most.
const AROUND: usize = 12;
/// Characters shown of a change itself; the middle of a longer one is left out.
const LONGEST: usize = 60;

pub(super) fn outcome(out: &mut Vec<u8>, origin: Origin<'_>, outcome: &Outcome<'_>) {
    let mut lines = String::new();
    let index = Lines::new(outcome.original);
    let mut cursor = Cursor::new(outcome.original);
    for change in outcome.changes() {
        let (line, column) = cursor.advance(change.old.start);
        let (left, right) = around(outcome.original, &change.old);
        let rules: Vec<String> = change.causes.iter().map(|cause| told(cause, &index)).collect();
        place(&mut lines, origin, line, column);
        let _ = writeln!(
            lines,
            "`{}{}{}` → `{}{}{}` ({})",
            visible(left),
            visible(&shortened(change.before)),
            visible(right),
            visible(left),
            visible(&shortened(change.after)),
            visible(right),
            rules.join(", ")
        );
    }
    let mut cursor = Cursor::new(outcome.original);
    let mut from = 0;
    for suggestion in &outcome.suggestions {
        // Two suggestions in one changed piece may map back to the same place.
        from = suggestion.old.start.max(from);
        let (line, column) = cursor.advance(from);
        place(&mut lines, origin, line, column);
        let rule = suggestion.cause.rule;
        let before = &outcome.text[suggestion.new.clone()];
        let _ = write!(lines, "not changed: `{}`", visible(&shortened(before)));
        if suggestion.after != before {
            let _ = write!(lines, " → `{}`", visible(&shortened(&suggestion.after)));
        }
        let _ = writeln!(lines, " ({}, level {})", told(&suggestion.cause, &index), rule.level);
    }
    out.extend_from_slice(lines.as_bytes());
}

pub(super) fn file(out: &mut Vec<u8>, file: &FileReport<'_>) {
    let mut line = String::new();
    // What failed says why.
    if let Some(decoded) = file.decoded.as_ref().filter(|_| file.status != Status::Failed) {
        let _ = writeln!(line, "{}: {}", file.path, decoding(decoded));
    }
    match (file.status, file.message) {
        (Status::Skipped, Some(message)) => {
            let _ = writeln!(line, "{}: skipped, {message}", file.path);
        }
        (Status::Failed, Some(message)) => {
            let _ = writeln!(line, "{}: {message}", file.path);
        }
        _ => {}
    }
    out.extend_from_slice(line.as_bytes());
}

pub(super) fn summary(out: &mut Vec<u8>, summary: &Summary) {
    let mut text = totals(summary);
    text.push('\n');
    for (rule, count) in &summary.tally.rules {
        let _ = writeln!(text, "{count:>7} {rule}");
    }
    for line in waiting(&summary.tally) {
        text.push_str(&line);
        text.push('\n');
    }
    out.extend_from_slice(text.as_bytes());
}

/// One line that counts a run: `12 of 40 files changed (85 changes), 1 skipped`.
pub fn totals(summary: &Summary) -> String {
    let mut line = format!(
        "{} of {} changed ({})",
        summary.changed,
        count(summary.files, "file"),
        count(summary.tally.changes, "change")
    );
    if summary.skipped > 0 {
        let _ = write!(line, ", {} skipped", summary.skipped);
    }
    if summary.failed > 0 {
        let _ = write!(line, ", {} failed", summary.failed);
    }
    line
}

/// What a file was decoded from, how sure that is, and what was lost.
pub fn decoding(decoded: &Decoded) -> String {
    let Decoded { encoding, how, certainty, replaced, lines } = *decoded;
    // Rounded down: what is not sure must not look so.
    let certainty = (certainty * 100.0).floor() / 100.0;
    let mut line = match (how, lines) {
        (How::Damaged, _) => format!("is {encoding} with bad bytes"),
        (How::Guessed, _) if !decoded.is_sure() => {
            let what = lines.map_or_else(String::new, |lines| {
                format!(
                    " for {} that {} not UTF-8",
                    count(lines, "line"),
                    if lines == 1 { "is" } else { "are" }
                )
            });
            format!("guessed {encoding}{what} (certainty {certainty:.2}); name it with --encoding LABEL")
        }
        (How::Guessed, Some(lines)) => {
            let verb = if lines == 1 { "is" } else { "are" };
            format!(
                "{} {verb} {encoding} (certainty {certainty:.2}), the others UTF-8; the cleaned text is UTF-8",
                count(lines, "line")
            )
        }
        (How::Guessed, None) => {
            format!("is {encoding} (certainty {certainty:.2}); the cleaned text is UTF-8")
        }
        (How::Marked | How::Named, _) => format!("is {encoding}; the cleaned text is UTF-8"),
    };
    if replaced > 0 {
        let _ = write!(
            line,
            "; {} unreadable and became U+FFFD",
            if replaced == 1 { "1 place is".to_owned() } else { format!("{replaced} places are") }
        );
    }
    line
}

/// The rule, with what is special about this place.
fn told(cause: &Cause, index: &Lines<'_>) -> String {
    match &cause.note {
        Some(note) => format!("{}: {}, {:.2}", cause.rule.id, index.told(note), note.certainty.min(0.99)),
        None => cause.rule.id.to_owned(),
    }
}

/// What waits for a higher level, a line a level: `3 more changes wait for --level aggressive`.
pub fn waiting(tally: &Tally) -> Vec<String> {
    let of_level = |(level, number): (&Level, &usize)| {
        let verb = if *number == 1 { "waits" } else { "wait" };
        format!("{} {verb} for --level {level}", count(*number, "more change"))
    };
    let waiting: &BTreeMap<Level, usize> = &tally.waiting;
    waiting.iter().map(of_level).collect()
}

/// `1 file`, `2 files`.
pub fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

fn place(lines: &mut String, origin: Origin<'_>, line: usize, column: usize) {
    let _ = match origin.record {
        Some((record, field)) => write!(lines, "{}:{record}: {field}:{line}:{column}: ", origin.path),
        None => write!(lines, "{}:{line}:{column}: ", origin.path),
    };
}

/// The text on the same line on both sides of a change, a few characters each.
fn around<'t>(text: &'t str, span: &Range<usize>) -> (&'t str, &'t str) {
    let (left, right) = (&text[..span.start], &text[span.end..]);
    // Never further than a few characters: a line may be the whole file.
    let from = left.char_indices().rev().take(AROUND).take_while(|(_, c)| *c != '\n').last();
    let to = right.char_indices().take(AROUND).take_while(|(_, c)| *c != '\n').last();
    (&left[from.map_or(left.len(), |(at, _)| at)..], &right[..to.map_or(0, |(at, c)| at + c.len_utf8())])
}

/// The beginning and the end of a long text.
fn shortened(text: &str) -> String {
    let length = text.chars().count();
    if length <= LONGEST {
        return text.to_owned();
    }
    let start: String = text.chars().take(LONGEST / 2).collect();
    let end: String = text.chars().skip(length - LONGEST / 2).collect();
    format!("{start} […] {end}")
}

/// Text with a sign for everything that a terminal would not show: `⏎`, `⇥`, `\u{a0}`.
fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => shown.push('⏎'),
            '\t' => shown.push('⇥'),
            '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{FEFF}' => {
                shown.extend(c.escape_unicode());
            }
            c if c.is_control() || (is_blank(c) && c != ' ') => shown.extend(c.escape_unicode()),
            c => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_are_right() {
        assert_eq!(count(1, "file"), "1 file");
        assert_eq!(count(0, "file"), "0 files");
        let mut tally = Tally::default();
        tally.waiting.insert(Level::Aggressive, 1);
        assert_eq!(waiting(&tally), ["1 more change waits for --level aggressive"]);
    }

    #[test]
    fn what_cannot_be_seen_is_written_out() {
        assert_eq!(visible("a\n\t\r\u{A0}b é"), "a⏎⇥\\u{d}\\u{a0}b é");
    }

    #[test]
    fn the_text_around_stays_on_its_line() {
        assert_eq!(around("one\ntwo [x] three\nfour", &(8..11)), ("two ", " three"));
    }
}
