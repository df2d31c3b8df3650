"""Finds the time expressions of a document and resolves them against its date."""

from dataclasses import dataclass, replace
from datetime import date

from schemas.fields import Basis, Granularity
from services.extract.document import Document, Sentence, TimeExpression
from services.extract.quantities.words import wordset
from services.extract.time import days, grammar, resolve, tense
from services.extract.time.calendar_resolve import Resolved
from services.extract.time.meaning import (
    Clock,
    Counted,
    Day,
    Festival,
    Length,
    Match,
    Meaning,
    Month,
    PartOfDay,
    Period,
    Season,
    Weekday,
)
from services.extract.time.shared_month import bounds
from services.extract.time.starters import may_hold
from services.extract.time.tokens import Line


@dataclass(slots=True)
class _Spoken:
    """What the text has spoken of so far: the last time, the last day, and a year within the sentence."""

    time: date | None = None
    day: date | None = None
    year: int | None = None


class TimeTagger:
    """Reads English news for time expressions. Without state: the same document gives the same expressions."""

    def tag(self, document: Document) -> list[TimeExpression]:
        """All expressions in text order, none overlapping; "yesterday" counts from `document.published`."""
        out: list[TimeExpression] = []
        spoken = _Spoken()
        for sentence in document.sentences:
            spoken.year = None
            out += _sentence(sentence, document.published, spoken)
        return out


def _sentence(sentence: Sentence, published: date, spoken: _Spoken) -> list[TimeExpression]:
    if not may_hold(sentence.text):
        return []
    line = Line(sentence.text)
    matches = [m for m in grammar.read_all(line) if _is_time(m, line, sentence)]
    found: dict[int, Resolved] = {}
    seconds = {matches[n + 1].first: matches[n].first for n in bounds(line, matches)}
    directions: dict[int, int] = {}
    for m in matches:
        if _dayless(m):
            continue
        directions[m.first] = tense.direction(sentence, line, m.first, m.end)
        opening = found.get(seconds.get(m.first, -1))
        if opening:
            directions[m.first] = directions[seconds[m.first]]
        resolved = _resolve(m, line, published, spoken, directions[m.first])
        if opening and resolved:
            resolved = _closing(m, resolved, opening, published)
        if resolved:
            found[m.first] = resolved
            _remember(spoken, m, resolved)
    for m in matches:  # a bare time belongs to the day named nearest in its sentence
        if _dayless(m):
            named = [(abs(f - m.first), f) for f, r in found.items() if r.granularity is Granularity.DAY]
            day = found[min(named)[1]].start if named else published
            resolved = resolve.resolve(m.meaning, resolve.Setting(published, 0, spoken_day=day))
            if resolved:
                found[m.first] = resolved
    return [_expression(sentence, line, m, found[m.first]) for m in matches if m.first in found]


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


def _resolve(m: Match, line: Line, published: date, spoken: _Spoken, direction: int) -> Resolved | None:
    setting = resolve.Setting(published, direction, spoken.time, spoken.day, spoken.year)
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
    meaning, before = m.meaning, line.word(m.first - 1)
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


def _remember(spoken: _Spoken, m: Match, resolved: Resolved) -> None:
    if resolved.type in ("DATE", "TIME") and resolved.start and resolved.value[:1].isdigit():
        spoken.time = resolved.start
        if resolved.granularity is Granularity.DAY:
            spoken.day = resolved.start
    year = m.meaning.year if isinstance(m.meaning, (Day, Month)) else None
    if year is not None:
        spoken.year = year


def _is_time(m: Match, line: Line, sentence: Sentence) -> bool:
    """Leave out readings that the words around contradict: "the winter weather", "Christmas tree", "Sunday Times"."""
    if isinstance(m.meaning, Season) and m.meaning.shift is None and m.meaning.year is None:
        return m.meaning.year_shift is not None or _stands_alone(m, line, sentence)
    return not isinstance(m.meaning, Festival) or _stands_alone(m, line, sentence)


_AFTER = wordset(
    "and or but of in on at to by for from with when while as after before since until that which who is was"
    " were are has have had will would could may might than if because where he she it they we i you there this"
    " these many the a an"
)


def _stands_alone(m: Match, line: Line, sentence: Sentence) -> bool:
    """Whether a season or feast is a noun by itself, not part of a compound ("winter weather")."""
    after = line.word(m.end)
    if not after.isalpha() or after in _AFTER:
        return _noun(m, line, sentence)
    if sentence.parse is None:
        return False
    token = tense.token_at(sentence.parse, line.tokens[m.end - 1].start, line.tokens[m.end - 1].end)
    if token is None:
        return False
    head = sentence.parse.heads[token]
    compound = sentence.parse.deprels[token] in ("compound", "amod", "flat") and head > token
    return not compound and _noun(m, line, sentence)


def _noun(m: Match, line: Line, sentence: Sentence) -> bool:
    if sentence.parse is None:
        season, before = line.word(m.end - 1), line.word(m.first - 1)
        sure = line.word(m.first) == "the" or before in ("in", "this", "by", "since", "until")
        return sure or season not in ("spring", "fall")
    token = tense.token_at(sentence.parse, line.tokens[m.end - 1].start, line.tokens[m.end - 1].end)
    return token is not None and sentence.parse.upos[token] in ("NOUN", "PROPN")


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
