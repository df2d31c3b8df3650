"""Dedup alone: mentions a second, cost as clusters grow, restore, memory; beside comparing with all of a block.

usage: python -m bench.dedup [--clusters 100000] [--daily 2000] [--json]

Generated mentions, `--daily` new events a day, two further tellings for every third event: countries as uneven as in
the news (a third of all events in the five most told countries), 5,000 towns, 20,000 names, sentences as alike as those
of news on different events. One process, one core; generating and decoding are outside the measured time, except that
restore reads the records as they lie in the log. Peer: the same clusters found by comparing a mention with every
profile of its block.
"""

import argparse
import base64
import json
import random
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

import numpy as np

from schemas.base import Span
from schemas.cluster import EventCluster, Position
from schemas.fields import Actor, Basis, Factuality, Granularity, Provenance, When, Where
from schemas.mention import EventMention
from schemas.plover import FAMILY, EventType, Sector
from services.dedup.edge import same_event
from services.dedup.profile import Profile, profile_of
from services.dedup.stage import Deduplicator
from services.stream.collector import paused

FIRST_DAY = date(2024, 1, 1)
COUNTRIES, TOWNS, NAMES = 150, 5_000, 20_000
SAMPLE = 2_000  # mentions timed at each size
PEER_SAMPLE = 200
SHARED = 0.65  # weight of what all sentences have in common: cosine of two about .3
PROVENANCE = Provenance(dateline="0", model="m", lexicon="l", gazetteer="g")


class World:
    """Endless mentions in order of publication, the same for the same seed."""

    def __init__(self, daily: int, seed: int = 0) -> None:
        self._daily, self._draw = daily, random.Random(seed)
        self._noise = np.random.default_rng(seed)
        self._common = self._noise.normal(size=384)

    def mentions(self) -> Iterator[EventMention]:
        number = 0
        while True:
            day = FIRST_DAY + timedelta(number // self._daily)
            event = self._event(number, day)
            for telling in range(3 if number % 3 == 0 else 1):
                yield self._told(event, number, telling, day)
            number += 1

    def _event(self, number: int, day: date) -> dict[str, object]:
        draw = self._draw
        country = f"C{int(COUNTRIES * draw.random() ** 2.2):02d}"
        town = draw.randrange(TOWNS)
        who, whom = draw.randrange(NAMES), draw.randrange(NAMES)
        name = f"n{whom}" if whom % 2 else None
        sector, other = draw.choice(list(Sector)), draw.choice(list(Sector))
        return {
            "type": draw.choice(list(EventType)),
            "actors": [Actor(text=f"n{who}", name=f"n{who} f{who % 500}", country=country, sector=sector)],
            "recipients": [Actor(text="they", name=name, country=country, sector=other)],
            "when": When(start=day, end=day, granularity=Granularity.DAY, basis=Basis.RELATIVE),
            "where": Where(
                text=f"t{town}", name=f"t{town}", country=country, admin1=f"a{town % 20}", geonameid=town,
                latitude=town % 120 - 60.0, longitude=town % 300 - 150.0, resolution=4,
            ),
            "vector": self._noise.normal(size=384),
        }  # fmt: skip

    def _told(self, event: dict[str, object], number: int, telling: int, day: date) -> EventMention:
        vector = SHARED * self._common + event["vector"] + 0.5 * telling * self._noise.normal(size=384)  # type: ignore[operator]
        lemma = f"verb{self._draw.randrange(40)}"
        sentence = f"Somebody of n{number} did what is told in telling {telling} of the event with the number {number}."
        return EventMention.model_validate(
            {k: v for k, v in event.items() if k != "vector"}
            | {
                "id": f"{number:028x}{telling:04x}",
                "article_id": f"{number}-{telling}",
                "source": "source",
                "url": None,
                "published_at": datetime.combine(day, datetime.min.time(), UTC),
                "content_hash": "h",
                "signature": base64.b64encode(self._noise.integers(0, 255, 256, dtype=np.uint8).tobytes()).decode(),
                "block": FAMILY[event["type"]],  # type: ignore[index]
                "factuality": Factuality.ASSERTED,
                "trigger": Span(start=0, end=4, text=lemma),
                "trigger_lemma": lemma,
                "sentence": Span(start=0, end=len(sentence), text=sentence),
                "embedding": base64.b64encode((vector / np.abs(vector).max() * 127).astype(np.int8).tobytes()).decode(),
                "confidence": 0.8,
                "provenance": PROVENANCE,
            }
        )


def memory() -> int:
    """Resident bytes of this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def timed(state: Deduplicator, mentions: list[EventMention], offset: int) -> float:
    """Seconds of CPU that applying took."""
    started = time.process_time()
    for number, mention in enumerate(mentions, offset):
        state.apply(mention, Position(partition=0, offset=number))
    return time.process_time() - started


class AllPairs:
    """The peer: compares a mention with every profile of its block."""

    def __init__(self) -> None:
        self._blocks: dict[str, list[Profile]] = defaultdict(list)

    def learn(self, mentions: list[EventMention]) -> None:
        """Take them in without comparing."""
        for mention in mentions:
            profile = profile_of(mention)
            self._blocks[profile.block].append(profile)

    def apply(self, mention: EventMention) -> int:
        """How many profiles the mention is of one event with."""
        profile = profile_of(mention)
        found = sum(same_event(profile, other) for other in self._blocks[profile.block])
        self._blocks[profile.block].append(profile)
        return found


def run(clusters: int, daily: int) -> dict[str, float]:
    """All figures; sizes are a tenth of `clusters` and `clusters`."""
    stream = World(daily).mentions()
    state = Deduplicator(max_clusters=2 * clusters)
    peer = AllPairs()
    out: dict[str, float] = {}
    offset, spent, before = 0, 0.0, memory()
    few = clusters // 10
    for size in (few, clusters):
        while len(state) < size:
            batch = list(islice(stream, 1_000))
            spent += timed(state, batch, offset)
            offset += len(batch)
            if size == few:
                peer.learn(batch)
        if size == clusters:
            out["bytes_per_cluster"] = (memory() - before) / len(state)
        batch = list(islice(stream, SAMPLE))
        if size == few:
            started = time.process_time()
            for mention in batch[:PEER_SAMPLE]:
                peer.apply(mention)
            out["all_pairs_microseconds"] = 1e6 * (time.process_time() - started) / PEER_SAMPLE
        seconds = timed(state, batch, offset)
        spent += seconds
        offset += len(batch)
        out[f"microseconds_at_{size}"] = 1e6 * seconds / SAMPLE
    out["mentions_per_second"] = offset / spent
    out["cost_ratio"] = out[f"microseconds_at_{clusters}"] / out[f"microseconds_at_{clusters // 10}"]
    out["all_pairs_ratio"] = out["all_pairs_microseconds"] / out[f"microseconds_at_{clusters // 10}"]
    newest = {record.event_id: record.to_json() for record in state.clusters()}
    del state
    again = Deduplicator(max_clusters=2 * clusters)
    started = time.process_time()
    with paused():
        for value in newest.values():
            again.restore(EventCluster.model_validate_json(value), value)
        again.finish_restore()
    out["restore_seconds"] = time.process_time() - started
    out["clusters"] = len(again)
    out["mentions"] = offset
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clusters", type=int, default=100_000)
    parser.add_argument("--daily", type=int, default=2_000, help="new events a day")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    result = run(options.clusters, options.daily)
    if options.json:
        print(json.dumps(result))
        return
    few, many = options.clusters // 10, options.clusters
    print(f"dedup: {result['mentions_per_second']:,.0f} mentions/s ({result['mentions']:,.0f} mentions, one core)")
    print(
        f"  a mention: {result[f'microseconds_at_{few}']:.0f} µs at {few:,} clusters,"
        f" {result[f'microseconds_at_{many}']:.0f} µs at {many:,} ({result['cost_ratio']:.2f} ×)"
    )
    print(
        f"  comparing with all of a block, at {few:,}: {result['all_pairs_microseconds']:.0f} µs,"
        f" {result['all_pairs_ratio']:.0f} × ours"
    )
    print(f"  restore of {result['clusters']:,.0f} clusters: {result['restore_seconds']:.1f} s")
    print(f"  memory: {result['bytes_per_cluster'] / 1000:.1f} kB a cluster")


if __name__ == "__main__":
    main()
