"""The gate for changes of the contract: `python -m schemas.compatibility [--against TAG]`.

A topic's version is a promise. Inside it, what producers send us must stay welcome and what subscribers read must stay
where and what it was; anything else needs a new topic (`events.v2`), published beside the old one for as long as that
has readers. Compared with the last git tag, because a tag is what people run.
"""

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from schemas.differences import Difference, Schema, Side, differences

ROOT = Path(__file__).parent.parent
INPUTS = {"articles.v1"}
HEADERS = "DeadLetterHeaders"  # the contract of a topic whose values are anyone's bytes


@dataclass(frozen=True)
class Contract:
    """topics: name → {value, key, …} as topics.yaml states them. schemas: record → JSON Schema."""

    topics: Mapping[str, Mapping[str, Any]]
    schemas: Mapping[str, Schema]


def check(old: Contract, new: Contract) -> list[Difference]:
    """Every difference that others may notice, the breaking ones first. A topic that is new is free to be anything."""
    found: list[Difference] = []
    for topic, fact in old.topics.items():
        now = new.topics.get(topic)
        if now is None:
            found.append(Difference(topic, "the topic is gone", not _has_later(topic, new.topics)))
            continue
        if fact["key"] != now["key"]:
            found.append(Difference(topic, f"key changed from {fact['key']} to {now['key']}"))
        if (fact["value"] is None) != (now["value"] is None):
            found.append(Difference(topic, f"value changed from {fact['value']} to {now['value']}"))
            continue
        before, after = fact["value"] or HEADERS, now["value"] or HEADERS
        side = Side.INPUT if topic in INPUTS else Side.OUTPUT
        found += differences(old.schemas[before], new.schemas[after], side, before)
    return sorted(dict.fromkeys(found), key=lambda difference: not difference.breaking)


def _has_later(topic: str, topics: Mapping[str, object]) -> bool:
    """Whether `events.v1` has an `events.v2` or later among `topics`."""
    name, _, version = topic.rpartition(".v")
    later = (re.fullmatch(re.escape(name) + r"\.v(\d+)", other) for other in topics)
    return version.isdecimal() and any(match and int(match[1]) > int(version) for match in later)


def read(text_of: Callable[[str], str]) -> Contract:
    """The contract from its files; `text_of` reads one by its path below the repository."""
    topics = yaml.safe_load(text_of("schemas/topics.yaml"))["topics"]
    records = {fact["value"] or HEADERS for fact in topics.values()}
    return Contract(topics, {r: json.loads(text_of(f"schemas/json/{r}.schema.json")) for r in sorted(records)})


def last_tag(root: Path) -> str | None:
    """The newest tag that the commit at hand comes from; None without a tag, or without git."""
    done = _git(root, "describe", "--tags", "--abbrev=0")
    return done.stdout.strip() if done is not None and done.returncode == 0 else None


def at(root: Path, revision: str) -> Contract:
    """The contract as a commit has it. Raises FileNotFoundError for what that commit does not have."""

    def text_of(path: str) -> str:
        done = _git(root, "show", f"{revision}:{path}")
        if done is None or done.returncode:
            raise FileNotFoundError(f"{revision} has no {path}")
        return done.stdout

    return read(text_of)


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str] | None:
    try:
        return subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False, timeout=30
        )
    except OSError:
        return None


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Exit code 1 where something breaks, 2 for a revision that can't be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--against", metavar="REVISION", help="compare with this commit instead of the last tag")
    revision = parser.parse_args(arguments).against or last_tag(root)
    if revision is None:
        print("contract: no tag yet to be compatible with (or none fetched: git fetch --tags)")
        return 0
    try:
        old = at(root, revision)
    except FileNotFoundError as error:
        print(f"contract: {error}", file=sys.stderr)
        return 2
    found = check(old, read(lambda path: (root / path).read_text("utf8")))
    breaking = [difference for difference in found if difference.breaking]
    for difference in found:
        print(f"{'BREAKS ' if difference.breaking else 'differs'} {difference}", file=sys.stderr)
    if breaking:
        print(
            f"contract: {len(breaking)} changes break those who rely on {revision}: undo them, or leave the topic as "
            "it is and publish a new one (schemas/topics.yaml: .v2) with a record of its own",
            file=sys.stderr,
        )
        return 1
    print(f"contract: compatible with {revision}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
