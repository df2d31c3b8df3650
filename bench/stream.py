"""Our worker loop beside three others on a real Kafka, same records, same run; and the extraction inside two of them.

usage: python -m bench.stream [--records 20000] [--articles 200] [--rounds 3] [--json] [--only NAME …]

The rate is taken between the first and the last record seen on the output topic, so that start-up does not count. The
contenders take turns, round by round, each round on topics of its own; medians are printed, and the ratio to ours.
"""

import argparse
import asyncio
import json
import logging
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from aiokafka import AIOKafkaProducer

from bench.contenders import NAMES
from services.settings import Settings, load
from services.stream import topics
from services.stream.admin import Admin
from services.stream.broker import KafkaLauncher

LOOPS = ("ours", "plain_faust", "bare_aiokafka", "quixstreams")
EXTRACTION = ("extract_ours", "extract_quixstreams")
QUIET = 5.0  # seconds without a new record after which a contender counts as done, once all is read
LIMIT = 240.0  # seconds for one contender


async def fill(settings: Settings, topic: str, records: Iterable[tuple[bytes, bytes]]) -> int:
    """Create the topics of this prefix and write `records` (key, value); how many there were."""
    await topics.create(settings)
    producer = AIOKafkaProducer(
        bootstrap_servers=settings.bootstrap, linger_ms=20, max_batch_size=256 * 1024, max_request_size=8 << 20
    )
    await producer.start()
    sent = [await producer.send(settings.topic(topic), value, key) for key, value in records]
    await asyncio.gather(*sent)
    await producer.stop()
    return len(sent)


async def rate(settings: Settings, name: str, output: str, expected: int | None) -> tuple[float, int]:
    """Run one contender until it has written `expected` records (or, unknown, is quiet): seconds taken, records out.

    The seconds run from the first look that found records to the one that found the last; what was there at the first
    look is small against the whole, and is taken off the count by the caller's rule of three.
    """
    command = [sys.executable, "-m", "bench.contenders", name, settings.bootstrap, settings.topic_prefix]
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    begun = time.monotonic()
    seen, first, last, at_first = 0, 0.0, 0.0, 0
    try:
        async with Admin(settings) as admin:
            while time.monotonic() - begun < LIMIT:
                now = sum((await admin.end_offsets([settings.topic(output)])).values())
                if now != seen:
                    last = time.monotonic()
                    if not seen:
                        first, at_first = last, now
                    seen = now
                if expected is not None and seen >= expected:
                    break
                if expected is None and seen and time.monotonic() - last > QUIET:
                    break
                if process.returncode is not None:
                    raise SystemExit(f"{name} ended by itself with exit code {process.returncode}")
                await asyncio.sleep(0.02)
            else:
                raise SystemExit(f"{name} did not finish within {LIMIT:g} s: {seen} records out")
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), 15)
        except TimeoutError:
            process.kill()
            await process.wait()
    whole = (last - first) * seen / max(1, seen - at_first)
    return max(whole, 1e-9), seen


async def loops(base: Settings, records: int, rounds: int, names: list[str]) -> dict[str, list[float]]:
    """Records a second of each pass-through loop, a value a round."""
    values = [(str(i).encode(), os.urandom(512).hex().encode()) for i in range(records)]  # 1 kB each
    out: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds):
        for name in names:
            settings = base.model_copy(update={"topic_prefix": f"bench{number}-{name}."})
            await fill(settings, "articles.v1", values)
            seconds, seen = await rate(settings, name, "articles.clean.v1", records)
            out[name].append(seen / seconds)
            print(f"  round {number + 1}: {name:<20}{out[name][-1]:>10,.0f} records/s", file=sys.stderr)
    return out


async def extraction(base: Settings, articles: int, rounds: int) -> tuple[dict[str, list[float]], int]:
    """Articles a second of our extract worker and of the same function in Quix Streams."""
    from services.intake.limits import Limits
    from services.intake.stage import Intake
    from services.replay.amplify import amplify
    from services.replay.articles import read

    seeds = list(read([Path(__file__).parent.parent / "seeds"]))
    intake = Intake(Limits(), ("en",))
    raw = list(amplify(seeds, -(-articles // len(seeds))))[:articles]
    clean = [(a.route_key.encode(), a.to_json()) for a in (intake.run(r.value, r.key) for r in raw)]
    out: dict[str, list[float]] = {name: [] for name in EXTRACTION}
    mentions = set()
    for number in range(rounds):
        for name in EXTRACTION:
            settings = base.model_copy(update={"topic_prefix": f"bench{number}-{name}."})
            await fill(settings, "articles.clean.v1", clean)
            seconds, seen = await rate(settings, name, "mentions.v1", None)
            mentions.add(seen)
            out[name].append(len(clean) / seconds)
            print(f"  round {number + 1}: {name:<20}{out[name][-1]:>10,.1f} articles/s", file=sys.stderr)
    if len(mentions) > 1:
        print(f"  the two wrote different numbers of mentions: {sorted(mentions)}", file=sys.stderr)
    return out, max(mentions)


def shown(title: str, unit: str, found: dict[str, list[float]]) -> dict[str, object]:
    """Print medians and ratios to ours; the same as data."""
    medians = {name: statistics.median(values) for name, values in found.items()}
    reference = next(iter(medians.values()))
    print(f"{title} (medians of {len(next(iter(found.values())))})")
    for name, value in medians.items():
        print(f"  {name:<22}{value:>12,.1f} {unit}   ours is {reference / value:.2f} × this")
    return {n: {"median": v, "ours_over_this": reference / v, "rounds": found[n]} for n, v in medians.items()}


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", choices=tuple(NAMES), default=None)
    parser.add_argument("--json", action="store_true", help="print one JSON object at the end")
    options = parser.parse_args()
    logging.disable(logging.WARNING)  # a topic that was just made has no leader for a moment
    with KafkaLauncher(load().cache_dir, Path(tempfile.mkdtemp(prefix="bench-kafka-"))) as kafka:
        base = load(bootstrap=kafka.bootstrap, partitions=4)
        names = [n for n in LOOPS if options.only is None or n in options.only]
        result: dict[str, object] = {}
        if names:
            result["loops"] = shown(
                "pass-through, 1 kB records", "records/s", await loops(base, options.records, options.rounds, names)
            )
        if options.only is None or set(options.only) & set(EXTRACTION):
            found, mentions = await extraction(base, options.articles, options.rounds)
            result["extraction"] = shown(
                f"extraction, {options.articles} articles → {mentions} mentions", "articles/s", found
            )
    if options.json:
        print(json.dumps(result))


if __name__ == "__main__":
    asyncio.run(main())
