"""The text that an article's offsets count in, and the way from the clean text to it."""

import unicodedata

from schemas.article import CleanArticle


class Received:
    """`text`: as received, or the clean text where offsets count in that (HTML).

    received: the article's text as its producer sent it. Without it the clean text stands in, and nothing moves.
    """

    def __init__(self, article: CleanArticle, received: str | None = None) -> None:
        self._article = article
        self._moved = received is not None and article.text_basis == "received"
        self.text = received if received is not None and self._moved else article.text

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `start` … `end` (exclusive) of the clean text stand in `text`.

        What became one character there ("&amp;") is taken whole; invisible characters and spaces after it are left.
        """
        if not self._moved or end <= start:
            return start, end
        first, last = self._article.received(start), self._article.received(end - 1) + 1
        after = self._article.received(end)
        while after > last and _empty(self.text[after - 1]):
            after -= 1
        return first, max(first, after)

    def quote(self, start: int, end: int) -> str:
        """The words of `text` where that piece of the clean text stands."""
        first, last = self.span(start, end)
        return self.text[first:last]


def _empty(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf")
