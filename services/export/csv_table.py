"""CSV (RFC 4180, UTF-8, a header line): one row an event, the columns of `flat`.

Lists are joined by "; ". A text cell that begins with = + - or @ gets an apostrophe before it, because spreadsheets
would run it; numbers are left alone. To read the very words, use jsonl or Parquet.
"""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from typing import BinaryIO

from schemas.event import Event
from services.export.flat import COLUMNS, Cell, row
from services.export.text import harmless, joined, number, one_line


def write(events: Iterable[Event], out: BinaryIO) -> int:
    """Write header and rows; returns how many events."""
    text = io.TextIOWrapper(out, encoding="utf-8", errors="replace", newline="", write_through=True)
    writer, count = csv.writer(text), 0
    try:
        writer.writerow([c.name for c in COLUMNS])
        for event in events:
            writer.writerow([cell(value) for value in row(event).values()])
            count += 1
    finally:
        text.detach()
    return count


def cell(value: Cell) -> str:
    """One value as it stands in the file."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return number(value)
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case list():
            return harmless(joined(value))
    return harmless(one_line(value))
