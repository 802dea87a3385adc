//! The encodings in which UTF-8 was misread, as tables from characters back to bytes.

use std::sync::LazyLock;

use encoding_rs::Encoding;

use super::model::Symbol;
use crate::code_page;

/// A one-byte encoding: an index into [`NAMES`].
pub(super) type Codec = u8;

/// How many one-byte encodings there are.
pub(super) const CODECS: usize = NAMES.len();

/// Sets of encodings are bits.
pub(super) type CodecSet = u32;

/// The encodings of a set, likeliest damage first.
pub(super) fn members(mut set: CodecSet) -> impl Iterator<Item = Codec> {
    std::iter::from_fn(move || {
        let codec = Codec::try_from(set.trailing_zeros()).ok().filter(|_| set != 0)?;
        set &= set - 1;
        Some(codec)
    })
}

/// The encodings, likeliest damage first. The first stands for ISO-8859-1 as well: programs mean the one where they
/// say the other, and a text may hold the control characters of the one among the signs of the other.
pub(super) const NAMES: [&str; 19] = [
    "windows-1252",
    "macintosh",
    "windows-1250",
    "windows-1251",
    "windows-1254",
    "cp437",
    "iso-8859-2",
    "windows-1253",
    "windows-1257",
    "cp850",
    "koi8-r",
    "ibm866",
    "windows-1255",
    "windows-1256",
    "windows-1258",
    "windows-874",
    "x-mac-cyrillic",
    "iso-8859-15",
    "windows-1252, then lower-cased",
];

/// ISO-8859-15, which differs from ISO-8859-1 in eight characters and so comes into question wherever that does.
pub(super) const LATIN9: CodecSet = 1 << 17;

/// windows-1252 of which the letters were lower-cased afterwards.
pub(super) const LOWERED: Codec = 18;

/// The byte of a character in each encoding; 0 where there is none above 0x7F.
pub(super) type Row = [u8; CODECS];

/// What bytes a character can be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Masks {
    /// Encodings in which it begins a sequence of two, three, four bytes.
    pub(super) lead: [CodecSet; 3],
    /// Encodings in which it continues one.
    pub(super) tail: CodecSet,
}

/// Characters to rows.
pub(super) struct Table {
    /// The numbers of the rows of all characters up to [`LAST`].
    numbers: Vec<u16>,
    rows: Vec<Row>,
    masks: Vec<Masks>,
    /// By place; the last is that of characters that have none. Of a length that the compiler knows, so that looking
    /// one up checks no bounds.
    brief: Box<[Brief; PLACES + 1]>,
    halves: Vec<[char; 128]>,
}

/// The last character that a one-byte encoding has, but for three signs of Macs.
const LAST: u32 = 0x25FF;

/// What the scan asks of every character, in one place: the encodings in which it begins a sequence, one of two bytes
/// and any, those in which it continues one, and what the model knows of it where there is any of either.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Brief {
    pub(super) pair: CodecSet,
    pub(super) lead: CodecSet,
    pub(super) tail: CodecSet,
    pub(super) symbol: Symbol,
}

/// How many places there are for characters.
const PLACES: usize = LAST as usize + 4;

/// Where the number of a character's row stands.
fn place(code: u32) -> usize {
    const LIGATURE_FI: u32 = 0xFB01;
    const LIGATURE_FL: u32 = 0xFB02;
    const APPLE: u32 = 0xF8FF;
    match code {
        0..=LAST => code as usize,
        LIGATURE_FI | LIGATURE_FL => (code - LIGATURE_FI + LAST + 1) as usize,
        APPLE => (LAST + 3) as usize,
        _ => usize::MAX,
    }
}

/// The number of the row of characters that are in no encoding.
pub(super) const NO_ROW: u16 = 0;

static TABLE: LazyLock<Table> = LazyLock::new(Table::build);

/// The one table.
pub(super) fn table() -> &'static Table {
    &TABLE
}

impl Table {
    /// The number of the row of the character with this code point, or [`NO_ROW`].
    pub(super) fn number(&self, code: u32) -> u16 {
        self.numbers.get(place(code)).copied().unwrap_or(NO_ROW)
    }

    pub(super) fn row(&self, number: u16) -> &Row {
        &self.rows[usize::from(number)]
    }

    /// The byte of `c` in an encoding; 0 where there is none above 0x7F.
    pub(super) fn byte(&self, c: char, codec: Codec) -> u8 {
        self.row(self.number(c as u32))[usize::from(codec)]
    }

    /// What the scan asks of a character.
    #[inline]
    pub(super) fn brief(&self, c: char) -> &Brief {
        let place = if c as u32 <= LAST { c as usize } else { place(c as u32).min(PLACES) };
        &self.brief[place]
    }

    /// The characters of the bytes 0x80 to 0xFF; U+FFFD where there is none.
    pub(super) fn half(&self, codec: Codec) -> &[char; 128] {
        &self.halves[usize::from(codec)]
    }

    /// What bytes a character can be.
    pub(super) fn masks(&self, c: char) -> &Masks {
        &self.masks[usize::from(self.number(c as u32))]
    }

    fn build() -> Table {
        let mut table = Table {
            numbers: vec![NO_ROW; PLACES],
            rows: vec![[0; CODECS]],
            masks: vec![Masks { lead: [0; 3], tail: 0 }],
            brief: vec![Brief::default(); PLACES + 1].try_into().expect("as many as there are places"),
            halves: NAMES.iter().map(|name| upper_half(name)).collect(),
        };
        for codec in 0..CODECS {
            let half = table.halves[codec];
            for (byte, c) in (0x80..=0xFF_u8).zip(half) {
                // In lower-cased text the capital is the likelier lead byte.
                let c = if codec == usize::from(LOWERED) { c.to_lowercase().next().unwrap_or(c) } else { c };
                table.add(codec, c, byte);
            }
            // Bytes that an encoding leaves undefined were kept as the character of the same number; the control
            // characters of ISO-8859-1 and the signs of windows-1252 stand for each other.
            for byte in 0x80..=0xFF_u8 {
                let undefined = half[usize::from(byte - 0x80)] == '\u{FFFD}';
                if undefined || (codec == 0 && byte < 0xA0) {
                    table.add(codec, char::from(byte), byte);
                }
            }
        }
        table
    }

    fn add(&mut self, codec: usize, c: char, byte: u8) {
        let Some(cell) = self.numbers.get_mut(place(c as u32)).filter(|_| !c.is_ascii()) else { return };
        if *cell == NO_ROW {
            *cell = u16::try_from(self.rows.len()).expect("about a thousand rows");
            self.rows.push(self.rows[0]);
            self.masks.push(self.masks[0]);
        }
        let byte_in = &mut self.rows[usize::from(*cell)][codec];
        if *byte_in != 0 {
            return;
        }
        *byte_in = byte;
        let masks = &mut self.masks[usize::from(*cell)];
        let bit = 1 << codec;
        match byte {
            0x80..=0xBF => masks.tail |= bit,
            0xC2..=0xDF => masks.lead[0] |= bit,
            0xE0..=0xEF => masks.lead[1] |= bit,
            0xF0..=0xF4 => masks.lead[2] |= bit,
            _ => {}
        }
        let [pair, three, four] = masks.lead;
        let (lead, tail) = (pair | three | four, masks.tail);
        self.brief[place(c as u32)] = Brief { pair, lead, tail, symbol: Symbol::of(c) };
    }
}

/// The characters of the bytes 0x80 to 0xFF; U+FFFD where there is none.
fn upper_half(name: &str) -> [char; 128] {
    let name = name.split(',').next().unwrap_or(name);
    let mut half = ['\u{FFFD}'; 128];
    if let Some(encoding) = Encoding::for_label(name.as_bytes()) {
        for (cell, byte) in half.iter_mut().zip(0x80..=0xFF_u8) {
            let bytes = [byte];
            let (text, _) = encoding.decode_without_bom_handling(&bytes);
            *cell = text.chars().next().unwrap_or('\u{FFFD}');
        }
        // WHATWG maps what windows-1252 leaves undefined to control characters, which are added for all encodings.
        for (cell, byte) in half.iter_mut().zip(0x80..=0x9F_u8) {
            if *cell == char::from(byte) && name.starts_with("windows") {
                *cell = '\u{FFFD}';
            }
        }
    } else if let Some(high) = code_page::high(name) {
        half = high;
    }
    half
}
