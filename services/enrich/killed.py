"""Where the people attacked are those counted as killed, the summary says so, and counts them once."""

import re
from collections.abc import Sequence
from dataclasses import replace

from schemas.cluster import Canonical
from schemas.fields import Casualties, CasualtyKind, Factuality
from schemas.plover import EventType
from services.enrich.tables import Phrase

_TAILS = {
    None: "",
    "primitive": "in an attack with simple weapons",
    "firearms": "in a shooting",
    "explosives": "in a bombing",
    "suicide-attack": "in a suicide attack",
    "aerial": "in an air attack",
    "drone": "in a drone attack",
    "heavy-weapons": "in an attack with heavy weapons",
}
_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
_COUNT = re.compile(
    r"^(?:at least |about |around |more than |nearly |almost |some |up to |another )*(\d[\d,]{0,11}|[a-z]+) [^\W\d_]"
)


def killed(record: Canonical, words: Phrase) -> tuple[Phrase, list[Casualties]]:
    """The words for the event and the casualties left to tell, changed where the recipients are the dead."""
    dead = [c for c in record.casualties if c.kind is CasualtyKind.KILLED]
    if record.type is not EventType.ASSAULT or record.mode not in _TAILS or len(record.recipients) != 1 or not dead:
        return words, record.casualties
    if record.factuality not in (Factuality.ASSERTED, Factuality.ATTRIBUTED) or record.recipients[0].name:
        return words, record.casualties
    count = _counted(record.recipients[0].text)
    if count is None or not any(count in (c.min, c.max) for c in dead):
        return words, record.casualties
    told_once = record.casualties if _differ(dead) else [c for c in record.casualties if c not in dead]
    return replace(words, verb="kill", passive="killed", tail=_TAILS[record.mode]), told_once


def _counted(text: str) -> int | None:
    """How many people a description counts: "At least four people", "12 civilians"."""
    found = _COUNT.match(" ".join(text.casefold().split()))
    if found is None:
        return None
    word = found[1].replace(",", "")
    return int(word) if word.isdecimal() else _WORDS.index(word) if word in _WORDS else None


def _differ(dead: Sequence[Casualties]) -> bool:
    return len({n for c in dead for n in (c.min, c.max) if n is not None}) > 1
