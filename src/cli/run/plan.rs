//! What a run writes and where, out of the flags. Everything that could not end well is refused here, before
//! anything is read or written.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use unscrape::decode::Charset;
use unscrape::report;

use crate::args::{Args, InputFormat, ReportFormat};
use crate::input::{self, Format, Input, Inputs, Source, is_same_file};
use crate::paint;

/// Where the cleaned text goes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Destination {
    Stdout,
    /// A check, a diff or a report takes its place.
    Nowhere,
    InPlace {
        backup: Option<String>,
    },
    /// A file for each input, in their order.
    Files(Vec<PathBuf>),
}

/// Everything that the flags say about what to write.
pub(super) struct Plan {
    pub(super) destination: Destination,
    pub(super) check: bool,
    pub(super) diff: Option<DiffStyle>,
    pub(super) report: Option<report::Format>,
    pub(super) many: bool,
    pub(super) has_stdin: bool,
}

/// How a diff looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DiffStyle {
    /// For files and other programs.
    Plain,
    /// With colours.
    Painted,
}

impl Plan {
    pub(super) fn new(args: &Args, inputs: &Inputs) -> Result<Plan> {
        let write = &args.write;
        let diff_to_stdout = write.diff && write.diff_to.is_none();
        let report_to_stdout = write.report.is_some() && write.report_to.is_none();
        if diff_to_stdout && report_to_stdout {
            bail!(
                "--diff and --report both want standard output; give one of them a file with --diff-to or --report-to"
            );
        }
        let has_stdin = inputs.list.iter().any(|input| input.source == Source::Stdin);
        let destination = if write.in_place {
            if has_stdin {
                bail!("-i rewrites files, and standard input is not a file; name the files to clean");
            }
            Destination::InPlace { backup: write.backup.clone() }
        } else if let Some(output) = write.output.as_deref().filter(|output| !is_stdout(output)) {
            Destination::Files(output_files(output, inputs)?)
        } else if write.check || diff_to_stdout || report_to_stdout {
            Destination::Nowhere
        } else if inputs.many {
            bail!(
                "several files or a folder need one of -i (in place), -o PATH, --check, --diff or --report FORMAT \
                 to say where the result goes"
            );
        } else {
            Destination::Stdout
        };
        let has_records = inputs.list.iter().any(|input| input.format == Format::JsonLines);
        if has_records && args.input.format == InputFormat::Jsonl && args.input.field.is_empty() {
            bail!("--format jsonl needs --field NAME: the field of each record that holds the text");
        }
        if has_records && args.input.encoding != Charset::Auto {
            bail!("--encoding is for plain text; JSON Lines are UTF-8");
        }
        if write.backup.is_some() && !write.in_place {
            bail!("--backup goes with -i; without it no file is rewritten");
        }
        if write.backup.as_ref().is_some_and(|suffix| suffix.is_empty() || suffix.contains('/')) {
            bail!("--backup needs a suffix such as .orig, which is added to the name of the file");
        }
        for side in [&write.diff_to, &write.report_to].into_iter().flatten() {
            let mut inputs = inputs.list.iter().filter_map(Input::path);
            let own = match &destination {
                Destination::Files(files) => files.contains(side),
                _ => false,
            };
            if own || inputs.any(|input| is_same_file(input, side)) {
                bail!(
                    "{} is one of the texts of this run; give the diff or report another file",
                    side.display()
                );
            }
        }
        if let Some(path) = write.diff_to.as_deref().filter(|path| write.in_place && holds_something(path)) {
            bail!(
                "{} is there already, and may be the way back of an earlier run in place; move it away or name another \
                 file",
                path.display()
            );
        }
        if write.diff_to.is_some() && write.diff_to == write.report_to {
            bail!("the diff and the report cannot go into one file");
        }
        let report = write.report.map(|format| match format {
            ReportFormat::Human => report::Format::Human,
            ReportFormat::Json => report::Format::Json,
        });
        let style = if diff_to_stdout && paints() { DiffStyle::Painted } else { DiffStyle::Plain };
        let diff = (write.diff || write.diff_to.is_some()).then_some(style);
        Ok(Plan { destination, check: write.check, diff, report, many: inputs.many, has_stdin })
    }

    /// A diff as it is shown.
    pub(super) fn styled(&self, diff: Vec<u8>) -> Vec<u8> {
        match self.diff {
            Some(DiffStyle::Painted) => paint::diff(&diff),
            _ => diff,
        }
    }

    pub(super) fn writes_files(&self) -> bool {
        matches!(self.destination, Destination::InPlace { .. } | Destination::Files(_))
    }
}

/// Whether a path means standard output. Replacing what `/dev/stdout` leads to would tear the file away from the
/// shell that opened it.
fn is_stdout(path: &Path) -> bool {
    ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"].iter().any(|name| path == Path::new(name))
}

/// Whether what goes to standard output may have colours: a terminal, or --color always.
fn paints() -> bool {
    anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never
}

/// The file that each input is written to.
fn output_files(output: &Path, inputs: &Inputs) -> Result<Vec<PathBuf>> {
    let is_folder = inputs.many || output.is_dir() || output.as_os_str().as_encoded_bytes().ends_with(b"/");
    if !is_folder {
        if let Some(input) =
            inputs.list.iter().find(|input| input.path().is_some_and(|path| is_same_file(path, output)))
        {
            bail!("{} would be written over itself; use -i to clean it in place", input.name);
        }
        return Ok(inputs.list.iter().map(|_| output.to_owned()).collect());
    }
    if output.is_file() {
        bail!("several files cannot go into the one file {}; name a folder", output.display());
    }
    input::targets(inputs, output)
}

/// Whether a file of some bytes is there; a device has none.
fn holds_something(path: &Path) -> bool {
    path.metadata().is_ok_and(|file| file.is_file() && file.len() > 0)
}
