//! `unscrape rules`: what there is, and why.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Result, bail};
use unscrape::Rule;
use unscrape::filters::{self, packs};
use unscrape::pack::proof::{self, Failure};
use unscrape::report::human;
use unscrape::select::nearest;

use crate::args::Args;
use crate::exit::Exit;
use crate::output::Sink;
use crate::settings;

/// Lists all rules, those of the user's configuration too, or explains those of one filter or one id.
pub(crate) fn show(id: Option<&str>, args: &Args) -> Result<Exit> {
    let mut all = filters::rules();
    all.extend(settings::settings(args)?.rules.iter().map(|user| user.rule));
    let Some(id) = id else {
        Sink::stdout().write(list(&all).as_bytes())?;
        return Ok(Exit::Done);
    };
    let nearest = nearest(id, &all);
    let chosen: Vec<&Rule> = all.into_iter().filter(|rule| rule.id == id || rule.filter() == id).collect();
    if chosen.is_empty() {
        if filters::NAMES.contains(&id) {
            bail!("the filter `{id}` has no rules in this version");
        }
        let hint = nearest.map_or_else(
            || "`unscrape rules` lists them all".to_owned(),
            |name| format!("did you mean `{name}`?"),
        );
        bail!("no filter or rule is called `{id}`; {hint}");
    }
    let pages: Vec<String> = chosen.into_iter().map(explain).collect();
    Sink::stdout().write(pages.join("\n").as_bytes())?;
    Ok(Exit::Done)
}

/// Runs the examples of a pack, or of our own packs.
pub(crate) fn test(path: Option<&Path>) -> Result<Exit> {
    let (name, rules) = match path {
        Some(path) => (path.display().to_string(), settings::pack(path)?.rules),
        None => ("built-in packs".to_owned(), packs::built_in().to_vec()),
    };
    let failures = proof::failures(&rules, path.is_none())?;
    let mut page = String::new();
    for Failure { rule, example, reason } in &failures {
        let _ = writeln!(page, "{name}: {rule}: {example:?} {reason}");
    }
    let examples: usize = rules.iter().map(|rule| rule.rule.examples.len() + rule.rule.keeps.len()).sum();
    let (rules, examples) = (human::count(rules.len(), "rule"), human::count(examples, "example"));
    let _ = writeln!(page, "{name}: {rules}, {examples}, {} failed", failures.len());
    Sink::stdout().write(page.as_bytes())?;
    Ok(if failures.is_empty() { Exit::Done } else { Exit::WouldChange })
}

fn list(rules: &[&Rule]) -> String {
    let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    let line = |rule: &&Rule| format!("{:width$}  {:10}  {}\n", rule.id, rule.level, rule.summary);
    rules.iter().map(line).collect()
}

fn explain(rule: &Rule) -> String {
    let mut page = format!("{}\n  {}\n  level: {}\n\n", rule.id, rule.summary, rule.level);
    for line in wrapped(rule.why) {
        let _ = writeln!(page, "  {line}");
    }
    page.push_str("\n  changes\n");
    for example in rule.examples {
        let _ = writeln!(page, "    {:?}\n      → {:?}", example.dirty, example.clean);
    }
    page.push_str("\n  leaves alone\n");
    for look_alike in rule.keeps {
        let _ = writeln!(page, "    {look_alike:?}");
    }
    page
}

/// Lines of at most 90 characters.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines
            .last_mut()
            .filter(|line| line.is_empty() || line.chars().count() + word.chars().count() < 90);
        match line {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}
