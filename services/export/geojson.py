"""GeoJSON (RFC 7946): a FeatureCollection, one Feature an event; `geometry` is null where no place is known.

Positions are longitude, latitude in WGS 84. The properties are the columns of `flat`, lists as arrays.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, BinaryIO

import orjson

from schemas.event import Event
from services.export.flat import row


def write(events: Iterable[Event], out: BinaryIO) -> int:
    """Write the collection, a feature a line; returns how many."""
    count = 0
    out.write(b'{"type":"FeatureCollection","features":[')
    for event in events:
        out.write((b",\n" if count else b"\n") + orjson.dumps(feature(event)))
        count += 1
    out.write(b"\n]}\n")
    return count


def feature(event: Event) -> dict[str, Any]:
    """One event as a Feature."""
    properties = {
        k: v.isoformat().replace("+00:00", "Z") if isinstance(v, date) else v
        for k, v in row(event).items()
        if k != "id"
    }
    return {"type": "Feature", "id": event.id, "geometry": _point(event), "properties": properties}


def _point(event: Event) -> dict[str, Any] | None:
    if event.where is None or event.where.latitude is None or event.where.longitude is None:
        return None
    latitude, longitude = event.where.latitude, event.where.longitude
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # NaN too
        return None
    return {"type": "Point", "coordinates": [longitude, latitude]}
