//! Reasons why a foreign word may stand in an article on purpose. A doubted word is reported, not repaired.

use super::context::Context;
use super::lexicon::{Known, Language, known, uses};
use super::repair::says_the_same;
use super::suspects::{Style, Suspect};
use super::translations::meaning;

/// Two words of one language in one sentence, in bytes apart: a writer who likes them, at a table or on a journey.
const NEAR: usize = 80;

/// Words after which a word is spoken of: `the word tofu`, `called kimchi`.
const SPOKEN_OF: &str = "word words term called known as named name means meaning letter letters prefix suffix phrase say says \
    dubbed termed verb noun adjective adverb codename nickname slang translate genannt wort begriff verb appelé mot verbe llamado \
    palabra verbo titled untranslatable";
/// What follows a word that is explained: `izakaya (a pub)`.
const GLOSSES: [&str; 16] = [
    " (",
    " [",
    ":",
    ", or ",
    " – ",
    " — ",
    " or '",
    " or \"",
    ", which means",
    " means",
    " is the word",
    " is a word",
    ", meaning",
    ", a kind",
    " - ",
    ", the ",
];
/// Words before a bracket that stands for something to fill in or to press.
const BLANKS: &str = "dear hello hi press hit click type enter select insert usage";
/// What editors write in brackets, and wikis beside a heading.
const EDITORS: &str = "recte passim idem ibid ibidem scil viz sotto circa editar modifier bearbeiten modifica edytuj redigera muokkaa";
/// What is heard in a transcript, by its English name.
const SOUNDS: &str = "laughter applause music cheering silence noise crying cough sigh singing";

fn is_one_of(words: &str, word: &str) -> bool {
    words.split_ascii_whitespace().any(|known| known == word)
}

/// Marks the suspects that may stand there on purpose.
pub(super) fn weigh(text: &str, here: Language, suspects: &mut [Suspect]) {
    let doubts: Vec<Option<&'static str>> = (0..suspects.len())
        .map(|n| match suspects[n].style {
            _ if is_own_translation(&suspects[n]) => Some("means itself"),
            Style::Bracketed => suspects[n].doubt.or_else(|| in_brackets(text, suspects, n)),
            Style::Bare => among_words(text, here, suspects, n),
        })
        .collect();
    for (suspect, doubt) in suspects.iter_mut().zip(doubts) {
        suspect.doubt = doubt;
    }
}

/// Doubts about a word in brackets: whether they are an editor's.
fn in_brackets(text: &str, suspects: &[Suspect], n: usize) -> Option<&'static str> {
    let suspect = &suspects[n];
    let context = Context::new(text, suspect.whole.clone());
    let (before, after) = (context.before().trim_end(), context.after().trim_start());
    if is_one_of(EDITORS, &suspect.form) {
        return Some("is what editors write");
    }
    if context.is_set_apart() {
        return Some("stands in a short quotation or italics");
    }
    if follows(&context, SPOKEN_OF) {
        return Some("is spoken of");
    }
    if follows(&context, BLANKS) {
        return Some("may be something to fill in");
    }
    if context.begins_sentence() && !after.starts_with(char::is_lowercase) {
        return Some("stands between sentences");
    }
    if before.ends_with([']', '}']) || after.starts_with(['[', '{']) || in_a_row(text, suspects, n) {
        return Some("stands among other brackets");
    }
    if stands_beside_itself(&context, suspect) {
        return Some("stands beside its translation");
    }
    let meaning = meaning(&suspect.form, suspect.language);
    let is_sound =
        meaning.is_some_and(|meaning| meaning.candidates.iter().any(|word| is_one_of(SOUNDS, word.english)));
    is_sound.then_some("may be a sound that is heard")
}

/// Three bracketed words in one line, or two of different languages: a legend, a form, a lesson.
fn in_a_row(text: &str, suspects: &[Suspect], n: usize) -> bool {
    let line = text[..suspects[n].whole.start].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[line..].find('\n').map_or(text.len(), |length| line + length);
    // Nine in ten lines are paragraphs, and in those a few words may be left.
    let near = suspects[n.saturating_sub(2)..].iter().take(5);
    let beside: Vec<&Suspect> = near
        .filter(|other| {
            other.style == Style::Bracketed && other.whole.start >= line && other.whole.end <= end
        })
        .collect();
    let dense = beside.len() >= 3 && end - line < beside.len() * NEAR;
    dense
        || beside.iter().any(|other| other.language != suspects[n].language && other.form != suspects[n].form)
}

/// Whether the word before or after it, or one word further off, says the same in English.
pub(super) fn stands_beside_itself(context: &Context<'_>, suspect: &Suspect) -> bool {
    const MARKS: [char; 8] = ['"', '“', '”', '\'', '’', ',', ' ', '*'];
    let before = context.before().trim_end_matches(MARKS).rsplit([' ', '"', '“']).next();
    let after = context.after().trim_start_matches(MARKS).split([' ', '"', '”', ',', '.', ';']).next();
    [before, after].into_iter().flatten().any(|word| says_the_same(suspect, word))
}

/// Whether one of `words` stands right before.
fn follows(context: &Context<'_>, words: &str) -> bool {
    context.left().is_some_and(|left| is_one_of(words, &left.to_lowercase()))
}

/// Doubts about a word among others: whether a writer wanted it.
fn among_words(text: &str, here: Language, suspects: &[Suspect], n: usize) -> Option<&'static str> {
    let suspect = &suspects[n];
    let context = Context::new(text, suspect.whole.clone());
    if is_in_phrase(text, here, suspects, n) {
        return Some("stands in a phrase");
    }
    if context.is_set_apart() {
        return Some("stands in quotation marks or italics");
    }
    if context.before().ends_with('(') || context.after().starts_with(')') {
        return Some("stands in parentheses");
    }
    if context.before().trim_end().ends_with('|') || context.after().trim_start().starts_with('|') {
        return Some("stands in a table");
    }
    if [context.left(), context.right()].into_iter().flatten().any(|word| is_name(word, here)) {
        return Some("stands beside a name");
    }
    if follows(&context, SPOKEN_OF) {
        return Some("is spoken of");
    }
    if [context.before(), context.after()].iter().any(|side| is_code(side)) {
        return Some("stands beside code");
    }
    if GLOSSES.iter().any(|gloss| context.after().starts_with(gloss)) {
        return Some("is explained");
    }
    if suspects.iter().enumerate().any(|(other, twin)| other != n && twin.form == suspect.form) {
        return Some("comes more than once");
    }
    uses(&suspect.form).is_some_and(|uses| uses.languages > 5).then_some("is a word of many languages")
}

/// Names as programs have them: `row_count`, `main()`.
fn is_code(side: &str) -> bool {
    side.contains("()") || side.split(' ').any(|word| word.trim_matches('_').contains('_'))
}

/// A loanword means itself.
fn is_own_translation(suspect: &Suspect) -> bool {
    meaning(&suspect.form, suspect.language).is_some_and(|meaning| {
        meaning.candidates.first().is_some_and(|best| best.english.eq_ignore_ascii_case(&suspect.form))
    })
}

/// A capital that no sentence begins with.
fn is_name(word: &str, here: Language) -> bool {
    here != Language::GERMAN
        && word.chars().next().is_some_and(char::is_uppercase)
        && known(&word.to_lowercase(), here) != Known::Well
}

/// Another suspect beside it, or a usual word of its language that is none of this one.
fn is_in_phrase(text: &str, here: Language, suspects: &[Suspect], n: usize) -> bool {
    let suspect = &suspects[n];
    let is_near = |other: &Suspect| {
        let between = suspect.word.start.min(other.word.start)..suspect.word.end.max(other.word.end);
        other.language == suspect.language
            && other.style == Style::Bare
            && other.form != suspect.form
            && between.len() <= NEAR
            && !text[between].contains('\n')
    };
    if n > 0 && is_near(&suspects[n - 1]) || suspects.get(n + 1).is_some_and(is_near) {
        return true;
    }
    let beside =
        |a: &Suspect, b: &Suspect| text.get(a.whole.end..b.whole.start).is_some_and(|gap| gap == " ");
    if n > 0 && beside(&suspects[n - 1], suspect)
        || suspects.get(n + 1).is_some_and(|next| beside(suspect, next))
    {
        return true;
    }
    let context = Context::new(text, suspect.whole.clone());
    [context.left(), context.second_left(), context.right(), context.second_right()]
        .into_iter()
        .flatten()
        .any(|word| {
            uses(&word.to_lowercase()).is_some_and(|uses| {
                let zipf = uses.zipf(suspect.language).unwrap_or(0.0);
                uses.languages < 4 && zipf >= 5.0 || zipf >= 6.0 && uses.zipf(here).is_none()
            }) && word.len() > 1
        })
}

#[cfg(test)]
mod tests {
    use super::super::suspects::suspects;
    use super::*;

    fn doubts(text: &str) -> Vec<Option<&'static str>> {
        let mut found = suspects(text, Language::ENGLISH, None);
        weigh(text, Language::ENGLISH, &mut found);
        found.iter().map(|suspect| suspect.doubt).collect()
    }

    #[test]
    fn a_word_that_was_left_by_a_translator_is_not_doubted() {
        for text in [
            "An attack on [vakcinos] research was found in the town.",
            "The boy was taken to the ligoninę after the crash.",
        ] {
            assert_eq!(doubts(text), [None], "{text}");
        }
    }

    #[test]
    fn every_doubt_has_its_reason() {
        for (text, reason) in [
            ("History of the town [recte] of the village.", "is what editors write"),
            ("The \"[szpital] problem\" was on every page.", "stands in a short quotation or italics"),
            ("The Polish word [szpital] was on the door.", "is spoken of"),
            ("Dear [mokytojas], thank you for the letter.", "may be something to fill in"),
            ("It was built by hand. [szpital] Nobody knew.", "stands between sentences"),
            ("The hospital [szpital] was closed in May.", "stands beside its translation"),
            ("The mayor spoke and [śmiech] went on.", "may be a sound that is heard"),
            ("They called it \"ligoninė\" for years.", "stands in quotation marks or italics"),
            ("| house | ligoninė | tree |", "stands in a table"),
            ("The verb sondage is no verb.", "is spoken of"),
            ("The rule row_count is a szpital here.", "stands beside code"),
            ("We saw the ligoninė, which means hospital.", "is explained"),
        ] {
            assert!(doubts(text).contains(&Some(reason)), "{text}: {:?}", doubts(text));
        }
        assert_eq!(doubts("K [kirche], S [schule], B [szpital]").len(), 3);
        assert!(doubts("K [kirche], S [schule], B [szpital]").iter().all(Option::is_some));
        assert_eq!(
            doubts("We saw a ligoninė in the town.\n\nThen a ligoninė again in the village."),
            [Some("comes more than once"); 2]
        );
    }
}
