//! The files that `foreign` is given: glossaries, words to protect, dictionaries; and the translator.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow, bail};
use unscrape::Config;
use unscrape::config::{Brackets, Foreign};
use unscrape::dictionary::{Dictionary, DictionaryError};
use unscrape::glossary::Glossary;
use unscrape::translator::SharedTranslator;

use crate::args::{self, ForeignArgs};
use crate::translator::TranslatorCommand;

/// What a packed file begins with.
const GZIP: &[u8] = &[0x1f, 0x8b];

/// Adds what the flags say to `config`, and reads the files that both name.
pub(crate) fn settle(config: &mut Config, args: &ForeignArgs) -> Result<()> {
    config.foreign = args.foreign.map_or(config.foreign, Foreign::from);
    config.source_lang = args.source_lang.clone().unwrap_or_else(|| config.source_lang.clone());
    config.foreign_brackets = args.foreign_brackets.map_or(config.foreign_brackets, Brackets::from);
    config.glossary_files.extend_from_slice(&args.glossary);
    config.protect.word_files.extend_from_slice(&args.protect);
    config.glossary = glossary(&config.glossary_files)?;
    for path in &config.protect.word_files {
        config.protect.words.extend(lines(&text(path)?));
    }
    config.dictionary_files.extend_from_slice(&args.dict);
    for path in &config.dictionary_files {
        config.dictionaries.push(Arc::new(dictionary(path)?));
    }
    if let Some(command) = &args.translator_cmd {
        config.translator = Some(SharedTranslator::new(TranslatorCommand::new(command)?));
    }
    Ok(())
}

/// What went wrong with the translator while it was asked.
pub(crate) fn problem(config: &Config) -> Option<String> {
    config.translator.as_ref()?.problem()
}

/// The dictionary that `path` leads to: one of its files, or what their names begin with.
fn dictionary(path: &Path) -> Result<Dictionary> {
    let name = path.to_string_lossy();
    let stem =
        [".index", ".dict.dz", ".dict"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(&name);
    let [index, plain, packed] =
        ["index", "dict", "dict.dz"].map(|ending| PathBuf::from(format!("{stem}.{ending}")));
    let content = if packed.exists() { &packed } else { &plain };
    let bytes = fs::read(content).with_context(|| {
        format!(
            "cannot read {} or {stem}.dict.dz; a dictionary is an index and one of them",
            content.display()
        )
    })?;
    if *content == packed && !bytes.starts_with(GZIP) {
        bail!("{}: not packed by dictzip or gzip; install the dictionary again", content.display());
    }
    let headwords = fs::read(&index).with_context(|| format!("cannot read {}", index.display()))?;
    let headwords = String::from_utf8(headwords).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        anyhow!(
            "{}: not a dictd index in UTF-8 (first bad byte at offset {at}); install the dictionary again",
            index.display()
        )
    })?;
    let called = Path::new(stem).file_name().unwrap_or_default().to_string_lossy();
    Dictionary::new(&called, &headwords, bytes).map_err(|error| match error {
        DictionaryError::Index(_) | DictionaryError::NoHeadword => anyhow!("{}: {error}", index.display()),
        DictionaryError::Packed(_) | DictionaryError::Short { .. } | DictionaryError::Binary(_) => {
            anyhow!("{}: {error}", content.display())
        }
        error => anyhow!("--dict {}: {error}", path.display()),
    })
}

fn glossary(paths: &[PathBuf]) -> Result<Glossary> {
    let mut files = Vec::new();
    for path in paths {
        files.push((path.display().to_string(), text(path)?));
    }
    Ok(Glossary::read(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))?)
}

/// The words of a list: one a line, `#` begins a comment.
fn lines(list: &str) -> Vec<String> {
    let words = list
        .trim_start_matches('\u{feff}')
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A file of words, which is UTF-8 or refused: a guess would look for words that nobody meant.
fn text(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + memchr::memchr_iter(b'\n', valid).count();
        anyhow!("{}:{line}: not valid UTF-8; save the file as UTF-8", path.display())
    })
}

impl From<args::Foreign> for Foreign {
    fn from(foreign: args::Foreign) -> Foreign {
        match foreign {
            args::Foreign::Translate => Foreign::Translate,
            args::Foreign::Unwrap => Foreign::Unwrap,
            args::Foreign::Mark => Foreign::Mark,
            args::Foreign::Drop => Foreign::Drop,
            args::Foreign::Keep => Foreign::Keep,
        }
    }
}

impl From<args::Brackets> for Brackets {
    fn from(brackets: args::Brackets) -> Brackets {
        match brackets {
            args::Brackets::Drop => Brackets::Drop,
            args::Brackets::Keep => Brackets::Keep,
        }
    }
}
