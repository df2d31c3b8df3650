"""The record of a cluster: majority of independent sources, the most specific of equals, claims side by side."""

import random
from datetime import UTC, datetime, timedelta

from schemas.base import Span
from schemas.cluster import Canonical, Change, Position
from schemas.fields import Actor, Basis, Casualties, CasualtyKind, Factuality, Qualifier
from schemas.mention import EventMention
from schemas.plover import Sector
from services.dedup.cluster import Cluster
from services.dedup.profile import profile_of
from services.dedup.sources import Sources
from tests.dedup.samples import DAY, PARTIES, TOWNS, killed, mention, on, signature, world

PUTIN = Actor(text="Putin", name="Vladimir Putin", country="RUS", sector=Sector.GOV, title="president")


def cluster_of(*mentions: EventMention) -> Cluster:
    cluster = Cluster("e", "UKR4", Position(partition=0, offset=0))
    for told in mentions:
        cluster.add(told, profile_of(told))
    return cluster


def record(*mentions: EventMention) -> Canonical:
    return cluster_of(*mentions).publish(Change.UPDATED, None).canonical


def told(number: int, **fields: object) -> EventMention:
    """A mention in an article of its own, no copy of any other."""
    return mention(f"m{number}", f"a{number}", signature=signature(number), **fields)


def test_copies_count_once() -> None:
    copies = [mention(f"c{i}", f"c{i}", signature=signature(7, i), mode="drone") for i in range(5)]
    others = [told(i, mode="aerial") for i in (100, 200)]
    cluster = cluster_of(*copies, *others)
    published = cluster.publish(Change.UPDATED, None)
    assert published.independent_sources == 3
    assert published.canonical.mode == "aerial"
    assert len(published.profiles) == 2
    assert len(published.articles) == len(published.members) == 7


def test_near_duplicates_chain_and_articles_without_signature_stand_alone() -> None:
    sources = Sources()
    sources.add("a", signature(1))
    sources.add("b", signature(1, 60))
    sources.add("c", signature(2))
    sources.add("d", "no signature")
    sources.add("e", "")
    assert sources.count() == 4
    assert sources.alike("f", signature(1, 30)) == [0, 1]
    sources.add("d", signature(3))  # a new version of an article is the same source
    assert sources.count() == 4


def test_most_specific_date_and_place() -> None:
    wide = told(1, when=on(DAY, DAY.replace(day=8)), where=TOWNS["Ukraine"])
    canonical = record(wide, told(2, where=None, where_reason="none named"), told(3), told(4, when=None))
    assert canonical.when is not None
    assert canonical.when.start == canonical.when.end == DAY
    assert canonical.where == TOWNS["Aville"]
    assert canonical.where_reason is None
    assert record(told(2, where=None, where_reason="none named")).where_reason == "none named"


def test_parties_are_united_without_repeats() -> None:
    canonical = record(
        told(1, actors=[PARTIES["state"]]),
        told(2, actors=[PUTIN.model_copy(update={"name": "Putin", "title": None})]),
        told(3, actors=[PUTIN]),
        told(4, actors=[PARTIES["unknown"]]),
        told(5, actors=[Actor(text="Lukashenko", name="Alexander Lukashenko", country="BLR")], recipients=[PUTIN]),
    )
    assert [a.name for a in canonical.actors] == ["Vladimir Putin", "Alexander Lukashenko"]
    assert canonical.recipients == [PARTIES["victims"]]
    assert record(told(1, actors=[PARTIES["unknown"]])).actors == [PARTIES["unknown"]]


def test_two_countries_in_the_same_words_are_two_parties() -> None:
    soldiers = [Actor(text="Indian and Chinese soldiers", country=code, sector=Sector.MIL) for code in ("IND", "CHN")]
    assert [a.country for a in record(mention("1", actors=soldiers)).actors] == ["IND", "CHN"]


def test_casualty_claims_stand_side_by_side() -> None:
    canonical = record(
        told(1, casualties=[killed(3)]),
        told(2, casualties=[killed(3, "Kyiv")]),
        told(3, casualties=[killed(5, "Moscow")]),
        told(4, casualties=[killed(5, "Moscow")]),
    )
    assert [(c.min, c.claimed_by) for c in canonical.casualties] == [(5, "Moscow"), (3, "Kyiv")]


def test_the_newest_authoritative_count_is_marked_and_every_claim_dated() -> None:
    def day(number: int) -> datetime:
        return datetime(2024, 5, number, tzinfo=UTC)

    at_least = Casualties(kind=CasualtyKind.KILLED, min=4, max=None, qualifier=Qualifier.AT_LEAST)
    several = Casualties(kind=CasualtyKind.KILLED, min=None, max=None, qualifier=Qualifier.SEVERAL, claimed_by="x")
    mentions = [
        told(1, casualties=[killed(3, "police")], published_at=day(6)),
        told(2, casualties=[killed(5, "police")], published_at=day(7)),
        told(3, casualties=[killed(3, "police")], published_at=day(8)),  # an old count told late
        told(4, casualties=[at_least, several], published_at=day(9)),  # nobody is named for it, or it is no count
    ]
    for order in range(4):
        random.Random(order).shuffle(mentions)
        claims = {(c.min, c.max): c for c in record(*mentions).casualties}
        assert {k: c.claimed_at for k, c in claims.items()} == {
            (3, 3): day(6), (5, 5): day(7), (4, None): day(9), (None, None): day(9),
        }  # fmt: skip
        assert [k for k, c in claims.items() if c.latest] == [(5, 5)]


def test_evidence_says_which_article_it_is_in() -> None:
    span = Span(start=3, end=9, text="Aville")
    where = TOWNS["Aville"].model_copy(update={"evidence": span})
    canonical = record(told(1, where=TOWNS["Region 1"]), told(2, where=where))
    assert canonical.where is not None
    assert canonical.where.evidence == span.model_copy(update={"article_id": "a2"})


def test_factuality_and_background() -> None:
    claimed = told(1, factuality=Factuality.ATTRIBUTED, attributed_to="the mayor", background=True)
    assert record(claimed).attributed_to == "the mayor"
    assert record(claimed).background
    both = record(claimed, told(2))
    assert (both.factuality, both.attributed_to, both.background) == (Factuality.ASSERTED, None, False)


def test_the_record_does_not_depend_on_who_came_first() -> None:
    for seed in range(15):
        published: dict[str, datetime] = {}  # an article has one date
        mentions = [
            m.model_copy(update={"published_at": published.setdefault(m.article_id, m.published_at)})
            for m in world(seed, 15)
        ]
        expected = record(*mentions)
        for order in range(3):
            random.Random(order).shuffle(mentions)
            assert record(*mentions) == expected


def test_a_day_told_stands_before_the_days_of_publication() -> None:
    """ "Seized on Wednesday" by one paper, reported on Thursday by two others."""
    late = on(DAY + timedelta(days=1), basis=Basis.PUBLICATION)
    canonical = record(
        told(1, when=late), told(2, when=late, lemma="fire"), told(3, when=on(DAY, basis=Basis.RELATIVE))
    )
    assert canonical.when is not None
    assert canonical.when.start == DAY


def test_a_place_told_stands_before_the_town_of_a_dateline() -> None:
    dateline = TOWNS["Btown"].model_copy(update={"evidence": Span(start=0, end=5, text="BTOWN")})
    alone = record(told(1, where=dateline))
    assert alone.where is not None
    assert alone.where.name == "Btown"
    canonical = record(told(1, where=dateline), told(2, where=dateline, lemma="fire"), told(3, where=TOWNS["Region 1"]))
    assert canonical.where is not None
    assert canonical.where.name == "Region 1"
    inside = dateline.model_copy(update={"admin1": "1"})
    canonical = record(told(1, where=inside), told(3, where=TOWNS["Region 1"]))
    assert canonical.where is not None
    assert canonical.where.name == "Btown"
