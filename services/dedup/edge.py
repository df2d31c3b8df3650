"""Whether two mentions are of one event: a symmetric function of what the two say, and of nothing else.

Clusters are the connected components of this graph. That makes them independent of the order of arrival, of repeats and
of the number of partitions; and it makes every edge dear, because one wrong edge joins two events for good.
"""

from schemas.fields import CasualtyKind, Factuality
from schemas.plover import FAMILY, QUAD, EventType
from services.dedup import dates, parties, places, retold
from services.dedup.profile import Profile, kinship
from services.dedup.weights import KIN, LEAST_KIN, Evidence, Feature, shipped

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
_SAME_ACTOR = (Feature.SAME_NAME, Feature.SAME_COUNTRY_AND_SECTOR)
_MURDER = "targeted"
_VERBAL_QUADS = (1, 3)
# A claim this many times another is hardly of the same event at the same hour.
FAR_COUNTS = 3


def same_event(a: Profile, b: Profile, same_article: bool = False) -> bool:
    """Whether mentions of these profiles are of one event; `same_article`: whether one article has both."""
    if a.saying == b.saying:
        return True
    found = _told(a, b, same_article)
    if found is None:
        return False
    weights, threshold = shipped()
    if a.untyped or b.untyped:
        return _points(_all(a, b, same_article, found), untyped=True) >= threshold
    points = sum(weights[feature] * value for feature, value in found)
    most = retold.most_of_sentences(weights)
    if points + most + retold.most_of_articles(weights) < threshold:  # most pairs: neither need be compared
        return False
    if not same_article:
        points += sum(weights[feature] * value for feature, value in retold.of_articles(a, b))
        if points + most < threshold:
            return False
    return (
        _rounded(points + sum(weights[f] * value for f, value in retold.of_sentences(a, b, same_article))) >= threshold
    )


def score(a: Profile, b: Profile, same_article: bool = False) -> float | None:
    """Log-odds that the two are one event; None where something forbids it. See `weights`."""
    found = evidence(a, b, same_article)
    return None if found is None else _points(found, a.untyped or b.untyped)


def evidence(a: Profile, b: Profile, same_article: bool = False) -> Evidence | None:
    """All features of a pair; None where something forbids that they are one."""
    found = _told(a, b, same_article)
    return None if found is None else _all(a, b, same_article, found)


def _all(a: Profile, b: Profile, same_article: bool, told: Evidence) -> Evidence:
    articles, sentences = [] if same_article else retold.of_articles(a, b), retold.of_sentences(a, b, same_article)
    found = told + articles + sentences
    if a.untyped or b.untyped:
        found += retold.of_names(a, b, same_article)
        found += retold.of_deeds(dict(told), dict(articles), dict(sentences))
    return found


def _points(found: Evidence, untyped: bool) -> float:
    weights, _ = shipped(untyped)
    return _rounded(sum(weights[feature] * value for feature, value in found))


def _rounded(points: float) -> float:
    return round(points, 6)  # sums differ in the last bit with the order of the two


def _told(a: Profile, b: Profile, same_article: bool) -> Evidence | None:
    """What the fields of the two say; None where something forbids that they are one."""
    if a.block != b.block or (a.type is not b.type and not _misread(a, b, same_article)):
        return None
    copied = a.long and a.sentence == b.sentence and a.trigger == b.trigger and a.type is b.type
    date = dates.compare(a.days, b.days, copied)
    if date is None or not _factuality_agrees(a, b):
        return None
    place = places.compare(a.place, b.place)
    if place is None and _met_abroad(a, b):
        place = Feature.NOTHING
    if place is None or _told_elsewhere(a, b) or (same_article and _contradict(a, b)):
        return None
    if set(a.anchors).isdisjoint(b.anchors):
        return None
    found = _party_evidence(a, b, copied)
    if found is None:
        return None
    if a.untyped or b.untyped:
        deed = _untyped(a, b, same_article)
        if deed is None:
            return None
        found += deed
    else:
        found.append((Feature.VERBAL if QUAD[a.type] in _VERBAL_QUADS else Feature.MATERIAL, 1.0))
        if same_article:
            found.append((Feature.SAME_ARTICLE, 1.0))
        if a.lemma == b.lemma:
            found.append((Feature.SAME_TRIGGER, 1.0))
    found += [(date, 1.0), (place, 1.0), (_mode(a, b), 1.0), (_counts(a, b), 1.0)]
    if a.type is not b.type:
        found.append((Feature.OTHER_TYPE, 1.0))
    if date is Feature.SAME_DAY and (a.days.recalled or b.days.recalled):
        found.append((Feature.RECALLED_DAY, 1.0))
    if (a.background and a.days.assumed) or (b.background and b.days.assumed):
        found.append((Feature.BACKGROUND_UNDATED, 1.0))
    return found


def _untyped(a: Profile, b: Profile, same_article: bool) -> Evidence | None:
    """What two events of no type have in common as deeds; None where their triggers are too unlike."""
    kin = 1.0 if a.lemma == b.lemma else kinship(a, b)
    if kin < LEAST_KIN:
        return None
    found = [(Feature.UNTYPED, 1.0), (Feature.TRIGGER_LIKENESS, kin), (Feature.TRIGGER_KINSHIP, max(0.0, kin - KIN))]
    if a.lemma == b.lemma:
        found.append((Feature.UNTYPED_SAME_TRIGGER, 1.0))
    if same_article:
        found.append((Feature.UNTYPED_SAME_ARTICLE, 1.0))
    return found


def _misread(a: Profile, b: Profile, same_article: bool) -> bool:
    """Whether one word may have been read as two types. Of one article, read as a whole, the two are two deeds."""
    return not same_article and a.lemma == b.lemma and FAMILY[a.type] == FAMILY[b.type]


def _factuality_agrees(a: Profile, b: Profile) -> bool:
    return a.factuality is b.factuality or (a.factuality in _REAL and b.factuality in _REAL)


def _told_elsewhere(a: Profile, b: Profile) -> bool:
    """ "Three were killed elsewhere in the country": not where the other was."""
    return (a.elsewhere and places.contains(a.place, b.place)) or (b.elsewhere and places.contains(b.place, a.place))


def _met_abroad(a: Profile, b: Profile) -> bool:
    """Of a meeting told at home: the dateline is where the author is, the parties met where the other tells."""
    assumed = any(p.place is not None and p.place.assumed for p in (a, b))
    pair = parties.same_pair(a.actors + a.recipients, b.actors + b.recipients)
    return a.type in _JOINT and assumed and pair


def _contradict(a: Profile, b: Profile) -> bool:
    """Whether one article says that the one harmed nobody and the other did."""
    return _denies(a, b) or _denies(b, a)


def _denies(a: Profile, b: Profile) -> bool:
    denied = a.unharmed + ((CasualtyKind.INJURED,) if CasualtyKind.KILLED in a.unharmed else ())
    return bool(denied) and not b.unharmed and any(kind in denied for kind, _, _ in b.counts)


def _party_evidence(a: Profile, b: Profile, copied: bool) -> Evidence | None:
    if a.type in _JOINT:
        one, other = a.actors + a.recipients, b.actors + b.recipients
        if parties.other_pair(one, other):
            return None
        found = parties.compare(one, other)
        if found is None:
            return None
        return [(found, 1.0), (Feature.SAME_PAIR, 1.0)] if parties.same_pair(one, other) else [(found, 1.0)]
    actors, recipients = parties.compare(a.actors, b.actors), parties.compare(a.recipients, b.recipients)
    if copied:  # "called on them", "it killed": read otherwise where a cut took what that points to
        if recipients is None and actors in _SAME_ACTOR:
            recipients = Feature.NO_COMMON_PARTY
        elif actors is None and recipients in _SAME_ACTOR:
            actors = Feature.NO_COMMON_PARTY
    if actors is None or recipients is None:
        return None
    both: Evidence = [(actors, 1.0), (recipients, 1.0)]
    return [*both, (Feature.SAME_VICTIM, 1.0)] if recipients is Feature.SAME_NAME and _one_death(a, b) else both


def _one_death(a: Profile, b: Profile) -> bool:
    """Whether both tell that one person was killed, or was meant to be."""
    deaths = [[(least, most) for kind, least, most in p.counts if kind is CasualtyKind.KILLED] for p in (a, b)]
    deadly = all(found or p.mode == _MURDER for found, p in zip(deaths, (a, b), strict=True))
    return (
        deadly and a.type is b.type is EventType.ASSAULT and all(claim == (1, 1) for found in deaths for claim in found)
    )


def _mode(a: Profile, b: Profile) -> Feature:
    if a.mode is None or b.mode is None or a.type is not b.type:
        return Feature.NOTHING
    if a.mode == b.mode:
        return Feature.SAME_MODE
    if a.mode in _MODES_OF_ONE_ATTACK and b.mode in _MODES_OF_ONE_ATTACK:
        return Feature.NOTHING
    return Feature.OTHER_ACT if a.type in _MODES_ARE_ACTS else Feature.OTHER_MODE


def _counts(a: Profile, b: Profile) -> Feature:
    """One agreement is worth more than any number of contradictions."""
    found = Feature.NOTHING
    for kind, least, most in a.counts:
        for other_kind, other_least, other_most in b.counts:
            if kind is other_kind:
                if (least, most) == (other_least, other_most):
                    return Feature.SAME_COUNT
                if least > FAR_COUNTS * other_most or other_least > FAR_COUNTS * most:
                    found = Feature.OTHER_COUNT
    return found
