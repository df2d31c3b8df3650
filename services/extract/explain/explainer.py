"""Explains articles: the object that `dateline explain --json` prints, and for people every sentence with its reasons.

The mentions are those that `extract` makes, read with the trigger gate; the layers hold every expression of the
article, so they are read without it. Sentences are parsed once for both: the readers share a cache.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import orjson

from schemas.article import CleanArticle
from schemas.base import Record
from schemas.fields import Factuality
from services.extract.actors.resolver import ActorResolver
from services.extract.coder.coded import Coded
from services.extract.coder.coder import Coder
from services.extract.coder.knowledge import Knowledge
from services.extract.coder.topic import off_topic
from services.extract.document import Document, Sentence
from services.extract.explain.layers import Layers
from services.extract.explain.nearest import Nearest
from services.extract.explain.passed import Passed, passed
from services.extract.explain.reasons import Reason, Reasons
from services.extract.explain.received import Received
from services.extract.explain.unlisted import Unlisted, unlisted
from services.extract.nlp import rolesets
from services.extract.nlp.reader import Reader
from services.extract.stage import Extractor, Told

Mark = tuple[int, int, str]
GATED = "kept from the model by the trigger gate: no word in it could make an event"


@dataclass(frozen=True)
class Event:
    """A mention of an event in a sentence. number: of its event in the article, from 1; marks: (start, end, kind)."""

    number: int
    trigger: str
    marks: tuple[Mark, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Line:
    """A sentence; offsets of its events' marks count in its own text. remark: why no event could come of it."""

    index: int
    text: str
    remark: str | None
    events: tuple[Event, ...]
    passed: tuple[Passed, ...]
    unlisted: tuple[Unlisted, ...]


class Explainer:
    """Explains what `extractor` makes of articles, one at a time."""

    def __init__(self, extractor: Extractor, actors: ActorResolver) -> None:
        self._extractor, self._open = extractor, extractor.reader.ungated()
        coder = extractor.coder
        parser = self._open.parser
        self._nearest = Nearest(lambda text: parser.parse(text).embedding, coder.lexicon, rolesets.load())
        self._layers = Layers(extractor.taggers, actors.tag, coder.lexicon, self._unlisted)
        self._everything = Coder(coder.lexicon, coder.actors, tuple(Factuality))

    def explain(self, article: CleanArticle, received: str | None = None) -> dict[str, Any]:
        """The object of `--json`, for `to_json`. received: the text as its producer sent it, in which offsets count.

        Raises Rejected where the article is beyond the limits.
        """
        whole = self._read(article, self._open)
        there = Received(article, received)
        told = self._extractor.tell(article, self._read(article))
        return {
            "article": {
                "id": article.id,
                "published_at": article.model_dump(mode="json")["published_at"],
                "title": article.title,
                "text": there.text,
            },
            **self._layers.read(whole, there),
            "mentions": [t.mention for t in told],
        }

    def lines(self, article: CleanArticle) -> list[Line]:
        """The article sentence by sentence, with the reason behind every field. Raises Rejected."""
        document, whole = self._read(article), self._read(article, self._open)
        told = self._extractor.tell(article, document)
        reasons = Reasons(document, told)
        coded: dict[int, dict[int, Coded]] = defaultdict(dict)
        for event in self._everything.code(document):
            coded[event.sentence][event.token] = event
        here: dict[int, list[Told]] = defaultdict(list)
        for t in told:
            here[t.filled.event.sentence].append(t)
        return [
            self._line(
                document, s, here[s.index], coded[s.index], reasons, tuple(self._unlisted(whole.sentences[s.index]))
            )
            for s in document.sentences
        ]

    def _read(self, article: CleanArticle, reader: Reader | None = None) -> Document:
        reader = reader or self._extractor.reader
        return reader.read(article.text, article.published_at.date(), article.title)

    def _unlisted(self, sentence: Sentence) -> list[Unlisted]:
        return list(unlisted(self._extractor.coder.lexicon, sentence, self._nearest))

    def _line(
        self,
        document: Document,
        sentence: Sentence,
        told: list[Told],
        coded: dict[int, Coded],
        reasons: Reasons,
        unknown: tuple[Unlisted, ...],
    ) -> Line:
        parse, lexicon = sentence.parse, self._extractor.coder.lexicon
        if parse is None or not parse.words:
            return Line(sentence.index, sentence.text, GATED if parse is None else None, (), (), unknown)
        topic = off_topic(lexicon, parse)
        if topic is not None:
            remark = f"about {topic}: what is told there is no event"
            return Line(sentence.index, sentence.text, remark, (), (), unknown)
        knowledge = Knowledge(lexicon, self._extractor.coder.actors, document, sentence.index, parse)
        events = tuple(
            Event(t.group + 1, t.mention.trigger.text, marks(sentence, t), tuple(reasons.of(t, knowledge)))
            for t in told
        )
        left = passed(sentence, knowledge, coded, {t.filled.event.token for t in told})
        return Line(sentence.index, sentence.text, None, events, tuple(left), unknown)


def marks(sentence: Sentence, told: Told) -> tuple[Mark, ...]:
    """Trigger, parties, time and place of a mention, as far as they stand in its sentence."""
    f, e = told.filled, told.filled.event
    found = [(*sentence.span(e.first, e.last), "trigger")]
    found += [(m.start, m.end, "actor") for m in e.actors]
    found += [(m.start, m.end, "recipient") for m in e.recipients]
    for name, field in (("time", f.when), ("place", f.where)):
        if field is not None and field.evidence is not None:
            found.append((field.evidence.start, field.evidence.end, name))
    inside = (m for m in found if sentence.start <= m[0] and m[1] <= sentence.end)
    return tuple((a - sentence.start, b - sentence.start, kind) for a, b, kind in inside)


def to_json(explained: dict[str, Any]) -> bytes:
    """The object as one line of UTF-8 JSON, its mentions as on `mentions.v1`, byte by byte."""
    return orjson.dumps(explained, default=_record)


def _record(value: Any) -> orjson.Fragment:
    if isinstance(value, Record):
        return orjson.Fragment(value.to_json())
    raise TypeError(f"no JSON for {type(value).__name__}")


def build(extractor: Extractor) -> Explainer:
    """An explainer of the packaged extractor."""
    actors = extractor.coder.actors
    if not isinstance(actors, ActorResolver):
        raise TypeError("an extractor whose actors are not resolved by the tables has no layer of actors")
    return Explainer(extractor, actors)
