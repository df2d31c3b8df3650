"""The grammar of time expressions: at each token, the longest reading of all rules, with the words that bend it.

Each rule looks ahead a bounded number of tokens, so a sentence is read in time linear in its length.
"""

from services.extract.time import clock, length, lexicon
from services.extract.time.meaning import (
    Counted,
    Day,
    Length,
    Match,
    Meaning,
    Offset,
    PartOfDay,
    Period,
    Reference,
    Repeat,
    Weekday,
)
from services.extract.time.rules import day, longest
from services.extract.time.shared_month import with_shared_months, with_shared_years
from services.extract.time.starters import starts
from services.extract.time.tokens import Line

Found = tuple[int, Meaning]
_RELATIONS = {"since": "since"}
_DAYS = (Day, Weekday, Offset)
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
    best = longest(line, i)
    time = clock.clock_and_day(line, i, day) or clock.part_of_date(line, i, day)
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
