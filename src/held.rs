//! Edits that were asked for and not given, carried from one version of the text to the next.
//!
//! At the level `standard`, the heading `Related` goes and the list under it is left. The next time the filter looks,
//! nothing says any more what the list is; it is counted all the same, since the level above would have taken both.

use std::ops::Range;

use crate::edit::Edit;

/// What one filter asked for and was not given: ascending, not overlapping, in the coordinates of the current text.
#[derive(Debug, Default)]
pub(crate) struct Held(Vec<Edit>);

impl Held {
    /// Follows the text through `edits`, which are in order as well. What one of them overlaps is no longer there.
    pub(crate) fn follow(&mut self, edits: &[Edit]) {
        let mut edits = edits.iter().peekable();
        let (mut added, mut removed) = (0, 0);
        self.0.retain_mut(|held| {
            while let Some(edit) = edits.next_if(|edit| edit.span.end <= held.span.start) {
                added += edit.text.len();
                removed += edit.span.len();
            }
            let is_touched = edits.peek().is_some_and(|edit| overlap(&edit.span, &held.span));
            held.span = held.span.start + added - removed..held.span.end + added - removed;
            !is_touched
        });
    }

    /// Takes what the filter asks for now, which is right where it overlaps what it asked for before.
    pub(crate) fn renew(&mut self, found: Vec<Edit>) {
        let mut newer = found.iter().peekable();
        self.0.retain(|held| {
            let is_same = |edit: &&Edit| edit.span == held.span || overlap(&edit.span, &held.span);
            while newer.next_if(|edit| edit.span.end <= held.span.start && !is_same(edit)).is_some() {}
            !newer.peek().is_some_and(is_same)
        });
        self.0.extend(found);
        self.0.sort_by_key(|held| (held.span.start, held.span.end));
    }
}

impl IntoIterator for Held {
    type Item = Edit;
    type IntoIter = std::vec::IntoIter<Edit>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Whether two spans have a byte in common, or one inserts inside the other.
fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::apply;
    use crate::rule::{Level, Rule};

    static RULE: Rule =
        Rule { id: "test/held", summary: "", why: "", level: Level::Safe, examples: &[], keeps: &[] };

    fn edit(span: Range<usize>, text: &'static str) -> Edit {
        Edit { span, text: text.into(), rule: &RULE, note: None }
    }

    fn spans(held: Held) -> Vec<Range<usize>> {
        held.into_iter().map(|edit| edit.span).collect()
    }

    #[test]
    fn held_edits_move_with_the_text_and_go_with_it() {
        let text = "one two three four five";
        let edits = [edit(0..0, "> "), edit(4..8, ""), edit(10..11, "RR"), edit(19..19, "high ")];
        let words = [0..3, 4..7, 8..13, 14..18, 19..23];
        let mut held = Held(words.into_iter().map(|span| edit(span, "")).collect());
        held.follow(&edits);
        let text = apply(text, &edits);
        let left: Vec<&str> = spans(held).into_iter().map(|span| &text[span]).collect();
        assert_eq!(left, ["one", "four", "five"]);
    }

    #[test]
    fn what_is_found_again_counts_once() {
        let mut held = Held(vec![edit(0..3, ""), edit(5..5, "x"), edit(8..12, ""), edit(20..21, "")]);
        held.renew(vec![edit(5..5, "x"), edit(9..15, ""), edit(16..17, "")]);
        assert_eq!(spans(held), [0..3, 5..5, 9..15, 16..17, 20..21]);
    }
}
