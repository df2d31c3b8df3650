"""A parsed sentence with its places hung on their head tokens."""

from collections.abc import Iterable

from services.extract.document import Parse, PlaceMention, Sentence
from services.extract.place.metonym import head_of

_CLAUSES = frozenset(
    {
        "acl",
        "acl:relcl",
        "advcl",
        "advcl:relcl",
        "parataxis",
        "ccomp",
        "csubj",
        "conj",
        "list",
        "discourse",
        "cc",
        "punct",
    }
)


class SentenceView:
    """One sentence's places by token."""

    def __init__(self, sentence: Sentence, parse: Parse, places: Iterable[PlaceMention]) -> None:
        self.parse, self.sentence = parse, sentence
        self.heads: dict[int, PlaceMention] = {}
        self._words: dict[int, list[int]] = {}
        for place in places:
            tokens = [
                t
                for t, (start, end) in enumerate(parse.spans)
                if start + sentence.start < place.end and end + sentence.start > place.start
            ]
            if tokens:
                head = head_of(parse, tokens[0], tokens[-1])
                self.heads.setdefault(head, place)
                self._words.setdefault(head, tokens)

    def under(self, token: int) -> list[tuple[int, PlaceMention]]:
        """The places in the phrase of `token`, clauses below it left out."""
        return [(t, self.heads[t]) for t in self.parse.subtree(token, _CLAUSES) if t in self.heads]

    def case(self, token: int) -> str:
        """The preposition of a phrase, in lower case; "" without one."""
        for t in (token, *self._words.get(token, ())):  # the tree may hang it on a later word of the name
            child = self.parse.child(t, "case")
            if child is not None:
                return self.parse.words[child].lower()
        return ""


def most_exact(places: Iterable[PlaceMention]) -> PlaceMention | None:
    """The first of the most exact."""
    return max(places, key=lambda p: (min(p.resolution, 4), -p.start), default=None)
