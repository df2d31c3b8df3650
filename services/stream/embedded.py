"""The in-memory broker that librdkafka carries, for a first look without Java.

    python -m services.stream.embedded ADDRESS_FILE

runs it until SIGTERM and writes `host:port` into ADDRESS_FILE once it answers. Four partitions a topic, made on first
use; 5 MiB and 100,000 records a partition, then the oldest go; no compaction; one member a group (with more, one is
refused now and then); everything ends with the process.
Nothing about durability is promised or tested on it.
"""

import os
import signal
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from confluent_kafka import KafkaException, Producer

from services.errors import BrokerUnavailable

PARTITIONS = 4  # of every topic; fixed in librdkafka


class EmbeddedBroker:
    """`with EmbeddedBroker() as broker: broker.bootstrap`: the broker lives in this process, on loopback."""

    def __init__(self) -> None:
        self._client: Producer | None = None
        self._bootstrap = ""

    @property
    def bootstrap(self) -> str:
        """`host:port` to connect to; empty before `start`."""
        return self._bootstrap

    def start(self) -> None:
        """Start it and learn its address. Raises BrokerUnavailable if it does not answer."""
        client = Producer({"test.mock.num.brokers": 1, "log_level": 0})
        try:
            brokers = client.list_topics(timeout=10.0).brokers
        except KafkaException as error:
            raise BrokerUnavailable(f"the embedded broker does not answer: {error.args[0]}") from None
        self._client = client
        self._bootstrap = ",".join(f"{broker.host}:{broker.port}" for broker in brokers.values())

    def stop(self) -> None:
        """End it; its records are gone."""
        self._client = None  # the broker's threads end with the last reference
        self._bootstrap = ""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def run(address_file: Path) -> None:
    """Serve until SIGTERM or SIGINT."""
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    with EmbeddedBroker() as broker:
        fresh = address_file.with_suffix(".new")
        fresh.write_text(broker.bootstrap, encoding="utf-8")
        os.replace(fresh, address_file)  # never a half-written address
        print(f"embedded broker on {broker.bootstrap}", flush=True)
        ended.wait()
    address_file.unlink(missing_ok=True)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m services.stream.embedded ADDRESS_FILE")
    run(Path(sys.argv[1]))
