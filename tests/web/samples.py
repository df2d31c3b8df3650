"""Events of the page's tests, made of the contract's own example."""

import json
from pathlib import Path
from typing import Any

from schemas.event import Event

EXAMPLES = Path(__file__).parents[2] / "schemas" / "examples" / "events.v1.jsonl"
ONE = json.loads(EXAMPLES.read_text("utf8").splitlines()[0])
AT = 1_700_000_000_000  # milliseconds since 1970


def event(id: str = "a" * 32, **changes: Any) -> Event:
    """The first example under another id, with these fields changed."""
    return Event.model_validate(ONE | {"id": id, "revision": 1, "change": "created"} | changes)


def raw(found: Event) -> bytes:
    return found.to_json()


def span(start: int, text: str) -> dict[str, Any]:
    return {"start": start, "end": start + len(text), "text": text}


def mention(text: str, trigger: str, start: int = 0, **changes: Any) -> dict[str, Any]:
    """A mention whose sentence stands at `start` of its article."""
    return ONE["mentions"][0] | {
        "sentence": span(start, text),
        "trigger": span(start + text.index(trigger), trigger),
        **changes,
    }


def plain(id: str, text: str, trigger: str, **changes: Any) -> Event:
    """An event told in one sentence, with nothing known but what `changes` says."""
    nothing: dict[str, Any] = {
        "actors": [],
        "recipients": [],
        "casualties": [],
        "when": None,
        "where": None,
        "mentions": [mention(text, trigger)],
        "mention_count": 1,
        "article_count": 1,
        "independent_sources": 1,
    }
    return event(id, **nothing | changes)
