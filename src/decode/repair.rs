//! UTF-8 with bad bytes: what can be told is told, the rest is U+FFFD.

use encoding_rs::WINDOWS_1252;

use super::SURE;
use super::oddity::fits;
use super::vote::Verdict;

/// Appends lines of UTF-8 with bad bytes to `text`, and says how many U+FFFD were written.
///
/// A single bad byte becomes what it means in the encoding of the other lines, or in windows-1252 where it is a
/// quotation mark or dash there, if it stands where such a character stands. Everything else is lost: U+FFFD.
pub(super) fn repair(part: &[u8], verdict: Option<Verdict>, text: &mut String) -> usize {
    let codec = verdict.filter(|verdict| verdict.certainty >= SURE && verdict.codec.is_one_byte());
    let meant = |byte: u8| match codec {
        Some(verdict) => verdict.codec.decode(&[byte]).chars().next(),
        None => {
            WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next().filter(|&c| is_typographic(c))
        }
    };
    let mut replaced = 0;
    let mut after_loss = false;
    let mut chunks = part.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        text.push_str(chunk.valid());
        after_loss &= chunk.valid().is_empty();
        let next = chunks.peek().and_then(|next| next.valid().chars().next());
        match chunk.invalid() {
            [] => {}
            // What is left of a character whose beginning is lost already.
            [first, ..] if after_loss && is_continuation(*first) => {}
            // What is cut out of a text begins with such a rest as well.
            [first, ..] if text.is_empty() && is_continuation(*first) => {
                text.push(char::REPLACEMENT_CHARACTER);
                (after_loss, replaced) = (true, replaced + 1);
            }
            bad => {
                let last = text.chars().next_back().unwrap_or(' ');
                let alone = chunks.peek().is_none_or(|next| !next.valid().is_empty());
                let fitting = match bad {
                    [byte] if alone => meant(*byte).filter(|&c| fits(last, c, next.unwrap_or(' '))),
                    _ => None,
                };
                after_loss = fitting.is_none();
                replaced += usize::from(fitting.is_none());
                text.push(fitting.unwrap_or(char::REPLACEMENT_CHARACTER));
            }
        }
    }
    replaced
}

/// What word processors write and is never meant otherwise.
fn is_typographic(c: char) -> bool {
    matches!(c, '‘' | '’' | '“' | '”' | '–' | '—' | '…' | '•')
}

/// Whether a byte only goes on with a character.
pub(super) fn is_continuation(byte: u8) -> bool {
    matches!(byte, 0x80..=0xBF)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(parts: &[&[u8]]) -> (String, usize) {
        let mut text = String::new();
        let replaced = repair(&parts.concat(), None, &mut text);
        (text, replaced)
    }

    #[test]
    fn quotation_marks_are_told_where_they_stand_well() {
        assert_eq!(repaired(&[b"a \x93word\x94 \x96 \xC3\xA9"]), ("a “word” – é".to_owned(), 0));
        assert_eq!(repaired(&[b"wo\x93rd"]), ("wo\u{FFFD}rd".to_owned(), 1));
    }

    #[test]
    fn what_is_left_of_one_character_is_one_loss() {
        assert_eq!(repaired(&[b"\x80\x93 and", b" \xE2\x80 or \xFF\x80\x80"]).1, 3);
    }
}
