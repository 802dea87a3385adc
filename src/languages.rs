//! The codes of languages: which there are, and which one somebody means.

/// ISO 639-1, and `sh`, which stands for Bosnian, Croatian and Serbian in our tables.
const TWO_LETTERS: &str = "\
     aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee \
     el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io \
     is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn \
     mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se \
     sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi \
     vo wa wo xh yi yo za zh zu";

/// ISO 639-3 (and the older codes of libraries) to the codes that `--lang` takes.
const THREE_LETTERS: [(&str, &str); 47] = [
    ("alb", "sq"),
    ("bos", "sh"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cze", "cs"),
    ("dan", "da"),
    ("deu", "de"),
    ("dut", "nl"),
    ("ell", "el"),
    ("eng", "en"),
    ("est", "et"),
    ("fil", "fil"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("ger", "de"),
    ("gre", "el"),
    ("hbs", "sh"),
    ("hrv", "sh"),
    ("hun", "hu"),
    ("ice", "is"),
    ("ind", "id"),
    ("isl", "is"),
    ("ita", "it"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mkd", "mk"),
    ("msa", "ms"),
    ("nld", "nl"),
    ("nno", "nb"),
    ("nob", "nb"),
    ("nor", "nb"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rum", "ro"),
    ("rus", "ru"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("spa", "es"),
    ("sqi", "sq"),
    ("srp", "sh"),
    ("swe", "sv"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("vie", "vi"),
];

/// The code that our tables and `--lang` have for a language, from any code of two or three letters.
pub(crate) fn short_code(code: &str) -> Option<&'static str> {
    THREE_LETTERS.iter().find(|(long, short)| *long == code || *short == code).map(|(_, short)| *short)
}

/// Whether `code` is written as codes are here: two letters of ISO 639-1, or three for a language that has no two.
/// There are thousands of those, so any three do.
pub(crate) fn is_code(code: &str) -> bool {
    match code.len() {
        2 => is_two_letters(code),
        3 => {
            code.bytes().all(|byte| byte.is_ascii_lowercase())
                && short_code(code).is_none_or(|short| short == code)
        }
        _ => false,
    }
}

/// The code that somebody means with `LT`, `lt-LT` or `lit`.
pub(crate) fn meant(text: &str) -> Option<String> {
    let code = text.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let code = if code.len() == 3 { short_code(&code).map_or(code, str::to_owned) } else { code };
    is_code(&code).then_some(code)
}

fn is_two_letters(code: &str) -> bool {
    TWO_LETTERS.split(' ').any(|known| known == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_small_and_short() {
        for code in ["lt", "eo", "sh", "fil", "ast"] {
            assert!(is_code(code), "{code}");
        }
        for text in ["zz", "LT", "lit", "lt-LT", "FIL", "l", "lietuvių", "ė", ""] {
            assert!(!is_code(text), "{text}");
        }
    }

    #[test]
    fn another_way_to_write_a_code_is_understood() {
        for (text, code) in [("LT", "lt"), ("lt-LT", "lt"), ("pt_BR", "pt"), ("LIT", "lt"), ("Ast", "ast")] {
            assert_eq!(meant(text).as_deref(), Some(code), "{text}");
        }
        for text in ["zz", "ZZ-LT", "vakcinos", "", "-"] {
            assert_eq!(meant(text), None, "{text}");
        }
    }

    #[test]
    fn the_tables_agree() {
        assert!(TWO_LETTERS.split(' ').is_sorted() && THREE_LETTERS.is_sorted());
        for (_, short) in THREE_LETTERS {
            assert!(is_code(short), "{short}");
        }
    }
}
