"""What a mention says, apart from who says it: copies share one profile, and comparisons run between profiles only."""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from schemas.fields import CasualtyKind
from schemas.mention import EventMention
from services.dedup.dates import Days, days_of
from services.dedup.parties import Party, parties_of

DIMENSIONS = 384


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """One thing said. `mention` is its first mention; every other field is what comparisons need, ready made."""

    key: bytes
    mention: EventMention
    days: Days
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    counts: tuple[tuple[CasualtyKind, int, int], ...]
    sentence: str
    trigger: str
    embedding: NDArray[np.int8]
    norm: float


def profile_of(mention: EventMention) -> Profile:
    """The profile of a mention. Two mentions with one key agree in all that an edge looks at."""
    try:
        raw = base64.b64decode(mention.embedding, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    vector = np.frombuffer(raw if len(raw) == DIMENSIONS else bytes(DIMENSIONS), np.int8)
    return Profile(
        key=key_of(mention),
        mention=mention,
        days=days_of(mention),
        actors=parties_of(mention.actors),
        recipients=parties_of(mention.recipients),
        counts=tuple(
            (c.kind, c.min, c.max) for c in mention.casualties if c.min is not None and c.max is not None and c.min > 0
        ),
        sentence=normalised(mention.sentence.text),
        trigger=normalised(mention.trigger.text),
        embedding=vector,
        norm=sqrt(_product(vector, vector)),
    )


def key_of(mention: EventMention) -> bytes:
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
        mention.where_reason,
        [(c.kind, c.min, c.max, c.qualifier, c.victims, c.claimed_by) for c in mention.casualties],
        [(q.what, q.value, q.unit) for q in mention.quantities],
        mention.trigger_lemma,
        normalised(mention.trigger.text),
        mention.roleset,
        normalised(mention.sentence.text),
        mention.embedding,
    ]
    return hashlib.blake2b("\x1f".join(map(str, said)).encode(errors="replace"), digest_size=16).digest()


def _party(actor: Any) -> tuple[Any, ...]:
    return (actor.text, actor.name, actor.country, actor.sector, tuple(actor.other_sectors), actor.title)


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


def _product(a: NDArray[np.int8], b: NDArray[np.int8]) -> int:
    return int(np.dot(a.astype(np.int32), b.astype(np.int32)))
