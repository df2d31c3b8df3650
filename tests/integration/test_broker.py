"""The launcher: Kafka starts, keeps its data over a restart, ends when told, and says why it does not start."""

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from services.errors import BrokerUnavailable, ConfigurationError
from services.settings import load
from services.stream.broker import KafkaLauncher, Layout
from services.stream.ports import answers

pytestmark = pytest.mark.integration


async def test_a_restart_keeps_records_ports_and_says_when_it_is_down(tmp_path: Path) -> None:
    kafka = KafkaLauncher(load().cache_dir, tmp_path / "kafka")
    with kafka:
        address = kafka.bootstrap
        await _create_topic(address)
        async with AIOKafkaProducer(bootstrap_servers=address) as producer:
            await producer.send_and_wait("kept", b"first")
        killed = kafka.pid(kafka.nodes[0])
    assert not kafka.running()
    assert killed is not None
    assert not answers(kafka.nodes[0].port)

    with KafkaLauncher(load().cache_dir, tmp_path / "kafka") as again:
        assert again.bootstrap == address
        async with AIOKafkaConsumer(bootstrap_servers=address) as consumer:
            consumer.assign([TopicPartition("kept", 0)])
            await consumer.seek_to_beginning()
            assert (await consumer.getone()).value == b"first"


def test_another_launcher_on_the_same_folder_sees_and_stops_the_broker(tmp_path: Path) -> None:
    with KafkaLauncher(load().cache_dir, tmp_path / "kafka") as first:
        second = KafkaLauncher(load().cache_dir, tmp_path / "kafka")
        assert second.running()
        second.stop()
        assert not first.running()
        assert not answers(first.nodes[0].port)


def test_a_failed_start_shows_the_end_of_the_log(tmp_path: Path) -> None:
    kafka = KafkaLauncher(load().cache_dir, tmp_path / "kafka")
    kafka.prepare()
    properties = kafka.properties(kafka.nodes[0])
    properties.write_text(properties.read_text() + "\nnum.io.threads=none\n")
    kafka.start()
    with pytest.raises(BrokerUnavailable, match=r"num\.io\.threads.*broker\.log"):
        kafka.wait()
    kafka.stop()


def test_the_number_of_brokers_is_fixed_by_the_first_format(tmp_path: Path) -> None:
    KafkaLauncher(load().cache_dir, tmp_path / "kafka").prepare()
    with pytest.raises(ConfigurationError, match="1 brokers, not 3"):
        KafkaLauncher(load().cache_dir, tmp_path / "kafka", brokers=3).prepare()


async def _create_topic(address: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=address)
    await admin.start()
    try:
        await admin.create_topics([NewTopic("kept", 1, 1)])
    finally:
        await admin.close()


def test_a_cluster_id_may_begin_with_a_dash(tmp_path: Path) -> None:
    kafka = KafkaLauncher(load().cache_dir, tmp_path / "kafka")
    kafka.state_dir.mkdir()
    layout = replace(Layout.new(1), cluster_id="-bftA_z2QxG2CLevCpISFw")
    (kafka.state_dir / "cluster.json").write_text(json.dumps(asdict(layout)), encoding="utf-8")
    kafka.prepare()
    written = (kafka.folder(layout.nodes[0]) / "data" / "meta.properties").read_text(encoding="utf-8")
    assert "cluster.id=-bftA_z2QxG2CLevCpISFw" in written
