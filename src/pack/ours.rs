//! The packs that are part of the program: what the build script made of `data/packs`.

use super::format::Entry;
use super::shape::Scope;
use crate::rule::{Example, Level, Rule};

/// Every rule of every pack, in order.
pub(super) static ENTRIES: &[Entry] = &include!(concat!(env!("OUT_DIR"), "/packs.rs"));

#[cfg(test)]
mod tests {
    use std::fs;

    use regex::Regex;

    use super::super::western::is_western;
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
    #[test]
    fn a_pattern_finds_the_same_without_what_western_text_does_not_hold() {
        let found = |regex: &Regex, text: &str| -> Vec<_> {
            let groups = regex.captures_iter(text).map(|groups| {
                let inner = groups.iter().skip(1).flatten().next().map(|inner| inner.range());
                (groups.get_match().range(), inner)
            });
            groups.collect()
        };
        let ours = Pack::built_in().rules;
        let texts = ours.iter().flat_map(|ours| {
            let removed = ours.rule.examples.iter().flat_map(|example| [example.dirty, example.clean]);
            removed.chain(ours.rule.keeps.iter().copied())
        });
        let lines: Vec<&str> = texts.flat_map(str::lines).filter(|line| is_western(line)).collect();
        assert!(lines.len() > 1_000);
        for ours in &ours {
            for pattern in [&ours.shape.pattern, &ours.shape.unless].into_iter().flatten() {
                for line in &lines {
                    let [short, whole] =
                        [pattern.regex_for(line), pattern.regex()].map(|regex| found(regex, line));
                    assert_eq!(short, whole, "{}: {line}", ours.rule.id);
                }
            }
        }
    }
}
