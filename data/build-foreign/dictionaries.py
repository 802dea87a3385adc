"""Reads the WikDict dictionaries of FreeDict and composes them: any of our languages → English, with votes.

A few of them lead to English; the others reach it through those (Lithuanian → Finnish → English). A translation that two
ways agree on is rarely wrong, so every translation keeps how many sources, independent of each other, offer it.
"""
import base64
import collections
import gzip
import re
import subprocess
import unicodedata

CODES = {
    "bul": "bg", "deu": "de", "ell": "el", "eng": "en", "fin": "fi", "fra": "fr", "ind": "id", "ita": "it", "lit": "lt",
    "nld": "nl", "nor": "nb", "pol": "pl", "por": "pt", "rus": "ru", "spa": "es", "swe": "sv", "tur": "tr",
}
# A translation further down an entry is a rarer sense: half the weight, a third, a quarter.
MOST_TRANSLATIONS = 8
# A way over two other languages says less than one over one.
SECOND_HAND = 0.5
# What each further source is worth to a translation, as a part of its weight.
VOTE = 0.7
NOTES = re.compile(r"\([^)]*\)|\[[^]]*\]|/[^/]*/|<[^>]*>")


def normal(word):
    return unicodedata.normalize("NFC", word).strip().lower()


def read_entries(deb, into):
    """(headword, part of speech, [translations, most usual first]) of the dictd files in a Debian package."""
    subprocess.run(["dpkg", "-x", deb, into], check=True)
    name = re.search(r"dict-freedict-(\w+-\w+)_", deb.name)[1]
    folder = into / "usr/share/dictd"
    text = gzip.decompress((folder / f"freedict-{name}.dict.dz").read_bytes())
    seen = set()
    for line in (folder / f"freedict-{name}.index").read_text().splitlines():
        head, offset, length = line.split("\t")
        if head.startswith("00database") or (offset, length) in seen:
            continue
        seen.add((offset, length))
        entry = text[number(offset) : number(offset) + number(length)].decode()
        first, *rest = entry.splitlines() or [""]
        head = NOTES.sub("", re.split(" [/<]", first)[0])
        # Only English words come out as they are written: `Monday`, `Polish`.
        head = unicodedata.normalize("NFC", head).strip() if name.startswith("eng-") else normal(head)
        part = re.search(r"<(\w+)", first)
        found = list(translations(rest))
        if head and found:
            yield head, part[1] if part else "", list(dict.fromkeys(found))[:MOST_TRANSLATIONS]


def number(text):
    """dictd's base 64, most significant digit first."""
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    n = 0
    for c in text:
        n = n * 64 + digits.index(c)
    return n


def translations(lines):
    """The translations in the body of an entry: its first line and those that begin with a number; the rest explains."""
    for at, line in enumerate(lines):
        line = re.sub(r"\s+\d+\.$", "", line.rstrip())
        numbered = re.match(r"\d+\.\s+(?=\S)", line)
        if at and not numbered:
            continue
        line = NOTES.sub("", line[numbered.end() if numbered else 0 :])
        for word in re.split(r"[,;]", line):
            word = " ".join(word.split())
            if word and len(word.split()) <= 3 and not re.search(r"[^\w '’-]|\d", word):
                yield unicodedata.normalize("NFC", word)


def english(word):
    """The English word as it may stand in a sentence, or None."""
    word = re.sub(r"^(to|a|an|the) (?=\w)", "", word.replace("’", "'"))
    return word if re.fullmatch(r"[A-Za-z]+(?:['-][A-Za-z]+)*(?: [A-Za-z]+)?", word) and len(word) > 1 else None


def both_ways(pairs):
    """{(from, to): {headword: {translation: weight}}} of every pair of languages, read forwards and backwards."""
    graph = collections.defaultdict(lambda: collections.defaultdict(collections.Counter))
    for (source, target), entries in pairs.items():
        for head, _, words in entries:
            for rank, word in enumerate(words):
                word = english(word) if target == "en" else normal(word)
                if word:
                    weight = 1 / (1 + rank)
                    graph[source, target][head][word] += weight
                    graph[target, source][normal(word)][head] += weight / 2  # read backwards its order says little
    return graph


def parts_of_speech(pairs):
    """{English word: its most usual part of speech}: n, v, a (adjective), r (adverb) or - for any other."""
    counts = collections.defaultdict(collections.Counter)
    for (source, target), entries in pairs.items():
        for head, part, words in entries:
            for word in [head] if source == "en" else [w.lower() for w in words[:1]] if target == "en" else []:
                counts[english(word) or ""][PARTS.get(part, "-")] += 1
    return {word: min(found, key=lambda part: (-found[part], part)) for word, found in counts.items()}


PARTS = {"n": "n", "v": "v", "adj": "a", "adv": "r"}


def to_english(graph):
    """{language: {headword: {English: (weight, votes)}}}: directly, and over every language that has a direct way."""
    direct = {source: heads for (source, target), heads in graph.items() if target == "en"}
    reached = {source: shares(heads) for source, heads in direct.items()}
    ways = collections.defaultdict(list)
    for source in sorted({source for source, _ in graph} - {"en"}):
        if source in direct:
            ways[source].append((1.0, reached[source]))
        for pivot in sorted(direct):
            if (source, pivot) in graph:
                ways[source].append((1.0, composed(graph[source, pivot], reached[pivot])))
    first = {source: merged(found) for source, found in ways.items()}
    for source in sorted(ways):
        if source in direct:
            continue
        for pivot in sorted(set(first) - set(direct) - {source}):
            if (source, pivot) in graph:
                second = {head: {word: weight for word, (weight, _) in words.items()} for head, words in first[pivot].items()}
                ways[source].append((SECOND_HAND, composed(graph[source, pivot], second)))
    return {source: merged(found) for source, found in ways.items()}


def shares(heads):
    return {head: scaled(words) for head, words in heads.items()}


def scaled(words):
    total = sum(words.values())
    return {word: weight / total for word, weight in words.items()}


def composed(first, second):
    """Both steps as one: what share of a word's meaning ends at each English word."""
    out = {}
    for head, words in first.items():
        found = collections.Counter()
        for word, share in scaled(words).items():
            for target, part in second.get(word, {}).items():
                found[target] += share * part
        if found:
            out[head] = scaled(found)
    return out


def merged(ways):
    """{headword: {English: (weight, votes)}}: every way is a source with a vote."""
    out = collections.defaultdict(dict)
    for trust, heads in ways:
        for head, words in heads.items():
            for word, share in words.items():
                if share >= 0.04:
                    weight, votes = out[head].get(word, (0.0, 0))
                    out[head][word] = (weight + trust * share, votes + 1)
    return {head: {w: (weight * (1 + VOTE * (votes - 1)), votes) for w, (weight, votes) in words.items()} for head, words in out.items()}
