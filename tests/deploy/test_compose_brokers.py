"""Real brokers with the settings of docker-compose.yml take the pipeline's topics: one alone, and three together.

The image turns each KAFKA_ variable into a property; here that is done for the Kafka that tests have anyway, with
addresses of this machine in place of the containers' names.
"""

from pathlib import Path

import pytest

from services.settings import load
from services.stream import topics
from services.stream.broker import KafkaLauncher, Layout, Node
from services.stream.ports import free_ports
from tests.deploy.test_compose import cluster_variables, load_file

FOR_THE_IMAGE = {"CLUSTER_ID", "KAFKA_HEAP_OPTS"}


class ComposedKafka(KafkaLauncher):
    """A launcher whose nodes have the properties of the services kafka-1, kafka-2 …"""

    def __init__(self, cache: Path, state: Path, brokers: int, variables: dict[str, str]) -> None:
        super().__init__(cache, state, brokers, heap="256m")
        self._services = load_file(**variables)["services"]

    def _write_properties(self, layout: Layout, node: Node) -> None:
        self.folder(node).mkdir(exist_ok=True)
        environment: dict[str, str] = self._services[f"kafka-{node.number}"]["environment"]
        said = {
            name.removeprefix("KAFKA_").lower().replace("_", "."): self._here(value, layout, node)
            for name, value in environment.items()
            if name not in FOR_THE_IMAGE
        }
        said["log.dirs"] = str(self.folder(node) / "data")
        lines = (f"{name}={value}\n" for name, value in said.items())
        self.properties(node).write_text("".join(lines), encoding="utf-8")

    @staticmethod
    def _here(value: str, layout: Layout, node: Node) -> str:
        for other in layout.nodes:
            value = value.replace(f"kafka-{other.number}:9092", f"127.0.0.1:{other.port}")
            value = value.replace(f"kafka-{other.number}:9093", f"127.0.0.1:{other.controller_port}")
        value = value.replace("://:9092", f"://127.0.0.1:{node.port}")
        value = value.replace("://:9093", f"://127.0.0.1:{node.controller_port}")
        return value.replace(f"://:{9093 + node.number}", f"://127.0.0.1:{free_ports(1)[0]}")


@pytest.mark.integration
@pytest.mark.parametrize(("brokers", "variables"), [(1, {}), (3, cluster_variables())], ids=["one", "three"])
async def test_topics_are_created_as_the_topics_service_would(
    brokers: int, variables: dict[str, str], tmp_path: Path
) -> None:
    environment = load_file(**variables)["services"]["topics"]["environment"]
    wanted = {name.removeprefix("DATELINE_").lower(): value for name, value in environment.items()}
    with ComposedKafka(load().cache_dir, tmp_path / "kafka", brokers, variables) as kafka:
        settings = load(**wanted | {"bootstrap": kafka.bootstrap})
        assert settings.replication == brokers
        created = await topics.create(settings)
        assert {found.outcome for found in created} == {"created"}
        counts = await topics.check(settings)
    assert set(counts.values()) == {settings.partitions}
