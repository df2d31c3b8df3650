"""Dead letters on a terminal and as JSON."""

import base64
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import orjson
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from schemas.deadletter import Handled
from services.cli.safe import hexdump, safe
from services.stream.letters import Letter
from services.stream.redrive import Outcome

DUMPED = 512  # bytes of a value that is no JSON
WIDE, ABOUT = 120, 24  # columns from which on a list also says what it is about, and in how many
SHOWN = 20_000  # characters of one that is; `--raw` gives all


def when(timestamp: int) -> str:
    """A Kafka timestamp (milliseconds) as UTC to the second; as it is where it is no date."""
    try:
        return datetime.fromtimestamp(timestamp / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")
    except (ValueError, OverflowError, OSError):
        return str(timestamp)


def facts(letter: Letter) -> dict[str, Any]:
    """What is known of a letter without its value, for JSON."""
    return {
        "id": letter.id,
        "written_at": when(letter.timestamp).replace(" ", "T") + "Z",
        "stage": letter.stage,
        "reason": letter.reason,
        "about": letter.about[0] if letter.about else None,
        "topic": letter.said.get("topic"),
        "partition": letter.said.get("partition"),
        "offset": letter.said.get("offset"),
        "error_class": letter.said.get("error_class"),
        "error_message": letter.said.get("error_message"),
        "attempts": letter.said.get("attempts"),
        "redriven": letter.redriven,
        "bytes": letter.size,
    }


def counts(letters: Iterable[Letter]) -> list[dict[str, Any]]:
    """How many there are of each stage and reason, the most first."""
    found = Counter((letter.stage, letter.reason) for letter in letters)
    ordered = sorted(found.items(), key=lambda item: (-item[1], str(item[0])))
    return [{"stage": stage, "reason": reason, "count": count} for (stage, reason), count in ordered]


def listing(letters: Sequence[Letter], limit: int, width: int) -> Iterator[Table | Text]:
    """The newest `limit` as a table on `width` columns of the terminal, with the counts of all below it."""
    if not letters:
        yield Text("no dead letters", style="green")
        return
    wide = width >= WIDE
    names = ["id", "written (UTC)", "stage", "reason", *(["about", "sent again"] if wide else []), "error"]
    rows = [_row(letter, wide) for letter in newest_first(letters)[:limit]]
    taken = sum(max(map(cell_len, column)) for column in zip(names, *rows, strict=True) if column[0] != "error")
    room = max(10, width - taken - 3 * len(names) - 1)
    table = Table(*names, header_style="bold")
    for row in rows:
        error = Text(row[-1])
        error.truncate(room, overflow="ellipsis")
        table.add_row(*map(Text, row[:-1]), error)
    yield table
    kinds = ", ".join(f"{c['count']:,} {c['stage'] or '?'} {c['reason'] or 'unknown'}" for c in counts(letters))
    yield Text(f"{len(letters):,} dead letters: {kinds}")
    if len(letters) > limit:
        yield Text(f"the newest {limit:,} are shown: --limit shows more, --where chooses", style="dim")


def _row(letter: Letter, wide: bool) -> list[str]:
    written, about = when(letter.timestamp), safe(letter.about[0]) if letter.about else "–"
    cells = [letter.id, written if wide else written[5:16], letter.stage or "–", letter.reason or "–"]
    if wide:
        cells += [about if len(about) <= ABOUT else about[: ABOUT - 1] + "…", str(letter.redriven or "–")]
    return [*cells, safe(letter.said.get("error_message", "") or "no header says why: not one of ours")]


def newest_first(letters: Sequence[Letter]) -> list[Letter]:
    """The other way round than they are kept."""
    return list(reversed(letters))


def whole(letter: Letter, value: bytes | None, done: Handled | None) -> Iterator[Text]:
    """A letter with its headers and its value as far as it can be read."""
    yield Text(f"dead letter {letter.id}, written {when(letter.timestamp)} UTC", style="bold")
    if done:
        yield Text(f"{done.how} by {safe(done.by)} at {done.at:%Y-%m-%d %H:%M:%S} UTC", style="yellow")
    for name, said in letter.said.items():
        yield Text.assemble((f"{safe(name):<16}", "blue"), safe(said))
    yield Text.assemble((f"{'key':<16}", "blue"), readable(letter.key))
    for name, header in letter.headers:
        yield Text.assemble((f"{safe(name):<16}", "magenta"), readable(header))
    if value is None:
        yield Text("no value", style="dim")
        return
    yield Text(f"value, {len(value):,} bytes", style="bold")
    yield from payload(value)


def payload(value: bytes) -> Iterator[Text]:
    """A value for people: JSON set out, any other as a hexdump of its head."""
    text = json_text(value)
    if text is None:
        yield from (Text(line) for line in hexdump(value, DUMPED))
        rest = len(value) - DUMPED
    else:
        yield Text(safe(text[:SHOWN], keep="\n"))
        rest = len(text) - SHOWN
    if rest > 0:
        yield Text(f"… {rest:,} more: --raw writes all of it", style="dim")


def json_text(value: bytes) -> str | None:
    """JSON set out over lines (numbers as Python has them); None for what is none, or nested too deeply to be read."""
    try:
        parsed = orjson.loads(value)
    except orjson.JSONDecodeError:
        return None
    try:
        return orjson.dumps(parsed, option=orjson.OPT_INDENT_2).decode()
    except orjson.JSONEncodeError:  # nested more deeply than it sets out
        return value.decode()


def readable(value: bytes | None) -> str:
    """Bytes as text where they are some, else as hexadecimal."""
    if value is None:
        return "null"
    try:
        return safe(value.decode())
    except UnicodeDecodeError:
        return f"0x{value[:64].hex()}{'…' if len(value) > 64 else ''}"


def whole_json(letter: Letter, value: bytes | None, done: Handled | None) -> dict[str, Any]:
    """The same for programs: bytes in base64."""
    return {
        **facts(letter),
        "handled": done and done.model_dump(mode="json"),
        "said": dict(letter.said),
        "key": _base64(letter.key),
        "headers": [[name, _base64(header)] for name, header in letter.headers],
        "value": _base64(value),
    }


def _base64(value: bytes | None) -> str | None:
    return None if value is None else base64.b64encode(value).decode()


def outcome_json(outcome: Outcome, word: str, left: int) -> dict[str, Any]:
    """What redrive and drop did."""
    return {
        word: outcome.total,
        "by_reason": [{"stage": s, "reason": r, "count": n} for (s, r), n in outcome.handled.items()],
        "refused": [{"id": refusal.letter.id, "why": refusal.why} for refusal in outcome.refused],
        "gone": outcome.gone,
        "left": left,
    }


def outcome_lines(outcome: Outcome, word: str, left: int) -> Iterator[Text]:
    """The same for people; refusals of one kind together."""
    yield Text(f"{outcome.total:,} {word}, {left:,} left")
    if outcome.gone:
        yield Text(f"{outcome.gone:,} were gone already: the topic's retention took them", style="yellow")
    for why, number in Counter(refusal.why for refusal in outcome.refused).most_common():
        ids = [refusal.letter.id for refusal in outcome.refused if refusal.why == why]
        named = ", ".join(ids[:3]) + (" …" if number > 3 else "")
        yield Text(f"{number:,} not sent ({named}): {why}", style="red")
