//! The promises of `markup` and of shortcodes, tried on texts made of the pieces of tags, references and brackets.
//!
//! A plain run is the same every time; `PROPTEST_CASES=100000 cargo test --test markup` hunts with fresh texts.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::borrow::Cow;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::RngSeed;
use unscrape::{Cleaner, Config, Document, Level, Quotes};

/// Pieces of tags, comments and whole elements.
static TAGS: &[&str] = &[
    "<",
    ">",
    "/",
    "b",
    "p",
    "br",
    "<b>",
    "</b>",
    "<p>",
    "</p>",
    "<br/>",
    "<td>",
    " a=\"",
    "\"",
    "'",
    "=",
    "!",
    "--",
    "<!--",
    "-->",
    "<a href=\"x\">",
    "</a>",
    "<script>",
    "</script>",
    "x();",
    "<![CDATA[",
    "]]>",
    "<sup>",
    "</sup>",
    "2",
    " ",
    "\n",
    "\n\n",
    "word",
    "é",
    "äöüäöüäöüäöüäöüäöüäöü",
    " tag",
    "\r\n",
];
/// Pieces of references.
static REFERENCES: &[&str] = &[
    "&", "amp;", "#", "&amp;", "&lt;", "&gt;", "lt;", "gt;", "nbsp;", "&nbsp;", "&#", "39", ";", "x27",
    "&#38;", "&#59;", "&#97;", "mp;", "b", "p", "/", "&quot;", "\"", " ", "\u{A0}", "\n", "&#13;", "&#10;",
    "eacute", "a", "<p>", "</p>",
];
/// Pieces of forum markup and shortcodes.
static BRACKETS: &[&str] = &[
    "[",
    "]",
    "/",
    "b",
    "[b]",
    "[/b]",
    "[i]",
    "[/i]",
    "url",
    "=",
    "[url=x]",
    "[/url]",
    "[img]",
    "[/img]",
    "[box a=\"1\"]",
    "[/box]",
    "[caption id=\"",
    "\"]",
    "[/caption]",
    "vc_",
    "[vc_row]",
    "[gallery]",
    "gallery",
    " ",
    "word",
    "\n",
    "https://a.b/c",
];
/// Pieces of programs.
static PROGRAMS: &[&str] = &[
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    ";",
    "\"",
    "'",
    "\n",
    "var ",
    "gtag('",
    "adsbygoogle",
    "(adsbygoogle",
    "\"@context\"",
    ":",
    "schema.org",
    "\"@type\"",
    ".a",
    "color:red",
    "@media ",
    "\\",
    "word ",
    "<b>",
];
static FAMILIES: &[&[&str]] = &[TAGS, REFERENCES, BRACKETS, PROGRAMS];

fn texts() -> impl Strategy<Value = String> {
    let picks = prop::collection::vec((any::<Index>(), 0_u8..8), 0..40);
    (select(FAMILIES), select(FAMILIES), picks).prop_map(|(first, second, picks)| {
        let piece = |(pick, which): (Index, u8)| *pick.get(if which > 1 { first } else { second });
        picks.into_iter().map(piece).collect()
    })
}

/// Words with signs that are no markup.
fn prose() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "word ",
        "a < 5 ",
        "AT&T ",
        "R&D ",
        "b > 3 ",
        "<Washington, DC> ",
        "<3 ",
        "[sic] ",
        "[he] ",
        "&c. ",
        "{one} ",
        "a & b ",
        "(b) ",
    ]);
    prop::collection::vec(piece, 1..20).prop_map(|pieces| format!("{}end.\n", pieces.concat()))
}

static CLEANERS: LazyLock<Vec<Cleaner>> = LazyLock::new(|| {
    let only = vec!["markup".to_owned(), "artefact".to_owned()];
    [(Level::Safe, vec![]), (Level::Standard, vec![]), (Level::Aggressive, only)]
        .into_iter()
        .map(|(level, select)| {
            Cleaner::new(&Config { level, select, quotes: Quotes::Keep, ..Config::default() }).unwrap()
        })
        .collect()
});

fn cases(cases: u32) -> ProptestConfig {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_some() {
        return config;
    }
    ProptestConfig { cases, rng_seed: RngSeed::Fixed(0x3A2E_1100), ..config }
}

proptest! {
    #![proptest_config(cases(6000))]

    /// Cleaning twice is cleaning once, and original + changes = result.
    #[test]
    fn cleaning_twice_is_cleaning_once(text in texts()) {
        for (index, cleaner) in CLEANERS.iter().enumerate() {
            for document in [Document::file(text.as_str()), Document::field(text.as_str())] {
                let outcome = cleaner.clean(&document);
                let mut result = String::new();
                let mut from = 0;
                for change in outcome.changes() {
                    prop_assert!(!change.causes.is_empty());
                    result.push_str(&text[from..change.old.start]);
                    result.push_str(change.after);
                    from = change.old.end;
                }
                result.push_str(&text[from..]);
                prop_assert_eq!(&result, &outcome.text, "original + changes");
                let again = Document { text: Cow::Borrowed(&outcome.text), ..document.clone() };
                prop_assert_eq!(&cleaner.clean(&again).text, &outcome.text, "cleaner {}", index);
            }
        }
    }

    /// Text without markup comes back as it was, and not as a copy.
    #[test]
    fn signs_in_prose_are_no_markup(text in prose()) {
        for cleaner in CLEANERS.iter() {
            let document = Document::file(text.as_str());
            let outcome = cleaner.clean(&document);
            prop_assert!(matches!(outcome.text, Cow::Borrowed(_)), "{:?} became {:?}", text, outcome.text);
        }
    }
}

/// No text takes time that grows with the square of its length: the second is four times the first, and may take ten
/// times as long on a busy machine. All take milliseconds where a search from every place would take minutes.
#[test]
fn hostile_texts_take_linear_time() {
    let units = [
        "<",
        "&",
        "<b",
        "<b>",
        "</b>",
        "<a href=\"",
        "<a href=\"x",
        "<!--",
        "<!",
        "<script>",
        "<script>a</script",
        "<![CDATA[",
        "<style>{",
        "&amp;",
        "&amp;amp;",
        "&#38;",
        "&a",
        "&nbsp;",
        "&nbsp; ",
        "&lt;p&gt;",
        "&lt;b",
        "[b]",
        "[/b]",
        "[",
        "[b",
        "[a b=\"",
        "[box a=\"1\"]",
        "{\"@context\"",
        "(adsbygoogle(\n",
        "gtag('{\n",
        ".a{\n",
        "@media {",
        "<sup>",
        "<sup>2</sup>",
        "<p>\n\n",
        "<b =",
        "< ",
        "<b> ",
        "<noscript>",
        "<svg>",
        "<b x=1 ",
        "<!DOCTYPE ",
        "<?xml ",
        "&lt;!--",
        "HTML <b>",
        "\"<b>x",
    ];
    let cleaner = &CLEANERS[1];
    for unit in units {
        for ending in ["", "</script></style></svg>", "-->", "\n"] {
            let text = unit.repeat(100_000 / unit.len()) + ending;
            let document = Document::file(text.as_str());
            let start = Instant::now();
            let once = cleaner.clean(&document);
            assert!(
                start.elapsed() < Duration::from_secs(20),
                "{unit:?} with {ending:?} takes {:?}",
                start.elapsed()
            );
            assert!(once.text.len() <= text.len() + 1, "{unit:?}");
        }
    }
}
