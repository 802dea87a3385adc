//! Any text: repaired twice is repaired once, and the changes are the whole difference.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use unscrape::{Cleaner, Config, Document, Quotes};

static CLEANER: LazyLock<Cleaner> = LazyLock::new(|| {
    let config = Config { select: vec!["mojibake".to_owned()], quotes: Quotes::Keep, ..Config::default() };
    Cleaner::new(&config).expect("the filter exists")
});

fuzz_target!(|text: &str| {
    let document = Document::file(text);
    let once = CLEANER.clean(&document);
    let (mut rebuilt, mut from) = (String::new(), 0);
    for change in once.changes() {
        assert_eq!(&text[change.old.clone()], change.before);
        assert_eq!(&once.text[change.new.clone()], change.after);
        rebuilt.push_str(&text[from..change.old.start]);
        rebuilt.push_str(change.after);
        from = change.old.end;
    }
    rebuilt.push_str(&text[from..]);
    assert_eq!(rebuilt, once.text, "original + changes = result");
    let document = Document::file(once.text.as_ref());
    assert_eq!(CLEANER.clean(&document).text, once.text, "not settled");
});
