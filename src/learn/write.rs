//! What was learned, as a rule pack for people to read.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::evidence::{Learned, LearnedLine, Position, Source};
use super::{FEWEST, FEWEST_PERCENT, pieces};
use crate::filters::repeat;
use crate::pack::shape::core;
use crate::report::human::count;

/// The most words of a line that make the name of its rule.
const NAME_WORDS: usize = 6;
/// What a rule takes without being told how long lines may be.
const USUAL_LENGTH: usize = 300;

impl Learned {
    /// A rule pack: a rule for each line, with the files that hold it. The same texts give the same bytes.
    pub fn pack(&self) -> String {
        let (files, groups) = (count(self.files, "text"), count(self.groups, "group"));
        let mut pack =
            format!("# What unscrape learned from {files} in {groups}: lines that stand in at least\n");
        let _ = writeln!(
            pack,
            "# {FEWEST} texts and {FEWEST_PERCENT} % of their group. Read it, take out what is no furniture, and use it with"
        );
        pack.push_str("#   unscrape --rules THIS-FILE …\n");
        if self.lines.is_empty() {
            pack.push_str("# Nothing repeats.\n");
        }
        let mut taken: HashSet<String> = repeat::rules().map(|rule| rule.id.to_owned()).collect();
        for line in &self.lines {
            pack.push('\n');
            write(&mut pack, line, &mut taken);
        }
        pack
    }
}

fn write(pack: &mut String, line: &LearnedLine, taken: &mut HashSet<String>) {
    for Source { found, files, unit, places, .. } in &line.sources {
        let more = if *found > places.len() { ", …" } else { "" };
        let _ = writeln!(pack, "# {found} of {}: {}{more}", count(*files, unit), places.join(", "));
    }
    let sources: Vec<String> = line
        .sources
        .iter()
        .map(|source| format!("{} of {} of {}", source.found, count(source.files, source.unit), source.group))
        .collect();
    let why = format!(
        "In {}: a line that a site repeats is no part of any of its articles.",
        sources.join(" and in ")
    );
    let _ = writeln!(pack, "[[rule]]");
    let _ = writeln!(pack, "id = {}", quoted(&name(&line.text, taken)));
    let _ = writeln!(pack, "summary = \"line that the site repeats\"");
    let _ = writeln!(pack, "why = {}", quoted(&why));
    let _ = writeln!(pack, "level = \"{}\"", line.level);
    let _ = writeln!(pack, "scope = \"line\"");
    if line.varies {
        let longest = pieces(&line.text).map(str::trim).max_by_key(|piece| piece.len()).unwrap_or_default();
        let pattern: Vec<String> = pieces(&line.text).map(regex::escape).collect();
        let _ = writeln!(pack, "literal = [{}]", quoted(longest));
        let _ = writeln!(pack, "match = {}", quoted(&pattern.join("[0-9]+")));
    } else {
        let _ = writeln!(pack, "literal = [{}]", quoted(core(&line.text)));
    }
    let characters = line.text.chars().count();
    if characters > USUAL_LENGTH {
        let _ = writeln!(pack, "max-len = {characters}");
    }
    match line.position {
        Position::Any => {}
        Position::Head(lines) => _ = writeln!(pack, "position = \"head {lines}\""),
        Position::Tail(lines) => _ = writeln!(pack, "position = \"tail {lines}\""),
    }
    let _ = writeln!(pack, "[rule.examples]");
    let _ = writeln!(pack, "remove = [{}]", quoted(&line.text));
    let _ = writeln!(pack, "keep = [{}]", quoted(&format!("{} – so the sign said.", line.text)));
}

/// An id made of the first words, which stays the same when more is learned, from this site or another: names that
/// leave something out or say too little carry a hash of the whole line.
fn name(line: &str, taken: &mut HashSet<String>) -> String {
    // Numbers change from one run to the next.
    let folded = pieces(line).collect::<Vec<_>>().join(" ").to_lowercase();
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut words: Vec<&str> = words.collect();
    let is_cut = words.len() > NAME_WORDS || !folded.is_ascii();
    words.truncate(NAME_WORDS);
    let name = format!("repeat/{}", words.join("-"));
    // What a name leaves out may differ from one site to the next.
    if words.len() > 1 && !is_cut && taken.insert(name.clone()) {
        return name;
    }
    let hash = fnv(pieces(line).collect::<Vec<_>>().join("0").as_bytes());
    let separator = if words.is_empty() { "line-" } else { "-" };
    let mut name = format!("{name}{separator}{hash:08x}");
    while !taken.insert(name.clone()) {
        name.push('x');
    }
    name
}

/// FNV-1a: people write these names into their configurations, and the hasher of the standard library may change.
fn fnv(bytes: &[u8]) -> u32 {
    const BASIS: u32 = 0x811C_9DC5;
    const PRIME: u32 = 0x0100_0193;
    bytes.iter().fold(BASIS, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(PRIME))
}

/// A TOML string.
fn quoted(text: &str) -> String {
    if !text.contains('\'') && !text.chars().any(char::is_control) && text.contains(['"', '\\']) {
        return format!("'{text}'");
    }
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => _ = write!(quoted, "\\u{:04X}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::document::Document;
    use crate::learn::tests::{article, learn};
    use crate::pack::{Pack, proof};
    use crate::pipeline::Cleaner;

    #[test]
    fn a_pack_says_how_often_and_where_and_proves_itself() {
        let tail = "Don't miss \"The Week\" – 20 pages (every Friday) for $3 \\ month.\n";
        let texts: Vec<String> =
            (0..7).map(|number| article(number, "", &tail.replace("20", &number.to_string()))).collect();
        let text = learn(&texts).pack();
        assert!(text.contains("# 7 of 7 files: 1:7, 2:7, 3:7, 4:7, 5:7, …\n"), "{text}");
        assert!(text.contains("why = \"In 7 of 7 files of news: "), "{text}");
        let rules = Pack::parse(&text).unwrap().rules;
        assert_eq!(proof::failures(&rules, false).unwrap(), []);
        let cleaner = Cleaner::new(&Config { rules, ..Config::default() }).unwrap();
        assert_eq!(cleaner.clean(&Document::file(texts[4].as_str())).text, article(4, "", ""));
    }

    #[test]
    fn nothing_learned_is_a_pack_too() {
        let text = learn(&[]).pack();
        assert!(Pack::parse(&text).unwrap().rules.is_empty());
    }

    #[test]
    fn names_are_short_and_different() {
        let mut taken = HashSet::from(["repeat/block".to_owned()]);
        assert_eq!(name("Sign up for our letter", &mut taken), "repeat/sign-up-for-our-letter");
        let long = name("Sign up for our weekly letter today", &mut taken);
        assert!(long.starts_with("repeat/sign-up-for-our-weekly-letter-"), "{long}");
        assert_eq!(name("Sign up for our weekly letter today", &mut HashSet::new()), long);
        assert_ne!(name("Sign up for our weekly letter now", &mut HashSet::new()), long);
        assert!(name("Подпишитесь", &mut taken).starts_with("repeat/line-"));
        assert!(name("Block", &mut taken).starts_with("repeat/block-"));
    }

    #[test]
    fn hashes_are_those_of_the_published_algorithm() {
        assert_eq!([&b""[..], b"a", b"foobar"].map(fnv), [0x811C_9DC5, 0xE40C_292C, 0xBF9C_F968]);
    }

    #[test]
    fn strings_are_read_back() {
        for text in ["plain", "it's \"so\" \\ here", "say \"x\"", "tab\u{7}\u{85}", "C:\\d+"] {
            let table: toml::Table = toml::from_str(&format!("a = {}", quoted(text))).unwrap();
            assert_eq!(table["a"].as_str(), Some(text));
        }
    }
}
