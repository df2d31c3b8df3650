"""Rates from ends, latency from records."""

from services.web.pulse import HISTORY, LATENCY_OVER, Pulse


def test_a_rate_is_averaged_over_the_last_ten_seconds() -> None:
    pulse = Pulse()
    pulse.ends(0, {"events.v1": 1000})
    assert pulse.rate("events.v1") is None
    for second in range(2, 31, 2):
        pulse.ends(second, {"events.v1": 1000 + 5 * min(second, 20)})
    assert pulse.rate("events.v1") == 0.0
    pulse.ends(32, {"events.v1": 1130})
    assert pulse.rate("events.v1") == 3.0
    assert pulse.rate("articles.v1") is None


def test_topics_made_anew_give_no_negative_rate() -> None:
    pulse = Pulse()
    pulse.ends(0, {"events.v1": 1000})
    pulse.ends(2, {"events.v1": 10})
    assert pulse.rate("events.v1") is None
    pulse.ends(4, {"events.v1": 20})
    assert pulse.rate("events.v1") == 5.0


def test_latency_is_of_the_last_five_minutes() -> None:
    pulse = Pulse()
    assert pulse.quantile(0.99, 0) is None
    pulse.latency(0, 100)
    for number in range(1, 101):
        pulse.latency(100, number / 10)
    assert pulse.quantile(0.99, 100) == 10.0
    assert pulse.quantile(0.99, 1 + LATENCY_OVER) == 9.9
    assert pulse.quantile(0.5, 1 + LATENCY_OVER) == 5.0
    assert pulse.quantile(0.5, 101 + LATENCY_OVER) is None


def test_a_record_from_the_future_or_past_is_no_negative_latency() -> None:
    pulse = Pulse()
    pulse.latency(0, -5)
    assert pulse.quantile(0.99, 1) == 0


def test_the_past_is_bounded_and_keeps_gaps() -> None:
    pulse = Pulse()
    pulse.note(lag=None)
    for number in range(HISTORY + 10):
        pulse.note(lag=float(number))
    pulse.note(lag=None)
    assert len(pulse.history()["lag"]) == HISTORY
    assert pulse.history()["lag"][-1] is None
