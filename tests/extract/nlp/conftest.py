"""The two models, loaded once for the tests of this room."""

import pytest

from services.extract.nlp.engine import Engine


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine("minilm6")


@pytest.fixture(scope="session")
def small_engine() -> Engine:
    return Engine("minilm3")
