"""The score of the tagger on `geoparsing*.txt`: tagging F1 times the share of places within 161 km."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from bench.quality.toponyms import Gold, Tagging, toponyms
from services.extract.document import Document
from services.extract.place.gazetteer import Gazetteer
from services.extract.place.tagger import PlaceTagger

Case = tuple[str, Document, Gold]


@pytest.fixture(scope="module")
def documents(read: Callable[[str], Document]) -> list[Case]:
    return [(number, read(text), gold) for number, text, gold in toponyms()]


def score(tagger: PlaceTagger, gazetteer: Gazetteer, documents: Iterable[Case]) -> Tagging:
    tagging = Tagging()
    for _, document, gold in documents:
        tagging.count(gazetteer, tagger.tag(document), document.text, gold)
    return tagging


def test_finds_places_and_tells_them_apart(tagger: PlaceTagger, gazetteer: Gazetteer, documents: list[Case]) -> None:
    for number in sorted({n for n, _, _ in documents}):
        tagging = score(tagger, gazetteer, [d for d in documents if d[0] == number])
        assert tagging.f1 * tagging.share_near >= 0.9, (number, tagging.errors)


def test_without_the_model_it_is_strict_rather_than_complete(
    tagger: PlaceTagger, gazetteer: Gazetteer, documents: list[Case]
) -> None:
    bare = [
        (n, replace(d, sentences=tuple(replace(s, parse=None) for s in d.sentences)), g)
        for n, d, g in documents
        if n in ("1", "2")
    ]
    tagging = score(tagger, gazetteer, bare)
    assert tagging.f1 >= 0.78, tagging.errors
    assert tagging.share_near >= 0.95, tagging.errors
