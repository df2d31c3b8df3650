"""Which record was in work when a process died: one that kills it twice is set aside at the third start.

Before a batch is worked on, each of its partitions gets a small file with the first and last offset; it goes when the
batch is acknowledged. A file that is found at a start is the trace of a death. After one death the records of that
range are worked on one at a time, each with a mark of its own, so a second death names the record; the third start
dead-letters it (reason crashed). The files are written without fsync: they must outlive a process, not a power cut.

Files are per stage and partition in a folder that the stage's processes on one machine share, since after a death
another process may get the partition. A batch ended by SIGTERM or by an orderly crash leaves no mark.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from services.stream.record import Incoming

KILLS = 2  # deaths on one record after which it is not tried again


@dataclass(frozen=True)
class Mark:
    """first, last: offsets, inclusive. kills: processes that died while this range was in work."""

    first: int
    last: int
    kills: int

    def __contains__(self, offset: int) -> bool:
        return self.first <= offset <= self.last


class CrashMarks:
    """The marks of one stage's partitions. Call `assigned` first, then `begin` … `end` around each piece of work."""

    def __init__(self, folder: Path, stage: str) -> None:
        self._folder, self._stage = folder, stage
        self._suspects: dict[int, Mark] = {}
        self._open: set[int] = set()
        folder.mkdir(parents=True, exist_ok=True)

    def assigned(self, partitions: set[int]) -> None:
        """Read the traces of deaths on partitions that this process has got."""
        for partition in partitions - self._open:
            mark = self._read(partition)
            if mark is None:
                self._suspects.pop(partition, None)
            else:
                self._suspects[partition] = Mark(mark.first, mark.last, mark.kills + 1)

    def is_suspect(self, record: Incoming) -> bool:
        """Whether a process died while this record may have been in work: it must be tried alone."""
        mark = self._suspects.get(record.partition)
        return mark is not None and record.offset in mark

    def kills(self, record: Incoming) -> int:
        """Deaths that are surely this record's: 0 while it is only one of several suspects."""
        mark = self._suspects.get(record.partition)
        return mark.kills if mark and mark.first == mark.last == record.offset else 0

    def begin(self, records: Iterable[Incoming]) -> None:
        """Mark records as in work. A single suspect keeps the count of deaths; a batch starts at none."""
        ranges: dict[int, list[int]] = {}
        for record in records:
            ranges.setdefault(record.partition, []).append(record.offset)
        for partition, offsets in ranges.items():
            suspect = self._suspects.get(partition)
            kills = suspect.kills if suspect and offsets[0] in suspect else 0
            self._write(partition, Mark(offsets[0], offsets[-1], kills))
            self._open.add(partition)

    def end(self, records: Iterable[Incoming]) -> None:
        """The work is done and acknowledged: take the marks away, and the suspicion with them."""
        for record in records:
            suspect = self._suspects.get(record.partition)
            if suspect and record.offset >= suspect.last:
                del self._suspects[record.partition]
            elif suspect and record.offset in suspect:
                self._suspects[record.partition] = Mark(record.offset + 1, suspect.last, suspect.kills)
        for partition in self._open:
            suspect = self._suspects.get(partition)
            if suspect:  # the rest of the range is still under suspicion
                self._write(partition, Mark(suspect.first, suspect.last, suspect.kills - 1))
            else:
                self._path(partition).unlink(missing_ok=True)
        self._open.clear()

    def withdraw(self) -> None:
        """The process ends in order: put back what was there before, so that nobody's death is counted."""
        self.end([])

    def _path(self, partition: int) -> Path:
        return self._folder / f"{self._stage}-{partition}.json"

    def _read(self, partition: int) -> Mark | None:
        try:
            said = json.loads(self._path(partition).read_text())
            return Mark(int(said["first"]), int(said["last"]), int(said["kills"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            self._path(partition).unlink(missing_ok=True)  # half a mark tells nothing
            return None

    def _write(self, partition: int, mark: Mark) -> None:
        path = self._path(partition)
        partial = path.with_suffix(f".{os.getpid()}")
        partial.write_text(json.dumps({"first": mark.first, "last": mark.last, "kills": mark.kills}))
        partial.replace(path)
