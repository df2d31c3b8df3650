"""The loops that `bench.stream` compares, each run as a process of its own.

usage: python -m bench.contenders NAME BOOTSTRAP PREFIX

Each reads `<PREFIX>articles.v1` as a group from its start and writes every value to `<PREFIX>articles.clean.v1` until
it is ended by a signal; the two that extract write the mentions of `articles.clean.v1` to `<PREFIX>mentions.v1`.
"""

import asyncio
import logging
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

GROUP, ARTICLES, CLEAN, MENTIONS = "bench", "articles.v1", "articles.clean.v1", "mentions.v1"


def ours(bootstrap: str, prefix: str) -> None:
    """Our agent loop, publisher and all that a worker does, around a stage that passes records on."""
    from schemas.deadletter import Stage
    from services.settings import load
    from services.stream import worker
    from services.stream.handlers import Stateless
    from services.stream.record import Incoming, Outgoing, Processed
    from services.telemetry.labels import Topic

    class PassOn(Stateless):
        stage, source, batch, deadly = Stage.INTAKE, Topic.ARTICLES, 1000, False

        def process(self, record: Incoming) -> Processed:
            return Processed((Outgoing(Topic.CLEAN, record.key, record.value),))

        def acknowledged(self, results: Any, now: float) -> None:
            pass

    settings = load(
        bootstrap=bootstrap, topic_prefix=prefix, partitions=1, batch_size=1000, log_level="WARNING",
        state_dir=Path(tempfile.mkdtemp(prefix="bench-")),
    )  # fmt: skip
    worker.run(Stage.INTAKE, settings, lambda stage, room: PassOn())


def plain_faust(bootstrap: str, prefix: str) -> None:
    """What Faust's documentation shows: an agent that awaits `topic.send`."""
    import faust

    app = faust.App(
        prefix + GROUP, broker=f"kafka://{bootstrap}", value_serializer="raw", topic_allow_declare=False,
        topic_disable_leader=True, datadir=tempfile.mkdtemp(prefix="bench-"), store="memory://", web_enabled=False,
    )  # fmt: skip
    target = app.topic(prefix + CLEAN)

    async def copy(stream: Any) -> None:
        async for event in stream.events():
            await target.send(key=event.message.key, value=event.value)

    app.agent(app.topic(prefix + ARTICLES))(copy)
    app.finalize()
    worker = faust.Worker(app, loglevel="error", redirect_stdouts=False)
    worker.execute_from_commandline()


def bare_aiokafka(bootstrap: str, prefix: str) -> None:
    """A hand-written loop over the same client: take a batch, send it, await the acknowledgements, commit."""
    import uvloop
    from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

    async def copy() -> None:
        consumer = AIOKafkaConsumer(
            prefix + ARTICLES, bootstrap_servers=bootstrap, group_id=prefix + GROUP, auto_offset_reset="earliest",
            enable_auto_commit=False,
        )  # fmt: skip
        producer = AIOKafkaProducer(
            bootstrap_servers=bootstrap, acks="all", enable_idempotence=True, linger_ms=10, compression_type="zstd",
            max_batch_size=256 * 1024,
        )  # fmt: skip
        await consumer.start()
        await producer.start()
        while True:
            batch = await consumer.getmany(timeout_ms=1000, max_records=1000)
            sent = [await producer.send(prefix + CLEAN, r.value, r.key) for rs in batch.values() for r in rs]
            await asyncio.gather(*sent)
            if sent:
                await consumer.commit()

    uvloop.run(copy())


def _quix(bootstrap: str, prefix: str) -> Any:
    from quixstreams import Application

    return Application(
        broker_address=bootstrap, consumer_group=prefix + GROUP, auto_offset_reset="earliest", loglevel="ERROR",
        state_dir=tempfile.mkdtemp(prefix="bench-"), auto_create_topics=False, commit_interval=1.0,
        producer_extra_config={"enable.idempotence": True, "compression.type": "zstd", "linger.ms": 10},
    )  # fmt: skip


def quixstreams(bootstrap: str, prefix: str) -> None:
    """Quix Streams: the same copy as a streaming dataframe, over the C client."""
    app = _quix(bootstrap, prefix)
    source = app.topic(prefix + ARTICLES, value_deserializer="bytes", key_deserializer="bytes")
    target = app.topic(prefix + CLEAN, value_serializer="bytes", key_serializer="bytes")
    app.dataframe(source).to_topic(target)
    app.run()


def extract_ours(bootstrap: str, prefix: str) -> None:
    """Our extract worker as `dateline worker extract` starts it."""
    from services.settings import load
    from services.stream import worker

    settings = load(
        bootstrap=bootstrap, topic_prefix=prefix, partitions=1, log_level="WARNING",
        state_dir=Path(tempfile.mkdtemp(prefix="bench-")),
    )  # fmt: skip
    worker.run("extract", settings)


def extract_quixstreams(bootstrap: str, prefix: str) -> None:
    """The same extraction function inside Quix Streams."""
    from schemas.article import CleanArticle
    from services.extract import factory
    from services.extract.stage import Extracted

    extractor = factory.build()

    def run(value: bytes) -> list[tuple[bytes, bytes]]:
        result = extractor.run(CleanArticle.model_validate_json(value))
        mentions = result.mentions if isinstance(result, Extracted) else ()
        return [(m.block.encode(), m.to_json()) for m in mentions]

    app = _quix(bootstrap, prefix)
    source = app.topic(prefix + CLEAN, value_deserializer="bytes", key_deserializer="bytes")
    target = app.topic(prefix + MENTIONS, value_serializer="bytes", key_serializer="bytes")
    frame = app.dataframe(source).apply(run, expand=True)
    frame.apply(lambda pair: pair[1]).to_topic(target)
    app.run()


NAMES: dict[str, Callable[[str, str], None]] = {
    f.__name__: f for f in (ours, plain_faust, bare_aiokafka, quixstreams, extract_ours, extract_quixstreams)
}

if __name__ == "__main__":
    logging.disable(logging.WARNING)
    NAMES[sys.argv[1]](sys.argv[2], sys.argv[3])
