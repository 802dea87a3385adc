//! Lines of programs, in which a tag is part of a string: `printf("<b>%d</b>\n", i);`.

use super::tokens::Token;
use crate::blocks::calls_with_string;
use crate::lines::lines;

/// For each token, whether its line is one of a program: a statement with a call or an assignment, or a call that has
/// the tag in its string. What stands in the tokens says nothing, so that it may go.
pub(super) fn in_code_lines(text: &str, tokens: &[Token]) -> Vec<bool> {
    let mut in_code = vec![false; tokens.len()];
    let mut first = 0;
    for line in lines(text) {
        let count = tokens[first..].iter().take_while(|token| token.span.start < line.end).count();
        if count == 0 {
            if first == tokens.len() {
                break;
            }
            continue;
        }
        let here = &tokens[first..first + count];
        let mut outside = String::new();
        let mut from = line.start;
        for token in here {
            outside.push_str(text.get(from..token.span.start).unwrap_or_default());
            from = token.span.end;
        }
        outside.push_str(text.get(from..line.end).unwrap_or_default());
        // A statement is one only if its own end ends the line.
        let ends = from < line.end && !text[from..line.end].trim().is_empty();
        if is_code(outside.trim(), ends) {
            in_code[first..first + count].fill(true);
        }
        first += count;
    }
    in_code
}

/// Whether a line is code; `ends` if its last letters are not markup.
fn is_code(line: &str, ends: bool) -> bool {
    let calls = line.as_bytes().windows(2).any(|bytes| is_name(bytes[0]) && bytes[1] == b'(');
    let is_statement = ends
        && line.ends_with([';', '{', '}'])
        && !ends_with_reference(line)
        && (calls || line.contains(" = ") || line.contains("&&"));
    is_statement || calls_with_string(line)
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn ends_with_reference(line: &str) -> bool {
    let name = line.trim_end_matches(';').trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    name.ends_with('&')
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    #[test]
    fn statements_and_calls_are_code_and_pages_are_not() {
        for (text, expected) in [
            ("if (a<b && b>c) printf(\"<b>%d</b>\\n\", i);", true),
            ("print(\"<b>One</b>\")", true),
            ("let page = \"<p>One</p>\";", true),
            ("<p>One (two).</p>", false),
            ("<p>One</p>f(x)&nbsp;", false),
            ("<li onclick=\"go(1);\">One(s);</li>", false),
            ("He said (\"<b>no</b>\"); she left.", false),
        ] {
            let found = in_code_lines(text, &tokens(text));
            assert!(!found.is_empty() && found.iter().all(|&found| found == expected), "{text}");
        }
    }
}
