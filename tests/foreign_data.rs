//! The blobs of `data/foreign` are whole, and what their manifest says.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use sha2::{Digest as _, Sha256};
use unscrape::{Cleaner, Config, Document};

/// Magic, version, licence and SHA-256.
const HEADER: usize = 8 + 1 + 15 + 32;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/foreign")
}

/// The lines of the manifest: blob, licence, keys, bits of a value, bits of a fingerprint, SHA-256.
fn manifest() -> Vec<[String; 6]> {
    let text = fs::read_to_string(folder().join("MANIFEST")).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split(' ').map(str::to_owned).collect::<Vec<_>>().try_into().unwrap()).collect()
}

fn number(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap())
}

#[test]
fn every_blob_is_what_its_header_and_the_manifest_say() {
    for [name, licence, keys, value_bits, print_bits, digest] in manifest() {
        let blob = fs::read(folder().join(&name)).unwrap();
        let (header, content) = blob.split_at(HEADER);
        assert_eq!(&header[..9], b"unscrape\x01", "{name}: magic and version");
        let said = std::str::from_utf8(&header[9..24]).unwrap().trim_end_matches('\0');
        assert_eq!(said, licence, "{name}: licence");
        assert!(folder().join(format!("LICENSE-{licence}")).exists(), "{name}: the text of {licence}");
        let computed = Sha256::digest(content);
        assert_eq!(header[24..], *computed, "{name}: content");
        assert_eq!(
            format!("{computed:x}"),
            digest,
            "{name}: another blob than the manifest's; run data/build-foreign/manifest.py"
        );
        if keys == "-" {
            continue;
        }
        let bits = [&value_bits, &print_bits].map(|bits| bits.parse::<usize>().unwrap());
        assert_eq!(number(content, 0).to_string(), keys, "{name}: keys");
        assert_eq!([content[9], content[10]].map(usize::from), bits, "{name}: bits");
        let cells = (number(content, 4) as usize + 2) << content[8];
        assert_eq!(content.len(), 24 + (cells * (bits[0] + bits[1])).div_ceil(8) + 8, "{name}: cells");
        assert!(cells >= keys.parse().unwrap(), "{name}: more keys than cells");
    }
}

#[test]
fn the_manifest_names_every_blob() {
    let listed: BTreeSet<String> = manifest().into_iter().map(|[name, ..]| name).collect();
    let files = fs::read_dir(folder()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let blobs: BTreeSet<String> = files
        .filter(|name| !["MANIFEST", "README.md"].contains(&name.as_str()) && !name.starts_with("LICENSE-"))
        .collect();
    assert_eq!(listed, blobs);
}

#[test]
fn only_the_neighbours_are_under_another_licence() {
    for [name, licence, ..] in manifest() {
        assert_eq!(licence, if name == "neighbours.bin" { "CC-BY-3.0" } else { "CC-BY-SA-4.0" }, "{name}");
    }
}

#[test]
fn no_table_is_smaller_than_it_was() {
    let least = [
        ("forms.bin", 400_000),
        ("words.bin", 900_000),
        ("neighbours.bin", 200_000),
        ("rare-en.bin", 100_000),
    ];
    for (name, least) in least {
        let keys = manifest().into_iter().find(|line| line[0] == name).unwrap()[2].parse::<usize>().unwrap();
        assert!(keys >= least, "{name}: {keys} keys");
    }
}

#[test]
fn a_lithuanian_genitive_is_traced_to_its_headword_and_the_english_that_sources_agree_on() {
    let cleaner = Cleaner::new(&Config::default()).unwrap();
    let document = Document::from("The attack was aimed at [vakcinos] research in three countries.\n");
    let outcome = cleaner.clean(&document);
    let change = outcome.changes().next().unwrap();
    assert_eq!((change.before, change.after), ("[vakcinos]", "vaccine"));
    let note = change.causes[0].note.as_ref().unwrap();
    assert!(note.detail.starts_with("lt → en: vakcinos (vakcina) = vaccine"), "{}", note.detail);
    assert!(note.detail.contains("dictionaries agree"), "{}", note.detail);
}
