"""Every client of ours against a Kafka that asks for TLS and a password: the right one gets in, a wrong one is told."""

import asyncio
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from services.cli.context import Process
from services.cli.launch import ready
from services.errors import BrokerUnavailable
from services.settings import Settings, load
from services.stream import topics
from services.stream.admin import Admin
from services.stream.broker import KafkaLauncher
from services.stream.ports import answers
from services.stream.security import client_options
from services.telemetry.server import announced

pytestmark = pytest.mark.integration
STORE = ["-storetype", "PKCS12", "-storepass", "changeit", "-alias", "broker"]


def certificate(folder: Path) -> tuple[Path, Path]:
    """A key store for the broker and its certificate as PEM, made with the keytool that comes with Java."""
    store, pem = folder / "broker.p12", folder / "broker.pem"
    tool = shutil.which("keytool")
    assert tool, "keytool comes with Java: install Java 17 or later"
    make = ["-genkeypair", "-keyalg", "EC", "-dname", "CN=127.0.0.1", "-ext", "SAN=IP:127.0.0.1", "-validity", "3"]
    for arguments in (
        [*make, "-keystore", str(store)],
        ["-exportcert", "-rfc", "-file", str(pem), "-keystore", str(store)],
    ):
        subprocess.run([tool, *arguments, *STORE], check=True, capture_output=True, timeout=60)
    return store, pem


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    folder = tmp_path_factory.mktemp("guarded")
    store, pem = certificate(folder)
    kafka = KafkaLauncher(load().cache_dir, folder / "kafka")
    kafka.prepare()
    [node] = kafka.nodes
    users = 'username="broker" password="b" user_broker="b" user_dateline="open sesame"'
    with kafka.properties(node).open("a", encoding="utf-8") as properties:  # the last value of a key holds
        properties.write(f"""
listeners=SASL_SSL://127.0.0.1:{node.port},CONTROLLER://127.0.0.1:{node.controller_port}
advertised.listeners=SASL_SSL://127.0.0.1:{node.port}
listener.security.protocol.map=SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT
inter.broker.listener.name=SASL_SSL
sasl.enabled.mechanisms=PLAIN
sasl.mechanism.inter.broker.protocol=PLAIN
listener.name.sasl_ssl.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required {users};
ssl.keystore.type=PKCS12
ssl.keystore.location={store}
ssl.keystore.password=changeit
ssl.truststore.type=PEM
ssl.truststore.location={pem}
""")
    kafka.start()
    try:
        deadline = time.monotonic() + 60
        while not answers(node.port):
            assert kafka.running(), kafka.log(node).read_text()[-2000:]
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield load(
            bootstrap=kafka.bootstrap,
            partitions=2,
            security_protocol="SASL_SSL",
            sasl_username="dateline",
            sasl_password="open sesame",
            ssl_cafile=pem,
        )
    finally:
        kafka.stop()


async def test_producer_consumer_and_admin_get_in(guarded: Settings) -> None:
    await topics.create(guarded)
    topic = guarded.topic("mentions.v1")
    async with AIOKafkaProducer(**client_options(guarded)) as producer:
        await producer.send_and_wait(topic, b"value")
    async with AIOKafkaConsumer(topic, **client_options(guarded), auto_offset_reset="earliest") as consumer:
        assert (await consumer.getone()).value == b"value"
    async with Admin(guarded) as admin:
        assert sum((await admin.end_offsets([topic])).values()) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"sasl_password": "guess"},
        {"ssl_cafile": None},
        {"security_protocol": "PLAINTEXT"},
    ],
)
async def test_what_does_not_fit_is_a_clear_line_in_time(guarded: Settings, wrong: dict[str, object]) -> None:
    settings = load(**guarded.model_dump(exclude={"sasl_password"}) | {"sasl_password": "open sesame"} | wrong)
    began = time.monotonic()
    with pytest.raises(BrokerUnavailable, match=guarded.bootstrap) as refused:
        await topics.check(settings.model_copy(update={"broker_timeout": 3.0}))
    assert time.monotonic() - began < 6
    assert "sesame" not in str(refused.value)
    assert "guess" not in str(refused.value)


def test_a_worker_gets_in(guarded: Settings, tmp_path: Path) -> None:
    asyncio.run(topics.create(guarded))
    assert guarded.sasl_password is not None
    said = {
        "BOOTSTRAP": guarded.bootstrap,
        "PARTITIONS": "2",
        "SECURITY_PROTOCOL": "SASL_SSL",
        "SASL_USERNAME": "dateline",
        "SASL_PASSWORD": guarded.sasl_password.get_secret_value(),
        "SSL_CAFILE": str(guarded.ssl_cafile),
        "STATE_DIR": str(tmp_path),
    }
    environment = os.environ | {f"DATELINE_{name}": value for name, value in said.items()}
    command = [sys.executable, "-m", "services.cli.main", "worker", "intake"]
    with (tmp_path / "log").open("wb") as log:
        worker = subprocess.Popen(command, env=environment, cwd=tmp_path, stderr=log)
    try:
        deadline = time.monotonic() + 60
        while not any(ready(Process(found.name, found.port, "")) for found in announced(tmp_path)):
            assert worker.poll() is None, (tmp_path / "log").read_text()[-2000:]
            assert time.monotonic() < deadline, (tmp_path / "log").read_text()[-2000:]
            time.sleep(0.1)
        worker.terminate()
        assert worker.wait(30) == 0
    finally:
        worker.kill()
        worker.wait(5)
    assert "sesame" not in (tmp_path / "log").read_text()
