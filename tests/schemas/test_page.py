"""The page says all of the contract, as valid and harmless HTML."""

import json
from html.parser import HTMLParser
from typing import Any

import pytest

from schemas import export, page
from schemas.topics import stated

VOID = {"meta", "br", "!doctype"}


class Reader(HTMLParser):
    """Texts, ids and links of a page; fails where tags are not nested."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open, self.ids, self.links, self.tags = list[str](), list[str](), list[str](), set[str]()
        self.texts: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        found = dict(attrs)
        self.ids += [value for value in [found.get("id")] if value]
        self.links += [value for value in [found.get("href"), found.get("src")] if value]
        assert not any(name.startswith("on") for name in found)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def rendered(**changed: Any) -> str:
    schemas = {name: export.json_schema(name) for name in export.RECORDS}
    return page.render(**({"document": export.asyncapi(), "schemas": schemas, "examples": export.examples()} | changed))


def test_it_names_every_topic_field_and_header() -> None:
    read = Reader(rendered())
    for topic, fact in stated().items():
        assert topic in read.texts
        if fact["value"]:
            schema = export.json_schema(fact["value"])
            for field in schema["properties"]:
                assert field in read.texts
            for name, definition in schema.get("$defs", {}).items():
                assert f"{fact['value']}-{name}" in read.ids
                assert set(definition.get("properties", ())) | set(definition.get("enum", ())) <= set(read.texts)
    assert set(export.CLOUDEVENTS) <= set(read.texts)


def test_its_links_lead_somewhere_on_it() -> None:
    read = Reader(rendered())
    assert len(read.ids) == len(set(read.ids))
    assert read.links
    assert {link.removeprefix("#") for link in read.links} <= set(read.ids)
    assert "script" not in read.tags
    assert "img" not in read.tags


def test_examples_are_shown_and_cut() -> None:
    text = "".join(Reader(rendered()).texts)
    for topic in ("articles.v1", "events.v1"):
        first = json.loads(export.examples()[topic])
        assert json.dumps(first["id"]) in text
    assert '"…"' in text


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "</pre><img src=x onerror=alert(1)>", "$title ${x} &lt;"]
)
def test_hostile_words_stay_words(hostile: str) -> None:
    document, schema = export.asyncapi(), export.json_schema("Event")
    document["info"]["description"] = hostile
    schema["properties"]["summary"]["description"] = hostile
    schema["properties"][hostile] = {"type": hostile, "enum": [hostile]}
    schemas = {name: export.json_schema(name) for name in export.RECORDS} | {"Event": schema}
    read = Reader(rendered(document=document, schemas=schemas, examples={"events.v1": json.dumps({"id": hostile})}))
    assert "script" not in read.tags
    assert "img" not in read.tags
    assert sum(hostile in text for text in read.texts) >= 4
