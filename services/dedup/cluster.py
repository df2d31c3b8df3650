"""One cluster in memory, and the revisions it publishes.

Most clusters never grow again, and there are hundreds of thousands: a cluster that has been left alone is kept as the
bytes of its last revision and read back when it is needed. Not compressed: that would save a third of the memory and
cost a sixth of the throughput and of the time to restore.
"""

from collections.abc import Iterable
from sys import intern
from typing import Any

from schemas.cluster import ArticleRef, Change, EventCluster, Member, Position
from schemas.mention import EventMention
from services.dedup.canonical import canonical_of
from services.dedup.profile import Profile
from services.dedup.sources import Sources
from services.dedup.votes import Voice

# What a packed cluster has instead of its own: an empty list and an empty dict each are 60 bytes for the collector.
_NO_LIST: list[Any] = []
_NO_DICT: dict[Any, int] = {}
_NO_SET: set[Any] = set()


class Cluster:
    """Members in order of arrival, each naming its article and what it says by number; mutable, one owner.

    One thing said in articles with other telling words has several profiles, in order of first appearance.
    """

    __slots__ = (
        "_article_number", "_founded", "_keys", "_packed", "_record", "_saying_number", "_sources", "articles",
        "block", "event_id", "latest", "members", "mentions", "profiles", "revision",
    )  # fmt: skip

    def __init__(self, event_id: str, block: str, founded: Position) -> None:
        self.event_id, self.block = event_id, intern(block)
        self._founded = founded.partition, founded.offset
        self.revision = 0
        self.latest = float("-inf")  # event time: the latest publication, in seconds since 1970
        self.profiles: list[Profile] = []
        # Of an open cluster only; see `open`.
        self.members: list[Member] = []
        self.mentions: list[EventMention] = []  # the first of each saying
        self.articles: list[ArticleRef] = []
        self._article_number: dict[tuple[str, str], int] = {}
        self._saying_number: dict[bytes, int] = {}
        self._keys: set[bytes] = set()  # of the profiles
        self._sources: Sources | None = Sources()
        self._record: EventCluster | None = None
        self._packed: bytes | None = None

    @classmethod
    def restored(cls, record: EventCluster, profiles: Iterable[Profile], raw: bytes | None = None) -> "Cluster":
        """The cluster as it was when `record` was published, packed. raw: the record's bytes, if at hand."""
        cluster = cls(record.event_id, record.block, record.founded)
        cluster.revision = record.revision
        cluster.profiles = list(profiles)
        cluster.latest = max(a.published_at.timestamp() for a in record.articles)
        cluster._record = record
        cluster.pack(raw)
        return cluster

    def seniority(self) -> tuple[int, int, str]:
        """Sorts clusters from the first founded to the last."""
        return *self._founded, self.event_id

    def pack(self, raw: bytes | None = None) -> None:
        """Keep only the bytes of the last revision, which has been published (`raw`, if they are at hand)."""
        if self._packed is None:
            self._packed = raw or self.record().to_json()
            self.members = self.mentions = self.articles = _NO_LIST
            self._article_number = self._saying_number = _NO_DICT
            self._keys = _NO_SET
            self._sources = self._record = None

    def open(self) -> None:
        """Have members, mentions and articles at hand."""
        if self._packed is not None:
            self._record = self.record()
            self._packed = None
            self._take(self._record)

    def record(self) -> EventCluster:
        """The revision published last."""
        if self._packed is not None:
            return EventCluster.model_validate_json(self._packed)
        assert self._record is not None
        return self._record

    def _take(self, record: EventCluster) -> None:
        self.members, self.mentions = list(record.members), list(record.profiles)
        self.articles = list(record.articles)
        self._article_number = {_article_key(a): i for i, a in enumerate(record.articles)}
        self._saying_number = {saying: i for i, saying in enumerate(dict.fromkeys(p.saying for p in self.profiles))}
        self._keys = {p.key for p in self.profiles}
        self._sources = None  # counted anew when the cluster grows: most never do

    def has_article(self, mention: EventMention) -> bool:
        """Whether the mention's article has told this event already."""
        return (mention.article_id, mention.signature) in self._article_number

    def has_near_duplicate(self, mention: EventMention) -> bool:
        """Whether a near-duplicate of the mention's article has told this event already."""
        return bool(self._counted().alike(mention.article_id, mention.signature))

    def add(self, mention: EventMention, profile: Profile) -> None:
        """Take a new mention in."""
        reference = ArticleRef(
            article_id=mention.article_id,
            source=mention.source,
            url=mention.url,
            published_at=mention.published_at,
            signature=mention.signature,
            replay=mention.replay,
            words=mention.article_words,
        )
        self.members.append(
            Member(
                mention_id=mention.id,
                article=self._article(reference),
                profile=self._said(profile, mention),
                start=mention.sentence.start,
                end=mention.sentence.end,
                trigger_start=mention.trigger.start,
                trigger_end=mention.trigger.end,
                group=mention.group,
            )
        )

    def absorb(self, other: "Cluster") -> None:
        """Take over all of another cluster's members; both are open."""
        number = {}
        for profile in other.profiles:
            number[other._saying_number[profile.saying]] = self._said(
                profile, other.mentions[other._saying_number[profile.saying]]
            )
        for member in other.members:
            article = self._article(other.articles[member.article])
            self.members.append(member.model_copy(update={"article": article, "profile": number[member.profile]}))

    def publish(self, change: Change, applied: Position | None) -> EventCluster:
        """The next revision, with all members."""
        sources = self._counted()
        said: list[set[int]] = [set() for _ in self.mentions]
        first = [self.articles[0].published_at] * len(self.mentions)
        for member in self.members:
            published = self.articles[member.article].published_at
            if not said[member.profile] or published < first[member.profile]:
                first[member.profile] = published
            said[member.profile].add(sources.group(member.article))
        voices = (
            Voice(mention, saying, frozenset(groups), since)
            for mention, saying, groups, since in zip(self.mentions, self._saying_number, said, first, strict=True)
        )
        self.revision += 1
        self._record = EventCluster(
            event_id=self.event_id,
            revision=self.revision,
            change=change,
            block=self.block,
            founded=Position(partition=self._founded[0], offset=self._founded[1]),
            applied=applied,
            canonical=canonical_of(voices),
            articles=self.articles.copy(),
            members=self.members.copy(),
            profiles=self.mentions.copy(),
            independent_sources=sources.count(),
        )
        return self._record

    def _article(self, reference: ArticleRef) -> int:
        key = _article_key(reference)
        if key not in self._article_number:
            self._counted().add(reference.article_id, reference.signature)
            self._article_number[key] = len(self.articles)
            self.articles.append(reference)
            self.latest = max(self.latest, reference.published_at.timestamp())
        return self._article_number[key]

    def _said(self, profile: Profile, mention: EventMention) -> int:
        """The number of what is said. The words of the articles that say it stand with these."""
        number = self._saying_number.setdefault(profile.saying, len(self.mentions))
        if number == len(self.mentions):
            self.mentions.append(mention.model_copy(update={"article_words": []}) if mention.article_words else mention)
        if profile.key not in self._keys:
            self._keys.add(profile.key)
            self.profiles.append(profile)
        return number

    def _counted(self) -> Sources:
        if self._sources is None:
            self._sources = Sources()
            for article in self.articles:
                self._sources.add(article.article_id, article.signature)
        return self._sources


def _article_key(reference: ArticleRef) -> tuple[str, str]:
    """A new version of an article is another article of the same source."""
    return reference.article_id, reference.signature


def merged(record: EventCluster, into: str, applied: Position | None) -> EventCluster:
    """The last revision of a cluster that another has absorbed: no members, and where they went."""
    return record.model_copy(
        update={
            "revision": record.revision + 1,
            "change": Change.MERGED,
            "merged_into": into,
            "applied": applied,
            "articles": [],
            "members": [],
            "profiles": [],
            "independent_sources": 0,
        }
    )
