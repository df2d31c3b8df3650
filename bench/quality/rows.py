"""What the scorers print as JSON, as rows of one table and as the error classes that cost most.

Published figures and aims are those of the sets' literature; a figure beside ours is of another data set unless it says
otherwise, so read it as the size of the problem.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Found = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """One line of the table. ours: the figure, in words; aim: what we want it to be."""

    task: str
    data: str
    ours: str
    known: str
    aim: str


@dataclass(frozen=True)
class Scorer:
    """A module of bench that prints JSON, what it needs, and how its answer reads."""

    module: str
    rows: Callable[[Found], Iterator[Row]]
    costs: Callable[[Found], str]
    needs: tuple[str, ...] = ()


def share(right: int, of: int) -> str:
    return f"{right} of {of}"


def classes(counts: dict[str, int], most: int = 6) -> str:
    """Error classes, the dearest first."""
    ordered = sorted(counts.items(), key=lambda c: (-c[1], c[0]))
    return ", ".join(f"{name} {n}" for name, n in ordered[:most] if n)


def _seed(f: Found) -> Iterator[Row]:
    must = [e for e in f["events"].values() if e["tier"] == "must" and e["found"]]
    dates = sum(e["date"] in ("exact", "accepted") for e in must)
    places = sum(e["place"] == "exact" for e in must)
    yield Row("whole records, must", "first article's gold", f"found {share(*f['must'])}", "–", "8 of 8")
    yield Row("whole records, should", "first article's gold", f"found {share(*f['should'])}", "–", "≥ 4 of 5")
    yield Row("invented events", "first article's gold", f"{len(f['hard'])} hard", "–", "0")
    fields = f"dates {share(dates, len(must))}, places {share(places, len(must))}"
    yield Row("date and place of must", "first article's gold", fields, "–", "all")


def _seed_costs(f: Found) -> str:
    missed = [name for name, e in f["events"].items() if not e["found"] and e["tier"] != "may"]
    fields = [f"{field} of {name}" for name, e in f["events"].items() if e["found"] and e["tier"] == "must"
              for field in ("date", "place") if e[field] not in ("exact", "accepted")]  # fmt: skip
    return (
        f"missed {', '.join(missed) or 'none'}; wrong {', '.join(fields) or 'none'}; beyond gold {len(f['unmatched'])}"
    )


def _seeds(f: Found) -> Iterator[Row]:
    yield Row("whole records", "seeds", f"recall {f['recall']} ({share(f['found'], f['expected'])})", "–", "–")
    fields = ", ".join(f"{name} {share(c['right'], c['of'])}" for name, c in f["fields"].items())
    yield Row("fields of the found", "seeds", fields, "–", "–")
    invented = f"{len(f['forbidden'])} where forbidden, {len(f['in_articles_without_events'])} in articles without"
    yield Row("invented events", "seeds", invented, "–", "0, 0")


def _seeds_costs(f: Found) -> str:
    missed: dict[str, int] = {}
    for _, kind, _ in f["missed"]:
        missed[f"{kind} missed"] = missed.get(f"{kind} missed", 0) + 1
    wrong = {f"{name} wrong": c["of"] - c["right"] for name, c in f["fields"].items()}
    return classes(missed | wrong)


def _plover(f: Found) -> Iterator[Row]:
    data = f"PLOVER's coded sentences ({f['sentences']})"
    known = "none published; UniversalPetrarch 44 % right with 3 × too many events"
    yield Row("event type", data, f"accuracy {f['type_accuracy']}", known, "≥ .75")
    spans = f"F1 {f['both_f1']} (actor {f['actor_f1']}, recipient {f['recipient_f1']})"
    yield Row("parties", data, spans, "–", "≥ .70")
    yield Row("events a sentence", data, f"{f['events_per_sentence']}", "UniversalPetrarch 3", "about 1")


def _plover_costs(f: Found) -> str:
    return classes({f"{gold} read as {said}": n for gold, said, n in f["confusions"]})


def _time(f: Found) -> Iterator[Row]:
    names = {
        "datetime_en": (f"Recognizers-Text, English, in scope, of {f.get('datetime_en_all', {}).get('gold')}", "≥ 85"),
        "datetime_en_all": ("Recognizers-Text, English, all", "–"),
        "meantime": ("MEANTIME", "≥ 80"),
        "seed": ("first article", "–"),
        "news": ("texts of ours, seen while tuning", "–"),
    }
    known = "on TempEval-3 platinum: HeidelTime 77.6, SUTime 67.4"
    for name, (data, aim) in names.items():
        if name in f:
            of = f"{data} ({f[name]['gold']})"
            yield Row(
                "time expressions", of, f"value F1 {f[name]['value_f1']}, span F1 {f[name]['span_f1']}", known, aim
            )


def _time_costs(f: Found) -> str:
    out = []
    for name, s in f.items():
        counts = {
            "missed": s["gold"] - s["found"],
            "other value": s["found"] - s["right"],
            "invented": s["ours"] - s["found"],
        }
        out.append(f"{name}: {classes(counts)}")
    return "; ".join(out)


def _sentences(f: Found) -> Iterator[Row]:
    for name, result in f.items():
        false, told = result["nothing"], result["told"]
        if false["sentences"]:
            data = f"sentences of ours that tell none, set {name} ({false['sentences']})"
            yield Row("false events", data, f"{false['false_rate']} of them", "–", "≤ .03")
        data = f"sentences of ours that tell one, set {name} ({told['sentences']})"
        yield Row("missed events", data, f"{told['missed_rate']} of them", "–", "≤ .20")
        fields = ", ".join(f"{name} {c['share']}" for name, c in told["fields"].items())
        yield Row("fields of the found", "the same", fields, "–", "–")


def _sentences_costs(f: Found) -> str:
    costs: Counter[str] = Counter()
    for result in f.values():
        costs.update({f"false {t}": n for t, n in result["nothing"]["by_type"].items()})
        costs.update({f"missed: {r}": n for r, n in result["told"]["reasons"].items()})
        costs.update({f"{n} wrong": c["of"] - c["right"] for n, c in result["told"]["fields"].items()})
    return classes(costs, 10)


def _casualties(f: Found) -> Iterator[Row]:
    said = f"F1 {f['f1']} (P {f['precision']}, R {f['recall']})"
    yield Row(
        "casualties", f"sentences of ours ({f['sentences']})", said, "MUC-4's best, numbers: P 47, R 60", "F1 ≥ .85"
    )
    on = f["on_right_event"]
    yield Row("the right of two events", "the same", share(on["right"], on["of"]), "–", "–")


def _actors(f: Found) -> Iterator[Row]:
    said = f"country {f['country']}, sector {f['sector']}, both {f['both']}, name {f['name']}"
    known = "longest match in our tables, unseen names: .756, .647, .549"
    yield Row("actors", f"sentences of the tests ({f['cases']}), seen while tuning", said, known, "both ≥ .80 unseen")


TOPONYM_SETS = {
    "1": "mixed", "2": "mixed", "3": "local news", "4": "world news", "5": "local and world news",
    "6": "local news full of names", "7": "local and world news",
}  # fmt: skip
"""What the sets of tests/extract/place are of; the head of each says what it scored at first sight."""


def _places(f: Found) -> Iterator[Row]:
    for name, part in f.items():
        if name == "events":
            yield Row(
                "place of the event", f"sentences of the tests ({part['cases']}), seen", str(part["right"]), "–", "–"
            )
        else:
            number = name.removeprefix("toponyms_")
            kind = TOPONYM_SETS.get(number, "our own")
            data = f"{kind} texts of the tests, set {number}, seen while tuning ({part['names']} names)"
            said = f"{part['product']} (F1 {part['f1']}, within 161 km {part['within_161_km']})"
            yield Row("places, F1 × near", data, said, ".50 – .67 by corpus (nine geoparsers)", "above the best")


def _places_costs(f: Found) -> str:
    counts: dict[str, int] = {}
    for part in f.values():
        for error in part["errors"]:
            kind = error[0] if error[0] in ("missed", "invented", "elsewhere") else "of another event"
            counts[kind] = counts.get(kind, 0) + 1
    return classes(counts)


def _coreference(f: Found) -> Iterator[Row]:
    known = "head lemma within topic 72.5, corpus-wide 61.3; trained 82 – 86 (test set)"
    data = f"ECB+ development topics ({f['gold_mentions']} mentions)"
    runs = {
        "gold mentions": "dedup's edge, trigger for type, corpus-wide; weights learned on these topics",
        "head lemma corpus-wide": "baseline: head lemma, corpus-wide",
        "head lemma within topic": "baseline: head lemma, within topic",
        "documents on found": "pipeline, on the mentions it finds",
        "documents end to end": "pipeline, all mentions (most are of no PLOVER type)",
    }
    for name, what in runs.items():
        parts = ", ".join(f"{m} {f[name][k]['f1']}" for m, k in (("MUC", "muc"), ("B³", "b3"), ("CEAF-e", "ceafe")))
        aim = "≥ 75" if name == "gold mentions" else "–"
        yield Row(f"same event: {what}", data, f"CoNLL {f[name]['conll']} ({parts})", known, aim)


def _coreference_costs(f: Found) -> str:
    parted = {f"parted, {name}": n for name, n in f["parted_pairs"].items()}
    return "pairs of gold mentions " + classes(parted | {f"joined {k}": n for k, n in f["joined_pairs"].items()})


def _stories(f: Found) -> Iterator[Row]:
    for name, of in f.items():
        data = f"stories of ours, {name} ({of['articles']} articles, {of['gold_mentions']} mentions)"
        for part, what in (("on found", "on the mentions it finds"), ("end to end", "all mentions")):
            b3, kept = of[part]["b3"], of[part]["mentions"]
            ours = f"CoNLL {of[part]['conll']} (B³ P {b3['precision']}, R {b3['recall']}; {kept} mentions)"
            yield Row(f"same event across outlets: pipeline, {what}", data, ours, "–", "–")


def _stories_costs(f: Found) -> str:
    counts: Counter[str] = Counter()
    for of in f.values():
        counts.update({f"parted, {why}": n for why, n in of["parted"].items()})
        counts.update({f"joined {why}": n for why, n in of["joined"].items()})
    return "pairs of mentions found " + classes(counts)


def _copies(f: Found) -> Iterator[Row]:
    if f:
        ours = f"F1 {f['f1']} (P {f['precision']}, R {f['recall']})"
        known = "on NEWS-COPY, clusters: LSH 73.7, n-gram 75, neural 91.5 ARI"
        yield Row(
            "near-duplicate pairs, Jaccard ≥ .5", f"wire copies of MEANTIME ({f['articles']})", ours, known, "≥ .95"
        )


def _confidence(f: Found) -> Iterator[Row]:
    errors = ", ".join(f"{name} {of['error_calibrated']}" for name, of in f.items())
    readings = f["event"]["readings"]
    data = f"PLOVER's sentences, seeds, true sentences ({readings} events)"
    yield Row("calibration error, held out", data, errors, "–", "≤ .08")


def _nearest(f: Found) -> Iterator[Row]:
    at = next(row for row in f["table"] if row["least"] == f["least"])
    own, never = at["hidden"], at["unlisted"]
    for data, of in (("senses of the lexicon, hidden", own), ("senses it never had", never)):
        if of["of"]:
            said = f"{of['right']} at ≥ {f['least']} (one of three {of['among_offered']}; {of['of']} of them)"
            yield Row("type of the nearest entry", data, said, "–", "≥ .90 to code by it")
    for best in sorted((r for r in f["table"] if r["precision"]), key=lambda r: -r["precision"])[:1]:
        said = f"{best['precision']} at ≥ {best['least']}, {best['unlisted']['of']} of {f['cases'][1]} left"
        yield Row("the same, senses without event counted wrong", "best threshold", said, "–", "≥ .90 to code by it")


def _articles(f: Found) -> Iterator[Row]:
    data = f"articles of ours ({f['articles']}, {f['expected']} events)"
    yield Row("whole records", data, f"recall {f['recall']} ({share(f['found'], f['expected'])})", "–", "–")
    said = ", ".join(
        f"{name} {share(f[name]['right'], f[name]['of'])}" for name in ("parties", "when", "where", "casualties")
    )
    yield Row("fields of the found", "the same", said, "–", "–")
    yield Row("invented events", "the same", f"{f['invented']} of those told as news ({f['news']})", "–", "–")


SCORERS = (
    Scorer("seed", _seed, _seed_costs, ("seed",)),
    Scorer("seeds", _seeds, _seeds_costs),
    Scorer("plover", _plover, _plover_costs, ("plover_gsr",)),
    Scorer("time", _time, _time_costs, ("datetime_en", "meantime")),
    Scorer("articles", _articles, lambda f: classes(f["classes"])),
    Scorer("adversarial", _sentences, _sentences_costs),
    Scorer("casualties", _casualties, lambda f: classes(f["classes"])),
    Scorer("actors", _actors, lambda f: classes({"errors": len(f["errors"])}) or "none"),
    Scorer("places", _places, _places_costs),
    Scorer("nearest", _nearest, lambda f: classes({"senses offered another type": len(f["errors"])})),
    Scorer("copies", _copies, lambda f: "pairs near .5, which signatures of 128 values can't part", ("meantime",)),
    Scorer("confidence", _confidence, lambda f: "where: few readings", ("plover_gsr",)),
    Scorer("coreference", _coreference, _coreference_costs, ("ecbplus_dev",)),
    Scorer("stories", _stories, _stories_costs),
)
