"""The grammar of time expressions: at each token, the longest reading of all rules, with the words that bend it.

Each rule looks ahead a bounded number of tokens, so a sentence is read in time linear in its length.
"""

from collections.abc import Callable

from services.extract.quantities.words import wordset
from services.extract.time import calendar, clock, festival, length, lexicon, period, pointers, portion, quarter, sets
from services.extract.time.meaning import (
    Counted,
    Day,
    Length,
    Match,
    Meaning,
    Month,
    Offset,
    PartOfDay,
    Period,
    Reference,
    Repeat,
    Weekday,
)
from services.extract.time.shared_month import with_shared_months, with_shared_years
from services.extract.time.starters import starts
from services.extract.time.tokens import Line

Found = tuple[int, Meaning]
_NOT_A_WEEKDAY = frozenset({"black", "bloody", "super", "cyber", "holy", "ruby", "the"})
_RELATIONS = {"since": "since"}


def weekday(line: Line, i: int) -> Found | None:
    """A weekday with what stands before it: "last Sunday", "next week on Friday", "this coming Friday"."""
    k, shift = i, None
    if line.word(k) in ("this", "the") and line.word(k + 1) in lexicon.SHIFTS:
        k += 1
    if line.word(k) in lexicon.SHIFTS:
        shift, k = line.word(k), k + 1
        if line.word(k) == "week" and shift in ("last", "next", "this"):
            after = k + 1 + (line.word(k + 1) in ("on", "'s"))
            day = calendar.weekday_at(line, after)
            return (day[1], Weekday(day[0], week_shift=lexicon.SHIFTS[shift])) if day else None
    found = calendar.weekday_and_date(line, k)
    if not found or (k > i and shift is None):
        return None
    if line.word(i - 1) in _NOT_A_WEEKDAY - {"the"} or (
        line.word(found[0]) in ("times", "telegraph", "mirror", "express")
    ):
        return None
    end, meaning = found
    if isinstance(meaning, Weekday) and shift:
        return end, Weekday(meaning.weekday, shift)
    return end, meaning


def month(line: Line, i: int) -> Found | None:
    """A month by itself: "October", "last October", "this May"."""
    shift = line.word(i) if line.word(i) in lexicon.SHIFTS else None
    k = i + (shift is not None)
    if shift and line.word(k) in lexicon.UNSURE_MONTHS and not line.capital(k):
        return None  # "this may be"
    found = calendar.month_at(line, k, alone=shift is None)
    if not found and line.capital(k):
        before = line.word(i - 1) in _MONTH_AFTER
        named = i == 0 or not line.capital(i - 1)  # "Theresa May", "Jan Egeland"
        if before or _month_joined(line, k) or (named and line.word(k) not in lexicon.UNSURE_MONTHS):
            found = calendar.month_at(line, k, alone=False)
    elif not found and line.word(k) in lexicon.PLAIN_MONTHS and line.word(i - 1) in _MONTH_AFTER:
        found = calendar.month_at(line, k, alone=False)
    return (found[1], Month(found[0], shift=shift)) if found else None


def _month_joined(line: Line, i: int) -> bool:
    """Whether another month follows as the end of a run: "Jan.-March", "Nov to Feb"."""
    k = i + 1 + (line.word(i + 1) == "." and line.close(i + 1))
    return (
        line.word(k) in ("-", "–", "to", "through") and line.word(k + 1) in lexicon.ALL_MONTHS and line.capital(k + 1)
    )


_MONTH_AFTER = wordset("for in since until by of from to early late mid between before after - during through")


_DATING = wordset("on by until since from to for before after")


def dated_day(line: Line, i: int) -> Found | None:
    """ "the 5th" alone, after a preposition that dates."""
    if line.word(i) != "the" or line.word(i - 1) not in _DATING:
        return None
    found = calendar.ordinal(line, i + 1)
    written = found and found[1] == i + 3 and line.word(i + 2) in lexicon.ORDINAL_ENDINGS
    after = line.word(found[1]) if found else ""
    if not found or not written or not 1 <= found[0] <= 31 or (after.isalpha() and after not in calendar.FREE):
        return None
    return found[1], Day(day=found[0])


_RULES: tuple[Callable[[Line, int], Found | None], ...] = (
    weekday,
    calendar.month_and_day,
    calendar.day_and_month,
    calendar.numeric,
    month,
    dated_day,
    pointers.deictic,
    period.nth,
    period.week_of,
    quarter.year_and_fraction,
    portion.portion,
    quarter.fraction,
    quarter.possessive_fraction,
    period.season,
    period.fiscal,
    festival.festival,
    period.century,
    period.decade,
    period.year,
    pointers.neighbour,
    length.inner,
    length.period,
    sets.repeat,
    length.counted,
    clock.part_of_day,
    pointers.reference,
)
_DAYS = (Day, Weekday, Offset)


def _day(line: Line, i: int) -> Found | None:
    found = _longest(line, i, _RULES[:7])
    return found if found and isinstance(found[1], _DAYS) else None


def _longest(line: Line, i: int, rules: tuple[Callable[[Line, int], Found | None], ...]) -> Found | None:
    best: Found | None = None
    for rule in rules:
        found = rule(line, i)
        if found and (best is None or found[0] > best[0]):
            best = found
    return best


_PARTS = frozenset({"beginning", "middle", "end", "start", "very", "rest", "remainder"})


def _part(line: Line, i: int) -> tuple[str, int]:
    """(part, next token) of "early", "mid-", "late", "the end of", "earlier", "later (in)" before an expression."""
    k = i + (line.word(i) == "the" and line.word(i + 1) in _PARTS)
    k += line.word(k) == "very"
    word = line.word(k)
    if word in ("rest", "remainder") and line.word(k + 1) == "of":
        return "later", k + 2
    if word in ("beginning", "middle", "end", "start"):
        if line.word(k + 1) != "of":
            return "", i
        k += 1
    elif word == "later" or word == "earlier":
        k += line.word(k + 1) == "in" and line.word(k + 2) == "the"
        return word, k + 1
    elif word not in ("early", "mid", "late"):
        return "", i
    k += 1 + (line.word(k + 1) in ("-", "in"))
    part = "early" if word in lexicon.EARLY else "mid" if word in lexicon.MIDDLE else "late"
    return part, k


def _definite(line: Line, i: int) -> Found | None:
    """ "the day", "the year", which are dates only after "the end of", "later in" and the like."""
    k = i + (line.word(i) == "the")
    if line.word(k) in ("day", "week", "month", "year", "decade", "century") and line.word(k + 1) != "of":
        return k + 1, Period(line.word(k), 0, anchored=True)
    return None


def _plain(line: Line, i: int) -> Found | None:
    best = _longest(line, i, _RULES)
    time = clock.clock_and_day(line, i, _day) or clock.part_of_date(line, i, _day)
    if time and (best is None or time[0] > best[0] or isinstance(best[1], Length)):
        best = time
    if best and isinstance(best[1], PartOfDay):
        return clock.part_and_clock(line, best[0], best[1]) or best
    if best and isinstance(best[1], (*_DAYS, Period)):
        longer = clock.day_and_clock(line, best[0], best[1])
        if longer and not (isinstance(best[1], Period) and best[1].unit != "day"):
            return longer
    return best


def read(line: Line, i: int) -> Match | None:
    """The expression that starts at token `i`, if one does."""
    relation = _RELATIONS.get(line.word(i), "")
    start = i + bool(relation)
    if line.word(start) in lexicon.APPROXIMATE:
        found = length.counted(line, start + 1)
        if found and line.word(start) not in ("over", "under", "about", "around"):
            return Match(i, found[0], found[1]) if not relation else None
        return Match(i, found[0], found[1]) if found and isinstance(found[1], (Counted, Length)) else None
    part, k = _part(line, start)
    found = _plain(line, k)
    if part and not (found and _bendable(found[1])):
        found = _definite(line, k)
    if not found or (relation and isinstance(found[1], (Repeat, Reference, Length))):
        return None
    return Match(i, found[0], found[1], part, relation)


def _bendable(meaning: Meaning) -> bool:
    return not isinstance(meaning, (Repeat, Reference, Length, Counted))


def read_all(line: Line) -> list[Match]:
    """All expressions of a sentence, left to right, none overlapping."""
    out: list[Match] = []
    end = 0
    for i in starts(line.words):
        found = read(line, i) if i >= end else None
        if found:
            out.append(found)
            end = found.end
    return with_shared_years(line, with_shared_months(line, out))
