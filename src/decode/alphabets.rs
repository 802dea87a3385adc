//! How usual the letters of a text are together: the alphabets of some forty languages, most frequent letter first.
//!
//! A wrong decoding turns letters into letters, but into those of no one language: `Patiño, África` read as
//! windows-1250 has Polish `ń` beside Slovak `í`. So a text is held against each alphabet, and the best one counts. Of
//! the Latin alphabets only what is beyond ASCII matters, for nothing else depends on the decoding.
//!
//! The orders are rough and need not be better: rank stands for frequency as in Zipf's law. They were written down from
//! general knowledge of the languages, not counted in any corpus.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A script whose letters are held against its alphabets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Cyrillic,
    Greek,
    Arabic,
    Hebrew,
}

static ALPHABETS: [(Script, &str); 42] = [
    (Script::Latin, "óíáéñúü"),                                       // Spanish
    (Script::Latin, "ãáçéíóêâúõàôü"),                                 // Portuguese
    (Script::Latin, "éèàêçôâîùûïëœ"),                                 // French
    (Script::Latin, "èàùòìé"),                                        // Italian
    (Script::Latin, "óéàèíçòïúü"),                                    // Catalan
    (Script::Latin, "éñèíáçóöüï"),                                    // English, in loans and names
    (Script::Latin, "üäöß"),                                          // German
    (Script::Latin, "éëïóè"),                                         // Dutch
    (Script::Latin, "äåö"),                                           // Swedish
    (Script::Latin, "øåæé"),                                          // Danish, Norwegian
    (Script::Latin, "äö"),                                            // Finnish
    (Script::Latin, "íáóðéöúæþý"),                                    // Icelandic
    (Script::Latin, "áíóúýæøð"),                                      // Faroese
    (Script::Latin, "áíéóú"),                                         // Irish
    (Script::Latin, "âôêîŵŷïöë"),                                     // Welsh
    (Script::Latin, "ëç"),                                            // Albanian
    (Script::Latin, "ĝĉŝŭĵĥ"),                                        // Esperanto
    (Script::Latin, "ħżġċà"),                                         // Maltese
    (Script::Latin, "ıüşçğöiâî"),                                     // Turkish, `İ` in lower case
    (Script::Latin, "əıüşöğçi"),                                      // Azerbaijani
    (Script::Latin, "łąęóżśćńź"),                                     // Polish
    (Script::Latin, "íáěéčřžýšůúňďťó"),                               // Czech
    (Script::Latin, "áíčéžýúšľťôňďäóŕĺ"),                             // Slovak
    (Script::Latin, "áéőöíóüúű"),                                     // Hungarian
    (Script::Latin, "čšžćđ"),                                         // Croatian, Bosnian
    (Script::Latin, "čšž"),                                           // Slovene
    (Script::Latin, "ăîâșțşţ"),                                       // Romanian, with either kind of comma
    (Script::Latin, "ėšųžįąčūę"),                                     // Lithuanian
    (Script::Latin, "āēīšūņļžčģķ"),                                   // Latvian
    (Script::Latin, "äõüöšž"),                                        // Estonian
    (Script::Latin, "đàáóươôâấạảếệêộủợưíìềúăờốớữểậạịựứòầãọùặằồẩéữẽ"), // Vietnamese
    (Script::Cyrillic, "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"),          // Russian
    (Script::Cyrillic, "оанивітерслкудмпзяьгбчйхцюєїжшщфґ"),          // Ukrainian
    (Script::Cyrillic, "анаіоертслкдувямпзьыгбчйцжюўшхэёф"),          // Belarusian
    (Script::Cyrillic, "аиеотнрсвлкдпмзубячгъцжщхшюфйьѝ"),            // Bulgarian
    (Script::Cyrillic, "аоиенрстјукдвмлпзгбчцњжшљхћђџф"),             // Serbian
    (Script::Cyrillic, "аоеинтсрвлкдпмузјбгчцжшњќхѓљџфѕѐѝ"),          // Macedonian
    (Script::Cyrillic, "аеынтрідлоскмбгұғқзшпйжуәөүңцфяхэщвючьъһ"),   // Kazakh
    (Script::Greek, "αοιετσνρηπκυμςλίόάέδγήύθώχφβωξζψϊΐϋ"),
    (Script::Arabic, "اليمونرتبةعدسفهكقحأجشصىطخإضذئزثءغظؤآ"),
    (Script::Arabic, "اینردمهتوسبکشگلعزفخحقپآچجطصغذضظثژئءأ"), // Persian
    (Script::Hebrew, "יוהלאתרבמשנדכחעקפגםןסטזצךףץ"),
];

/// For each letter, the alphabets that have it, with the surprise of finding it there: −ln of its share.
static LETTERS: LazyLock<HashMap<char, Vec<(usize, f64)>>> = LazyLock::new(|| {
    let mut letters: HashMap<char, Vec<(usize, f64)>> = HashMap::new();
    for (index, (script, alphabet)) in ALPHABETS.iter().enumerate() {
        let known: Vec<char> = alphabet.chars().collect();
        let shares: Vec<f64> = (0..known.len()).map(|rank| script.share(rank)).collect();
        let sum: f64 = shares.iter().sum();
        for (letter, share) in known.into_iter().zip(shares) {
            let places = letters.entry(letter).or_default();
            // A letter that was written down twice counts where it stands first.
            if places.iter().all(|(other, _)| *other != index) {
                places.push((index, -(share / sum).ln()));
            }
        }
    }
    letters
});

impl Script {
    /// The script of a letter beyond ASCII, where there are alphabets for it.
    pub(super) fn of(letter: char) -> Option<Script> {
        Some(match u32::from(letter) {
            0x80..0x250 | 0x1E00..0x1F00 => Script::Latin,
            0x370..0x400 | 0x1F00..0x2000 => Script::Greek,
            0x400..0x530 => Script::Cyrillic,
            0x590..0x600 => Script::Hebrew,
            0x600..0x780 => Script::Arabic,
            _ => return None,
        })
    }

    /// How frequent the letter of this rank is. Of a Latin alphabet only the few letters beyond ASCII are ranked, and
    /// those fall off as Zipf has it; a whole alphabet falls off more slowly.
    fn share(self, rank: usize) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a rank in an alphabet")]
        let rank = rank as f64;
        match self {
            Script::Latin => 1.0 / (rank + 1.2),
            _ => (-rank / 8.5).exp(),
        }
    }

    /// The surprise at a letter that the language does not have.
    fn stranger(self) -> f64 {
        match self {
            Script::Cyrillic | Script::Greek => 7.0,
            _ => 6.0,
        }
    }

    /// What surprise says: of a whole alphabet more than of the few letters that Latin text has beyond ASCII.
    fn weight(self) -> f64 {
        if self == Script::Latin { 1.0 } else { 2.0 }
    }

    /// The surprise at an average letter of running text: what no decoding can avoid. None for Latin, where each letter
    /// beyond ASCII asks for a reason.
    fn expected(self) -> f64 {
        if self == Script::Latin { 0.0 } else { 2.6 }
    }
}

/// Counts the letters of a text, and how well they fit each alphabet.
pub(super) struct Letters {
    count: [usize; 5],
    known: [usize; ALPHABETS.len()],
    surprise: [f64; ALPHABETS.len()],
}

impl Letters {
    pub(super) fn new() -> Letters {
        Letters { count: [0; 5], known: [0; ALPHABETS.len()], surprise: [0.0; ALPHABETS.len()] }
    }

    /// Counts a letter beyond ASCII, in whatever case.
    pub(super) fn add(&mut self, script: Script, letter: char) {
        self.count[script as usize] += 1;
        let lower = letter.to_lowercase().next().unwrap_or(letter);
        for &(alphabet, surprise) in LETTERS.get(&lower).into_iter().flatten() {
            self.known[alphabet] += 1;
            self.surprise[alphabet] += surprise;
        }
    }

    /// How many letters are of scripts other than Latin, where they are so few that they are no word.
    pub(super) fn strays(&self) -> usize {
        self.count[1..].iter().filter(|&&count| count <= 2).sum()
    }

    /// The surprise at all letters in the languages that they fit best, one for each script.
    pub(super) fn surprise(&self) -> f64 {
        let mut best = [f64::INFINITY; 5];
        for (index, (script, _)) in ALPHABETS.iter().enumerate() {
            let count = self.count[*script as usize];
            #[expect(clippy::cast_precision_loss, reason = "counts of letters in a sample")]
            let (strangers, count) = ((count - self.known[index]) as f64, count as f64);
            let surprise = self.surprise[index] + strangers * script.stranger() - count * script.expected();
            best[*script as usize] = best[*script as usize].min(surprise.max(0.0) * script.weight());
        }
        best.iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surprise(text: &str) -> f64 {
        let mut letters = Letters::new();
        for c in text.chars() {
            if let Some(script) = Script::of(c) {
                letters.add(script, c);
            }
        }
        letters.surprise()
    }

    #[test]
    fn letters_of_one_language_surprise_less_than_those_of_several() {
        assert!(surprise("Castaño, ÓPERA, café") < surprise("Castańo, ÓPERA, café"));
        assert!(surprise("НАШ ДЕНЬ") < surprise("мюь демэ"), "case does not matter, letters do");
    }

    #[test]
    fn a_text_without_letters_beyond_ascii_surprises_nobody() {
        assert!(surprise("plain") < f64::EPSILON);
    }
}
