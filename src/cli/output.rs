//! Where things go: standard output and error, and files that are never half written.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::args::Verbosity;

/// Something could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {what}")]
pub(crate) struct CannotWrite {
    what: String,
    source: io::Error,
}

impl CannotWrite {
    pub(crate) fn new(what: impl Into<String>, source: io::Error) -> CannotWrite {
        CannotWrite { what: what.into(), source }
    }

    /// Whether it is only that the reader went away.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        self.source.kind() == io::ErrorKind::BrokenPipe
    }
}

/// Standard error: for everything that is neither text nor report.
pub(crate) struct Console {
    verbosity: Verbosity,
    stderr: anstream::Stderr,
}

impl Console {
    pub(crate) fn new(verbosity: Verbosity) -> Console {
        Console { verbosity, stderr: anstream::stderr() }
    }

    /// What went wrong; shown even with --quiet.
    pub(crate) fn error(&mut self, message: &str) {
        // Nothing is left to be done where standard error itself fails.
        let _ = writeln!(self.stderr, "error: {message}");
    }

    /// What went wrong with one input, which the message begins with.
    pub(crate) fn problem(&mut self, message: &str) {
        let _ = writeln!(self.stderr, "{message}");
    }

    /// What the user may want to know.
    pub(crate) fn note(&mut self, message: &str) {
        if self.verbosity >= Verbosity::Normal {
            let _ = writeln!(self.stderr, "{message}");
        }
    }

    /// What the user asked to know.
    pub(crate) fn detail(&mut self, message: &str) {
        if self.verbosity >= Verbosity::Verbose {
            let _ = writeln!(self.stderr, "{message}");
        }
    }
}

/// A stream that remembers when its reader went away or its disk was full, so that the files of a run are
/// still cleaned when nobody reads the report any more.
pub(crate) struct Sink {
    name: String,
    out: Box<dyn Write + Send>,
    closed: bool,
    failure: Option<CannotWrite>,
}

impl Sink {
    /// Standard output.
    pub(crate) fn stdout() -> Sink {
        Sink { name: "standard output".to_owned(), out: Box::new(io::stdout()), closed: false, failure: None }
    }

    /// A file, emptied first.
    pub(crate) fn file(path: &Path) -> Result<Sink, CannotWrite> {
        let name = path.display().to_string();
        let file = File::create(path).map_err(|error| CannotWrite::new(&name, error))?;
        Ok(Sink { name, out: Box::new(file), closed: false, failure: None })
    }

    /// Whether writing more makes no sense.
    pub(crate) fn is_closed(&self) -> bool {
        self.closed
    }

    /// Writes, and flushes where somebody may be watching.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), CannotWrite> {
        if bytes.is_empty() || self.closed {
            return Ok(());
        }
        self.out.write_all(bytes).and_then(|()| self.out.flush()).map_err(|error| {
            self.closed = true;
            CannotWrite::new(&self.name, error)
        })
    }

    /// Writes, and keeps a failure for the end of the run.
    pub(crate) fn write_or_remember(&mut self, bytes: &[u8]) {
        if let Err(error) = self.write(bytes) {
            self.failure = Some(error);
        }
    }

    /// The failure, unless it is only that the reader went away.
    pub(crate) fn failure(self) -> Option<CannotWrite> {
        self.failure.filter(|error| !error.is_closed_pipe())
    }
}

/// A file on its way: written beside its target, and put in its place only when it is whole. Dropped before
/// that, it leaves nothing behind.
pub(crate) struct NewFile {
    file: tempfile::NamedTempFile,
    target: PathBuf,
    /// What the new file shall be like: mode and owner.
    like: Option<Metadata>,
}

impl NewFile {
    /// Begins a file for `target`. Symbolic links are followed, so that a link stays a link. The new file has
    /// the mode of the old one, or of `source` where there is none.
    pub(crate) fn new(target: &Path, source: Option<&Metadata>) -> io::Result<NewFile> {
        let existing = fs::metadata(target).ok();
        let target = if existing.is_some() { fs::canonicalize(target)? } else { target.to_owned() };
        let folder =
            target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let like = existing.or_else(|| source.cloned());
        let mut builder = tempfile::Builder::new();
        builder.prefix(".unscrape-").suffix(".tmp");
        if like.is_none() {
            give_usual_mode(&mut builder);
        }
        let file = builder.tempfile_in(folder)?;
        Ok(NewFile { file, target, like })
    }

    /// Puts the file in its place, in one step.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.file.flush()?;
        if let Some(like) = &self.like {
            keep_owner(self.file.path(), like);
            self.file.as_file().set_permissions(like.permissions())?;
        }
        self.file.as_file().sync_all()?;
        self.file.persist(&self.target).map_err(|error| error.error)?;
        Ok(())
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Gives a file that is like no other what the umask leaves of reading and writing for all.
#[cfg(unix)]
fn give_usual_mode(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt as _;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn give_usual_mode(_builder: &mut tempfile::Builder<'_, '_>) {}

/// Gives a file the owner of another, where we may: only root can give files away, so a refusal is no error.
#[cfg(unix)]
fn keep_owner(path: &Path, like: &Metadata) {
    use std::os::unix::fs::{MetadataExt as _, chown};
    let _ = chown(path, Some(like.uid()), Some(like.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_path: &Path, _like: &Metadata) {}

/// Whether a path leads to something that must be written and not replaced: root would turn /dev/null into a file.
pub(crate) fn is_device(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|target| !target.is_file() && !target.is_dir())
}

/// Writes a whole file at once: a device or pipe as it is, everything else by way of a [`NewFile`].
pub(crate) fn write_file(target: &Path, bytes: &[u8], source: Option<&Metadata>) -> io::Result<()> {
    if is_device(target) {
        return File::options().write(true).open(target)?.write_all(bytes);
    }
    let mut file = NewFile::new(target, source)?;
    file.write_all(bytes)?;
    file.finish()
}
