"""The last stage: a revision of a cluster becomes the public event record. Pure; a cluster in, its event out."""

from datetime import datetime

from schemas.base import SCHEMA_VERSION, Span
from schemas.cluster import Canonical, EventCluster
from schemas.event import Event, EventParty, EventPlace, EventProvenance, MentionRef
from schemas.fields import Actor, Provenance, Where
from schemas.plover import QUAD, EventType, Sector, intensity
from services.enrich.confidence import corroborated
from services.enrich.summary import summarise
from services.enrich.tables import COW, codes
from services.extract.place.gazetteer import Gazetteer

MOST_MENTIONS = 200  # shown in a record; the counts are complete
_ARMED = frozenset({Sector.MIL, Sector.REB, Sector.PRM, Sector.COP, Sector.SPY, Sector.UAF})
_UNKNOWN = Provenance(dateline="unknown", model="unknown", lexicon="unknown", gazetteer="unknown")


class Enricher:
    """Makes events. `provenance`: this process's versions, for a cluster that has no mention left to say its own."""

    def __init__(self, gazetteer: Gazetteer, provenance: Provenance = _UNKNOWN) -> None:
        self._gazetteer = gazetteer
        self._provenance = provenance

    def run(self, cluster: EventCluster, recorded_at: datetime) -> Event:
        """The event of one revision. `recorded_at`: when the record is made, the one field that a rerun changes."""
        canonical = cluster.canonical
        where = self._place(canonical.where)
        mentions = _mentions(cluster)
        return Event(
            id=cluster.event_id,
            revision=cluster.revision,
            change=cluster.change,
            merged_into=cluster.merged_into,
            type=canonical.type,
            mode=canonical.mode,
            quad=QUAD[canonical.type],
            contexts=canonical.contexts,
            factuality=canonical.factuality,
            attributed_to=canonical.attributed_to,
            background=canonical.background,
            actors=[_party(a) for a in canonical.actors],
            recipients=[_party(r) for r in canonical.recipients],
            when=canonical.when,
            where=where,
            where_reason=canonical.where_reason,
            casualties=canonical.casualties,
            quantities=canonical.quantities,
            intensity=intensity(canonical.type, canonical.mode),
            codes=codes(canonical.type, canonical.mode, _parties(canonical)),
            confidence=corroborated(canonical.confidence, cluster.independent_sources),
            confidence_by_field=canonical.confidence_by_field,
            mentions=mentions[:MOST_MENTIONS],
            mention_count=len(cluster.members),
            article_count=len({m.article for m in cluster.members}),
            independent_sources=cluster.independent_sources,
            summary=summarise(canonical, where, self._gazetteer, cluster.profiles),
            provenance=self._origin(cluster, recorded_at),
        )

    def _place(self, where: Where | None) -> EventPlace | None:
        """What the gazetteer adds to a place; what the mention says of it stays."""
        if where is None:
            return None
        entry = self._gazetteer.entry(where.geonameid) if where.geonameid is not None else None
        admin1, admin2 = where.admin1, where.admin2
        if entry is not None and entry.country == where.country:
            admin1, admin2 = admin1 or entry.admin1, admin2 or entry.admin2
        first, second = self._gazetteer.entry(admin1), self._gazetteer.entry(admin2)
        country = self._gazetteer.country(where.country)
        stated = {
            "latitude": where.latitude if where.latitude is not None or entry is None else entry.latitude,
            "longitude": where.longitude if where.longitude is not None or entry is None else entry.longitude,
            "admin1": admin1,
            "admin2": admin2,
        }
        return EventPlace(
            **{**where.model_dump(), **stated},
            admin1_name=first.name if first else None,
            admin2_name=second.name if second else None,
            country_name=country.name if country else None,
            cow=COW.get(where.country or ""),
            population=entry.population if entry else None,
        )

    def _origin(self, cluster: EventCluster, recorded_at: datetime) -> EventProvenance:
        """The versions that read the newest mention, and ours of the gazetteer."""
        newest = max(cluster.profiles, key=lambda p: (p.published_at, p.id), default=None)
        known = newest.provenance if newest is not None else self._provenance
        return EventProvenance(
            dateline=known.dateline,
            model=known.model,
            lexicon=known.lexicon,
            gazetteer=self._gazetteer.version,
            schema_version=SCHEMA_VERSION,
            recorded_at=recorded_at,
            replay=bool(cluster.articles) and all(a.replay for a in cluster.articles),
        )


def _party(actor: Actor) -> EventParty:
    return EventParty(**dict(actor), cow=COW.get(actor.country or ""))


def _parties(canonical: Canonical) -> str:
    """Whether violence was between armed parties or against people who are none."""
    if canonical.type is not EventType.ASSAULT:
        return ""
    if canonical.recipients:
        return "two-sided" if any(r.sector in _ARMED for r in canonical.recipients) else "one-sided"
    return "two-sided" if len(canonical.actors) > 1 else ""


def _mentions(cluster: EventCluster) -> list[MentionRef]:
    """Every mention, the earliest published first."""
    out = []
    for member in cluster.members:
        article, said = cluster.articles[member.article], cluster.profiles[member.profile]
        out.append(
            MentionRef(
                mention_id=member.mention_id,
                article_id=article.article_id,
                source=article.source,
                url=article.url,
                published_at=article.published_at,
                sentence=Span(start=member.start, end=member.end, text=said.sentence.text),
                trigger=Span(start=member.trigger_start, end=member.trigger_end, text=said.trigger.text),
            )
        )
    return sorted(out, key=lambda m: (m.published_at, m.article_id, m.sentence.start, m.trigger.start, m.mention_id))
