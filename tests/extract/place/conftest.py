"""The gazetteer, the language model and the tagger, once for the room; documents of one text."""

from collections.abc import Callable
from datetime import date

import pytest

from services.extract.document import Document
from services.extract.nlp.engine import Engine
from services.extract.nlp.reader import Reader
from services.extract.place.gazetteer import Gazetteer
from services.extract.place.tagger import PlaceTagger

Read = Callable[[str], Document]


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture(scope="session")
def tagger(gazetteer: Gazetteer) -> PlaceTagger:
    return PlaceTagger(gazetteer)


@pytest.fixture(scope="session")
def read() -> Read:
    reader = Reader(Engine(), None)
    return lambda text: reader.read(text, date(2022, 12, 20))
