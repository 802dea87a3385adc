//! Edits: what a filter asks for, and the one place that carries it out.

use std::borrow::Cow;
use std::ops::Range;

use crate::rule::Rule;

/// What varies from one change of a rule to the next: shown after the rule's own reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// The evidence in this place: `lt → en: vakcinos = vaccine`.
    pub detail: String,
    /// The byte where the evidence stands, if it stands elsewhere: in the text that the filter was given, and in a
    /// [`Cause`](crate::trace::Cause) in the original.
    pub place: Option<usize>,
    /// How sure the filter is here, from 0 to 1.
    pub certainty: f32,
}

/// A replacement of `span` by `text`, in the coordinates of the text that the filter was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// Bytes to replace, on character boundaries; empty for an insertion.
    pub span: Range<usize>,
    /// What stands there afterwards; empty for a deletion. Most replacements are literals.
    pub text: Cow<'static, str>,
    /// Who asks for it.
    pub rule: &'static Rule,
    /// What is special about this place, if anything; boxed because most edits have none.
    pub note: Option<Box<Note>>,
}

/// The edits of one scan, in order and without overlap.
#[derive(Debug, Default)]
pub struct Edits {
    list: Vec<Edit>,
}

impl Edits {
    /// Starts with no edit.
    pub fn new() -> Edits {
        Edits::default()
    }

    /// Asks for `span` to go.
    pub fn delete(&mut self, span: Range<usize>, rule: &'static Rule) {
        self.push(Edit { span, text: Cow::Borrowed(""), rule, note: None });
    }

    /// Asks for `text` in place of `span`; an empty span inserts.
    pub fn replace(&mut self, span: Range<usize>, text: impl Into<Cow<'static, str>>, rule: &'static Rule) {
        self.push(Edit { span, text: text.into(), rule, note: None });
    }

    /// Asks for `edit`.
    ///
    /// Edits come in ascending order and do not overlap. One that does is a bug of its filter: it fails a
    /// debug build by name and is left out of a release build, so that no text is ever torn.
    pub fn push(&mut self, edit: Edit) {
        let from = self.list.last().map_or(0, |last| last.span.end);
        let in_order = edit.span.start >= from && edit.span.start <= edit.span.end;
        debug_assert!(in_order, "{}: edit at {:?} after one that ends at {from}", edit.rule.id, edit.span);
        if in_order {
            self.list.push(edit);
        }
    }

    /// Whether nothing was asked for.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl IntoIterator for Edits {
    type Item = Edit;
    type IntoIter = std::vec::IntoIter<Edit>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

/// Carries out `edits` (ascending, not overlapping, on character boundaries of `text`) in one pass and one
/// allocation.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let removed: usize = edits.iter().map(|edit| edit.span.len()).sum();
    let added: usize = edits.iter().map(|edit| edit.text.len()).sum();
    let mut result = String::with_capacity(text.len() - removed + added);
    let mut from = 0;
    for edit in edits {
        result.push_str(&text[from..edit.span.start]);
        result.push_str(&edit.text);
        from = edit.span.end;
    }
    result.push_str(&text[from..]);
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Level;

    static RULE: Rule =
        Rule { id: "test/edit", summary: "", why: "", level: Level::Safe, examples: &[], keeps: &[] };

    #[test]
    fn apply_replaces_deletes_and_inserts_in_one_pass() {
        let mut edits = Edits::new();
        edits.replace(0..0, ">", &RULE);
        edits.delete(1..2, &RULE);
        edits.replace(2..3, "see", &RULE);
        let edits: Vec<Edit> = edits.into_iter().collect();
        let result = apply("abcd", &edits);
        assert_eq!(result, ">aseed");
        assert_eq!(result.capacity(), result.len(), "one allocation of the right size");
    }

    #[test]
    #[should_panic(expected = "test/edit")]
    #[cfg(debug_assertions)]
    fn an_overlap_names_its_rule() {
        let mut edits = Edits::new();
        edits.delete(0..3, &RULE);
        edits.delete(2..4, &RULE);
    }
}
