"""The table of lags: unknown is a dash or null, never a number; the trend is the change between two looks."""

from rich.console import Console

from schemas.deadletter import Stage
from services.cli.lag import rows, table
from services.monitor.lag import Lag


def lag(partition: int, end: int, committed: int | None, seconds: float | None) -> Lag:
    return Lag(Stage.DEDUP, "mentions.v1", partition, end, committed, seconds)


BEFORE = [lag(0, 10, 10, 0.0), lag(1, 10, 3, 2.0), lag(2, 5, None, None), lag(3, 9, 2, 5.0)]
NOW = [lag(0, 14, 10, 1.0), lag(1, 12, 8, 3.04), lag(2, 5, None, None), lag(3, 9, 2, 6.0), lag(4, 1, 0, None)]


def test_rows_say_messages_seconds_and_trend() -> None:
    found = [(row["messages"], row["seconds"], row["trend"]) for row in rows(NOW, BEFORE)]
    assert found == [(4, 1.0, 4), (4, 3.0, -3), (None, None, None), (7, 6.0, 0), (1, None, None)]


def test_the_table_fits_a_narrow_terminal_and_marks_the_unknown() -> None:
    console = Console(width=80, record=True, file=None, force_terminal=False)
    with console.capture() as captured:
        console.print(table(rows(NOW, BEFORE)))
    text = captured.get()
    assert "…" not in text
    lines = [[cell.strip() for cell in line.split("│")[1:-1]] for line in text.splitlines() if "│" in line]
    assert lines[0] == ["dedup", "0", "10", "14", "4", "1.0", "↑ 4"]
    assert lines[2] == ["", "2", "–", "5", "–", "–", "–"]


def test_no_records_yet() -> None:
    console = Console(width=80)
    with console.capture() as captured:
        console.print(table([]))
    assert "no records" in captured.get()
