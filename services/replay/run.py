"""Replay articles into `articles.v1` at a set rate, wait until the pipeline has settled, count what became of them."""

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiokafka import AIOKafkaProducer

from schemas.deadletter import Stage
from services.errors import DatelineError
from services.replay.articles import RawArticle
from services.replay.observe import Backlog, Observer
from services.replay.tally import Tally, Verdict
from services.settings import Settings
from services.stream import topics
from services.stream.security import client_options

if TYPE_CHECKING:
    from services.telemetry.tracing import Tracing

LOOK_EVERY = 0.25  # seconds between two looks at the committed offsets
REPLAY = ("dateline-replay", b"true")


class NotSettled(DatelineError):
    """The pipeline made no progress for so long that the replay gave up waiting."""

    exit_code = 5


@dataclass(frozen=True, slots=True)
class Progress:
    """sent: records acknowledged so far. decided: articles that have left intake. backlog: the stage worked on now."""

    sent: int
    decided: int
    backlog: Backlog | None


async def replay(
    settings: Settings,
    articles: Iterable[RawArticle],
    rate: float | None = None,
    patience: float = 60.0,
    show: Callable[[Progress], None] = lambda progress: None,
    clock: Callable[[], float] = time.monotonic,
) -> Verdict:
    """Send `articles`, at most `rate` a second, and return the verdict once every stage has read to its end.

    `patience`: seconds without any progress after which it gives up. Raises NotSettled then, BrokerUnavailable and
    TopicError before anything is sent.
    """
    await topics.check(settings)
    tally = Tally()
    tracing = _tracing(settings)
    async with Observer(settings, tally) as observer:
        try:
            sent = await _send(settings, articles, tally, rate, show, clock, tracing)
        finally:
            if tracing:
                await asyncio.to_thread(tracing.stop)
        await _settled(observer, tally, sent, patience, show, clock)
        await observer.read_to_end()
    return tally.verdict(settled=True)


async def _send(
    settings: Settings,
    articles: Iterable[RawArticle],
    tally: Tally,
    rate: float | None,
    show: Callable[[Progress], None],
    clock: Callable[[], float],
    tracing: "Tracing | None",
) -> int:
    compression = None if settings.compression == "none" else settings.compression
    producer = AIOKafkaProducer(
        **client_options(settings, "dateline-replay"),
        acks="all",
        enable_idempotence=True,
        linger_ms=settings.linger_ms,
        compression_type=compression,
        max_request_size=16 * 1024 * 1024,
    )
    await producer.start()
    sent, begun = 0, clock()
    try:
        flying: list[asyncio.Future[object]] = []
        for article in articles:
            if rate and (early := begun + sent / rate - clock()) > 0:
                await asyncio.sleep(early)
            tally.article(article.key)
            flying.append(await _hand_over(producer, settings.topic("articles.v1"), article, tracing))
            sent += 1
            if len(flying) >= 500 or rate:
                show(Progress(sent, tally.decided, None))
            if len(flying) >= 500:
                await asyncio.gather(*flying)
                flying.clear()
        await asyncio.gather(*flying)
    finally:
        await producer.stop()
    return sent


async def _hand_over(
    producer: Any, topic: str, article: RawArticle, tracing: "Tracing | None"
) -> "asyncio.Future[object]":
    """Give an article to the producer; its trace begins here and the first span ends when it is acknowledged."""
    span = tracing.sending(topic, article.key) if tracing else None
    context = tracing.carry(span) if tracing and span else ()
    future: asyncio.Future[object] = await producer.send(
        topic, key=article.key, value=article.value, headers=[REPLAY, *context]
    )
    if span:
        future.add_done_callback(lambda _: span.end())
    return future


def _tracing(settings: Settings) -> "Tracing | None":
    """Imported only where tracing is on."""
    if not settings.otlp_endpoint:
        return None
    from services.telemetry.tracing import connect

    return connect(settings.otlp_endpoint, "dateline-replay", settings.trace_share)


async def _settled(
    observer: Observer,
    tally: Tally,
    sent: int,
    patience: float,
    show: Callable[[Progress], None],
    clock: Callable[[], float],
) -> None:
    last: tuple[Stage, int | None, int] | None = None
    since = clock()
    while (backlog := await observer.backlog()) is not None:
        now = (backlog.stage, backlog.records, tally.decided)
        if now != last:
            last, since = now, clock()
        elif clock() - since > patience:
            left = "its first" if backlog.records is None else f"{backlog.records:,}"
            raise NotSettled(
                f"{backlog.stage} has made no progress for {patience:g} s with {left} records to read: "
                "see `dateline lag` and `dateline status`, and the worker's log"
            )
        show(Progress(sent, tally.decided, backlog))
        await asyncio.sleep(LOOK_EVERY)
    show(Progress(sent, tally.decided, None))
