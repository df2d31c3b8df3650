"""Casualty claims: who, how many, and what gives none."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.extract.document import Document
from services.extract.quantities.casualties import tag_casualties
from services.extract.quantities.tagger import tag_quantities

Read = Callable[[str], Document]
Claim = tuple[str, int | None, int | None, str | None]


def claims(document: Document) -> list[Claim]:
    return [(c.kind.value, c.min, c.max, c.victims) for c in tag_casualties(document, tag_quantities(document))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The shelling killed four farmers and wounded 9.", [("killed", 4, 4, "farmers"), ("injured", 9, 9, None)]),
        ("Two nurses were killed and 14 wounded.", [("killed", 2, 2, "nurses"), ("injured", 14, 14, None)]),
        ("The death toll rose from 5 to 12 on Monday.", [("killed", 12, 12, None)]),
        ("The bomb exploded, leaving 6 dead.", [("killed", 6, 6, None)]),
        ("A woman was killed.", [("killed", 1, 1, "woman")]),
        ("Police arrested at least 45 protesters.", [("detained", 45, None, "protesters")]),
        ("Hundreds of people were displaced by the flood.", [("displaced", 200, None, None)]),
        ("Dozens are missing.", [("missing", 24, None, None)]),
        ("Gunmen kidnapped 17 pupils.", [("abducted", 17, 17, "pupils")]),
        ("Three soldiers and five civilians died.", [("killed", 3, 3, "soldiers"), ("killed", 5, 5, "civilians")]),
        ("There were 8 fatalities.", [("killed", 8, 8, None)]),
        ("Officials put the number of wounded at 27.", [("injured", 27, 27, None)]),
        ("The storm has claimed 14 lives.", [("killed", 14, 14, None)]),
        ("Two clerks were stabbed to death.", [("killed", 2, 2, "clerks")]),
        ("He killed his girlfriend and two friends.", [("killed", 1, 1, "girlfriend"), ("killed", 2, 2, "friends")]),
        ("Up to 15 people were injured.", [("injured", None, 15, None)]),
    ],
)
def test_claims(read: Read, text: str, expected: list[Claim]) -> None:
    assert claims(read(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "No one was hurt.",
        "The blast caused no casualties.",
        "Nobody was killed.",
        "The company killed the project.",
        "The storm could kill hundreds of people.",
        "He was not injured.",
        "They tried to kill the mayor.",
        "The driver fled.",
        "The dog killed 12 chickens.",
        "The 40-year-old driver paid 300 dollars.",
        "The club has 500 members.",
    ],
)
def test_no_claim(read: Read, text: str) -> None:
    assert claims(read(text)) == []


def test_no_major_casualties_is_a_claim_without_number(read: Read) -> None:
    document = read("No major casualties were reported.")
    (found,) = tag_casualties(document, tag_quantities(document))
    assert (found.min, found.max, found.qualifier) == (None, None, "no_major")
    assert document.text[found.start : found.end] == found.text == "No major casualties"


_PIECES = [
    "killed",
    "three",
    "people",
    "and",
    "wounded",
    "11",
    "dead",
    "no",
    "the",
    "toll",
    "of",
    ",",
    "who",
    "was",
    "%",
    "to",
]


@settings(max_examples=30, deadline=None)
@given(pieces=st.lists(st.sampled_from(_PIECES) | st.text(max_size=5), max_size=20))
def test_any_words_are_read_without_error(read: Read, pieces: list[str]) -> None:
    document = read(" ".join(pieces))
    for found in tag_casualties(document, tag_quantities(document)):
        assert 0 <= found.start < found.end <= len(document.text)
        assert found.min is None or found.max is None or found.min <= found.max
