"""The articles that clustering is trained on: ECB+'s development topics and MEANTIME, each with a date.

Articles of ECB+ have mostly lost their dates: one without is given the middle date of its half of the topic, else one
that fits the weekdays it tells.
"""

import re
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from bench.quality import ecbplus, meantime
from bench.quality.ecbplus import EcbDocument

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
HEAD = 250  # characters
WEEK = "monday tuesday wednesday thursday friday saturday sunday".split()  # noqa: SIM905


def corpora() -> list[EcbDocument]:
    """All documents, each with a date; topics named apart."""
    halves: dict[tuple[str, bool], list[EcbDocument]] = defaultdict(list)
    for d in ecbplus.documents(DATA / "ecbplus_dev"):
        halves[d.topic, d.name.endswith("plus")].append(d)
    out = [replace(d, topic=f"MEANTIME {d.topic}") for d in meantime.documents(DATA / "meantime")]
    for number, ((topic, _), documents) in enumerate(sorted(halves.items())):
        told = [d.published or _told(d.text) for d in documents]
        known = sorted(day for day in told if day)
        fallback = known[len(known) // 2] if known else _fitting(documents, date(2009, 1, 1) + timedelta(30 * number))
        out += [
            replace(d, topic=f"ECB+ {topic}", published=day or fallback) for d, day in zip(documents, told, strict=True)
        ]
    return out


def _told(text: str) -> date | None:
    """The date in the address that heads an article, or in its first words."""
    head = text[:HEAD]
    try:
        if found := re.search(r"\b([12]\d\d\d) ?[/-] ?(\d\d?) ?[/-] ?(\d\d?)\b", head):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := re.search(r"\b([A-Z][a-z]{2})[a-z]* (\d\d?) ?,? ([12]\d\d\d)\b", head):
            return datetime.strptime(" ".join(found.groups()), "%b %d %Y").date()  # noqa: DTZ007
    except ValueError:
        pass
    return None


def _fitting(documents: list[EcbDocument], base: date) -> date:
    """The day after the weekday that these tell most of."""
    told = Counter(w for d in documents for w in re.findall("|".join(WEEK), d.text.lower()))
    wanted = WEEK.index(max(WEEK, key=lambda w: told[w]))
    return base + timedelta((wanted - base.weekday()) % 7 + 1)
