"""From a coded event with its fields to the `EventMention` that travels: ids, offsets as received, confidence."""

import base64
import hashlib

import numpy as np
from numpy.typing import NDArray

from schemas.article import CleanArticle
from schemas.base import Span
from schemas.fields import Actor, Casualties, Factuality, Provenance, Quantity, When, Where
from schemas.mention import EventMention
from schemas.plover import Context, Sector
from services.extract.coder.filled import Filled
from services.extract.document import ActorMention, CasualtyMention, Document, QuantityMention
from services.extract.telling import telling

ID_CHARACTERS = 32
UNKNOWN = Actor(text="unknown", sector=Sector.UNK)
INHERITED = 0.6  # of a field's confidence where another mention gave it


class MentionMaker:
    """Makes the mentions of one article."""

    def __init__(self, article: CleanArticle, document: Document, provenance: Provenance) -> None:
        self._article, self._document, self._provenance = article, document, provenance
        self._words = telling(document.text)

    def make(self, f: Filled, block: str) -> EventMention:
        """One mention of the group that has this block."""
        e, document, article = f.event, self._document, self._article
        sentence = document.sentences[e.sentence]
        assert sentence.parse is not None
        trigger = self._span(*sentence.span(e.first, e.last))
        by_field = self._confidence(f)
        return EventMention(
            id=mention_id(article.id, article.content_hash, trigger.start, trigger.end, e.type.value),
            article_id=article.id,
            source=article.source,
            url=article.url,
            published_at=article.published_at,
            content_hash=article.content_hash,
            signature=article.signature,
            replay=article.replay,
            block=block,
            type=e.type,
            mode=e.mode,
            contexts=[Context(c) for c in e.contexts],
            factuality=e.factuality,
            attributed_to=e.attributed_to,
            background=e.background,
            cues=[self._span(*c) for c in e.cues],
            actors=[self._actor(a) for a in e.actors] or [UNKNOWN],
            recipients=[self._actor(r) for r in e.recipients],
            when=self._when(f.when),
            where=self._where(f.where),
            where_reason=f.where_reason if f.where is None else None,
            casualties=[self._casualties(c, claimed) for c, claimed in f.casualties],
            quantities=[self._quantity(q, e.lemma) for q in f.quantities],
            trigger=trigger,
            trigger_lemma=e.lemma,
            roleset=e.roleset,
            sentence=self._span(sentence.start, sentence.end),
            embedding=quantised(sentence.parse.embedding),
            article_words=self._words,
            confidence=by_field["event"],
            confidence_by_field={k: v for k, v in by_field.items() if k != "event"},
            provenance=self._provenance,
        )

    def _span(self, start: int, end: int) -> Span:
        """A span of the clean text, its offsets as received."""
        received = self._article.received
        return Span(start=received(start), end=received(end), text=self._document.text[start:end])

    def _moved(self, span: Span | None) -> Span | None:
        return None if span is None else self._span(span.start, span.end)

    def _when(self, when: When | None) -> When | None:
        return None if when is None else when.model_copy(update={"evidence": self._moved(when.evidence)})

    def _where(self, where: Where | None) -> Where | None:
        return None if where is None else where.model_copy(update={"evidence": self._moved(where.evidence)})

    def _actor(self, m: ActorMention) -> Actor:
        return Actor(
            text=m.text,
            name=m.name,
            country=m.country,
            sector=m.sector,
            other_sectors=list(m.other_sectors),
            title=m.title,
            evidence=self._span(m.start, m.end),
        )

    def _casualties(self, c: CasualtyMention, claimed_by: str | None) -> Casualties:
        return Casualties(
            kind=c.kind,
            min=c.min,
            max=c.max,
            qualifier=c.qualifier,
            victims=c.victims,
            claimed_by=claimed_by,
            evidence=self._span(c.start, c.end),
        )

    def _quantity(self, q: QuantityMention, lemma: str) -> Quantity:
        return Quantity(
            what=f"{q.unit} {lemma}".strip(),
            value=q.value,
            unit=q.unit,
            text=q.text,
            evidence=self._span(q.start, q.end),
        )

    def _confidence(self, f: Filled) -> dict[str, float]:
        """Of the event and of each field, 0 to 1: the lexicon's, bent by what was found and how it was known."""
        e = f.event
        kind = e.confidence
        fields = {
            "type": kind,
            "actors": 0.85 if any(a.country or a.name for a in e.actors) else 0.5 if e.actors else 0.3,
            "recipients": 0.8 if any(r.country or r.name for r in e.recipients) else 0.5,
            "when": 0.85 if f.dated else 0.5 if f.when else 0.2,
            "where": 0.8 if f.where else 0.3,
            "factuality": 0.9 if e.factuality is Factuality.ASSERTED else 0.8,
        }
        for name in f.inherited | f.scene.keys():
            fields[name] = round(fields[name] * INHERITED, 3)
        parties = fields["actors"] if e.actors else 0.6
        event = kind * (0.75 + 0.3 * parties) - (0.1 if e.nominal and not e.recipients else 0)
        fields["event"] = event
        return {k: round(min(0.98, max(0.05, v)), 3) for k, v in fields.items()}


def mention_id(article_id: str, content_hash: str, start: int, end: int, event_type: str) -> str:
    """Deterministic id of a mention: the same article read again gives the same id."""
    key = "\x1f".join((article_id, content_hash, str(start), str(end), event_type))
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:ID_CHARACTERS]


def quantised(embedding: NDArray[np.float32]) -> str:
    """A unit vector as signed bytes in base64: 384 values, cosine comparable."""
    peak = float(np.abs(embedding).max()) if embedding.size else 0.0
    scaled = np.rint(embedding * (127.0 / peak)) if peak > 0 else np.zeros_like(embedding)
    return base64.b64encode(scaled.astype(np.int8).tobytes()).decode("ascii")
