//! Lines that tell of furniture instead of being it.
//!
//! `Follow us on Instagram, the teenagers shouted` begins like a prompt and goes on like a story. A prompt does not
//! say who said it, and neither does it break off in a comma or stand in a quoted line. Our own rules about lines
//! leave such lines alone; those of a user mean what they say.

use std::sync::LazyLock;

use regex::Regex;

/// Words of saying, as they follow a quotation in the languages of our packs. After a colon comes a title, in which
/// anybody may say anything: `Read more: Sugar is bad, study says`.
static SAID: LazyLock<Regex> = LazyLock::new(|| {
    let words = "said|says|told|tells|asked|asks|begged|begs|shouted|shouts|cried|wrote|writes|promised|\
                 promises|advised|advises|urged|urges|added|answered|whispered|warned|warns|explained|replied|insisted|\
                 sagte|sagt|sagten|rief|riefen|schrieb|schreibt|stand|steht|bat|bittet|fragte|meinte|hieß|heißt|\
                 dit|disait|dirent|demandait|demande|demanda|écrit|écrivait|criait|suppliait|promettait|lit-on|\
                 dijo|dice|decía|decían|pedía|pide|pidió|escribió|gritó|rogaba|anunciaba|\
                 disse|diz|dizia|pedia|pediu|escreveu|gritou|implorava|\
                 dice|disse|diceva|chiedeva|chiede|scrisse|scriveva|gridò|pregava|recita|\
                 zei|zegt|schreef|vroeg|riep|stond|smeekte|säger|skrev|frågade|sade|sagde|skriver|spurte|\
                 powiedział|powiedziała|mówi|mówił|prosił|prosiła|napisał|głosił|głosi|řekl|řekla|říká|prosil|psal|\
                 kata|ujar|tutur|tulis|pinta|kataku|dedi|diyor|diyordu|yazdı|yazıyordu|yalvardı|\
                 сказал|сказала|говорит|говорил|просил|просила|просит|писал|написал|написала|гласит|гласил|гласила|умолял|\
                 сказав|сказала|каже|просив|писав|nói|viết|قال|قالت|يقول|کہا|گفت";
    let pattern = format!(r"(?i)^[^:：]*[,،，–—](?: [^\s,،]+){{0,3}}? (?:{words})(?:[^\p{{L}}]|$)");
    Regex::new(&pattern).expect("the tests match it")
});

/// Whether a line is part of a story, although it begins like a prompt.
pub(super) fn is_told(line: &str) -> bool {
    // The pattern takes 10 ms to compile, and a prompt hardly ever has such a mark.
    let goes_on = || line.contains([',', '،', '，', '–', '—']) && SAID.is_match(line);
    line.ends_with([',', ';', '،']) || line.starts_with("> ") || goes_on()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prompt_that_somebody_says_is_a_story() {
        for line in [
            "Follow us on Instagram, the teenagers shouted at the tram.",
            "Folgen Sie uns auf Facebook, sagte die Polizei.",
            "Подпишитесь на рассылку, просил музей.",
            "Download our app, begged the sign in the bus.",
            "Follow me,",
            "> Subscribe to our newsletter",
        ] {
            assert!(is_told(line), "{line}");
        }
    }

    #[test]
    fn a_prompt_is_none() {
        for line in [
            "Follow us on Facebook, Twitter and Instagram",
            "Subscribe to our newsletter, and read the best stories first.",
            "Read more: Sugar is bad, study says",
            ">>> FOLLOW US <<<",
        ] {
            assert!(!is_told(line), "{line}");
        }
    }
}
