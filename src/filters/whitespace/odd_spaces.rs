//! Spaces that only look like a space, between words: no-break, em, thin, ideographic.
//!
//! These spaces have work to do beside a number, a sign, an initial or a short word (`5 km`, `« oui »`, `v Praze`), so they
//! stay there. Between two words no typography asks for a wide or thin one, and English asks for no no-break space between
//! words; other languages have their habits (Norwegian keeps `pid nummer 4521` together). A line that uses no-break spaces
//! for nearly all its spaces has none of these reasons.

use std::cell::OnceCell;
use std::ops::Range;

use memchr::{memchr, memmem, memrchr};

use super::is_blank;
use crate::edit::Edits;
use crate::filters::foreign::language_of;
use crate::filters::search::FirstOf;
use crate::filters::{Filter, View};
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static ODD_SPACE: Rule = Rule {
    id: "whitespace/odd-space",
    summary: "no-break, em, thin or ideographic space where a plain space belongs",
    why: "Page layout leaves them between ordinary words, where they break searching and word counts. Beside \
          numbers, signs and short words they are typography and stay, as they do in Chinese, Japanese and \
          Korean text.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "The\u{2003}council met.\n", clean: "The council met.\n" },
        Example { dirty: "It\u{A0}was\u{A0}a\u{A0}cold\u{A0}day.\n", clean: "It was a cold day.\n" },
        Example { dirty: "\u{3000}Rain fell.\n", clean: "Rain fell.\n" },
        Example {
            dirty: "She was\u{A0}late.\u{A0}The owl and the mill,\u{A0}they say,\u{A0}\u{201C}wait\u{201D}.\n",
            clean: "She was late. The owl and the mill, they say, \u{201C}wait\u{201D}.\n",
        },
    ],
    keeps: &[
        "A run of 5\u{A0}km took 31\u{A0}minutes.\n",
        "Il dit\u{202F}: «\u{A0}Oui, bien sûr\u{A0}!\u{A0}»\n",
        "Mr.\u{A0}Bell and the head of the school left at 5\u{A0}p.m.\n",
        "Prosessen har pid\u{A0}nummer 4521.\n",
        "The king, Henry\u{A0}VIII, and the head of Plan\u{A0}B met Mr\u{A0}Bell, J.\u{A0}Doe and vol.\u{A0}II of it.\n",
        "HAMLET\u{2003}Words, words, words.\n",
        "Bydlela v\u{A0}Praze a\u{A0}v\u{A0}Brně.\n",
        "\u{3000}東京で会議が開かれた。\n",
    ],
};

/// Replaces odd spaces.
pub(super) struct OddSpaces {
    /// Whether the user has named no other language. What the text is in, it says itself.
    pub(super) may_be_english: bool,
}

impl Filter for OddSpaces {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&ODD_SPACE]
    }

    fn needs(&self) -> Traits {
        Traits::ODD_SPACE
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let bytes = view.text.as_bytes();
        // No-break space; U+2000–200A and 202F, which share two bytes with the quotation marks; 205F; 3000.
        let mut spaces =
            FirstOf::new([b"\xC2\xA0".as_slice(), b"\xE2\x80", b"\xE2\x81\x9F", b"\xE3\x80\x80"]);
        let english = OnceCell::new();
        let is_english = || self.may_be_english && *english.get_or_init(|| is_english(view.text));
        let mut from = 0;
        while let Some(at) = spaces.find(bytes, from) {
            from = at + 2;
            if bytes[at..].starts_with(b"\xE2\x80") && !matches!(bytes[at + 2], 0x80..=0x8A | 0xAF) {
                continue;
            }
            let start = memrchr(b'\n', &bytes[..at]).map_or(0, |newline| newline + 1);
            let end = memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |newline| at + newline);
            scan_line(view.text, start..end, &is_english, edits);
            from = end;
        }
    }
}

/// Whether a text is English. Where the word lists cannot tell, two of the little words settle it that every English text has;
/// one can stand in a borrowed phrase.
fn is_english(text: &str) -> bool {
    let has = |word: &&str| memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    language_of(text).map_or_else(
        || [" the ", " and ", " of "].iter().filter(|word| has(word)).count() >= 2,
        |language| language == "en",
    )
}

fn scan_line(text: &str, line: Range<usize>, is_english: &impl Fn() -> bool, edits: &mut Edits) {
    let start = line.start;
    let line = &text[line];
    let is_odd = |c: char| is_blank(c) && !c.is_ascii();
    let Some(first) = line.find(is_odd) else { return };
    let odd = line[first..].chars().filter(|&c| is_odd(c)).count();
    let plain = line.bytes().filter(|&byte| byte == b' ').count();
    let everywhere = odd >= 3 && odd > 2 * plain;
    let beginning = Beginning::of(line);
    // An ideographic indent stays before ideographs; before a Latin word it is a stray.
    let content = line.trim_start_matches('\u{3000}');
    let indent = line.len() - content.len();
    let is_latin = content.starts_with(|c: char| c.is_ascii_alphabetic());
    for (at, c) in line[first..].char_indices().filter(|&(_, c)| is_odd(c)) {
        let at = first + at;
        let (left, right) = (&line[..at], &line[at + c.len_utf8()..]);
        let span = start + at..start + at + c.len_utf8();
        if at < indent {
            if is_latin {
                edits.delete(span, &ODD_SPACE);
            }
        } else {
            let is_no_break = matches!(c, '\u{A0}' | '\u{202F}');
            let is_stray = match (everywhere, is_no_break) {
                (true, _) => between_words(left.trim_end_matches([',', ';', '.']), right, 1),
                // After Ã or Â it is the rest of a letter that was decoded wrongly.
                (false, true) => {
                    is_plain_in_english(left, right) && !left.ends_with(['\u{C2}', '\u{C3}']) && is_english()
                }
                (false, false) => is_plain_anywhere(c, left, right, &beginning),
            };
            if is_stray {
                edits.replace(span, " ", &ODD_SPACE);
            }
        }
    }
}

/// Whether a no-break space between `left` and `right` has no reason in English: they are words or end and begin phrases, and
/// neither is a number, a title, an initial or another thing that must not stand alone at the end of a line.
fn is_plain_in_english(left: &str, right: &str) -> bool {
    let opens = right.trim_start_matches(['(', '[', '"', '\'', '“', '‘']);
    let phrase = left.trim_end_matches([',', ';', ':', '!', '?', ')', ']', '"', '\'', '”', '’', '…']);
    let (last, first) = (last_word(phrase), first_word(opens));
    let is_numeral = first.len() > 1 && first.bytes().all(|byte| b"IVXLC".contains(&byte));
    let is_single = |word: &str| word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase());
    // A pronoun and an article are letters too.
    let is_index =
        is_single(first) && !(first == "A" || first == "I" && !last.starts_with(char::is_uppercase));
    let is_initial = is_single(last) && !matches!(last, "A" | "I");
    if first.is_empty() || is_numeral || is_index {
        return false;
    }
    if let Some(sentence) = phrase.strip_suffix('.') {
        return ends_sentence(last_word(sentence)) && first.starts_with(char::is_uppercase);
    }
    let is_title = phrase.len() == left.len() && TITLES.contains(&last);
    !last.is_empty() && !is_initial && !is_title
}

/// Titles that are written without a stop, and what is counted.
const TITLES: [&str; 16] =
    ["Mr", "Mrs", "Ms", "Mx", "Dr", "St", "Prof", "Rev", "Fr", "Sr", "Mt", "No", "Nos", "Fig", "Vol", "Ch"];
/// Abbreviations of more than two letters that a name follows.
const ABBREVIATIONS: [&str; 14] = [
    "eds", "fig", "figs", "vol", "vols", "trans", "approx", "dept", "illus", "arr", "est", "nos", "ser",
    "pts",
];

/// Whether a stop after `word` ends a sentence: it is no initial and none of the abbreviations that a name may follow, which begin
/// with a capital letter and are short.
fn ends_sentence(word: &str) -> bool {
    let letters = word.chars().count();
    if word.starts_with(char::is_uppercase) {
        letters > 6
    } else {
        letters > 2 && !ABBREVIATIONS.contains(&word)
    }
}

/// How a line begins: the bytes at which its first small letter, its fourth letter and its first plain space stand. Found once,
/// so that a line of nothing but odd spaces is read once.
struct Beginning {
    small: usize,
    fourth: usize,
    space: usize,
}

impl Beginning {
    fn of(line: &str) -> Beginning {
        let letters = &mut line.char_indices().filter(|(_, c)| c.is_alphabetic());
        Beginning {
            small: line.find(char::is_lowercase).unwrap_or(line.len()),
            fourth: letters.nth(3).map_or(line.len(), |(at, _)| at),
            space: line.find(' ').unwrap_or(line.len()),
        }
    }

    /// Whether a speaker or a heading stands before `at`, and nothing else: capitals.
    fn is_heading(&self, at: usize) -> bool {
        self.fourth < at && self.small > at
    }
}

/// Whether a wide or thin space `c` between `left` and `right` has no reason in any language.
fn is_plain_anywhere(c: char, left: &str, right: &str, beginning: &Beginning) -> bool {
    let is_wide = matches!(c, '\u{2000}'..='\u{2003}' | '\u{3000}');
    if is_wide && beginning.is_heading(left.len()) {
        return false;
    }
    if between_words(left, right, 2) {
        return true;
    }
    let follows_words = beginning.space < left.len();
    let sentence = left.trim_end_matches(['"', '”', '’', '»', ')']).strip_suffix(['.', '!', '?', ',', ';']);
    let ends_phrase = sentence.is_some_and(|sentence| last_word(sentence).chars().nth(2).is_some());
    is_wide && follows_words && ends_phrase && !first_word(right).is_empty()
        || is_short_word(last_word(left)) && between_words("aa", right, 2)
        || is_short_word(first_word(right)) && follows_words && between_words(left, "aa", 2)
}

/// Whether a single letter is a word of English or a Romance language; in Slavic ones it is tied to the next on purpose.
fn is_short_word(word: &str) -> bool {
    matches!(word, "a" | "A" | "I" | "e" | "é" | "à" | "À" | "y")
}

fn last_word(text: &str) -> &str {
    let length =
        text.chars().rev().take(LONGEST).take_while(|c| is_letter(*c)).map(char::len_utf8).sum::<usize>();
    &text[text.len() - length..]
}

fn first_word(text: &str) -> &str {
    let length = text.chars().take(LONGEST).take_while(|c| is_letter(*c)).map(char::len_utf8).sum::<usize>();
    &text[..length]
}

/// The longest word that is looked at, in characters.
const LONGEST: usize = 40;

/// Whether a character is a letter of a script that is written with spaces.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !is_ideographic(c)
}

/// Whether a word of at least `letters` letters ends `left` and another begins `right`.
fn between_words(left: &str, right: &str, letters: usize) -> bool {
    left.chars().rev().take_while(|c| is_letter(*c)).take(letters).count() == letters
        && right.chars().take_while(|c| is_letter(*c)).take(letters).count() == letters
}

/// Han, kana, hangul and the other letters of the East Asian blocks.
fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}
