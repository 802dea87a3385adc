//! What articles have that the sample sentences lack: typographic quotation marks and dashes, capitals, units,
//! trademarks, footnote marks. Written for this purpose; only classes of characters are counted.

/// Whether a sample sentence is itself mojibake, which must not be learned as clean.
pub fn is_damaged(sentence: &str) -> bool {
    ["Ã", "â€", "Å¡", "Ä‡", "Â", "ï¿½", "\u{FFFD}", "Ð°"].iter().any(|sign| sentence.contains(sign))
}

/// The sentence with typographic quotation marks, apostrophes and dashes, in one of several national styles.
pub fn typeset(sentence: &str, number: u32) -> String {
    let (open, close) = match number / 2 % 8 {
        0..=3 => ('“', '”'),
        4 => ('„', '“'),
        5 => ('«', '»'),
        6 => ('„', '”'),
        _ => ('»', '«'),
    };
    let mut out = String::with_capacity(sentence.len() + 16);
    let mut before = ' ';
    let mut inside = false;
    for c in sentence.replace(" - ", [" – ", " — ", "—"][number as usize / 2 % 3]).replace("...", "…").chars() {
        match c {
            '"' if !inside => out.push(open),
            '"' => out.push(close),
            '\'' if before.is_alphanumeric() => out.push('’'),
            '\'' => out.push('‘'),
            c => out.push(c),
        }
        inside ^= c == '"';
        before = c;
    }
    // Some sentences stand in quotation marks as a whole, as speech does.
    if number % 6 == 0 && !inside { format!("{open}{out}{close}") } else { out }
}

/// Made-up fragments, and how often each is counted.
pub fn written() -> Vec<(String, f64)> {
    let mut lines = Vec::new();
    // {} is a word; each fragment is counted with words in lower, title and upper case.
    for (fragment, times) in [
        ("Das {}® und {}™ von {}.", 40.0),
        ("{} {}², {}³ {}¹ {} {}† {}‡", 25.0),
        ("{}. {} “{}”s {} ({}) [{}]", 60.0),
        ("© 2020 {} {}. ® {} · {} • {}", 60.0),
        ("§ 5 {} §§ 12 {} ¶ 3", 15.0),
        ("10 m² 5 m³ 12 km² 3 cm² 20 °C 5° 8′ −3 °C ±5 ± 3 {} ±0,5 µm 5 µg/m³ 12 Å 5 Ω ½ ¼ ¾ 2½ 1¼", 60.0),
        ("£5 €5 $5 ¥100 5 € 7 £ 10¢ 5 ‰ 3 % £10–£20 €3–€4 1914–1918 10–12 {}–{} {}—{} {} – {} {} — {}", 80.0),
        ("«{}» »{}« „{}“ „{}” “{}” ‘{}’ ‹{}› ›{}‹ ‚{}‘ «\u{a0}{}\u{a0}» {}\u{a0}: {} {}\u{a0}! {}\u{a0}? {}\u{a0}; {}", 80.0),
        ("¿{}? ¡{}! ¿“{}”? {}… …{} “…{}” “{}…” {}’{} ’{} {}’ ({}’s) {}.”—{} “{},” “{}.” “{}!” “{}?” “{}”. “{}”, “{}”) (“{}”", 80.0),
        ("{}/{} {}-{} {}+{} {} & {} #{} @{} *{}* _{}_ ~{} {}=5 <{}> |{}| [1] {}[2] {}[{}]", 40.0),
        ("→ {} ← {} {} → {} ► {} ▶ {} ★★★ ☆ ✓ {} ✔ {} ■ {} ● {} ○ ▪ {} ◆ ▲ ▼ {} » {}", 40.0),
        ("√2 ≈ 1 ≤ 5 ≥ 3 a × b 3×4 3 × 4 x² ≠ y ∞ ∑ ∆x π µ = 5 10⁻³ R² H₂O CO₂ ¬p ∧ q ÷ 5", 25.0),
        ("{}º {}ª 1º 2ª 3.º Nº 5 № 5 N° 5 M.ª", 15.0),
        ("│ {} │ ║ {} ║ ─── └── {} ├── {} ┌─┐ ═══", 10.0),
        ("{} 😀 {} 🎉🎉 {} ❤ {} ❤\u{fe0f} ☕ {} 🇫🇷 👍🏽 {}👍", 25.0),
        ("ʻ{} {}ʻ{} {}ʼ{} /ˈ{}/ [ɪˈtæl.jən] ˚ ˆ ¨ ´ ¯ ¸ ` ^ ~", 10.0),
        ("¦ {} ¦ {} · {} | {} • {} ‐ {} ― {} ‖ {}", 25.0),
        ("{}\u{ad}{} {}\u{200b}{} \u{feff}{} {}\u{a0}{} 5\u{a0}{} {}\u{a0}5 10\u{a0}000 10\u{202f}000 {}\u{202f}! \u{a0}{}", 40.0),
        ("「{}」『{}』（{}）《{}》【{}】{}，{}。{}、{}！{}？{}：{}；{}……“{}”，“{}”。——{}", 40.0),
    ] {
        for words in WORDS {
            for case in [0, 0, 0, 1, 2] {
                let mut words = words.iter().cycle();
                let mut text = String::new();
                for (number, part) in fragment.split("{}").enumerate() {
                    if number > 0 {
                        let word = words.next().expect("a cycle has no end");
                        text += &match case {
                            0 => word.to_lowercase(),
                            1 => title(word),
                            _ => word.to_uppercase(),
                        };
                    }
                    text += part;
                }
                lines.push((text, times / 20.0));
            }
        }
    }
    lines
}

fn title(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// Words of several scripts to put into the fragments.
const WORDS: [&[&str]; 9] = [
    &["house", "river", "bridge", "morning"],
    &["café", "niña", "élan", "cómo"],
    &["größe", "über", "straße", "öde"],
    &["žluť", "můj", "żółw", "ćma"],
    &["město", "ığdır", "şöför", "ået"],
    &["город", "река", "мост", "утро"],
    &["πόλη", "νερό", "δρόμος", "φως"],
    &["बाजार", "नदी", "पुल", "सुबह"],
    &["城市", "河", "桥", "早晨"],
];
