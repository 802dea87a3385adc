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
use std::collections::BTreeMap;
use std::ops::Range;

use super::glance::{Glanced, glance};
use super::locale::Locale;
use super::marks::{Family, Mark};
use super::page::Page;
use super::paragraph::{self, Marks, begins_quoted};
use super::roles::{Carry, Ends, Role, certainty};
use super::rules;
use crate::blocks::are_code;
use crate::config::{Config, Lang, Quotes};
use crate::edit::{Edit, Edits, Note};
use crate::filters::foreign::language_of;
use crate::filters::{Filter, View};
use crate::protect::Reach;
use crate::rule::{Level, Rule};
use crate::survey::Traits;

/// Mends quotations.
pub(super) struct Repair {
    locale: Locale,
    lang: Lang,
    quotes: Quotes,
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
            &rules::AMBIGUOUS,
        ];
        // Straightening and curling make these of one kind anyway.
        if self.quotes != Quotes::Straight {
            rules.extend([&rules::WRONG_DIRECTION, &rules::LOW_MARK]);
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
            if !is_odd || are_code(&text[paragraph.clone()]) {
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
                mendings: Vec::new(),
            };
            let last = found.mend(Ends::between(carry.is_open(), goes_on));
            carry = carry.after(last);
            let is_allowed = |edit: &Edit| {
                let is_told = edit.rule.level == Level::Suggest && view.selects(edit.rule);
                (is_told || view.applies(edit.rule)) && !view.is_protected(&edit.span, Reach::Prose)
            };
            found.mendings.retain(|mending| mending.iter().all(is_allowed));
            for edit in together_or_not_at_all(found.mendings) {
                edits.push(edit);
            }
        }
    }
}

/// Edits that are made together or not at all.
type Mending = Vec<Edit>;

/// All edits of mendings that do not get in the way of an earlier one.
fn together_or_not_at_all(mut mendings: Vec<Mending>) -> impl Iterator<Item = Edit> {
    mendings.sort_by_key(|mending| mending[0].span.start);
    let mut all: BTreeMap<(usize, usize), Edit> = BTreeMap::new();
    for mending in mendings {
        let mut made = Vec::new();
        for edit in mending {
            let (start, end) = (edit.span.start, edit.span.end);
            let last_before = all.range(..(end, 0)).next_back();
            let is_free =
                last_before.is_none_or(|(span, _)| span.1 <= start) && !all.contains_key(&(start, end));
            made.push(((start, end), is_free));
            if !is_free {
                break;
            }
            all.insert((start, end), edit);
        }
        if made.last().is_some_and(|(_, is_free)| !is_free) {
            made.pop();
            for (span, _) in made {
                all.remove(&span);
            }
        }
    }
    all.into_values()
}

/// The mending of one paragraph.
pub(super) struct Paragraph<'p, 't> {
    pub(super) text: &'t str,
    pub(super) page: &'p Page<'t>,
    pub(super) quotes: Quotes,
    span: Range<usize>,
    /// What its words are in.
    language: OnceCell<Option<&'static str>>,
    mendings: Vec<Mending>,
}

impl<'t> Paragraph<'_, 't> {
    /// Finds all mendings of a paragraph, and says whether its last quotation is open.
    fn mend(&mut self, ends: Ends) -> Option<bool> {
        let Marks { levels, leaves_open } = Marks::read(self.text, self.page, self.span.clone(), ends);
        for level in &levels {
            self.mend_level(level);
            if level.family == Family::Single {
                for (mark, reading) in level.marks.iter().zip(&level.readings) {
                    self.mendings.extend(self.wanted_apostrophe(mark, reading).map(|edit| vec![edit]));
                }
            }
        }
        leaves_open
    }

    /// Mends the quotations that are sure.
    fn mend_level(&mut self, level: &paragraph::Level<'t>) {
        let paragraph::Level { family, marks, readings, is_nested } = level;
        for (n, reading) in readings.iter().enumerate() {
            let (Role::Open, Some(partner)) = (reading.role, reading.partner) else { continue };
            let (open, close) = (&marks[n], &marks[partner]);
            if touches_another(open) || touches_another(close) {
                continue;
            }
            let mut mending = if *is_nested { Vec::new() } else { self.wanted_spaces(open, close, *family) };
            if !reading.is_sure() || !readings[partner].is_sure() {
                let margin = reading.margin.min(readings[partner].margin);
                for edit in &mut mending {
                    edit.rule = &rules::AMBIGUOUS;
                    let detail = "the paragraph reads nearly as well in another way".to_owned();
                    edit.note = Some(Box::new(Note { detail, place: None, certainty: certainty(margin) }));
                }
            } else if mending.is_empty() {
                mending = self.wanted_glyphs(open, close, *family);
            }
            if !mending.is_empty() {
                self.mendings.push(mending);
            }
        }
    }

    /// The language of the paragraph, as far as its words say.
    pub(super) fn language(&self) -> Option<&'static str> {
        *self.language.get_or_init(|| language_of(&self.text[self.span.clone()]))
    }
}

/// Whether another double mark stands beside a mark: `"“` is not to be told.
fn touches_another(mark: &Mark<'_>) -> bool {
    [mark.left, mark.right].iter().any(|c| matches!(c, '"' | '“' | '”' | '„' | '«' | '»'))
}

pub(super) fn replace(span: Range<usize>, text: String, rule: &'static Rule) -> Edit {
    Edit { span, text: text.into(), rule, note: None }
}
