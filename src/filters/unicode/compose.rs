//! Letters and their accents as two characters, where Unicode has one for both.
//!
//! ```text
//! Cafe◌́ Zu◌̈rich      →      Café Zürich
//! ```
//!
//! That is normalisation form C, but only where it puts together, and never form K. What it would take apart (Hebrew letters with
//! points, some letters of Hindi and Bengali), reorder, or replace by a letter of another block (Greek with an acute) stays,
//! since all of that is how such texts are written. Of doubles only the signs for ohm, kelvin and ångström become letters. Chinese
//! characters that it would replace by another one look different to their readers, often in a name, so that is only suggested.

use memchr::memmem;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

use super::mention::{MARKS, talks_of};
use crate::edit::Edits;
use crate::filters::triples::next_triple;
use crate::filters::{Filter, View};
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static DECOMPOSED: Rule = Rule {
    id: "unicode/decomposed",
    summary: "letter and accent as two characters, or a unit that is a letter's double",
    why: "Text from a Mac or a PDF writes é as e and an accent. Both look the same, and no search for one finds the other. Unicode \
          calls them equivalent; one character for both is what nearly all text has.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "Cafe\u{301} Zu\u{308}rich.\n", clean: "Café Zürich.\n" },
        Example {
            dirty: "Ho\u{323}\u{302}i, 10 \u{212B} and \u{1112}\u{1161}\u{11AB}.\n",
            clean: "Hội, 10 Å and 한.\n",
        },
    ],
    keeps: &[
        "Café Zürich, m\u{304}a and ą\u{303}.\n",
        "क\u{93C}लम \u{958} শব\u{9DF}\n",
        "שׁ\u{5B8}ל\u{5D5}\u{5B9}ם \u{FB2A}\n",
        "e\u{301} with a combining accent\n",
        "Κ\u{1F71}θε \u{1F00}ρχ\u{1F75}.\n",
        "x² ½ ﬁ ① Ⅳ ㎞ 豈\n",
    ],
};

static COMPATIBILITY: Rule = Rule {
    id: "unicode/compatibility-form",
    summary: "Chinese character that stands for another one in old encodings",
    why: "Old encodings had some characters twice, and Unicode keeps the doubles. A search does not find them; but in a name they may \
          be what its bearer writes, so the change is only suggested.",
    level: Level::Suggest,
    examples: &[
        Example { dirty: "\u{F914}しい\n", clean: "樂しい\n" },
        Example { dirty: "\u{FA19}\u{2F800}\n", clean: "神丽\n" },
    ],
    keeps: &["神社へ行く。\n", "髙﨑さん\n"],
};

/// Puts letters and accents together.
pub(super) struct Composition;

impl Filter for Composition {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&DECOMPOSED, &COMPATIBILITY]
    }

    fn needs(&self) -> Traits {
        Traits::PUNCTUATION | Traits::RARE_LEAD
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let text = view.text;
        let has_leads = view.traits.meets(Traits::RARE_LEAD)
            && next_triple(text.as_bytes(), 0, |[a, ..]| is_lead(a)).is_some();
        if !has_leads && memmem::find(text.as_bytes(), UNITS).is_none() {
            return;
        }
        let mut is_about_marks = None;
        let mut from = 0;
        while let Some(at) = next_triple(text.as_bytes(), from, may_compose) {
            let Some(c) = text[at..].chars().next() else { return };
            let end = at + c.len_utf8();
            if is_compatibility_ideograph(c) {
                let other: String = c.nfc().collect();
                if !other.starts_with(c) {
                    edits.replace(at..end, other, &COMPATIBILITY);
                }
                from = end;
                continue;
            }
            let start =
                if joins(c) { start_of(&text[from..at]).map_or(at, |start| from + start) } else { at };
            let length = text[end..].chars().take_while(|c| joins(*c)).map(char::len_utf8).sum::<usize>();
            let cluster = start..end + length;
            from = cluster.end;
            let Some(composed) = composed(&text[cluster.clone()]) else { continue };
            if *is_about_marks.get_or_insert_with(|| talks_of(text, MARKS)) {
                return;
            }
            edits.replace(cluster, composed, &DECOMPOSED);
        }
    }
}

/// What ohm, kelvin and ångström begin with, beside arrows and fractions.
const UNITS: &[u8] = b"\xE2\x84";

/// Whether a byte leads any other character that [`may_compose`] finds: quicker to see, and in most texts there is none.
fn is_lead(byte: u8) -> bool {
    (byte & 0xFE == 0xCC)
        | (byte == 0xD9)
        | (byte & 0xFC == 0xE0) & (byte != 0xE2)
        | (byte == 0xEF)
        | (byte == 0xF0)
}

/// Where the character that the marks after `text` belong to begins: its last one, or one in front of other marks.
fn start_of(text: &str) -> Option<usize> {
    let mut chars = text.char_indices().rev();
    chars.find(|(_, c)| !joins(*c)).map(|(at, _)| at)
}

/// What form C makes of a character and its marks, if it puts something together, or it is a unit.
fn composed(cluster: &str) -> Option<String> {
    let composed: String = cluster.nfc().collect();
    let (before, after) = (cluster.chars().count(), composed.chars().count());
    let is_double = matches!(cluster, "\u{2126}" | "\u{212A}" | "\u{212B}");
    ((after < before || is_double) && composed != cluster).then_some(composed)
}

/// Whether a character can be put together with one before it: a mark, or a vowel or final consonant of Korean.
fn joins(c: char) -> bool {
    !c.is_ascii()
        && (canonical_combining_class(c) != 0
            || is_combining_mark(c)
            || matches!(c, '\u{1161}'..='\u{1175}' | '\u{11A8}'..='\u{11C2}'))
}

/// The characters that form C may put together with one before them, and the units: a few
/// of each script, and all marks of Latin, Greek and Cyrillic. Of what this finds in vain there is little in any text.
#[expect(clippy::inline_always, reason = "a call for every byte takes six times as long")]
#[inline(always)]
fn may_compose([a, b, c]: [u8; 3]) -> bool {
    // Accents U+0300 to U+036F; Arabic madda and hamza.
    let marks = (a == 0xCC) | (a == 0xCD) & (b < 0xB0) | (a == 0xD9) & (b.wrapping_sub(0x93) < 3);
    // Second halves of vowels, and dots, from Devanagari to Sinhala.
    let indic = (a == 0xE0)
        & ((b == 0xA4) & (c == 0xBC)
            | ((b == 0xA6) | (b == 0xAC) | (b == 0xAE) | (b == 0xB4)) & (c == 0xBE)
            | ((b == 0xA7) | (b == 0xAF) | (b == 0xB5)) & (c == 0x97)
            | (b == 0xAD) & (c & 0xFE == 0x96)
            | (b == 0xB1) & (c == 0x96)
            | (b == 0xB3) & ((c == 0x82) | (c.wrapping_sub(0x95) < 2))
            | (b == 0xB7) & ((c == 0x8A) | (c == 0x8F) | (c == 0x9F)));
    // Burmese and Balinese; Korean vowels and final consonants.
    let others = (a == 0xE1)
        & ((b == 0x80) & (c == 0xAE)
            | (b == 0x85) & (c >= 0xA1)
            | (b == 0x86) & (c >= 0xA8)
            | (b == 0x87) & (c < 0x83)
            | (b == 0xAC) & (c == 0xB5));
    // Ohm, kelvin and ångström; dots of kana; compatibility ideographs.
    let signs = (a == 0xE2) & (b == 0x84) & ((c == 0xA6) | (c & 0xFE == 0xAA))
        | (a == 0xE3) & (b == 0x82) & (c.wrapping_sub(0x99) < 2)
        | (a == 0xEF) & (b.wrapping_sub(0xA4) < 8)
        | (a == 0xF0) & (b == 0xAF) & (c.wrapping_sub(0xA0) < 9);
    marks | indic | others | signs
}

fn is_compatibility_ideograph(c: char) -> bool {
    matches!(c, '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything that form C puts together out of two characters is seen, but for rare scripts beyond U+FFFF.
    #[test]
    fn no_pair_is_overlooked() {
        for c in '\u{80}'..='\u{FFFF}' {
            let parts: Vec<char> = c.nfd().collect();
            let (true, [.., last]) = (parts.len() > 1 && c.nfc().eq([c]), parts.as_slice()) else { continue };
            let mut bytes = last.to_string().into_bytes();
            bytes.extend([0, 0]);
            assert!(may_compose([bytes[0], bytes[1], bytes[2]]) && joins(*last), "{c:?}: {last:?}");
        }
    }

    #[test]
    fn every_script_comes_together() {
        for (apart, together) in [
            ("e\u{301}", "é"),
            ("a\u{301}\u{323}", "ạ\u{301}"),
            ("ε\u{313}\u{301}", "ἔ"),
            ("и\u{306}", "й"),
            ("\u{627}\u{653}", "آ"),
            ("\u{9C7}\u{9BE}", "\u{9CB}"),
            ("か\u{3099}", "が"),
            ("\u{1112}\u{1161}\u{11AB}", "한"),
            ("\u{1025}\u{102E}", "\u{1026}"),
            ("\u{1F71}\u{345}", "ᾴ"),
        ] {
            assert_eq!(composed(apart).as_deref(), Some(together), "{apart}");
            assert_eq!(composed(together), None, "{together}");
        }
    }
}
