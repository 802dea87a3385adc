//! Learning what a site repeats: lines that stand in many of its articles belong to none of them.
//!
//! ```text
//! a/1.txt: … ␊ Subscribe to our letter and miss nothing.␊      [[rule]]
//! a/2.txt: … ␊ Subscribe to our letter and miss nothing.␊  →   id = "repeat/subscribe-to-our-letter-and-miss"
//! a/3.txt: … ␊ Subscribe to our letter and miss nothing.␊      why = "In 3 of 3 files of a: …"
//! ```
//!
//! It is done in two passes over the texts of a group (a site), which the caller reads and cleans, so that a line is
//! seen as the rule will meet it:
//!
//! 1. [`Counter`] counts lines by their hashes, digits folded, each once a text. A line that was seen once costs one
//!    bit of a fixed field of 32 MiB; one that was seen again about 33 bytes.
//! 2. [`Candidates`] looks at the lines that were counted often enough once more: where they stand, what follows them,
//!    how they are spelled. [`Evidence`] gathers that, in the order of the texts, and judges it (`evidence`); what
//!    passes is written as a rule pack (`write`).
//!
//! What it does not take for furniture, however often it stands there: lines of articles that the site has in several
//! versions, dates and bare numbers, headings, bylines and credits, refrains, what introduces something, rows of tables,
//! tags and code.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher, Hasher as _};

use crate::config::Config;
use crate::filters::NAMES;
use crate::filters::repeat::prose::{ends_sentence, is_wordy};
use crate::guard::Percent;
use crate::lines::lines;
use crate::protect::{Protected, Reach};

mod evidence;
mod write;

pub use evidence::{Evidence, Learned, Place};

/// How many files have to hold a line, and how many of a hundred, whichever is more. On 191 labelled documents with
/// their sites, lines of three files or more were furniture in 99 of 100 characters.
pub const FEWEST: usize = 3;
const FEWEST_PERCENT: usize = 2;

/// The shortest line that is taken for a paragraph.
const PARAGRAPH: usize = 60;

type HashMapOfHashes<V> = HashMap<u64, V, BuildHasherDefault<DefaultHasher>>;

/// The configuration under which texts are cleaned before they are looked at: up to the filter that the learned rules
/// belong to, so that nothing is learned that other rules take anyhow, and every line is seen as its rule will meet it.
pub fn preparation(config: &Config) -> Config {
    let last = NAMES.iter().position(|name| *name == "repeat").unwrap_or_default();
    let is_early = |name: &&str| NAMES[last + 1..].iter().all(|later| name.split('/').next() != Some(later));
    let users = config.rules.iter().map(|rule| rule.rule.filter());
    let selected: Vec<&str> = match config.select.as_slice() {
        [] => NAMES.into_iter().chain(users).collect(),
        select => select.iter().map(String::as_str).chain(["encoding"]).collect(),
    };
    let select = selected.into_iter().filter(is_early).map(str::to_owned).collect();
    Config { select, max_removed: Percent::ALL, ..config.clone() }
}

/// How many of `texts` have to hold a line.
fn enough(texts: usize) -> usize {
    FEWEST.max((texts * FEWEST_PERCENT).div_ceil(100))
}

/// The lines of one text, each once: what the first pass makes of it.
#[derive(Debug)]
pub struct Digest(Vec<u64>);

impl Digest {
    /// Takes `text`, which belongs to the group of this number.
    pub fn new(group: usize, text: &str) -> Digest {
        let contents = lines(text).map(|line| text[line].trim()).filter(|line| !line.is_empty());
        let mut hashes: Vec<u64> = contents.map(|line| hash(group, line)).collect();
        hashes.sort_unstable();
        hashes.dedup();
        Digest(hashes)
    }
}

/// The hash of a line, digits folded: the same on every machine.
fn hash(group: usize, line: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write_u64(group as u64);
    for (index, piece) in pieces(line).enumerate() {
        if index > 0 {
            hasher.write_u8(b'0');
        }
        hasher.write(piece.as_bytes());
    }
    hasher.finish()
}

/// What stands between the numbers of a line.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = text.bytes().position(|byte| byte.is_ascii_digit()).unwrap_or(text.len());
        let (piece, after) = text.split_at(end);
        rest = (!after.is_empty()).then(|| after.trim_start_matches(|c: char| c.is_ascii_digit()));
        Some(piece)
    })
}

/// The first pass.
#[derive(Debug)]
pub struct Counter {
    /// A bit for each line that was seen. Two lines may share one; the second pass counts anew.
    seen: Vec<u64>,
    counts: HashMapOfHashes<Count>,
    /// The number of texts in each group.
    texts: Vec<usize>,
}

#[derive(Clone, Copy, Debug)]
struct Count {
    group: u32,
    texts: u32,
}

/// 2^28 bits.
const SEEN_BITS: u32 = 28;

impl Counter {
    /// Counts in so many groups.
    pub fn new(groups: usize) -> Counter {
        Counter { seen: vec![0; 1 << (SEEN_BITS - 6)], counts: HashMap::default(), texts: vec![0; groups] }
    }

    /// Counts one text of a group; the order of texts makes no difference.
    pub fn add(&mut self, group: usize, digest: &Digest) {
        self.texts[group] += 1;
        for &hash in &digest.0 {
            let bit = hash >> (64 - SEEN_BITS);
            let word = &mut self.seen[usize::try_from(bit >> 6).unwrap_or_default()];
            if *word >> (bit & 63) & 1 == 0 {
                *word |= 1 << (bit & 63);
            } else {
                let group = u32::try_from(group).unwrap_or(u32::MAX);
                self.counts.entry(hash).or_insert(Count { group, texts: 1 }).texts += 1;
            }
        }
    }

    /// The lines that were seen often enough.
    pub fn candidates(self) -> Candidates {
        let Counter { mut counts, texts, .. } = self;
        counts.retain(|_, count| count.texts as usize >= enough(texts[count.group as usize]));
        counts.shrink_to_fit();
        Candidates { counts, texts }
    }
}

/// The lines to look at in the second pass.
#[derive(Debug)]
pub struct Candidates {
    counts: HashMapOfHashes<Count>,
    texts: Vec<usize>,
}

/// What the second pass sees in one text.
#[derive(Debug, Default)]
pub struct Sightings {
    list: Vec<Sighting>,
    /// Whether most of the text stands in other texts too: a second version of an article is no second witness.
    is_copy: bool,
}

/// A candidate in a text.
#[derive(Debug)]
struct Sighting {
    hash: u64,
    line: String,
    /// From 1, blank lines counted.
    number: usize,
    /// How many lines that are not blank stand before and after it.
    before: usize,
    after: usize,
    /// How often it stands in the text.
    times: usize,
    /// Whether a paragraph follows it, as it does a heading.
    introduces: bool,
    /// The nearest sentences before and after it.
    above: Beside,
    below: Beside,
    /// Whether no rule may touch it: code.
    is_protected: bool,
}

/// The nearest line on one side that is a sentence. Labels, names, dates and tags in between do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Beside {
    /// None: here the text begins or ends.
    Edge,
    /// One that stands in no other text, or in few.
    Own,
    /// A candidate.
    Candidate(u64),
}

impl Candidates {
    /// Whether there is nothing to look at.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Looks at one text of a group.
    pub fn look(&self, group: usize, text: &str) -> Sightings {
        let page: Vec<(usize, std::ops::Range<usize>)> =
            lines(text).enumerate().filter(|(_, line)| !text[line.clone()].trim().is_empty()).collect();
        let mut sightings = Sightings::default();
        let mut places: HashMapOfHashes<usize> = HashMap::default();
        let (mut own, mut shared) = (0, 0);
        let mut protected = None;
        let mut above = Beside::Edge;
        // Sightings that still wait for a sentence after them.
        let mut open = 0;
        for (index, (number, span)) in page.iter().enumerate() {
            let line = text[span.clone()].trim();
            let hash = hash(group, line);
            let count = self.counts.get(&hash);
            let above = if is_sentence(line) {
                let beside = count.map_or(Beside::Own, |_| Beside::Candidate(hash));
                sightings.list[open..].iter_mut().for_each(|sighting| sighting.below = beside);
                open = sightings.list.len();
                std::mem::replace(&mut above, beside)
            } else {
                above
            };
            if is_paragraph(line) {
                match count {
                    None => own += line.len(),
                    // What half of a site's articles hold is no copy of an article.
                    Some(count) if self.is_everywhere(*count) => {}
                    Some(_) => shared += line.len(),
                }
            }
            if count.is_none() {
                continue;
            }
            if let Some(&place) = places.get(&hash) {
                let sighting: &mut Sighting = &mut sightings.list[place];
                sighting.times += 1;
                continue;
            }
            places.insert(hash, sightings.list.len());
            let next = page.get(index + 1).map(|(_, next)| text[next.clone()].trim());
            let protected = protected.get_or_insert_with(|| Protected::find(text, &[]));
            sightings.list.push(Sighting {
                hash,
                line: line.to_owned(),
                number: number + 1,
                before: index,
                after: page.len() - index - 1,
                times: 1,
                introduces: next.is_some_and(|next| self.is_article(group, next)),
                above,
                below: Beside::Edge,
                is_protected: protected.covers(span, Reach::Whole),
            });
        }
        sightings.is_copy = shared > own;
        sightings
    }

    /// Whether a line is a paragraph that no other article has.
    fn is_article(&self, group: usize, line: &str) -> bool {
        is_paragraph(line) && !self.counts.contains_key(&hash(group, line))
    }

    fn is_everywhere(&self, count: Count) -> bool {
        let texts = self.texts[count.group as usize];
        texts >= 10 && 2 * count.texts as usize >= texts
    }
}

fn is_sentence(line: &str) -> bool {
    ends_sentence(line) && is_wordy(line)
}

fn is_paragraph(line: &str) -> bool {
    line.chars().count() >= PARAGRAPH && is_sentence(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Pack;
    use crate::rule::Level;

    /// What is learned from texts of one group, which are called 1, 2, 3, ….
    pub(super) fn learn(texts: &[String]) -> Learned {
        let mut counter = Counter::new(1);
        for text in texts {
            counter.add(0, &Digest::new(0, text));
        }
        let candidates = counter.candidates();
        let mut evidence = Evidence::new(&candidates, vec!["news".to_owned()]);
        for (index, text) in texts.iter().enumerate() {
            let name = (index + 1).to_string();
            evidence.add(0, Place { name: &name, record: None }, candidates.look(0, text));
        }
        evidence.judge()
    }

    /// An article of its own, with something before and after it.
    pub(super) fn article(number: usize, before: &str, after: &str) -> String {
        let word =
            ["bridge", "school", "harbour", "market", "tower", "station", "garden", "theatre"][number % 8];
        let place = "abcdefghijklmnopqrstuvwxyz".chars().nth(number % 26).unwrap();
        let body: Vec<String> = (0..6)
            .map(|part| {
                let part = ["first", "second", "third", "fourth", "fifth", "sixth"][part];
                format!("The {part} thing that they said of the {word} in {place}-town was that it costs more every year.\n")
            })
            .collect();
        format!("{before}{}{after}", body.concat())
    }

    fn rules(texts: &[String]) -> Vec<(String, Level)> {
        let pack = Pack::parse(&learn(texts).pack()).unwrap();
        pack.rules.iter().map(|rule| (rule.rule.examples[0].dirty.to_owned(), rule.rule.level)).collect()
    }

    #[test]
    fn what_stands_at_the_end_of_five_articles_is_furniture() {
        let texts: Vec<String> =
            (0..5).map(|number| article(number, "", "Write to us if you know more about this.\n")).collect();
        assert_eq!(rules(&texts), [("Write to us if you know more about this.".to_owned(), Level::Standard)]);
        assert_eq!(rules(&texts[..2]), [], "two are chance");
    }

    #[test]
    fn digits_are_folded() {
        let texts: Vec<String> = (0..5)
            .map(|number| article(number, "", &format!("Join the {number}00 people who read our letter.\n")))
            .collect();
        let pack = Pack::parse(&learn(&texts).pack()).unwrap();
        let [rule] = pack.rules.as_slice() else { panic!("{pack:?}") };
        assert!(rule.shape.is_line("Join the 77 people who read our letter."));
        assert!(!rule.shape.is_line("Join the people who read our letter."));
    }

    #[test]
    fn an_article_that_is_there_four_times_teaches_nothing() {
        let mut texts: Vec<String> = (0..12).map(|number| article(number, "", "")).collect();
        for version in 0..3 {
            texts.push(format!(
                "{}This version is number {version} of them, and that was all.\n",
                article(3, "", "")
            ));
        }
        assert_eq!(rules(&texts), []);
    }

    #[test]
    fn what_is_no_furniture_is_not_learned() {
        for line in [
            "12 March 2024, 10:30",
            "1,200",
            "* * *",
            "## The facts we know about it",
            "**The facts we know about it**",
            "By Ann Lowe, our reporter in town",
            "(Reporting by Ann Lowe; editing by A. Berg)",
            "You can watch the whole video below:",
            "| one | two | three | four | five |",
            "<div class=\"share\">Share this with your friends</div>",
            "Write `code` into the field of your own form.",
        ] {
            let texts: Vec<String> = (0..8).map(|number| article(number, "", &format!("{line}\n"))).collect();
            assert_eq!(rules(&texts), [], "{line}");
        }
        let heading: Vec<String> =
            (0..8).map(|number| article(number, "One.\nWhat we know so far\n", "")).collect();
        assert!(rules(&heading).iter().all(|(line, _)| line != "What we know so far"));
        let refrain: Vec<String> = (0..8)
            .map(|number| article(number, "", &"And the wind blew all the night.\nLow.\n".repeat(2)))
            .collect();
        assert_eq!(rules(&refrain), []);
    }

    /// An article with `lines` after every other paragraph of its own, and `end` under it.
    fn stocked(number: usize, lines: &[&str], end: &str) -> String {
        let mut body = String::new();
        for (index, paragraph) in article(number, "", end).lines().enumerate() {
            body += paragraph;
            body.push('\n');
            if let Some(line) = lines.get(index / 2).filter(|_| index % 2 == 0) {
                body += line;
                body.push('\n');
            }
        }
        body
    }

    fn is_standard(texts: &[String], line: &str) -> bool {
        rules(texts).contains(&(line.to_owned(), Level::Standard))
    }

    #[test]
    fn stock_sentences_between_paragraphs_are_the_articles() {
        let stock = [
            "The company did not immediately respond to a request for comment.",
            "He pleaded not guilty and was released on bail of 500 dollars.",
        ];
        for held in [7, 20] {
            let texts: Vec<String> = (0..20)
                .map(|number| {
                    stocked(number, if number < held { &stock } else { &[] }, "The trial continues.\n")
                })
                .collect();
            let standard: Vec<_> =
                rules(&texts).into_iter().filter(|(_, level)| *level <= Level::Standard).collect();
            assert_eq!(standard, [], "{held} of 20");
        }
    }

    #[test]
    fn who_speaks_is_part_of_the_article_even_at_its_end() {
        for line in [
            "\"We do not comment on ongoing investigations,\" a police spokeswoman said.",
            "A police spokeswoman said: “We do not comment on ongoing investigations.”",
            "„Wir äußern uns nicht zu laufenden Verfahren“, sagte eine Sprecherin der Polizei.",
            "« Nous ne faisons aucun commentaire sur les enquêtes en cours. »",
            "「捜査中の事件についてはコメントを差し控えます」と警察の広報担当者は述べた。",
        ] {
            let texts: Vec<String> =
                (0..20).map(|number| article(number, "", &format!("{line}\n"))).collect();
            assert!(!is_standard(&texts, line), "{line}");
        }
    }

    #[test]
    fn what_formulaic_articles_end_with_is_theirs() {
        let stock = ["Preheat the oven to 180 °C and line a baking tray with paper."];
        let cool = "Let it cool on a rack for ten minutes before you cut it.";
        let write = "Write to us at kitchen@lune.example if you know a better cake.";
        let texts: Vec<String> =
            (0..20).map(|number| stocked(number, &stock, &format!("{cool}\n{write}\n"))).collect();
        assert!(!is_standard(&texts, stock[0]) && !is_standard(&texts, cool));
        assert!(is_standard(&texts, write), "an address is no step of a recipe");
    }

    #[test]
    fn furniture_beside_furniture_is_learned_in_any_number() {
        let end = "Join the people who read our letter on Fridays.\nTags: bridges and other buildings\n\
                   The Lune Courier belongs to its readers and to nobody else.\n";
        let texts: Vec<String> = (0..20).map(|number| article(number, "", end)).collect();
        for line in end.lines() {
            assert!(is_standard(&texts, line), "{line}");
        }
    }

    #[test]
    fn two_words_take_more_trust() {
        let texts: Vec<String> = (0..8).map(|number| article(number, "", "Stay Updated\n")).collect();
        assert_eq!(rules(&texts), [("Stay Updated".to_owned(), Level::Aggressive)]);
    }

    #[test]
    fn a_teaser_spares_the_article_that_it_is_for() {
        let mut texts: Vec<String> = (0..12)
            .map(|number| article(number, "", "A lamp is stolen from the old lighthouse again\n"))
            .collect();
        texts.push(article(20, "A lamp is stolen from the old lighthouse again\n", ""));
        let learned = learn(&texts).pack();
        assert!(learned.contains("position = \"tail "), "{learned}");
        assert!(learned.contains("In 12 of 13 files of news"), "{learned}");
    }
}
