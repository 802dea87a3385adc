//! Sentences that a lost line break glued together.
//!
//! ```text
//! The vote is on Monday.Turnout was low.
//! ```
//!
//! A person has to look, so this is only suggested: names of programs and sites have a stop and a capital too.
//! Where they are likely, nothing is said: after a word with a capital or a stop (`System.Out`, `e.g.Smith`,
//! `U.S.Army`), before an ending of names (`booking.Com`), and in addresses and code.

use memchr::memchr3_iter;

use crate::edit::Edits;
use crate::filters::{Filter, View};
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static GLUED_SENTENCE: Rule = Rule {
    id: "artefact/glued-sentence",
    summary: "two sentences without a space between",
    why: "A line break between two sentences was lost with its tag: a small letter, a stop, a capital. Names of \
          programs look the same, so it is only suggested.",
    level: Level::Suggest,
    examples: &[
        Example {
            dirty: "She came late.Then the light went out.\n",
            clean: "She came late. Then the light went out.\n",
        },
        Example { dirty: "Who was it?Nobody knew.\n", clean: "Who was it? Nobody knew.\n" },
        Example {
            dirty: "Il est parti à l'été.Personne ne le vit.\n",
            clean: "Il est parti à l'été. Personne ne le vit.\n",
        },
    ],
    keeps: &[
        "She writes Node.Js and asp.Net every day.\n",
        "The U.S.Army came, e.g.Smith and his owl.\n",
        "See System.Out and https://a.example/so.There it is.\n",
        "It cost 3.5 million. Then it rained.\n",
    ],
};

/// Reports sentences without a space between.
pub(super) struct GluedSentences;

impl Filter for GluedSentences {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&GLUED_SENTENCE]
    }

    fn needs(&self) -> Traits {
        Traits::TEXT
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        for stop in memchr3_iter(b'.', b'!', b'?', view.text.as_bytes()) {
            let next = view.text.as_bytes().get(stop + 1);
            let may_be_capital = next.is_some_and(|byte| byte.is_ascii_uppercase() || !byte.is_ascii());
            if may_be_capital && ends_sentence(&view.text[..stop]) && starts_sentence(&view.text[stop + 1..])
            {
                edits.replace(stop + 1..stop + 1, " ", &GLUED_SENTENCE);
            }
        }
    }
}

/// The longest word, in bytes, that is looked at; so a text without spaces costs no more.
const LONGEST_WORD: usize = 80;

/// Whether the last word of `text` could end a sentence: letters only, and the first of them small. Code is
/// ASCII, so a word that is not may have a capital.
fn ends_sentence(text: &str) -> bool {
    let opens =
        |c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '«' | '‘' | '-' | '’' | '\'' | ',');
    let mut letters = 0;
    let mut first = None;
    for c in text.chars().rev().take(LONGEST_WORD).take_while(|&c| !opens(c)) {
        if !c.is_alphabetic() || (letters == 0 && !c.is_lowercase()) {
            return false;
        }
        letters += 1;
        first = Some((c, first.is_some_and(|(_, accented)| accented) || !c.is_ascii()));
    }
    letters > 1
        && letters < LONGEST_WORD
        && first.is_some_and(|(c, accented)| accented || c.is_lowercase())
        && !["node", "asp", "vs"].iter().any(|word| text.ends_with(word))
}

/// Whether `text` begins with a capitalised word and goes on like a sentence.
fn starts_sentence(text: &str) -> bool {
    const ENDINGS: [&str; 12] =
        ["Com", "Net", "Org", "Js", "Io", "Co", "Py", "Ai", "Info", "Tv", "Me", "Gov"];
    let end = text.find(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’')).unwrap_or(text.len());
    let word = &text[..end];
    let mut letters = word.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let small = letters.all(|c| !c.is_uppercase());
    let goes_on = text[end..].chars().next().is_none_or(|c| c.is_whitespace() || c == ',');
    capital && small && goes_on && end < LONGEST_WORD && !ENDINGS.contains(&word)
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::document::Document;
    use crate::pipeline::Cleaner;

    fn found(text: &str) -> usize {
        let config = Config { select: vec!["artefact/glued-sentence".to_owned()], ..Config::default() };
        let document = Document::from(text);
        let cleaner = Cleaner::new(&config).unwrap();
        let outcome = cleaner.clean(&document);
        assert!(!outcome.is_changed());
        outcome.suggestions.len()
    }

    #[test]
    fn sentences_are_reported_and_names_are_not() {
        assert_eq!(found("Ai u kthye.Pas daljes në Hagë.Dje foli me ne."), 2);
        assert_eq!(found("Он ушёл.Никто не видел."), 1);
        assert_eq!(found("booking.Com, java.Util.List, v.Chr. and x.Y."), 0);
        assert_eq!(found("`so.There` and https://a.example/one.Two here"), 0);
    }
}
