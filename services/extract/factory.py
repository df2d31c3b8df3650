"""Puts the stage extract together from its rooms: the one place that knows which parts it is made of."""

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from math import log10

from schemas.fields import Provenance
from services.extract.actors.resolver import ActorResolver
from services.extract.actors.tables import ActorTables
from services.extract.coder import lexicon as lexicons
from services.extract.coder.coder import KEPT, Coder
from services.extract.nlp.cache import SentenceCache
from services.extract.nlp.engine import Engine
from services.extract.nlp.gate import Gate
from services.extract.nlp.reader import Parser, Reader
from services.extract.place.gazetteer import Gazetteer
from services.extract.place.tagger import PlaceTagger
from services.extract.quantities.casualties import tag_casualties
from services.extract.quantities.tagger import tag_quantities
from services.extract.stage import Extractor, Taggers
from services.extract.time.tagger import TimeTagger

SENTENCES = 20_000  # parses kept when no cache is handed in
KNOWN_TOWN = 20_000  # people; smaller towns share their names with too much else
RIVAL = 0.6  # log10 of people that the division of a name must have more than one elsewhere


def build(
    model: str = "minilm6",
    threads: int = 1,
    cache: SentenceCache | None = None,
    max_sentences: int = 2000,
    gated: bool = True,
    engine: Parser | None = None,
    gazetteer: Gazetteer | None = None,
) -> Extractor:
    """An extractor with the packaged model, lexicon, tables and gazetteer.

    threads: of ONNX Runtime. gated: keep sentences without any trigger from the model. engine: instead of `model`.
    gazetteer: one that is loaded already.
    """
    reads = engine or Engine(model, threads)
    lexicon = lexicons.load()
    gazetteer = gazetteer or Gazetteer.load()
    coder = Coder(lexicon, ActorResolver(ActorTables.load(), toponyms(gazetteer)), KEPT)
    gate = Gate(lexicon.triggers()) if gated else None
    reader = Reader(reads, SentenceCache(SENTENCES) if cache is None else cache, gate, max_sentences)
    taggers = Taggers(TimeTagger(), PlaceTagger(gazetteer), tag_quantities, tag_casualties)
    provenance = Provenance(
        dateline=_version(), model=reads.version, lexicon=lexicon.version, gazetteer=gazetteer.version
    )
    return Extractor(reader, taggers, coder, provenance)


def toponyms(gazetteer: Gazetteer) -> Callable[[str], str | None]:
    """A place's name to its country, where its most prominent bearer has people enough and no near rival."""

    def country(name: str) -> str | None:
        found = gazetteer.lookup(name)
        first = found[0] if found else None
        if first is None or first.weight < log10(KNOWN_TOWN):
            return None
        division = first.kind in ("admin1", "admin2")
        rivals = (e for e in found if e.kind == first.kind and e.country != first.country and not e.alternate)
        if division and any(first.weight - e.weight < RIVAL for e in rivals):
            return None  # there is a Punjab in India and one in Pakistan
        return first.country

    return country


def _version() -> str:
    try:
        return version("dateline")
    except PackageNotFoundError:
        return "0"
