"""The formats of `dateline export` by name; each is imported when it is asked for."""

import importlib
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import BinaryIO, cast

from schemas.event import Event

Write = Callable[[Iterable[Event], BinaryIO], int]


class Format(StrEnum):
    """What can be asked for."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    POLECAT = "polecat"
    GDELT = "gdelt"
    GEOJSON = "geojson"


def writer(wanted: Format) -> Write:
    """Writes events to a binary file and returns how many."""
    module = "csv_table" if wanted is Format.CSV else wanted.value
    return cast(Write, importlib.import_module(f"services.export.{module}").write)
