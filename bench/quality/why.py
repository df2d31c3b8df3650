"""Why dedup joins or parts two mentions: what its edge looks at, in words, for the scorers' lists of errors."""

from schemas.mention import EventMention
from services.dedup import dates, edge, parties, places
from services.dedup.profile import Profile, profile_of
from services.dedup.weights import Feature, shipped

LITTLE = "too little in common"


def parted(a: EventMention, b: EventMention) -> str:
    """What forbids that the two are one event, or that they have too little in common."""
    x, y = profile_of(a), profile_of(b)
    same = a.article_id == b.article_id
    if edge.score(x, y, same) is not None:
        return LITTLE
    return forbidden(x, y, same)


def forbidden(x: Profile, y: Profile, same_article: bool = False) -> str:
    """The field that forbids that two profiles are of one event; the first of several."""
    if x.block != y.block:
        return "other families of types"
    if x.type is not y.type and (same_article or x.lemma != y.lemma):
        return "other types"
    if dates.compare(x.days, y.days) is None:
        return "other days"
    real = edge._REAL
    if x.factuality is not y.factuality and not (x.factuality in real and y.factuality in real):
        return "other factuality"
    if places.compare(x.place, y.place) is None:
        return "other places"
    if set(x.anchors).isdisjoint(y.anchors):
        return "no common anchor"
    if _other_parties(x, y):
        return "other parties"
    return "other acts"


def _other_parties(x: Profile, y: Profile) -> bool:
    if x.type in edge._JOINT:
        one, other = x.actors + x.recipients, y.actors + y.recipients
        return parties.other_pair(one, other) or parties.compare(one, other) is None
    return parties.compare(x.actors, y.actors) is None or parties.compare(x.recipients, y.recipients) is None


def points(a: EventMention, b: EventMention) -> str:
    """The evidence of a pair and its points, or what forbids it."""
    x, y = profile_of(a), profile_of(b)
    same = a.article_id == b.article_id
    found = edge.evidence(x, y, same)
    if found is None:
        return forbidden(x, y, same)
    weights, _ = shipped()
    told = [f"{f.name.lower()} {weights[f] * value:+.1f}" for f, value in found if f is not Feature.NOTHING]
    return f"{edge.score(x, y, same):+.1f}: " + ", ".join(told)
