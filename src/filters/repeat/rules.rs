//! The records of the rules about repeated paragraphs.

use crate::rule::{Example, Level, Rule};

/// All of them.
pub(super) static ALL: [&Rule; 5] = [&BLOCK, &ADJACENT, &LEAD, &LINE, &PARAGRAPH];

pub(super) static BLOCK: Rule = Rule {
    id: "repeat/block",
    summary: "paragraphs that stand a second time, in the same order",
    why: "The scraper took the article, or its beginning, from two places of the page. Three or more paragraphs of \
          prose come again word for word, directly after the first time or from the first line of the text on. A form \
          that is filled in twice has names between its copies, and stays.",
    level: Level::Standard,
    examples: &[
        Example {
            dirty: "The old harbour bridge will stay closed until the spring, the council of the town said on Monday evening.\n\n\
                    Engineers found cracks in two of its nine piers after the storm in January, and more in the railings above.\n\n\
                    \"Nobody should cross it, on foot or otherwise, before the piers are mended,\" the chief engineer said at a hearing, and warned of high water.\n\n\
                    A ferry will run every twenty minutes from Tuesday on; it carries bicycles and takes no fare before Easter.\n\n\
                    The old harbour bridge will stay closed until the spring, the council of the town said on Monday evening.\n\n\
                    Engineers found cracks in two of its nine piers after the storm in January, and more in the railings above.\n\n\
                    \"Nobody should cross it, on foot or otherwise, before the piers are mended,\" the chief engineer said at a hearing, and warned of high water.\n\n\
                    A ferry will run every twenty minutes from Tuesday on; it carries bicycles and takes no fare before Easter.\n",
            clean: "The old harbour bridge will stay closed until the spring, the council of the town said on Monday evening.\n\n\
                    Engineers found cracks in two of its nine piers after the storm in January, and more in the railings above.\n\n\
                    \"Nobody should cross it, on foot or otherwise, before the piers are mended,\" the chief engineer said at a hearing, and warned of high water.\n\n\
                    A ferry will run every twenty minutes from Tuesday on; it carries bicycles and takes no fare before Easter.\n",
        },
        Example {
            dirty: "A quiet winter\n\
                    The lake froze over for the first time in eleven years, and half of the town came out to walk on it.\n\
                    By noon the bakery on the shore had sold out of everything but rye bread, which nobody wanted to eat.\n\
                    The mayor, who had not skated since she was at school, fell twice, laughed, and went home with a bruise.\n\
                    On Thursday it will rain, and the ice will be gone by the end of the week, the weather service believes.\n\
                    A quiet winter\n\
                    The lake froze over for the first time in eleven years, and half of the town came out to walk on it.\n\
                    By noon the bakery on the shore had sold out of everything but rye bread, which nobody wanted to eat.\n\
                    The mayor, who had not skated since she was at school, fell twice, laughed, and went home with a bruise.\n\
                    On Thursday it will rain, and the ice will be gone by the end of the week, the weather service believes.\n",
            clean: "A quiet winter\n\
                    The lake froze over for the first time in eleven years, and half of the town came out to walk on it.\n\
                    By noon the bakery on the shore had sold out of everything but rye bread, which nobody wanted to eat.\n\
                    The mayor, who had not skated since she was at school, fell twice, laughed, and went home with a bruise.\n\
                    On Thursday it will rain, and the ice will be gone by the end of the week, the weather service believes.\n",
        },
    ],
    keeps: &[
        "Sing it again.\nAnd all the bells of the town were ringing, ringing,\nAnd nobody knew for whom.\n\
         Sing it again.\nAnd all the bells of the town were ringing, ringing,\nAnd nobody knew for whom.\n",
        "Statement of A. Berg.\n\
         I hereby declare that I hold no shares in companies that compete with the issuer named above in this filing.\n\
         I undertake to inform the board of every change of these facts within three days, and to do so in writing.\n\
         I am not entered in the register of insolvent debtors, and no proceedings of that kind are pending against me.\n\
         Signed: A. Berg\nStatement of C. Dorn.\n\
         I hereby declare that I hold no shares in companies that compete with the issuer named above in this filing.\n\
         I undertake to inform the board of every change of these facts within three days, and to do so in writing.\n\
         I am not entered in the register of insolvent debtors, and no proceedings of that kind are pending against me.\n\
         Signed: C. Dorn\n",
    ],
};

pub(super) static ADJACENT: Rule = Rule {
    id: "repeat/adjacent",
    summary: "paragraph that stands twice, one after the other",
    why: "The teaser of the page came out in front of the paragraph that it was taken from, or a paragraph was read \
          twice. Only prose of a hundred characters or more, with a stop at its end; no verse is that long.",
    level: Level::Standard,
    examples: &[
        Example {
            dirty: "Forty-five countries meet in the old town hall on Monday to promise help with heating, roads and the winter to come.\n\n\
                    Forty-five countries meet in the old town hall on Monday to promise help with heating, roads and the winter to come.\n\n\
                    The talks begin at nine.\n",
            clean: "Forty-five countries meet in the old town hall on Monday to promise help with heating, roads and the winter to come.\n\n\
                    The talks begin at nine.\n",
        },
        Example {
            dirty: "Rain is coming.\n\
                    \"We have waited for eleven months, and I do not know a single farmer here who still believes the forecast,\" she said.\n\
                    \"We have waited for eleven months, and I do not know a single farmer here who still believes the forecast,\" she said.\n",
            clean: "Rain is coming.\n\
                    \"We have waited for eleven months, and I do not know a single farmer here who still believes the forecast,\" she said.\n",
        },
    ],
    keeps: &[
        "Row on, row on, row on.\n\nRow on, row on, row on.\n",
        "| the same row of a table, long enough to be taken for a paragraph of a text | and with a second cell at its end. |\n\
         | the same row of a table, long enough to be taken for a paragraph of a text | and with a second cell at its end. |\n",
        "- the same point of a list, which is long enough to be a paragraph and ends in a stop as if it were a sentence.\n\
         - the same point of a list, which is long enough to be a paragraph and ends in a stop as if it were a sentence.\n",
    ],
};

pub(super) static LEAD: Rule = Rule {
    id: "repeat/lead",
    summary: "first paragraph that stands a second time near the top",
    why: "The teaser of the page came out above the headline, the picture or the byline, and then the text begins with \
          the same words. Only prose of a hundred characters or more, within the first lines.",
    level: Level::Standard,
    examples: &[
        Example {
            dirty: "The company that runs the ferries will not raise its fares before the end of the year, it said in a letter to the council.\n\n\
                    A ferry leaves the harbour in May.\n\n\
                    The company that runs the ferries will not raise its fares before the end of the year, it said in a letter to the council.\n\n\
                    The letter is two pages long.\n",
            clean: "The company that runs the ferries will not raise its fares before the end of the year, it said in a letter to the council.\n\n\
                    A ferry leaves the harbour in May.\n\n\
                    The letter is two pages long.\n",
        },
        Example {
            dirty: "Ferries stay cheap\n\
                    The company that runs the ferries will not raise its fares before the end of the year, it said in a letter to the council.\n\
                    By Ann Lowe\n\
                    The company that runs the ferries will not raise its fares before the end of the year, it said in a letter to the council.\n",
            clean: "Ferries stay cheap\n\
                    The company that runs the ferries will not raise its fares before the end of the year, it said in a letter to the council.\n\
                    By Ann Lowe\n",
        },
    ],
    keeps: &[
        "We begin again.\n\nThe first line of a chorus.\n\nWe begin again.\n",
        "One.\n\nTwo.\n\nThe company that runs the ferries will not raise its fares before the end of the year, it said in a letter to the council.\n\n\
         Three.\n\nThe company that runs the ferries will not raise its fares before the end of the year, it said in a letter to the council.\n",
    ],
};

pub(super) static LINE: Rule = Rule {
    id: "repeat/line",
    summary: "headline or caption that stands twice, one after the other",
    why: "A picture and its caption, or a headline, was read twice. Lines of sixty characters or more that stand exactly \
          twice; a long line of verse can do that too, so it takes more trust.",
    level: Level::Aggressive,
    examples: &[
        Example {
            dirty: "Hundreds of people walk across the frozen lake on Sunday morning\n\
                    Hundreds of people walk across the frozen lake on Sunday morning\n\
                    It was the first time in years.\n",
            clean: "Hundreds of people walk across the frozen lake on Sunday morning\n\
                    It was the first time in years.\n",
        },
        Example {
            dirty: "The lake in January, when the ice was thick enough for horses — Photo: A. Berg\n\n\
                    The lake in January, when the ice was thick enough for horses — Photo: A. Berg\n",
            clean: "The lake in January, when the ice was thick enough for horses — Photo: A. Berg\n",
        },
    ],
    keeps: &[
        "And the river runs down to the sea, my love\nAnd the river runs down to the sea, my love\n",
        "And the slow wide river runs on and on and on down to the sea, my love\n\
         And the slow wide river runs on and on and on down to the sea, my love\n\
         And the slow wide river runs on and on and on down to the sea, my love\n",
        "Holding before the change  | 1,200 | 4.75 |  1,200 | 4.75 | 1,200 | 4.75 |\n\
         Holding before the change  | 1,200 | 4.75 |  1,200 | 4.75 | 1,200 | 4.75 |\n",
    ],
};

pub(super) static PARAGRAPH: Rule = Rule {
    id: "repeat/paragraph",
    summary: "paragraph that stood further up already",
    why: "Often a quotation that the page shows a second time in large letters, but writers repeat themselves as well, \
          and which of the two belongs there is for a reader to say. Texts that repeat several are forms or filings, and \
          nothing is said of them.",
    level: Level::Suggest,
    examples: &[
        Example {
            dirty: "In plain words it means that men and women plan what they own together, and then go and build it together.\n\n\
                    The village lies in a valley.\n\nIt has a well.\n\nIt has a school.\n\nIt has two roads.\n\n\
                    In plain words it means that men and women plan what they own together, and then go and build it together.\n\n\
                    The well is new.\n",
            clean: "In plain words it means that men and women plan what they own together, and then go and build it together.\n\n\
                    The village lies in a valley.\n\nIt has a well.\n\nIt has a school.\n\nIt has two roads.\n\n\
                    The well is new.\n",
        },
        Example {
            dirty: "One.\n\nTwo.\n\nThe company that runs the ferries will not raise its fares before the end of the year, it said in a letter to the council.\n\n\
                    Three.\n\nThe company that runs the ferries will not raise its fares before the end of the year, it said in a letter to the council.\n",
            clean: "One.\n\nTwo.\n\nThe company that runs the ferries will not raise its fares before the end of the year, it said in a letter to the council.\n\n\
                    Three.\n",
        },
    ],
    keeps: &[
        "Sing it again, sing it again.\n\nOne.\n\nSing it again, sing it again.\n",
        "    the same line of a program, long enough to be a paragraph of a text, and with a stop at its very end too.\n\n\
         One.\n\nTwo.\n\n    the same line of a program, long enough to be a paragraph of a text, and with a stop at its very end too.\n",
    ],
};
