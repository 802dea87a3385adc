//! Any bytes: decoded or refused, and what was decoded is cleaned.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use unscrape::decode::{Charset, decode};
use unscrape::{Cleaner, Config};

static CLEANER: LazyLock<Cleaner> =
    LazyLock::new(|| Cleaner::new(&Config::default()).expect("the default configuration"));

fuzz_target!(|bytes: &[u8]| {
    if let Ok(document) = decode(bytes, Charset::Auto) {
        let outcome = CLEANER.clean(&document);
        assert_eq!(outcome.is_changed(), outcome.text != outcome.original);
    }
});
