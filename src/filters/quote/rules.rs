//! The records of what is repaired about marks, whatever the style. The style rules stand with their filters.

use crate::rule::{Example, Level, Rule};

pub(super) static CLOSE_SIDE: Rule = Rule {
    id: "quote/close-side-space",
    summary: "space on the wrong side of a closing quotation mark",
    why: "Translation programs and careless markup put the space before the closing mark instead of after it, or on both sides. \
          All marks of the paragraph are read together, and this one must close a quotation beyond doubt.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "“For profit, ”said Ann.\n", clean: "\"For profit,\" said Ann.\n" },
        Example { dirty: "“For profit, ” said Ann.\n", clean: "\"For profit,\" said Ann.\n" },
        Example {
            dirty: "\"For profit, \"said Ann, and left.\n",
            clean: "\"For profit,\" said Ann, and left.\n",
        },
    ],
    keeps: &[
        "“Fine,” said Ann.\n",
        "“He said ‘no.’ ” That was all.\n",
        "« Oui », dit-elle.\n",
        "« Il a dit \"non\" », et il est parti.\n",
        "Er nennt es ›die Mühle‹. Sie nennt es ›das Haus‹, sagt er.\n",
    ],
};

pub(super) static OPEN_SIDE: Rule = Rule {
    id: "quote/open-side-space",
    summary: "space on the wrong side of an opening quotation mark",
    why: "The space belongs before the opening mark, not after it. All marks of the paragraph are read together, and this one \
          must open a quotation beyond doubt; text that puts spaces before ! ? : ; in the French way keeps its own.",
    level: Level::Safe,
    examples: &[
        Example { dirty: "Ann said,“ For profit.”\n", clean: "Ann said, \"For profit.\"\n" },
        Example { dirty: "“ For profit,” said Ann.\n", clean: "\"For profit,\" said Ann.\n" },
        Example {
            dirty: "„ Das ist gut “, sagte die Frau im Haus.\n",
            clean: "\"Das ist gut\", sagte die Frau im Haus.\n",
        },
    ],
    keeps: &[
        "“ Oui ! ” dit-il.\n",
        "“ ‘No,’ he said.”\n",
        "“ … and then it rained.”\n",
        "Il a dit « oui » à la mairie.\n",
        "The boys ' and girls ' schools.\n",
        "We sell 4 \" x 6 \" prints.\n",
    ],
};

pub(super) static MISSING_SPACE: Rule = Rule {
    id: "quote/missing-space",
    summary: "no space outside a quotation mark",
    why: "The space between a quotation and the sentence around it was lost. A word with an ending behind the mark keeps it.",
    level: Level::Standard,
    examples: &[
        Example { dirty: "“For profit,”said Ann.\n", clean: "\"For profit,\" said Ann.\n" },
        Example { dirty: "Ann said:“For profit.”\n", clean: "Ann said: \"For profit.\"\n" },
    ],
    keeps: &[
        "Two “x”s and a “no”-vote.\n",
        "He re“wrote” it.\n",
        "5\"x7\" prints\n",
        "Ann,\"I said, go\",5\n",
        "Search for intitle:\"old mill\" today.\n",
    ],
};

pub(super) static MIXED_PAIR: Rule = Rule {
    id: "quote/mixed-pair",
    summary: "quotation that opens with one kind of mark and closes with another",
    why: "A pair such as “…\" is of no language. It takes the marks of the other quotations.",
    level: Level::Standard,
    examples: &[
        Example { dirty: "“For profit,\" said Ann.\n", clean: "“For profit,” said Ann.\n" },
        Example {
            dirty: "„Gut so\", sagte die Frau im Haus.\n",
            clean: "„Gut so“, sagte die Frau im Haus.\n",
        },
    ],
    keeps: &["A 12\" record and “a song”.\n", "«Sí», dijo. „Ja“, sagte er.\n"],
};

pub(super) static WRONG_DIRECTION: Rule = Rule {
    id: "quote/wrong-direction",
    summary: "quotation mark that faces the wrong way",
    why: "An English quotation opens with “ and closes with ”. In other languages ”…” and „…“ are right.",
    level: Level::Standard,
    examples: &[
        Example {
            dirty: "“No,” he said. ”For profit,“ said Ann.\n",
            clean: "“No,” he said. “For profit,” said Ann.\n",
        },
        Example {
            dirty: "”For profit,” said the man in the house.\n",
            clean: "“For profit,” said the man in the house.\n",
        },
    ],
    keeps: &[
        "”Bra”, sa han.\n",
        "“Fine,” said Ann.\n",
        "‘Cause and effect’ is a book. ‘Em’ is a letter.\n",
        "The ‘okina in Hawai‘i is a letter.\n",
    ],
};

pub(super) static LOW_MARK: Rule = Rule {
    id: "quote/low-mark",
    summary: "low quotation mark in English text",
    why: "Translation programs carry „…“ over into English. Where other quotations of the text show how it is done, these follow; a \
          quotation in another language keeps its marks.",
    level: Level::Standard,
    examples: &[
        Example {
            dirty: "“No,” he said. „For profit,“ said Ann.\n",
            clean: "“No,” he said. “For profit,” said Ann.\n",
        },
        Example {
            dirty: "He said “no” and „not at all” to the man.\n",
            clean: "He said “no” and “not at all” to the man.\n",
        },
    ],
    keeps: &["„Gut“, sagte er.\n", "Write „ with Alt and 0132.\n"],
};

pub(super) static DOUBLED_MARK: Rule = Rule {
    id: "quote/doubled-mark",
    summary: "two characters that stand for one quotation mark",
    why: "Typewriters, TeX and careless keyboards write ``…'' and ,,…'' for one mark. Both ends have to be there.",
    level: Level::Standard,
    examples: &[
        Example { dirty: "``For profit,'' said Ann.\n", clean: "\"For profit,\" said Ann.\n" },
        Example { dirty: "''For profit,'' said Ann.\n", clean: "\"For profit,\" said Ann.\n" },
    ],
    keeps: &[
        "He wrote '' and left.\n",
        "``code`` in the manual\n",
        "One,, two,, three\n",
        "He is 5'10'' tall, she 6'2'' tall.\n",
        "f'' and g'' are zero.\n",
    ],
};

pub(super) static MINORITY: Rule = Rule {
    id: "quote/minority-style",
    summary: "straight mark in a text of curly ones, or the other way round",
    why: "One text has one style. With --quotes keep, whole quotations and apostrophes in the other style follow the many.",
    level: Level::Standard,
    examples: &[
        Example {
            dirty: "“It’s late,” said Ann. \"It’s fine.\"\n\n“No.”\n",
            clean: "“It’s late,” said Ann. “It’s fine.”\n\n“No.”\n",
        },
        Example {
            dirty: "It’s the town’s mill, and it's old.\n",
            clean: "It’s the town’s mill, and it’s old.\n",
        },
    ],
    keeps: &["He said \"no\" and \"never\".\n", "“It’s fine,” she said.\n"],
};

pub(super) static APOSTROPHE: Rule = Rule {
    id: "quote/apostrophe",
    summary: "another sign in the place of an apostrophe",
    why: "Accents and opening marks are typed for apostrophes (It´s, can`t, don‘t). Only known endings and clipped words are \
          mended, so names such as Ka‘ba stay.",
    level: Level::Standard,
    examples: &[
        Example { dirty: "It´s the mayor´s plan.\n", clean: "It's the mayor's plan.\n" },
        Example { dirty: "We can`t say who`s next.\n", clean: "We can't say who's next.\n" },
    ],
    keeps: &["The Ka‘ba and the Qur‘an.\n", "Set `s` and `t`.\n", "É´l is no word.\n"],
};

pub(super) static SPLIT_CONTRACTION: Rule = Rule {
    id: "quote/split-contraction",
    summary: "contraction with a space in it",
    why: "Programs that cut text into words leave do n't and It ’ s behind. Only the endings of English contractions are joined.",
    level: Level::Standard,
    examples: &[
        Example {
            dirty: "It ’ s late, and they do n’t have much.\n",
            clean: "It's late, and they don't have much.\n",
        },
        Example {
            dirty: "The man said they 're late and ca n't come.\n",
            clean: "The man said they're late and can't come.\n",
        },
    ],
    keeps: &[
        "The workers ’ demands were met.\n",
        "Press ' s ' to save.\n",
        "He lives in 's-Gravenhage.\n",
        "Run sed 's/a/b/' on it.\n",
        "Rock ’n’ roll and the dogs’ s.\n",
    ],
};

pub(super) static GUILLEMETS: Rule = Rule {
    id: "quote/guillemets",
    summary: "guillemets in English text",
    why: "Translation programs carry « … » over into English. They may also be there on purpose, so they stay by default.",
    level: Level::Aggressive,
    examples: &[
        Example {
            dirty: "“No,” he said. «For profit,» said the man who was in the house.\n",
            clean: "\"No,\" he said. \"For profit,\" said the man who was in the house.\n",
        },
        Example {
            dirty: "“No,” he said. <<For profit,>> said the man who was in the house.\n",
            clean: "\"No,\" he said. \"For profit,\" said the man who was in the house.\n",
        },
    ],
    keeps: &["«Sí», dijo ella.\n", "cat <<EOF >>log\n"],
};

pub(super) static AMBIGUOUS: Rule = Rule {
    id: "quote/ambiguous",
    summary: "quotation mark that may be damaged",
    why: "Something is wrong around this mark, but the paragraph can be read in more than one way, so that both ends are left as \
          they are.",
    level: Level::Suggest,
    examples: &[
        Example { dirty: "He said\" yes \"and left.\n", clean: "He said \"yes\" and left.\n" },
        Example { dirty: "They sold\" owls \"and mice.\n", clean: "They sold \"owls\" and mice.\n" },
    ],
    keeps: &["“One paragraph.\n\n“Another.”\n", "He said “no”.\n"],
};
