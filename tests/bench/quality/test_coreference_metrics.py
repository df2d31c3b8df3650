"""The metrics against examples worked out by hand, and the assignment against every permutation."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.quality.coreference_metrics import assigned, b_cubed, ceaf_e, conll, hungarian, muc


def clusters(*written: str) -> list[frozenset[str]]:
    return [frozenset(w) for w in written]


KEY = clusters("abcde", "fg", "hijkl")


def test_the_example_of_bagga_and_baldwin() -> None:
    """Two ways of being wrong by one link, which MUC cannot tell apart and B³ can."""
    first = clusters("abcde", "fghijkl")
    second = clusters("abcdehijkl", "fg")
    assert muc(KEY, first).precision == pytest.approx(9 / 10)
    assert muc(KEY, second).precision == pytest.approx(9 / 10)
    assert muc(KEY, first).recall == muc(KEY, second).recall == 1
    assert b_cubed(KEY, first).precision == pytest.approx((5 + 4 / 7 + 25 / 7) / 12)
    assert b_cubed(KEY, second).precision == pytest.approx((2 + 25 / 10 + 25 / 10) / 12)
    assert b_cubed(KEY, first).recall == b_cubed(KEY, second).recall == 1


def test_the_assignment_of_clusters() -> None:
    response = clusters("abcde", "fghijkl")
    # abcde with itself 1; hijkl with fghijkl 2·5 / (5 + 7); fg is left over
    assert ceaf_e(KEY, response).recall == pytest.approx((1 + 10 / 12) / 3)
    assert ceaf_e(KEY, response).precision == pytest.approx((1 + 10 / 12) / 2)


def test_a_mention_of_one_side_only_counts_against_the_other() -> None:
    key, response = clusters("abc", "d"), clusters("ab", "e")
    assert muc(key, response).recall == pytest.approx(1 / 2)
    assert muc(key, response).precision == 1
    assert b_cubed(key, response).recall == pytest.approx((4 / 3) / 4)
    assert b_cubed(key, response).precision == pytest.approx(2 / 3)
    assert ceaf_e(key, response).f1 == pytest.approx(4 / 5 / 2)


def test_perfect_and_empty() -> None:
    assert conll(KEY, list(reversed(KEY))) == pytest.approx(1)
    assert conll(KEY, []) == conll([], KEY) == conll([], []) == 0
    assert muc(clusters("a", "b"), clusters("a", "b")).f1 == 0  # no links at all


def test_the_score_is_the_mean_of_three() -> None:
    response = clusters("abcde", "fghijkl")
    parts = [muc(KEY, response).f1, b_cubed(KEY, response).f1, ceaf_e(KEY, response).f1]
    assert conll(KEY, response) == pytest.approx(sum(parts) / 3)
    assert parts[0] == pytest.approx(2 * 0.9 / 1.9)


tables = st.integers(1, 5).flatmap(
    lambda n: st.integers(n, 6).flatmap(
        lambda m: st.lists(st.lists(st.integers(-9, 9), min_size=m, max_size=m), min_size=n, max_size=n)
    )
)


@settings(max_examples=80, deadline=None)
@given(table=tables)
def test_no_permutation_costs_less(table: list[list[int]]) -> None:
    cost = np.array(table, float)
    chosen = hungarian(cost)
    assert len(set(chosen)) == len(chosen)
    least = min(sum(row[c] for row, c in zip(table, p, strict=True))
                for p in itertools.permutations(range(cost.shape[1]), cost.shape[0]))  # fmt: skip
    assert sum(cost[i, c] for i, c in enumerate(chosen)) == pytest.approx(least)


def test_pairs_that_are_not_given_are_worth_nothing() -> None:
    assert sorted(assigned({(0, 0): 0.5, (0, 1): 0.9, (1, 1): 0.8, (7, 9): 0.1})) == [0.1, 0.5, 0.8]
    assert assigned({}) == []
