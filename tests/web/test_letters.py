"""Dead letters on the page."""

from services.web.letters import KEPT, LONGEST, SHOWN, Letters

HEADERS = [
    ("dateline.dlq.stage", b"intake"),
    ("dateline.dlq.reason", b"too_large"),
    ("dateline.dlq.topic", b"dateline.articles.v1"),
    ("dateline.dlq.partition", b"3"),
    ("dateline.dlq.offset", b"41"),
    ("dateline.dlq.error_message", b"6 MB"),
    ("other", b"x"),
]


def test_counts_by_reason_and_the_newest_first() -> None:
    letters = Letters()
    for number in range(KEPT + 20):
        letters.put(str(number).encode(), b"{}", HEADERS, number, f"0:{number}")
    said = letters.summary()
    assert said["kept"] == KEPT
    assert said["by_reason"] == [{"stage": "intake", "reason": "too_large", "count": KEPT}]
    assert [letter["key"] for letter in said["newest"]][:2] == [str(KEPT + 19), str(KEPT + 18)]
    assert len(said["newest"]) == SHOWN
    assert said["newest"][0]["origin"] == "dateline.articles.v1 3:41"


def test_what_is_no_dead_letter_of_ours_shows_as_it_is() -> None:
    letters = Letters()
    odd = [
        ("dateline.dlq.reason", b"; rm -rf /"),
        ("dateline.dlq.stage", None),
        ("dateline.dlq.error_message", b"\xff" * 9000),
    ]
    letters.put(None, None, odd, 0, "0:0")
    [letter] = letters.summary()["newest"]
    assert letter["reason"] is letter["stage"] is None  # so no command to copy is made of it
    assert len(letter["message"]) == LONGEST
    assert letter["bytes"] == 0


def test_what_is_handled_is_shown_no_more_and_counted_no_more() -> None:
    letters = Letters()
    for offset in range(3):
        letters.put(b"k", b"{}", HEADERS, offset, f"2:{offset}")
    letters.handled("2:1", "2:3")
    letters.handled("2:4", "2:5")  # its letter comes later: another machine's clock
    letters.put(b"k", b"{}", HEADERS, 9, "2:4")
    assert [letter["where"] for letter in letters.summary()["newest"]] == ["2:2", "2:0"]
    assert letters.number == 5
    assert letters.done({2: 0}) == 4
    assert letters.done({2: 4}) == 2  # retention took the first four records
