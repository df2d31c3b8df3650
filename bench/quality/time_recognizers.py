"""The English date and time specifications of Recognizers-Text as gold answers, and ours in the same terms."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.quality.time_scores import Answer
from services.extract.document import Document, Sentence
from services.extract.time.ranges import TimeSpan, spans
from services.extract.time.tagger import TimeTagger

FILES = ("DateParser", "DatePeriodParser", "DurationParser", "MergedParser", "DateTimeModel")
SCORED = frozenset({"date", "daterange", "duration", "set", "time", "datetime"})


def recognizers(folder: Path) -> Iterator[tuple[str, list[Answer], list[Answer]]]:
    """(text, gold, ours) of each example that has a reference date."""
    for name in FILES:
        for example in json.loads((folder / f"{name}.json").read_text("utf-8-sig")):
            reference = example.get("Context", {}).get("ReferenceDateTime", "")[:10]
            results = example["Results"]
            if not reference or any(not r or not (r.get("Value") or r.get("Resolution")) for r in results):
                continue
            text = example["Input"]
            yield text, [_gold(r) for r in results], _ours(text, date.fromisoformat(reference))


def _gold(result: dict[str, Any]) -> Answer:
    kind = (result.get("TypeName") or result.get("Type") or "").removeprefix("datetimeV2.")
    start = result["Start"]
    end = start + result["Length"] if "Length" in result else result["End"] + 1
    values: set[str] = set()
    resolution = result.get("Value") or result["Resolution"]
    for way in resolution.get("values") or [resolution, *_resolutions(resolution)]:
        values |= _written(way, kind)
    return Answer(start, end, frozenset(values), kind not in SCORED)


def _resolutions(value: dict[str, Any]) -> list[dict[str, Any]]:
    return [value.get(f"{side}Resolution") or {} for side in ("Past", "Future")]


def _written(way: dict[str, Any], kind: str) -> set[str]:
    """Every way one resolution may be written in our terms."""
    timex = way.get("timex") or way.get("Timex") or ""
    if kind in ("duration", "set"):
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
    if single:
        values.add(span.first.value)
        if span.interval_start and span.interval_start == span.interval_end:
            values.add(span.interval_start.isoformat())
        if span.first.type == "TIME" and ":" in span.first.value:
            values |= {_clock(span.first.value), span.first.value.rstrip("Z")}
    return Answer(span.start, span.end, frozenset(values))
