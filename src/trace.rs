//! The trace: which bytes of the original became which bytes of the result, and by which rules.
//!
//! A filter sees the text as the filters before it left it. [`Trace::compose`] maps its edits back to the
//! original, in one merge of two sorted lists; nothing else keeps positions across filters. The idea is that
//! of an editor's patch composition; what is added here are the causes.

use std::ops::Range;

use crate::edit::{Edit, Note};
use crate::rule::Rule;

/// One rule's part in a change.
#[derive(Clone, Debug, PartialEq)]
pub struct Cause {
    /// The rule that asked for it.
    pub rule: &'static Rule,
    /// What was special about this place, if anything.
    pub note: Option<Box<Note>>,
}

impl Cause {
    /// How sure the rule is here, from 0 to 1; a rule that says nothing is sure.
    pub fn certainty(&self) -> f32 {
        self.note.as_ref().map_or(1.0, |note| note.certainty)
    }
}

/// One piece of the original that became another piece in the result.
#[derive(Clone, Debug, PartialEq)]
struct Link {
    /// Bytes of the original.
    old: Range<usize>,
    /// Bytes of the current text.
    new: Range<usize>,
    /// Where this link's causes stand in `Trace::causes`.
    causes: Range<usize>,
}

/// All changes made so far, in order and without overlap.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    links: Vec<Link>,
    causes: Vec<Cause>,
}

/// A change as a report needs it: these bytes of the original became these bytes of the result, because of
/// these rules, in this order.
#[derive(Clone, Debug, PartialEq)]
pub struct Change<'a> {
    /// Bytes of the original UTF-8 text.
    pub old: Range<usize>,
    /// Bytes of the result.
    pub new: Range<usize>,
    /// What stood in the original.
    pub before: &'a str,
    /// What stands in the result.
    pub after: &'a str,
    /// The rules, in the order in which they acted; never empty.
    pub causes: &'a [Cause],
}

impl Trace {
    /// Whether nothing has changed.
    pub fn is_empty(&self) -> bool {
        self.links.is_empty()
    }

    /// How many changes there are.
    pub fn len(&self) -> usize {
        self.links.len()
    }

    /// The changes, given the two texts that the trace lies between.
    pub fn changes<'a>(&'a self, original: &'a str, result: &'a str) -> impl Iterator<Item = Change<'a>> {
        self.links.iter().map(move |link| Change {
            old: link.old.clone(),
            new: link.new.clone(),
            before: &original[link.old.clone()],
            after: &result[link.new.clone()],
            causes: &self.causes[link.causes.clone()],
        })
    }

    /// The bytes of the original from which `span` of the current text came. Where a changed piece lies
    /// partly in `span`, the whole piece counts.
    pub fn to_original(&self, span: Range<usize>) -> Range<usize> {
        let before = self.links.partition_point(|link| link.new.start <= span.start);
        let start = match before.checked_sub(1).map(|index| &self.links[index]) {
            None => span.start,
            Some(link) if span.start < link.new.end => link.old.start,
            Some(link) => link.old.end + (span.start - link.new.end),
        };
        let before = self.links.partition_point(|link| link.new.start < span.end);
        let end = match before.checked_sub(1).map(|index| &self.links[index]) {
            None => span.end,
            Some(link) => link.old.end + span.end.saturating_sub(link.new.end),
        };
        start.min(end)..end
    }

    /// The trace after `edits` (in the coordinates of the current text, ascending, not overlapping) have been
    /// applied too. Linear in the number of changes and edits.
    ///
    /// An edit melts into a change that it overlaps, or that is empty at the very place where it inserts;
    /// pieces that merely touch stay apart, each with its own causes.
    #[must_use]
    pub fn compose(self, edits: Vec<Edit>) -> Trace {
        let mut merge = Merge::default();
        merge.composed.links.reserve(self.links.len() + edits.len());
        let mut causes = self.causes.into_iter();
        let mut links = self.links.into_iter().peekable();
        let mut edits = edits.into_iter().peekable();
        loop {
            // The earlier piece first; where both start at one place, the empty one.
            let link_first = match (links.peek(), edits.peek()) {
                (None, None) => break,
                (Some(_), None) => true,
                (None, Some(_)) => false,
                (Some(link), Some(edit)) => {
                    (link.new.start, link.new.end) <= (edit.span.start, edit.span.end)
                }
            };
            if link_first && let Some(link) = links.next() {
                merge.join(&link.new);
                causes.by_ref().take(link.causes.len()).for_each(|cause| merge.cause(cause));
                merge.shift.old += signed(link.old.len()) - signed(link.new.len());
            } else if let Some(edit) = edits.next() {
                merge.join(&edit.span);
                // What was asked for now comes after all that was asked for before.
                merge.later.push(Cause { rule: edit.rule, note: edit.note });
                merge.shift.new += signed(edit.text.len()) - signed(edit.span.len());
            }
        }
        merge.close_group();
        merge.composed
    }

    /// Leaves out the changes that in the end changed nothing, such as a mark curled by one filter and
    /// straightened by the next.
    #[must_use]
    pub(crate) fn without_identities(mut self, original: &str, result: &str) -> Trace {
        self.links.retain(|link| original[link.old.clone()] != result[link.new.clone()]);
        self
    }
}

/// How far the text between changes has moved: add to a position in the middle text (the one that both sides
/// of a composition share) to get the position in the original or in the new text.
#[derive(Clone, Copy, Default)]
struct Shift {
    old: isize,
    new: isize,
}

/// The state of one composition: pieces arrive in order of their place in the middle text and are gathered
/// into groups; each group becomes one change.
#[derive(Default)]
struct Merge {
    composed: Trace,
    shift: Shift,
    group: Option<Group>,
    /// The causes that the edits add to the group.
    later: Vec<Cause>,
}

struct Group {
    middle: Range<usize>,
    /// The shift in front of the group.
    before: Shift,
    first_cause: usize,
}

impl Merge {
    /// Takes a piece of the middle text into the group that it meets, or begins a new one.
    fn join(&mut self, middle: &Range<usize>) {
        if let Some(group) = self.group.as_mut().filter(|group| meet(&group.middle, middle)) {
            group.middle.end = group.middle.end.max(middle.end);
        } else {
            self.close_group();
            let first_cause = self.composed.causes.len();
            self.group = Some(Group { middle: middle.clone(), before: self.shift, first_cause });
        }
    }

    /// Adds a cause to the group, once.
    fn cause(&mut self, cause: Cause) {
        let first_cause = self.group.as_ref().map_or(0, |group| group.first_cause);
        // Only the last few are compared, so that a group of a million causes stays linear.
        if !self.composed.causes[first_cause..].iter().rev().take(16).any(|known| *known == cause) {
            self.composed.causes.push(cause);
        }
    }

    fn close_group(&mut self) {
        let mut later = std::mem::take(&mut self.later);
        later.drain(..).for_each(|cause| self.cause(cause));
        self.later = later;
        let Some(group) = self.group.take() else { return };
        self.composed.links.push(Link {
            old: moved(group.middle.start, group.before.old)..moved(group.middle.end, self.shift.old),
            new: moved(group.middle.start, group.before.new)..moved(group.middle.end, self.shift.new),
            causes: group.first_cause..self.composed.causes.len(),
        });
    }
}

/// Whether two pieces share text, one lies empty inside the other, or both are empty at one place.
fn meet(a: &Range<usize>, b: &Range<usize>) -> bool {
    (a.start < b.end && b.start < a.end) || (a.is_empty() && b.is_empty() && a.start == b.start)
}

fn signed(length: usize) -> isize {
    isize::try_from(length).expect("no text is longer than isize::MAX")
}

fn moved(at: usize, shift: isize) -> usize {
    at.checked_add_signed(shift).expect("a shift never leaves the text")
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::*;

    use super::*;
    use crate::edit::apply;
    use crate::rule::Level;

    static RULES: [Rule; 3] = [rule("test/a"), rule("test/b"), rule("test/c")];

    const fn rule(id: &'static str) -> Rule {
        Rule { id, summary: "", why: "", level: Level::Safe, examples: &[], keeps: &[] }
    }

    fn edit(span: Range<usize>, text: &'static str, rule: usize) -> Edit {
        Edit { span, text: Cow::Borrowed(text), rule: &RULES[rule], note: None }
    }

    /// Runs several passes of edits and checks that original + changes = result.
    fn run(original: &str, passes: Vec<Vec<Edit>>) -> (String, Trace) {
        let mut text = original.to_owned();
        let mut trace = Trace::default();
        for edits in passes {
            text = apply(&text, &edits);
            trace = trace.compose(edits);
        }
        let mut rebuilt = String::new();
        let mut from = 0;
        for change in trace.changes(original, &text) {
            assert!(!change.causes.is_empty());
            rebuilt.push_str(&original[from..change.old.start]);
            assert_eq!(rebuilt.len(), change.new.start);
            rebuilt.push_str(change.after);
            from = change.old.end;
        }
        rebuilt.push_str(&original[from..]);
        assert_eq!(rebuilt, text);
        (text, trace)
    }

    #[test]
    fn an_edit_of_an_edit_is_one_change_with_both_causes() {
        let passes = vec![vec![edit(3..7, "” ", 0)], vec![edit(3..6, "\"", 1)]];
        let (text, trace) = run("no, ”he", passes);
        assert_eq!(text, "no,\" he");
        let changes: Vec<_> = trace.changes("no, ”he", &text).collect();
        assert_eq!(changes.len(), 1);
        let ids: Vec<_> = changes[0].causes.iter().map(|cause| cause.rule.id).collect();
        assert_eq!(ids, ["test/a", "test/b"]);
    }

    #[test]
    fn touching_pieces_stay_apart_and_keep_their_own_cause() {
        let (_, trace) = run("ab cd", vec![vec![edit(2..3, "", 0)], vec![edit(2..3, "C", 1)]]);
        assert_eq!(trace.len(), 2);
    }

    #[test]
    fn an_insertion_where_something_was_deleted_melts_with_it() {
        let (text, trace) = run("ab cd", vec![vec![edit(2..3, "", 0)], vec![edit(2..2, "-", 1)]]);
        assert_eq!((text.as_str(), trace.len()), ("ab-cd", 1));
    }

    #[test]
    fn a_change_undone_by_a_later_one_is_left_out() {
        let (text, trace) = run("a'b", vec![vec![edit(1..2, "’", 0)], vec![edit(1..4, "'", 1)]]);
        assert_eq!(trace.len(), 1);
        assert!(trace.without_identities("a'b", &text).is_empty());
    }

    #[test]
    fn a_place_in_the_result_maps_back_to_the_original() {
        let (text, trace) = run("[ad_1] word “x”", vec![vec![edit(0..7, "", 0), edit(12..15, "\"", 1)]]);
        assert_eq!(text, "word \"x”");
        assert_eq!(trace.to_original(0..4), 7..11);
        assert_eq!(trace.to_original(5..6), 12..15);
        assert_eq!(trace.to_original(6..7), 15..16);
    }

    /// Edits for a text of `length` bytes out of arbitrary numbers: ascending and not overlapping.
    fn edits_from(numbers: &[(u8, u8, u8)], length: usize, rule: usize) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut from = 0;
        for &(gap, take, give) in numbers {
            let start = from + usize::from(gap % 5);
            let end = start + usize::from(take % 4);
            if end > length {
                break;
            }
            edits.push(edit(start..end, ["", "x", "yz", "\n"][usize::from(give % 4)], rule));
            from = end;
        }
        edits
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn composing_passes_equals_running_them(
            original in "[a-e\n]{0,24}",
            numbers in prop::collection::vec(prop::collection::vec(any::<(u8, u8, u8)>(), 0..6), 0..5),
        ) {
            let mut text = original.clone();
            let mut passes = Vec::new();
            for (index, numbers) in numbers.iter().enumerate() {
                let edits = edits_from(numbers, text.len(), index % RULES.len());
                text = apply(&text, &edits);
                passes.push(edits);
            }
            let (result, trace) = run(&original, passes);
            prop_assert_eq!(&result, &text);
            let whole = trace.to_original(0..result.len());
            prop_assert!(whole.end <= original.len());
        }
    }
}
