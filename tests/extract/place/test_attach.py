"""The place of an event: cases of `attachments.txt`, and what happens where no place is said."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from services.extract.document import Document
from services.extract.place.attach import METONYM, NOT_NAMED, OTHERS, UNPARSED, attach_place
from services.extract.place.tagger import PlaceTagger

Read = Callable[[str], Document]
LINES = (Path(__file__).parent / "attachments.txt").read_text("utf8").splitlines()


def place_of(tagger: PlaceTagger, document: Document, word: str) -> tuple[str | None, str | None]:
    """Name of the place of the first token `word` in the last sentence that has it, and the reason."""
    for sentence in reversed(document.sentences):
        if sentence.parse is not None and word in sentence.parse.words:
            token = sentence.parse.words.index(word)
            where, reason = attach_place(document, tagger.tag(document), sentence.index, token)
            return (where.name if where else None), reason
    raise AssertionError(word)


@pytest.mark.parametrize("line", [x for x in LINES if not x.startswith("#")])
def test_finds_the_place_of_the_event(tagger: PlaceTagger, read: Read, line: str) -> None:
    text, word, expected = line.split("|")
    name, reason = place_of(tagger, read(text), word)
    assert (name or "-").startswith(expected)
    assert (name is None) == (reason is not None)


@pytest.mark.parametrize(
    ("text", "word", "reason"),
    [
        ("The minister resigned on Monday.", "resigned", NOT_NAMED),
        ("Moscow warned Washington on Monday.", "warned", METONYM),
        ("The minister said that rebels had shelled a village in Syria.", "said", OTHERS),
    ],
)
def test_says_why_there_is_none(tagger: PlaceTagger, read: Read, text: str, word: str, reason: str) -> None:
    assert place_of(tagger, read(text), word) == (None, reason)


def test_an_event_told_again_is_where_it_was(tagger: PlaceTagger, read: Read) -> None:
    again = read("Drones hit a depot in Odesa on Sunday.\n\nThe attack killed two guards.")
    assert place_of(tagger, again, "attack") == ("Odesa", None)
    other = read("Drones hit a depot in Odesa on Sunday.\n\nInflation fell. Wages rose. Rebels killed two guards.")
    assert place_of(tagger, other, "killed")[0] is None


def test_a_dateline_places_the_first_sentences(tagger: PlaceTagger, read: Read) -> None:
    document = read("MOGADISHU, Somalia (Reuters) - A car bomb killed ten people on Monday.")
    assert place_of(tagger, document, "killed")[0] == "Mogadishu"


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("KARACHI: ", "Karachi"),
        ("NIAMEY. ", "Niamey"),
        ("LAGOS, May 7 (NAN): ", "Lagos"),
        ("TOCOA, Colón. ", "Tocoa"),
        ("OFFICIAL: ", None),
    ],
)
def test_datelines_of_other_papers(tagger: PlaceTagger, read: Read, opening: str, place: str | None) -> None:
    document = read(opening + "Gunmen killed a farmer on Friday.")
    parse = document.sentences[-1].parse
    assert parse is not None
    found, _ = attach_place(document, tagger.tag(document), len(document.sentences) - 1, parse.words.index("killed"))
    assert (found.name if found else None) == place


def test_an_unread_sentence_has_no_place(tagger: PlaceTagger, read: Read) -> None:
    document = read("Gunmen killed two people in Kandahar.")
    sentences = tuple(replace(s, parse=None) for s in document.sentences)
    bare = replace(document, sentences=sentences)
    assert attach_place(bare, tagger.tag(bare), 0, 1) == (None, UNPARSED)


def test_the_place_carries_its_evidence(tagger: PlaceTagger, read: Read) -> None:
    document = read("Yesterday gunmen killed two people in Kandahar.")
    where, _ = attach_place(document, tagger.tag(document), 0, 2)
    assert where is not None
    assert where.evidence is not None
    assert document.text[where.evidence.start : where.evidence.end] == "Kandahar"
    assert (where.country, where.resolution, where.admin1) == ("AFG", 4, "AF.23")
