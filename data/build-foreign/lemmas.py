"""Resolves inflected forms to the headwords of a dictionary when the tables are built, so that nothing has to at run time.

`vakcinos` is no headword; Snowball's Lithuanian stemmer gives it the stem of `vakcina`. Where a language has no stemmer, or the
stems differ, a headword that shares all but the ending is a *guess*: it is shown, never applied by itself.
"""
import collections
import re

import Stemmer

STEMMERS = {
    "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "es": "spanish", "et": "estonian", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "nl": "dutch",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sh": "serbian", "sv": "swedish", "tr": "turkish",
}
# The least that a form and the headword it is guessed to belong to begin with in common, and the most that follows it.
LEAST_COMMON = 4
LONGEST_ENDING = 4
VOWELS = set("aeiouyąáàâäãåæėęéèêëěįíìîïıóòôöõøőúùûüųūůűýαεηιουωάέήίόύώаеёиоуыэюяіїє")


class Lemmas:
    """The headwords of one language, with how usual each is."""

    def __init__(self, language, heads, zipf):
        stemmer = STEMMERS.get(language)
        self.stem = Stemmer.Stemmer(stemmer).stemWord if stemmer else skeleton
        self.sure = stemmer is not None
        self.heads = heads
        self.groups = collections.defaultdict(list)
        self.prefixes = collections.defaultdict(list)
        for head in sorted(heads, key=lambda head: (-zipf.get(head, 0), len(head), head)):
            if " " in head:
                continue
            self.groups[self.stem(head)].append(head)
            for n in range(LEAST_COMMON, len(head) + 1):
                if len(head) - n <= 3:
                    self.prefixes[head[:n]].append(head)

    def of(self, form):
        """(headword, whether it is a guess) of a form, or None."""
        group = [head for head in self.groups.get(self.stem(form), ()) if head != form]
        near = sorted(group, key=lambda head: (-common(form, head), len(head), head))
        if form in self.heads:
            # `ojos` stands in one dictionary, by way of "blue-eyed"; `ojo` stands in nine.
            if near and votes(self.heads[form]) == 1 and votes(self.heads[near[0]]) >= 3 and common(form, near[0]) == len(near[0]):
                return near[0], False
            return form, False
        if near:
            nearest = [head for head in near if common(form, head) == common(form, near[0])]
            # Headwords with one stem and different meanings: `metus` is of `metai`, years, or of `mesti`, to throw.
            means = {self.heads[head][0][0] for head in nearest}
            best = max(nearest, key=lambda head: votes(self.heads[head]))
            return best, not self.sure or len(means) > 1
        for n in range(len(form), max(LEAST_COMMON, len(form) - LONGEST_ENDING, (2 * len(form) + 2) // 3) - 1, -1):
            if form[:n] in self.prefixes:
                return min(self.prefixes[form[:n]], key=len), True
        return None


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
    "fi": (r"(t|jen|ien|iden|issa|issä|ista|istä|illa|illä|ille|ja|jä)$", r"[^t]$"), "el": (r"(ες|ων|οι|εις|ών|ους|ούς|ές|οί)$", r"."),
    "is": (r"(ar|ir|um|anna|arnir|irnar)$", r"[^r]$"), "ro": (r"(i|e|le|uri|urile|ilor|elor)$", r"[^iel]$"), "et": (r"(d|de|te)$", r"[^d]$"),
}


def is_plural(language, form, head):
    """Whether the ending says that there are several; most nouns of most languages have such forms."""
    endings = PLURALS.get(language)
    return bool(endings and form != head and re.search(endings[0], form) and re.search(endings[1], head))


def skeleton(word):
    """A stem for languages without a stemmer: the word without its last vowels and the consonant between them."""
    return word.rstrip("".join(VOWELS)) if len(word) > 4 else word


def common(a, b):
    n = 0
    while n < min(len(a), len(b)) and a[n] == b[n]:
        n += 1
    return n


def rule(form, head):
    """How a form becomes its headword: how many characters go from its end, and what takes their place."""
    n = common(form, head)
    return len(form) - n, head[n:]
