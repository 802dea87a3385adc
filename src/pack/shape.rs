//! What a rule of a pack looks for: in one line, inside a line, or in a whole text.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;
use std::str::FromStr;
use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};
use serde::Deserialize;

use super::western::is_western;
use crate::filters::whitespace::is_blank;

/// What a match takes with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// A piece of a line.
    Inline,
    /// A whole line: the rule must match all of it.
    #[default]
    Line,
    /// A line, and the list of short lines under it, up to the first that reads like a paragraph.
    Block,
    /// A line and all that follows it, where nothing that reads like a paragraph does.
    Tail,
    /// A piece of the text that may span lines.
    File,
}

impl Scope {
    /// Whether the rule is about whole lines.
    pub fn is_of_lines(self) -> bool {
        matches!(self, Scope::Line | Scope::Block | Scope::Tail)
    }
}

/// Where a line has to stand, counted in lines that are not blank and do not go themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Position {
    /// Anywhere.
    #[default]
    Any,
    /// Among the first so many.
    Head(usize),
    /// Among the last so many.
    Tail(usize),
}

impl FromStr for Position {
    type Err = String;

    fn from_str(text: &str) -> Result<Position, String> {
        let wrong = || format!("`{text}` is none of any, head N, tail N, with N from 1 on");
        if text == "any" {
            return Ok(Position::Any);
        }
        let (word, count) = text.split_once(' ').ok_or_else(wrong)?;
        let count = count.parse().ok().filter(|count| *count > 0).ok_or_else(wrong)?;
        match word {
            "head" => Ok(Position::Head(count)),
            "tail" => Ok(Position::Tail(count)),
            _ => Err(wrong()),
        }
    }
}

/// What has to stand beside a line, blank lines not counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Requires {
    /// So many lines in a row that the rule finds.
    Run(usize),
    /// In the same row of lines, one that another rule finds: `beside artefact/share-prompt`.
    Beside(Vec<String>),
    /// Directly before, a line that another rule finds: `after artefact/view-count`.
    After(Vec<String>),
}

impl FromStr for Requires {
    type Err = String;

    fn from_str(text: &str) -> Result<Requires, String> {
        let wrong = || format!("`{text}` is none of run N (from 2 on), beside ID…, after ID…");
        let (word, rest) = text.split_once(' ').ok_or_else(wrong)?;
        let ids = || rest.split_whitespace().map(str::to_owned).collect();
        if rest.trim().is_empty() {
            return Err(wrong());
        }
        match word {
            "run" => rest.parse().ok().filter(|count| *count > 1).map(Requires::Run).ok_or_else(wrong),
            "beside" => Ok(Requires::Beside(ids())),
            "after" => Ok(Requires::After(ids())),
            _ => Err(wrong()),
        }
    }
}

/// What stands in the place of a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replace {
    /// Nothing.
    Nothing,
    /// What the first group of the pattern that took part in the match holds.
    Inner,
    /// This text.
    Text(&'static str),
}

/// A regular expression that is compiled when it is first asked for.
#[derive(Debug)]
pub struct Pattern {
    source: Cow<'static, str>,
    /// What it comes to in Western text, if that is known.
    western: Option<&'static str>,
    /// Whether it has to match all of a text.
    is_whole: bool,
    folds: bool,
    regex: OnceLock<Regex>,
    western_regex: OnceLock<Regex>,
}

impl Pattern {
    /// Takes a pattern that is known to be one, and what it comes to in Western text. In rules about lines it has to
    /// match all of a line.
    pub(super) fn new(
        source: impl Into<Cow<'static, str>>,
        western: Option<&'static str>,
        scope: Scope,
        folds: bool,
    ) -> Pattern {
        let is_whole = scope.is_of_lines();
        let source = source.into();
        Pattern { source, western, is_whole, folds, regex: OnceLock::new(), western_regex: OnceLock::new() }
    }

    /// A pattern that finds any of `literals`, and of two that begin together the longer.
    pub(super) fn any_of(literals: &[&str], folds: bool) -> Pattern {
        let mut literals: Vec<String> = literals.iter().map(|literal| regex::escape(literal)).collect();
        literals.sort_by_key(|literal| Reverse(literal.len()));
        Pattern::new(literals.join("|"), None, Scope::Inline, folds)
    }

    /// The compiled pattern.
    pub(super) fn regex(&self) -> &Regex {
        self.regex.get_or_init(|| {
            self.compiled(&self.source, self.folds).expect("patterns are checked when their pack is read")
        })
    }

    /// The compiled pattern, or what of it is enough for `text` and compiled sooner.
    pub(super) fn regex_for(&self, text: &str) -> &Regex {
        let Some(western) = self.western.filter(|_| is_western(text)) else { return self.regex() };
        // Its letters stand in both cases already.
        let compiled = || self.compiled(western, false).expect("a part of a pattern is one");
        self.western_regex.get_or_init(compiled)
    }

    fn compiled(&self, source: &str, folds: bool) -> Result<Regex, regex::Error> {
        let whole =
            if self.is_whole { Cow::Owned(format!(r"\A(?:{source})\z")) } else { Cow::Borrowed(source) };
        // Line ends are unified late, so `$` has to see those of every system.
        RegexBuilder::new(&whole).case_insensitive(folds).crlf(true).build()
    }

    /// Whether the pattern is one, and none too large. Compiling takes most of the time that a rule takes to load,
    /// so only a pattern that could be large is compiled at once: repetitions are what makes them so.
    pub(super) fn check(&self) -> Result<(), regex::Error> {
        let is_small = self.source.len() < 200 && !self.source.contains('{');
        match regex_syntax::parse(&self.source) {
            Ok(_) if is_small => Ok(()),
            _ => self.compiled(&self.source, self.folds).map(|regex| _ = self.regex.set(regex)),
        }
    }

    /// Whether a group of it could hold what stays of a match.
    pub(super) fn has_group(&self) -> bool {
        self.regex().captures_len() > 1
    }
}

/// What a rule looks for.
#[derive(Debug)]
pub struct Shape {
    /// What a match takes with it.
    pub scope: Scope,
    /// The languages whose words these are; empty for any.
    pub langs: &'static [&'static str],
    /// Words of which one must occur; without a pattern, what is looked for itself.
    pub literals: &'static [&'static str],
    /// Whether capitals and small letters are the same.
    pub folds: bool,
    /// What is looked for.
    pub pattern: Option<Pattern>,
    /// A line (under `inline` and `file`, a match) that this finds is left.
    pub unless: Option<Pattern>,
    /// The longest line, in characters.
    pub max_len: usize,
    /// Where the line has to stand.
    pub position: Position,
    /// What has to stand beside it.
    pub requires: Option<Requires>,
    /// What is put in the place of a match.
    pub replace: Replace,
}

impl Shape {
    /// Whether both look for the same words in the same way. Where they have to stand may differ: a line that two
    /// sites share is one rule, whose places add up.
    pub fn is_like(&self, other: &Shape) -> bool {
        let source = |pattern: &Option<Pattern>| pattern.as_ref().map(|pattern| pattern.source.clone());
        self.scope == other.scope
            && self.langs == other.langs
            && self.literals == other.literals
            && self.folds == other.folds
            && source(&self.pattern) == source(&other.pattern)
            && source(&self.unless) == source(&other.unless)
            && self.max_len == other.max_len
            && self.requires == other.requires
            && self.replace == other.replace
    }

    /// Whether it looks for lines that are one of its literals, marks round them aside.
    pub fn is_of_whole_lines(&self) -> bool {
        self.scope.is_of_lines() && self.pattern.is_none()
    }

    /// Whether a line (without the blanks round it) is one that the rule finds, wherever it stands.
    pub fn is_line(&self, line: &str) -> bool {
        // A character has one to four bytes.
        let fits = line.len() <= self.max_len
            || (line.len() <= 4 * self.max_len && line.chars().count() <= self.max_len);
        let matches = || match &self.pattern {
            Some(pattern) => pattern.regex_for(line).is_match(line),
            None => self.is_literal(core(line)),
        };
        fits && matches() && !self.excludes(line)
    }

    /// Whether `text` is one of the literals.
    pub(super) fn is_literal(&self, text: &str) -> bool {
        if !self.folds {
            return self.literals.contains(&text);
        }
        let text = fold(text);
        self.literals.iter().any(|literal| fold(literal) == text)
    }

    /// What the rule finds in `text` (a line, or everything under `file`): each match with what goes of it.
    pub fn find(&self, text: &str) -> Vec<Match> {
        let Some(pattern) = &self.pattern else { return Vec::new() };
        let mut found = Vec::new();
        for groups in pattern.regex_for(text).captures_iter(text) {
            let whole = groups.get_match().range();
            if whole.is_empty() || self.excludes(&text[whole.clone()]) {
                continue;
            }
            let inner = match self.replace {
                Replace::Inner => groups.iter().skip(1).flatten().next().map(|inner| inner.range()),
                _ => None,
            };
            found.push(Match { whole, inner });
        }
        found
    }

    fn excludes(&self, text: &str) -> bool {
        self.unless.as_ref().is_some_and(|pattern| pattern.regex_for(text).is_match(text))
    }
}

/// A place that a rule found inside a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// All of it.
    pub whole: Range<usize>,
    /// What stays of it.
    pub inner: Option<Range<usize>>,
}

/// The words of a line, without the marks that stand round them for show: `- Advertisement -`, `**Read more:**`,
/// `[Related]`, `>>> FOLLOW US <<<`. Quotation marks are not for show: `"Advertisement"` is somebody's word, and so is
/// `« Publicité »`.
pub fn core(line: &str) -> &str {
    let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    if is_letter(line.as_bytes().first()) && is_letter(line.as_bytes().last()) {
        // As most lines that anybody asks for.
        return line;
    }
    let is_mark = |c: char| {
        is_blank(c)
            || matches!(
                c,
                '*' | '_' | '#' | '~' | '-' | '=' | '|' | '/' | '+' | '<' | '>' | '[' | ']' | '(' | ')'
            )
            || matches!(c, ':' | '·' | '•' | '«' | '»' | '‹' | '›' | '…' | '¦' | '¬' | '‒'..='―')
            || matches!(c, '←'..='⇿' | '■'..='◿' | '★' | '☆' | '✓'..='✶' | '➔'..='➾' | '⬅'..='⬇' | '：' | '\u{FE0F}')
    };
    if [('«', '»'), ('»', '«')].iter().any(|(open, close)| line.starts_with(*open) && line.ends_with(*close))
    {
        return line;
    }
    let words = line.trim_matches(is_mark);
    // Dots are for show where there are several.
    match words.strip_suffix("..") {
        Some(words) => words.trim_end_matches(|c| c == '.' || is_mark(c)),
        None => words,
    }
}

/// Small letters for capitals, so that texts can be compared whatever their case.
pub fn fold(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { text.to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_for_show_are_no_part_of_a_line() {
        for line in [
            "Advertisement",
            "- Advertisement -",
            "**Advertisement:**",
            "[Advertisement]",
            ">> Advertisement…",
            "Advertisement...",
        ] {
            assert_eq!(core(line), "Advertisement", "{line}");
        }
        assert_eq!(core("\"Advertisement\""), "\"Advertisement\"");
        assert_eq!(core("Advertisement."), "Advertisement.");
        assert_eq!(core("———"), "");
    }

    #[test]
    fn positions_and_requirements_are_words_and_a_number() {
        assert_eq!("tail 8".parse(), Ok(Position::Tail(8)));
        assert!("tail".parse::<Position>().unwrap_err().contains("head N"));
        assert!("tail 0".parse::<Position>().is_err());
        assert_eq!("run 2".parse(), Ok(Requires::Run(2)));
        assert_eq!("after a/b c/d".parse(), Ok(Requires::After(vec!["a/b".to_owned(), "c/d".to_owned()])));
        assert!("run 1".parse::<Requires>().is_err());
    }
}
