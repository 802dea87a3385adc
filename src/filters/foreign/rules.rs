//! The records of `foreign`.

use crate::rule::{Example, Level, Rule};

pub(super) static GLOSSARY: Rule = Rule {
    id: "foreign/glossary",
    summary: "word that your glossary translates",
    why: "A file given with `--glossary` says what shall stand in the place of this word, bare or in brackets, and goes \
          before everything else. The examples are those of a glossary with `lt,seimūnas,member of the Seimas`, \
          `*,eurolyga,EuroLeague` and `*,fintech,`, which leaves that word alone.",
    level: Level::Safe,
    examples: &[
        Example {
            dirty: "The [seimūnas] refused to answer on Monday.\n",
            clean: "The member of the Seimas refused to answer on Monday.\n",
        },
        Example {
            dirty: "He has played in the Eurolyga since 2019.\n",
            clean: "He has played in the EuroLeague since 2019.\n",
        },
    ],
    keeps: &["Their fintech firm closed in May.\n", "The key is called `eurolyga` in the table.\n"],
};

pub(super) static BRACKETED: Rule = Rule {
    id: "foreign/bracketed",
    summary: "word of another language in brackets, left by a translator",
    why: "Machine translation leaves a word that it does not know, and what stands in brackets it often skips. The word goes \
          where dictionaries are sure what it means, and the brackets with it. An editor's brackets stay: `[sic]`, `[he]`, \
          `[…]`, names, and the original of a word that stands before it.",
    level: Level::Standard,
    examples: &[
        Example {
            dirty: "The attack was aimed at [vakcinos] research in three countries.\n",
            clean: "The attack was aimed at vaccine research in three countries.\n",
        },
        Example {
            dirty: "Doctors at the [szpital] said that the boy would live.\n",
            clean: "Doctors at the hospital said that the boy would live.\n",
        },
    ],
    keeps: &[
        "\"We was [sic] there when [he] fell,\" the witness said.\n",
        "Senator Crowe [R-Iowa] spoke to [applause] for an hour.\n",
        "The soup (zuppa) is served with bread.\n",
    ],
};

pub(super) static STRAY: Rule = Rule {
    id: "foreign/stray",
    summary: "word of another language in the middle of a sentence",
    why: "A word that the article's language does not know and another uses daily was left by a machine translator. It is \
          translated where dictionaries are sure what it means. Words in quotation marks or italics, beside a name, explained, \
          spoken of, repeated or used in many languages stay: writers put them there.",
    level: Level::Aggressive,
    examples: &[
        Example {
            dirty: "The driver was taken to the ligoninę after the crash on Monday.\n",
            clean: "The driver was taken to the hospital after the crash on Monday.\n",
        },
        Example {
            dirty: "Most of the больница was closed for the winter.\n",
            clean: "Most of the hospital was closed for the winter.\n",
        },
    ],
    keeps: &[
        "She called her grandmother \"moteris\" all her life.\n",
        "He ordered crème fraîche and a glass of wine.\n",
    ],
};

pub(super) static BESIDE_TRANSLATION: Rule = Rule {
    id: "foreign/beside-translation",
    summary: "word of another language beside its own translation",
    why: "Some translators write the word and what it means side by side. The foreign one goes.",
    level: Level::Aggressive,
    examples: &[
        Example {
            dirty: "She works at a ligoninė hospital in the north.\n",
            clean: "She works at a hospital in the north.\n",
        },
        Example {
            dirty: "They met at the old дом house by the river.\n",
            clean: "They met at the old house by the river.\n",
        },
    ],
    keeps: &["The word дом means house.\n", "Their дом was small.\n"],
};

pub(super) static UNSURE: Rule = Rule {
    id: "foreign/unsure",
    summary: "word that looks like one of another language",
    why: "No dictionary is sure enough what it means, or something says that it may stand there on purpose. It is reported and \
          left as it is; `--foreign mark` marks such words in the text.",
    level: Level::Suggest,
    examples: &[
        Example {
            dirty: "They called the place \"ligoninė\" for years.\n",
            clean: "They called the place \"hospital\" for years.\n",
        },
        Example {
            dirty: "The word дом stood on the door.\n", clean: "The word house stood on the door.\n"
        },
    ],
    keeps: &[
        "The [applause] went on for a minute, and [he] bowed [sic].\n",
        "The café served jalapeño soup and a naïve red wine.\n",
    ],
};

pub(super) static ALL: [&Rule; 4] = [&BRACKETED, &STRAY, &BESIDE_TRANSLATION, &UNSURE];
