//! Colour for a unified diff on a terminal: lines by their sign, and within a changed line the words that
//! changed.

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

const OLD: Style = AnsiColor::Red.on_default();
const NEW: Style = AnsiColor::Green.on_default();
const PLACE: Style = AnsiColor::Cyan.on_default();

/// Paints a whole diff. What is no UTF-8 is shown with U+FFFD, as a terminal would.
pub(crate) fn diff(plain: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(plain);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut painted = String::with_capacity(2 * text.len());
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        let pair = lines.get(at + 1).filter(|next| is_changed(line, '-') && is_changed(next, '+'));
        if let Some(next) = pair {
            words(&mut painted, line, next);
            at += 2;
            continue;
        }
        let style = match line.as_bytes().first() {
            _ if line.starts_with("---") || line.starts_with("+++") => Style::new().bold(),
            Some(b'-') => OLD,
            Some(b'+') => NEW,
            Some(b'@') => PLACE,
            _ => Style::new(),
        };
        paint(&mut painted, style, line);
        at += 1;
    }
    painted.into_bytes()
}

/// Whether a line of a diff is a changed line and no header.
fn is_changed(line: &str, sign: char) -> bool {
    line.starts_with(sign) && !line.starts_with("--- ") && !line.starts_with("+++ ")
}

/// Paints a line that became another, with the words that differ emphasised.
fn words(painted: &mut String, old: &str, new: &str) {
    let diff = TextDiff::from_unicode_words(&old[1..], &new[1..]);
    for (sign, style, own) in [("-", OLD, ChangeTag::Delete), ("+", NEW, ChangeTag::Insert)] {
        paint(painted, style, sign);
        for change in diff
            .iter_all_changes()
            .filter(|change| matches!(change.tag(), ChangeTag::Equal) || change.tag() == own)
        {
            let emphasised = if change.tag() == own { style.bold().invert() } else { style };
            paint(painted, emphasised, change.value());
        }
    }
}

/// Adds text in a style; the line end stays outside, or the terminal would paint the next line too.
fn paint(painted: &mut String, style: Style, text: &str) {
    let (content, end) = text.strip_suffix('\n').map_or((text, ""), |content| (content, "\n"));
    painted.push_str(&style.render().to_string());
    painted.push_str(content);
    painted.push_str(&style.render_reset().to_string());
    painted.push_str(end);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_its_colours_a_diff_is_what_it_was() {
        let plain = "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@ quote/straight\n one\n-“Two,” he said\n+\"Two,\" he said\n-gone\n";
        let painted = String::from_utf8(diff(plain.as_bytes())).unwrap();
        assert!(painted.contains("\u{1b}["));
        let stripped = anstream::adapter::strip_str(&painted).to_string();
        assert_eq!(stripped, plain);
    }
}
