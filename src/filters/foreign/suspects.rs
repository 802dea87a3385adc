//! Which words are suspected to be of another language, and how surely.

use std::ops::Range;

use memchr::memchr3_iter;

use super::context::{Context, is_in_word};
use super::derived::is_derived;
use super::lexicon::{self, Known, Language, cost_in, is_latin, known, spelling_costs, uses};
use super::rules;
use super::translations::meaning;
use super::words::{Word, words};
use crate::rule::Rule;

/// How the word stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// In brackets, braces or parentheses of its own.
    Bracketed,
    /// As any other word.
    Bare,
}

/// A word that is not of the article's language.
#[derive(Clone, Debug)]
pub(super) struct Suspect {
    /// The word.
    pub(super) word: Range<usize>,
    /// The word with its brackets; the same where it has none.
    pub(super) whole: Range<usize>,
    pub(super) style: Style,
    /// In lower case.
    pub(super) form: String,
    pub(super) language: Language,
    /// From 0 to 1: that it is a stray word of this language.
    pub(super) certainty: f32,
    /// Why it may stand there on purpose.
    pub(super) doubt: Option<&'static str>,
}

impl Suspect {
    /// The rule under which it is repaired.
    pub(super) fn rule(&self) -> &'static Rule {
        match self.style {
            Style::Bracketed => &rules::BRACKETED,
            Style::Bare => &rules::STRAY,
        }
    }
}

/// Least certainty for a repair, and for a report.
pub(super) const SURE: f32 = 0.6;
pub(super) const WORTH_SAYING: f32 = 0.4;

/// How much the language that the user names is likelier than another, in zipf.
const SOURCE: f32 = 3.0;

/// A text with more bare suspects than these, and one more in so many bytes, is in two languages: none of them is a stray
/// one.
const A_FEW: usize = 8;
const FEWER_THAN_ONE_IN: usize = 300;

/// The suspects of `text`, an article in `language`, in order.
pub(super) fn suspects(text: &str, language: Language, source: Option<Language>) -> Vec<Suspect> {
    let mut found = bracketed(text, language, source);
    if language.has_large_list() {
        let bare: Vec<Suspect> = words(text, language)
            .filter_map(|word| match word {
                Word::Unknown(word) => bare(text, word, language, source),
                Word::Noun(word) => german_noun(text, word, language),
            })
            .collect();
        if bare.len() <= A_FEW + text.len() / FEWER_THAN_ONE_IN {
            found.extend(bare);
        }
        found.sort_by_key(|suspect| suspect.word.start);
        found.dedup_by(|next, last| next.word.start < last.whole.end);
    }
    found
}

/// Words in brackets of their own.
fn bracketed(text: &str, language: Language, source: Option<Language>) -> Vec<Suspect> {
    let opens = memchr3_iter(b'[', b'(', b'{', text.as_bytes());
    opens.filter_map(|open| in_brackets(text, open, language, source)).collect()
}

fn in_brackets(text: &str, open: usize, language: Language, source: Option<Language>) -> Option<Suspect> {
    let opening = char::from(text.as_bytes()[open]);
    let word = word_at(text, open + 1);
    let end = open + 1 + word.len();
    let whole = open..end + 1;
    let context = Context::new(text, whole.clone());
    let is_closed = text[end..].starts_with(bracket_after(opening)?);
    let form = word.to_lowercase();
    let letters = word.chars().count();
    let is_name = word.chars().next()?.is_uppercase();
    if !is_closed
        || !stands_alone(text, &whole)
        || letters < 3
        || !word.chars().all(|c| c.is_alphabetic() || c == '-')
    {
        return None;
    }
    // Capitals inside a word: acronyms, `[R-Iowa]`, `[McCain]`.
    if word.chars().skip(1).any(char::is_uppercase)
        || is_name && uses(&form).is_none_or(|uses| uses.languages > 2)
    {
        return None;
    }
    // `[sombreros]` may be made of a word that English knows, and is a usual one of Spanish.
    let is_usual_elsewhere = uses(&form).is_some();
    if known(&form, language) == Known::Well || !is_usual_elsewhere && is_derived(&form, language) {
        return None;
    }
    let is_needed = stands_for_a_word(&context);
    if opening == '(' && !is_needed {
        return None;
    }
    let (of, certainty) = judged(&form, language, source)?;
    let doubt = if opening == '{' && !is_needed {
        Some("may be the place of a template")
    } else {
        // `[détente]`, `[glasnost]`: English uses them, and an editor may too.
        (known(&form, language) == Known::Rarely).then_some("is used in this language at times")
    };
    Some(Suspect {
        word: open + 1..end,
        whole,
        style: Style::Bracketed,
        form,
        language: of,
        certainty: (certainty + 0.25).min(0.99),
        doubt,
    })
}

/// The bracket that closes what `opening` opens.
pub(super) fn bracket_after(opening: char) -> Option<char> {
    match opening {
        '[' => Some(']'),
        '(' => Some(')'),
        '{' => Some('}'),
        _ => None,
    }
}

/// Whether the brackets around `whole` are of its own: no link, no code, no part of a word.
pub(super) fn stands_alone(text: &str, whole: &Range<usize>) -> bool {
    !text[..whole.start].ends_with(|c: char| c.is_alphanumeric() || "[({!]<$\\%@#".contains(c))
        && !text[whole.end..].starts_with(|c: char| c.is_alphanumeric() || "[({]:=".contains(c))
}

/// Whether the sentence would miss a word without what stands in these parentheses: `the (vakcina) was`, but not
/// `the vaccine (vakcina)`.
pub(super) fn stands_for_a_word(context: &Context<'_>) -> bool {
    const BEFORE_A_WORD: [&str; 63] = [
        "a", "an", "the", "of", "in", "on", "at", "by", "for", "with", "from", "to", "into", "and", "or",
        "his", "her", "their", "its", "our", "my", "your", "this", "that", "these", "those", "no", "some",
        "any", "each", "every", "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einer",
        "im", "mit", "und", "le", "la", "les", "un", "une", "du", "et", "el", "los", "las", "una", "de",
        "del", "en", "y", "con", "por", "was", "is",
    ];
    context.left().is_some_and(|left| BEFORE_A_WORD.contains(&left.to_lowercase().as_str()))
}

/// The letters, apostrophes and hyphens from `at` on.
fn word_at(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let end = rest.find(|c: char| !is_in_word(c)).unwrap_or(rest.len());
    // Nothing longer is a word.
    if end <= 64 { &rest[..end] } else { "" }
}

/// A word that the article's language does not know.
fn bare(text: &str, word: Range<usize>, language: Language, source: Option<Language>) -> Option<Suspect> {
    let form = text[word.clone()].to_lowercase();
    // A phrase in brackets, and what `--foreign mark` leaves: `[lt: vakcinos]`.
    let context = Context::new(text, word.clone());
    let is_in_brackets =
        context.before().rfind(['[', ']']).is_some_and(|at| context.before()[at..].starts_with('['))
            && context.after().find(['[', ']']).is_some_and(|at| context.after()[at..].starts_with(']'));
    if is_in_brackets || is_derived(&form, language) {
        return None;
    }
    let (of, certainty) = judged(&form, language, source)?;
    // A word that this language uses at times has to be a usual one of the other.
    if known(&form, language) == Known::Rarely
        && uses(&form).and_then(|uses| uses.zipf(of)).is_none_or(|zipf| zipf < 4.5)
    {
        return None;
    }
    Some(Suspect {
        whole: word.clone(),
        word,
        style: Style::Bare,
        form,
        language: of,
        certainty,
        doubt: None,
    })
}

/// A capitalised word in the middle of a sentence, which German dictionaries know and no other language has.
fn german_noun(text: &str, word: Range<usize>, language: Language) -> Option<Suspect> {
    let form = text[word.clone()].to_lowercase();
    let uses = uses(&form)?;
    let zipf = uses.zipf(Language::GERMAN).filter(|_| uses.languages == 1)?;
    let means = meaning(&form, Language::GERMAN)?;
    let is_name = means.candidates.iter().any(|candidate| candidate.english.eq_ignore_ascii_case(&form));
    let context = Context::new(text, word.clone());
    let beside_small_words = [context.left(), context.right()]
        .into_iter()
        .flatten()
        .all(|word| word.starts_with(char::is_lowercase));
    if language == Language::GERMAN
        || known(&form, language) != Known::Not
        || is_name
        || !beside_small_words
        || context.left().is_none()
        || is_derived(&form, language)
    {
        return None;
    }
    let certainty = (0.5 + 0.12 * (zipf - 3.0)).min(0.99);
    Some(Suspect {
        whole: word.clone(),
        word,
        style: Style::Bare,
        form,
        language: Language::GERMAN,
        certainty,
        doubt: None,
    })
}

/// The language that a word unknown to `here` belongs to, and how surely it is a stray one.
fn judged(form: &str, here: Language, source: Option<Language>) -> Option<(Language, f32)> {
    let costs = spelling_costs(form);
    let foreignness = |language: Language| {
        costs.as_ref().map_or(0.0, |costs| cost_in(costs, here) - cost_in(costs, language))
    };
    let odd_letter =
        f32::from(u8::from(costs.is_some() && form.chars().any(|c| !c.is_ascii() && !here.has_letter(c))));
    if let Some(uses) = uses(form) {
        let worth = |language: Language, zipf: f32| {
            let in_dictionary = f32::from(u8::from(meaning(form, language).is_some()));
            let is_source = source == Some(language);
            zipf + 0.8 * foreignness(language) + 0.5 * in_dictionary + if is_source { SOURCE } else { 0.0 }
        };
        // A word of many languages is one of the source, if its dictionaries have it.
        let of_source =
            source.filter(|source| uses.zipf(*source).is_none() && meaning(form, *source).is_some());
        let best = uses.best().chain(of_source.map(|source| (source, 3.0)));
        let (language, zipf) = best.max_by(|a, b| worth(a.0, a.1).total_cmp(&worth(b.0, b.1)))?;
        let alone = if uses.languages == 1 { 0.1 } else { 0.0 };
        let certainty = 0.4
            + alone
            + 0.12 * (zipf - 3.0)
            + 0.1 * foreignness(language).clamp(-1.0, 2.0)
            + 0.1 * odd_letter;
        return Some((language, certainty.clamp(0.0, 0.99)));
    }
    let in_glossary = Language::unlisted().find(|language| meaning(form, *language).is_some());
    if let Some(language) = in_glossary {
        return Some((language, 0.4 + 0.1 * foreignness(language).clamp(-1.0, 2.0) + 0.1 * odd_letter));
    }
    let Some(costs) = costs else { return Some((lexicon::by_script(form)?, 0.65)) };
    let language = Language::all()
        .filter(|language| *language != here)
        .min_by(|a, b| cost_in(&costs, *a).total_cmp(&cost_in(&costs, *b)))?;
    let margin = foreignness(language);
    (margin >= 0.55 && form.chars().all(is_latin))
        .then_some((language, (0.2 + 0.15 * margin.min(2.0) + 0.15 * odd_letter).min(0.59)))
}
