//! Labels of links in another language than the article's.
//!
//! ```text
//! The mill is sold. Lees ook: The bridge is closed.      →      The mill is sold. The bridge is closed.
//! ```
//!
//! A site that is translated by a program keeps the labels of its template: `Lees ook:`, `Читайте также:`. In an article of its own
//! language such a label is known by the rules of packs; here it is known by standing where it cannot belong. The labels and their
//! languages are in `data/labels.txt`. One counts at the beginning of a line or a sentence, before a colon or the end of the line,
//! and only if the article says its language by its words ([`language_of`]) and that is no neighbour of the label's.
//!
//! A label alone goes with its line, and so does a line of a label and a title, which is a link. From everything else, only
//! the label goes. Lists, verse, references and contacts have such lines by right: the line before has to end like a sentence,
//! the one after to be a paragraph, and what follows the label to be in the article's language and without numbers.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memchr_iter;

use crate::config::Lang;
use crate::edit::{Edits, Note};
use crate::filters::foreign::language_of;
use crate::filters::removal::{self, Found};
use crate::filters::whitespace::is_blank;
use crate::filters::{Filter, View};
use crate::lines::{ends_line, lines_of};
use crate::protect::Reach;
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static LABEL: Rule = Rule {
    id: "artefact/foreign-label",
    summary: "label of a link, in another language than the article",
    why: "A translated site keeps the labels of its template: Lees ook: in an English article announces a link. A label with a title \
          goes with its line; before a sentence only the label goes. It has to stand at the beginning of a line or a sentence.",
    level: Level::Standard,
    examples: &[
        Example {
            dirty: "The mill was sold to the owner of the bridge.\nSkaitykite taip pat: An owl is seen in the valley\n\nIt is old.\n",
            clean: "The mill was sold to the owner of the bridge.\n\nIt is old.\n",
        },
        Example {
            dirty: "The mill was sold to the owner of the bridge. Ayrıca okuyun: Nobody knows who has the lamp.\n",
            clean: "The mill was sold to the owner of the bridge. Nobody knows who has the lamp.\n",
        },
        Example {
            dirty: "Die Mühle ist verkauft und das ist auch gut so.\n\nLoe edasi\n\nMehr weiß niemand.\n",
            clean: "Die Mühle ist verkauft und das ist auch gut so.\n\nMehr weiß niemand.\n",
        },
    ],
    keeps: &[
        "In the Netherlands, the words Lees ook: are on every page of the site.\n",
        "“Loe edasi:” is the label of the link, and it is Estonian.\n",
        "De molen is verkocht en het duurt nog een maand. Lees ook: Een uil is gezien.\n",
        "Loe edasi: means that the story goes on, as they say in the town.\n",
        "Loe edasi\n",
        "The mill was sold to the owner of the bridge.\n\nMehr dazu: Raum 7, 555-0199\n",
        "The book was written by an author of the town and is called\nWeiterlesen\n",
        "The poem of the owl is old.\n\nLeia mais\nLeia ainda\nA noite\n",
        "Die Mühle ist verkauft und das ist auch gut so.\nRead more: It makes you happy and wise\n",
        "The mill was sold to the owner of the bridge.\n3. Siehe auch: Muster 1999, S. 4.\n",
    ],
};

/// Removes labels of another language.
pub(super) struct SourceLabels {
    /// The language that the user names.
    pub(super) lang: Lang,
}

/// The labels, in small letters, with the codes of the languages that have them.
static LABELS: LazyLock<HashMap<String, Vec<&'static str>>> = LazyLock::new(|| {
    let mut labels: HashMap<String, Vec<&'static str>> = HashMap::new();
    for line in include_str!("../../../data/labels.txt").lines().filter(|line| !line.starts_with('#')) {
        let (lang, phrases) = line.split_once('|').unwrap_or_default();
        for phrase in phrases.split('|') {
            labels.entry(phrase.to_lowercase()).or_default().push(lang);
        }
    }
    labels
});

/// Languages whose common words are much the same: a text in one may be taken for one in another.
const NEIGHBOURS: [&str; 7] = [
    "bg mk ru sr uk be",
    "bs cs hr pl sh sk sl sr mk",
    "da nb no sv is",
    "ca es fr gl it pt ro",
    "et fi",
    "id ms",
    "az kk tr uz",
];

/// The shortest and the longest label, in bytes.
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=64;
/// The longest line of a label and a title, in bytes.
const LONGEST_TITLE: usize = 400;

impl Filter for SourceLabels {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&LABEL]
    }

    fn needs(&self) -> Traits {
        Traits::TEXT
    }

    fn reach(&self) -> Reach {
        Reach::Whole
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let mut found: Vec<Found> = Vec::new();
        let mut language = None;
        for line in lines_of(view.text, view.traits) {
            for Label { span, langs, is_inside } in labels_in(view.text, line.clone()) {
                let language = *language.get_or_insert_with(|| match &self.lang {
                    Lang::Code(code) => Some(code.as_str()),
                    Lang::Auto => language_of(view.text),
                });
                let Some(language) = language else { return };
                let stays = langs.iter().any(|lang| are_neighbours(lang, language))
                    || !is_link(view.text, &line, &span, is_inside, language)
                    || !view.allows_within(&LABEL, &span, self.reach());
                if stays {
                    break;
                }
                let detail = format!("`{}` in a text in `{language}`", langs.join("`, `"));
                let note = Note { detail, place: None, certainty: LABEL.level.promise() };
                found.push(Found { span, rule: &LABEL, note: Some(Box::new(note)) });
            }
        }
        removal::remove(view, &found, edits);
    }
}

/// Whether two codes are of one language, or of two that are much the same.
fn are_neighbours(one: &str, other: &str) -> bool {
    let holds = |group: &&str, code: &str| group.split(' ').any(|own| own == code);
    one == other || NEIGHBOURS.iter().any(|group| holds(group, one) && holds(group, other))
}

/// Whether what follows a label, and the lines around it, are those of a link in an article of `language`.
fn is_link(text: &str, line: &Range<usize>, label: &Range<usize>, is_inside: bool, language: &str) -> bool {
    let rest = text[label.start..line.end].split_once(':').map_or("", |(_, rest)| rest);
    let is_reference = rest.len() <= LONGEST_REFERENCE && rest.contains(|c: char| c.is_ascii_digit());
    let is_at_home = language_of(rest).is_none_or(|own| own == language);
    let before = text[..line.start]
        .strip_suffix('\n')
        .map_or("", |before| before.rsplit('\n').next().unwrap_or(before));
    let before = before.trim_end().trim_end_matches(['"', '”', '’', '»', ')', ']']);
    let after = text[line.end..].lines().next().unwrap_or("").trim();
    let stands_apart = (before.is_empty() || before.ends_with(['.', '!', '?', '…', '。']))
        && (after.is_empty() || after.len() >= SHORTEST_PARAGRAPH);
    is_at_home && (is_inside || stands_apart && !is_reference)
}

/// The longest reference or contact, and the shortest paragraph after a label, in bytes.
const LONGEST_REFERENCE: usize = 120;
const SHORTEST_PARAGRAPH: usize = 50;

/// A label, with the title after it where that goes as well.
struct Label {
    span: Range<usize>,
    langs: &'static [&'static str],
    /// Whether text that stays is before it on its line; the number of a note is none.
    is_inside: bool,
}

/// What goes of a line with labels. One that begins where another goes begins a sentence as well.
fn labels_in(text: &str, line: Range<usize>) -> Vec<Label> {
    let content = text[line.clone()].trim_end_matches(|c| is_blank(c) || ends_line(c));
    let indent = content.len() - content.trim_start_matches(is_blank).len();
    let mut labels: Vec<Label> = Vec::new();
    // Where the last label ended, and whether nothing but labels stands before.
    let (mut from, mut is_first) = (indent, true);
    let mut add = |span: Range<usize>, langs, is_inside| {
        labels.push(Label { span: line.start + span.start..line.start + span.end, langs, is_inside });
    };
    if let Some(langs) = languages_of(&content[indent..]) {
        add(indent..content.len(), langs, false);
        return labels;
    }
    for colon in memchr_iter(b':', content.as_bytes()) {
        let before = content[..colon].trim_end_matches(is_blank);
        let start = sentence_start(before).max(from);
        let Some(langs) = before.get(start..).and_then(languages_of) else { continue };
        let rest = content[colon + 1..].trim_start_matches(is_blank);
        is_first &= start == from;
        let is_inside = !is_first && content[..start].contains(char::is_alphabetic);
        if rest.is_empty() || is_first && is_title(rest) {
            add(start..content.len(), langs, is_inside);
            break;
        }
        // `Lees ook: is Dutch` goes on as a sentence does.
        if rest.starts_with(char::is_lowercase) {
            break;
        }
        from = content.len() - rest.len();
        add(start..from, langs, is_inside);
    }
    labels
}

/// Where the last sentence of `text` begins, as far as a label may be long.
fn sentence_start(text: &str) -> usize {
    let ends = |at: usize| {
        let before = text[..at].trim_end_matches(['"', '”', '’', '»', ')']);
        text[at..].starts_with(' ') && before.ends_with(['.', '!', '?', '…', '。'])
    };
    let nearest = text.len().saturating_sub(*LENGTHS.end() + 1);
    // Only as far as a label reaches back: a line of nothing but colons stays linear.
    memchr::memrchr_iter(b' ', &text.as_bytes()[nearest..])
        .map(|space| nearest + space)
        .find(|at| ends(*at))
        .map_or(0, |space| space + 1)
}

fn languages_of(label: &str) -> Option<&'static [&'static str]> {
    let label = label.strip_suffix([':', '…', '»', '→']).unwrap_or(label).trim_end_matches(is_blank);
    LENGTHS.contains(&label.len()).then(|| LABELS.get(&label.to_lowercase()).map(Vec::as_slice)).flatten()
}

/// Whether what follows a label reads like a title: it begins like one, and does not end like a sentence.
fn is_title(text: &str) -> bool {
    text.len() <= LONGEST_TITLE
        && !text.starts_with(char::is_lowercase)
        && !text.ends_with(['.', ',', ';', '。'])
        && !text.contains(". ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(line: &str) -> Vec<&str> {
        labels_in(line, 0..line.len()).into_iter().map(|label| &line[label.span]).collect()
    }

    #[test]
    fn there_are_enough_languages_and_all_labels_can_be_found() {
        let languages: std::collections::HashSet<_> = LABELS.values().flatten().collect();
        assert!(LABELS.len() >= 180 && languages.len() >= 30);
        assert!(LABELS.keys().all(|label| LENGTHS.contains(&label.len()) && !label.contains(':')));
    }

    #[test]
    fn a_label_stands_at_the_beginning_of_a_line_or_a_sentence() {
        assert_eq!(cut("Lees ook: The owl is back"), ["Lees ook: The owl is back"]);
        assert_eq!(cut("  À lire aussi : The owl is back.\n"), ["À lire aussi : "]);
        assert_eq!(cut("It rained. LEES OOK: The owl is back"), ["LEES OOK: "]);
        assert_eq!(cut("“It rained.” Lees ook:"), ["Lees ook:"]);
        assert!(cut("They say Lees ook: The owl").is_empty());
        assert!(cut("“Lees ook:” is Dutch").is_empty());
        assert!(cut("Lees ook: is Dutch").is_empty());
    }

    #[test]
    fn a_line_may_have_several() {
        assert_eq!(
            cut("It rained. Lees ook: An owl came. Loe edasi: Siehe auch: It left."),
            ["Lees ook: ", "Loe edasi: ", "Siehe auch: "]
        );
        assert_eq!(cut("Lees ook: Loe edasi: The owl is back"), ["Lees ook: Loe edasi: The owl is back"]);
    }

    #[test]
    fn neighbours_are_not_told_apart() {
        assert!(are_neighbours("hr", "pl") && are_neighbours("nl", "nl"));
        assert!(!are_neighbours("nl", "en"));
    }
}
