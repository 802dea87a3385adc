//! A run: every input through the cleaner, and every result to where it goes.

mod records;
mod stdin;
mod text;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use anyhow::{Context as _, Result, anyhow, bail};
use unscrape::decode::Charset;
use unscrape::filters;
use unscrape::report::{self, FileReport, Status, Summary, Tally, human};
use unscrape::{Cleaner, Config};

use crate::args::{Args, InputFormat, ReportFormat};
use crate::exit::Exit;
use crate::input::{self, Format, Input, Inputs, Source, is_same_file};
use crate::output::{CannotWrite, Console, Sink};
use crate::paint;
use crate::parallel::in_order;
use crate::settings::settings;

/// The signals that end a run between two files: Ctrl-C, and what a system sends to programs it stops.
#[cfg(unix)]
const STOPPING: [i32; 3] =
    [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP];
#[cfg(not(unix))]
const STOPPING: [i32; 1] = [signal_hook::consts::SIGINT];

/// Cleans everything that `args` ask for.
pub(crate) fn run(args: &Args, console: &mut Console) -> Result<Exit> {
    let config = settings(args)?;
    let cleaner = Cleaner::new(&config)?;
    let inputs = input::collect(args, args.write.output.as_deref())?;
    let plan = Plan::new(args, &inputs)?;
    warn_of_empty_filters(&config, console);
    let mut run = Run::new(args, cleaner, plan, console)?;
    run.missing(&inputs);
    run.clean(inputs.list)?;
    run.finish()
}

/// Where the cleaned text goes.
#[derive(Debug, PartialEq, Eq)]
enum Destination {
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
struct Plan {
    destination: Destination,
    check: bool,
    diff: Option<DiffStyle>,
    report: Option<report::Format>,
    many: bool,
    has_stdin: bool,
}

/// How a diff looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DiffStyle {
    /// For files and other programs.
    Plain,
    /// With colours.
    Painted,
}

impl Plan {
    fn new(args: &Args, inputs: &Inputs) -> Result<Plan> {
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
    fn styled(&self, diff: Vec<u8>) -> Vec<u8> {
        match self.diff {
            Some(DiffStyle::Painted) => paint::diff(&diff),
            _ => diff,
        }
    }

    fn writes_files(&self) -> bool {
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

/// A filter that is named but has no rules yet would silently do nothing.
fn warn_of_empty_filters(config: &Config, console: &mut Console) {
    let rules = filters::rules();
    for name in &config.select {
        if !rules.iter().any(|rule| rule.filter() == name || rule.id == name) {
            console.note(&format!("the filter `{name}` has no rules in this version"));
        }
    }
}

/// A run under way.
struct Run<'a> {
    cleaner: Cleaner,
    charset: Charset,
    fields: &'a [String],
    plan: Plan,
    jobs: usize,
    console: &'a mut Console,
    diff: Option<Sink>,
    report: Option<Sink>,
    report_is_on_stdout: bool,
    summary: Summary,
    interrupted: Arc<AtomicBool>,
}

/// An input with the file it goes to.
struct Task {
    input: Input,
    target: Option<PathBuf>,
}

/// What became of one input, ready to be told in the order of the inputs.
#[derive(Default)]
struct Done {
    name: String,
    tally: Tally,
    changed: bool,
    decoded_from: Option<&'static str>,
    /// Why it was skipped.
    skipped: Option<String>,
    /// What failed, a message each.
    failures: Vec<String>,
    diff: Vec<u8>,
    report: Vec<u8>,
    /// Standard output cannot be written: the end of the run.
    fatal: Option<CannotWrite>,
}

impl Done {
    fn status(&self) -> Status {
        match (&self.skipped, self.failures.is_empty(), self.changed) {
            (Some(_), ..) => Status::Skipped,
            (None, false, _) => Status::Failed,
            (None, true, true) => Status::Changed,
            (None, true, false) => Status::Clean,
        }
    }
}

impl<'a> Run<'a> {
    fn new(args: &'a Args, cleaner: Cleaner, plan: Plan, console: &'a mut Console) -> Result<Run<'a>> {
        let sink = |wanted: bool, file: &Option<PathBuf>| -> Result<Option<Sink>> {
            Ok(match file {
                // Nothing is done yet, so this is a mistake on the command line.
                Some(path) => {
                    Some(Sink::file(path).map_err(|error| anyhow!("{:#}", anyhow::Error::from(error)))?)
                }
                None => wanted.then(Sink::stdout),
            })
        };
        let diff = sink(args.write.diff, &args.write.diff_to)?;
        let report = sink(args.write.report.is_some(), &args.write.report_to)?;
        let interrupted = Arc::new(AtomicBool::new(false));
        // A wait for standard input ends at once, as everywhere.
        if plan.writes_files() && !plan.has_stdin {
            // Between two files; a second Ctrl-C ends the process as usual. A stream is simply cut off.
            for signal in STOPPING {
                signal_hook::flag::register_conditional_default(signal, Arc::clone(&interrupted))
                    .and_then(|_| signal_hook::flag::register(signal, Arc::clone(&interrupted)))
                    .context("cannot listen for Ctrl-C")?;
            }
        }
        let jobs = args
            .input
            .jobs
            .map_or_else(|| thread::available_parallelism().map_or(1, usize::from), usize::from);
        Ok(Run {
            cleaner,
            charset: args.input.encoding,
            fields: &args.input.field,
            report_is_on_stdout: args.write.report_to.is_none(),
            plan,
            jobs,
            console,
            diff,
            report,
            summary: Summary::default(),
            interrupted,
        })
    }

    /// Tells of the paths that are no inputs.
    fn missing(&mut self, inputs: &Inputs) {
        let failed = inputs.failed.iter().map(|(name, message)| Done {
            name: name.clone(),
            failures: vec![message.clone()],
            ..Done::default()
        });
        let skipped = inputs.skipped.iter().map(|(name, reason)| Done {
            name: name.clone(),
            skipped: Some(reason.clone()),
            ..Done::default()
        });
        failed.chain(skipped).collect::<Vec<_>>().into_iter().for_each(|done| self.tell(done));
    }

    /// Cleans all inputs: texts side by side, records of one input side by side.
    fn clean(&mut self, inputs: Vec<Input>) -> Result<()> {
        let targets = match &mut self.plan.destination {
            Destination::Files(files) => std::mem::take(files).into_iter().map(Some).collect(),
            _ => vec![None; inputs.len()],
        };
        let tasks = inputs.into_iter().zip(targets).map(|(input, target)| Task { input, target });
        let mut tasks = tasks.peekable();
        while let Some(task) = tasks.next().filter(|_| !self.is_interrupted()) {
            if task.input.format == Format::JsonLines {
                let done = self.clean_records(&task);
                self.accept(done)?;
            } else {
                let mut texts = vec![task];
                while let Some(text) = tasks.next_if(|task| task.input.format == Format::Text) {
                    texts.push(text);
                }
                self.clean_texts(texts)?;
            }
        }
        Ok(())
    }

    fn clean_texts(&mut self, tasks: Vec<Task>) -> Result<()> {
        let jobs = self.jobs.min(tasks.len());
        let mut told = Vec::new();
        let texts = text::Texts {
            cleaner: &self.cleaner,
            charset: self.charset,
            destination: &self.plan.destination,
            diff: self.plan.diff.is_some(),
            report: self.plan.report,
        };
        let interrupted = Arc::clone(&self.interrupted);
        let tasks = tasks.into_iter().take_while(|_| !interrupted.load(Ordering::Relaxed));
        let mut teller = Teller {
            plan: &self.plan,
            console: self.console,
            diff: &mut self.diff,
            report: &mut self.report,
            summary: &mut self.summary,
        };
        in_order(
            tasks,
            jobs,
            |task| texts.clean(&task),
            |done| match teller.accept(done) {
                Ok(flow) => flow,
                Err(error) => {
                    told.push(error);
                    ControlFlow::Break(())
                }
            },
        );
        match told.pop() {
            Some(error) => Err(error.into()),
            None => Ok(()),
        }
    }

    fn teller(&mut self) -> Teller<'_> {
        Teller {
            plan: &self.plan,
            console: self.console,
            diff: &mut self.diff,
            report: &mut self.report,
            summary: &mut self.summary,
        }
    }

    fn tell(&mut self, done: Done) {
        self.teller().tell(done);
    }

    fn accept(&mut self, done: Done) -> Result<()> {
        Ok(self.teller().accept(done).map(|_| ())?)
    }

    fn is_interrupted(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed)
    }

    /// Says what the run came to.
    fn finish(mut self) -> Result<Exit> {
        if let (Some(sink), Some(format)) = (&mut self.report, self.plan.report) {
            let mut line = Vec::new();
            format.summary(&mut line, &self.summary);
            sink.write_or_remember(&line);
        }
        let told = self.report_is_on_stdout && self.plan.report == Some(report::Format::Human);
        if !told {
            if self.plan.many {
                self.console.note(&human::totals(&self.summary));
            }
            for (rule, count) in &self.summary.tally.rules {
                self.console.detail(&format!("{count:>7} {rule}"));
            }
            for line in human::waiting(&self.summary.tally) {
                self.console.note(&line);
            }
        }
        for sink in [self.diff.take(), self.report.take()].into_iter().flatten() {
            if let Some(failure) = sink.failure() {
                return Err(failure.into());
            }
        }
        Ok(if self.interrupted.load(Ordering::Relaxed) {
            self.console.error("interrupted; the files that were done are whole, the others untouched");
            Exit::Interrupted
        } else if self.summary.failed > 0 {
            Exit::Incomplete
        } else if self.plan.check && self.summary.changed > 0 {
            Exit::WouldChange
        } else {
            Exit::Done
        })
    }
}

/// Tells what became of each input: diff, report and messages, in order.
struct Teller<'a> {
    plan: &'a Plan,
    console: &'a mut Console,
    diff: &'a mut Option<Sink>,
    report: &'a mut Option<Sink>,
    summary: &'a mut Summary,
}

impl Teller<'_> {
    /// Tells, and ends the run where nobody listens and nothing is left to write.
    fn accept(&mut self, mut done: Done) -> Result<ControlFlow<()>, CannotWrite> {
        let fatal = done.fatal.take();
        self.tell(done);
        if let Some(fatal) = fatal {
            return Err(fatal);
        }
        let sinks = [&*self.diff, &*self.report];
        let mut sinks = sinks.into_iter().flatten().peekable();
        let nobody_listens = sinks.peek().is_some() && sinks.all(Sink::is_closed);
        let useless = nobody_listens && self.plan.destination == Destination::Nowhere && !self.plan.check;
        Ok(if useless { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    }

    fn tell(&mut self, done: Done) {
        let status = done.status();
        if let Some(sink) = self.diff {
            sink.write_or_remember(&self.plan.styled(done.diff));
        }
        let message = match (&done.skipped, done.failures.as_slice()) {
            (Some(reason), _) => Some(reason.clone()),
            (None, []) => None,
            (None, failures) => Some(failures.join("; ")),
        };
        if let (Some(sink), Some(format)) = (&mut *self.report, self.plan.report) {
            let mut report = done.report;
            let file = FileReport {
                path: &done.name,
                status,
                decoded_from: done.decoded_from,
                message: message.as_deref(),
                tally: &done.tally,
            };
            format.file(&mut report, &file);
            sink.write_or_remember(&report);
        }
        match status {
            Status::Failed => {
                for failure in &done.failures {
                    self.console.problem(&format!("{}: {failure}", done.name));
                }
            }
            Status::Skipped => {
                self.console.note(&format!("{}: skipped, {}", done.name, message.unwrap_or_default()));
            }
            Status::Changed => {
                let line = format!("{}: {}", done.name, human::count(done.tally.changes, "change"));
                if done.tally.changes == 0 {
                    // Only its encoding, which the next line is about.
                } else if self.plan.check && self.plan.diff.is_none() && self.plan.report.is_none() {
                    self.console.note(&line);
                } else {
                    self.console.detail(&line);
                }
            }
            Status::Clean => self.console.detail(&format!("{}: clean", done.name)),
        }
        if let Some(encoding) = done.decoded_from.filter(|_| status == Status::Changed) {
            self.console.note(&format!("{}: is {encoding}; the cleaned text is UTF-8", done.name));
        }
        self.summary.add(status, &done.tally);
        // A file with a bad line is changed and failed.
        self.summary.changed += usize::from(status == Status::Failed && done.changed);
    }
}
