"""What the page is told of an event: a row for list, map and timeline, and all of it for one that is opened."""

import math
from collections.abc import Sequence
from typing import Any

from schemas.event import Event, EventPlace, MentionRef
from schemas.fields import Actor, Casualties, Qualifier
from services.web.evidence import READ, Marks, lead, marks, pieces, trigger

PARTIES = 6  # of a list that a row names; an opened event names all
CLAIMS = 4
FIELDS = 200  # claims, parties and quantities of an opened event
TELLINGS = 40  # different sentences that an opened event shows
SOURCES = 30  # named under one of them
LONGEST = 300  # code points of a name or summary in a row


def row(event: Event, at: int) -> dict[str, Any]:
    """The event for lists. `at`: milliseconds since 1970 at which its record was written."""
    known = marks(event)
    told = lead(event, known)
    return {
        "id": event.id,
        "at": at,
        "revision": event.revision,
        "change": event.change.value,
        "type": event.type.value,
        "mode": event.mode,
        "quad": event.quad,
        "factuality": event.factuality.value,
        "by": cut(event.attributed_to),
        "background": event.background,
        "summary": cut(event.summary),
        "actors": [party(actor) for actor in event.actors[:PARTIES]],
        "recipients": [party(actor) for actor in event.recipients[:PARTIES]],
        "more": max(0, len(event.actors) - PARTIES) + max(0, len(event.recipients) - PARTIES),
        "place": place(event.where) if event.where else None,
        "countries": countries(event),
        "start": str(event.when.start) if event.when and event.when.start else None,
        "end": str(event.when.end) if event.when and event.when.end else None,
        "casualties": list(dict.fromkeys(map(claim, newest(event.casualties))))[:CLAIMS],
        "mentions": event.mention_count,
        "articles": event.article_count,
        "sources": event.independent_sources,
        "confidence": round(event.confidence, 2),
        "evidence": sentence(told, known) if told else None,
    }


def whole(event: Event) -> dict[str, Any]:
    """Everything an opened event shows."""
    known = marks(event)
    return {
        "id": event.id,
        "actors": [party(actor) for actor in event.actors[:FIELDS]],
        "recipients": [party(actor) for actor in event.recipients[:FIELDS]],
        "where_reason": event.where_reason,
        "when": event.when.model_dump(mode="json", exclude={"evidence"}) if event.when else None,
        "casualties": [
            {
                "claim": claim(claimed),
                "victims": cut(claimed.victims),
                "by": cut(claimed.claimed_by),
                "at": claimed.claimed_at.date().isoformat() if claimed.claimed_at else None,
                "latest": claimed.latest,
            }
            for claimed in event.casualties[:FIELDS]
        ],
        "quantities": [{"what": cut(q.what), "text": cut(q.text)} for q in event.quantities[:FIELDS]],
        "contexts": [context.value for context in event.contexts],
        "intensity": event.intensity,
        "codes": event.codes.model_dump(),
        "confidence_by_field": event.confidence_by_field,
        "tellings": tellings(event, known)[:TELLINGS],
        "shown": min(READ, event.mention_count),
        "mention_count": event.mention_count,
        "provenance": event.provenance.model_dump(mode="json"),
    }


def tellings(event: Event, known: Marks) -> list[dict[str, Any]]:
    """The mentions, those in the same words joined: each sentence once, with every source that printed it."""
    found: dict[tuple[str, int, int], dict[str, Any]] = {}
    for mention in event.mentions[:READ]:
        _, start, end = trigger(mention)
        key = (mention.sentence.text, start, end)
        telling = found.setdefault(key, {"pieces": [], "count": 0, "sources": {}})
        telling["pieces"] = telling["pieces"] or pieces(mention, known)
        telling["count"] += 1
        by_name = telling["sources"]
        if mention.source in by_name:
            by_name[mention.source]["count"] += 1
        elif len(by_name) < SOURCES:
            by_name[mention.source] = printed(mention) | {"count": 1}
    return [telling | {"sources": list(telling["sources"].values())} for telling in found.values()]


def printed(mention: MentionRef) -> dict[str, Any]:
    """Where a sentence was printed."""
    return {
        "source": cut(mention.source),
        "article": cut(mention.article_id),
        "url": link(mention.url),
        "published": mention.published_at.date().isoformat(),
    }


def sentence(mention: MentionRef, known: Marks) -> dict[str, Any]:
    """The sentence that a row shows, with where it was printed."""
    return {
        "pieces": pieces(mention, known),
        "source": cut(mention.source),
        "published": mention.published_at.date().isoformat(),
    }


def party(actor: Actor) -> dict[str, Any]:
    return {
        "name": cut(actor.name or actor.text),
        "country": cut(actor.country),
        "sector": actor.sector.value if actor.sector else None,
    }


def place(where: EventPlace) -> dict[str, Any]:
    """Its name and region; coordinates only where they are on the globe."""
    known = where.latitude is not None and where.longitude is not None
    latitude, longitude = (where.latitude, where.longitude) if known else (None, None)
    on_globe = (
        latitude is not None
        and longitude is not None
        and all(math.isfinite(value) for value in (latitude, longitude))
        and abs(latitude) <= 90
        and abs(longitude) <= 180
    )
    return {
        "name": cut(where.name),
        "country": cut(where.country),
        "country_name": cut(where.country_name),
        "region": cut(where.admin1_name),
        "latitude": round(latitude, 3) if on_globe and latitude is not None else None,
        "longitude": round(longitude, 3) if on_globe and longitude is not None else None,
        "resolution": where.resolution,
    }


def countries(event: Event) -> list[str]:
    """Codes of the place and of every party, the place's first, each once."""
    found = [event.where.country if event.where else None]
    found += [actor.country for actor in (*event.actors, *event.recipients)]
    return list(dict.fromkeys(code[:3] for code in found if code))[:20]


def newest(claims: Sequence[Casualties]) -> list[Casualties]:
    """Of each kind the newest authoritative counts; all of it where none is known to be that."""
    known = {claimed.kind for claimed in claims if claimed.latest}
    return [claimed for claimed in claims if claimed.latest or claimed.kind not in known]


def claim(claimed: Casualties) -> str:
    """One claim in words: "at least 4 killed", "3–5 injured", "no major injuries" as "no major injured"."""
    kind, low, high, how = claimed.kind.value, claimed.min, claimed.max, claimed.qualifier
    if how is Qualifier.NO_MAJOR:
        return f"no major {kind}"
    if low is None and high is None:
        return f"{'several' if how is Qualifier.SEVERAL else 'some'} {kind}"
    if low is None:
        return f"{'less than' if how is Qualifier.LESS_THAN else 'up to'} {high:,} {kind}"
    if high is None:
        return f"{'more than' if how is Qualifier.MORE_THAN else 'at least'} {low:,} {kind}"
    number = f"{low:,}" if low == high else f"{low:,}–{high:,}"
    return f"{'about ' if how is Qualifier.ABOUT else ''}{number} {kind}"


def link(url: str | None) -> str | None:
    """An address of the web, or none: a page must not link to `javascript:`."""
    return url if url and len(url) <= 2_000 and url.lower().startswith(("http://", "https://")) else None


def cut(text: str | None) -> str | None:
    """At most LONGEST code points."""
    return text if text is None or len(text) <= LONGEST else text[: LONGEST - 1] + "…"
