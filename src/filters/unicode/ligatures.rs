//! Ligatures inside Latin words: ﬁ, ﬂ and the others of print.

use memchr::memmem;

use super::mention::{LIGATURES, talks_of};
use super::scripts::{Script, script_of};
use crate::edit::Edits;
use crate::filters::{Filter, View};
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static LIGATURE: Rule = Rule {
    id: "unicode/ligature",
    summary: "ligature of two or three letters in a Latin word",
    why: "Text out of a PDF has ﬁ as one character where its font joins two letters, so nobody finds the word. Letters that some \
          language counts as its own (æ, œ, ĳ, ß) are none.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "The ﬁrst oﬃce ﬂoods.\n", clean: "The first office floods.\n" },
        Example { dirty: "A diﬀerent baﬄe.\n", clean: "A different baffle.\n" },
    ],
    keeps: &[
        "Œuvres, Ærø, ĳs and Straße.\n",
        "The sign ﬁ stands alone.\n",
        "Ligatures such as ofﬁce and ﬂow are pretty.\n",
        "ﷺ and ﬓ\n",
    ],
};

/// What the letters are; the long s of ﬅ is spelling.
const LETTERS: [&str; 7] = ["ff", "fi", "fl", "ffi", "ffl", "ſt", "st"];

/// Takes ligatures apart.
pub(super) struct Ligatures;

impl Filter for Ligatures {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&LIGATURE]
    }

    fn needs(&self) -> Traits {
        Traits::SPECIAL
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let text = view.text;
        let is_letter = |c: char| script_of(c) == Some(Script::Latin) || letters_of(c).is_some();
        let mut is_about_them = None;
        for at in memmem::find_iter(text.as_bytes(), b"\xEF\xAC") {
            let Some((c, letters)) = text[at..].chars().next().and_then(|c| Some((c, letters_of(c)?))) else {
                continue;
            };
            let end = at + c.len_utf8();
            let is_in_word = text[..at].ends_with(is_letter) || text[end..].starts_with(is_letter);
            if is_in_word && !*is_about_them.get_or_insert_with(|| talks_of(text, LIGATURES)) {
                edits.replace(at..end, letters, &LIGATURE);
            }
        }
    }
}

fn letters_of(c: char) -> Option<&'static str> {
    let at = u32::from(c).checked_sub(0xFB00)?;
    LETTERS.get(usize::try_from(at).ok()?).copied()
}
