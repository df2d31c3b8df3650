"""Whether two mentions are of one event: a symmetric function of what the two say, and of nothing else.

Clusters are the connected components of this graph. That makes them independent of the order of arrival, of repeats and
of the number of partitions; and it makes every edge dear, because one wrong edge joins two events for good.
"""

from schemas.fields import Factuality
from schemas.plover import QUAD, EventType
from services.dedup import dates, parties, places, weights
from services.dedup.profile import Profile, likeness

# Two of one group can be one event. A denial, a plan that may fail and a habit are not the event itself.
_REAL = frozenset((Factuality.ASSERTED, Factuality.ATTRIBUTED))
# The parties do it together, and outlets name either first.
_JOINT = frozenset((EventType.CONSULT, EventType.AGREE, EventType.COOPERATE))
# One strike is told as drones by one outlet, as an attack on a power station by the next.
_MODES_OF_ONE_ATTACK = frozenset(
    ("explosives", "suicide-attack", "targeted", "destroy", "aerial", "drone", "heavy-weapons", "firearms")
)
# Of these a mode is another deed: to abduct is not to shoot, to arrest is not to confiscate.
_MODES_ARE_ACTS = frozenset((EventType.ASSAULT, EventType.COERCE, EventType.RETREAT, EventType.SANCTION))
_VERBAL_QUADS = (1, 3)
# A claim this many times another is hardly of the same event at the same hour.
FAR_COUNTS = 3


def same_event(a: Profile, b: Profile, same_article: bool = False) -> bool:
    """Whether mentions of these profiles are of one event; `same_article`: whether one article has both."""
    points = score(a, b, same_article)
    threshold = weights.VERBAL_THRESHOLD if QUAD[a.mention.type] in _VERBAL_QUADS else weights.MATERIAL_THRESHOLD
    return points is not None and points >= threshold


def score(a: Profile, b: Profile, same_article: bool = False) -> float | None:
    """Points for and against; None where something forbids that they are one. See `weights`."""
    one, other = a.mention, b.mention
    if one.block != other.block or one.type is not other.type or not _factuality_agrees(a, b):
        return None
    date = dates.compare(a.days, b.days)
    if date is None:
        return None
    place = places.compare(one.where, other.where)
    if place is None:
        return None
    party = _parties(a, b)
    if party is None:
        return None
    points = date + place + party + _mode(one.type, one.mode, other.mode) + _counts(a, b)
    points += _likeness(a, b, 0.0 if same_article else weights.LIKENESS_LEAST)
    if same_article:
        points += weights.SAME_ARTICLE
    if one.trigger_lemma == other.trigger_lemma:
        points += weights.SAME_TRIGGER
    if (one.background and a.days.assumed) or (other.background and b.days.assumed):
        points += weights.BACKGROUND_UNDATED
    return round(points, 6)  # sums differ in the last bit with the order of the two


def _factuality_agrees(a: Profile, b: Profile) -> bool:
    one, other = a.mention.factuality, b.mention.factuality
    return one is other or (one in _REAL and other in _REAL)


def _parties(a: Profile, b: Profile) -> float | None:
    if a.mention.type in _JOINT:
        return parties.compare_pairs(a.actors + a.recipients, b.actors + b.recipients)
    actors = parties.compare(a.actors, b.actors)
    recipients = parties.compare(a.recipients, b.recipients)
    return None if actors is None or recipients is None else actors + recipients


def _mode(event: EventType, one: str | None, other: str | None) -> float:
    if one is None or other is None:
        return 0.0
    if one == other:
        return weights.SAME_MODE
    if one in _MODES_OF_ONE_ATTACK and other in _MODES_OF_ONE_ATTACK:
        return 0.0
    return weights.OTHER_ACT if event in _MODES_ARE_ACTS else weights.OTHER_MODE


def _counts(a: Profile, b: Profile) -> float:
    """One agreement is worth more than any number of contradictions."""
    points = 0.0
    for kind, least, most in a.counts:
        for other_kind, other_least, other_most in b.counts:
            if kind is other_kind:
                if (least, most) == (other_least, other_most):
                    return weights.SAME_COUNT
                if least > FAR_COUNTS * other_most or other_least > FAR_COUNTS * most:
                    points = weights.OTHER_COUNT
    return points


def _likeness(a: Profile, b: Profile, least: float) -> float:
    """`least`: what unlike sentences are worth. An article tells the next thing in the next sentence: nothing there."""
    if a.sentence == b.sentence:
        if a.trigger != b.trigger:
            return weights.SAME_BREATH
        copied = a.sentence.count(" ") >= weights.SENTENCE_WORDS - 1
        return weights.LIKENESS_MOST + (weights.SAME_SENTENCE if copied else 0.0)
    cosine = likeness(a, b)
    if cosine is None:
        return 0.0
    points = (cosine - weights.LIKENESS_ZERO) * weights.LIKENESS_SLOPE
    return max(least, min(weights.LIKENESS_MOST, points))
