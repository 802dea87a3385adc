//! Programs, style sheets and descriptions for search engines that lost their tags.
//!
//! ```text
//! One.␊(adsbygoogle = window.adsbygoogle || []).push({});␊Two.      →      One.␊Two.
//! ```
//!
//! A statement goes when it begins a line, its brackets come out even, it ends its line, and it names a service for
//! ads or statistics on a closed list; a description when it has schema.org's `@context` and a `@type`; a style rule
//! when its selector is a class, an identifier or `@media` and all its declarations are. A text that teaches code has
//! code of other kinds as well, and keeps it all.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::{self, Finder};
use regex::Regex;

use super::tokens::glance;
use crate::edit::Edits;
use crate::filters::removal::{self, Found};
use crate::filters::whitespace::is_blank;
use crate::filters::{Filter, View};
use crate::lines::{ends_line, lines};
use crate::protect::Reach;
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static SCRIPT: Rule = Rule {
    id: "markup/script",
    summary: "script of an ad or statistics service without its tags",
    why: "Scrapers that take the text of a page take the text of its scripts. Only whole statements that name a service \
          on the list go; a text that shows code of any other kind keeps it all.",
    level: Level::Safe,
    examples: &[
        Example {
            dirty: "One.\n(adsbygoogle = window.adsbygoogle || []).push({});\nTwo.\n",
            clean: "One.\nTwo.\n",
        },
        Example {
            dirty: "One.\n\ngoogletag.cmd.push(function() {\n  googletag.display('div-1');\n});\n\nTwo.\n",
            clean: "One.\n\nTwo.\n",
        },
    ],
    keeps: &[
        "The file adsbygoogle.js shows ads {and more}.\n",
        "Write this:\n\nlet x = {};\nshow(x);\ngtag('config', 'A-1', {});\n",
    ],
};

static JSON_LD: Rule = Rule {
    id: "markup/json-ld",
    summary: "description of the page for search engines",
    why: "JSON with schema.org's @context says again what the page is, for machines.",
    level: Level::Safe,
    examples: &[
        Example {
            dirty: "One.\n{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"headline\":\"One {1}\"}\nTwo.\n",
            clean: "One.\nTwo.\n",
        },
        Example {
            dirty: "{\n  \"@context\": \"http://schema.org\",\n  \"@graph\": [ { \"@type\": \"Person\" } ]\n}\nOne.\n",
            clean: "One.\n",
        },
    ],
    keeps: &["{\"@type\": \"Person\"}\n", "The key \"@context\" names https://schema.org.\n"],
};

static STYLE: Rule = Rule {
    id: "markup/style",
    summary: "style rule without its tags",
    why: "A style sheet that was copied with the text of a page. Its selector must be a class, an identifier or an @ rule, \
          and what stands in the braces must be properties that style sheets have.",
    level: Level::Safe,
    examples: &[
        Example { dirty: ".css-1abc{color:#fff;margin:0}\nOne.\n", clean: "One.\n" },
        Example {
            dirty: "One.\n@media (max-width: 600px) {\n  .ad { display: none; }\n}\nTwo.\n",
            clean: "One.\nTwo.\n",
        },
    ],
    keeps: &[".NET {framework: old} and more\n", "#1 {a: b}\n"],
};

/// What only a script of a service for ads, statistics or comments says.
static VENDORS: &[&str] = &[
    "adsbygoogle",
    "googletag.",
    "window.dataLayer",
    "dataLayer.push",
    "gtag('",
    "gtag(\"",
    "_gaq",
    "GoogleAnalyticsObject",
    "ga('create'",
    "ga('send'",
    "google-analytics.com",
    "googletagmanager.com",
    "fbq('",
    "connect.facebook.net",
    "FB.init(",
    "_taboola",
    "OBR.extern",
    "__ATA.",
    "_sf_async_config",
    "_comscore",
    "COMSCORE",
    "atOptions",
    "ezstandalone",
    "NREUM",
    "disqus_",
    "twttr.",
    "platform.twitter.com",
    "amzn_assoc",
    "mc.yandex.ru",
    "ym(",
    "hotjar",
    "_hmt",
    "criteo",
    "apstag.",
    "pbjs.",
    "addthis_",
    "quantserve",
    "_qevents",
    "chartbeat",
    "window.__INITIAL_STATE__",
    "window.__NEXT_DATA__",
];
/// What a statement of theirs begins with.
static OPENINGS: &[&str] = &[
    "(function",
    "!function",
    "(adsbygoogle",
    "adsbygoogle",
    "googletag",
    "var ",
    "let ",
    "const ",
    "window.",
    "window[",
    "if (",
    "if(",
    "function ",
    "try {",
    "try{",
    "gtag(",
    "ga(",
    "fbq(",
    "_gaq",
    "_taboola",
    "OBR.",
    "__ATA",
    "atOptions",
    "FB.",
    "twttr",
    "ym(",
    "_hmt",
    "_qevents",
    "jQuery(",
    "$(",
    "document.",
    "dataLayer",
    "apstag",
    "pbjs",
    "amzn_assoc",
];
/// The longest statement, in bytes.
const LONGEST: usize = 16 << 10;

/// Removes programs, style rules and descriptions.
pub(super) struct Programs;

impl Filter for Programs {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&SCRIPT, &JSON_LD, &STYLE]
    }

    fn needs(&self) -> Traits {
        Traits::BRACE
    }

    fn reach(&self) -> Reach {
        Reach::Addresses
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let text = view.text;
        let mut found = Vec::new();
        descriptions(text, &mut found);
        let has_vendor = is_of_a_vendor(text);
        if has_vendor || has_style(text) {
            statements(text, has_vendor, &mut found);
        }
        if found.is_empty() || is_about_code(view) {
            return;
        }
        found.sort_by_key(|place| place.span.start);
        let mut end = 0;
        found.retain(|Found { span, rule, .. }| {
            let goes = span.start >= end && view.allows_within(rule, span, Reach::Addresses);
            end = if goes { span.end } else { end };
            goes
        });
        if other_code(text, &found) < 2 {
            removal::remove(view, &found, edits);
        }
    }
}

/// Whether the words say that code is the subject, or the text shows some.
pub(super) fn is_about_code(view: &View<'_>) -> bool {
    // Pages ask their readers to turn JavaScript on.
    let is_subject = |at: usize| {
        let (before, after) = (&view.text[..at], &view.text[at..]);
        !["enable ", "Enable ", "activate ", "requires ", "without "]
            .iter()
            .any(|word| before.ends_with(word))
            && !["JavaScript is ", "JavaScript must ", "JavaScript to "]
                .iter()
                .any(|words| after.starts_with(words))
    };
    view.protected().has_code()
        || memmem::find_iter(view.text.as_bytes(), "JavaScript").any(is_subject)
        || memmem::find(view.text.as_bytes(), b"code snippet").is_some()
        || memmem::find(view.text.as_bytes(), b"source code").is_some()
}

/// Whether a program is one of a service on the list.
pub(super) fn is_of_a_vendor(text: &str) -> bool {
    static FINDERS: LazyLock<Vec<Finder<'static>>> =
        LazyLock::new(|| VENDORS.iter().map(Finder::new).collect());
    FINDERS.iter().any(|finder| finder.find(text.as_bytes()).is_some())
}

fn has_style(text: &str) -> bool {
    ["\n.", "\n#", "\n@"].iter().any(|start| memmem::find(text.as_bytes(), start.as_bytes()).is_some())
        || text.starts_with(['.', '#', '@'])
}

/// Finds the objects that `"@context"` comes first in.
fn descriptions(text: &str, found: &mut Vec<Found>) {
    let mut from = 0;
    for at in memmem::find_iter(text.as_bytes(), "\"@context\"") {
        let before = text[..at].trim_end_matches(|c| is_blank(c) || ends_line(c));
        if at < from || !before.ends_with('{') {
            continue;
        }
        let start = before.len() - 1;
        // Where one object does not end, none inside it will.
        let Some(length) = balanced(&text[start..], usize::MAX) else { return };
        let object = &text[start..start + length];
        let has = |key: &str| memmem::find(object.as_bytes(), key.as_bytes()).is_some();
        if has("schema.org") && (has("\"@type\"") || has("\"@graph\"")) {
            found.push(Found { span: start..start + length, rule: &JSON_LD, note: None });
        }
        from = start + length;
    }
}

/// Finds statements and style rules that fill whole lines.
fn statements(text: &str, has_vendor: bool, found: &mut Vec<Found>) {
    // Statements that do not end cost their length; there is no end of such lines in a hostile text.
    let mut budget = 2 * text.len() + LONGEST;
    let mut from = 0;
    for line in lines(text) {
        let indent = text[line.clone()].len() - text[line.clone()].trim_start_matches(is_blank).len();
        let start = line.start + indent;
        let rest = &text[start..];
        if start < from {
            continue;
        }
        let (rule, length) = if has_vendor && OPENINGS.iter().any(|opening| rest.starts_with(opening)) {
            (&SCRIPT, statement(rest, &mut budget).filter(|length| is_of_a_vendor(&rest[..*length])))
        } else if rest.starts_with(['.', '#', '@']) {
            (&STYLE, style_rule(rest, &mut budget))
        } else {
            continue;
        };
        let Some(length) = length else { continue };
        let end = start + length;
        let after = text[end..].trim_start_matches(is_blank);
        if after.is_empty() || after.starts_with(ends_line) {
            found.push(Found { span: start..end, rule, note: None });
        }
        from = end;
    }
}

/// The length of the statements up to the end of a line at which all brackets are shut.
fn statement(text: &str, budget: &mut usize) -> Option<usize> {
    let mut at = 0;
    loop {
        let length = balanced(&text[at..], LONGEST.min(*budget))?;
        *budget = budget.saturating_sub(length);
        at += length;
        let rest = text[at..].trim_start_matches(is_blank);
        if rest.is_empty() || rest.starts_with(ends_line) {
            return text[..at].ends_with([';', '}', ')']).then_some(at);
        }
        if at > LONGEST || *budget == 0 {
            return None;
        }
    }
}

/// The length of the text up to the end of its first bracket, statement or line with all brackets shut; strings hold
/// no brackets.
fn balanced(text: &str, limit: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut open = Vec::new();
    let mut quote = None;
    let mut at = 0;
    while at < bytes.len().min(limit) {
        let byte = bytes[at];
        at += 1;
        match (quote, byte) {
            (Some(_), b'\\') => at += 1,
            (Some(mark), _) if mark == byte || matches!(byte, b'\n' | b'\r') => quote = None,
            (None, b'"' | b'\'' | b'`') => quote = Some(byte),
            (None, b'{' | b'(' | b'[') => open.push(byte),
            (None, b'}' | b')' | b']') => {
                let partner = open.pop()?;
                if !matches!((partner, byte), (b'{', b'}') | (b'(', b')') | (b'[', b']')) {
                    return None;
                }
                if open.is_empty() {
                    let is_over = bytes.get(at) == Some(&b';');
                    return Some(at + usize::from(is_over));
                }
            }
            (None, b';') if open.is_empty() => return Some(at),
            (None, b'\n' | b'\r') if open.is_empty() => return None,
            _ => {}
        }
    }
    None
}

/// The length of the style rule that `text` begins with.
fn style_rule(text: &str, budget: &mut usize) -> Option<usize> {
    static SELECTOR: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r#"^(?:[.#][A-Za-z_-][^{}<>;!?"\n]{0,300}|@(?:media|font-face|supports|-webkit-keyframes|keyframes)\b[^{}<>;!?"\n]{0,300})$"#,
        )
    });
    static PROPERTY: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^[\s{};]*(?:-webkit-|-moz-|-ms-|-o-)?(?:align|animation|background|border|bottom|box|clear|color|content|cursor|display|fill|flex|float|font|grid|height|justify|left|letter|line|list|margin|max|min|object|opacity|order|outline|overflow|padding|position|right|src|stroke|text|top|transform|transition|vertical|visibility|white|width|word|z)[a-z-]*\s*:",
        )
    });
    let near = glance(text);
    let brace = near.find('{')?;
    if !SELECTOR.is_match(near[..brace].trim_end()) {
        return None;
    }
    let length = brace + balanced(&text[brace..], LONGEST.min(*budget))?;
    *budget = budget.saturating_sub(length);
    let inside = &text[brace + 1..length - 1];
    let innermost = inside.rsplit('{').next()?.split('}').next()?;
    let declarations = innermost.split(';').filter(|declaration| !declaration.trim().is_empty());
    let mut count = 0;
    let all = declarations.inspect(|_| count += 1).all(|declaration| PROPERTY.is_match(declaration));
    (all && count > 0).then_some(length)
}

/// How many lines look like code and are not in `found`.
fn other_code(text: &str, found: &[Found]) -> usize {
    let looks = |line: &Range<usize>| {
        let next = found.partition_point(|place| place.span.end <= line.start);
        let is_found = found.get(next).is_some_and(|place| place.span.start < line.end);
        let content = text[line.clone()].trim_end();
        !is_found && (content.ends_with(");") || content.ends_with(['{', '}']) || content.ends_with("};"))
    };
    lines(text).filter(looks).take(2).count()
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the patterns are tested")
}
