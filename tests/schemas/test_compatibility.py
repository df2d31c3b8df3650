"""What breaks the contract is refused, what does not is let through, each shown on the real schemas."""

import copy
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemas import compatibility, export
from schemas.compatibility import Contract, check, main
from schemas.topics import stated

Change = Callable[[dict[str, Any]], object]


def contract() -> dict[str, Any]:
    """A copy to change: topics, and the schema of each record as `schemas`."""
    return {
        "topics": copy.deepcopy(stated()),
        "schemas": {name: copy.deepcopy(export.json_schema(name)) for name in export.RECORDS},
    }


def properties(c: dict[str, Any], record: str) -> dict[str, Any]:
    fields: dict[str, Any] = c["schemas"][record]["properties"]
    return fields


def definition(c: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = c["schemas"]["Event"]["$defs"][name]
    return found


def required(c: dict[str, Any], record: str) -> list[str]:
    names: list[str] = c["schemas"][record].setdefault("required", [])
    return names


BREAKING: dict[str, tuple[Change, str]] = {
    "removed field": (lambda c: properties(c, "Event").pop("summary"), "Event.summary: removed or renamed"),
    "renamed field": (
        lambda c: properties(c, "Event").update(abstract=properties(c, "Event").pop("summary")),
        "Event.summary: removed or renamed",
    ),
    "removed deep field": (
        lambda c: definition(c, "Casualties")["properties"].pop("min"),
        "Event.casualties[].min: removed or renamed",
    ),
    "changed type": (
        lambda c: properties(c, "Event").update(revision={"type": "string"}),
        "Event.revision: type changed from integer to string",
    ),
    "changed type of items": (
        lambda c: properties(c, "Event")["contexts"].update(items={"type": "integer"}),
        "Event.contexts[]: type changed",
    ),
    "null where there was none": (
        lambda c: properties(c, "Event").update(summary={"anyOf": [{"type": "string"}, {"type": "null"}]}),
        "Event.summary: may now be null",
    ),
    "not always there": (lambda c: required(c, "Event").remove("summary"), "Event.summary: no longer always there"),
    "narrowed enum": (lambda c: definition(c, "EventType")["enum"].remove("ASSAULT"), "values gone: ASSAULT"),
    "enum set free": (lambda c: definition(c, "EventType").pop("enum"), "a list of values became any value"),
    "another format": (
        lambda c: definition(c, "EventProvenance")["properties"]["recorded_at"].update(format="date"),
        "format changed from date-time to date",
    ),
    "new required input": (
        lambda c: (
            properties(c, "Article").update(author={"type": "string"}),
            required(c, "Article").append("author"),
        ),
        "Article.author: now required",
    ),
    "input now required": (lambda c: required(c, "Article").append("url"), "Article.url: now required"),
    "fewer names of the text": (
        lambda c: c["schemas"]["Article"].update(anyOf=[{"required": ["text"]}]),
        "body or content is no longer enough",
    ),
    "an input's narrowed enum": (
        lambda c: properties(c, "Article")["content_type"]["anyOf"][0]["enum"].remove("text/html"),
        "Article.content_type: values gone: text/html",
    ),
    "an input's null refused": (
        lambda c: properties(c, "Article").update(title={"type": "string", "maxLength": 2000}),
        "Article.title: no longer null",
    ),
    "an input's tighter limit": (
        lambda c: properties(c, "Article")["source"].update(maxLength=100),
        "Article.source: maxLength changed from 512 to 100",
    ),
    "another key": (lambda c: c["topics"]["events.v1"].update(key="country"), "events.v1: key changed"),
    "a topic that is gone": (lambda c: c["topics"].pop("events.v1"), "events.v1: the topic is gone"),
    "dead letters without a header": (
        lambda c: properties(c, "DeadLetterHeaders").pop("reason"),
        "DeadLetterHeaders.reason: removed or renamed",
    ),
    "a record in place of bytes": (
        lambda c: c["topics"]["dead-letters.v1"].update(value="Event"),
        "dead-letters.v1: value changed",
    ),
}

HARMLESS: dict[str, Change] = {
    "nothing": lambda c: None,
    "new output": lambda c: (
        properties(c, "Event").update(weather={"type": "string"}),
        required(c, "Event").append("weather"),
    ),
    "new optional input": lambda c: properties(c, "Article").update(author={"type": "string"}),
    "an input's null allowed": lambda c: properties(c, "Article").update(
        source={"anyOf": [properties(c, "Article")["source"], {"type": "null"}]}
    ),
    "an input's wider limit": lambda c: properties(c, "Article")["source"].update(maxLength=1000),
    "an input no longer required": lambda c: required(c, "Article").clear(),
    "a value more": lambda c: definition(c, "EventType")["enum"].append("WEATHER"),
    "another description": lambda c: c["schemas"]["Event"].update(description="Other words."),
    "another retention": lambda c: c["topics"]["events.v1"]["config"].update({"retention.ms": 1}),
    "a new topic": lambda c: c["topics"].update({"events.v2": {"value": "Article", "key": "any", "config": {}}}),
    "moved to a new topic": lambda c: c["topics"].update({"events.v2": {**c["topics"].pop("events.v1"), "key": "any"}}),
    "an inlined definition": lambda c: properties(c, "Event").update(type=definition(c, "EventType")),
}


@pytest.mark.parametrize("name", BREAKING)
def test_breaking_changes_are_refused(name: str) -> None:
    changed = contract()
    change, said = BREAKING[name]
    change(changed)
    found = [str(d) for d in check(Contract(**contract()), Contract(**changed)) if d.breaking]
    assert any(said in line for line in found), found


@pytest.mark.parametrize("name", HARMLESS)
def test_harmless_changes_pass(name: str) -> None:
    changed = contract()
    HARMLESS[name](changed)
    assert [str(d) for d in check(Contract(**contract()), Contract(**changed)) if d.breaking] == []


def test_a_version_of_its_own_may_differ_in_everything() -> None:
    changed = contract()
    changed["schemas"]["Event2"] = {"type": "object", "properties": {"other": {"type": "integer"}}}
    changed["topics"]["events.v2"] = {"value": "Event2", "key": "country", "config": {}}
    assert check(Contract(**contract()), Contract(**changed)) == []


def test_a_type_that_holds_itself_ends() -> None:
    tree = {
        "$defs": {"Node": {"type": "object", "properties": {"next": {"$ref": "#/$defs/Node"}}}},
        "$ref": "#/$defs/Node",
    }
    topics = {"events.v1": {"value": "Node", "key": "k"}}
    assert check(Contract(topics, {"Node": tree}), Contract(topics, {"Node": tree})) == []


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the contract committed, without a tag."""
    export.write(tmp_path / "schemas")
    (tmp_path / "schemas" / "topics.yaml").write_text(
        (compatibility.ROOT / "schemas" / "topics.yaml").read_text("utf8"), "utf8"
    )
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "contract")
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, "-C", str(folder), *arguments], check=True, capture_output=True)


def test_without_a_tag_it_says_so_and_passes(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([], repository) == 0
    assert "no tag yet" in capsys.readouterr().out


def test_the_last_tag_is_what_counts(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(repository, "tag", "v0.1.0")
    assert main([], repository) == 0
    assert "compatible with v0.1.0" in capsys.readouterr().out
    path = repository / "schemas" / "json" / "Event.schema.json"
    schema = json.loads(path.read_text("utf8"))
    del schema["properties"]["summary"]
    path.write_text(json.dumps(schema), "utf8")
    assert main([], repository) == 1
    said = capsys.readouterr().err
    assert "BREAKS  Event.summary: removed or renamed" in said
    assert "rely on v0.1.0" in said
    git(repository, "commit", "--all", "--quiet", "--message", "break")
    git(repository, "tag", "v0.2.0")
    assert main([], repository) == 0
    assert main(["--against", "v0.1.0"], repository) == 1
    assert main(["--against", "nothing-of-that-name"], repository) == 2


def test_this_tree_is_compatible_with_its_last_tag() -> None:
    assert main([]) == 0
