"""What a phrase without a name of the tables means: "Ukrainian forces", "three civilians", "a rebel camp", a thing."""

from collections.abc import Callable
from dataclasses import replace

from schemas.plover import Sector
from services.extract.actors.described import Description
from services.extract.actors.groups import (
    ASSET_SECTOR,
    ASSETS,
    BODIES,
    LOCAL,
    NATIONAL,
    NOWHERE,
    ORGANISATION_WORDS,
    STATE_NOUNS,
    WEAPONS,
)
from services.extract.actors.match import folded
from services.extract.actors.meaning import THING, Meaning
from services.extract.actors.names import fold, vocabulary
from services.extract.actors.phrase import Phrase
from services.extract.actors.view import View
from services.extract.document import Entity

_TERRITORIES = vocabulary(
    "state states region province district city town village area territory island county governorate oblast "
    "municipality prefecture peninsula valley enclave republic"
)
_OF_A_PLACE = vocabulary(
    "university college school hospital clinic police court council airport prison jail mosque church cathedral guard "
    "government legislature assembly senate stadium sheriff"
)
_NATIONAL_FORCES = frozenset(("security forces", "air force", "national guard", "armed forces", "general staff"))
Toponym = Callable[[str], str | None]


def last_word(word: str) -> str:
    """The last folded word of a token, empty where it has none."""
    return next((w for w, _ in folded([word])[-1:]), "")


def party(view: View, phrase: Phrase, said: Description, toponym: Toponym) -> Meaning:
    """The party that the describing words `said` of `phrase` make; THING where they make none."""
    base = last_word(view.words[phrase.head])
    plural = bool(view.parse and view.parse.xpos[phrase.head] in ("NNS", "NNPS")) or bool(
        said.agent and said.agent.plural
    )
    entity = view.entity_at.get(phrase.head)
    if entity is not None and entity.kind == "ORG" and entity.last - entity.first > 1 and said.region is None:
        name = _name(view, entity)
        country = said.country or _within(view, entity) or seat(view, entity, toponym)
        return Meaning("organisation", name, country, said.sector or sector_of(name), said.others, base=base)
    body = _body(view, phrase, said, base)
    if body is not None:
        return body
    longer = said.agent is not None and " " in said.agent.phrase
    if base in WEAPONS and not (longer and said.sector is not Sector.MIL):
        return _owned(said, Sector.MIL, base, plural)
    if said.agent is not None and said.agent.kind == "thing":
        return _owned(said, said.sector, base, plural)
    place = _place(view, phrase, said, base, toponym)
    if place is not None:
        return place
    if said.agent is not None and base not in STATE_NOUNS:
        country = said.country or said.agent.code
        kind = "person" if said.agent.kind == "person" and not plural else "group"
        title = said.title if kind == "person" else None
        unplaced = country is None and said.region is None and base not in NOWHERE
        national = base in NATIONAL or (said.agent.phrase in _NATIONAL_FORCES)
        trader = said.sector is Sector.BUS and said.agent.kind == "person"
        unplaced = unplaced and (said.sector in LOCAL or national or trader)
        return Meaning(kind, None, country, said.sector, said.others, title, unplaced, plural, base)
    if base in STATE_NOUNS and (said.country or said.region):
        kind = "group" if plural or said.region else "state"
        return Meaning(kind, said.region, said.country, None, plural=plural, base=base)
    if base in ASSETS and (said.country or said.giver):
        sector = said.giver or ASSET_SECTOR.get(base)
        return Meaning("group", None, said.country, sector, plural=plural, base=base)
    if entity is not None and entity.kind in ("LOC", "ORG"):
        name = _name(view, entity)
        if entity.kind == "ORG":
            return Meaning("organisation", name, said.country, sector_of(name), base=base)
        country = toponym(name) or said.country
        return Meaning("state", name, country, base=base)
    return replace(THING, base=base, plural=plural)


def sector_of(name: str) -> Sector | None:
    """The sector that the words of an unknown organisation's name tell, the last word first."""
    return next((ORGANISATION_WORDS[w] for w in reversed(fold(name).split()) if w in ORGANISATION_WORDS), None)


def _name(view: View, entity: Entity) -> str:
    words = view.words[entity.first : entity.last]
    return " ".join(words[1:] if words[0] in ("The", "the") and len(words) > 1 else words).replace(" - ", "-")


def _within(view: View, entity: Entity) -> str | None:
    """The country in an organisation's own name: "Supreme Court of Pakistan", "Kenya Wildlife Service"."""
    hits = [h for h in view.hits if entity.first <= h.first and h.last <= entity.last]
    codes = {h.uses[0][1].code for h in hits if h.uses and h.uses[0][1].kind in ("state", "disputed state")}
    return min(codes) if len(codes) == 1 else None


def seat(view: View, entity: Entity, toponym: Toponym) -> str | None:
    """The country of the place that an institution is named by: "Ontario police", "Garissa University College"."""
    words = view.words[entity.first : entity.last]
    if not (words[-1].islower() or {w.lower() for w in words} & _OF_A_PLACE):
        return None
    names = (" ".join(words[:n]) for n in range(min(3, len(words) - 1), 0, -1))
    return next((code for name in names if (code := toponym(name))), None)


def _owned(said: Description, sector: Sector | None, base: str, plural: bool) -> Meaning:
    """A weapon or another thing of someone acts for its owner; nobody's is a thing."""
    if said.country is None and said.giver is None:
        return replace(THING, base=base, plural=plural)
    return Meaning("group", None, said.country, said.giver or sector, plural=plural, base=base)


def _body(view: View, phrase: Phrase, said: Description, base: str) -> Meaning | None:
    """ "the Wagner group", "the Fatah movement": the name before a body's noun is that body's name."""
    if base not in BODIES or said.owner is None or said.owner.kind != "organisation":
        return None
    inside = phrase.possessor is None and any(t in view.hit_at or t in view.entity_at for t in phrase.core)
    adjacent = phrase.head - 1 in view.hit_at or phrase.head - 1 in view.entity_at
    if not inside or not adjacent:
        return None
    return replace(said.owner, base=base, sector=said.owner.sector or said.sector)


def _place(view: View, phrase: Phrase, said: Description, base: str, toponym: Toponym) -> Meaning | None:
    """ "Kaduna state", "the Darfur region": a place named before its kind."""
    if base not in _TERRITORIES:
        return None
    spots = (view.entity_at[t] for t in phrase.core if t in view.entity_at and t not in view.hit_at)
    spot = next((e for e in spots if e.kind == "LOC"), None)
    if spot is None:
        return None
    name = _name(view, spot)
    country = toponym(name) or said.country
    return Meaning("state", name, country, ASSET_SECTOR.get(base), base=base)
