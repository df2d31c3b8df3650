"""Runs of days that two expressions bound together: "between Sunday and yesterday", "from May 5 to May 7"."""

import re
from dataclasses import dataclass
from datetime import date

from schemas.fields import Basis, Granularity
from services.extract.document import Document, TimeExpression
from services.extract.time.days import plus
from services.extract.time.offset import counted_from

_TO = frozenset({"to", "until", "till", "til", "through", "thru", "-", "–", "—"})
_LAST_WORD = re.compile(r"([^\W\d_]+)\s*\Z")
_LOOK_BACK = 24


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """One expression, or two that bound a run of days. `first` is the one whose place in the sentence counts.

    start, end: document offsets of the evidence, the words "between", "from" included. `relation`: the preposition
    that leaves a side open ("since", "from", "until", "by", "before", "after"), else "".
    """

    first: TimeExpression
    start: int
    end: int
    interval_start: date | None
    interval_end: date | None
    granularity: Granularity
    basis: Basis
    relation: str = ""
    last_start: date | None = None  # of two expressions, where the second begins


def word_before(text: str, start: int) -> tuple[str, int]:
    """(the word right before offset `start` in lower case, its offset), or ("", start)."""
    found = _LAST_WORD.search(text[max(0, start - _LOOK_BACK) : start])
    return (found[1].lower(), max(0, start - _LOOK_BACK) + found.start()) if found else ("", start)


def spans(document: Document, expressions: list[TimeExpression]) -> list[TimeSpan]:
    """`expressions` in text order, those that bound one run of days put together."""
    out: list[TimeSpan] = []
    i = 0
    while i < len(expressions):
        pair = _pair(document.text, expressions[i], expressions[i + 1]) if i + 1 < len(expressions) else None
        out.append(pair or _single(document.text, expressions[i]))
        i += 2 if pair else 1
    return out


def _pair(text: str, a: TimeExpression, b: TimeExpression) -> TimeSpan | None:
    if a.type == "DURATION" and a.sentence == b.sentence and b.start - a.end < _LOOK_BACK:
        found = counted_from(text, a, b, word_before(text, a.start)[0])
        return _single(text, found) if found else None
    if a.sentence != b.sentence or not {a.type, b.type} <= {"DATE", "TIME"}:
        return None
    if a.interval_start is None or b.interval_end is None or a.interval_start > b.interval_end:
        return None
    between = text[a.end : b.start].strip().lower() if b.start - a.end < _LOOK_BACK else ""
    before, where = word_before(text, a.start)
    joined = (before == "between" and between in ("and", *_TO)) or between in _TO
    if not joined:
        return None
    start = where if before in ("between", "from") else a.start
    basis = Basis.EXPLICIT if a.basis is b.basis is Basis.EXPLICIT else Basis.RELATIVE
    return TimeSpan(
        a, start, b.end, a.interval_start, b.interval_end, Granularity.INTERVAL, basis, "", b.interval_start
    )


_END = re.compile(r"(?:the )?end\b", re.IGNORECASE)
_OPENING = frozenset({"starting", "beginning", "effective"})
_OPEN_START = frozenset({"until", "till", "til", "by", "before"})


def _single(text: str, e: TimeExpression) -> TimeSpan:
    before, where = word_before(text, e.start)
    if text[e.end : e.end + 2] in ("'s", "’s"):  # "after this week's bloodshed" is not after this week
        before = ""
    start, end, relation, offset = e.interval_start, e.interval_end, "", e.start
    opening, opened = word_before(text, where) if before == "on" else (before, where)
    if opening in _OPENING and e.type != "DURATION":
        relation, offset, end = "from", opened, None
    elif e.text[:5].lower() == "since":
        relation = "since"
    elif before in _OPEN_START and e.type != "DURATION":
        relation, offset = before, where
        last = _END.match(e.text) is not None  # "before the end of the month"
        start, end = None, e.interval_start if before == "before" and not last else end
    elif before == "after" and e.type != "DURATION":
        relation, offset = before, where
        whole = e.interval_start == e.interval_end  # after a month is after its last day
        start, end = e.interval_end if whole or not e.interval_end else plus(e.interval_end, 1), None
    return TimeSpan(e, offset, e.end, start, end, e.granularity, e.basis, relation)
