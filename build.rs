//! Writes the rule packs of `data/packs` down as Rust, so that a run need not read 300 KB of TOML: that took 6 of the
//! 7 ms in which a short text is cleaned.
//!
//! Nothing is judged here. `src/pack/format.rs` says what a pack may hold, and a test in `src/pack/ours.rs` reads every
//! pack as a user's and compares it with what this made of it.

use std::path::Path;
use std::{env, fs};

use toml::{Table, Value};

/// One file a family. Where two rules find the same line, the first is named.
const PACKS: [&str; 10] =
    ["ads", "share", "follow", "related", "comments", "media", "navigation", "promo", "legal", "remains"];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=data/packs");
    let entries: String = PACKS.into_iter().map(entries).collect();
    let folder = env::var_os("OUT_DIR").expect("cargo names the folder for what a build script makes");
    fs::write(Path::new(&folder).join("packs.rs"), format!("[\n{entries}]\n"))
        .expect("cargo made the folder");
}

/// The rules of a pack, each as a value of the type `Entry`.
fn entries(pack: &str) -> String {
    let path = format!("data/packs/{pack}.toml");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let pack: Table = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
    let rules = pack["rule"].as_array().unwrap_or_else(|| panic!("{path}: `rule` is no array of tables"));
    rules.iter().map(entry).collect()
}

fn entry(rule: &Value) -> String {
    let examples = &rule["examples"];
    format!(
        "Entry {{ rule: Rule {{ id: {}, summary: {}, why: {}, level: Level::{}, examples: {}, keeps: {} }}, \
         scope: Scope::{}, langs: {}, literals: {}, patterns: {}, unless: {}, folds: {}, max_len: {}, position: {}, \
         requires: {}, replace: {} }},\n",
        text(&rule["id"]),
        text(&rule["summary"]),
        text(&rule["why"]),
        variant(rule.get("level"), "Standard"),
        list(&examples["remove"], example),
        list(&examples["keep"], text),
        variant(rule.get("scope"), "Line"),
        rule.get("langs").map_or("&[]".to_owned(), |langs| list(langs, text)),
        rule.get("literal").map_or("&[]".to_owned(), |literals| list(literals, text)),
        option(rule.get("match"), patterns),
        option(rule.get("unless"), patterns),
        rule.get("case").and_then(Value::as_str) == Some("fold"),
        option(rule.get("max-len"), number),
        option(rule.get("position"), text),
        option(rule.get("requires"), text),
        option(rule.get("replace"), text),
    )
}

fn text(value: &Value) -> String {
    let text = value.as_str().unwrap_or_else(|| panic!("{value:?} is no text"));
    format!("{text:?}")
}

fn number(value: &Value) -> String {
    let number = value.as_integer().unwrap_or_else(|| panic!("{value:?} is no number"));
    number.to_string()
}

fn list(value: &Value, item: fn(&Value) -> String) -> String {
    let items = value.as_array().unwrap_or_else(|| panic!("{value:?} is no list"));
    format!("&[{}]", items.iter().map(item).collect::<Vec<_>>().join(", "))
}

fn option(value: Option<&Value>, some: fn(&Value) -> String) -> String {
    value.map_or("None".to_owned(), |value| format!("Some({})", some(value)))
}

/// One pattern, or a list of them.
fn patterns(value: &Value) -> String {
    if value.is_array() { list(value, text) } else { format!("&[{}]", text(value)) }
}

/// A text that goes whole, or what is before and after.
fn example(value: &Value) -> String {
    let (dirty, clean) = match value {
        Value::Table(parts) => (text(&parts["before"]), text(&parts["after"])),
        _ => (text(value), "\"\"".to_owned()),
    };
    format!("Example {{ dirty: {dirty}, clean: {clean} }}")
}

/// The name of an enum's variant: the word that packs have for it, with a capital.
fn variant(value: Option<&Value>, default: &str) -> String {
    let Some(word) = value.and_then(Value::as_str) else { return default.to_owned() };
    let (first, rest) = word.split_at(1);
    first.to_ascii_uppercase() + rest
}
