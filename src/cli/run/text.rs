//! One plain text: read, cleaned, written, and told of.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use unscrape::Cleaner;
use unscrape::decode::{Charset, DecodeError, decode};
use unscrape::diff::Unified;
use unscrape::report::{self, Origin, human};

use super::Task;
use super::plan::Destination;
use super::stdin::{self, Bytes};
use super::tell::Done;
use crate::input::{Source, plain, with_suffix};
use crate::output::{CannotWrite, NewFile, write_file};

/// How texts are cleaned in this run; shared by all threads.
pub(super) struct Texts<'a> {
    pub(super) cleaner: &'a Cleaner,
    pub(super) charset: Charset,
    pub(super) destination: &'a Destination,
    pub(super) diff: bool,
    pub(super) report: Option<report::Format>,
}

impl Texts<'_> {
    /// Cleans one input. Whatever goes wrong is in the result.
    pub(super) fn clean(&self, task: &Task) -> Done {
        let input = &task.input;
        let mut done = Done { name: input.name.clone(), ..Done::default() };
        let bytes = match read(&input.source) {
            Ok(bytes) => bytes,
            Err(error) => {
                done.failures.push(plain(&error));
                return done;
            }
        };
        let document = match decode(&bytes, self.charset) {
            Ok(document) => document,
            // Somebody who names a file wants to know; in a folder pictures are to be expected.
            Err(DecodeError::Binary) if matches!(input.source, Source::Found(_)) => {
                done.skipped = Some(DecodeError::Binary.to_string());
                return done;
            }
            Err(error) => {
                done.failures.push(error.to_string());
                return done;
            }
        };
        done.decoded = document.decoded;
        // Another encoding would have been another text, and the bytes would be gone.
        let unsure = document.decoded.filter(|decoded| !decoded.is_sure());
        if let (Some(decoded), Destination::InPlace { .. }) = (unsure, self.destination) {
            done.failures.push(format!("left as it is, {}", human::decoding(&decoded)));
            return done;
        }
        // Nothing is lost: bytes without a meaning are kept beside the file, or the file is left.
        let lost = document.decoded.filter(|decoded| decoded.replaced > 0);
        if let (Some(decoded), Destination::InPlace { backup: None }) = (lost, self.destination) {
            let places = human::count(decoded.replaced, "place");
            let verb = if decoded.replaced == 1 { "is" } else { "are" };
            done.failures.push(format!(
                "left as it is, since {places} {verb} not valid {} and would be lost; --backup SUFFIX keeps the bytes",
                decoded.encoding
            ));
            return done;
        }
        let outcome = self.cleaner.clean(&document);
        if let Some(refusal) = outcome.refusal {
            done.failures.push(refusal.to_string());
            self.deliver(task, &bytes, &mut done);
            return done;
        }
        done.changed = outcome.is_changed() || document.decoded.is_some();
        self.deliver(task, outcome.text.as_bytes(), &mut done);
        if !done.failures.is_empty() {
            // What was not written is not changed, and a diff that says so could not be taken back.
            done.changed = false;
            return done;
        }
        done.tally.add(&outcome);
        if self.diff {
            let note = document.decoded.map(|decoded| {
                format!(
                    "{}: was {}; taking this back leads to its decoded text, not to its bytes (-i --backup keeps those)",
                    input.name, decoded.encoding
                )
            });
            let diff = Unified::new(&mut done.diff, &input.diff_path, note.as_deref());
            // Writing to memory cannot fail.
            let _ = diff.text(&outcome);
        }
        if let Some(format) = self.report {
            format.outcome(&mut done.report, Origin { path: &input.name, record: None }, &outcome);
        }
        done
    }

    /// Puts the cleaned text where it goes.
    fn deliver(&self, task: &Task, text: &[u8], done: &mut Done) {
        let result = match (self.destination, &task.target, task.input.path()) {
            (Destination::Stdout, ..) => {
                let mut stdout = io::stdout().lock();
                let written = stdout.write_all(text).and_then(|()| stdout.flush());
                done.fatal = written.err().map(|error| CannotWrite::new("standard output", error));
                return;
            }
            (Destination::Files(_), Some(target), source) => write_below(target, text, source),
            (Destination::InPlace { backup }, _, Some(path)) if done.changed => {
                rewrite(path, text, backup.as_deref())
            }
            _ => Ok(()),
        };
        if let Err(error) = result {
            let target = task.target.as_deref().or(task.input.path()).unwrap_or(Path::new(""));
            done.failures.push(format!("cannot write {}: {}", target.display(), plain(&error)));
        }
    }
}

fn read(source: &Source) -> io::Result<Bytes> {
    match source {
        Source::Stdin => stdin::read(),
        Source::Named(path) | Source::Found(path) => fs::read(path).map(Bytes::Vector),
    }
}

/// Writes a file of its own, with the folders above it.
pub(super) fn write_below(target: &Path, text: &[u8], source: Option<&Path>) -> io::Result<()> {
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder)?;
    }
    let source = source.and_then(|source| fs::metadata(source).ok());
    write_file(target, text, source.as_ref())
}

/// Rewrites a file in one step, and keeps the original if that is wanted.
fn rewrite(path: &Path, text: &[u8], backup: Option<&str>) -> io::Result<()> {
    may_rewrite(path)?;
    keep_original(path, backup)?;
    write_file(path, text, None)
}

/// Refuses what putting a new file in the place of the old one would harm.
pub(super) fn may_rewrite(path: &Path) -> io::Result<()> {
    let metadata = fs::metadata(path)?;
    match (metadata.is_file(), metadata.permissions().readonly()) {
        (false, _) => Err(io::Error::other("it is no regular file")),
        (true, true) => {
            Err(io::Error::other("it is read-only; make it writable, or write elsewhere with -o"))
        }
        (true, false) => Ok(()),
    }
}

/// Copies a file beside itself before it is rewritten. A backup that is there already may be the only original
/// left, so it is never overwritten.
pub(super) fn keep_original(path: &Path, backup: Option<&str>) -> io::Result<()> {
    let Some(suffix) = backup else { return Ok(()) };
    let copy = with_suffix(path, suffix);
    if fs::symlink_metadata(&copy).is_ok() {
        let copy = copy.display();
        return Err(io::Error::other(format!(
            "the backup {copy} is there already; move it away or take another suffix"
        )));
    }
    let mut backup = NewFile::new(&copy, Some(&fs::metadata(path)?))?;
    io::copy(&mut fs::File::open(path)?, &mut backup)?;
    backup.finish()
}
