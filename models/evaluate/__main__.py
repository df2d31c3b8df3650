"""Scores a model and prints the table of its model card.

usage: python -m models.evaluate --corpora PATH [--model minilm6] [--folder FOLDER] [--json]

PATH: the folder that `models.collect` writes, or an archive of it (README.md says how to get the corpora). FOLDER: of a
model trained anew; without it the packaged one is scored. Gold words, sentences of at most 150 of them, one a call as
the product reads them (a quantised model's scores depend on what shares its call).
"""

import argparse
import json
from pathlib import Path
from typing import Any

from models.corpora import sets
from models.evaluate import embedding, entities, facts, frames, syntax
from models.evaluate.read import read
from services.extract.nlp import models
from services.extract.nlp.engine import Engine

TESTS = ("ewt_test", "gum_test", "pud_test", "meantime_test")


def evaluate(engine: Engine, corpora: Path) -> dict[str, Any]:
    """Every figure, by test set."""
    out: dict[str, Any] = {}
    for name in TESTS:
        found = read(engine, sets.scored(corpora, name))
        out[name] = syntax.score([p for p in found if p[0].heads]) | {"entities": entities.score(found)}
    ewt = sets.scored(corpora, "ewt_test")
    out["frames of ewt_test"] = frames.score(engine, ewt)
    out["frames of masc_news"] = frames.score_verbs(engine, sets.scored(corpora, "masc_news"))
    out["factuality of ewt_test"] = facts.score_factuality(engine, ewt)
    out["event nouns of qanom_test"] = facts.score_nouns(engine, sets.scored(corpora, "qanom_test"))
    out["embedding on meantime"] = embedding.score(engine, corpora)
    return out


def table(scores: dict[str, Any]) -> list[str]:
    """The rows of the model card."""
    ewt, gum, pud, meantime = (scores[name] for name in TESTS)
    of, core = scores["frames of ewt_test"], "PER+ORG+LOC"
    arguments, fact, nouns = of["arguments"], scores["factuality of ewt_test"], scores["event nouns of qanom_test"]
    rows = {
        "LAS: EWT / GUM / PUD": (ewt["las"], gum["las"], pud["las"]),
        "UPOS: EWT / GUM / PUD": (ewt["upos"], gum["upos"], pud["upos"]),
        "lemmas: EWT / GUM / PUD": (ewt["lemma"], gum["lemma"], pud["lemma"]),
        "entities PER, ORG, LOC, F1: EWT / PUD / MEANTIME": tuple(s["entities"][core] for s in (ewt, pud, meantime)),
        "predicates F1: all / verb / noun": tuple(of["predicates"][k] for k in ("all", "verb", "noun")),
        "roleset right: verb / noun / adjective": tuple(of["rolesets"][k] for k in ("verb", "noun", "adj")),
        "arguments F1, predicted predicates: all / verb / noun": tuple(arguments[k] for k in ("all", "verb", "noun")),
        "arguments F1, news of MASC, of verbs": (scores["frames of masc_news"]["arguments"],),
        "factuality: correlation / sign right": (fact["r"], fact["sign"]),
        "noun is an event, F1: Wikinews / Wikipedia": (nouns["wikinews"], nouns["wikipedia"]),
        "embedding: same event against other, area under ROC": (scores["embedding on meantime"]["area"],),
    }
    return [f"| {name} | {' / '.join(map(str, values))} |" for name, values in rows.items()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", required=True, type=Path)
    parser.add_argument("--model", default="minilm6")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--json", action="store_true", help="every figure, by set")
    options = parser.parse_args()
    engine = Engine(options.model, folder=options.folder or models.PACKAGED)
    with sets.opened(options.corpora) as folder:
        scores = evaluate(engine, folder)
    print(json.dumps(scores) if options.json else "\n".join([f"| | {engine.version} |", "|---|---|", *table(scores)]))


if __name__ == "__main__":
    main()
