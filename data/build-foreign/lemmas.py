"""Resolves inflected forms to the headwords of a dictionary when the tables are built, so that nothing has to at run time.

`vakcinos` is no headword; Snowball's Lithuanian stemmer gives it the stem of `vakcina`. A form whose stem belongs to headwords of
different meaning is left out: a headword that was only guessed is right in one of two cases.
"""
import collections
import re

import Stemmer

# Slovak, Slovene and Ukrainian have none of their own; their neighbours' take the same endings off.
STEMMERS = {
    "sk": "czech", "sl": "serbian", "uk": "russian",
    "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "es": "spanish", "et": "estonian", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "nl": "dutch",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sh": "serbian", "sv": "swedish", "tr": "turkish",
}
# Those without any: the endings of their nouns and adjectives.
ENDINGS = {
    "bg": "овете ите ове ът ят та то те а я и о е у",
    "is": "arnir irnar urnar anna inum inni unum ar ir ur um inn in ið an i a u s r",
    "lv": "iem ajam ajai ām ēm īm os as us es is am em ai ei ās ēs īs ā ē ī ū s a e i u o š",
    "sq": "ave ëve ve të es it ët ën t i u a n s e ë",
}
LEAST_STEM = 3


class Lemmas:
    """The headwords of one language, with how usual each is."""

    def __init__(self, language, heads, zipf):
        stemmer = STEMMERS.get(language)
        self.stem = Stemmer.Stemmer(stemmer).stemWord if stemmer else cutter(ENDINGS.get(language, ""))
        self.heads = heads
        self.groups = collections.defaultdict(list)
        for head in sorted(heads, key=lambda head: (-zipf.get(head, 0), len(head), head)):
            if " " not in head:
                self.groups[self.stem(head)].append(head)

    def of(self, form):
        """The headword of a form, or None where there is none or it cannot be told."""
        group = [head for head in self.groups.get(self.stem(form), ()) if head != form]
        near = sorted(group, key=lambda head: (-common(form, head), len(head), head))
        if form in self.heads:
            # `ojos` stands in one dictionary, by way of "blue-eyed"; `ojo` stands in nine.
            if near and votes(self.heads[near[0]]) > 2 * votes(self.heads[form]) and common(form, near[0]) == len(near[0]):
                return near[0]
            return form
        nearest = [head for head in near if common(form, head) == common(form, near[0])]
        # Headwords with one stem and different meanings: `metus` is of `metai`, years, or of `mesti`, to throw.
        if not nearest or len({self.heads[head][0][0] for head in nearest}) > 1:
            return None
        return max(nearest, key=lambda head: votes(self.heads[head]))


def votes(candidates):
    return candidates[0][2]


# How forms of more than one thing end, where the ending says so, and how their headword ends then.
PLURALS = {
    "ca": (r"s$", r"[^s]$"), "es": (r"s$", r"[^s]$"), "fr": (r"[sx]$", r"[^sx]$"), "pt": (r"s$", r"[^s]$"),
    "it": (r"i$", r"[oe]$"), "nl": (r"(en|s)$", r"[^sn]$"), "sv": (r"(ar|er|or|arna|erna|orna)s?$", r"[^r]$"),
    "nb": (r"(er|ene)s?$", r"[^r]$"), "da": (r"(er|erne|ene)s?$", r"[^r]$"), "de": (r"(en|ungen|innen)$", r"[^n]$"),
    "lt": (r"(ai|ų|ams|oms|ėms|ais|omis|ėmis|uose|ose|ėse|us)$", r"(as|a|ė|is|us)$"),
    "lv": (r"(i|as|u|iem|ām|os|ās|us)$", r"(s|a|e|š)$"),
    "pl": (r"(ów|ami|ach|om)$|[^aąeęioóuy][yi]$", r"[^aeoąęy]$"), "cs": (r"(ů|ům|ami|ách|ích|ech)$|[^aeiouy]y$", r"[^aeoáéíý]$"),
    "sk": (r"(ov|om|ami|ách|och)$|[^aeiouy]y$", r"[^aeoáéíý]$"), "sh": (r"(ima|ama|ovi|ova|evi)$", r"."),
    "sl": (r"(ov|ih|ami|ah|om)$", r"[^aeo]$"), "ru": (r"(ов|ев|ами|ями|ах|ях|ам|ям)$|[^аеёиоуыэюя][ыи]$", r"[^аеяоыий]$"),
    "uk": (r"(ів|їв|ами|ями|ах|ях|ам|ям)$|[^аеиіоуюя][иі]$", r"[^аеяоий]$"), "bg": (r"(ове|овете|и|ите)$", r"[^иеo]$"),
    "tr": (r"l[ae]r", r"(?!.*l[ae]r).*$"), "hu": (r"[aáeéoöő]?k(at|et|ot|nak|nek|ban|ben|ra|re|kal|kel|ról|ről)?$", r"[^k]$"),
    "fi": (r"(t|jen|ien|iden|issa|issä|ista|istä|illa|illä|ille|ja|jä)$", r"[^t]$"), "el": (r"(ες|ων|οι|εις|ών|ους|ούς|ές|οί|ματα)$", r"."),
    "is": (r"(ar|ir|um|anna|arnir|irnar)$", r"[^r]$"), "ro": (r"(i|e|le|uri|urile|ilor|elor)$", r"[^iel]$"), "et": (r"(d|de|te)$", r"[^d]$"),
}


def is_plural(language, form, head):
    """Whether the ending says that there are several; most nouns of most languages have such forms."""
    endings = PLURALS.get(language)
    return bool(endings and form != head and re.search(endings[0], form) and re.search(endings[1], head))


def cutter(endings):
    """A stemmer that takes the longest of a few endings off."""
    longest = sorted(endings.split(), key=len, reverse=True)

    def stem(word):
        return next((word[: -len(e)] for e in longest if word.endswith(e) and len(word) - len(e) >= LEAST_STEM), word)

    return stem


def common(a, b):
    n = 0
    while n < min(len(a), len(b)) and a[n] == b[n]:
        n += 1
    return n


def rule(form, head):
    """How a form becomes its headword: how many characters go from its end, and what takes their place."""
    n = common(form, head)
    return len(form) - n, head[n:]
