//! The command line. Flags, their values and their meaning are a contract; see `docs/design.md`.

mod foreign;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

use clap::{Parser, Subcommand, ValueEnum};
use regex::Regex;
use unscrape::config::Lang;
use unscrape::decode::Charset;
use unscrape::filters::quote::Locale;
use unscrape::{Level, Percent};

pub(crate) use foreign::{Brackets, Foreign, ForeignArgs};

/// Clean scraped articles and explain every change.
///
/// Reads standard input, or one file, and writes the cleaned text to standard output. Several files or a
/// folder need one of -i, -o, --check, --diff or --report to say where the result goes.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, args_conflicts_with_subcommands = true, args_override_self = true)]
#[command(after_help = AFTER_HELP)]
#[expect(clippy::struct_excessive_bools, reason = "flags are given or not")]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    /// Files or folders; none, or `-`, is standard input
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) write: WriteArgs,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    #[command(flatten)]
    pub(crate) foreign: ForeignArgs,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,

    /// First learn what the input repeats, as `unscrape learn` does, and remove that too
    #[arg(long, help_heading = "Which rules")]
    pub(crate) learn: bool,

    /// Learn from files together whose path gives this regular expression the same first group [default: folders]
    #[arg(long, value_name = "REGEX", requires = "learn", help_heading = "Which rules")]
    pub(crate) group_by: Option<Regex>,

    /// Print whose data the program carries, and the licences
    #[arg(long, exclusive = true)]
    pub(crate) licenses: bool,

    /// Say nothing but what went wrong
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,

    /// Say more: each file, and how often each rule acted
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,

    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
}

const AFTER_HELP: &str = "\
Examples:
  unscrape < article.txt > clean.txt      clean a stream
  unscrape -i --diff-to news.patch news/  clean a folder in place and keep the diff
  unscrape --check news/                  exit 1 if anything would change
  unscrape --format jsonl --field text < corpus.jsonl > clean.jsonl

Exit status: 0 clean, or cleaned as asked; 1 --check found changes; 2 usage or configuration error;
3 some input could not be read, decoded or written (the rest was done); 130 interrupted.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List all rules, or explain those of one filter or one rule
    Rules {
        /// A filter (`quote`) or a rule (`quote/straight`); with --test the file of a pack
        #[arg(value_name = "ID")]
        id: Option<String>,

        /// Run the examples of the pack ID, or of the built-in packs, and say which fail and why
        #[arg(long)]
        test: bool,
    },
    /// Find the lines that a site repeats in its articles, and write them as a rule pack for --rules
    Learn(Box<LearnArgs>),
}

#[derive(Debug, clap::Args)]
pub(crate) struct LearnArgs {
    /// Files or folders of articles, a folder a site
    #[arg(value_name = "PATH", required_unless_present = "files_from")]
    paths: Vec<PathBuf>,

    /// Write the pack to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Learn from files together whose path gives this regular expression the same first group [default: folders]
    #[arg(long, value_name = "REGEX")]
    group_by: Option<Regex>,

    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    foreign: ForeignArgs,
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    config: ConfigArgs,
}

impl LearnArgs {
    /// The arguments of a run over the same inputs under the same rules.
    pub(crate) fn into_run(self) -> Args {
        let LearnArgs { paths, group_by, rules, foreign, input, config, .. } = self;
        let (write, color) = (WriteArgs::default(), Color::Auto);
        Args {
            command: None,
            paths,
            write,
            rules,
            foreign,
            input,
            config,
            learn: true,
            group_by,
            licenses: false,
            quiet: false,
            verbose: false,
            color,
        }
    }
}

#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "What to write")]
pub(crate) struct WriteArgs {
    /// Rewrite files in place; unchanged files are not touched
    #[arg(short, long, conflicts_with_all = ["output", "check"])]
    pub(crate) in_place: bool,

    /// Keep the original beside a rewritten file, with this added to its name
    #[arg(long, value_name = "SUFFIX")]
    pub(crate) backup: Option<String>,

    /// Write to this file, or into this folder, which then mirrors the input
    #[arg(short, long, value_name = "PATH", conflicts_with = "check")]
    pub(crate) output: Option<PathBuf>,

    /// Write nothing; exit with 1 if anything would change
    #[arg(long)]
    pub(crate) check: bool,

    /// Write a unified diff to standard output instead of the text
    #[arg(long)]
    pub(crate) diff: bool,

    /// Write a unified diff into FILE while the text goes where it goes
    #[arg(long, value_name = "FILE")]
    pub(crate) diff_to: Option<PathBuf>,

    /// Write a report of every change to standard output instead of the text
    #[arg(long, value_name = "FORMAT")]
    pub(crate) report: Option<ReportFormat>,

    /// With --report: write the report into FILE while the text goes where it goes
    #[arg(long, value_name = "FILE", requires = "report")]
    pub(crate) report_to: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Which rules")]
pub(crate) struct RuleArgs {
    /// Run only these filters or rules: `quote,whitespace/trailing`
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) select: Vec<String>,

    /// Leave these filters or rules out
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,

    /// Read more rules from this pack; may be repeated
    #[arg(long = "rules", value_name = "FILE")]
    pub(crate) packs: Vec<PathBuf>,

    /// How far to go: safe, standard or aggressive [default: standard]
    #[arg(long)]
    pub(crate) level: Option<Level>,

    /// Style of quotation marks and apostrophes [default: straight]
    #[arg(long, value_name = "STYLE")]
    pub(crate) quotes: Option<Quotes>,

    /// Style of dashes; number ranges change only at the level aggressive [default: keep]
    #[arg(long, value_name = "STYLE")]
    pub(crate) dashes: Option<Dashes>,

    /// Style of ellipses [default: keep]
    #[arg(long, value_name = "STYLE")]
    pub(crate) ellipsis: Option<Ellipsis>,

    /// Language of the texts: auto, or a code such as de; rules for other languages do not run [default: auto]
    #[arg(long, value_name = "CODE")]
    pub(crate) lang: Option<Lang>,

    /// Whose marks and spaces the texts have: auto, en-US, de-CH [default: auto]
    #[arg(long, value_name = "TAG")]
    pub(crate) locale: Option<Locale>,

    /// Leave a text alone, and exit with 3, if more of it would go than this; fewer than 200 characters always may [default: 80]
    #[arg(long, value_name = "PERCENT")]
    pub(crate) max_removed: Option<Percent>,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Which input")]
pub(crate) struct InputArgs {
    /// How the texts are stored; auto takes .jsonl and .ndjson files for JSON Lines
    #[arg(long, default_value = "auto")]
    pub(crate) format: InputFormat,

    /// Field of each record to clean, which makes the input JSON Lines; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(crate) field: Vec<String>,

    /// Field of each record that says its locale or language, such as de or pt-BR; it counts for more than --locale and --lang
    #[arg(long, value_name = "NAME", requires = "field")]
    pub(crate) locale_field: Option<String>,

    /// Encoding of plain text: auto, or a label such as windows-1252, gbk or cp850
    #[arg(long, value_name = "LABEL", default_value = "auto")]
    pub(crate) encoding: Charset,

    /// Read more paths from FILE, one a line; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) files_from: Option<PathBuf>,

    /// Paths in --files-from end with NUL instead of a line end
    #[arg(short = '0', long = "null", requires = "files_from")]
    pub(crate) null: bool,

    /// The name of standard input in diffs and reports
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_filename: Option<PathBuf>,

    /// Take only files that match, named or found; may be repeated
    #[arg(long, value_name = "GLOB")]
    pub(crate) include: Vec<String>,

    /// Leave out files that match, named or found; may be repeated
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,

    /// In folders, take hidden files too
    #[arg(long)]
    pub(crate) hidden: bool,

    /// In folders, take files that .gitignore leaves out too
    #[arg(long)]
    pub(crate) no_ignore: bool,

    /// Number of threads [default: one a core]
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Configuration")]
pub(crate) struct ConfigArgs {
    /// Read this file instead of the nearest unscrape.toml upwards from here
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub(crate) config: Option<PathBuf>,

    /// Read no configuration file
    #[arg(long)]
    pub(crate) isolated: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ReportFormat {
    /// One line a change
    Human,
    /// JSON Lines
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    Auto,
    Text,
    Jsonl,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Quotes {
    /// `"` and `'`
    Straight,
    /// The typographic marks of the locale
    Curly,
    /// Whatever the text uses
    Keep,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Dashes {
    /// Whatever the text uses
    Keep,
    /// Hyphens between words become the dash of the locale
    Typographic,
    /// `-` and `--`
    Ascii,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Ellipsis {
    /// Whatever the text uses
    Keep,
    /// One character: `…`
    Char,
    /// Three full stops
    Dots,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    /// Decides for the whole process; anstream asks the terminal and the environment for `auto`.
    pub(crate) fn apply(self) {
        let choice = match self {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
    }
}

/// How much goes to standard error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verbosity {
    Quiet,
    Normal,
    Verbose,
}

impl Args {
    /// The number of threads. A translator is asked by one: where it fails, the same texts have its answers every time.
    pub(crate) fn jobs(&self) -> usize {
        if self.foreign.translator_cmd.is_some() {
            return 1;
        }
        self.input.jobs.map_or_else(|| thread::available_parallelism().map_or(1, usize::from), usize::from)
    }

    pub(crate) fn verbosity(&self) -> Verbosity {
        match (self.quiet, self.verbose) {
            (true, _) => Verbosity::Quiet,
            (_, true) => Verbosity::Verbose,
            _ => Verbosity::Normal,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_translator_is_asked_by_one_thread() {
        let jobs =
            |args: &[&str]| Args::try_parse_from([&["unscrape", "-j", "4"], args].concat()).unwrap().jobs();
        assert_eq!((jobs(&[]), jobs(&["--translator-cmd", "tr"])), (4, 1));
    }
}
