//! What a character reference stands for: the table of names, and numbers as browsers read them.

/// One name a line, sorted: `nbsp A0`. Made by `data/build-entities.py`.
static NAMES: &str = include_str!("../../../data/entities.txt");

/// The characters of a reference: two for a few names of mathematical signs.
pub(super) type Characters = (char, Option<char>);

/// What the name of a reference, without `&` and `;`, stands for. A binary search in the text of the table, which so
/// needs no set-up.
pub(super) fn named(name: &str) -> Option<Characters> {
    let (mut low, mut high) = (0, NAMES.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = NAMES[..middle].rfind('\n').map_or(0, |newline| newline + 1);
        let line = NAMES[start..].split('\n').next().unwrap_or_default();
        let (found, points) = line.split_once(' ')?;
        match found.cmp(name) {
            std::cmp::Ordering::Equal => {
                let mut points = points.split(' ').map(|point| u32::from_str_radix(point, 16).ok());
                let first = char::from_u32(points.next()??)?;
                return Some((first, points.next().flatten().and_then(char::from_u32)));
            }
            std::cmp::Ordering::Less => low = start + line.len() + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

/// What the number of a reference stands for. 128 to 159 are windows-1252, as in browsers; controls, halves of
/// characters and numbers beyond Unicode stand for nothing.
pub(super) fn numbered(number: u32) -> Option<char> {
    // 81, 8D, 8F, 90 and 9D are undefined in windows-1252.
    const WINDOWS_1252: [u16; 32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
        0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0, 0x017E, 0x0178,
    ];
    match number {
        0x09 | 0x0A | 0x0D => char::from_u32(number),
        0x80..=0x9F => {
            let point = WINDOWS_1252[number as usize - 0x80];
            char::from_u32(point.into()).filter(|&c| c != '\0')
        }
        0..0x20 | 0x7F | 0xFDD0..=0xFDEF => None,
        _ if number & 0xFFFE == 0xFFFE => None,
        _ => char::from_u32(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_table_is_found_and_no_other() {
        let mut count = 0;
        for line in NAMES.lines() {
            let (name, points) = line.split_once(' ').unwrap();
            let first = u32::from_str_radix(points.split(' ').next().unwrap(), 16).unwrap();
            assert_eq!(named(name).map(|(first, _)| first), char::from_u32(first), "{name}");
            count += 1;
        }
        assert_eq!(count, 2125);
        assert!(NAMES.lines().map(|line| line.split(' ').next().unwrap()).is_sorted());
        for name in ["", "a", "T", "zzz", "nbs", "nbspp", "~", "nbsp A0"] {
            assert_eq!(named(name), None, "{name}");
        }
        assert_eq!(named("nGt"), Some(('\u{226B}', Some('\u{20D2}'))));
    }

    #[test]
    fn numbers_are_read_as_browsers_read_them() {
        assert_eq!(numbered(8217), Some('’'));
        assert_eq!(numbered(146), Some('’'));
        assert_eq!(numbered(0x1F600), Some('😀'));
        for nothing in [0, 1, 127, 129, 157, 0xD800, 0xFFFE, 0x1F_FFFF, 0x11_0000] {
            assert_eq!(numbered(nothing), None, "{nothing}");
        }
    }
}
