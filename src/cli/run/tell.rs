//! What became of each input, told in order: the diff, the report, and the messages.

use std::ops::ControlFlow;

use unscrape::decode::Decoded;
use unscrape::report::{FileReport, Status, Summary, Tally, human};

use super::plan::{Destination, Plan};
use crate::output::{CannotWrite, Console, Sink};

/// What became of one input, ready to be told in the order of the inputs.
#[derive(Default)]
pub(super) struct Done {
    pub(super) name: String,
    pub(super) tally: Tally,
    pub(super) changed: bool,
    pub(super) decoded: Option<Decoded>,
    /// Why it was skipped.
    pub(super) skipped: Option<String>,
    /// What failed, a message each.
    pub(super) failures: Vec<String>,
    pub(super) diff: Vec<u8>,
    pub(super) report: Vec<u8>,
    /// Standard output cannot be written: the end of the run.
    pub(super) fatal: Option<CannotWrite>,
}

impl Done {
    pub(super) fn status(&self) -> Status {
        match (&self.skipped, self.failures.is_empty(), self.changed) {
            (Some(_), ..) => Status::Skipped,
            (None, false, _) => Status::Failed,
            (None, true, true) => Status::Changed,
            (None, true, false) => Status::Clean,
        }
    }
}

/// Tells what became of each input: diff, report and messages, in order.
pub(super) struct Teller<'a> {
    pub(super) plan: &'a Plan,
    pub(super) console: &'a mut Console,
    pub(super) diff: &'a mut Option<Sink>,
    pub(super) report: &'a mut Option<Sink>,
    pub(super) summary: &'a mut Summary,
}

impl Teller<'_> {
    /// Tells, and ends the run where nobody listens and nothing is left to write.
    pub(super) fn accept(&mut self, mut done: Done) -> Result<ControlFlow<()>, CannotWrite> {
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

    pub(super) fn tell(&mut self, done: Done) {
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
                decoded: done.decoded,
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
        if let Some(decoded) = done.decoded.filter(|_| status == Status::Changed) {
            let line = format!("{}: {}", done.name, human::decoding(&decoded));
            if decoded.is_sure() { self.console.note(&line) } else { self.console.problem(&line) }
        }
        self.summary.add(status, &done.tally);
        // A file with a bad line is changed and failed.
        self.summary.changed += usize::from(status == Status::Failed && done.changed);
    }
}
