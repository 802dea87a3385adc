//! Posts that hold one text in several languages, between the tags of a WordPress plugin (qTranslate and its heirs).
//!
//! ```text
//! [:de]Die Mühle ist verkauft.[:en]The mill is sold.[:]      →      The mill is sold.
//! ```
//!
//! The site shows one branch and hides the others; a scraper that reads the stored post gets them all. Which one is the
//! article is what the user says (`--lang en`), or what the text outside the tags is in. Where neither says, every branch
//! stays and keeping the first is suggested: to take one is to throw away the others. A single branch just loses its tags.
//!
//! The plugin writes tags in three ways (`[:en]…[:]`, `<!--:en-->…<!--:-->`, `{:en}…{:}`), and always closes them; what is not
//! closed is something else, such as the character class `[:alpha:]` or a symbol in a program. Only the comments are nothing
//! else, so those go wherever they stand; the markup filter leaves them to this one.

use std::ops::Range;

use memchr::memmem;

use super::mention::{TAGS, talks_of};
use crate::config::Lang;
use crate::edit::{Edits, Note};
use crate::filters::foreign::language_of;
use crate::filters::removal::{self, Found};
use crate::filters::whitespace::is_blank;
use crate::filters::{Filter, View};
use crate::lines::ends_line;
use crate::protect::Reach;
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static TAG: Rule = Rule {
    id: "unicode/language-tag",
    summary: "tags of a post in several languages, and its other branches",
    why: "qTranslate stores all translations of a post in one text, each after a tag. The branch in the language of the article \
          stays, the tags and the other branches go; a single branch only loses its tags.",
    level: Level::Standard,
    examples: &[
        Example { dirty: "[:en]The mill is sold.[:]\n", clean: "The mill is sold.\n" },
        Example {
            dirty: "<!--:de-->Die Mühle ist verkauft.<!--:-->\n", clean: "Die Mühle ist verkauft.\n"
        },
        Example {
            dirty: "[:de]Die Mühle[:en]The mill[:]\n\nIt was sold in May to the owner of the bridge, and that is all they say.\n",
            clean: "The mill\n\nIt was sold in May to the owner of the bridge, and that is all they say.\n",
        },
    ],
    keeps: &[
        "A class such as [:alpha:] or [:de] is no tag.\n",
        "Write `[:en]Text[:]` for the English branch.\n",
        "The tuple {:ok} and the symbols [:id] and [:no] are code.\n",
        "The signs [:de] and [:en] in a list are closed by [:] in the end.\n",
        "x [:en] y [:] z\n",
        "With qTranslate one writes [:en]Mill[:] by hand.\n",
    ],
};

static BRANCH: Rule = Rule {
    id: "unicode/language-branch",
    summary: "post in several languages, of which nobody says which one is wanted",
    why: "All branches of the post are in the text, and nothing outside them says which language the article is in. Keeping the \
          first is suggested; --lang decides.",
    level: Level::Suggest,
    examples: &[
        Example {
            dirty: "[:de]Die Mühle ist verkauft.[:en]The mill is sold.[:]\n",
            clean: "Die Mühle ist verkauft.\n",
        },
        Example { dirty: "{:en}The mill{:}{:fr}Le moulin{:}\n", clean: "The mill\n" },
    ],
    keeps: &["[:de] Mühle, [:en] mill\n", "[:en]\n"],
};

/// Keeps the branch of one language.
pub(super) struct LanguageTags {
    /// The language that the user names.
    pub(super) lang: Lang,
}

impl Filter for LanguageTags {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&TAG, &BRANCH]
    }

    fn needs(&self) -> Traits {
        Traits::BRACKET | Traits::ANGLE | Traits::BRACE
    }

    fn reach(&self) -> Reach {
        // A branch may hold addresses, and goes with them.
        Reach::Whole
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let mut posts: Vec<Post<'_>> = SYNTAXES
            .iter()
            .filter(|syntax| syntax.needs.meets(view.traits))
            .flat_map(|syntax| syntax.posts(view.text))
            .collect();
        posts.sort_by_key(|post| post.span.start);
        posts.dedup_by(|next, last| next.span.start < last.span.end);
        let comments = &SYNTAXES[COMMENTS];
        let strays = if comments.needs.meets(view.traits) {
            stray_tags(comments, view.text, &posts)
        } else {
            Vec::new()
        };
        let mut last = 0;
        posts.retain(|post| {
            let is_kept = post.is_stored(view.text, last) && !post.is_quoted(view.text);
            if is_kept {
                last = post.span.end;
            }
            is_kept
        });
        if (posts.is_empty() && strays.is_empty()) || talks_of(view.text, TAGS) {
            return;
        }
        let wanted = match &self.lang {
            Lang::Code(code) => Some(code.as_str()),
            Lang::Auto if posts.iter().all(|post| post.branches.len() == 1) => None,
            Lang::Auto => language_of(&outside(view.text, &posts)),
        };
        let mut found: Vec<Found> =
            strays.into_iter().map(|span| Found { span, rule: &TAG, note: None }).collect();
        for post in &posts {
            let chosen = wanted.and_then(|lang| post.branches.iter().position(|branch| branch.lang == lang));
            let (rule, kept) = match chosen {
                Some(kept) => (&TAG, kept),
                None if post.branches.len() == 1 => (&TAG, 0),
                None => (&BRANCH, 0),
            };
            let around = post.around(kept, rule);
            if !around.iter().any(|found| view.is_protected(&found.span, Reach::Whole)) {
                found.extend(around);
            }
        }
        found.sort_by_key(|found| found.span.start);
        removal::remove(view, &found, edits);
    }
}

/// Comments that are tags and belong to no post.
fn stray_tags(comments: &'static Syntax, text: &str, posts: &[Post<'_>]) -> Vec<Range<usize>> {
    let tags = comments.tags(text).map(|tag| tag.span);
    let is_shown = |tag: &Range<usize>| {
        text[..tag.start].ends_with(OPENING_MARKS) || text[tag.end..].starts_with(CLOSING_MARKS)
    };
    let mut posts = posts.iter().peekable();
    tags.filter(|tag| {
        while posts.next_if(|post| post.span.end <= tag.start).is_some() {}
        posts.peek().is_none_or(|post| tag.end <= post.span.start) && !is_shown(tag)
    })
    .collect()
}

const OPENING_MARKS: [char; 8] = ['"', '“', '”', '„', '«', '‘', '\'', '`'];
const CLOSING_MARKS: [char; 6] = ['"', '”', '»', '’', '\'', '`'];

/// The text outside the tags.
fn outside(text: &str, posts: &[Post<'_>]) -> String {
    let mut outside = String::new();
    let mut from = 0;
    for post in posts {
        outside.push_str(&text[from..post.span.start]);
        outside.push('\n');
        from = post.span.end;
    }
    outside + &text[from..]
}

/// A text in one language or more.
struct Post<'t> {
    span: Range<usize>,
    branches: Vec<Branch<'t>>,
}

/// One language of a post.
struct Branch<'t> {
    lang: &'t str,
    /// What stands between its tag and the next.
    text: Range<usize>,
}

impl Post<'_> {
    /// Whether a text shows it: in quotation marks, or its tag is.
    fn is_quoted(&self, text: &str) -> bool {
        text[..self.span.start].ends_with(OPENING_MARKS)
            || self.branches.iter().any(|branch| text[branch.text.clone()].starts_with(['”', '`', '»', '’']))
    }

    /// Whether it stands as the plugin writes it: where a line begins, after markup or where the `last` one ended, with no blank
    /// after a tag.
    fn is_stored(&self, text: &str, last: usize) -> bool {
        let before = text[last..self.span.start].trim_end_matches(is_blank);
        let begins = |branch: &Branch<'_>| !text[branch.text.clone()].starts_with(is_blank);
        (before.is_empty() || before.ends_with(|c| c == '>' || ends_line(c)))
            && self.branches.iter().all(begins)
    }

    /// What goes so that one branch stays.
    fn around(&self, kept: usize, rule: &'static Rule) -> [Found; 2] {
        let Branch { lang, text } = &self.branches[kept];
        let langs: Vec<&str> = self.branches.iter().map(|branch| branch.lang).collect();
        let note = (langs.len() > 1).then(|| {
            let detail = format!("keeps `{lang}` of {}", langs.join(", "));
            Box::new(Note { detail, place: None, certainty: rule.level.promise() })
        });
        [self.span.start..text.start, text.end..self.span.end].map(|span| Found {
            span,
            rule,
            note: note.clone(),
        })
    }

    fn has(&self, lang: &str) -> bool {
        self.branches.iter().any(|branch| branch.lang == lang)
    }

    fn end_branch(&mut self, at: usize) {
        if let Some(last) = self.branches.last_mut() {
            last.text.end = at;
        }
    }
}

/// One way to write tags.
struct Syntax {
    /// What a text has that uses it.
    needs: Traits,
    open: &'static str,
    close: &'static str,
}

/// The tag of a language, or one that closes: then its language is empty.
struct Tag<'t> {
    lang: &'t str,
    span: Range<usize>,
}

/// The place of the comments among the syntaxes.
const COMMENTS: usize = 1;

static SYNTAXES: [Syntax; 3] = [
    Syntax { needs: Traits::BRACKET, open: "[:", close: "]" },
    Syntax { needs: Traits::ANGLE, open: "<!--:", close: "-->" },
    Syntax { needs: Traits::BRACE, open: "{:", close: "}" },
];

impl Syntax {
    fn tags<'t>(&'static self, text: &'t str) -> impl Iterator<Item = Tag<'t>> {
        memmem::find_iter(text.as_bytes(), self.open.as_bytes()).filter_map(move |start| {
            let inner = start + self.open.len();
            let length = text[inner..].bytes().take(3).take_while(u8::is_ascii_lowercase).count();
            let lang = &text[inner..inner + length];
            let is_tag = matches!(length, 0 | 2) && text[inner + length..].starts_with(self.close);
            is_tag.then(|| Tag { lang, span: start..inner + length + self.close.len() })
        })
    }

    /// The posts of a text: branches that follow each other directly and end in a closing tag.
    fn posts<'t>(&'static self, text: &'t str) -> Vec<Post<'t>> {
        let mut posts: Vec<Post<'t>> = Vec::new();
        let mut post: Option<Post<'t>> = None;
        // Whether its last branch is open.
        let mut is_open = false;
        for Tag { lang, span } in self.tags(text) {
            match (&mut post, lang) {
                (Some(post), "") if is_open => {
                    post.end_branch(span.start);
                    post.span.end = span.end;
                    is_open = false;
                }
                (_, "") => {}
                (Some(post), lang)
                    if !post.has(lang) && (is_open || text[post.span.end..span.start].trim().is_empty()) =>
                {
                    if is_open {
                        post.end_branch(span.start);
                    }
                    post.branches.push(Branch { lang, text: span.end..span.end });
                    is_open = true;
                }
                _ => {
                    posts.extend(post.take().filter(|_| !is_open));
                    let branches = vec![Branch { lang, text: span.end..span.end }];
                    post = Some(Post { span, branches });
                    is_open = true;
                }
            }
        }
        posts.extend(post.filter(|_| !is_open));
        posts
    }
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, Lang};
    use crate::document::Document;
    use crate::pipeline::Cleaner;

    fn kept(text: &str, lang: Lang) -> String {
        let config = Config { select: vec!["unicode".to_owned()], lang, ..Config::default() };
        Cleaner::new(&config).unwrap().clean(&Document::from(text)).text.into_owned()
    }

    #[test]
    fn the_language_that_the_user_names_stays() {
        let english = Lang::Code("en".to_owned());
        for text in [
            "[:de]Die Mühle[:en]The mill[:]\n",
            "<!--:de-->Die Mühle<!--:--><!--:en-->The mill<!--:-->\n",
            "{:en}The mill{:}\n{:de}Die Mühle{:}\n",
        ] {
            assert_eq!(kept(text, english.clone()), "The mill\n", "{text}");
        }
    }

    #[test]
    fn nobody_says_which_language() {
        let text = "[:de]Die Mühle ist verkauft.[:en]The mill is sold.[:]\n";
        assert_eq!(kept(text, Lang::Auto), text);
        assert_eq!(kept(text, Lang::Code("fr".to_owned())), text);
    }

    #[test]
    fn a_comment_alone_is_a_tag_too() {
        assert_eq!(kept("<!--:en-->The mill is sold.\n", Lang::Auto), "The mill is sold.\n");
        assert_eq!(kept("Write \"<!--:en-->\" here.\n", Lang::Auto), "Write \"<!--:en-->\" here.\n");
    }

    #[test]
    fn every_post_is_judged_by_what_it_holds() {
        let text = "[:de]Die Mühle[:en]The mill[:]\n\n[:de]Mai[:]\n\nIt was sold to the man with the owl, and that is all.\n";
        assert_eq!(
            kept(text, Lang::Auto),
            "The mill\n\nMai\n\nIt was sold to the man with the owl, and that is all.\n"
        );
    }
}
