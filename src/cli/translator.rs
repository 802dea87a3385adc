//! `--translator-cmd`: any program that translates, as a filter: a word a line in, a line a word out.

use std::collections::HashMap;
use std::io::{Read as _, Write as _};
use std::path::Path;
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
    name: String,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Answers by languages and word.
    known: HashMap<(String, String, String), String>,
    problem: Option<String>,
}

impl TranslatorCommand {
    /// Splits `command` into words as a shell does, and does nothing else that a shell does.
    pub(crate) fn new(command: &str) -> Result<TranslatorCommand> {
        let Some(words) = shlex::split(command) else {
            bail!("--translator-cmd `{command}`: a quote is not closed");
        };
        let Some(program) = words.first().filter(|program| !program.is_empty()) else {
            bail!("--translator-cmd names no program; write for example 'apertium -u {{src}}-{{dst}}'");
        };
        let name = Path::new(program).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Ok(TranslatorCommand { words, name, state: Mutex::default() })
    }

    /// Runs the program over `asked`, a word a line.
    fn run(&self, asked: &[&str], from: &str, to: &str) -> Result<Vec<String>, String> {
        let mut words = self.words.iter().map(|word| word.replace("{src}", from).replace("{dst}", to));
        let mut command = Command::new(words.next().unwrap_or_default());
        command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| format!("cannot be started: {}", plain(&error)))?;
        let output = talk(&mut child, asked.join("\n") + "\n");
        if output.is_err() {
            // It may be gone already.
            let _ = child.kill();
            let _ = child.wait();
        }
        let output = output?;
        let lines: Vec<String> = output.lines().map(|line| line.trim().to_owned()).collect();
        if lines.len() != asked.len() {
            return Err(format!("answered {} words with {} lines", asked.len(), lines.len()));
        }
        Ok(lines)
    }
}

impl Translator for TranslatorCommand {
    fn name(&self) -> &str {
        &self.name
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

    fn problem(&self) -> Option<String> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).problem.clone()
    }
}

/// Writes `input` to a program and reads what it writes, within the limit. Threads do both, since a program may stop
/// reading before it has written all, and the other way round.
fn talk(child: &mut Child, input: String) -> Result<String, String> {
    let until = Instant::now() + LIMIT;
    let late = || format!("took more than {} s", LIMIT.as_secs());
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
    let output = receiver.recv_timeout(LIMIT).map_err(|_| late())?.map_err(|error| plain(&error))?;
    let status = ended(child, until).ok_or_else(late)?;
    if !status.success() {
        return Err(format!("ended with {status}"));
    }
    String::from_utf8(output).map_err(|_| "did not answer in UTF-8".to_owned())
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
            ("echo one", "answered 2 words with 1 lines"),
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
