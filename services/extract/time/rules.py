"""The rules of the grammar, each with the words that can open it, and the longest reading of those at a token."""

from collections.abc import Callable
from itertools import chain

from services.extract.quantities.numbers import ONES, OPEN, TENS
from services.extract.quantities.words import wordset
from services.extract.time import calendar, clock, festival, length, lexicon, period, pointers, portion, quarter, sets
from services.extract.time.dayname import dated_day, month, weekday
from services.extract.time.meaning import Day, Meaning, Offset, Weekday
from services.extract.time.tokens import Line

Found = tuple[int, Meaning]
Rule = Callable[[Line, int], Found | None]
Words = frozenset[str]

_FIGURE = "#"
"""Stands for every word that begins with a digit or an apostrophe."""

_THE: Words = frozenset({"the"})
_NUMBERS: Words = frozenset({_FIGURE, *ONES, *TENS})
_ORDINALS: Words = frozenset({_FIGURE, *lexicon.ORDINALS, *TENS})
_SHIFTS: Words = frozenset(lexicon.SHIFTS)
_MONTHS: Words = frozenset(lexicon.ALL_MONTHS)
_DETERMINERS: Words = wordset("the these this its their his her our")

_ALWAYS: Words | None = None
_RULES: tuple[tuple[Rule, Words | None], ...] = (
    (weekday, _SHIFTS | _THE | {"this", *lexicon.WEEKDAYS, *lexicon.WEEKDAY_ABBREVIATIONS}),
    (calendar.month_and_day, _MONTHS),
    (calendar.day_and_month, _THE | _ORDINALS | _NUMBERS | lexicon.CARDINALS.keys()),
    (calendar.numeric, frozenset({_FIGURE})),
    (month, _SHIFTS | _MONTHS),
    (dated_day, _THE),
    (pointers.deictic, _THE | {"day", *lexicon.DEICTIC_DAYS}),
    (period.nth, _THE | _ORDINALS | {"last", "final"}),
    (period.week_of, _THE | {"week"}),
    (quarter.year_and_fraction, _NUMBERS),
    (portion.portion, _THE | portion.SIDES.keys()),
    (quarter.fraction, _THE | _ORDINALS | {"q", "h", "final", "last"}),
    (quarter.possessive_fraction, _THE | _NUMBERS | _SHIFTS | {"fiscal"}),
    (period.season, _THE | _SHIFTS | lexicon.SEASONS.keys()),
    (period.fiscal, _THE | _SHIFTS | {"fy", "fiscal", "financial"}),
    (festival.festival, _THE | _SHIFTS | festival.FESTIVE | {"weekend"}),
    (period.century, _THE | _ORDINALS),
    (period.decade, _THE | _NUMBERS | lexicon.DECADE_WORDS.keys()),
    (period.year, _NUMBERS | {"year"}),
    (pointers.neighbour, _THE),
    (length.inner, _DETERMINERS | _SHIFTS | _NUMBERS | OPEN.keys() | {"a", "an", "half", "couple"}),
    (length.period, _THE | _SHIFTS),
    (sets.repeat, _ALWAYS),
    (length.counted, _ALWAYS),
    (clock.part_of_day, _THE | _SHIFTS | lexicon.TWILIGHTS.keys() | {"tonight", "overnight"}),
    (pointers.reference, frozenset({*lexicon.REFERENCES, *(words[0] for words in lexicon.REFERENCE_PHRASES)})),
)
_DAY_RULES = 7
"""The first rules, which read days and months."""

_DAYS = (Day, Weekday, Offset)


def _key(word: str) -> str:
    return _FIGURE if word[:1].isdigit() or word[:1] in ("'", "’") else word


def _opened_by(key: str, rules: tuple[tuple[Rule, Words | None], ...]) -> tuple[Rule, ...]:
    return tuple(rule for rule, opens in rules if opens is None or key in opens)


_WORDS = frozenset(chain.from_iterable(opens for _, opens in _RULES if opens))
_AT = {key: _opened_by(key, _RULES) for key in _WORDS}
_DAY_AT = {key: _opened_by(key, _RULES[:_DAY_RULES]) for key in _WORDS}
_ELSEWHERE = _opened_by("", _RULES)


def longest(line: Line, i: int) -> Found | None:
    """The longest reading of all rules at token `i`; of two as long that of the first rule."""
    return _longest(line, i, _AT.get(_key(line.word(i)), _ELSEWHERE))


def day(line: Line, i: int) -> Found | None:
    """The day that token `i` opens, if one does."""
    found = _longest(line, i, _DAY_AT.get(_key(line.word(i)), ()))
    return found if found and isinstance(found[1], _DAYS) else None


def unhurried(line: Line, i: int) -> Found | None:
    """`longest` with every rule asked, whatever opens it: for tests that none is left out."""
    return _longest(line, i, tuple(rule for rule, _ in _RULES))


def _longest(line: Line, i: int, rules: tuple[Rule, ...]) -> Found | None:
    best: Found | None = None
    for rule in rules:
        found = rule(line, i)
        if found and (best is None or found[0] > best[0]):
            best = found
    return best
