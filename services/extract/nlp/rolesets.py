"""PropBank's lexicon: which rolesets a lemma may have, and what their roles mean ("A1=entity attacked")."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from services.extract.nlp import models

LETTERS = {"verb": "v", "noun": "n", "adj": "j"}


@dataclass(frozen=True)
class Roleset:
    """One sense of a predicate. `definition`: "leave behind"; classes of VerbNet, frames of FrameNet where known."""

    id: str
    definition: str
    described: str  # as in the file: "A0=abandoner [theme]|A1=entity left behind [initial_location]"
    verbnet: tuple[str, ...]
    framenet: tuple[str, ...]

    @cached_property
    def roles(self) -> dict[str, str]:
        """What each numbered role is: {"A0": "abandoner [theme]", …}; in brackets VerbNet's role where known."""
        pairs = (x.partition("=") for x in self.described.split("|") if x)
        return {name: meaning for name, _, meaning in pairs}


class Rolesets:
    """The lexicon. A verb has the rolesets of its particle verbs too: "carry" has carry_out.03."""

    def __init__(self) -> None:
        self._rolesets: dict[str, Roleset] = {}
        self._table: defaultdict[str, list[str]] = defaultdict(list)
        for line in models.read_text("rolesets.tsv").split("\n"):
            if not line:
                continue
            name, definition, aliases, roles, verbnet, framenet = line.split("\t")
            self._rolesets[name] = Roleset(name, definition, roles, _list(verbnet), _list(framenet))
            self._add("v:" + name.rpartition(".")[0].split("_")[0], name)
            for alias in aliases.lower().split():
                self._add(alias, name)
                if "_" in alias:
                    verb = alias[0] == "v"
                    self._add(alias.split("_")[0] if verb else alias[:2] + alias.split("_")[-1], name)

    def __iter__(self) -> Iterator[str]:
        """Names of all rolesets, as listed."""
        return iter(self._rolesets)

    def get(self, name: str) -> Roleset | None:
        """The roleset of that name ("attack.01"), None where there is none, as for "x.00" and "x.LV" of frames."""
        return self._rolesets.get(name)

    def with_aliases(self, extra: Iterable[str]) -> "Rolesets":
        """A lexicon that also knows these "n:word=roleset" (a model's labels list those seen in its training)."""
        other = object.__new__(Rolesets)
        other._rolesets = self._rolesets
        other._table = defaultdict(list, {key: list(names) for key, names in self._table.items()})
        for alias in extra:
            key, _, name = alias.rpartition("=")
            other._add(key, name)
        return other

    def of(self, lemma: str, kind: str) -> list[str]:
        """Names of the rolesets of a lemma, those of its own kind (verb, noun, adj) first choice; [] for none."""
        lemma, letter = lemma.lower(), LETTERS[kind]
        forms = [lemma]
        if "-" in lemma:
            forms += [lemma.replace("-", ""), lemma.rpartition("-")[2]]
        for form in forms:
            for key in (letter, "v", "n", "j"):
                if found := self._table.get(f"{key}:{form}"):
                    return found
        return []

    def guess(self, lemma: str, kind: str) -> list[str]:
        """For a lemma that is not listed: British spelling ("emphasise"), a noun in -ing ("shelling"); [] for none."""
        low = lemma.lower()
        if "is" in low[1:]:
            head, _, tail = low.rpartition("is")
            if found := self.of(f"{head}iz{tail}", kind):
                return found
        if not low.endswith("ing"):
            return []
        base = low[:-3]
        found = next(filter(None, (self._table.get(f"v:{b}") for b in (base, base + "e", base[:-1]))), [])
        return [name for name in found if "_" not in name]

    def _add(self, key: str, name: str) -> None:
        if name not in self._table[key]:
            self._table[key].append(name)


def _list(field: str) -> tuple[str, ...]:
    return tuple(x for x in field.split(",") if x)


@lru_cache(maxsize=1)
def load() -> Rolesets:
    """The lexicon, read once a process."""
    return Rolesets()
