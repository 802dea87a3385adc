//! The user's own translations, which go before every dictionary.
//!
//! A glossary is a table of three columns, separated by tabs or commas: the language of a word (`*` for any), the word,
//! and what shall stand in its place. A word with nothing in its place is left alone.
//!
//! ```text
//! language,form,target
//! lt,seimūnas,member of the Seimas
//! *,eurolyga,EuroLeague
//! *,fintech,
//! ```

use std::collections::HashMap;
use std::fmt;

/// One line of a glossary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The code of the word's language; `None` for any.
    pub language: Option<String>,
    /// The word, or a few of them, in lower case and with single spaces.
    pub form: String,
    /// What shall stand in its place; empty to leave it alone.
    pub target: String,
    /// Where the entry stands: `words.tsv:3`.
    place: String,
}

/// The entries of one or more files, checked together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glossary {
    entries: Vec<Entry>,
}

/// What is wrong with a glossary. The message begins with file and line and ends with a way out.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct GlossaryError {
    place: String,
    problem: Problem,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
enum Problem {
    #[error("a line needs language, form and target, separated by tabs or commas; this one has no form")]
    NoForm,
    #[error(
        "there are {0} columns where language, form and target make three; put a text that holds commas into double \
         quotes"
    )]
    Columns(usize),
    #[error("a double quote is opened and not closed; write a quote inside a quoted text twice")]
    OpenQuote,
    #[error("`{0}` is no language; write a code such as lt, or * for any language")]
    Language(String),
    #[error("`{0}` is no word; write letters, digits, hyphens and apostrophes, with spaces between words")]
    Form(String),
    #[error("the target holds a control character; write plain text")]
    Target,
    #[error("`{form}` has another target in {other}; keep one of the two lines")]
    Twice { form: String, other: String },
    #[error(
        "the target `{target}` makes the form `{form}` ({other}) again, so that cleaning twice would not be cleaning \
         once; give another target, or leave one of the two lines out"
    )]
    Circle { target: String, form: String, other: String },
}

/// What separates the columns of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Separator {
    Tab,
    Comma,
}

impl Glossary {
    /// Reads glossaries, each with its name and text. A name that ends in `.tsv` or `.csv` says what separates the
    /// columns, and any other leaves that to the first line.
    ///
    /// # Errors
    /// [`GlossaryError`] for a line that is no entry, two lines that differ about one form, and a target that would be
    /// replaced in its turn.
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Glossary, GlossaryError> {
        let mut glossary = Glossary::default();
        for (name, text) in files {
            glossary.add(name, text)?;
        }
        glossary.check_targets()?;
        Ok(glossary)
    }

    /// The glossary that the examples of `foreign/glossary` are written for.
    ///
    /// # Panics
    /// Never: a test reads it.
    pub fn sample() -> Glossary {
        const SAMPLE: &str = "lt,seimūnas,member of the Seimas\n*,eurolyga,EuroLeague\n*,fintech,\n";
        Glossary::read([("sample.csv", SAMPLE)]).expect("the sample is a glossary")
    }

    /// All entries, in the order of the files.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn add(&mut self, name: &str, text: &str) -> Result<(), GlossaryError> {
        let lines = text.trim_start_matches('\u{feff}').lines().zip(1..);
        let mut lines =
            lines.filter(|(line, _)| !line.trim().is_empty() && !line.starts_with('#')).peekable();
        let separator = separator(name, lines.peek().map_or("", |(line, _)| line));
        let mut known: HashMap<(Option<String>, String), usize> = HashMap::new();
        for (n, entry) in self.entries.iter().enumerate() {
            known.insert((entry.language.clone(), entry.form.clone()), n);
        }
        let mut is_first = true;
        for (line, number) in lines {
            let place = format!("{name}:{number}");
            let fail = |problem| GlossaryError { place: place.clone(), problem };
            let columns = columns(line, separator).map_err(fail)?;
            if std::mem::take(&mut is_first) && is_header(&columns) {
                continue;
            }
            let entry = entry(&columns, &place).map_err(fail)?;
            let key = (entry.language.clone(), entry.form.clone());
            match known.get(&key).map(|n| &self.entries[*n]) {
                Some(other) if other.target != entry.target => {
                    let (form, other) = (entry.form, other.place.clone());
                    return Err(fail(Problem::Twice { form, other }));
                }
                Some(_) => {}
                None => {
                    known.insert(key, self.entries.len());
                    self.entries.push(entry);
                }
            }
        }
        Ok(())
    }

    /// Refuses targets that make a form again, alone or together with what stands beside them.
    fn check_targets(&self) -> Result<(), GlossaryError> {
        let replaced = || self.entries.iter().filter(|entry| !entry.target.is_empty());
        let mut by_word: HashMap<&str, Vec<&Entry>> = HashMap::new();
        for entry in replaced() {
            for word in entry.form.split(' ') {
                by_word.entry(word).or_default().push(entry);
            }
        }
        for entry in replaced() {
            let target = words_of(&entry.target);
            let circle =
                target.iter().filter_map(|word| by_word.get(word.as_str())).flatten().find(|other| {
                    let form: Vec<&str> = other.form.split(' ').collect();
                    // `euroleague → EuroLeague` stays what it is.
                    let is_itself = std::ptr::eq(**other, entry) && target == form;
                    !is_itself && meet(&target, &form)
                });
            if let Some(other) = circle {
                let problem = Problem::Circle {
                    target: entry.target.clone(),
                    form: other.form.clone(),
                    other: other.place.clone(),
                };
                return Err(GlossaryError { place: entry.place.clone(), problem });
            }
        }
        Ok(())
    }
}

/// Whether a text that holds the words `target` can hold `form` so that the two share a word.
fn meet(target: &[String], form: &[&str]) -> bool {
    // The form begins before the target, in it, or in it and ends behind it.
    let ends = form.len() - 1 + target.len();
    (0..ends).any(|shift| {
        let in_form = (form.len() - 1).saturating_sub(shift);
        let in_target = (shift + 1).saturating_sub(form.len());
        let shared = (form.len() - in_form).min(target.len() - in_target);
        (0..shared).all(|n| target[in_target + n] == form[in_form + n])
    })
}

/// The words of a text as the search for forms sees them.
fn words_of(text: &str) -> Vec<String> {
    text.split(|c| !is_in_word(c))
        .map(|word| word.trim_matches(is_mark).to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

/// Whether words are written with `c`.
pub(crate) fn is_in_word(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c)
}

/// Marks that belong to a word if they stand inside it.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, '\'' | '’' | '-')
}

fn separator(name: &str, first: &str) -> Separator {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending.to_ascii_lowercase().as_str() {
        "tsv" | "tab" => Separator::Tab,
        "csv" => Separator::Comma,
        _ if first.contains('\t') => Separator::Tab,
        _ => Separator::Comma,
    }
}

/// The columns of a line. Quotes mean something only where commas separate.
fn columns(line: &str, separator: Separator) -> Result<Vec<String>, Problem> {
    if separator == Separator::Tab {
        return Ok(line.split('\t').map(|column| column.trim().to_owned()).collect());
    }
    let mut columns = Vec::new();
    let mut rest = line;
    loop {
        let (column, after) = if let Some(quoted) = rest.trim_start().strip_prefix('"') {
            quoted_column(quoted)?
        } else {
            let end = rest.find(',').unwrap_or(rest.len());
            (rest[..end].trim().to_owned(), &rest[end..])
        };
        columns.push(column);
        let after = after.trim_start();
        match after.strip_prefix(',') {
            Some(next) => rest = next,
            None if after.is_empty() => return Ok(columns),
            None => return Err(Problem::OpenQuote),
        }
    }
}

/// What stands before the closing quote, and what follows it.
fn quoted_column(quoted: &str) -> Result<(String, &str), Problem> {
    let mut column = String::new();
    let mut rest = quoted;
    loop {
        let (before, after) = rest.split_once('"').ok_or(Problem::OpenQuote)?;
        column.push_str(before);
        match after.strip_prefix('"') {
            Some(more) => {
                column.push('"');
                rest = more;
            }
            None => return Ok((column.trim().to_owned(), after)),
        }
    }
}

fn is_header(columns: &[String]) -> bool {
    columns
        .first()
        .is_some_and(|first| first.eq_ignore_ascii_case("language") || first.eq_ignore_ascii_case("lang"))
}

fn entry(columns: &[String], place: &str) -> Result<Entry, Problem> {
    let (language, form, target) = match columns {
        [language, form] => (language, form, ""),
        [language, form, target] => (language, form, target.as_str()),
        [] | [_] => return Err(Problem::NoForm),
        more => return Err(Problem::Columns(more.len())),
    };
    let is_code = matches!(language.len(), 2 | 3) && language.bytes().all(|byte| byte.is_ascii_lowercase());
    if language != "*" && !is_code {
        return Err(Problem::Language(language.clone()));
    }
    if form.is_empty() {
        return Err(Problem::NoForm);
    }
    let words: Vec<&str> = form.split_whitespace().collect();
    if words
        .iter()
        .any(|word| word.starts_with(is_mark) || word.ends_with(is_mark) || !word.chars().all(is_in_word))
    {
        return Err(Problem::Form(form.clone()));
    }
    if target.chars().any(char::is_control) {
        return Err(Problem::Target);
    }
    Ok(Entry {
        language: (language != "*").then(|| language.clone()),
        form: words.join(" ").to_lowercase(),
        target: target.to_owned(),
        place: place.to_owned(),
    })
}

impl fmt::Display for Entry {
    /// The entry as reports show it: `lt: seimūnas = member of the Seimas`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(language) = &self.language {
            write!(f, "{language}: ")?;
        }
        write!(f, "{} = {}", self.form, self.target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<(String, String, String)>, String> {
        let glossary = Glossary::read([("g.tsv", text)]).map_err(|error| error.to_string())?;
        let columns = |entry: &Entry| {
            (entry.language.clone().unwrap_or_default(), entry.form.clone(), entry.target.clone())
        };
        Ok(glossary.entries().iter().map(columns).collect())
    }

    fn row(language: &str, form: &str, target: &str) -> (String, String, String) {
        (language.to_owned(), form.to_owned(), target.to_owned())
    }

    #[test]
    fn header_comments_marks_and_empty_targets_are_read() {
        let text = "\u{feff}Language\tForm\tTarget\r\n# ours\r\n\r\nlt\tVakcinos\tvaccine\r\n*\tministro  pirmininko\tprime \
                    minister\n*\tfintech\t\n*\ttofu\n";
        let expected = [
            row("lt", "vakcinos", "vaccine"),
            row("", "ministro pirmininko", "prime minister"),
            row("", "fintech", ""),
            row("", "tofu", ""),
        ];
        assert_eq!(read(text).unwrap(), expected);
    }

    #[test]
    fn commas_separate_by_name_or_by_the_first_line() {
        let text = "lt,vakcinos,\"vaccine, \"\"jab\"\"\"\n";
        for name in ["g.CSV", "words.txt"] {
            let glossary = Glossary::read([(name, text)]).unwrap();
            assert_eq!(glossary.entries()[0].target, "vaccine, \"jab\"");
        }
        let glossary = Glossary::read([("words.txt", "lt\tx, y\tz\n")]);
        assert!(glossary.unwrap_err().to_string().contains("`x, y` is no word"));
    }

    #[test]
    fn a_bad_line_is_named_with_its_way_out() {
        for (text, message) in [
            ("*\tok\tfine\nlt\n", "g.tsv:2: a line needs language, form and target"),
            ("lt\ta\tb\tc\n", "g.tsv:1: there are 4 columns"),
            ("vakcinos\tvaccine\n", "g.tsv:1: `vakcinos` is no language; write a code such as lt"),
            ("lt\t[vakcinos]\tvaccine\n", "g.tsv:1: `[vakcinos]` is no word"),
            ("lt\ta\tb\n\nlt\tA\tc\n", "g.tsv:3: `a` has another target in g.tsv:1; keep one"),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.starts_with(message), "{error}");
        }
        let error = Glossary::read([("g.csv", "lt,a,\"b\n")]).unwrap_err().to_string();
        assert!(error.starts_with("g.csv:1: a double quote is opened"), "{error}");
    }

    #[test]
    fn a_target_that_would_be_replaced_in_its_turn_is_refused() {
        for text in [
            "*\tcat\tbig cat\n",
            "*\ta\tb\n*\tb\tc\n",
            "*\tx\tprime\n*\tprime minister\tPM\n",
            "*\tx\tminister\n*\tprime minister\tPM\n",
            "*\tb c d\te\n*\ty\tc\n",
        ] {
            let error = read(text).unwrap_err();
            assert!(error.contains("cleaning twice would not be cleaning once"), "{text}: {error}");
        }
        for text in ["*\teuroleague\tEuroLeague\n", "de\tin Gefahr\tin danger\n", "*\ta\tb\n*\tb\t\n"] {
            assert!(read(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn the_same_line_in_two_files_is_one_entry_and_others_clash() {
        let files = [("a.tsv", "*\tx\ty\n"), ("b.tsv", "*\tx\ty\n")];
        assert_eq!(Glossary::read(files).unwrap().entries().len(), 1);
        let files = [("a.tsv", "*\tx\ty\n"), ("b.tsv", "*\tx\tz\n")];
        let error = Glossary::read(files).unwrap_err().to_string();
        assert_eq!(error, "b.tsv:1: `x` has another target in a.tsv:1; keep one of the two lines");
    }

    #[test]
    fn the_sample_is_a_glossary() {
        assert_eq!(Glossary::sample().entries().len(), 3);
    }
}
