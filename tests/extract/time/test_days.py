"""Calendar arithmetic."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.extract.time import days


@pytest.mark.parametrize(
    ("year", "month", "day"), [(1583, 4, 10), (1818, 3, 22), (1943, 4, 25), (2000, 4, 23), (2019, 4, 21), (2022, 4, 17)]
)
def test_easter(year: int, month: int, day: int) -> None:
    assert days.easter(year) == date(year, month, day)


def test_feasts() -> None:
    assert days.feast("11-4-4", 2022) == date(2022, 11, 24)
    assert days.feast("05-1--1", 2022) == date(2022, 5, 30)
    assert days.feast("easter-2", 2022) == date(2022, 4, 15)


def test_a_month_later_is_the_last_day_where_the_month_is_shorter() -> None:
    assert days.plus_months(date(2022, 1, 31), 1) == date(2022, 2, 28)
    assert days.plus_months(date(2020, 2, 29), -12) == date(2019, 2, 28)


def test_the_winter_of_a_year_begins_in_its_december() -> None:
    assert days.season("WI", 2022) == (date(2022, 12, 1), date(2023, 2, 28))


@given(st.dates(), st.integers(-(10**6), 10**6))
def test_out_of_range_is_none_and_never_an_error(start: date, count: int) -> None:
    moved = days.plus_months(start, count)
    assert moved is None or (moved.year * 12 + moved.month) - (start.year * 12 + start.month) == count
    days.plus(start, count * 1000)
    days.week(start)
    days.years(count)
