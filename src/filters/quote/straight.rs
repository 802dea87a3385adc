//! Curly marks become ASCII: U+2018–201B → `'`, U+201C–201F → `"`.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memmem, memrchr};

use crate::edit::Edits;
use crate::filters::{Filter, View};
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static STRAIGHT: Rule = Rule {
    id: "quote/straight",
    summary: "curly quotation mark or apostrophe",
    why: "One plain style is what other programs expect of text that is piped into them; --quotes keep leaves \
          the marks alone. Guillemets, CJK brackets, primes and the ʻokina are other characters and stay.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "“It’s here,” she said.\n", clean: "\"It's here,\" she said.\n" },
        Example {
            dirty: "„Das ist ‚alles‘“, sagte er.\n", clean: "\"Das ist 'alles'\", sagte er.\n"
        },
    ],
    keeps: &[
        "« Oui », dit-il, ‹ bien sûr ›.\n",
        "「はい」と答えた。\n",
        "He is 5′10″ tall and lives in Hawaiʻi.\n",
        "See https://example.org/it’s-here for more.\n",
        "<img alt=\"the “big” one\">\n",
        "7,\"He said “no”, twice\",2\n",
    ],
};

/// Straightens quotation marks.
pub(super) struct StraightQuotes;

impl Filter for StraightQuotes {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&STRAIGHT]
    }

    fn needs(&self) -> Traits {
        Traits::PUNCTUATION
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let bytes = view.text.as_bytes();
        let mut strings = Strings { text: view.text, line: 0..0, spans: Vec::new() };
        // All eight marks share their first two bytes.
        for at in memmem::find_iter(bytes, b"\xE2\x80") {
            match bytes[at + 2] {
                0x98..=0x9B => edits.replace(at..at + 3, "'", &STRAIGHT),
                0x9C..=0x9F if !strings.contain(at) => edits.replace(at..at + 3, "\"", &STRAIGHT),
                _ => {}
            }
        }
    }
}

/// Strings between ASCII double marks, as in `alt="the “big” one"` or a row of CSV: a mark that became ASCII in
/// there would end the string. Found a line at a time, only on lines with curly marks.
struct Strings<'t> {
    text: &'t str,
    line: Range<usize>,
    spans: Vec<Range<usize>>,
}

impl Strings<'_> {
    /// Whether the byte at `at`, which is not before the last one asked for, lies in a string.
    fn contain(&mut self, at: usize) -> bool {
        if at >= self.line.end {
            let bytes = self.text.as_bytes();
            let start = memrchr(b'\n', &bytes[..at]).map_or(0, |newline| newline + 1);
            let end = memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |newline| at + newline);
            self.line = start..end;
            self.spans = strings_of(&self.text[start..end]);
        }
        let at = at - self.line.start;
        let after = self.spans.partition_point(|span| span.end <= at);
        self.spans.get(after).is_some_and(|span| span.start < at)
    }
}

/// The strings of one line: from a mark that opens to the next, if that closes.
fn strings_of(line: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut marks = memchr_iter(b'"', line.as_bytes()).peekable();
    while let Some(start) = marks.next() {
        let (left, right) = (line[..start].chars().next_back(), line[start + 1..].chars().next());
        let opens =
            left.is_none_or(|c| c.is_whitespace() || matches!(c, '=' | ',' | ';' | ':' | '(' | '[' | '{'));
        if opens
            && right.is_some_and(|c| !c.is_whitespace())
            && let Some(end) = marks.next_if(|&end| {
                let after = line[end + 1..].chars().next();
                after.is_none_or(|c| !c.is_alphanumeric()) && !line[..end].ends_with(char::is_whitespace)
            })
        {
            spans.push(start..end);
        }
    }
    spans
}
