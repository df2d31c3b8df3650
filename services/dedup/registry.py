"""The living clusters of a partition, found by id, mention, profile, article or age."""

import heapq
from collections import ChainMap
from collections.abc import Container

from schemas.mention import EventMention
from services.dedup.cluster import Cluster
from services.dedup.edge import same_event
from services.dedup.index import ProfileIndex
from services.dedup.profile import Profile, profile_of

Read = tuple[tuple[str, str, int, str | None], ...]
"""Of each member of a cluster its id, its article's id, the number of its profile and its group."""
OPEN_CLUSTERS = 1_000  # as objects of some 20 kB each: those that are growing


class Registry:
    """Keeps every table in step. Forgets the cluster with the oldest news where there are more than `max_clusters`."""

    def __init__(self, max_clusters: int) -> None:
        self._max_clusters = max_clusters
        self.clusters: dict[str, Cluster] = {}
        self.of_mention: dict[str, Cluster] = {}
        self._of_profile: dict[bytes, tuple[Profile, Cluster]] = {}
        self._in_article: dict[tuple[str, str], tuple[bytes, ...]] = {}  # (article id, block) -> keys of profiles
        self._of_group: dict[str, Cluster] = {}
        self._index = ProfileIndex()
        self._open: dict[str, Cluster] = {}  # not packed, the longest untouched first
        self._merged: dict[str, None] = {}  # ids that may not be given again, oldest first
        self._by_age: list[tuple[float, str]] = []  # heap; the entry of a cluster that grew since is stale
        self.taken: Container[str] = ChainMap[str, object](self.clusters, self._merged)  # type: ignore[arg-type]

    def linked(self, mention: EventMention) -> tuple[Profile, list[Cluster]]:
        """The mention's profile, and the clusters it is of, by seniority."""
        profile = profile_of(mention)
        found: dict[str, Cluster] = {}
        if profile.key in self._of_profile:
            profile, cluster = self._of_profile[profile.key]
            found[cluster.event_id] = cluster
        else:
            for other in self._index.candidates(profile):
                self._try(profile, other.key, False, found)
        for key in self._in_article.get((mention.article_id, mention.block), ()):
            self._try(profile, key, True, found)
        if mention.group in self._of_group:
            found.setdefault((cluster := self._of_group[mention.group]).event_id, cluster)
        linked = sorted(found.values(), key=Cluster.seniority)
        for cluster in linked:
            self._at_hand(cluster)
        return profile, linked

    def _try(self, profile: Profile, key: bytes, same_article: bool, found: dict[str, Cluster]) -> None:
        other, cluster = self._of_profile[key]
        if cluster.event_id not in found and same_event(profile, other, same_article):
            found[cluster.event_id] = cluster

    def _at_hand(self, cluster: Cluster) -> None:
        """Open a cluster; see to it later that not too many are."""
        cluster.open()
        self._open.pop(cluster.event_id, None)
        self._open[cluster.event_id] = cluster

    def tidy(self) -> None:
        """Pack the clusters that have long been left alone; each has published its last revision."""
        while len(self._open) > OPEN_CLUSTERS:
            self._open.pop(next(iter(self._open))).pack()

    def add(self, cluster: Cluster, mention: EventMention, profile: Profile) -> None:
        """Note a mention that is now of `cluster`, itself new or not."""
        self.clusters[cluster.event_id] = cluster
        self._at_hand(cluster)
        self.of_mention[mention.id] = cluster
        self._note(cluster, profile)
        if mention.group:
            self._of_group[mention.group] = cluster
        self._tell((mention.article_id, mention.block), profile.key)
        heapq.heappush(self._by_age, (cluster.latest, cluster.event_id))

    def revive(self, cluster: Cluster, read: Read) -> None:
        """Note a packed cluster from the log, and what was read of it."""
        self.clusters[cluster.event_id] = cluster
        for profile in cluster.profiles:
            self._note(cluster, profile)
        for mention_id, article_id, profile_number, group in read:
            self.of_mention[mention_id] = cluster
            if group:
                self._of_group[group] = cluster
            self._tell((article_id, cluster.block), cluster.profiles[profile_number].key)
        heapq.heappush(self._by_age, (cluster.latest, cluster.event_id))

    def absorb(self, survivor: Cluster, absorbed: Cluster) -> None:
        """Make all of `absorbed` the survivor's."""
        survivor.absorb(absorbed)
        for member in absorbed.members:
            self.of_mention[member.mention_id] = survivor
            if member.group:
                self._of_group[member.group] = survivor
        for profile in absorbed.profiles:
            self._of_profile[profile.key] = profile, survivor
        del self.clusters[absorbed.event_id]
        self._open.pop(absorbed.event_id, None)
        self.bury(absorbed.event_id)

    def bury(self, event_id: str) -> None:
        """Remember the id of a merged cluster, so that no new event gets it."""
        self._merged[event_id] = None
        if len(self._merged) > self._max_clusters:
            del self._merged[next(iter(self._merged))]

    def forget_oldest(self, but: Cluster | None = None) -> None:
        """Forget the clusters with the oldest news, `but` aside, until there are few enough."""
        kept = None
        while len(self.clusters) > self._max_clusters and self._by_age:
            latest, event_id = heapq.heappop(self._by_age)
            cluster = self.clusters.get(event_id)
            if cluster is None or cluster.latest != latest:
                continue
            if cluster is but:
                kept = latest, event_id
            else:
                self._forget(cluster)
        if kept:
            heapq.heappush(self._by_age, kept)
        if len(self._by_age) > 4 * len(self.clusters) + 1024:
            self._by_age = sorted((cluster.latest, cluster.event_id) for cluster in self.clusters.values())

    def _tell(self, article: tuple[str, str], key: bytes) -> None:
        keys = self._in_article.get(article, ())
        if key not in keys:
            self._in_article[article] = (*keys, key)

    def _note(self, cluster: Cluster, profile: Profile) -> None:
        if profile.key not in self._of_profile:
            self._index.add(profile)
        self._of_profile[profile.key] = profile, cluster

    def _forget(self, cluster: Cluster) -> None:
        cluster.open()
        self._open.pop(cluster.event_id, None)
        gone = {profile.key for profile in cluster.profiles}
        for member in cluster.members:
            del self.of_mention[member.mention_id]
            if member.group:
                self._of_group.pop(member.group, None)
            article = cluster.articles[member.article].article_id, cluster.block
            keys = tuple(key for key in self._in_article.pop(article, ()) if key not in gone)
            if keys:
                self._in_article[article] = keys
        for profile in cluster.profiles:
            del self._of_profile[profile.key]
            self._index.remove(profile)
        del self.clusters[cluster.event_id]
