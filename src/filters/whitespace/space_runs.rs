//! Two or three blanks between two words of running text become one space.
//!
//! A run that could be layout stays: longer runs, lines with few words to a run (columns, verse, scores), and
//! runs beside a line that has a run too at the same place. Leading and trailing blanks are no runs.

use memchr::{memchr, memchr_iter, memmem};

use super::is_blank;
use crate::edit::Edits;
use crate::filters::{Filter, View};
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static SPACE_RUN: Rule = Rule {
    id: "whitespace/space-run",
    summary: "several spaces between two words",
    why: "Removed markup leaves its spaces behind. Columns, verse and anything else that could be aligned on \
          purpose stays.",
    level: Level::Standard,
    examples: &[
        Example {
            dirty: "The old bridge was closed.  It will open again in the spring.\n",
            clean: "The old bridge was closed. It will open again in the spring.\n",
        },
        Example {
            dirty: "The mayor opened   the new library in the old harbour today.\n",
            clean: "The mayor opened the new library in the old harbour today.\n",
        },
        Example {
            dirty: "The mayor\topened the new library in the old harbour today.\n",
            clean: "The mayor opened the new library in the old harbour today.\n",
        },
    ],
    keeps: &[
        "Mon   Tue   Wed\n 1     2     3\n",
        "ANN.         Is nobody there to open the door for us?\nBEN.  Nobody.\n",
        "    An indented paragraph keeps its indent, whatever it is for.\n",
        "name\tage\ttown\nAnn\t31\tOslo\n",
    ],
};

/// The longest run that running text has by accident; four spaces and more are layout.
const LONGEST: usize = 3;
/// Words that a line must have for every piece between its runs.
const WORDS_PER_PIECE: usize = 4;

/// Collapses runs of blanks.
pub(super) struct SpaceRuns;

impl Filter for SpaceRuns {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&SPACE_RUN]
    }

    fn needs(&self) -> Traits {
        Traits::SPACE_RUN | Traits::TAB | Traits::LATIN1_SIGN
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        if !may_have_run(view.text.as_bytes()) {
            return;
        }
        let mut before: Vec<Run> = Vec::new();
        let mut line = Line::default();
        let mut start = 0;
        for end in memchr_iter(b'\n', view.text.as_bytes()).chain([view.text.len()]) {
            let next = Line::new(view.text, start, end);
            line.collapse(view.text, &before, &next.runs, edits);
            before = std::mem::replace(&mut line, next).runs;
            start = end + 1;
        }
        line.collapse(view.text, &before, &[], edits);
    }
}

/// Whether there is a tab, or two blanks side by side of which one is a space or a no-break space.
fn may_have_run(text: &[u8]) -> bool {
    memchr(b'\t', text).is_some()
        || [b"  ".as_slice(), b" \xC2\xA0", b"\xC2\xA0 ", b"\xC2\xA0\xC2\xA0"]
            .into_iter()
            .any(|run| memmem::find(text, run).is_some())
}

/// A run of blanks inside a line.
struct Run {
    start: usize,
    end: usize,
    /// Columns (characters from the start of the line) at which it begins and ends.
    columns: (usize, usize),
}

#[derive(Default)]
struct Line {
    start: usize,
    end: usize,
    runs: Vec<Run>,
}

impl Line {
    fn new(text: &str, start: usize, end: usize) -> Line {
        let line = &text[start..end];
        let mut runs = Vec::new();
        let content = line.trim_matches(is_blank);
        if content.is_empty() || !may_have_run(line.as_bytes()) {
            return Line { start, end, runs };
        }
        let mut run: Option<(usize, usize, usize)> = None;
        let indent = line.len() - line.trim_start_matches(is_blank).len();
        let first_column = line[..indent].chars().count();
        for (column, (at, c)) in content.char_indices().enumerate() {
            let (at, column) = (start + indent + at, first_column + column);
            if is_blank(c) {
                let (_, _, tabs) = run.get_or_insert((at, column, 0));
                *tabs += usize::from(c == '\t');
            } else if let Some((run_start, run_column, tabs)) = run.take()
                && (column - run_column > 1 || tabs > 0)
            {
                runs.push(Run { start: run_start, end: at, columns: (run_column, column) });
            }
        }
        Line { start, end, runs }
    }

    fn collapse(&self, text: &str, above: &[Run], below: &[Run], edits: &mut Edits) {
        if self.runs.is_empty() {
            return;
        }
        let words =
            text[self.start..self.end].split(is_blank).filter(|word| word.starts_with(char::is_alphabetic));
        let is_prose = words.count() >= WORDS_PER_PIECE * (self.runs.len() + 1);
        let aligned = |run: &Run| {
            let same = |other: &Run| other.columns.0 == run.columns.0 || other.columns.1 == run.columns.1;
            above.iter().chain(below).any(same)
        };
        let is_layout = |run: &Run| run.columns.1 - run.columns.0 > LONGEST || aligned(run);
        if !is_prose || self.runs.iter().any(is_layout) {
            return;
        }
        for run in &self.runs {
            edits.replace(run.start..run.end, " ", &SPACE_RUN);
        }
    }
}
