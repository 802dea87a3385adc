//! A run: every input through the cleaner, and every result to where it goes.

mod plan;
mod records;
mod stdin;
mod tell;
mod text;

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, Result, anyhow};
use unscrape::config::{Foreign, Lang};
use unscrape::decode::Charset;
use unscrape::filters;
use unscrape::report::{self, Summary, human};
use unscrape::{Cleaners, Config};

use crate::args::Args;
use crate::exit::Exit;
use crate::input::{self, Format, Input, Inputs};
use crate::learn;
use crate::output::{Console, Sink};
use crate::parallel::in_order;
use crate::settings::settings;
use crate::words;
use plan::{Destination, Plan};
use tell::{Done, Teller};

/// The signals that end a run between two files: Ctrl-C, and what a system sends to programs it stops.
#[cfg(unix)]
const STOPPING: [i32; 3] =
    [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP];
#[cfg(not(unix))]
const STOPPING: [i32; 1] = [signal_hook::consts::SIGINT];

/// Cleans everything that `args` ask for.
pub(crate) fn run(args: &Args, console: &mut Console) -> Result<Exit> {
    let mut config = settings(args)?;
    let mut cleaners = Cleaners::new(&config)?;
    let inputs = input::collect(args, args.write.output.as_deref())?;
    let plan = Plan::new(args, &inputs)?;
    if args.learn {
        config.rules.extend(learn::rules(args, &config, &inputs, console)?);
        cleaners = Cleaners::new(&config)?;
    }
    if inputs.list.is_empty() && inputs.failed.is_empty() {
        console.note(
            "no file to clean: none is there, or --include, --exclude or an ignore file leaves all out",
        );
    }
    warn_of_empty_filters(&config, console);
    warn_of_unknown_language(&config, console);
    let mut run = Run::new(args, cleaners, plan, console)?;
    run.missing(&inputs);
    run.clean(inputs.list)?;
    if let Some(problem) = words::problem(&config) {
        run.console.problem(&problem);
    }
    run.finish()
}

/// A filter that is named but has no rules yet would silently do nothing.
fn warn_of_empty_filters(config: &Config, console: &mut Console) {
    let mut rules = filters::rules();
    rules.extend(config.rules.iter().map(|own| own.rule));
    for name in &config.select {
        if !rules.iter().any(|rule| rule.filter() == name || rule.id == name) {
            console.note(&format!("the filter `{name}` has no rules in this version"));
        }
    }
}

/// A language without words leaves `foreign` nothing to find, which whoever asks for it by `--foreign keep` knows.
fn warn_of_unknown_language(config: &Config, console: &mut Console) {
    let is_foreign = |name: &String| name == "foreign" || name.starts_with("foreign/");
    let is_selected = config.select.is_empty() || config.select.iter().any(is_foreign);
    let is_wanted = is_selected && !config.ignore.iter().any(|name| name == "foreign");
    if let Lang::Code(code) = &config.lang
        && is_wanted
        && config.foreign != Foreign::Keep
        && !filters::knows_words_of(&config.lang)
    {
        console.note(&format!(
            "no word of the language `{code}` is known, so stray words in its articles stay; --foreign keep says the same \
             without this note"
        ));
    }
}

/// A run under way.
struct Run<'a> {
    cleaners: Cleaners,
    charset: Charset,
    fields: &'a [String],
    locale_field: Option<&'a String>,
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

impl<'a> Run<'a> {
    fn new(args: &'a Args, cleaners: Cleaners, plan: Plan, console: &'a mut Console) -> Result<Run<'a>> {
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
        Ok(Run {
            cleaners,
            charset: args.input.encoding,
            fields: &args.input.field,
            locale_field: args.input.locale_field.as_ref(),
            report_is_on_stdout: args.write.report_to.is_none(),
            plan,
            jobs: args.jobs(),
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
            cleaner: self.cleaners.usual(),
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
