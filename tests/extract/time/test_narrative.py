"""Dates of histories, which go on from the one told before."""

from datetime import date

import pytest

from services.extract.document import Document, Sentence
from services.extract.nlp.sentences import split
from services.extract.time.tagger import TimeTagger

LATER = date(2009, 6, 1)


def values(text: str, published: date = LATER) -> list[tuple[str, str]]:
    cuts = split(text)
    sentences = tuple(Sentence(n, 0, a, b, text[a:b], None) for n, (a, b, *_) in enumerate(cuts))
    return [(e.text, e.value) for e in TimeTagger().tag(Document(text, published, sentences))]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("They landed on 4 June 1921. On 9 June they met.", "9 June", "1921-06-09"),
        ("They landed on 20 December 1921. In February they met.", "February", "1922-02"),
        ("They landed on 20 June 1921. In February they had set out.", "February", "1921-02"),
        ("They landed on 4 June 1921. On the 9th they met.", "the 9th", "1921-06-09"),
        ("They landed on 20 June 1921. On the 9th they met.", "the 9th", "1921-07-09"),
        ("They landed in June 1921. Two weeks later they met.", "Two weeks later", "1921-06-15"),
        ("They landed in June 1921. The following spring they met.", "The following spring", "1922-SP"),
        ("They landed on 4 June 1921. That summer was hot.", "That summer", "1921-SU"),
        ("They landed on 4 June 1921. At 3 p.m. on 5 June they met.", "3 p.m. on 5 June", "1921-06-05T15:00"),
        ("They landed on 4 June 1921. The next morning it rained.", "The next morning", "1921-06-05TMO"),
        ("They landed on 4 June 1921. At Easter they left.", "Easter", "1921-03-27"),
        ("They landed in May 1921. In the first week of June they met.", "the first week of June", "1921-W22"),
        ("In 1921 they landed. By June they had met.", "June", "1921-06"),
        ("They landed on the night of 4 June 1921.", "the night of 4 June 1921", "1921-06-04TNI"),
    ],
)
def test_a_history_goes_on_from_the_date_before(text: str, words: str, value: str) -> None:
    assert (words, value) in values(text)


def test_a_weekday_of_a_long_history_follows_the_day_before() -> None:
    text = " ".join(f"They marched on {day} June 1921." for day in range(1, 11)) + " On Sunday they rested."
    assert ("Sunday", "1921-06-12") in values(text)


def test_news_counts_from_its_own_date() -> None:
    text = "He was elected in 1999. The court ruled on Tuesday that he must go. On March 5 he left."
    assert ("March 5", "2009-03-05") in values(text)


def test_a_weekday_shows_that_a_text_with_history_is_news() -> None:
    text = "He was hurt on 4 May 1981 and on 5 May 1982 and 6 May 1983. He said so on Friday."
    assert ("Friday", "2009-05-29") in values(text)


def test_news_tells_the_past_in_order_in_one_breath_only() -> None:
    text = (
        "Soldiers shot them on 4 July 1981. On 6 July they came back. A judge said so on Friday. He met them on 3 May."
    )
    assert values(text)[1] == ("6 July", "1981-07-06")
    assert values(text)[3] == ("3 May", "2009-05-03")


def test_a_plan_in_a_sentence_about_the_past_lies_ahead() -> None:
    text = "The man who seized power in September 1980 will stand trial on July 4, it was said on Friday."
    assert ("July 4", "2009-07-04") in values(text)


@pytest.mark.parametrize("text", ["On 31 December 9999 it ended. In February.", "In 1000 it began. On 3 January."])
def test_the_ends_of_the_calendar_raise_nothing(text: str) -> None:
    assert values(text)
