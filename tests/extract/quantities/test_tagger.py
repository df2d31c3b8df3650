"""Numbers and what they count."""

from collections.abc import Callable

import pytest

from schemas.fields import Qualifier
from services.extract.document import Document, Sentence
from services.extract.quantities.tagger import tag_quantities

Read = Callable[[str], Document]


@pytest.mark.parametrize(
    ("text", "words", "bounds", "unit", "qualifier"),
    [
        ("The navy launched 23 small boats.", "23 small boats", (23, 23), "boat", None),
        ("The raid wounded 11 elsewhere.", "11", (11, 11), None, None),
        ("At least 12 villages were flooded.", "At least 12 villages", (12, None), "village", Qualifier.AT_LEAST),
        ("They sent up to 15 trucks.", "up to 15 trucks", (None, 15), "truck", Qualifier.UP_TO),
        (
            "More than 1.5 million people voted.",
            "More than 1.5 million people",
            (1.5e6, None),
            "person",
            Qualifier.MORE_THAN,
        ),
        ("He sold about 400 goats.", "about 400 goats", (400, 400), "goat", Qualifier.ABOUT),
        ("Hundreds of houses burned.", "Hundreds of houses", (200, None), "house", Qualifier.AT_LEAST),
        ("Several policemen resigned.", "Several policemen", (3, None), "policeman", Qualifier.SEVERAL),
        (
            "They took between 30 and 40 schoolchildren.",
            "between 30 and 40 schoolchildren",
            (30, 40),
            "schoolchild",
            None,
        ),
        ("Prices rose by 20%.", "20%", (20, 20), "%", None),
    ],
)
def test_one_quantity(
    read: Read, text: str, words: str, bounds: tuple[float | None, float | None], unit: str, qualifier: Qualifier | None
) -> None:
    document = read(text)
    (found,) = tag_quantities(document)
    assert document.text[found.start : found.end] == found.text == words
    assert ((found.min, found.max), found.unit, found.qualifier) == (bounds, unit, qualifier)


@pytest.mark.parametrize(
    "text",
    [
        "He came on 20 December 2022.",
        "They waited for three days.",
        "A 24-year-old man spoke.",
        "The talks began in 2019.",
        "It starts at 3 p.m.",
        "The second attack failed.",
    ],
)
def test_dates_times_and_ages_are_no_quantities(read: Read, text: str) -> None:
    assert tag_quantities(read(text)) == []


def test_a_sentence_without_parse_gives_none(read: Read) -> None:
    document = read("They sent 5 trucks.")
    bare = Document(document.text, document.published, (Sentence(0, 0, 0, 19, document.text, None),))
    assert tag_quantities(bare) == []
