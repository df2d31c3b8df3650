"""Grammar of weekdays, months and days named alone: "last Sunday", "October", "on the 5th"."""

from services.extract.quantities.words import wordset
from services.extract.time import calendar, lexicon
from services.extract.time.meaning import Day, Meaning, Month, Weekday
from services.extract.time.tokens import Line

Found = tuple[int, Meaning]
_NOT_A_WEEKDAY = frozenset({"black", "bloody", "super", "cyber", "holy", "ruby", "the"})


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
        if (
            before
            or _month_joined(line, k)
            or _month_of(line, k)
            or (named and line.word(k) not in lexicon.UNSURE_MONTHS)
        ):
            found = calendar.month_at(line, k, alone=False)
    elif not found and line.word(k) in lexicon.PLAIN_MONTHS and line.word(i - 1) in _MONTH_AFTER:
        found = calendar.month_at(line, k, alone=False)
    return (found[1], Month(found[0], shift=shift)) if found else None


def _month_of(line: Line, i: int) -> bool:
    """Whether it says which of some event: "the May assassination", "the March talks"."""
    after = line.word(i + 1)
    named = line.word(i - 1) == "the" and after.isalpha() and not line.capital(i + 1)
    return named and after not in calendar.FREE and after not in _NOT_COUNTED


_NOT_COUNTED = wordset(
    "on from through against for into towards toward across over madness hare pole"
)  # "the March on"


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
