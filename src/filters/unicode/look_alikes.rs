//! Words that mix scripts: a Cyrillic or Greek letter in a Latin word that looks like a Latin one, and the reverse.
//!
//! ```text
//! the Сoronavirus, in frοm of Prazі-8, в Mоскве      →      the Coronavirus, in from of Prazi-8, в Москве
//! ```
//!
//! A keyboard in the wrong layout, a scan or somebody who hides from filters puts them there; nobody sees them, and no
//! search finds the word. A word is mended only if every letter of the other script has a look-alike in the closed table
//! below, which knows no α, β, γ, µ, π or Я: `TNFα`, `ΔT`, `KoЯn` and `USBшный` stay. Two letters in three have to be of the
//! script that it becomes, or it has to be a known word then and that the script of the line, or of the text
//! ([`Surroundings`]). Scripts mix by right in formulas (`ρice`, `Hмин`), moves of chess (`Кf3`), Russian endings (`VIPа`),
//! pronunciations and what a text shows in quotation marks; those stay.

use std::cell::OnceCell;

use super::mention::{LETTERS, talks_of};
use super::scripts::{Script, Surroundings, script_of};
use crate::edit::Edits;
use crate::filters::foreign::{is_word, language_of};
use crate::filters::triples::next_triple;
use crate::filters::{Filter, View};
use crate::lines::ends_line;
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static LOOK_ALIKE: Rule = Rule {
    id: "unicode/look-alike",
    summary: "letter of another script inside a word",
    why: "A Cyrillic а in a Latin word looks like an a and is none, so nobody finds the word. It becomes the letter that it \
          looks like when the whole word then is of one script, that of the text around it. Letters that are symbols (α, µ, Δ) \
          and words of one script stay.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "The nеw bridge is оpen.\n", clean: "The new bridge is open.\n" },
        Example { dirty: "They live in Prazі-8 now.\n", clean: "They live in Prazi-8 now.\n" },
        Example { dirty: "Shе lives with a child.\n", clean: "She lives with a child.\n" },
        Example { dirty: "A leνel frοm above.\n", clean: "A level from above.\n" },
        Example {
            dirty: "Мoст в Mоскве закрыт.\n", clean: "Мост в Москве закрыт.\n"
        },
        Example {
            dirty: "Η γέφυρα της Aθήνας έκλεισε.\n", clean: "Η γέφυρα της Αθήνας έκλεισε.\n"
        },
    ],
    keeps: &[
        "TNFα, NF-κB and an α-helix at ΔT = 5 µm, 3 kΩ, νmax and ρair.\n",
        "KoЯn, TETЯIS and BORДT are names.\n",
        "Он купил USBшный кабель, VIPа и сеть Wi-Fi.\n",
        "She speaks of мир and рост to Яндекс.\n",
        "The Cyrillic а in pаypal is no Latin letter.\n",
        "The density ρice of the lake, its drift νeddy and κelec are small, as is xνyνz.\n",
        "They say [laχ] and [boοk] or /naχt/, and leχaim in the town.\n",
        "Прислал SMSку, нанял PCшников, сидел в TOYOTе и слушал XBOXы.\n",
        "При Tмин и Hмин энергия Eк мала, а Qмакс и pKа велики.\n",
        "Партия в старом клубе: Лae1 Кc6, Кa3 Крe7, Сa4.\n",
        "The knight went to Кf3 and the bishop to Сb5 in the last game.\n",
        "Das Wort «Pарк» steht an der Wand der alten Mühle.\n",
        "Слово мoст написано с латинской буквой.\n",
        "See #nеws, @оwl and pаge_one.\n",
    ],
};

/// Mends words that mix scripts.
pub(super) struct LookAlikes;

impl Filter for LookAlikes {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&LOOK_ALIKE]
    }

    fn needs(&self) -> Traits {
        Traits::GREEK_CYRILLIC
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let text = view.text;
        let mut around = Surroundings::new(text);
        let page = Page { text, language: OnceCell::new(), letters: OnceCell::new() };
        let mut is_about_letters = None;
        let mut from = 0;
        while let Some(touch) = next_touch(text.as_bytes(), from) {
            let word = Word::around(text, from, touch);
            // A sign such as ҂ belongs to no word.
            let touched = text[touch..].chars().next().map_or(1, char::len_utf8);
            from = word.end.max(touch + touched);
            let is_whole = !word.is_name(text) && !word.is_shown(text);
            let target = if is_whole { word.target(&page, &mut around) } else { None };
            let Some(script) = target else { continue };
            if *is_about_letters.get_or_insert_with(|| talks_of(text, LETTERS)) {
                return;
            }
            for (at, c) in word.text.char_indices() {
                if let Some(twin) = script_of(c).filter(|own| *own != script).and_then(|_| twin_in(script, c))
                {
                    edits.replace(word.start + at..word.start + at + c.len_utf8(), twin, &LOOK_ALIKE);
                }
            }
        }
    }
}

/// The first place at or after `from` where an ASCII letter and a Greek or Cyrillic one stand side by side, whichever comes
/// first.
fn next_touch(bytes: &[u8], from: usize) -> Option<usize> {
    let is_letter = |byte: u8| (byte | 0x20).wrapping_sub(b'a') < 26;
    let is_lead = |byte: u8| byte.wrapping_sub(0xCE) <= 5;
    next_triple(bytes, from, |[a, b, c]| is_letter(a) & is_lead(b) | is_lead(a) & is_letter(c))
}

/// A text, and what is asked for once.
struct Page<'t> {
    text: &'t str,
    language: OnceCell<Option<&'static str>>,
    letters: OnceCell<String>,
}

impl Page<'_> {
    /// Whether the text has those letters of a Cyrillic word that Russian lacks, such as Ѕ and Ԝ, elsewhere too.
    fn has_letters(&self, word: &str) -> bool {
        const OTHERS: &str = "іјѕһԛԝәӧїІЈЅҺԚԜӘӦЇ";
        let own = || OTHERS.chars().filter(|c| self.text.contains(*c)).collect();
        let is_usual = |c| !OTHERS.contains(c) || self.letters.get_or_init(own).contains(c);
        word.chars().all(is_usual)
    }
}

/// A word with letters of more than one script.
struct Word<'t> {
    text: &'t str,
    start: usize,
    end: usize,
    after: &'t str,
}

/// Whether a character belongs to a word.
fn is_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36F}')
}

/// The longest word that is looked at, in bytes.
const LONGEST: usize = 120;

impl<'t> Word<'t> {
    /// The word at `touch`, which begins at or after `from`.
    fn around(text: &'t str, from: usize, touch: usize) -> Word<'t> {
        let start = from + text[from..touch].trim_end_matches(is_part).len();
        let end = text[touch..].find(|c| !is_part(c)).map_or(text.len(), |length| touch + length);
        Word { text: &text[start..end], start, end, after: &text[end..] }
    }

    /// Whether it is part of a name for machines (`#tag`, `@name`, `a_b`, `a.com`, `%(a)s`), or too long for a word.
    fn is_name(&self, text: &str) -> bool {
        let before = &text[..self.start];
        let joins = |c: char| matches!(c, '#' | '@' | '_' | '\\' | '&' | '$');
        self.text.len() > LONGEST
            || before.ends_with(|c| joins(c) || matches!(c, ')' | '}' | '%'))
            || before.strip_suffix(['.', '/']).is_some_and(|text| text.ends_with(is_part))
            || self.after.starts_with(joins)
            || self.after.strip_prefix(['.', '/']).is_some_and(|text| text.starts_with(char::is_lowercase))
    }

    /// Whether a text shows it as it is: alone in quotation marks, or in the brackets of a pronunciation.
    fn is_shown(&self, text: &str) -> bool {
        let before = &text[..self.start];
        let near = before.floor_char_boundary(before.len().saturating_sub(LONGEST_SOUND));
        before.ends_with(['«', '„', '“', '"']) && self.after.starts_with(['»', '“', '”', '"'])
            || before.ends_with('/') && self.after.starts_with('/')
            || before[near..].rsplit(ends_line).next().is_some_and(|line| line.rfind('[') > line.rfind(']'))
    }

    /// The script that all of the word belongs to, if that can be told: of two, that in which it is a known word, then that of more
    /// letters, then that around it.
    fn target(&self, page: &Page<'_>, around: &mut Surroundings<'_>) -> Option<Script> {
        let mut letters = Letters::default();
        for c in self.text.chars() {
            letters.add(c)?;
        }
        let home = around.script(self.start);
        let fits =
            |script: &Script| letters.can_become(*script) && self.may_become(*script, &letters, home, page);
        let is_known = |script| home == Some(script) && self.becomes_known(script, page);
        [Script::Latin, Script::Cyrillic, Script::Greek]
            .into_iter()
            .filter(fits)
            .max_by_key(|&script| (is_known(script), letters.count(script), home == Some(script)))
    }

    /// Whether a word that could be of `script` is, in surroundings of the script `home`: if two letters in three are, or if
    /// it then is a word of the text's language.
    fn may_become(&self, script: Script, letters: &Letters, home: Option<Script>, page: &Page<'_>) -> bool {
        let own = letters.count(script);
        let is_home = home == Some(script);
        let most = own > 2 && own >= 2 * (letters.all() - own);
        let is_possible = match script {
            // `VIPа` and `iPhoneу` end as Russian words do, and a formula (`ΔH`) begins as a Greek one.
            Script::Latin => is_home || home.is_some() && self.last_script() != home,
            Script::Cyrillic => true,
            Script::Greek => is_home && most,
            Script::EastAsian => false,
        };
        let is_mostly = most && !self.has_symbol(script) && page.has_letters(&self.mended(script));
        is_possible && (is_mostly || is_home && self.becomes_known(script, page))
    }

    fn last_script(&self) -> Option<Script> {
        self.text.chars().next_back().and_then(script_of)
    }

    /// Whether it may hold a symbol or an abbreviation, which only a word that is known then does not: `νmax`, `kρT`; in other
    /// scripts than the Latin a letter before a short index (`Hмин`) and capitals before an ending (`PCшников`).
    fn has_symbol(&self, script: Script) -> bool {
        if script == Script::Latin {
            return self.text.contains(SYMBOLS);
        }
        let length = self.text.chars().take_while(|c| script_of(*c) == Some(Script::Latin)).count();
        let (head, tail) = self.text.split_at(self.text.char_indices().nth(length).map_or(0, |(at, _)| at));
        let is_index = length == 1 && tail.chars().count() <= LONGEST_INDEX;
        let is_ending = length > 1 && head.chars().all(char::is_uppercase);
        (is_index || is_ending) && tail.chars().all(char::is_lowercase)
    }

    /// Whether it then is a known word. A letter before a known word is a symbol all the same: `ρice`, `Tмин`.
    fn becomes_known(&self, script: Script, page: &Page<'_>) -> bool {
        let mended = self.mended(script).to_lowercase();
        let mut letters = self.text.chars();
        let first = letters.next();
        let rest = letters.as_str();
        let is_symbol = |c: char| script != Script::Latin || SYMBOLS.contains(&c);
        let begins_foreign = first.is_some_and(|c| script_of(c) != Some(script) && is_symbol(c));
        let has_word_shape = rest.chars().all(char::is_lowercase) || !self.text.contains(char::is_lowercase);
        let language = *page.language.get_or_init(|| language_of(page.text));
        has_word_shape
            && !(self.text.ends_with(SYMBOLS) && script == Script::Latin)
            && is_word(&mended, language)
            && !(begins_foreign && (mended.chars().count() < 4 || is_word(rest, language)))
    }

    /// The word in `script`.
    fn mended(&self, script: Script) -> String {
        let mut mended = String::with_capacity(self.text.len());
        for c in self.text.chars() {
            match script_of(c).filter(|own| *own != script).and_then(|_| twin_in(script, c)) {
                Some(twin) => mended.push_str(twin),
                None => mended.push(c),
            }
        }
        mended
    }
}

/// Small Greek letters that are symbols beside Latin ones.
const SYMBOLS: [char; 5] = ['ν', 'ρ', 'υ', 'ι', 'κ'];
/// The longest index of a symbol, in characters.
const LONGEST_INDEX: usize = 4;
/// The longest pronunciation that is looked at, in bytes.
const LONGEST_SOUND: usize = 60;

/// What a word is made of.
struct Letters {
    counts: [(Script, usize); 3],
    /// Whether all letters of other scripts look like one of this script.
    becomes: [bool; 3],
}

impl Default for Letters {
    fn default() -> Letters {
        let scripts = [Script::Latin, Script::Greek, Script::Cyrillic];
        Letters { counts: scripts.map(|script| (script, 0)), becomes: [true; 3] }
    }
}

impl Letters {
    /// Counts a character; none if it is a letter of a script without look-alikes.
    fn add(&mut self, c: char) -> Option<()> {
        let Some(own) = script_of(c) else { return (!c.is_alphabetic()).then_some(()) };
        for ((script, count), becomes) in self.counts.iter_mut().zip(&mut self.becomes) {
            if *script == own {
                *count += 1;
            } else {
                *becomes &= twin_in(*script, c).is_some();
            }
        }
        (own != Script::EastAsian).then_some(())
    }

    fn all(&self) -> usize {
        self.counts.iter().map(|(_, count)| count).sum()
    }

    fn count(&self, script: Script) -> usize {
        self.counts.iter().find(|(own, _)| *own == script).map_or(0, |(_, count)| *count)
    }

    fn can_become(&self, script: Script) -> bool {
        let place = self.counts.iter().position(|(own, _)| *own == script);
        self.count(script) > 0 && place.is_some_and(|place| self.becomes[place])
    }
}

/// Letters that look the same in usual fonts, by hand from Unicode's list of confusables (confusables.txt), without what
/// is only similar (к k, т t, в b) and what is a symbol in Latin text (α, γ, µ, π, σ, ω). The palochka Ӏ, for which Latin I and l
/// are written on purpose in languages of the Caucasus, is none either.
const TWINS: [Twins; 3] = [
    Twins {
        from: Script::Cyrillic,
        to: Script::Latin,
        pairs: "аa еe оo рp сc уy хx іi јj ѕs һh ԁd ԛq ԝw ѵv ёë їï АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЈJ ЅS ҺH ԚQ ԜW ЁË ЇÏ",
    },
    Twins {
        from: Script::Greek,
        to: Script::Latin,
        pairs: "οo νv ρp υu ιi κk ϲc ϳj όó ίí ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX",
    },
    Twins {
        from: Script::Latin,
        to: Script::Cyrillic,
        pairs: "aа eе oо pр cс yу xх iі jј sѕ hһ qԛ wԝ əә öӧ ëё ïї AА BВ EЕ KК MМ HН OО PР CС TТ YУ XХ JЈ SЅ QԚ WԜ ƏӘ ËЁ ÏЇ",
    },
];
/// Latin letters in Greek words: capitals, and the o.
const IN_GREEK: Twins = Twins {
    from: Script::Latin,
    to: Script::Greek,
    pairs: "oο vν óό AΑ BΒ EΕ ZΖ HΗ IΙ KΚ MΜ NΝ OΟ PΡ TΤ YΥ XΧ",
};

/// Pairs of a letter and what it looks like.
struct Twins {
    from: Script,
    to: Script,
    pairs: &'static str,
}

/// The letter of `script` that looks like `c`.
fn twin_in(script: Script, c: char) -> Option<&'static str> {
    let from = script_of(c)?;
    let twins = TWINS.iter().chain([&IN_GREEK]).find(|twins| twins.from == from && twins.to == script)?;
    twins.pairs.split(' ').find_map(|pair| pair.strip_prefix(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::document::Document;
    use crate::pipeline::Cleaner;

    fn mended(text: &str) -> String {
        let config = Config { select: vec!["unicode/look-alike".to_owned()], ..Config::default() };
        Cleaner::new(&config).unwrap().clean(&Document::from(text)).text.into_owned()
    }

    #[test]
    fn pairs_are_of_the_scripts_that_they_say() {
        for Twins { from, to, pairs } in TWINS.iter().chain([&IN_GREEK]) {
            for pair in pairs.split(' ') {
                let scripts: Vec<_> = pair.chars().map(script_of).collect();
                assert_eq!(scripts, [Some(*from), Some(*to)], "{pair}");
            }
        }
    }

    #[test]
    fn the_script_of_the_line_decides() {
        assert_eq!(
            mended("The СOCO bar in the old town is shut.\n"),
            "The COCO bar in the old town is shut.\n"
        );
        assert_eq!(
            mended("Кафе МOPE на старой площади закрыто.\n"),
            "Кафе МОРЕ на старой площади закрыто.\n"
        );
        assert_eq!(
            mended("Вакцина от СOVID-19 готова к отправке.\n"),
            "Вакцина от COVID-19 готова к отправке.\n"
        );
    }

    #[test]
    fn the_script_of_most_letters_of_a_word_decides() {
        for (dirty, clean) in [
            ("He wrote MОСКВА and ВОCТОК on the wall.", "He wrote МОСКВА and ВОСТОК on the wall."),
            ("Он купил ВMW в старом городе.", "Он купил ВMW в старом городе."),
            (
                "A good rооm tо let, аlѕo a νalue and an aνerage.",
                "A good room to let, also a value and an average.",
            ),
        ] {
            assert_eq!(mended(dirty), clean);
        }
    }

    #[test]
    fn a_touch_is_found_wherever_it_stands() {
        for before in 0..70 {
            for pair in ["aж", "жa"] {
                let text = format!("{}{pair}{}", ".".repeat(before), " ".repeat(70 - before));
                assert_eq!(next_touch(text.as_bytes(), 0), Some(before), "{pair} after {before}");
            }
        }
        assert_eq!(next_touch("жж ab αα é".as_bytes(), 0), None);
    }

    #[test]
    fn words_that_cannot_be_told_stay() {
        for text in [
            "Half of dobeьют is Latin.\n",
            "Гӏалгӏай и гIалгIай — одно.\n",
            "ΔH und ΔΗ\n",
            "an aж and a жb\n",
        ] {
            assert_eq!(mended(text), text);
        }
    }
}
