"""docker-compose.yml obeys the compose specification and the rules of the house; no container engine is needed."""

import json
import re
import subprocess
import sys
from importlib.metadata import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from schemas.deadletter import Stage
from services import __version__
from services.cli.main import COMMANDS
from services.settings import Settings, load
from services.stream.jars import POM
from services.telemetry.health import Health
from services.telemetry.metrics import Metrics
from services.telemetry.server import TelemetryServer

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docker-compose.yml"
CLUSTER = ROOT / "deploy" / "compose" / "cluster.env"
VARIABLE = re.compile(r"\$\{(\w+)(?::-([^}]*))?\}")
IMAGE = re.compile(r"[\w./-]+(:(?!latest$)[\w.-]*\d[\w.-]*|@sha256:[0-9a-f]{64})")
OURS = (*Stage, "monitor", "web", "topics", "replay")


def cluster_variables() -> dict[str, str]:
    lines = [line for line in CLUSTER.read_text("utf8").splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def load_file(**variables: str) -> dict[str, Any]:
    """The file with its anchors followed and its variables filled in."""

    def filled(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: filled(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [filled(inner) for inner in value]
        if isinstance(value, str):
            return VARIABLE.sub(lambda found: variables.get(found[1], found[2] or ""), value)
        return value

    loaded: dict[str, Any] = filled(yaml.safe_load(FILE.read_text("utf8")))
    return loaded


COMPOSE = load_file()
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
LASTING = [name for name, service in SERVICES.items() if service["restart"] == "unless-stopped"]


def binds(service: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Source, target and mode of each volume."""
    parts = [(volume + ":rw").split(":")[:3] for volume in service.get("volumes", ())]
    return [(source, target, mode) for source, target, mode in parts]


@pytest.mark.parametrize("variables", [{}, cluster_variables()], ids=["one broker", "three brokers"])
def test_it_obeys_the_compose_specification(variables: dict[str, str]) -> None:
    # check-jsonschema carries the specification; the program itself is not needed
    (specification,) = (file for file in files("check-jsonschema") or () if file.name == "compose-spec.json")
    validator = Draft202012Validator(json.loads(specification.read_text("utf8")))
    wrong = [
        f"{'.'.join(map(str, e.absolute_path))}: {e.message}" for e in validator.iter_errors(load_file(**variables))
    ]
    assert wrong == []


def test_the_services_are_those_of_the_design() -> None:
    workers = {name: SERVICES[name]["command"] for name in Stage}
    assert workers == {name: ["worker", name] for name in Stage}
    assert {*OURS, "kafka-1", "kafka-2", "kafka-3", "prometheus", "grafana"} == set(SERVICES)
    for name in OURS:
        assert SERVICES[name]["command"][0] in COMMANDS


def test_every_variable_of_ours_is_a_setting_and_has_a_value_it_takes() -> None:
    for variables in ({}, cluster_variables()):
        for name, service in load_file(**variables)["services"].items():
            said = {k: v for k, v in service.get("environment", {}).items() if k.startswith("DATELINE_")}
            known = {key.removeprefix("DATELINE_").lower(): value for key, value in said.items()}
            assert set(known) <= set(Settings.model_fields), name
            load(**known)


def test_every_variable_of_compose_has_a_default_and_a_use() -> None:
    text = FILE.read_text("utf8")
    assert all(found[0].count(":-") for found in VARIABLE.finditer(text))
    used = {found[1] for found in VARIABLE.finditer(text)}
    assert {name for name in cluster_variables() if not name.startswith("COMPOSE_")} <= used
    assert not any(name.startswith("DATELINE_") for name in used), ".env has those for programs on this machine"


@pytest.mark.parametrize("name", SERVICES)
def test_images_are_pinned(name: str) -> None:
    assert IMAGE.fullmatch(SERVICES[name]["image"])


def test_versions_are_those_of_the_project() -> None:
    for name in OURS:
        assert SERVICES[name]["image"] == f"dateline:{__version__}"
    version = re.search(r"<kafka\.version>([^<]+)<", POM.read_text("utf8"))
    assert version is not None
    assert {SERVICES[f"kafka-{n}"]["image"] for n in (1, 2, 3)} == {f"apache/kafka:{version[1]}"}


@pytest.mark.parametrize("name", SERVICES)
def test_mounted_files_exist_and_are_read_only(name: str) -> None:
    for source, target, mode in binds(SERVICES[name]):
        assert target.startswith("/")
        if source.startswith("."):
            assert (ROOT / source).exists(), source
            assert mode == "ro", source
        else:
            assert source in COMPOSE["volumes"], source


def test_every_volume_is_mounted() -> None:
    assert {source for service in SERVICES.values() for source, _, _ in binds(service)} >= set(COMPOSE["volumes"])


@pytest.mark.parametrize("name", LASTING)
def test_what_runs_for_long_has_a_health_check_and_limits(name: str) -> None:
    check = SERVICES[name]["healthcheck"]
    assert check["test"][0] == "CMD"
    assert {"interval", "timeout", "retries", "start_period"} <= set(check)
    assert "127.0.0.1" in " ".join(check["test"]) or "localhost" in " ".join(check["test"])


def test_only_topics_and_replay_end_by_themselves() -> None:
    assert set(SERVICES) - set(LASTING) == {"topics", "replay"}


@pytest.mark.parametrize("name", SERVICES)
def test_everything_is_limited(name: str) -> None:
    service = SERVICES[name]
    assert {"cpus", "memory", "pids"} <= set(service["deploy"]["resources"]["limits"])
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["logging"]["options"]["max-size"]
    assert "privileged" not in service


@pytest.mark.parametrize("name", OURS)
def test_our_roots_are_read_only_and_what_is_written_has_a_place(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    places = {target for _, target, _ in binds(service)} | {place.split(":")[0] for place in service["tmpfs"]}
    assert "/tmp" in places
    assert name == "topics" or "/var/lib/dateline" in places


@pytest.mark.parametrize("name", SERVICES)
def test_ports_are_published_on_loopback_only(name: str) -> None:
    for port in SERVICES[name].get("ports", ()):
        assert re.fullmatch(r"127\.0\.0\.1:\d+:\d+", port)


def test_no_port_is_published_twice() -> None:
    ports = [port.split(":")[1] for service in SERVICES.values() for port in service.get("ports", ())]
    assert len(ports) == len(set(ports))


def test_profiles() -> None:
    profiles = {name: service["profiles"] for name, service in SERVICES.items() if "profiles" in service}
    assert profiles == {"kafka-2": ["cluster"], "kafka-3": ["cluster"], "replay": ["replay"]}


def test_what_a_service_waits_for_runs_without_its_profile() -> None:
    for name, service in SERVICES.items():
        for other, how in service.get("depends_on", {}).items():
            assert "profiles" not in SERVICES[other] or how.get("required") is False, f"{name} waits for {other}"
            finishes = how["condition"] == "service_completed_successfully"
            assert finishes == (other not in LASTING)


def test_the_cluster_is_one_of_three_with_three_copies() -> None:
    services = load_file(**cluster_variables())["services"]
    brokers = [services[f"kafka-{n}"]["environment"] for n in (1, 2, 3)]
    assert len({b["CLUSTER_ID"] for b in brokers}) == len({b["KAFKA_CONTROLLER_QUORUM_VOTERS"] for b in brokers}) == 1
    for number, broker in enumerate(brokers, 1):
        assert broker["KAFKA_NODE_ID"] == str(number)
        assert f"{number}@kafka-{number}:9093" in broker["KAFKA_CONTROLLER_QUORUM_VOTERS"].split(",")
        assert f"PLAINTEXT://kafka-{number}:9092" in broker["KAFKA_ADVERTISED_LISTENERS"].split(",")
        assert broker["KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR"] == "3"
    settings = services["intake"]["environment"]
    assert settings["DATELINE_REPLICATION"] == "3"
    assert settings["DATELINE_BOOTSTRAP"].split(",") == [f"kafka-{n}:9092" for n in (1, 2, 3)]


def test_the_host_reaches_kafka_under_the_address_it_is_told() -> None:
    for number in (1, 2, 3):
        service = SERVICES[f"kafka-{number}"]
        advertised = service["environment"]["KAFKA_ADVERTISED_LISTENERS"].split(",")
        (host,) = (a.removeprefix("HOST://") for a in advertised if a.startswith("HOST://"))
        assert [f"{host}:{host.split(':')[1]}"] == service["ports"]


def test_brokers_take_what_the_local_one_takes() -> None:
    """The properties that decide what the pipeline may do are the same as those of `dateline up`."""
    lines = (ROOT / "deploy" / "kafka" / "server.properties").read_text("utf8").splitlines()
    local = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    broker = SERVICES["kafka-1"]["environment"]
    for name in ("message.max.bytes", "replica.fetch.max.bytes", "auto.create.topics.enable", "process.roles"):
        assert broker["KAFKA_" + name.replace(".", "_").upper()] == local[name]


def test_prometheus_scrapes_each_service_where_it_listens() -> None:
    targets = json.loads((ROOT / "deploy" / "compose" / "targets.json").read_text("utf8"))
    listed = {group["labels"]["service"]: group["targets"] for group in targets}
    assert listed == {name: [f"{name}:9100"] for name in (*Stage, "monitor", "web")}
    config = yaml.safe_load((ROOT / "deploy" / "prometheus" / "prometheus.yml").read_text("utf8"))
    places = {target for _, target, _ in binds(SERVICES["prometheus"])}
    assert config["rule_files"] == ["rules/*.yml"]
    assert "/etc/prometheus/rules" in places
    assert config["scrape_configs"][0]["file_sd_configs"][0]["files"] == ["targets/*.json"]
    assert "/etc/prometheus/targets/compose.json" in places


def test_grafana_finds_its_dashboard_and_prometheus() -> None:
    provisioning = ROOT / "deploy" / "grafana" / "provisioning"
    provider = yaml.safe_load((provisioning / "dashboards" / "dateline.yml").read_text("utf8"))["providers"][0]
    mounted = {target: source for source, target, _ in binds(SERVICES["grafana"])}
    assert provider["options"]["path"] in mounted
    home = SERVICES["grafana"]["environment"]["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"]
    assert home == f"{provider['options']['path']}/dateline.json"
    assert (ROOT / mounted[provider["options"]["path"]] / "dateline.json").is_file()
    source = (provisioning / "datasources" / "prometheus.yml").read_text("utf8")
    assert "${PROMETHEUS_URL}" in source
    assert SERVICES["grafana"]["environment"]["PROMETHEUS_URL"] == "http://prometheus:9090"


@pytest.mark.parametrize("ready", [True, False])
def test_the_health_check_of_our_services_tells_ready_from_not(ready: bool) -> None:
    health = Health()
    if ready:
        health.set_ready("partitions [0]")
    with TelemetryServer(Metrics().registry, health) as server:
        kind, program, *arguments = SERVICES["intake"]["healthcheck"]["test"]
        assert (kind, program) == ("CMD", "python")
        here = [argument.replace(":9100/", f":{server.port}/") for argument in arguments]
        done = subprocess.run([sys.executable, *here], capture_output=True, timeout=60, check=False)
    assert (done.returncode == 0) == ready
