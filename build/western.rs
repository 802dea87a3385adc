//! What a pattern comes to in a text of Western characters.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::print::Printer;
use regex_syntax::hir::{Capture, Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Repetition};

#[path = "../src/pack/western.rs"]
mod characters;

use characters::{RANGES, is_western};

/// The pattern without everything that such a text cannot hold. It finds the same there, and its groups are in the same
/// order; those that could not take part are gone.
pub(crate) fn western(pattern: &str, folds: bool) -> String {
    let parsed = ParserBuilder::new().case_insensitive(folds).crlf(true).build().parse(pattern);
    let cut = cut(&parsed.unwrap_or_else(|error| panic!("{error}")));
    let mut short = String::new();
    Printer::new().print(&cut, &mut short).expect("a string takes everything");
    short
}

fn cut(pattern: &Hir) -> Hir {
    match pattern.kind() {
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(Class::Bytes(_)) => pattern.clone(),
        HirKind::Literal(literal) => {
            let is_possible = str::from_utf8(&literal.0).is_ok_and(is_western);
            if is_possible { pattern.clone() } else { Hir::fail() }
        }
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = RANGES.map(|(first, last)| ClassUnicodeRange::new(first, last));
            let mut class = class.clone();
            class.intersect(&ClassUnicode::new(ranges));
            Hir::class(Class::Unicode(class))
        }
        HirKind::Repetition(repetition) => {
            Hir::repetition(Repetition { sub: Box::new(cut(&repetition.sub)), ..repetition.clone() })
        }
        HirKind::Capture(capture) => {
            Hir::capture(Capture { sub: Box::new(cut(&capture.sub)), ..capture.clone() })
        }
        HirKind::Concat(parts) => {
            let parts: Vec<Hir> = parts.iter().map(cut).collect();
            if parts.iter().all(is_possible) { Hir::concat(parts) } else { Hir::fail() }
        }
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(cut).filter(is_possible).collect()),
    }
}

/// Whether anything matches. What cannot has no shortest match.
fn is_possible(pattern: &Hir) -> bool {
    pattern.properties().minimum_len().is_some()
}
