//! The elements that HTML and its relatives know, and what each is to the text around it.

/// What an element is to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Part of a line: the text inside goes on with the text around it.
    Inline,
    /// Part of a line that has no text inside: a picture, a field.
    Object,
    /// Begins a new line.
    Line,
    /// Begins a new paragraph.
    Paragraph,
    /// A cell of a row.
    Cell,
    /// Goes with all that is in it: a program, a style sheet, a drawing.
    Whole,
    /// Struck out by an editor: without its tags it would say what the editor took back.
    Struck,
}

/// What the element `name` (in lower case) is, if it is known. Code is not: `<code>`, `<pre>` and their like are
/// part of what an article shows.
pub(super) fn kind(name: &str) -> Option<Kind> {
    let kind = match name {
        "a" | "abbr" | "acronym" | "b" | "basefont" | "bdi" | "bdo" | "big" | "blink" | "cite" | "data"
        | "dfn" | "em" | "font" | "i" | "ins" | "kbd" | "label" | "map" | "mark" | "marquee" | "nobr"
        | "picture" | "q" | "rb" | "rp" | "rt" | "rtc" | "ruby" | "slot" | "small" | "span" | "strong"
        | "sub" | "sup" | "time" | "tt" | "u" | "var" => Kind::Inline,
        "applet" | "area" | "audio" | "base" | "bgsound" | "button" | "canvas" | "col" | "colgroup"
        | "datalist" | "embed" | "fb:comments" | "fb:like" | "fb:share-button" | "frame" | "g:plusone"
        | "iframe" | "image" | "img" | "input" | "keygen" | "link" | "meta" | "meter" | "noembed"
        | "object" | "output" | "param" | "progress" | "select" | "source" | "spacer" | "textarea"
        | "track" | "video" | "wbr" => Kind::Object,
        "br" | "dd" | "dir" | "dl" | "dt" | "frameset" | "legend" | "li" | "menu" | "noframes"
        | "optgroup" | "option" | "summary" | "tbody" | "tfoot" | "thead" | "tr" => Kind::Line,
        "address" | "article" | "aside" | "blockquote" | "body" | "caption" | "center" | "details"
        | "dialog" | "div" | "fieldset" | "figcaption" | "figure" | "footer" | "form" | "h1" | "h2"
        | "h3" | "h4" | "h5" | "h6" | "head" | "header" | "hgroup" | "hr" | "html" | "main" | "nav"
        | "ol" | "p" | "search" | "section" | "table" | "title" | "ul" => Kind::Paragraph,
        "td" | "th" => Kind::Cell,
        "noscript" | "script" | "style" | "svg" | "template" => Kind::Whole,
        "del" | "s" | "strike" => Kind::Struck,
        _ => return foreign(name),
    };
    Some(kind)
}

/// What Word, AMP and Facebook mix into HTML.
fn foreign(name: &str) -> Option<Kind> {
    let office = name.split_once(':').is_some_and(|(prefix, rest)| {
        matches!(prefix, "o" | "v" | "w" | "m" | "st1" | "fb")
            && !rest.is_empty()
            && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    if office {
        return Some(Kind::Inline);
    }
    name.starts_with("amp-").then_some(Kind::Object)
}

/// Whether an element is often left open, so that its tag may stand alone.
pub(super) fn stands_alone(name: &str) -> bool {
    matches!(
        name,
        "br" | "dd"
            | "div"
            | "dt"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "hr"
            | "li"
            | "p"
            | "span"
            | "td"
            | "th"
            | "tr"
            | "wbr"
    )
}

/// Whether an attribute needs no value.
pub(super) fn is_boolean(attribute: &str) -> bool {
    let fits = |known: &&str| known.eq_ignore_ascii_case(attribute);
    let known = [
        "allowfullscreen",
        "async",
        "autofocus",
        "autoplay",
        "checked",
        "compact",
        "controls",
        "crossorigin",
        "defer",
        "disabled",
        "download",
        "hidden",
        "inert",
        "ismap",
        "itemscope",
        "loop",
        "mozallowfullscreen",
        "msallowfullscreen",
        "multiple",
        "muted",
        "nomodule",
        "noresize",
        "noshade",
        "novalidate",
        "nowrap",
        "oallowfullscreen",
        "open",
        "playsinline",
        "readonly",
        "required",
        "reversed",
        "scoped",
        "seamless",
        "selected",
        "webkitallowfullscreen",
    ];
    known.iter().any(fits) || attribute.len() > 5 && attribute.starts_with("data-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_only_from_the_list() {
        for (name, expected) in [
            ("span", Some(Kind::Inline)),
            ("o:p", Some(Kind::Inline)),
            ("amp-img", Some(Kind::Object)),
            ("br", Some(Kind::Line)),
            ("washington", None),
            ("grin", None),
            ("code", None),
            ("http:", None),
            ("v:", None),
        ] {
            assert_eq!(kind(name), expected, "{name}");
        }
    }
}
