"""Each number goes to the event it stands in, and a part of what was counted before counts the same things."""

from collections.abc import Callable

from schemas.mention import EventMention

Mentions = Callable[..., list[EventMention]]


def counted(mentions: list[EventMention], trigger: str) -> list[tuple[float | None, str | None]]:
    found = next(m for m in mentions if m.trigger.text.startswith(trigger))
    return [(q.value, q.unit) for q in found.quantities]


def test_a_part_of_a_number_is_on_its_own_event(mentions: Mentions) -> None:
    found = mentions("Russia launched 30 missiles at Odesa on Monday, but Ukrainian forces shot down 21 of them.")
    assert counted(found, "launched") == [(30, "missile")]
    assert counted(found, "shot down") == [(21, "missile")]


def test_of_them_counts_nothing_where_nothing_was_counted(mentions: Mentions) -> None:
    found = mentions("Ukrainian forces shot down 21 of them over Odesa on Monday.")
    assert all(not m.quantities for m in found)
