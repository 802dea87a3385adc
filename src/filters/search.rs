//! Finding the earliest of several byte strings.

use memchr::memmem::Finder;

/// Several needles searched side by side. Each is searched for again only when its last place lies behind,
/// so a pass over a text costs one scan a needle, whatever their order in the text.
pub(crate) struct FirstOf<'n> {
    needles: Vec<Needle<'n>>,
}

struct Needle<'n> {
    finder: Finder<'n>,
    next: Next,
}

#[derive(Clone, Copy)]
enum Next {
    Unknown,
    At(usize),
    None,
}

impl<'n> FirstOf<'n> {
    pub(crate) fn new<const N: usize>(needles: [&'n [u8]; N]) -> FirstOf<'n> {
        let needles = needles.map(|needle| Needle { finder: Finder::new(needle), next: Next::Unknown });
        FirstOf { needles: needles.into() }
    }

    /// The first place at or after `from` where any needle stands in `text`. To be called with ascending
    /// `from` on one text.
    pub(crate) fn find(&mut self, text: &[u8], from: usize) -> Option<usize> {
        let mut first = None;
        for needle in &mut self.needles {
            match needle.next {
                Next::At(at) if at >= from => {}
                Next::None => continue,
                _ => {
                    let found = text.get(from..).and_then(|rest| needle.finder.find(rest));
                    needle.next = found.map_or(Next::None, |at| Next::At(from + at));
                }
            }
            if let Next::At(at) = needle.next {
                first = Some(first.map_or(at, |first: usize| first.min(at)));
            }
        }
        first
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_in_order_whatever_the_needle() {
        let text = b"b a b a c";
        let mut first = FirstOf::new([b"a".as_slice(), b"b", b"x"]);
        let mut places = Vec::new();
        let mut from = 0;
        while let Some(at) = first.find(text, from) {
            places.push(at);
            from = at + 1;
        }
        assert_eq!(places, [0, 2, 4, 6]);
    }
}
