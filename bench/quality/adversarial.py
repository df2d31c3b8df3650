"""False and missed events on sentences that use the words of events: some tell none, some tell one.

usage: python -m bench.quality.adversarial [--json] [--missed] [--set NAME]

False: a sentence of an adversarial file with any shown event (asserted, attributed or planned, not background), types
in `allowed` aside. Missed: a sentence of a true file without a shown event of an accepted type in the trigger's
sentence. Fields are judged on the best event of each found sentence, where something is expected of them.
"""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from bench.quality.fields import dated, placed
from bench.quality.sentences import Row, brief, load, options, run, share, shown
from schemas.event import Event
from schemas.fields import Actor

# Each set was written before the rules that it then served to mend; the figures of each stay apart.
SETS = {
    "first": ("adversarial", "true"),
    "agencies": (None, "true2"),
    "agencies, later": (None, "true3"),
    "other worlds": ("adversarial2", "true4"),
    "other worlds, later": ("adversarial3", "true5"),
}
FIELDS = ("mode", "actors", "recipients", "when", "where")


def false_events(row: Row, events: Sequence[Event]) -> list[Event]:
    """The events that a reader would believe and should not."""
    return [e for e in events if shown(e) and e.type not in row.get("allowed", [])]


def told_by_trigger(row: Row, event: Event) -> bool:
    """Whether a mention of the event stands in the sentence that holds the expected trigger."""
    start = row["text"].index(row["trigger"])
    return any(m.sentence.start <= start < m.sentence.end for m in event.mentions)


def candidates(row: Row, events: Sequence[Event]) -> list[Event]:
    """The events of an accepted type in the right sentence, shown or not."""
    return [e for e in events if e.type in row["type"] and told_by_trigger(row, e)]


def parties(found: Sequence[Actor], wanted: Sequence[str]) -> bool:
    """Whether every wanted party is there and no other country; `A|B` accepts either code.

    Parties of no known country beside known ones do no harm: "13 soldiers and many shoppers" has both.
    """
    codes = {a.country or "UNK" for a in found} or {"UNK"}
    accepted = [set(w.split("|")) for w in wanted]
    return all(codes & a for a in accepted) and (codes - {"UNK"} or codes) <= set().union(*accepted)


def right(row: Row, event: Event) -> dict[str, bool]:
    """Field by field, for the fields on which something is expected."""
    out = {}
    if row["mode"] is not None:
        out["mode"] = event.mode in row["mode"]
    for field in ("actors", "recipients"):
        if row[field]:
            out[field] = parties(getattr(event, field), row[field])
    if row["when"]:
        out["when"] = dated(event, *row["when"])
    if row["where"]:
        out["where"] = placed(event, row["where"].split("|"))
    return out


def score_false(rows: Sequence[Row], events: Sequence[Sequence[Event]]) -> dict[str, Any]:
    """How many sentences that tell nothing yield an event, by why they tell nothing and by type."""
    by_why, by_type, errors = Counter[str](), Counter[str](), []
    for row, found in zip(rows, events, strict=True):
        wrong = false_events(row, found)
        if wrong:
            by_why[row["why"]] += 1
            by_type.update({e.type.value for e in wrong})
            errors.append([row["id"], row["why"], row["text"], [brief(e) for e in wrong]])
    return {
        "sentences": len(rows), "false": len(errors), "false_rate": share(len(errors), len(rows)),
        "by_why": dict(by_why.most_common()), "by_type": dict(by_type.most_common()), "errors": errors,
    }  # fmt: skip


def score_true(rows: Sequence[Row], events: Sequence[Sequence[Event]]) -> dict[str, Any]:
    """How many sentences that tell an event are missed, why, and the fields of the others."""
    reasons, by_type, errors, slips = Counter[str](), Counter[str](), [], []
    of, good = Counter[str](), Counter[str]()
    for row, found in zip(rows, events, strict=True):
        near = candidates(row, found)
        best = max(
            (e for e in near if shown(e)), default=None, key=lambda e: (sum(right(row, e).values()), e.confidence, e.id)
        )
        if best is None:
            reason = "flagged or background" if near else "other type" if any(map(shown, found)) else "no event"
            reasons[reason] += 1
            by_type[row["type"][0]] += 1
            errors.append([row["id"], reason, row["text"], "/".join(row["type"]), [brief(e) for e in found]])
            continue
        for field, is_right in right(row, best).items():
            of[field] += 1
            good[field] += is_right
            if not is_right:
                slips.append([row["id"], field, row["text"], row[field], _said(best, field)])
    return {
        "sentences": len(rows), "missed": len(errors), "missed_rate": share(len(errors), len(rows)),
        "reasons": dict(reasons.most_common()), "by_type": dict(by_type.most_common()),
        "fields": {f: {"right": good[f], "of": of[f], "share": share(good[f], of[f])} for f in FIELDS},
        "errors": errors, "slips": slips,
    }  # fmt: skip


def _said(event: Event, field: str) -> str | None:
    if field in ("actors", "recipients"):
        return ", ".join(f"{a.text}={a.country}" for a in getattr(event, field))
    if field == "when":
        return f"{event.when.start}..{event.when.end} ({event.when.basis})" if event.when else None
    if field == "where":
        return event.where.name if event.where else event.where_reason
    return event.mode


def main() -> None:
    chosen = options(__doc__)
    results = {name: score(*files) for name, files in SETS.items() if chosen.set in (None, name)}
    if chosen.json:
        print(json.dumps(results, ensure_ascii=False))
        return
    for name, result in results.items():
        print(f"set {name}")
        _show(result["nothing"], result["told"], chosen.missed)


def score(nothing: str | None, told: str) -> dict[str, Any]:
    """One set: the sentences that tell nothing, where it has some, and those that tell an event."""
    none, some = load(nothing) if nothing else [], load(told)
    found = run([*none, *some])
    return {"nothing": score_false(none, found[: len(none)]), "told": score_true(some, found[len(none) :])}


def _show(nothing: dict[str, Any], told: dict[str, Any], missed: bool) -> None:
    if nothing["sentences"]:
        false = f"{nothing['false']} of {nothing['sentences']} yield an event (rate {nothing['false_rate']})"
        print(f"tell nothing: {false}\n  by why {nothing['by_why']}\n  by type {nothing['by_type']}")
    print(f"tell an event: {told['missed']} of {told['sentences']} missed (rate {told['missed_rate']})")
    print(f"  reasons {told['reasons']}\n  by type {told['by_type']}")
    for field, count in told["fields"].items():
        print(f"  {field:<11}{count['right']:>4} of {count['of']:<4} {count['share']}")
    if missed:
        for title, rows in (("false", nothing["errors"]), ("missed", told["errors"]), ("field", told["slips"])):
            for row in rows:
                print(title, *row, sep="  ")


if __name__ == "__main__":
    main()
