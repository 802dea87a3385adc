//! Every fixture comes out as it should.
//!
//! `fixtures/FAMILY/NAME.in.txt` becomes `NAME.out.txt` under the settings in `NAME.toml`, which also tells the
//! story: `label`, `why`, and any key of `unscrape.toml`.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use unscrape::{Cleaner, Config, Document};

/// The stories of all fixtures, in path order.
fn stories() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut stories: Vec<PathBuf> = fs::read_dir(root)
        .unwrap()
        .flat_map(|family| fs::read_dir(family.unwrap().path()).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    stories.sort();
    stories
}

fn config(story: &Path) -> Config {
    let mut table: toml::Table = fs::read_to_string(story).unwrap().parse().unwrap();
    for key in ["label", "why"] {
        let text = table.remove(key).and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default();
        assert!(text.len() > 10, "{}: `{key}` tells the story", story.display());
    }
    Config::from_toml(&table.to_string()).unwrap()
}

#[test]
fn every_fixture_comes_out_as_it_should_and_stays_so() {
    let stories = stories();
    assert!(stories.len() >= 14, "the fixtures are gone");
    for story in stories {
        let cleaner = Cleaner::new(&config(&story)).unwrap();
        let dirty = fs::read_to_string(story.with_extension("in.txt")).unwrap();
        let clean = fs::read_to_string(story.with_extension("out.txt")).unwrap();
        let document = Document::from(dirty.as_str());
        assert_eq!(cleaner.clean(&document).text, clean, "{}", story.display());
        let document = Document::from(clean.as_str());
        assert_eq!(cleaner.clean(&document).text, clean, "{}: a second time", story.display());
    }
}
