"""The cache is only a cache."""

import random
from datetime import date

import numpy as np
import pytest

from services.extract.document import Document
from services.extract.nlp.cache import SentenceCache
from services.extract.nlp.engine import Engine
from services.extract.nlp.reader import Reader

SENTENCES = [
    "Rebels shelled the port of Aden on Friday, killing six people.",
    "The government of Yemen condemned the attack.",
    "Talks will resume in Geneva next week, the envoy said.",
    "Teachers marched through Lima to demand higher pay.",
    "The court sentenced the general to ten years in prison.",
]


def flat(document: Document) -> list[object]:
    return [
        (s.text, s.parse.heads, s.parse.deprels, s.parse.lemmas, s.parse.entities, s.parse.frames)
        for s in document.sentences
        if s.parse
    ]


def test_output_is_the_same_with_and_without_and_in_any_order(small_engine: Engine) -> None:
    rng = random.Random(3)
    caches = [SentenceCache(0), SentenceCache(2), SentenceCache(100)]
    readers = [Reader(small_engine, None), *(Reader(small_engine, cache) for cache in caches)]
    for _ in range(6):
        text = "\n\n".join(rng.choices(SENTENCES, k=6))
        plain, *others = [reader.read(text, date(2022, 3, 4)) for reader in readers]
        assert len(plain.sentences) == 6
        for other in others:
            assert flat(other) == flat(plain)
            for a, b in zip(plain.sentences, other.sentences, strict=True):
                assert a.parse is not None
                assert b.parse is not None
                assert np.array_equal(a.parse.embedding, b.parse.embedding)
    assert [c.hits + c.misses for c in caches] == [36, 36, 36]
    assert caches[0].hits == 0
    assert caches[2].misses == len(SENTENCES)
    assert [len(c) for c in caches] == [0, 2, 5]


def test_the_one_used_longest_ago_goes(small_engine: Engine) -> None:
    empty, read = small_engine.parse(""), []

    def parse(text: str) -> object:
        read.append(text)
        return empty

    cache = SentenceCache(2)
    for text in ("a", "b", "a", "c", "a", "b"):
        cache.parse("v", text, parse)  # type: ignore[arg-type]
    assert read == ["a", "b", "c", "b"]
    cache.parse("w", "a", parse)  # type: ignore[arg-type]
    assert read[-1] == "a", "another model's reading is not this one's"
    assert (cache.hits, cache.misses) == (2, 5)


def test_a_negative_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="less than 0"):
        SentenceCache(-1)
