"""The contract as one static page, docs/index.html: every topic with its key, headers, fields and an example.

Made from the AsyncAPI document, the JSON Schemas and the golden examples by `python -m schemas.export`. No script and
nothing from elsewhere, so it opens from a folder. Every word that comes from the contract is escaped.
"""

import json
from collections.abc import Mapping
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

Schema = Mapping[str, Any]

SHOWN_ITEMS = 2  # of a list in an example
SHOWN_CHARACTERS = 160  # of a text in an example
DAY = 86_400_000  # milliseconds
LIMITS = {
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
    "minimum": "from {}",
    "maximum": "to {}",
}


def render(document: Mapping[str, Any], schemas: Mapping[str, Schema], examples: Mapping[str, str]) -> str:
    """The page. document: AsyncAPI; schemas: by record; examples: topic without prefix → one record as JSON text."""
    template = Template(files("schemas").joinpath("page.html").read_text("utf8"))
    actions = {
        operation["channel"]["$ref"].rpartition("/")[2]: operation["action"]
        for operation in document["operations"].values()
    }
    sections, links = [], []
    for name, channel in document["channels"].items():
        topic = channel["address"].removeprefix("{prefix}")
        links.append(f'<li><a href="#{name}"><code>{escape(topic)}</code></a></li>')
        sections.append(_topic(name, topic, channel, actions[name], schemas, examples.get(topic)))
    info = document["info"]
    return template.substitute(
        title=escape(info["title"]),
        version=escape(info["version"]),
        description=_prose(info["description"]),
        licence=escape(info["license"]["name"]),
        links="\n".join(links),
        topics="\n".join(sections),
    )


def _topic(
    name: str, topic: str, channel: Schema, action: str, schemas: Mapping[str, Schema], example: str | None
) -> str:
    ((record, message),) = channel["messages"].items()
    prefix = channel["parameters"]["prefix"]
    facts = {
        "Topic": f"<code>{escape(prefix['default'] + topic)}</code>, its prefix set by "
        f"<code>{escape(prefix['description'])}</code>",
        "You": "send to it" if action == "receive" else "read from it",
        "Key": escape(message["bindings"]["kafka"]["key"]["description"]),
        "Value": f"<code>{escape(record)}</code>, {escape(message['contentType'])}",
        "Kept": _kept(channel["bindings"]["kafka"]["topicConfiguration"]),
    }
    listed = "".join(f"<dt>{key}</dt><dd>{value}</dd>" for key, value in facts.items())
    headers = "".join(
        f"<tr><td><code>{escape(header)}</code></td><td>{_prose(schema.get('description', ''))}</td></tr>"
        for header, schema in message["headers"]["properties"].items()
    )
    parts = [f'<section id="{name}"><h2><code>{escape(topic)}</code></h2><dl>{listed}</dl>']
    if "schema" in message["payload"]:
        parts.append(_record(record, schemas[record]))
    else:
        parts.append(f"<p>{_prose(message['payload']['description'])}</p>")
    if example is not None:
        parts.append(f"<details><summary>Example</summary><pre>{escape(_shortened(example))}</pre></details>")
    parts.append(f"<details><summary>Headers</summary><table>{headers}</table></details></section>")
    return "\n".join(parts)


def _kept(config: Schema) -> str:
    policy = config["cleanup.policy"]
    said = ["the newest record of each key"] if "compact" in policy else []
    if "delete" in policy and "retention.ms" in config:
        said.append(f"{config['retention.ms'] // DAY} days")
    return " for ".join(said) + f"; records of at most {config['max.message.bytes'] // 2**20} MiB"


def _record(record: str, schema: Schema) -> str:
    parts = [f"<p>{_prose(schema.get('description', ''))}</p>", _fields(record, schema)]
    if ways := ["+".join(way["required"]) for way in schema.get("anyOf", ()) if "required" in way]:
        parts.append(f"<p>One of {', '.join(f'<code>{escape(way)}</code>' for way in ways)} must be there.</p>")
    for name, definition in schema.get("$defs", {}).items():
        inside = f"<p>{_prose(definition.get('description', ''))}</p>" if definition.get("description") else ""
        inside += _fields(record, definition) if "properties" in definition else f"<p>{_type(record, definition)}</p>"
        parts.append(
            f"<details><summary><code>{escape(name)}</code></summary>"
            f'<div id="{record}-{name}">{inside}</div></details>'  # a link to what is inside opens it
        )
    return "\n".join(parts)


def _fields(record: str, schema: Schema) -> str:
    required = set(schema.get("required", ()))
    rows = []
    for name, field in schema["properties"].items():
        note = _prose(field.get("description", ""))
        if name not in required:
            default = json.dumps(field["default"], ensure_ascii=False) if "default" in field else None
            note += (
                f" May be left out{f'; then <code>{escape(default)}</code>' if default not in (None, 'null') else ''}."
            )
        rows.append(f"<tr><td><code>{escape(name)}</code></td><td>{_type(record, field)}</td><td>{note}</td></tr>")
    return f"<table>{''.join(rows)}</table>"


def _type(record: str, schema: Schema) -> str:
    """A schema in a few words, with links to its definitions."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f'<a href="#{record}-{name}"><code>{escape(name)}</code></a>'
    if "anyOf" in schema:
        return " or ".join(_type(record, one) for one in schema["anyOf"])
    if "enum" in schema or "const" in schema:
        values = schema.get("enum", [schema.get("const")])
        return "one of " + ", ".join(f"<code>{escape(str(value))}</code>" for value in values)
    kind = schema.get("type", "anything")
    if kind == "array":
        if "prefixItems" in schema:
            said = "list of " + ", ".join(_type(record, one) for one in schema["prefixItems"])
        else:
            said = f"list of {_type(record, schema['items'])}" if "items" in schema else "list"
    elif kind == "object" and isinstance(schema.get("additionalProperties"), Mapping):
        said = f"names with {_type(record, schema['additionalProperties'])} each"
    else:
        said = escape(schema.get("format", kind))
    limits = [
        "not empty" if name in ("minLength", "minItems") and schema[name] == 1 else text.format(f"{schema[name]:,}")
        for name, text in LIMITS.items()
        if name in schema
    ]
    return f"{said}, {', '.join(limits)}" if limits else said


def _prose(text: str) -> str:
    """Escaped, with `names` in the type of code and an empty line as a break."""
    parts = escape(text, quote=False).split("`")
    marked = "".join(f"<code>{part}</code>" if number % 2 else part for number, part in enumerate(parts))
    return marked.replace("\n\n", "<br>")


def _shortened(example: str) -> str:
    """Indented, long lists and texts cut where … says so."""

    def cut(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: cut(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [cut(inner) for inner in value[:SHOWN_ITEMS]] + (["…"] if len(value) > SHOWN_ITEMS else [])
        if isinstance(value, str) and len(value) > SHOWN_CHARACTERS:
            return value[:SHOWN_CHARACTERS] + "…"
        return value

    return json.dumps(cut(json.loads(example)), indent=2, ensure_ascii=False)
