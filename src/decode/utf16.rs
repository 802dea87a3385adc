//! UTF-16 without its mark: told from binary data and from legacy encodings by what it would say.
//!
//! Half of its bytes are NUL or another control character, in Latin text as in Cyrillic, Greek, Hebrew, Arabic or Thai,
//! and one in ten in Chinese; so only what has such bytes is looked at. The right byte order gives letters of one
//! script with the spaces and line ends between them; the wrong one, or data, gives a bit of everything.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// Bytes that are looked at: enough for any certainty.
const PROBE: usize = 8000;

/// Whether one byte in `rate` of `probe` is a control character that text in no other encoding has.
pub(super) fn may_be_utf16(probe: &[u8], rate: usize) -> bool {
    let controls = probe.iter().filter(|&&byte| is_control(byte)).count();
    controls > 0 && controls * rate >= probe.len()
}

/// A control character other than tab, the line ends, form feed and escape.
pub(super) fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B)
}

/// The byte order in which `bytes` are text, if there is one.
pub(super) fn guess(bytes: &[u8]) -> Option<&'static Encoding> {
    let probe = &bytes[..bytes.len().min(PROBE)];
    let little = Reading::new(probe, u16::from_le_bytes);
    let big = Reading::new(probe, u16::from_be_bytes);
    let (best, encoding) = if big.points() > little.points() { (big, UTF_16BE) } else { (little, UTF_16LE) };
    best.is_text().then_some(encoding)
}

/// What bytes say in one byte order.
#[derive(Default)]
struct Reading {
    units: usize,
    /// ASCII letters, digits, signs and blanks.
    ascii: usize,
    /// Characters that no text has: controls, halves of pairs, private and unassigned ones.
    odd: usize,
    /// Units whose low byte is NUL.
    round: usize,
    /// Letters by [`script`].
    scripts: [usize; 12],
}

impl Reading {
    fn new(probe: &[u8], unit: fn([u8; 2]) -> u16) -> Reading {
        let mut reading = Reading::default();
        let units = probe.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        for c in char::decode_utf16(units) {
            reading.units += 1;
            let Ok(c) = c else {
                reading.odd += 1;
                continue;
            };
            reading.round += usize::from(u32::from(c).is_multiple_of(0x100));
            match c {
                '\t' | '\n' | '\r' | '\u{C}' => reading.ascii += 1,
                ' '..='~' => {
                    reading.ascii += 1;
                    reading.scripts[0] += usize::from(c.is_ascii_alphabetic());
                }
                _ => match script(c) {
                    Some(script) => reading.scripts[script] += 1,
                    None if is_sign(c) => {}
                    None => reading.odd += 1,
                },
            }
        }
        reading
    }

    /// To choose between the byte orders by. ASCII in the wrong order is Chinese, seldom the other way round.
    fn points(&self) -> isize {
        let signed = |count: usize| isize::try_from(count).unwrap_or(isize::MAX);
        let letters: usize = self.scripts[1..].iter().sum();
        2 * signed(self.ascii) + signed(letters) - 4 * signed(self.odd) - signed(self.round)
    }

    fn is_text(&self) -> bool {
        let letters: usize = self.scripts.iter().sum();
        let beyond: usize = self.scripts[1..].iter().sum();
        let most = self.scripts.iter().copied().max().unwrap_or_default();
        let most_beyond = self.scripts[1..].iter().copied().max().unwrap_or_default();
        // One half of a pair, or one strange character, may be cut off at the end of the probe.
        self.units >= 2
            && self.odd <= 1 + self.units / 50
            && (self.odd == 0 || self.units >= 8)
            && self.round <= 1 + self.units / 4
            && (letters * 3 >= self.units || self.ascii * 10 >= self.units * 9)
            && (most * 5 >= letters * 4 || most_beyond * 10 >= beyond * 9 && self.ascii * 4 >= self.units)
    }
}

/// The script of a letter or vowel sign; related ones are one.
fn script(c: char) -> Option<usize> {
    Some(match u32::from(c) {
        0x00AA | 0x00BA | 0x00D7 | 0x00F7 => return None,
        0x00C0..0x0370 | 0x1E00..0x1F00 => 0,
        0x0370..0x0400 | 0x1F00..0x2000 if c.is_alphabetic() => 1,
        0x0400..=0x052F => 2,
        0x0531..=0x058F => 3,
        0x0591..=0x05F4 => 4,
        0x0610..0x0700 | 0x0750..0x0780 | 0xFB50..0xFDF0 | 0xFE70..0xFEFD => 5,
        // The scripts of India have vowel signs that are no letters.
        0x0900..=0x0DFF => 6,
        0x0E01..=0x0E5B => 7,
        0xAC00..0xD7A4 | 0x1100..0x1200 => 8,
        0x3041..0x3100 | 0x3400..0xA000 | 0x20000..0x2FA20 => 9,
        0x1200..0x1380 | 0x1780..0x17F0 | 0x0F00..0x10A0 => 10,
        _ if c.is_alphabetic() => 11,
        _ => return None,
    })
}

/// Signs that stand in texts.
fn is_sign(c: char) -> bool {
    matches!(
        u32::from(c),
        0xA0..0xC0 | 0xD7 | 0xF7 | 0x200B..0x2028 | 0x2030..0x203B | 0x20AC | 0x2100..0x2200 | 0x3000..0x3020
            | 0xFE30..0xFE50 | 0xFEFF | 0xFF00..0xFFF0 | 0x60C | 0x61B | 0x61F | 0x964 | 0x1F300..0x1FA00
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn both_byte_orders_of_many_scripts_are_told() {
        for text in [
            "Hi there",
            "Ein Wort über die Brücke.\n",
            "Мост закрыт до весны.\n",
            "Η γέφυρα έκλεισε.",
            "הגשר נסגר.",
            "الجسر مغلق.",
            "สะพานปิดแล้ว",
            "橋は春まで閉鎖される。\n橋のたもとの店も休む。",
            "大桥将关闭到明年春天，附近的商店也要停业。",
            "다리는 봄까지 닫힌다.",
            "The word 橋 means bridge, and 川 a river.",
        ] {
            for (order, encoding) in
                [(u16::to_le_bytes as fn(u16) -> [u8; 2], UTF_16LE), (u16::to_be_bytes, UTF_16BE)]
            {
                let bytes = bytes(text, order);
                assert!(may_be_utf16(&bytes, 32), "{text}");
                assert_eq!(guess(&bytes), Some(encoding), "{text}");
            }
        }
    }

    #[test]
    fn data_is_no_text() {
        let numbers: Vec<u8> = (0..500_u16).flat_map(u16::to_le_bytes).collect();
        let padded: Vec<u8> =
            ["name", "x", "longer"].iter().flat_map(|s| format!("{s:\0<16}").into_bytes()).collect();
        let utf32: Vec<u8> = "some text".chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        for data in [
            &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x02\0\0\0"[..],
            b"a.txt\0b.txt\0news/c.txt\0",
            b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3E\0\x01\0\0\0",
            b"\0\0\0\0\0\0\0\0",
            &numbers,
            &padded,
            &utf32,
        ] {
            assert_eq!(guess(data), None, "{data:?}");
        }
    }

    #[test]
    fn text_in_other_encodings_has_no_controls() {
        assert!(!may_be_utf16(b"plain\r\n\ttext \x1B$B", 32));
        assert!(!may_be_utf16(&[0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2], 32));
    }
}
