"""Factuality of UDS on EWT, and which nouns of QANom are events, as rows that `models.corpora.semantic` reads."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from models.collect.repository import Repository
from models.corpora.sentence import Sentence

GENERIC = ("pred-dynamic", "pred-hypothetical", "pred-particular")
NO_PREDICATES = ("PUNCT", "DET", "SYM", "CCONJ")
WIKINEWS = ":wikinews:"


def factuality(clones: Path, unpacked: Path, sentences: Iterable[Sentence]) -> list[str]:
    """Rows: sentence, token from 1, factual, dynamic, hypothetical, particular; empty where not judged.

    unpacked: factuality.json and genericity.json of decomp/data, unzipped. UDS was made on an older release of EWT:
    sentences in which a predicate stands on no content word now are left out. sentences: those PropBank covers.
    """
    of = Repository(clones, "decompositional-semantics-initiative/decomp")
    names = json.loads(of.text("decomp/data/ud_ids.json"))
    facts, generic = (
        json.loads((unpacked / f"{k}.json").read_text("utf8"))["data"] for k in ("factuality", "genericity")
    )
    where, out = {s.id: s for s in sentences}, []
    for key, nodes in sorted(facts.items()):
        s = where.get(names[key]["sentence_id"])
        values = {_token(n): [v["factuality"]["factual"]["value"]] for n, v in nodes.items() if "-pred-" in n}
        if s is None or any(k > len(s.words) or s.upos[k - 1] in NO_PREDICATES for k in values):
            continue
        for node, value in generic.get(key, {}).items():
            if "-pred-" in node and (k := _token(node)) in values:
                values[k] += [value["genericity"].get(x, {}).get("value") for x in GENERIC]
        for k, found in sorted(values.items()):
            cells = ("" if x is None else f"{x:.3f}" for x in (found + [None] * 3)[:4])
            out.append("\t".join((s.id, str(k), *cells)))
    return out


def nouns(file: Path, wikinews_alone: bool) -> list[str]:
    """Rows: sentence id, text, "token:1 token:0 …" from 1, by the majority of the workers. file: annot.*.csv."""
    text, votes = dict[str, str](), defaultdict[str, dict[int, dict[str, bool]]](dict)
    with file.open(encoding="utf8", newline="") as rows:
        for row in csv.DictReader(rows):
            key = row["qasrl_id"]
            if not wikinews_alone or WIKINEWS in key.lower():
                text[key] = row["sentence"]
                by_worker = votes[key].setdefault(int(row["target_idx"]) + 1, {})
                by_worker[row["worker_id"]] = row["is_verbal"] == "True"
    out = []
    for key, sentence in text.items():
        marks = (f"{k}:{int(sum(v.values()) * 2 > len(v))}" for k, v in sorted(votes[key].items()))
        out.append(f"{key}\t{sentence}\t{' '.join(marks)}")
    return out


def _token(node: str) -> int:
    return int(node.rpartition("-")[2])
