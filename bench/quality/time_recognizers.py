"""The English date and time specifications of Recognizers-Text as gold answers, and ours in the same terms."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.quality.time_scope import Class, class_of
from bench.quality.time_scores import Answer
from services.extract.document import Document, Sentence
from services.extract.time.ranges import TimeSpan, spans
from services.extract.time.tagger import TimeTagger

FILES = ("DateParser", "DatePeriodParser", "DurationParser", "MergedParser", "DateTimeModel")
SCORED = frozenset({"date", "daterange", "duration", "set", "time", "datetime"})


def recognizers(folder: Path, scoped: bool = True) -> Iterator[tuple[str, list[Answer], list[Answer]]]:
    """(text, gold, ours) of each example that has a reference date; `scoped`: cases out of scope are not scored."""
    for text, results, published in _examples(folder):
        yield text, [_gold(text, r, scoped) for r in results], _ours(text, published)


def cases(folder: Path) -> Counter[str]:
    """How many expressions there are of each class of scope."""
    out: Counter[str] = Counter()
    for text, results, _ in _examples(folder):
        out.update(_class(text, r, a).name for r in results if not (a := _gold(text, r, False)).ignored)
    return out


def _examples(folder: Path) -> Iterator[tuple[str, list[dict[str, Any]], date]]:
    for name in FILES:
        for example in json.loads((folder / f"{name}.json").read_text("utf-8-sig")):
            reference = example.get("Context", {}).get("ReferenceDateTime", "")[:10]
            results = example["Results"]
            if not reference or any(not r or not (r.get("Value") or r.get("Resolution")) for r in results):
                continue
            yield example["Input"], results, date.fromisoformat(reference)


def _kind(result: dict[str, Any]) -> str:
    return str(result.get("TypeName") or result.get("Type") or "").removeprefix("datetimeV2.")


def _class(text: str, result: dict[str, Any], answer: Answer) -> Class:
    return class_of(text, text[answer.start : answer.end], _kind(result), answer.values)


def _gold(text: str, result: dict[str, Any], scoped: bool) -> Answer:
    kind = _kind(result)
    start = result["Start"]
    end = start + result["Length"] if "Length" in result else result["End"] + 1
    values: set[str] = set()
    resolution = result.get("Value") or result["Resolution"]
    for way in resolution.get("values") or [resolution, *_resolutions(resolution)]:
        values |= _written(way, kind, text[start:end])
    answer = Answer(start, end, frozenset(values), kind not in SCORED)
    out = scoped and not answer.ignored and not _class(text, result, answer).within
    return replace(answer, ignored=True) if out else answer


def _resolutions(value: dict[str, Any]) -> list[dict[str, Any]]:
    return [value.get(f"{side}Resolution") or {} for side in ("Past", "Future")]


_SAME = {
    "P1WE": "XXXX-WXX-WE",
    "P1WD": "XXXX-WXX",
    "TMO": "XXXX-XX-XXTMO",
    "TAF": "XXXX-XX-XXTAF",
    "TEV": "XXXX-XX-XXTEV",
    "TNI": "XXXX-XX-XXTNI",
    "P0.5Y": "P6M",
    "P3M": "P1Q",
}
"""Values of lengths and sets as the specifications write them, and as TIMEX3 does."""

_FROM_NOW = re.compile(
    r"(?:the |in |within )*(?:\w+ )?(?:last|past|previous|next|coming|upcoming|following|within)(?: [\w-]+)* \w+\Z",
    re.IGNORECASE,
)
_QUARTERS = re.compile(r"P(\d+)M\Z")
_SET_HOUR = re.compile(r"X.*T\d\d\Z")


def _written(way: dict[str, Any], kind: str, expression: str) -> set[str]:
    """Every way one resolution may be written in our terms."""
    timex = way.get("timex") or way.get("Timex") or ""
    if kind in ("duration", "set"):
        return {timex + ":00" if _SET_HOUR.search(timex) else timex, _SAME.get(timex, timex)}
    if timex.endswith("_REF"):
        return {timex}
    if kind == "time":
        return {_clock(timex)} if "T" in timex else set()
    if kind == "datetime":
        value = str(way.get("value", ""))
        return {value[:16].replace(" ", "T")} if value else set()
    if kind == "date":
        return {str(way.get("date") or way.get("value") or "")} - {""}
    start = way.get("startDate") or way.get("start") or ""
    end = way.get("endDate") or way.get("end") or ""
    out = {timex} if timex and "(" not in timex and "X" not in timex else set()
    if timex.endswith(")") and _FROM_NOW.search(expression):
        length = timex[1:-1].split(",")[-1]  # "the next three days" is a DURATION in TIMEX3
        months = _QUARTERS.match(length)
        out |= {length, f"P{int(months[1]) // 3}Q" if months and "quarter" in expression else length}
    return out | ({f"{start}/{e}" for e in (end, _day_before(end))} if start or end else set())


def _day_before(day: str) -> str:
    """Some ranges of the gold end with their last day, some with the one after it."""
    try:
        return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return day


def _clock(value: str) -> str:
    clock = value[value.index("T") :].rstrip("Z")
    return clock + ":00" if len(clock) == 3 else clock


def _ours(text: str, published: date) -> list[Answer]:
    document = Document(text, published, (Sentence(0, 0, 0, len(text), text, None),))
    return [_answer(s) for s in spans(document, TimeTagger().tag(document))]


def _answer(span: TimeSpan) -> Answer:
    values = {f"{span.interval_start or ''}/{span.interval_end or ''}"}
    single = span.end == span.first.end and not span.relation
    if span.last_start:  # the gold ends "from 2014 to 2018" where 2018 begins
        values.add(f"{span.interval_start or ''}/{span.last_start}")
    if span.relation == "since":
        values = {f"{span.interval_start}/"}
    if single and span.first.value:
        values.add(span.first.value)
        if span.interval_start and span.interval_start == span.interval_end:
            values.add(span.interval_start.isoformat())
        if span.first.type == "TIME" and ":" in span.first.value:
            values |= {_clock(span.first.value), span.first.value.rstrip("Z")}
    return Answer(span.start, span.end, frozenset(values))
