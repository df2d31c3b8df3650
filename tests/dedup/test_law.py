"""The law of dedup: the same mentions give the same clusters, whatever the order, the repeats and the crashes."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.cluster import Change, EventCluster, Position
from schemas.mention import EventMention
from services.dedup.edge import same_event, score
from services.dedup.profile import profile_of
from services.dedup.stage import Deduplicator, Outcome
from tests.dedup.samples import as_sets, positions, world

SEEDS = st.integers(0, 10_000)


def run(mentions: list[EventMention]) -> tuple[Deduplicator, list[EventCluster]]:
    deduplicator = Deduplicator()
    log = [r for m, p in positions(mentions) for r in deduplicator.apply(m, p).revisions]
    return deduplicator, log


def components(mentions: list[EventMention]) -> set[frozenset[str]]:
    """The oracle: connected components over all pairs, by the definition of the edge alone."""
    unique = {m.id: m for m in mentions}
    left, found = set(unique), set()
    while left:
        group, stack = set(), [left.pop()]
        while stack:
            one = unique[stack.pop()]
            group.add(one.id)
            near = {other for other in left if linked(one, unique[other])}
            left -= near
            stack += near
        found.add(frozenset(group))
    return found


def linked(a: EventMention, b: EventMention) -> bool:
    one, other = profile_of(a), profile_of(b)
    return (
        one.key == other.key
        or (a.group is not None and a.group == b.group)
        or same_event(one, other)
        or (a.article_id == b.article_id and same_event(one, other, True))
    )


@given(SEEDS, SEEDS)
@settings(max_examples=60, deadline=None)
def test_any_order_and_any_repeats_give_the_components(seed: int, order: int) -> None:
    mentions = world(seed)
    expected = components(mentions)
    assert as_sets(run(mentions)[0].clusters()) == expected
    draw = random.Random(order)
    shuffled = mentions + draw.choices(mentions, k=20)
    draw.shuffle(shuffled)
    deduplicator, log = run(shuffled)
    assert as_sets(deduplicator.clusters()) == expected
    newest = {r.event_id: r for r in log}
    assert as_sets([r for r in newest.values() if r.change is not Change.MERGED]) == expected


@given(SEEDS, st.integers(1, 5))
@settings(max_examples=30, deadline=None)
def test_any_number_of_partitions_gives_the_same(seed: int, partitions: int) -> None:
    mentions = world(seed)
    partition = {"UKR4": 0, "RUS4": 3 % partitions}
    split = [[m for m in mentions if partition[m.block] == number] for number in range(partitions)]
    assert set().union(*(as_sets(run(part)[0].clusters()) for part in split)) == as_sets(run(mentions)[0].clusters())


def test_the_worlds_are_worth_testing() -> None:
    """They hold merges, copies and clusters of several profiles, else the tests above say little."""
    logs = [run(world(seed))[1] for seed in range(30)]
    changes = [r.change for log in logs for r in log]
    assert changes.count(Change.MERGED) > 20
    assert changes.count(Change.UPDATED) > 200
    assert changes.count(Change.CREATED) > 200


@given(SEEDS)
@settings(max_examples=30, deadline=None)
def test_the_same_log_gives_the_same_bytes_and_every_revision_is_in_order(seed: int) -> None:
    mentions = world(seed)
    log = run(mentions)[1]
    assert [r.to_json() for r in log] == [r.to_json() for r in run(mentions)[1]]
    newest: dict[str, int] = {}
    for record in log:
        assert record.revision == newest.get(record.event_id, 0) + 1
        newest[record.event_id] = record.revision
        assert (record.change is Change.MERGED) == (record.merged_into is not None) == (not record.members)


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_edges_are_symmetric(seed: int) -> None:
    a, b = map(profile_of, random.Random(seed).sample(world(seed), 2))
    assert score(a, b) == score(b, a)


@given(SEEDS, st.data())
@settings(max_examples=60, deadline=None)
def test_a_crash_anywhere_changes_nothing(seed: int, data: st.DataObject) -> None:
    mentions = world(seed)
    whole, log = run(mentions)
    cut = data.draw(st.integers(0, len(log)), "records that reached the log")
    survived = log[:cut]
    if data.draw(st.booleans(), "compacted"):
        survived = list({r.event_id: r for r in survived}.values())
    data.draw(st.randoms(use_true_random=False)).shuffle(survived)

    again = Deduplicator()
    for record in survived:
        raw = record.to_json()
        again.restore(EventCluster.model_validate_json(raw), raw if record.revision % 2 else None)
    after = again.finish_restore()
    applied = [r.applied.offset for r in log[:cut] if r.applied]
    committed = data.draw(st.integers(0, max(applied, default=-1) + 1), "first offset read again")
    for mention, position in positions(mentions)[committed:]:
        after += again.apply(mention, position).revisions
    assert [c.model_dump(exclude={"applied"}) for c in again.clusters()] == [
        c.model_dump(exclude={"applied"}) for c in whole.clusters()
    ]
    # and the log, with what was published after the crash, says the same as the log without it
    assert _newest([*log[:cut], *after]) == _newest(log)


def _newest(log: list[EventCluster]) -> dict[str, dict[str, object]]:
    return {r.event_id: r.model_dump(exclude={"applied"}) for r in log}


def test_redelivery_by_offset_and_by_id() -> None:
    mentions = world(1)
    deduplicator, _ = run(mentions)
    for mention, position in positions(mentions):
        assert deduplicator.apply(mention, position).outcome is Outcome.REDELIVERED
        later = deduplicator.apply(mention, Position(partition=0, offset=position.offset + 1000))
        assert later.outcome is Outcome.REDELIVERED
        assert later.revisions == []


@given(SEEDS)
@settings(max_examples=20, deadline=None)
def test_the_last_revision_of_an_effect_carries_the_mark(seed: int) -> None:
    deduplicator = Deduplicator()
    for mention, position in positions(world(seed)):
        revisions = deduplicator.apply(mention, position).revisions
        assert [r.applied for r in revisions[:-1]] == [None] * (len(revisions) - 1)
        assert not revisions or revisions[-1].applied == position


@given(SEEDS)
@settings(max_examples=20, deadline=None)
def test_never_more_clusters_than_allowed(seed: int) -> None:
    deduplicator = Deduplicator(max_clusters=3)
    for mention, position in positions(world(seed)):
        deduplicator.apply(mention, position)
        assert 0 < len(deduplicator) <= 3


def test_the_oldest_news_is_forgotten_first() -> None:
    mentions = sorted(world(3, 30), key=lambda m: m.published_at)
    deduplicator = Deduplicator(max_clusters=4)
    everything = run(mentions)[0].clusters()
    for mention, position in positions(mentions):
        deduplicator.apply(mention, position)
    kept = min(max(a.published_at for a in c.articles) for c in deduplicator.clusters())
    gone = as_sets(everything) - as_sets(deduplicator.clusters())
    for cluster in everything:
        if frozenset(m.mention_id for m in cluster.members) in gone:
            assert max(a.published_at for a in cluster.articles) <= kept or len(cluster.members) > 1
