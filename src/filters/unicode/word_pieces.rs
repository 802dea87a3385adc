//! What a translation model makes of words and forgets to undo: pieces, copies and placeholders.
//!
//! ```text
//! The un@@ believ@@ able ｟unk:molen｠ is <unk> <unk>.      →      The unbelievable molen is.
//! ```
//!
//! Pieces are joined again (`@@` at their end, `▁` where a word begins), and a word that the model copied is let out of its
//! brackets. A placeholder for an unknown word holds nothing. Where it stands for a whole line, or several stand in a row, they
//! go; one inside a sentence is only suggested, since it is all that tells a reader that a word is missing there.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

use super::mention::{TOKENS, talks_of};
use crate::edit::{Edit, Edits};
use crate::filters::foreign::is_word;
use crate::filters::removal::{self, Found};
use crate::filters::{Filter, View};
use crate::lines::{ends_line, lines};
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static COPIED: Rule = Rule {
    id: "unicode/copied-word",
    summary: "brackets of a translation model round a word that it copied",
    why: "CTranslate writes ｟unk:word｠ for a word that it does not know and copies. The word stays.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "They sold the ｟unk:molen｠ in May.\n", clean: "They sold the molen in May.\n" },
        Example { dirty: "｟unk:Zwolle｠ is a town.\n", clean: "Zwolle is a town.\n" },
    ],
    keeps: &["The interval ｟a, b｠ is open.\n", "An open ｟unk: never closed.\n"],
};

static PIECES: Rule = Rule {
    id: "unicode/word-piece",
    summary: "word cut into the pieces of a language model",
    why: "Language models cut words into pieces and mark the cuts: @@ at the end of a piece, ▁ at the beginning of a word. Both \
          marks say exactly how to join them. The ▁ of forms and bar charts stays.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "An un@@ believ@@ able mill.\n", clean: "An unbelievable mill.\n" },
        Example { dirty: "▁The▁mill▁is▁sold.\n", clean: "The mill is sold.\n" },
        Example { dirty: "▁The ▁mill ▁is ▁un believ able .\n", clean: "The mill is unbelievable.\n" },
    ],
    keeps: &[
        "@@ -1,3 +1,2 @@ is a hunk.\n",
        "Name: ▁▁▁▁▁▁▁ Date: ▁▁▁▁\n",
        "Rain this week: ▁▂▃▅▂▁ and dry after.\n",
        "Use @@ to name a class variable.\n",
        "Her handle is owl@@ on this page, his is mill@@ too.\n",
        "The codes are QR12@@ ST34@@ UV56.\n",
        "▁bread ▁milk\n▁salt ▁tea\n",
        "The tokenizer writes ▁The ▁mill and un@@ do.\n",
    ],
};

static UNKNOWN: Rule = Rule {
    id: "unicode/unknown-token",
    summary: "placeholders of a translation model for words that it did not know",
    why: "<unk> holds nothing. Several in a row after a sentence, or one alone on its line, stand for no word that a reader \
          could miss in its sentence, and go.",
    level: Level::Standard,
    examples: &[
        Example { dirty: "The mill is sold. <unk> <unk> <unk>\n", clean: "The mill is sold.\n" },
        Example { dirty: "One.\n\n<unk>\n\nTwo.\n", clean: "One.\n\nTwo.\n" },
    ],
    keeps: &[
        "The tokenizer writes <unk> <unk> for both.\n",
        "He is listed as [unknown] and (unk).\n",
        "They sold the <unk> in May.\n",
        "They were <unk> <unk> in the fog, the pilot said.\n",
        "Salt\n[UNK]\nBread\n",
        "1802 | [unk] [unk]\n",
        "He moved the rook ⁇ ⁇\n",
    ],
};

static UNKNOWN_WORD: Rule = Rule {
    id: "unicode/unknown-word",
    summary: "placeholder of a translation model for a word of the sentence",
    why: "A word is missing where <unk>, [UNK] or ⁇ stands. Without it the sentence would read as if it were whole, so it is only \
          suggested.",
    level: Level::Suggest,
    examples: &[
        Example { dirty: "They sold the <unk> in May.\n", clean: "They sold the in May.\n" },
        Example { dirty: "They sold the ⁇ in May.\n", clean: "They sold the in May.\n" },
    ],
    keeps: &["What⁇ Nobody knew.\n", "The vocabulary has <unk> for the rest.\n"],
};

/// Joins pieces and reports placeholders.
pub(super) struct WordPieces;

impl Filter for WordPieces {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&COPIED, &PIECES, &UNKNOWN, &UNKNOWN_WORD]
    }

    fn needs(&self) -> Traits {
        Traits::TEXT
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let text = view.text;
        let mut mended = pieces(text);
        if view.traits.meets(Traits::PUNCTUATION) {
            mended.extend(words(text));
        }
        if view.traits.meets(Traits::SPECIAL) {
            mended.extend(copied_words(text));
        }
        mended.retain(|edit| view.allows(edit.rule, &edit.span));
        let holes = placeholders(text, view.traits);
        if (mended.is_empty() && holes.is_empty()) || talks_of(text, TOKENS) {
            return;
        }
        // One kind at a time, since a removal takes blanks along: the pipeline comes back for the other.
        if mended.is_empty() {
            return removal::remove(view, &holes, edits);
        }
        mended.sort_by_key(|edit| edit.span.start);
        mended.dedup_by(|next, last| next.span.start < last.span.end);
        for edit in mended {
            edits.push(edit);
        }
    }
}

fn edit(span: Range<usize>, text: &'static str, rule: &'static Rule) -> Edit {
    Edit { span, text: Cow::Borrowed(text), rule, note: None }
}

/// `｟unk:word｠`: both brackets.
fn copied_words(text: &str) -> Vec<Edit> {
    const OPEN: &str = "｟unk:";
    let mut edits = Vec::new();
    for start in memmem::find_iter(text.as_bytes(), OPEN.as_bytes()) {
        let inner = start + OPEN.len();
        let end = text[inner..].find(|c: char| c.is_whitespace() || matches!(c, '｟' | '｠'));
        let Some(end) =
            end.map(|end| inner + end).filter(|&end| end > inner && text[end..].starts_with('｠'))
        else {
            continue;
        };
        edits.extend([start..inner, end..end + '｠'.len_utf8()].map(|span| edit(span, "", &COPIED)));
    }
    edits
}

/// `un@@ do`: the marks between two pieces. A piece is of letters and goes on with a small one or a mark, several stand in a
/// text, and known words come out: `@@` means something else in a handle, a class variable or a code.
fn pieces(text: &str) -> Vec<Edit> {
    const JOINT: &str = "@@ ";
    let goes_on = |c: char| c.is_lowercase() || matches!(c, '.' | ',' | '-' | '\'');
    let joints: Vec<usize> = memmem::find_iter(text.as_bytes(), JOINT.as_bytes()).collect();
    let is_piece = |&at: &usize| {
        text[..at].ends_with(char::is_alphabetic) && text[at + JOINT.len()..].starts_with(goes_on)
    };
    if joints.len() < FEWEST_JOINTS || !joints.iter().all(is_piece) || !join_to_words(text) {
        return Vec::new();
    }
    joints.into_iter().map(|at| edit(at..at + JOINT.len(), "", &PIECES)).collect()
}

/// How many cuts a text must have: fewer are more likely something else.
const FEWEST_JOINTS: usize = 2;

/// Whether half of what the pieces make up are known words.
fn join_to_words(text: &str) -> bool {
    let (mut words, mut known) = (0, 0);
    let mut joined = String::new();
    for token in text.split_whitespace() {
        let piece = token.strip_suffix("@@");
        if piece.is_some() || !joined.is_empty() {
            joined.push_str(piece.unwrap_or(token));
        }
        if piece.is_none() && !joined.is_empty() {
            words += 1;
            let word = joined.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
            known += usize::from(is_word(&word, None));
            joined.clear();
        }
    }
    2 * known >= words
}

/// `▁The▁mill`, or `▁The ▁un do` with a space between pieces: lines of words that begin so.
fn words(text: &str) -> Vec<Edit> {
    const MARK: &str = "▁";
    let mut edits = Vec::new();
    if memmem::find(text.as_bytes(), MARK.as_bytes()).is_none() {
        return edits;
    }
    for line in lines(text) {
        let content = &text[line.clone()];
        let content = content.trim_end_matches(ends_line);
        let marks: Vec<usize> = memmem::find_iter(content.as_bytes(), MARK.as_bytes()).collect();
        let begins_word = |&at: &usize| {
            let next = content[at + MARK.len()..].chars().next();
            next.is_some_and(|c| {
                c.is_alphanumeric() || c.is_ascii_punctuation() || matches!(c, '“' | '”' | '’' | '–')
            })
        };
        if marks.len() < 2 || !marks.iter().all(begins_word) {
            continue;
        }
        let is_spaced = |at: usize| at == 0 || content[..at].ends_with(' ');
        let place = |at: usize, length: usize| line.start + at..line.start + at + length;
        let are_spaced = marks.iter().all(|&at| is_spaced(at));
        // A space is a joint, and a word begins only at a mark.
        let spaces =
            content.match_indices(' ').map(|(at, _)| at).filter(|at| !content[at + 1..].starts_with(MARK));
        let spaces: Vec<usize> = if are_spaced { spaces.collect() } else { Vec::new() };
        // Spaced words without a piece are items after bullets or boxes.
        let are_items = are_spaced && spaces.is_empty();
        if spaces.len() <= marks.len() && !are_items {
            edits.extend(
                marks
                    .iter()
                    .map(|&at| edit(place(at, MARK.len()), if is_spaced(at) { "" } else { " " }, &PIECES)),
            );
            edits.extend(spaces.iter().map(|&at| edit(place(at, 1), "", &PIECES)));
        }
    }
    edits
}

/// What models write for a word that they do not know, and the trait of a text that may hold it; the ⁇ of `SentencePiece` is a
/// double question mark elsewhere.
const PLACEHOLDERS: [(Traits, &str); 5] = [
    (Traits::ANGLE, "<unk>"),
    (Traits::ANGLE, "<UNK>"),
    (Traits::BRACKET, "[UNK]"),
    (Traits::SPECIAL, "｟unk｠"),
    (Traits::PUNCTUATION, "⁇"),
];

/// Placeholders: those in a row or alone on a line, and those that stand for a word.
fn placeholders(text: &str, traits: Traits) -> Vec<Found> {
    let mut found = Vec::new();
    let mut spans: Vec<Range<usize>> = Vec::new();
    for (_, token) in PLACEHOLDERS.iter().filter(|(needed, _)| needed.meets(traits)) {
        spans.extend(memmem::find_iter(text.as_bytes(), token.as_bytes()).map(|at| at..at + token.len()));
    }
    if spans.is_empty() {
        return found;
    }
    spans.sort_by_key(|span| span.start);
    let is_by_itself = |span: &Range<usize>| {
        let (left, right) = (&text[..span.start], &text[span.end..]);
        let ends =
            |c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '<' | '[');
        (left.is_empty() || left.ends_with(|c: char| c.is_whitespace() || matches!(c, '(' | '>' | ']')))
            && (right.is_empty() || right.starts_with(ends))
    };
    spans.retain(is_by_itself);
    let is_model_text = text.contains("<unk>") || text.contains("<UNK>");
    let mut rest = spans.as_slice();
    while let Some(first) = rest.first() {
        let beside = |a: &Range<usize>, b: &Range<usize>| {
            text[a.end..b.start].chars().all(|c| c.is_whitespace() && !ends_line(c))
        };
        let count = 1 + rest.windows(2).take_while(|pair| beside(&pair[0], &pair[1])).count();
        let (row, after) = rest.split_at(count);
        rest = after;
        let (left, right) = (&text[..first.start], &text[row[count - 1].end..]);
        let blank = |c: char| c.is_whitespace() && !ends_line(c);
        let (left, right) = (left.trim_end_matches(blank), right.trim_start_matches(blank));
        let is_line = (left.is_empty() || left.ends_with(ends_line))
            && (right.is_empty() || right.starts_with(ends_line));
        // Only a model writes <unk>; the others are a move of chess, a reaction or a note of a transcript too.
        let ends_sentence =
            left.ends_with(['.', '!', '?', '…', '"', '”']) && !right.starts_with(char::is_lowercase);
        let is_certain = is_model_text && (is_line || count > 1 && (left.is_empty() || ends_sentence));
        let rule = if is_certain { &UNKNOWN } else { &UNKNOWN_WORD };
        found.extend(row.iter().map(|span| Found { span: span.clone(), rule, note: None }));
    }
    found
}
