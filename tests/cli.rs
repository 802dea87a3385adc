//! What a case file cannot say: bytes, links, modes, signals, threads, pipes, and other people's patch tools.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;
use unscrape::{Cleaner, Config, Document};

const DIRTY: &str = "“It rained, ”said Ann.\n\n[ad_1]\n\nThe road was closed.\n";
const CLEAN: &str = "\"It rained,\" said Ann.\n\nThe road was closed.\n";

/// The program, in `folder`, with no configuration.
fn unscrape(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_unscrape"));
    command.current_dir(folder).arg("--isolated");
    command
}

fn run(command: &mut Command) -> Output {
    command.stdin(Stdio::null()).output().unwrap()
}

/// Runs with `input` on standard input.
fn pipe(command: &mut Command, input: &[u8]) -> Output {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // The program may stop reading before the end.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn folder_with(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn read(folder: &TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap()
}

#[test]
fn a_link_stays_a_link_and_a_mode_a_mode() {
    let folder = folder_with(&[("real/a.txt", DIRTY)]);
    let real = folder.path().join("real/a.txt");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real/a.txt", folder.path().join("link.txt")).unwrap();
    let output = run(unscrape(folder.path()).args(["-i", "link.txt"]));
    assert!(output.status.success());
    assert!(fs::symlink_metadata(folder.path().join("link.txt")).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&real).unwrap(), CLEAN);
    assert_eq!(fs::metadata(&real).unwrap().mode() & 0o777, 0o640);
    let left: Vec<_> = fs::read_dir(folder.path().join("real")).unwrap().collect();
    assert_eq!(left.len(), 1, "no temporary file stays behind");
}

#[test]
fn an_unchanged_file_is_not_touched() {
    let folder = folder_with(&[("a.txt", CLEAN), ("b.jsonl", "{\"text\":\"fine\"}\n")]);
    let before = ["a.txt", "b.jsonl"].map(|name| fs::metadata(folder.path().join(name)).unwrap());
    std::thread::sleep(Duration::from_millis(20));
    assert!(run(unscrape(folder.path()).args(["-i", "--field", "text", "."])).status.success());
    for (name, before) in ["a.txt", "b.jsonl"].iter().zip(before) {
        let after = fs::metadata(folder.path().join(name)).unwrap();
        assert_eq!((after.ino(), after.modified().unwrap()), (before.ino(), before.modified().unwrap()));
    }
}

#[test]
fn a_device_is_written_and_not_replaced() {
    let folder = folder_with(&[("a.txt", DIRTY), ("a.jsonl", "{\"text\":\"“x”\"}\n")]);
    for arguments in [&["-o", "/dev/null", "a.txt"][..], &["-o", "/dev/null", "--field", "text", "a.jsonl"]] {
        assert!(run(unscrape(folder.path()).args(arguments)).status.success());
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }
}

#[test]
fn a_diff_or_report_never_takes_the_place_of_a_text() {
    let folder = folder_with(&[("a.txt", DIRTY), ("b.txt", DIRTY)]);
    for arguments in [
        &["--diff-to", "a.txt", "a.txt"][..],
        &["-i", "--diff-to", "./b.txt", "."],
        &["--check", "--diff-to", "a.txt", "a.txt"],
        &["--report", "human", "--report-to", "a.txt", "a.txt"],
        &["-o", "new.txt", "--diff-to", "new.txt", "a.txt"],
        &["--report", "json", "--report-to", "x", "--diff-to", "x", "a.txt"],
    ] {
        let output = run(unscrape(folder.path()).args(arguments));
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!((read(&folder, "a.txt"), read(&folder, "b.txt")), (DIRTY.to_owned(), DIRTY.to_owned()));
    }
}

#[test]
fn a_backup_is_the_first_original_and_stays_it() {
    let folder = folder_with(&[("a.txt", DIRTY)]);
    let once = run(unscrape(folder.path()).args(["-i", "--backup", ".orig", "--quotes", "keep", "a.txt"]));
    assert!(once.status.success());
    let twice = run(unscrape(folder.path()).args(["-i", "--backup", ".orig", "a.txt"]));
    assert_eq!(twice.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&twice.stderr).contains("a.txt.orig is there already"));
    assert_eq!(read(&folder, "a.txt.orig"), DIRTY);
    let empty = run(unscrape(folder.path()).args(["-i", "--backup", "", "a.txt"]));
    assert_eq!(empty.status.code(), Some(2));
}

#[test]
fn a_read_only_file_stays_as_it_is() {
    let folder = folder_with(&[("a.txt", DIRTY), ("a.jsonl", "{\"text\":\"“x”\"}\n")]);
    for name in ["a.txt", "a.jsonl"] {
        fs::set_permissions(folder.path().join(name), fs::Permissions::from_mode(0o444)).unwrap();
        let output = run(unscrape(folder.path()).args(["-i", "--field", "text", "."]));
        assert_eq!(output.status.code(), Some(3));
        assert!(String::from_utf8_lossy(&output.stderr).contains("it is read-only"));
    }
    assert_eq!(read(&folder, "a.txt"), DIRTY);
}

#[test]
fn a_picture_is_not_rewritten_in_whatever_encoding() {
    let folder = folder_with(&[]);
    let picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    fs::write(folder.path().join("p.png"), picture).unwrap();
    let output = run(unscrape(folder.path()).args(["-i", "--encoding", "windows-1252", "."]));
    assert!(output.status.success());
    assert_eq!(fs::read(folder.path().join("p.png")).unwrap(), picture);
}

#[test]
fn one_file_by_several_names_is_one_file() {
    let folder = folder_with(&[("a.txt", DIRTY)]);
    symlink("a.txt", folder.path().join("link.txt")).unwrap();
    let output = run(unscrape(folder.path()).args(["--diff", "a.txt", "./a.txt", "link.txt"]));
    assert_eq!(String::from_utf8_lossy(&output.stdout).matches("--- a/").count(), 1);
}

#[test]
fn the_diff_is_whole_though_nobody_reads_the_text() {
    let folder = folder_with(&[]);
    fs::write(folder.path().join("a.txt"), DIRTY.repeat(20_000)).unwrap();
    let mut child =
        unscrape(folder.path()).args(["--diff-to", "p", "a.txt"]).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(read(&folder, "p").len() > DIRTY.len() * 20_000);
}

#[test]
fn a_large_stream_comes_out_whole() {
    let text = CLEAN.repeat(100_000);
    let folder = folder_with(&[]);
    assert!(pipe(&mut unscrape(folder.path()), text.as_bytes()).stdout == text.as_bytes());
    // Where no address space can be reserved, too.
    let script = format!("ulimit -v 200000; exec {} --isolated", env!("CARGO_BIN_EXE_unscrape"));
    let output = pipe(Command::new("bash").arg("-c").arg(script), text.as_bytes());
    assert!(output.status.success() && output.stdout == text.as_bytes());
}

#[test]
fn a_new_file_has_the_usual_mode() {
    let folder = folder_with(&[]);
    fs::write(folder.path().join("usual"), "").unwrap();
    assert!(pipe(unscrape(folder.path()).args(["-o", "new.txt"]), DIRTY.as_bytes()).status.success());
    let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().mode();
    assert_eq!(mode("new.txt"), mode("usual"));
}

#[test]
fn standard_output_by_its_path_is_not_replaced() {
    let folder = folder_with(&[("a.txt", DIRTY)]);
    let script = format!(
        "(echo HEAD; {} --isolated -o /dev/stdout a.txt; echo TAIL) > log",
        env!("CARGO_BIN_EXE_unscrape")
    );
    assert!(
        Command::new("bash").current_dir(folder.path()).args(["-c", &script]).status().unwrap().success()
    );
    assert_eq!(read(&folder, "log"), format!("HEAD\n{CLEAN}TAIL\n"));
}

#[test]
fn records_come_out_as_they_come_in() {
    use std::io::{BufRead as _, BufReader};
    let folder = folder_with(&[]);
    let mut child = unscrape(folder.path())
        .args(["-j", "1", "--field", "text"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"{\"text\":\"\xE2\x80\x9Cx\xE2\x80\x9D\"}\n").unwrap();
    let mut first = String::new();
    // The pipe stays open: without streaming this would wait for ever.
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert_eq!(first, "{\"text\":\"\\\"x\\\"\"}\n");
    drop(stdin);
    child.wait().unwrap();
}

#[test]
fn names_may_be_any_bytes() {
    let folder = folder_with(&[]);
    let name = OsStr::from_bytes(b"caf\xE9 1.txt");
    fs::write(folder.path().join(name), DIRTY).unwrap();
    let output = run(unscrape(folder.path()).args(["--diff", "."]));
    assert!(
        output.stdout.starts_with(b"--- \"a/caf\\351 1.txt\"\n"),
        "{:?}",
        String::from_utf8_lossy(&output.stdout)
    );
    assert!(run(unscrape(folder.path()).arg("-i").arg(name)).status.success());
    assert_eq!(fs::read_to_string(folder.path().join(name)).unwrap(), CLEAN);
}

#[test]
fn a_closed_pipe_is_quiet_and_no_error() {
    let folder = folder_with(&[]);
    let text = DIRTY.repeat(20_000);
    fs::write(folder.path().join("a.txt"), &text).unwrap();
    let records = format!("{{\"text\":{DIRTY:?}}}\n").repeat(20_000);
    fs::write(folder.path().join("a.jsonl"), &records).unwrap();
    for arguments in [
        &["a.txt"][..],
        &["--diff", "a.txt"],
        &["--report", "json", "a.txt"],
        &["--field", "text", "a.jsonl"],
    ] {
        let mut child = unscrape(folder.path())
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    }
}

#[test]
fn files_are_cleaned_though_nobody_reads_the_diff() {
    let names: Vec<String> = (0..50).map(|number| format!("{number}.txt")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), DIRTY)).collect();
    let folder = folder_with(&files);
    let mut child =
        unscrape(folder.path()).args(["-i", "--diff", "."]).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
    assert!(names.iter().all(|name| read(&folder, name) == CLEAN));
}

#[test]
fn records_come_out_byte_for_byte() {
    let folder = folder_with(&[]);
    let input = "{\"n\": 1.50e+3, \"text\": \"a\\/b \u{201c}c\u{201d}\\u00e9\\n\\n[ad_1]\"}\r\n{bad\n\n{ \"text\" :\"fine\" }";
    let output =
        pipe(unscrape(folder.path()).args(["--format", "jsonl", "--field", "text"]), input.as_bytes());
    let expected = "{\"n\": 1.50e+3, \"text\": \"a\\/b \\\"c\\\"\\u00e9\"}\r\n{bad\n\n{ \"text\" :\"fine\" }";
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("stdin:2: not a JSON object"));
}

#[test]
fn threads_change_nothing_about_the_output() {
    let mut records = String::new();
    for number in 0..30_000 {
        let text = if number % 3 == 0 { DIRTY } else { CLEAN };
        records.push_str(&serde_json::json!({ "id": number, "text": text }).to_string());
        records.push_str(if number % 997 == 0 { "\nbroken\n" } else { "\n" });
    }
    let folder = folder_with(&[("c.jsonl", &records)]);
    let outputs = ["1", "2", "5"].map(|jobs| {
        let records = run(unscrape(folder.path()).args(["-j", jobs, "--field", "text", "c.jsonl"]));
        let diff = run(unscrape(folder.path()).args(["-j", jobs, "--field", "text", "--diff", "c.jsonl"]));
        let report =
            run(unscrape(folder.path()).args(["-j", jobs, "--field", "text", "--report", "json", "c.jsonl"]));
        (records.stdout, records.stderr, diff.stdout, report.stdout)
    });
    assert!(outputs[0] == outputs[1] && outputs[1] == outputs[2]);
    assert_eq!(outputs[0].0.split(|&byte| byte == b'\n').count(), records.split('\n').count());
}

#[test]
fn git_and_patch_take_the_diff_and_take_it_back() {
    let tricky = [
        ("plain.txt", DIRTY.to_owned()),
        ("with space.txt", DIRTY.to_owned()),
        ("sub/quote\"d.txt", DIRTY.to_owned()),
        ("no-newline.txt", "One.\n\n\n\n“Two.”".to_owned()),
        ("crlf.txt", "One.\r\n\r\n“Two.”\r\n".to_owned()),
        ("emptied.txt", "[ad_1]\n".to_owned()),
        ("leading.txt", "\n\n\n“One.”\n".to_owned()),
        ("far.txt", format!("‘a’\n{}‘b’\n\n\n\n{}[ad_2]\n", "line\n".repeat(7), "x\n".repeat(20))),
        ("joined.txt", "One. [ad_1]\n[ad_2]\n[ad_3] Two.\r\r\rThree.\n".to_owned()),
        ("clean.txt", CLEAN.to_owned()),
    ];
    let files: Vec<(&str, &str)> = tricky.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let folder = folder_with(&files);
    let patch = run(unscrape(folder.path()).arg("--diff").arg(".")).stdout;
    assert!(run(unscrape(folder.path()).args(["-o", "out", "."])).status.success());
    let git = |arguments: &[&str]| {
        let output = pipe(Command::new("git").current_dir(folder.path()).args(arguments), &patch);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    git(&["init", "-q"]);
    git(&["apply", "--whitespace=nowarn", "-"]);
    for (name, _) in &tricky {
        assert_eq!(read(&folder, name), read(&folder, &format!("out/{name}")), "{name}");
    }
    let back =
        pipe(Command::new("patch").current_dir(folder.path()).args(["-p1", "-R", "-s", "--binary"]), &patch);
    assert!(back.status.success(), "{}", String::from_utf8_lossy(&back.stdout));
    for (name, text) in &tricky {
        assert_eq!(&read(&folder, name), text, "{name}");
    }
}

#[test]
fn outputs_that_would_meet_are_refused_before_anything_is_written() {
    let folder = folder_with(&[("x/a.txt", DIRTY), ("y/x/a.txt", DIRTY)]);
    let output = run(unscrape(&folder.path().join("y")).args(["-o", "out", "x/a.txt", "../x/a.txt"]));
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("would both be written to out/x/a.txt"));
    assert!(!folder.path().join("y/out").exists());
}

#[test]
fn an_output_folder_inside_the_input_is_not_cleaned_again() {
    let folder = folder_with(&[("a.txt", DIRTY)]);
    for _ in 0..2 {
        assert!(run(unscrape(folder.path()).args(["-o", "out", "."])).status.success());
    }
    assert!(!folder.path().join("out/out").exists());
}

#[test]
fn what_cannot_be_written_is_named_and_the_rest_done() {
    let folder = folder_with(&[("a.txt", DIRTY), ("b.txt", DIRTY)]);
    fs::create_dir_all(folder.path().join("out/a.txt")).unwrap();
    let output = run(unscrape(folder.path()).args(["-o", "out", "a.txt", "b.txt"]));
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("a.txt: cannot write out/a.txt: "));
    assert_eq!(read(&folder, "out/b.txt"), CLEAN);
}

#[cfg(unix)]
#[test]
fn the_diff_has_only_what_was_written() {
    let folder = folder_with(&[("a.txt", DIRTY), ("b.txt", DIRTY)]);
    let path = folder.path().join("a.txt");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let output = run(unscrape(folder.path()).args(["-i", "--diff-to", "c.patch", "a.txt", "b.txt"]));
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("1 of 2 files changed"));
    let diff = read(&folder, "c.patch");
    assert!(diff.contains("+++ b/b.txt") && !diff.contains("a.txt"), "{diff}");
}

#[test]
fn the_way_back_of_an_earlier_run_is_not_written_over() {
    let folder = folder_with(&[("a.txt", DIRTY)]);
    let clean = || run(unscrape(folder.path()).args(["-i", "--diff-to", "c.patch", "a.txt"]));
    assert_eq!(clean().status.code(), Some(0));
    let diff = read(&folder, "c.patch");
    let again = clean();
    assert_eq!(again.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&again.stderr).contains("c.patch is there already"));
    assert_eq!(read(&folder, "c.patch"), diff);
}

#[test]
fn a_backup_from_before_is_not_cleaned() {
    let folder = folder_with(&[("a.txt", DIRTY)]);
    run(unscrape(folder.path()).args(["-i", "--backup", ".orig", "."]));
    let output = run(unscrape(folder.path()).args(["-i", "."]));
    assert!(String::from_utf8_lossy(&output.stderr).contains("a.txt.orig: skipped, the backup of a.txt"));
    assert_eq!(read(&folder, "a.txt.orig"), DIRTY);
}

#[test]
fn ctrl_c_leaves_whole_files_and_says_130() {
    let names: Vec<String> = (0..3000).map(|number| format!("{number}.txt")).collect();
    let big = DIRTY.repeat(2000);
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), big.as_str())).collect();
    let folder = folder_with(&files);
    let mut child = unscrape(folder.path()).args(["-i", "."]).stderr(Stdio::piped()).spawn().unwrap();
    // Once the first file is done, the run is under way.
    let first = folder.path().join("0.txt");
    while fs::metadata(&first).unwrap().len() == big.len() as u64 && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let clean =
        Cleaner::new(&Config::default()).unwrap().clean(&Document::from(big.as_str())).text.into_owned();
    for entry in fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        assert!(!path.to_string_lossy().ends_with(".tmp"), "{}", path.display());
        let text = fs::read_to_string(&path).unwrap();
        assert!(text == big || text == clean, "{}", path.display());
    }
}

#[test]
fn colour_only_where_it_is_asked_for() {
    let folder = folder_with(&[("a.txt", DIRTY)]);
    let plain = run(unscrape(folder.path()).args(["--diff", "a.txt"])).stdout;
    let painted = run(unscrape(folder.path()).args(["--color", "always", "--diff", "a.txt"])).stdout;
    assert!(!plain.contains(&0x1b) && painted.contains(&0x1b));
}

#[test]
fn memory_stays_flat_over_any_number_of_records() {
    // 350 MB of records through a limit on the address space that a copy of them would break.
    let record = format!("{}\n", serde_json::json!({ "text": DIRTY.repeat(20) }));
    let script = format!(
        "ulimit -v 300000; exec {} --isolated -j 2 --format jsonl --field text",
        env!("CARGO_BIN_EXE_unscrape")
    );
    let mut child = Command::new("bash")
        .arg("-c")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let chunk = record.repeat(500);
    for _ in 0..(350_000_000 / chunk.len()) {
        stdin.write_all(chunk.as_bytes()).unwrap();
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_stream_in_pieces_is_decoded_like_a_file() {
    let mut bytes = "Die Brücke bleibt gesperrt – bis zum Frühjahr.\n".as_bytes().to_vec();
    bytes.extend(b"Les \xE9l\xE8ves ont d\xE9cid\xE9 d\x92attendre.\n".repeat(40));
    bytes.extend(&"Größe".as_bytes()[..4]);
    let folder = folder_with(&[]);
    fs::write(folder.path().join("a.txt"), &bytes).unwrap();
    let file = run(unscrape(folder.path()).args(["--quotes", "keep", "a.txt"]));
    let mut child = unscrape(folder.path())
        .args(["--quotes", "keep"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    for piece in bytes.chunks(7) {
        stdin.write_all(piece).unwrap();
    }
    drop(stdin);
    let stream = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(stream.stdout).unwrap(), String::from_utf8(file.stdout).unwrap());
    let told = String::from_utf8(stream.stderr).unwrap();
    assert_eq!(told.replace("stdin:", "a.txt:"), String::from_utf8(file.stderr).unwrap());
    assert!(told.contains("windows-1252"), "{told}");
}

#[test]
fn a_backup_keeps_the_bytes_that_no_diff_leads_back_to() {
    let folder = folder_with(&[]);
    let bytes = b"\x93Nous n\x92avons rien d\xE9cid\xE9\x94, a dit la maire.\n";
    fs::write(folder.path().join("a.txt"), bytes).unwrap();
    let output =
        run(unscrape(folder.path()).args(["-i", "--backup", ".orig", "--diff-to", "changes.patch", "a.txt"]));
    assert!(output.status.success());
    assert_eq!(read(&folder, "a.txt"), "\"Nous n'avons rien décidé\", a dit la maire.\n");
    assert_eq!(fs::read(folder.path().join("a.txt.orig")).unwrap(), bytes);
    let patch = read(&folder, "changes.patch");
    assert!(patch.starts_with("# a.txt: was windows-1252;"), "{patch}");
    let back = run(Command::new("patch")
        .current_dir(folder.path())
        .args(["-p1", "-R", "-s", "--binary"])
        .arg("-i")
        .arg("changes.patch"));
    assert!(back.status.success());
    assert_eq!(read(&folder, "a.txt"), "“Nous n’avons rien décidé”, a dit la maire.\n");
}
