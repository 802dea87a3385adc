//! Where to look: the places of a text at which two neighbours are unusual for running text.
//!
//! In ordinary prose a stop has a letter before it and a blank behind it, and a bracket touches what it holds. Everything
//! else is a suspect, which the rules then judge one by one: a blank before a stop, a letter after one, a blank inside a
//! bracket or after a sign of money, two marks side by side, `U. S.`

/// Bytes that are looked at side by side: one vector register of every x86-64 and of ARM.
const LANES: usize = 16;

/// The suspects of a text, in order: the index of the first of two bytes.
pub(super) struct Suspects<'t> {
    bytes: &'t [u8],
    /// Where the block begins that `found` is about.
    block: usize,
    /// Which places of the block are suspects and not yet handed out: a bit each.
    found: u32,
    next: usize,
}

impl<'t> Suspects<'t> {
    pub(super) fn of(text: &'t str) -> Suspects<'t> {
        Suspects { bytes: text.as_bytes(), block: 0, found: 0, next: 0 }
    }

    /// Goes on to the next block that has a suspect; false at the end of the text.
    fn advance(&mut self) -> bool {
        while let Some(window) =
            self.bytes.get(self.next..).and_then(|rest| rest.first_chunk::<{ LANES + 3 }>())
        {
            self.block = self.next;
            self.next += LANES;
            if look(window) {
                self.found = places(window);
                return true;
            }
        }
        // What is left is shorter than a window; the line ends behind it are no suspects.
        while self.next < self.bytes.len() {
            let rest = &self.bytes[self.next..self.bytes.len().min(self.next + LANES + 3)];
            let mut window = [b'\n'; LANES + 3];
            window[..rest.len()].copy_from_slice(rest);
            self.block = self.next;
            self.next += LANES;
            if look(&window) {
                self.found = places(&window);
                return true;
            }
        }
        false
    }
}

impl Iterator for Suspects<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        while self.found == 0 {
            if !self.advance() {
                return None;
            }
        }
        let lane = self.found.trailing_zeros();
        self.found &= self.found - 1;
        Some(self.block + lane as usize)
    }
}

/// Whether a window has any suspect: plain comparisons without a branch, which the compiler turns into vector
/// instructions.
fn look(window: &[u8; LANES + 3]) -> bool {
    let mut any = [0_u8; LANES];
    for lane in 0..LANES {
        any[lane] = is_suspect(window[lane], window[lane + 1], window[lane + 3]);
    }
    any.iter().fold(0, |all, lane| all | lane) != 0
}

fn places(window: &[u8; LANES + 3]) -> u32 {
    (0..LANES).fold(0, |found, lane| {
        let is_one = is_suspect(window[lane], window[lane + 1], window[lane + 3]) != 0;
        found | u32::from(is_one) << lane
    })
}

/// Whether `a` and `b` are unusual neighbours; `d` is the next but one after `b`. All bits or none.
fn is_suspect(a: u8, b: u8, d: u8) -> u8 {
    let mask = |is: bool| if is { 0xFF_u8 } else { 0 };
    // A plain blank, or the last byte of a no-break or narrow no-break one.
    let blank = mask(a == b' ') | mask(a == 0xA0) | mask(a == 0xAF);
    // `.` and `,`; `;` and `:`; `!` and `%`.
    let closes = mask(b & 0xFD == b',')
        | mask(b & 0xFE == b':')
        | mask(b & 0xFB == b'!')
        | mask(b == b'?')
        | mask(b == b')')
        | mask(b == b']');
    // `.` and `,`; `;` and `?`. The colon is left out: it joins numbers, labels and addresses.
    let point = mask(a & 0xFD == b',');
    let stop = point | mask(a & 0xFB == b';') | mask(a == b'!');
    // Letters of ASCII, and the lead bytes of two-byte letters; what else lies between cannot follow or is rare.
    let letter = mask(b.wrapping_sub(b'A') <= 0xDF - b'A');
    // After a bracket, `$`, or the last byte of `£` and `€`; or before another letter with a full stop.
    let opens = mask(a == b'(')
        | mask(a == b'[')
        | mask(a == b'$')
        | mask(a == 0xA3)
        | mask(a == 0xAC)
        | (point & mask(d == b'.'));
    blank & closes | stop & letter | opens & mask(b == b' ') | point & mask(a == b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suspects_are_found_wherever_they_stand() {
        for piece in [
            " .",
            "\u{A0}!",
            "\u{202F}:",
            ".T",
            ",b",
            "( ",
            " )",
            "£ ",
            "€ ",
            "$ ",
            " %",
            ".О",
            ",,",
            "..",
            ". K.",
        ] {
            for before in 1..70 {
                let text = format!("{}{piece}\n{}", "a".repeat(before), "b".repeat(70 - before));
                let first = before + piece.len() - piece.trim_start_matches(|c: char| !c.is_ascii()).len();
                let at = Suspects::of(&text).next().expect(piece);
                assert!(
                    at + 1 == first || at == before || at + 1 == before + piece.len() - 1,
                    "{piece:?} {before} {at}"
                );
            }
        }
    }

    #[test]
    fn ordinary_prose_has_none() {
        let text = "“Rain,” she said (twice); it was 5.30, and nobody knew: why? «Oui», «non». ".repeat(9);
        assert_eq!(Suspects::of(&text).next(), None);
    }
}
