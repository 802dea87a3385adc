//! Text about scripts, tags and tokens: what it shows must stay as it shows it.

use memchr::memmem;

/// What only a text about letters and their codes says.
pub(super) const LETTERS: &[&str] = &[
    "yrillic",
    "yrillisch",
    "yrillique",
    "irílic",
    "irilic",
    "yrylic",
    "ирилли",
    "кирилиц",
    "Greek letter",
    "greek letter",
    "Greek alphabet",
    "riechische Buchstabe",
    "omoglyph",
    "omograph",
    "lookalike character",
    "look-alike character",
    "nicode",
    "unycode",
    " alphabet",
    "латинск",
    "латиниц",
    "ussische Buchstabe",
    "ussischen Buchstabe",
    "ettres russes",
    "ettere russe",
    "etras rusas",
    "ussian letter",
    "oth scripts",
    "with a chi ",
    "with a chi,",
    "with a chi.",
    " IDN",
    "faux",
    "hishing",
    "honetic",
];
/// What a text says that shows fullwidth forms for what they are.
pub(super) const FORMS: &[&str] = &[
    "ullwidth",
    "ull-width",
    "alfwidth",
    "alf-width",
    "nicode",
    "aporwave",
    "aomoji",
    "emoticon",
    "deographic",
    "apanese comma",
    "hinese comma",
    "hinese textbook",
];
/// What a text says that shows language tags.
pub(super) const TAGS: &[&str] =
    &["Translate-X", "qTranslate", "qtranslate", "language tag", "shortcode", "Sprach-Tag"];
/// What a text says that shows the tokens of a language model.
pub(super) const TOKENS: &[&str] = &[
    "oken",
    "okeniz",
    "vocabulary",
    "subword",
    "entence-piece",
    "entencepiece",
    "entencePiece",
    "yte-pair",
    "yte pair",
    "BPE",
    "Unicode",
];
/// What a text says that shows ligatures.
pub(super) const LIGATURES: &[&str] = &["igatur", "nicode"];
/// What a text says that shows accents apart from their letters.
pub(super) const MARKS: &[&str] = &["nicode", "ombining", " NFC", " NFD", "omoglyph"];
/// What a text says that shows how the direction of writing is overridden.
pub(super) const DIRECTIONS: &[&str] =
    &["Trojan Source", "trojan source", " bidi", "Bidi", "idirectional", "ight-to-left override", "U+202"];

/// Whether one of `words` occurs in `text`: what it talks of is then shown and not said.
pub(super) fn talks_of(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| memmem::find(text.as_bytes(), word.as_bytes()).is_some())
}
