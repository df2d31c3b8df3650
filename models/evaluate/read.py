"""Gold sentences read by an engine: their words as they stand in the corpus, one sentence a call."""

from collections.abc import Callable, Mapping, Sequence

from models.corpora.sentence import Sentence
from services.extract.document import Parse
from services.extract.nlp.engine import Engine

Given = Callable[[Sentence], Mapping[int, str]]


def read(engine: Engine, sentences: Sequence[Sentence], given: Given | None = None) -> list[tuple[Sentence, Parse]]:
    """Each sentence with its parse. given: the predicates to take instead of those found.

    Sentences that the model cannot take whole (more than 400 word pieces) are left out; the test sets have none.
    """
    pairs = ((s, engine.parse_words(s.words, given(s) if given else None)) for s in sentences)
    return [(s, parse) for s, parse in pairs if len(parse.words) == len(s.words)]
