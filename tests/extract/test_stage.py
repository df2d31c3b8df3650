"""The stage extract: any text in, mentions whose offsets and ids hold, or no events."""

import base64
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.article import CleanArticle
from schemas.deadletter import Reason
from schemas.fields import Basis
from schemas.mention import EventMention
from services.errors import Rejected
from services.extract.coder.mention import mention_id
from services.extract.document import Parse
from services.extract.factory import build
from services.extract.nlp.cache import SentenceCache
from services.extract.nlp.engine import Engine
from services.extract.stage import Extracted, Extractor, NoEvents

NEWS = (
    "Turkish jets bombed a village in northern Iraq on Sunday, killing three civilians.\n\n"
    "Iraq's foreign ministry condemned the attack and summoned Turkey's ambassador.\n\n"
    "“We will not stay silent,” the minister said."
)


def article(text: str, **changes: object) -> CleanArticle:
    day = date(2022, 12, 20)
    fields: dict[str, object] = {
        "id": "a1", "source": "test", "url": None, "title": None, "text": text,
        "published_at": datetime(day.year, day.month, day.day, tzinfo=UTC), "language": "en", "content_hash": "h",
        "signature": "", "route_key": "", "text_basis": "received", "received_bytes": len(text),
    }  # fmt: skip
    return CleanArticle.model_validate(fields | changes)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return build()


def spans(m: EventMention) -> list[tuple[int, int, str]]:
    out = [m.trigger, m.sentence, *m.cues]
    out += [p.evidence for p in (*m.actors, *m.recipients, *m.casualties, *m.quantities) if p.evidence]
    out += [f.evidence for f in (m.when, m.where) if f and f.evidence]
    return [(s.start, s.end, s.text) for s in out]


def test_mentions_quote_the_article(extractor: Extractor) -> None:
    found = extractor.run(article(NEWS))
    assert isinstance(found, Extracted)
    assert {m.type.value for m in found.mentions} == {"ASSAULT", "ACCUSE"}
    assert len({m.id for m in found.mentions}) == len(found.mentions)
    for m in found.mentions:
        assert len(base64.b64decode(m.embedding)) == 384
        assert 0 < m.confidence < 1
        for start, end, text in spans(m):
            assert NEWS[start:end] == text


def test_offsets_lead_back_to_the_text_as_received(extractor: Extractor) -> None:
    received = "DATE 2022\n" + NEWS
    found = extractor.run(article(NEWS, offset_map=[(0, 10)]))
    assert isinstance(found, Extracted)
    assert all(received[s:e] == text for m in found.mentions for s, e, text in spans(m))


def test_a_text_without_events_says_so(extractor: Extractor) -> None:
    found = extractor.run(article("The library is open on Sundays. Children like the garden."))
    assert isinstance(found, NoEvents)
    assert found.sentences == 2


def test_the_same_article_gives_the_same_mentions_with_and_without_cache(extractor: Extractor) -> None:
    uncached = build(cache=SentenceCache(0))
    assert extractor.run(article(NEWS)) == extractor.run(article(NEWS)) == uncached.run(article(NEWS))


def test_ids_depend_on_article_content_place_and_type() -> None:
    base = ("a", "h", 1, 2, "ASSAULT")
    ids = {mention_id(*base)}
    for i, other in enumerate(("b", "g", 3, 4, "ACCUSE")):
        ids.add(mention_id(*(*base[:i], other, *base[i + 1 :])))  # type: ignore[arg-type]
    assert len(ids) == 6


def test_too_many_sentences_are_rejected() -> None:
    with pytest.raises(Rejected) as caught:
        build(max_sentences=3).run(article("Rebels attacked. " * 10))
    assert caught.value.reason is Reason.TOO_LARGE


class Blind:
    """An engine that reads nothing: every sentence is an empty parse."""

    version = "blind"

    def parse(self, text: str) -> Parse:
        return Engine.parse.__get__(_engine)("")


_engine = Engine()


def test_an_engine_without_words_gives_no_events() -> None:
    assert isinstance(build(engine=Blind()).run(article(NEWS)), NoEvents)


VOCABULARY = """Russia attacked Kyiv said “ ” the of not will if , . ? president Putin visited killed three civilians on
Monday accused it they talks with between and drone strike in an \u200b é 1,000 $ @ / - ( ) to"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n\n"])


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=120)))
def test_any_text_is_read_and_every_offset_holds(extractor: Extractor, text: str) -> None:
    if not text:
        return
    found = extractor.run(article(text))
    for m in found.mentions if isinstance(found, Extracted) else []:
        assert all(text[s:e] == quoted for s, e, quoted in spans(m))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The presidents of Ghana and Togo signed a treaty in Prague on Friday.", "Prague"),
        ("The presidents of Ghana and Togo signed a treaty on the war in Ukraine on Friday.", None),
    ],
)
def test_a_treaty_is_signed_where_its_phrase_says(extractor: Extractor, text: str, place: str | None) -> None:
    found = extractor.run(article(text))
    assert isinstance(found, Extracted)
    assert [m.where and m.where.name for m in found.mentions if m.trigger.text == "signed"] == [place]


def test_what_is_said_today_of_a_day_to_come_is_said_today(extractor: Extractor) -> None:
    found = extractor.run(article("France called on the Syrian government for talks for Friday."))
    assert isinstance(found, Extracted)
    when = found.mentions[0].when
    assert when is not None
    assert (when.start, when.basis) == (date(2022, 12, 20), Basis.PUBLICATION)


def test_police_are_of_the_country_they_act_in(extractor: Extractor) -> None:
    found = extractor.run(article("LAGOS: Police arrested seven students on Friday."))
    assert isinstance(found, Extracted)
    (arrest,) = found.mentions
    assert [(a.country, a.sector) for a in arrest.actors] == [("NGA", "COP")]
    found = extractor.run(article("LAGOS: Soldiers arrested seven students on Friday."))
    assert isinstance(found, Extracted)
    assert [a.country for a in found.mentions[0].actors] == [None]
