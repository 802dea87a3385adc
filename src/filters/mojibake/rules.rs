//! The records of the rules of this family.

use super::codec::LOWERED;
use super::unit::{Damage, Step};
use crate::rule::{Example, Level, Rule};

/// All of them, safest first.
pub(super) static ALL: [&Rule; 9] = [
    &UTF8,
    &CONTROL,
    &EAST_ASIAN,
    &LEGACY,
    &PLAIN_SPACE,
    &STRAIGHT_QUOTE,
    &DROPPED_BYTE,
    &REPLACED_BYTE,
    &LOWER_CASE,
];

/// The rule for a chain of steps: that of its gravest damage.
pub(super) fn of(steps: &[Step]) -> &'static Rule {
    let damage = steps.iter().map(|step| step.damage).max().unwrap_or(Damage::None);
    let lowered = steps.iter().any(|step| step.codec == LOWERED);
    match damage {
        Damage::None if lowered => &LOWER_CASE,
        Damage::None => &UTF8,
        Damage::Spaced => &PLAIN_SPACE,
        Damage::Straightened => &STRAIGHT_QUOTE,
        Damage::Dropped => &DROPPED_BYTE,
        Damage::Replaced => &REPLACED_BYTE,
    }
}

static UTF8: Rule = Rule {
    id: "mojibake/utf-8",
    summary: "UTF-8 that was read in a one-byte encoding",
    why: "Bytes of UTF-8 were taken for characters of another encoding, once or several times, so that one letter \
          became two or three. The characters are turned back into those bytes where the text becomes likelier by it \
          than chance allows; every byte is there, so nothing is guessed. Marks that may follow a word in clean text \
          stay: footnotes, trademarks, closing quotation marks.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "The cafÃ©\u{2019}s faÃ§ade\n", clean: "The café\u{2019}s façade\n" },
        Example { dirty: "It isnÃ¢â‚¬â„¢t over.\n", clean: "It isn\u{2019}t over.\n" },
        Example {
            dirty: "РЎРѕРІРµС‚ СЃРѕР±РµСЂРµС‚СЃСЏ\n", clean: "Совет соберется\n"
        },
        Example { dirty: "K√∂nig und K├╢nigin\n", clean: "König und Königin\n" },
    ],
    keeps: &["CAFÉ²\n", "L\u{2019}ORÉAL® et LANCÔME™\n", "«ÉTÉ» “AMANHÃ”\n", "½ × ¾, 5 Å³\n", "a ã â à á\n"],
};

pub(super) static CONTROL: Rule = Rule {
    id: "mojibake/control",
    summary: "control character that was a quotation mark, a dash or a letter",
    why: "The characters U+0080 to U+009F are control characters that nobody writes: they are bytes of windows-1252 or \
          of an old Mac that were read as ISO-8859-1. Where no reading of the line is likelier than the others by far, they \
          stay, and so does a next-line character that ends a line.",
    level: Level::Standard,
    examples: &[
        Example { dirty: "\u{93}Fine,\u{94} she said.\n", clean: "“Fine,” she said.\n" },
        Example { dirty: "El capit\u{87}n habl\u{97}.\n", clean: "El capitán habló.\n" },
    ],
    keeps: &["One line\u{85}and the next\n", "“Fine,” she said.\n"],
};

pub(super) static EAST_ASIAN: Rule = Rule {
    id: "mojibake/east-asian",
    summary: "UTF-8 that was read in a multi-byte encoding of East Asia",
    why: "Bytes of UTF-8 were read as GBK, Shift_JIS, Big5 or EUC-KR, which turns accents into rare Chinese or Korean \
          characters. A line is turned back only if all its runs of such characters come to valid UTF-8. A Chinese \
          character that stands alone stays.",
    level: Level::Standard,
    examples: &[
        Example { dirty: "Il caff猫 della citt脿\n", clean: "Il caffè della città\n" },
        Example { dirty: "It isn鈥檛 ready.\n", clean: "It isn\u{2019}t ready.\n" },
    ],
    keeps: &["The sign 猫 means cat.\n", "浙江省的城市\n"],
};

pub(super) static LEGACY: Rule = Rule {
    id: "mojibake/legacy",
    summary: "line of an old encoding that was read as windows-1252",
    why: "Almost every letter of the line is accented, and its bytes are a text in an old encoding of another script: the \
          detectors that read files are sure of it, and the result is far likelier than what stands there. Lines in \
          which only some letters are accented stay.",
    level: Level::Standard,
    examples: &[
        Example {
            dirty: "Ìîñò ÷åðåç ðåêó çàêðûò äî âåñíû.\n", clean: "Мост через реку закрыт до весны.\n"
        },
        Example {
            dirty: "Ç ãÝöõñá ðáñáìÝíåé êëåéóôÞ.\n", clean: "Η γέφυρα παραμένει κλειστή.\n"
        },
    ],
    keeps: &["àâäéèêëîïôöùûüÿç\n", "Þórður fór í bæinn á föstudaginn.\n", "ÁÉÍÓÚ ÀÈÌÒÙ\n"],
};

static PLAIN_SPACE: Rule = Rule {
    id: "mojibake/plain-space",
    summary: "misread character of which a no-break space became a space",
    why: "The second byte of à is a no-break space in most encodings, and many programs make it an ordinary space. It is \
          put back where other damage in the text vouches for it.",
    level: Level::Standard,
    examples: &[
        Example { dirty: "Il a dÃ©cidÃ© Ã  la fin.\n", clean: "Il a décidé à la fin.\n" },
        Example { dirty: "La cittÃ  non Ã¨ lontana.\n", clean: "La città non è lontana.\n" },
    ],
    keeps: &["MANHÃ  E TARDE\n", "the letter Ã is used in Portuguese\n"],
};

static STRAIGHT_QUOTE: Rule = Rule {
    id: "mojibake/straight-quote",
    summary: "misread dash of which the last sign was made a straight quotation mark",
    why: "The last sign of a misread dash is a curly quotation mark, and somebody made all of those straight. Whether \
          it was a short or a long dash is lost; the likelier one stands.",
    level: Level::Standard,
    examples: &[
        Example {
            dirty: "The plan â€\" or whatâ€™s left of it.\n",
            clean: "The plan – or what\u{2019}s left of it.\n",
        },
        Example { dirty: "From 9â€\"5.\n", clean: "From 9–5.\n" },
    ],
    keeps: &["She wrote \"â\" on the board.\n", "It cost 5 €\" more.\n"],
};

static DROPPED_BYTE: Rule = Rule {
    id: "mojibake/dropped-byte",
    summary: "misread character of which a byte was dropped",
    why: "Five bytes mean nothing in windows-1252, and some programs drop them: of a closing quotation mark, â€ is left. \
          The byte is put back where only one character makes sense.",
    level: Level::Standard,
    examples: &[
        Example { dirty: "â€œWaste not,â€ she said.\n", clean: "“Waste not,” she said.\n" },
        Example { dirty: "He said â€œnoâ€.\n", clean: "He said “no”.\n" },
    ],
    keeps: &["Un château à 5 €.\n", "The price in € and £.\n"],
};

static REPLACED_BYTE: Rule = Rule {
    id: "mojibake/replaced-byte",
    summary: "misread character of which a byte is lost for good",
    why: "A byte became U+FFFD or a question mark, so nobody can tell which character it was, unless only one fits. \
          What is left of it becomes one U+FFFD, which says so.",
    level: Level::Standard,
    examples: &[
        Example { dirty: "â€œlossyâ€\u{FFFD}\n", clean: "“lossy\u{FFFD}\n" },
        Example { dirty: "Itâ€™s cold â\u{FFFD}¤ here.\n", clean: "It\u{2019}s cold ❤ here.\n" },
    ],
    keeps: &["lossy\u{FFFD}\n", "What is Ã?\n"],
};

static LOWER_CASE: Rule = Rule {
    id: "mojibake/lower-case",
    summary: "misread text that was lower-cased afterwards",
    why: "Lower-casing turns Ã into ã and so hides what the byte was. In a line without a capital letter the \
          capitals are tried in its place.",
    level: Level::Standard,
    examples: &[
        Example { dirty: "le cafã© est fermã©.\n", clean: "le café est fermé.\n" },
        Example { dirty: "una educaciã³n para todos\n", clean: "una educación para todos\n" },
    ],
    keeps: &["amanhã não virá\n", "o avião de são paulo\n"],
};
