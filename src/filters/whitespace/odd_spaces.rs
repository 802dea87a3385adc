//! Spaces that only look like a space, between words: no-break, em, thin, ideographic.
//!
//! These spaces have work to do beside a number, a sign or a short word (`5 km`, `« oui »`, `v Praze`), so they
//! stay there. Between two words of three letters or more no typography asks for a wide or thin one, and
//! English asks for no no-break space between letters; other languages have their habits (Norwegian keeps `pid nummer 4521`
//! together). A line that uses no-break spaces for nearly all its spaces has none of these reasons.

use std::cell::OnceCell;
use std::ops::Range;

use memchr::{memchr, memmem, memrchr};

use super::is_blank;
use crate::edit::Edits;
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
    ],
    keeps: &[
        "A run of 5\u{A0}km took 31\u{A0}minutes.\n",
        "Il dit\u{202F}: «\u{A0}Oui, bien sûr\u{A0}!\u{A0}»\n",
        "Mr.\u{A0}Bell and the head of the school left at 5\u{A0}p.m.\n",
        "Prosessen har pid\u{A0}nummer 4521.\n",
        "Bydlela v\u{A0}Praze a\u{A0}v\u{A0}Brně.\n",
        "\u{3000}東京で会議が開かれた。\n",
    ],
};

/// Letters that a word needs on both sides of a wide or thin space.
const WORD: usize = 3;

/// Replaces odd spaces.
pub(super) struct OddSpaces;

impl Filter for OddSpaces {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&ODD_SPACE]
    }

    fn needs(&self) -> Traits {
        Traits::LATIN1_SIGN | Traits::PUNCTUATION
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let bytes = view.text.as_bytes();
        // No-break space; U+2000–200A and 202F, which share two bytes with the quotation marks; 205F; 3000.
        let mut spaces =
            FirstOf::new([b"\xC2\xA0".as_slice(), b"\xE2\x80", b"\xE2\x81\x9F", b"\xE3\x80\x80"]);
        let english = OnceCell::new();
        let is_english = || *english.get_or_init(|| reads_like_english(view.text));
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

/// Whether a text has two of the little words that every English text has; one can stand in a borrowed phrase.
fn reads_like_english(text: &str) -> bool {
    let has = |word: &&str| memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    [" the ", " and ", " of "].iter().filter(|word| has(word)).count() >= 2
}

fn scan_line(text: &str, line: Range<usize>, is_english: &impl Fn() -> bool, edits: &mut Edits) {
    let start = line.start;
    let line = &text[line];
    let is_odd = |c: char| is_blank(c) && !c.is_ascii();
    let Some(first) = line.find(is_odd) else { return };
    let odd = line[first..].chars().filter(|&c| is_odd(c)).count();
    let plain = line.bytes().filter(|&byte| byte == b' ').count();
    let everywhere = odd >= 3 && odd > 2 * plain;
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
                    between_words(left, right, 1) && !left.ends_with(['\u{C2}', '\u{C3}']) && is_english()
                }
                (false, false) => between_words(left, right, WORD),
            };
            if is_stray {
                edits.replace(span, " ", &ODD_SPACE);
            }
        }
    }
}

/// Whether a word of at least `letters` letters ends `left` and another begins `right`, neither of them in a
/// script that is written without spaces.
fn between_words(left: &str, right: &str, letters: usize) -> bool {
    let is_letter = |c: &char| c.is_alphabetic() && !is_ideographic(*c);
    left.chars().rev().take_while(is_letter).take(letters).count() == letters
        && right.chars().take_while(is_letter).take(letters).count() == letters
}

/// Han, kana, hangul and the other letters of the East Asian blocks.
fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}
