"""Words a time expression can begin with, and words it can't do without: where none stands, nobody asks the grammar."""

import re
from collections.abc import Sequence

from services.extract.quantities.numbers import ONES, OPEN, TENS, VAGUE
from services.extract.quantities.words import wordset
from services.extract.time import lexicon

_OTHERS = wordset(
    "the a an this these that its their his her our every each per all full whole entire another single half couple"
    " since beginning middle end start rest remainder very mid year q h fy fiscal financial day week final once twice"
    " overnight tonight noon midnight midday latest morning afternoon evening night weekend"
    " bi semi"
)
STARTERS: frozenset[str] = (
    _OTHERS
    | lexicon.ALL_MONTHS.keys()
    | lexicon.WEEKDAYS.keys()
    | lexicon.WEEKDAY_ABBREVIATIONS.keys()
    | lexicon.WEEKDAY_PLURALS.keys()
    | lexicon.SHIFTS.keys()
    | lexicon.SEASONS.keys()
    | lexicon.ORDINALS.keys()
    | lexicon.DEICTIC_DAYS.keys()
    | lexicon.REFERENCES.keys()
    | lexicon.FREQUENCIES.keys()
    | lexicon.APPROXIMATE
    | lexicon.TWILIGHTS.keys()
    | lexicon.EARLY
    | lexicon.MIDDLE
    | lexicon.LATE
    | lexicon.LOOSE
    | lexicon.DECADE_WORDS.keys()
    | {words[0] for words in lexicon.FESTIVALS}
    | {words[0] for words in lexicon.REFERENCE_PHRASES}
    | {word for word in lexicon.UNITS if word.endswith("s")}
    | ONES.keys()
    | TENS.keys()
    | OPEN.keys()
    | VAGUE.keys()
)


_LETTERS = re.compile(r"[^\W\d_]+|\d")
_CLOCK = wordset("clock noon midday midnight lunchtime overnight m am pm half quarter past")
_CALENDAR = wordset("day week final once twice q h fy fiscal financial nineteen thousand thousands tens")
_WORDS_OF_PHRASES = {word for words in (*lexicon.FESTIVALS, *lexicon.REFERENCE_PHRASES) for word in words}
STRONG: frozenset[str] = (
    _CLOCK
    | _CALENDAR
    | (_WORDS_OF_PHRASES - {"the", "'s", "'", "all", "good", "new", "near", "this", "right"})
    | lexicon.ALL_MONTHS.keys()
    | lexicon.WEEKDAYS.keys()
    | lexicon.WEEKDAY_ABBREVIATIONS.keys()
    | lexicon.WEEKDAY_PLURALS.keys()
    | lexicon.UNITS.keys()
    | lexicon.SEASONS.keys()
    | lexicon.PARTS_OF_DAY.keys()
    | lexicon.TWILIGHTS.keys()
    | lexicon.DEICTIC_DAYS.keys()
    | lexicon.REFERENCES.keys()
    | lexicon.FREQUENCIES.keys()
    | lexicon.DECADE_WORDS.keys()
)


REACH = 16
"""Words within which an expression has come to its strong word, by far."""


def may_hold(text: str) -> bool:
    """Whether a sentence may hold an expression: a digit or a word stands in it that every expression needs one of."""
    return any(_strong(w) for w in _LETTERS.findall(text.lower()))


def _strong(word: str) -> bool:
    return word in STRONG or word[:1].isdigit() or word == "o'clock"


def starts(words: Sequence[str]) -> list[int]:
    """Places in a sentence (lower-case words) where an expression may begin: a strong word is within reach."""
    out = []
    strong = len(words) + REACH + 1
    for i in range(len(words) - 1, -1, -1):
        word = words[i]
        if _strong(word):
            strong = i
        if strong - i <= REACH and may_start(word):
            out.append(i)
    return out[::-1]


def may_start(word: str) -> bool:
    """Whether an expression may begin with `word` (lower case)."""
    return word in STARTERS or word[:1].isdigit() or word in ("'", "’")
