"""Factuality against the judgements of UDS, and which nouns are events against those of QANom."""

from collections.abc import Sequence

import numpy as np

from models.corpora.semantic import FACTS
from models.corpora.sentence import Sentence
from models.evaluate.counts import Counts, percent
from models.evaluate.read import read
from services.extract.nlp.engine import Engine

EVENT = FACTS.index("event")


def score_factuality(engine: Engine, sentences: Sequence[Sentence]) -> dict[str, float]:
    """Of the predicates annotated: correlation with the judged factuality, and percent of its sign right."""
    judged = [s for s in sentences if any(v[0] is not None for v in s.facts.values())]
    pairs = [
        (f.factual, value)
        for s, parse in read(engine, judged, lambda s: dict.fromkeys(s.facts, "verb"))
        for f in parse.frames
        if (value := s.facts[f.token][0]) is not None
    ]
    said, gold = np.array(pairs).T
    agree = int(((said > 0) == (gold > 0)).sum())
    return {"r": round(float(np.corrcoef(said, gold)[0, 1]), 3), "sign": percent(agree, len(pairs))}


def score_nouns(engine: Engine, sentences: Sequence[Sentence]) -> dict[str, float]:
    """F1 of the candidate nouns that are events, by genre."""
    out = {}
    for genre in sorted({s.genre for s in sentences}):
        counts = Counts()
        for s, parse in read(
            engine, [s for s in sentences if s.genre == genre], lambda s: dict.fromkeys(s.facts, "noun")
        ):
            wanted = {token for token, values in s.facts.items() if (values[EVENT] or 0) > 0.5}
            counts.add({f.token for f in parse.frames if f.event > 0.5}, wanted)
        out[genre] = counts.f1
    return out
