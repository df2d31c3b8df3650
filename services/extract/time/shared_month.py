"""Days that share a month: the 5 of "5 to 7 May", the 22 of "May 20-22", the 9 of "on 7 and 9 May 2021"."""

from dataclasses import replace
from itertools import pairwise

from services.extract.time.calendar import day_number
from services.extract.time.meaning import Day, Length, Match, Month, Reference, Repeat
from services.extract.time.tokens import Line

_FREE = frozenset({"in", "at", "and", "for", "with", "when", "to", "by", "as"})
_JOINTS = frozenset({"to", "until", "till", "through", "and", "or", "-", "–", "—"})


def with_shared_months(line: Line, matches: list[Match]) -> list[Match]:
    """`matches` and the bare days beside a date that take their month and year from it, in text order."""
    taken = {i for m in matches for i in range(m.first, m.end)}
    out: list[Match] = []
    for m in matches:
        if out and m.first < out[-1].end:
            continue  # the year that a day before has taken
        meaning = m.meaning
        dated = isinstance(meaning, Day) and meaning.month is not None and meaning.day is not None
        if not dated or not isinstance(meaning, Day):
            out.append(m)
            continue
        before = _before(line, m.first, taken)
        if before:
            out.append(Match(before[0], before[1], Day(meaning.year, meaning.month, before[2])))
        after = None if before else _after(line, m, meaning, taken)
        if after:
            out += after
        else:
            out.append(m)
    return out


def with_shared_years(line: Line, matches: list[Match]) -> list[Match]:
    """`matches`, where the first of two bounds takes its year from the second: "Nov 18 - Dec 19, 2015"."""
    out = list(matches)
    for n in bounds(line, matches):
        a, b = matches[n].meaning, matches[n + 1].meaning
        if not isinstance(a, (Day, Month)) or not isinstance(b, (Day, Month)) or a.month is None or b.month is None:
            continue
        if (
            b.year is not None
            and a.year is None
            and not (isinstance(a, Month) and (a.shift or a.year_shift is not None))
        ):
            out[n] = replace(out[n], meaning=replace(a, year=b.year - (a.month > b.month)))
    return out


def bounds(line: Line, matches: list[Match]) -> list[int]:
    """Numbers n of matches that with the next one bound a run: "May to July", "between Sunday and Friday"."""
    out = []
    for n, (a, b) in enumerate(pairwise(matches)):
        if isinstance(a.meaning, (Repeat, Reference, Length)):
            continue  # "every day until Friday"
        joint = line.word(a.end) if b.first == a.end + 1 else ""
        joined = joint in _JOINTS and joint not in ("and", "or")
        if joined or (joint == "and" and line.word(a.first - 1) == "between"):
            out.append(n)
    return out


def _before(line: Line, first: int, taken: set[int]) -> tuple[int, int, int] | None:
    """(first token, next token, day) of the bare day joined on before a date."""
    if line.word(first - 1) not in _JOINTS or line.word(first).isalpha():
        return None
    for k in (first - 2, first - 3):
        found = day_number(line, k, spelled=False)
        if found and found[1] == first - 1 and not taken & set(range(k, first)):
            return k, found[1], found[0]
    return None


def _after(line: Line, m: Match, meaning: Day, taken: set[int]) -> list[Match] | None:
    """The date and the day joined on after it; a year behind that day is the date's too."""
    joint = line.word(m.end)
    if joint not in _JOINTS or joint in ("and", "or") or not line.word(m.first).isalpha():
        return None
    found = day_number(line, m.end + 1, spelled=False)
    if not found or taken & set(range(m.end, found[1])) or found[0] <= (meaning.day or 0):
        return None
    end, year = found[1], meaning.year
    k = end + (line.word(end) == ",")
    if year is None and len(line.word(k)) == 4 and line.word(k).isdigit() and line.word(k)[:2] in ("19", "20"):
        year, end = int(line.word(k)), k + 1
    elif line.word(end).isalpha() and line.word(end) not in (
        "in",
        "at",
        "and",
        "for",
        "with",
        "when",
        "to",
        "by",
        "as",
    ):
        return None
    first = Match(m.first, m.end, Day(year, meaning.month, meaning.day, meaning.weekday), m.part, m.relation)
    return [first, Match(m.end + 1, end, Day(year, meaning.month, found[0]))]
