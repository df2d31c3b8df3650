"""Mentions made for tests: one builder with sensible defaults, and a random world of overlapping events."""

import base64
import random
from datetime import UTC, date, datetime, timedelta

import numpy as np

from schemas.base import Span
from schemas.cluster import EventCluster, Position
from schemas.fields import Actor, Basis, Casualties, CasualtyKind, Factuality, Granularity, Provenance, When, Where
from schemas.mention import EventMention
from schemas.plover import EventType, Sector

PROVENANCE = Provenance(dateline="0", model="m", lexicon="l", gazetteer="g")
DAY = date(2024, 5, 6)
TOWNS = {
    "Aville": Where(
        text="Aville", name="Aville", country="UKR", admin1="1", geonameid=1, latitude=50, longitude=30, resolution=4
    ),
    "Btown": Where(
        text="Btown", name="Btown", country="UKR", admin1="2", geonameid=2, latitude=48, longitude=35, resolution=4
    ),
    "Region 1": Where(text="Region 1", name="Region 1", country="UKR", admin1="1", geonameid=3, resolution=2),
    "Ukraine": Where(text="Ukraine", name="Ukraine", country="UKR", geonameid=4, resolution=1),
}
PARTIES = {
    "army": Actor(text="the army", country="RUS", sector=Sector.MIL),
    "state": Actor(text="Moscow", country="RUS"),
    "minister": Actor(text="Ivanov", name="Ivan Ivanov", country="RUS", sector=Sector.GOV, title="minister"),
    "other minister": Actor(text="Petrova", name="Anna Petrova", country="RUS", sector=Sector.GOV, title="minister"),
    "victims": Actor(text="civilians", country="UKR", sector=Sector.CVL),
    "unknown": Actor(text="gunmen"),
}


def embedding(seed: int, likeness: float = 0.0) -> str:
    """A vector of its own for each seed, pulled towards a common one by `likeness` (0 … 1)."""
    common = np.random.default_rng(0).normal(size=384)
    vector = likeness * common + (1 - likeness) * np.random.default_rng(seed + 1).normal(size=384)
    return base64.b64encode((vector / np.abs(vector).max() * 127).astype(np.int8).tobytes()).decode()


def signature(story: int, changed: int = 0) -> str:
    """Signature of a story, of which a copy has `changed` of the 128 values other."""
    values = np.random.default_rng(story).integers(0, 2**16, 128)
    values[:changed] = np.random.default_rng(story + 10_000 + changed).integers(0, 2**16, changed)
    return base64.b64encode(values.astype("<u2").tobytes()).decode()


def on(day: date | None, last: date | None = None, basis: Basis = Basis.EXPLICIT) -> When | None:
    if day is None:
        return None
    granularity = Granularity.INTERVAL if last else Granularity.DAY
    return When(start=day, end=last or day, granularity=granularity, basis=basis)


def killed(number: int, by: str | None = None) -> Casualties:
    return Casualties(kind=CasualtyKind.KILLED, min=number, max=number, claimed_by=by)


def mention(name: str = "m", article: str = "a", **fields: object) -> EventMention:
    """An attack by Russia's army in Aville on the 6th of May; whatever is given stands instead."""
    sentence = str(fields.pop("sentence", "The army shelled Aville on Monday."))
    lemma = str(fields.pop("lemma", "shell"))
    base: dict[str, object] = {
        "id": name,
        "article_id": article,
        "source": f"source of {article}",
        "url": None,
        "published_at": datetime(2024, 5, 6, 12, tzinfo=UTC),
        "content_hash": article,
        "signature": signature(sum(article.encode())),
        "block": "UKR4",
        "type": EventType.ASSAULT,
        "factuality": Factuality.ASSERTED,
        "actors": [PARTIES["army"]],
        "recipients": [PARTIES["victims"]],
        "when": on(DAY),
        "where": TOWNS["Aville"],
        "trigger": Span(start=9, end=16, text="shelled"),
        "trigger_lemma": lemma,
        "sentence": Span(start=0, end=len(sentence), text=sentence),
        "embedding": embedding(sum(sentence.encode()), 0.5),
        "confidence": 0.8,
        "provenance": PROVENANCE,
    }
    return EventMention.model_validate({**base, **fields})


def world(seed: int, size: int = 40) -> list[EventMention]:
    """Random mentions of a small world, so that copies, bridges and conflicts are common."""
    draw = random.Random(seed)
    out: list[EventMention] = []
    for i in range(size):
        article = draw.randrange(6)
        if out and draw.random() < 0.3:  # another article copies a sentence
            told = draw.choice(out)
            out.append(
                told.model_copy(
                    update={
                        "id": f"m{i}",
                        "article_id": f"a{article}",
                        "signature": signature(article % 3, article),
                        "article_words": words(article),
                        "group": None,
                    }
                )
            )
            continue
        day = DAY + timedelta(days=draw.randrange(3))
        sentence = draw.randrange(9)
        block = draw.choice(["UKR4", "UKR4", "RUS4"])
        out.append(
            mention(
                f"m{i}",
                f"a{article}",
                signature=signature(article % 3, article * 9),
                published_at=datetime(day.year, day.month, day.day, draw.randrange(24), tzinfo=UTC),
                block=block,
                type=draw.choice([EventType.ASSAULT, EventType.ASSAULT, EventType.PROTEST]),
                factuality=draw.choice([Factuality.ASSERTED, Factuality.ATTRIBUTED, Factuality.PLANNED]),
                background=draw.random() < 0.2,
                actors=[PARTIES[draw.choice(sorted(PARTIES))] for _ in range(draw.randrange(3))],
                recipients=[PARTIES[draw.choice(sorted(PARTIES))] for _ in range(draw.randrange(2))],
                when=draw.choice(
                    [
                        on(day),
                        on(day),
                        on(day, day + timedelta(days=draw.choice([1, 20]))),
                        on(day, None, Basis.PUBLICATION),
                        None,
                    ]
                ),
                where=draw.choice([*TOWNS.values(), None]),
                casualties=[killed(draw.randrange(1, 9))] if draw.random() < 0.3 else [],
                sentence=f"Sentence {sentence} on Name{sentence % 4}.",
                embedding=embedding(sentence, 0.6),
                lemma=draw.choice(["shell", "attack"]),
                article_words=words(article),
                group=f"{block} of a{article}" if draw.random() < 0.1 else None,
            )
        )
    return out


def words(article: int) -> list[str]:
    """Words, names and numbers, of which near articles share many; some have no names, some no numbers, one none."""
    if not article:
        return []
    told = range(3 * article, 3 * article + 8)
    named = [f"Name{n}" for n in range(article, article + 3)] if article % 2 else []
    counted = [f"#{n}" for n in range(article, article + 4)] if article % 3 else []
    return [f"word{n}" for n in told] + named + counted


def positions(mentions: list[EventMention], partition: int = 0) -> list[tuple[EventMention, Position]]:
    return [(m, Position(partition=partition, offset=i)) for i, m in enumerate(mentions)]


def as_sets(clusters: list[EventCluster]) -> set[frozenset[str]]:
    """What the guarantees compare: the mention ids of each cluster."""
    return {frozenset(member.mention_id for member in cluster.members) for cluster in clusters}
