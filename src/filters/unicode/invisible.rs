//! Characters that nobody sees: zero-width spaces and joiners, soft hyphens, marks of direction, tags.
//!
//! ```text
//! The gov·ern·ment ad⁠op⁠ted it.      →      The government adopted it.      (· soft hyphen, ⁠ word joiner)
//! ```
//!
//! A zero-width character is spelling in Persian, Indic scripts, Thai and Khmer, and holds emoji together. So it goes only
//! between letters of alphabets that do not need it, or such a letter and a blank or a mark. Marks of direction stay in a text
//! that has letters written from right to left. A soft hyphen is a place where a word may be broken, in every script; what
//! could be half of a letter that was decoded wrongly stays. Tags stay in flags (🏴󠁧󠁢󠁳󠁣󠁴󠁿).

use std::cell::OnceCell;
use std::ops::Range;

use super::broken_words::{Page, SoftBreak, soft_break};
use super::scripts::{Script, script_of};
use crate::edit::Edits;
use crate::filters::triples::next_triple;
use crate::filters::{Filter, View};
use crate::lines::ends_line;
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static ZERO_WIDTH: Rule = Rule {
    id: "unicode/zero-width",
    summary: "zero-width character in a Latin, Greek or Cyrillic word, or beside one",
    why: "Zero-width spaces and joiners and the word joiner are left by editors and by who wants to mark a copy. Nobody sees \
          them, and no search finds the word. In scripts that spell with them and between emoji they stay.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "The mi\u{200B}ll is\u{2060} shut.\n", clean: "The mill is shut.\n" },
        Example {
            dirty: "The ow\u{200D}l, they sa\u{FEFF}y, is\u{200C} back.\n",
            clean: "The owl, they say, is back.\n",
        },
        Example { dirty: "One.\n\u{200B}\nTwo.\n", clean: "One.\n\nTwo.\n" },
        Example {
            dirty: "One.\u{3000}\u{200B}\u{3000}\u{200B}\nTwo.\n",
            clean: "One.\u{3000}\u{3000}\nTwo.\n",
        },
    ],
    keeps: &[
        "او می\u{200C}رود.\n",
        "क\u{94D}\u{200D}ष और र\u{94D}\u{200D}य\n",
        "A family 👩\u{200D}👩\u{200D}👧 and a 🏃\u{200D}♂\u{FE0F} and a ❤\u{FE0F}\u{200D}🔥.\n",
        "ភាសា\u{200B}ខ្មែរ\n",
        "They say iPhone\u{200C}ها for many.\n",
        "Write &\u{200B}nbsp; for a space.\n",
    ],
};

static SOFT_HYPHEN: Rule = Rule {
    id: "unicode/soft-hyphen",
    summary: "soft hyphen",
    why: "A soft hyphen says where a page may break a word. It is not seen, and a word with one is not found. One that may be half \
          of a letter that was decoded wrongly stays.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "The gov\u{AD}ern\u{AD}ment met.\n", clean: "The government met.\n" },
        Example { dirty: "Die Bürger\u{AD}meisterin kam.\n", clean: "Die Bürgermeisterin kam.\n" },
    ],
    keeps: &["The government met.\n", "MarÃ\u{AD}a came.\n", "Р\u{AD}то дом.\n"],
};

static SOFT_BREAK: Rule = Rule {
    id: "unicode/soft-hyphen-break",
    summary: "word broken at a soft hyphen",
    why: "Text out of a PDF keeps the line break or the space after a soft hyphen. The two halves are one word if the word list \
          knows what comes out.",
    level: Level::Standard,
    examples: &[
        Example { dirty: "The govern\u{AD}\nment met.\n", clean: "The government met.\n" },
        Example { dirty: "The govern\u{AD} ment met.\n", clean: "The government met.\n" },
    ],
    keeps: &["The owl\u{AD}\nflies by night.\n", "A mill\u{AD}\n\nand a town.\n"],
};

static DIRECTION_MARK: Rule = Rule {
    id: "unicode/direction-mark",
    summary: "mark of direction in a text that is written from left to right",
    why: "Left-to-right and right-to-left marks order a line that mixes Hebrew or Arabic with other scripts. Without such letters \
          they do nothing.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "\u{200E}The mill is shut.\u{200E}\n", clean: "The mill is shut.\n" },
        Example { dirty: "The owl\u{200F} (see below).\n", clean: "The owl (see below).\n" },
    ],
    keeps: &["The word שלום\u{200E} (peace).\n", "C#\u{200E} هي لغة.\n"],
};

static TAG: Rule = Rule {
    id: "unicode/tag-character",
    summary: "invisible tag characters",
    why: "Tags are a hidden copy of ASCII, which can carry text that no reader sees. Only flags of regions need them, after a black \
          flag.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "The mill is shut.\u{E0068}\u{E0069}\n", clean: "The mill is shut.\n" },
        Example { dirty: "\u{E0001}\u{E0065}One\u{E007F}.\n", clean: "One.\n" },
    ],
    keeps: &["A flag: 🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}.\n", "辻\u{E0100}さん\n"],
};

/// Removes what nobody sees.
pub(super) struct Invisibles;

impl Filter for Invisibles {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&ZERO_WIDTH, &SOFT_HYPHEN, &SOFT_BREAK, &DIRECTION_MARK, &TAG]
    }

    fn needs(&self) -> Traits {
        Traits::UNSEEN
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let text = view.text;
        let scripts = Scripts { text, joining: OnceCell::new(), right_to_left: OnceCell::new() };
        let page = Page::new(text);
        let mut from = 0;
        let has_rare = view.traits.meets(Traits::RARE_LEAD);
        let next = |from| {
            if has_rare {
                next_triple(text.as_bytes(), from, |triple| begins_usual(triple) | begins_rare(triple))
            } else {
                next_triple(text.as_bytes(), from, begins_usual)
            }
        };
        while let Some(start) = next(from) {
            let length = text[start..]
                .chars()
                .take_while(|c| kind_of(*c).is_some())
                .map(char::len_utf8)
                .sum::<usize>();
            let run = Run { text, span: start..start + length };
            from = run.span.end;
            let zero_width = run.is_useless(&scripts);
            let direction = zero_width && !scripts.is_right_to_left();
            let half_letter = run.may_be_half_a_letter();
            let flag = run.flag_end();
            let soft_break = run.is_soft().then(|| soft_break(&page, &run.span)).flatten();
            for (at, c) in text[run.span.clone()].char_indices() {
                let at = start + at;
                let span = at..at + c.len_utf8();
                match kind_of(c) {
                    Some(Kind::ZeroWidth) if zero_width || run.begins_line(at) && c == '\u{FEFF}' => {
                        edits.delete(span, &ZERO_WIDTH);
                    }
                    Some(Kind::Direction) if direction => edits.delete(span, &DIRECTION_MARK),
                    Some(Kind::SoftHyphen) if !half_letter => match soft_break {
                        None => edits.delete(span, &SOFT_HYPHEN),
                        Some(SoftBreak::Joins(end)) if span.end == run.span.end => {
                            edits.delete(span.start..end, &SOFT_BREAK);
                            from = end;
                        }
                        Some(_) => {}
                    },
                    Some(Kind::Tag) if at >= flag => edits.delete(span, &TAG),
                    _ => {}
                }
            }
        }
    }
}

/// What an invisible character is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    ZeroWidth,
    SoftHyphen,
    Direction,
    Tag,
}

fn kind_of(c: char) -> Option<Kind> {
    match c {
        '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => Some(Kind::ZeroWidth),
        '\u{AD}' => Some(Kind::SoftHyphen),
        '\u{200E}' | '\u{200F}' => Some(Kind::Direction),
        '\u{E0001}' | '\u{E0020}'..='\u{E007F}' => Some(Kind::Tag),
        _ => None,
    }
}

/// The same by bytes: what may stand in any text.
fn begins_usual([a, b, c]: [u8; 3]) -> bool {
    let general = (b == 0x80) & (c.wrapping_sub(0x8B) < 5) | (b == 0x81) & (c == 0xA0);
    (a == 0xE2) & general | (a == 0xC2) & (b == 0xAD)
}

/// And what only a text with the trait [`Traits::RARE_LEAD`] has; of the block of tags all.
fn begins_rare([a, b, c]: [u8; 3]) -> bool {
    (a == 0xEF) & (b == 0xBB) & (c == 0xBF) | (a == 0xF3) & (b == 0xA0) & (c & 0xFE == 0x80)
}

/// Invisible characters side by side.
struct Run<'t> {
    text: &'t str,
    span: Range<usize>,
}

impl Run<'_> {
    fn before(&self) -> Option<char> {
        self.text[..self.span.start].chars().next_back()
    }

    fn after(&self) -> Option<char> {
        self.text[self.span.end..].chars().next()
    }

    /// Whether neither neighbour needs zero-width characters.
    fn is_useless(&self, scripts: &Scripts<'_>) -> bool {
        let holds_joiner = self.text[self.span.clone()].contains('\u{200D}');
        match (side(self.before(), holds_joiner), side(self.after(), holds_joiner)) {
            (Side::Letter, Side::Letter) => true,
            (Side::Letter | Side::Open, Side::Letter | Side::Open) => !scripts.has_joining(),
            _ => false,
        }
    }

    /// Whether it is of soft hyphens alone.
    fn is_soft(&self) -> bool {
        self.text[self.span.clone()].chars().all(|c| c == '\u{AD}')
    }

    /// Whether nothing but this run stands before `at` on its line.
    fn begins_line(&self, at: usize) -> bool {
        at == self.span.start && self.before().is_none_or(ends_line)
    }

    /// Whether its soft hyphens may be the second half of a letter that was decoded wrongly: í became Ã and a soft hyphen, and
    /// Э became Р and one.
    fn may_be_half_a_letter(&self) -> bool {
        let is_sign = |c: Option<char>| {
            c.is_some_and(|c| matches!(c, '\u{80}'..='\u{BF}' | '€' | '„' | '…' | '†'..='‡' | '™'))
        };
        let is_capital = |c: char| !c.is_ascii() && c.is_uppercase();
        let next_is_capital = self.after().is_some_and(char::is_uppercase);
        is_sign(self.before())
            || is_sign(self.after())
            || self.before().is_some_and(|c| {
                matches!(c, 'Р' | 'С' | 'Ξ' | 'Ο' | 'Ã' | 'Â') || is_capital(c) && !next_is_capital
            })
    }

    /// Where the tags of a flag that the run follows end.
    fn flag_end(&self) -> usize {
        if self.before() != Some('🏴') {
            return self.span.start;
        }
        let tags = &self.text[self.span.clone()];
        self.span.start + tags.find('\u{E007F}').map_or(0, |at| at + '\u{E007F}'.len_utf8())
    }
}

/// What stands beside an invisible character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// A letter of an alphabet that needs no invisible characters.
    Letter,
    /// Nothing, a blank, a digit or a mark.
    Open,
    /// A letter of another script, an emoji, or a sign that begins markup: it may need one.
    Other,
}

fn side(c: Option<char>, holds_joiner: bool) -> Side {
    let Some(c) = c else { return Side::Open };
    match c {
        // `&\u{200B}nbsp;` and `*\u{200B}` show a sign that would mean something without.
        '&' | '<' | '>' | '[' | ']' | '{' | '}' | '`' | '*' | '_' | '~' | '\\' => Side::Other,
        'a'..='z' | 'A'..='Z' => Side::Letter,
        c if c.is_whitespace() => Side::Open,
        '\0'..='\u{BF}'
        | '\u{D7}'
        | '\u{F7}'
        | '\u{2000}'..='\u{206F}'
        | '\u{20A0}'..='\u{20CF}'
        | '\u{2100}'..='\u{218F}' => Side::Open,
        '\u{2190}'..='\u{2BFF}' if !holds_joiner => Side::Open,
        // Modifiers, accents, Armenian, Georgian, ligatures.
        '\u{2B0}'..='\u{36F}' | '\u{531}'..='\u{58F}' | '\u{10A0}'..='\u{10FF}' | '\u{FB00}'..='\u{FB06}' => {
            Side::Letter
        }
        c if matches!(script_of(c), Some(Script::Latin | Script::Greek | Script::Cyrillic)) => Side::Letter,
        _ => Side::Other,
    }
}

/// What scripts a text has, asked once.
struct Scripts<'t> {
    text: &'t str,
    joining: OnceCell<bool>,
    right_to_left: OnceCell<bool>,
}

impl Scripts<'_> {
    /// Whether it has letters of a script that spells with zero-width characters: from Hebrew to Mongolian, and the smaller
    /// ones of India and Indonesia.
    fn has_joining(&self) -> bool {
        *self.joining.get_or_init(|| {
            let is_joining = |[a, b, _]: [u8; 3]| {
                (a.wrapping_sub(0xD6) <= 0xE0 - 0xD6)
                    | (a == 0xE1) & ((b < 0x83) | (b.wrapping_sub(0x9C) <= 0xAF - 0x9C))
                    | (a == 0xEA) & (b.wrapping_sub(0xA0) < 0x10)
                    | (a == 0xF0) & (b.wrapping_sub(0x90) < 0x0B)
            };
            next_triple(self.text.as_bytes(), 0, is_joining).is_some()
        })
    }

    fn is_right_to_left(&self) -> bool {
        *self.right_to_left.get_or_init(|| has_right_to_left(self.text))
    }
}

/// Whether a text has a letter that is written from right to left: Hebrew, Arabic, Syriac and their neighbours, or one of
/// their presentation forms.
pub(super) fn has_right_to_left(text: &str) -> bool {
    let is_one = |[a, b, c]: [u8; 3]| {
        (a == 0xD6) & (b >= 0x90)
            | (a.wrapping_sub(0xD7) <= 0xDF - 0xD7)
            | (a == 0xE0) & (b.wrapping_sub(0xA0) < 4)
            | (a == 0xEF)
                & ((b == 0xAC) & (c >= 0x9D)
                    | (b.wrapping_sub(0xAD) < 0x0B)
                    | (b == 0xB9) & (c >= 0xB0)
                    | (b == 0xBA))
            | (a == 0xEF) & (b == 0xBB) & (c < 0xBD)
            | (a == 0xF0) & ((b == 0x90) & (c >= 0xA0) | (b == 0x9E))
    };
    next_triple(text.as_bytes(), 0, is_one).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::survey;

    #[test]
    fn letters_from_right_to_left() {
        for text in ["a ש b", "سلام", "ܫ", "\u{FB2A}", "\u{FE8E}", "\u{FEFC}", "\u{10A00}", "𞤀"] {
            assert!(has_right_to_left(text), "{text}");
        }
        for text in ["", "The mill", "Привет", "हिन्दी", "\u{FEFF}a", "ﬁ", "😀", "Հայ", "ไทย"]
        {
            assert!(!has_right_to_left(text), "{text}");
        }
    }

    #[test]
    fn bytes_and_characters_agree() {
        for c in ('\0'..='\u{E0FFF}').filter(|c| kind_of(*c).is_some()) {
            let mut bytes = c.to_string().into_bytes();
            bytes.push(0);
            let triple = [bytes[0], bytes[1], bytes[2]];
            assert!(begins_usual(triple) || begins_rare(triple), "{c:?}");
            assert!(survey(&c.to_string()).meets(Traits::UNSEEN), "{c:?}");
        }
    }
}
