"""Whether confidences are shares of right readings: reliability by field, before and after calibration.

usage: python -m bench.quality.confidence [--json] [--write]

A reading is right by the rules of the scores it comes from: type and parties on PLOVER's coded sentences (phrases
matched as in bench.quality.plover), date and place on the seeds (bench.quality.seeds) and the sentences of
bench/data/true.jsonl. A record as a whole is right when its type is. Calibration: isotonic regression with PSEUDO
readings of the field's mean added to each step, scored on five folds held out by sentence or article. `--write` writes
`services/dedup/calibration.tsv` from all readings.
"""

import argparse
import json
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bench.quality import ROOT
from bench.quality.plover import FILE, MARK, NOW, WORD, article, chosen, same, texts
from bench.quality.seeds import SEEDS, expectations, matches, right
from schemas.mention import EventMention
from services.dedup import calibration
from services.dedup.calibration import EVENT, Table, calibrated
from services.extract.stage import Extracted, Extractor

TRUE = ROOT / "bench" / "data" / "true.jsonl"
TABLE = Path(calibration.__file__).parent / calibration.FILE
BINS, FOLDS, PSEUDO = 10, 5, 4.0


@dataclass(frozen=True)
class Reading:
    """What was said of a field with which confidence, and whether it was right. group: what is held out together."""

    field: str
    said: float
    right: bool
    group: str


def coded(extractor: Extractor) -> Iterator[Reading]:
    """Types and parties of PLOVER's coded sentences."""
    for number, record in enumerate(json.loads(FILE.read_text("utf8"))):
        if "text" not in record or record["event"] == "DOCUMENT":
            continue
        found = extractor.run(article(record["text"].strip(), number))
        info = record.get("textInfo")
        markup = (info.get("markup", "") if isinstance(info, dict) else "") + f"(EVT: {record.get('eventText', '')})"
        words = {w.lower() for kind, t in MARK.findall(markup) if kind == "EVT" for w in WORD.findall(t)}
        best = chosen(found.mentions if isinstance(found, Extracted) else [], words)
        if best is None:
            continue
        name = f"gsr {number}"
        of_type = best.type == NOW.get(record["event"], record["event"])
        yield Reading(EVENT, best.confidence, of_type, name)
        yield Reading("type", best.confidence_by_field["type"], of_type, name)
        for field, parties, gold in (("actors", best.actors, "source"), ("recipients", best.recipients, "target")):
            said, wanted = [p.text for p in parties if p.evidence], texts(record.get(gold))
            if said and wanted:
                yield Reading(field, best.confidence_by_field[field], any(same(said[0], g) for g in wanted), name)


def written(extractor: Extractor) -> Iterator[Reading]:
    """Dates and places of the written sentences."""
    for number, line in enumerate(TRUE.read_text("utf8").splitlines()):
        wanted: dict[str, Any] = json.loads(line)
        published = article(wanted["text"], number)
        day = f"{wanted['published_at']}T00:00:00Z"
        found = extractor.run(published.model_validate({**published.model_dump(), "published_at": day}))
        for m in found.mentions if isinstance(found, Extracted) else ():
            if m.type in wanted["type"] and wanted["trigger"] in m.trigger.text:
                yield from _where_and_when(m, wanted, f"true {number}")
                break


def _where_and_when(m: EventMention, wanted: dict[str, Any], name: str) -> Iterator[Reading]:
    if m.when and m.when.start and m.when.end and wanted.get("when"):
        first, last = (date.fromisoformat(d) for d in wanted["when"])
        yield Reading("when", m.confidence_by_field["when"], first <= m.when.start and m.when.end <= last, name)
    if m.where and wanted.get("where"):
        names = (m.where.name.lower(), m.where.text.lower())
        yield Reading("where", m.confidence_by_field["where"], wanted["where"].lower() in names, name)


def told() -> Iterator[Reading]:
    """Dates and places of the seeds' expected events. Confidences are those of the mentions, before calibration."""
    from services.pipeline import build
    from services.replay.articles import read

    run = build().run(read([SEEDS]))
    raw = {m.id: m.confidence_by_field for m in run.mentions}
    for expected in expectations():
        for wanted in expected["must"]:
            hit = next((e for e in run.events if matches(e, expected["stem"], wanted)), None)
            if hit is None:
                continue
            fields = right(hit, wanted)
            for name in ("when", "where"):
                said = [raw[m.mention_id][name] for m in hit.mentions]
                if name in fields and getattr(hit, name) is not None:
                    yield Reading(name, max(said), fields[name], expected["stem"])


def isotonic(readings: Sequence[Reading]) -> list[tuple[float, float]]:
    """Points (said, share right) that never fall: pool adjacent violators."""
    mean = sum(r.right for r in readings) / len(readings)
    steps: list[list[float]] = []  # readings, right ones, least and most said
    for r in sorted(readings, key=lambda r: r.said):
        steps.append([1.0, float(r.right), r.said, r.said])
        while len(steps) > 1 and (
            steps[-1][2] == steps[-2][3] or steps[-2][1] / steps[-2][0] >= steps[-1][1] / steps[-1][0]
        ):
            last = steps.pop()
            steps[-1] = [steps[-1][0] + last[0], steps[-1][1] + last[1], steps[-1][2], last[3]]
    points: dict[float, float] = {}
    for count, good, least, most in steps:
        worth = round((good + PSEUDO * mean) / (count + PSEUDO), 3)
        points |= {least: worth, most: worth}
    return sorted(points.items())


def fitted(readings: Sequence[Reading]) -> Table:
    """The table of all fields."""
    fields = sorted({r.field for r in readings})
    return {field: isotonic([r for r in readings if r.field == field]) for field in fields}


def error(pairs: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error over ten bins."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for said, good in pairs:
        bins.setdefault(min(BINS - 1, int(said * BINS)), []).append((said, good))
    return sum(abs(sum(s for s, _ in b) - sum(g for _, g in b)) for b in bins.values()) / max(1, len(pairs))


def run() -> tuple[list[Reading], dict[str, Any]]:
    """All readings, and by field: readings, share right, error as said and calibrated (held out), the table of bins."""
    from services.extract.factory import build

    extractor = build()
    readings = [*told(), *written(extractor)] + (list(coded(extractor)) if FILE.is_file() else [])
    fold = {r.group: zlib.crc32(r.group.encode()) % FOLDS for r in readings}
    tables = [fitted([r for r in readings if fold[r.group] != n]) for n in range(FOLDS)]
    out: dict[str, Any] = {}
    for field in sorted({r.field for r in readings}):
        here = [r for r in readings if r.field == field]
        after = [(calibrated(field, r.said, tables[fold[r.group]]), r.right) for r in here]
        bins = []
        for n in range(BINS):
            inside = [(p, good) for p, good in after if min(BINS - 1, int(p * BINS)) == n]
            if inside:
                mean, share = (sum(x) / len(inside) for x in zip(*inside, strict=True))
                bins.append({"said": round(mean, 2), "right": round(share, 2), "readings": len(inside)})
        out[field] = {
            "readings": len(here), "right": round(sum(r.right for r in here) / len(here), 3),
            "error": round(error([(r.said, r.right) for r in here]), 3),
            "error_calibrated": round(error(after), 3), "bins": bins,
        }  # fmt: skip
    return readings, out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if not FILE.is_file():
        print(f"no coded sentences at {FILE}: dates and places only", file=sys.stderr)
    readings, result = run()
    if options.json:
        print(json.dumps(result))
    else:
        print("field        readings  right   error as said   calibrated, held out   said → right (readings)")
        for field, r in result.items():
            bins = "  ".join(f"{b['said']:.2f} → {b['right']:.2f} ({b['readings']})" for b in r["bins"])
            counts = f"{field:12} {r['readings']:8}  {r['right']:.3f}"
            print(f"{counts}  {r['error']:14.3f}  {r['error_calibrated']:21.3f}   {bins}")
    if options.write:
        rows = [f"{f}\t{said}\t{worth}" for f, points in fitted(readings).items() for said, worth in points]
        head = TABLE.read_text("utf8").partition("\n")[0]
        TABLE.write_text("\n".join([head, *rows]) + "\n", "utf8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
