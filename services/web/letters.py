"""Dead letters as the page lists them: the newest, and how many of each reason are among them."""

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from typing import Any

from schemas.deadletter import PREFIX, Reason, Stage

KEPT = 500
SHOWN = 50  # of which the page lists so many, newest first
LONGEST = 300  # code points of a message or key
EXCERPT = 200  # bytes of a value that are shown


class Letters:
    """The newest KEPT letters of `dead-letters.v1` that are not handled."""

    def __init__(self) -> None:
        self._letters: deque[dict[str, Any]] = deque(maxlen=KEPT)
        self.number = 0  # grows with each change; a page that has this one has all
        self._done: set[str] = set()  # where notes stand, and the letters that they say are handled

    def put(
        self, key: bytes | None, value: bytes | None, headers: Iterable[tuple[str, bytes | None]], at: int, where: str
    ) -> None:
        """Take in a record written at `at` (milliseconds since 1970). `where`: its own partition and offset.

        Anybody may write to the topic: a header that is missing or odd shows as it is, and never as a known reason.
        """
        if where in self._done:  # its note has an earlier timestamp: another machine's clock
            return
        said = {name[len(PREFIX) :]: value or b"" for name, value in headers if name.startswith(PREFIX)}
        self.number += 1
        self._letters.append(
            {
                "where": where,
                "at": at,
                "stage": _known(Stage, said.get("stage")),
                "reason": _known(Reason, said.get("reason")),
                "origin": f"{_text(said.get('topic'))} {_text(said.get('partition'))}:{_text(said.get('offset'))}",
                "error": _text(said.get("error_class")),
                "message": _text(said.get("error_message")),
                "attempts": _text(said.get("attempts")),
                "key": _text(key),
                "bytes": len(value or b""),
                "excerpt": _text((value or b"")[:EXCERPT]),
            }
        )

    def handled(self, where: str, note: str) -> None:
        """The letter at `where` was sent again or dropped, says the record at `note`: show neither."""
        self._done |= {where, note}
        self.number += 1
        self._letters = deque((one for one in self._letters if one["where"] != where), maxlen=KEPT)

    def done(self, begins: Mapping[int, int]) -> int:
        """How many records from `begins` (by partition) on are notes or handled letters; what is older is forgotten."""
        split = {where: where.split(":") for where in self._done}
        self._done = {where for where, (p, offset) in split.items() if int(offset) >= begins.get(int(p), 0)}
        return len(self._done)

    def summary(self) -> dict[str, Any]:
        """What the page shows: counts by stage and reason of what is kept, and the newest letters."""
        counts = Counter((letter["stage"], letter["reason"]) for letter in self._letters)
        return {
            "number": self.number,
            "kept": len(self._letters),
            "by_reason": [
                {"stage": stage, "reason": reason, "count": count} for (stage, reason), count in counts.most_common(30)
            ],
            "newest": list(self._letters)[: -SHOWN - 1 : -1],
        }


def _known(names: type[Stage] | type[Reason], value: bytes | None) -> str | None:
    text = _text(value)
    return text if text in set(names) else None


def _text(value: bytes | None) -> str:
    text = (value or b"")[: 4 * LONGEST].decode("utf-8", "replace")
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
