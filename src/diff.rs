//! Unified diffs made from changes, not from two texts: each hunk names the rules that made it.
//!
//! ```text
//! --- a/news/1.txt
//! +++ b/news/1.txt
//! @@ -1,4 +1,2 @@ artefact/ad-marker
//!  One.
//!
//! -[ad_1]
//! -
//! ```
//!
//! `git apply` and `patch -p1` take them, `patch -R` takes them back: rule ids stand where both ignore them.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;

use memchr::{memchr, memchr_iter, memrchr};

use crate::pipeline::Outcome;
use crate::trace::Change;

/// Lines of context around a change.
const CONTEXT: usize = 3;

/// Whole lines of the original that became other whole lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineChange {
    /// Bytes of the original, from the start of a line to the end of one.
    pub old: Range<usize>,
    /// Bytes of the result, likewise.
    pub new: Range<usize>,
    /// The rules, in order, each once.
    pub rules: Vec<&'static str>,
}

/// The changes of an outcome, widened to whole lines. Changes that touch, or that share a line, are one.
pub fn line_changes(outcome: &Outcome<'_>) -> Vec<LineChange> {
    let (original, result) = (outcome.original.as_bytes(), outcome.text.as_bytes());
    let mut changes = outcome.changes().peekable();
    let mut lines = Vec::new();
    while let Some(first) = changes.next() {
        let before =
            first.old.start - memrchr(b'\n', &original[..first.old.start]).map_or(0, |newline| newline + 1);
        let mut line = LineChange {
            old: first.old.start - before..first.old.end,
            new: first.new.start - before..first.new.end,
            rules: Vec::new(),
        };
        add_rules(&mut line.rules, &first);
        // Where the line ends in the original; looked for once a line, or a long line with many changes would cost
        // its square.
        let mut end_of_line = 0;
        loop {
            // The rest of the line is text that both sides share, unless another change comes first.
            let whole = ends_line(original, line.old.end) && ends_line(result, line.new.end);
            if !whole && end_of_line <= line.old.end {
                end_of_line = line.old.end + line_length(&original[line.old.end..]);
            }
            let rest = if whole { 0 } else { end_of_line - line.old.end };
            if let Some(next) = changes.next_if(|next| next.old.start <= line.old.end + rest) {
                line.old.end = next.old.end;
                line.new.end = next.new.end;
                add_rules(&mut line.rules, &next);
            } else {
                line.old.end += rest;
                line.new.end += rest;
                break;
            }
        }
        lines.push(line);
    }
    lines
}

fn add_rules(rules: &mut Vec<&'static str>, change: &Change<'_>) {
    for cause in change.causes {
        if !rules.contains(&cause.rule.id) {
            rules.push(cause.rule.id);
        }
    }
}

fn ends_line(text: &[u8], at: usize) -> bool {
    at == 0 || text[at - 1] == b'\n'
}

/// Bytes up to and including the first newline.
fn line_length(text: &[u8]) -> usize {
    memchr(b'\n', text).map_or(text.len(), |newline| newline + 1)
}

/// Writes the unified diff of one file. It is given the file from beginning to end, piece by piece, so that a
/// file of any size can pass.
pub struct Unified<W> {
    out: W,
    /// Written before the first hunk, so that an unchanged file leaves no trace.
    header: Option<String>,
    /// Lines of the old and the new file that lie behind.
    old_line: usize,
    new_line: usize,
    /// The last lines that stayed: context for the next hunk.
    leading: VecDeque<Vec<u8>>,
    hunk: Option<Hunk>,
}

struct Hunk {
    /// Lines before the hunk, and in it.
    old: (usize, usize),
    new: (usize, usize),
    rules: Vec<&'static str>,
    body: Vec<u8>,
    /// Lines that stayed since the last change, not yet in the body.
    trailing: Vec<Vec<u8>>,
}

impl<W: Write> Unified<W> {
    /// Begins the diff of the file at `path`, which is relative to the folder where the diff will be applied.
    /// `note` becomes a line before the header, which patch tools skip.
    pub fn new(out: W, path: &[u8], note: Option<&str>) -> Unified<W> {
        let mut header = String::new();
        if let Some(note) = note {
            let _ = writeln!(header, "# {note}");
        }
        let _ = write!(header, "--- {}\n+++ {}\n", header_name("a/", path), header_name("b/", path));
        Unified { out, header: Some(header), old_line: 0, new_line: 0, leading: VecDeque::new(), hunk: None }
    }

    /// Writes the whole diff of a text.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn text(mut self, outcome: &Outcome<'_>) -> io::Result<()> {
        self.part(outcome.original.as_bytes(), outcome.text.as_bytes(), &line_changes(outcome))?;
        self.finish().map(|_| ())
    }

    /// Goes on with whole lines `old` that became `new` by `changes`.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn part(&mut self, old: &[u8], new: &[u8], changes: &[LineChange]) -> io::Result<()> {
        let mut from = 0;
        for change in changes {
            self.keep(&old[from..change.old.start])?;
            self.change(&old[change.old.clone()], &new[change.new.clone()], &change.rules);
            from = change.old.end;
        }
        self.keep(&old[from..])
    }

    /// Ends the diff and gives the writer back.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn finish(mut self) -> io::Result<W> {
        self.close_hunk()?;
        Ok(self.out)
    }

    /// The writer, to take from it what is written so far.
    pub fn written(&mut self) -> &mut W {
        &mut self.out
    }

    /// Lines that stay.
    fn keep(&mut self, text: &[u8]) -> io::Result<()> {
        let mut from = 0;
        while let Some(hunk) = &mut self.hunk {
            if from == text.len() {
                return Ok(());
            }
            let line = &text[from..from + line_length(&text[from..])];
            hunk.trailing.push(line.to_vec());
            from += line.len();
            self.old_line += 1;
            self.new_line += 1;
            // Two changes this near would share or touch their context, so they share a hunk.
            if hunk.trailing.len() > 2 * CONTEXT {
                self.close_hunk()?;
            }
        }
        let rest = &text[from..];
        let count =
            memchr_iter(b'\n', rest).count() + usize::from(!rest.is_empty() && !rest.ends_with(b"\n"));
        self.old_line += count;
        self.new_line += count;
        let mut start = rest.len();
        let mut last = Vec::new();
        while start > 0 && last.len() < CONTEXT {
            let line = memrchr(b'\n', &rest[..start - 1]).map_or(0, |newline| newline + 1);
            last.push(rest[line..start].to_vec());
            start = line;
        }
        for line in last.into_iter().rev() {
            self.lead(line);
        }
        Ok(())
    }

    fn lead(&mut self, line: Vec<u8>) {
        if self.leading.len() == CONTEXT {
            self.leading.pop_front();
        }
        self.leading.push_back(line);
    }

    /// Lines that change.
    fn change(&mut self, old: &[u8], new: &[u8], rules: &[&'static str]) {
        let (old_line, new_line, leading) = (self.old_line, self.new_line, &mut self.leading);
        let hunk = self.hunk.get_or_insert_with(|| {
            let context = leading.len();
            Hunk {
                old: (old_line - context, 0),
                new: (new_line - context, 0),
                rules: Vec::new(),
                body: Vec::new(),
                trailing: leading.drain(..).collect(),
            }
        });
        for line in std::mem::take(&mut hunk.trailing) {
            hunk.push(b' ', &line);
        }
        for (sign, lines) in [(b'-', old), (b'+', new)] {
            for line in lines.split_inclusive(|&byte| byte == b'\n') {
                hunk.push(sign, line);
            }
        }
        for &rule in rules {
            if !hunk.rules.contains(&rule) {
                hunk.rules.push(rule);
            }
        }
        let count = |lines: &[u8]| lines.split_inclusive(|&byte| byte == b'\n').count();
        self.old_line += count(old);
        self.new_line += count(new);
    }

    fn close_hunk(&mut self) -> io::Result<()> {
        let Some(mut hunk) = self.hunk.take() else { return Ok(()) };
        let trailing = std::mem::take(&mut hunk.trailing);
        for line in trailing.iter().take(CONTEXT) {
            hunk.push(b' ', line);
        }
        let from = trailing.len().saturating_sub(CONTEXT);
        for line in trailing.into_iter().skip(from) {
            self.lead(line);
        }
        if let Some(header) = self.header.take() {
            self.out.write_all(header.as_bytes())?;
        }
        writeln!(self.out, "@@ -{} +{} @@ {}", range(hunk.old), range(hunk.new), hunk.rules.join(", "))?;
        self.out.write_all(&hunk.body)
    }
}

impl Hunk {
    fn push(&mut self, sign: u8, line: &[u8]) {
        self.body.push(sign);
        self.body.extend_from_slice(line);
        if !line.ends_with(b"\n") {
            self.body.extend_from_slice(b"\n\\ No newline at end of file\n");
        }
        self.old.1 += usize::from(sign != b'+');
        self.new.1 += usize::from(sign != b'-');
    }
}

/// `start,count` as diffs write it: a single line without its count, no line as the line before it.
fn range((before, count): (usize, usize)) -> String {
    match count {
        0 => format!("{before},0"),
        1 => format!("{}", before + 1),
        _ => format!("{},{count}", before + 1),
    }
}

/// A file name in a header: in double quotes with C escapes where it has anything that would be misread,
/// followed by a tab where it has a space, as git writes it.
fn header_name(prefix: &str, path: &[u8]) -> String {
    match std::str::from_utf8(path) {
        Ok(path) if !path.contains(|c: char| c.is_control() || matches!(c, '"' | '\\')) => {
            format!("{prefix}{path}{}", if path.contains(' ') { "\t" } else { "" })
        }
        _ => {
            let mut name = format!("\"{prefix}");
            for &byte in path {
                match byte {
                    b'"' | b'\\' => name.extend(['\\', char::from(byte)]),
                    b' '..=b'~' => name.push(char::from(byte)),
                    _ => {
                        let _ = write!(name, "\\{byte:03o}");
                    }
                }
            }
            name + "\""
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::document::Document;
    use crate::pipeline::Cleaner;

    fn diff(text: &str) -> String {
        let document = Document::from(text);
        let cleaner = Cleaner::new(&Config::default()).unwrap();
        let mut out = Vec::new();
        Unified::new(&mut out, b"x.txt", None).text(&cleaner.clean(&document)).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_hunk_names_its_rules() {
        assert_eq!(
            diff("One.\n\n[ad_1]\n\n“Two.”\n"),
            "--- a/x.txt\n+++ b/x.txt\n@@ -1,5 +1,3 @@ artefact/ad-marker, quote/straight\n One.\n \n-[ad_1]\n-\n\
             -“Two.”\n+\"Two.\"\n"
        );
    }

    #[test]
    fn distant_changes_get_hunks_of_their_own_and_near_ones_share() {
        let far = diff(&format!("‘a’\n{}‘b’\n", "line\n".repeat(7)));
        assert!(far.contains("@@ -1,4 +1,4 @@ ") && far.contains("@@ -6,4 +6,4 @@ "), "{far}");
        let near = diff(&format!("‘a’\n{}‘b’\n", "line\n".repeat(6)));
        assert!(near.contains("@@ -1,8 +1,8 @@ "), "{near}");
    }

    #[test]
    fn a_missing_final_newline_is_said() {
        assert!(diff("One.").ends_with("-One.\n\\ No newline at end of file\n+One.\n"));
    }

    #[test]
    fn an_emptied_file_has_no_line_left() {
        assert!(diff("[ad_1]\n").contains("@@ -1 +0,0 @@ artefact/ad-marker\n-[ad_1]\n"));
    }

    #[test]
    fn clean_text_has_no_diff() {
        assert_eq!(diff("One.\n"), "");
    }

    #[test]
    fn names_that_would_be_misread_are_quoted() {
        assert_eq!(header_name("a/", b"my file.txt"), "a/my file.txt\t");
        assert_eq!(header_name("a/", b"caf\xE9\n.txt"), "\"a/caf\\351\\012.txt\"");
        assert_eq!(header_name("a/", "café.txt".as_bytes()), "a/café.txt");
    }
}
