//! Reading one file of a glossary: its lines, their columns, and what those may hold.

use std::collections::HashMap;

use super::{Entry, GlossaryError, Key, Problem, is_in_word, is_mark};
use crate::languages::{is_code, meant};

/// What separates the columns of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Separator {
    Tab,
    Comma,
}

/// What the columns may be called in a header.
const NAMES: [&[&str]; 3] = [&["language", "lang"], &["form"], &["target"]];

/// The entries of the file `name`, in its order; a line that stands there twice is one.
pub(super) fn entries(name: &str, text: &str) -> Result<Vec<Entry>, GlossaryError> {
    let lines = text.trim_start_matches('\u{feff}').lines().zip(1..);
    let mut lines = lines.filter(|(line, _)| !line.trim().is_empty() && !line.starts_with('#')).peekable();
    let separator = separator(name, lines.peek().map_or("", |(line, _)| line));
    let mut entries: Vec<Entry> = Vec::new();
    let mut known: HashMap<Key, usize> = HashMap::new();
    let mut is_first = true;
    for (line, number) in lines {
        let place = format!("{name}:{number}");
        let fail = |problem| GlossaryError { place: place.clone(), problem };
        let columns = columns(line, separator).map_err(fail)?;
        if std::mem::take(&mut is_first) && is_header(&columns).map_err(fail)? {
            continue;
        }
        let entry = entry(&columns, separator, &place).map_err(fail)?;
        match known.get(&entry.key()).map(|n| &entries[*n]) {
            Some(other) if other.target != entry.target => {
                let (form, other) = (entry.form, other.place.clone());
                return Err(fail(Problem::Twice { form, other }));
            }
            Some(_) => {}
            None => {
                known.insert(entry.key(), entries.len());
                entries.push(entry);
            }
        }
    }
    Ok(entries)
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

/// Whether the first line names the columns. In another order than ours they would be taken for one another.
fn is_header(columns: &[String]) -> Result<bool, Problem> {
    let names: Vec<String> = columns.iter().map(|column| column.to_ascii_lowercase()).collect();
    let place = |name: &String| NAMES.iter().position(|names| names.contains(&name.as_str()));
    if names.first().and_then(place).is_none() {
        return Ok(false);
    }
    let is_in_order = names.iter().enumerate().all(|(at, name)| place(name).is_none_or(|place| place == at));
    if is_in_order { Ok(true) } else { Err(Problem::Order(columns.join(", "))) }
}

fn entry(columns: &[String], separator: Separator, place: &str) -> Result<Entry, Problem> {
    let [language, form, ..] = columns else { return Err(Problem::NoForm) };
    if language != "*" && !is_code(language) {
        return Err(match meant(language) {
            Some(code) => Problem::Code { written: language.clone(), code },
            None => Problem::Language(language.clone()),
        });
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
    let target = match columns {
        [_, _, target] => target,
        [_, _] => {
            let mark = if separator == Separator::Tab { "<tab>" } else { "," };
            return Err(Problem::NoTarget(format!("{language}{mark}{form}{mark}")));
        }
        more => return Err(Problem::Columns(more.len())),
    };
    if target.chars().any(char::is_control) {
        return Err(Problem::Target);
    }
    Ok(Entry {
        language: (language != "*").then(|| language.clone()),
        form: words.join(" ").to_lowercase(),
        target: target.clone(),
        place: place.to_owned(),
    })
}
