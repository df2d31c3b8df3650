"""Grammar of words that point from where one stands: "yesterday", "the day after", "the year before", "recently"."""

from services.extract.quantities.words import wordset
from services.extract.time import calendar, lexicon
from services.extract.time.meaning import Length, Meaning, Offset, Period, Reference
from services.extract.time.tokens import Line

Found = tuple[int, Meaning]
_PHRASES: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _phrase, _value in sorted(lexicon.REFERENCE_PHRASES.items(), key=lambda item: -len(item[0])):
    _PHRASES.setdefault(_phrase[0], []).append((_phrase, _value))


def deictic(line: Line, i: int) -> Found | None:
    """today, yesterday, tomorrow, the day before yesterday, the day after tomorrow, the next day, the day before."""
    word = line.word(i)
    if word in lexicon.DEICTIC_DAYS and word != "tonight":
        return i + 1, Offset(lexicon.DEICTIC_DAYS[word])
    k = i + (word == "the")
    taken = word == "the" and line.word(k) == "day" and line.word(i - 1) in _DAY_TAKERS
    if taken and line.word(k + 1) not in ("before", "after", "of", "when", "that", "-"):
        return k + 1, Period("day", 0, anchored=True)
    if word == "the" and line.word(k) == "weekend" and line.word(k + 1) != "of":
        return k + 1, Period("weekend", 0)
    if line.word(k) != "day" or line.word(k + 1) not in ("before", "after"):
        return None
    after = line.word(k + 2)
    if (line.word(k + 1), after) == ("before", "yesterday"):
        return k + 3, Offset(-2)
    if line.word(k + 1) == "after" and after in ("tomorrow", "tmrw", "tmr"):
        return k + 3, Offset(2)
    side = 1 if line.word(k + 1) == "after" else -1
    if k > i:
        if after in ("", ".", ",", ";", ")"):
            return k + 2, Period("day", side, anchored=True)
        return k + 1, Length(((1.0, "day"),), from_event=side)
    return None


_DAY_TAKERS = wordset(
    "end ended ending ends finish finished finishing finishes close closed closing closes started began"
)
"""Verbs of which "the day" is the time, as markets end the day."""


def neighbour(line: Line, i: int) -> Found | None:
    """ "the year before", "the following week" told backwards: "the week after", "the week after next"."""
    unit = lexicon.UNITS.get(line.word(i + 1))
    side = {"before": -1, "previous": -1, "earlier": -1, "after": 1}.get(line.word(i + 2))
    if line.word(i) != "the" or side is None or unit not in ("week", "weekend", "month", "year", "quarter"):
        return None
    end = i + 3
    end += line.word(end) == "the" and line.word(end + 1) in ("next", "last")
    if (line.word(end), side) in (("last", -1), ("next", 1)):
        return end + 1, Period(unit, 2 * side)
    closed = line.word(end) in ("", ".", ",", ";", ":", ")", "and", "but", "in", "to", "when", "as")
    return (end, Period(unit, side, anchored=True)) if closed else None


def reference(line: Line, i: int) -> Found | None:
    """Vague pointers: now, recently, soon, the past, the near future."""
    for words, value in _PHRASES.get(line.word(i), ()):
        if all(line.word(i + n) == word for n, word in enumerate(words)):
            end = i + len(words)
            followed = line.word(end).isalpha() and line.word(end) not in calendar.FREE
            if words[0] in _POINTED and (
                line.word(i - 1) not in _POINTING or (followed and words[-1] in ("past", "present"))
            ):
                return None
            if words[0] in ("this", "present") and line.word(i - 1) != "at":
                return None
            return end, Reference(value)
    word = line.word(i)
    nearness = word in ("soon", "shortly") and line.word(i + 1) in ("before", "after", "as")
    if word in lexicon.REFERENCES and not nearness and not (line.word(i + 1) == "-" and line.close(i + 1)):
        return i + 1, Reference(lexicon.REFERENCES[word])
    return None


_POINTED = frozenset({"the", "this", "present"})
_POINTING = frozenset({"in", "for", "of", "at", "from", "about", "into", "with", "on", "to"})
