"""What a mention says, apart from who says it: copies share one profile, and comparisons run between profiles only."""

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from sys import intern
from typing import Any

import numpy as np
import orjson

from schemas.fields import Actor, CasualtyKind, Factuality, Qualifier
from schemas.mention import EventMention
from schemas.plover import FAMILY, EventType
from services.dedup.dates import Days, days_of
from services.dedup.parties import Party, parties_of
from services.dedup.places import Place, place_of
from services.dedup.story import NO_STORY, Story, names_in, numbers_in, story_of
from services.dedup.weights import SENTENCE_WORDS

DIMENSIONS = 384
TOLD_BY = 2  # of these, so many are anchors
# Said of the country around the place told before.
_ELSEWHERE = re.compile(r"\b(?:elsewhere|in other (?:parts|regions|cities|towns|areas)|rest of the country)\b")

Count = tuple[CasualtyKind, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """One thing said: what comparisons need of it, ready made and small, since there is one for every cluster.

    anchors: what two mentions of one event have at least one of in common, each with the block before it.
    saying: hash of what is said, whatever the article around it; key: of that and the article's telling words.
    story: what its article is about. names: those of the article that its sentence says, and numbers: both
    of an event of no type. sentence: its digest; long: whether it is too long to be alike by chance. elsewhere: its
    place is meant without the places told beside it. unharmed: of whom it says that none, or no great number, was
    harmed.
    """

    key: bytes
    saying: bytes
    block: str
    type: EventType
    mode: str | None
    factuality: Factuality
    background: bool
    days: Days
    place: Place | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    counts: tuple[Count, ...]
    unharmed: tuple[CasualtyKind, ...]
    elsewhere: bool
    anchors: tuple[str, ...]
    lemma: str
    trigger: str
    sentence: bytes
    long: bool
    embedding: bytes
    norm: float
    trigger_embedding: bytes
    story: Story
    names: bytes
    numbers: bytes

    @property
    def untyped(self) -> bool:
        """Whether the event is of no PLOVER type."""
        return bool(self.trigger_embedding)


def profile_of(mention: EventMention, words: Sequence[str] | None = None) -> Profile:
    """The profile of a mention. Two mentions with one key agree in all that an edge looks at.

    words: the telling words of its article; without them those of the mention.
    """
    words = mention.article_words if words is None else words
    sentence, trigger = normalised(mention.sentence.text), normalised(mention.trigger.text)
    digest = hashlib.blake2b(sentence.encode(errors="replace"), digest_size=8).digest()
    actors, recipients, place = parties_of(mention.actors), parties_of(mention.recipients), place_of(mention.where)
    embedding = _vector(mention.embedding)
    days = days_of(mention)
    saying, story = _saying(mention, days, place, sentence, trigger), story_of(tuple(words)) if words else NO_STORY
    return Profile(
        key=_key(saying, story) if words else saying,
        saying=saying,
        block=intern(mention.block),
        type=mention.type,
        mode=intern(mention.mode) if mention.mode else None,
        factuality=mention.factuality,
        background=mention.background,
        days=days,
        place=place,
        actors=actors,
        recipients=recipients,
        counts=tuple(
            (c.kind, c.min, c.max) for c in mention.casualties if c.min is not None and c.max is not None and c.min > 0
        ),
        unharmed=tuple(c.kind for c in mention.casualties if c.qualifier is Qualifier.NO_MAJOR or c.max == 0),
        elsewhere=bool(_ELSEWHERE.search(sentence)),
        anchors=_anchors(mention, (*actors, *recipients), place, digest, words),
        lemma=intern(mention.trigger_lemma),
        trigger=intern(trigger),
        sentence=digest,
        long=sentence.count(" ") >= SENTENCE_WORDS - 1,
        embedding=embedding,
        norm=sqrt(_product(embedding, embedding)) if embedding else 0.0,
        trigger_embedding=_trigger(mention.trigger_embedding) if mention.trigger_embedding else b"",
        story=story,
        names=names_in(mention.sentence.text, story) if mention.trigger_embedding else b"",
        numbers=numbers_in(mention.sentence.text) if mention.trigger_embedding else b"",
    )


@lru_cache(maxsize=65_536)
def _key(saying: bytes, story: Story) -> bytes:
    told = story.words + b"/" + story.names + b"/" + story.numbers
    return hashlib.blake2b(saying + told, digest_size=16).digest()


def _anchors(
    mention: EventMention, parties: tuple[Party, ...], place: Place | None, sentence: bytes, words: Sequence[str]
) -> tuple[str, ...]:
    found = {party.country for party in parties if party.country}
    found |= {word for party in parties for word in party.name}
    if place is not None:
        found.add(place.country or place.name)
    found |= {f"~{mention.trigger_lemma}", f"#{sentence.hex()}"}
    found |= {f"@{word}" for word in words[:TOLD_BY]}
    return _interned(mention.block, FAMILY[mention.type], tuple(sorted(found)))


@lru_cache(maxsize=65_536)
def _interned(block: str, family: str, anchors: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(intern(f"{block}|{family}|{anchor}") for anchor in anchors)


def _vector(embedding: str) -> bytes:
    """The signed bytes of an embedding; none where it is unreadable."""
    try:
        raw = base64.b64decode(embedding, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return raw if len(raw) == DIMENSIONS else b""


@lru_cache(maxsize=65_536)
def _trigger(embedding: str) -> bytes:
    """One object for all mentions of a trigger."""
    return _vector(embedding)


def _saying(mention: EventMention, days: Days, place: Place | None, sentence: str, trigger: str) -> bytes:
    """Hash of all that a mention says: equal for copies in other articles, at other offsets, on the same days."""
    when, where = mention.when, mention.where
    said: list[Any] = [
        mention.block,
        mention.type,
        mention.mode,
        sorted(mention.contexts),
        mention.factuality,
        mention.attributed_to,
        mention.background,
        [_party(a) for a in mention.actors],
        [_party(a) for a in mention.recipients],
        (when.start, when.end, when.granularity, when.basis) if when else None,
        # the publication dates what has no date of its own, or only an end or a start
        mention.published_at.date() if when is None or when.start is None or when.end is None else None,
        (where.geonameid, where.name, where.country, where.admin1, where.admin2, where.resolution) if where else None,
        (where.latitude, where.longitude) if where else None,
        # what edges see of whether day and place are the event's own
        (days.first, days.last, days.assumed, days.recalled, days.lent, bool(place and place.assumed)),
        mention.where_reason,
        [(c.kind, c.min, c.max, c.qualifier, c.victims, c.claimed_by) for c in mention.casualties],
        [(q.what, q.value, q.unit) for q in mention.quantities],
        mention.trigger_lemma,
        trigger,
        mention.roleset,
        sentence,
        mention.embedding,
        mention.trigger_embedding,
    ]
    try:
        told = orjson.dumps(said)
    except TypeError:  # half a surrogate pair in some text
        told = "\x1f".join(map(str, said)).encode(errors="replace")
    return hashlib.blake2b(told, digest_size=16).digest()


def _party(actor: Actor) -> str:
    told = (actor.text, actor.name, actor.country, actor.sector, *actor.other_sectors, actor.title)
    return "\x1e".join(["\0" if part is None else part for part in told])


def normalised(words: str) -> str:
    """`words` without case and line breaks."""
    return " ".join(words.casefold().split())


def likeness(a: Profile, b: Profile) -> float | None:
    """Cosine of the two sentences; None where one has no embedding.

    Of whole numbers up to the last step, so that every machine decides alike.
    """
    if not a.norm or not b.norm:
        return None
    return _product(a.embedding, b.embedding) / (a.norm * b.norm)


def kinship(a: Profile, b: Profile) -> float:
    """Cosine of two triggers, not below 0."""
    return _kinship(*sorted((a.trigger_embedding, b.trigger_embedding)))


@lru_cache(maxsize=65_536)
def _kinship(a: bytes, b: bytes) -> float:
    size = sqrt(_product(a, a) * _product(b, b)) if len(a) == len(b) else 0.0
    return max(0.0, _product(a, b) / size) if size else 0.0


def _product(a: bytes, b: bytes) -> float:
    """Exact: a sum of 384 products of signed bytes stays below 2^24, where float32 still counts by ones."""
    one, other = np.frombuffer(a, np.int8), np.frombuffer(b, np.int8)
    return float(np.dot(one.astype(np.float32), other.astype(np.float32)))
