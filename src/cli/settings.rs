//! What a run may change: `unscrape.toml` and the flags that overrule it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use unscrape::config::{Config, Dashes, Ellipsis, FILE_NAME, Quotes};
use unscrape::pack::Pack;

use crate::args::{self, Args};
use crate::words;

/// The configuration of this run: the file, if there is one, and the flags over it.
pub(crate) fn settings(args: &Args) -> Result<Config> {
    let mut config = match file(args)? {
        Some(path) => read(&path)?,
        None => Config::default(),
    };
    let rules = &args.rules;
    if !rules.select.is_empty() {
        config.select = trimmed(&rules.select);
    }
    if !rules.ignore.is_empty() {
        config.ignore = trimmed(&rules.ignore);
    }
    add_packs(&mut config, &rules.packs)?;
    config.level = rules.level.unwrap_or(config.level);
    config.quotes = rules.quotes.map_or(config.quotes, Quotes::from);
    config.dashes = rules.dashes.map_or(config.dashes, Dashes::from);
    config.ellipsis = rules.ellipsis.map_or(config.ellipsis, Ellipsis::from);
    config.lang = rules.lang.clone().unwrap_or(config.lang);
    config.locale = rules.locale.clone().unwrap_or(config.locale);
    config.max_removed = rules.max_removed.unwrap_or(config.max_removed);
    words::settle(&mut config, &args.foreign)?;
    Ok(config)
}

/// Adds the rules of packs. A rule that several hold is one rule; two that differ and have one id are told with the
/// files they stand in.
fn add_packs(config: &mut Config, paths: &[PathBuf]) -> Result<()> {
    let mut files = vec!["the configuration".to_owned(); config.rules.len()];
    for path in paths {
        for rule in pack(path)?.rules {
            let id = rule.rule.id;
            let known = config.rules.iter().position(|known| known.rule.id == id);
            match known {
                Some(known) if !config.rules[known].shape.is_like(&rule.shape) => bail!(
                    "{} and {} both have a rule `{id}`, and they look for different things; give one another id",
                    files[known],
                    path.display()
                ),
                _ => {}
            }
            files.push(path.display().to_string());
            config.rules.push(rule);
        }
    }
    Ok(())
}

fn trimmed(names: &[String]) -> Vec<String> {
    names.iter().map(|name| name.trim().to_owned()).collect()
}

/// The file that is named, or the nearest from the working folder upwards.
fn file(args: &Args) -> Result<Option<PathBuf>> {
    if args.config.isolated {
        return Ok(None);
    }
    if let Some(path) = &args.config.config {
        return Ok(Some(path.clone()));
    }
    let folder = std::env::current_dir().context("cannot tell the working folder")?;
    Ok(folder.ancestors().map(|folder| folder.join(FILE_NAME)).find(|path| path.symlink_metadata().is_ok()))
}

fn read(path: &Path) -> Result<Config> {
    let text = text(path)?;
    let mut config = Config::from_toml(&text)
        .map_err(|error| anyhow!("{}: {}", path.display(), error.to_string().trim_end()))?;
    // What the file names lies where the file lies, wherever the program runs.
    let folder = path.parent().unwrap_or(Path::new(""));
    let named = config.glossary_files.iter_mut().chain(&mut config.dictionary_files);
    for file in named.chain(&mut config.protect.word_files) {
        *file = folder.join(&file);
    }
    Ok(config)
}

/// A rule pack.
pub(crate) fn pack(path: &Path) -> Result<Pack> {
    let text = text(path)?;
    // Rules stand among other things in a configuration.
    let is_config = path.file_name().is_some_and(|name| name == FILE_NAME);
    let pack = if is_config { Pack::within(&text) } else { Pack::parse(&text) };
    pack.map_err(|error| anyhow!("{}: {}", path.display(), error.to_string().trim_end()))
}

fn text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

impl From<args::Quotes> for Quotes {
    fn from(quotes: args::Quotes) -> Quotes {
        match quotes {
            args::Quotes::Straight => Quotes::Straight,
            args::Quotes::Curly => Quotes::Curly,
            args::Quotes::Keep => Quotes::Keep,
        }
    }
}

impl From<args::Dashes> for Dashes {
    fn from(dashes: args::Dashes) -> Dashes {
        match dashes {
            args::Dashes::Keep => Dashes::Keep,
            args::Dashes::Typographic => Dashes::Typographic,
            args::Dashes::Ascii => Dashes::Ascii,
        }
    }
}

impl From<args::Ellipsis> for Ellipsis {
    fn from(ellipsis: args::Ellipsis) -> Ellipsis {
        match ellipsis {
            args::Ellipsis::Keep => Ellipsis::Keep,
            args::Ellipsis::Char => Ellipsis::Char,
            args::Ellipsis::Dots => Ellipsis::Dots,
        }
    }
}
