//! The language model: how likely one character is after another in clean text of some 75 languages.
//!
//! It holds no text, only counts: the cost of one class of characters after another, and, within the scripts that
//! one-byte encodings know, of one letter after another. Costs are tenths of a nat (a nat is a factor e in likelihood),
//! so a lower cost is a likelier text. `data/build-model` builds the file; NOTICE names its source.

/// Built by `data/build-model`; its layout is described there.
static MODEL: &[u8] = MODEL_BYTES;

/// Where the parts of the model lie.
const INDEX: usize = 36;
const PAGES: usize = INDEX + 2 * 1024;
const CLASSES: usize = u16_at(32) as usize;
const COSTS: usize = PAGES + 256 * u16_at(34) as usize;
const SCRIPTS: [Script; 6] = scripts();

const fn u16_at(at: usize) -> u16 {
    u16::from_le_bytes([MODEL_BYTES[at], MODEL_BYTES[at + 1]])
}

/// The same bytes, for constants: a constant cannot read a static.
const MODEL_BYTES: &[u8] = include_bytes!("../../../data/mojibake.model");

/// The last classes, as `data/build-model/src/class.rs` counts them.
const EMOJI: Symbol = Symbol(u16_at(32) as u32 - 10);
const HAN3: usize = CLASSES - 29;
const HAN4: usize = CLASSES - 28;
const HANGUL3: usize = CLASSES - 25;
const PRIVATE_USE: usize = CLASSES - 7;
const UNASSIGNED: usize = CLASSES - 1;

/// Where the letters of one script lie, and how many there are.
#[derive(Clone, Copy)]
struct Script {
    at: usize,
    side: usize,
}

const fn scripts() -> [Script; 6] {
    let mut scripts = [Script { at: 0, side: 0 }; 6];
    let mut at = COSTS + CLASSES * CLASSES;
    let mut number = 0;
    while number < scripts.len() {
        let side = u16_at(at) as usize;
        scripts[number] = Script { at: at + 2, side };
        at += 2 + side + side * side;
        number += 1;
    }
    assert!(at == MODEL_BYTES.len(), "data/mojibake.model is whole");
    scripts
}

/// What the model knows of one character: its class, its script and its letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Symbol(u32);

impl Symbol {
    pub(super) fn of(c: char) -> Symbol {
        let code = c as usize;
        if code > 0xFFFF {
            // One page would do for all of them: emoji, rare Han, or neither.
            return match code {
                0x1F000..=0x1FAFF => EMOJI,
                0x20000..=0x3FFFF => Symbol::of('\u{3400}'),
                _ => Symbol::of('\u{FFFF}'),
            };
        }
        let page = MODEL.get(INDEX + 2 * (code / 64)..).and_then(|rest| rest.first_chunk::<2>());
        let page = usize::from(page.map_or(0, |bytes| u16::from_le_bytes(*bytes)));
        let entry =
            MODEL.get(PAGES + 256 * page + 4 * (code % 64)..).and_then(|rest| rest.first_chunk::<4>());
        Symbol(entry.map_or(0, |bytes| u32::from_le_bytes(*bytes)))
    }

    pub(super) fn class(self) -> usize {
        (self.0 & 0xFF) as usize
    }

    fn script(self) -> usize {
        (self.0 >> 8 & 0xF) as usize
    }

    fn letter(self) -> usize {
        (self.0 >> 12) as usize
    }

    /// How rare a Han character or Hangul syllable is: 0 in most words, 1 beyond the commonest 1,500 Han characters, 2
    /// beyond what the national standards call common.
    pub(super) fn rarity(self) -> usize {
        match self.class() {
            HAN4 | HANGUL3 => 2,
            HAN3 => 1,
            _ => 0,
        }
    }

    /// Whether anybody uses the character: it is assigned, and not for private use.
    pub(super) fn is_used(self) -> bool {
        let class = self.class();
        class != UNASSIGNED && class != PRIVATE_USE
    }
}

/// From here on, characters are of East Asian scripts, or rare.
pub(super) const EAST_ASIAN: u32 = 0x2E80;

/// Whether the character with this code point is Han, kana, a Hangul syllable or a halfwidth form of one of them.
pub(super) fn is_east_asian(code: u32) -> bool {
    matches!(code, EAST_ASIAN..=0x9FFF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFF61..=0xFFDC)
}

/// Whether a repair may come to `c` where nothing else vouches for it. Phonetic letters, marks without their letter
/// and rare extensions of the Latin and Cyrillic alphabets are what coincidence comes to.
pub(super) fn is_plausible(c: char) -> bool {
    match c {
        'Ə' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | 'Ș' | 'ș' | 'Ț' | 'ț' | 'ə' => true,
        'ſ'
        | '\u{180}'..='\u{36F}'
        | '\u{460}'..='\u{48F}'
        | '\u{1D00}'..='\u{1DFF}'
        // Spaces, marks of direction, technical signs and exotic arrows.
        | '\u{2000}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{2300}'..='\u{245F}'
        | '\u{2B00}'..='\u{2BFF}'
        | '\u{80}'..='\u{9F}' => false,
        _ => true,
    }
}

/// The cost of `next` after `before`, in tenths of a nat.
pub(super) fn cost(before: Symbol, next: Symbol) -> u32 {
    let class = u32::from(MODEL[COSTS + before.class() * CLASSES + next.class()]);
    if next.script() == 0 {
        return class;
    }
    let script = SCRIPTS[next.script() - 1];
    let letter = if before.script() == next.script() {
        script.at + script.side + before.letter() * script.side + next.letter()
    } else {
        script.at + next.letter()
    };
    class + u32::from(MODEL[letter])
}

/// What a row of symbols costs after `before`, in tenths of a nat.
pub(super) fn price(mut before: Symbol, symbols: impl Iterator<Item = Symbol>) -> u32 {
    symbols.map(|next| cost(std::mem::replace(&mut before, next), next)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(text: &str) -> u32 {
        let symbols: Vec<Symbol> = text.chars().map(Symbol::of).collect();
        symbols.windows(2).map(|pair| cost(pair[0], pair[1])).sum()
    }

    #[test]
    fn real_text_costs_less_than_the_same_text_damaged() {
        for (clean, damaged) in [
            (" café ", " cafÃ© "),
            (" l’été ", " lâ€™Ã©tÃ© "),
            (" город ", " РіРѕСЂРѕРґ "),
            (" größer ", " grГ¶Гџer "),
            (" zażółć ", " zaĹĽĂłĹ‚Ä‡ "),
        ] {
            assert!(
                total(clean) + 50 < total(damaged),
                "{clean} {} {damaged} {}",
                total(clean),
                total(damaged)
            );
        }
    }

    #[test]
    fn the_classes_that_this_file_names_are_those_of_the_model() {
        assert_eq!(Symbol::of('🎉').class(), Symbol::of('🦀').class());
        assert_ne!(Symbol::of('🎉').class(), Symbol::of('❤').class());
        assert_eq!([Symbol::of('的'), Symbol::of('鬱'), Symbol::of('龘')].map(Symbol::rarity), [0, 1, 2]);
        assert_eq!([Symbol::of('이'), Symbol::of('뷁')].map(Symbol::rarity), [0, 2]);
        for unused in ['\u{E000}', '\u{FFFF}', '\u{E0FFF}'] {
            assert!(!Symbol::of(unused).is_used(), "{unused:?}");
        }
        assert!(Symbol::of('é').is_used() && Symbol::of('한').is_used());
    }
}
