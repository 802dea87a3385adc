//! Reasons why a foreign word may stand in an article on purpose. A doubted word is reported, not repaired.

use super::context::Context;
use super::lexicon::{Known, Language, known, uses};
use super::suspects::{Style, Suspect};
use super::translations::meaning;

/// Two words of one language in one sentence, in bytes apart: a writer who likes them, at a table or on a journey.
const NEAR: usize = 80;

/// Words after which a word is spoken of: `the word tofu`, `called kimchi`.
const SPOKEN_OF: [&str; 26] = [
    "word", "words", "term", "called", "known", "as", "named", "means", "meaning", "letter", "letters",
    "prefix", "suffix", "phrase", "say", "says", "dubbed", "termed", "genannt", "wort", "begriff", "appelé",
    "mot", "llamado", "palabra", "titled",
];
/// What follows a word that is explained: `izakaya (a pub)`.
const GLOSSES: [&str; 12] = [
    " (",
    ", or ",
    " – ",
    " — ",
    " or '",
    " or \"",
    ", which means",
    " means",
    ", meaning",
    ", a kind",
    " - ",
    ", the ",
];

/// Marks the suspects that may stand there on purpose.
pub(super) fn weigh(text: &str, here: Language, suspects: &mut [Suspect]) {
    let phrases: Vec<bool> = (0..suspects.len()).map(|n| is_in_phrase(text, suspects, n)).collect();
    for (suspect, in_phrase) in suspects.iter_mut().zip(phrases) {
        let context = Context::new(text, suspect.whole.clone());
        suspect.doubt = if is_own_translation(suspect) {
            Some("means itself")
        } else if suspect.style == Style::Bracketed {
            suspect.doubt
        } else if in_phrase {
            Some("stands in a phrase")
        } else {
            doubt(text, &context, here, suspect)
        };
    }
}

fn doubt(text: &str, context: &Context<'_>, here: Language, suspect: &Suspect) -> Option<&'static str> {
    if context.is_set_apart() {
        return Some("stands in quotation marks or italics");
    }
    if context.before().ends_with('(') || context.after().starts_with(')') {
        return Some("stands in parentheses");
    }
    if [context.left(), context.right()].into_iter().flatten().any(|word| is_name(word, here)) {
        return Some("stands beside a name");
    }
    if context.left().is_some_and(|left| SPOKEN_OF.contains(&left.to_lowercase().as_str())) {
        return Some("is spoken of");
    }
    if [context.before(), context.after()].iter().any(|side| is_code(side)) {
        return Some("stands beside code");
    }
    if GLOSSES.iter().any(|gloss| context.after().starts_with(gloss)) {
        return Some("is explained");
    }
    if occurrences(text, &text[suspect.word.clone()]) > 1 {
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
fn is_in_phrase(text: &str, suspects: &[Suspect], n: usize) -> bool {
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
                uses.languages < 4 && uses.zipf(suspect.language).is_some_and(|zipf| zipf >= 5.0)
            }) && word.len() > 1
        })
}

/// How often `word` stands in `text`, up to two.
fn occurrences(text: &str, word: &str) -> usize {
    memchr::memmem::find_iter(text.as_bytes(), word.as_bytes()).take(2).count()
}
