//! `foreign` with what a user brings along: dictionaries as files, translators as programs.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![cfg(unix)]

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;

/// A Lithuanian word that no dictionary of ours has.
const ENTRIES: [(&str, &str); 2] = [
    ("00-database-short", "Lithuanian-English\n"),
    ("lyginant", "lyginant /lˈiːɡʲɪnant/ <adv>\ncomparing (one with another)\n"),
];
const UNKNOWN: &str = "They worked for years [lyginant] the two countries.\n";

/// Writes a dictionary in the format of dictd: `NAME.index` and `NAME.dict.dz`.
fn write_dictionary(folder: &Path, name: &str, entries: &[(&str, &str)]) {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let encoded =
        |n: usize| [n / 64, n % 64].map(|digit| char::from(DIGITS[digit])).iter().collect::<String>();
    let (mut index, mut text) = (String::new(), String::new());
    for (head, entry) in entries {
        index += &[head, "\t", &encoded(text.len()), "\t", &encoded(entry.len()), "\n"].concat();
        text += entry;
    }
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(text.as_bytes()).unwrap();
    fs::write(folder.join(format!("{name}.index")), index).unwrap();
    fs::write(folder.join(format!("{name}.dict.dz")), packed.finish().unwrap()).unwrap();
}

/// What comes out of `text`, and what is said about it.
fn clean(folder: &Path, args: &[&str], text: &str) -> (String, String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_unscrape"));
    command.current_dir(folder).arg("--isolated").args(args);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Less than a pipe holds; a program that was called wrongly does not read it.
    let _ = child.stdin.take().unwrap().write_all(text.as_bytes());
    let output = child.wait_with_output().unwrap();
    let [stdout, stderr] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    (stdout, stderr, output.status.code())
}

const STRAY: &str = "They worked for years [siekdami] peace between the two countries.\n";

#[test]
fn a_dictionary_is_found_by_either_file_or_by_what_their_names_begin_with() {
    let folder = tempfile::tempdir().unwrap();
    write_dictionary(folder.path(), "freedict-lit-eng", &ENTRIES);
    for path in ["freedict-lit-eng", "freedict-lit-eng.index", "./freedict-lit-eng.dict.dz"] {
        let (text, said, status) = clean(folder.path(), &["--dict", path], UNKNOWN);
        assert_eq!(text, UNKNOWN.replace("[lyginant]", "comparing"), "{path}: {said}");
        assert_eq!(status, Some(0));
    }
}

#[test]
fn a_dictionary_is_named_where_it_was_a_source() {
    let folder = tempfile::tempdir().unwrap();
    write_dictionary(folder.path(), "freedict-lit-eng", &ENTRIES);
    let (report, _, _) = clean(folder.path(), &["--dict", "freedict-lit-eng", "--report", "human"], UNKNOWN);
    assert!(report.contains("lyginant = comparing; one dictionary; by freedict-lit-eng"), "{report}");
}

#[test]
fn a_dictionary_that_is_not_sure_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    write_dictionary(folder.path(), "lit-eng", &[("lyginant", "lyginant <v>\nsquandering, aspiring\n")]);
    assert_eq!(clean(folder.path(), &["--dict", "lit-eng"], UNKNOWN).0, UNKNOWN);
}

#[test]
fn a_path_that_is_no_dictionary_is_a_mistake_on_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    write_dictionary(folder.path(), "lit-deu", &ENTRIES);
    write_dictionary(folder.path(), "words", &ENTRIES);
    for (path, message) in [
        ("nowhere-eng", "cannot read nowhere-eng.dict or nowhere-eng.dict.dz"),
        ("lit-deu", "--dict lit-deu: it translates into `deu`"),
        ("words", "--dict words: the name `words` does not say which languages"),
    ] {
        let (text, said, status) = clean(folder.path(), &["--dict", path], STRAY);
        assert!(said.contains(message), "{said}");
        assert_eq!((text.as_str(), status), ("", Some(2)));
    }
}

#[test]
fn a_damaged_dictionary_is_told_before_anything_is_cleaned() {
    let folder = tempfile::tempdir().unwrap();
    let [index, packed] = ["lit-eng.index", "lit-eng.dict.dz"].map(|name| folder.path().join(name));
    let whole = || write_dictionary(folder.path(), "lit-eng", &ENTRIES);
    whole();
    let bytes = fs::read(&packed).unwrap();
    for (path, content, message) in [
        (&packed, &bytes[..bytes.len() / 2], "lit-eng.dict.dz: it cannot be unpacked: "),
        (&packed, b"", "lit-eng.dict.dz: not packed by dictzip or gzip; install the dictionary again"),
        (&packed, b"lyginant\n", "lit-eng.dict.dz: not packed by dictzip or gzip"),
        (&index, b"", "lit-eng.index: not a dictd index: it has no headword; install"),
        (&index, b"# Words\n", "lit-eng.index: not a dictd index: line 1 is no headword"),
        (
            &index,
            b"\x7fELF\0\xff\xfe",
            "lit-eng.index: not a dictd index in UTF-8 (first bad byte at offset 5)",
        ),
        (&index, b"lyginant\tA\tBAA\n", "lit-eng.dict.dz: it has 82 bytes of text where its index has 4096"),
    ] {
        whole();
        fs::write(path, content).unwrap();
        // No word of it is looked up.
        let (text, said, status) = clean(folder.path(), &["--dict", "lit-eng"], "All is well.\n");
        assert!(said.contains(message), "{said}");
        assert_eq!((text.as_str(), status), ("", Some(2)));
    }
}

#[test]
fn a_translator_is_asked_without_a_shell_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let command = "sed -e 's/^siekdami$/striving for/'";
    let args = ["--translator-cmd", command, "--report", "human"];
    let (report, said, _) = clean(folder.path(), &args, STRAY);
    assert!(report.contains("lt → en: siekdami = striving for; by sed"), "{report}{said}");
    let (text, _, _) = clean(folder.path(), &["--translator-cmd", command], STRAY);
    assert_eq!(text, STRAY.replace("[siekdami]", "striving for"));
    fs::write(folder.path().join("tr.sed"), "s/^siekdami$/striving for/\n").unwrap();
    fs::write(folder.path().join("tr.sh"), "#!/bin/sh\nexec sed -f tr.sed\n").unwrap();
    fs::set_permissions(folder.path().join("tr.sh"), fs::Permissions::from_mode(0o755)).unwrap();
    let args = ["--translator-cmd", "./tr.sh", "--report", "human"];
    assert!(clean(folder.path(), &args, STRAY).0.contains("striving for; by ./tr.sh"), "as it was typed");
    let (again, _, _) = clean(folder.path(), &["--translator-cmd", command], &text);
    assert_eq!(again, text, "twice");
    clean(folder.path(), &["--translator-cmd", "echo x; touch file $(touch file)"], STRAY);
    assert!(!folder.path().join("file").exists(), "a shell would have made it");
}

#[test]
fn a_translator_is_not_started_for_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let text = "Work on the [vakcinos] began in May, and nobody was told.\n";
    let (cleaned, said, _) = clean(folder.path(), &["--translator-cmd", "/nowhere/translate"], text);
    assert_eq!((cleaned, said), (text.replace("[vakcinos]", "vaccine"), String::new()));
}

#[test]
fn trouble_with_a_translator_is_said_once_and_the_text_left() {
    let folder = tempfile::tempdir().unwrap();
    let two = format!("{STRAY}\n{STRAY}");
    for (command, message) in [
        ("/nowhere/translate", "cannot be started"),
        ("false", "ended with exit status: 1"),
        ("echo one two three; four", "answered 1 word with nothing usable"),
        ("sed s/.*/the/", "answered 1 word with nothing usable"),
        ("yes", "answered 1 word with too many lines"),
    ] {
        let (text, said, status) = clean(folder.path(), &["--translator-cmd", command], &two);
        assert_eq!((text, status), (two.clone(), Some(0)), "{command}: {said}");
        assert_eq!(said.matches("the translator").count(), 1, "{said}");
        assert!(said.contains(message), "{said}");
    }
}

#[test]
fn a_translator_has_five_seconds() {
    let folder = tempfile::tempdir().unwrap();
    let start = Instant::now();
    let (text, said, status) = clean(folder.path(), &["--translator-cmd", "sleep 60"], STRAY);
    assert_eq!((text.as_str(), status), (STRAY, Some(0)));
    assert!(said.contains("took more than 5 s"), "{said}");
    assert!(start.elapsed() < Duration::from_secs(30), "it was waited for");
}

#[test]
fn a_command_that_could_not_work_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (_, said, status) = clean(folder.path(), &["--translator-cmd", "sed 's/x"], STRAY);
    assert_eq!(status, Some(2));
    assert!(said.contains("a quote is not closed"), "{said}");
    let (_, said, status) = clean(folder.path(), &["--translator-cmd", "tr {from}"], STRAY);
    assert_eq!(status, Some(2));
    assert!(said.contains("`{from}` stands for nothing"), "{said}");
}

#[test]
fn a_list_that_is_not_utf_8_is_named_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("words.tsv"), b"lt\ta\tb\nlt\t\xe0\tc\n").unwrap();
    for flag in ["--glossary", "--protect"] {
        let (_, said, status) = clean(folder.path(), &[flag, "words.tsv"], STRAY);
        assert_eq!(
            (said.as_str(), status),
            ("error: words.tsv:2: not valid UTF-8; save the file as UTF-8\n", Some(2))
        );
    }
}
