//! Classes of characters: what stands beside what in real text is counted by class, so that a sign that was
//! never seen after a letter is as telling as a letter that was never seen there.
//!
//! The model (`data/mojibake.model`) holds one row and one column for each class, in this order; the builder
//! compiles this file too, so the two cannot drift apart.

/// A class of characters: an index into the rows of the model.
pub(crate) type Class = u8;

/// Signs that are a class of their own, in this order from class 0: ASCII, Latin-1 and the signs that
/// windows-1252 puts between 0x80 and 0x9F. A letter stands for its whole class elsewhere.
pub(crate) const SIGNS: &str = " \n!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\
    \u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿×÷\
    €‚„…†‡ˆ‰‹›‘’“”•–—˜™";

/// Classes that follow the signs. Each has its number of members in [`members`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Kind {
    Digit,
    LatinLower,
    LatinUpper,
    GreekLower,
    GreekUpper,
    CyrillicLower,
    CyrillicUpper,
    ArmenianLower,
    ArmenianUpper,
    Hebrew,
    Arabic,
    Devanagari,
    Bengali,
    Gurmukhi,
    Gujarati,
    Oriya,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Sinhala,
    Thai,
    Lao,
    Tibetan,
    Myanmar,
    Georgian,
    Ethiopic,
    Khmer,
    Mongolian,
    Hiragana,
    Katakana,
    /// Han: the 300 commonest, the next 1,200, the rest of what a national standard calls common, and all others.
    Han1,
    Han2,
    Han3,
    Han4,
    /// Hangul syllables: the 300 commonest, the rest of KS X 1001, and all others.
    Hangul1,
    Hangul2,
    Hangul3,
    /// IPA and the phonetic extensions.
    Phonetic,
    /// Spacing modifiers: ʻ, ˇ, ˚.
    Modifier,
    /// Combining marks that any letter may carry.
    Combining,
    /// Letters of any other script.
    OtherLetter,
    /// Number forms, superscripts, circled digits.
    OtherNumber,
    /// Other general punctuation: ′, ‰, ‾, ⁄.
    OtherPunctuation,
    Currency,
    /// ™, ℃, №.
    Letterlike,
    Arrow,
    Mathematics,
    /// Technical and control pictures.
    Technical,
    BoxDrawing,
    /// Blocks and geometric shapes.
    Shape,
    /// Miscellaneous symbols, dingbats.
    Symbol,
    Emoji,
    CjkPunctuation,
    Fullwidth,
    PrivateUse,
    Replacement,
    Control,
    /// U+0080–009F.
    Control1,
    ZeroWidth,
    ExoticSpace,
    Other,
}

/// How many signs have a class of their own.
pub(crate) const SIGN_COUNT: usize = {
    let bytes = SIGNS.as_bytes();
    let mut count = 0;
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] & 0xC0 != 0x80 {
            count += 1;
        }
        at += 1;
    }
    count
};

/// How many classes there are.
pub(crate) const CLASSES: usize = SIGN_COUNT + Kind::Other as usize + 1;

impl Kind {
    /// The class of this kind.
    #[expect(clippy::cast_possible_truncation, reason = "there are fewer than 256 classes")]
    pub(crate) const fn class(self) -> Class {
        SIGN_COUNT as Class + self as Class
    }
}

/// The kind of a character that has no class of its own. Han and Hangul are told apart by frequency elsewhere.
pub(crate) fn kind(c: char) -> Kind {
    use Kind::{
        Arabic, ArmenianLower, ArmenianUpper, Arrow, Bengali, BoxDrawing, CjkPunctuation, Combining, Control,
        Control1, Currency, CyrillicLower, CyrillicUpper, Devanagari, Digit, Emoji, Ethiopic, ExoticSpace,
        Fullwidth, Georgian, GreekLower, GreekUpper, Gujarati, Gurmukhi, Han4, Hangul3, Hebrew, Hiragana,
        Kannada, Katakana, Khmer, Lao, LatinLower, LatinUpper, Letterlike, Malayalam, Mathematics, Modifier,
        Mongolian, Myanmar, Oriya, Other, OtherLetter, OtherNumber, OtherPunctuation, Phonetic, PrivateUse,
        Replacement, Shape, Sinhala, Symbol, Tamil, Technical, Telugu, Thai, Tibetan, ZeroWidth,
    };
    let cased = |lower, upper| if c.is_uppercase() { upper } else { lower };
    match c {
        '0'..='9' => Digit,
        'A'..='Z' => LatinUpper,
        'a'..='z' => LatinLower,
        '\0'..='\u{1F}' | '\u{7F}' => Control,
        '\u{80}'..='\u{9F}' => Control1,
        '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => cased(LatinLower, LatinUpper),
        '\u{250}'..='\u{2AF}' | '\u{1D00}'..='\u{1DBF}' => Phonetic,
        '\u{2B0}'..='\u{2FF}' => Modifier,
        '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}' => {
            Combining
        }
        '\u{386}' | '\u{388}'..='\u{3CE}' => cased(GreekLower, GreekUpper),
        '\u{1F00}'..='\u{1FFF}' if c.is_alphabetic() => cased(GreekLower, GreekUpper),
        '\u{400}'..='\u{52F}' if !matches!(c, '\u{460}'..='\u{489}') => cased(CyrillicLower, CyrillicUpper),
        '\u{531}'..='\u{556}' => ArmenianUpper,
        '\u{559}'..='\u{58A}' => ArmenianLower,
        '\u{5B0}'..='\u{5F4}' => Hebrew,
        '\u{606}'..='\u{6FF}' => Arabic,
        '\u{900}'..='\u{97F}' => Devanagari,
        '\u{980}'..='\u{9FF}' => Bengali,
        '\u{A00}'..='\u{A7F}' => Gurmukhi,
        '\u{A80}'..='\u{AFF}' => Gujarati,
        '\u{B00}'..='\u{B7F}' => Oriya,
        '\u{B80}'..='\u{BFF}' => Tamil,
        '\u{C00}'..='\u{C7F}' => Telugu,
        '\u{C80}'..='\u{CFF}' => Kannada,
        '\u{D00}'..='\u{D7F}' => Malayalam,
        '\u{D80}'..='\u{DFF}' => Sinhala,
        '\u{E01}'..='\u{E5B}' => Thai,
        '\u{E81}'..='\u{EDF}' => Lao,
        '\u{F00}'..='\u{FDA}' => Tibetan,
        '\u{1000}'..='\u{109F}' => Myanmar,
        '\u{10D0}'..='\u{10FC}' => Georgian,
        '\u{1200}'..='\u{139F}' => Ethiopic,
        '\u{1780}'..='\u{17F9}' => Khmer,
        '\u{1800}'..='\u{18AF}' => Mongolian,
        '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' | '\u{2028}' | '\u{2029}' => ExoticSpace,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' => {
            ZeroWidth
        }
        '\u{FEFF}' => ZeroWidth,
        '\u{2010}'..='\u{205E}' => OtherPunctuation,
        '\u{2070}'..='\u{209C}' | '\u{2150}'..='\u{218B}' | '\u{2460}'..='\u{24FF}' => OtherNumber,
        '\u{20A0}'..='\u{20BF}' => Currency,
        '\u{2100}'..='\u{214F}' => Letterlike,
        '\u{2190}'..='\u{21FF}' => Arrow,
        '\u{2200}'..='\u{22FF}' => Mathematics,
        '\u{2300}'..='\u{245F}' => Technical,
        '\u{2500}'..='\u{257F}' => BoxDrawing,
        '\u{2580}'..='\u{25FF}' => Shape,
        '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' => Symbol,
        '\u{3001}'..='\u{303F}' => CjkPunctuation,
        '\u{3041}'..='\u{309F}' => Hiragana,
        '\u{30A0}'..='\u{30FF}' => Katakana,
        '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAD9}' => Han4,
        '\u{AC00}'..='\u{D7A3}' => Hangul3,
        '\u{E000}'..='\u{F8FF}' => PrivateUse,
        '\u{FF01}'..='\u{FFEE}' => Fullwidth,
        '\u{FFFD}' => Replacement,
        '\u{1F000}'..='\u{1FAFF}' => Emoji,
        _ if c.is_alphabetic() => OtherLetter,
        _ => Other,
    }
}

/// About how many characters of a class are in use: a class says which of them it is with this likelihood.
/// Letters of the scripts that the model counts one by one are not here.
pub(crate) fn members(class: Class) -> u16 {
    const SIZES: [(Kind, u16); 32] = [
        (Kind::Digit, 10),
        (Kind::ArmenianLower, 39),
        (Kind::ArmenianUpper, 38),
        (Kind::Tibetan, 70),
        (Kind::Georgian, 33),
        (Kind::Ethiopic, 200),
        (Kind::Mongolian, 40),
        (Kind::Hiragana, 60),
        (Kind::Katakana, 70),
        (Kind::Han1, 150),
        (Kind::Han2, 1200),
        (Kind::Han3, 6000),
        (Kind::Han4, 20000),
        (Kind::Hangul1, 150),
        (Kind::Hangul2, 2000),
        (Kind::Hangul3, 9000),
        (Kind::Phonetic, 60),
        (Kind::Modifier, 40),
        (Kind::Combining, 30),
        (Kind::OtherLetter, 20000),
        (Kind::OtherNumber, 60),
        (Kind::OtherPunctuation, 20),
        (Kind::Currency, 10),
        (Kind::Letterlike, 30),
        (Kind::Arrow, 20),
        (Kind::Mathematics, 60),
        (Kind::Technical, 100),
        (Kind::BoxDrawing, 60),
        (Kind::Shape, 40),
        (Kind::Symbol, 150),
        (Kind::Emoji, 400),
        (Kind::PrivateUse, 6000),
    ];
    match SIZES.iter().find(|(kind, _)| kind.class() == class) {
        Some((_, size)) => *size,
        None if usize::from(class) < SIGN_COUNT => 1,
        None if class == Kind::Other.class() => 20000,
        // Their letters are counted one by one.
        None if class <= Kind::CyrillicUpper.class()
            || [Kind::Hebrew, Kind::Arabic, Kind::Thai].iter().any(|kind| kind.class() == class) => 1,
        None => 50,
    }
}
