//! The program `unscrape`: a thin shell around the library of that name.

mod args;
mod exit;
mod input;
mod learn;
mod licences;
mod output;
mod paint;
mod parallel;
mod rules;
mod run;
mod settings;
mod translator;
mod words;

use std::io;
use std::path::Path;

use clap::Parser as _;

use args::{Args, Command};
use exit::Exit;
use output::{CannotWrite, Console};

fn main() -> Exit {
    let mut args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version are no errors; clap knows where each goes.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage } else { Exit::Done };
        }
    };
    args.color.apply();
    let mut console = Console::new(args.verbosity());
    let result = match args.command.take() {
        Some(Command::Rules { id: pack, test: true }) => rules::test(pack.as_deref().map(Path::new)),
        Some(Command::Rules { id, test: false }) => rules::show(id.as_deref(), &args),
        Some(Command::Learn(args)) => learn::learn(*args, &mut console),
        None if args.licenses => licences::show(),
        None => run::run(&args, &mut console),
    };
    match result {
        Ok(exit) => exit,
        Err(error) if is_closed_pipe(&error) => Exit::Done,
        Err(error) => {
            console.error(&format!("{error:#}"));
            if error.is::<CannotWrite>() { Exit::Incomplete } else { Exit::Usage }
        }
    }
}

/// Whether the reader of our output went away, as `head` does: no error of ours.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let broken = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(broken))
}
