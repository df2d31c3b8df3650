"""The seeds and 199 variants of each over twelve partitions: the same events in any order, with the right counts."""

import random
import zlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from schemas.cluster import Change, EventCluster, Position
from schemas.mention import EventMention
from services import pipeline
from services.dedup.stage import Deduplicator
from services.extract.coder.mention import mention_id
from services.intake.limits import Limits
from services.intake.stage import Intake
from services.replay.amplify import amplify
from services.replay.articles import find, read
from tests.dedup.samples import as_sets

pytestmark = pytest.mark.timeout(300)  # 40 s alone on one core

SEEDS = Path(__file__).parents[2] / "seeds"
COPIES, PARTITIONS = 200, 12
# The second is a copy of the first, so their variants are one source.
SAME_STORY = {"002_market_blast_copy": "001_market_blast_first"}


@cache
def told() -> tuple[EventMention, ...]:
    """Every mention of all articles, as extract gives them; what two articles word for word tell is read once."""
    intake = Intake(Limits(), ("en",))
    articles = [intake.run(raw.value, raw.key) for raw in amplify(read(find([SEEDS])), COPIES)]
    first = {(a.text, a.published_at): a for a in reversed(articles)}
    stages = pipeline.build()
    read_once = {key: getattr(stages._extractor.run(article), "mentions", ()) for key, article in first.items()}
    out = []
    for a in articles:
        for m in read_once[a.text, a.published_at]:
            own = mention_id(a.id, a.content_hash, m.trigger.start, m.trigger.end, m.type.value)
            said = {"id": own, "article_id": a.id, "source": a.source, "content_hash": a.content_hash}
            out.append(m.model_copy(update={**said, "signature": a.signature}))
    return tuple(out)


@cache
def in_order() -> tuple[EventCluster, ...]:
    """The clusters of the articles one after the other."""
    return tuple(run(told()))


def run(mentions: Iterable[EventMention]) -> list[EventCluster]:
    """The newest revision of each cluster, over all partitions."""
    partitions = [Deduplicator() for _ in range(PARTITIONS)]
    newest: dict[str, EventCluster] = {}
    for offset, mention in enumerate(mentions):
        number = zlib.crc32(mention.block.encode()) % PARTITIONS
        for revision in partitions[number].apply(mention, Position(partition=number, offset=offset)).revisions:
            newest[revision.event_id] = revision
    return [c for c in newest.values() if c.change is not Change.MERGED]


def test_the_same_events_in_any_order_with_the_right_counts() -> None:
    mentions = list(told())
    expected = in_order()
    draw = random.Random(0)
    shuffled = mentions + draw.choices(mentions, k=len(mentions) // 10)  # some come twice
    draw.shuffle(shuffled)
    late = [m for m in shuffled if m.article_id.endswith("~7")]  # and some when all else is done
    found = run([m for m in shuffled if not m.article_id.endswith("~7")] + late)
    assert as_sets(found) == as_sets(list(expected))

    of_article = {m.id: m.article_id for m in mentions}
    for clusters in (expected, found):
        for cluster in clusters:
            articles = {of_article[m.mention_id] for m in cluster.members}
            stories = {a.partition("~")[0] for a in articles}
            assert len(cluster.articles) == len(articles)
            assert cluster.independent_sources == len({SAME_STORY.get(s, s) for s in stories})
        (blast,) = (c for c in clusters if c.canonical.type == "ASSAULT" and len(c.articles) > 2 * COPIES)
        assert (len(blast.articles), blast.independent_sources) == (4 * COPIES, 3)


def test_what_one_sentence_tells_is_in_one_event() -> None:
    """However the rest of the article was cut: the more so as most of it stands there word for word."""
    home = {m.mention_id: c.event_id for c in in_order() for m in c.members}
    things: dict[tuple[str, str, str, str], set[str]] = {}
    for m in told():
        key = m.article_id.partition("~")[0], m.sentence.text, m.trigger.text, m.type.value
        things.setdefault(key, set()).add(home[m.id])
    split = [key for key, events in things.items() if len(events) > 1]
    assert len(things) > 100
    assert len(split) <= 0.02 * len(things), split
