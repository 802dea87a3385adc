//! The survey: one scan that says what a text holds, so that a filter runs only where it has something to
//! look at.

use std::ops::BitOr;

/// Which kinds of bytes occur in a text; a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits(u8);

impl Traits {
    /// Nothing: the traits of an empty text.
    pub const NONE: Traits = Traits(0);
    /// Any byte at all.
    pub const ANY: Traits = Traits(1);
    /// `[`.
    pub const BRACKET: Traits = Traits(1 << 1);
    /// A line end other than LF, in ASCII: CR, vertical tab, form feed.
    pub const CONTROL_LINE_END: Traits = Traits(1 << 2);
    /// `"` or `'`.
    pub const STRAIGHT_QUOTE: Traits = Traits(1 << 3);
    /// A tab.
    pub const TAB: Traits = Traits(1 << 4);
    /// The lead byte C2: no-break space, next line and the rest of U+0080–00BF.
    pub const LATIN1_SIGN: Traits = Traits(1 << 5);
    /// A lead byte E1, E2 or E3: general punctuation with its quotation marks and spaces, and much else.
    pub const PUNCTUATION: Traits = Traits(1 << 6);
    /// The lead byte EF: byte order mark, fullwidth forms.
    pub const SPECIAL: Traits = Traits(1 << 7);

    /// Whether any trait is in both sets.
    pub fn meets(self, other: Traits) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for Traits {
    type Output = Traits;

    fn bitor(self, other: Traits) -> Traits {
        Traits(self.0 | other.0)
    }
}

/// What each byte value says about the text it stands in.
static TRAITS_OF_BYTE: [u8; 256] = {
    let mut table = [Traits::ANY.0; 256];
    table[b'[' as usize] |= Traits::BRACKET.0;
    table[b'\r' as usize] |= Traits::CONTROL_LINE_END.0;
    table[0x0B] |= Traits::CONTROL_LINE_END.0;
    table[0x0C] |= Traits::CONTROL_LINE_END.0;
    table[b'"' as usize] |= Traits::STRAIGHT_QUOTE.0;
    table[b'\'' as usize] |= Traits::STRAIGHT_QUOTE.0;
    table[b'\t' as usize] |= Traits::TAB.0;
    table[0xC2] |= Traits::LATIN1_SIGN.0;
    table[0xE1] |= Traits::PUNCTUATION.0;
    table[0xE2] |= Traits::PUNCTUATION.0;
    table[0xE3] |= Traits::PUNCTUATION.0;
    table[0xEF] |= Traits::SPECIAL.0;
    table
};

/// Looks at every byte of `text` once.
pub fn survey(text: &str) -> Traits {
    // Eight independent accumulators: a single one would wait for itself at every byte.
    let (chunks, rest) = text.as_bytes().as_chunks::<8>();
    let mut found = [0u8; 8];
    for chunk in chunks {
        for (found, &byte) in found.iter_mut().zip(chunk) {
            *found |= TRAITS_OF_BYTE[usize::from(byte)];
        }
    }
    let rest = rest.iter().fold(0, |found, &byte| found | TRAITS_OF_BYTE[usize::from(byte)]);
    Traits(found.iter().fold(rest, |all, &found| all | found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_trait_is_found_wherever_it_stands() {
        for (piece, expected) in [
            ("[", Traits::BRACKET),
            ("\r", Traits::CONTROL_LINE_END),
            ("\u{b}", Traits::CONTROL_LINE_END),
            ("'", Traits::STRAIGHT_QUOTE),
            ("\t", Traits::TAB),
            ("\u{a0}", Traits::LATIN1_SIGN),
            ("”", Traits::PUNCTUATION),
            ("\u{3000}", Traits::PUNCTUATION),
            ("\u{feff}", Traits::SPECIAL),
        ] {
            for place in 0..20 {
                let text = format!("{}{piece}{}", "a".repeat(place), "b".repeat(19 - place));
                assert_eq!(survey(&text), expected | Traits::ANY, "{piece:?} at {place}");
            }
        }
    }

    #[test]
    fn plain_text_and_no_text() {
        assert_eq!(survey("Plain words.\n"), Traits::ANY);
        assert_eq!(survey(""), Traits::NONE);
    }
}
