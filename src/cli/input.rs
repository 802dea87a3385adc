//! Which files: the paths of the command line, folders walked, and what each input is called.

use std::collections::{HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use ignore::WalkBuilder;
use ignore::overrides::{Override, OverrideBuilder};

use crate::args::{Args, InputArgs, InputFormat};

/// Endings of files that are text to an editor and not to a reader. In a folder they are skipped and said so:
/// straight quotation marks would break a JSON string, and blank lines mean something in a program.
const NOT_PROSE: [&str; 43] = [
    "c", "cfg", "conf", "cpp", "cs", "css", "csv", "diff", "go", "h", "hpp", "htm", "html", "ini", "java",
    "js", "json", "jsx", "kt", "less", "lock", "lua", "patch", "php", "pl", "ps1", "py", "rb", "rs", "scss",
    "sh", "sql", "svg", "swift", "toml", "ts", "tsv", "tsx", "vue", "xhtml", "xml", "yaml", "yml",
];

/// One thing to clean.
#[derive(Debug)]
pub(crate) struct Input {
    pub(crate) source: Source,
    /// The path as it is shown.
    pub(crate) name: String,
    /// The path as a diff needs it: relative to the working folder.
    pub(crate) diff_path: Vec<u8>,
    /// The path below an output folder.
    pub(crate) mirrored: PathBuf,
    pub(crate) format: Format,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Stdin,
    /// A file that the user named.
    Named(PathBuf),
    /// A file found in a folder.
    Found(PathBuf),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    JsonLines,
}

/// All inputs of a run, in path order, and what could not become one.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    pub(crate) list: Vec<Input>,
    /// Name and message of each path that cannot be read.
    pub(crate) failed: Vec<(String, String)>,
    /// Name and reason of each file that is left out.
    pub(crate) skipped: Vec<(String, String)>,
    /// Whether more than one file, or a folder, was asked for.
    pub(crate) many: bool,
}

impl Input {
    pub(crate) fn path(&self) -> Option<&Path> {
        match &self.source {
            Source::Stdin => None,
            Source::Named(path) | Source::Found(path) => Some(path),
        }
    }
}

/// Finds all inputs. Files below `output` are left out, so that a second run does not clean its own results.
pub(crate) fn collect(args: &Args, output: Option<&Path>) -> Result<Inputs> {
    let paths = paths(args)?;
    let finder = Finder::new(&args.input, args.write.backup.as_deref(), output)?;
    let mut inputs = Inputs { many: paths.len() > 1, ..Inputs::default() };
    for path in &paths {
        if path.as_os_str() == "-" {
            inputs.list.push(stdin(&args.input));
            continue;
        }
        match fs::metadata(path) {
            Err(error) => inputs.failed.push((shown(path), plain(&error))),
            Ok(metadata) if metadata.is_dir() => {
                inputs.many = true;
                finder.walk(path, paths.len() == 1, &mut inputs);
            }
            Ok(_) if finder.is_excluded(path) => {}
            Ok(_) if finder.is_json(path) => inputs.failed.push((
                shown(path),
                "JSON is no plain text; --format jsonl --field NAME cleans records, --format text the file as it is".to_owned(),
            )),
            Ok(_) => {
                let mirrored = if paths.len() == 1 {
                    path.file_name().map_or_else(PathBuf::new, PathBuf::from)
                } else {
                    below(path)
                };
                inputs.list.push(finder.input(Source::Named(path.clone()), path, mirrored));
            }
        }
    }
    inputs.failed.sort();
    inputs.list.sort_by(|a, b| a.path().cmp(&b.path()));
    inputs.list.dedup_by(|a, b| a.path() == b.path());
    if paths.len() > 1 {
        // The same file by way of a link or of `..` is still one file.
        let mut seen = HashSet::new();
        inputs.list.retain(|input| {
            input.path().is_none_or(|path| fs::canonicalize(path).map_or(true, |path| seen.insert(path)))
        });
    }
    Ok(inputs)
}

/// The paths that the user named, one way or another.
fn paths(args: &Args) -> Result<Vec<PathBuf>> {
    let mut paths = args.paths.clone();
    let Some(list) = &args.input.files_from else {
        if paths.is_empty() {
            paths.push(PathBuf::from("-"));
        }
        return Ok(paths);
    };
    let mut bytes = Vec::new();
    let read = if list.as_os_str() == "-" {
        io::stdin().read_to_end(&mut bytes).map(|_| ())
    } else {
        fs::read(list).map(|read| bytes = read)
    };
    read.with_context(|| format!("cannot read the list of files {}", list.display()))?;
    let end = if args.input.null { b'\0' } else { b'\n' };
    let entries = bytes.split(|&byte| byte == end).map(|entry| match entry.strip_suffix(b"\r") {
        Some(name) if !args.input.null => name,
        _ => entry,
    });
    paths.extend(entries.filter(|entry| !entry.is_empty()).map(path_of));
    Ok(paths)
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    PathBuf::from(OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

fn stdin(args: &InputArgs) -> Input {
    let name = args.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("stdin"));
    let is_records = has_records(&name) || !args.field.is_empty();
    let format = match args.format {
        InputFormat::Jsonl => Format::JsonLines,
        InputFormat::Auto if is_records => Format::JsonLines,
        _ => Format::Text,
    };
    Input {
        source: Source::Stdin,
        name: shown(&name),
        diff_path: diff_path(&name),
        mirrored: below(&name),
        format,
    }
}

/// Walks folders the way the flags want it.
struct Finder<'a> {
    args: &'a InputArgs,
    /// What --include and --exclude say, of files that are named as of those in folders.
    wanted: Override,
    backup: Option<&'a str>,
    output: Option<PathBuf>,
}

impl<'a> Finder<'a> {
    fn new(args: &'a InputArgs, backup: Option<&'a str>, output: Option<&Path>) -> Result<Finder<'a>> {
        let mut wanted = OverrideBuilder::new(".");
        for glob in &args.include {
            wanted.add(glob).with_context(|| format!("--include {glob}"))?;
        }
        for glob in &args.exclude {
            wanted.add(&format!("!{glob}")).with_context(|| format!("--exclude {glob}"))?;
        }
        let output = output.and_then(|output| fs::canonicalize(output).ok());
        Ok(Finder { args, wanted: wanted.build()?, backup, output })
    }

    fn is_excluded(&self, path: &Path) -> bool {
        let here = std::env::current_dir().unwrap_or_default();
        self.wanted.matched(path.strip_prefix(here).unwrap_or(path), false).is_ignore()
    }

    /// Whether a named file would be spoilt: straight marks end a JSON string.
    fn is_json(&self, path: &Path) -> bool {
        let is_json = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
        is_json && self.args.format == InputFormat::Auto && self.args.field.is_empty()
    }

    fn walk(&self, folder: &Path, alone: bool, inputs: &mut Inputs) {
        let output = self.output.clone();
        let walk = WalkBuilder::new(folder)
            .standard_filters(!self.args.no_ignore)
            .hidden(!self.args.hidden)
            .sort_by_file_path(Path::cmp)
            .overrides(self.wanted.clone())
            .filter_entry(move |entry| {
                let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
                let is_git = is_folder && entry.file_name() == ".git";
                let is_output =
                    is_folder && output.is_some() && fs::canonicalize(entry.path()).ok() == output;
                !is_git && !is_output
            })
            .build();
        for entry in walk {
            match entry {
                Err(error) => {
                    let message = error.io_error().map_or_else(|| error.to_string(), plain);
                    inputs.failed.push((shown(path_in(&error).unwrap_or(folder)), message));
                }
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    let path = entry.into_path();
                    if self.backup.is_some_and(|suffix| {
                        path.as_os_str().as_encoded_bytes().ends_with(suffix.as_bytes())
                    }) {
                        continue;
                    }
                    if let Some(reason) = self.not_prose(&path) {
                        inputs.skipped.push((shown(&path), reason));
                        continue;
                    }
                    let mirrored = if alone {
                        path.strip_prefix(folder).unwrap_or(&path).to_owned()
                    } else {
                        below(&path)
                    };
                    inputs.list.push(self.input(Source::Found(path.clone()), &path, mirrored));
                }
                Ok(_) => {}
            }
        }
    }

    /// Why a file found in a folder is not cleaned, if its name says so.
    fn not_prose(&self, path: &Path) -> Option<String> {
        if let Some(original) = backed_up(path) {
            return Some(format!("the backup of {}", shown(&original)));
        }
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        let skip = self.args.format == InputFormat::Auto && NOT_PROSE.contains(&ending.as_str());
        skip.then(|| format!("not prose, judging by its name (--format text cleans .{ending} files too)"))
    }

    fn input(&self, source: Source, path: &Path, mirrored: PathBuf) -> Input {
        // Who names a file and a field means records, whatever the file is called.
        let named = matches!(source, Source::Named(_)) && !self.args.field.is_empty();
        let format = match self.args.format {
            InputFormat::Jsonl => Format::JsonLines,
            InputFormat::Auto if has_records(path) || named => Format::JsonLines,
            _ => Format::Text,
        };
        Input { source, name: shown(path), diff_path: diff_path(path), mirrored, format }
    }
}

/// The file beside `path` that it is a backup of, judging by the usual endings: who cleans a folder once more wants to keep
/// what he kept before.
fn backed_up(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let of = [".orig", ".bak", "~"].iter().find_map(|ending| name.strip_suffix(ending))?;
    let original = path.with_file_name(of);
    (!of.is_empty() && original.is_file()).then_some(original)
}

/// The path that an error of the walk is about.
fn path_in(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } => path_in(err),
        _ => None,
    }
}

/// Whether a file holds JSON Lines by its name.
fn has_records(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("jsonl") || ending.eq_ignore_ascii_case("ndjson"))
}

/// Gives every input its place below an output folder.
pub(crate) fn targets(inputs: &Inputs, folder: &Path) -> Result<Vec<PathBuf>> {
    let mut taken: HashMap<PathBuf, &str> = HashMap::new();
    let originals: HashMap<PathBuf, &str> = inputs
        .list
        .iter()
        .filter_map(|input| Some((fs::canonicalize(input.path()?).ok()?, input.name.as_str())))
        .collect();
    let mut targets = Vec::new();
    for input in &inputs.list {
        let target = folder.join(&input.mirrored);
        if let Some(other) = taken.insert(target.clone(), &input.name) {
            bail!("{other} and {} would both be written to {}", input.name, target.display());
        }
        let real = fs::canonicalize(&target).ok();
        if let Some(other) = real.and_then(|real| originals.get(&real)) {
            bail!("{} would be written over {other}; use -i to clean files in place", input.name);
        }
        targets.push(target);
    }
    Ok(targets)
}

/// Whether two paths lead to one existing file.
pub(crate) fn is_same_file(one: &Path, other: &Path) -> bool {
    fs::canonicalize(one).is_ok_and(|one| fs::canonicalize(other).is_ok_and(|other| one == other))
}

/// A path without what leads out of a folder: `../news/./1.txt` → `news/1.txt`.
fn below(path: &Path) -> PathBuf {
    path.components().filter(|part| matches!(part, Component::Normal(_))).collect()
}

/// A path for people: readable whatever its bytes, and unable to move the cursor.
fn shown(path: &Path) -> String {
    let path = path.strip_prefix(".").ok().filter(|path| !path.as_os_str().is_empty()).unwrap_or(path);
    let mut shown = String::new();
    for c in path.to_string_lossy().chars() {
        if c.is_control() { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    shown
}

/// A path for `a/…` and `b/…`: relative to the working folder where it lies below it, else as it was named,
/// without the slash at its beginning.
fn diff_path(path: &Path) -> Vec<u8> {
    let here = std::env::current_dir().unwrap_or_default();
    let relative = path.strip_prefix(&here).unwrap_or(path);
    let mut parts: Vec<&OsStr> = Vec::new();
    for part in relative.components() {
        match part {
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
            Component::ParentDir if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part.as_os_str()),
        }
    }
    parts.join(OsStr::new("/")).into_encoded_bytes()
}

/// An I/O error in plain words.
pub(crate) fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission".to_owned(),
        io::ErrorKind::IsADirectory => "is a folder".to_owned(),
        io::ErrorKind::StorageFull => "no space left on the disk".to_owned(),
        _ => error.to_string(),
    }
}

/// A path with something added to its name.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_below_an_output_folder_never_leads_out_of_it() {
        assert_eq!(below(Path::new("../news/./1.txt")), Path::new("news/1.txt"));
        assert_eq!(below(Path::new("/tmp/a.txt")), Path::new("tmp/a.txt"));
    }

    #[test]
    fn a_diff_path_is_relative_to_the_working_folder() {
        let here = std::env::current_dir().unwrap();
        assert_eq!(diff_path(&here.join("news/1.txt")), b"news/1.txt");
        assert_eq!(diff_path(Path::new("./news/1.txt")), b"news/1.txt");
        assert_eq!(diff_path(Path::new("news/../old/1.txt")), b"old/1.txt");
        assert_eq!(diff_path(Path::new("../../1.txt")), b"../../1.txt");
        assert_eq!(diff_path(Path::new("/elsewhere/1.txt")), b"elsewhere/1.txt");
    }

    #[test]
    fn a_name_cannot_move_the_cursor() {
        assert_eq!(shown(Path::new("./a\u{1b}[2J\n.txt")), "a\\u{1b}[2J\\n.txt");
    }
}
