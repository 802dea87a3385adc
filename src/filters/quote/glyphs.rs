//! Marks of the wrong shape: the ends of a quotation that do not fit together, face the wrong way or are of another style than the
//! text, and apostrophes.

use super::marks::{Family, Mark};
use super::page::{Pair, is_pair};
use super::repair::{Paragraph, replace};
use super::roles::{Reading, Role};
use super::rules;
use crate::config::Quotes;
use crate::edit::Edit;
use crate::rule::Rule;

impl<'t> Paragraph<'_, 't> {
    /// Ends that do not fit together, face the wrong way, or are of another style than the text.
    pub(super) fn wanted_glyphs(&self, open: &Mark<'t>, close: &Mark<'t>, family: Family) -> Vec<Edit> {
        let wanted = match family {
            Family::Double => self.wanted_pair(open, close),
            Family::Single => self.wanted_singles(open, close),
        };
        let Some((rule, pair)) = wanted else { return Vec::new() };
        let ends = [(open, pair.0), (close, pair.1)].into_iter().filter(|(mark, glyph)| mark.form != *glyph);
        ends.map(|(mark, glyph)| replace(mark.span.clone(), glyph.to_owned(), rule)).collect()
    }

    /// The pair that a quotation between double marks should have, if another than it has, and the rule that says so.
    fn wanted_pair(&self, open: &Mark<'t>, close: &Mark<'t>) -> Option<(&'static Rule, Pair<'t>)> {
        let page = self.page;
        let own = (open.form, close.form);
        let usual = page.usual_pair();
        let keeps = self.quotes == Quotes::Keep;
        if matches!(own, ("<<", ">>")) {
            return self
                .is_english()
                .then(|| self.english_pair())
                .flatten()
                .map(|pair| (&rules::GUILLEMETS, pair));
        }
        if open.is_twin() || close.is_twin() {
            // Wiki markup writes ''italics'' and '''bold'''.
            if self.text.contains("'''") {
                return None;
            }
            let is_whole = open.is_twin() && (close.is_twin() || matches!(close.form, "\"" | "“" | "”"))
                || open.form == "„" && close.form == "''";
            let is_angle = [open.form, close.form].iter().any(|form| matches!(*form, "<<" | ">>"));
            let by_opening = (open.form == ",," || open.form == "„")
                .then(|| {
                    page.pair_with(|pair| pair.0 == "„")
                        .or_else(|| Some(self.locale_pair()).filter(|pair| pair.0 == "„"))
                })
                .flatten();
            return (is_whole && !is_angle)
                .then(|| (&rules::DOUBLED_MARK, by_opening.or(usual).unwrap_or(("\"", "\""))));
        }
        let natural = || {
            let opens = |pair: &Pair<'t>| pair.0 == open.form && !open.is_straight();
            let closes = |pair: &Pair<'t>| pair.1 == close.form && !close.is_straight();
            page.pair_with(opens)
                .or_else(|| page.pair_with(closes))
                .or_else(|| Some(self.locale_pair()).filter(|pair| opens(pair) || closes(pair)))
        };
        if !is_pair(own) {
            let is_mixed = open.is_straight() != close.is_straight();
            return match own {
                _ if is_mixed && !keeps => None,
                _ if is_mixed => {
                    natural().or(usual.filter(|pair| pair.0 == "\"")).map(|pair| (&rules::MIXED_PAIR, pair))
                }
                ("„", _) if self.is_english() => self.english_pair().map(|pair| (&rules::LOW_MARK, pair)),
                ("”" | "“", "”" | "“") if self.is_english() => {
                    Some((&rules::WRONG_DIRECTION, ("“", "”")))
                }
                _ => None,
            };
        }
        match own {
            ("„", _) if self.is_english() => self.english_pair().map(|pair| (&rules::LOW_MARK, pair)),
            ("”", "”") if self.is_english() => Some((&rules::WRONG_DIRECTION, ("“", "”"))),
            ("«", "»") if self.is_english() => self.english_pair().map(|pair| (&rules::GUILLEMETS, pair)),
            ("\"", "\"") | ("“", "”") if keeps => {
                let other =
                    usual.filter(|pair| (pair.0 == "\"") != (own.0 == "\"") && is_english_pair(*pair))?;
                Some((&rules::MINORITY, other))
            }
            _ => None,
        }
    }

    /// Whether the text is known to be in English, and the paragraph in no other language.
    fn is_english(&self) -> bool {
        self.page.is_told
            && self.page.convention.is_english()
            && self.language().is_none_or(|language| language == "en")
    }

    /// The pair of English marks that the text uses, if it uses any.
    fn english_pair(&self) -> Option<Pair<'t>> {
        self.page.pair_with(|pair| is_english_pair(*pair))
    }

    fn locale_pair(&self) -> Pair<'t> {
        let (open, close) = self.page.convention.marks.double;
        (open.trim_end(), close.trim_start())
    }

    /// The pair that a quotation within another should have.
    fn wanted_singles(&self, open: &Mark<'t>, close: &Mark<'t>) -> Option<(&'static Rule, Pair<'t>)> {
        if self.quotes != Quotes::Keep {
            return None;
        }
        match (open.form, close.form) {
            ("'", "'") if self.page.has_curly_apostrophes() && self.is_curly() => {
                Some((&rules::MINORITY, ("‘", "’")))
            }
            ("'", "’") | ("‘", "'") if self.is_curly() => Some((&rules::MIXED_PAIR, ("‘", "’"))),
            _ => None,
        }
    }

    /// Whether the quotations of the text are between “ and ”.
    fn is_curly(&self) -> bool {
        self.page.usual_pair().is_some_and(|pair| pair.0 == "“")
    }

    /// An apostrophe of the wrong shape at the beginning of a word, or in a text of the other style.
    pub(super) fn wanted_apostrophe(&self, mark: &Mark<'t>, reading: &Reading) -> Option<Edit> {
        if reading.role != Role::Neither || !reading.is_sure() {
            return None;
        }
        let is_minority = self.quotes == Quotes::Keep && self.page.is_mixed();
        let curly = self.page.has_curly_apostrophes();
        let begins_word = !mark.left.is_alphanumeric() && mark.right.is_alphanumeric();
        let (rule, glyph) = match mark.form {
            "‘" if begins_word && self.quotes != Quotes::Straight && !self.page.has_okina => {
                (&rules::WRONG_DIRECTION, "’")
            }
            "'" if curly && is_minority && (mark.left.is_alphabetic() || begins_word) => {
                (&rules::MINORITY, "’")
            }
            "’" if !curly && is_minority && mark.left.is_alphabetic() => (&rules::MINORITY, "'"),
            _ => return None,
        };
        Some(replace(mark.span.clone(), glyph.to_owned(), rule))
    }
}

fn is_english_pair(pair: Pair<'_>) -> bool {
    matches!(pair, ("“", "”") | ("\"", "\""))
}
