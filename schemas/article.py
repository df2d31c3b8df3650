"""Articles: as producers send them (`articles.v1`) and as intake leaves them (`articles.clean.v1`)."""

from bisect import bisect_right
from typing import Annotated, Literal

from pydantic import AliasChoices, Field, StringConstraints

from schemas.base import Moment, Record

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=512)]


class Article(Record):
    """One news article, from any producer. Only `text` and `published_at` are required.

    `text` may also be called `body` or `content`. Without `id` the record's key serves, without key the content's hash.
    """

    id: Name | None = None
    source: Name = "unknown"
    url: Annotated[str, StringConstraints(max_length=4096)] | None = None
    title: Annotated[str, StringConstraints(max_length=2000)] | None = None
    text: Annotated[str, StringConstraints(min_length=1)] = Field(
        validation_alias=AliasChoices("text", "body", "content")
    )
    content_type: Literal["text/plain", "text/html"] | None = None
    language: Annotated[str, StringConstraints(max_length=35)] | None = None
    published_at: Moment


class CleanArticle(Record):
    """An article ready for extraction: plain text, paragraphs apart by blank lines, English, within limits.

    `offset_map` leads back to the text as received: pairs (clean, received) of code points, ascending; between two
    pairs both run on in step. It is empty for HTML, whose offsets count in this `text` (`text_basis` "clean").
    """

    id: Name
    source: Name
    url: str | None
    title: str | None
    text: str
    published_at: Moment
    language: str
    content_hash: str
    signature: str  # MinHash of 128 permutations, low 16 bits each, little-endian, base64
    route_key: str
    text_basis: Literal["received", "clean"]
    offset_map: list[tuple[int, int]] = []
    received_bytes: int
    replay: bool = False

    def received(self, position: int) -> int:
        """Where in the text as received `position` of the clean `text` stood. Ends of spans map the same way."""
        after = bisect_right(self.offset_map, position, key=lambda pair: pair[0])
        clean, received = self.offset_map[after - 1] if after else (0, 0)
        reached = received + position - clean
        # Where one character became several, the last of them must not run past what follows.
        return min(reached, self.offset_map[after][1]) if after < len(self.offset_map) else reached
