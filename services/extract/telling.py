"""What tells an article from others: two reports of one event share much of it, reports of two events little.

Rare words said often or early; names; the numbers said first. Two pirate attacks share their words, not their ships,
dates and counts. `words.tsv` says in how many passages of general English a word stands; `bench/count_words.py` is its
recipe.
"""

import re
from collections import Counter
from functools import cache
from importlib.resources import files
from math import log

from schemas.telling import MOST_NAMES, MOST_NUMBERS, MOST_WORDS, NUMBER, as_name, cased, numbers

FILE = "words.tsv"
LEAST_RARE = 2.0  # in nats: what stands in more than every seventh passage tells nothing
UNLISTED = 2.5  # passages taken for those of a word that is not listed
LEAD, LED = 500, 1.5  # characters in which news says what it is about; worth this many more times said, in nats
LONGEST = 40  # characters: what is longer is no word
NUMBERED = 1500  # characters in which numbers are of the news itself
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_WORD = re.compile(r"[^\W_]+(?:[.,][0-9]+)*")


def words(text: str) -> list[str]:
    """The words of a text without case and plural; numbers count."""
    return [
        word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word
        for word in _WORD.findall(text.casefold())
        if len(word) > 2 or word.isdigit()
    ]


@cache
def _rarity() -> tuple[dict[str, float], float]:
    """How rare each listed word is, in nats, and how rare any other."""
    counts: dict[str, int] = {}
    for line in (files(__package__) / FILE).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            word, count = line.split("\t")
            counts[word] = int(count)
    passages = counts.pop("")
    return {word: log(passages / count) for word, count in counts.items()}, log(passages / UNLISTED)


def telling(text: str) -> list[str]:
    """What tells an article from others: its words, names and numbers, written as `schemas.telling` says."""
    text = _ADDRESS.sub(" ", text)
    return telling_words(text) + names(text) + [NUMBER + n for n in numbers(text[:NUMBERED])[:MOST_NUMBERS]]


def names(text: str) -> list[str]:
    """At most MOST_NAMES words of names, the most telling first: what stands nowhere in small letters."""
    listed, unlisted = _rarity()
    written = Counter(cased(text))
    small = {word for word in written if not word[0].isupper()}
    weight: Counter[str] = Counter()
    for word, times in written.items():
        name = word.casefold()
        if word[0].isupper() and 2 < len(word) <= LONGEST and name not in small:
            weight[name] += times
    rarity = {name: listed.get(name, unlisted) for name in weight}
    rare = {n: rarity[n] * (1 + log(times)) for n, times in weight.items() if rarity[n] > LEAST_RARE}
    return [as_name(name) for name in sorted(rare, key=lambda n: (-rare[n], n))[:MOST_NAMES]]


def telling_words(text: str) -> list[str]:
    """At most MOST_WORDS words of an article, the most telling first."""
    text = _ADDRESS.sub(" ", text)
    listed, unlisted = _rarity()
    led = set(words(text[:LEAD]))
    weight: dict[str, float] = {}
    for word, times in Counter(words(text)).items():
        rarity = listed.get(word, unlisted)
        if rarity > LEAST_RARE and len(word) <= LONGEST:
            weight[word] = rarity * (1 + log(times) + (LED if word in led else 0.0))
    return sorted(weight, key=lambda word: (-weight[word], word))[:MOST_WORDS]
