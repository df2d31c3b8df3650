"""The breaker stops a worker on which everything fails, and no other."""

import pytest

from services.stream.breaker import Breaker, BreakerOpen, BreakerPolicy


def test_a_run_of_failures_opens_it() -> None:
    breaker = Breaker(BreakerPolicy(run=50, window=200))
    for _ in range(49):
        breaker.failed("x")
    breaker.succeeded()
    for _ in range(49):
        breaker.failed("x")
    with pytest.raises(BreakerOpen, match=r"50 records in a row.*articles\.v1\[0\]@3"):
        breaker.failed("articles.v1[0]@3: failed")


def test_more_than_half_of_a_full_window_opens_it() -> None:
    breaker = Breaker(BreakerPolicy(run=50, window=10))
    for _ in range(5):
        breaker.failed("x")
        breaker.succeeded()
    breaker.succeeded()  # 4 of the last 10
    breaker.failed("x")
    breaker.failed("x")
    with pytest.raises(BreakerOpen, match="6 of the last 10"):
        breaker.failed("x")


def test_half_is_not_more_than_half() -> None:
    breaker = Breaker(BreakerPolicy(run=3, window=10))
    for _ in range(1000):
        breaker.failed("x")
        breaker.succeeded()


def test_a_few_failures_at_the_start_are_no_majority() -> None:
    breaker = Breaker(BreakerPolicy(run=50, window=200))
    for _ in range(20):
        breaker.failed("x")


def test_its_exit_code_is_its_own() -> None:
    assert BreakerOpen("x").exit_code == 5
