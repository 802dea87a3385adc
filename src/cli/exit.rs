//! Exit statuses: part of the contract with other people's scripts.

use std::process::{ExitCode, Termination};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Clean, or cleaned as asked.
    Done,
    /// `--check` found changes.
    WouldChange,
    /// A usage or configuration error; nothing was read.
    Usage,
    /// Some input could not be read, decoded or written; the rest was done.
    Incomplete,
    /// Ctrl-C; no file is half written.
    Interrupted,
}

impl Exit {
    pub(crate) fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::WouldChange => 1,
            Exit::Usage => 2,
            Exit::Incomplete => 3,
            Exit::Interrupted => 130,
        }
    }
}

impl Termination for Exit {
    fn report(self) -> ExitCode {
        self.code().into()
    }
}
