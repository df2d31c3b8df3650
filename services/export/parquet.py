"""Parquet: the columns of `flat` with their types, lists as lists; needs the extra `dateline[parquet]`."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

from schemas.event import Event
from services.errors import ConfigurationError
from services.export.flat import COLUMNS, Kind, row

GROUP = 20_000  # rows of a row group: some 20 MB at a time in memory


def write(events: Iterable[Event], out: BinaryIO) -> int:
    """Write one file, Zstandard compressed; returns how many events. Raises ConfigurationError without pyarrow."""
    try:
        import pyarrow as arrow  # 170 MB installed: only who asks for Parquet has it
        import pyarrow.parquet as parquet
    except ImportError as error:
        raise ConfigurationError("Parquet needs pyarrow: pip install 'dateline[parquet]'") from error
    kinds: dict[Kind, Any] = {
        "text": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "flag": arrow.bool_(),
        "day": arrow.date32(),
        "moment": arrow.timestamp("us", tz="UTC"),
        "texts": arrow.list_(arrow.string()),
    }
    schema = arrow.schema([(c.name, kinds[c.kind]) for c in COLUMNS])
    count, remaining = 0, iter(events)
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for group in _groups(remaining):
            writer.write_table(arrow.Table.from_pylist([row(e) for e in group], schema=schema))
            count += len(group)
    return count


def _groups(events: Iterator[Event]) -> Iterator[list[Event]]:
    while group := list(islice(events, GROUP)):
        yield group
