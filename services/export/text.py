"""Cells of text: what no reader of a table can trip over."""

from datetime import UTC, date, datetime

from schemas.event import Event

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # the full-width ones count in some tables
_CONTROL = dict.fromkeys((*range(32), *range(127, 160), 8232, 8233), " ")
_SURROGATES = dict.fromkeys(range(55296, 57344), "�")


def one_line(text: str | None) -> str:
    """The text without tabs, line ends or other control characters, blanks run together: one cell of one row."""
    return " ".join((text or "").translate(_CONTROL).translate(_SURROGATES).split())


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before a leading = + - @ (OWASP's CSV injection).

    To be used on text only: a negative number must stay one.
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def joined(texts: list[str], separator: str = "; ") -> str:
    """A list as one cell, "" where it has nothing but blanks; the separator's mark inside a text becomes a comma."""
    if not any(texts):
        return ""
    mark = separator.strip()
    return separator.join(one_line(t).replace(mark, ",") for t in texts)


def number(value: float | int | None) -> str:
    """The shortest way to write a number; "" for none."""
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))


def first_told(event: Event) -> date:
    """The day the event was first published; of its record where no mention is left."""
    told: datetime = min((m.published_at for m in event.mentions), default=event.provenance.recorded_at)
    return told.astimezone(UTC).date()


def day_of(event: Event) -> date:
    """The day that dyadic datasets ask for: begin or end of the event, or of its first report where it has no date."""
    when = event.when
    return (when and (when.start or when.end)) or first_told(event)
