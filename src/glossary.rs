//! The user's own translations, which go before every dictionary.
//!
//! A glossary is a table of three columns, separated by tabs or commas: the language of a word (`*` for any), the word,
//! and what shall stand in its place. A word with nothing in its place is left alone.
//!
//! A line that names the language of its word goes before one with `*`, and a later file before an earlier one.
//!
//! ```text
//! language,form,target
//! lt,seimūnas,member of the Seimas
//! *,eurolyga,EuroLeague
//! *,fintech,
//! ```

mod table;

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;
use std::fmt;

/// What no two entries have in common: language and form.
type Key = (Option<String>, String);

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
    #[error("the columns are called {0}; write them as language, form, target, in this order")]
    Order(String),
    #[error(
        "there is no target; write one behind the form, or `{0}` (an empty target) to leave the word alone"
    )]
    NoTarget(String),
    #[error("write the language `{written}` as {code}")]
    Code { written: String, code: String },
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

impl Glossary {
    /// Reads glossaries, each with its name and text. A name that ends in `.tsv` or `.csv` says what separates the
    /// columns, and any other leaves that to the first line. What a later file says of a form goes before what an earlier
    /// one does.
    ///
    /// # Errors
    /// [`GlossaryError`] for a line that is no entry, two lines of a file that differ about one form, and a target that
    /// would be replaced in its turn.
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Glossary, GlossaryError> {
        let mut glossary = Glossary::default();
        let mut known: HashMap<Key, usize> = HashMap::new();
        for (name, text) in files {
            for entry in table::entries(name, text)? {
                match known.entry(entry.key()) {
                    Slot::Occupied(earlier) => glossary.entries[*earlier.get()] = entry,
                    Slot::Vacant(slot) => {
                        slot.insert(glossary.entries.len());
                        glossary.entries.push(entry);
                    }
                }
            }
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

    /// Refuses targets that make a form again, alone or together with what stands beside them. A form of several words
    /// that is left alone must not come into being either, since its words would be free before and not afterwards.
    fn check_targets(&self) -> Result<(), GlossaryError> {
        let replaced = self.entries.iter().filter(|entry| !entry.target.is_empty());
        let mut by_word: HashMap<&str, Vec<&Entry>> = HashMap::new();
        for entry in self.entries.iter().filter(|entry| !entry.target.is_empty() || entry.form.contains(' '))
        {
            for word in entry.form.split(' ') {
                by_word.entry(word).or_default().push(entry);
            }
        }
        for entry in replaced {
            let target = words_of(&entry.target);
            let circle =
                target.iter().filter_map(|word| by_word.get(word.as_str())).flatten().find(|other| {
                    let form: Vec<&str> = other.form.split(' ').collect();
                    // `euroleague → EuroLeague` stays what it is, and so does a target that is left alone.
                    let stays = std::ptr::eq(**other, entry) || other.target.is_empty();
                    let is_itself = stays && target == form;
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

impl Entry {
    fn key(&self) -> Key {
        (self.language.clone(), self.form.clone())
    }
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
                    minister\n*\tfintech\t\n";
        let expected = [
            row("lt", "vakcinos", "vaccine"),
            row("", "ministro pirmininko", "prime minister"),
            row("", "fintech", ""),
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
            (
                "lt\tvakcinos\n",
                "g.tsv:1: there is no target; write one behind the form, or `lt<tab>vakcinos<tab>` (an empty target)",
            ),
            ("LT\ta\tb\n", "g.tsv:1: write the language `LT` as lt"),
            ("pt-BR\ta\tb\n", "g.tsv:1: write the language `pt-BR` as pt"),
            ("lit\ta\tb\n", "g.tsv:1: write the language `lit` as lt"),
            ("zz\ta\tb\n", "g.tsv:1: `zz` is no language; write a code such as lt"),
            ("Lietuvių\ta\tb\n", "g.tsv:1: `Lietuvių` is no language"),
            (
                "# ours\nform\ttarget\tlanguage\nvakcinos\tvaccine\tlt\n",
                "g.tsv:2: the columns are called form, target, language; write them as language, form, target, in this",
            ),
            ("Language\ttarget\tform\n", "g.tsv:1: the columns are called Language, target, form"),
            ("form\ttarget\nvakcinos\tvaccine\n", "g.tsv:1: the columns are called form, target;"),
            ("lt\ta\tb\tc\n", "g.tsv:1: there are 4 columns"),
            ("vakcinos\tvaccine\n", "g.tsv:1: `vakcinos` is no language; write a code such as lt"),
            ("lt\t[vakcinos]\tvaccine\n", "g.tsv:1: `[vakcinos]` is no word"),
            ("lt\ta\tb\n\nlt\tA\tc\n", "g.tsv:3: `a` has another target in g.tsv:1; keep one"),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.starts_with(message), "{error}");
        }
        let error = Glossary::read([("g.csv", "lt,vakcinos\n")]).unwrap_err().to_string();
        assert!(error.contains("or `lt,vakcinos,` (an empty target) to leave the word alone"), "{error}");
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
            "*\tx\tminister\n*\tprime minister\t\n",
        ] {
            let error = read(text).unwrap_err();
            assert!(error.contains("cleaning twice would not be cleaning once"), "{text}: {error}");
        }
        for text in [
            "*\teuroleague\tEuroLeague\n",
            "de\tin Gefahr\tin danger\n",
            "*\ta\tb\n*\tb\t\n",
            "*\ta\tb c\n*\tb c\t\n",
        ] {
            assert!(read(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn a_later_file_goes_before_an_earlier_one() {
        let targets = |second: &str| {
            let files = [("a.tsv", "*\tx\ty\n*\tw\tv\n"), ("b.tsv", second)];
            let glossary = Glossary::read(files).map_err(|error| error.to_string())?;
            let targets = glossary.entries().iter().map(|entry| format!("{} {}", entry.target, entry.place));
            Ok::<_, String>(targets.collect::<Vec<_>>())
        };
        assert_eq!(targets("*\tx\tz\n").unwrap(), ["z b.tsv:1", "v a.tsv:2"]);
        assert_eq!(targets("*\tx\t\n").unwrap(), [" b.tsv:1", "v a.tsv:2"]);
        assert_eq!(targets("lt\tx\tz\n").unwrap().len(), 3);
        assert!(
            targets("*\tx\tz\n*\tx\tq\n")
                .unwrap_err()
                .starts_with("b.tsv:2: `x` has another target in b.tsv:1")
        );
    }

    #[test]
    fn what_a_later_file_overrules_makes_no_circle() {
        let first = ("a.tsv", "*\ta\tb\n*\tb\tc\n");
        assert!(Glossary::read([first]).is_err());
        assert!(Glossary::read([first, ("b.tsv", "*\tb\t\n")]).is_ok());
    }

    #[test]
    fn the_sample_is_a_glossary() {
        assert_eq!(Glossary::sample().entries().len(), 3);
    }
}
