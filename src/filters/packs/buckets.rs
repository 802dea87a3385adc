//! Things sorted by a number, so that those of a number are found at once.

/// The indices of a list, by the place that each of its things has.
#[derive(Default)]
pub(super) struct Buckets {
    /// Where in `order` the things of a place begin; those of the next place follow.
    starts: Vec<u32>,
    order: Vec<u32>,
}

/// How many places there are. Thousands of words stand alone in theirs, and 64 KB of zeros cost nothing to speak of.
const PLACES_BITS: u32 = 14;

impl Buckets {
    /// Sorts the indices of a list by the `keys` of its things.
    pub(super) fn new(keys: impl Iterator<Item = u64> + Clone) -> Buckets {
        let mut starts = vec![0; (1 << PLACES_BITS) + 1];
        let places = keys.map(Self::place);
        for place in places.clone() {
            starts[place + 1] += 1;
        }
        let mut count = 0;
        for start in &mut starts {
            count += *start;
            *start = count;
        }
        let mut next = starts.clone();
        let mut order = vec![0; count as usize];
        for (index, place) in (0..).zip(places) {
            order[next[place] as usize] = index;
            next[place] += 1;
        }
        Buckets { starts, order }
    }

    /// The indices of the things that may have this key.
    pub(super) fn find(&self, key: u64) -> impl Iterator<Item = usize> {
        let place = Self::place(key);
        let range =
            self.starts.get(place..place + 2).map_or(0..0, |range| range[0] as usize..range[1] as usize);
        self.order[range].iter().map(|&index| index as usize)
    }

    fn place(key: u64) -> usize {
        (spread(key) >> (64 - PLACES_BITS)) as usize
    }
}

/// A number in whose upper bits all bits of `key` have a part. The factor is the golden ratio.
pub(super) fn spread(key: u64) -> u64 {
    key.wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thing_is_found_by_its_key() {
        let keys: Vec<u64> = (0..5_000).map(|number| number * number % 3_001).collect();
        let buckets = Buckets::new(keys.iter().copied());
        for (index, &key) in keys.iter().enumerate() {
            assert!(buckets.find(key).any(|found| found == index), "{key}");
        }
        assert_eq!(Buckets::default().find(7).count(), 0);
    }
}
