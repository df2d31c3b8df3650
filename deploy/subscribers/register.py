"""Register the schema of every topic in a schema registry: Confluent's, or one with the same API, such as Karapace.

python register.py http://localhost:8081 [PREFIX]      run in the repository, or where `dateline schema export` wrote
"""

import json
import sys
import urllib.request
from pathlib import Path

TOPICS = {
    "articles.v1": "Article",
    "articles.clean.v1": "CleanArticle",
    "mentions.v1": "EventMention",
    "clusters.v1": "EventCluster",
    "events.v1": "Event",
}


def folder() -> Path:
    """Where the schemas lie: below schemas/ in the repository, else here."""
    return next((path for path in (Path("schemas/json"), Path("json")) if path.is_dir()), Path())


def register(registry: str, subject: str, schema: str) -> int:
    """The id that the registry gives the schema; the same one again for the same schema. Raises URLError."""
    if not registry.startswith(("http://", "https://")):
        raise SystemExit(f"{registry} is no address of a registry: give one such as http://localhost:8081")
    request = urllib.request.Request(  # noqa: S310 - the scheme is checked above
        f"{registry.rstrip('/')}/subjects/{subject}/versions",
        json.dumps({"schemaType": "JSON", "schema": schema}).encode(),
        {"Content-Type": "application/vnd.schemaregistry.v1+json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        return int(json.load(answer)["id"])


def main(registry: str, prefix: str = "dateline.") -> None:
    for topic, record in TOPICS.items():
        schema = (folder() / f"{record}.schema.json").read_text("utf8")
        print(f"{prefix}{topic}-value: id {register(registry, f'{prefix}{topic}-value', schema)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
