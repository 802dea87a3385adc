//! Two or three blanks between two words of running text become one space.
//!
//! A run that could be layout stays: longer runs, lines with few words to a run (columns, verse, scores), and
//! runs beside a line that has a run too at the same place. Leading and trailing blanks are no runs.

use memchr::{memchr, memrchr};

use super::is_blank;
use crate::edit::Edits;
use crate::filters::search::FirstOf;
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
        "The owl   sleeps now.\nThe mill   stands still.\n",
        "ANN.         Is nobody there to open the door for us?\nBEN.  Nobody.\n",
        "    An indented paragraph keeps its indent, whatever it is for.\n",
        "name\tage\ttown\nAnn\t31\tOslo\n",
        "| The old mill in the valley  | The new bridge of the town  |\n",
    ],
};

/// The longest run that running text has by accident; four spaces and more are layout.
const LONGEST: usize = 3;
/// Words that a line must have for every piece between its runs.
const WORDS_PER_PIECE: usize = 4;
/// Words that a sentence must have whose line has no other run beside it.
const WORDS_OF_SENTENCE: usize = 5;

/// Collapses runs of blanks.
pub(super) struct SpaceRuns;

impl Filter for SpaceRuns {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&SPACE_RUN]
    }

    fn needs(&self) -> Traits {
        Traits::SPACE_RUN | Traits::TAB | Traits::ODD_SPACE
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let bytes = view.text.as_bytes();
        // A no-break space beside a space is doing nothing that typography asks for.
        let mut blanks =
            FirstOf::new([b"  ".as_slice(), b"\t", b" \xC2\xA0", b"\xC2\xA0 ", b"\xC2\xA0\xC2\xA0"]);
        let mut from = 0;
        while let Some(at) = blanks.find(bytes, from) {
            let line = Line::around(view.text, at);
            let above = line.start.checked_sub(1).map(|end| Line::around(view.text, end));
            let below = (line.end < bytes.len()).then(|| Line::around(view.text, line.end + 1));
            line.collapse(view.text, above.as_ref(), below.as_ref(), edits);
            from = line.end;
        }
    }
}

/// A run of blanks inside a line.
struct Run {
    start: usize,
    end: usize,
    /// Columns (characters from the start of the line) at which it begins and ends.
    columns: (usize, usize),
}

/// A line without its end, and the runs of blanks in it.
struct Line {
    start: usize,
    end: usize,
    runs: Vec<Run>,
}

impl Line {
    /// The line that the byte at `at` stands on or ends.
    fn around(text: &str, at: usize) -> Line {
        let bytes = text.as_bytes();
        let start = memrchr(b'\n', &bytes[..at]).map_or(0, |newline| newline + 1);
        let end = memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |newline| at + newline);
        let line = &text[start..end];
        let content = line.trim_matches(is_blank);
        let mut runs = Vec::new();
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

    fn collapse(&self, text: &str, above: Option<&Line>, below: Option<&Line>, edits: &mut Edits) {
        let content = text[self.start..self.end].trim_matches(is_blank);
        let is_row = content.starts_with('|') && content.ends_with('|');
        if self.runs.is_empty() || is_row {
            return;
        }
        let words = text[self.start..self.end]
            .split(is_blank)
            .filter(|word| word.starts_with(char::is_alphabetic))
            .count();
        let has_runs = |line: Option<&Line>| line.is_some_and(|line| !line.runs.is_empty());
        let is_alone = self.runs.len() == 1 && !has_runs(above) && !has_runs(below);
        let is_prose = words >= WORDS_PER_PIECE * (self.runs.len() + 1)
            || is_alone && words >= WORDS_OF_SENTENCE && self.breaks_sentence(text);
        let aligned = |run: &Run| {
            let beside = |line: &Line| {
                line.runs.binary_search_by_key(&run.columns.0, |other| other.columns.0).is_ok()
                    || line.runs.binary_search_by_key(&run.columns.1, |other| other.columns.1).is_ok()
            };
            above.is_some_and(beside) || below.is_some_and(beside)
        };
        let is_layout = |run: &Run| run.columns.1 - run.columns.0 > LONGEST || aligned(run);
        if !is_prose || self.runs.iter().any(is_layout) {
            return;
        }
        for run in &self.runs {
            edits.replace(run.start..run.end, " ", &SPACE_RUN);
        }
    }

    /// Whether its run stands between two small letters of a sentence: a line that begins with a capital and ends with a stop.
    fn breaks_sentence(&self, text: &str) -> bool {
        let content = text[self.start..self.end].trim_matches(is_blank);
        let end = content.trim_end_matches(['"', '”', '’', ')', '»']);
        let run = &self.runs[0];
        content.starts_with(char::is_uppercase)
            && end.ends_with(['.', '!', '?', '…'])
            && text[run.start..run.end].chars().all(|c| c != '\t')
            && text[..run.start].ends_with(char::is_lowercase)
            && text[run.end..].starts_with(char::is_lowercase)
    }
}
