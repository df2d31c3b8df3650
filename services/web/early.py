"""What was on the topics before the page's process began, until it is put in order: bounded, whatever was there."""

from typing import Any

from services.web.window import BYTES


class Early:
    """Keeps the newest record of each key, and of more than `limit` bytes the newest by the time they were written."""

    def __init__(self, limit: int = BYTES) -> None:
        self._limit = limit
        self._kept: dict[tuple[str, int, object], Any] = {}
        self._bytes = 0

    def put(self, record: Any, key: object) -> None:
        """Take in a Kafka record; later ones of a key come after earlier ones."""
        place = (record.topic, record.partition, key)
        self._bytes += _size(record) - _size(self._kept.get(place))
        self._kept[place] = record
        if self._bytes > 2 * self._limit:
            self._shrink()

    def oldest_first(self) -> list[Any]:
        """What is kept, in the order in which it was written."""
        return sorted(self._kept.values(), key=lambda record: (record.timestamp, record.partition, record.offset))

    def _shrink(self) -> None:
        for place, record in sorted(self._kept.items(), key=lambda item: item[1].timestamp):
            if self._bytes <= self._limit:
                return
            self._bytes -= _size(record)
            del self._kept[place]


def _size(record: Any) -> int:
    return 0 if record is None else len(record.value or b"")
