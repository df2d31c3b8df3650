"""Names that lie together: of "Berlin", "Gorham" and "Milan" only New Hampshire has all three within an hour's drive.

Each reading of a name is spoken for by the other names that may be read as places near it, the more so the fewer
places a name has (one of fifty namesakes is near anything by chance) and the less it must give up for that reading.
Unlike the context of sure places (`context`), this needs none to begin with: the readings vouch for each other.
"""

from collections.abc import Mapping, Sequence
from math import log10

import numpy as np

from services.extract.place.gazetteer import Entry

REACH = 120.0  # km: where a neighbour's word has faded to nothing
EARTH = 6371.0  # km
MOST_NAMES, MOST_READINGS = 60, 40  # of one document; of one name, the most prominent first
STRONGEST = 1.5  # what one name can add, on the scale of log10 of people
MOST = 4.5  # what all can add
CHANCE = 0.7  # what one neighbour says by chance: most villages lie near some town
WORLD = 400  # readings by chance: one place in so many lies within reach of another of its country
GIVING_UP = 6.0  # log10 of people that a name gives up for half of its voice to be lost
_POINTS = frozenset({"city", "capital", "admin2", "site"})


def support(names: Mapping[str, Sequence[Entry]], prior: Mapping[str, float]) -> dict[tuple[str, str], float]:
    """(name, entry key) to what the other names add to that reading; nothing for those that none is near.

    names: folded name to its readings. prior: entry key to its weight by itself.
    """
    rows = [(name, e) for name in list(names)[:MOST_NAMES] for e in list(names[name])[:MOST_READINGS]]
    rows = [(name, e) for name, e in rows if e.kind in _POINTS]
    if len({name for name, _ in rows}) < 2:
        return {}
    angles = np.radians(np.array([(e.latitude, e.longitude) for _, e in rows]))
    up, across = angles[:, 0], angles[:, 1]
    points = np.stack([np.cos(up) * np.cos(across), np.cos(up) * np.sin(across), np.sin(up)], axis=1)
    best = {name: max(prior[e.key] for e in entries) for name, entries in names.items() if entries}
    voice = np.array(
        [
            min(STRONGEST, log10(WORLD / len(names[name])) if len(names[name]) < WORLD else 0.0)
            / (1 + (best[name] - prior[e.key]) / GIVING_UP)
            * (not e.alternate)
            for name, e in rows
        ]
    )
    owners = np.array([name for name, _ in rows])
    starts = [0, *(np.flatnonzero(owners[1:] != owners[:-1]) + 1)]
    out: dict[tuple[str, str], float] = {}
    for first, last in zip(starts, [*starts[1:], len(rows)], strict=True):
        gaps = EARTH * np.arccos(np.clip(points[first:last] @ points.T, -1.0, 1.0))
        said = np.clip(1.0 - gaps / REACH, 0.0, 1.0) * voice
        by_name = np.maximum.reduceat(said, starts, axis=1)
        by_name[:, starts.index(first)] = 0.0  # a name does not speak for itself
        totals = np.clip(by_name.sum(axis=1) - CHANCE, 0.0, MOST)
        for (name, entry), total in zip(rows[first:last], totals, strict=True):
            if total > 0 and not entry.alternate:
                out[name, entry.key] = float(total)
    return out
