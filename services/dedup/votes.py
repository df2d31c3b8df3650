"""How much stands behind each thing said: what the fields of a cluster's record are chosen by."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from schemas.fields import Actor, Casualties, Quantity, When, Where
from schemas.mention import EventMention

Value = TypeVar("Value")
Field = TypeVar("Field", Actor, When, Where, Casualties, Quantity)


@dataclass(frozen=True, slots=True)
class Voice:
    """A profile, the independent sources that say it (copies and repeats add nothing), and when it was first said."""

    mention: EventMention
    key: bytes
    sources: frozenset[int]
    since: datetime

    def evident(self, field: Field) -> Field:
        """A field of the mention whose evidence says which article it is in."""
        if field.evidence is None:
            return field
        evidence = field.evidence.model_copy(update={"article_id": self.mention.article_id})
        return field.model_copy(update={"evidence": evidence})


def ordered(voices: Iterable[Voice]) -> list[Voice]:
    """The voices from the best supported to the least: by sources, then by confidence, then by what they say.

    The last makes the order total, so that the record does not depend on who came first.
    """
    return sorted(voices, key=lambda v: (-len(v.sources), -v.mention.confidence, v.key))


def support(voices: Sequence[Voice], of: Callable[[EventMention], Iterable[Value]]) -> dict[Value, int]:
    """Independent sources behind each value; values in the order of the best supported voice that says them."""
    if len(voices) == 1:  # as of most clusters
        return dict.fromkeys(of(voices[0].mention), len(voices[0].sources))
    behind: dict[Value, set[int]] = {}
    for voice in voices:
        for value in of(voice.mention):
            behind.setdefault(value, set()).update(voice.sources)
    return {value: len(sources) for value, sources in behind.items()}


def majority(voices: Sequence[Voice], of: Callable[[EventMention], Value | None]) -> Value | None:
    """The value most sources give, None aside; of equals the one with the better voice."""

    def given(mention: EventMention) -> Iterable[Value]:
        value = of(mention)
        return () if value is None else (value,)

    counted = support(voices, given)
    return max(counted, key=counted.__getitem__) if counted else None
