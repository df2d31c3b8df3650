"""What the coder says of one trigger in one sentence, before time, place and numbers are attached."""

from dataclasses import dataclass, field

from schemas.fields import Factuality
from schemas.plover import EventType
from services.extract.document import ActorMention

PHYSICAL = frozenset({EventType.ASSAULT, EventType.PROTEST, EventType.COERCE})
"""Acts upon bodies and things: they have a scene, and may leave victims."""


@dataclass
class Coded:
    """first, last: trigger tokens, inclusive; token: its head. cues: document offsets behind the factuality."""

    sentence: int
    token: int
    first: int
    last: int
    type: EventType
    mode: str | None
    actors: list[ActorMention]
    recipients: list[ActorMention]
    roleset: str | None
    lemma: str
    confidence: float
    nominal: bool
    factuality: Factuality = Factuality.ASSERTED
    attributed_to: str | None = None
    background: bool = False
    told_as_history: bool = False  # background by its words, whatever its date
    by_tense: bool = False  # background for no more than a tense that goes back: the date may say otherwise
    cues: list[tuple[int, int]] = field(default_factory=list)
    definite: bool = False  # "the attack", "the attack killed": told of before, or known
    promise: bool = False  # announced for the future: its own date is the announcement's
    speech: bool = False  # an act of speaking: its clause is content, not event
    borrowed: dict[str, float] = field(default_factory=dict)
    contexts: list[str] = field(default_factory=list)
    anchor: int = -1  # token whose time and place are the event's: of judgements the saying verb; -1: `token`
    defensive: bool = False  # "shot down the drones": no later "the attack" means it
