//! Shortcodes: what WordPress and its plugins turn into boxes, galleries and captions when they show a post.
//!
//! ```text
//! [caption id="attachment_7" width="540"]<img …> The old bridge.[/caption]      →      The old bridge.
//! [box type= »custom » radius= »5″]Three rules.[/box]                          →      Three rules.
//! ```
//!
//! The tags go, the text inside stays. A name alone is an editor's bracket (`[sic]`, `[applause]`), so a shortcode has
//! to show an attribute, or to close what was opened; only the names of page builders and a short list of others need
//! neither. A text that speaks of shortcodes keeps them.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::{memchr2_iter, memmem};
use regex::Regex;

use crate::edit::Edits;
use crate::filters::markup::mention::is_quoted;
use crate::filters::removal::{self, Found};
use crate::filters::spoken::{Lines, Marks};
use crate::filters::whitespace::is_blank;
use crate::filters::{Filter, View};
use crate::lines::ends_line;
use crate::protect::Reach;
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static SHORTCODE: Rule = Rule {
    id: "artefact/shortcode",
    summary: "WordPress shortcode",
    why: "A scraper that reads the stored post gets the shortcodes that the page would have replaced. One goes when it has \
          a quoted attribute, when it pairs up with its closing tag, or when its name is a page builder's; the text inside \
          stays. A bracketed word alone never goes.",
    level: Level::Safe,
    examples: &[
        Example {
            dirty: "[caption id=\"attachment_7\" width=\"540\"]The old bridge.[/caption]\n",
            clean: "The old bridge.\n",
        },
        Example {
            dirty: "One. [box type= »custom » bg= »#fddeef » radius= »5″]Two.[/box] Three.\n",
            clean: "One. Two. Three.\n",
        },
        Example { dirty: "[vc_row][vc_column]One.[/vc_column][/vc_row]\n", clean: "One.\n" },
        Example { dirty: "One.\n\n[gallery]\n\nTwo.\n", clean: "One.\n\nTwo.\n" },
        Example { dirty: "[embed]https://example.org/v/1[/embed]\n", clean: "https://example.org/v/1\n" },
    ],
    keeps: &[
        "[sic], [he], [W]e, […], [1], [R-Iowa], [applause], [AGIS.UL] and [vakcinos]\n",
        "[editor's note: x=1] and [translate \"x\"] and [where n=12]\n",
        "[sc. die weißen Felder] waren gemeint [/Anm. d. Red.]\n",
        "Write [gallery ids=\"1,2\"]; this shortcode shows a gallery.\n",
        "Use [gallery ids=\"1,2\"] to show pictures and [caption]text[/caption] to put words under them.\n",
        "[gallery] was on the door, and [toc] inside.\n",
        "In WordPress the tag [embed]https://example.org/v/1[/embed] shows a film.\n",
        "a[href=\"x\"] and [a link title=\"x\"](https://example.org/)\n",
    ],
};

/// What the names of page builders begin with: no editor writes such a word.
static BUILDERS: &[&str] = &[
    "vc_",
    "su_",
    "et_pb_",
    "fusion_",
    "elementor",
    "wpb_",
    "tve_",
    "mc4wp_",
    "tdc_",
    "nectar_",
    "eltdf_",
    "mkdf_",
    "edgtf_",
    "qode_",
    "ult_",
    "av_",
    "rev_slider",
];
/// What needs no attribute.
static ALONE: &[&str] = &[
    "gallery",
    "playlist",
    "contact-form",
    "contact-form-7",
    "toc",
    "lwptoc",
    "ez-toc",
    "addtoany",
    "yarpp",
    "sharethis",
    "jetpack-related-posts",
    "jetpack_subscription_form",
    "social_share",
    "newsletter_form",
    "wpforms",
    "do_widget",
];
/// What may stand in a pair without an attribute.
static PAIRED: &[&str] = &[
    "accordion",
    "alert",
    "audio",
    "blockquote",
    "box",
    "button",
    "caption",
    "col",
    "column",
    "columns",
    "dropcap",
    "embed",
    "gallery",
    "infobox",
    "message",
    "one_half",
    "one_half_last",
    "one_third",
    "one_third_last",
    "one_fourth",
    "playlist",
    "pullquote",
    "row",
    "section",
    "tab",
    "tabs",
    "tabgroup",
    "toggle",
    "toggles",
    "video",
    "youtube",
    "wpvideo",
];
/// Code that is shown, and forum markup, which has a filter of its own.
static OTHERS: &[&str] = &[
    "b",
    "i",
    "u",
    "s",
    "url",
    "img",
    "size",
    "color",
    "font",
    "quote",
    "list",
    "center",
    "code",
    "sourcecode",
    "php",
    "html",
    "css",
    "js",
    "javascript",
    "python",
    "java",
    "latex",
    "math",
    "tex",
    "pre",
    "raw",
];
/// Attributes that need no quotation marks.
const ATTRIBUTE: &str = r"[a-zA-Z_][a-zA-Z0-9_-]*\s*=\s*";
/// The longest shortcode, in bytes: galleries list their pictures.
const LONGEST: usize = 2000;

/// Removes shortcodes.
pub(super) struct Shortcodes;

/// A shortcode's tag.
struct Tag<'t> {
    span: Range<usize>,
    name: &'t str,
    closes: bool,
    goes: bool,
    has_partner: bool,
}

impl Filter for Shortcodes {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&SHORTCODE]
    }

    fn needs(&self) -> Traits {
        Traits::BRACKET
    }

    fn reach(&self) -> Reach {
        Reach::Addresses
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let text = view.text;
        let mut tags = tags(text);
        pair(&mut tags);
        tags.retain(|tag| tag.goes && view.allows_within(&SHORTCODE, &tag.span, Reach::Addresses));
        if tags.is_empty() || talks_about_shortcodes(text) {
            return;
        }
        keep_spoken_of(text, &mut tags);
        let found: Vec<Found> =
            tags.iter().map(|tag| Found { span: tag.span.clone(), rule: &SHORTCODE, note: None }).collect();
        removal::remove_with(view, &found, edits, |text, span, group| {
            let first = found.partition_point(|other| other.span.start < group[0].span.start);
            let is_letter = tags[first].name.ends_with("dropcap") || tags[first].name.ends_with("highlight");
            if is_letter { (span, "") } else { removal::around_inline(text, span) }
        });
    }
}

/// Takes out of `tags` what the sentence round it speaks of, with its partner, and names without an attribute inside a
/// line.
fn keep_spoken_of(text: &str, tags: &mut Vec<Tag<'_>>) {
    let mut lines = Lines::new(text, Marks::Shortcodes);
    let mut stays: Vec<bool> = tags
        .iter()
        .map(|tag| {
            let is_name = tag.span.len() == tag.name.len() + 2 && ALONE.contains(&tag.name);
            lines.speak_of(&tag.span) || is_name && !tag.has_partner && !is_alone(text, &tag.span)
        })
        .collect();
    let mut open: HashMap<&str, Vec<usize>> = HashMap::new();
    for index in 0..tags.len() {
        let name = tags[index].name;
        if !tags[index].closes {
            open.entry(name).or_default().push(index);
        } else if let Some(partner) = open.get_mut(name).and_then(Vec::pop) {
            let any = stays[index] || stays[partner];
            (stays[index], stays[partner]) = (any, any);
        }
    }
    let mut stays = stays.into_iter();
    tags.retain(|_| !stays.next().unwrap_or(false));
}

/// Whether nothing but blanks and other brackets stand beside on the line.
fn is_alone(text: &str, span: &Range<usize>) -> bool {
    let before = text[..span.start].trim_end_matches(is_blank).chars().next_back();
    let after = text[span.end..].trim_start_matches(is_blank).chars().next();
    before.is_none_or(|c| ends_line(c) || c == ']') && after.is_none_or(|c| ends_line(c) || c == '[')
}

fn talks_about_shortcodes(text: &str) -> bool {
    ["hortcode", "hort code", "HORTCODE"]
        .iter()
        .any(|word| memmem::find(text.as_bytes(), word.as_bytes()).is_some())
}

/// What looks like a shortcode's tag, in order.
fn tags(text: &str) -> Vec<Tag<'_>> {
    let bytes = text.as_bytes();
    let mut tags = Vec::new();
    // A bracket that is not shut may become a shortcode by what goes from it, so what is inside stays.
    let mut open: Vec<usize> = Vec::new();
    for at in memchr2_iter(b'[', b']', bytes) {
        if bytes[at] == b'[' {
            open.push(at);
            continue;
        }
        let Some(start) = open.pop() else { continue };
        let is_inside = open
            .last()
            .is_some_and(|&outer| start - outer < LONGEST && !text[outer..start].contains(ends_line));
        if is_inside || at - start > LONGEST || matches!(bytes.get(at + 1), Some(b'(' | b'{')) {
            continue;
        }
        let before = text[..start].chars().next_back();
        let after = &text[at + 1..];
        let tag = parse(text, start..at + 1);
        // Something in brackets after a word is an index; a closing tag follows words.
        let is_index = |tag: &Tag<'_>| {
            !tag.closes
                && before.is_some_and(char::is_alphanumeric)
                && after.starts_with(char::is_alphanumeric)
        };
        tags.extend(tag.filter(|tag| !is_index(tag) && !is_quoted(text, &tag.span)));
    }
    tags
}

/// The tag in `span`, which begins and ends with a bracket.
fn parse(text: &str, span: Range<usize>) -> Option<Tag<'_>> {
    static QUOTED: LazyLock<Regex> = LazyLock::new(|| {
        let value =
            r"(?:[“”„«»″]\s*[^“”„«»″\[\]]*[“”„«»″]|'[^'\[\]]*'|‘[^’\[\]]*’|’[^’\[\]]*’|\x22[^\x22\[\]]*\x22)";
        regex(&format!(
            r"^\s+(?:{ATTRIBUTE}(?:{value}|[^\s\[\]“”„«»″'‘’\x22=]+)\s*)*{ATTRIBUTE}{value}\s*(?:{ATTRIBUTE}(?:{value}|[^\s\[\]“”„«»″'‘’\x22=]+)\s*)*/?$"
        ))
    });
    static PLAIN: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^\s+(?:(?:id|ids|width|height|class|columns|size|align|url|src|link|color|limit|count|category|slug|post_id|type)=[a-zA-Z0-9_.,:/#%-]+\s*)+/?$",
        )
    });
    static BUILDER: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?:\s[^\[\]]*)?$"));
    let content = &text[span.start + 1..span.end - 1];
    let closes = content.starts_with('/');
    let content = content.strip_prefix('/').unwrap_or(content);
    let length = content
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        .count();
    let (name, rest) = content.split_at(length);
    let lower = name.to_ascii_lowercase();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || OTHERS.contains(&lower.as_str()) {
        return None;
    }
    let is_builder = BUILDERS.iter().any(|prefix| name.starts_with(prefix));
    let goes = if closes {
        rest.is_empty().then_some(is_builder)?
    } else if rest.is_empty() {
        is_builder || ALONE.contains(&name)
    } else {
        let has_value = rest.contains('=') && (QUOTED.is_match(rest) || PLAIN.is_match(rest));
        (has_value || is_builder && BUILDER.is_match(rest)).then_some(true)?
    };
    Some(Tag { span, name, closes, goes, has_partner: false })
}

/// Lets a closing tag go with what it closes, and the other way round.
fn pair(tags: &mut [Tag<'_>]) {
    let mut open: HashMap<&str, Vec<usize>> = HashMap::new();
    for index in 0..tags.len() {
        let name = tags[index].name;
        if !tags[index].closes {
            open.entry(name).or_default().push(index);
        } else if let Some(partner) = open.get_mut(name).and_then(Vec::pop)
            && (tags[partner].goes || PAIRED.contains(&name))
        {
            for index in [partner, index] {
                tags[index].goes = true;
                tags[index].has_partner = true;
            }
        }
    }
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the shapes are tested")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn going(text: &str) -> Vec<&str> {
        let mut tags = tags(text);
        pair(&mut tags);
        tags.into_iter().filter(|tag| tag.goes).map(|tag| &text[tag.span]).collect()
    }

    #[test]
    fn an_attribute_or_a_partner_makes_a_shortcode() {
        for text in [
            "[caption id=\"\" align=\"aligncenter\" width=\"3283\"]",
            "[box type= »custom » bg= »#fddeef » radius= »5″]",
            "[gallery ids=1,2,3]",
            "[su_spacer]",
            "[/vc_column_text]",
            "[audio mp3='x' /]",
            "[product id=”5″ sku=x]",
        ] {
            assert_eq!(going(text), [text], "{text}");
        }
        assert_eq!(going("[dropcap]T[/dropcap]he"), ["[dropcap]", "[/dropcap]"]);
        assert_eq!(going("[x a=\"b\"]y[/x]"), ["[x a=\"b\"]", "[/x]"]);
    }

    #[test]
    fn a_bracketed_word_is_an_editors() {
        for text in [
            "[sic]",
            "[laughs] so [/laughs]",
            "[/box]",
            "[a=1]",
            "[where x=1]",
            "[sc. die weißen]",
            "list[index of=\"1\"]x",
            "[code lang=\"php\"]x[/code]",
            "[the \"b\" team]",
            "[[caption id=\"1\"]gallery]",
            "[see id=\"x\"](https://example.org/)",
        ] {
            assert_eq!(going(text), [""; 0], "{text}");
        }
    }
}
