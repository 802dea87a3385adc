//! The languages of the model, with what each counts for: more where more is written on the web.

/// One language of the `lingua` crates.
pub struct Language {
    pub name: &'static str,
    pub weight: f64,
    pub ngrams: fn() -> &'static [u8],
    pub sentences: fn() -> &'static str,
}

impl Language {
    /// Whether vowels are written as marks on the letters.
    pub fn has_vowel_marks(&self) -> bool {
        self.name == "thai"
    }
}

macro_rules! languages {
    ($($name:ident $weight:literal $krate:ident $models:ident $samples:ident),* $(,)?) => {
        /// All languages, by name.
        pub const LANGUAGES: &[Language] = &[$(Language {
            name: stringify!($name),
            weight: $weight,
            ngrams: || $krate::$models.get_file("ngrams.fst").expect("the crate ships it").contents(),
            sentences: || {
                let file = $krate::$samples.get_file("sentences.txt").expect("the crate ships it");
                file.contents_utf8().expect("sentences are UTF-8")
            },
        }),*];
    };
}

languages! {
    afrikaans 1.0 lingua_afrikaans_language_model AFRIKAANS_MODELS_DIRECTORY AFRIKAANS_TESTDATA_DIRECTORY,
    albanian 1.0 lingua_albanian_language_model ALBANIAN_MODELS_DIRECTORY ALBANIAN_TESTDATA_DIRECTORY,
    arabic 1.0 lingua_arabic_language_model ARABIC_MODELS_DIRECTORY ARABIC_TESTDATA_DIRECTORY,
    armenian 1.0 lingua_armenian_language_model ARMENIAN_MODELS_DIRECTORY ARMENIAN_TESTDATA_DIRECTORY,
    azerbaijani 1.0 lingua_azerbaijani_language_model AZERBAIJANI_MODELS_DIRECTORY AZERBAIJANI_TESTDATA_DIRECTORY,
    basque 1.0 lingua_basque_language_model BASQUE_MODELS_DIRECTORY BASQUE_TESTDATA_DIRECTORY,
    belarusian 1.0 lingua_belarusian_language_model BELARUSIAN_MODELS_DIRECTORY BELARUSIAN_TESTDATA_DIRECTORY,
    bengali 1.0 lingua_bengali_language_model BENGALI_MODELS_DIRECTORY BENGALI_TESTDATA_DIRECTORY,
    bokmal 1.0 lingua_bokmal_language_model BOKMAL_MODELS_DIRECTORY BOKMAL_TESTDATA_DIRECTORY,
    bosnian 1.0 lingua_bosnian_language_model BOSNIAN_MODELS_DIRECTORY BOSNIAN_TESTDATA_DIRECTORY,
    bulgarian 1.0 lingua_bulgarian_language_model BULGARIAN_MODELS_DIRECTORY BULGARIAN_TESTDATA_DIRECTORY,
    catalan 1.0 lingua_catalan_language_model CATALAN_MODELS_DIRECTORY CATALAN_TESTDATA_DIRECTORY,
    chinese 1.0 lingua_chinese_language_model CHINESE_MODELS_DIRECTORY CHINESE_TESTDATA_DIRECTORY,
    croatian 1.0 lingua_croatian_language_model CROATIAN_MODELS_DIRECTORY CROATIAN_TESTDATA_DIRECTORY,
    czech 2.0 lingua_czech_language_model CZECH_MODELS_DIRECTORY CZECH_TESTDATA_DIRECTORY,
    danish 1.0 lingua_danish_language_model DANISH_MODELS_DIRECTORY DANISH_TESTDATA_DIRECTORY,
    dutch 2.0 lingua_dutch_language_model DUTCH_MODELS_DIRECTORY DUTCH_TESTDATA_DIRECTORY,
    english 6.0 lingua_english_language_model ENGLISH_MODELS_DIRECTORY ENGLISH_TESTDATA_DIRECTORY,
    esperanto 0.5 lingua_esperanto_language_model ESPERANTO_MODELS_DIRECTORY ESPERANTO_TESTDATA_DIRECTORY,
    estonian 1.0 lingua_estonian_language_model ESTONIAN_MODELS_DIRECTORY ESTONIAN_TESTDATA_DIRECTORY,
    finnish 1.0 lingua_finnish_language_model FINNISH_MODELS_DIRECTORY FINNISH_TESTDATA_DIRECTORY,
    french 3.0 lingua_french_language_model FRENCH_MODELS_DIRECTORY FRENCH_TESTDATA_DIRECTORY,
    ganda 0.5 lingua_ganda_language_model GANDA_MODELS_DIRECTORY GANDA_TESTDATA_DIRECTORY,
    georgian 1.0 lingua_georgian_language_model GEORGIAN_MODELS_DIRECTORY GEORGIAN_TESTDATA_DIRECTORY,
    german 3.0 lingua_german_language_model GERMAN_MODELS_DIRECTORY GERMAN_TESTDATA_DIRECTORY,
    greek 1.0 lingua_greek_language_model GREEK_MODELS_DIRECTORY GREEK_TESTDATA_DIRECTORY,
    gujarati 1.0 lingua_gujarati_language_model GUJARATI_MODELS_DIRECTORY GUJARATI_TESTDATA_DIRECTORY,
    hebrew 1.0 lingua_hebrew_language_model HEBREW_MODELS_DIRECTORY HEBREW_TESTDATA_DIRECTORY,
    hindi 1.0 lingua_hindi_language_model HINDI_MODELS_DIRECTORY HINDI_TESTDATA_DIRECTORY,
    hungarian 1.5 lingua_hungarian_language_model HUNGARIAN_MODELS_DIRECTORY HUNGARIAN_TESTDATA_DIRECTORY,
    icelandic 1.0 lingua_icelandic_language_model ICELANDIC_MODELS_DIRECTORY ICELANDIC_TESTDATA_DIRECTORY,
    indonesian 1.0 lingua_indonesian_language_model INDONESIAN_MODELS_DIRECTORY INDONESIAN_TESTDATA_DIRECTORY,
    irish 1.0 lingua_irish_language_model IRISH_MODELS_DIRECTORY IRISH_TESTDATA_DIRECTORY,
    italian 2.0 lingua_italian_language_model ITALIAN_MODELS_DIRECTORY ITALIAN_TESTDATA_DIRECTORY,
    japanese 1.0 lingua_japanese_language_model JAPANESE_MODELS_DIRECTORY JAPANESE_TESTDATA_DIRECTORY,
    kazakh 1.0 lingua_kazakh_language_model KAZAKH_MODELS_DIRECTORY KAZAKH_TESTDATA_DIRECTORY,
    korean 1.0 lingua_korean_language_model KOREAN_MODELS_DIRECTORY KOREAN_TESTDATA_DIRECTORY,
    latin 0.5 lingua_latin_language_model LATIN_MODELS_DIRECTORY LATIN_TESTDATA_DIRECTORY,
    latvian 1.0 lingua_latvian_language_model LATVIAN_MODELS_DIRECTORY LATVIAN_TESTDATA_DIRECTORY,
    lithuanian 1.0 lingua_lithuanian_language_model LITHUANIAN_MODELS_DIRECTORY LITHUANIAN_TESTDATA_DIRECTORY,
    macedonian 1.0 lingua_macedonian_language_model MACEDONIAN_MODELS_DIRECTORY MACEDONIAN_TESTDATA_DIRECTORY,
    malay 1.0 lingua_malay_language_model MALAY_MODELS_DIRECTORY MALAY_TESTDATA_DIRECTORY,
    maori 0.5 lingua_maori_language_model MAORI_MODELS_DIRECTORY MAORI_TESTDATA_DIRECTORY,
    marathi 1.0 lingua_marathi_language_model MARATHI_MODELS_DIRECTORY MARATHI_TESTDATA_DIRECTORY,
    mongolian 1.0 lingua_mongolian_language_model MONGOLIAN_MODELS_DIRECTORY MONGOLIAN_TESTDATA_DIRECTORY,
    nynorsk 1.0 lingua_nynorsk_language_model NYNORSK_MODELS_DIRECTORY NYNORSK_TESTDATA_DIRECTORY,
    persian 1.0 lingua_persian_language_model PERSIAN_MODELS_DIRECTORY PERSIAN_TESTDATA_DIRECTORY,
    polish 2.0 lingua_polish_language_model POLISH_MODELS_DIRECTORY POLISH_TESTDATA_DIRECTORY,
    portuguese 2.0 lingua_portuguese_language_model PORTUGUESE_MODELS_DIRECTORY PORTUGUESE_TESTDATA_DIRECTORY,
    punjabi 1.0 lingua_punjabi_language_model PUNJABI_MODELS_DIRECTORY PUNJABI_TESTDATA_DIRECTORY,
    romanian 1.5 lingua_romanian_language_model ROMANIAN_MODELS_DIRECTORY ROMANIAN_TESTDATA_DIRECTORY,
    russian 3.0 lingua_russian_language_model RUSSIAN_MODELS_DIRECTORY RUSSIAN_TESTDATA_DIRECTORY,
    serbian 1.0 lingua_serbian_language_model SERBIAN_MODELS_DIRECTORY SERBIAN_TESTDATA_DIRECTORY,
    shona 0.5 lingua_shona_language_model SHONA_MODELS_DIRECTORY SHONA_TESTDATA_DIRECTORY,
    slovak 1.0 lingua_slovak_language_model SLOVAK_MODELS_DIRECTORY SLOVAK_TESTDATA_DIRECTORY,
    slovene 1.0 lingua_slovene_language_model SLOVENE_MODELS_DIRECTORY SLOVENE_TESTDATA_DIRECTORY,
    somali 0.5 lingua_somali_language_model SOMALI_MODELS_DIRECTORY SOMALI_TESTDATA_DIRECTORY,
    sotho 0.5 lingua_sotho_language_model SOTHO_MODELS_DIRECTORY SOTHO_TESTDATA_DIRECTORY,
    spanish 3.0 lingua_spanish_language_model SPANISH_MODELS_DIRECTORY SPANISH_TESTDATA_DIRECTORY,
    swahili 1.0 lingua_swahili_language_model SWAHILI_MODELS_DIRECTORY SWAHILI_TESTDATA_DIRECTORY,
    swedish 1.5 lingua_swedish_language_model SWEDISH_MODELS_DIRECTORY SWEDISH_TESTDATA_DIRECTORY,
    tagalog 1.0 lingua_tagalog_language_model TAGALOG_MODELS_DIRECTORY TAGALOG_TESTDATA_DIRECTORY,
    tamil 1.0 lingua_tamil_language_model TAMIL_MODELS_DIRECTORY TAMIL_TESTDATA_DIRECTORY,
    telugu 1.0 lingua_telugu_language_model TELUGU_MODELS_DIRECTORY TELUGU_TESTDATA_DIRECTORY,
    thai 1.0 lingua_thai_language_model THAI_MODELS_DIRECTORY THAI_TESTDATA_DIRECTORY,
    tsonga 0.5 lingua_tsonga_language_model TSONGA_MODELS_DIRECTORY TSONGA_TESTDATA_DIRECTORY,
    tswana 0.5 lingua_tswana_language_model TSWANA_MODELS_DIRECTORY TSWANA_TESTDATA_DIRECTORY,
    turkish 2.0 lingua_turkish_language_model TURKISH_MODELS_DIRECTORY TURKISH_TESTDATA_DIRECTORY,
    ukrainian 1.0 lingua_ukrainian_language_model UKRAINIAN_MODELS_DIRECTORY UKRAINIAN_TESTDATA_DIRECTORY,
    urdu 1.0 lingua_urdu_language_model URDU_MODELS_DIRECTORY URDU_TESTDATA_DIRECTORY,
    vietnamese 2.0 lingua_vietnamese_language_model VIETNAMESE_MODELS_DIRECTORY VIETNAMESE_TESTDATA_DIRECTORY,
    welsh 1.0 lingua_welsh_language_model WELSH_MODELS_DIRECTORY WELSH_TESTDATA_DIRECTORY,
    xhosa 0.5 lingua_xhosa_language_model XHOSA_MODELS_DIRECTORY XHOSA_TESTDATA_DIRECTORY,
    yoruba 0.5 lingua_yoruba_language_model YORUBA_MODELS_DIRECTORY YORUBA_TESTDATA_DIRECTORY,
    zulu 0.5 lingua_zulu_language_model ZULU_MODELS_DIRECTORY ZULU_TESTDATA_DIRECTORY,
}
