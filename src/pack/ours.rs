//! The packs that are part of the program: what the build script made of `data/packs`.

use super::format::Entry;
use super::shape::Scope;
use crate::rule::{Example, Level, Rule};

/// Every rule of every pack, in order.
pub(super) static ENTRIES: &[Entry] = &include!(concat!(env!("OUT_DIR"), "/packs.rs"));

#[cfg(test)]
mod tests {
    use std::fs;

    use crate::pack::Pack;

    /// The build script judges nothing and leaves nothing out: what it made is what is read of the same file when it
    /// is a user's, with all that is checked then.
    #[test]
    fn our_packs_are_packs() {
        let ours = Pack::built_in().rules;
        let mut count = 0;
        for file in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/data/packs")).unwrap() {
            let path = file.unwrap().path();
            let pack = Pack::parse(&fs::read_to_string(&path).unwrap());
            for read in pack.unwrap_or_else(|error| panic!("{}: {error}", path.display())).rules {
                let made = ours.iter().find(|made| made.rule.id == read.rule.id);
                let made = made.unwrap_or_else(|| panic!("{} is not built in", read.rule.id));
                assert_eq!(made.rule, read.rule);
                assert!(made.shape.is_like(&read.shape), "{}", read.rule.id);
                assert_eq!(made.shape.position, read.shape.position, "{}", read.rule.id);
                count += 1;
            }
        }
        assert_eq!(count, ours.len());
    }
}
