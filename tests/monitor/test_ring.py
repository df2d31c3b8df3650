"""The ring answers as if every look had been kept; when it has to thin out, later but never earlier."""

from hypothesis import given, settings
from hypothesis import strategies as st

from services.monitor.ring import Ring

GROWTH = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4)), min_size=1, max_size=60)


def oracle(looks: list[tuple[int, float]], offset: int) -> float | None:
    """The first look that saw the end beyond `offset`, if an earlier look saw it not beyond."""
    beyond = [moment for end, moment in looks if end > offset]
    before = [moment for end, moment in looks if end <= offset]
    return min(beyond) if beyond and before else None


def test_the_moment_of_passing() -> None:
    ring = Ring()
    for end, moment in [(10, 100.0), (10, 105.0), (14, 110.0), (20, 115.0)]:
        ring.observe(end, moment)
    assert ring.passed(9) is None  # before the first look
    assert ring.passed(10) == 110.0
    assert ring.passed(13) == 110.0
    assert ring.passed(14) == 115.0
    assert ring.passed(20) is None  # not yet


def test_a_shorter_log_is_another_log() -> None:
    ring = Ring()
    ring.observe(10, 1.0)
    ring.observe(20, 2.0)
    ring.observe(3, 3.0)
    assert ring.passed(10) is None
    assert len(ring) == 1


def test_a_record_tells_what_was_before_the_first_look() -> None:
    ring = Ring()
    ring.observe(20, 100.0)
    ring.seed(12, 40.0)
    assert ring.passed(12) == 40.0
    assert ring.passed(15) == 100.0
    ring.seed(14, 30.0)  # too late: it has a first pair below
    assert ring.passed(12) == 40.0


def test_a_record_from_the_future_is_as_old_as_the_first_look() -> None:
    ring = Ring()
    ring.observe(20, 100.0)
    ring.seed(19, 9e9)
    assert ring.passed(19) == 100.0


@given(GROWTH, st.lists(st.integers(0, 8), max_size=60))
@settings(max_examples=100, deadline=None)
def test_it_answers_like_every_look_kept(growth: list[tuple[int, int]], steps: list[int]) -> None:
    ring, looks, end, committed = Ring(size=1000), [], 0, 0
    for index, (grown, passed) in enumerate(growth):
        end += grown
        looks.append((end, float(index)))
        ring.observe(end, float(index))
        committed = min(end, committed + passed)
        ring.forget(committed)
        assert ring.passed(committed) == oracle(looks, committed)
    for step in steps:
        committed = min(end, committed + step)
        ring.forget(committed)
        assert ring.passed(committed) == oracle(looks, committed)


@given(GROWTH, st.integers(4, 8), st.integers(0, 40))
@settings(max_examples=100, deadline=None)
def test_thinned_it_is_never_early_and_the_oldest_question_stays_exact(
    growth: list[tuple[int, int]], size: int, offset: int
) -> None:
    ring, looks, end = Ring(size), [], 0
    for index, (grown, _) in enumerate(growth):
        end += grown
        looks.append((end, float(index)))
        ring.observe(end, float(index))
        assert len(ring) <= size
    truth, answer = oracle(looks, offset), ring.passed(offset)
    assert (truth is None) == (answer is None)
    assert truth is None or (answer is not None and truth <= answer <= looks[-1][1])
    first = looks[0][0]
    assert ring.passed(first) == oracle(looks, first)
