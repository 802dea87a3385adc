#!/usr/bin/env python3
"""Builds data/foreign/*: what `foreign` knows about the words of other languages. For maintainers; the program needs no Python.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install -r data/build-foreign/requirements.txt
    /tmp/venv/bin/python data/build-foreign/build.py FOLDER

downloads the inputs that `inputs.txt` pins by SHA-256 into FOLDER (PyPI and Debian only; `apt-get update` first), checks them and
writes the same bytes every time: a rebuild that changes a blob is a change of the data. It takes about four minutes.

What stands in the blobs is said in data/foreign/README.md, their licences in NOTICE.
"""
import collections
import gzip
import hashlib
import math
import pathlib
import re
import struct
import subprocess
import sys
import unicodedata
import zipfile

import msgpack

import dictionaries
import lemmas
import manifest
import tables

HERE = pathlib.Path(__file__).parent
OUT = HERE.parent / "foreign"
GLOSSARIES = HERE.parent / "glossary"
LICENCE = "CC-BY-SA-4.0"
# Languages that wordfreq has a list of and that are written with letters; their order is their number in the tables.
LISTED = "bg ca cs da de el en es fi fil fr hu id is it lt lv mk ms nb nl pl pt ro ru sh sk sl sv tr uk vi".split()
# Known by our own glossaries alone.
UNLISTED = "et sq".split()
LANGUAGES = LISTED + UNLISTED
# Articles in these languages have their bare words looked at, so the rare words of these are known too.
LARGE = "de en es fr".split()
# zipf is log10 of a word's uses in 10^9 words. Rarer words of the large lists are left out: they veto nothing.
RAREST = {"de": 1.35, "en": 1.35, "es": 1.35, "fr": 1.35}
# Where the classes of a rare word begin. From the first on it vetoes also what stands in brackets. The others are words of so many
# languages that words.bin keeps only three: `on` is a German, a French and a Turkish word before it is an English one.
USUAL = (2.5, 4.0, 5.5)
# Steps of zipf that the table of words tells apart.
STEP = 0.5
COMBINATIONS = 1 << 12
# Candidates that have an eighth of the weight of the first are not worth their bytes.
MOST_CANDIDATES = 3
MOST_DOUBLINGS = 3
# Nine of ten forms become their headword in one of these ways; of the rest the headword is not shown.
MOST_ENDINGS = 255
# A glossary of ours is a source like any way through the dictionaries; its first word weighs as much as a whole entry.
OWN = 1.0


def main(folder):
    files = fetched(folder)
    OUT.mkdir(exist_ok=True)
    lists = {(l, size): read_list(files["wordfreq"], l, size) for l in LISTED for size in ("small", *["large"] * (l in LARGE))}
    told = write_words(lists)
    for language in LARGE:
        write_rare(language, lists[language, "large"], told)
    glossaries = {path.stem: read_glossary(path) for path in sorted(GLOSSARIES.glob("*.tsv"))}
    write_spellings(lists, glossaries)
    pairs = read_dictionaries(files, folder)
    found = dictionaries.to_english(dictionaries.both_ways(pairs))
    write_translations(lists, glossaries, found, dictionaries.parts_of_speech(pairs))
    write_neighbours(files["symspellpy"], lists["en", "small"])
    manifest.write()


def fetched(folder):
    """{name: path} of the inputs, downloaded where they are missing, each with the SHA-256 that inputs.txt states."""
    folder.mkdir(parents=True, exist_ok=True)
    found = {}
    for line in (HERE / "inputs.txt").read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        kind, name, version, file, digest = line.split()
        path = folder / file
        if not path.exists():
            command = ["apt-get", "download", f"{name}={version}"] if kind == "apt" else [
                sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", f"{name}=={version}"]
            subprocess.run(command, cwd=folder, check=True)
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            sys.exit(f"{path}: not the file that inputs.txt names")
        found[name] = path
    return found


def read_list(wheel, language, size):
    """{word: zipf} of one list of wordfreq: bins of words, each a hundredth of a decade rarer than the one before."""
    with zipfile.ZipFile(wheel) as z:
        packed = gzip.decompress(z.read(f"wordfreq/data/{size}_{language}.msgpack.gz"))
    _, *bins = msgpack.loads(packed, raw=False)
    words = {}
    for centibels, found in enumerate(bins):
        for word in found:
            word = unicodedata.normalize("NFC", word.replace("’", "'"))
            if len(word) > 1 and not re.search(r"\d", word):
                words.setdefault(word, 9 - centibels / 100)
    return words


def write_words(lists):
    """words.bin: word → number of a combination; combinations.bin: in how many languages, and how usual in the three first."""
    union = collections.defaultdict(dict)
    for number, language in enumerate(LISTED):
        for word, zipf in lists[language, "small"].items():
            union[word][number] = min(15, int(zipf / STEP))

    def combination(found, most):
        best = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:most]
        return (min(len(found), 15), tuple(sorted(best)))

    counts = collections.Counter(combination(found, 3) for found in union.values())
    # Every shorter combination that a rare one may have to make do with has its place first.
    kept = {combination({n: z}, 1)[1]: None for found in union.values() for n, z in found.items()}
    kept = [(c, k) for k in kept for c in (1, 2, 3, 4, 6)]
    kept = list(dict.fromkeys(kept))
    for known, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if len(kept) == COMBINATIONS:
            break
        if known not in kept[: len(LISTED) * 60]:
            kept.append(known)
    kept = list(dict.fromkeys(kept))
    numbers = {known: n for n, known in enumerate(kept)}

    def number(found):
        for most in (3, 2, 1):
            n, best = combination(found, most)
            for count in (n, *([4] if n == 5 else []), *([6] if n > 5 else [])):
                if (count, best) in numbers:
                    return numbers[count, best]
        raise AssertionError(found)

    tables.write_table(OUT / "words.bin", {word: number(found) for word, found in union.items()}, 12, 12, LICENCE)
    content = bytearray()
    for count, best in kept:
        content.append(count)
        for language, zipf in (*best, *[(255, 0)] * (3 - len(best))):
            content += bytes((language, zipf))
    tables.write_blob(OUT / "combinations.bin", bytes(content), LICENCE, f"{len(kept)} combinations")
    return {word: {LISTED[n] for n, _ in kept[number(found)][1]} for word, found in union.items()}


def write_rare(language, large, told):
    """rare-XX.bin: the words of a language that words.bin does not give to it → how usual they are there, in four classes."""
    rare = {w: sum(zipf >= least for least in USUAL) for w, zipf in large.items()
            if language not in told.get(w, ()) and zipf >= RAREST[language] and len(w) >= 2}
    tables.write_table(OUT / f"rare-{language}.bin", rare, 2, 7, LICENCE)


def write_spellings(lists, glossaries):
    """spellings.bin: three characters of a word → number; chances.bin: how likely the third is after two, in every language."""
    latin = [l for l in LANGUAGES if l not in ("bg", "el", "mk", "ru", "uk")]
    counts = {}
    for language in latin:
        words = lists.get((language, "small")) or {w: 3.0 for found in glossaries[language].values() for w in found}
        counts[language] = collections.Counter()
        for word, zipf in words.items():
            framed = f"^^{word.lower()}$"
            weight = max(1.0, zipf - 2)
            for n in range(len(framed) - 2):
                counts[language][framed[n : n + 3]] += weight
    usual = sorted({t for c in counts.values() for t, n in c.items() if n >= 12})
    chances = {}
    for language in latin:
        context = collections.Counter()
        for t, n in counts[language].items():
            context[t[:2]] += n
        chances[language] = lambda t, c=counts[language], x=context: -math.log2((c[t] + 0.02) / (x[t[:2]] + 1.0))
    tables.write_table(OUT / "spellings.bin", {t: n for n, t in enumerate(usual)}, 15, 9, LICENCE)
    content = bytearray()
    for t in usual:
        costs = [min(15, max(0, round(chances[l](t) * 15 / 12))) if l in chances else 15 for l in LANGUAGES]
        for n in range(0, len(costs), 2):
            content.append(costs[n] | (costs[n + 1] if n + 1 < len(costs) else 15) << 4)
    tables.write_blob(OUT / "chances.bin", bytes(content), LICENCE, f"{len(usual)} times {len(LANGUAGES)} chances")


def read_glossary(path):
    """{English: [words]} of one of our own glossaries."""
    out = {}
    for line in path.read_text().splitlines():
        if line and not line.startswith("#"):
            word, _, found = line.partition("\t")
            out[word] = [unicodedata.normalize("NFC", f.strip()) for f in found.split(",") if f.strip()]
    return out


def read_dictionaries(files, folder):
    pairs = {}
    for name, path in files.items():
        pair = re.fullmatch(r"dict-freedict-(\w+)-(\w+)", name)
        if pair:
            pairs[tuple(dictionaries.CODES[code] for code in pair.groups())] = list(dictionaries.read_entries(path, folder / "unpacked"))
    return pairs


def write_translations(lists, glossaries, found, parts):
    """forms.bin: `lt:vakcinos` → where its candidates begin, how the headword is made, plural; candidates.bin, english.bin, endings.bin."""
    candidates, places, forms, endings = bytearray(), {}, {}, {}
    proper = capitals(found)
    numbers, spelled = {}, []
    counts = {}
    for language in LANGUAGES:
        if language == "en":
            continue
        heads = ranked(found.get(language, {}), glossaries.get(language, {}), lists["en", "large"], proper)
        small = lists.get((language, "small")) or {head: 3.0 for head in heads}
        resolve = lemmas.Lemmas(language, heads, small)
        counts[language] = 0
        for form in sorted(small):
            head = resolve.of(form) if len(form) >= 3 else None
            if head is None:
                continue
            words = heads[head]
            record = bytes([len(words)])
            for word, weight, votes in words:
                if word not in numbers:
                    numbers[word] = len(spelled)
                    spelled.append(word)
                record += struct.pack("<HB", numbers[word], min(votes, 7) << 5 | weight)
            if record not in places:
                places[record] = len(candidates)
                candidates += record
            ending = endings.setdefault(lemmas.rule(form, head), len(endings))
            forms[f"{language}:{form}"] = places[record], ending, lemmas.is_plural(language, form, head)
            counts[language] += 1
    usual = collections.Counter(ending for _, ending, _ in forms.values())
    kept = {old: new for new, (old, _) in enumerate(usual.most_common(MOST_ENDINGS))}
    rules = {number: rule for rule, number in endings.items()}
    packed = {}
    for key, (place, ending, plural) in forms.items():
        packed[key] = place << 9 | kept.get(ending, MOST_ENDINGS) << 1 | plural
    bits = max(packed.values()).bit_length()
    tables.write_table(OUT / "forms.bin", packed, bits, 12, LICENCE)
    tables.write_blob(OUT / "candidates.bin", bytes(candidates), LICENCE, f"{len(places)} lists of candidates")
    tables.write_blob(OUT / "english.bin", "".join(f"{parts.get(word, '-')}{word}\n" for word in spelled).encode(), LICENCE, f"{len(spelled)} words")
    text = "".join(f"{cut}\t{suffix}\n" for cut, suffix in (rules[old] for old in kept))
    tables.write_blob(OUT / "endings.bin", text.encode(), LICENCE, f"{len(kept)} endings")
    print("forms:", " ".join(f"{language} {n}" for language, n in sorted(counts.items())))


def ranked(dictionary, own, english, proper):
    """{headword: [(English, weight from 0 to 31, votes)]}: the best candidates, heavier where sources agree and English uses it."""
    merged = collections.defaultdict(dict)
    for head, words in dictionary.items():
        for word, (weight, votes) in words.items():
            word = proper(word)
            before, others = merged[head].get(word, (0.0, 0))
            merged[head][word] = before + weight, max(votes, others)
    backwards = collections.defaultdict(list)
    for word, foreign in own.items():
        for rank, head in enumerate(foreign):
            backwards[head.lower()].append((rank, word))
    for head, words in backwards.items():
        total = sum(1 / (1 + rank) for rank, _ in words)
        for rank, word in words:
            word = proper(word)
            weight, votes = merged[head].get(word, (0.0, 0))
            share = OWN / (1 + rank) / total
            merged[head][word] = (weight + share) * (1 + dictionaries.VOTE * bool(votes)), votes + 1
    out = {}
    for head, words in merged.items():
        scored = sorted(((weight * usualness(english, word), votes, word) for word, (weight, votes) in words.items()), reverse=True)
        best = scored[0][0]
        out[head] = [(word, max(0, 31 - round(4 * math.log2(best / score))), votes)
                     for score, votes, word in scored[:MOST_CANDIDATES] if math.log2(best / score) <= MOST_DOUBLINGS]
    return out


def capitals(found):
    """What gives an English word the capital that the dictionaries mostly write it with: `Monday`, `Polish`, `Russian`."""
    counts = collections.Counter(word for heads in found.values() for words in heads.values() for word in words)

    def proper(word):
        other = word.capitalize() if word.islower() else word.lower()
        return other if counts[other] > counts[word] else word

    return proper


def usualness(english, word):
    """News prefers the usual word: `woman` to `female`, `vaccine` to `inoculum`."""
    zipf = min(english.get(part.lower(), 0.5) for part in re.split("[ -]", word))
    return min(1.0, max(0.08, (zipf - 1) / 3))


def write_neighbours(wheel, known):
    """neighbours.bin: two English words that stand side by side → log2 of how often, less 13."""
    with zipfile.ZipFile(wheel) as z:
        lines = z.read("symspellpy/frequency_bigramdictionary_en_243_342.txt").decode("utf-8-sig").splitlines()
    pairs = {}
    for line in lines:
        left, right, count = line.split()
        if left in known and right in known:
            pairs[f"{left} {right}"] = min(15, max(0, int(math.log2(int(count))) - 13))
    tables.write_table(OUT / "neighbours.bin", pairs, 4, 8, "CC-BY-3.0")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
