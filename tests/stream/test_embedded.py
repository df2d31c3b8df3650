"""The embedded broker as a process: says where it listens, passes records, ends when told."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from services.settings import Settings
from services.stream.ports import answers


async def test_records_go_in_and_come_out(embedded_settings: Settings) -> None:
    topic = embedded_settings.topic("mentions.v1")
    async with AIOKafkaProducer(bootstrap_servers=embedded_settings.bootstrap, acks="all") as producer:
        sent = await producer.send_and_wait(topic, b"value", key=b"key", headers=[("name", b"x")], partition=3)
    async with AIOKafkaConsumer(bootstrap_servers=embedded_settings.bootstrap) as consumer:
        consumer.assign([TopicPartition(topic, 3)])
        await consumer.seek_to_beginning()
        read = await consumer.getone()
    assert (read.offset, read.key, read.value, read.headers) == (sent.offset, b"key", b"value", (("name", b"x"),))


def test_the_process_writes_its_address_and_ends_on_sigterm(tmp_path: Path) -> None:
    address = tmp_path / "address"
    process = subprocess.Popen([sys.executable, "-m", "services.stream.embedded", str(address)], stdout=subprocess.PIPE)
    try:
        deadline = time.monotonic() + 20
        while not address.exists():
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
        host, port = address.read_text().split(":")
        assert host == "127.0.0.1"
        assert answers(int(port))
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=20)
        assert process.returncode == 0
        assert said.decode().strip() == f"embedded broker on 127.0.0.1:{port}"
        assert not address.exists()
        assert not answers(int(port))
    finally:
        process.kill()
        process.wait(5)
