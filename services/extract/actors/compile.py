"""Compiles the tables the resolver loads (`data/`) from the source tables carried beside it (`source/`).

Run `python -m services.extract.actors.compile` after a change to a source table or to `data/additions.tsv`'s format.
What is done: names are folded into keys once, here; tenures of one person are joined into one row; what ended before
2000 is left out (heads of state aside); the dubious short names of machine-made sources are left out.
"""

import csv
import io
import lzma
from collections.abc import Iterable, Iterator
from pathlib import Path

from services.extract.actors.groups import BODIES
from services.extract.actors.names import abbreviation, capitalised, fold, vocabulary, words

ROOT = Path(__file__).parent
SOURCE, DATA = ROOT / "source", ROOT / "data"
SINCE = "2000"
NO_AGENTS = vocabulary(
    "capital city town village province settlement neighborhood neighbourhood kingdom naval islamic jewish hebrew "
    "anglican unitarian maronite moslem aerospace agriculture telecom television intelligence governance "
    "bureaucracy inter-governmental retired naturalized ordinary native state-owned semi-official group member "
    "boss carrier chamber diet counsel doc echelon religion rebellion revolt uprising insurgence publication blog "
    "website polity phrase industry intellectual prison barracks cantor conservatory individuals monger granger "
    "oiler seasonal hunter waiter"
)
"""Machine-made agent words left out: adjectives, places, things, and words that news mostly uses for something else."""
Row = dict[str, str]
_STOPS = frozenset(("in", "of", "the", "minist", "for"))

RANK = {
    "chief of state": 0,
    "supreme leader": 0,
    "head of government": 1,
    "secretary-general": 1,
    "secretary general of NATO": 1,
    "president of the European Commission": 1,
    "president of the European Council": 1,
    "foreign minister": 2,
    "defence minister": 2,
    "vice president": 2,
    "deputy head of government": 2,
    "interior minister": 3,
    "finance minister": 3,
    "speaker of parliament": 3,
    "opposition leader": 3,
    "military chief": 3,
    "party leader": 6,
}
"""How prominent a role is, 0 the most; 4 for roles not named here."""


def read(name: str) -> list[Row]:
    """Rows of source table `name`."""
    text = lzma.decompress((SOURCE / f"{name}.tsv.xz").read_bytes()).decode()
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))


def write(name: str, lines: Iterable[str]) -> None:
    """Write compiled table `name`, sorted, so that the same sources give the same bytes."""
    body = "\n".join(sorted(lines)) + "\n"
    data = lzma.compress(body.encode(), format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC32, preset=9 | lzma.PRESET_EXTREME)
    (DATA / f"{name}.tsv.xz").write_bytes(data)


def keys(names: Iterable[str], trusted: bool = True) -> list[str]:
    """Keys of `names`: folded words, and "=ABC" for abbreviations, which match only capitals.

    untrusted names of one short or lower-case word are left out: they catch ordinary words.
    """
    out: dict[str, None] = {}
    for name in names:
        if not name:
            continue
        bare = name[4:] if name[:4] in ("the ", "The ") else name
        name = bare if capitalised(bare) else name  # "the bloc" keeps its article: it matches without capitals
        short = abbreviation(name)
        if short:
            if trusted or len(short) > 3:
                out["=" + short] = None
            if not trusted or len(short) < 4:
                continue
        key = " ".join(words(name))
        if key and (trusted or (len(key) > 3 and not name.islower())) and (not short or trusted):
            out[key] = None
    return list(out)


def office(r: Row) -> str:
    """One tenure as text: rank~title~sector~from~to~last seen, with the weight of its source before."""
    rank = RANK.get(r["role"], 4)
    hand = "hand" in r["source"]
    title = (r["title"] or r["role"]).replace("~", "-").replace("|", "/")
    return "~".join((str(rank), "h" if hand else "", title, r["sector"], r["from"], r["to"], r["last_seen"]))


def useful(r: Row) -> bool:
    """Whether a tenure can matter to news since 2000."""
    if "hand" in r["source"] or r["role"] in ("chief of state", "head of government", "supreme leader"):
        return True
    return not (r["to"] and r["to"] < SINCE) and not (not r["to"] and r["last_seen"] and r["last_seen"] < SINCE)


def people(rows: list[Row]) -> Iterator[str]:
    """Rows of people: name, country, surname key, keys, offices. Tenures meet by country and a full name in common."""
    groups: dict[int, list[Row]] = {}
    owner: dict[tuple[str, str], int] = {}
    for n, r in enumerate(r for r in rows if useful(r)):
        full = [k for k in keys([r["name"], *r["variants"].split("|")]) if " " in k] or [fold(r["name"])]
        found = sorted({owner[k, r["iso3"]] for k in full if (k, r["iso3"]) in owner})
        home = found[0] if found else n
        groups.setdefault(home, []).append(r)
        for other in found[1:]:
            groups[home] += groups.pop(other)
        for known in list(owner) if len(found) > 1 else ():
            if owner[known] in found:
                owner[known] = home
        for k in full:
            owner[k, r["iso3"]] = home
    for group in groups.values():
        group.sort(key=lambda r: (RANK.get(r["role"], 4), "hand" not in r["source"], r["from"]))
        first = next((r for r in group if "hand" in r["source"]), group[0])
        # hand rows of persons known by one word (Pele, Hemedti) keep it; other single words are surnames at best
        hand = any("hand" in r["source"] for r in group)
        names = keys(v for r in group for v in [r["name"], *r["variants"].split("|")] if " " in v or "-" in v or hand)
        if names:
            offices = "|".join(dict.fromkeys(office(r) for r in group))
            yield "\t".join((first["name"], first["iso3"], fold(first["surname"]), "|".join(names), offices))


def people_nouns(rows: list[Row]) -> frozenset[str]:
    """Plural nouns of the agent table that are one word: "fighters", "settlers"."""
    return frozenset(fold(r["plural"]) for r in rows if " " not in r["plural"])


def described(name: str, agents: frozenset[str]) -> bool:
    """Whether a variant only describes people ("Kurdish fighters"), of whom there may be others."""
    last = name.rpartition(" ")[2]
    return " " in name and last.islower() and fold(last) in agents


def identified(sectors: str) -> str:
    """Sectors of a group with a name: one that the sources call an unidentified armed force is of rebels first."""
    first, _, rest = sectors.partition(" ")
    others = [s for s in rest.split() if s != "REB"]
    return " ".join(["REB", "UAF", *others]) if first == "UAF" else sectors


def organisations(rows: list[Row], people_words: frozenset[str]) -> Iterator[str]:
    """Rows of organisations: name, code, sectors, from, to, weight (0 hand, 1 factbook, 2 phoenix), keys."""
    weights = {"hand": 0, "factbook": 1, "phoenix": 2}
    for r in rows:
        if not r["code"] or (r["to"] and r["to"] < SINCE and r["source"] != "hand"):
            continue
        variants = [v for v in r["variants"].split("|") if not described(v, people_words)]
        names = keys([r["name"], *variants], trusted=r["source"] == "hand")
        if names:
            weight = str(weights[r["source"]])
            yield "\t".join(
                (r["name"], r["code"], identified(r["sectors"]), r["from"], r["to"], weight, "|".join(names))
            )


def agents(rows: list[Row]) -> Iterator[str]:
    """Rows of agents: singular key, plural key, sector, other sectors, code, kind, weight (0 hand)."""
    for r in rows:
        one, many = fold(r["phrase"]), fold(r["plural"])
        if one and not (r["source"] != "hand" and (len(one) < 4 or one in NO_AGENTS or one.split()[-1] in _STOPS)):
            weight = "0" if r["source"] == "hand" else "1"
            kind = "group" if one.split()[-1] in BODIES else r["kind"]
            yield "\t".join((one, many, r["sector"], r["other_sectors"], r["code"], kind, weight))


def main() -> None:
    """Compile all tables."""
    DATA.mkdir(exist_ok=True)
    write("people", people(read("leaders")))
    nouns = read("agents")
    write("organisations", organisations(read("organisations"), people_nouns(nouns)))
    write("agents", agents(nouns))
    countries = lzma.decompress((SOURCE / "countries.tsv.xz").read_bytes())
    (DATA / "countries.tsv").write_bytes(countries)


if __name__ == "__main__":
    main()
