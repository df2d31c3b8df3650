"""From text to document."""

from datetime import date

import pytest

from schemas.deadletter import Reason
from services.errors import Rejected
from services.extract.document import Parse
from services.extract.nlp.cache import SentenceCache
from services.extract.nlp.engine import Engine
from services.extract.nlp.gate import Gate
from services.extract.nlp.reader import Reader

TODAY = date(2021, 5, 6)


def test_sentences_in_their_places(small_engine: Engine) -> None:
    text = "  Gunmen attacked a school.\n\nNobody was hurt. "
    document = Reader(small_engine, SentenceCache(10)).read(text, TODAY, "School attacked")
    assert (document.text, document.published, document.title) == (text, TODAY, "School attacked")
    first, second = document.sentences
    assert (first.index, first.paragraph, second.index, second.paragraph) == (0, 0, 1, 1)
    for sentence in document.sentences:
        assert text[sentence.start : sentence.end] == sentence.text
    start, end = first.span(1)
    assert text[start:end] == "attacked"
    start, end = second.span(0, 2)
    assert text[start:end] == "Nobody was hurt"


class Counting:
    """Reads nothing; counts how often it is asked."""

    version = "none"

    def __init__(self, empty: Parse) -> None:
        self.empty, self.asked = empty, 0

    def parse(self, text: str) -> Parse:
        self.asked += 1
        return self.empty


def test_the_gate_holds_sentences_back(small_engine: Engine) -> None:
    counting = Counting(small_engine.parse(""))
    document = Reader(counting, None, Gate(["attack"])).read("They met. Rebels attacked. It rained.", TODAY)
    assert [s.parse is None for s in document.sentences] == [True, False, True]
    assert counting.asked == 1


def test_too_many_sentences_are_rejected_unread(small_engine: Engine) -> None:
    counting = Counting(small_engine.parse(""))
    reader = Reader(counting, None, max_sentences=3)
    assert len(reader.read("One. Two. Three.", TODAY).sentences) == 3
    with pytest.raises(Rejected, match="4 sentences, at most 3") as caught:
        reader.read("One. Two. Three. Four.", TODAY)
    assert caught.value.reason == Reason.TOO_LARGE
    assert counting.asked == 3


def test_blank_text(small_engine: Engine) -> None:
    assert Reader(small_engine, None).read(" \n ", TODAY).sentences == ()
