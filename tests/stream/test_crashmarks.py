"""A record that kills two processes is named and set aside; an orderly end leaves no suspicion."""

from pathlib import Path

from services.stream.crashmarks import KILLS, CrashMarks
from services.stream.record import Incoming
from services.telemetry.labels import Topic


def record(offset: int, partition: int = 0) -> Incoming:
    return Incoming(Topic.CLEAN, partition, offset, 0, None, None)


def started(folder: Path, partitions: tuple[int, ...] = (0, 1)) -> CrashMarks:
    marks = CrashMarks(folder, "extract")
    marks.assigned(set(partitions))
    return marks


def test_nothing_is_suspect_after_an_orderly_batch(tmp_path: Path) -> None:
    marks = started(tmp_path)
    batch = [record(1), record(7, 1), record(2)]
    marks.begin(batch)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["extract-0.json", "extract-1.json"]
    marks.end(batch)
    assert list(tmp_path.iterdir()) == []


def test_a_death_makes_the_batch_suspect_and_the_second_names_the_record(tmp_path: Path) -> None:
    started(tmp_path).begin([record(n) for n in range(10, 20)])
    second = started(tmp_path)
    assert [n for n in range(30) if second.is_suspect(record(n))] == list(range(10, 20))
    assert second.kills(record(12)) == 0
    for offset in (10, 11):
        second.begin([record(offset)])
        second.end([record(offset)])
    second.begin([record(12)])
    third = started(tmp_path)
    assert [n for n in range(30) if third.is_suspect(record(n))] == [12]
    assert third.kills(record(12)) == KILLS
    third.begin([record(12)])
    third.end([record(12)])
    assert list(tmp_path.iterdir()) == []
    assert started(tmp_path).kills(record(12)) == 0


def test_a_death_between_two_suspects_counts_for_neither(tmp_path: Path) -> None:
    started(tmp_path).begin([record(n) for n in (1, 2, 3)])
    second = started(tmp_path)
    second.begin([record(1)])
    second.end([record(1)])
    third = started(tmp_path)
    assert [n for n in range(5) if third.is_suspect(record(n))] == [2, 3]
    assert third.kills(record(2)) == 0
    third.begin([record(2)])
    fourth = started(tmp_path)
    assert fourth.kills(record(2)) == 2


def test_withdrawing_keeps_the_suspicion_but_counts_no_death(tmp_path: Path) -> None:
    started(tmp_path).begin([record(5)])
    second = started(tmp_path)
    assert second.kills(record(5)) == 1
    second.begin([record(5)])
    second.withdraw()
    third = started(tmp_path)
    assert third.kills(record(5)) == 1
    third.begin([record(5)])
    third.end([record(5)])
    assert list(tmp_path.iterdir()) == []


def test_a_partition_that_moves_takes_its_mark_along(tmp_path: Path) -> None:
    died, other = started(tmp_path, (0,)), started(tmp_path, (1,))
    died.begin([record(4)])
    other.assigned({0, 1})
    assert other.kills(record(4)) == 1


def test_half_a_mark_is_no_mark(tmp_path: Path) -> None:
    (tmp_path / "extract-0.json").write_text('{"first": 3')
    (tmp_path / "extract-1.json").write_text("[1]")
    marks = started(tmp_path)
    assert not marks.is_suspect(record(3))
    assert list(tmp_path.iterdir()) == []


def test_suspicion_ends_when_records_beyond_it_are_done(tmp_path: Path) -> None:
    started(tmp_path).begin([record(1), record(2)])
    second = started(tmp_path)
    second.begin([record(9)])
    second.end([record(9)])
    assert list(tmp_path.iterdir()) == []
    assert not second.is_suspect(record(2))
