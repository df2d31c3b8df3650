"""Days that share a month: the 5 of "5 to 7 May", the 22 of "May 20-22", the 9 of "on 7 and 9 May 2021"."""

from dataclasses import replace
from itertools import pairwise

from services.extract.time.calendar import day_number, ordinal
from services.extract.time.meaning import Day, Length, Match, Month, Reference, Repeat
from services.extract.time.tokens import Line

_FREE = frozenset({"in", "at", "and", "for", "with", "when", "to", "by", "as"})
_LAST_DAY = 31
_JOINTS = frozenset({"to", "until", "till", "through", "and", "or", "-", "–", "—"})


def with_shared_months(line: Line, matches: list[Match]) -> list[Match]:
    """`matches` and the bare days beside a date that take their month and year from it, in text order."""
    taken = {i for m in matches for i in range(m.first, m.end)}
    out: list[Match] = []
    for m in matches:
        if out and m.first < out[-1].end:
            continue  # the year that a day before has taken
        meaning = m.meaning
        dated = isinstance(meaning, Day) and (meaning.month or meaning.month_shift) is not None and bool(meaning.day)
        if not dated or not isinstance(meaning, Day):
            out.append(m)
            continue
        bare = _bare(out[-1]) if out and out[-1].end == m.first - 1 and line.word(m.first - 1) in _JOINTS else None
        if bare:
            out[-1] = replace(out[-1], meaning=_sharing(meaning, bare))
        before = _before(line, m.first, taken)
        if before:
            out.append(Match(before[0], before[1], _sharing(meaning, before[2])))
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
    if line.word(first - 1) not in _JOINTS:
        return None
    for k in range(first - 2, max(first - 6, -1), -1):
        found = ordinal(line, k) or day_number(line, k, spelled=False)
        if not found or found[1] != first - 1 or not 1 <= found[0] <= _LAST_DAY or taken & set(range(k, first)):
            continue
        k -= line.word(k - 1) == "the"
        bound = line.word(k - 1) in ("from", "between")
        figures = line.word(k)[:1].isdigit() and not line.word(first).isalpha()
        return (k, found[1], found[0]) if bound or figures else None
    return None


def _bare(m: Match) -> int | None:
    """The day of a match that is nothing else: 9 of "the 9th"."""
    d = m.meaning
    alone = isinstance(d, Day) and d.month is None and d.month_shift is None and d.weekday is None
    return d.day if alone and isinstance(d, Day) else None


def _sharing(meaning: Day, number: int) -> Day:
    """The `number`th of the month of a date, of the month before where it comes later in it."""
    shared = Day(meaning.year, meaning.month, number, month_shift=meaning.month_shift)
    return _month_before(shared) if number > (meaning.day or 0) else shared


def _month_before(day: Day) -> Day:
    """The day a month earlier: the 27th of "from the 27th to the 3rd of April"."""
    if day.month_shift is not None:
        return replace(day, month_shift=day.month_shift - 1)
    month = day.month or 1
    year = day.year - (month == 1) if day.year is not None else None
    return replace(day, month=month - 1 or 12, year=year)


def _after(line: Line, m: Match, meaning: Day, taken: set[int]) -> list[Match] | None:
    """The date and the day joined on after it; a year behind that day is the date's too."""
    joint = line.word(m.end)
    if joint not in _JOINTS or joint in ("and", "or") or not line.word(m.first).isalpha():
        return None
    k = m.end + 1 + (line.word(m.end + 1) == "the")
    found = ordinal(line, k) if k > m.end + 1 else day_number(line, k, spelled=False)
    if not found or found[0] > _LAST_DAY or taken & set(range(m.end, found[1])) or found[0] <= (meaning.day or 0):
        return None
    end, year = found[1], meaning.year
    k = end + (line.word(end) == ",")
    if year is None and len(line.word(k)) == 4 and line.word(k).isdigit() and line.word(k)[:2] in ("19", "20"):
        year, end = int(line.word(k)), k + 1
    elif line.word(end).isalpha() and line.word(end) not in _FREE:
        return None
    first = Match(m.first, m.end, Day(year, meaning.month, meaning.day, meaning.weekday), m.part, m.relation)
    return [first, Match(m.end + 1, end, Day(year, meaning.month, found[0]))]
