"""Every quote of the marked articles stands in its article, and events are counted right, wrong type and invented."""

from bench.quality.articles import load, score
from bench.quality.sentences import raw
from schemas.plover import EventType
from services.pipeline import build


def test_every_marked_event_is_in_its_article_and_of_known_types() -> None:
    articles = load()
    assert len({a["id"] for a in articles}) == len(articles)
    for article in articles:
        for event in article["events"]:
            assert set(event["types"]) <= set(EventType), (article["id"], event["quote"])
            assert all(end <= len(article["text"]) for _, end in event["spans"])


def test_found_other_type_missed_and_invented_are_told_apart() -> None:
    text = "Police arrested seven people in Minsk on Monday. Rebels bombed a school in Aleppo on Tuesday."
    article = {
        "id": "x",
        "published_at": "2020-01-01",
        "text": text,
        "may": [],
        "events": [
            {"types": ["COERCE"], "quote": "arrested seven", "spans": [(7, 21)], "actors": ["BLR"], "recipients": [],
             "where": ["Minsk"], "when": "2019-12-29"},
            {"types": ["CONSULT"], "quote": "bombed", "spans": [(55, 63)], "actors": ["SYR"], "recipients": []},
            {"types": ["CONSULT"], "quote": "in", "spans": [(95, 96)], "actors": ["SYR"], "recipients": []},
        ],
    }  # fmt: skip
    events = build().run([raw(article)]).events
    told = score(article, events)
    assert told["found"] == 1
    assert (told["where"], told["when"], told["when of"]) == (1, 0, 1)
    assert [row[0] for row in told["rows"]] == ["when wrong", "other type", "missed"]
    article["events"] = []
    assert score(article, events)["invented"] == 2
