"""Dependency trees: from the model's arc scores to one tree with one root.

Most sentences are a tree when every word takes its best head (95 %); the others get the exact maximum spanning tree
(Chu and Liu 1965, Edmonds 1967), here without recursion.
"""

import numpy as np
from numpy.typing import NDArray

FORBIDDEN, SELF = -1e9, -1e18
ROOTS_TRIED = 3  # root words tried when the greedy heads are no tree

Scores = NDArray[np.float64]
Heads = NDArray[np.intp]


def decode_heads(arcs: NDArray[np.float32]) -> list[int]:
    """Head of each word, -1 for the one root. arcs: [n, n + 1] scores, dependent by head, head 0 = root."""
    n = len(arcs)
    scores = arcs.copy()
    scores[np.arange(n), np.arange(1, n + 1)] = FORBIDDEN
    heads: list[int] = (scores.argmax(1) - 1).tolist()
    return heads if is_tree(heads) else spanning_tree(arcs)


def is_tree(heads: list[int]) -> bool:
    """True when exactly one head is -1 and every word leads there."""
    if heads.count(-1) != 1:
        return False
    mark = [-1] * len(heads)  # number of the walk that came by
    for start in range(len(heads)):
        word = start
        while word >= 0 and mark[word] < 0:
            mark[word] = start
            word = heads[word]
        if word >= 0 and mark[word] == start:
            return False
    return True


def spanning_tree(arcs: NDArray[np.float32]) -> list[int]:
    """The best tree with a single root, over the likeliest root words; arcs and result as in `decode_heads`."""
    n = len(arcs)
    scores = arcs.astype(np.float64)
    scores[np.arange(n), np.arange(1, n + 1)] = FORBIDDEN
    scores -= np.logaddexp.reduce(scores, axis=1, keepdims=True)
    best, best_score = np.zeros(n, np.intp), -np.inf
    for root in np.argsort(-scores[:, 0], kind="stable")[:ROOTS_TRIED]:
        graph = np.full((n + 1, n + 1), FORBIDDEN)
        graph[1:, 1:] = scores[:, 1:]
        graph[root + 1, 0] = 0.0
        heads = arborescence(graph)[1:]
        score = float(scores[np.arange(n), heads].sum())
        if score > best_score:
            best, best_score = heads, score
    out: list[int] = (best - 1).tolist()
    return out


def arborescence(graph: Scores) -> Heads:
    """Head of each node in the maximum spanning tree below node 0 (its own: -1). graph: [k, k], dependent by head."""
    levels: list[tuple[Heads, Heads, Heads, Heads, Heads]] = []
    while True:
        graph = graph.copy()
        np.fill_diagonal(graph, SELF)
        heads: Heads = graph.argmax(1)
        heads[0] = -1
        found = _cycle(heads.tolist())
        if found is None:
            break
        cycle = np.array(found)
        rest = np.setdiff1d(np.arange(len(graph)), cycle)
        r = len(rest)
        inside = graph[cycle, heads[cycle]]
        leaving = graph[np.ix_(rest, cycle)]
        entering = graph[np.ix_(cycle, rest)] - inside[:, None]
        smaller = np.full((r + 1, r + 1), SELF)  # the last node stands for the cycle
        smaller[:r, :r] = graph[np.ix_(rest, rest)]
        smaller[:r, r] = leaving.max(1)
        smaller[r, :r] = entering.max(0) + inside.sum()
        levels.append((heads, cycle, rest, leaving.argmax(1), entering.argmax(0)))
        graph = smaller
    for outer, cycle, rest, leave_at, enter_at in reversed(levels):
        r, expanded = len(rest), outer.copy()
        for i in range(1, r):
            expanded[rest[i]] = cycle[leave_at[i]] if heads[i] == r else rest[heads[i]]
        expanded[cycle[enter_at[heads[r]]]] = rest[heads[r]]
        heads = expanded
    return heads


def _cycle(heads: list[int]) -> list[int] | None:
    """Nodes of one cycle, or None. Node 0 is the root."""
    seen = [0] * len(heads)
    for start in range(1, len(heads)):
        path, node = [], start
        while node > 0 and not seen[node]:
            seen[node] = start
            path.append(node)
            node = heads[node]
        if node > 0 and seen[node] == start:
            return path[path.index(node) :]
    return None
