"""Confidences that mean what they say: of records at .8, about 80 % are right.

The coder's confidences order the readings well but are not shares of right ones. `calibration.tsv` says what they have
been worth, by field, on the development sets; `bench/quality/confidence.py` is its recipe.
"""

from bisect import bisect_right
from functools import cache
from importlib.resources import files

FILE = "calibration.tsv"
EVENT = "event"  # the whole record
Table = dict[str, list[tuple[float, float]]]


def read(text: str) -> Table:
    """Points (said, worth) of each field in ascending order, of a file of such rows; `#` comments."""
    table: Table = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, said, worth = line.split("\t")
            table.setdefault(name, []).append((float(said), float(worth)))
    return {name: sorted(points) for name, points in table.items()}


@cache
def shipped() -> Table:
    """The table of this version."""
    return read((files(__package__) / FILE).read_text("utf-8"))


def calibrated(field: str, said: float, table: Table | None = None) -> float:
    """What a confidence has been worth: between two points on the line between them, below the first on that to 0.

    Less than what could be measured is said of what was not found in the text: unknown parties, no place.
    """
    points = (shipped() if table is None else table).get(field)
    if not points:
        return said
    at = bisect_right(points, (said, 2.0))
    if at == len(points):
        return points[-1][1]
    (left, low), (right, high) = points[at - 1] if at else (0.0, 0.0), points[at]
    return round(low + (high - low) * (said - left) / (right - left), 4)
