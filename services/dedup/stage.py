"""The stage itself: one mention in, its outcome and the revisions it causes out."""

from dataclasses import dataclass
from enum import StrEnum

from schemas.cluster import Change, EventCluster, Position
from schemas.mention import EventMention
from services.dedup.cluster import Cluster, merged
from services.dedup.identity import event_id
from services.dedup.profile import Profile, profile_of
from services.dedup.registry import Read, Registry


class Outcome(StrEnum):
    """What a mention was; each has exactly one."""

    NEW_EVENT = "new_event"
    SAME_EVENT = "same_event"
    NEAR_DUPLICATE = "near_duplicate"  # the same event, in a near-duplicate of an article that told it already
    REDELIVERED = "redelivered"


@dataclass(frozen=True, slots=True)
class Applied:
    """revisions: to be published in this order; the last carries the mention's position as `applied`."""

    outcome: Outcome
    revisions: list[EventCluster]


@dataclass(frozen=True, slots=True)
class Restored:
    """What is kept of a record of the log until all are read. cluster: None of one that was merged."""

    revision: int
    seniority: tuple[int, int, str]
    applied: tuple[int, int] | None
    members: Read
    cluster: Cluster | None

    @classmethod
    def of(cls, record: EventCluster, raw: bytes | None = None) -> "Restored":
        """The cluster is packed at once: a hundred thousand records as objects would not fit."""
        alive = record.change is not Change.MERGED
        profiles, told = _profiles(record)
        return cls(
            record.revision,
            (record.founded.partition, record.founded.offset, record.event_id),
            (record.applied.partition, record.applied.offset) if record.applied else None,
            tuple(
                (m.mention_id, record.articles[m.article].article_id, profile, m.group)
                for m, profile in zip(record.members, told, strict=True)
            ),
            Cluster.restored(record, profiles, raw) if alive else None,
        )


class Deduplicator:
    """The clusters of one partition of `mentions.v1`. Not for several threads at once.

    Fed the mentions in the order of their offsets, it gives the same revisions every time; fed them in any order, with
    repeats, or spread over partitions by block, it gives the same clusters, compared as sets of mention ids (see
    `edge`). Only forgetting breaks that: of more than `max_clusters` the one with the oldest news goes, and a mention
    of it that comes later founds it anew.

    Restart: `restore` each record of the compacted log, publish what `finish_restore` returns, then `apply` from the
    last commit or anywhere before.
    """

    def __init__(self, max_clusters: int = 250_000) -> None:
        self._registry = Registry(max_clusters)
        self._applied: dict[int, int] = {}  # partition -> last offset whose effect is complete
        self._restoring: dict[str, Restored] = {}

    def __len__(self) -> int:
        return len(self._registry.clusters)

    def clusters(self) -> list[EventCluster]:
        """The newest revision of every living cluster, in order of their founding."""
        return [c.record() for c in sorted(self._registry.clusters.values(), key=Cluster.seniority)]

    def apply(self, mention: EventMention, position: Position) -> Applied:
        """Take one mention in. A repeat, by offset or by mention id, changes nothing."""
        if position.offset <= self._applied.get(position.partition, -1) or mention.id in self._registry.of_mention:
            return Applied(Outcome.REDELIVERED, [])
        profile, linked = self._registry.linked(mention)
        outcome = _outcome(mention, linked)
        if linked:
            survivor, *absorbed = linked
        else:
            survivor, absorbed = Cluster(event_id(mention, self._registry.taken), mention.block, position), []
        steps = [merged(cluster.record(), survivor.event_id, None) for cluster in absorbed]
        for cluster in absorbed:
            self._registry.absorb(survivor, cluster)
        survivor.add(mention, profile)
        self._registry.add(survivor, mention, profile)
        # The survivor first: a crash between leaves members twice, which `finish_restore` sees, never nowhere.
        steps.insert(0, survivor.publish(Change.UPDATED if linked else Change.CREATED, None if absorbed else position))
        steps[-1] = steps[-1].model_copy(update={"applied": position})
        self._applied[position.partition] = position.offset
        self._registry.forget_oldest(but=survivor)
        self._registry.tidy()
        return Applied(outcome, steps)

    def restore(self, record: EventCluster, raw: bytes | None = None) -> None:
        """Take in a record of `clusters.v1`: of each event at least the newest revision, in any order.

        raw: its bytes as they lie in the log, which spares writing them anew.
        """
        known = self._restoring.get(record.event_id)
        if known is None or known.revision < record.revision:
            self._restoring[record.event_id] = Restored.of(record, raw)

    def finish_restore(self) -> list[EventCluster]:
        """Build the clusters restored. Returns the revisions that complete a merge a crash interrupted, to publish."""
        read = sorted(self._restoring.values(), key=lambda r: r.seniority)
        self._restoring = {}
        completed = []
        for restored in read:
            event_id = restored.seniority[-1]
            if restored.applied is not None:
                partition, offset = restored.applied
                self._applied[partition] = max(offset, self._applied.get(partition, -1))
            if restored.cluster is None:
                self._registry.bury(event_id)
                continue
            # The survivor is the elder and is published first: what shares a member with an elder was absorbed by it.
            known = (self._registry.of_mention.get(mention_id) for mention_id, *_ in restored.members)
            survivor = next((cluster for cluster in known if cluster is not None), None)
            if survivor is not None:
                completed.append(merged(restored.cluster.record(), survivor.event_id, None))
                self._registry.bury(event_id)
            else:
                self._registry.revive(restored.cluster, restored.members)
        self._registry.forget_oldest()
        return completed


def _profiles(record: EventCluster) -> tuple[list[Profile], list[int]]:
    """The profiles of a cluster, one for each thing said and words of its article, and the number of each member's."""
    number: dict[bytes, int] = {}
    profiles: list[Profile] = []
    known: dict[tuple[int, tuple[str, ...]], int] = {}
    told = []
    for member in record.members:
        words = record.articles[member.article].words
        said = member.profile, tuple(words)
        if said not in known:
            profile = profile_of(record.profiles[member.profile], words)
            known[said] = number.setdefault(profile.key, len(profiles))
            if known[said] == len(profiles):
                profiles.append(profile)
        told.append(known[said])
    return profiles, told


def _outcome(mention: EventMention, linked: list[Cluster]) -> Outcome:
    if not linked:
        return Outcome.NEW_EVENT
    if any(cluster.has_article(mention) for cluster in linked):
        return Outcome.SAME_EVENT
    if any(cluster.has_near_duplicate(mention) for cluster in linked):
        return Outcome.NEAR_DUPLICATE
    return Outcome.SAME_EVENT
