"""The real engine for tests of time."""

from collections.abc import Callable
from datetime import date

import pytest

from services.extract.document import Document
from services.extract.nlp.engine import Engine
from services.extract.nlp.reader import Reader


@pytest.fixture(scope="session")
def read() -> Callable[[str], Document]:
    """Reads a text with the real engine: which expression dates an event hangs on the tree."""
    reader = Reader(Engine(), None)
    return lambda text: reader.read(text, date(2022, 12, 20))
