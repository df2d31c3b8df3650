"""The ontology's tables are whole and agree with each other."""

import pytest

from schemas.plover import MODE_SCORE, QUAD, SCORE, EventType, check_mode, intensity


def test_every_type_has_a_quad_class_and_a_score_of_its_sign() -> None:
    assert set(QUAD) == set(SCORE) == set(EventType)
    for event_type, quad in QUAD.items():
        assert SCORE[event_type] >= 0 if quad <= 2 else SCORE[event_type] <= 0


def test_intensity_is_the_modes_or_else_the_types() -> None:
    assert intensity(EventType.RETREAT, "disarm") == 10
    assert intensity(EventType.RETREAT, None) == 6.5
    assert intensity(EventType.PROTEST, "vandalize") == SCORE[EventType.PROTEST]


def test_a_mode_belongs_to_its_type() -> None:
    for event_type, modes in MODE_SCORE.items():
        for mode in modes:
            check_mode(event_type, mode)
    with pytest.raises(ValueError, match="has no mode 'drone'"):
        check_mode(EventType.CONSULT, "drone")
