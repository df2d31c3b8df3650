"""Loads the compiled tables and answers look-ups by folded key; rows are read when first asked for."""

import hashlib
import lzma
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from services.extract.actors.compile import keys
from services.extract.actors.names import fold, skeleton
from services.extract.actors.records import Agent, Country, Office, Organisation, Person, sectors

DATA = Path(__file__).parent / "data"
_YEARS = re.compile(r"\s*\([^)]*\)")
Use = tuple[str, Country]  # how a key names a country: name, adjective, noun, nouns (plural), capital, seat, former


def _lines(name: str) -> tuple[list[str], bytes]:
    data = (DATA / name).read_bytes()
    body = lzma.decompress(data) if name.endswith(".xz") else data
    return body.decode().rstrip("\n").split("\n"), data


def _office(text: str) -> Office:
    rank, hand, title, sector, start, end, seen = text.split("~")
    return Office(int(rank), hand == "h", title, next(iter(sectors(sector)), None), start, end, seen)


@dataclass
class ActorTables:
    """Names → what they stand for. Keys are folded names, or "=ABC" for abbreviations that need capitals."""

    version: str
    countries: dict[str, list[Use]]
    by_code: dict[str, Country]
    agents: dict[str, Agent]
    _people: list[str]
    _organisations: list[str]
    _person_rows: dict[str, tuple[int, ...]]
    _surname_rows: dict[str, tuple[int, ...]]
    _organisation_rows: dict[str, tuple[int, ...]]
    longest: dict[str, int]  # first word of a key → most words of a key that begins with it
    _read: dict[int, Person] = field(default_factory=dict)
    _known_organisations: dict[str, tuple[Organisation, ...]] = field(default_factory=dict)
    asked: dict[tuple[str, ...], tuple[Agent, int] | None] = field(default_factory=dict)  # what `match.agent` told
    _skeletons: dict[str, tuple[int, ...]] = field(default_factory=dict)  # made when first asked for

    @classmethod
    def load(cls) -> "ActorTables":
        """Read the tables beside this module (about 0.3 s). Raises OSError where they are missing."""
        digest = hashlib.sha256()
        people, data = _lines("people.tsv.xz")
        digest.update(data)
        organisations, data = _lines("organisations.tsv.xz")
        digest.update(data)
        agent_rows, data = _lines("agents.tsv.xz")
        digest.update(data)
        country_rows, data = _lines("countries.tsv")
        digest.update(data)
        additions, data = _lines("additions.tsv")
        digest.update(data)
        tables = cls("", *_countries(country_rows[1:]), {}, people, organisations, {}, {}, {}, {})
        extra_agents = tables._add([line.split("\t") for line in additions[1:] if line])
        tables.agents = _agents(agent_rows, extra_agents)
        tables._index()
        tables.version = digest.hexdigest()[:12]
        return tables

    def people(self, key: str) -> list[Person]:
        """People of whom `key` is a full name."""
        return [self._person(n) for n in self._person_rows.get(key, ())]

    def surnamed(self, key: str) -> list[Person]:
        """People of whom `key` is the surname."""
        return [self._person(n) for n in self._surname_rows.get(key, ())]

    def similar(self, parts: Sequence[str]) -> list[Person]:
        """People whose first and last name have the consonants of those of `parts` ("Qassem Sulaimani")."""
        if not self._skeletons:
            for key, rows in self._person_rows.items():
                if " " in key:
                    sound = skeleton(key.split())
                    self._skeletons[sound] = tuple(dict.fromkeys((*self._skeletons.get(sound, ()), *rows)))
        return [self._person(n) for n in self._skeletons.get(skeleton(parts), ())]

    def organisations(self, key: str) -> list[Organisation]:
        """Organisations called `key`."""
        found = self._known_organisations.get(key, ())
        if not found and key in self._organisation_rows:
            rows = (self._organisations[n].split("\t") for n in self._organisation_rows[key])
            found = tuple(
                Organisation(name, code, sectors(sector), start, end, int(weight))
                for name, code, sector, start, end, weight, _ in rows
            )
            self._known_organisations[key] = found
        return list(found)

    def known(self, key: str) -> bool:
        """Whether `key` names a country, a person or an organisation."""
        return key in self.countries or key in self._organisation_rows or key in self._person_rows

    def _person(self, row: int) -> Person:
        found = self._read.get(row)
        if found is None:
            name, country, surname, _, offices = self._people[row].split("\t")
            found = Person(name, country, surname, tuple(_office(o) for o in offices.split("|")))
            self._read[row] = found
        return found

    def _add(self, rows: list[list[str]]) -> list[str]:
        """Take in rows of additions.tsv; agents come back as rows of the agent table."""
        agents = []
        for kind, name, variants, code, rank, title, sector, start, end in rows:
            names = [name, *variants.split("|")]
            if kind == "person":
                office = "~".join((rank or "4", "h", title, sector, start, end, ""))
                surname = fold(name).split()[-1]
                self._people.append("\t".join((name, code, surname, "|".join(keys(names)), office)))
            elif kind == "organisation":
                row = (name, code, sector, start, end, "0", "|".join(keys(names)))
                self._organisations.append("\t".join(row))
            elif kind == "agent":
                first, _, rest = sector.partition(" ")
                agents.append("\t".join((fold(name), fold(variants), first, rest, code, title, "0")))
            elif kind == "people":
                people = Country(fold(name), code, name, "people")
                _use(self.countries, "adjective", people, [name])
                _use(self.countries, "nouns", people, [v for v in variants.split("|") if v])
            elif kind == "country":
                _use(self.countries, "name", self.by_code[code], names)
        return agents

    def _index(self) -> None:
        for n, line in enumerate(self._people):
            _, _, surname, names, _ = line.split("\t", 4)
            for key in names.split("|"):
                self._person_rows[key] = (*self._person_rows.get(key, ()), n)
            self._surname_rows[surname] = (*self._surname_rows.get(surname, ()), n)
        for n, line in enumerate(self._organisations):
            for key in line[line.rindex("\t") + 1 :].split("|"):
                self._organisation_rows[key] = (*self._organisation_rows.get(key, ()), n)
        for table in (self.countries, self._person_rows, self._organisation_rows):
            for key in table:
                first, size = key.partition(" ")[0], key.count(" ") + 1
                if size > self.longest.get(first, 0):
                    self.longest[first] = size


def _use(table: dict[str, list[Use]], how: str, country: Country, names: list[str]) -> None:
    for name in names:
        for key in keys([name])[:1]:
            uses = table.setdefault(key, [])
            if (how, country) not in uses:
                uses.append((how, country))


def _countries(rows: list[str]) -> tuple[dict[str, list[Use]], dict[str, Country]]:
    table: dict[str, list[Use]] = {}
    by_code: dict[str, Country] = {}
    order = {"state": 0, "disputed state": 0, "non-state": 1, "partial state": 2, "territory": 3, "former state": 4}
    cells = sorted((r.split("\t") for r in rows), key=lambda r: (order.get(r[3], 5), r[0]))
    for ident, code, name, kind, others, adjectives, nouns, capitals, seats, former in cells:
        country = Country(ident, code, name, kind)
        if code and kind in ("state", "disputed state", "territory", "non-state"):
            by_code.setdefault(code, country)
        pairs = [n.partition("/") for n in nouns.split("|") if n]
        _use(table, "name", country, [name, *filter(None, others.split("|"))])
        _use(table, "adjective", country, adjectives.split("|"))
        _use(table, "nouns", country, [p[2] for p in pairs])
        _use(table, "noun", country, [p[0] for p in pairs])
        _use(table, "capital", country, capitals.split("|"))
        _use(table, "seat", country, seats.split("|"))
        _use(table, "former", country, [_YEARS.sub("", f) for f in former.split("|")])
    return table, by_code


def _agents(rows: list[str], extra: list[str]) -> dict[str, Agent]:
    table: dict[str, tuple[str, Agent]] = {}
    for line in [*rows, *extra]:
        one, many, sector, others, code, kind, weight = line.split("\t")
        for key, plural in ((one, False), (many, True)):
            known = table.get(key)
            if key and (known is None or weight < known[0] or line in extra):
                first = next(iter(sectors(sector)), None)
                table[key] = (weight, Agent(key, first, sectors(others), code or None, kind, plural and many != one))
    return {key: agent for key, (_, agent) in table.items()}
