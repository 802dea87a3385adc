//! Whether a line speaks of the tags in square brackets that stand in its sentences.
//!
//! ```text
//! The [ad_1] marker comes from a plugin.      Use [gallery ids="1,2"] to show pictures.      Write [b]bold[/b].
//! ```
//!
//! A tag that a machine left stands alone on its line, or between two sentences. One inside a sentence of a line that
//! has a word for it was put there by the author.

use std::ops::Range;

use super::markup::mention::VERBS;
use super::whitespace::is_blank;
use crate::lines::lines;

/// What kind of tags a line may speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marks {
    /// Of `WordPress` and its plugins.
    Shortcodes,
    /// Of forums, where plugins and markers are subjects like others.
    Forum,
}

/// What authors call a shortcode.
const SHORTCODES: &[&str] = &[
    "shortcode",
    "shortcodes",
    "plugin",
    "plugins",
    "placeholder",
    "placeholders",
    "marker",
    "markers",
    "wordpress",
    "tag",
    "tags",
    "bbcode",
    "platzhalter",
];
/// What authors call the tags of forums.
const FORUM: &[&str] = &["bbcode", "tag", "tags", "markup"];
/// What stands between two tags when they are shown.
const SAMPLES: &[&str] = &["text", "your text", "bold", "italic", "underline", "...", "…"];

/// The lines of a text, each looked at when it is first asked for.
pub(super) struct Lines<'t> {
    text: &'t str,
    marks: Marks,
    seen: Vec<(Range<usize>, Option<bool>)>,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str, marks: Marks) -> Lines<'t> {
        Lines { text, marks, seen: Vec::new() }
    }

    /// Whether the line of `span` speaks of what stands there.
    pub(super) fn speak_of(&mut self, span: &Range<usize>) -> bool {
        is_in_sentence(self.text, span) && self.is_about(span.start)
    }

    fn is_about(&mut self, at: usize) -> bool {
        if self.seen.is_empty() {
            self.seen = lines(self.text).map(|line| (line, None)).collect();
        }
        let index = self.seen.partition_point(|(line, _)| line.end <= at);
        let Some((line, is_known)) = self.seen.get_mut(index) else { return false };
        *is_known.get_or_insert_with(|| is_about(&self.text[line.clone()], self.marks))
    }
}

/// Whether a sentence goes on before `span` or after it.
fn is_in_sentence(text: &str, span: &Range<usize>) -> bool {
    let before = text[..span.start].trim_end_matches(is_blank).chars().next_back();
    let after = text[span.end..].trim_start_matches(is_blank).chars().next();
    before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | ':' | ';' | '('))
        || after.is_some_and(|c| c.is_lowercase() || matches!(c, ',' | ';' | ')'))
}

/// Whether `line` has a word for the tags in it, tells somebody to write one, or shows one. What stands in brackets says
/// nothing: it may go.
fn is_about(line: &str, marks: Marks) -> bool {
    let words = match marks {
        Marks::Shortcodes => SHORTCODES,
        Marks::Forum => FORUM,
    };
    let mut depth = 0_usize;
    let mut word = String::new();
    // The end of the last bracket and what it holds.
    let mut last: Option<(&str, usize)> = None;
    let mut open = 0;
    let mut verb_ends = None;
    for (at, c) in line.char_indices().chain([(line.len(), '\n')]) {
        if depth == 0 && c.is_alphabetic() {
            word.extend(c.to_lowercase());
            continue;
        }
        if !word.is_empty() {
            if words.contains(&word.as_str()) {
                return true;
            }
            // In forums only what begins a sentence tells somebody to do it.
            let is_verb = VERBS.contains(&word.as_str());
            let start = at - word.len().min(at);
            let begins = || line.get(start..).is_some_and(|rest| rest.starts_with(char::is_uppercase));
            verb_ends = (is_verb && (marks == Marks::Shortcodes || begins())).then_some(at);
            word.clear();
        }
        match c {
            '[' => {
                let is_next = |end: usize| line[end..at].chars().all(|c| is_blank(c) || c == ':');
                if depth == 0 && verb_ends.is_some_and(|end| end < at && is_next(end)) {
                    return true;
                }
                let closes = line[at + 1..].starts_with('/');
                if let Some((name, end)) = last
                    && closes
                    && depth == 0
                    && line[at + 2..].starts_with(name)
                    && SAMPLES.contains(&&line[end..at])
                {
                    return true;
                }
                depth += 1;
                open = at + 1;
            }
            ']' if depth > 0 => {
                depth -= 1;
                last = Some((&line[open..at], at + 1));
                verb_ends = None;
            }
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken_of(text: &str, marks: Marks) -> bool {
        let start = text.find('[').unwrap();
        let end = start + text[start..].find(']').unwrap() + 1;
        Lines::new(text, marks).speak_of(&(start..end))
    }

    #[test]
    fn a_sentence_with_a_word_for_it_speaks_of_a_tag() {
        for text in [
            "The [ad_1] marker comes from a plugin.",
            "Use [gallery ids=\"1\"] for pictures.",
            "He typed: [gallery ids=\"1\"] and left.",
            "A caption is [caption]text[/caption] here.",
            "[toc] is what the plugin wants.",
        ] {
            assert!(spoken_of(text, Marks::Shortcodes), "{text}");
        }
        for text in ["Write [b]so[/b] there.", "In forums [b]bold[/b] is bold.", "The tag [b]so[/b] is bold."]
        {
            assert!(spoken_of(text, Marks::Forum), "{text}");
        }
    }

    #[test]
    fn what_stands_between_sentences_is_not_spoken_of() {
        for text in [
            "[ad_1] The plugin is new.",
            "The plugin is new. [ad_1]",
            "WordPress is old. [ad_1] The plugin is new.",
            "plugin\n[ad_1]\nplugin",
            "It was [ad_1] late.",
            "It was [plugin id=\"1\"] late.",
        ] {
            assert!(!spoken_of(text, Marks::Shortcodes), "{text}");
        }
        for text in ["I use [b]this[/b] daily.", "The plugin [b]so[/b] is new."] {
            assert!(!spoken_of(text, Marks::Forum), "{text}");
        }
    }
}
