"""The stage extract: a clean article in, its event mentions out. Pure: everything it needs is handed in."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from schemas.article import CleanArticle
from schemas.fields import Factuality, Provenance, Where
from schemas.mention import EventMention
from schemas.plover import EventType, Sector
from services.extract.coder.coded import PHYSICAL, Coded
from services.extract.coder.coder import Coder
from services.extract.coder.continued import continue_scenes
from services.extract.coder.filled import Filled
from services.extract.coder.foreground import OLD_DAYS, age, reconsider
from services.extract.coder.later import count_on
from services.extract.coder.link import block, complete, link
from services.extract.coder.mention import MentionMaker
from services.extract.coder.numbers import give_casualties, give_quantities
from services.extract.document import (
    ActorMention,
    CasualtyMention,
    Document,
    Parse,
    PlaceMention,
    QuantityMention,
    TimeExpression,
)
from services.extract.nlp.reader import Reader
from services.extract.place.attach import attach_place
from services.extract.place.spoken import spoken_there
from services.extract.place.tagger import PlaceTagger
from services.extract.time.attach import attach_time, publication
from services.extract.time.tagger import TimeTagger

OTHER_PLACE = "place of something else"
MAX_GOVERNORS = 3
WEEK = 7


@dataclass(frozen=True)
class Extracted:
    """The mentions of an article in text order, at least one; how many sentences it has and how many were parsed."""

    mentions: list[EventMention]
    sentences: int
    parsed: int


@dataclass(frozen=True)
class Told:
    """A mention, what it was made of, and the number of its event: those of one event share it."""

    mention: EventMention
    filled: Filled
    group: int


@dataclass(frozen=True)
class NoEvents:
    """The article tells no event."""

    sentences: int
    parsed: int


@dataclass(frozen=True)
class Taggers:
    """What reads expressions out of a parsed document."""

    times: TimeTagger
    places: PlaceTagger
    quantities: Callable[[Document], list[QuantityMention]]
    casualties: Callable[[Document, list[QuantityMention]], list[CasualtyMention]]


class Extractor:
    """Extracts articles. One article at a time; `provenance` goes into every mention."""

    def __init__(self, reader: Reader, taggers: Taggers, coder: Coder, provenance: Provenance) -> None:
        self.reader, self.taggers, self.coder, self._provenance = reader, taggers, coder, provenance

    def run(self, article: CleanArticle) -> Extracted | NoEvents:
        """Every event that the article tells. Raises Rejected where the article is beyond the limits."""
        document = self.reader.read(article.text, article.published_at.date(), article.title)
        parsed = sum(s.parse is not None for s in document.sentences)
        told = self.tell(article, document)
        if not told:
            return NoEvents(len(document.sentences), parsed)
        return Extracted([t.mention for t in told], len(document.sentences), parsed)

    def tell(self, article: CleanArticle, document: Document) -> list[Told]:
        """The mentions of `article`, which `reader` read as `document`, in text order."""
        maker = MentionMaker(article, document, self._provenance)
        told: dict[str, Told] = {}
        for number, group in enumerate(self.events(document)):
            key = block(group)
            made = [maker.make(f, key) for f in group]
            for f, mention in zip(group, made, strict=True):
                if len(made) > 1:
                    mention = mention.model_copy(update={"group": made[0].id})
                told[mention.id] = Told(mention, f, number)
        return sorted(told.values(), key=lambda t: (t.mention.trigger.start, t.mention.trigger.end, t.mention.type))

    def events(self, document: Document) -> list[list[Filled]]:
        """The events of a document as groups of their mentions, complete with time, place and numbers."""
        coded = self.coder.code(document)
        if not coded:
            return []
        times, places = self.taggers.times.tag(document), self.taggers.places.tag(document)
        filled = [self._fill(document, e, times, places) for e in coded]
        quantities = self.taggers.quantities(document)
        give_casualties(document, filled, self.taggers.casualties(document, quantities))
        give_quantities(document, filled, quantities)
        reconsider(document, filled)
        groups = link(document, filled)
        for group in groups:
            complete(group)
        count_on(document, filled, times)
        continue_scenes(document, filled, places, times)
        for f in filled:
            _publish(document, f)
        return [g for g in groups if any(_worth(f) for f in g)]

    def _fill(self, document: Document, e: Coded, times: list[TimeExpression], places: list[PlaceMention]) -> Filled:
        parse = document.sentences[e.sentence].parse
        assert parse is not None
        token = e.token if e.anchor < 0 else e.anchor
        when = None
        for at in () if e.promise else (token, *_governors(parse, token)):
            when = when or attach_time(document, times, e.sentence, at)
        where, reason = attach_place(document, places, e.sentence, token)
        if where is None and (below := _governors(parse, token)[:1]) and parse.heads[below[0]] == token:
            where, reason = attach_place(document, places, e.sentence, below[0])
        speech = e.speech and e.type is not EventType.CONSULT
        if where is not None and speech and not spoken_there(document, e.sentence, token, where):
            where, reason = None, OTHER_PLACE
        e.actors = [_placed(m, places) for m in e.actors]
        e.recipients = [_placed(m, places) for m in e.recipients]
        if where is not None and _abroad(document, e, where):
            where, reason = None, OTHER_PLACE
        if e.type is EventType.PROTEST and where is not None:
            e.actors = [_local(m, where) for m in e.actors]
        if e.type in PHYSICAL and where is not None:
            e.actors = [_policing(m, where) for m in e.actors]
            e.recipients = [_policing(m, where) for m in e.recipients]
        words = {parse.words[t].lower() for t in parse.subtree(e.token, frozenset({"advcl", "acl:relcl", "ccomp"}))}
        return Filled(e, when, where, reason, elsewhere="elsewhere" in words)


def _abroad(document: Document, e: Coded, where: Where) -> bool:
    """Whether a place told before, as a dateline, is in none of the countries whose people are attacked or held."""
    if e.type not in PHYSICAL or where.evidence is None or where.country is None:
        return False
    there = e.recipients if e.type is EventType.ASSAULT else [*e.actors, *e.recipients]  # attackers come from abroad
    countries = {m.country for m in there if m.country}
    before = where.evidence.start < document.sentences[e.sentence].start
    return before and bool(countries) and where.country not in countries


def _placed(m: ActorMention, places: list[PlaceMention]) -> ActorMention:
    """A party without a country gets that of a place in its phrase: "an oil refinery near Riyadh"."""
    if m.country or m.kind == "pronoun":
        return m
    inside = next((p for p in places if m.start <= p.start and p.end <= m.end and p.country), None)
    return m if inside is None else replace(m, country=inside.country)


def _local(m: ActorMention, where: Where) -> ActorMention:
    """A crowd of which nothing else is said is of the country it gathers in."""
    return replace(m, country=where.country) if m.kind == "group" and not m.country and not m.name else m


def _policing(m: ActorMention, where: Where) -> ActorMention:
    """Police of whom nothing else is said are of the country they act in; soldiers need not be."""
    plain = m.sector is Sector.COP and not m.country and not m.name
    return replace(m, country=where.country) if plain else m


def _governors(parse: Parse, token: int) -> list[int]:
    """Verbs whose time is the event's as well: "set off yesterday to take part"; "blasts ripped through …", misread."""
    out = [c for c in parse.children[token] if parse.deprels[c] == "acl" and parse.heads[token] < 0][:1]
    at = token
    while parse.deprels[at] in ("xcomp", "advcl") and parse.xpos[at] == "VB" and len(out) < MAX_GOVERNORS:
        at = parse.heads[at]
        out.append(at)
    when = any(parse.words[c].lower() == "when" for c in parse.children[token])
    if when and parse.deprels[token] in ("advcl", "advcl:relcl"):  # "fell out in January, when one signed a deal"
        out.append(parse.heads[token])
    return out


def _back(day: date) -> date:
    return day - timedelta(days=WEEK)


def _publish(document: Document, f: Filled) -> None:
    """Mark old events as background, and date undated news by the publication."""
    e = f.event
    start = f.when.start if f.dated and f.when is not None else None
    over = f.dated and f.when is not None and f.when.end is not None and f.when.end < document.published
    if over and e.factuality is Factuality.PLANNED and e.nominal and e.definite:  # "had planned the 14 October attack"
        e.factuality = Factuality.ASSERTED
    if f.when is not None and start is not None and e.factuality is not Factuality.PLANNED:
        ahead = (start - document.published).days
        said = e.speech and e.type is not EventType.CONSULT
        if ahead > 0 and said:  # "called a shutdown for Saturday": what is said is said now
            f.when = None
        elif 0 < ahead <= WEEK and start == f.when.end:  # a weekday read forward: what is told has happened
            f.when = f.when.model_copy(update={"start": _back(start), "end": _back(start)})
    if not e.by_tense and (days := age(document, f)) is not None:
        e.background = e.background or days > OLD_DAYS
    if f.when is None and not e.background and e.factuality in (Factuality.ASSERTED, Factuality.ATTRIBUTED):
        f.when = publication(document)


def _worth(f: Filled) -> bool:
    """Whether a mention says enough to be a record: a party, or violence with a place or a date of its own."""
    e = f.event
    if any(m.country or m.sector or m.name for m in (*e.actors, *e.recipients)):
        return True
    if e.type not in (EventType.ASSAULT, EventType.PROTEST) and e.mode not in ("curfew", "martial-law"):
        return bool(e.actors and e.recipients)
    return f.where is not None or f.dated or bool(f.casualties)
