//! The records of one JSON Lines input: cut into chunks of lines, cleaned on all threads, written in order, in
//! constant memory.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::ops::ControlFlow;
use std::sync::atomic::Ordering;

use unscrape::Cleaners;
use unscrape::diff::{LineChange, Unified};
use unscrape::formats::jsonl::{Chunk, Chunks, JsonLines};
use unscrape::report::human::count;
use unscrape::report::{self, Origin, Tally};

use super::plan::Destination;
use super::tell::Done;
use super::{Run, Task, text};
use crate::input::plain;
use crate::output::{CannotWrite, NewFile, is_device};
use crate::parallel::in_order;

/// Where the lines of one input go.
enum Lines {
    Stdout(io::Stdout),
    File(Box<NewFile>),
    /// A device or pipe, which must not be replaced.
    Device(File),
    Nowhere,
}

/// A chunk after cleaning.
#[derive(Default)]
struct CleanedChunk {
    old: Vec<u8>,
    /// `None` if no line changed.
    new: Option<Vec<u8>>,
    changes: Vec<LineChange>,
    report: Vec<u8>,
    tally: Tally,
    /// Line number and message of each bad line.
    bad: Vec<(usize, String)>,
    /// Line number and message of each text that would have lost too much.
    left: Vec<(usize, String)>,
    counts: Counts,
}

/// What is told of an input at its end.
#[derive(Default)]
struct Counts {
    records: usize,
    fields: usize,
    locales: usize,
    bad: usize,
    left: usize,
    /// How many records say a locale that is none, and the first of them.
    odd_locales: usize,
    odd_locale: Option<(usize, String)>,
}

impl Counts {
    fn add(&mut self, more: Counts) {
        self.records += more.records;
        self.fields += more.fields;
        self.locales += more.locales;
        self.bad += more.bad;
        self.left += more.left;
        self.odd_locales += more.odd_locales;
        self.odd_locale = self.odd_locale.take().or(more.odd_locale);
    }
}

impl Run<'_> {
    pub(super) fn clean_records(&mut self, task: &Task) -> Done {
        let mut done = Done { name: task.input.name.clone(), ..Done::default() };
        if self.fields.is_empty() {
            done.failures.push(
                "JSON Lines need --field NAME to say which field holds the text (or --format text)".into(),
            );
            return done;
        }
        if let Err(error) = self.stream(task, &mut done) {
            done.failures.push(plain(&error));
        }
        done
    }

    fn stream(&mut self, task: &Task, done: &mut Done) -> io::Result<()> {
        let reader: Box<dyn Read + Send> = match task.input.path() {
            Some(path) => Box::new(File::open(path)?),
            None => Box::new(io::stdin()),
        };
        let mut lines = self.open(task)?;
        let json = JsonLines::new(self.fields.to_vec()).with_locale(self.locale_field.cloned());
        let worker = Worker {
            cleaners: &self.cleaners,
            json: &json,
            name: &task.input.name,
            diff: self.plan.diff.is_some(),
            report: self.plan.report,
        };
        let mut diff = Unified::new(Vec::new(), &task.input.diff_path, None);
        let mut failure = None;
        let mut counts = Counts::default();
        let interrupted = &self.interrupted;
        let chunks = Chunks::new(reader).take_while(|_| !interrupted.load(Ordering::Relaxed));
        let plan = &self.plan;
        let (diff_sink, report_sink, console) = (&mut self.diff, &mut self.report, &mut *self.console);
        in_order(
            chunks,
            self.jobs,
            |chunk| chunk.map(|chunk| worker.clean(chunk)),
            |chunk| {
                let chunk = match chunk {
                    Ok(chunk) => chunk,
                    Err(error) => {
                        failure = Some(error);
                        return ControlFlow::Break(());
                    }
                };
                counts.add(chunk.counts);
                done.changed |= chunk.new.is_some();
                done.tally.merge(&chunk.tally);
                for (line, message) in chunk.bad.iter().chain(&chunk.left) {
                    console.problem(&format!("{}:{line}: {message}", done.name));
                }
                let new = chunk.new.as_deref().unwrap_or(&chunk.old);
                if let Some(sink) = diff_sink {
                    // Writing to memory cannot fail.
                    let _ = diff.part(&chunk.old, new, &chunk.changes);
                    sink.write_or_remember(&plan.styled(std::mem::take(diff.written())));
                }
                if let Some(sink) = report_sink {
                    sink.write_or_remember(&chunk.report);
                }
                match lines.write(new) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(error) => {
                        failure = Some(error);
                        ControlFlow::Break(())
                    }
                }
            },
        );
        if let Some(sink) = diff_sink {
            sink.write_or_remember(&plan.styled(diff.finish()?));
        }
        if let Some(error) = failure {
            if matches!(lines, Lines::Stdout(_)) {
                done.fatal = Some(CannotWrite::new("standard output", error));
                return Ok(());
            }
            return Err(error);
        }
        self.tell_of(counts, done);
        if self.is_interrupted() && matches!(lines, Lines::File(_)) {
            done.changed = false;
            return Err(io::Error::other(
                "interrupted and left as it was; its part of a diff or report does not hold",
            ));
        }
        self.close(lines, task, done.changed)
    }

    fn tell_of(&mut self, counts: Counts, done: &mut Done) {
        if counts.bad > 0 {
            done.failures.push(format!("{} passed through unchanged", count(counts.bad, "bad line")));
        }
        if counts.left > 0 {
            done.failures.push(format!(
                "{} left as {} {}",
                count(counts.left, "text"),
                if counts.left == 1 { "it" } else { "they" },
                if counts.left == 1 { "was" } else { "were" }
            ));
        }
        if let (Some((line, tag)), Some(field)) = (counts.odd_locale, self.locale_field) {
            self.console.note(&format!(
                "{}:{line}: the field {field} says `{tag}`, which is no locale such as de or pt-BR; {} cleaned as without it",
                done.name,
                count(counts.odd_locales, "record")
            ));
        }
        if let Some(field) = self.locale_field.filter(|_| counts.records > 0 && counts.locales == 0) {
            self.console.note(&format!("{}: no record says its locale in the field {field}", done.name));
        }
        if counts.records > 0 && counts.fields == 0 {
            self.console.note(&format!(
                "{}: no record has a text in the field {}",
                done.name,
                self.fields.join(", ")
            ));
        }
    }

    fn open(&self, task: &Task) -> io::Result<Lines> {
        Ok(match (&self.plan.destination, &task.target, task.input.path()) {
            (Destination::Stdout, ..) => Lines::Stdout(io::stdout()),
            (Destination::Files(_), Some(target), source) => {
                if let Some(folder) = target.parent() {
                    fs::create_dir_all(folder)?;
                }
                if is_device(target) {
                    return Ok(Lines::Device(File::options().write(true).open(target)?));
                }
                let source = source.and_then(|source| fs::metadata(source).ok());
                Lines::File(Box::new(NewFile::new(target, source.as_ref())?))
            }
            (Destination::InPlace { .. }, _, Some(path)) => {
                text::may_rewrite(path)?;
                Lines::File(Box::new(NewFile::new(path, None)?))
            }
            _ => Lines::Nowhere,
        })
    }

    fn close(&self, lines: Lines, task: &Task, changed: bool) -> io::Result<()> {
        let Lines::File(file) = lines else { return Ok(()) };
        match (&self.plan.destination, task.input.path()) {
            (Destination::InPlace { .. }, _) if !changed => Ok(()),
            (Destination::InPlace { backup }, Some(path)) => {
                text::keep_original(path, backup.as_deref())?;
                file.finish()
            }
            _ => file.finish(),
        }
    }
}

impl Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Lines::Stdout(stdout) => stdout.write_all(bytes).and_then(|()| stdout.flush()),
            Lines::File(file) => file.write_all(bytes),
            Lines::Device(file) => file.write_all(bytes),
            Lines::Nowhere => Ok(()),
        }
    }
}

/// How chunks are cleaned; shared by all threads.
struct Worker<'a> {
    cleaners: &'a Cleaners,
    json: &'a JsonLines,
    name: &'a str,
    diff: bool,
    report: Option<report::Format>,
}

impl Worker<'_> {
    fn clean(&self, chunk: Chunk) -> CleanedChunk {
        let mut cleaned = CleanedChunk::default();
        let mut new: Option<Vec<u8>> = None;
        let mut start = 0;
        for (index, line) in chunk.bytes.split_inclusive(|&byte| byte == b'\n').enumerate() {
            let number = chunk.first_line + index;
            let content = line.strip_suffix(b"\n").unwrap_or(line);
            let content = content.strip_suffix(b"\r").unwrap_or(content);
            let mut rules: Vec<&'static str> = Vec::new();
            let result = self.json.clean(self.cleaners, content, |field, outcome| {
                cleaned.tally.add(outcome);
                if let Some(refusal) = outcome.refusal {
                    cleaned.left.push((number, refusal.to_string()));
                }
                if let Some(format) = self.report {
                    let origin = Origin { path: self.name, record: Some((number, field)) };
                    format.outcome(&mut cleaned.report, origin, outcome);
                }
                if self.diff {
                    for id in
                        outcome.changes().flat_map(|change| change.causes.iter().map(|cause| cause.rule.id))
                    {
                        if !rules.contains(&id) {
                            rules.push(id);
                        }
                    }
                }
            });
            let end = start + line.len();
            match result {
                Err(error) => cleaned.bad.push((number, error.to_string())),
                Ok(record) => {
                    cleaned.counts.fields += record.fields;
                    cleaned.counts.locales += usize::from(record.has_locale);
                    if let Some(tag) = record.no_locale {
                        cleaned.counts.odd_locales += 1;
                        cleaned.counts.odd_locale.get_or_insert((number, tag));
                    }
                    cleaned.counts.records += usize::from(!content.trim_ascii().is_empty());
                    if let Some(text) = record.text {
                        let new = new.get_or_insert_with(|| chunk.bytes[..start].to_vec());
                        let from = new.len();
                        new.extend_from_slice(&text);
                        new.extend_from_slice(&line[content.len()..]);
                        if self.diff {
                            cleaned.changes.push(LineChange { old: start..end, new: from..new.len(), rules });
                        }
                        start = end;
                        continue;
                    }
                }
            }
            if let Some(new) = &mut new {
                new.extend_from_slice(line);
            }
            start = end;
        }
        (cleaned.counts.bad, cleaned.counts.left) = (cleaned.bad.len(), cleaned.left.len());
        cleaned.new = new;
        cleaned.old = chunk.bytes;
        cleaned
    }
}
