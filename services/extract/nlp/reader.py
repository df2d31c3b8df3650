"""From an article's text to a `Document`: split it, gate its sentences, parse those that pass."""

from datetime import date
from typing import Protocol

from schemas.deadletter import Reason
from services.errors import Rejected
from services.extract.document import Document, Parse, Sentence
from services.extract.nlp.cache import SentenceCache
from services.extract.nlp.gate import Gate
from services.extract.nlp.sentences import split


class Parser(Protocol):
    """What reads a sentence: `Engine`, or a double in tests. The result may depend on the text alone."""

    @property
    def version(self) -> str:
        """Names the model: parses of two versions are not mixed up."""
        ...

    def parse(self, text: str) -> Parse:
        """Read one sentence. Takes any string, never fails."""
        ...


class Reader:
    """Reads articles with an engine; `cache` and `gate` may be left out. At most `max_sentences` an article."""

    def __init__(
        self, engine: Parser, cache: SentenceCache | None, gate: Gate | None = None, max_sentences: int = 2000
    ) -> None:
        self._engine, self._cache, self._gate = engine, cache, gate
        self._max_sentences = max_sentences

    @property
    def parser(self) -> Parser:
        """What reads the sentences, without cache and gate."""
        return self._engine

    def ungated(self) -> "Reader":
        """A reader with the same engine, cache and limit that parses every sentence."""
        return Reader(self._engine, self._cache, None, self._max_sentences)

    def read(self, text: str, published: date, title: str | None = None) -> Document:
        """Split and parse an article; sentences that the gate holds back keep `parse` None.

        Raises Rejected (too_large) when the article has more than `max_sentences` sentences.
        """
        spans = split(text)
        if len(spans) > self._max_sentences:
            raise Rejected(Reason.TOO_LARGE, f"{len(spans)} sentences, at most {self._max_sentences} are read")
        sentences = []
        for index, (start, end, paragraph) in enumerate(spans):
            content = text[start:end]
            sentences.append(Sentence(index, paragraph, start, end, content, self._parse(content)))
        return Document(text, published, tuple(sentences), title)

    def _parse(self, text: str) -> Parse | None:
        if self._gate is not None and not self._gate.passes(text):
            return None
        if self._cache is None:
            return self._engine.parse(text)
        return self._cache.parse(self._engine.version, text, self._engine.parse)
