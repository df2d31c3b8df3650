"""Dead letters on a terminal: counted, cut to fit, and never able to command it."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from schemas.deadletter import Handled, How, Reason, Stage
from services.cli import dlq
from services.cli.dlq_render import (
    SHOWN,
    counts,
    facts,
    json_text,
    listing,
    outcome_json,
    outcome_lines,
    payload,
    whole,
    whole_json,
)
from services.cli.safe import HIDDEN, safe
from services.errors import ConfigurationError
from services.stream.letters import Letter, Refusal
from services.stream.redrive import Outcome

AT = 1_671_537_600_000


def letter(offset: int = 17, message: str = "it took 61 s", **said: str) -> Letter:
    facts = {"stage": "extract", "reason": "timeout", "topic": "dateline.articles.clean.v1", "error_message": message}
    return Letter(3, offset, AT, b"\xff", 12, facts | said, (("h", b"\x00\xff"), ("n", None)), ("a1",))


def shown(lines: Any, width: int = 100) -> str:
    console = Console(width=width)
    with console.capture() as captured:
        for line in lines:
            console.print(line)
    return captured.get()


def test_the_list_is_newest_first_with_counts_of_all() -> None:
    letters = [letter(n) for n in range(4)] + [letter(4, reason="failed"), letter(5, reason="; rm -rf /")]
    text = shown(listing(letters, 2, 100))
    rows = [line.split("│")[1].strip() for line in text.splitlines() if line.startswith("│")]
    assert rows == ["3@5", "3@4"]
    assert "6 dead letters: 4 extract timeout, 1 extract failed, 1 extract unknown" in " ".join(text.split())
    assert "the newest 2 are shown" in text
    assert shown(listing([], 2, 100)).strip() == "no dead letters"


def test_a_narrow_terminal_cuts_the_message_not_the_id() -> None:
    text = shown(listing([letter(1234, "word " * 99)], 5, 80), 80)
    assert "3@1234" in text
    assert "it took" not in text
    assert "word word" in text
    assert all(len(line) <= 80 for line in text.splitlines())
    assert len(text.splitlines()) == 6
    assert "a1" in shown(listing([letter()], 5, 130), 130)


def test_a_letter_is_shown_whole() -> None:
    done = Handled(partition=3, offset=17, how=How.DROPPED, by="me@\x1bhere", at=datetime(2022, 12, 21, tzinfo=UTC))
    text = shown(whole(letter(), b'{"id":"a1","text":"caf\xc3\xa9 \xe2\x80\xae"}', done))
    assert "dead letter 3@17, written 2022-12-20 12:00:00 UTC" in text
    assert r"dropped by me@\x1bhere at 2022-12-21 00:00:00 UTC" in text
    assert '"text": "café \\u202e"' in text
    assert "0xff" in text
    assert "null" in text
    said = whole_json(letter(), b"\xff", done)
    assert (said["value"], said["key"], said["headers"]) == ("/w==", "/w==", [["h", "AP8="], ["n", None]])
    assert json.dumps(said)
    assert "no value" in shown(whole(letter(), None, None))


def test_what_is_no_json_is_dumped_and_what_is_long_is_cut() -> None:
    assert "00000000  ff 00 41" in shown(payload(b"\xff\x00A"))
    assert "1,488 more: --raw" in shown(payload(b"\xff" * 2000))
    assert "more: --raw" in shown(payload(json.dumps("x" * (SHOWN + 50)).encode()))


@pytest.mark.parametrize("depth", [300, 5_000, 200_000])
def test_deep_nesting_breaks_nothing(depth: int) -> None:
    assert list(payload(b'["]",' * depth + b"1" + b"]" * depth))
    assert list(payload(b"[" * depth))


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=200), st.text(max_size=60))
def test_nothing_in_a_letter_commands_the_terminal(value: bytes, text: str) -> None:
    lines = [*payload(value), *whole(letter(message=text, error_class=text), text.encode("utf-8", "replace"), None)]
    assert not any(set(map(ord, line.plain)) & {*range(10), *range(11, 32), 127, 0x9B, 0x202E} for line in lines)
    assert safe(text) == safe(safe(text))
    assert len(HIDDEN) > 3


def test_outcomes_say_what_was_refused_and_why() -> None:
    outcome = Outcome.of([letter(1), letter(2)])
    outcome.refused = [Refusal(letter(n), "too often") for n in range(3, 8)]
    outcome.gone = 1
    text = shown(outcome_lines(outcome, "sent again", 5))
    assert "2 sent again, 5 left" in text
    assert "1 were gone already" in text
    assert "5 not sent (3@3, 3@4, 3@5 …): too often" in text
    said = outcome_json(outcome, "sent_again", 5)
    assert said["by_reason"] == [{"stage": Stage.EXTRACT, "reason": Reason.TIMEOUT, "count": 2}]
    assert [row["id"] for row in said["refused"]] == [f"3@{n}" for n in range(3, 8)]


def test_facts_and_counts_of_what_is_no_letter_of_ours() -> None:
    odd = Letter(0, 1, 2**62, None, 0, {"stage": "?"}, (), ())
    assert (facts(odd)["stage"], facts(odd)["reason"], facts(odd)["about"]) == (None, None, None)
    assert counts([odd, odd]) == [{"stage": None, "reason": None, "count": 2}]
    assert "not one of ours" in " ".join(shown(listing([odd], 1, 160), 160).split())


def test_nothing_is_done_without_a_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    with pytest.raises(ConfigurationError, match="add --yes"):
        dlq._confirm("3 dead letters will be dropped: 3 intake undecodable. Go on?")
    assert "@" in dlq.operator()
    assert json_text(b"nope") is None
