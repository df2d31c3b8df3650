"""Given event mentions of any kind as `EventMention`s, so that dedup can be scored on gold mentions.

Most gold events of ECB+ are of no PLOVER type (weddings, film premieres, injuries of athletes), so the trigger stands
in for the type: all are of one block and one type, and each carries the embedding of its trigger's lemma, by which
dedup tells deeds apart where there is no type. All else is read as extract reads it: parties from the roles, time and
place from the clause, the sentence's embedding, the article's telling words. In a document without a date of
publication only dates that name their year count: "Friday" may be of any week.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from bench.quality.ecbplus import EcbDocument, Gold
from schemas.article import CleanArticle
from schemas.fields import Factuality, Provenance
from schemas.mention import EventMention
from schemas.plover import EventType
from services.extract.actors.resolver import ActorResolver
from services.extract.coder.coded import Coded
from services.extract.coder.filled import Filled
from services.extract.coder.mention import MentionMaker, quantised
from services.extract.coder.numbers import give_casualties
from services.extract.document import ActorMention, Document, Parse, Sentence
from services.extract.nlp.reader import Reader
from services.extract.place.attach import attach_place
from services.extract.stage import Extractor
from services.extract.telling import telling
from services.extract.time.attach import attach_time, publication

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
UNDATED = date(2012, 7, 1)  # of documents that do not tell when they were published; the same for all says nothing
STAND_IN = EventType.ASSAULT
BLOCK = "untyped"


@dataclass(frozen=True)
class Given:
    """A gold mention, its trigger's head lemma, and the mention that dedup gets."""

    gold: Gold
    lemma: str
    mention: EventMention


def article(document: EcbDocument) -> CleanArticle:
    """The document as intake would hand it on."""
    day = document.published or UNDATED
    return CleanArticle(
        id=document.name,
        source=document.name,
        url=None,
        title=None,
        text=document.text,
        published_at=datetime.combine(day, time(), UTC),
        language="en",
        content_hash=document.name,
        signature="",
        route_key="",
        text_basis="clean",
        received_bytes=len(document.text),
    )


class Giver:
    """Makes mentions of gold ones with the parts of an extractor."""

    def __init__(self, extractor: Extractor, actors: ActorResolver) -> None:
        self._taggers, self._actors = extractor.taggers, actors
        self._reader: Reader = extractor.reader.ungated()
        self._provenance = Provenance(dateline="", model="", lexicon="", gazetteer="")
        self._embeddings: dict[str, str] = {}  # by lemma

    def given(self, source: EcbDocument) -> list[Given]:
        """The gold mentions of a document, each with its record."""
        clean = article(source)
        document = self._reader.read(clean.text, clean.published_at.date())
        times, places = self._taggers.times.tag(document), self._taggers.places.tag(document)
        filled: list[tuple[Gold, Filled]] = []
        for gold in source.mentions:
            sentence = next((s for s in document.sentences if s.start <= gold.start < s.end), None)
            if sentence is None or sentence.parse is None or not sentence.parse.words:
                continue
            coded = self._coded(document, sentence, sentence.parse, gold)
            when = attach_time(document, times, sentence.index, coded.token)
            if when is not None and source.published is None and not YEAR.search(when.text or ""):
                when = None
            where, reason = attach_place(document, places, sentence.index, coded.token)
            filled.append((gold, Filled(coded, when or publication(document), where, reason)))
        claims = self._taggers.casualties(document, self._taggers.quantities(document))
        give_casualties(document, [f for _, f in filled], claims)
        maker = MentionMaker(clean, document, self._provenance)
        words = telling(source.whole or source.text)
        out = []
        for number, (gold, f) in enumerate(filled):
            more = {
                "id": f"{source.name}:{number}",
                "trigger_embedding": self._embedding(f.event.lemma),
                "article_words": words,
            }
            out.append(Given(gold, f.event.lemma, maker.make(f, BLOCK).model_copy(update=more)))
        return out

    def _embedding(self, lemma: str) -> str:
        if lemma not in self._embeddings:
            read = [s.parse for s in self._reader.read(lemma, UNDATED).sentences]
            self._embeddings[lemma] = quantised(read[0].embedding) if read and read[0] else ""
        return self._embeddings[lemma]

    def _coded(self, document: Document, sentence: Sentence, parse: Parse, gold: Gold) -> Coded:
        inside = [
            t
            for t, (start, end) in enumerate(parse.spans)
            if sentence.start + start < gold.end and gold.start < sentence.start + end
        ] or [0]
        head = next((t for t in inside if parse.heads[t] not in inside), inside[0])
        frame = parse.frame_at.get(head)
        lemma = parse.lemmas[head].lower()
        roles: dict[str, list[ActorMention]] = {"A0": [], "A1": []}
        for argument in frame.arguments if frame else ():
            if argument.role in roles:
                found = self._actors.resolve(document, sentence.index, argument.token)
                roles[argument.role] += [m for m in found if m.kind not in ("thing", "pronoun")]
        return Coded(
            sentence=sentence.index,
            token=head,
            first=inside[0],
            last=inside[-1],
            type=STAND_IN,
            mode=None,
            actors=roles["A0"],
            recipients=roles["A1"],
            roleset=frame.roleset if frame else None,
            lemma=lemma,
            confidence=0.5,
            nominal=parse.upos[head] == "NOUN",
            factuality=Factuality.ASSERTED,
        )
