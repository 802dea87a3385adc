//! The flags of `foreign`: stray words of other languages.

use std::path::PathBuf;

use clap::ValueEnum;
use unscrape::config::Lang;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Foreign words")]
pub(crate) struct ForeignArgs {
    /// Stray words of other languages: translate where dictionaries are sure [default: translate]
    #[arg(long, value_name = "HOW")]
    pub(crate) foreign: Option<Foreign>,

    /// Language that the texts were translated from, if it is known: lt
    #[arg(long, value_name = "CODE")]
    pub(crate) source_lang: Option<Lang>,

    /// What becomes of the brackets around a repaired word [default: drop]
    #[arg(long, value_name = "HOW")]
    pub(crate) foreign_brackets: Option<Brackets>,

    /// Your own translations, before all others: a table of language (or *), form, target; may be repeated, the last goes
    /// first
    #[arg(long, value_name = "FILE")]
    pub(crate) glossary: Vec<PathBuf>,

    /// Words that are never taken for foreign, one a line; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(crate) protect: Vec<PathBuf>,

    /// A dictionary into English that you have installed (dictd, FreeDict): one of its two files; may be repeated
    #[arg(long, value_name = "PATH")]
    pub(crate) dict: Vec<PathBuf>,

    /// Ask this program for words that no dictionary is sure of: a word a line in, a line a word out, no shell;
    /// `{src}` and `{dst}` become the languages: 'apertium -u {src}-{dst}'; the run then has one thread
    #[arg(long, value_name = "COMMAND")]
    pub(crate) translator_cmd: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Foreign {
    /// Translate where dictionaries are sure, report the rest
    Translate,
    /// Take the brackets away
    Unwrap,
    /// Mark with the language: `[lt: vakcinos]`
    Mark,
    /// Remove
    Drop,
    /// Leave alone
    Keep,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Brackets {
    /// They go: `[vakcinos]` → `vaccine`
    Drop,
    /// They stay: `[vakcinos]` → `[vaccine]`
    Keep,
}
