"""What the coder may ask of a word: the classes that conditions name, listed ones and those that actors decide (@…)."""

import itertools
from functools import cached_property

from services.extract.coder.kinds import BUILT_IN, stands_for
from services.extract.coder.lexicon import Lexicon
from services.extract.coder.phrase import content
from services.extract.coder.words import ActorResolver, Words
from services.extract.document import Document, Parse


class Knowledge(Words):
    """Questions about the words of one sentence, answered from what is known of each."""

    def __init__(
        self, lexicon: Lexicon, resolver: ActorResolver, document: Document, sentence: int, parse: Parse
    ) -> None:
        super().__init__(lexicon, resolver, document, sentence, parse)
        self._is_a: dict[tuple[int, str], bool] = {}
        self.modifiers: dict[tuple[int, bool], frozenset[str]] = {}  # what `scene` has found, by predicate

    @cached_property
    def near(self) -> frozenset[str]:
        """Lemmas, words and pairs of either in the sentence, lower case."""
        lemmas = [w.lower() for w in self.parse.lemmas]
        words = [w.lower() for w in self.parse.words]
        pairs = {f"{a} {b}" for run in (lemmas, words) for a, b in itertools.pairwise(run)}
        return frozenset(lemmas) | frozenset(words) | pairs

    def is_a(self, token: int, name: str) -> bool:
        """Whether the noun or verb `token` (or a word coordinated with it, or what it counts) is of the class."""
        known = self._is_a.get((token, name))
        if known is None:
            tokens = [
                t for c in (token, *self._coordinated(token)) for t in content(self.parse, c, self.lexicon.transparent)
            ]
            if name.startswith("@"):
                test = BUILT_IN[name]
                known = any(test(self, t) for t in tokens)
            else:
                known = any(self.lexicon.any_in_class(name, self.names(t)) or stands_for(self, t, name) for t in tokens)
            self._is_a[token, name] = known
        return known

    def _coordinated(self, token: int) -> list[int]:
        return [c for c in self.parse.children[token] if self.parse.deprels[c] == "conj"]
