"""What workers on this machine say of themselves: how many there are, and what each stage has in hand.

They announce their metrics in the state folder. In a cluster there is no such folder and these numbers are unknown:
the lag, which is measured at the broker, is known everywhere.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from schemas.deadletter import Stage
from services.telemetry.server import Announced

TIMEOUT = 2.0  # seconds for one answer
LARGEST = 1024 * 1024  # bytes of an answer
IN_PROGRESS = "dateline_stage_in_progress"
DURATION = "dateline_stage_duration_seconds"


@dataclass(frozen=True)
class Workers:
    """By stage: processes that answered, records in hand, and records worked on since their start with the seconds."""

    count: Counter[str] = field(default_factory=Counter)
    in_progress: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)


async def ask(found: Callable[[], Iterable[Announced]], session: aiohttp.ClientSession) -> Workers:
    """What all of them say now; one that does not answer is left out."""
    processes = [process for process in await asyncio.to_thread(found) if process.name != "web"]
    answers = await asyncio.gather(*(_metrics(session, process) for process in processes))
    workers = Workers()
    for text in answers:
        if text is not None:
            _add(workers, text)
    return workers


async def _metrics(session: aiohttp.ClientSession, process: Announced) -> str | None:
    host = f"[{process.host}]" if ":" in process.host else process.host
    host = {"0.0.0.0": "127.0.0.1", "[::]": "[::1]"}.get(host, host)  # noqa: S104 - bound to all; asked here
    try:
        async with session.get(
            f"http://{host}:{process.port}/metrics", timeout=aiohttp.ClientTimeout(total=TIMEOUT)
        ) as answer:
            said = bytearray()
            async for chunk in answer.content.iter_chunked(64 * 1024):
                said += chunk
                if len(said) > LARGEST:
                    return None
            return said.decode("utf-8", "replace") if answer.status == 200 else None
    except (aiohttp.ClientError, TimeoutError, OSError):
        return None


def _add(workers: Workers, text: str) -> None:
    stages = set()
    try:
        for family in text_string_to_metric_families(text):
            if family.name not in (IN_PROGRESS, DURATION):
                continue
            for sample in family.samples:
                stage = sample.labels.get("stage", "")
                if stage not in set(Stage):
                    continue
                stages.add(stage)
                if sample.name == IN_PROGRESS:
                    workers.in_progress[stage] += int(sample.value)
                elif sample.name == f"{DURATION}_count":
                    workers.done[stage] += int(sample.value)
                elif sample.name == f"{DURATION}_sum":
                    workers.seconds[stage] = workers.seconds.get(stage, 0.0) + sample.value
    except ValueError:  # no metrics: something else listens there
        return
    workers.count.update(stages)
