"""The golden examples obey the committed JSON Schemas, by a validator that knows nothing of our models."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

import schemas
from schemas.export import RECORDS
from schemas.topics import stated

FOLDER = Path(schemas.__file__).parent
TOPICS = {t: f["value"] for t, f in stated().items() if f["value"]}


def examples(topic: str) -> list[bytes]:
    return (FOLDER / "examples" / f"{topic}.jsonl").read_bytes().splitlines()


def schema(record: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FOLDER / "json" / f"{record}.schema.json").read_text("utf8"))
    return loaded


@pytest.mark.parametrize("topic", TOPICS)
def test_examples_are_valid(topic: str) -> None:
    validator = Draft202012Validator(schema(TOPICS[topic]), format_checker=FormatChecker())
    assert examples(topic), "no examples"
    for line in examples(topic):
        validator.validate(json.loads(line))


@pytest.mark.parametrize("topic", TOPICS)
def test_models_read_the_examples_and_write_the_same(topic: str) -> None:
    model = RECORDS[TOPICS[topic]]
    for line in examples(topic):
        record = model.model_validate_json(line)
        if TOPICS[topic] != "Article":  # producers may leave fields out
            assert json.loads(record.model_dump_json()) == json.loads(line)


@pytest.mark.parametrize("topic", TOPICS)
def test_readers_ignore_fields_they_do_not_know(topic: str) -> None:
    for line in examples(topic)[:3]:
        fields = json.loads(line) | {"field_of_a_later_version": {"deep": [1, 2]}}
        assert RECORDS[TOPICS[topic]].model_validate_json(json.dumps(fields))


def test_the_schema_refuses_what_is_no_event() -> None:
    validator = Draft202012Validator(schema("Event"))
    good = json.loads(examples("events.v1")[0])
    assert validator.is_valid(good)
    assert not validator.is_valid(good | {"type": "WAR"})
    assert not validator.is_valid({k: v for k, v in good.items() if k != "summary"})
    assert not validator.is_valid(good | {"mentions": "none"})
