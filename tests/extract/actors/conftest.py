"""Shared by the tests of actor resolution: the tables and the engine, loaded once; articles read from plain text."""

from collections.abc import Callable
from datetime import date

import pytest

from services.extract.actors.resolver import ActorResolver
from services.extract.actors.tables import ActorTables
from services.extract.document import ActorMention, Document
from services.extract.factory import toponyms
from services.extract.nlp.engine import Engine
from services.extract.nlp.reader import Reader
from services.extract.place.gazetteer import Gazetteer

Read = Callable[..., Document]
Resolve = Callable[..., list[ActorMention]]


@pytest.fixture(scope="session")
def tables() -> ActorTables:
    return ActorTables.load()


@pytest.fixture(scope="session")
def resolver(tables: ActorTables) -> ActorResolver:
    return ActorResolver(tables)


@pytest.fixture(scope="session")
def shipped(tables: ActorTables) -> ActorResolver:
    """The resolver with the gazetteer's word for places, as the extractor has it."""
    return ActorResolver(tables, toponyms(Gazetteer.load()))


@pytest.fixture(scope="session")
def read() -> Read:
    """Text and day (ISO) → document, parsed by the real engine."""
    reader = Reader(Engine(), None)
    return lambda text, day="2022-12-20": reader.read(text, date.fromisoformat(day))


@pytest.fixture(scope="session")
def resolve(resolver: ActorResolver, read: Read) -> Resolve:
    """Text, a word of its last sentence, day → the mentions that the word's token stands for."""

    def of(text: str, word: str, day: str = "2022-12-20") -> list[ActorMention]:
        document = read(text, day)
        index = len(document.sentences) - 1
        parse = document.sentences[index].parse
        assert parse is not None
        return resolver.resolve(document, index, parse.words.index(word))

    return of
