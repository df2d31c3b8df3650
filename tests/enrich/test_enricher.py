"""From a cluster's revision to the event record."""

from datetime import UTC, datetime

import pytest

from schemas.cluster import Change
from schemas.event import Event
from schemas.fields import Provenance
from schemas.plover import MODE_SCORE, EventType, Sector
from services.enrich.confidence import HIGHEST, corroborated
from services.enrich.enricher import MOST_MENTIONS, Enricher
from services.enrich.tables import CODES, PHRASES, codes
from tests.enrich.builders import GAZETTEER, NOW, cluster, party, place, record, words

ATTACK = record(
    EventType.ASSAULT, "drone", [party("Russia", "RUS", Sector.MIL)], [party("Kyiv", "UKR")], where=place(703448)
)


def enrich(*arguments: object, **more: object) -> Event:
    return Enricher(GAZETTEER).run(cluster(*arguments, **more), NOW)  # type: ignore[arg-type]


def test_adds_what_the_gazetteer_knows() -> None:
    where = enrich(ATTACK).where
    assert where is not None
    assert (where.admin1, where.admin1_name, where.country_name) == ("UA.12", "Kyiv City", "Ukraine")
    assert where.population is not None
    assert where.population > 2_000_000
    assert where.latitude == pytest.approx(50.45, abs=0.01)


def test_a_place_without_id_keeps_its_coordinates() -> None:
    bare = place("UA.05")
    where = enrich(record(EventType.ASSAULT, where=bare)).where
    assert where is not None
    assert (where.latitude, where.admin1_name, where.population) == (bare.latitude, "Donetsk", None)


def test_no_place_keeps_its_reason() -> None:
    event = enrich(record(EventType.ACCUSE))
    assert (event.where, event.where_reason) == (None, "no place named")


def test_intensity_quad_and_codes_follow_the_type_and_mode() -> None:
    event = enrich(ATTACK)
    assert (event.quad, event.intensity) == (4, -9.5)
    assert (event.codes.cameo_root, event.codes.cameo_base) == ("19", "195")
    assert (event.codes.acled_event_type, event.codes.acled_sub_event_type) == (
        "Explosions/Remote violence",
        "Air/drone strike",
    )


@pytest.mark.parametrize(
    ("recipients", "expected"),
    [([words("civilians")], "Violence against civilians"), ([party("Hamas", None, Sector.REB)], "Battles"), ([], None)],
)
def test_the_victims_decide_what_acled_would_call_an_attack(recipients: list[object], expected: str | None) -> None:
    event = enrich(record(EventType.ASSAULT, "firearms", [party("Russia")], recipients))  # type: ignore[arg-type]
    assert event.codes.acled_event_type == expected


def test_every_type_and_mode_has_codes_and_a_phrase() -> None:
    for event_type in EventType:
        for mode in (None, *MODE_SCORE.get(event_type, {})):
            assert (event_type, mode) in PHRASES
            assert (event_type, mode, "") in CODES
            assert codes(event_type, mode, "").cameo_base, (event_type, mode)
            root, base = codes(event_type, mode, "").cameo_root, codes(event_type, mode, "").cameo_base
            assert root is not None
            assert base is not None
            assert base.startswith(root)


def test_shows_at_most_so_many_mentions_and_counts_all() -> None:
    event = enrich(ATTACK, mentions=MOST_MENTIONS + 51, articles=5)
    assert len(event.mentions) == MOST_MENTIONS
    assert (event.mention_count, event.article_count, event.independent_sources) == (MOST_MENTIONS + 51, 5, 5)
    assert [m.published_at for m in event.mentions] == sorted(m.published_at for m in event.mentions)


def test_mentions_say_where_they_stand() -> None:
    mention = enrich(ATTACK).mentions[0]
    assert (mention.sentence.text, mention.sentence.start, mention.sentence.end) == ("Russia attacked Kyiv.", 0, 21)
    assert (mention.trigger.text, mention.trigger.start, mention.trigger.end) == ("attacked", 7, 15)


def test_confidence_rises_by_independent_sources_only() -> None:
    assert enrich(ATTACK, mentions=9, articles=1).confidence == 0.8
    assert enrich(ATTACK, mentions=9, articles=2).confidence == pytest.approx(0.86)
    series = [corroborated(0.5, n) for n in range(15)]
    assert series == sorted(series)
    assert corroborated(0.98, 100) == HIGHEST
    assert 0 <= corroborated(0.0, 1) <= corroborated(2.0, 1) <= HIGHEST


def test_a_merged_cluster_is_an_event_that_says_so() -> None:
    merged = cluster(ATTACK).model_copy(
        update={
            "change": Change.MERGED,
            "merged_into": "e0",
            "members": [],
            "articles": [],
            "profiles": [],
            "revision": 4,
        }
    )
    own = Provenance(dateline="0.1.0", model="m", lexicon="l", gazetteer="g")
    event = Enricher(GAZETTEER, own).run(merged, NOW)
    assert (event.id, event.change, event.merged_into, event.revision) == ("e1", Change.MERGED, "e0", 4)
    assert (event.mentions, event.mention_count, event.article_count) == ([], 0, 0)
    assert event.provenance.model == "m"
    assert event.summary.startswith("Russia attacked Kyiv")


def test_provenance_is_of_the_mention_and_of_this_gazetteer() -> None:
    event = enrich(ATTACK, replay=True)
    assert (event.provenance.model, event.provenance.gazetteer) == ("m1", GAZETTEER.version)
    assert (event.provenance.replay, event.provenance.recorded_at) == (True, NOW)
    assert not enrich(ATTACK).provenance.replay


def test_the_same_cluster_gives_the_same_bytes_whenever_it_runs() -> None:
    first = Enricher(GAZETTEER).run(cluster(ATTACK, 5, 3), NOW)
    later = Enricher(GAZETTEER).run(cluster(ATTACK, 5, 3), datetime(2030, 1, 1, tzinfo=UTC))
    assert first.model_dump(exclude={"provenance"}) == later.model_dump(exclude={"provenance"})


def test_states_have_their_correlates_of_war_number_and_others_have_none() -> None:
    parties = [party("Russia", "RUS"), party("United Nations", "UNO"), party("Kosovo", "KOS"), party("nobody")]
    event = Enricher(GAZETTEER).run(cluster(record(EventType.CONSULT, None, parties, where=place(703448))), NOW)
    assert [a.cow for a in event.actors] == [365, None, 347, None]
    assert event.where is not None
    assert event.where.cow == 369


@pytest.mark.parametrize(
    ("event_type", "mode", "code", "acled"),
    [
        (EventType.RETREAT, "ceasefire", "0871", "Agreement"),
        (EventType.PROTEST, "hunger", "142", None),
        (EventType.COERCE, "curfew", "1723", "Change to group/activity"),
        (EventType.THREATEN, "territory", "1382", None),
    ],
)
def test_cross_walks_are_the_codebooks(event_type: EventType, mode: str, code: str, acled: str | None) -> None:
    found = codes(event_type, mode, "")
    assert (found.cameo_code, found.cameo_base, found.cameo_root) == (code, code[:3], code[:2])
    assert found.acled_sub_event_type == acled
