//! The survey: one scan that says what a text holds, so that a filter runs only where it has something to
//! look at.

use std::ops::{BitOr, BitOrAssign};

/// What occurs in a text; a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits(u32);

impl Traits {
    /// Nothing at all.
    pub const NONE: Traits = Traits(0);
    /// `[`.
    pub const BRACKET: Traits = Traits(1);
    /// CR, vertical tab or form feed: a line end other than LF, in ASCII.
    pub const CONTROL_LINE_END: Traits = Traits(1 << 1);
    /// `"` or `'`.
    pub const STRAIGHT_QUOTE: Traits = Traits(1 << 2);
    /// A tab.
    pub const TAB: Traits = Traits(1 << 3);
    /// Two spaces side by side.
    pub const SPACE_RUN: Traits = Traits(1 << 4);
    /// A space before a line end or before the end of the text.
    pub const TRAILING_SPACE: Traits = Traits(1 << 5);
    /// Two blank lines side by side, or a blank line at the start or the end of the text.
    pub const BLANK_LINES: Traits = Traits(1 << 6);
    /// No line end at the end of the text.
    pub const OPEN_END: Traits = Traits(1 << 7);
    /// The lead byte C2: no-break space, next line and the rest of U+0080–00BF.
    pub const LATIN1_SIGN: Traits = Traits(1 << 8);
    /// A lead byte E1, E2 or E3: general punctuation with its quotation marks and spaces, and much else.
    pub const PUNCTUATION: Traits = Traits(1 << 9);
    /// The lead byte EF: byte order mark, fullwidth forms.
    pub const SPECIAL: Traits = Traits(1 << 10);
    /// Any character beyond ASCII.
    pub const NON_ASCII: Traits = Traits(1 << 11);
    /// `<`.
    pub const ANGLE: Traits = Traits(1 << 13);
    /// `&`.
    pub const AMPERSAND: Traits = Traits(1 << 14);
    /// `{`.
    pub const BRACE: Traits = Traits(1 << 15);
    /// A lead byte CE to D3: Greek and Cyrillic.
    pub const GREEK_CYRILLIC: Traits = Traits(1 << 16);
    /// A lead byte E3 to ED: Chinese, Japanese and Korean, their punctuation and some smaller scripts.
    pub const EAST_ASIAN: Traits = Traits(1 << 17);
    /// A control character other than tab and the line ends: NUL, escape, delete.
    pub const CONTROL: Traits = Traits(1 << 18);
    /// A lead byte from C6 on other than E2: anything but the letters of Western and Central European languages and
    /// ordinary punctuation.
    pub const RARE_LEAD: Traits = Traits(1 << 19);

    /// A blank other than the space and the tab: no-break, thin, ideographic and so on.
    pub const ODD_SPACE: Traits = Traits(1 << 20);
    /// A line end beyond ASCII: next line, line separator, paragraph separator.
    pub const ODD_LINE_END: Traits = Traits(1 << 21);
    /// A character that nobody sees: soft hyphen, zero-width ones, marks of direction, tags.
    pub const UNSEEN: Traits = Traits(1 << 22);

    /// Any character at all.
    pub const TEXT: Traits = Traits(1 << 12);

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

impl BitOrAssign for Traits {
    fn bitor_assign(&mut self, other: Traits) {
        self.0 |= other.0;
    }
}

/// The traits of `text`: one pass without a branch that depends on a byte, and a few more if not all is ASCII.
pub fn survey(text: &str) -> Traits {
    let bytes = text.as_bytes();
    let mut traits = edges(bytes);
    let mut seen = Seen::default();
    let mut from = 0;
    while let Some(window) = bytes.get(from..).and_then(|rest| rest.first_chunk::<{ LANES + 2 }>()) {
        seen.look(window);
        from += LANES;
    }
    // What is left is shorter than a window; the dots behind it find nothing.
    while from < bytes.len() {
        let rest = &bytes[from..bytes.len().min(from + LANES + 2)];
        let mut window = [b'.'; LANES + 2];
        window[..rest.len()].copy_from_slice(rest);
        seen.look(&window);
        from += LANES;
    }
    traits |= seen.traits() | markup_signs(bytes);
    if any(&seen.control) != 0 {
        traits |= controls(bytes);
    }
    if any(&seen.bits) & 0x80 != 0 {
        traits |= Traits::NON_ASCII | lead_bytes(bytes);
    }
    if traits.meets(Traits::LATIN1_SIGN | Traits::PUNCTUATION | Traits::RARE_LEAD) {
        traits |= unusual(bytes, traits.meets(Traits::RARE_LEAD));
    }
    traits
}

/// Bytes that are looked at side by side: one vector register of every x86-64 and of ARM.
const LANES: usize = 16;

/// For each lane, whether something was seen there (all bits) or not (none).
type Mask = [u8; LANES];

#[derive(Default)]
struct Seen {
    bits: Mask,
    bracket: Mask,
    control: Mask,
    quote: Mask,
    tab: Mask,
    space_run: Mask,
    trailing_space: Mask,
    blank_lines: Mask,
}

impl Seen {
    /// Looks at the first bytes of a window, and past each at the two that follow. Plain comparisons without a
    /// branch, which the compiler turns into vector instructions: 4.4 GB/s where a table of byte classes, which
    /// knows nothing of neighbours, did 3.7.
    fn look(&mut self, window: &[u8; LANES + 2]) {
        let equals = |a: u8, b: u8| if a == b { 0xFF_u8 } else { 0 };
        for lane in 0..LANES {
            let [byte, next, after] = [window[lane], window[lane + 1], window[lane + 2]];
            self.bits[lane] |= byte;
            self.bracket[lane] |= equals(byte, b'[');
            self.quote[lane] |= equals(byte, b'"') | equals(byte, b'\'');
            let tab = equals(byte, b'\t');
            self.tab[lane] |= tab;
            let newline = equals(byte, b'\n');
            let low = if byte < b' ' { 0xFF } else { 0 };
            self.control[lane] |= low & !(tab | newline) | equals(byte, 0x7F);
            let space = equals(byte, b' ');
            let line_end = equals(next, b'\n');
            self.space_run[lane] |= space & equals(next, b' ');
            self.trailing_space[lane] |= space & line_end;
            self.blank_lines[lane] |= newline & line_end & equals(after, b'\n');
        }
    }

    fn traits(&self) -> Traits {
        let mut traits = Traits::NONE;
        for (mask, found) in [
            (&self.bracket, Traits::BRACKET),
            (&self.quote, Traits::STRAIGHT_QUOTE),
            (&self.tab, Traits::TAB),
            (&self.space_run, Traits::SPACE_RUN),
            (&self.trailing_space, Traits::TRAILING_SPACE),
            (&self.blank_lines, Traits::BLANK_LINES),
        ] {
            if any(mask) != 0 {
                traits |= found;
            }
        }
        traits
    }
}

fn any(mask: &Mask) -> u8 {
    mask.iter().fold(0, |any, lane| any | lane)
}

/// What the two ends of the text say.
fn edges(bytes: &[u8]) -> Traits {
    let mut traits = Traits::NONE;
    if bytes.starts_with(b"\n") || bytes.ends_with(b"\n\n") {
        traits |= Traits::BLANK_LINES;
    }
    if bytes.ends_with(b" ") {
        traits |= Traits::TRAILING_SPACE;
    }
    if !bytes.is_empty() && !bytes.ends_with(b"\n") {
        traits |= Traits::OPEN_END;
    }
    if !bytes.is_empty() {
        traits |= Traits::TEXT;
    }
    traits
}

/// The signs of markup and code. One search says that there are none, as almost everywhere: three more comparisons in
/// every window slowed ASCII from 4.5 to 2.8 GB/s.
fn markup_signs(bytes: &[u8]) -> Traits {
    let mut traits = Traits::NONE;
    let Some(first) = memchr::memchr3(b'<', b'&', b'{', bytes) else { return traits };
    let rest = &bytes[first..];
    for (sign, found) in [(b'<', Traits::ANGLE), (b'&', Traits::AMPERSAND), (b'{', Traits::BRACE)] {
        if memchr::memchr(sign, rest).is_some() {
            traits |= found;
        }
    }
    traits
}

/// Which lead bytes of longer characters occur. A text that has one has it soon, and there its search ends; one that
/// goes to the end is still quicker than comparing every byte with all of them.
fn lead_bytes(bytes: &[u8]) -> Traits {
    let mut traits = Traits::NONE;
    for (lead, found) in [(0xC2, Traits::LATIN1_SIGN), (0xE2, Traits::PUNCTUATION)] {
        if memchr::memchr(lead, bytes).is_some() {
            traits |= found;
        }
    }
    // Most text of most of Europe ends here.
    if !has_block(bytes, |byte| (byte >= 0xC6) & (byte != 0xE2)) {
        return traits;
    }
    traits |= Traits::RARE_LEAD;
    if memchr::memchr2(0xE1, 0xE3, bytes).is_some() {
        traits |= Traits::PUNCTUATION;
    }
    if memchr::memchr(0xEF, bytes).is_some() {
        traits |= Traits::SPECIAL;
    }
    traits | lead_ranges(bytes)
}

/// Which characters that look like a space, like a line end or like nothing occur beyond ASCII. They share their lead bytes with
/// the quotation marks of nearly every text, so they are told apart here, once for all filters: a quick look at every block,
/// and a close one where something may be.
fn unusual(bytes: &[u8], has_rare: bool) -> Traits {
    let mut seen = 0;
    for start in (0..bytes.len()).step_by(BLOCK) {
        let block = &bytes[start..bytes.len().min(start + BLOCK + 2)];
        let may_be = if has_rare {
            fold_triples(block, |triple| usual_kinds(triple) | rare_kinds(triple))
        } else {
            fold_triples(block, usual_kinds)
        };
        if may_be & !seen != 0 {
            seen |= fold_triples(block, kinds);
        }
    }
    let mut traits = Traits::NONE;
    for (bit, found) in
        [(SPACE, Traits::ODD_SPACE), (LINE_END, Traits::ODD_LINE_END), (UNSEEN, Traits::UNSEEN)]
    {
        if seen & bit != 0 {
            traits |= found;
        }
    }
    traits
}

/// The bits that `look` finds in a byte and the two behind it, of all bytes together. Behind the last one are dots.
fn fold_triples(bytes: &[u8], look: impl Fn([u8; 3]) -> u8) -> u8 {
    let mut seen: Mask = [0; LANES];
    let mut look_at = |window: &[u8; LANES + 2]| {
        for lane in 0..LANES {
            seen[lane] |= look([window[lane], window[lane + 1], window[lane + 2]]);
        }
    };
    let mut from = 0;
    while let Some(window) = bytes.get(from..).and_then(|rest| rest.first_chunk()) {
        look_at(window);
        from += LANES;
    }
    while from < bytes.len() {
        let rest = &bytes[from..bytes.len().min(from + LANES + 2)];
        let mut window = [b'.'; LANES + 2];
        window[..rest.len()].copy_from_slice(rest);
        look_at(&window);
        from += LANES;
    }
    any(&seen)
}

/// All bits or none.
fn mask(is: bool) -> u8 {
    if is { 0xFF } else { 0 }
}

/// Which kinds may begin with these bytes; quotation marks, dashes and the ellipsis do not.
fn usual_kinds([a, b, c]: [u8; 3]) -> u8 {
    let latin = mask(b == 0xA0) & SPACE | mask(b == 0x85) & LINE_END | mask(b == 0xAD) & UNSEEN;
    let general = mask(b == 0x80) & (mask(c & 0xF0 == 0x80) | mask(c >= 0xA8)) | mask(b == 0x81);
    mask(a == 0xC2) & latin | mask(a == 0xE2) & general & ANY
}

/// The same with a lead byte that few texts have.
fn rare_kinds([a, b, c]: [u8; 3]) -> u8 {
    (mask(a == 0xE1) & mask(b == 0x9A) | mask(b == 0x80) & mask(c == 0x80)) & SPACE
        | (mask(b == 0xBB) & mask(c == 0xBF) | mask(a == 0xF3)) & UNSEEN
}

const SPACE: u8 = 1;
const LINE_END: u8 = 2;
const UNSEEN: u8 = 4;
const ANY: u8 = SPACE | LINE_END | UNSEEN;

/// Which kind of them begins with these bytes.
fn kinds([a, b, c]: [u8; 3]) -> u8 {
    let within = |byte: u8, first: u8, last: u8| mask(byte.wrapping_sub(first) <= last - first);
    let is = |triple: [u8; 3]| mask(a == triple[0]) & mask(b == triple[1]) & mask(c == triple[2]);
    // U+0080 to U+00BF, U+2000 to U+203F, U+2040 to U+207F.
    let (latin, three) = (mask(a == 0xC2), mask(a == 0xE2));
    let (general, more) = (three & mask(b == 0x80), three & mask(b == 0x81));
    let space = latin & mask(b == 0xA0)
        | general & (within(c, 0x80, 0x8A) | mask(c == 0xAF))
        | more & mask(c == 0x9F)
        | is([0xE1, 0x9A, 0x80])
        | is([0xE3, 0x80, 0x80]);
    let line_end = latin & mask(b == 0x85) | general & within(c, 0xA8, 0xA9);
    let unseen = latin & mask(b == 0xAD)
        | general & (within(c, 0x8B, 0x8F) | within(c, 0xAA, 0xAE))
        | more & within(c, 0xA0, 0xAF)
        | is([0xEF, 0xBB, 0xBF])
        | mask(a == 0xF3) & mask(b == 0xA0);
    space & SPACE | line_end & LINE_END | unseen & UNSEEN
}

/// Which control characters a text has that has some.
fn controls(bytes: &[u8]) -> Traits {
    let mut traits = Traits::NONE;
    if memchr::memchr3(b'\r', 0x0B, 0x0C, bytes).is_some() {
        traits |= Traits::CONTROL_LINE_END;
    }
    if has_block(bytes, |byte| (byte < b' ') & (byte.wrapping_sub(b'\t') > 4) | (byte == 0x7F)) {
        traits |= Traits::CONTROL;
    }
    traits
}

/// Which scripts occur that have a range of lead bytes.
fn lead_ranges(bytes: &[u8]) -> Traits {
    let mut traits = Traits::NONE;
    for (first, last, found) in [(0xCE, 0xD3, Traits::GREEK_CYRILLIC), (0xE3, 0xED, Traits::EAST_ASIAN)] {
        if has_block(bytes, |byte: u8| byte.wrapping_sub(first) <= last - first) {
            traits |= found;
        }
    }
    traits
}

/// How many bytes are looked at before it is asked whether anything was found.
const BLOCK: usize = 1024;

/// Whether any byte is `wanted`: a block at a time without a branch, which the compiler turns into vector instructions if
/// `wanted` has none, and no further than the first block that has one.
fn has_block(bytes: &[u8], wanted: impl Fn(u8) -> bool) -> bool {
    bytes.chunks(BLOCK).any(|block| block.iter().fold(0, |any, &byte| any | u8::from(wanted(byte))) != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_trait_is_found_wherever_it_stands() {
        let rare = Traits::NON_ASCII | Traits::RARE_LEAD;
        for (piece, expected) in [
            ("[", Traits::BRACKET),
            ("<", Traits::ANGLE),
            ("&", Traits::AMPERSAND),
            ("{", Traits::BRACE),
            ("\r", Traits::CONTROL_LINE_END),
            ("\u{b}", Traits::CONTROL_LINE_END),
            ("'", Traits::STRAIGHT_QUOTE),
            ("\t", Traits::TAB),
            ("  ", Traits::SPACE_RUN),
            (" \n", Traits::TRAILING_SPACE),
            ("\n\n\n", Traits::BLANK_LINES),
            ("\u{a0}", Traits::NON_ASCII | Traits::LATIN1_SIGN | Traits::ODD_SPACE),
            ("\u{85}", Traits::NON_ASCII | Traits::LATIN1_SIGN | Traits::ODD_LINE_END),
            ("\u{ad}", Traits::NON_ASCII | Traits::LATIN1_SIGN | Traits::UNSEEN),
            ("”", Traits::NON_ASCII | Traits::PUNCTUATION),
            ("\u{2009}", Traits::NON_ASCII | Traits::PUNCTUATION | Traits::ODD_SPACE),
            ("\u{2028}", Traits::NON_ASCII | Traits::PUNCTUATION | Traits::ODD_LINE_END),
            ("\u{200b}", Traits::NON_ASCII | Traits::PUNCTUATION | Traits::UNSEEN),
            ("\u{2060}", Traits::NON_ASCII | Traits::PUNCTUATION | Traits::UNSEEN),
            ("\u{3000}", rare | Traits::PUNCTUATION | Traits::EAST_ASIAN | Traits::ODD_SPACE),
            ("\u{e0041}", rare | Traits::UNSEEN),
            ("한", rare | Traits::EAST_ASIAN),
            ("ω", rare | Traits::GREEK_CYRILLIC),
            ("Ж", rare | Traits::GREEK_CYRILLIC),
            ("e\u{301}", rare),
            ("\u{feff}", rare | Traits::SPECIAL | Traits::UNSEEN),
            ("\0", Traits::CONTROL),
            ("\u{1b}", Traits::CONTROL),
            ("\u{7f}", Traits::CONTROL),
            ("é", Traits::NON_ASCII),
        ] {
            for before in 1..50 {
                let text = format!("{}{piece}{}\n", "a".repeat(before), "b".repeat(50 - before));
                assert_eq!(survey(&text), Traits::TEXT | expected, "{piece:?} after {before}");
            }
        }
    }

    #[test]
    fn plain_text_is_only_text() {
        for length in 0..60 {
            assert_eq!(survey(&format!("{}\n\nb c\n", "a".repeat(length + 1))), Traits::TEXT);
        }
        assert_eq!(survey(""), Traits::NONE);
    }

    #[test]
    fn the_ends_of_a_text_count() {
        assert_eq!(survey("\na\n"), Traits::TEXT | Traits::BLANK_LINES);
        assert_eq!(survey("a\n\n"), Traits::TEXT | Traits::BLANK_LINES);
        assert_eq!(survey("a "), Traits::TEXT | Traits::TRAILING_SPACE | Traits::OPEN_END);
        assert_eq!(survey("\n"), Traits::TEXT | Traits::BLANK_LINES);
    }
}
