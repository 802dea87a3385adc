//! A blank before a stop: `word .`, `word , and`, `Why now ?`.
//!
//! French keeps its blank before `; : ! ?`, and so does a French line in another text. What stands after the stop has to be
//! a blank, the end of the line, or what closes a quotation, so `.NET`, `.5`, `:)`, `:emoji:` and `!important` stay.

use super::doubled::opens_quotation;
use super::line::{ends_in_letter, ends_in_name, ends_in_text, is_gap, words};
use super::spoken::follows_little_word;
use super::{Place, deletion, function_words, replacement};
use crate::edit::Edit;
use crate::rule::{Example, Level, Rule};

static SPACE_BEFORE_STOP: Rule = Rule {
    id: "punctuation/space-before-stop",
    summary: "space before a stop",
    why: "Programs that cut text into words, and translation programs, leave a space before a stop. French wants one before \
          `; : ! ?` and keeps it. Smileys, numbers, tables, code and names that begin with a dot stay.",
    level: Level::Safe,
    examples: &[
        Example {
            dirty: "The mill was sold , and nobody knew why .\n",
            clean: "The mill was sold, and nobody knew why.\n",
        },
        Example { dirty: "Who sold the mill ? Nobody knew.\n", clean: "Who sold the mill? Nobody knew.\n" },
        Example {
            dirty: "One thing is sure\u{202F}: the mill was sold.\n",
            clean: "One thing is sure: the mill was sold.\n",
        },
        Example {
            dirty: "Die alte Mühle wurde gestern verkauft , und niemand weiß warum .\n",
            clean: "Die alte Mühle wurde gestern verkauft, und niemand weiß warum.\n",
        },
        Example {
            dirty: "Le vieux moulin est vendu , et personne ne sait pourquoi .\n",
            clean: "Le vieux moulin est vendu, et personne ne sait pourquoi.\n",
        },
        Example {
            dirty: "The mill was sold ,and nobody knew why.\n",
            clean: "The mill was sold, and nobody knew why.\n",
        },
        Example {
            dirty: "He said that x = 5 is wrong , and the whole town agreed with him in the end .\n",
            clean: "He said that x = 5 is wrong, and the whole town agreed with him in the end.\n",
        },
    ],
    keeps: &[
        "Qui a vendu le vieux moulin ? Personne ne le sait : il est tard.\n",
        "The .NET runtime, a .txt file and .5 of a point.\n",
        "They won 3 : 2, as . . . nobody had hoped :) or ;-) or :D and said so ...\n",
        "He typed the colour red !important and a name ?query into it.\n",
        "x = a , b ;\n",
        "| mill | sold , |\n",
        "Find it at https://example.org/mill . Or ask.\n",
        "Name : Ann\nTown : Wells\n",
        "She said « Qui a vendu le moulin ? » and left.\n",
        "A space before ! and ? and ; here.\n",
        "Separate with , or ; or . but not with : or ! please.\n",
        "Use a , instead of ; here\n",
        "print( x , y )\nfor x in y :\nfeed( owl , mill )\n",
        "git commit -m \"fix\" ; git push\n",
        "Let ( x , y ) be a point in [ 0 , 1 ] .\n",
        "¿ Qué es esto ? ¡ No !\n",
        "EE . UU .\n",
    ],
};

pub(super) static RULES: [&Rule; 1] = [&SPACE_BEFORE_STOP];

pub(super) fn look(place: &Place<'_, '_>) -> Option<Edit> {
    let (text, line) = (place.text, place.line);
    let stop = place.next;
    let left = &text[line.span.start..stop];
    let before = left.trim_end_matches(is_gap);
    let gap = line.span.start + before.len()..stop;
    // More than two blanks are layout.
    let mark = place.byte(1);
    let is_after_text = ends_in_text(before) || matches!(mark, b'.' | b',') && ends_in_letter(before);
    if gap.is_empty() || text[gap.clone()].chars().nth(2).is_some() || !is_after_text {
        return None;
    }
    let marks = text.as_bytes()[stop..line.span.end]
        .iter()
        .take_while(|&&byte| byte == mark || matches!((mark, byte), (b'!' | b'?', b'!' | b'?')))
        .count();
    let most = match mark {
        b'!' | b'?' => 3,
        b',' => 2,
        _ => 1,
    };
    let after = &text[stop + marks..line.span.end];
    let context = Context { before, after, from: stop + marks, mark, is_pair: marks == 2 };
    if marks > most || !line.is_prose() || ends_in_name(before) || context.is_meant(place) {
        return None;
    }
    if context.is_free() {
        return Some(deletion(gap, &SPACE_BEFORE_STOP));
    }
    if marks == 1 && context.is_on_the_wrong_side(place) {
        let mended = if mark == b',' { ", " } else { ". " };
        return Some(replacement(gap.start..stop + 1, mended, &SPACE_BEFORE_STOP));
    }
    None
}

/// What stands around a stop with a blank before it.
struct Context<'t> {
    before: &'t str,
    after: &'t str,
    /// Where `after` begins.
    from: usize,
    mark: u8,
    /// Whether the stop stands twice.
    is_pair: bool,
}

impl Context<'_> {
    fn next(&self) -> Option<char> {
        self.after.trim_start().chars().next()
    }

    /// Whether nothing hangs on the stop.
    fn is_free(&self) -> bool {
        let mut after = self.after.chars();
        match after.next() {
            None | Some('—' | '–') => true,
            Some(c) if c.is_whitespace() => true,
            Some('”' | '’' | '»' | '“' | '"' | '\'') => {
                let next = after.next();
                next.is_none_or(|c| !c.is_alphanumeric())
            }
            // `(the part after the last .)` is about the stop.
            Some(')' | ']') => matches!(self.mark, b'!' | b'?'),
            _ => false,
        }
    }

    /// Whether the blank, or all of it, has a meaning here.
    fn is_meant(&self, place: &Place<'_, '_>) -> bool {
        let after_digit = self.before.ends_with(|c: char| c.is_ascii_digit());
        let next = self.next();
        if after_digit && next.is_some_and(|c| c.is_ascii_digit()) {
            return true;
        }
        let line = place.line;
        let sets_apart = matches!(self.mark, b':' | b';' | b'!' | b'?');
        if sets_apart && (place.tongue.spaces(self.mark) || line.is_french()) {
            return true;
        }
        if self.joins_symbols(place) || place.is_in_call(place.next) {
            return true;
        }
        if line.speaks_of_marks() && follows_little_word(self.before, place.tongue.language()) {
            return true;
        }
        match self.mark {
            // `Home . News . Sport`, `EE . UU .` and `. . .` are no ends of sentences.
            b'.' => {
                next.is_some_and(|c| c.is_lowercase() || c == '.')
                    || next.is_some() && sentence_words(self.before) < 2 && !line.habits().has_comma_apart
                    || ends_in_initials(self.before)
            }
            b':' | b';' => {
                is_smiley(self.after)
                    || line.habits().is_catalogue
                    || self.mark == b':' && line.habits().has_label_beside
            }
            b',' => self.is_pair && opens_quotation(place, self.from),
            // Without its partner, which has one too, it would be half mended.
            b'!' | b'?' if line.habits().has_opening_apart => true,
            b'!' => next.is_some_and(|c| matches!(c, '[' | '=' | '!')),
            b'?' => next.is_some_and(|c| matches!(c, '@' | '#' | '?')),
            _ => false,
        }
    }

    /// `( x , y )`, `p , 0`: names of numbers are set as in the rest of their formula.
    fn joins_symbols(&self, place: &Place<'_, '_>) -> bool {
        if !matches!(self.mark, b',' | b';' | b':') {
            return false;
        }
        let left = self.before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let right = self.after.split_whitespace().next().unwrap_or_default();
        let left = left.trim_start_matches(['(', '[']);
        let right = right.trim_end_matches([')', ']', '.', ',', ';', ':']);
        let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
        let is_symbol = |word: &str| {
            let mut letters = word.chars();
            letters.next().is_some_and(char::is_alphabetic)
                && letters.next().is_none()
                && !matches!(word, "a" | "A" | "I")
                && !function_words::has(place.tongue.language(), word)
        };
        is_symbol(left) && (is_symbol(right) || is_number(right)) || is_number(left) && is_symbol(right)
    }

    /// Whether the blank before the stop belongs after it.
    fn is_on_the_wrong_side(&self, place: &Place<'_, '_>) -> bool {
        let word = self.after.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let ends = self.after[word.len()..].starts_with([' ', '.', ',', '\'', '’']) && !word.is_empty();
        // `,nein‘` has a comma for a quotation mark.
        let has_marks = place.line.habits().last_quotation.is_some_and(|last| last >= self.from);
        if !ends || has_marks || !self.before.ends_with(char::is_alphabetic) || !place.line.has_words(5) {
            return false;
        }
        let is_common = || function_words::has(place.tongue.language(), word);
        match self.mark {
            b',' => word.starts_with(char::is_lowercase) && is_common(),
            b'.' => word.len() > 2 && word.starts_with(char::is_uppercase) && is_common(),
            _ => false,
        }
    }
}

/// How many words stand between the last stop of `text` and its end; two are as good as more.
fn sentence_words(text: &str) -> usize {
    let from = text.rfind(['.', '!', '?']).map_or(0, |at| at + 1);
    words(&text[from..]).take(2).count()
}

/// `: )`, `; D` and the like, with a blank between.
fn is_smiley(after: &str) -> bool {
    let face = after.trim_start();
    let mut rest = face.chars();
    rest.next().is_some_and(|c| matches!(c, ')' | '(' | 'D' | 'P' | 'p' | 'O' | '/' | '|' | '*'))
        && rest.next().is_none_or(|c| !c.is_alphanumeric())
}

/// Whether `text` ends in capitals with more of them before, behind a stop that is set apart: `EE . UU`.
fn ends_in_initials(text: &str) -> bool {
    const LONGEST: usize = 3;
    let is_initial = |word: &str| {
        (1..=LONGEST).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    let mut words = text.rsplit(' ');
    words.next().is_some_and(is_initial) && words.next() == Some(".") && words.next().is_some_and(is_initial)
}
