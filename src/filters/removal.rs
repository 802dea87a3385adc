//! Taking something out of a text so that no seam shows: no empty line, no doubled blank line, no orphan
//! space, and no two words glued together.

use std::borrow::Cow;
use std::ops::Range;

use crate::document::Extent;
use crate::edit::{Edit, Edits, Note};
use crate::filters::View;
use crate::filters::whitespace::is_blank;
use crate::lines::{ends_line, line_end};
use crate::rule::Rule;

/// What goes, and the rule that says so; ascending and not overlapping where several stand in a slice.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) span: Range<usize>,
    pub(super) rule: &'static Rule,
    /// What is special about this place, if anything.
    pub(super) note: Option<Box<Note>>,
}

/// Asks for everything in `found` to go, and for as much around it as would show that something stood there.
///
/// What stands alone on its line (or only beside others that go) takes the line with it, and one of two blank
/// lines that would meet. Inside a line it takes one of two spaces that would meet, and leaves a space where
/// it was all that held two words apart.
pub(super) fn remove(view: &View<'_>, found: &[Found], edits: &mut Edits) {
    remove_with(view, found, edits, |text, span, _| around_inline(text, span));
}

/// The same with other seams inside lines: `inline` says for spans side by side what goes along and what is left
/// in their place.
pub(super) fn remove_with(
    view: &View<'_>,
    found: &[Found],
    edits: &mut Edits,
    inline: impl Fn(&str, Range<usize>, &[Found]) -> (Range<usize>, &'static str),
) {
    let mut rest = found;
    while !rest.is_empty() {
        let (mut count, beside) = neighbours(view.text, rest);
        let (span, replacement) = match whole_line(view.text, beside.clone()) {
            None => inline(view.text, beside, &rest[..count]),
            Some(mut lines) => {
                // Lines that go with nothing but blank lines between them go as one.
                while let Some((more, next)) =
                    rest.get(count..).filter(|rest| !rest.is_empty()).map(|rest| neighbours(view.text, rest))
                {
                    let Some(next) = whole_line(view.text, next) else { break };
                    if !view.text[lines.end..next.start].chars().all(is_blank_or_end) {
                        break;
                    }
                    lines.end = next.end;
                    count += more;
                }
                (around_lines(view, lines), "")
            }
        };
        let (group, after) = rest.split_at(count);
        rest = after;
        let mut from = span.start;
        for (index, found) in group.iter().enumerate() {
            let is_last = index + 1 == group.len();
            let to = if is_last { span.end } else { found.span.end };
            let text = Cow::Borrowed(if is_last { replacement } else { "" });
            edits.push(Edit { span: from..to, text, rule: found.rule, note: found.note.clone() });
            from = to;
        }
    }
}

/// How many of the first spans stand side by side with nothing to be seen between them, and where.
fn neighbours(text: &str, found: &[Found]) -> (usize, Range<usize>) {
    let mut all = found[0].span.clone();
    let mut count = 1;
    while let Some(next) = found
        .get(count)
        .filter(|next| text[all.end..next.span.start].chars().all(|c| is_blank(c) || is_unseen(c)))
    {
        all.end = next.span.end;
        count += 1;
    }
    (count, all)
}

/// The line (or lines) of `span`, if nothing but blanks stands on it beside. Looks no further than the blanks,
/// so that a long line with many spans costs no more than a short one.
fn whole_line(text: &str, span: Range<usize>) -> Option<Range<usize>> {
    let before = text[..span.start].trim_end_matches(is_blank);
    let after = text[span.end..].trim_start_matches(is_blank);
    let end = line_end(after.as_bytes());
    let is_alone = (before.is_empty() || before.ends_with(ends_line)) && (after.is_empty() || end > 0);
    is_alone.then(|| before.len()..text.len() - after.len() + end)
}

/// Whole lines that go, with what must go along so that no blank line is doubled.
fn around_lines(view: &View<'_>, lines: Range<usize>) -> Range<usize> {
    let text = view.text;
    let is_empty = |line: &str| line.chars().all(is_blank_or_end);
    if lines.end < text.len() {
        let next = first_line(&text[lines.end..]);
        let doubles = ends_with_blank_line(&text[..lines.start]) && is_empty(next);
        return lines.start..if doubles { lines.end + next.len() } else { lines.end };
    }
    // The end of the text: what separated the lines from the text before them goes too.
    let content = text[..lines.start].trim_end_matches(is_blank_or_end).len();
    let keeps_newline = content > 0 && (view.extent == Extent::File || text.ends_with('\n'));
    let newline = if keeps_newline { first_line(&text[content..lines.start]).len() } else { 0 };
    content + newline..lines.end
}

/// A piece of a line that goes, with a space that must go along, and what is left in its place.
pub(super) fn around_inline(text: &str, span: Range<usize>) -> (Range<usize>, &'static str) {
    let before = text[..span.start].chars().next_back().filter(|&c| !ends_line(c));
    let after = text[span.end..].chars().next().filter(|&c| !ends_line(c));
    match (before, after) {
        (Some(space), None) if is_blank(space) => (span.start - space.len_utf8()..span.end, ""),
        (Some(space), Some(next))
            if is_blank(space)
                && (is_blank(next) || is_stop(next) || closes_quotation(&text[span.end..])) =>
        {
            (span.start - space.len_utf8()..span.end, "")
        }
        (None, Some(space)) if is_blank(space) => (span.start..span.end + space.len_utf8(), ""),
        (Some(_), Some(_)) if holds_apart(text, &span) => (span, " "),
        _ => (span, ""),
    }
}

/// Whether a piece of a line stands between two words. What nobody sees between it and them goes later.
fn holds_apart(text: &str, span: &Range<usize>) -> bool {
    let before = text[..span.start].trim_end_matches(is_unseen);
    let after = text[span.end..].trim_start_matches(is_unseen);
    before.ends_with(ends_word) && after.starts_with(starts_word)
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '”')
}

/// Whether a mark comes first after which the sentence goes on or ends.
fn closes_quotation(text: &str) -> bool {
    let rest = text.strip_prefix(['"', '\'', '’', '»']);
    rest.is_some_and(|rest| rest.chars().next().is_none_or(|c| is_blank_or_end(c) || is_stop(c)))
}

fn ends_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…' | ')' | '”' | '’' | '»' | '`')
}

fn starts_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '(' | '“' | '‘' | '«' | '¿' | '¡' | '`')
}

/// What the filters of `unicode` may take away later.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}')
}

fn is_blank_or_end(c: char) -> bool {
    is_blank(c) || ends_line(c)
}

/// The first line of `text`, with its end.
fn first_line(text: &str) -> &str {
    // Byte by byte, because `lines` looks through the whole text before its first line.
    let end = (0..text.len()).find(|&at| line_end(&text.as_bytes()[at..]) > 0);
    end.map_or(text, |at| &text[..at + line_end(&text.as_bytes()[at..])])
}

/// Whether the last line of `text`, which ends with a line end, is empty but for blanks; so is no text.
fn ends_with_blank_line(text: &str) -> bool {
    let line = text.strip_suffix("\r\n").or_else(|| text.strip_suffix(ends_line)).unwrap_or(text);
    let content = line.trim_end_matches(is_blank);
    content.is_empty() || content.ends_with(ends_line)
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::document::Document;
    use crate::pipeline::Cleaner;

    fn without_placeholders(document: &Document<'_>) -> String {
        let config = Config { select: vec!["artefact".to_owned()], ..Config::default() };
        Cleaner::new(&config).unwrap().clean(document).text.into_owned()
    }

    #[test]
    fn no_seam_shows() {
        for (dirty, clean) in [
            ("One.\n\n[ad_1]\n\nTwo.\n", "One.\n\nTwo.\n"),
            ("One.\n\n [ad_1] [ad_2]\u{A0}\n\nTwo.\n", "One.\n\nTwo.\n"),
            ("One.\n[ad_1]\n\nTwo.\n", "One.\n\nTwo.\n"),
            ("[ad_1]\n\nOne.\n", "One.\n"),
            ("One.\n\n[ad_2]\n", "One.\n"),
            ("One.\n\n\n[ad_2]", "One.\n"),
            ("[ad_1]", ""),
            ("[ad_1] One [ad_2] two [ad_3], three[ad_4] [ad_5]\n", "One two, three\n"),
            ("One.[ad_1]“Two.”\n", "One. “Two.”\n"),
            ("One[ad_1]\u{200B}two\n", "One \u{200B}two\n"),
            ("One[ad_1]\u{200B}[ad_2]two\n", "One two\n"),
            ("([ad_1]one[ad_2])\n", "(one)\n"),
            ("\"We know [ad_1]\" he said.\n", "\"We know\" he said.\n"),
            ("One.\n\n    [ad_1]\n\nTwo.\n", "One.\n\nTwo.\n"),
            ("One.\n\n[ad_1]\n\n[ad_2]\n", "One.\n"),
            ("One.\n\n[ad_1]\n\n\n[ad_2]\n\nTwo.\n", "One.\n\nTwo.\n"),
            ("One [ad_1]\n\n[ad_2]\nTwo.\n", "One\n\nTwo.\n"),
        ] {
            assert_eq!(without_placeholders(&Document::file(dirty)), clean, "{dirty:?}");
        }
    }

    #[test]
    fn a_field_gets_no_newline_and_loses_none() {
        assert_eq!(without_placeholders(&Document::field("One.\n\n[ad_2]")), "One.");
        assert_eq!(without_placeholders(&Document::field("One.\n\n[ad_2]\n")), "One.\n");
    }
}
