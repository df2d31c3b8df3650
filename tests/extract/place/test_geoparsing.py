"""The score of the tagger on `geoparsing.txt`: tagging F1 times the share of places within 161 km."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from services.extract.document import Document, PlaceMention
from services.extract.place.context import distance
from services.extract.place.gazetteer import Entry, Gazetteer
from services.extract.place.tagger import PlaceTagger

REACH = 161  # km, the measure of the literature
_MARK = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")
Gold = dict[tuple[int, int], str]


def cases() -> list[tuple[str, Gold]]:
    out = []
    for line in (Path(__file__).parent / "geoparsing.txt").read_text("utf8").splitlines():
        if line.startswith("#"):
            continue
        text, gold, position = "", Gold(), 0
        for mark in _MARK.finditer(line):
            text += line[position : mark.start()]
            gold[len(text), len(text) + len(mark[1])] = mark[2]
            text, position = text + mark[1], mark.end()
        out.append((text + line[position:], gold))
    return out


def named(place: PlaceMention) -> bool:
    """Not "the country" and the like."""
    return place.text[0].isupper() and not re.match(r"The [a-z]", place.text)


def as_entry(place: PlaceMention, like: Entry) -> Entry:
    assert place.latitude is not None
    assert place.longitude is not None
    return replace(like, latitude=place.latitude, longitude=place.longitude)


def score(tagger: PlaceTagger, gazetteer: Gazetteer, documents: list[tuple[Document, Gold]]) -> tuple[float, float]:
    """F1 of the tagged names and the share of the right ones that lie within REACH of their place."""
    right = wrong = missed = near = 0
    for document, gold in documents:
        found = {}
        for place in filter(named, tagger.tag(document)):
            span = next((s for s in gold if s not in found and s[0] < place.end and place.start < s[1]), None)
            wrong += span is None
            if span is not None:
                found[span] = place
        for span, key in gold.items():
            entry = gazetteer.entry(int(key) if key.isdigit() else key)
            if key == "-":
                continue
            assert entry is not None, key
            missed += span not in found
            right += span in found
            near += span in found and distance(entry, as_entry(found[span], entry)) <= REACH
    return 2 * right / (2 * right + wrong + missed), near / right


@pytest.fixture(scope="module")
def documents(read: Callable[[str], Document]) -> list[tuple[Document, Gold]]:
    return [(read(text), gold) for text, gold in cases()]


def test_finds_places_and_tells_them_apart(
    tagger: PlaceTagger, gazetteer: Gazetteer, documents: list[tuple[Document, Gold]]
) -> None:
    f1, near = score(tagger, gazetteer, documents)
    assert f1 * near >= 0.97, (f1, near)


def test_without_the_model_it_is_strict_rather_than_complete(
    tagger: PlaceTagger, gazetteer: Gazetteer, documents: list[tuple[Document, Gold]]
) -> None:
    bare = [(replace(d, sentences=tuple(replace(s, parse=None) for s in d.sentences)), g) for d, g in documents]
    f1, near = score(tagger, gazetteer, bare)
    assert f1 >= 0.78, f1
    assert near >= 0.95, near
