//! Quotations whose marks are damaged: a space on the wrong side, two kinds of marks, a mark that faces the wrong way.
//!
//! ```text
//! “We want profit, ”said the head, and „nothing else".      →      “We want profit,” said the head, and “nothing else”.
//! ```
//!
//! The glyph of a mark and the blanks beside it each say what it does, and damage makes them contradict each other. So all
//! marks of a paragraph are read together ([`roles`](super::roles)), and a quotation is mended only if any other reading of
//! the paragraph would be much worse; never one of its ends alone.

use std::cell::OnceCell;
use std::ops::Range;

use super::evidence::{of_double, of_singles};
use super::glance::{Glanced, glance};
use super::marks::{Family, Mark, collect};
use super::page::{Page, Pair, is_pair};
use super::roles::{Carry, Ends, Reading, Role, leaves_open, read};
use super::{is_code, rules};
use crate::config::{Config, Lang, Quotes};
use crate::edit::{Edit, Edits};
use crate::filters::foreign::{is_word, language_of};
use crate::filters::quote::Locale;
use crate::filters::whitespace::is_blank;
use crate::filters::{Filter, View};
use crate::protect::Reach;
use crate::rule::{Level, Rule};
use crate::survey::Traits;

/// Mends quotations.
pub(super) struct Repair {
    pub(super) locale: Locale,
    pub(super) lang: Lang,
    pub(super) quotes: Quotes,
}

impl Repair {
    pub(super) fn new(config: &Config) -> Repair {
        Repair { locale: config.locale.clone(), lang: config.lang.clone(), quotes: config.quotes }
    }
}

impl Filter for Repair {
    fn rules(&self) -> Vec<&'static Rule> {
        let mut rules = vec![
            &rules::CLOSE_SIDE,
            &rules::OPEN_SIDE,
            &rules::MISSING_SPACE,
            &rules::DOUBLED_MARK,
            &rules::GUILLEMETS,
        ];
        // Straightening and curling make these of one kind anyway.
        if self.quotes != Quotes::Straight {
            rules.extend([&rules::WRONG_DIRECTION, &rules::LOW_MARK, &rules::AMBIGUOUS]);
        }
        if self.quotes == Quotes::Keep {
            rules.extend([&rules::MIXED_PAIR, &rules::MINORITY]);
        }
        rules
    }

    fn needs(&self) -> Traits {
        Traits::STRAIGHT_QUOTE | Traits::PUNCTUATION | Traits::LATIN1_SIGN | Traits::TEXT
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let text = view.text;
        let mut page = None;
        let mut carry = Carry::default();
        let mut paragraphs =
            glance(text, view.traits, self.quotes != Quotes::Straight).into_iter().peekable();
        while let Some(Glanced { span: paragraph, is_odd, is_left_open }) = paragraphs.next() {
            if !is_odd || is_code(&text[paragraph.clone()]) {
                carry = carry.after(is_left_open);
                continue;
            }
            let page = page.get_or_insert_with(|| Page::new(text, &self.locale, &self.lang));
            let goes_on = paragraphs.peek().is_some_and(|next| begins_quoted(&text[next.span.clone()]));
            let mut found = Paragraph {
                text,
                page,
                quotes: self.quotes,
                span: paragraph,
                language: OnceCell::new(),
                edits: Vec::new(),
            };
            let last = found.mend(Ends::between(carry.is_open(), goes_on));
            carry = carry.after(last);
            found.edits.sort_by_key(|mending| mending.edits[0].span.start);
            let is_allowed = |edit: &Edit| {
                let is_told = edit.rule.level == Level::Suggest && view.selects(edit.rule);
                (is_told || view.applies(edit.rule)) && !view.is_protected(&edit.span, Reach::Prose)
            };
            let allowed = |mending: &Mending| mending.edits.iter().all(is_allowed);
            let mut all: Vec<Edit> =
                found.edits.into_iter().filter(allowed).flat_map(|mending| mending.edits).collect();
            all.sort_by_key(|edit| (edit.span.start, edit.span.end));
            all.dedup_by(|next, last| next.span.start < last.span.end || next.span == last.span);
            for edit in all {
                edits.push(edit);
            }
        }
    }
}

/// Whether a paragraph begins with a mark that may open a quotation.
pub(super) fn begins_quoted(paragraph: &str) -> bool {
    paragraph
        .trim_start_matches(|c: char| is_blank(c) || matches!(c, '*' | '_' | '>'))
        .starts_with(['"', '“', '„', '«', '»', '”', '‘', '\'', '‚', '`'])
}

/// Edits that are made together or not at all.
struct Mending {
    edits: Vec<Edit>,
}

/// The mending of one paragraph.
struct Paragraph<'p, 't> {
    text: &'t str,
    page: &'p Page<'t>,
    quotes: Quotes,
    span: Range<usize>,
    /// What its words are in.
    language: OnceCell<Option<&'static str>>,
    edits: Vec<Mending>,
}

impl<'t> Paragraph<'_, 't> {
    /// Finds all mendings of a paragraph, and says whether its last quotation is open.
    fn mend(&mut self, ends: Ends) -> Option<bool> {
        let mut doubles = Vec::new();
        collect(self.text, self.span.clone(), Family::Double, &mut doubles);
        let convention = &self.page.convention;
        let prices: Vec<_> = doubles.iter().map(|mark| of_double(mark, convention)).collect();
        let readings = read(&prices, ends);
        self.mend_all(&doubles, &readings, Family::Double);
        let quotations = quotations(&doubles, &readings, self.span.end);
        let mut singles = Vec::new();
        collect(self.text, self.span.clone(), Family::Single, &mut singles);
        for Region { marks, ends } in regions(&singles, &quotations, ends) {
            let readings = read(&of_singles(&marks, self.text, convention), ends);
            self.mend_all(&marks, &readings, Family::Single);
            for (mark, reading) in marks.iter().zip(&readings) {
                self.mend_apostrophe(mark, reading);
            }
        }
        leaves_open(&readings)
    }

    /// Mends the quotations that are sure.
    fn mend_all(&mut self, marks: &[Mark<'t>], readings: &[Reading], family: Family) {
        let is_nested = are_nested(marks);
        for (n, reading) in readings.iter().enumerate() {
            let (Role::Open, Some(partner)) = (reading.role, reading.partner) else { continue };
            let (open, close) = (&marks[n], &marks[partner]);
            let mut edits = Vec::new();
            if touches_another(open) || touches_another(close) {
                continue;
            }
            if !is_nested {
                self.mend_spaces(open, close, family, &mut edits);
            }
            if !reading.is_sure() || !readings[partner].is_sure() {
                if self.quotes == Quotes::Straight {
                    continue;
                }
                for edit in &mut edits {
                    edit.rule = &rules::AMBIGUOUS;
                }
            } else if edits.is_empty() {
                self.mend_glyphs(open, close, family, &mut edits);
            }
            if !edits.is_empty() {
                self.edits.push(Mending { edits });
            }
        }
    }

    /// Blanks inside of a quotation, and missing ones around it.
    fn mend_spaces(&self, open: &Mark<'t>, close: &Mark<'t>, family: Family, edits: &mut Vec<Edit>) {
        let is_french = self.page.convention.language == "fr" && matches!(open.form, "«" | "»" | "‹" | "›");
        if is_french {
            return self.mend_french_spaces(open, close, edits);
        }
        // `Home » News » Town` is no quotation.
        let is_path = open.form == "»" && !(self.page.convention.is_inward && close.form == "«");
        // No-break spaces inside of guillemets are there on purpose, and so is a thin one before a stop.
        let is_guillemet = matches!(open.form, "«" | "‹");
        let has_thin_space = || self.text[open.span.end..close.span.start].contains('\u{202F}');
        let is_bound =
            is_guillemet && (is_no_break(open.right) && is_no_break(close.left) || has_thin_space());
        let is_like_french = is_guillemet || self.has_french_stop(open, close);
        if is_path || is_bound || is_like_french && self.may_be_french() {
            return;
        }
        let touches_mark = |c: char| matches!(c, '‘' | '’' | '\'' | '“' | '”' | '"' | '…');
        let inner = open.span.end..open.span.end + open.blank_right;
        let outer = self.lacks_space_before(open, family);
        if !inner.is_empty() && !touches_mark(open.near_right) && !matches!(open.near_right, '\n' | '.') {
            if outer {
                let whole = open.span.start..inner.end;
                edits.push(replace(whole, format!(" {}", open.form), &rules::OPEN_SIDE));
            } else {
                edits.push(replace(inner, String::new(), &rules::OPEN_SIDE));
            }
        } else if outer && (!open.is_straight() || matches!(open.left, ',' | ':' | ';')) {
            edits.push(replace(open.span.start..open.span.start, " ".to_owned(), &rules::MISSING_SPACE));
        }
        let inner = close.span.start - close.blank_left..close.span.start;
        let outer = self.lacks_space_after(close, family);
        if !inner.is_empty() && !touches_mark(close.near_left) && close.near_left != '\n' {
            if outer {
                let whole = inner.start..close.span.end;
                edits.push(replace(whole, format!("{} ", close.form), &rules::CLOSE_SIDE));
            } else {
                edits.push(replace(inner, String::new(), &rules::CLOSE_SIDE));
            }
        } else if outer && (is_end_of_speech(close.left) || self.begins_next_word(close)) {
            edits.push(replace(close.span.end..close.span.end, " ".to_owned(), &rules::MISSING_SPACE));
        }
    }

    /// In French, guillemets have one blank inside or none, and both ends are alike.
    fn mend_french_spaces(&self, open: &Mark<'t>, close: &Mark<'t>, edits: &mut Vec<Edit>) {
        let inner = [
            (open.span.end..open.span.end + open.blank_right, &rules::OPEN_SIDE),
            (close.span.start - close.blank_left..close.span.start, &rules::CLOSE_SIDE),
        ];
        let counts = inner.clone().map(|(span, _)| self.text[span].chars().count());
        if counts[0] == counts[1] && counts[0] < 2 || counts.contains(&0) && !counts.contains(&1) {
            return;
        }
        for ((span, rule), count) in inner.into_iter().zip(counts) {
            if count != 1 {
                edits.push(replace(span, "\u{A0}".to_owned(), rule));
            }
        }
    }

    /// Whether the paragraph is in French, whatever the text is in, or nobody knows.
    fn may_be_french(&self) -> bool {
        match self.language() {
            Some(language) => language == "fr",
            None => !self.page.is_told,
        }
    }

    fn language(&self) -> Option<&'static str> {
        *self.language.get_or_init(|| language_of(&self.text[self.span.clone()]))
    }

    /// Whether the quotation has a space before a stop, as French has.
    fn has_french_stop(&self, open: &Mark<'t>, close: &Mark<'t>) -> bool {
        let content = &self.text[open.span.end..close.span.start];
        [" ?", " !", " :", " ;", "\u{A0}?", "\u{A0}!", "\u{A0}:", "\u{A0};"]
            .iter()
            .any(|stop| content.contains(stop))
    }

    fn lacks_space_before(&self, open: &Mark<'t>, family: Family) -> bool {
        match open.left {
            ',' | ';' | ':' | '.' | '!' | '?' => true,
            c if is_spaced_script(c) => {
                open.blank_right > 0 || family == Family::Double && !is_prefix(open.word_before(self.text))
            }
            _ => false,
        }
    }

    fn lacks_space_after(&self, close: &Mark<'t>, family: Family) -> bool {
        let word = close.word_after(self.text);
        let is_word = word.chars().count() > 1
            || matches!(word, "a" | "I" | "A" | "i" | "y" | "o" | "e" | "u" | "w" | "z");
        match close.right {
            c if is_spaced_script(c) => is_word && !is_suffix(word) || close.blank_left > 0,
            '(' | '—' | '–' => close.blank_left > 0 && family == Family::Double,
            _ => false,
        }
    }

    /// Whether the word behind a closing mark is one of an English sentence, and no ending.
    fn begins_next_word(&self, close: &Mark<'t>) -> bool {
        let word = close.word_after(self.text);
        self.page.is_told
            && self.page.convention.is_english()
            && !close.is_straight()
            && is_word(word, Some("en"))
    }

    /// Ends that do not fit together, face the wrong way, or are of another style than the text.
    fn mend_glyphs(&self, open: &Mark<'t>, close: &Mark<'t>, family: Family, edits: &mut Vec<Edit>) {
        let wanted = match family {
            Family::Double => self.wanted_pair(open, close),
            Family::Single => self.wanted_singles(open, close),
        };
        let Some((rule, pair)) = wanted else { return };
        for (mark, glyph) in [(open, pair.0), (close, pair.1)] {
            if mark.form != glyph {
                edits.push(replace(mark.span.clone(), glyph.to_owned(), rule));
            }
        }
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
    fn mend_apostrophe(&mut self, mark: &Mark<'t>, reading: &Reading) {
        if reading.role != Role::Neither || !reading.is_sure() {
            return;
        }
        let is_minority = self.quotes == Quotes::Keep && self.page.is_mixed();
        let curly = self.page.has_curly_apostrophes();
        let begins_word = !mark.left.is_alphanumeric() && mark.right.is_alphanumeric();
        let (rule, glyph) = match mark.form {
            "‘" if begins_word && self.quotes != Quotes::Straight => (&rules::WRONG_DIRECTION, "’"),
            "'" if curly && is_minority && (mark.left.is_alphabetic() || begins_word) => {
                (&rules::MINORITY, "’")
            }
            "’" if !curly && is_minority && mark.left.is_alphabetic() => (&rules::MINORITY, "'"),
            _ => return,
        };
        self.edits.push(Mending { edits: vec![replace(mark.span.clone(), glyph.to_owned(), rule)] });
    }
}

/// Whether the places of all marks make quotations within quotations, whose blanks are where they belong: `"a "b" c"`.
fn are_nested(marks: &[Mark<'_>]) -> bool {
    let mut depth = 0_usize;
    let mut is_deep = false;
    for mark in marks {
        let (left, right) = (mark.left.is_whitespace(), mark.right.is_whitespace());
        match (left, right) {
            (true, false) => depth += 1,
            (false, _) if !mark.right.is_alphanumeric() && depth > 0 => depth -= 1,
            _ => return false,
        }
        is_deep |= depth > 1;
    }
    is_deep && depth == 0
}

/// Whether another double mark stands beside a mark: `"“` is not to be told.
fn touches_another(mark: &Mark<'_>) -> bool {
    [mark.left, mark.right].iter().any(|c| matches!(c, '"' | '“' | '”' | '„' | '«' | '»'))
}

fn is_no_break(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{202F}')
}

fn is_english_pair(pair: Pair<'_>) -> bool {
    matches!(pair, ("“", "”") | ("\"", "\""))
}

fn replace(span: Range<usize>, text: String, rule: &'static Rule) -> Edit {
    Edit { span, text: text.into(), rule, note: None }
}

/// Letters of scripts that put spaces between words.
fn is_spaced_script(c: char) -> bool {
    c.is_alphabetic() && (c < '\u{590}' || ('\u{1E00}'..'\u{2000}').contains(&c))
}

/// What stands before the closing mark of something that was said.
fn is_end_of_speech(c: char) -> bool {
    matches!(c, ',' | '.' | '!' | '?' | '…' | '—')
}

/// Endings that are written behind a closing mark.
fn is_suffix(word: &str) -> bool {
    const SUFFIXES: [&str; 12] =
        ["s", "es", "ed", "er", "ers", "ing", "ish", "ly", "ism", "ist", "like", "type"];
    SUFFIXES.contains(&word)
}

/// Beginnings that are written before an opening mark.
fn is_prefix(word: &str) -> bool {
    const PREFIXES: [&str; 14] =
        ["re", "un", "pre", "non", "anti", "pro", "mis", "de", "co", "l", "d", "qu", "j", "n"];
    PREFIXES.iter().any(|prefix| prefix.eq_ignore_ascii_case(word))
}

/// Single marks that are read together.
pub(super) struct Region<'t> {
    pub(super) marks: Vec<Mark<'t>>,
    pub(super) ends: Ends,
}

/// The single marks outside of the quotations, and those of each quotation, which is closed or goes on.
pub(super) fn regions<'t>(
    singles: &[Mark<'t>],
    quotations: &[(Range<usize>, bool)],
    ends: Ends,
) -> Vec<Region<'t>> {
    let all = quotations.iter().map(|(_, is_closed)| if *is_closed { Ends::CLOSED } else { ends });
    let mut regions: Vec<Region<'t>> =
        all.chain([ends]).map(|ends| Region { marks: Vec::new(), ends }).collect();
    let mut next = 0;
    for mark in singles {
        while quotations.get(next).is_some_and(|(span, _)| span.end <= mark.span.start) {
            next += 1;
        }
        let is_inside = quotations.get(next).is_some_and(|(span, _)| span.start <= mark.span.start);
        regions[if is_inside { next } else { quotations.len() }].marks.push(mark.clone());
    }
    regions.retain(|region| !region.marks.is_empty());
    regions
}

/// The spans of the quotations of a paragraph that ends at `end`, and whether they are closed. One that is not goes on to the
/// next or to the end.
pub(super) fn quotations(marks: &[Mark<'_>], readings: &[Reading], end: usize) -> Vec<(Range<usize>, bool)> {
    let opening = readings.iter().enumerate().filter(|(_, reading)| reading.role == Role::Open);
    let span = |(n, reading): (usize, &Reading)| {
        let close = reading.partner.or((n + 1 < marks.len()).then_some(n + 1));
        let span = marks[n].span.start..close.map_or(end, |close| marks[close].span.end);
        (span, reading.partner.is_some())
    };
    opening.map(span).collect()
}
