"""Pieces, shapes, lemmas, entities: the small steps around the network."""

import numpy as np
import pytest

from services.extract.nlp.entities import Entities
from services.extract.nlp.lemmas import Scripts, Verbs, past_tense
from services.extract.nlp.pieces import END, START, UNKNOWN, Pieces, shape, shared


@pytest.mark.parametrize(
    ("word", "number"),
    [("peru", 1), ("NATO", 2), ("U", 3), ("Peru", 4), ("2022", 5), ("21st", 1), ("iPad3", 6), ("iPad", 7), ("!?", 8)],
)
def test_shape(word: str, number: int) -> None:
    assert shape(word) == number


def test_pieces_of_a_sentence() -> None:
    pieced = shared().sentence(["Peru", "disintegratingly", "."])
    assert pieced.ids[0] == START
    assert pieced.ids[-1] == END
    assert len(pieced.ids) == len(pieced.shapes) == pieced.last[-1] + 2
    assert pieced.first[0] == pieced.last[0] == 1
    assert pieced.last[1] > pieced.first[1]


@pytest.mark.parametrize("word", ["\0", "\u200b", "\ud800", "x" * 300, "中" * 300, "😀"])
def test_every_word_has_pieces(word: str) -> None:
    ids, shapes = Pieces().word(word)
    assert 1 <= len(ids) <= 12
    assert len(shapes) == len(ids)


def test_a_word_that_vanishes_is_unknown() -> None:
    assert shared().word("\0")[0] == [UNKNOWN]


@pytest.mark.parametrize(
    ("script", "word", "lemma"),
    [("=|0|", "Peru", "Peru"), ("l|0|", "Police", "police"), ("=|3|e", "having", "have"), ("u|2|i", "us", "I")],
)
def test_scripts(script: str, word: str, lemma: str) -> None:
    assert Scripts([script]).apply(word, 0) == lemma


@pytest.mark.parametrize(
    ("word", "guess", "lemma"),
    [
        ("invading", "invad", "invade"),
        ("sitting", "sitt", "sit"),
        ("fled", "fl", "flee"),
        ("attacked", "attack", "attack"),
        ("re-opened", "re-open", "re-open"),
        ("blorped", "blorp", "blorp"),
    ],
)
def test_verbs_are_mended(word: str, guess: str, lemma: str) -> None:
    assert Verbs().mend(word, guess) == lemma


def test_entities_obey_the_scheme() -> None:
    labels = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]
    scores = np.zeros((4, 5), np.float32)
    scores[0, 1] = scores[1, 2] = 6  # B-PER I-PER
    scores[2, 4], scores[2, 3] = 3, 2.5  # a stray I-LOC, B-LOC nearly as good
    scores[3, 0] = 4
    found = Entities(labels).decode(scores)
    assert [(e.first, e.last, e.kind) for e in found] == [(0, 2, "PER"), (2, 3, "LOC")]
    assert found[0].probability == pytest.approx(0.99, abs=0.01)
    assert Entities(labels).decode(np.eye(5, dtype=np.float32)[:1]) == ()


@pytest.mark.parametrize(
    ("word", "lemma", "mended"),
    [("shooting", "shoo", "shoot"), ("hit", "h", "hit"), ("found", "find", "find"), ("left", "leave", "leave"),
     ("googled", "googl", "google"), ("blorped", "blorp", "blorp")],
)  # fmt: skip
def test_a_verb_keeps_only_a_lemma_it_can_come_from(word: str, lemma: str, mended: str) -> None:
    assert Verbs().mend(word, lemma) == mended


@pytest.mark.parametrize(
    ("xpos", "word", "lemma", "tag"),
    [("VBP", "overthrew", "overthrow", "VBD"), ("VBP", "overthrow", "overthrow", "VBP"), ("VBP", "'re", "be", "VBP"),
     ("VBZ", "overthrows", "overthrow", "VBZ")],
)  # fmt: skip
def test_a_present_tense_is_the_verb_itself(xpos: str, word: str, lemma: str, tag: str) -> None:
    assert past_tense(xpos, word, lemma) == tag
