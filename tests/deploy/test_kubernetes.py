"""deploy/k8s/dateline.yaml: what is deployed is what compose runs, without privileges, with probes that are served."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from schemas.deadletter import Stage
from services import __version__
from services.settings import Settings, load
from tests.deploy.test_compose import SERVICES

ROOT = Path(__file__).parents[2]
ITEMS: list[dict[str, Any]] = yaml.safe_load((ROOT / "deploy" / "k8s" / "dateline.yaml").read_text("utf8"))["items"]
PODS = {
    item["metadata"]["name"]: item["spec"]["template"]["spec"]
    for item in ITEMS
    if item["kind"] in ("Deployment", "Job")
}
DEPLOYMENTS = {item["metadata"]["name"]: item["spec"] for item in ITEMS if item["kind"] == "Deployment"}


def container(name: str) -> dict[str, Any]:
    (found,) = PODS[name]["containers"]
    assert isinstance(found, dict)
    return found


def test_the_programs_are_those_of_compose() -> None:
    assert set(PODS) == {*Stage, "monitor", "web", "topics"}
    for name in PODS:
        assert container(name)["args"] == SERVICES[name]["command"]
        assert container(name)["image"] == SERVICES[name]["image"] == f"dateline:{__version__}"


def test_settings_are_settings() -> None:
    (data,) = (item["data"] for item in ITEMS if item["kind"] == "ConfigMap")
    known = {name.removeprefix("DATELINE_").lower(): value for name, value in data.items()}
    assert set(known) <= set(Settings.model_fields)
    load(**known)
    assert all(container(name)["envFrom"] == [{"configMapRef": {"name": "settings"}}] for name in PODS)


@pytest.mark.parametrize("name", PODS)
def test_no_privileges(name: str) -> None:
    assert PODS[name]["securityContext"]["runAsNonRoot"] is True
    assert PODS[name]["automountServiceAccountToken"] is False
    security = container(name)["securityContext"]
    assert security["readOnlyRootFilesystem"] is True
    assert security["allowPrivilegeEscalation"] is False
    assert security["capabilities"] == {"drop": ["ALL"]}
    assert container(name)["resources"]["limits"]["memory"]
    written = {mount["mountPath"]: mount["name"] for mount in container(name)["volumeMounts"]}
    assert set(written) == {"/var/lib/dateline", "/tmp"}
    assert set(written.values()) == {volume["name"] for volume in PODS[name]["volumes"]}


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_probes_and_labels(name: str) -> None:
    spec = DEPLOYMENTS[name]
    labels = spec["template"]["metadata"]["labels"]
    assert labels == spec["selector"]["matchLabels"]
    assert labels["app.kubernetes.io/component"] == name
    ports = {port["name"]: port["containerPort"] for port in container(name)["ports"]}
    assert str(ports["metrics"]) == spec["template"]["metadata"]["annotations"]["prometheus.io/port"]
    probes = {kind: container(name)[kind]["httpGet"] for kind in ("startupProbe", "livenessProbe", "readinessProbe")}
    assert {probe["port"] for probe in probes.values()} == {"metrics"}
    assert probes["livenessProbe"]["path"] == probes["startupProbe"]["path"] == "/health/live"
    assert probes["readinessProbe"]["path"] == "/health/ready"
    assert PODS[name]["terminationGracePeriodSeconds"] > Settings.model_fields["drain_timeout"].default


def test_the_page_has_a_service() -> None:
    (service,) = (item["spec"] for item in ITEMS if item["kind"] == "Service")
    assert service["selector"] == DEPLOYMENTS["web"]["selector"]["matchLabels"]
    (port,) = service["ports"]
    assert port["targetPort"] in {p["name"] for p in container("web")["ports"]}
    assert port["port"] == Settings.model_fields["web_port"].default
