"""The committed tables of this stage, read once."""

import csv
from dataclasses import dataclass
from pathlib import Path

from schemas.event import Codes
from schemas.plover import EventType

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Phrase:
    """How a type and mode are said. Verb phrases begin with a verb in its base form; `{r}` is where the recipient goes.

    verb: done to somebody, alone: by one party, mutual: by several to each other; passive: participle phrase after
    "was", "" where the verb has none; tail: what follows the recipient; happening: a clause without any party.
    """

    verb: str
    passive: str
    tail: str
    alone: str
    mutual: str
    happening: str


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


PHRASES: dict[tuple[EventType, str | None], Phrase] = {
    (EventType(r["type"]), r["mode"] or None): Phrase(
        r["verb"], r["passive"], r["tail"], r["alone"], r["mutual"], r["happening"]
    )
    for r in _rows("phrases.tsv")
}
WORDINGS: dict[tuple[EventType, str | None, str], Phrase] = {
    (EventType(r["type"]), r["mode"] or None, key): Phrase(r["verb"], r["passive"], r["tail"], r["alone"], "", "")
    for r in _rows("wordings.tsv")
    for key in r["keys"].split()
}
"""Phrases of a type and mode for some verbs (roleset stems or lemmas); an empty cell: the usual one."""
CODES: dict[tuple[EventType, str | None, str], Codes] = {
    (EventType(r["type"]), r["mode"] or None, r["parties"]): Codes(
        cameo_root=r["cameo"][:2] or None,
        cameo_base=r["cameo"][:3] or None,
        cameo_code=r["cameo"] or None,
        acled_event_type=r["acled_event_type"] or None,
        acled_sub_event_type=r["acled_sub_event_type"] or None,
    )
    for r in _rows("codes.tsv")
}
COW: dict[str, int] = {r["iso3"]: int(r["code"]) for r in _rows("cow.tsv")}
"""ISO 3166-1 alpha-3 to the number in the Correlates of War list of states; see SOURCES.md."""
IRREGULAR: dict[str, tuple[str, str]] = {r["base"]: (r["past"], r["participle"]) for r in _rows("irregular_verbs.tsv")}


def phrase(event_type: EventType, mode: str | None) -> Phrase:
    """The phrase of a type and mode; the type's own where the mode has none."""
    return PHRASES.get((event_type, mode)) or PHRASES[event_type, None]


def codes(event_type: EventType, mode: str | None, parties: str) -> Codes:
    """CAMEO and ACLED codes of a type and mode. parties: "one-sided", "two-sided" or "" where neither is known.

    A code of the cross-walk stands for the usual case of its type and mode: the datasets cut events differently.
    """
    own = CODES.get((event_type, mode, parties))
    return own or CODES.get((event_type, mode, "")) or CODES[event_type, None, ""]
