//! The promises of decoding that hold for all bytes. A plain run is the same every time; `PROPTEST_CASES=100000 cargo
//! test --test decoding` hunts with fresh bytes.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::borrow::Cow;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::RngSeed;
use unscrape::decode::{Charset, Codec, DecodeError, How, decode};

/// Encodings with texts that they can hold.
static TEXTS: &[(&str, &str)] = &[
    ("windows-1252", "“Wir öffnen später”, sagte die Bürgermeisterin über die Brücke – und ging.\n"),
    ("iso-8859-2", "Źródło pożaru nie jest jeszcze znane, mówi straż pożarna.\n"),
    ("windows-1251", "Мост закрыт до весны, сообщили в мэрии города.\n"),
    ("koi8-u", "Міст закрито до весни, повідомили в мерії.\n"),
    ("windows-1253", "Η γέφυρα θα μείνει κλειστή μέχρι την άνοιξη.\n"),
    ("windows-1256", "سيظل الجسر مغلقا حتى الربيع.\n"),
    ("shift_jis", "橋は春まで閉鎖される。近くの店も休む。\n"),
    ("euc-jp", "橋は春まで閉鎖される。近くの店も休む。\n"),
    ("gb18030", "大桥将关闭到明年春天，附近的商店也要停业。\n"),
    ("big5", "大橋將關閉到明年春天，附近的商店也要停業。\n"),
    ("euc-kr", "다리는 봄까지 닫힌다고 시청이 밝혔다.\n"),
    ("cp850", "Die Brücke ist größer als geplant, und später fertig.\n"),
    ("cp437", "Die Brücke ist größer als geplant, und später fertig.\n"),
    ("macintosh", "Die Brücke ist größer als geplant, „und später“ fertig.\n"),
    ("mac-ce", "Most bude zavřený až do příštího jara, řekl starosta.\n"),
    ("cp737", "Η γέφυρα θα μείνει κλειστή μέχρι την άνοιξη.\n"),
];

/// Pieces that steer a decoder: sequences begun and not ended, escapes, marks, declarations.
static PIECES: &[&[u8]] = &[
    b"\xC3",
    b"\xE2\x80",
    b"\xF0\x9F\x98",
    b"\xED\xA0\x80",
    b"\xC0\x80",
    b"\x80",
    b"\xFF",
    b"\x8E",
    b"\x8F",
    b"\x1B$B",
    b"\x1B(J",
    b"\0",
    b"\x04",
    b"\n",
    b"\r\n",
    b"~{",
    b"\xFF\xFE",
    b"\xFE\xFF",
    b"\xEF\xBB\xBF",
    b"<meta charset=gbk>",
    b"<?xml encoding='koi8-r'?>",
    b"BM",
    b"\x92",
    b"\x810\x810",
    b"\x800",
    b" caf\xE9 ",
    "é—“".as_bytes(),
    "Ж".as_bytes(),
];

fn encoded((label, text): (&str, &str)) -> Vec<u8> {
    Codec::for_label(label).unwrap().encode(text).unwrap()
}

/// Texts of several encodings, cut anywhere, with pieces put in anywhere.
fn torn() -> impl Strategy<Value = Vec<u8>> {
    let part = (select(TEXTS.to_vec()), any::<bool>(), any::<Index>(), any::<Index>()).prop_map(
        |(text, utf8, from, to)| {
            let bytes = if utf8 { text.1.as_bytes().to_vec() } else { encoded(text) };
            let (from, to) = (from.index(bytes.len()), to.index(bytes.len()));
            bytes[from.min(to)..from.max(to)].to_vec()
        },
    );
    let piece = select(PIECES.to_vec()).prop_map(<[u8]>::to_vec);
    let noise = prop::collection::vec(any::<u8>(), 0..6);
    prop::collection::vec(prop_oneof![3 => part, 2 => piece, 1 => noise], 0..8)
        .prop_map(|parts| parts.concat())
}

fn cases(cases: u32) -> ProptestConfig {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_some() {
        return config;
    }
    ProptestConfig { cases, rng_seed: RngSeed::Fixed(0x5C4A_9E01), ..config }
}

fn charsets() -> impl Strategy<Value = Charset> {
    let labels = TEXTS.iter().map(|(label, _)| *label).chain(["auto", "utf-8", "utf-16le", "iso-2022-jp"]);
    select(labels.map(|label| label.parse().unwrap()).collect::<Vec<Charset>>())
}

proptest! {
    #![proptest_config(cases(4000))]

    /// Any bytes are decoded or refused, and what is said of it is true. The detectors are other people's code, and a
    /// release build would end with a panic of theirs.
    #[test]
    fn any_bytes_at_all_are_decoded_or_refused(bytes in torn(), charset in charsets()) {
        let Ok(document) = decode(&bytes, charset) else { return Ok(()) };
        let Some(decoded) = document.decoded else {
            prop_assert_eq!(document.text.as_bytes(), bytes.as_slice());
            return Ok(());
        };
        prop_assert!((0.4..=1.0).contains(&decoded.certainty), "{:?}", decoded);
        let losses = document.text.matches(char::REPLACEMENT_CHARACTER).count();
        prop_assert!(decoded.replaced <= losses);
        prop_assert!(decoded.encoding.parse::<Charset>().is_ok(), "{:?}", decoded);
        prop_assert!(decoded.lines.is_none_or(|lines| lines > 0 && lines <= bytes.split(|&byte| byte == b'\n').count()));
        prop_assert!(decoded.how != How::Damaged || decoded.replaced > 0 || document.text.as_bytes() != bytes);
    }

    /// Valid UTF-8 without control characters comes back as it is, without a copy.
    #[test]
    fn utf8_is_borrowed(text in r"(\PC|[\n\t]){0,60}") {
        let document = decode(text.as_bytes(), Charset::Auto).unwrap();
        prop_assert!(matches!(document.text, Cow::Borrowed(same) if same == text));
        prop_assert_eq!(document.decoded, None);
    }

    /// UTF-8 that is cut anywhere, with a bad byte anywhere, keeps every whole character.
    #[test]
    fn a_torn_utf8_text_keeps_its_characters(at in any::<Index>(), end in any::<Index>()) {
        let text = "Größe und Länge – für alle „Türen“ hier.\nСначала мост, потом дорога.\n橋は春まで閉鎖される。近くの店も休む。\n";
        let end = text.len() - end.index(30);
        let mut bytes = text.as_bytes()[..end].to_vec();
        let at = at.index(bytes.len());
        bytes.insert(at, 0xFF);
        let document = decode(&bytes, Charset::Auto).unwrap();
        let expected = String::from_utf8_lossy(&bytes);
        let letters = |text: &str| text.replace('\u{FFFD}', "");
        prop_assert_eq!(letters(&document.text), letters(&expected));
        prop_assert_eq!(document.decoded.map(|decoded| decoded.encoding), Some("UTF-8"));
    }

    /// Lines of UTF-8 and of another encoding, in any order, all come out right.
    #[test]
    fn mixed_lines_are_told_apart(text in select(TEXTS.to_vec()), order in prop::collection::vec(any::<bool>(), 2..12)) {
        let other = ["Der Fluß ist über die Ufer getreten.\n", "Le pont est fermé jusqu’à l’été.\n"];
        let (mut bytes, mut expected) = (Vec::new(), String::new());
        for (index, is_utf8) in order.iter().enumerate() {
            let line = if *is_utf8 { other[index % 2] } else { text.1 };
            expected.push_str(line);
            bytes.extend(if *is_utf8 { line.as_bytes().to_vec() } else { encoded((text.0, line)) });
        }
        let document = decode(&bytes, Charset::Auto).unwrap();
        prop_assert_eq!(document.text, expected, "{}", text.0);
    }
}

#[test]
fn every_named_encoding_reads_what_it_wrote() {
    for &(label, text) in TEXTS {
        let document_bytes = encoded((label, text));
        let document = decode(&document_bytes, label.parse().unwrap()).unwrap();
        assert_eq!((document.text.as_ref(), document.decoded.unwrap().how), (text, How::Named), "{label}");
    }
}

#[test]
fn every_one_of_them_is_recognised() {
    for &(label, text) in TEXTS {
        let bytes = encoded((label, text));
        let document = decode(&bytes, Charset::Auto).unwrap();
        assert_eq!(document.text, text, "{label}");
    }
}

/// Nothing is timed: a search that is quadratic is seen by this test not coming to its end.
#[test]
fn hostile_bytes_are_decoded_in_no_time() {
    let units: [&[u8]; 12] = [
        b"\xFF",
        b"\xFF\n",
        b"\xC3",
        b"\xC3\xA9\xFF",
        b"\xC3\xA9\n\xFF\n",
        b"\x80\x80\x80",
        b"\xE2\x80",
        b"a\xE9",
        b"\xA4\xE9\n",
        b"\xB0\xA1",
        b"\xD0\x96\xFF\n",
        b"\xED\xA0\x80 ",
    ];
    for unit in units {
        let bytes = unit.repeat(4_000_000 / unit.len());
        assert!(decode(&bytes, Charset::Auto).is_ok(), "{unit:?}");
    }
    for unit in [&b"\x1B$B"[..], b"h\0", b"\0h", b"\0", b"\x04\x1F"] {
        let result = decode(&unit.repeat(2_000_000), Charset::Auto).map(|_| ());
        assert!(matches!(result, Ok(()) | Err(DecodeError::Binary)), "{unit:?}");
    }
}
