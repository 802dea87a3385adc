//! Writes the rule packs of `data/packs` down as Rust, so that a run need not read 300 KB of TOML: that took 6 of the
//! 7 ms in which a short text is cleaned.
//!
//! Nothing is judged here. `src/pack/format.rs` says what a pack may hold, and a test in `src/pack/ours.rs` reads every
//! pack as a user's and compares it with what this made of it.
#![expect(clippy::print_stdout, reason = "so a build script speaks to cargo")]

use std::path::Path;
use std::{env, fs};

use toml::{Table, Value};

mod western;

/// One file a family. Where two rules find the same line, the first is named.
const PACKS: [&str; 10] =
    ["ads", "share", "follow", "related", "comments", "media", "navigation", "promo", "legal", "remains"];

fn main() {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/pack/western.rs");
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
    let folds = rule.get("case").and_then(Value::as_str) == Some("fold");
    let western = |key: &str| match rule.get(key) {
        Some(patterns) => format!("Some({:?})", western::western(&joined(patterns), folds)),
        None => "None".to_owned(),
    };
    let pattern = |patterns: &Value| format!("{:?}", joined(patterns));
    let texts = |texts: &Value| list(texts, quoted);
    let record = [
        ("id", quoted(&rule["id"])),
        ("summary", quoted(&rule["summary"])),
        ("why", quoted(&rule["why"])),
        ("level", format!("Level::{}", variant(rule.get("level"), "Standard"))),
        ("examples", list(&rule["examples"]["remove"], example)),
        ("keeps", texts(&rule["examples"]["keep"])),
    ];
    let entry = [
        ("rule", value("Rule", &record)),
        ("scope", format!("Scope::{}", variant(rule.get("scope"), "Line"))),
        ("langs", rule.get("langs").map_or("&[]".to_owned(), texts)),
        ("literals", rule.get("literal").map_or("&[]".to_owned(), texts)),
        ("pattern", option(rule.get("match"), pattern)),
        ("western", western("match")),
        ("unless", option(rule.get("unless"), pattern)),
        ("western_unless", western("unless")),
        ("folds", folds.to_string()),
        ("max_len", option(rule.get("max-len"), number)),
        ("position", option(rule.get("position"), quoted)),
        ("requires", option(rule.get("requires"), quoted)),
        ("replace", option(rule.get("replace"), quoted)),
    ];
    value("Entry", &entry) + ",\n"
}

/// A value of a struct.
fn value(name: &str, fields: &[(&str, String)]) -> String {
    let fields: Vec<String> = fields.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    format!("{name} {{ {} }}", fields.join(", "))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value:?} is no text"))
}

fn quoted(value: &Value) -> String {
    format!("{:?}", text(value))
}

fn number(value: &Value) -> String {
    let number = value.as_integer().unwrap_or_else(|| panic!("{value:?} is no number"));
    number.to_string()
}

fn list(value: &Value, item: fn(&Value) -> String) -> String {
    let items = value.as_array().unwrap_or_else(|| panic!("{value:?} is no list"));
    format!("&[{}]", items.iter().map(item).collect::<Vec<_>>().join(", "))
}

fn option(value: Option<&Value>, some: impl Fn(&Value) -> String) -> String {
    value.map_or("None".to_owned(), |value| format!("Some({})", some(value)))
}

/// One pattern, or one for several.
fn joined(patterns: &Value) -> String {
    let Value::Array(patterns) = patterns else { return text(patterns).to_owned() };
    patterns.iter().map(|pattern| format!("(?:{})", text(pattern))).collect::<Vec<_>>().join("|")
}

/// A text that goes whole, or what is before and after.
fn example(example: &Value) -> String {
    let (dirty, clean) = match example {
        Value::Table(parts) => (quoted(&parts["before"]), quoted(&parts["after"])),
        _ => (quoted(example), "\"\"".to_owned()),
    };
    value("Example", &[("dirty", dirty), ("clean", clean)])
}

/// The name of an enum's variant: the word that packs have for it, with a capital.
fn variant(value: Option<&Value>, default: &str) -> String {
    let Some(word) = value.and_then(Value::as_str) else { return default.to_owned() };
    let (first, rest) = word.split_at(1);
    first.to_ascii_uppercase() + rest
}
