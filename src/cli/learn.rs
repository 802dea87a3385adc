//! `unscrape learn` and `--learn`: the lines that a site repeats, found in two passes over its files.

use std::collections::HashMap;
use std::fs::{self, File};
use std::ops::ControlFlow;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use regex::Regex;
use unscrape::decode::{Charset, DecodeError, decode};
use unscrape::formats::jsonl::{Chunk, Chunks, JsonLines};
use unscrape::learn::{self, Counter, Digest, Evidence, FEWEST, Learned, Place};
use unscrape::pack::{Pack, PackRule};
use unscrape::report::human::count;
use unscrape::select::Selection;
use unscrape::{Cleaners, Config};

use crate::args::{Args, LearnArgs};
use crate::exit::Exit;
use crate::input::{self, Format, Input, Inputs, Source, plain};
use crate::output::{Console, Sink, is_device};
use crate::parallel::in_order;
use crate::settings::settings;

/// Writes what the files that `args` name repeat as a rule pack.
pub(crate) fn learn(args: LearnArgs, console: &mut Console) -> Result<Exit> {
    let output = args.output.clone();
    if let Some(path) = output.as_deref().filter(|path| may_hold_rules(path)) {
        bail!(
            "{} exists, and may have been read and cut down; name another file, or move it away",
            path.display()
        );
    }
    let args = args.into_run();
    let config = settings(&args)?;
    let inputs = input::collect(&args, None)?;
    for (name, reason) in &inputs.skipped {
        console.note(&format!("{name}: skipped, {reason}"));
    }
    let lesson = Lesson::new(&args, &config, &inputs)?;
    for (name, message) in inputs.failed.iter().chain(&lesson.failed) {
        console.problem(&format!("{name}: {message}"));
    }
    if lesson.texts > 0 {
        let mut sink = match &output {
            Some(path) => Sink::file(path)?,
            None => Sink::stdout(),
        };
        sink.write(lesson.learned.pack().as_bytes())?;
    }
    let (texts, groups) = (count(lesson.texts, "text"), count(lesson.groups, "group"));
    console.note(&match lesson.learned.len() {
        _ if lesson.texts < FEWEST => format!("{texts} read; at least {FEWEST} are needed to learn from"),
        0 => format!("{texts} in {groups} repeat nothing that other rules do not take; the pack has no rule"),
        rules => format!("{} learned from {texts} in {groups}", count(rules, "rule")),
    });
    Ok(if inputs.failed.is_empty() && lesson.failed.is_empty() { Exit::Done } else { Exit::Incomplete })
}

/// Whether a file is there that somebody may have worked on: anything but what is written where nothing repeats.
fn may_hold_rules(path: &Path) -> bool {
    let is_nothing = || fs::read_to_string(path).is_ok_and(|pack| pack.ends_with("# Nothing repeats.\n"));
    path.symlink_metadata().is_ok() && !is_device(path) && !is_nothing()
}

/// The rules that the inputs of a cleaning run teach: the same as by way of a pack.
pub(crate) fn rules(
    args: &Args,
    config: &Config,
    inputs: &Inputs,
    console: &mut Console,
) -> Result<Vec<PackRule>> {
    let lesson = Lesson::new(args, config, inputs)?;
    let rules = Pack::parse(&lesson.learned.pack()).context("what was learned is no pack")?.rules;
    let selection = Selection::new(&config.select, &config.ignore, &rules)?;
    let is_used = rules.is_empty() || rules.iter().any(|rule| selection.has(rule.rule));
    let unused = if is_used {
        ""
    } else {
        ", and none is used: they are rules of `repeat`, which --select or --ignore leaves out"
    };
    let (rules_learned, texts) = (count(rules.len(), "rule"), count(lesson.texts, "text"));
    console.note(&format!("{rules_learned} learned from {texts}{unused}"));
    Ok(rules)
}

/// What the inputs repeat.
struct Lesson {
    learned: Learned,
    texts: usize,
    groups: usize,
    /// Name and message of what could not be read.
    failed: Vec<(String, String)>,
}

impl Lesson {
    fn new(args: &Args, config: &Config, inputs: &Inputs) -> Result<Lesson> {
        if inputs.list.iter().any(|input| input.source == Source::Stdin) {
            bail!("learning reads its files twice, and standard input is no file; name files or folders");
        }
        if let Some(regex) = args.group_by.as_ref().filter(|regex| regex.captures_len() < 2) {
            bail!(
                "--group-by {regex} has no group; put what names the site in brackets, as in ([a-z]+)-[0-9]+"
            );
        }
        let (groups, pupils) = grouped(&inputs.list, args.group_by.as_ref());
        let reader = Reader {
            cleaners: Cleaners::new(&learn::preparation(config))?,
            charset: args.input.encoding,
            json: JsonLines::new(args.input.field.clone()),
            has_fields: !args.input.field.is_empty(),
            jobs: args.jobs(),
        };
        let mut counter = Counter::new(groups.len());
        let mut texts = 0;
        let failed = reader.read(&pupils, Digest::new, |group, _, digest| {
            texts += 1;
            counter.add(group, &digest);
        });
        let candidates = counter.candidates();
        let count = groups.len();
        let mut evidence = Evidence::new(&candidates, groups);
        if !candidates.is_empty() {
            // What cannot be read was told of already.
            let _ = reader.read(
                &pupils,
                |group, text| candidates.look(group, text),
                |group, place, sightings| evidence.add(group, place, sightings),
            );
        }
        Ok(Lesson { learned: evidence.judge(), texts, groups: count, failed })
    }
}

/// An input and the number of its group.
type Pupil<'a> = (&'a Input, usize);

/// The names of all groups, and the group of each input: its folder, or what `group_by` finds in its path. What that
/// does not find teaches nothing. Records of one file are one group.
fn grouped<'a>(inputs: &'a [Input], group_by: Option<&Regex>) -> (Vec<String>, Vec<Pupil<'a>>) {
    let mut groups: Vec<String> = Vec::new();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut pupils = Vec::new();
    for input in inputs {
        let group = match group_by {
            Some(regex) => regex
                .captures(&input.name)
                .map(|found| found.get(1).unwrap_or(found.get_match()).as_str().to_owned()),
            None if input.format == Format::JsonLines => Some(input.name.clone()),
            None => Some(match input.name.rsplit_once('/') {
                Some((folder, _)) => folder.to_owned(),
                None => "the working folder".to_owned(),
            }),
        };
        let Some(group) = group else { continue };
        let number = *numbers.entry(group).or_insert_with_key(|name| {
            groups.push(name.clone());
            groups.len() - 1
        });
        pupils.push((input, number));
    }
    (groups, pupils)
}

/// How texts are read for learning; shared by all threads.
struct Reader {
    cleaners: Cleaners,
    charset: Charset,
    json: JsonLines,
    has_fields: bool,
    jobs: usize,
}

impl Reader {
    /// Reads and cleans every text, lets `look` look at it on all threads, and hands what it saw to `take` in the same
    /// order in every run. Returns what could not be read.
    fn read<R: Send>(
        &self,
        pupils: &[Pupil<'_>],
        look: impl Fn(usize, &str) -> R + Sync,
        mut take: impl FnMut(usize, Place<'_>, R),
    ) -> Vec<(String, String)> {
        let mut failed = Vec::new();
        let texts = pupils.iter().filter(|(input, _)| input.format == Format::Text);
        in_order(
            texts,
            self.jobs,
            |&(input, group)| (input, group, self.text(input, |text| look(group, text))),
            |(input, group, seen)| {
                match seen {
                    Ok(Some(seen)) => take(group, Place { name: &input.name, record: None }, seen),
                    Ok(None) => {}
                    Err(message) => failed.push((input.name.clone(), message)),
                }
                ControlFlow::Continue(())
            },
        );
        for &(input, group) in pupils.iter().filter(|(input, _)| input.format == Format::JsonLines) {
            let place = |line| Place { name: &input.name, record: Some(line) };
            let result =
                self.records(input, |text| look(group, text), |line, seen| take(group, place(line), seen));
            failed.extend(result.err().map(|message| (input.name.clone(), message)));
        }
        failed
    }

    /// Looks at one file; at none that is a picture.
    fn text<R>(&self, input: &Input, look: impl Fn(&str) -> R) -> Result<Option<R>, String> {
        let Some(path) = input.path() else { return Ok(None) };
        let bytes = fs::read(path).map_err(|error| plain(&error))?;
        match decode(&bytes, self.charset) {
            Ok(document) => Ok(Some(look(&self.cleaners.usual().clean(&document).text))),
            Err(DecodeError::Binary) if matches!(input.source, Source::Found(_)) => Ok(None),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Looks at every text of one JSON Lines file. Bad lines teach nothing; a cleaning run tells of them.
    fn records<R: Send>(
        &self,
        input: &Input,
        look: impl Fn(&str) -> R + Sync,
        mut take: impl FnMut(usize, R),
    ) -> Result<(), String> {
        if !self.has_fields {
            return Err("JSON Lines need --field NAME to say which field holds the text (or --format text)"
                .to_owned());
        }
        let Some(path) = input.path() else { return Ok(()) };
        let file = File::open(path).map_err(|error| plain(&error))?;
        let mut failure = None;
        let look_at = |chunk: Chunk| {
            let mut seen = Vec::new();
            for (index, line) in chunk.bytes.split(|&byte| byte == b'\n').enumerate() {
                let line = line.strip_suffix(b"\r").unwrap_or(line);
                let record = chunk.first_line + index;
                let _ = self
                    .json
                    .clean(&self.cleaners, line, |_, outcome| seen.push((record, look(&outcome.text))));
            }
            seen
        };
        in_order(
            Chunks::new(file),
            self.jobs,
            |chunk| chunk.map(look_at),
            |chunk| match chunk {
                Ok(seen) => {
                    for (record, seen) in seen {
                        take(record, seen);
                    }
                    ControlFlow::Continue(())
                }
                Err(error) => {
                    failure = Some(plain(&error));
                    ControlFlow::Break(())
                }
            },
        );
        failure.map_or(Ok(()), Err)
    }
}
