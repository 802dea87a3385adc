//! Configuration: what a run may change and how, from `unscrape.toml` or from code.

mod error;

use std::fmt;
use std::marker::PhantomData;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use regex::Regex;
use serde::de::value::SeqAccessDeserializer;
use serde::de::{IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::dictionary::Dictionary;
use crate::filters::quote::Locale;
use crate::glossary::Glossary;
use crate::guard::Percent;
use crate::pack::{Pack, PackRule};
use crate::rule::Level;
use crate::translator::SharedTranslator;

pub use error::ConfigError;

/// The name of the file that is looked for from the working folder upwards.
pub const FILE_NAME: &str = "unscrape.toml";

/// The style in which quotation marks and apostrophes come out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Quotes {
    /// `"` and `'`: one plain style for what other programs read.
    #[default]
    Straight,
    /// The typographic marks of the locale.
    Curly,
    /// Whatever the text uses.
    Keep,
}

/// What becomes of dashes, and of hyphens that stand for one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dashes {
    /// They stay as they are.
    #[default]
    Keep,
    /// Hyphens between words become the dash of the locale.
    Typographic,
    /// Dashes become hyphens.
    Ascii,
}

/// What becomes of an ellipsis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ellipsis {
    /// It stays as it is.
    #[default]
    Keep,
    /// Three full stops become one character, U+2026.
    Char,
    /// The character becomes three full stops.
    Dots,
}

/// What becomes of a stray word of another language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Foreign {
    /// It is translated where dictionaries are sure, and else only reported.
    #[default]
    Translate,
    /// It loses its brackets.
    Unwrap,
    /// It is marked with its language: `[lt: vakcinos]`.
    Mark,
    /// It goes.
    Drop,
    /// It stays.
    Keep,
}

/// What becomes of the brackets around a repaired word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Brackets {
    /// They go with the repair: `[vakcinos]` → `vaccine`.
    #[default]
    Drop,
    /// They stay: `[vakcinos]` → `[vaccine]`.
    Keep,
}

/// The language of the texts of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Lang {
    /// Any, and not said: rules of every language run.
    #[default]
    Auto,
    /// Its code, `de`: rules that are only for other languages do not run.
    Code(String),
}

impl Lang {
    /// Whether a rule for `langs` (none means all) is for this language.
    pub fn is_one_of(&self, langs: &[&str]) -> bool {
        match self {
            Lang::Code(code) if !langs.is_empty() => langs.contains(&code.as_str()),
            _ => true,
        }
    }
}

impl FromStr for Lang {
    type Err = String;

    /// Reads `auto` or a code of ISO 639: two or three small letters.
    fn from_str(text: &str) -> Result<Lang, String> {
        let is_code = matches!(text.len(), 2 | 3) && text.bytes().all(|byte| byte.is_ascii_lowercase());
        match text {
            "auto" => Ok(Lang::Auto),
            _ if is_code => Ok(Lang::Code(text.to_owned())),
            _ => Err(format!("`{text}` is neither auto nor a language code such as en or de")),
        }
    }
}

impl TryFrom<String> for Lang {
    type Error = String;

    fn try_from(text: String) -> Result<Lang, String> {
        text.parse()
    }
}

/// What a run may change and how. Read from `unscrape.toml` by [`Config::from_toml`]; every field may be
/// left out there.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Filters or rules to run; empty means all.
    #[serde(deserialize_with = "list")]
    pub select: Vec<String>,
    /// Filters or rules to leave out.
    #[serde(deserialize_with = "list")]
    pub ignore: Vec<String>,
    /// How far to go.
    pub level: Level,
    /// The style of quotation marks.
    pub quotes: Quotes,
    /// The style of dashes.
    pub dashes: Dashes,
    /// The style of ellipses.
    pub ellipsis: Ellipsis,
    /// Whose typographic marks `quotes = "curly"` uses: `en-US`, `de-CH`.
    pub locale: Locale,
    /// The language of the texts.
    pub lang: Lang,
    /// What becomes of stray words of another language.
    pub foreign: Foreign,
    /// The language that the texts were translated from, if that is known.
    #[serde(rename = "source-lang")]
    pub source_lang: Lang,
    /// What becomes of the brackets around a repaired word.
    #[serde(rename = "foreign-brackets")]
    pub foreign_brackets: Brackets,
    /// Files of the user's own translations. The library reads no file: the program reads these into `glossary`.
    #[serde(rename = "glossary", deserialize_with = "list")]
    pub glossary_files: Vec<PathBuf>,
    /// The user's own translations.
    #[serde(skip)]
    pub glossary: Glossary,
    /// Dictionaries that the user has installed: either of the two files of each, or what their names begin with. The
    /// library reads no file: the program reads these into `dictionaries`.
    #[serde(rename = "dict", deserialize_with = "list")]
    pub dictionary_files: Vec<PathBuf>,
    /// The dictionaries that the user has installed.
    #[serde(skip)]
    pub dictionaries: Vec<Arc<Dictionary>>,
    /// Who is asked for words that no dictionary is sure of. No key of `unscrape.toml`, which is found in whatever folder
    /// the program runs in, and must not be able to start other programs.
    #[serde(skip)]
    pub translator: Option<SharedTranslator>,
    /// The share of a text that may be removed; a text that would lose more is left as it is.
    #[serde(rename = "max-removed")]
    pub max_removed: Percent,
    /// Text that no rule may touch.
    pub protect: Protect,
    /// Rules of the user's own: the `[[rule]]` tables, and those of packs.
    #[serde(rename = "rule", deserialize_with = "passed_over")]
    pub rules: Vec<PackRule>,
}

/// The `[protect]` table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Protect {
    /// Regular expressions (syntax of the regex crate); what they match stays as it is.
    #[serde(deserialize_with = "list")]
    pub regex: Vec<String>,
    /// Words that `foreign` never touches.
    #[serde(deserialize_with = "list")]
    pub words: Vec<String>,
    /// Files of such words. The library reads no file: the program reads these into `words`.
    #[serde(rename = "word-files", deserialize_with = "list")]
    pub word_files: Vec<PathBuf>,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            select: Vec::new(),
            ignore: Vec::new(),
            level: Level::Standard,
            quotes: Quotes::default(),
            dashes: Dashes::default(),
            ellipsis: Ellipsis::default(),
            locale: Locale::default(),
            lang: Lang::default(),
            foreign: Foreign::default(),
            source_lang: Lang::default(),
            foreign_brackets: Brackets::default(),
            glossary_files: Vec::new(),
            glossary: Glossary::default(),
            dictionary_files: Vec::new(),
            dictionaries: Vec::new(),
            translator: None,
            max_removed: Percent::default(),
            protect: Protect::default(),
            rules: Vec::new(),
        }
    }
}

impl Config {
    /// Reads the text of an `unscrape.toml`.
    ///
    /// # Errors
    /// Unknown keys and values are errors, with their line: a setting that is silently not obeyed is worse.
    pub fn from_toml(text: &str) -> Result<Config, ConfigError> {
        let mut config: Config = toml::from_str(text).map_err(|error| ConfigError::of_toml(error, text))?;
        config.rules = Pack::within(text)?.rules;
        if config.level == Level::Suggest {
            return Err(ConfigError::SuggestLevel);
        }
        Ok(config)
    }
}

/// The rules are read by [`Pack`], which knows the line of each.
fn passed_over<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<PackRule>, D::Error> {
    IgnoredAny::deserialize(deserializer).map(|_| Vec::new())
}

/// A list. Who has one thing to say is shown how a list of it is written.
fn list<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    struct List<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for List<T> {
        type Value = Vec<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list such as [\"a\", \"b\"]")
        }

        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Vec<T>, E> {
            Err(E::custom(format_args!("a list belongs here; write [{text:?}]")))
        }

        fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<Vec<T>, A::Error> {
            Vec::deserialize(SeqAccessDeserializer::new(sequence))
        }
    }

    deserializer.deserialize_seq(List(PhantomData))
}

impl Protect {
    /// The patterns, compiled.
    ///
    /// # Errors
    /// [`ConfigError::Pattern`] for the first that is no regular expression.
    pub fn patterns(&self) -> Result<Vec<Regex>, ConfigError> {
        let compile = |pattern: &String| {
            Regex::new(pattern).map_err(|source| ConfigError::Pattern { pattern: pattern.clone(), source })
        };
        self.regex.iter().map(compile).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_read_and_every_key_may_be_left_out() {
        assert_eq!(Config::from_toml("").unwrap(), Config::default());
        let text = "select = [\"quote\"]\nignore = [\"quote/curly\"]\nlevel = \"safe\"\nquotes = \"keep\"\n\
                    dashes = \"ascii\"\nellipsis = \"dots\"\n\
                    locale = \"de-CH\"\nlang = \"de\"\nmax-removed = 30\nforeign-brackets = \"keep\"\nglossary = [\"a.tsv\"]\n\
                    dict = [\"lit-eng\"]\n[protect]\nregex = ['ID-\\d+']\nwords = [\"x\"]\nword-files = [\"y\"]\n";
        let config = Config::from_toml(text).unwrap();
        assert_eq!((config.level, config.quotes), (Level::Safe, Quotes::Keep));
        assert_eq!((config.dashes, config.ellipsis), (Dashes::Ascii, Ellipsis::Dots));
        assert_eq!(config.locale.to_string(), "de-CH");
        assert_eq!(config.lang, Lang::Code("de".to_owned()));
        assert_eq!(config.max_removed.to_string(), "30");
        assert_eq!(config.foreign_brackets, Brackets::Keep);
        let files = [&config.glossary_files, &config.dictionary_files, &config.protect.word_files];
        assert_eq!(files.map(Vec::len), [1; 3]);
        assert_eq!(config.protect.words, ["x"]);
        assert!(Config::from_toml("max-removed = 101").unwrap_err().to_string().contains("line 1"));
        assert_eq!(config.protect.patterns().unwrap().len(), 1);
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let error = Config::from_toml("level = \"safe\"\nquote = \"keep\"\n").unwrap_err().to_string();
        assert!(error.contains("line 2") && error.contains("unknown field `quote`"), "{error}");
    }

    #[test]
    fn a_file_that_is_found_must_not_start_programs() {
        for key in ["translator-cmd", "\"translator-cmd\""] {
            let error =
                Config::from_toml(&format!("level = \"safe\"\n{key} = \"rm\"\n")).unwrap_err().to_string();
            assert!(error.starts_with("line 2: a file cannot have `translator-cmd`"), "{error}");
            assert!(error.ends_with("give the flag --translator-cmd instead"), "{error}");
        }
    }

    #[test]
    fn a_string_in_place_of_a_list_is_shown_as_a_list() {
        for key in ["glossary", "dict", "select", "ignore"] {
            let error =
                Config::from_toml(&format!("level = \"safe\"\n{key} = \"g.tsv\"\n")).unwrap_err().to_string();
            assert!(error.contains("line 2") && error.contains("write [\"g.tsv\"]"), "{error}");
        }
        for key in ["words", "word-files", "regex"] {
            let error = Config::from_toml(&format!("[protect]\n{key} = \"a\"\n")).unwrap_err().to_string();
            assert!(error.contains("write [\"a\"]"), "{error}");
        }
        let error = Config::from_toml("glossary = 3").unwrap_err().to_string();
        assert!(error.contains("expected a list such as"), "{error}");
        assert!(
            Config::from_toml("glossary = [3]").unwrap_err().to_string().contains("expected path string")
        );
    }

    #[test]
    fn a_rule_that_could_not_work_is_named_with_its_line() {
        let text = "level = \"safe\"\n\n[[rule]]\nid = \"mine/a\"\nwhy = \"x\"\nmatch = 'x'\n\n\
                    [rule.examples]\nremove = [\"x\"]\nkeep = []\n";
        let error = Config::from_toml(text).unwrap_err().to_string();
        assert!(error.starts_with("line 3: rule `mine/a`: `examples.keep` is empty"), "{error}");
    }

    #[test]
    fn the_level_suggest_is_refused() {
        assert!(matches!(Config::from_toml("level = \"suggest\""), Err(ConfigError::SuggestLevel)));
    }

    #[test]
    fn a_bad_pattern_is_named() {
        let protect = Protect { regex: vec!["(".to_owned()], ..Protect::default() };
        assert!(protect.patterns().unwrap_err().to_string().contains("`(`"));
    }
}
