"""JSON Schema 2020-12, AsyncAPI 3 and a page, made from the models: `python -m schemas.export [--check]`.

The generated files are committed, so that a change of the contract shows in a diff; `--check` says which are stale.
"""

import argparse
import json
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from schemas import page, topics
from schemas.article import Article, CleanArticle
from schemas.base import SCHEMA_VERSION
from schemas.cluster import EventCluster
from schemas.deadletter import HANDLED, PREFIX, REDRIVEN, DeadLetterHeaders, Handled
from schemas.event import Event
from schemas.mention import EventMention

RECORDS: dict[str, type[BaseModel]] = {
    m.__name__: m for m in (Article, CleanArticle, EventMention, EventCluster, Event, DeadLetterHeaders, Handled)
}
DIALECT = "https://json-schema.org/draft/2020-12/schema"
CLOUDEVENTS = {
    "ce_specversion": "CloudEvents version, 1.0",
    "ce_id": "id of the record; the same on a repeat",
    "ce_type": "dateline.<record>.v1",
    "ce_source": "the stage that wrote it",
    "ce_subject": "article id or event id",
    "ce_time": "RFC 3339",
    "ce_dataschema": "name and version of the JSON Schema",
    "content-type": "application/json",
    "traceparent": "W3C trace context, where the article's producer or the workers trace",
    "tracestate": "as traceparent",
    "dateline-received-at": "when the article came in: milliseconds since 1970, as decimal text",
    "dateline-replay": "true on records of a replay",
    REDRIVEN: "how often an operator sent the record again after it was a dead letter, as decimal text",
}
NOTE = "only on a note, which has no value: the dead letter of the same partition that it names is handled"


def json_schema(name: str) -> dict[str, Any]:
    """JSON Schema of one record: what may be sent (Article) or what will be written (all others)."""
    mode: Any = "validation" if name == "Article" else "serialization"
    schema = RECORDS[name].model_json_schema(mode=mode)
    if name == "Article":  # any one of the three names will do: a schema can't say "alias"
        text = schema["properties"]["text"]
        schema["properties"] |= {alias: {**text, "title": alias.title()} for alias in ("body", "content")}
        schema["required"].remove("text")
        schema["anyOf"] = [{"required": [alias]} for alias in ("text", "body", "content")]
    return {"$schema": DIALECT, "$id": f"urn:dateline:schema:{name}:{SCHEMA_VERSION}", **schema}


def asyncapi() -> dict[str, Any]:
    """The topics as an AsyncAPI 3.0 document that refers to the JSON Schemas beside it."""
    channels, operations = {}, {}
    for topic, fact in topics.stated().items():
        record, name = fact["value"], topic.replace(".", "-")
        headers = (
            dead_letter_headers()
            if record is None
            else {k: {"type": "string", "description": v} for k, v in CLOUDEVENTS.items()}
        )
        payload: dict[str, Any] = (
            {"description": "the original bytes, untouched; a note that a dead letter is handled has no value"}
            if record is None
            else {"schemaFormat": "application/schema+json;version=2020-12", "schema": {"$ref": schema_path(record)}}
        )
        channels[name] = {
            "address": f"{{prefix}}{topic}",
            "parameters": {"prefix": {"default": "dateline.", "description": "DATELINE_TOPIC_PREFIX"}},
            "messages": {
                record or "DeadLetter": {
                    "contentType": "application/json" if record else "application/octet-stream",
                    "headers": {"type": "object", "properties": headers},
                    "payload": payload,
                    "bindings": {"kafka": {"key": {"type": "string", "description": fact["key"]}}},
                }
            },
            "bindings": {"kafka": {"topicConfiguration": configuration(fact["config"])}},
        }
        action = "receive" if topic == "articles.v1" else "send"
        operations[f"{action}-{name}"] = {"action": action, "channel": {"$ref": f"#/channels/{name}"}}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Dateline",
            "version": SCHEMA_VERSION,
            "description": "News articles in, structured event records out. Readers ignore fields they do not know.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "servers": {"local": {"host": "127.0.0.1:9092", "protocol": "kafka", "description": "DATELINE_BOOTSTRAP"}},
        "channels": channels,
        "operations": operations,
    }


def dead_letter_headers() -> dict[str, Any]:
    """Headers of a dead letter beside its own, and the one of a note."""
    note = {
        "type": "string",
        "description": NOTE,
        "contentMediaType": "application/json",
        "contentSchema": {"$ref": schema_path("Handled")},
    }
    own = {f"{PREFIX}{k}": {"type": "string"} for k in DeadLetterHeaders.model_fields}
    return own | {HANDLED: note, REDRIVEN: {"type": "string", "description": CLOUDEVENTS[REDRIVEN]}}


def configuration(config: dict[str, Any]) -> dict[str, Any]:
    """Kafka's topic settings in the words of the AsyncAPI Kafka binding."""
    out: dict[str, Any] = dict(config)
    out["cleanup.policy"] = str(config["cleanup.policy"]).split(",")
    return out


def schema_path(record: str) -> str:
    return f"./json/{record}.schema.json"


def generate() -> dict[str, str]:
    """Path below `schemas/` → text of every generated file."""
    out = {schema_path(n): json.dumps(json_schema(n), indent=2, ensure_ascii=False) + "\n" for n in RECORDS}
    out["./asyncapi.yaml"] = "# made by `python -m schemas.export`\n" + yaml.safe_dump(
        asyncapi(), sort_keys=False, allow_unicode=True, width=120
    )
    out["./docs/index.html"] = page.render(asyncapi(), {n: json_schema(n) for n in RECORDS}, examples())
    return {k.removeprefix("./"): v for k, v in out.items()}


def examples() -> dict[str, str]:
    """The first golden example of each topic that has some."""
    folder = files("schemas").joinpath("examples")
    paths = {topic: folder.joinpath(f"{topic}.jsonl") for topic in topics.stated()}
    return {topic: path.read_text("utf8").splitlines()[0] for topic, path in paths.items() if path.is_file()}


def stale(folder: Path) -> list[str]:
    """Generated files below `folder` that are missing or differ from what the models say."""
    return [
        name
        for name, text in generate().items()
        if not (folder / name).exists() or (folder / name).read_text("utf8") != text
    ]


def write(folder: Path) -> list[str]:
    """Write all generated files below `folder`; the names of those that changed."""
    changed, made = stale(folder), generate()
    for name in changed:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(made[name], "utf8")
    return changed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a file is stale")
    parser.add_argument("--folder", type=Path, default=Path(__file__).parent, help="where the files lie")
    options = parser.parse_args()
    if options.check:
        wrong = stale(options.folder)
        for name in wrong:
            print(f"stale: schemas/{name} — run `python -m schemas.export` and commit it", file=sys.stderr)
        return bool(wrong)
    print("\n".join(f"wrote schemas/{name}" for name in write(options.folder)) or "all up to date")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
