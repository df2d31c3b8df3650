"""Seeded variants of an article, as a wire story is printed by many papers: other source, paragraphs reordered and cut.

The variants of one article tell the same events by construction, which is what the tests of deduplication lean on.
"""

import random
from collections.abc import Iterable, Iterator

import orjson

from services.replay.articles import RawArticle

OUTLETS = (
    "Harbour Courier", "Northern Ledger", "The Daily Lantern", "Meridian Post", "Valley Tribune", "Capital Observer",
    "Riverside Gazette", "The Evening Standardbearer", "Coastline Times", "Summit Herald", "Old Town Chronicle",
    "The Plain Dispatch", "Eastgate Echo", "Union Square Mail", "Lakeview Monitor", "The Morning Telegraphist",
)  # fmt: skip
CUT_AT_MOST = 0.4  # of the paragraphs: a shortened wire copy still has the lead and most of the story


def amplify(articles: Iterable[RawArticle], copies: int, seed: int = 0) -> Iterator[RawArticle]:
    """Each article followed by variants of it, `copies` records in all; `copies` = 1 gives the articles as they are.

    The same seed gives the same variants, whatever comes before or after. What isn't a JSON article is only repeated.
    """
    for article in articles:
        yield article
        for number in range(1, copies):
            yield variant(article, number, seed)


def variant(article: RawArticle, number: int, seed: int = 0) -> RawArticle:
    """Variant `number` (from 1) of `article`: id `<id>~<number>`, the first paragraph kept in its place."""
    key = article.key + f"~{number}".encode()
    chance = random.Random(f"{seed}/{number}/{article.key!r}")
    try:
        fields = orjson.loads(article.value)
        text = fields["text"]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return RawArticle(key, article.value, article.origin)
    if not isinstance(text, str):
        return RawArticle(key, article.value, article.origin)
    lead, *rest = [p for p in text.split("\n\n") if p.strip()] or [text]
    rest = rest[: len(rest) - chance.randint(0, int(len(rest) * CUT_AT_MOST))]
    if len(rest) > 1 and chance.random() < 0.5:
        at = chance.randrange(len(rest) - 1)
        rest[at], rest[at + 1] = rest[at + 1], rest[at]
    fields |= {
        "id": f"{fields.get('id') or article.key.decode('utf8', 'replace')}~{number}",
        "source": chance.choice(OUTLETS),
        "url": None,
        "text": "\n\n".join([lead, *rest]),
    }
    return RawArticle(key, orjson.dumps(fields), f"{article.origin}, variant {number}")
