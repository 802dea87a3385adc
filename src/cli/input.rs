//! Which files: the paths of the command line, folders walked, and what each input is called.

use std::collections::HashMap;
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
    inputs.list.sort_by(|a, b| a.path().cmp(&b.path()));
    inputs.list.dedup_by(|a, b| a.path() == b.path());
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
    let entries = bytes.split(|&byte| byte == end).map(|entry| entry.strip_suffix(b"\r").unwrap_or(entry));
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
    let format = if args.format == InputFormat::Jsonl { Format::JsonLines } else { Format::Text };
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
    /// What --include and --exclude say of files in folders.
    wanted: Override,
    /// What --exclude says of files that are named.
    excluded: Override,
    backup: Option<&'a str>,
    output: Option<PathBuf>,
}

impl<'a> Finder<'a> {
    fn new(args: &'a InputArgs, backup: Option<&'a str>, output: Option<&Path>) -> Result<Finder<'a>> {
        let globs = |include: &[String]| -> Result<Override> {
            let mut builder = OverrideBuilder::new(".");
            for glob in include {
                builder.add(glob).with_context(|| format!("--include {glob}"))?;
            }
            for glob in &args.exclude {
                builder.add(&format!("!{glob}")).with_context(|| format!("--exclude {glob}"))?;
            }
            Ok(builder.build()?)
        };
        let output = output.and_then(|output| fs::canonicalize(output).ok());
        Ok(Finder { args, wanted: globs(&args.include)?, excluded: globs(&[])?, backup, output })
    }

    fn is_excluded(&self, path: &Path) -> bool {
        self.excluded.matched(path, false).is_ignore()
    }

    fn walk(&self, folder: &Path, alone: bool, inputs: &mut Inputs) {
        let output = self.output.clone();
        let walk = WalkBuilder::new(folder)
            .standard_filters(!self.args.no_ignore)
            .hidden(!self.args.hidden)
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
                Err(error) => inputs.failed.push((shown(folder), error.to_string())),
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
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        let skip = self.args.format == InputFormat::Auto && NOT_PROSE.contains(&ending.as_str());
        skip.then(|| format!("no plain text by its name (--format text cleans .{ending} files too)"))
    }

    fn input(&self, source: Source, path: &Path, mirrored: PathBuf) -> Input {
        let is_records = path.extension().is_some_and(|ending| ending == "jsonl" || ending == "ndjson");
        let format = match self.args.format {
            InputFormat::Jsonl => Format::JsonLines,
            InputFormat::Auto if is_records => Format::JsonLines,
            _ => Format::Text,
        };
        Input { source, name: shown(path), diff_path: diff_path(path), mirrored, format }
    }
}

/// Gives every input its place below an output folder.
pub(crate) fn targets(inputs: &Inputs, folder: &Path) -> Result<Vec<PathBuf>> {
    let mut taken: HashMap<PathBuf, &str> = HashMap::new();
    let mut targets = Vec::new();
    for input in &inputs.list {
        let target = folder.join(&input.mirrored);
        if let Some(other) = taken.insert(target.clone(), &input.name) {
            bail!("{other} and {} would both be written to {}", input.name, target.display());
        }
        if input.path().is_some_and(|path| is_same_file(path, &target)) {
            bail!("{} would be written over itself; use -i to clean it in place", input.name);
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
    let path = path.strip_prefix(".").unwrap_or(path);
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
    let parts = relative
        .components()
        .filter(|part| !matches!(part, Component::CurDir | Component::RootDir | Component::Prefix(_)));
    let parts: Vec<&OsStr> = parts.map(Component::as_os_str).collect();
    parts.join(OsStr::new("/")).into_encoded_bytes()
}

/// An I/O error in plain words.
pub(crate) fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to read or write it".to_owned(),
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
        assert_eq!(diff_path(Path::new("/elsewhere/1.txt")), b"elsewhere/1.txt");
    }

    #[test]
    fn a_name_cannot_move_the_cursor() {
        assert_eq!(shown(Path::new("./a\u{1b}[2J\n.txt")), "a\\u{1b}[2J\\n.txt");
    }

    #[test]
    fn the_endings_are_sorted_and_lower_case() {
        assert!(NOT_PROSE.is_sorted());
    }
}
