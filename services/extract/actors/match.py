"""Finds the names of the tables in the words of a sentence: the longest first, left to right, each word in one name."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.extract.actors.names import MAX_WORD, abbreviation, capitalised, fold
from services.extract.actors.records import Agent, Organisation, Person
from services.extract.actors.tables import ActorTables, Use

LONGEST_NAME = 12  # words
LONGEST_AGENT = 5  # words
MOST_ASKED = 10_000  # phrases whose agent is kept
_MARKS = {"'s", "’s", "'", "’"}


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens first … last - 1 are a name of the tables. lower: found without capitals ("the bloc")."""

    first: int
    last: int
    key: str
    uses: tuple[Use, ...]
    people: tuple[Person, ...]
    organisations: tuple[Organisation, ...]
    lower: bool = False

    def used(self, *how: str) -> Use | None:
        """The first country use among `how`, in the order of the table (states first)."""
        return next((u for u in self.uses if u[0] in how), None)


def folded(tokens: Sequence[str]) -> list[tuple[str, int]]:
    """The folded words of `tokens` with their token numbers; possessive marks give none."""
    out: list[tuple[str, int]] = []
    for i, t in enumerate(tokens):
        if t.isalpha() and t.isascii() and len(t) < MAX_WORD:  # what `fold` would give, without asking it
            out.append((t.lower(), i))
        elif t not in _MARKS and len(t) < MAX_WORD:
            out += [(w, i) for w in fold(t).split()]
    return out


def find(tokens: Sequence[str], tables: ActorTables) -> list[Hit]:
    """Names in `tokens`, in text order, without overlap."""
    parts = folded(tokens)
    out: list[Hit] = []
    at = 0
    while at < len(parts):
        hit, size = _longest(tokens, parts, at, tables)
        if hit:
            out.append(hit)
        at += size
    return out


def _longest(
    tokens: Sequence[str], parts: list[tuple[str, int]], at: int, tables: ActorTables
) -> tuple[Hit | None, int]:
    word, token = parts[at]
    starts = at == 0 or parts[at - 1][1] != token
    most = min(tables.longest.get(word, 0), LONGEST_NAME, len(parts) - at)
    for size in range(most, 0, -1):
        last = parts[at + size - 1][1]
        whole = at + size == len(parts) or parts[at + size][1] != last
        if not (starts and whole):
            continue
        if word != "the" and tokens[token].islower() and tokens[last].islower():
            continue  # names need a capital
        key = " ".join(w for w, _ in parts[at : at + size])
        if tables.known(key) and (hit := _hit(tokens, token, last + 1, key, tables)):
            return hit, size
    short = None if tokens[token].islower() else abbreviation(tokens[token])
    if short and starts and tables.known("=" + short) and (hit := _hit(tokens, token, token + 1, "=" + short, tables)):
        end = at
        while end < len(parts) and parts[end][1] == token:
            end += 1
        return hit, end - at
    return None, 1


def _hit(tokens: Sequence[str], first: int, last: int, key: str, tables: ActorTables) -> Hit | None:
    capitals = [capitalised(t) for t in tokens[first:last]]
    lower = key.startswith("the ")
    if lower and any(capitals[1:]):
        return None
    if not lower and not (capitals[0] or capitals[-1]):
        return None
    people = tuple(tables.people(key)) if (" " in key and sum(capitals) > 1) or not tables.countries.get(key) else ()
    organisations = tuple(tables.organisations(key))
    uses = tuple(tables.countries.get(key, ()))
    if not (people or organisations or uses):
        return None
    return Hit(first, last, key, uses, people, organisations, lower)


def _last(tokens: Sequence[str]) -> list[tuple[str, int]]:
    """The last of the folded words of `tokens`, as many as an agent noun phrase may have."""
    for count in range(LONGEST_AGENT, len(tokens), LONGEST_AGENT):
        first = len(tokens) - count
        parts = folded(tokens[first:])
        if len(parts) >= LONGEST_AGENT:
            return [(w, i + first) for w, i in parts[-LONGEST_AGENT:]]
    return folded(tokens)[-LONGEST_AGENT:]


def agent(tokens: Sequence[str], tables: ActorTables) -> tuple[Agent, int] | None:
    """The longest agent noun phrase at the end of `tokens` and how many tokens it covers.

    "senior Foreign Ministry officials" → the agent "ministry officials" or "officials", whichever the table has.
    """
    asked = tuple(tokens)
    if asked in tables.asked:
        return tables.asked[asked]
    if len(tables.asked) > MOST_ASKED:
        tables.asked.clear()
    parts = _last(tokens)
    answer = None
    for size in range(len(parts), 0, -1):
        found = tables.agents.get(" ".join(w for w, _ in parts[-size:]))
        if found:
            answer = found, len(tokens) - parts[-size][1]
            break
    tables.asked[asked] = answer
    return answer
