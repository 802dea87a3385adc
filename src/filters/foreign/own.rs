//! The user's own translations and the words that are to be left alone.
//!
//! ```text
//! The [seimūnas] refused to answer.      →      The member of the Seimas refused to answer.
//! ```
//!
//! A form of the glossary is replaced wherever it stands, whatever the detector thinks, under every `--foreign`. Every word
//! of a text is looked up once; forms of several words are found by their first.

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::context::{Context, capitalised};
use super::language::language_of;
use super::lexicon::Language;
use super::rules;
use super::suspects::{bracket_after, stands_alone, stands_for_a_word};
use crate::config::{Brackets, Config, Lang};
use crate::edit::{Edit, Edits, Note};
use crate::filters::{Filter, View};
use crate::glossary::{Entry, is_in_word, is_mark};
use crate::rule::Rule;
use crate::survey::Traits;

/// Puts the user's own translations in the place of their forms.
pub(super) struct OwnTranslations {
    /// By the first word of their form, the longest first.
    entries: HashMap<String, Vec<Entry>>,
    protected: HashSet<String>,
    lang: Lang,
    source: Lang,
    brackets: Brackets,
}

impl OwnTranslations {
    /// The filter, if there is anything for it to do.
    pub(super) fn new(config: &Config) -> Option<OwnTranslations> {
        let mut entries: HashMap<String, Vec<Entry>> = HashMap::new();
        // Those without a target too: they keep what others would replace.
        for entry in config.glossary.entries() {
            let first = entry.form.split(' ').next().unwrap_or_default();
            entries.entry(first.to_owned()).or_default().push(entry.clone());
        }
        for alike in entries.values_mut() {
            alike.sort_by_key(|entry| std::cmp::Reverse(entry.form.split(' ').count()));
        }
        let replaces = |entry: &Entry| !entry.target.is_empty();
        entries.values().flatten().any(replaces).then(|| OwnTranslations {
            entries,
            protected: words(config.protect.words.iter().map(String::as_str)).collect(),
            lang: config.lang.clone(),
            source: config.source_lang.clone(),
            brackets: config.foreign_brackets,
        })
    }

    /// The language of an article, if any entry asks for it.
    fn language_of(&self, text: &str) -> Lang {
        let mut languages = self.entries.values().flatten().filter_map(|entry| entry.language.as_ref());
        match &self.lang {
            Lang::Auto if languages.next().is_some() => {
                language_of(text).map_or(Lang::Auto, |here| Lang::Code(here.code().to_owned()))
            }
            lang => lang.clone(),
        }
    }

    /// The entry for the words that begin with `word`, and where they end: the longest, and of those the one that knows
    /// most about the language. A form is no foreign word in an article of its own language.
    fn entry(
        &self,
        text: &str,
        here: &LazyCell<Lang, impl FnOnce() -> Lang>,
        word: &Range<usize>,
        lower: &mut String,
    ) -> Option<(&Entry, usize)> {
        lower.clear();
        lower.extend(text[word.clone()].chars().flat_map(char::to_lowercase));
        let alike = self.entries.get(lower.as_str())?;
        let is_of = |entry: &Entry, lang: &Lang| entry.language.as_ref().is_some_and(|code| is(lang, code));
        let foreign = alike.iter().filter(|entry| !is_of(entry, here));
        let mut fitting = foreign.filter_map(|entry| Some((entry, end_of(entry, text, word)?))).peekable();
        let longest = fitting.peek()?.1;
        let rank = |entry: &Entry| match (&entry.language, &self.source) {
            (Some(code), source) if is(source, code) => 0,
            (Some(_), Lang::Auto) => 1,
            (None, _) => 2,
            // The texts come from another language.
            (Some(_), Lang::Code(_)) => 3,
        };
        let fitting = fitting.take_while(|(_, end)| *end == longest).map(|(entry, _)| entry);
        let entry = fitting.min_by_key(|entry| rank(entry))?;
        let is_protected = entry.form.split(' ').any(|word| self.protected.contains(word));
        (!is_protected).then_some((entry, longest))
    }

    /// The form at `span` with its brackets, if it has some of its own and they go with it.
    fn whole(&self, text: &str, span: Range<usize>) -> Range<usize> {
        let opening = text[..span.start].chars().next_back();
        let Some(closing) = opening.and_then(bracket_after) else { return span };
        let whole = span.start - 1..span.end + 1;
        let goes = self.brackets == Brackets::Drop
            && text[span.end..].starts_with(closing)
            && stands_alone(text, &whole)
            && (opening != Some('(') || stands_for_a_word(&Context::new(text, whole.clone())));
        if goes { whole } else { span }
    }
}

impl Filter for OwnTranslations {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&rules::GLOSSARY]
    }

    fn needs(&self) -> Traits {
        Traits::TEXT
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let text = view.text;
        // Asked once, and only if a form stands in the text.
        let here = LazyCell::new(|| self.language_of(text));
        let mut lower = String::new();
        let mut from = 0;
        while let Some(word) = word_in(text, from) {
            from = word.end;
            let Some((entry, end)) = self.entry(text, &here, &word, &mut lower) else { continue };
            from = end;
            if entry.target.is_empty() {
                continue;
            }
            let form = word.start..end;
            let whole = self.whole(text, form.clone());
            let target = cased(&entry.target, text, &form, &whole);
            if text[whole.clone()] == target {
                continue;
            }
            let note = Note { detail: format!("{entry}; your glossary"), place: None, certainty: 1.0 };
            edits.push(Edit {
                span: whole,
                text: target.into(),
                rule: &rules::GLOSSARY,
                note: Some(Box::new(note)),
            });
        }
    }
}

/// The words that the detector leaves alone: those of `--protect`, those with nothing in their place, and those that
/// somebody wants to have there.
pub(super) fn untouched(config: &Config) -> HashSet<String> {
    let protected = config.protect.words.iter().map(String::as_str);
    let of_glossary = config
        .glossary
        .entries()
        .iter()
        .map(|entry| if entry.target.is_empty() { entry.form.as_str() } else { entry.target.as_str() });
    words(protected.chain(of_glossary)).collect()
}

fn words<'a>(texts: impl Iterator<Item = &'a str>) -> impl Iterator<Item = String> {
    texts
        .flat_map(|text| text.split(|c| !is_in_word(c)).map(|word| word.trim_matches(is_mark).to_lowercase()))
}

/// Where the form of `entry` ends, if it stands in `text` from its first word, at `word`, on.
fn end_of(entry: &Entry, text: &str, word: &Range<usize>) -> Option<usize> {
    let mut end = word.end;
    for next in entry.form.split(' ').skip(1) {
        let rest = text[end..].strip_prefix([' ', '\u{a0}'])?;
        let start = text.len() - rest.len();
        let span = word_in(text, start).filter(|span| span.start == start)?;
        end = (text[span.clone()].to_lowercase() == next).then_some(span.end)?;
    }
    Some(end)
}

/// Whether `lang` is the language of `code`, by whatever code.
fn is(lang: &Lang, code: &str) -> bool {
    let Lang::Code(lang) = lang else { return false };
    lang == code || Language::of(lang).is_some_and(|language| Language::of(code) == Some(language))
}

/// The first word at or behind `from`, without the marks around it.
fn word_in(text: &str, from: usize) -> Option<Range<usize>> {
    let start = from + text[from..].find(char::is_alphanumeric)?;
    let end = text[start..].find(|c| !is_in_word(c)).map_or(text.len(), |length| start + length);
    Some(start..start + text[start..end].trim_end_matches(is_mark).len())
}

/// The target in capitals where the form stands in capitals, and with one where it had one and a sentence begins.
fn cased(target: &str, text: &str, form: &Range<usize>, whole: &Range<usize>) -> String {
    let word = &text[form.clone()];
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    if letters.clone().count() > 1 && letters.clone().all(char::is_uppercase) {
        return target.to_uppercase();
    }
    let had = letters.next().is_some_and(char::is_uppercase);
    if had && Context::new(text, whole.clone()).begins_sentence() {
        capitalised(target)
    } else {
        target.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::Glossary;
    use crate::{Cleaner, Document};

    const WORDS: &str = "lt,vakcinos,vaccine\n*,ministro pirmininko,prime minister\n*,ministro,minister\n*,euroleague,\
                         EuroLeague\nde,gift,poison\nsv,gift,married\n*,szpital,\n*,iš,from\n";

    fn config() -> Config {
        Config { glossary: Glossary::read([("words.csv", WORDS)]).unwrap(), ..Config::default() }
    }

    fn clean(text: &str, config: &Config) -> String {
        let cleaner = Cleaner::new(config).unwrap();
        let once = cleaner.clean(&Document::field(text)).text.into_owned();
        assert_eq!(cleaner.clean(&Document::field(once.as_str())).text, once, "cleaned twice");
        once
    }

    #[test]
    fn a_form_becomes_its_target_bare_and_in_brackets() {
        for (dirty, cleaned) in [
            ("Work on the vakcinos began.", "Work on the vaccine began."),
            ("Work on the [Vakcinos] began.", "Work on the vaccine began."),
            ("[Vakcinos] work began.", "Vaccine work began."),
            ("Work on the (vakcinos) began.", "Work on the vaccine began."),
            ("A jab (vakcinos) was made.", "A jab (vaccine) was made."),
            ("See [vakcinos](a.html).", "See [vaccine](a.html)."),
            ("The ministro pirmininko spoke.", "The prime minister spoke."),
            ("The ministro, pirmininko spoke.", "The minister, pirmininko spoke."),
            ("VAKCINOS FOR ALL", "VACCINE FOR ALL"),
            ("The 'vakcinos' of it.", "The 'vaccine' of it."),
            ("Euroleague and the euroleague.", "EuroLeague and the EuroLeague."),
            ("A vakcinosx and a vakcinos-like one.", "A vakcinosx and a vakcinos-like one."),
            ("`vakcinos` is code.", "`vakcinos` is code."),
        ] {
            assert_eq!(clean(dirty, &config()), cleaned);
        }
    }

    #[test]
    fn the_language_of_the_source_chooses_and_that_of_the_article_is_spared() {
        let text = "He has a gift for it.";
        let with = |lang: &str, source: &str| Config {
            lang: lang.parse().unwrap(),
            source_lang: source.parse().unwrap(),
            ..config()
        };
        assert_eq!(clean(text, &with("en", "sv")), "He has a married for it.");
        assert_eq!(clean(text, &with("en", "auto")), "He has a poison for it.");
        assert_eq!(clean(text, &with("de", "auto")), "He has a married for it.");
        assert_eq!(clean("Darbas su vakcinos baigtas.", &with("lt", "auto")), "Darbas su vakcinos baigtas.");
    }

    #[test]
    fn a_line_that_names_the_language_goes_before_one_for_any() {
        let with = |words: &str, source: &str| Config {
            glossary: Glossary::read([("words.csv", words)]).unwrap(),
            lang: "en".parse().unwrap(),
            source_lang: source.parse().unwrap(),
            ..Config::default()
        };
        let text = "He has a gift for it.";
        for words in ["*,gift,present\nde,gift,poison\n", "de,gift,poison\n*,gift,present\n"] {
            assert_eq!(clean(text, &with(words, "auto")), "He has a poison for it.");
            assert_eq!(clean(text, &with(words, "de")), "He has a poison for it.");
            assert_eq!(clean(text, &with(words, "sv")), "He has a present for it.");
        }
        assert_eq!(clean(text, &with("*,gift,present\nde,gift,\n", "auto")), text);
    }

    #[test]
    fn a_form_that_is_left_alone_is_left_as_a_whole() {
        let glossary = Glossary::read([("words.csv", "*,vakcinos,vaccine\n*,vakcinos plius,\n")]).unwrap();
        let config = Config { glossary, ..Config::default() };
        let cleaned = clean("Work on the vakcinos and on Vakcinos Plius began.", &config);
        assert_eq!(cleaned, "Work on the vaccine and on Vakcinos Plius began.");
    }

    #[test]
    fn what_is_protected_or_has_nothing_in_its_place_stays() {
        let text = "Doctors at the [szpital] spoke of the [vakcinos] at noon.";
        let mut config = config();
        assert_eq!(clean(text, &config), "Doctors at the [szpital] spoke of the vaccine at noon.");
        config.protect.words = vec!["Vakcinos".to_owned()];
        assert_eq!(clean(text, &config), text);
    }

    #[test]
    fn the_glossary_holds_under_every_policy() {
        let config = Config { foreign: crate::config::Foreign::Keep, ..config() };
        let text = "The [vakcinos] and the [ligoninę].";
        assert_eq!(clean(text, &config), "The vaccine and the [ligoninę].");
    }

    #[test]
    fn brackets_can_stay() {
        let config = Config { foreign_brackets: Brackets::Keep, ..config() };
        assert_eq!(clean("Work on the [vakcinos] began.", &config), "Work on the [vaccine] began.");
    }
}
