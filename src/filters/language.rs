//! Which language a text is in, as far as its commonest words say.
//!
//! The seam for what has to know it: tags that hold one language each, labels in another language. A text says its language by
//! words that hardly any other language has; where they are few, or those of two languages are about as many, nobody is asked
//! to believe it.

/// The code of the language of `text`, or none if its words do not say.
pub(super) fn language_of(text: &str) -> Option<&'static str> {
    let mut counts = [0_usize; WORDS.len()];
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    for word in words.take(MOST_WORDS) {
        let word = word.to_lowercase();
        for ((_, own), count) in WORDS.iter().zip(&mut counts) {
            *count += usize::from(own.split(' ').any(|own| own == word));
        }
    }
    let (best, &most) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    let second = counts.iter().enumerate().filter(|(at, _)| *at != best).map(|(_, count)| *count).max()?;
    (most >= LEAST && most >= 2 * second).then_some(WORDS[best].0)
}

/// Words that are looked at; more say nothing new.
const MOST_WORDS: usize = 2000;
/// Common words that a text must have.
const LEAST: usize = 3;

/// Languages and their commonest words, without what a neighbour shares where that can be helped.
const WORDS: [(&str, &str); 18] = [
    ("en", "the and of to is was that with for this are have been they his were which from not by at it"),
    ("de", "der die und das ist nicht mit ein eine von für auf den dem sich auch wird wurde zu im"),
    ("fr", "les des est dans une pour pas qui sur avec plus sont cette aux ses été mais nous du et"),
    ("es", "los las del por una con para como más pero sus fue está este desde sobre también y el hay"),
    ("it", "della che è di il per non una sono gli nel alla con anche più dei delle degli questo ha"),
    ("pt", "não uma com os dos das mais foi pelo pela são também ao à em seu sua um já o"),
    ("nl", "het een van de dat niet zijn met voor ook door wordt naar bij werd maar deze nog om"),
    ("sv", "och att det som är på av för inte med den till har ett från eller om sig var"),
    ("da", "og at det er af til på ikke med som den har blev også fra efter ved hun kan et"),
    ("pl", "nie się jest na że do to jak ale oraz przez został po tym dla od są który w z"),
    ("cs", "že se je na v to byl jako ale při podle jsou které který také od pro z bylo za"),
    ("hu", "az és hogy nem egy is ez volt meg csak már azt szerint mint egyik lesz még vagy"),
    ("tr", "bir ve bu için ile olarak da de daha çok olan gibi sonra ancak ne kadar oldu var"),
    ("id", "yang dan di untuk dengan tidak ini dari pada adalah itu akan juga dalam ke oleh"),
    ("fi", "ja on ei että se oli mutta myös hän kun ovat joka mukaan ole kuin sen voi vain"),
    ("ro", "și în nu la din cu că este pentru pe care mai fost sunt prin după dar ale"),
    ("ru", "и в не на что он с как это по но из был его за от так же для она было"),
    ("uk", "і в не на що з та це як до у від був його за але про для вона або є"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_says_its_language_by_common_words() {
        for (text, code) in [
            ("The bridge over the river was closed, and nobody knows for how long.", "en"),
            ("Die Brücke über den Fluss ist gesperrt, und das wird auch im Mai nicht anders.", "de"),
            ("Le pont est fermé et les habitants ne sont pas contents de cette nouvelle.", "fr"),
            ("El puente está cerrado y los vecinos no saben por qué, pero esperan más noticias.", "es"),
            ("De brug is gesloten en het duurt nog een maand voor de auto's ook naar de stad kunnen.", "nl"),
            ("Мост закрыт, и никто не знает, что с ним будет и как долго это продлится.", "ru"),
        ] {
            assert_eq!(language_of(text), Some(code), "{text}");
        }
    }

    #[test]
    fn a_few_words_and_two_languages_say_nothing() {
        for text in [
            "",
            "The Mill",
            "12 May 2021, 10:30",
            "The mill is the pride of der Stadt, und das ist auch nicht neu.",
        ] {
            assert_eq!(language_of(text), None, "{text}");
        }
    }
}
