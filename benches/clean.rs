//! Bytes per second of every step: the survey, decoding, each filter alone, all of them, and the diff.
//!
//! `cargo bench` runs everything in about a minute. One group is chosen by its name, one text of it by both:
//! `cargo bench --bench clean -- pipeline`, `cargo bench --bench clean -- quote/curly/dirty`. A filter alone
//! includes the survey, which every run needs.
//!
//! The machines that this runs on are shared and noisy: compare what stands in one run, not two runs, and read
//! the numbers as ratios. The texts are made here and are the same in every run.

use std::hint::black_box;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, SamplingMode, Throughput};
use unscrape::decode::{Charset, Codec, decode};
use unscrape::diff::line_changes;
use unscrape::learn::{Counter, Digest, Evidence, Place};
use unscrape::survey::survey;
use unscrape::{Cleaner, Config, Document, Quotes};

use generator::{Kind, articles, damaged, misread, text};

/// As large as a text that no processor keeps in its cache.
const LARGE: usize = 8 << 20;
/// A short news article.
const SMALL: usize = 4 << 10;

fn main() {
    let texts = Texts::new();
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(800))
        .sample_size(10)
        .configure_from_args();
    bench_survey(&mut criterion, &texts);
    bench_decode(&mut criterion, &texts);
    bench_filters(&mut criterion, &texts);
    bench_mojibake(&mut criterion, &texts);
    bench_markup(&mut criterion, &texts);
    bench_unicode(&mut criterion, &texts);
    bench_foreign(&mut criterion, &texts);
    bench_punctuation(&mut criterion, &texts);
    bench_typography(&mut criterion, &texts);
    bench_repeat(&mut criterion, &texts);
    bench_learn(&mut criterion, &texts);
    bench_pipeline(&mut criterion, &texts);
    bench_diff(&mut criterion, &texts);
    criterion.final_summary();
}

/// What is cleaned.
struct Texts {
    ascii: String,
    accented: String,
    /// Clean where marks are kept.
    curly: String,
    /// With a defect of some kind about every 200 bytes.
    dirty: String,
    /// Clean, in many languages.
    multilingual: String,
    /// As many bytes in small clean articles.
    many_clean: Vec<String>,
    /// As many bytes in small dirty articles.
    many_dirty: Vec<String>,
}

impl Texts {
    /// Makes them, and sees to it that what is called clean is.
    fn new() -> Texts {
        let texts = Texts {
            ascii: text(Kind::Ascii, LARGE),
            accented: text(Kind::Accented, LARGE),
            curly: text(Kind::Curly, LARGE),
            dirty: text(Kind::Dirty, LARGE),
            multilingual: text(Kind::Multilingual, LARGE),
            many_clean: articles(Kind::Ascii, SMALL, LARGE / SMALL),
            many_dirty: articles(Kind::Dirty, SMALL, LARGE / SMALL),
        };
        for clean in [&texts.ascii, &texts.accented].into_iter().chain(&texts.many_clean) {
            assert!(!cleaner(Quotes::Straight, None).clean(&Document::file(clean)).is_changed());
        }
        assert!(!cleaner(Quotes::Keep, None).clean(&Document::file(&texts.curly)).is_changed());
        let changes = cleaner(Quotes::Straight, None).clean(&Document::file(&texts.dirty)).change_count();
        assert!((100..300).contains(&(texts.dirty.len() / changes)), "{changes} changes");
        texts
    }

    /// The three that every filter is tried on.
    fn large(&self) -> [(&'static str, &str); 3] {
        [("ascii", &self.ascii), ("accented", &self.accented), ("dirty", &self.dirty)]
    }
}

/// A cleaner with one filter, or with all of them.
fn cleaner(quotes: Quotes, filter: Option<&str>) -> Cleaner {
    let select = filter.map(str::to_owned).into_iter().collect();
    Cleaner::new(&Config { quotes, select, ..Config::default() }).expect("a configuration of the benchmark")
}

fn group<'c>(criterion: &'c mut Criterion, name: &str, bytes: usize) -> BenchmarkGroup<'c, WallTime> {
    let mut group = criterion.benchmark_group(name);
    group.sampling_mode(SamplingMode::Flat).throughput(Throughput::Bytes(bytes as u64));
    group
}

fn bench_survey(criterion: &mut Criterion, texts: &Texts) {
    let mut group = group(criterion, "survey", LARGE);
    let others = [("curly", texts.curly.as_str()), ("multilingual", texts.multilingual.as_str())];
    for (name, text) in texts.large().into_iter().chain(others) {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |bencher| bencher.iter(|| survey(black_box(text))));
    }
}

fn bench_decode(criterion: &mut Criterion, texts: &Texts) {
    let mut group = group(criterion, "decode", LARGE);
    let utf16: Vec<u8> =
        [0xFEFF].into_iter().chain(texts.accented.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(&texts.curly);
    let latin_label = Charset::Named(Codec::Web(encoding_rs::WINDOWS_1252));
    let mut damaged = texts.accented.clone().into_bytes();
    damaged.insert(LARGE / 2, 0xFF);
    let mut mixed = latin[..LARGE / 2].to_vec();
    mixed.extend_from_slice(texts.accented.as_bytes());
    let inputs = [
        ("ascii", texts.ascii.as_bytes(), Charset::Auto),
        ("accented", texts.accented.as_bytes(), Charset::Auto),
        ("utf-16", &utf16, Charset::Auto),
        ("utf-16-without-mark", &utf16[2..], Charset::Auto),
        ("windows-1252-named", &latin, latin_label),
        ("windows-1252-guessed", &latin, Charset::Auto),
        ("windows-1252-guessed-1MB", &latin[..1 << 20], Charset::Auto),
        ("windows-1252-guessed-4KB", &latin[..SMALL], Charset::Auto),
        ("one-bad-byte", &damaged, Charset::Auto),
        ("mixed-lines", &mixed, Charset::Auto),
    ];
    for (name, bytes, charset) in inputs {
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.bench_function(name, |bencher| bencher.iter(|| decode(black_box(bytes), charset).is_ok()));
    }
}

fn bench_filters(criterion: &mut Criterion, texts: &Texts) {
    for (name, filter, quotes) in [
        ("encoding", "encoding", Quotes::Straight),
        ("unicode", "unicode", Quotes::Straight),
        ("foreign", "foreign", Quotes::Straight),
        ("artefact", "artefact", Quotes::Straight),
        ("repeat", "repeat", Quotes::Straight),
        ("quote/straight", "quote", Quotes::Straight),
        ("quote/curly", "quote", Quotes::Curly),
        ("quote/keep", "quote", Quotes::Keep),
        ("whitespace", "whitespace", Quotes::Straight),
    ] {
        let cleaner = cleaner(quotes, Some(filter));
        let mut group = group(criterion, name, LARGE);
        for (name, text) in texts.large() {
            bench_text(&mut group, name, text, &cleaner);
        }
        if filter == "quote" {
            bench_text(&mut group, "curly", &texts.curly, &cleaner);
        }
    }
}

fn bench_mojibake(criterion: &mut Criterion, texts: &Texts) {
    let cleaner = cleaner(Quotes::Keep, Some("mojibake"));
    // About one word in a hundred of either.
    let english = damaged(&texts.curly, 10);
    let many = damaged(&texts.multilingual, 80);
    let english_twice = misread(&misread(&text(Kind::Curly, LARGE / 2)));
    let many_twice = misread(&misread(&text(Kind::Multilingual, LARGE / 4)));
    let mut group = group(criterion, "mojibake", LARGE);
    for (name, text, is_clean) in [
        ("ascii", &texts.ascii, true),
        ("curly", &texts.curly, true),
        ("accented", &texts.accented, true),
        ("multilingual", &texts.multilingual, true),
        ("curly/1-percent", &english, false),
        ("curly/twice", &english_twice, false),
        ("multilingual/1-percent", &many, false),
        ("multilingual/twice", &many_twice, false),
    ] {
        assert_eq!(!cleaner.clean(&Document::file(text)).is_changed(), is_clean, "{name}");
        bench_text(&mut group, name, text, &cleaner);
    }
}

fn bench_markup(criterion: &mut Criterion, texts: &Texts) {
    let cleaner = cleaner(Quotes::Keep, Some("markup"));
    // Signs of markup in every sentence, and no markup.
    let signs = texts.ascii.replace(" the ", " the AT&T < 5 [sic] {a} ");
    let page = texts.ascii.replace("\n\n", "</p>\n<p class=\"text\">").replace(" a ", " <b>a</b> ");
    let references = texts.ascii.replace(" the ", "&nbsp;the ").replace('"', "&amp;quot;");
    let forum = texts.ascii.replace(" the ", " [b]the[/b] ");
    let mut group = group(criterion, "markup", LARGE);
    for (name, text, is_clean) in [
        ("ascii", &texts.ascii, true),
        ("accented", &texts.accented, true),
        ("signs", &signs, true),
        ("page", &page, false),
        ("references", &references, false),
        ("forum", &forum, false),
    ] {
        assert_eq!(!cleaner.clean(&Document::file(text)).is_changed(), is_clean, "{name}");
        bench_text(&mut group, name, text, &cleaner);
    }
}

/// A stray word in every paragraph; an article of a thousand words has a time of its own.
fn bench_foreign(criterion: &mut Criterion, texts: &Texts) {
    let cleaner = cleaner(Quotes::Keep, Some("foreign"));
    let sentence = "The council met on Monday, and the old bridge will stay closed until the spring. ";
    let paragraph = format!("{}The [vakcinos] research was stopped in the town.\n\n", sentence.repeat(8));
    let strays = paragraph.repeat(LARGE / 8 / paragraph.len());
    assert!(cleaner.clean(&Document::file(&strays)).is_changed());
    let article = articles(Kind::Ascii, 6000, 1).remove(0);
    let mut group = group(criterion, "foreign", LARGE);
    for (name, text) in [("curly", &texts.curly), ("strays", &strays), ("a-thousand-words", &article)] {
        bench_text(&mut group, name, text, &cleaner);
    }
}

fn bench_unicode(criterion: &mut Criterion, texts: &Texts) {
    let cleaner = cleaner(Quotes::Keep, Some("unicode"));
    let russian =
        "Мельница в долине закрыта до весны, и никто не знает Wi-Fi пароль к ней.\n".repeat(LARGE / 120);
    let look_alikes = texts.ascii.replace(" the ", " thе ");
    let marks = texts.ascii.replace(". ", "。");
    let fullwidth = texts.ascii.replace(" the ", " ｔｈｅ ");
    let strays = texts.ascii.replace(" the ", " theト ");
    let pieces = texts.ascii.replace(" bridge ", " bri@@ dge ");
    let soft_hyphens = texts.ascii.replace("e ", "\u{AD}e ");
    let zero_width = texts.curly.replace(" the ", " th\u{200B}e ");
    let accents = texts.ascii.replace("e ", "e\u{301} ");
    let controls = texts.ascii.replace(" the ", " \u{1B}[1mthe\u{1B}[m ");
    let overrides = texts.curly.replace(" the ", " \u{202E}the\u{202C} ");
    let ligatures = texts.ascii.replace('f', "ﬁ");
    let hyphens = texts.ascii.replace(" bridge ", " bri-\ndge ");
    let mut group = group(criterion, "unicode", LARGE);
    for (name, text, is_clean) in [
        ("curly", &texts.curly, true),
        ("multilingual", &texts.multilingual, true),
        ("russian", &russian, true),
        ("look-alikes", &look_alikes, false),
        ("marks", &marks, false),
        ("fullwidth", &fullwidth, false),
        ("strays", &strays, false),
        ("pieces", &pieces, false),
        ("soft-hyphens", &soft_hyphens, false),
        ("zero-width", &zero_width, false),
        ("accents", &accents, false),
        ("controls", &controls, false),
        ("overrides", &overrides, false),
        ("ligatures", &ligatures, false),
        ("line-end-hyphens", &hyphens, true),
    ] {
        assert_eq!(!cleaner.clean(&Document::file(text)).is_changed(), is_clean, "{name}");
        bench_text(&mut group, name, text, &cleaner);
    }
}

/// Sentences with a blank before their stops, and texts that have what a rule looks at in every sentence.
fn bench_punctuation(criterion: &mut Criterion, texts: &Texts) {
    let cleaner = cleaner(Quotes::Keep, Some("punctuation"));
    let tokenised = texts.ascii.replace(", ", " , ").replace(". ", " . ");
    let glued = texts.ascii.replace(". ", ".");
    // Nothing of this is to be mended.
    let suspects = texts.ascii.replace(". ", "... In the U.S. e.g. at a.m. and (of course) owl.com ");
    let mut group = group(criterion, "punctuation", LARGE);
    for (name, text, is_clean) in [
        ("ascii", &texts.ascii, true),
        ("curly", &texts.curly, true),
        ("accented", &texts.accented, true),
        ("multilingual", &texts.multilingual, true),
        ("suspects", &suspects, true),
        ("dirty", &texts.dirty, true),
        ("tokenised", &tokenised, false),
        ("glued", &glued, false),
    ] {
        assert_eq!(!cleaner.clean(&Document::file(text)).is_changed(), is_clean, "{name}");
        bench_text(&mut group, name, text, &cleaner);
    }
}

/// The four filters for marks, blanks and characters together. The plain text has no quotation mark and no apostrophe.
fn bench_typography(criterion: &mut Criterion, texts: &Texts) {
    let select = ["unicode", "quote", "punctuation", "whitespace"].map(str::to_owned).into();
    let config = Config { quotes: Quotes::Keep, select, ..Config::default() };
    let cleaner = Cleaner::new(&config).expect("a configuration of the benchmark");
    let plain = texts.ascii.replace(['"', '\''], "");
    let mut group = group(criterion, "typography", LARGE);
    for (name, text, is_clean) in [
        ("plain", &plain, true),
        ("ascii", &texts.ascii, true),
        ("curly", &texts.curly, true),
        ("accented", &texts.accented, true),
        ("dirty", &texts.dirty, false),
    ] {
        assert_eq!(!cleaner.clean(&Document::file(text)).is_changed(), is_clean, "{name}");
        bench_text(&mut group, name, text, &cleaner);
    }
}

/// Articles that a scraper took twice.
fn bench_repeat(criterion: &mut Criterion, texts: &Texts) {
    let cleaner = cleaner(Quotes::Straight, Some("repeat"));
    let twice: Vec<String> = texts.many_clean.iter().map(|article| article.repeat(2)).collect();
    let bytes = twice.iter().map(String::len).sum();
    let mut group = group(criterion, "repeat/4KiB-twice", bytes);
    group.bench_function("blocks", |bencher| {
        bencher.iter(|| {
            let changes = |article: &String| cleaner.clean(&Document::file(article)).change_count();
            assert!(twice.iter().map(changes).sum::<usize>() >= twice.len());
        });
    });
}

/// Both passes over articles of a site of which every other has something in common, without reading and cleaning.
fn bench_learn(criterion: &mut Criterion, texts: &Texts) {
    let ends = ["", "\nJoin the people of the north who read our letter every week.\n"];
    let site: Vec<String> = texts
        .many_clean
        .iter()
        .zip(ends.iter().cycle())
        .map(|(article, end)| format!("{article}{end}"))
        .collect();
    let mut group = group(criterion, "learn", site.iter().map(String::len).sum());
    group.bench_function("4KiB", |bencher| {
        bencher.iter(|| {
            let mut counter = Counter::new(1);
            for article in &site {
                counter.add(0, &Digest::new(0, article));
            }
            let candidates = counter.candidates();
            let mut evidence = Evidence::new(&candidates, vec!["news".to_owned()]);
            for article in &site {
                evidence.add(0, Place { name: "1.txt", record: None }, candidates.look(0, article));
            }
            assert_eq!(evidence.judge().len(), 1);
        });
    });
}

fn bench_pipeline(criterion: &mut Criterion, texts: &Texts) {
    let cleaner = cleaner(Quotes::Straight, None);
    let mut group = group(criterion, "pipeline", LARGE);
    for (name, text) in texts.large() {
        bench_text(&mut group, name, text, &cleaner);
    }
    for (name, articles) in [("4KiB-clean", &texts.many_clean), ("4KiB-dirty", &texts.many_dirty)] {
        group.throughput(Throughput::Bytes(articles.iter().map(String::len).sum::<usize>() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let changes = |article: &String| cleaner.clean(&Document::file(article)).change_count();
                articles.iter().map(changes).sum::<usize>()
            });
        });
    }
}

fn bench_text(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, text: &str, cleaner: &Cleaner) {
    let document = Document::file(text);
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function(name, |bencher| bencher.iter(|| cleaner.clean(black_box(&document)).change_count()));
}

fn bench_diff(criterion: &mut Criterion, texts: &Texts) {
    let cleaner = cleaner(Quotes::Straight, None);
    let document = Document::file(&texts.dirty);
    let outcome = cleaner.clean(&document);
    let mut group = group(criterion, "diff", texts.dirty.len());
    group.bench_function("lines/dirty", |bencher| bencher.iter(|| line_changes(black_box(&outcome)).len()));
}

/// Articles that look like those of a newspaper, as far as the filters can tell: sentences, quotations and
/// paragraphs of usual lengths, and where wanted what scraping does to them.
mod generator {
    /// What the articles are like.
    #[derive(Clone, Copy, PartialEq, Eq)]
    pub(crate) enum Kind {
        /// English with straight marks: clean.
        Ascii,
        /// German, French and Polish words with straight marks: clean.
        Accented,
        /// English with curly marks: clean where marks are kept.
        Curly,
        /// English with a defect of some kind about every 200 bytes.
        Dirty,
        /// Sentences in many languages and scripts: clean where marks are kept.
        Multilingual,
    }

    /// `count` articles of about `bytes` bytes each.
    pub(crate) fn articles(kind: Kind, bytes: usize, count: usize) -> Vec<String> {
        let mut writer = Writer::new(kind);
        (0..count).map(|_| writer.article(bytes)).collect()
    }

    /// `text` in UTF-8, read as windows-1252.
    pub(crate) fn misread(text: &str) -> String {
        encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    /// `text` with one in `every` words beyond ASCII misread.
    pub(crate) fn damaged(text: &str, every: usize) -> String {
        let words = text.split_inclusive(' ').scan(0, |count, word| {
            *count += usize::from(!word.is_ascii());
            let is_damaged = !word.is_ascii() && *count % every == 0;
            Some(if is_damaged { misread(word) } else { word.to_owned() })
        });
        words.collect()
    }

    /// One text of about `bytes` bytes.
    pub(crate) fn text(kind: Kind, bytes: usize) -> String {
        Writer::new(kind).article(bytes)
    }

    static ENGLISH: [&str; 64] = [
        "the", "a", "of", "and", "to", "in", "on", "with", "for", "that", "city", "council", "bridge",
        "river", "harbour", "minister", "budget", "report", "school", "winter", "train", "market", "price",
        "house", "voters", "garden", "company", "workers", "weather", "station", "village", "hospital",
        "money", "morning", "evening", "weeks", "months", "years", "people", "children", "said", "told",
        "opened", "closed", "asked", "agreed", "voted", "paid", "built", "waited", "new", "old", "small",
        "large", "public", "quiet", "local", "northern", "early", "late", "it's", "didn't", "no", "because",
    ];
    static ACCENTED: [&str; 56] = [
        "der",
        "die",
        "und",
        "für",
        "über",
        "später",
        "Bürgermeister",
        "Straße",
        "größte",
        "Brücke",
        "können",
        "zurück",
        "Flüsse",
        "schön",
        "Gebäude",
        "Mühle",
        "hören",
        "le",
        "la",
        "été",
        "où",
        "déjà",
        "élève",
        "forêt",
        "très",
        "français",
        "après",
        "hôpital",
        "théâtre",
        "naïve",
        "garçon",
        "œuvre",
        "marché",
        "réponse",
        "w",
        "nie",
        "się",
        "że",
        "już",
        "także",
        "rząd",
        "społeczność",
        "źródło",
        "świat",
        "żółty",
        "ciągle",
        "dzień",
        "książka",
        "wieś",
        "mówić",
        "ludzi",
        "mehr",
        "ville",
        "droga",
        "Wasser",
        "jardin",
    ];
    static SENTENCES: [&str; 20] = [
        "Le café du théâtre reste fermé jusqu’à l’été, a déclaré l’élue.",
        "Die Brücke über den Fluss wird später geöffnet – „vielleicht“ im März.",
        "El alcalde dijo que mañana habrá más autobuses por la inundación.",
        "A reunião da câmara não terá lugar até à próxima semana.",
        "La città è ancora più bella perché il caffè costa così poco.",
        "Bron är stängd på grund av översvämningen, säger kommunen.",
        "Starosta řekl, že most bude zavřený až do příštího léta.",
        "Źródło pożaru nie jest jeszcze znane, mówi straż pożarna.",
        "Köprünün onarımı gelecek yıl bitecek, diyor belediye başkanı.",
        "Мост закрыт до весны, сообщили в мэрии города.",
        "Міст через річку відкриють навесні, повідомили в мерії.",
        "Η γέφυρα θα μείνει κλειστή μέχρι την άνοιξη, είπε ο δήμαρχος.",
        "הגשר יישאר סגור עד האביב, אמר ראש העיר.",
        "سيظل الجسر مغلقا حتى الربيع كما قال رئيس البلدية.",
        "पुल वसंत तक बंद रहेगा, महापौर ने कहा।",
        "สะพานจะปิดจนถึงฤดูใบไม้ผลิ นายกเทศมนตรีกล่าว",
        "Cây cầu sẽ đóng cửa đến mùa xuân, thị trưởng nói.",
        "橋は春まで閉鎖されると市長が述べた。",
        "大桥将关闭到明年春天，市长说。",
        "다리는 봄까지 닫힌다고 시장이 밝혔다.",
    ];
    static NAMES: [&str; 8] =
        ["Ann", "Mr Hall", "Dr Weber", "Lowe", "Mrs Nowak", "Petit", "Berg", "the mayor"];

    /// Writes one article after another; the same ones every time.
    struct Writer {
        kind: Kind,
        state: u64,
        text: String,
    }

    impl Writer {
        fn new(kind: Kind) -> Writer {
            Writer { kind, state: 0x9E37_79B9_7F4A_7C15, text: String::new() }
        }

        fn article(&mut self, bytes: usize) -> String {
            self.text = String::with_capacity(bytes + 1000);
            while self.text.len() < bytes {
                for _ in 0..self.between(2, 6) {
                    self.sentence();
                }
                self.end_paragraph();
            }
            self.text.truncate(self.text.trim_end().len());
            self.text.push('\n');
            std::mem::take(&mut self.text)
        }

        fn sentence(&mut self) {
            if !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push(' ');
            }
            if self.kind == Kind::Multilingual {
                let sentence = self.one_of(&SENTENCES);
                self.text.push_str(sentence);
                return;
            }
            match self.below(24) {
                0..6 => self.quotation(),
                6 => {
                    self.words();
                    self.text.push_str(" [sic].");
                }
                _ => {
                    self.words();
                    self.text.push('.');
                }
            }
        }

        /// A sentence that somebody says.
        fn quotation(&mut self) {
            let dirty = self.kind == Kind::Dirty;
            let curly = self.kind == Kind::Curly || (dirty && self.below(3) == 0);
            let (open, close) = if curly { ("“", "”") } else { ("\"", "\"") };
            self.text.push_str(open);
            self.words();
            // A translation program's favourite: the space before the mark.
            let is_misplaced = dirty && curly && self.below(2) == 0;
            let (before, after) = if is_misplaced { (", ", "said") } else { (",", " said") };
            let name = self.one_of(&NAMES);
            self.text.extend([before, close, after, " ", name, "."]);
        }

        fn words(&mut self) {
            let start = self.text.len();
            for count in 0..self.between(6, 18) {
                if count > 0 {
                    let space = if self.kind == Kind::Dirty && self.below(120) == 0 { "\u{A0}" } else { " " };
                    self.text.push_str(space);
                }
                let word =
                    if self.kind == Kind::Accented { self.one_of(&ACCENTED) } else { self.one_of(&ENGLISH) };
                match word.split_once('\'').filter(|_| self.kind == Kind::Curly) {
                    Some((stem, rest)) => self.text.extend([stem, "’", rest]),
                    None => self.text.push_str(word),
                }
            }
            if let Some(first) = self.text.get_mut(start..=start) {
                first.make_ascii_uppercase();
            }
        }

        fn end_paragraph(&mut self) {
            let end = match self.below(12) {
                _ if self.kind != Kind::Dirty => "\n\n",
                0 => "\n\n[ad_1]\n\n",
                1 => " [ad_2]\n\n",
                2 => "\n\n\n\n",
                3 => " \n\n",
                4 => "\u{A0}\n \n",
                5 | 6 => "\r\n\r\n",
                _ => "\n\n",
            };
            self.text.push_str(end);
        }

        fn one_of(&mut self, words: &[&'static str]) -> &'static str {
            words[self.below(words.len())]
        }

        fn between(&mut self, low: usize, high: usize) -> usize {
            low + self.below(high - low)
        }

        /// A number below `end`: xorshift, whose upper bits are the better ones.
        fn below(&mut self, end: usize) -> usize {
            self.state ^= self.state << 13;
            self.state ^= self.state >> 7;
            self.state ^= self.state << 17;
            usize::try_from(self.state >> 40).expect("24 bits fit") % end
        }
    }
}
