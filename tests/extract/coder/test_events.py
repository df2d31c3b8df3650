"""Sentences of every type from many countries, and sentences that look like events and are none."""

from collections.abc import Callable
from pathlib import Path

from schemas.mention import EventMention
from schemas.plover import EventType

Mentions = Callable[..., list[EventMention]]
FALSE_EVENTS, MISSED = 0.03, 0.05  # shares allowed


def rows(name: str) -> list[list[str]]:
    lines = (Path(__file__).parent / name).read_text("utf-8").splitlines()[1:]
    return [line.split("\t") for line in lines if line]


def countries(text: str) -> set[str]:
    return set() if text == "-" else set(text.split("+"))


def test_every_type_is_found_with_mode_and_parties(mentions: Mentions) -> None:
    table = rows("events.tsv")
    missed, modes, parties = [], [], []
    for kind, mode, actors, recipients, sentence in table:
        found = [m for m in mentions(sentence) if m.type == kind]
        if not found:
            missed.append((kind, sentence))
            continue
        best = found[0]
        if mode != "-" and best.mode != mode:
            modes.append((mode, best.mode, sentence))
        together = {p.country for m in found for p in (*m.actors, *m.recipients)}
        acting = together if "+" in actors else {p.country for m in found for p in m.actors}
        receiving = {p.country for m in found for p in m.recipients}
        if not countries(actors) <= acting or not countries(recipients) <= receiving:
            parties.append((actors, recipients, sentence))
    assert {r[0] for r in table} == set(EventType)
    assert len(missed) <= MISSED * len(table), missed
    assert len(modes) <= MISSED * len(table), modes
    assert len(parties) <= 2 * MISSED * len(table), parties


def test_one_sentence_seldom_makes_more_than_one_event(mentions: Mentions) -> None:
    counts = [len(mentions(row[-1])) for row in rows("events.tsv")]
    assert sum(counts) <= 1.1 * len(counts)


def test_what_only_looks_like_an_event_is_none(mentions: Mentions) -> None:
    table = rows("non_events.tsv")
    false = [
        (reason, s, [(m.type.value, m.trigger.text) for m in found]) for reason, s in table if (found := mentions(s))
    ]
    assert len(table) >= 90
    assert len(false) <= FALSE_EVENTS * len(table), false
