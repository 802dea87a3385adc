//! Read-only tables that open without being read: a word goes in, a small number comes out.
//!
//! A table is a *static function* laid out as a binary fuse filter (Graf and Lemire, 2022): the hash of the key names
//! three cells, which XOR to a fingerprint and a value. It keeps no keys: a million words with twelve bits each are 3.2
//! MiB, half of an fst, and a look-up is three reads. A word that is not in the table is taken for one in
//! 2^fingerprint cases, once in 4,096 for those of twelve bits. `data/build-foreign/tables.py` writes them and
//! describes the layout.

/// The bytes every data file begins with: the last is the version of the layout.
const MAGIC: &[u8; 9] = b"unscrape\x01";
/// Magic, version, licence and SHA-256.
const HEADER: usize = 8 + 1 + 15 + 32;
/// The numbers of a table before its cells.
const FIELDS: usize = 24;

/// What stands behind the header of a data file.
///
/// # Panics
/// If `file` is no data file of ours, which a test would have found: they are all compiled in.
pub(super) fn content(file: &'static [u8]) -> &'static [u8] {
    assert!(file.starts_with(MAGIC), "not a data file of this version of unscrape");
    &file[HEADER..]
}

/// A table of words.
pub(super) struct Table {
    cells: &'static [u8],
    segments: u64,
    segment_bits: u32,
    value_bits: u32,
    print_bits: u32,
    seed: u64,
}

impl Table {
    /// Opens the table in `file`: reads 24 bytes of it.
    pub(super) fn open(file: &'static [u8]) -> Table {
        let content = content(file);
        let number =
            |at: usize| u32::from_le_bytes([content[at], content[at + 1], content[at + 2], content[at + 3]]);
        Table {
            cells: &content[FIELDS..],
            segments: u64::from(number(4)),
            segment_bits: u32::from(content[8]),
            value_bits: u32::from(content[9]),
            print_bits: u32::from(content[10]),
            seed: u64::from(number(16)) | u64::from(number(20)) << 32,
        }
    }

    /// The value of `key`, if the table has it.
    pub(super) fn get(&self, key: &[u8]) -> Option<u64> {
        let hash = self.hash(key);
        let length = 1_u64 << self.segment_bits;
        let first = high_product(hash, self.segments << self.segment_bits);
        let second = (first + length) ^ (hash >> 18 & (length - 1));
        let third = (first + 2 * length) ^ (hash & (length - 1));
        let found = self.cell(first) ^ self.cell(second) ^ self.cell(third);
        let width = self.value_bits + self.print_bits;
        let found = found & ((1 << width) - 1);
        let fingerprint = hash.wrapping_mul(PRINT) >> (64 - self.print_bits);
        (found >> self.value_bits == fingerprint).then_some(found & ((1 << self.value_bits) - 1))
    }

    /// The cell of number `n` and, above it, parts of the next.
    fn cell(&self, n: u64) -> u64 {
        let bit = n * u64::from(self.value_bits + self.print_bits);
        let at = usize::try_from(bit / 8).unwrap_or(usize::MAX);
        let bytes = self.cells.get(at..at.saturating_add(8)).and_then(|bytes| bytes.try_into().ok());
        u64::from_le_bytes(bytes.unwrap_or_default()) >> (bit % 8)
    }

    /// Eight bytes at a time, then the last steps of murmur3.
    fn hash(&self, key: &[u8]) -> u64 {
        let mut hash = self.seed ^ (key.len() as u64).wrapping_mul(BLOCK);
        let (blocks, rest) = key.as_chunks::<8>();
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        for block in blocks.iter().chain((!rest.is_empty()).then_some(&last)) {
            let step = (hash ^ u64::from_le_bytes(*block)).wrapping_mul(BLOCK);
            hash = step ^ step >> 32;
        }
        hash = (hash ^ hash >> 33).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
        hash = (hash ^ hash >> 33).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
        hash ^ hash >> 33
    }
}

/// Odd constants of high entropy; the same stand in `tables.py`.
const BLOCK: u64 = 0x9E37_79B9_7F4A_7C15;
const PRINT: u64 = 0xD6E8_FEB8_6659_FD93;

/// The upper 64 bits of a product.
fn high_product(a: u64, b: u64) -> u64 {
    ((u128::from(a) * u128::from(b)) >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_comes_out_and_what_was_not_does_not() {
        let words = Table::open(include_bytes!("../../../data/foreign/words.bin"));
        assert!(words.get("vakcinos".as_bytes()).is_some());
        // One in 4,096 is taken for a word.
        let taken = (0..10_000).filter(|n| words.get(format!("no word {n}").as_bytes()).is_some()).count();
        assert!(taken < 10, "{taken}");
    }

    #[test]
    fn a_key_of_any_length_is_looked_up() {
        let words = Table::open(include_bytes!("../../../data/foreign/words.bin"));
        for length in [0, 1, 7, 8, 9, 64, 10_000] {
            assert_eq!(words.get(&vec![b'~'; length]), None);
        }
    }
}
