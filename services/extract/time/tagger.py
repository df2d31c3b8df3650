"""Finds the time expressions of a document and resolves them against its date."""

from dataclasses import dataclass, replace
from datetime import date

from schemas.fields import Basis, Granularity
from services.extract.document import Document, Sentence, TimeExpression
from services.extract.time import days, grammar, narrative, resolve, tense
from services.extract.time.calendar_resolve import Resolved
from services.extract.time.meaning import (
    Clock,
    Counted,
    Day,
    Length,
    Match,
    Meaning,
    Month,
    PartOfDay,
    Period,
    Weekday,
    Year,
)
from services.extract.time.shared_month import bounds
from services.extract.time.standing import is_time
from services.extract.time.starters import may_hold
from services.extract.time.tokens import Line


@dataclass(slots=True)
class _Spoken:
    """What the text has spoken of so far: the last time, the last day, and a year within the sentence.

    run: the days of the last time, where it was at most a year. history: number of the sentence that last named a day
    or month long past, with nothing of the article's own days since. narrative: the whole text is a history.
    """

    narrative: bool
    time: date | None = None
    day: date | None = None
    year: int | None = None
    run: days.Run | None = None
    history: int | None = None

    def told(self, sentence: int) -> bool:
        """Whether an incomplete date goes on from what was told rather than from publication."""
        return self.narrative or (self.history is not None and sentence - self.history <= 1)


class TimeTagger:
    """Reads English news for time expressions. Without state: the same document gives the same expressions."""

    def tag(self, document: Document) -> list[TimeExpression]:
        """All expressions in text order, none overlapping; "yesterday" counts from `document.published`."""
        read = [found for s in document.sentences if (found := _read(s))]
        spoken = _Spoken(narrative.is_narrative((m for _, _, ms in read for m in ms), document.published))
        out: list[TimeExpression] = []
        for sentence, line, matches in read:
            spoken.year = None
            out += _sentence(sentence, line, matches, document.published, spoken)
        return out


def _read(sentence: Sentence) -> tuple[Sentence, Line, list[Match]] | None:
    if not may_hold(sentence.text):
        return None
    line = Line(sentence.text)
    matches = [m for m in grammar.read_all(line) if is_time(m, line, sentence)]
    return (sentence, line, matches) if matches else None


def _sentence(
    sentence: Sentence, line: Line, matches: list[Match], published: date, spoken: _Spoken
) -> list[TimeExpression]:
    found: dict[int, Resolved] = {}
    seconds = {matches[n + 1].first: matches[n].first for n in bounds(line, matches)}
    directions: dict[int, int] = {}
    for m in matches:
        if _dayless(m):
            continue
        directions[m.first] = tense.direction(sentence, line, m.first, m.end)
        before = _listed_before(m, matches, line)
        if before is not None:  # "on Friday and Saturday"
            directions[m.first] = directions.get(before, directions[m.first])
        opening = found.get(seconds.get(m.first, -1))
        if opening:
            directions[m.first] = directions[seconds[m.first]]
        resolved = _going_on(m, spoken, sentence.index, directions[m.first])
        resolved = resolved or _resolve(m, line, published, spoken, directions[m.first])
        if opening and resolved:
            resolved = _closing(m, resolved, opening, published)
        if resolved:
            found[m.first] = resolved
            _remember(spoken, m, resolved, sentence.index, published)
    for m in matches:  # a bare time belongs to the day named nearest in its sentence
        if _dayless(m):
            named = [(abs(f - m.first), f) for f, r in found.items() if r.granularity is Granularity.DAY]
            day = found[min(named)[1]].start if named else (spoken.narrative and spoken.day) or published
            resolved = resolve.resolve(m.meaning, resolve.Setting(published, 0, spoken_day=day))
            if resolved:
                found[m.first] = resolved
    return [_expression(sentence, line, m, found[m.first]) for m in matches if m.first in found]


def _listed_before(m: Match, matches: list[Match], line: Line) -> int | None:
    """First token of the weekday that a weekday stands in a list with, or None."""
    if not isinstance(m.meaning, Weekday) or line.word(m.first - 1) not in ("and", "or", ","):
        return None
    return next((b.first for b in matches if b.end == m.first - 1 and isinstance(b.meaning, Weekday)), None)


def _dayless(m: Match) -> bool:
    return isinstance(m.meaning, (Clock, PartOfDay)) and m.meaning.day is None


def _closing(m: Match, resolved: Resolved, opening: Resolved, published: date) -> Resolved:
    """The second bound of a run, moved on where it would lie before the first: "Friday to Monday", "June to March"."""
    if not opening.start or not resolved.start or resolved.start >= opening.start:
        return resolved
    if isinstance(m.meaning, Weekday) and resolved.granularity is Granularity.DAY:
        moved = days.plus(resolved.start, 7)
        return Resolved.day(moved, resolved.basis) if moved else resolved
    if not isinstance(m.meaning, (Day, Month)) or m.meaning.year is not None or m.meaning.month is None:
        return resolved
    for year in (opening.start.year, opening.start.year + 1):
        moved_on = resolve.resolve(m.meaning, resolve.Setting(published, 0, year=year))
        if moved_on and moved_on.start and moved_on.start >= opening.start:
            return moved_on
    return resolved


def _going_on(m: Match, spoken: _Spoken, sentence: int, direction: int) -> Resolved | None:
    """The days of an incomplete date that goes on from what was told before it; None of others."""
    inner = narrative.base(m.meaning)
    if spoken.run is None or not narrative.incomplete(inner):
        return None
    if not narrative.counts_on(inner) and not (spoken.told(sentence) and (spoken.narrative or direction <= 0)):
        return None
    if not spoken.narrative and isinstance(inner, Weekday):
        return None
    resolved = narrative.goes_on(inner, spoken.run, spoken.day)
    if resolved and inner is not m.meaning:
        at = resolve.Setting(spoken.run[0], 0)
        return resolve.resolve(narrative.completed(m.meaning, resolved), at)
    if resolved and m.part:
        resolved = _narrowed(resolved, m.part, resolved.start or spoken.run[0])
    return replace(resolved, end=None) if resolved and m.relation == "since" else resolved


def _resolve(m: Match, line: Line, published: date, spoken: _Spoken, direction: int) -> Resolved | None:
    past = direction > 0 and spoken.year is not None and spoken.year < published.year
    year = None if past else spoken.year  # "convicted in 2005, he will stand trial in March"
    setting = resolve.Setting(published, direction, spoken.time, spoken.day, year, spoken.narrative)
    resolved = resolve.resolve(_ahead(m, line, direction), setting)
    if resolved is None:
        return None
    if m.part:
        resolved = _narrowed(resolved, m.part, published)
    if m.relation == "since":
        resolved = replace(resolved, end=None)
    return resolved


def _ahead(m: Match, line: Line, direction: int) -> Meaning:
    """ "will meet in three weeks" names a day; "was built in three weeks" a stretch; "within 90 days" the next ones."""
    meaning, before = m.meaning, line.word(m.first - 1) if line.word(m.first) != "the" else ""
    if direction <= 0 or not isinstance(meaning, Length) or before not in ("in", "within") or meaning.side:
        return meaning
    if before == "within":
        return replace(meaning, side=1)
    return meaning if any(value is None for value, _ in meaning.lengths) else Counted(meaning.lengths, 1)


def _narrowed(resolved: Resolved, part: str, published: date) -> Resolved:
    """Keep the early, middle or late third of a month, quarter or year; "earlier" and "later" end at publication."""
    start, end = resolved.start, resolved.end
    if start is None or end is None or start == end:
        return resolved
    if part in ("earlier", "later"):
        if not start <= published <= end:
            return resolved
        return replace(resolved, end=published) if part == "earlier" else replace(resolved, start=published)
    third = ((end - start).days + 1) // 3
    if part == "early":
        end = days.plus(start, max(third - 1, 0)) or end
    elif part == "late":
        start = days.plus(end, -max(third - 1, 0)) or start
    else:
        start, end = days.plus(start, third) or start, days.plus(end, -third) or end
    return replace(resolved, start=start, end=end)


def _remember(spoken: _Spoken, m: Match, resolved: Resolved, sentence: int, published: date) -> None:
    if resolved.type in ("DATE", "TIME") and resolved.start and resolved.value[:1].isdigit():
        spoken.time = resolved.start
        if resolved.granularity is Granularity.DAY:
            spoken.day = resolved.start
        elif spoken.narrative:
            spoken.day = None
        if run := narrative.short((resolved.start, resolved.end or resolved.start)):
            spoken.run = run
    named = narrative.named_year(m.meaning)
    dates = m.first <= 1 or not isinstance(m.meaning, Year)
    opens = named is not None and named < published.year - 1 and dates
    if opens or (spoken.history is not None and _goes_on_too(m, resolved)):
        spoken.history = sentence
    elif resolved.basis is not Basis.DISCOURSE and resolved.type in ("DATE", "TIME"):
        spoken.history = None
    year = m.meaning.year if isinstance(m.meaning, (Day, Month)) else None
    if year is not None:
        spoken.year = year


def _goes_on_too(m: Match, resolved: Resolved) -> bool:
    return resolved.basis is Basis.DISCOURSE and isinstance(m.meaning, (Day, Month))


def _expression(sentence: Sentence, line: Line, m: Match, resolved: Resolved) -> TimeExpression:
    start, end = line.tokens[m.first].start, line.tokens[m.end - 1].end
    basis = resolved.basis
    if isinstance(m.meaning, Period) and m.meaning.anchored and m.meaning.shift == 0:
        basis = Basis.DISCOURSE
    return TimeExpression(
        start=sentence.start + start,
        end=sentence.start + end,
        sentence=sentence.index,
        text=sentence.text[start:end],
        type=resolved.type,
        value=resolved.value,
        interval_start=resolved.start,
        interval_end=resolved.end,
        granularity=resolved.granularity,
        basis=basis,
    )
