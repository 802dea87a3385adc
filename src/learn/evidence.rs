//! What is known of a repeated line, and whether it is furniture.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Beside, Candidates, HashMapOfHashes, Sighting, Sightings, enough, is_sentence, pieces};
use crate::filters::repeat::prose::ends_sentence;
use crate::pack::shape::core;
use crate::rule::Level;

/// How far from the end or the start of its text a line may stand to belong to it.
const TAIL: usize = 20;
const HEAD: usize = 10;
/// So many lines more than where it was seen a rule looks for a line.
const SLACK: usize = 3;
/// Lines of so few words may be names, bylines or headings.
const NAME: usize = 4;
/// Of a hundred texts that hold a sentence, in so many it has to stand outside the article.
const OUTER_PERCENT: usize = 90;
/// Sentences of so few words may be an author's way to take leave.
const FAREWELL: usize = 6;
/// What so many texts hold is no chance, and what half of so many hold is the site's.
const OFTEN: usize = 5;
const MANY: usize = 10;
/// So many lines from its end, a text is over.
const LAST: usize = 5;
/// Files whose names stand beside a rule.
const NAMED: usize = 5;
/// The longest line that a rule can take, in characters.
const LONGEST: usize = 1000;

/// Where a text comes from, as a reader would look it up.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The file.
    pub name: &'a str,
    /// The line of the record, where the file holds records.
    pub record: Option<usize>,
}

/// The second pass: gathers what is seen, in the order of the texts.
#[derive(Debug)]
pub struct Evidence<'c> {
    candidates: &'c Candidates,
    groups: Vec<String>,
    lines: HashMapOfHashes<Line>,
}

/// All that is known of one line.
#[derive(Debug)]
struct Line {
    group: usize,
    /// As it was spelled first.
    text: String,
    /// Whether its numbers are not always the same.
    varies: bool,
    /// Texts that hold it, and those of them that are no second versions of others.
    texts: usize,
    witnesses: usize,
    /// Texts in which it stands more than once, introduces a paragraph, or may not be touched.
    repeated: usize,
    introduces: usize,
    protected: usize,
    head: Edge,
    tail: Edge,
    /// The first two lines of its text, far from the end: where an article has its own headline.
    titles: usize,
    /// The sentences before and after it, and in how many texts.
    between: HashMap<(Beside, Beside), usize>,
    places: Vec<String>,
    /// What a text is called: a file or a record.
    unit: &'static str,
}

/// Texts in which a line stands near one end.
#[derive(Debug, Default)]
struct Edge {
    texts: usize,
    /// The line farthest from that end, counted from 1.
    farthest: usize,
}

impl Edge {
    fn add(&mut self, distance: usize) {
        self.texts += 1;
        self.farthest = self.farthest.max(distance + 1);
    }
}

impl<'c> Evidence<'c> {
    /// Starts with nothing; `groups` are their names.
    pub fn new(candidates: &'c Candidates, groups: Vec<String>) -> Evidence<'c> {
        Evidence { candidates, groups, lines: HashMap::default() }
    }

    /// Takes what was seen in one text. Texts come in the same order in every run, since the first spelling and the
    /// first places are kept.
    pub fn add(&mut self, group: usize, place: Place<'_>, sightings: Sightings) {
        for sighting in sightings.list {
            let line =
                self.lines.entry(sighting.hash).or_insert_with(|| Line::new(group, &sighting.line, place));
            line.add(&sighting, place, sightings.is_copy);
        }
    }

    /// Decides which lines are furniture.
    pub fn judge(self) -> Learned {
        let texts = &self.candidates.texts;
        let mut lines: BTreeMap<String, LearnedLine> = BTreeMap::new();
        let outer = outer(&self.lines);
        let formulaic = formulaic(&self.lines, &outer, texts);
        let mut known: Vec<(u64, Line)> = self.lines.into_iter().collect();
        known.sort_by(|(_, a), (_, b)| (a.group, &a.text).cmp(&(b.group, &b.text)));
        for (hash, line) in known {
            let files = texts[line.group];
            let is_outer =
                outer.contains(&hash) && (!formulaic.contains(&line.group) || has_address(&line.text));
            let Some((level, position, found)) = line.verdict(files, is_outer) else { continue };
            let source = Source {
                group: self.groups[line.group].clone(),
                found,
                files,
                unit: line.unit,
                places: line.places,
            };
            // A line of several groups is one rule.
            let key = pieces(&line.text).collect::<Vec<_>>().join("0");
            if let Some(known) = lines.get_mut(&key) {
                known.varies |= line.varies || known.text != line.text;
                known.level = known.level.min(level);
                known.position = if known.position == position { position } else { Position::Any };
                known.sources.push(source);
            } else {
                let (text, varies) = (line.text, line.varies);
                lines.insert(key, LearnedLine { text, varies, level, position, sources: vec![source] });
            }
        }
        let mut lines: Vec<LearnedLine> = lines.into_values().collect();
        // What stands in most files first: that is what a reader wants to see first.
        lines.sort_by(|a, b| b.found().cmp(&a.found()).then_with(|| a.text.cmp(&b.text)));
        Learned { lines, groups: self.groups.len(), files: texts.iter().sum() }
    }
}

/// The sentences that stand outside their articles: in nearly all their texts, nothing but other such sentences lies
/// between them and the end or the start. Stock sentences (`The company did not respond.`) stand between an article's
/// own.
fn outer(lines: &HashMapOfHashes<Line>) -> HashSet<u64> {
    let mut outer: HashSet<u64> = HashSet::new();
    loop {
        let is_open = |beside: &Beside| match beside {
            Beside::Edge => true,
            Beside::Own => false,
            Beside::Candidate(hash) => outer.contains(hash),
        };
        let is_outer = |line: &Line| {
            let open = line.between.iter().filter(|((above, below), _)| is_open(above) || is_open(below));
            100 * open.map(|(_, texts)| texts).sum::<usize>() >= OUTER_PERCENT * line.witnesses.max(1)
        };
        let more: Vec<u64> = lines
            .iter()
            .filter(|(hash, line)| !outer.contains(hash) && !line.is_stock() && is_outer(line))
            .map(|(&hash, _)| hash)
            .collect();
        if more.is_empty() {
            return outer;
        }
        outer.extend(more);
    }
}

/// The groups whose articles are written to a formula: most share a sentence between their own. What such articles
/// end with may be their own as well: `Let it cool on a rack before you cut it.`
fn formulaic(lines: &HashMapOfHashes<Line>, outer: &HashSet<u64>, texts: &[usize]) -> HashSet<usize> {
    let is_inner = |hash: &u64, line: &Line| {
        is_sentence(&line.text)
            && !line.is_stock()
            && !has_address(&line.text)
            && !outer.contains(hash)
            && line.witnesses >= enough(texts[line.group])
            && 2 * line.witnesses >= texts[line.group]
    };
    lines.iter().filter(|(hash, line)| is_inner(hash, line)).map(|(_, line)| line.group).collect()
}

/// Whether a line says where to write or to look, as articles seldom do again and again.
fn has_address(line: &str) -> bool {
    line.contains('@') || line.contains("://") || line.contains("www.")
}

/// Quotation marks of all kinds; an apostrophe is none.
const QUOTES: [char; 13] = ['"', '“', '”', '„', '«', '»', '‹', '›', '「', '」', '『', '』', '‘'];

/// Whether somebody speaks: a line that begins or ends with a quotation mark, or has one beside a comma or a colon.
fn is_quotation(line: &str) -> bool {
    let is_mark = |c: char| QUOTES.contains(&c);
    let joins = |c: char| matches!(c, ',' | ':' | '،' | '，' | '：' | '、');
    let chars: Vec<char> = line.chars().filter(|c| !c.is_whitespace()).collect();
    let is_joined = |pair: &[char]| is_mark(pair[0]) && joins(pair[1]) || joins(pair[0]) && is_mark(pair[1]);
    line.starts_with(|c| is_mark(c) || c == '\'')
        || line.trim_end_matches(['.', '!', '?', '…', '。', '！', '？']).ends_with(is_mark)
        || chars.windows(2).any(is_joined)
}

impl Line {
    /// Whether an article may begin or end with it: a quotation, or a short sentence (`The trial continues.`).
    fn is_stock(&self) -> bool {
        is_quotation(&self.text) || is_sentence(&self.text) && words(&self.text) <= FAREWELL
    }

    fn new(group: usize, text: &str, place: Place<'_>) -> Line {
        Line {
            group,
            text: text.to_owned(),
            varies: false,
            texts: 0,
            witnesses: 0,
            repeated: 0,
            introduces: 0,
            protected: 0,
            head: Edge::default(),
            tail: Edge::default(),
            titles: 0,
            between: HashMap::new(),
            places: Vec::new(),
            unit: if place.record.is_some() { "record" } else { "file" },
        }
    }

    fn add(&mut self, sighting: &Sighting, place: Place<'_>, is_copy: bool) {
        self.texts += 1;
        self.varies |= self.text != sighting.line;
        if self.places.len() < NAMED {
            self.places.push(format!("{}:{}", place.name, place.record.unwrap_or(sighting.number)));
        }
        if is_copy {
            return;
        }
        self.witnesses += 1;
        self.repeated += usize::from(sighting.times > 1);
        self.introduces += usize::from(sighting.introduces);
        self.protected += usize::from(sighting.is_protected);
        *self.between.entry((sighting.above, sighting.below)).or_default() += 1;
        if sighting.after < TAIL && sighting.after <= sighting.before {
            self.tail.add(sighting.after);
        } else if sighting.before < HEAD && sighting.before < sighting.after {
            self.head.add(sighting.before);
            self.titles += usize::from(sighting.before < 2);
        }
    }

    /// How far the line can be trusted to be furniture, where it has to stand, and in how many of `files` it does so;
    /// `None` if it is none. Sentences count only where they are known to stand outside their articles.
    fn verdict(&self, files: usize, is_outer: bool) -> Option<(Level, Position, usize)> {
        let enough = enough(files);
        let mostly = |count: usize| 2 * count >= self.witnesses.max(1);
        if self.witnesses < enough || mostly(self.repeated) || self.protected > 0 {
            return None;
        }
        let words = words(&self.text);
        let is_sentence = ends_sentence(&self.text);
        // A site's own line may stand in front of an article, and nothing else that introduces one is furniture.
        let opens =
            self.titles == self.witnesses && files >= MANY && 2 * self.witnesses >= files && words > NAME;
        if mostly(self.introduces) && !is_sentence && !opens {
            return None;
        }
        if is_no_furniture(&self.text, words) || self.varies && words <= NAME {
            return None;
        }
        let elsewhere = self.witnesses - self.head.texts - self.tail.texts;
        // A headline that others point to from their ends is the headline of its own article.
        let is_teaser = self.titles > 0
            && self.titles == self.head.texts
            && self.tail.texts >= enough.max(3 * self.titles)
            && elsewhere == 0;
        let (position, found) = if self.tail.texts == self.witnesses || is_teaser {
            (Position::Tail(self.tail.farthest + SLACK), self.tail.texts)
        } else if self.head.texts == self.witnesses {
            (Position::Head(self.head.farthest + SLACK), self.texts)
        } else {
            (Position::Any, self.texts)
        };
        if position == Position::Any && self.titles > 0 && 3 * self.titles <= self.witnesses && !is_sentence {
            return None;
        }
        let most = 2 * found >= files;
        let is_last = matches!(position, Position::Tail(lines) if lines <= LAST + SLACK);
        let often = found >= OFTEN || 4 * found >= files || is_last && 10 * found >= files;
        // What stands at the top of several articles without being a sentence may be the title of a series.
        let is_title = matches!(position, Position::Head(_)) && self.titles > 0 && !is_sentence;
        // A teaser that stands anywhere may be the headline of an article that is still to come.
        let is_placed = position != Position::Any || most && (is_sentence || files >= MANY);
        let is_articles = (is_sentence || is_quotation(&self.text)) && !is_outer;
        let is_label = words > NAME || is_last && most && files >= MANY && !is_name(&self.text);
        let is_sure = often && is_placed && is_label && !is_articles && (!is_title || most);
        Some((if is_sure { Level::Standard } else { Level::Aggressive }, position, found))
    }
}

/// Whether a line could be somebody's name, or a heading: one word, or capitals only.
fn is_name(line: &str) -> bool {
    let mut words = line.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic));
    let is_capital = |word: &str| !word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
    words.clone().count() < 2 || words.all(is_capital)
}

/// How many words a line has; two characters of a script that writes none between them count as one.
fn words(line: &str) -> usize {
    let dense =
        line.chars().filter(|&c| matches!(c, '\u{E00}'..='\u{EFF}' | '\u{3040}'..='\u{9FFF}')).count();
    let parted = line.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
    parted.max(dense / 2)
}

/// What begins a byline or a credit, in small letters. `by` and its like count only before a capital.
const CREDITS: [&str; 12] = [
    "photo",
    "foto",
    "image",
    "picture",
    "reporting by",
    "editing by",
    "edited by",
    "additional reporting",
    "source:",
    "fonte:",
    "quelle:",
    "sumber:",
];
const BY: [&str; 9] = ["by ", "von ", "par ", "por ", "di ", "oleh ", "door ", "av ", "przez "];

/// What editors write again and again: dates and numbers, headings, bylines, credits, what introduces something, rows.
fn is_no_furniture(line: &str, words: usize) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let digits = line.chars().filter(char::is_ascii_digit).count();
    let is_number = letters < 3 || digits > 0 && words <= NAME || 2 * digits >= letters;
    let is_heading = line.starts_with('#') || line.starts_with("**") && line.ends_with("**");
    let is_row = line.starts_with('|') || line.contains(['\t', '{', '}']) || line.contains("  ");
    let is_tag = line.starts_with('<') && line.ends_with('>');
    // Whom a wire thanks has a name.
    let is_aside =
        line.starts_with('(') && line.ends_with(')') && line.chars().filter(|c| c.is_uppercase()).count() > 1;
    let introduces = line.ends_with([':', '：']);
    let folded = line.to_lowercase();
    let is_credit = CREDITS.iter().any(|credit| folded.starts_with(credit));
    let is_by = BY.iter().any(|by| {
        folded.strip_prefix(by).is_some()
            && line.chars().skip(by.len()).find(|c| !c.is_whitespace()).is_some_and(char::is_uppercase)
    });
    let is_long = line.chars().count() > LONGEST || core(line).is_empty();
    is_number
        || is_heading
        || is_row
        || is_tag
        || is_aside
        || introduces
        || is_credit
        || is_by && words <= 12
        || is_long
}

/// Where a line has to stand to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    Any,
    Head(usize),
    Tail(usize),
}

/// What was learned.
#[derive(Debug)]
pub struct Learned {
    pub(super) lines: Vec<LearnedLine>,
    pub(super) groups: usize,
    pub(super) files: usize,
}

impl Learned {
    /// How many lines were found to be furniture.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

/// A line that is furniture.
#[derive(Debug)]
pub(super) struct LearnedLine {
    pub(super) text: String,
    pub(super) varies: bool,
    pub(super) level: Level,
    pub(super) position: Position,
    pub(super) sources: Vec<Source>,
}

impl LearnedLine {
    fn found(&self) -> usize {
        self.sources.iter().map(|source| source.found).sum()
    }
}

/// A group that repeats the line.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) group: String,
    pub(super) found: usize,
    pub(super) files: usize,
    pub(super) unit: &'static str,
    /// The first few, as `file:line`.
    pub(super) places: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_in_every_script() {
        assert_eq!(words("Share this – 12 times"), 3);
        assert_eq!(words("この記事をシェアする"), 5);
        assert_eq!(words("* * *"), 0);
    }

    #[test]
    fn a_byline_needs_a_name() {
        assert!(is_no_furniture("By Staff Writer", 3));
        assert!(!is_no_furniture("By using this site you agree to our terms.", 9));
        assert!(!is_no_furniture("Sign up for our letter and miss nothing.", 8));
    }
}
