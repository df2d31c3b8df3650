"""Mentions that no extractor should send: dedup takes them, keeps the law, and never fails."""

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.cluster import EventCluster
from schemas.fields import Actor, Basis, Casualties, CasualtyKind, Factuality, Granularity, When, Where
from schemas.mention import EventMention
from schemas.plover import EventType, Sector
from services.dedup.edge import score
from services.dedup.profile import profile_of
from services.dedup.stage import Deduplicator
from tests.dedup.samples import as_sets, mention, positions

_WORDS = st.text(max_size=6) | st.sampled_from(
    ["Putin", "the the", "a", "\x00", "\ud800".encode(errors="replace").decode()]
)
_MAYBE = st.none() | _WORDS
_DATES = st.none() | st.dates() | st.dates(date(2024, 5, 1), date(2024, 5, 9))
_FLOATS = st.none() | st.floats(-200, 200)
_NUMBERS = st.none() | st.integers(-5, 10**12)
_ACTORS = st.lists(
    st.builds(Actor, text=_WORDS, name=_MAYBE, country=st.sampled_from([None, "", "RUS", "??"]),
              sector=st.none() | st.sampled_from(Sector), title=_MAYBE),
    max_size=4,
)  # fmt: skip
_WHEN = st.none() | st.builds(
    When, start=_DATES, end=_DATES, granularity=st.sampled_from(Granularity), basis=st.sampled_from(Basis), text=_MAYBE
)
_WHERE = st.none() | st.builds(
    Where, text=_WORDS, name=_WORDS, country=st.sampled_from([None, "UKR", "RUS"]), admin1=_MAYBE, admin2=_MAYBE,
    geonameid=st.none() | st.integers(0, 3), latitude=_FLOATS, longitude=_FLOATS, resolution=st.integers(1, 5),
)  # fmt: skip
_CASUALTIES = st.lists(
    st.builds(Casualties, kind=st.sampled_from(CasualtyKind), min=_NUMBERS, max=_NUMBERS, claimed_by=_MAYBE), max_size=3
)
_MENTIONS = st.builds(
    dict, article=st.sampled_from("abc"), when=_WHEN, where=_WHERE, actors=_ACTORS, recipients=_ACTORS,
    casualties=_CASUALTIES, factuality=st.sampled_from(Factuality), attributed_to=_MAYBE, background=st.booleans(),
    type=st.sampled_from([EventType.ASSAULT, EventType.CONSULT]), signature=_WORDS, lemma=_WORDS,
    embedding=st.sampled_from(["", "AAAA", "A" * 512, "/wB/" * 128]),
    sentence=st.sampled_from(["", "One of a few sentences that stand in many articles.", "Short."]),
    published_at=st.datetimes(datetime(1800, 1, 2), datetime(2199, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)  # fmt: skip


@given(st.lists(_MENTIONS, min_size=2, max_size=8), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_any_mentions(told: list[dict[str, object]], order: object) -> None:
    mentions = [mention(f"m{i}", str(fields.pop("article")), **fields) for i, fields in enumerate(told)]
    first = run(mentions)
    assert score(profile_of(mentions[0]), profile_of(mentions[1])) == score(
        profile_of(mentions[1]), profile_of(mentions[0])
    )
    order.shuffle(mentions)  # type: ignore[attr-defined]
    assert as_sets(run(mentions)) == as_sets(first)
    for cluster in first:
        assert EventCluster.model_validate_json(cluster.to_json()) == cluster


def run(mentions: list[EventMention]) -> list[EventCluster]:
    deduplicator = Deduplicator()
    for told, position in positions(mentions):
        deduplicator.apply(told, position)
    return deduplicator.clusters()
