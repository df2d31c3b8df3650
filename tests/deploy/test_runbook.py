"""Every alert links to a section of the runbook, and every section names a command that there is."""

import re

import pytest
import yaml

from services.cli.main import COMMANDS
from tests.deploy.programs import ROOT, RULES

TEXT = (ROOT / "deploy" / "runbook.md").read_text("utf8")
SECTIONS = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))
ALERTS = [r for g in yaml.safe_load((RULES / "alerts.yml").read_text("utf8"))["groups"] for r in g["rules"]]


@pytest.mark.parametrize("alert", ALERTS, ids=lambda rule: rule["alert"])
def test_every_alert_links_to_its_section(alert: dict[str, dict[str, str]]) -> None:
    file, _, anchor = alert["annotations"]["runbook"].partition("#")
    assert file == "deploy/runbook.md"
    assert anchor in {name.lower() for name in SECTIONS}
    assert anchor == str(alert["alert"]).lower()
    assert alert["annotations"]["summary"]
    assert alert["labels"]["severity"] in ("page", "ticket")


def test_there_is_no_section_without_an_alert() -> None:
    assert list(SECTIONS) == [rule["alert"] for rule in ALERTS]


@pytest.mark.parametrize("name", SECTIONS)
def test_every_section_says_what_it_means_and_names_the_command_to_run(name: str) -> None:
    section = SECTIONS[name]
    for part in ("**Means**", "**Look**", "**Do**"):
        assert section.count(part) == 1
    assert re.search(r"^    dateline \w+", section, re.MULTILINE)
    for command in re.findall(r"(?:^    |`)dateline (\w+)", section, re.MULTILINE):
        assert command in COMMANDS
    for anchor in re.findall(r"\]\(#(\w+)\)", section):
        assert anchor in {other.lower() for other in SECTIONS}
