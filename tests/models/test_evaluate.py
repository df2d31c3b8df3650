"""The scores: exact on answers made up for it, and the whole command on a tiny set of corpora."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.corpora import sets
from models.corpora.sentence import GoldEntity, Sentence
from models.evaluate import embedding, entities, frames, syntax
from models.evaluate.__main__ import TESTS, evaluate, table
from models.evaluate.counts import Counts
from services.extract.document import Argument, Entity, Frame, Parse
from services.extract.nlp.engine import Engine


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine("minilm3")


def parse_of(s: Sentence) -> Parse:
    """A reading that is right in everything."""
    found = [
        Frame(f.token, f.kind, f.roleset, 1, 1, 1, 0, 0, 0, 0, tuple(Argument(r, k, 1) for r, k in f.arguments))
        for f in s.frames or ()
    ]
    named = [Entity(e.first, e.last, e.kind, 1) for e in s.entities]
    text = (s.words, [(0, 0)] * len(s.words), s.upos, s.xpos, s.lemmas, s.heads, s.deprels, named, found)
    return Parse(*map(tuple, text), np.zeros(384, np.float32))  # type: ignore[arg-type]


def test_a_right_reading_scores_all_and_each_slip_its_share(corpora: Path) -> None:
    gold = sets.load(corpora, "ewt_test")[0]
    right = parse_of(gold)
    assert set(syntax.score([(gold, right)]).values()) == {100.0}
    slipped = replace(right, deprels=("obj", *right.deprels[1:]), heads=(1, -1, 0, 4, 1, 1), upos=("X",) * 6)
    assert syntax.score([(gold, slipped)]) == {"uas": 83.3, "las": 66.7, "upos": 0.0, "xpos": 100.0, "lemma": 100.0}


def test_entities_that_the_corpus_does_not_mark_do_not_count(corpora: Path) -> None:
    gold = sets.load(corpora, "pud_test")[0]
    right = parse_of(gold)
    with_date = replace(right, entities=(*right.entities, Entity(4, 5, "DATE", 1)))
    assert entities.score([(gold, with_date)])["PER+ORG+LOC"] == 100.0
    invented = replace(right, entities=(*right.entities, Entity(0, 1, "ORG", 1)))
    assert entities.score([(gold, invented)]) == {"PER+ORG+LOC": 66.7, "LOC": 100.0}
    unsure = replace(gold, entities=[*gold.entities, GoldEntity(0, 1, "?")])
    assert entities.score([(unsure, invented)])["PER+ORG+LOC"] == 100.0


def test_arguments_are_right_with_predicate_role_and_head(corpora: Path, engine: Engine) -> None:
    said = frames.score(engine, sets.load(corpora, "ewt_test")[:1])
    assert said["predicates"]["verb"] == 100.0
    assert said["rolesets"] == {"verb": 100.0}
    assert set(said["roles, gold predicates"]) == {"A0", "A1", "TMP"}
    assert said["arguments, gold predicates"]["all"] >= 66.0


def test_the_area_is_the_chance_that_pairs_of_one_event_are_more_alike() -> None:
    same, other = [(["a", "b"], ["a", "b"]), (["a"], ["b"])], [(["a", "b"], ["a", "c"])]
    assert embedding.area(embedding.overlap, same, other) == 0.5
    assert embedding.area(embedding.overlap, same[:1], other) == 1.0
    assert embedding.area(embedding.overlap, same[1:], same[1:]) == 0.5


def test_counts() -> None:
    counts = Counts()
    counts.add({1, 2}, {2, 3, 4})
    assert (counts.precision, counts.recall, counts.f1) == (50.0, 33.3, 40.0)
    assert Counts().f1 == 0.0


def test_the_command_scores_every_set_and_makes_the_card_s_table(corpora: Path, engine: Engine) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(embedding, "SHORTEST", 99)  # the tiny articles are copies of each other: no pairs
        patch.setattr(embedding, "area", lambda *_: 0.5)
        scores = evaluate(engine, corpora)
    assert set(TESTS) < set(scores)
    assert scores["ewt_test"]["las"] > 60
    scores["event nouns of qanom_test"].setdefault("wikinews", 0.0)
    scores["frames of ewt_test"]["rolesets"] |= dict.fromkeys(("noun", "adj"), 0.0)
    assert all(row.count("|") == 3 for row in table(scores))
