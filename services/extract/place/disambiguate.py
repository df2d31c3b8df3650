"""Which place each name means: prominence, what stands beside it, and the article around; one sense for an article."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from services.extract.place.candidate import Candidate
from services.extract.place.containers import holds
from services.extract.place.context import Context
from services.extract.place.gazetteer import Entry
from services.extract.place.support import support

KIND = {
    "country": 1.6,
    "capital": 0.6,
    "city": 0.0,
    "admin1": -0.2,
    "admin2": -1.6,
    "region": 0.8,
    "site": 1.0,
    "seat": 1.6,
}
HOME = {"USA": 0.3, "GBR": 0.3}  # English news comes from there more often than people live there
NATION = 1.6  # England, Scotland, Wales and Northern Ireland are countries to the news
ALTERNATE = 1.2  # what a name that is not the main one costs
WITHIN, NEAR, HINT = 8.0, 2.5, 2.5
SURE = 2.0  # lead over the second that makes a place speak for others in the first round
ROUNDS = 3
HIGHEST_BONUS = 5.0  # what the context can add: a reading further behind needs no look at it


def resolve(candidates: Sequence[Candidate], demonyms: Counter[str], hidden: Sequence[Candidate] = ()) -> list[Entry]:
    """The entry of each candidate, in order. Rounds: the sure ones make the context for the rest.

    hidden: names that are asked for no place and speak for the others.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for i, candidate in enumerate(candidates):
        groups[candidate.folded].append(i)
    context, chosen = Context((), demonyms), dict[int, Entry]()
    together = _together(candidates, groups, hidden)
    taken: dict[str, Entry] = {}  # into the context, by name
    for turn in range(ROUNDS):
        sure: dict[str, Entry] = {}
        for name, members in groups.items():
            ranked = _ranked([candidates[i] for i in members], context, taken.get(name), together)
            lead = ranked[0][0] - ranked[1][0] if len(ranked) > 1 else SURE
            for i in members:
                chosen[i] = _own(candidates[i], ranked[0][1])
            if turn or lead >= SURE:
                sure[name] = chosen[members[0]]
        if turn and sure == taken:
            break
        taken = sure
        context = Context(list(sure.values()), demonyms)
    return [chosen[i] for i in range(len(candidates))]


def _together(
    candidates: Sequence[Candidate], groups: Mapping[str, Sequence[int]], hidden: Sequence[Candidate]
) -> dict[tuple[str, str], float]:
    """What the names of the document add to each other's readings."""
    names = {
        n: list({e.key: e for i in members for e in candidates[i].entries}.values()) for n, members in groups.items()
    }
    for candidate in hidden:
        names.setdefault(candidate.folded, candidate.entries)
    return support(names, {e.key: _prior(e) for entries in names.values() for e in entries})


def _prior(entry: Entry) -> float:
    nation = NATION if entry.kind == "admin1" and entry.country == "GBR" else 0.0
    return entry.weight + KIND[entry.kind] + HOME.get(entry.country or "", 0.0) + nation - ALTERNATE * entry.alternate


def _ranked(
    group: Sequence[Candidate], context: Context, own: Entry | None, together: Mapping[tuple[str, str], float]
) -> list[tuple[float, Entry]]:
    entries = {e.key: e for c in group for e in c.entries}
    if len(entries) == 1:
        return [(0.0, e) for e in entries.values()]  # nothing to weigh it against
    name = group[0].folded
    alone = {key: _prior(e) + together.get((name, key), 0.0) for key, e in entries.items()}
    told = any(c.within or c.near or c.hint for c in group)
    least = float("-inf") if told else max(alone.values()) - HIGHEST_BONUS
    scored = [
        (score(e, group, context.bonus(e, own) + together.get((name, key), 0.0)), e)
        for key, e in entries.items()
        if alone[key] >= least
    ]
    return sorted(scored, key=lambda s: (-s[0], s[1].key))


def score(entry: Entry, group: Sequence[Candidate], bonus: float) -> float:
    """Likelihood of `entry` for all mentions of one name, on the scale of log10 of people."""
    points = _prior(entry) + bonus
    if any(any(holds(o, entry) for o in c.within) for c in group):
        points += WITHIN
    elif any(any(holds(o, entry) for o in c.near) for c in group):
        points += NEAR
    hints = [c.hint for c in group if c.hint]
    if hints:
        points += HINT * (_level(entry) in hints) * len(hints) / len(group)
    if entry.kind in ("admin1", "admin2") and _has_town(entry, group):
        points -= 1.5
    return points


def _own(candidate: Candidate, common: Entry) -> Entry:
    """The group's sense, or its town's division (or the other way) where a noun beside this mention says so."""
    if candidate.within and not any(holds(o, common) for o in candidate.within):
        fitting = [e for e in candidate.entries if any(holds(o, e) for o in candidate.within)]
        return max(fitting, key=lambda e: e.weight, default=common)
    if candidate.hint is None or _level(common) == candidate.hint:
        return common
    fitting = [e for e in candidate.entries if _level(e) == candidate.hint]
    same = [e for e in fitting if e.country == common.country]
    kin = [e for e in same if e.admin1 == common.admin1]
    return max(kin or same or fitting, key=lambda e: e.weight, default=common)


def _level(entry: Entry) -> str:
    return "city" if entry.kind in ("city", "capital") else entry.kind


def _has_town(entry: Entry, group: Sequence[Candidate]) -> bool:
    """Whether a town of the division is meant by the name as well: then the bare name means the town."""
    return any(
        (_level(e) == "city" and e.weight >= 4 and holds(entry, e) and not e.alternate) or e.key == "4140963"
        for c in group
        for e in c.entries
    )
