//! Protected spans: what no filter may touch.
//!
//! Code blocks (fenced, or indented and looking like code), inline code, `<code>` and `<pre>`, URLs, e-mail
//! addresses, blocks between `unscrape:off` and `unscrape:on`, and the user's own `[protect]` patterns. They
//! are looked for only when a filter asks for an edit, so clean text pays nothing.
//!
//! When in doubt a span is protected: an artefact left over costs less than code that was changed.

use std::ops::Range;

use memchr::memmem;
use regex::Regex;

use crate::lines::lines;

/// How far into protected text a filter may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Running text only: what almost every filter does.
    Prose,
    /// Also an address, if all of it goes: a line that holds one can be removed, but no letter of it changed.
    Whole,
    /// Also addresses, cut or whole: for tags and brackets, which say where an address inside them ends.
    Addresses,
    /// Also code and addresses, but never what the user switched off: for line ends, of which a file should
    /// have one kind.
    Everything,
}

/// The protected spans of one text.
#[derive(Debug, Default)]
pub struct Protected {
    /// Code; sorted, not overlapping.
    code: Vec<Range<usize>>,
    /// URLs and e-mail addresses; sorted, not overlapping.
    addresses: Vec<Range<usize>>,
    /// What the user wants kept: `unscrape:off` blocks and patterns; sorted, not overlapping.
    off: Vec<Range<usize>>,
}

impl Protected {
    /// Finds the protected spans of `text`, with `patterns` from the user's `[protect]`. Linear in the text.
    pub fn find(text: &str, patterns: &[Regex]) -> Protected {
        let mut code = Vec::new();
        code_blocks(text, &mut code);
        inline_code(text, &mut code);
        code_elements(text, &mut code);
        let mut addresses = Vec::new();
        urls(text, &mut addresses);
        email_addresses(text, &mut addresses);
        let mut off: Vec<Range<usize>> =
            patterns.iter().flat_map(|pattern| pattern.find_iter(text)).map(|found| found.range()).collect();
        off_blocks(text, &mut off);
        Protected { code: merged(code), addresses: merged(addresses), off: merged(off) }
    }

    /// Whether an edit of `span` by a filter of this `reach` would touch something protected. An insertion
    /// does so only inside a span, not at its edge.
    pub fn covers(&self, span: &Range<usize>, reach: Reach) -> bool {
        let within = |reaching: Reach| match reaching {
            Reach::Everything => false,
            Reach::Addresses => overlaps(&self.code, span),
            Reach::Prose => overlaps(&self.code, span) || overlaps(&self.addresses, span),
            Reach::Whole => overlaps(&self.code, span) || cuts(&self.addresses, span),
        };
        overlaps(&self.off, span) || within(reach)
    }

    /// Whether the text shows code: a block, something in backticks, `<code>` or `<pre>`.
    pub fn has_code(&self) -> bool {
        !self.code.is_empty()
    }
}

/// Whether `span` shares text with one of the sorted `spans`.
fn overlaps(spans: &[Range<usize>], span: &Range<usize>) -> bool {
    let next = spans.partition_point(|kept| kept.end <= span.start);
    spans.get(next).is_some_and(|kept| kept.start < span.end)
}

/// Whether `span` holds a part, but not all, of one of the sorted `spans`.
fn cuts(spans: &[Range<usize>], span: &Range<usize>) -> bool {
    let first = spans.partition_point(|kept| kept.end <= span.start);
    let last = spans.partition_point(|kept| kept.start < span.end);
    let is_cut = |kept: &Range<usize>| kept.start < span.start || kept.end > span.end;
    // Those between the first and the last lie inside.
    first < last && (is_cut(&spans[first]) || is_cut(&spans[last - 1]))
}

/// Sorts and joins spans that overlap.
fn merged(mut spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    spans.sort_unstable_by_key(|span| span.start);
    spans.retain(|span| !span.is_empty());
    spans.dedup_by(|next, last| {
        let joins = next.start < last.end;
        if joins {
            last.end = last.end.max(next.end);
        }
        joins
    });
    spans
}

/// Fenced blocks (in Markdown three or more backticks or tildes, closed by at least as many or by the end),
/// and indented blocks that look like code.
fn code_blocks(text: &str, spans: &mut Vec<Range<usize>>) {
    // Most texts have neither, and lines cost more than four searches.
    let may_have = |mark: &str| memmem::find(text.as_bytes(), mark.as_bytes()).is_some();
    if !["```", "~~~", "    ", "\t"].into_iter().any(may_have) {
        return;
    }
    let mut fence: Option<(usize, &str)> = None;
    let mut indented: Option<Range<usize>> = None;
    let mut after_blank = true;
    for line in lines(text) {
        let content = text[line.clone()].trim_end();
        if let Some((start, opening)) = fence {
            let closing = content.trim_start_matches(' ');
            if closing.len() >= opening.len() && closing.trim_start_matches(&opening[..1]).is_empty() {
                spans.push(start..line.end);
                fence = None;
            }
            continue;
        }
        let is_indented = content.starts_with("    ") || content.starts_with('\t');
        if is_indented && (after_blank || indented.is_some()) {
            let start = indented.as_ref().map_or(line.start, |block| block.start);
            indented = Some(start..line.end);
        } else if !content.is_empty() {
            spans.extend(indented.take().filter(|block| looks_like_code(&text[block.clone()])));
            if let Some(opening) = fence_of(content) {
                fence = Some((line.start, opening));
            }
        }
        after_blank = content.is_empty();
    }
    spans.extend(indented.filter(|block| looks_like_code(&text[block.clone()])));
    spans.extend(fence.map(|(start, _)| start..text.len()));
}

/// The run of backticks or tildes that opens a fence, if this line does.
fn fence_of(line: &str) -> Option<&str> {
    let content = line.trim_start_matches(' ');
    let marks = content.trim_start_matches(['`', '~']);
    let fence = &content[..content.len() - marks.len()];
    let uniform = fence.bytes().all(|mark| mark == fence.as_bytes()[0]);
    // A backtick in the rest of the line makes it inline code.
    (line.len() - content.len() < 4 && fence.len() >= 3 && uniform && !marks.contains('`')).then_some(fence)
}

/// Whether an indented block is code and not a quotation, verse or an indented paragraph: most of its lines
/// have the punctuation of code, and none reads like a sentence.
fn looks_like_code(block: &str) -> bool {
    let mut code = 0;
    let mut other = 0;
    // A bracket alone on its line may be a placeholder as well as an array; it says nothing.
    let is_bracket = |line: &str| line.starts_with('[') && line.ends_with(']');
    for line in block.lines().map(str::trim).filter(|line| !line.is_empty() && !is_bracket(line)) {
        let words =
            line.split(' ').filter(|word| word.len() > 1 && word.chars().all(char::is_alphabetic)).count();
        if words >= 8 {
            return false;
        }
        let marked = line.ends_with(['{', '}', ';'])
            || line.contains(['=', '<', '>', '$', '|', '\\', '_'])
            || line.contains("()")
            || line.starts_with(['#', '/', '-', '@']);
        if marked { code += 1 } else { other += 1 }
    }
    code > other
}

/// Runs of backticks closed by a run of the same length on the same line. TeX quotes (``` ``so'' ```) and a
/// backtick used as an apostrophe are no code.
fn inline_code(text: &str, spans: &mut Vec<Range<usize>>) {
    const LONGEST_RUN: usize = 4;
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(found) = memchr::memchr(b'`', &bytes[from..]) {
        let start = from + found;
        let length = bytes[start..].iter().take_while(|&&byte| byte == b'`').count();
        from = start + length;
        // A run without a partner is the last of its length on the line, so this stays linear.
        if length > LONGEST_RUN {
            continue;
        }
        let mut at = from;
        let closing = loop {
            match memchr::memchr2(b'`', b'\n', &bytes[at..]) {
                Some(found) if bytes[at + found] == b'`' => {
                    let run = bytes[at + found..].iter().take_while(|&&byte| byte == b'`').count();
                    if run == length {
                        break Some(at + found);
                    }
                    at += found + run;
                }
                _ => break None,
            }
        };
        if let Some(closing) = closing {
            let content = &text[from..closing];
            let after_word = text[..start].ends_with(char::is_alphanumeric);
            let before_word = text[closing + length..].starts_with(char::is_alphanumeric);
            if !content.contains("''") && !after_word && !before_word && !content.trim().is_empty() {
                spans.push(start..closing + length);
                from = closing + length;
            }
        }
    }
}

/// `<code>…</code>` and `<pre>…</pre>`.
fn code_elements(text: &str, spans: &mut Vec<Range<usize>>) {
    for (opening, closing) in [("<code", "</code>"), ("<pre", "</pre>")] {
        let (opening, closing) = (memmem::Finder::new(opening), memmem::Finder::new(closing));
        let mut from = 0;
        while let Some(found) = opening.find(&text.as_bytes()[from..]) {
            let start = from + found;
            from = start + opening.needle().len();
            // `<codex` and `<present` are other words, and must not cost a search for the closing tag each.
            if text[from..].starts_with(|c: char| c == '>' || c.is_whitespace()) {
                let Some(length) = closing.find(&text.as_bytes()[from..]) else { break };
                from += length + closing.needle().len();
                spans.push(start..from);
            }
        }
    }
}

/// Anything with `://` after a scheme, and `www.` at the start of a word.
fn urls(text: &str, spans: &mut Vec<Range<usize>>) {
    let bytes = text.as_bytes();
    let mut from = 0;
    for separator in memmem::find_iter(bytes, "://") {
        let scheme =
            bytes[..separator].iter().rev().take(32).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if separator >= from && scheme > 0 {
            from = url_end(text, separator + 3);
            spans.push(separator - scheme..from);
        }
    }
    from = 0;
    for start in memmem::find_iter(bytes, "www.") {
        if start >= from && !text[..start].ends_with(char::is_alphanumeric) {
            from = url_end(text, start + 4);
            spans.push(start..from);
        }
    }
}

/// Where the address that goes on at `from` ends: before a space, a control, an angle bracket or a double
/// quotation mark; punctuation and single marks at its very end belong to the sentence.
fn url_end(text: &str, from: usize) -> usize {
    let mut before = '/';
    let mut in_value = false;
    let mut length = 0;
    for c in text[from..].chars() {
        match c {
            // A quoted value, as in ?x="1", belongs to the address.
            '"' if before == '=' || in_value => in_value = !in_value,
            '<' | '>' | '"' | '“' | '”' | '„' | '«' | '»' => break,
            c if c.is_whitespace() || c.is_control() => break,
            '&' if is_escaped_end(&text[from + length + 1..]) => break,
            _ => {}
        }
        before = c;
        length += c.len_utf8();
    }
    let address = &text[from..from + length];
    from + address.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’', '‘', '…']).len()
}

/// Whether what follows a `&` makes it a sign that ends an address, escaped for HTML: `&quot;`, `&amp;lt;`.
fn is_escaped_end(rest: &str) -> bool {
    let rest = rest.strip_prefix("amp;").unwrap_or(rest);
    ["quot;", "lt;", "gt;", "nbsp;", "#34;", "#60;", "#62;"].iter().any(|end| rest.starts_with(end))
}

/// `name@host.tld`.
fn email_addresses(text: &str, spans: &mut Vec<Range<usize>>) {
    let bytes = text.as_bytes();
    let in_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(byte);
    let in_host = |byte: &u8| byte.is_ascii_alphanumeric() || b".-".contains(byte);
    for at in memchr::memchr_iter(b'@', bytes) {
        // 64 and 255 bytes are the limits of RFC 5321; they also keep a line of nothing but `@` linear.
        let name = bytes[..at].iter().rev().take(64).take_while(|byte| in_name(byte)).count();
        let host = bytes[at + 1..].iter().take(255).take_while(|byte| in_host(byte)).count();
        let host = text[at + 1..at + 1 + host].trim_end_matches(['.', '-']);
        if name > 0 && host.contains('.') {
            spans.push(at - name..at + 1 + host.len());
        }
    }
}

/// Whole lines from one that says `unscrape:off` to one that says `unscrape:on`, or to the end.
fn off_blocks(text: &str, spans: &mut Vec<Range<usize>>) {
    let (off, on) = (memmem::Finder::new("unscrape:off"), memmem::Finder::new("unscrape:on"));
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(found) = off.find(&bytes[from..]) {
        let start = memchr::memrchr(b'\n', &bytes[..from + found]).map_or(0, |newline| newline + 1);
        let end = on.find(&bytes[from + found..]).map_or(bytes.len(), |on| {
            let on = from + found + on;
            memchr::memchr(b'\n', &bytes[on..]).map_or(bytes.len(), |newline| on + newline + 1)
        });
        spans.push(start..end);
        from = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn protected(text: &str) -> Vec<&str> {
        let Protected { code, addresses, .. } = Protected::find(text, &[]);
        merged(code.into_iter().chain(addresses).collect()).into_iter().map(|span| &text[span]).collect()
    }

    #[test]
    fn fenced_blocks_run_to_their_closing_fence_or_the_end() {
        assert_eq!(protected("a\n```rust\nlet x;\n```\nb\n"), ["```rust\nlet x;\n```\n"]);
        assert_eq!(protected("~~~~\n~~~\nx\n~~~~\n"), ["~~~~\n~~~\nx\n~~~~\n"]);
        assert_eq!(protected("```\nopen to the end"), ["```\nopen to the end"]);
        assert_eq!(protected("No ``` fence here.\n"), [""; 0]);
    }

    #[test]
    fn indented_code_is_kept_and_an_indented_paragraph_is_not() {
        assert_eq!(
            protected("Run:\n\n    let x = 1;\n    print(x);\n\nDone.\n"),
            ["    let x = 1;\n    print(x);\n"]
        );
        assert_eq!(protected("\n    He walked down to the old harbour and waited there.\n"), [""; 0]);
        assert_eq!(protected("O moon,\n\n      slow lamp,\n            go on.\n"), [""; 0]);
    }

    #[test]
    fn inline_code_but_not_tex_quotes_or_stray_backticks() {
        assert_eq!(protected("Use `a[ad_1]` or ``x ` y``."), ["`a[ad_1]`", "``x ` y``"]);
        assert_eq!(protected("He said ``yes'' and ``no''."), [""; 0]);
        assert_eq!(protected("I can`t and won`t."), [""; 0]);
        assert_eq!(protected("one ` tick\nand ` another"), [""; 0]);
    }

    #[test]
    fn code_elements_are_kept_whole() {
        assert_eq!(protected("Type <code>echo “x”</code> now"), ["<code>echo “x”</code>"]);
    }

    #[test]
    fn urls_end_where_the_sentence_goes_on() {
        assert_eq!(
            protected("See https://example.org/it’s?q=[1], or www.example.org."),
            ["https://example.org/it’s?q=[1", "www.example.org"]
        );
        assert_eq!(protected("“http://a.example/x” he wrote"), ["http://a.example/x"]);
        assert_eq!(protected("https://a.example/?x=\"1\"&y said"), ["https://a.example/?x=\"1\"&y"]);
        assert_eq!(protected("https://a.example/?x=1&amp;y=2&quot;&gt;"), ["https://a.example/?x=1&amp;y=2"]);
        assert_eq!(protected("awww. no"), [""; 0]);
    }

    #[test]
    fn addresses_but_not_handles() {
        assert_eq!(
            protected("Write to jo.doe@mail.example.org. Or @jo, or jo@home."),
            ["jo.doe@mail.example.org"]
        );
    }

    #[test]
    fn off_blocks_take_whole_lines() {
        let text = "a\n<!-- unscrape:off -->\n[ad_1]\n<!-- unscrape:on -->\nb\n";
        let found = Protected::find(text, &[]);
        assert_eq!(found.off.first(), Some(&(2..text.len() - 2)));
        assert!(found.covers(&(24..25), Reach::Everything));
    }

    #[test]
    fn an_insertion_at_the_edge_is_outside() {
        let found = Protected::find("x `code` y", &[]);
        assert!(!found.covers(&(2..2), Reach::Prose) && !found.covers(&(8..8), Reach::Prose));
        assert!(found.covers(&(5..5), Reach::Prose));
        assert!(!found.covers(&(5..5), Reach::Everything));
    }

    #[test]
    fn the_users_patterns_are_protected() {
        let pattern = Regex::new(r"\bID-\d+\b").unwrap();
        assert!(Protected::find("see ID-42", &[pattern]).covers(&(4..9), Reach::Prose));
    }
}
