//! A blank that is missing after a stop: `evening.The`, `evening,but`, `Is it over?Nobody`.
//!
//! Names have stops inside, so both sides have to say that they are words of a sentence: a small word that the language
//! knows on the left, and on the right one from a closed list, or a word that the language knows before another word.
//! `Node.js`, `e.g.The`, `Yahoo!The`, `example.com`, `a,b` and whatever has a second stop, a slash or an `@` stay.

use super::line::{is_letter, words};
use super::{Place, function_words, replacement};
use crate::edit::Edit;
use crate::filters::foreign::is_word;
use crate::rule::{Example, Level, Rule};

static MISSING_SPACE: Rule = Rule {
    id: "punctuation/missing-space",
    summary: "no space after a stop",
    why: "A lost line break or a translation program glues two sentences together. Only words of the language on both sides \
          of the stop show that it ends or divides a sentence; names of programs, sites and people have stops too and stay.",
    level: Level::Standard,
    examples: &[
        Example {
            dirty: "They sold the old mill in the evening.The owl moved out.\n",
            clean: "They sold the old mill in the evening. The owl moved out.\n",
        },
        Example {
            dirty: "They sold the old mill,but the owl stayed.\n",
            clean: "They sold the old mill, but the owl stayed.\n",
        },
        Example {
            dirty: "Is the mill for sale?Farmers in the valley hope so.\n",
            clean: "Is the mill for sale? Farmers in the valley hope so.\n",
        },
        Example {
            dirty: "The mill was sold;the owl stayed.\n",
            clean: "The mill was sold; the owl stayed.\n",
        },
        Example {
            dirty: "Die Mühle wurde am Abend verkauft.Niemand im Dorf wusste warum.\n",
            clean: "Die Mühle wurde am Abend verkauft. Niemand im Dorf wusste warum.\n",
        },
    ],
    keeps: &[
        "She writes Node.js and asp.Net, e.g.The owl, and works at Yahoo!The pay is good.\n",
        "The file lies at example.com/mill.The end of a.b.The owl is near.\n",
        "The list of 1,000 names has a,b and x;y in it.\n",
        "The company booking.Com was sold in the evening.\n",
        "We call string.Format to print the name of the owl.\n",
        "It uses text.Replace and model.Train in the code of the town.\n",
        "We call list.Add and text.Replace and then time.Sleep and file.Read in it.\n",
        "the show is called good.Human must stay.\n",
        "The people of the town say the show is called good.Human must stay here.\n",
    ],
};

static RUN_ON: Rule = Rule {
    id: "punctuation/run-on",
    summary: "no space after a stop, between words that could be a name",
    why: "After a word with a capital, or before one that no list knows, a stop may be part of a name (`Booking.Com`). Where \
          both are words of the language it is more often a space that was lost.",
    level: Level::Aggressive,
    examples: &[
        Example {
            dirty: "The owl moved to Wells.Farmers in the valley saw it.\n",
            clean: "The owl moved to Wells. Farmers in the valley saw it.\n",
        },
        Example {
            dirty: "They sold the mill,mice in the valley heard of it.\n",
            clean: "They sold the mill, mice in the valley heard of it.\n",
        },
    ],
    keeps: &[
        "The company Booking.Com was sold in the evening.\n",
        "The J.R.R.Tolkien fans and the U.S.Army met in Wells.\n",
    ],
};

pub(super) static RULES: [&Rule; 2] = [&MISSING_SPACE, &RUN_ON];

/// No word with its marks is longer.
const LONGEST: usize = 80;

pub(super) fn look(place: &Place<'_, '_>) -> Option<Edit> {
    let at = place.at;
    let (left, right) = place.line.sides(&(at..at + 1));
    let token = Token::new(left, right)?;
    let level = token.level(place)?;
    let rule = match level {
        Level::Standard => &MISSING_SPACE,
        _ => &RUN_ON,
    };
    Some(replacement(at + 1..at + 1, " ", rule))
}

/// The two words that a stop holds together.
struct Token<'t> {
    before: &'t str,
    left: &'t str,
    right: &'t str,
    /// Whether an apostrophe and another word follow the word on the right.
    elides: bool,
    after: &'t str,
}

impl<'t> Token<'t> {
    /// The words around a stop, if nothing else hangs on them.
    fn new(left: &'t str, right: &'t str) -> Option<Token<'t>> {
        // No further than a word is long, so that a line of nothing but stops stays linear.
        let nearest = left.ceil_char_boundary(left.len().saturating_sub(LONGEST));
        let furthest = right.floor_char_boundary(LONGEST);
        let from = match left[nearest..].rfind(char::is_whitespace) {
            Some(at) => left.ceil_char_boundary(nearest + at + 1),
            None if nearest == 0 => 0,
            None => return None,
        };
        let to = match right[..furthest].find(char::is_whitespace) {
            Some(at) => at,
            None if furthest == right.len() => furthest,
            None => return None,
        };
        let word = left[from..].trim_start_matches(['“', '‘', '„', '«', '(', '[', '"', '\'']);
        let end = right[..to].find(|c: char| !is_letter(c)).unwrap_or(to);
        let rest = &right[end..to];
        // `It's`, `L'intérêt` and `Celle-ci` go on after the mark.
        let joined = rest.strip_prefix(['\'', '’', '-']);
        let rest = joined.map_or(rest, |rest| rest.trim_start_matches(is_letter));
        let is_free = rest
            .chars()
            .all(|c| matches!(c, ',' | '.' | ':' | ';' | '!' | '?' | '”' | '"' | '’' | ')' | '…'));
        let is_word = |c: char| is_letter(c) || matches!(c, '\'' | '’' | '-');
        let closed = word.trim_end_matches([')', '”', '"', ']']);
        let is_plain = !closed.is_empty() && closed.chars().all(is_word);
        (is_free && is_plain && end > 0).then(|| Token {
            before: left[..from].trim_end(),
            left: word,
            right: &right[..end],
            elides: right[end..].starts_with(['\'', '’'])
                && joined.is_some_and(|rest| rest.starts_with(is_letter)),
            after: &right[to..],
        })
    }

    /// How sure it is that a blank is missing.
    fn level(&self, place: &Place<'_, '_>) -> Option<Level> {
        match place.byte(0) {
            b'.' | b'!' | b'?' => self.between_sentences(place),
            _ => self.within_sentence(place),
        }
        .filter(|_| place.line.is_prose())
    }

    /// The word after the one on the right.
    fn next_word(&self) -> &'t str {
        self.after.trim_start().split(|c: char| !is_letter(c)).next().unwrap_or_default()
    }

    /// The last word on the left.
    fn last_word(&self) -> &'t str {
        self.left.rsplit(['\'', '’', '-']).next().unwrap_or_default()
    }

    fn between_sentences(&self, place: &Place<'_, '_>) -> Option<Level> {
        let mut letters = self.right.chars();
        let has_capital = letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase);
        let language = place.tongue.language();
        if !has_capital || is_ending(self.right) {
            return None;
        }
        let right = self.right.to_lowercase();
        let is_elided = self.elides && function_words::is_elided(language, &right);
        let is_common = is_elided || function_words::has(language, &right);
        // Hosts of countries have two letters: `twitch.Me`.
        let is_long = is_elided || right.chars().nth(2).is_some();
        let is_host =
            right.chars().nth(1).is_some() && !is_long && ENDINGS_OF_HOSTS.contains(&right.as_str());
        // The lists say of a word only where it is most usual, so what many languages share counts too.
        let known = |word: &str| language.is_some() && (is_word(word, language) || is_word(word, None));
        let goes_on = self.after.starts_with(' ')
            && (self.next_word().starts_with(char::is_lowercase)
                || function_words::has(language, self.next_word()));
        let in_sentence = self
            .before
            .ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | ';' | '”' | ')' | '"' | '%'));
        let last = self.last_word();
        if self.left.ends_with([')', '”', '"', ']']) {
            return (is_common && is_long && in_sentence && goes_on).then_some(Level::Standard);
        }
        let is_small = self.left.chars().all(|c| !c.is_uppercase()) && last.chars().nth(2).is_some();
        let is_usual = place.byte(0) != b'!' && function_words::is_dated_or_placed(self.left);
        if is_small || is_usual {
            let is_sure = is_common && (!is_host && right.len() > 1 || known(&last.to_lowercase()));
            let is_open = || {
                in_sentence
                    && goes_on
                    && is_long
                    && (place.byte(0) != b'.' || self.joins_sentences(language))
                    && known(&last.to_lowercase())
                    && known(&right)
                    && !place.view.protected().has_code()
            };
            // A stop and a capital also stand in the names of programs: `owl.The`.
            let ends_or_goes_on = goes_on || self.after.is_empty() || self.after.starts_with(' ');
            if is_sure && ends_or_goes_on && in_sentence || is_open() {
                return Some(Level::Standard);
            }
            return None;
        }
        let is_name =
            self.left.chars().skip(1).all(|c| !c.is_uppercase()) && self.left.chars().nth(2).is_some();
        if place.byte(0) != b'.' || !is_name || !in_sentence || !goes_on || !is_long {
            return None;
        }
        match (is_common, known(&right)) {
            (true, _) => Some(Level::Standard),
            (false, true) => Some(Level::Aggressive),
            _ => None,
        }
    }

    /// Whether what stands on both sides of a full stop reads like a sentence: parts of programs and shows have names with
    /// stops in them, and those stand in the middle of one.
    fn joins_sentences(&self, language: Option<&str>) -> bool {
        const BEFORE: usize = 5;
        const AFTER: usize = 4;
        // No further than that many words are long.
        let from = self.before.ceil_char_boundary(self.before.len().saturating_sub(BEFORE * LONGEST));
        let to = self.after.floor_char_boundary(AFTER * LONGEST);
        let before = self.before[from..].rsplit(['.', '!', '?', ':']).next().unwrap_or_default();
        let after = self.after[..to].split(['.', '!', '?', ':']).next().unwrap_or_default();
        // Of the words that begin an English sentence, only those for several things stand alone before a little word:
        // `Farmers in`, but no `Human must`.
        let begins = language == Some("en") && self.right.ends_with('s')
            || !function_words::is_little(language, self.next_word());
        begins && words(before).nth(BEFORE - 2).is_some() && words(after).nth(AFTER - 2).is_some()
    }

    fn within_sentence(&self, place: &Place<'_, '_>) -> Option<Level> {
        let language = place.tongue.language();
        let is_small = |word: &str| word.chars().all(char::is_lowercase);
        let has_letters = |word: &str, least: usize| word.chars().nth(least - 1).is_some();
        let in_sentence = self
            .before
            .ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | ';' | '”' | ')' | '"' | '.'));
        let follows = |c: char| c.is_alphanumeric() || matches!(c, '“' | '‘' | '«' | '„' | '"' | '(');
        let goes_on = self.after.starts_with(' ') && self.after.trim_start().starts_with(follows);
        let is_i = self.right == "I" && language == Some("en");
        if !is_small(self.right) && !is_i || !has_letters(self.last_word(), 2) || !in_sentence || !goes_on {
            return None;
        }
        if function_words::has(language, self.right) {
            return Some(Level::Standard);
        }
        let known = |word: &str| language.is_some() && has_letters(word, 3) && is_word(word, language);
        let is_open = known(self.last_word()) && known(self.right) && place.line.has_words(6);
        is_open.then_some(Level::Aggressive)
    }
}

/// The little words that are endings of hosts too.
const ENDINGS_OF_HOSTS: [&str; 26] = [
    "in", "it", "is", "at", "be", "me", "so", "no", "to", "my", "us", "as", "by", "do", "de", "la", "es",
    "se", "le", "si", "al", "io", "co", "ai", "et", "mi",
];

/// The endings of hosts and files, and what programs call things.
fn is_ending(word: &str) -> bool {
    const ENDINGS: [&str; 58] = [
        "Com", "Net", "Org", "Info", "News", "Live", "Online", "Site", "Store", "Tech", "World", "Today",
        "Shop", "Blog", "Club", "App", "Dev", "Text", "File", "Path", "Format", "Join", "Split", "Add",
        "Get", "Set", "Open", "Close", "Read", "Write", "Print", "Log", "Parse", "Error", "Push", "Pop",
        "Map", "List", "Array", "Value", "Name", "Item", "Size", "Length", "Count", "Data", "Object",
        "Class", "Type", "Window", "Document", "Util", "Core", "Inc", "Church", "Music", "Media", "Gov",
    ];
    ENDINGS.contains(&word)
}
