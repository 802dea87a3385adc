//! Placeholders in square brackets that a plugin or feed should have filled in or cut off.
//!
//! Four kinds, each on a closed list or of a shape that nobody writes by hand. A placeholder that the article
//! talks about, in quotation marks, stays: `replace "[ad_1]" with your own code`.
//!
//! Brackets are paired with a stack, so that a placeholder inside the ruins of another (`[ad_[ad_0]0]`) is
//! found in the same pass, and depth costs nothing.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memchr2_iter;
use regex::Regex;

use crate::edit::Edits;
use crate::filters::removal::{self, Found};
use crate::filters::spoken::{Lines, Marks};
use crate::filters::whitespace::is_blank;
use crate::filters::{Filter, View};
use crate::lines::ends_line;
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static AD_MARKER: Rule = Rule {
    id: "artefact/ad-marker",
    summary: "ad-slot placeholder left by an auto-blog plugin",
    why: "WP Automatic puts [ad_1] and [ad_2] where its ads should go; in 4,374 posts of one site both stand \
          in every post. Only digits after the underscore count.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "One.\n[ad_1]\nTwo.\n", clean: "One.\nTwo.\n" },
        Example { dirty: "One.\n\n[ad_1]\n\nTwo.\n", clean: "One.\n\nTwo.\n" },
        Example { dirty: "One. [ad_12] Two.\n", clean: "One. Two.\n" },
        Example { dirty: "One.[ad_2]Two.\n", clean: "One. Two.\n" },
        Example { dirty: "[ad_[ad_0]0]\nOne.\n", clean: "One.\n" },
    ],
    keeps: &[
        "[ad_] is unfinished.\n",
        "[ad_one] is somebody's own.\n",
        "Version [ad 1] of the advertisement.\n",
        "Replace \"[ad_1]\" with your own code.\n",
        "The [ad_1] marker comes from a plugin. If you see [ad_1] in a text, it is broken.\n",
        "Insert [ad_2] where the ad should go.\n",
    ],
};

static TEMPLATE_TAG: Rule = Rule {
    id: "artefact/template-tag",
    summary: "post-template tag that an auto-blog plugin did not fill in",
    why: "WP Automatic builds a post from tags such as [matched_content] and [original_link]; one that is left \
          had nothing to fill it. The list is closed, and every name on it has an underscore.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "One.\n\n[matched_content]\n", clean: "One.\n" },
        Example { dirty: "One. [original_link]\n", clean: "One.\n" },
    ],
    keeps: &["[title] of the book\n", "a column named [user_name]\n", "[original title] in French\n"],
};

static AD_SHORTCODE: Rule = Rule {
    id: "artefact/ad-shortcode",
    summary: "shortcode of a WordPress ad plugin",
    why: "A page shows an ad in its place; a scraper that reads the stored text gets the shortcode. The plugin \
          must be on the list and the shortcode must have an attribute.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "One.\n\n[adsforwp id=\"70836\"]\n", clean: "One.\n" },
        Example { dirty: "One.\n\n[adrotate banner=“3”]\n\nTwo.\n", clean: "One.\n\nTwo.\n" },
        Example { dirty: "One.\n[bsa_pro_ad_space id=7]\nTwo.\n", clean: "One.\nTwo.\n" },
    ],
    keeps: &[
        "[sc. the white one] was meant.\n",
        "He used [adrotate] for it.\n",
        "[editor's note: x=1]\n",
        "[ad id of the sponsor]\n",
    ],
};

static TRUNCATED: Rule = Rule {
    id: "artefact/truncated-chars",
    summary: "count of characters that a news feed cut off",
    why: "NewsAPI cuts an article and says how much is missing: … [+2104 chars]. The count goes; the ellipsis \
          stays, since the text does break off there.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "Turnout was low… [+2104 chars]\n", clean: "Turnout was low…\n" },
        Example { dirty: "Turnout was low in [+1 char]\n", clean: "Turnout was low in\n" },
    ],
    keeps: &[
        "a gain of [+12] points\n",
        "[+12 characters in the sequel]\n",
        "He wrote [+2104 chars] in the file.\n",
        "[2104 chars]\n",
    ],
};

/// A kind of placeholder: its rule and the shape of what stands between the brackets.
struct Placeholder {
    rule: &'static Rule,
    /// What the content begins with; a cheap test before the shape.
    prefixes: &'static [&'static str],
    shape: LazyLock<Regex>,
}

/// The tags are those of WP Automatic's own campaign forms (its posts, Amazon, eBay, video and picture
/// sources); the shortcodes those in the documentation of the ad plugins that WordPress.org lists.
static PLACEHOLDERS: [Placeholder; 4] = [
    Placeholder { rule: &AD_MARKER, prefixes: &["ad_"], shape: LazyLock::new(|| shape(r"ad_[0-9]{1,4}")) },
    Placeholder {
        rule: &TEMPLATE_TAG,
        prefixes: &["original_", "matched_", "source_", "product_", "item_", "vid_", "img_", "review_"],
        shape: LazyLock::new(|| {
            shape(
                r"original_(?:title|link|content|date)|matched_(?:content|title)|source_(?:link|url|domain)|product_(?:title|desc|img|imgs|imgs_html|link|price|list_price|asin|rating|author)|item_(?:title|desc|img|images|link|price|bids|end_date|payments|publish_date)|vid_(?:title|desc|player|views|rating|rating_num|author|url|id|img|time|duration)|img_(?:title|author|author_link|author_url|link|src|src_s|date|description)|review_(?:link|iframe)",
            )
        }),
    },
    Placeholder {
        rule: &AD_SHORTCODE,
        prefixes: &[
            "ad",
            "ADINSERTER",
            "bsa_",
            "dfads",
            "google_ad",
            "pro_ad",
            "quads",
            "the_ad",
            "wp_ad",
            "wpproads",
            "wpquads",
        ],
        shape: LazyLock::new(|| {
            shape(
                r"(?:ads?|ad[_-]?inserter|adinserter|ADINSERTER|adning|adrotate|adsanity|adsanity_group|adsense|adsforwp|adsforwp-group|advads|advertisement|adzone|bsa_pro_ad_space|dfads|google_adsense|pro_ad_display_adzone|quads|the_ad|the_ad_group|the_ad_placement|wp_ad_camp_[0-9]+|wpproads|wpquads)(?:\s+[a-zA-Z_-]+\s*=\s*(?:[“”„«»″]\s*[^“”„«»″\[\]]*[“”„«»″]|'[^'\[\]]*'|‘[^’\[\]]*’|’[^’\[\]]*’|[a-zA-Z0-9_.,:%#-]+|\x22[^\x22\[\]]*\x22))+\s*/?",
            )
        }),
    },
    Placeholder {
        rule: &TRUNCATED,
        prefixes: &["+"],
        shape: LazyLock::new(|| shape(r"\+[0-9]{1,7} chars?")),
    },
];

fn shape(pattern: &str) -> Regex {
    Regex::new(&format!("^(?:{pattern})$")).expect("the shapes are tested")
}

/// The longest content of a placeholder, in bytes; real ones stay below 200.
const LONGEST: usize = 400;
/// The most placeholders that may be ruined by others inside one.
const MOST_INSIDE: usize = 8;

/// Removes placeholders.
pub(super) struct Placeholders;

impl Filter for Placeholders {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&AD_MARKER, &TEMPLATE_TAG, &AD_SHORTCODE, &TRUNCATED]
    }

    fn needs(&self) -> Traits {
        Traits::BRACKET
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let mut found: Vec<Found> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for at in memchr2_iter(b'[', b']', view.text.as_bytes()) {
            if view.text.as_bytes()[at] == b'[' {
                open.push(at);
            } else if let Some(start) = open.pop() {
                let inside = found
                    .iter()
                    .rev()
                    .take(MOST_INSIDE + 1)
                    .take_while(|found| found.span.start > start)
                    .count();
                let holes = &found[found.len() - inside..];
                let Some(rule) =
                    content(view.text, start + 1..at, holes).and_then(|content| rule_of(&content))
                else {
                    continue;
                };
                let span = start..at + 1;
                if !is_mentioned(view.text, span.clone()) {
                    found.truncate(found.len() - inside);
                    found.push(Found { span, rule, note: None });
                }
            }
        }
        // What stays must not share an edit with what goes.
        found.retain(|found| view.allows(found.rule, &found.span));
        keep_counts_inside_lines(view.text, &mut found);
        keep_spoken_of(view.text, &mut found);
        removal::remove(view, &found, edits);
    }
}

/// What stands in `span` when the `holes` in it are gone, unless that is too long for a placeholder.
fn content<'t>(text: &'t str, span: Range<usize>, holes: &[Found]) -> Option<Cow<'t, str>> {
    let removed: usize = holes.iter().map(|hole| hole.span.len()).sum();
    if holes.len() > MOST_INSIDE || span.len() - removed > LONGEST {
        return None;
    }
    if holes.is_empty() {
        return Some(Cow::Borrowed(&text[span]));
    }
    let mut rest = String::new();
    let mut from = span.start;
    for Found { span: hole, .. } in holes {
        rest.push_str(&text[from..hole.start]);
        from = hole.end;
    }
    rest.push_str(&text[from..span.end]);
    Some(Cow::Owned(rest))
}

fn rule_of(content: &str) -> Option<&'static Rule> {
    let fits = |kind: &&Placeholder| {
        kind.prefixes.iter().any(|prefix| content.starts_with(prefix)) && kind.shape.is_match(content)
    };
    PLACEHOLDERS.iter().find(fits).map(|kind| kind.rule)
}

/// Takes out of `found` the counts of characters after which their line goes on: those are somebody's words. Blanks
/// and what goes itself do not count.
fn keep_counts_inside_lines(text: &str, found: &mut Vec<Found>) {
    // From the last to the first: where the text begins that goes up to the end of its line.
    let mut tail = None;
    let mut goes = Vec::with_capacity(found.len());
    for Found { span, rule, .. } in found.iter().rev() {
        let rest = text[span.end..].trim_start_matches(is_blank);
        let ends = rest.chars().next().is_none_or(ends_line) || tail == Some(text.len() - rest.len());
        let stays = rule.id == TRUNCATED.id && !ends;
        tail = (ends && !stays).then_some(span.start);
        goes.push(!stays);
    }
    let mut goes = goes.into_iter().rev();
    found.retain(|_| goes.next().unwrap_or(true));
}

/// Takes out of `found` what the sentence round it speaks of. Counts of characters stand where a text breaks off.
fn keep_spoken_of(text: &str, found: &mut Vec<Found>) {
    let mut lines = Lines::new(text, Marks::Shortcodes);
    found.retain(|found| found.rule.id == TRUNCATED.id || !lines.speak_of(&found.span));
}

/// Whether the placeholder stands in quotation marks of its own: then the article speaks about it.
fn is_mentioned(text: &str, span: Range<usize>) -> bool {
    // Guillemets have a no-break space inside in French.
    let (left, right) = (&text[..span.start], &text[span.end..]);
    let left = left.strip_suffix(['\u{A0}', '\u{202F}']).unwrap_or(left);
    let right = right.strip_prefix(['\u{A0}', '\u{202F}']).unwrap_or(right);
    let quote = |c: char| {
        matches!(c, '"' | '\'' | '‘'..='‟' | '«' | '»' | '‹' | '›' | '「' | '」' | '『' | '』' | '`')
    };
    left.ends_with(quote) && right.starts_with(quote)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_compiles_and_wants_the_whole_content() {
        for kind in &PLACEHOLDERS {
            assert!(!kind.shape.is_match("x"), "{}", kind.rule.id);
        }
        assert_eq!(rule_of("ad_1").map(|rule| rule.id), Some("artefact/ad-marker"));
        assert_eq!(rule_of("ad_1 "), None);
        assert_eq!(rule_of("the_ad id='5'").map(|rule| rule.id), Some("artefact/ad-shortcode"));
    }

    #[test]
    fn editors_brackets_are_no_placeholders() {
        for content in
            ["sic", "he", "W", "…", "1", "R-Iowa", "applause", "AGIS.UL", "vakcinos", "ad", "ads", "+1"]
        {
            assert_eq!(rule_of(content), None, "[{content}]");
        }
    }

    #[test]
    fn attributes_may_have_any_quotes() {
        for content in ["quads id=1", "adrotate banner=»3«", "adrotate group=”2″ weight='6'", "ads id=\"\""]
        {
            assert_eq!(rule_of(content).map(|rule| rule.id), Some("artefact/ad-shortcode"), "{content}");
        }
    }
}
