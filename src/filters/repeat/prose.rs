//! What reads like prose: a sentence or more, and no row of a table, point of a list, tag or line of a program.

/// The marks that end a sentence, of many scripts.
const STOPS: [char; 13] = ['.', '!', '?', '…', '。', '！', '？', '۔', '؟', '।', '։', '܀', '።'];
/// The marks that may follow one.
const CLOSERS: [char; 11] = ['"', '\'', '”', '’', '»', '«', '“', ')', ']', '」', '』'];

/// Whether a line (without the blanks round it) ends as a sentence does.
pub(crate) fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(CLOSERS).ends_with(STOPS)
}

/// Whether a line (without the blanks round it) is made of words: no row, point, heading, tag or program.
pub(crate) fn is_wordy(line: &str) -> bool {
    let is_marked =
        line.starts_with(['-', '*', '•', '·', '#', '>', '|', '+', '=', '–', '—', '▪', '●', '‣', '◦']);
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = number.len() < line.len() && number.starts_with(['.', ')']);
    let is_marked_up =
        line.contains(['|', '\t', '{', '}', '<', '\\']) || line.contains("](") || line.contains("  ");
    if is_marked || is_numbered || is_marked_up {
        return false;
    }
    let (mut letters, mut all) = (0, 0);
    for c in line.chars().filter(|c| !c.is_whitespace()) {
        all += 1;
        // Vowel signs and tone marks are no letters to Unicode, but they are part of words.
        letters += usize::from(c.is_alphabetic() || !c.is_ascii() && !c.is_numeric());
    }
    letters * 4 >= all * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_in_many_scripts() {
        for line in ["Yes.", "“Yes.”", "(yes!)", "橋は閉鎖される。", "پل بند ہے۔", "He said “yes”."]
        {
            assert!(ends_sentence(line), "{line}");
        }
        for line in ["Yes", "Yes:", "Yes,", "Photo: A. Berg"] {
            assert!(!ends_sentence(line), "{line}");
        }
    }

    #[test]
    fn rows_points_and_programs_are_not_made_of_words() {
        for line in ["The bridge is closed", "“No,” the mayor said – in 2019.", "पुल वसंत तक बंद रहेगा"]
        {
            assert!(is_wordy(line), "{line}");
        }
        for line in
            ["- one", "2) two", "a | b", "<div>x</div>", "fn a() { b }", "1,200 4.75 1,200 4.75 x", "a  b"]
        {
            assert!(!is_wordy(line), "{line}");
        }
    }
}
