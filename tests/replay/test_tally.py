"""The verdict adds up only when every article has exactly one outcome."""

import orjson
import pytest

from services.replay.tally import Tally


def clean(article: str) -> bytes:
    return orjson.dumps({"id": article})


def mention(article: str, mention: str = "m") -> bytes:
    return orjson.dumps({"id": f"{article}/{mention}", "article_id": article})


def event(event: str, change: str = "created") -> bytes:
    return orjson.dumps({"id": event, "change": change})


def dead(stage: str, reason: str) -> list[tuple[str, bytes]]:
    return [("dateline.dlq.stage", stage.encode()), ("dateline.dlq.reason", reason.encode()), ("x", b"\xff")]


@pytest.fixture
def tally() -> Tally:
    """Four articles: one with two mentions, one without events, one refused by intake and one by extract."""
    tally = Tally()
    for key in (b"told", b"dull", b"broken", b"slow"):
        tally.article(key)
    for article in ("told", "dull", "slow", "somebody else's"):
        tally.clean_article(clean(article))
    tally.dead_letter(b"broken", b"\xff", dead("intake", "undecodable"))
    tally.dead_letter(b"route key", clean("slow"), dead("extract", "timeout"))
    tally.mention(mention("told", "1"))
    tally.mention(mention("told", "2"))
    tally.event(event("e"))
    return tally


def test_each_article_has_one_outcome(tally: Tally) -> None:
    verdict = tally.verdict(settled=True)
    assert verdict.adds_up
    assert (verdict.articles, verdict.extracted, verdict.no_events, verdict.dead_lettered) == (4, 1, 1, 2)
    assert verdict.dead == {"timeout": 1, "undecodable": 1}
    assert (verdict.mentions, verdict.events_new) == (2, 1)


def test_repeats_change_nothing(tally: Tally) -> None:
    before = tally.verdict(settled=True)
    tally.clean_article(clean("told"))
    tally.mention(mention("told", "1"))
    tally.dead_letter(b"broken", b"\xff", dead("intake", "undecodable"))
    assert tally.verdict(settled=True) == before


def test_a_lost_article_is_noticed(tally: Tally) -> None:
    tally.article(b"lost")
    verdict = tally.verdict(settled=True)
    assert (verdict.lost, verdict.adds_up) == (1, False)


def test_an_article_with_two_outcomes_is_noticed(tally: Tally) -> None:
    tally.mention(mention("slow"))
    verdict = tally.verdict(settled=True)
    assert (verdict.twofold, verdict.adds_up) == (1, False)


def test_nothing_adds_up_before_all_is_settled(tally: Tally) -> None:
    assert not tally.verdict(settled=False).adds_up


def test_dead_mentions_and_clusters_are_not_articles(tally: Tally) -> None:
    before = tally.verdict(settled=True)
    tally.dead_letter(b"told", b"{}", dead("dedup", "failed"))
    tally.dead_letter(None, None, dead("extract", "failed"))
    assert tally.verdict(settled=True) == before


def test_events_are_new_updated_or_merged(tally: Tally) -> None:
    for name, change in (("e", "updated"), ("old", "updated"), ("gone", "created"), ("gone", "merged")):
        tally.event(event(name, change))
    verdict = tally.verdict(settled=True)
    assert (verdict.events_new, verdict.events_updated, verdict.events_merged) == (1, 1, 1)


def test_a_note_that_a_dead_letter_is_handled_is_no_dead_letter(tally: Tally) -> None:
    before = tally.verdict(settled=True)
    tally.dead_letter(b"told", None, [("dateline.dlq.handled", b'{"partition":0,"offset":1}')])
    assert tally.verdict(settled=True) == before
