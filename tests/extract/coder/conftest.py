"""The whole extractor, built once; what a sentence or an article is coded as."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

import pytest

from schemas.article import CleanArticle
from schemas.mention import EventMention
from services.extract.coder import lexicon as lexicons
from services.extract.coder.lexicon import Lexicon
from services.extract.document import Parse
from services.extract.factory import build
from services.extract.nlp.engine import Engine
from services.extract.stage import Extracted, Extractor

DAY = date(2022, 12, 20)


def article(text: str, day: date = DAY, **changes: object) -> CleanArticle:
    """A clean article with this text."""
    fields: dict[str, object] = {
        "id": "a1",
        "source": "test",
        "url": None,
        "title": None,
        "text": text,
        "published_at": datetime(day.year, day.month, day.day, tzinfo=UTC),
        "language": "en",
        "content_hash": "h",
        "signature": "",
        "route_key": "",
        "text_basis": "received",
        "received_bytes": len(text),
    }
    return CleanArticle.model_validate(fields | changes)


def rows(name: str) -> list[list[str]]:
    """The rows of a table beside this file, without its header."""
    lines = (Path(__file__).parent / name).read_text("utf-8").splitlines()[1:]
    return [line.split("\t") for line in lines if line]


@lru_cache(maxsize=1)
def engine() -> Engine:
    return Engine()


@lru_cache(maxsize=1)
def whole() -> Extractor:
    return build(engine=engine())


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return whole()


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return lexicons.load()


@pytest.fixture(scope="session")
def parse() -> Callable[[str], Parse]:
    return engine().parse


@pytest.fixture(scope="session")
def mentions() -> Callable[..., list[EventMention]]:
    """Text, and a day, to the event mentions in it."""

    def run(text: str, day: date = DAY) -> list[EventMention]:
        found = whole().run(article(text, day))
        return found.mentions if isinstance(found, Extracted) else []

    return run
