"""The tree decoder gives the best tree with one root."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.extract.nlp.tree import decode_heads, is_tree, spanning_tree


def test_greedy_heads_that_are_a_tree_are_kept() -> None:
    arcs = np.zeros((3, 4), np.float32)
    arcs[0, 2] = arcs[1, 0] = arcs[2, 2] = 5
    assert decode_heads(arcs) == [1, -1, 1]


def test_a_cycle_is_broken_where_it_costs_least() -> None:
    arcs = np.array([[1, 0, 9, 0], [0, 9, 0, 2], [6, 0, 0, 0]], np.float32)  # words 0 and 1 hold each other
    assert decode_heads(arcs) == [1, 2, -1]


@pytest.mark.parametrize(("heads", "tree"), [([-1], True), ([0], False), ([-1, -1], False), ([1, 2, 1], False)])
def test_is_tree(heads: list[int], tree: bool) -> None:
    assert is_tree(heads) is tree


@settings(max_examples=50)
@given(st.integers(0, 2**32 - 1), st.integers(1, 4))
def test_the_spanning_tree_is_the_best_of_all(seed: int, n: int) -> None:
    arcs = np.random.default_rng(seed).normal(0, 3, (n, n + 1)).astype(np.float32)
    chances = arcs.astype(np.float64)
    chances[np.arange(n), np.arange(1, n + 1)] = -1e9
    chances -= np.logaddexp.reduce(chances, axis=1, keepdims=True)

    def score(heads: tuple[int, ...]) -> float:
        return float(sum(chances[i, h + 1] for i, h in enumerate(heads)))

    likely_roots = set(np.argsort(-chances[:, 0])[:3].tolist())
    trees = [
        t for t in product(range(-1, n), repeat=n) if is_tree(list(t)) and t.index(-1) in likely_roots
    ]  # every tree
    found = tuple(spanning_tree(arcs))
    assert is_tree(list(found))
    assert score(found) == pytest.approx(max(map(score, trees)))


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 150))
def test_any_scores_give_a_tree(seed: int, n: int) -> None:
    arcs = np.random.default_rng(seed).normal(0, 3, (n, n + 1)).astype(np.float32)
    assert is_tree(decode_heads(arcs))


def test_nested_cycles_as_deep_as_can_be() -> None:
    n = 150
    arcs = np.full((n, n + 1), -50, np.float32)
    for i in range(n):  # neighbours hold each other, in ever larger rings
        arcs[i, (i ^ 1) + 1] = 9
        arcs[i, (i + 2) % n + 1] = 8 - i / n
    arcs[:, 0] = -40
    assert is_tree(decode_heads(arcs))
