"""The generated contract files are fresh, valid, and say what the models do."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

import schemas
from schemas import export
from schemas.deadletter import HANDLED, REDRIVEN, Handled, How
from schemas.topics import stated

FOLDER = Path(schemas.__file__).parent


def test_committed_files_are_fresh() -> None:
    assert export.stale(FOLDER) == []


def test_a_changed_or_missing_file_is_stale(tmp_path: Path) -> None:
    assert set(export.write(tmp_path)) == set(export.generate())
    assert export.stale(tmp_path) == []
    (tmp_path / "asyncapi.yaml").write_text("asyncapi: 2.0.0\n")
    (tmp_path / "json" / "Event.schema.json").unlink()
    assert export.stale(tmp_path) == ["json/Event.schema.json", "asyncapi.yaml"]


@pytest.mark.parametrize("name", export.RECORDS)
def test_schemas_are_valid_json_schema(name: str) -> None:
    Draft202012Validator.check_schema(export.json_schema(name))


def test_asyncapi_names_every_topic_and_an_existing_schema() -> None:
    document = yaml.safe_load((FOLDER / "asyncapi.yaml").read_text("utf8"))
    assert {c["address"] for c in document["channels"].values()} == {"{prefix}" + t for t in stated()}
    for channel in document["channels"].values():
        for message in channel["messages"].values():
            if "schema" in message["payload"]:
                assert (FOLDER / message["payload"]["schema"]["$ref"]).is_file()
    for operation in document["operations"].values():
        assert operation["channel"]["$ref"].removeprefix("#/channels/") in document["channels"]


def test_article_accepts_each_name_of_its_text() -> None:
    validator = Draft202012Validator(json.loads((FOLDER / "json" / "Article.schema.json").read_text("utf8")))
    for name in ("text", "body", "content"):
        assert validator.is_valid({name: "Rain fell.", "published_at": "2022-12-20T00:00:00Z"})
    assert not validator.is_valid({"published_at": "2022-12-20T00:00:00Z"})
    assert not validator.is_valid({"text": "", "published_at": "2022-12-20T00:00:00Z"})


def test_asyncapi_describes_what_an_operator_leaves_behind() -> None:
    channels = yaml.safe_load((FOLDER / "asyncapi.yaml").read_text("utf8"))["channels"]
    headers = channels["dead-letters-v1"]["messages"]["DeadLetter"]["headers"]["properties"]
    schema = json.loads((FOLDER / headers[HANDLED]["contentSchema"]["$ref"]).read_text("utf8"))
    note = Handled(partition=3, offset=17, how=How.DROPPED, by="ada", at=datetime(2022, 12, 20, tzinfo=UTC))
    Draft202012Validator(schema).validate(json.loads(note.to_json()))
    for channel in channels.values():
        for message in channel["messages"].values():
            assert "sent the record again" in message["headers"]["properties"][REDRIVEN]["description"]
