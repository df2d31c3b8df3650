"""Confidences are led to what they have been worth: on lines between points, never falling, other fields untouched."""

import pytest

from services.dedup.calibration import calibrated, read, shipped
from tests.dedup.samples import mention
from tests.dedup.test_canonical import record


def test_between_and_outside_the_points() -> None:
    table = read("# said and worth\nwhen\t0.8\t0.9\nwhen\t0.4\t0.5\n")
    assert [calibrated("when", said, table) for said in (0.1, 0.4, 0.6, 0.8, 1.0)] == [0.125, 0.5, 0.7, 0.9, 0.9]
    assert calibrated("mode", 0.3, table) == 0.3


def test_the_shipped_table_never_falls() -> None:
    for points in shipped().values():
        worth = [w for _, w in points]
        assert worth == sorted(worth)
        assert all(0 < w < 1 for w in worth)


@pytest.mark.parametrize("said", [0.1, 0.8])
def test_records_carry_calibrated_confidences(said: float) -> None:
    canonical = record(mention(confidence=said, confidence_by_field={"when": said, "mode": said}))
    assert canonical.confidence == calibrated("event", said)
    assert canonical.confidence_by_field == {"mode": said, "when": calibrated("when", said)}
