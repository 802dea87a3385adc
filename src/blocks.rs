//! Blocks that are no running text and not marked as such: lines of programs and formulas, rows of tables, columns. What is marked,
//! as fences do, is protected from all filters ([`protect`](crate::protect)); these are left by the filters that ask here.
//!
//! A sign that programs use does not make a line of ordinary words a program: `He said that x = 5 is wrong , and they agreed.`

use std::ops::Range;

/// A line with as many ordinary words is a sentence, whatever signs it has.
const SENTENCE: usize = 8;
/// On both sides of a bar in a sentence there are as many.
const CLAUSE: usize = 4;
/// No list of arguments is longer, so that a line of nothing but brackets stays linear.
const LONGEST_CALL: usize = 200;

/// Whether a line without the blanks at its ends is code, a formula, a row of a table, or has columns.
pub(crate) fn is_code(line: &str) -> bool {
    // Nothing but programs, formulas and layout has these.
    line.contains(['{', '}', '\\'])
        || line.contains(";;")
        || line.contains("   ")
        || has_columns(line)
        || has_signs(line) && !is_sentence(line)
}

/// Whether half of the lines of a paragraph or more are of a program or rows of values, and none is a sentence. Columns and
/// formulas alone do not make it one: people talk in tables, too.
pub(crate) fn are_code(paragraph: &str) -> bool {
    let lines = || paragraph.lines().map(str::trim).filter(|line| !line.is_empty());
    let programs = lines().filter(|line| is_program(line)).count();
    programs > 0 && 2 * programs >= lines().count() && !lines().any(is_sentence)
}

fn is_program(line: &str) -> bool {
    // In prose one stands for something: `$5`, `#owl`, `a < b`.
    const MANY: usize = 4;
    let signs = line.bytes().filter(|byte| b"=;<>|$#_".contains(byte)).count();
    signs >= MANY
        || line.contains(['{', '}', '\\'])
        || is_command(line)
        || is_row_of_values(line)
        || calls_with_string(line)
}

/// `$ grep -r 'so' src`, `find-owls --query 'so' -p`
fn is_command(line: &str) -> bool {
    let mut options = line.split(' ').skip(1).map(is_option);
    line.starts_with(['$', '%']) && is_prompt(line)
        || line.starts_with(char::is_lowercase)
            && options.next() == Some(true)
            && options.any(|is_one| is_one)
}

/// Whether a line is a row of a table with commas between its values, of which one at least is between quotation marks:
/// `Ann,31,"Oslo, Norway"`.
fn is_row_of_values(line: &str) -> bool {
    let pieces: Vec<&str> = line.split('"').collect();
    let outside = || pieces.iter().step_by(2);
    let has_pairs = pieces.len() > 2 && pieces.len() % 2 == 1;
    let is_joint = |piece: &&&str| piece.is_empty() || piece.starts_with(',') || piece.ends_with(',');
    let has_commas = outside().any(|piece| piece.contains(','));
    let last = pieces.len() - 1;
    let begins = pieces[0].is_empty() || pieces[0].ends_with(',');
    let ends = pieces[last].is_empty() || pieces[last].starts_with(',');
    has_pairs
        && has_commas
        && begins
        && ends
        && outside().all(|piece| is_joint(&piece) && !piece.contains(", "))
}

/// Whether a name is called with a string, as in `print("so")`, and the string ends there.
pub(crate) fn calls_with_string(line: &str) -> bool {
    const ENDS: [&str; 8] = ["\")", "')", "\",", "',", "\" +", "' +", "\" .", "' ."];
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let calls = |bytes: &[u8]| is_name(bytes[0]) && bytes[1] == b'(' && matches!(bytes[2], b'"' | b'\'');
    line.as_bytes().windows(3).any(calls) && ENDS.iter().any(|end| line.contains(end))
}

/// Whether tabs or bars make columns: several do, and a single one unless a clause stands on each side.
fn has_columns(line: &str) -> bool {
    let mut cells = line.split(['\t', '|']);
    let first = cells.next().unwrap_or_default();
    let Some(second) = cells.next() else { return false };
    let is_clause = |cell: &str| ordinary_words(cell).nth(CLAUSE - 1).is_some();
    cells.next().is_some() || !is_clause(first) || !is_clause(second)
}

/// Whether the line has signs of a program.
fn has_signs(line: &str) -> bool {
    line.contains(['<', '>', '=', '^'])
        || ["::", "()", "->", "&&"].iter().any(|sign| line.contains(sign))
        || is_prompt(line)
        || line.ends_with(" :") && line.starts_with(char::is_lowercase)
        || line.split(' ').skip(1).any(is_option)
        || calls_with_string(line)
}

/// `$ git push`: what a shell, a comment or a quotation begins with, before no sentence and no number.
fn is_prompt(line: &str) -> bool {
    line.strip_prefix(['$', '#', '%', '>'])
        .and_then(|rest| rest.strip_prefix(' '))
        .is_some_and(|rest| !rest.trim_start().starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
}

/// `-m`, `--help`.
fn is_option(word: &str) -> bool {
    let Some(name) = word.strip_prefix('-') else { return false };
    let long = name.strip_prefix('-').unwrap_or_default();
    name.len() == 1 && name.starts_with(|c: char| c.is_ascii_alphabetic())
        || long.len() > 1 && long.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

/// Whether most of a line, and enough of it, are ordinary words.
fn is_sentence(line: &str) -> bool {
    let words = ordinary_words(line).count();
    words >= SENTENCE && 2 * words > line.split_ascii_whitespace().count()
}

/// The words that have blanks around them, and perhaps a mark; no names of constants, no single letters.
fn ordinary_words(text: &str) -> impl Iterator<Item = &str> {
    text.split_ascii_whitespace()
        .map(|word| word.trim_matches(['.', ',', ';', ':', '!', '?', '"', '“', '”']))
        .filter(|word| {
            let mut letters = word.chars();
            letters.next().is_some_and(char::is_alphabetic)
                && letters.next().is_some_and(char::is_lowercase)
                && letters.all(|c| c.is_lowercase() || matches!(c, '\'' | '’' | '-'))
        })
}

/// Whether brackets with a blank inside touch the word before them and hold no word of a sentence, which `is_little` knows.
pub(crate) fn is_call(text: &str, brackets: Range<usize>, is_little: impl Fn(&str) -> bool) -> bool {
    let inside = &text[brackets.start + 1..brackets.end];
    let touches = text[..brackets.start].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let mut words = inside.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 1);
    touches && inside.starts_with(' ') && inside.len() < LONGEST_CALL && !words.any(is_little)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_may_have_a_sign() {
        for line in [
            "He said that x = 5 is wrong , and the whole town agreed with him in the end .",
            "The old mill was sold for < 5 pounds , and nobody in the town knew why .",
            "We call owl() and the whole town of Wells hears it in the end .",
            "The owl slept in the mill | and nobody in the town saw it .",
            "# The mill\u{20}",
        ] {
            assert!(!is_code(line.trim()), "{line}");
        }
    }

    #[test]
    fn programs_formulas_and_tables_are_code() {
        for line in [
            "x = a , b ;",
            "if ( owl == mill ) { sell( owl ); }",
            "for x in y :",
            "git commit -m \"fix\" ; git push",
            "SELECT name , town FROM mills WHERE town = 'Wells' AND owner = 'Ann' AND price > 5 ;",
            "| mill | sold , |",
            "Wells\tThe mill was sold , and nobody in the town of Wells knew why .",
            "$ owl feed , mill",
            "the set \\{ x , y \\} is what we have been talking about all the time",
        ] {
            assert!(is_code(line), "{line}");
        }
    }

    #[test]
    fn a_paragraph_of_code_has_no_sentence() {
        for code in [
            "print(\"hello, world\")\n",
            "x = {'a': 1, 'b': \"two\"}\ny = x['a']\n",
            "$ grep -r 'foo bar' src | wc -l\n",
            "find-owls --query 'old mill' -p --outdir test\n",
            "Ann,31,\"Oslo, Norway\"\nBob,42,\"New York, USA\"\n",
            "{\"a\": \"b\", \"c\": \"d\"}",
        ] {
            assert!(are_code(code), "{code}");
        }
        for prose in [
            "",
            "\"Yes,\" he said, \"and no.\"\n",
            "They met at 5 < 6 o'clock, \"as they say\", and nobody in the town knew of it.\n",
            "x = 5;\nThe owl said \"no\" to everybody who asked for the way to the mill.\n",
            "\"It rains\", she said.\n",
            "and the owl --they say \"no\" --never\n\"at all\"\n",
            "#mill #owl #town #bridge #valley #river #harbour #lamp They \"love\" the owl of the town and so do we.\n",
        ] {
            assert!(!are_code(prose), "{prose}");
        }
    }

    #[test]
    fn a_call_holds_no_words_of_a_sentence() {
        let is_little = |word: &str| word == "the";
        let is_call = |text: &str| {
            let (opening, closing) = (text.find('(').unwrap(), text.find(')').unwrap());
            super::is_call(text, opening..closing, is_little)
        };
        assert!(is_call("print( owl , mill )") && is_call("f2( x )"));
        assert!(!is_call("sold( see the map )") && !is_call("sold ( owl )") && !is_call("sold(owl )"));
    }
}
