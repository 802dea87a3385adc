//! Which language a text is in, as far as its commonest words say.
//!
//! The seam for what has to know it: tags that hold one language each, labels in another language. A text says its language by
//! words that hardly any other language has; where they are few, or those of two languages are about as many, nobody is asked
//! to believe it.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The code of the language of `text`, or none if its words do not say.
pub(super) fn language_of(text: &str) -> Option<&'static str> {
    let mut counts = [0_usize; WORDS.len()];
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    for word in words.take(MOST_WORDS) {
        let languages = LANGUAGES.get(word.to_lowercase().as_str()).map_or(&[][..], Vec::as_slice);
        for &language in languages {
            counts[language] += UNIT / languages.len();
        }
    }
    let (best, &most) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    let second = counts.iter().enumerate().filter(|(at, _)| *at != best).map(|(_, count)| *count).max()?;
    (most >= LEAST && most >= 2 * second).then_some(WORDS[best].0)
}

/// Each word of the lists, with the places of its languages.
static LANGUAGES: LazyLock<HashMap<&'static str, Vec<usize>>> = LazyLock::new(|| {
    let mut languages: HashMap<&'static str, Vec<usize>> = HashMap::new();
    for (at, (_, words)) in WORDS.iter().enumerate() {
        for word in words.split(' ') {
            languages.entry(word).or_default().push(at);
        }
    }
    languages
});

/// Words that are looked at; more say nothing new.
const MOST_WORDS: usize = 2000;
/// What a word of one language counts; one of several says less for each.
const UNIT: usize = 60;
/// What the words of a text must come to.
const LEAST: usize = 100;

/// Languages and their commonest words, without what a neighbour shares where that can be helped.
const WORDS: [(&str, &str); 30] = [
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
    ("bg", "и на да се за от в че не са с по по е което като до бе още това при след"),
    ("sr", "и је да се на у за од не са су као који што али и он који би био о до"),
    ("hr", "je da se na u za od su kao koji što nije koja koje ali bi te iz sa će ili"),
    ("sl", "je in da na se za ki so pa ne v bo tudi kot z po od še pri bi le ali"),
    ("sk", "je a na sa v že z do o si ako pre aj ale ktoré ktorý bol podľa po už pri sú"),
    ("lt", "ir kad yra su iš į tai bet ne apie kaip buvo po jo kurie šis dar jau taip nuo už"),
    ("lv", "un ir ka no ar par uz kas bet tika arī gan tas viņš pēc lai vai nav ko tiek"),
    ("et", "ja on ei et see oli ka kui oma mis aga ning tema selle kes välja veel pole sest"),
    ("sq", "të e në dhe për me nga një është që se më i ka u nuk ishte janë por kjo do"),
    ("ca", "de la i els les que amb per una un és al no del les ha aquest van però més seva"),
    ("el", "και το του της να η την με που από για τον στην δεν στο είναι οι τα θα τη"),
    ("vi", "và của là có được cho không người trong những các một với này đã khi đến từ cũng"),
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
