"""What an article may look like, and what is refused."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from schemas.article import Article


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2022-12-20", datetime(2022, 12, 20, tzinfo=UTC)),
        ("2022-12-20T08:30:00", datetime(2022, 12, 20, 8, 30, tzinfo=UTC)),
        ("2022-12-20T08:30:00+02:00", datetime(2022, 12, 20, 6, 30, tzinfo=UTC)),
        ("2022-12-20T08:30:00Z", datetime(2022, 12, 20, 8, 30, tzinfo=UTC)),
    ],
)
def test_published_at_is_an_instant_in_utc(written: str, read: datetime) -> None:
    assert Article.model_validate({"text": "x", "published_at": written}).published_at == read


@pytest.mark.parametrize("written", ["0000-01-01", "9999-12-31", "0001-01-01T00:00:00Z", "yesterday", "", None, [], {}])
def test_dates_that_no_newspaper_prints_are_refused(written: object) -> None:
    with pytest.raises(ValidationError):
        Article.model_validate({"text": "x", "published_at": written})
