"""Time expressions, their values and intervals."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.extract.document import Document, Sentence, TimeExpression
from services.extract.time.tagger import TimeTagger

TUESDAY = date(2022, 12, 20)


def tag(text: str, published: date = TUESDAY) -> list[TimeExpression]:
    sentence = Sentence(0, 0, 0, len(text), text, None)
    return TimeTagger().tag(Document(text, published, (sentence,)))


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("He was born on 20 December 1952.", "20 December 1952", "1952-12-20"),
        ("They met on Dec. 9, 2022, in Oslo.", "Dec. 9, 2022", "2022-12-09"),
        ("The deal of 12/01/2022 stands.", "12/01/2022", "2022-12-01"),
        ("Updated 2022-12-18.", "2022-12-18", "2022-12-18"),
        ("He died on Sunday.", "Sunday", "2022-12-18"),
        ("The vote was held on Tuesday.", "Tuesday", "2022-12-20"),
        ("Parliament will vote on Thursday.", "Thursday", "2022-12-22"),
        ("Shops remain closed until Friday.", "Friday", "2022-12-23"),
        ("Fighting broke out on Sunday night.", "Sunday night", "2022-12-18TNI"),
        ("He left last night.", "last night", "2022-12-19TNI"),
        ("The raid began last night at 8.", "last night at 8", "2022-12-19T20:00"),
        ("Voting ended this evening at 6:30.", "this evening at 6:30", "2022-12-20T18:30"),
        ("Iranians mark Nowruz with their families.", "Nowruz", "2023-03-21"),
        ("He spoke this morning.", "this morning", "2022-12-20TMO"),
        ("He spoke the day before yesterday.", "the day before yesterday", "2022-12-18"),
        ("The ministry was founded almost 10 months ago.", "almost 10 months ago", "2022-02"),
        ("It opened two years ago.", "two years ago", "2020"),
        ("It was signed five days ago.", "five days ago", "2022-12-15"),
        ("The talks failed last week.", "last week", "2022-W50"),
        ("Elections are due next month.", "next month", "2023-01"),
        ("It grew in the third quarter of 2009.", "the third quarter of 2009", "2009-Q3"),
        ("The party ruled in the 1990s.", "the 1990s", "199"),
        ("The church dates from the 19th century.", "the 19th century", "18"),
        ("It rose in late 2006.", "late 2006", "2006"),
        ("The harvest begins in early March.", "early March", "2022-03"),
        ("It is cold this winter.", "this winter", "2022-WI"),
        ("He ruled for three days.", "three days", "P3D"),
        ("A two-week truce was agreed.", "two-week", "P2W"),
        ("They waited two and a half years.", "two and a half years", "P2.5Y"),
        ("Within the next few months it will end.", "the next few months", "PXM"),
        ("The daily raids continued.", "daily", "P1D"),
        ("Crowds gather every Monday.", "every Monday", "XXXX-WXX-1"),
        ("They meet twice a week.", "twice a week", "P1W"),
        ("The siren sounded at 3 p.m. on Monday.", "3 p.m. on Monday", "2022-12-19T15:00"),
        ("It was 08:30 UTC.", "08:30 UTC", "2022-12-20T08:30Z"),
        ("He is currently abroad.", "currently", "PRESENT_REF"),
        ("Talks may resume soon.", "soon", "FUTURE_REF"),
        ("It earned more in fiscal 2012.", "fiscal 2012", "FY2012"),
        ("They marched on New Year's Day.", "New Year's Day", "2023-01-01"),
        ("They met on Easter Monday 2017.", "Easter Monday 2017", "2017-04-17"),
        ("It ended on the last Friday of November.", "the last Friday of November", "2022-11-25"),
        ("A 24-year-old man was held.", "24-year-old", "P24Y"),
        ("A man 24 years old was held.", "24 years old", "P24Y"),
        ("They met during the early hours of Sunday.", "the early hours of Sunday", "2022-12-18TMO"),
        ("It sank at dawn on Friday.", "dawn on Friday", "2022-12-16TMO"),
        ("It fell 9% in the latest quarter.", "the latest quarter", "2022-Q3"),
        ("It grew in last year's third quarter.", "last year's third quarter", "2021-Q3"),
        ("It grew in the first nine months of 2021.", "the first nine months of 2021", "P9M"),
        ("It grew in the first nine months.", "the first nine months", "P9M"),
        ("It grew in 2021-Q2.", "2021-Q2", "2021-Q2"),
        ("It opens in two weeks' time.", "two weeks' time", "2023-01-03"),
        ("The mine works 24 hours a day.", "24 hours a day", "P1D"),
        ("They marched on Friday evenings.", "Friday evenings", "XXXX-WXX-5TEV"),
        ("The court sits every Monday at 9 a.m.", "every Monday at 9 a.m.", "XXXX-WXX-1T09:00"),
        ("He was born in nineteen ninety six.", "nineteen ninety six", "1996"),
        ("He died on the 15th day of last month.", "the 15th day of last month", "2022-11-15"),
        ("He fled last Christmas.", "last Christmas", "2021-12-25"),
        ("They met on Labor Day weekend.", "Labor Day weekend", "2022-W35-WE"),
        ("It was hot in the three previous years.", "the three previous years", "P3Y"),
        ("The bell rang at half past seven.", "half past seven", "2022-12-20T07:30"),
        ("It rang at 7:56:30 p.m.", "7:56:30 p.m.", "2022-12-20T19:56:30"),
        ("Weeks of rain ruined the crop.", "Weeks", "PXW"),
        ("It fell $12 December 12.", "December 12", "2022-12-12"),
        ("He is in prison at present.", "present", "PRESENT_REF"),
    ],
)
def test_one_expression(text: str, words: str, value: str) -> None:
    assert [(e.text, e.value) for e in tag(text)] == [(words, value)]


@pytest.mark.parametrize(
    "text",
    [
        "Troops may march on the capital.",
        "Some 2000 people fled.",
        "It cost $1999.",
        "The winter weather was bad.",
        "He bought a Christmas tree.",
        "A second attack failed.",
        "Prices fall and spring back.",
        "Resolution 1973 was adopted.",
        "Shortly after the vote they left.",
        "They won 10 to 9.",
        "New Year sales were weak.",
        "Call 555-2010-2015.",
        "The Sunday Times wrote it.",
        "Theresa May spoke.",
        "",
    ],
)
def test_no_expression(text: str) -> None:
    assert tag(text) == []


def test_offsets_and_interval_of_an_open_expression() -> None:
    text = "Moscow has targeted it since October."
    (found,) = tag(text)
    assert text[found.start : found.end] == found.text == "since October"
    assert (found.interval_start, found.interval_end) == (date(2022, 10, 1), None)


def test_a_day_counts_from_the_day_spoken_of() -> None:
    found = tag("He was shot on 5 May 2010 and died three days later. The next day crowds gathered.")
    assert [e.value for e in found] == ["2010-05-05", "2010-05-08", "2010-05-09"]


def test_a_count_before_its_event_gives_the_day_of_that_event() -> None:
    (found,) = tag("The raid came three days after what he called an attack.")
    assert (found.type, found.value, found.interval_start) == ("DURATION", "P3D", date(2022, 12, 17))


def test_a_day_that_does_not_exist_is_left_out() -> None:
    assert tag("It happened on 30 February 2021.") == []


def test_two_days_of_one_month() -> None:
    found = tag("They meet from 5 to 7 May 2022, or on June 3-4, 2022.")
    assert [e.value for e in found] == ["2022-05-05", "2022-05-07", "2022-06-03", "2022-06-04"]


_PIECES = [
    "May", "5", "2022", "-", "/", "the", "of", "last", "week", "two", "and", "a", "half", "years", "ago", "31", ":",
    "30", "pm", "every", "Sunday", "next", "0", "99999999999999999999", "'", "s", ",", "since", "q3", "th", "quarter",
    "9999", "1000", "century", "from", "now", "million", "decades", "²", "٣", "Easter", "first", "in", "later",
]  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=25), st.sampled_from(["", " "]), st.dates())
def test_any_words_of_time_are_read_without_error(pieces: list[str], gap: str, published: date) -> None:
    text = gap.join(pieces)
    last = 0
    for e in tag(text, published):
        assert last <= e.start < e.end <= len(text)
        assert text[e.start : e.end] == e.text
        assert e.interval_start is None or e.interval_end is None or e.interval_start <= e.interval_end
        last = e.end


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_error(text: str) -> None:
    tag(text)
