"""The count of a replay: what became of every article sent, read from the topics alone.

articles in = extracted + no events + dead-lettered. Delivery is at least once, so everything is counted by id. An
article without events leaves no record: "no events" is what is left of the clean articles once every stage has caught
up. The law holds only if nothing was lost on the way to `articles.clean.v1` and no article had two outcomes.
"""

from collections import Counter
from dataclasses import dataclass, field

import orjson

from schemas.cluster import Change
from schemas.deadletter import PREFIX, Stage

Headers = list[tuple[str, bytes]] | tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """articles: distinct ids sent. dead: reason → articles. It `adds_up` when each article has exactly one outcome."""

    articles: int
    extracted: int
    no_events: int
    dead: dict[str, int]
    lost: int
    twofold: int
    mentions: int
    events_new: int
    events_updated: int
    events_merged: int
    settled: bool

    @property
    def dead_lettered(self) -> int:
        return sum(self.dead.values())

    @property
    def adds_up(self) -> bool:
        whole = self.articles == self.extracted + self.no_events + self.dead_lettered
        return self.settled and whole and self.lost == 0 and self.twofold == 0


@dataclass
class Tally:
    """Feed it every article sent and every record seen on the other topics since; others' articles are ignored."""

    sent: set[str] = field(default_factory=set)
    clean: set[str] = field(default_factory=set)
    dead: dict[str, str] = field(default_factory=dict)
    extracted: set[str] = field(default_factory=set)
    mentions: set[str] = field(default_factory=set)
    changes: dict[str, Counter[Change]] = field(default_factory=dict)

    def article(self, key: bytes) -> None:
        """An article was sent under this key."""
        self.sent.add(key.decode("utf8", "replace"))

    def clean_article(self, value: bytes) -> None:
        article = str(orjson.loads(value)["id"])
        if article in self.sent:
            self.clean.add(article)

    def dead_letter(self, key: bytes | None, value: bytes | None, headers: Headers) -> None:
        """A dead letter of any stage: of intake it bears the article's key, of extract the article is in its value."""
        said = {k: v.decode("utf8", "replace") for k, v in headers if k.startswith(PREFIX)}
        stage = said.get(PREFIX + "stage")
        if stage == Stage.EXTRACT:
            try:
                article = str(orjson.loads(value or b"")["id"])
            except (orjson.JSONDecodeError, KeyError, TypeError):
                return
        elif stage == Stage.INTAKE:
            article = (key or b"").decode("utf8", "replace")
        else:
            return  # a mention or a cluster (its article has been counted), or a note that a letter is handled
        if article in self.sent:
            self.dead[article] = said.get(PREFIX + "reason", "unknown")

    def mention(self, value: bytes) -> None:
        fields = orjson.loads(value)
        if fields["article_id"] in self.sent:
            self.extracted.add(fields["article_id"])
            self.mentions.add(fields["id"])

    def event(self, value: bytes) -> None:
        fields = orjson.loads(value)
        self.changes.setdefault(fields["id"], Counter())[Change(fields["change"])] += 1

    @property
    def decided(self) -> int:
        """Articles known to have left intake, one way or the other."""
        return len(self.clean | self.dead.keys())

    def verdict(self, settled: bool) -> Verdict:
        """The count now. `settled`: every stage has read to its end, so that what is missing won't come any more."""
        dead = Counter(self.dead.values())
        undecided = self.sent - self.clean - self.dead.keys()
        twofold = len(self.extracted & self.dead.keys()) + len(self.extracted - self.clean)
        merged = sum(1 for c in self.changes.values() if c[Change.MERGED])
        new = sum(1 for c in self.changes.values() if c[Change.CREATED] and not c[Change.MERGED])
        return Verdict(
            articles=len(self.sent),
            extracted=len(self.extracted),
            no_events=len(self.clean - self.extracted - self.dead.keys()),
            dead=dict(sorted(dead.items())),
            lost=len(undecided) if settled else 0,
            twofold=twofold,
            mentions=len(self.mentions),
            events_new=new,
            events_updated=sum(1 for c in self.changes.values() if not c[Change.CREATED] and not c[Change.MERGED]),
            events_merged=merged,
            settled=settled,
        )
