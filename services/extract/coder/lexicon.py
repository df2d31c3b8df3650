"""The coder's lexicon: readable tables of predicates, event nouns, word classes, weapons, cues, evaluations, history.

Every table is a TSV file in the folder `lexicon`, described in its SOURCES.md; lines that begin with # are headings.
"""

import hashlib
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cached_property
from importlib import resources

from schemas.plover import EventType, check_mode
from services.extract.coder import domain
from services.extract.coder.conditions import Condition, read_conditions

FILES = (
    "classes.tsv",
    "predicates.tsv",
    "nominals.tsv",
    "light.tsv",
    "weapons.tsv",
    "cues.tsv",
    "evaluation.tsv",
    "contexts.tsv",
    "historic.tsv",
    "domain.tsv",
    "persons.txt",
)
NO_EVENT = "-"


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading of a predicate or noun: holds when all `conditions` do. type None: it is no event.

    mode: a PLOVER mode, None, or "?…" for one that code infers (after the "?" what to take when nothing is found).
    actor, recipient: role specifications, see `slots`.
    """

    key: str
    type: EventType | None
    mode: str | None
    actor: str
    recipient: str
    conditions: tuple[Condition, ...]
    confidence: float
    order: int = 0  # of its row: the first entry that holds wins


@dataclass(frozen=True, slots=True)
class LightVerb:
    """A verb whose object names the event: done, suffered, seen, claimed, acting, occurs."""

    kind: str
    actor: str
    recipient: str


class Lexicon:
    """All tables in memory. `load()` gives the packaged one; build another from texts for tests."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.classes: dict[str, frozenset[str]] = {
            name: frozenset(words.split("|")) for name, words in _rows(texts["classes.tsv"])
        }
        persons = {line for line in texts["persons.txt"].splitlines() if not line.startswith("#")}
        self.classes["person"] = self.classes.get("person", frozenset()) | persons
        self.predicates: dict[str, tuple[Entry, ...]] = _entries(texts["predicates.tsv"], " ")
        self.nominals: dict[str, tuple[Entry, ...]] = _entries(texts["nominals.tsv"], ", ")
        self.light: dict[str, LightVerb] = {}
        for verbs, kind, actor, recipient in _rows(texts["light.tsv"]):
            for verb in verbs.split():
                self.light.setdefault(verb, LightVerb(kind, actor, recipient))
        self.weapons: dict[str, str] = {w: m for m, words in _rows(texts["weapons.tsv"]) for w in words.split("|")}
        self.cues: dict[str, str] = {w: e for e, words in _rows(texts["cues.tsv"]) for w in words.split("|")}
        self.evaluation: dict[str, str] = {w: s for s, ws in _rows(texts["evaluation.tsv"]) for w in ws.split("|")}
        self.contexts: dict[str, frozenset[str]] = {
            name: frozenset(words.split("|")) for name, words in _rows(texts["contexts.tsv"])
        }
        self._historic = {n: (side == "both", int(last)) for n, side, last in _rows(texts["historic.tsv"])}
        self._longest = max((n.count(" ") + 1 for n in self._historic), default=0)
        self.domain = domain.read(texts["domain.tsv"])
        digest = hashlib.sha256("".join(texts[name] for name in FILES).encode())
        self.version = digest.hexdigest()[:12]

    def in_class(self, name: str, word: str) -> bool:
        """Whether `word` (one word or several) is in the class; a class that is not listed holds its own name."""
        words = self.classes.get(name)
        return word == name if words is None else word in words

    def any_in_class(self, name: str, words: Set[str]) -> bool:
        """Whether one of `words` is in the class."""
        members = self.classes.get(name)
        return name in words if members is None else not members.isdisjoint(words)

    def historic_in(self, text: str) -> list[tuple[bool, int]]:
        """For each name of historic.tsv in a phrase: whether nothing befalls it any more either, and its last year."""
        words = text.lower().split()
        runs = (" ".join(words[i : i + n]) for n in range(1, self._longest + 1) for i in range(len(words) - n + 1))
        return [found for run in runs if (found := self._historic.get(run)) is not None]

    @cached_property
    def transparent(self) -> frozenset[str]:
        """Nouns that only count or measure what follows them."""
        return self.classes["transparent"]

    def triggers(self) -> frozenset[str]:
        """Word-initial stems, one of which every sentence with an event holds: what the trigger gate looks for."""
        words = {key.split(".")[0].split("_")[0] for key in self.predicates}
        words |= {word for noun in self.nominals for word in (noun.split()[-1],)}
        words |= {w for w, s in self.evaluation.items() if s == "negative"}
        words |= {w.split()[-1] for w in self.weapons}
        return frozenset(map(_stem, words)) | IRREGULAR


IRREGULAR = frozenset(
    [
        "beat",
        "began",
        "begun",
        "bought",
        "broke",
        "brought",
        "burnt",
        "came",
        "caught",
        "chose",
        "cut",
        "dealt",
        "fell",
        "fought",
        "found",
        "flew",
        "flow",
        "froze",
        "gave",
        "given",
        "gone",
        "got",
        "grown",
        "held",
        "hit",
        "hung",
        "hurt",
        "kept",
        "knew",
        "laid",
        "led",
        "left",
        "lent",
        "let",
        "lost",
        "made",
        "met",
        "paid",
        "put",
        "ran",
        "said",
        "sang",
        "sank",
        "sat",
        "saw",
        "seen",
        "sent",
        "shed",
        "shook",
        "shot",
        "shut",
        "slain",
        "slew",
        "sold",
        "sought",
        "spoke",
        "spoken",
        "spent",
        "stole",
        "stolen",
        "stood",
        "struck",
        "swore",
        "sworn",
        "sunk",
        "taken",
        "took",
        "taught",
        "threw",
        "thrown",
        "told",
        "tore",
        "torn",
        "won",
        "went",
        "withdrew",
        "wrote",
        "written",
        "withheld",
        "strode",
        "laid",
        "tried",
        "lied",
        "die",
        "dying",
        "dead",
        "sought",
        "rose",
        "risen",
        "fled",
        "drove",
        "driven",
        "fed",
        "forgave",
        "forgiven",
        "overthrew",
        "retook",
    ]
)


def _stem(word: str) -> str:
    """The beginning that a word's forms share: without final e or y."""
    return word[:-1] if len(word) > 3 and word[-1] in "ey" else word


def _cost(condition: Condition) -> int:
    """Words are looked up before anybody is asked who a phrase means, and the story around comes last."""
    tests = [t for alternative in condition.alternatives for t in alternative]
    return max(2 if t.slot == "story" else any(c.startswith("@") for c in t.classes) for t in tests)


def _rows(text: str) -> Iterator[tuple[str, ...]]:
    for number, line in enumerate(text.split("\n")):
        if number and line and not line.startswith("#"):
            yield tuple(line.split("\t"))


def _entries(text: str, separator: str) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for order, (keys, kind, mode, actor, recipient, when, confidence) in enumerate(_rows(text)):
        event_type = None if kind == NO_EVENT else EventType(kind)
        if event_type and mode and mode[0] not in "?=":
            check_mode(event_type, mode)
        conditions = tuple(sorted(read_conditions(when), key=_cost))
        for key in keys.split(separator):
            entry = Entry(key, event_type, mode or None, actor, recipient, conditions, float(confidence or 0.5), order)
            found.setdefault(key, []).append(entry)
    return {key: tuple(entries) for key, entries in found.items()}


def load() -> Lexicon:
    """The packaged lexicon. Raises ValueError where a table names an unknown type, mode or condition."""
    folder = resources.files("services.extract.coder") / "lexicon"
    return Lexicon({name: (folder / name).read_text("utf-8") for name in FILES})
