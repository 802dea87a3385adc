//! A glossary that is taken cleans once and for all.

use proptest::prelude::*;
use unscrape::config::Brackets;
use unscrape::glossary::Glossary;
use unscrape::{Cleaner, Config, Document};

/// A line of a glossary out of few words, so that forms, targets and what stands beside them meet.
fn line() -> impl Strategy<Value = String> {
    (
        prop::sample::select(vec!["*", "lt", "en"]),
        "[abc](-?[abc])?( [abcx]){0,2}",
        r"([abcxyz]([ '.-][abcxyz]){0,2})?",
    )
        .prop_map(|(language, form, target)| format!("{language}\t{form}\t{target}\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cleaning_twice_is_cleaning_once(
        lines in prop::collection::vec(line(), 1..5),
        text in r"([abcxyz]|[abcxyz] | |\[|\]|\(|\)|\{|\}|the |A|B|AB|[.'’-]|\n){0,30}",
        keep in any::<bool>(),
    ) {
        let table = lines.concat();
        let Ok(glossary) = Glossary::read([("words.tsv", table.as_str())]) else { return Ok(()) };
        let foreign_brackets = if keep { Brackets::Keep } else { Brackets::Drop };
        let select = vec!["foreign/glossary".to_owned()];
        let cleaner = Cleaner::new(&Config { glossary, foreign_brackets, select, ..Config::default() }).unwrap();
        let clean = |text: &str| cleaner.clean(&Document::field(text)).text.into_owned();
        let once = clean(&text);
        prop_assert_eq!(clean(&once), once, "{:?} with\n{}", text, table);
    }
}
