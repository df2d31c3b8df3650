"""Two expressions that name one day or run of days together."""

from datetime import date

import pytest

from services.extract.document import Document, Sentence
from services.extract.time.ranges import spans
from services.extract.time.tagger import TimeTagger


def joined(text: str) -> list[tuple[str, str, str]]:
    document = Document(text, date(2022, 12, 20), (Sentence(0, 0, 0, len(text), text, None),))
    found = spans(document, TimeTagger().tag(document))
    return [(text[s.start : s.end], str(s.interval_start), str(s.interval_end)) for s in found]


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("He died two weeks before Christmas.", "two weeks before Christmas", "2022-12-11", "2022-12-11"),
        ("It ended three days after 5 May 2021.", "three days after 5 May 2021", "2021-05-08", "2021-05-08"),
        ("It ended two years after 5 May 2011.", "two years after 5 May 2011", "2012-11-04", "2013-11-03"),
        (
            "They strike for three days from 12 December.",
            "three days from 12 December",
            "2022-12-12",
            "2022-12-14",
        ),
        ("He was away a week, starting May 2, 2022.", "a week, starting May 2, 2022", "2022-05-02", "2022-05-08"),
        (
            "It ran from the 9th to the 12th of May 2021.",
            "from the 9th to the 12th of May 2021",
            "2021-05-09",
            "2021-05-12",
        ),
        (
            "It ran from the 27th to the 3rd of May 2021.",
            "from the 27th to the 3rd of May 2021",
            "2021-04-27",
            "2021-05-03",
        ),
        ("It ran from 4 to 12 this month.", "from 4 to 12 this month", "2022-12-04", "2022-12-12"),
        ("It fell in Jan.-March 2021.", "Jan.-March 2021", "2021-01-01", "2021-03-31"),
    ],
)
def test_a_length_beside_a_date(text: str, words: str, start: str, end: str) -> None:
    assert joined(text) == [(words, start, end)]


@pytest.mark.parametrize(
    "text",
    [
        "He was jailed for three days after 5 May 2021.",  # the days in jail, not the day of the sentence
        "It rained for weeks before Christmas.",
        "The war of 99999 years before 5 May 2021.",
    ],
)
def test_what_is_no_pair_stays_apart(text: str) -> None:
    assert len(joined(text)) == 2
