//! Single Chinese, Japanese or Korean characters glued to a Latin word.
//!
//! ```text
//! They drank it襷, the straw and all, onceっ a day.      →      They drank it, the straw and all, once a day.
//! ```
//!
//! A translation program left a piece of a word behind. It goes only from a text in which nothing else is Chinese, Japanese
//! or Korean: one that quotes `猫` or `日本` may well mean what it says. Two characters or more may be a word, and stay.

use std::ops::Range;

use crate::edit::Edits;
use crate::filters::{Filter, View, foreign};
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

use super::mention::{LETTERS, talks_of};
use super::scripts::{Census, Script, script_of};
use crate::filters::triples::next_triple;

static STRAY_SIGN: Rule = Rule {
    id: "unicode/stray-sign",
    summary: "single East Asian character glued to a Latin word",
    why: "Translation programs leave single characters of the original at a word. One goes when nothing else in the text is \
          Chinese, Japanese or Korean; two or more may be a word and stay.",
    level: Level::Standard,
    examples: &[
        Example { dirty: "The offer is limitedト until May.\n", clean: "The offer is limited until May.\n" },
        Example {
            dirty: "暮Lifestyle and culture of the valley.\n",
            clean: "Lifestyle and culture of the valley.\n",
        },
    ],
    keeps: &[
        "The word 猫 means cat, and catㇰ is none.\n",
        "She wore a T恤 in the old town all summer.\n",
        "The sign reads open中文 in two languages.\n",
        "The chain Mori家 and the magazine owlettoの are known.\n",
        "他在iPhone上写字。\n",
        "Find us as #owl猫 and @mill猫 from today on.\n",
    ],
};

/// Removes single characters at Latin words.
pub(super) struct StraySigns;

impl Filter for StraySigns {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&STRAY_SIGN]
    }

    fn needs(&self) -> Traits {
        Traits::EAST_ASIAN | Traits::SPECIAL
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let text = view.text;
        // Of what begins with this lead byte, compatibility ideographs alone are East Asian.
        let is_ideograph = |[a, b, _]: [u8; 3]| (a == 0xEF) & (b.wrapping_sub(0xA4) < 8);
        if !view.traits.meets(Traits::EAST_ASIAN) && next_triple(text.as_bytes(), 0, is_ideograph).is_none() {
            return;
        }
        let is_guest = Census::of(text).is_latin();
        let Some(strays) = is_guest.then(|| strays(text)).flatten() else { return };
        if strays.is_empty() || talks_of(text, LETTERS) {
            return;
        }
        for stray in strays {
            let between_words = [text[..stray.start].chars().next_back(), text[stray.end..].chars().next()]
                .iter()
                .all(|c| c.is_some_and(char::is_alphanumeric));
            edits.replace(stray, if between_words { " " } else { "" }, &STRAY_SIGN);
        }
    }
}

/// The characters that stand alone at a Latin word; none if any other East Asian letter occurs.
fn strays(text: &str) -> Option<Vec<Range<usize>>> {
    let is_sign = |c: char| script_of(c) == Some(Script::EastAsian);
    let mut strays = Vec::new();
    let mut from = 0;
    while let Some(found) = text[from..].find(is_sign) {
        let start = from + found;
        let end = start + text[start..].find(|c| !is_sign(c)).unwrap_or(text.len() - start);
        from = end;
        let sign = &text[start..end];
        // These two are used as marks; `east_asian.rs` knows where.
        if matches!(sign, "ー" | "丨") {
            continue;
        }
        let (left, right) = (last_word(&text[..start]), first_word(&text[end..]));
        if sign.chars().count() > 1 || !(is_word(left) || is_word(right)) {
            return None;
        }
        // A name may end in one (`Aoki家`), and so may a word that nobody knows.
        let is_brand = !left.is_empty()
            && (left.starts_with(char::is_uppercase) || !foreign::is_word(&left.to_lowercase(), None));
        let is_name = is_brand || text[..start - left.len()].ends_with(['#', '@', '_', '"', '“', '‘', '「']);
        if is_name || text[end + right.len()..].starts_with(['_', '@']) {
            return None;
        }
        strays.push(start..end);
    }
    Some(strays)
}

/// The longest word that is looked at, in characters.
const LONGEST: usize = 40;

fn last_word(text: &str) -> &str {
    let length = text
        .chars()
        .rev()
        .take(LONGEST)
        .take_while(|c| c.is_alphanumeric())
        .map(char::len_utf8)
        .sum::<usize>();
    &text[text.len() - length..]
}

fn first_word(text: &str) -> &str {
    let length =
        text.chars().take(LONGEST).take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum::<usize>();
    &text[..length]
}

/// Whether it is a Latin word of two letters or more, and not an abbreviation, which East Asian words begin with (`T恤`).
fn is_word(word: &str) -> bool {
    let is_latin = |c: char| script_of(c) == Some(Script::Latin);
    word.len() > 1 && word.chars().all(is_latin) && word.chars().any(char::is_lowercase)
}
