"""MUC, B³, CEAF-e and their mean, the CoNLL score, of clusters of mentions.

key: the right clusters, response: ours; each mention stands in at most one cluster of either side, but may be missing
from one. Definitions: Vilain et al. 1995 (MUC), Bagga and Baldwin 1998 (B³), Luo 2005 with phi4 (CEAF-e); mentions of
one side only count as in Cai and Strube's reference scorer: against the side that lacks them.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Clusters = Sequence[frozenset[Hashable]]


@dataclass(frozen=True)
class Score:
    """Recall, precision and F1, from 0 to 1."""

    recall: float
    precision: float

    @property
    def f1(self) -> float:
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


def muc(key: Clusters, response: Clusters) -> Score:
    """Links: of each cluster those kept when the other side cuts it up."""
    return Score(_links(key, response), _links(response, key))


def b_cubed(key: Clusters, response: Clusters) -> Score:
    """For each mention, how much of its cluster the other side's cluster shares."""
    return Score(_shares(key, response), _shares(response, key))


def ceaf_e(key: Clusters, response: Clusters) -> Score:
    """The best one-to-one assignment of clusters, each pair worth twice what it shares over what it holds."""
    best = sum(assigned(_similarities(key, response)))
    return Score(best / len(key) if key else 0.0, best / len(response) if response else 0.0)


def conll(key: Clusters, response: Clusters) -> float:
    """The mean F1 of the three."""
    return sum(metric(key, response).f1 for metric in (muc, b_cubed, ceaf_e)) / 3


def _home(clusters: Clusters) -> dict[Hashable, int]:
    return {mention: number for number, cluster in enumerate(clusters) for mention in cluster}


def _links(clusters: Clusters, other: Clusters) -> float:
    home = _home(other)
    kept = total = 0
    for cluster in clusters:
        parts = len({home[m] for m in cluster if m in home}) + sum(m not in home for m in cluster)
        kept += len(cluster) - parts
        total += len(cluster) - 1
    return kept / total if total else 0.0


def _shares(clusters: Clusters, other: Clusters) -> float:
    home = _home(other)
    total = sum(map(len, clusters))
    shared = 0.0
    for cluster in clusters:
        parts = Counter(home[m] for m in cluster if m in home)
        shared += sum(n * n for n in parts.values()) / len(cluster)
    return shared / total if total else 0.0


def _similarities(key: Clusters, response: Clusters) -> dict[tuple[int, int], float]:
    """phi4 of every pair of clusters that share a mention."""
    home = _home(response)
    shared = Counter((k, home[m]) for k, cluster in enumerate(key) for m in cluster if m in home)
    return {(k, r): 2 * n / (len(key[k]) + len(response[r])) for (k, r), n in shared.items()}


def assigned(worth: dict[tuple[int, int], float]) -> list[float]:
    """Worths of the pairs of the best one-to-one assignment. Pairs that are not given are worth nothing.

    Parts of the bipartite graph that hang together are assigned apart: most of them are tiny.
    """
    out: list[float] = []
    for rows, columns in _parts(worth):
        table = np.zeros((len(rows), len(columns)))
        for i, row in enumerate(rows):
            for j, column in enumerate(columns):
                table[i, j] = worth.get((row, column), 0.0)
        if len(rows) > len(columns):
            table = table.T
        out += [float(table[i, j]) for i, j in enumerate(hungarian(-table))]
    return [w for w in out if w > 0]


def _parts(pairs: Iterable[tuple[int, int]]) -> list[tuple[list[int], list[int]]]:
    """(rows, columns) of each connected part."""
    beside: dict[tuple[bool, int], list[tuple[bool, int]]] = defaultdict(list)
    for row, column in pairs:
        beside[False, row].append((True, column))
        beside[True, column].append((False, row))
    seen: set[tuple[bool, int]] = set()
    out = []
    for start in sorted(beside):
        if start in seen:
            continue
        seen.add(start)
        part = [start]
        for node in part:
            part += (fresh := sorted({n for n in beside[node] if n not in seen}))
            seen.update(fresh)
        out.append((sorted(n for side, n in part if not side), sorted(n for side, n in part if side)))
    return out


def hungarian(cost: NDArray[np.float64]) -> list[int]:
    """The column of each row in the assignment of least cost, n rows × m columns, n ≤ m. O(n²m).

    Shortest augmenting paths with potentials (Kuhn 1955, Jonker and Volgenant 1987).
    """
    n, m = cost.shape
    u, v = np.zeros(n + 1), np.zeros(m + 1)
    owner, way = (
        np.zeros(m + 1, int),
        np.zeros(m + 1, int),
    )  # column → its row, and the column before on the path; from 1
    for row in range(1, n + 1):
        owner[0], column = row, 0
        least, used = np.full(m + 1, np.inf), np.zeros(m + 1, bool)
        while True:
            used[column] = True
            free = ~used[1:]
            reduced = cost[owner[column] - 1] - u[owner[column]] - v[1:]
            better = free & (reduced < least[1:])
            least[1:][better] = reduced[better]
            way[1:][better] = column
            following = int(np.argmin(np.where(free, least[1:], np.inf))) + 1
            step = least[following]
            u[owner[used]] += step
            v[used] -= step
            least[1:][free] -= step
            column = following
            if owner[column] == 0:
                break
        while column:
            owner[column] = owner[way[column]]
            column = way[column]
    out = [0] * n
    for column in range(1, m + 1):
        if owner[column]:
            out[owner[column] - 1] = column - 1
    return out
