//! Where words begin.

/// Calls `found` with every place where a word begins: a letter, a digit or anything beyond ASCII after something that
/// is none of them. Sixty-four bytes at a time: the processor guesses the end of the inner loop wrong, once a round.
pub(super) fn each_word(text: &[u8], mut found: impl FnMut(usize)) {
    let (blocks, rest) = text.as_chunks::<64>();
    let mut before = 0;
    for (index, block) in blocks.iter().enumerate() {
        let (eights, _) = block.as_chunks::<8>();
        let words = eights.iter().rev().fold(0, |words, eight| words << 8 | word_bytes(*eight));
        let mut begins = words & !(words << 1 | before);
        before = words >> 63;
        while begins != 0 {
            found(index * 64 + begins.trailing_zeros() as usize);
            begins &= begins - 1;
        }
    }
    let from = text.len() - rest.len();
    (from..text.len()).filter(|&at| begins_word(text, at)).for_each(found);
}

/// A bit for each of eight bytes that is part of a word. Each byte is looked at in its own eight bits of a number.
#[inline]
fn word_bytes(eight: [u8; 8]) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    /// The high bit of each byte that is at least `least`, for bytes below 0x80.
    fn at_least(bytes: u64, least: u8) -> u64 {
        bytes + EACH * u64::from(0x80 - least)
    }
    let bytes = u64::from_le_bytes(eight);
    let ascii = bytes & !HIGH;
    let small = ascii | (0x20 * EACH);
    let letters = at_least(small, b'a') & !at_least(small, b'z' + 1);
    let digits = at_least(ascii, b'0') & !at_least(ascii, b'9' + 1);
    let high = (bytes | letters | digits) & HIGH;
    // The product moves the eight bits to the top, in their order.
    (high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// Whether a word begins at byte `at`.
pub(super) fn begins_word(text: &[u8], at: usize) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte >= 0x80;
    is_word(text[at]) && (at == 0 || !is_word(text[at - 1]))
}

/// Whether a byte leads a character of a script that writes no spaces, or of few others: Thai to Khmer (E0), Han, kana
/// and Hangul (E3 to ED). Arabic and Indic letters of three bytes are among them.
pub(super) fn is_dense_lead(byte: u8) -> bool {
    byte == 0xE0 || (0xE3..=0xED).contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_begins_once() {
        let piece = "The 2nd été: [ad_1] don't, x\u{a0}y — 天 {z}@`/:";
        for before in 0..70 {
            let text = format!("{}{}", "-".repeat(before), piece.repeat(5));
            let mut found = Vec::new();
            each_word(text.as_bytes(), |at| found.push(at));
            let expected: Vec<usize> =
                (0..text.len()).filter(|&at| begins_word(text.as_bytes(), at)).collect();
            assert_eq!(found, expected, "after {before}");
        }
    }
}
