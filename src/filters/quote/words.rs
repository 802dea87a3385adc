//! Words that are written with an apostrophe at their beginning or at their end.

use crate::filters::foreign::is_word;

/// Words that lost their beginning, without the apostrophe in its place: language and word. English ones from
/// dictionaries and novels; those of Dutch, Afrikaans and Italian are all there are.
static ELISIONS: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "bout",
            "bove",
            "burb",
            "burbs",
            "cause",
            "cept",
            "cos",
            "coz",
            "cross",
            "cuz",
            "deed",
            "em",
            "er",
            "ere",
            "fess",
            "fraid",
            "fore",
            "gainst",
            "gator",
            "gin",
            "gree",
            "hind",
            "hood",
            "im",
            "imself",
            "kase",
            "kay",
            "less",
            "lo",
            "low",
            "mid",
            "midst",
            "mong",
            "mongst",
            "mos",
            "most",
            "n",
            "nam",
            "neath",
            "nother",
            "nough",
            "nuff",
            "onest",
            "ow",
            "pears",
            "pon",
            "possum",
            "round",
            "roun",
            "sblood",
            "scuse",
            "sep",
            "spect",
            "spec",
            "spose",
            "stead",
            "stache",
            "sup",
            "taint",
            "tain",
            "til",
            "till",
            "tis",
            "tisn",
            "twas",
            "twasn",
            "tween",
            "twere",
            "twill",
            "twixt",
            "twon",
            "twould",
            "twouldn",
            "um",
            "ud",
            "ull",
            "zackly",
            "zounds",
            "course",
            "struth",
            "ndrangheta",
            "ld",
            "ll",
            "ve",
            "re",
            "d",
            "m",
            "e",
            "frisco",
        ],
    ),
    ("nl", &["s", "t", "n", "k", "m", "r", "ie", "er"]),
    ("af", &["n", "t", "k", "s"]),
    ("it", &["ndrangheta", "sto", "sta", "sti", "ste", "na", "no", "nu", "l", "o", "a", "e", "i", "mpare"]),
    ("fr", &["tit", "tite", "tits"]),
    ("de", &["s", "n", "ne", "nen", "ner", "nem", "ran", "rauf", "raus", "rein", "runter", "rum"]),
    ("sv", &["na", "an", "en"]),
    ("cy", &["r", "n", "w", "i", "u", "m", "ch", "th"]),
];

/// Whether `word` is one that lost its beginning.
pub(super) fn is_elision(word: &str, language: &str) -> bool {
    let of = ELISIONS.iter().find(|(own, _)| *own == language).map_or(&[][..], |(_, words)| *words);
    of.iter().any(|elision| elision.eq_ignore_ascii_case(word))
}

/// Words that lose their beginning where people talk in a dialect; elsewhere a quotation may as well begin with them.
static DIALECT: &[&str] = &[
    "ad",
    "all",
    "ard",
    "arf",
    "art",
    "as",
    "at",
    "ave",
    "ead",
    "ear",
    "eard",
    "ell",
    "elp",
    "ill",
    "is",
    "it",
    "long",
    "old",
    "ome",
    "ope",
    "orse",
    "ot",
    "our",
    "ouse",
    "spec",
    "t",
    "uz",
    "way",
    "ford",
    "thout",
    "gratulate",
];

/// Whether `word` may have lost its beginning in a dialect.
pub(super) fn is_dialect(word: &str) -> bool {
    DIALECT.iter().any(|dialect| dialect.eq_ignore_ascii_case(word))
}

/// Whether an English word has lost its beginning as far as anybody knows: it is no word with it.
pub(super) fn has_lost_beginning(word: &str) -> bool {
    is_elision(word, "en")
        || word.starts_with(char::is_lowercase)
            && matches!(clipping(word), Clipping::Likely | Clipping::Unknown)
}

/// Whether a mark before `word` stands for a century: `90s`, `77`.
pub(super) fn is_decade(word: &str) -> bool {
    word.len() >= 2
        && word.bytes().take(2).all(|byte| byte.is_ascii_digit())
        && matches!(&word[2..], "" | "s" | "er" | "ers")
}

/// How likely an English word lost its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clipping {
    Likely,
    /// Nobody knows the word.
    Unknown,
    Possible,
    No,
}

/// Whether `word`, in small letters, is more likely the rest of one: `ouse`, `dout`.
pub(super) fn clipping(word: &str) -> Clipping {
    let known = is_word(word, Some("en"));
    let had_h = word.starts_with(['a', 'e', 'i', 'o', 'u', 'y']) && is_word(&format!("h{word}"), Some("en"));
    match (known || word == "a", had_h) {
        (false, true) => Clipping::Likely,
        (false, false) if word.len() == 1 => Clipping::Likely,
        (false, false) => Clipping::Unknown,
        (true, true) if word.len() > 1 => Clipping::Possible,
        (true, _) => Clipping::No,
    }
}

/// Whether an apostrophe may stand behind `word` for letters that are not spoken: `goin`, `an`, `th`.
pub(super) fn is_clipped_end(word: &str) -> bool {
    const CLIPPED: [&str; 40] = [
        "an", "o", "th", "d", "ol", "mo", "lan", "wid", "tho", "thro", "wi", "de", "t", "ha", "agin", "jis",
        "jes", "mus", "bes", "las", "mos", "nex", "fus", "tole", "ole", "han", "fin", "min", "behin", "roun",
        "soun", "foun", "stan", "sen", "len", "hol", "col", "tol", "ca", "wa",
    ];
    word.len() > 3 && word.ends_with("in") && is_word(&format!("{word}g"), Some("en"))
        || CLIPPED.iter().any(|clipped| clipped.eq_ignore_ascii_case(word))
}

/// Whether `word` lost its vowel before an apostrophe and the next word: short ones of French, Italian and Catalan, and the
/// beginning of `O'Brien`.
pub(super) fn is_clipped_start(word: &str) -> bool {
    const CLIPPED: [&str; 20] = [
        "l", "d", "j", "m", "t", "s", "n", "c", "o", "qu", "dell", "all", "nell", "dall", "sull", "un", "po",
        "quest", "jusqu", "lorsqu",
    ];
    CLIPPED.iter().any(|clipped| clipped.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_lost_their_beginning() {
        assert!(is_elision("Tis", "en") && is_elision("s", "nl"));
        assert!(!is_elision("hello", "en") && !is_elision("tis", "fr"));
        assert!(is_decade("90s") && is_decade("77") && !is_decade("1990s") && !is_decade("9"));
    }

    #[test]
    fn a_word_that_nobody_knows_may_be_the_rest_of_one() {
        assert_eq!(clipping("ouse"), Clipping::Likely);
        assert_eq!(clipping("eard"), Clipping::Likely);
        assert_eq!(clipping("ear"), Clipping::Possible);
        assert_eq!(clipping("hello"), Clipping::No);
        assert_eq!(clipping("a"), Clipping::No);
        assert!(is_clipped_end("goin") && is_clipped_end("an") && !is_clipped_end("dog"));
    }
}
