"""One line of plain English that says what a record says."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.cluster import Canonical
from schemas.event import EventPlace
from schemas.fields import Casualties, CasualtyKind, Factuality
from schemas.mention import EventMention
from schemas.plover import EventType
from services.enrich.casualties import casualty_phrase
from services.enrich.dates import date_phrase
from services.enrich.descriptions import says_where, source_words
from services.enrich.killed import killed
from services.enrich.parties import is_unknown, joined, names_of, plural, with_article
from services.enrich.tables import Phrase
from services.enrich.verbs import participle, past
from services.enrich.wording import worded
from services.extract.place.gazetteer import Gazetteer

_TOLD = {"arrest": CasualtyKind.DETAINED, "abduct": CasualtyKind.ABDUCTED}
_UNKNOWN = {
    EventType.ASSAULT: "unknown attackers",
    EventType.PROTEST: "unnamed protesters",
    EventType.MOBILIZE: "unnamed forces",
    EventType.COERCE: "unknown actors",
}
"""Who did it where the text leaves it open and the sentence cannot do without."""
_DIVISIONS, _CITY, _BELOW_CITY = (2, 3), 4, 5


@dataclass(frozen=True, slots=True)
class _Clause:
    """subject may be empty; base: verb phrase in its base form, "" where `finite` is the whole clause."""

    subject: str
    many: bool
    base: str
    tail: str
    finite: str = ""


def summarise(
    record: Canonical, where: EventPlace | None, gazetteer: Gazetteer, mentions: Sequence[EventMention] = ()
) -> str:
    """The summary of a record whose place is `where`; `mentions` lend it their verbs, each distinct telling once."""
    if record.attributed_to and not source_words(record.attributed_to):  # "it said": nobody by name
        record = record.model_copy(update={"attributed_to": None})
    actors = names_of(record.actors, gazetteer, where is not None)
    recipients = names_of(record.recipients, gazetteer, where is not None)
    place, placed = _place(record, where, actors, recipients, gazetteer)
    best = worded(record, mentions)
    words, casualties = killed(record, best.words)
    if not actors and recipients and not words.passive and is_unknown(record.actors) and record.type in _UNKNOWN:
        actors = [_UNKNOWN[record.type]]
    clause = _clause(words, actors, recipients if placed is None else [placed])
    if best.predicate and actors and not recipients:
        text = f"{joined(actors)} {'reportedly ' if _reported(record) else ''}{best.predicate}"
        place = "" if where is not None and _names(best.predicate, where.name) else place
    else:
        text = _said(clause, record, actors)
    for more in (clause.tail, place, date_phrase(record.when)):
        text = _with(text, more, ", " if _ends_in_country(text, place, placed) else " ")
    text = _with(text, _source(record, actors), ", ")
    text = _with(text, casualty_phrase(_told_besides(record, casualties)), "; ")
    text = " ".join(text.split())
    return text[:1].upper() + text[1:]


def _reported(record: Canonical) -> bool:
    return record.factuality is Factuality.ATTRIBUTED and not record.attributed_to


def _told_besides(record: Canonical, casualties: Sequence[Casualties]) -> list[Casualties]:
    """The casualties that the clause has not told: who was arrested or abducted is its object."""
    told = _TOLD.get(record.mode or "") if record.recipients else None
    return [c for c in casualties if c.kind is not told]


def _ends_in_country(text: str, place: str, placed: str | None) -> bool:
    """Whether `text` ends in "Kyiv, Ukraine", after which a comma stands."""
    return any("," in name and text.endswith(name) for name in (place, placed or ""))


def _with(text: str, more: str, link: str) -> str:
    return f"{text}{link}{more}" if more else text


def _clause(words: Phrase, actors: list[str], recipients: list[str]) -> _Clause:
    if actors and recipients:
        verb = words.verb.replace("{r}", joined(recipients)) if "{r}" in words.verb else ""
        return _Clause(joined(actors), plural(actors), verb or f"{words.verb} {joined(recipients)}", words.tail)
    if len(actors) > 1:
        return _Clause(joined(actors), True, words.mutual, "")
    if actors:
        return _Clause(joined(actors), plural(actors), words.alone, "")
    if recipients and words.passive:
        return _Clause(joined(recipients), plural(recipients), "", words.tail, words.passive)
    involved = f", involving {joined(recipients)}," if recipients else ""
    return _Clause("", False, "", "", words.happening + involved)


def _said(clause: _Clause, record: Canonical, actors: list[str]) -> str:
    """Subject and verb, in the form that the factuality asks for."""
    subject = clause.subject
    if clause.base:
        return f"{subject} {_active(clause, record, actors)}"
    if subject:
        return f"{subject} {_passive(clause, record)}"
    return _impersonal(clause.finite, record)


def _active(clause: _Clause, record: Canonical, actors: list[str]) -> str:
    many, base = clause.many, clause.base
    match record.factuality:
        case Factuality.ATTRIBUTED:
            return past(base) if record.attributed_to else f"reportedly {past(base)}"
        case Factuality.PLANNED:
            return f"{'plan' if many else 'plans'} to {base}"
        case Factuality.HYPOTHETICAL:
            return f"might {base}"
        case Factuality.NEGATED:
            return f"denied having {participle(base)}" if _says_itself(record, actors) else f"did not {base}"
        case Factuality.HABITUAL:
            return f"{'have' if many else 'has'} repeatedly {participle(base)}"
        case Factuality.ASSERTED:
            return past(base)


def _passive(clause: _Clause, record: Canonical) -> str:
    many, finite = clause.many, clause.finite
    was = "were" if many else "was"
    match record.factuality:
        case Factuality.ATTRIBUTED:
            return f"{was} {finite}" if record.attributed_to else f"{was} reportedly {finite}"
        case Factuality.PLANNED:
            return f"{'are' if many else 'is'} to be {finite}"
        case Factuality.HYPOTHETICAL:
            return f"might be {finite}"
        case Factuality.NEGATED:
            return f"{was} not {finite}"
        case Factuality.HABITUAL:
            return f"{'have' if many else 'has'} repeatedly been {finite}"
        case Factuality.ASSERTED:
            return f"{was} {finite}"


def _impersonal(finite: str, record: Canonical) -> str:
    match record.factuality:
        case Factuality.PLANNED:
            return f"planned: {finite}"
        case Factuality.HYPOTHETICAL:
            return f"possibly, {finite}"
        case Factuality.NEGATED:
            return f"denied: {finite}"
        case Factuality.ATTRIBUTED if not record.attributed_to:
            return f"reportedly, {finite}"
        case Factuality.HABITUAL:
            return f"repeatedly, {finite}"
    return finite


def _says_itself(record: Canonical, actors: list[str]) -> bool:
    said = _same(source_words(record.attributed_to or "")).removeprefix("the ")
    return bool(said) and any(_same(a).removeprefix("the ") == said for a in actors)


def _source(record: Canonical, actors: list[str]) -> str:
    if not record.attributed_to or (record.factuality is Factuality.NEGATED and _says_itself(record, actors)):
        return ""
    if _says_itself(record, actors):
        return "by own account"
    return f"according to {with_article(source_words(record.attributed_to)[:80])}"


def _place(
    record: Canonical, where: EventPlace | None, actors: list[str], recipients: list[str], gazetteer: Gazetteer
) -> tuple[str, str | None]:
    """The place phrase, and the recipient in its stead where both are one ("attacked Kyiv, Ukraine")."""
    if where is None:
        return "", None
    country = where.country_name if where.resolution > 1 else None
    name = _division(where, gazetteer)
    full = f"{name}, {country}" if country and _same(country) != _same(where.name) else name
    bare = [_same(r.removeprefix("the ")) for r in recipients]
    if bare == [_same(where.name)]:
        return "", full
    if country and len(recipients) == 1 and says_where(recipients[0]) and not _names(recipients[0], country):
        return "", f"{recipients[0]}, {country}"
    visit = record.type is EventType.CONSULT and record.mode == "visit"
    if visit and country and bare == [_same(country)]:
        return "", full
    if country and _same(country) in bare:
        full = name
    if any(_names(party, where.name) for party in [*actors, *recipients]):
        if not country or any(_names(party, country) for party in [*actors, *recipients]):
            return "", None
        return f"in {with_article(country)}", None
    return f"{'at' if where.resolution == _BELOW_CITY else 'in'} {full}", None


def _division(where: EventPlace, gazetteer: Gazetteer) -> str:
    """A place's name; "the Donetsk region" where the name alone would mean its town."""
    if where.resolution in _DIVISIONS and where.admin1 is not None:
        towns = (e for e in gazetteer.lookup(where.name) if e.resolution == _CITY and not e.alternate)
        if any(e.admin1 == where.admin1 for e in towns):
            return f"the {where.name} region"
    return with_article(where.name)


def _same(name: str) -> str:
    return " ".join(name.casefold().split())


def _names(party: str, place: str) -> bool:
    """Whether a party's words name the place: "the port city of Beira"."""
    return f" {_same(place)} " in f" {_same(party).replace('’s', '').replace(chr(39) + 's', '')} "
