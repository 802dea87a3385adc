//! Text about mojibake: `Why does £ show up as Â£ in Excel?` What such text shows must stay as it shows it.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

/// Bytes on either side in which a line is looked at.
const FAR: usize = 300;

/// Words that only text about encodings has, as they are written.
static WORDS: LazyLock<[Finder<'static>; 8]> = LazyLock::new(|| {
    ["ojibake", "ncoding", "UTF-8", "utf-8", "atin-1", "ISO-8859", "indows-125", "harset"].map(Finder::new)
});

/// Whether what stands at `span`, which could be read as `reading`, is shown rather than said: it stands by itself, and
/// either in quotation marks that are whole, or beside its own reading, or in a line about encodings.
pub(super) fn is_mentioned(text: &str, span: &Range<usize>, reading: &str) -> bool {
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    if [before, after].iter().flatten().any(|c| c.is_alphanumeric()) {
        return false;
    }
    // A quotation mark that stands between two spaces quotes nothing.
    let is_alone = [before, after].iter().flatten().all(|c| c.is_whitespace());
    if is_alone && matches!(reading, "’" | "‘" | "“" | "”") {
        return true;
    }
    let quoted = |open: char, close: char| match (open, close) {
        ('“', '”') | ('«', '»') | ('„', '“' | '”') | ('‘', '’') => true,
        ('\'', '\'') => reading.chars().count() == 1,
        _ => false,
    };
    if before.zip(after).is_some_and(|(open, close)| quoted(open, close)) {
        return true;
    }
    let line = line(text, span);
    let (left, right) = (&text[line.start..span.start], &text[span.end..line.end]);
    let says = |word: &Finder<'_>| [left, right].iter().any(|text| word.find(text.as_bytes()).is_some());
    // A sum of money is seldom named twice; a small word is, unless nothing but an arrow stands between.
    let is_price = reading.contains(['£', '€', '¥']);
    let between =
        |text: &str| text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).count() > 1;
    // By itself: `Ã¼ with ü`, not `Ã¥ ta å`.
    let stands = |text: &str, at: usize| {
        let after = text[at + reading.len()..].chars().next();
        let before = text[..at].chars().next_back();
        ![before, after].iter().flatten().any(|c| c.is_alphabetic())
    };
    let beside = || {
        right.find(reading).is_some_and(|at| stands(right, at) && !between(&right[..at]))
            || left.rfind(reading).is_some_and(|at| stands(left, at) && !between(&left[at + reading.len()..]))
    };
    let is_letter = reading.contains(char::is_alphabetic);
    WORDS.iter().any(says)
        || (is_price && (left.contains(reading) || right.contains(reading)))
        || (is_letter && beside())
}

/// The line around `span`, as far as it is looked at.
fn line(text: &str, span: &Range<usize>) -> Range<usize> {
    let mut start = span.start.saturating_sub(FAR);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let mut end = (span.end + FAR).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let bytes = text.as_bytes();
    start = memchr::memrchr(b'\n', &bytes[start..span.start]).map_or(start, |at| start + at + 1);
    end = memchr::memchr(b'\n', &bytes[span.end..end]).map_or(end, |at| span.end + at);
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mentioned(text: &str, shown: &str, reading: &str) -> bool {
        let at = text.find(shown).expect("the text shows it");
        is_mentioned(text, &(at..at + shown.len()), reading)
    }

    #[test]
    fn what_is_shown_is_told_from_what_is_said() {
        assert!(mentioned("It says “Ã©” there.", "Ã©", "é"));
        assert!(mentioned("Why does £ show up as Â£ here?", "Â£", "£"));
        assert!(mentioned("Ã¤ → ä, of course", "Ã¤", "ä"));
        assert!(!mentioned("Han må Ã¥ta å her", "Ã¥", "å"));
        assert!(!mentioned("rett til Ã¥ gå og til å bli", "Ã¥", "å"));
        assert!(mentioned("Mojibake such as â€™ is common.", "â€™", "’"));
        assert!(!mentioned("It isnâ€™t about the encoding.", "â€™", "’"));
        assert!(!mentioned("Home • News â€¢ Sport", "â€¢", "•"));
        assert!(!mentioned("Il caffè Ã¨ freddo.", "Ã¨", "è freddo"));
    }
}
