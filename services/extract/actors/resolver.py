"""Actor resolution of an article: all its parties (`tag`), and what one argument of a predicate means (`resolve`)."""

from datetime import date

from services.extract.actors import plain
from services.extract.actors.context import ArticleContext, Toponyms
from services.extract.actors.interpret import Interpreter
from services.extract.actors.meaning import THING, Meaning
from services.extract.actors.reading import Reading
from services.extract.actors.tables import ActorTables
from services.extract.document import ActorMention, Document

MAX_DESCRIPTION = 400  # characters of a bare description that are read


class ActorResolver:
    """Resolves parties by the tables. toponyms: optional, place name → country code (a gazetteer's)."""

    def __init__(self, tables: ActorTables, toponyms: Toponyms | None = None) -> None:
        self._tables = tables
        self._toponyms = toponyms
        self._last: tuple[Document, Reading] | None = None  # one article at a time is asked about

    def tag(self, document: Document) -> list[ActorMention]:
        """Every party named or described in the document, pronouns left out, in text order."""
        return self._reading(document).tag()

    def resolve(self, document: Document, sentence_index: int, token: int) -> list[ActorMention]:
        """The parties that the argument headed by `token` stands for; several where heads are coordinated.

        A mention of kind "thing" can't act. Empty where the sentence has no parse or the token is no nominal.
        """
        return self._reading(document).resolve(sentence_index, token)

    def describe(self, text: str, day: date) -> Meaning:
        """What a bare name or description means on `day` ("Russian President Vladimir Putin"), without a sentence."""
        view, phrase = plain.read(text[:MAX_DESCRIPTION], self._tables)
        if phrase is None:
            return THING
        context = ArticleContext(self._tables, [view], day, self._toponyms)
        return Interpreter(self._tables, context).interpret(view, phrase)

    def _reading(self, document: Document) -> Reading:
        last = self._last
        if last is not None and last[0] is document:
            return last[1]
        reading = Reading(document, self._tables, self._toponyms)
        self._last = (document, reading)
        return reading
