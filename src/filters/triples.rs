//! Finding characters by their bytes, many at a time.

/// Triples that are looked at side by side.
const LANES: usize = 32;

/// The first place at or after `from` at which `is_wanted` says so of a byte and the two that follow; behind the last byte
/// stand zeros. `is_wanted` must be plain comparisons joined by `&` and `|`, so that the compiler makes vector instructions
/// of it: a text in which every character is a near miss (curly quotes, Russian) costs as little as any other.
pub(super) fn next_triple(bytes: &[u8], from: usize, is_wanted: impl Fn([u8; 3]) -> bool) -> Option<usize> {
    let mut at = from;
    while let Some(window) = bytes.get(at..).and_then(|rest| rest.first_chunk::<{ LANES + 2 }>()) {
        let mut found = [0_u8; LANES];
        for lane in 0..LANES {
            found[lane] = u8::from(is_wanted([window[lane], window[lane + 1], window[lane + 2]]));
        }
        if found.iter().fold(0, |any, lane| any | lane) != 0 {
            break;
        }
        at += LANES;
    }
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    (at..bytes.len()).find(|&at| is_wanted([byte(at), byte(at + 1), byte(at + 2)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_triple_is_found_wherever_it_stands() {
        let is_abc = |[a, b, c]: [u8; 3]| (a == b'a') & (b == b'b') & (c == b'c');
        for before in 0..70 {
            let text = format!("{}abc{}", "a".repeat(before), "b".repeat(70 - before));
            assert_eq!(next_triple(text.as_bytes(), 0, is_abc), Some(before), "after {before}");
            assert_eq!(next_triple(text.as_bytes(), before + 1, is_abc), None, "past {before}");
        }
        assert_eq!(next_triple(b"ab", 0, |[a, b, c]| (a == b'b') & (b == 0) & (c == 0)), Some(1));
    }
}
