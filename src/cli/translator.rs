//! `--translator-cmd`: any program that translates, as a filter: a word a line in, a line a word out.

use std::collections::{HashMap, HashSet};
use std::io::{Read as _, Write as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use unscrape::translator::Translator;

use crate::input::plain;

/// How long the words of one text may take.
const LIMIT: Duration = Duration::from_secs(5);
/// How long to wait between two looks at whether it has ended.
const MOMENT: Duration = Duration::from_millis(5);
/// More than the answers to all words of a text.
const MOST_OUTPUT: u64 = 1 << 20;

/// A command that translates. It is started when there is something to ask; what it says is remembered, and after the
/// first trouble it is left alone.
pub(crate) struct TranslatorCommand {
    /// Program and arguments, with `{src}` and `{dst}` where the codes of the languages go.
    words: Vec<String>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Answers by languages and word.
    known: HashMap<(String, String, String), String>,
    problem: Option<String>,
    /// Words with an answer that was no use, and whether any was.
    refused: HashSet<String>,
    was_of_use: bool,
}

impl TranslatorCommand {
    /// Splits `command` into words as a shell does, and does nothing else that a shell does.
    pub(crate) fn new(command: &str) -> Result<TranslatorCommand> {
        let Some(words) = shlex::split(command) else {
            bail!("--translator-cmd `{command}`: a quote is not closed");
        };
        if words.first().is_none_or(String::is_empty) {
            bail!("--translator-cmd names no program; write for example 'apertium -u {{src}}-{{dst}}'");
        }
        if let Some(unknown) = words.iter().find_map(|word| unknown_placeholder(word)) {
            bail!(
                "--translator-cmd `{command}`: `{unknown}` stands for nothing, only `{{src}}` and `{{dst}}` do; if the \
                 program is to see the braces, put a space inside them"
            );
        }
        Ok(TranslatorCommand { words, state: Mutex::default() })
    }

    /// Runs the program over `asked`, a word a line.
    fn run(&self, asked: &[&str], from: &str, to: &str) -> Result<Vec<String>, String> {
        let mut words = self.words.iter().map(|word| word.replace("{src}", from).replace("{dst}", to));
        let mut command = Command::new(words.next().unwrap_or_default());
        command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn().map_err(|error| format!("cannot be started: {}", plain(&error)))?;
        let ended = answers(&mut child, asked);
        if ended.is_err() {
            stop(&mut child);
        }
        let (output, status) = ended?;
        if !status.success() {
            return Err(format!("ended with {status}"));
        }
        let output = String::from_utf8(output).map_err(|_| "did not answer in UTF-8".to_owned())?;
        let lines: Vec<String> = output.lines().map(|line| line.trim().to_owned()).collect();
        if lines.len() != asked.len() {
            return Err(format!(
                "answered {} with {}",
                count(asked.len(), "word"),
                count(lines.len(), "line")
            ));
        }
        Ok(lines)
    }
}

/// What stands in braces like a placeholder and is none.
fn unknown_placeholder(word: &str) -> Option<&str> {
    word.match_indices('{').find_map(|(at, _)| {
        let inner = &word[at + 1..at + 1 + word[at + 1..].find('}')?];
        let is_name = !inner.is_empty() && inner.chars().all(|c| c.is_alphabetic() || matches!(c, '_' | '-'));
        (is_name && !matches!(inner, "src" | "dst")).then(|| &word[at..at + inner.len() + 2])
    })
}

/// `1 word`, `2 words`.
fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

impl Translator for TranslatorCommand {
    fn name(&self) -> &str {
        &self.words[0]
    }

    fn translate(&self, words: &[&str], from: &str, to: &str) -> Option<Vec<String>> {
        // One at a time: what a text waits for, the next may find remembered.
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let key = |word: &str| (from.to_owned(), to.to_owned(), word.to_owned());
        let new: Vec<&str> =
            words.iter().copied().filter(|word| !state.known.contains_key(&key(word))).collect();
        if !new.is_empty() {
            if state.problem.is_some() {
                return None;
            }
            match self.run(&new, from, to) {
                Ok(answers) => state.known.extend(new.iter().map(|word| key(word)).zip(answers)),
                Err(problem) => {
                    let command = self.words.join(" ");
                    state.problem = Some(format!(
                        "the translator `{command}` ({from} to {to}) {problem}; words that only it could translate were \
                         left as they are"
                    ));
                    return None;
                }
            }
        }
        words.iter().map(|word| state.known.get(&key(word)).cloned()).collect()
    }

    fn judged(&self, word: &str, is_usable: bool) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.was_of_use |= is_usable;
        if !is_usable {
            state.refused.insert(word.to_owned());
        }
    }

    fn problem(&self) -> Option<String> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let was_no_use = || {
            let words = count(state.refused.len(), "word");
            (!state.was_of_use && !state.refused.is_empty()).then(|| {
                format!("the translator `{}` answered {words} with nothing usable", self.words.join(" "))
            })
        };
        state.problem.clone().or_else(was_no_use)
    }
}

/// What a program answers to the words, and how it ended, within the limit. On an error it may still run.
fn answers(child: &mut Child, asked: &[&str]) -> Result<(Vec<u8>, ExitStatus), String> {
    let until = Instant::now() + LIMIT;
    let late = || format!("took more than {} s", LIMIT.as_secs());
    let output = talk(child, asked.join("\n") + "\n", late)?;
    // Said before its status, which may come of our not reading on.
    if memchr::memchr_iter(b'\n', &output).count() > asked.len() {
        return Err(format!("answered {} with too many lines", count(asked.len(), "word")));
    }
    let status = ended(child, until).ok_or_else(late)?;
    Ok((output, status))
}

/// Ends a program, and what it started.
fn stop(child: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        // It may be gone already.
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// Writes `input` to a program and reads what it writes, within the limit. Threads do both, since a program may stop
/// reading before it has written all, and the other way round.
fn talk(child: &mut Child, input: String, late: impl Fn() -> String) -> Result<Vec<u8>, String> {
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err("cannot be talked to".to_owned());
    };
    thread::spawn(move || {
        // It may have read enough.
        let _ = stdin.write_all(input.as_bytes());
    });
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut output = Vec::new();
        let read = stdout.take(MOST_OUTPUT).read_to_end(&mut output);
        // Nobody waits for what comes too late.
        let _ = sender.send(read.map(|_| output));
    });
    receiver.recv_timeout(LIMIT).map_err(|_| late())?.map_err(|error| plain(&error))
}

/// How the program ended, if it does by then.
fn ended(child: &mut Child, until: Instant) -> Option<ExitStatus> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if Instant::now() < until => thread::sleep(MOMENT),
            _ => return None,
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_split_without_a_shell_and_the_languages_are_put_in() {
        let translator = TranslatorCommand::new("sed 's/.*/{src} to {dst}; $HOME/'").unwrap();
        assert_eq!(translator.name(), "sed");
        assert_eq!(translator.translate(&["a", "b"], "lt", "en").unwrap(), ["lt to en; $HOME"; 2]);
        assert_eq!(translator.problem(), None);
        assert!(TranslatorCommand::new("sed 's/a").is_err() && TranslatorCommand::new(" ").is_err());
    }

    #[test]
    fn trouble_is_remembered_and_the_program_left_alone() {
        for (command, problem) in [
            ("/nowhere/apertium", "cannot be started: no such file or folder"),
            ("false", "ended with exit status: 1"),
            ("echo one", "answered 2 words with 1 line;"),
            ("printf 'one\\ntwo\\nthree\\n'", "answered 2 words with too many lines"),
            ("yes", "answered 2 words with too many lines"),
            ("printf '\\377\\n\\377\\n'", "did not answer in UTF-8"),
        ] {
            let translator = TranslatorCommand::new(command).unwrap();
            assert_eq!(translator.translate(&["a", "b"], "lt", "en"), None);
            let said = translator.problem().unwrap();
            assert!(said.contains(problem), "{said}");
            assert_eq!(translator.translate(&["a"], "lt", "en"), None);
        }
    }

    #[test]
    fn what_the_program_started_ends_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("pid");
        let script = format!("sleep 60 & echo $! > {}; wait", file.display());
        let mut command = Command::new("sh");
        command.args(["-c", &script]).stdout(Stdio::piped());
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn().unwrap();
        let until = Instant::now() + LIMIT;
        while !std::fs::read_to_string(&file).is_ok_and(|pid| pid.ends_with('\n')) && Instant::now() < until {
            thread::sleep(MOMENT);
        }
        stop(&mut child);
        // The pipe is open as long as anybody could write into it.
        let mut output = Vec::new();
        child.stdout.take().unwrap().read_to_end(&mut output).unwrap();
        assert!(Instant::now() < until + LIMIT);
    }

    #[test]
    fn a_placeholder_that_is_none_is_refused() {
        for command in ["tr {from}", "tr x{lang-to}y", "tr {} {src} {Dst}"] {
            let error = TranslatorCommand::new(command).map(|_| ()).unwrap_err().to_string();
            assert!(error.contains("stands for nothing"), "{error}");
        }
        for command in ["awk '{ print $1 }'", "tr {src}-{dst}", "tr {", "tr {}"] {
            assert!(TranslatorCommand::new(command).is_ok(), "{command}");
        }
    }

    #[test]
    fn answers_without_use_are_told_once_unless_others_were_of_use() {
        let translator = TranslatorCommand::new("cat -u").unwrap();
        for word in ["a", "b", "a"] {
            translator.judged(word, false);
        }
        assert_eq!(
            translator.problem().unwrap(),
            "the translator `cat -u` answered 2 words with nothing usable"
        );
        translator.judged("c", true);
        assert_eq!(translator.problem(), None);
    }

    #[test]
    fn an_answer_is_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        let translator = TranslatorCommand::new(&format!("tee -a {}", log.display())).unwrap();
        for _ in 0..3 {
            assert_eq!(translator.translate(&["a", "b"], "lt", "en").unwrap(), ["a", "b"]);
        }
        assert_eq!(translator.translate(&["b", "c"], "lt", "en").unwrap(), ["b", "c"]);
        assert_eq!(std::fs::read_to_string(log).unwrap(), "a\nb\nc\n");
    }
}
