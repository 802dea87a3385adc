//! Which legacy encoding a text is in: two detectors vote, and the text that each answer gives is looked at.
//!
//! `chardetng` knows what the web is made of, but no DOS, Macintosh or rare encodings, and answers windows-1252 when in
//! doubt; `chardet` ranks eighty encodings by pairs of bytes, but takes curly quotation marks for letters of x-mac-ce.
//! Either is right for 99 % of files, each alone for 90 to 94 %. So every encoding that one of them thinks possible is
//! decoded, and gets points: for its rank, for each detector's vote, for how common it is on the web, for letters that
//! make one language, and against all that is odd ([`super::oddity`]).
//!
//! The weights were tuned by hand on some 8,400 sentences and texts of forty languages in 36 encodings, of which a
//! quarter were windows-1252: names and interface texts of a few words, prose, and lines of scraped articles. They are
//! round numbers on purpose; halving or doubling any one of them changes less than 0.4 % of the answers.

use chardet::DetectOptions;
use chardet::models::score_best_language;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use memchr::memchr2;

use super::codec::Codec;
use super::oddity::oddity;

/// What the vote came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Verdict {
    pub(super) codec: Codec,
    /// The share of verdicts with such a lead that are right.
    pub(super) certainty: f64,
}

/// Encodings that can be the answer: what `chardet` calls them, their label here, and the points that they have before
/// anything is read. windows-1252 is most of what is left of legacy encodings on the web, then come the other encodings
/// that browsers know; DOS and Macintosh pages must show for themselves. Left out are encodings whose text is also
/// decoded by another one of the list, and those of which no text was ever met on the web.
static CANDIDATES: [(&str, &str, f64); 58] = [
    ("cp1252", "windows-1252", 0.0),
    ("cp1251", "windows-1251", -0.3),
    ("cp1250", "windows-1250", -0.5),
    ("iso8859-2", "iso-8859-2", -0.7),
    ("cp1253", "windows-1253", -0.5),
    ("iso8859-7", "iso-8859-7", -0.7),
    ("cp1254", "windows-1254", -0.7),
    ("cp1255", "windows-1255", -0.5),
    ("iso8859-8", "iso-8859-8", -0.8),
    ("cp1256", "windows-1256", -0.5),
    ("iso8859-6", "iso-8859-6", -0.8),
    ("cp1257", "windows-1257", -0.6),
    ("iso8859-13", "iso-8859-13", -1.5),
    ("cp1258", "windows-1258", -0.7),
    ("cp874", "windows-874", -0.3),
    ("koi8-r", "koi8-r", -0.5),
    ("koi8-u", "koi8-u", -0.6),
    ("iso8859-5", "iso-8859-5", -0.7),
    ("cp866", "ibm866", -0.8),
    ("iso8859-15", "iso-8859-15", -0.5),
    ("iso8859-3", "iso-8859-3", -3.0),
    ("iso8859-4", "iso-8859-4", -2.5),
    ("iso8859-10", "iso-8859-10", -3.0),
    ("iso8859-14", "iso-8859-14", -4.0),
    ("iso8859-16", "iso-8859-16", -3.0),
    ("cp932", "shift_jis", -0.3),
    ("shift_jis_2004", "shift_jis", -0.3),
    ("euc_jis_2004", "euc-jp", -0.3),
    ("iso2022_jp_2", "iso-2022-jp", 0.0),
    ("gb18030", "gb18030", -0.2),
    ("big5hkscs", "big5", -0.3),
    ("cp949", "euc-kr", -0.3),
    ("euc_kr", "euc-kr", -0.3),
    ("mac-roman", "macintosh", -1.2),
    ("mac-cyrillic", "x-mac-cyrillic", -1.5),
    ("mac-latin2", "x-mac-ce", -2.0),
    ("mac-greek", "x-mac-greek", -4.0),
    ("mac-turkish", "x-mac-turkish", -4.0),
    ("mac-iceland", "x-mac-icelandic", -4.0),
    ("cp850", "ibm850", -1.2),
    ("cp858", "ibm858", -1.3),
    ("cp437", "ibm437", -1.4),
    ("cp852", "ibm852", -1.3),
    ("cp737", "ibm737", -2.0),
    ("cp775", "ibm775", -2.0),
    ("cp857", "ibm857", -2.0),
    ("cp855", "ibm855", -3.0),
    ("cp860", "ibm860", -4.0),
    ("cp861", "ibm861", -4.0),
    ("cp862", "ibm862", -4.0),
    ("cp863", "ibm863", -4.0),
    ("cp864", "ibm864", -4.0),
    ("cp865", "ibm865", -4.0),
    ("cp869", "ibm869", -4.0),
    // Also decoded by windows-1252, windows-1254 and windows-874.
    ("iso8859-1", "windows-1252", 0.0),
    ("iso8859-9", "windows-1254", -0.7),
    ("tis-620", "windows-874", -0.3),
    ("iso2022_jp_ext", "iso-2022-jp", 0.0),
];

/// Candidates that are looked at: those that `chardet` gives a quarter of the points of its first, at most this many.
const MOST: usize = 10;
const NEAR: f64 = 0.25;
/// Bytes of a sample that are looked at for capitals.
const HEADLINE: usize = 400;
/// The rank of an encoding that `chardet` does not have in its list.
const UNRANKED: f64 = 0.02;

/// Bytes beyond ASCII that a sure verdict needs.
const ENOUGH: usize = 5;

/// Letters of a text too short to tell its language.
const FEW_LETTERS: usize = 12;

/// One possible answer.
struct Candidate {
    codec: Codec,
    prior: f64,
    /// How alike its pairs of bytes are to those of a language in that encoding, by the models of `chardet`.
    measure: f64,
    is_first: bool,
    points: f64,
    /// The price of what is odd in its text, by the character.
    oddness: f64,
    text: String,
}

/// Decides for a sample that is neither UTF-8 nor UTF-16. Whole lines are best; a hundred bytes usually do.
pub(super) fn vote(sample: &[u8]) -> Verdict {
    let web = web_vote(sample);
    let mut candidates = ranking(sample);
    for codec in [web, Codec::Web(encoding_rs::WINDOWS_1252)] {
        if candidates.iter().all(|candidate| candidate.codec != codec) {
            candidates.push(Candidate::new(codec, prior(codec), 0.0, sample));
        }
    }
    let top = candidates.iter().map(|candidate| candidate.measure).fold(f64::MIN_POSITIVE, f64::max);
    for candidate in &mut candidates {
        candidate.judge(web, top);
    }
    // Stable, so that of two equals the better ranked one stays first.
    candidates.sort_by(|a, b| b.points.total_cmp(&a.points));
    let telling = sample.iter().filter(|byte| !byte.is_ascii()).take(ENOUGH).count();
    // One or two bytes among a few letters say nothing of any language; then the web's habit decides.
    let letters = sample.iter().filter(|byte| byte.is_ascii_alphabetic()).take(FEW_LETTERS).count();
    let says_nothing = telling <= 2 && letters < FEW_LETTERS;
    let web =
        candidates.iter().position(|candidate| candidate.codec == Codec::Web(encoding_rs::WINDOWS_1252));
    if let Some(at) = web.filter(|at| says_nothing && candidates[*at].oddness <= candidates[0].oddness + 0.1)
    {
        candidates[..=at].rotate_right(1);
    }
    let (winner, rivals) = candidates.split_first().expect("windows-1252 is always there");
    let rival = rivals.iter().find(|rival| rival.text != winner.text);
    let lead = rival.map_or(f64::INFINITY, |rival| winner.points - rival.points).max(0.0);
    // The best of many bad readings is not sure, however far ahead of the next it is.
    let most: f64 = if winner.oddness > 1.0 { 0.75 } else { 0.99 };
    // Nor is anything said by a few bytes: `It\x92s` reads well in three encodings.
    #[expect(clippy::cast_precision_loss, reason = "five at the most")]
    let most = if telling < ENOUGH { most.min(0.5 + 0.09 * telling as f64) } else { most };
    Verdict { codec: winner.codec, certainty: certainty(lead).min(most) }
}

/// What browsers would say. The sample need not end with a character.
fn web_vote(sample: &[u8]) -> Codec {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, false);
    Codec::Web(detector.guess(None, Utf8Detection::Deny))
}

/// The encodings that `chardet` thinks possible, the best first.
fn ranking(sample: &[u8]) -> Vec<Candidate> {
    // Its GB18030 panics on bytes 80 and FF, which no text in it has (found by `tests/decoding.rs`).
    let is_no_chinese = memchr2(0x80, 0xFF, sample).is_some();
    let include = CANDIDATES.iter().filter(|(name, ..)| !(is_no_chinese && *name == "gb18030"));
    let options = DetectOptions {
        compat_names: false,
        include_encodings: Some(include.map(|(name, ..)| (*name).to_owned()).collect()),
        ignore_threshold: true,
        ..DetectOptions::default()
    };
    let results = chardet::detect_all(sample, &options).unwrap_or_default();
    let top = results.first().map_or(1.0, |first| first.confidence).max(f64::MIN_POSITIVE);
    let mut candidates: Vec<Candidate> = Vec::new();
    for result in &results {
        let known = CANDIDATES.iter().find(|(name, ..)| Some(*name) == result.encoding.as_deref());
        let Some((label, prior)) = known.map(|(_, label, prior)| (*label, *prior)) else { continue };
        let Some(codec) = Codec::for_label(label) else { continue };
        let near = result.confidence >= NEAR * top && candidates.len() < MOST;
        let possible =
            near || (prior >= -2.0 && is_capitals(&codec.decode(&sample[..sample.len().min(HEADLINE)])));
        if possible && candidates.iter().all(|candidate| candidate.codec != codec) {
            candidates.push(Candidate::new(codec, prior, result.confidence, sample));
        }
    }
    if let Some(first) = candidates.first_mut() {
        first.is_first = true;
    }
    candidates
}

/// The points that an encoding has before anything is read.
fn prior(codec: Codec) -> f64 {
    let of = CANDIDATES.iter().find(|(_, label, _)| Codec::for_label(label) == Some(codec));
    of.map_or(-4.0, |(.., prior)| *prior)
}

impl Candidate {
    fn new(codec: Codec, prior: f64, measure: f64, sample: &[u8]) -> Candidate {
        let text = codec.decode(sample).into_owned();
        // The models know hardly any headlines: in a text of capitals they see the small letters of another encoding.
        // Nor do they know the no-break spaces of web pages.
        let measure = if is_capitals(&text) {
            measure.max(measure_of(codec, sample, |c| c.to_lowercase().next().unwrap_or(c)))
        } else if text.contains('\u{A0}') {
            measure.max(measure_of(codec, sample, |c| if c == '\u{A0}' { ' ' } else { c }))
        } else {
            measure
        };
        Candidate { codec, prior, measure, is_first: false, points: 0.0, oddness: 0.0, text }
    }

    fn judge(&mut self, web: Codec, top: f64) {
        let found = oddity(&self.text);
        #[expect(clippy::cast_precision_loss, reason = "counts in a sample")]
        let (count, apostrophes) = (found.count.max(1) as f64, found.apostrophes as f64);
        self.oddness = found.price / count;
        // An average weighs the more, the more it is the average of; a dozen characters are as good as a thousand.
        let weight = count.min(12.0).powf(0.75) / count;
        let vote = match self.codec {
            codec if codec == web && codec.name() == "windows-1252" => 1.4,
            codec if codec == web => 1.2,
            // About these the detector of the browsers says nothing, so it speaks neither for nor against them.
            Codec::Page(_) => 1.2,
            Codec::Web(encoding) if UNKNOWN_TO_THE_WEB_VOTE.contains(&encoding.name()) => 1.2,
            Codec::Web(_) => 0.0,
        };
        self.points = self.prior
            + vote
            + if self.is_first { 1.5 } else { 0.0 }
            + 3.2 * (self.measure / top).max(UNRANKED).ln() * (count / 8.0 + 0.3).min(1.0)
            - 1.6 * found.price * weight
            - 2.0 * found.price.ln_1p()
            - 0.4 * found.surprise * weight
            + apostrophes.ln_1p();
    }
}

/// Whether nearly all letters are capitals, or nearly all of those beyond ASCII, which may stand in small markup.
fn is_capitals(text: &str) -> bool {
    let count = |is_wanted: fn(char) -> bool| text.chars().filter(|&c| is_wanted(c)).count();
    let beyond = count(|c| !c.is_ascii() && c.is_uppercase());
    let beyond_small = count(|c| !c.is_ascii() && c.is_lowercase());
    (beyond > 4 && beyond > 8 * beyond_small)
        || (beyond > 0 && count(char::is_uppercase) > 8 * count(char::is_lowercase))
}

/// What the models of `chardet` would say if each character were what `change` makes of it. Nothing for encodings of
/// more bytes.
fn measure_of(codec: Codec, sample: &[u8], change: fn(char) -> char) -> f64 {
    let known = CANDIDATES.iter().find(|(_, label, _)| Codec::for_label(label) == Some(codec));
    let Some((name, ..)) = known.filter(|_| codec.is_one_byte()) else { return 0.0 };
    let changed = |byte: u8| {
        let text: String = codec.decode(std::slice::from_ref(&byte)).chars().map(change).collect();
        match codec.encode(&text).as_deref() {
            Some(&[changed]) => changed,
            _ => byte,
        }
    };
    let table: Vec<u8> = (0..=u8::MAX).map(changed).collect();
    let changed: Vec<u8> = sample.iter().map(|&byte| table[usize::from(byte)]).collect();
    score_best_language(&changed, name, None, false).0
}

/// Encodings of browsers that their detector never answers.
static UNKNOWN_TO_THE_WEB_VOTE: [&str; 7] =
    ["macintosh", "x-mac-cyrillic", "ISO-8859-15", "ISO-8859-3", "ISO-8859-10", "ISO-8859-14", "ISO-8859-16"];

/// The share of verdicts that are right, by the points that the winner is ahead of the best rival whose text differs.
///
/// Measured on the 8,400 texts that the weights were tuned on, which are harder than most (a third has three characters
/// beyond ASCII or fewer): a lead below 1 point was right in 61 %, 1 to 2 in 84 %, 2 to 3 in 92 %, 3 to 4 in 98.6 %,
/// more in 99.7 %. The curve keeps below that at its upper end.
fn certainty(lead: f64) -> f64 {
    1.0 / (1.0 + (-1.15 * lead).exp())
}
