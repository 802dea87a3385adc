//! Curly marks become ASCII: U+2018–201B → `'`, U+201C–201F → `"`.

use memchr::memmem;

use crate::edit::Edits;
use crate::filters::{Filter, View};
use crate::rule::{Example, Level, Rule};
use crate::survey::Traits;

static STRAIGHT: Rule = Rule {
    id: "quote/straight",
    summary: "curly quotation mark or apostrophe",
    why: "One plain style is what other programs expect of text that is piped into them; --quotes keep leaves \
          the marks alone. Guillemets, CJK brackets, primes and the ʻokina are other characters and stay.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "“It’s here,” she said.\n", clean: "\"It's here,\" she said.\n" },
        Example {
            dirty: "„Das ist ‚alles‘“, sagte er.\n", clean: "\"Das ist 'alles'\", sagte er.\n"
        },
    ],
    keeps: &[
        "« Oui », dit-il, ‹ bien sûr ›.\n",
        "「はい」と答えた。\n",
        "He is 5′10″ tall and lives in Hawaiʻi.\n",
        "See https://example.org/it’s-here for more.\n",
    ],
};

/// Straightens quotation marks.
pub(super) struct StraightQuotes;

impl Filter for StraightQuotes {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&STRAIGHT]
    }

    fn needs(&self) -> Traits {
        Traits::PUNCTUATION
    }

    fn scan(&self, view: &View<'_>, edits: &mut Edits) {
        let bytes = view.text.as_bytes();
        // All eight marks share their first two bytes.
        for at in memmem::find_iter(bytes, b"\xE2\x80") {
            match bytes[at + 2] {
                0x98..=0x9B => edits.replace(at..at + 3, "'", &STRAIGHT),
                0x9C..=0x9F => edits.replace(at..at + 3, "\"", &STRAIGHT),
                _ => {}
            }
        }
    }
}
