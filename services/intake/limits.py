"""How much of anything intake accepts, and the message of whoever goes over."""

from dataclasses import dataclass

from schemas.deadletter import Reason
from services.errors import Rejected


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest article accepted. Each number is checked before the work that would be expensive beyond it."""

    article_bytes: int = 5 * 1024 * 1024
    article_chars: int = 400_000
    html_depth: int = 512
    # A page of 5 MiB can hold a million tags; real news pages hold a few thousand. Bounds what the parser builds.
    html_tags: int = 200_000


def check(what: str, measured: int, limit: int) -> None:
    """Raise Rejected (too_large) where `measured` is over `limit`; `what` names the unit."""
    if measured > limit:
        raise Rejected(Reason.TOO_LARGE, f"{measured:,} {what}, the limit is {limit:,}")
