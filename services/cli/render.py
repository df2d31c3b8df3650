"""Events and verdicts on a terminal: the table of `extract`, the one-liners of `tail`, the count of `replay`."""

import json
from collections.abc import Iterable
from dataclasses import asdict

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from schemas.event import Event
from schemas.fields import Actor, Casualties, Factuality, Qualifier
from services.replay.tally import Verdict

QUAD_STYLE = {1: "green", 2: "bold green", 3: "yellow", 4: "bold red"}
AT_LEAST, UP_TO = "≥ ", "≤ "
WIDE = 110  # columns of a terminal from which on parties, place and casualties have columns of their own


def party(actors: Iterable[Actor]) -> str:
    """Names (or else the words of the text) with their country, "–" where there is none."""
    out = []
    for actor in actors:
        code = "/".join(c for c in (actor.country, actor.sector) if c)
        out.append(f"{actor.name or actor.text} [{code}]" if code else actor.name or actor.text)
    return ", ".join(out) or "–"


def day(event: Event) -> str:
    """The day, or first and last day; "?" for an open end."""
    if event.when is None or not (event.when.start or event.when.end):
        return "?"
    start, end = event.when.start, event.when.end
    if start == end:
        return str(start)
    return f"{start or '?'} … {end or '?'}"


def place(event: Event) -> str:
    if event.where is None:
        return "–"
    return event.where.name if event.where.resolution == 1 else f"{event.where.name} ({event.where.country or '?'})"


def claim(casualties: Casualties) -> str:
    """One casualty claim: "≥ 4 killed", "no major injured"."""
    kind = casualties.kind.value
    if casualties.qualifier is Qualifier.NO_MAJOR:
        return f"no major {kind}"
    low, high = casualties.min, casualties.max
    if low == high:
        number = "some" if low is None else str(low)
    elif low is None:
        number = f"{UP_TO}{high}"
    else:
        number = f"{AT_LEAST}{low}" if high is None else f"{low}–{high}"
    return f"{number} {kind}"


def kind(event: Event) -> Text:
    """Type and mode in the colour of the quad class, with what qualifies them."""
    text = Text(event.type.value, style=QUAD_STYLE[event.quad])
    if event.mode:
        text.append(f" {event.mode}", style="not bold")
    if event.factuality is not Factuality.ASSERTED:
        text.append(f" ({event.factuality.value})", style="dim")
    if event.background:
        text.append(" (background)", style="dim")
    return text


def events_table(events: Iterable[Event], width: int, title: str | None = None) -> Table:
    """One row an event; `width`: columns of the terminal.

    A wide one shows who to whom, where and the casualties apart; a narrow one the event's one-line summary instead.
    """
    wide = width >= WIDE
    table = Table(title=title, title_justify="left", header_style="bold")
    table.add_column("when", no_wrap=True)
    table.add_column("event", min_width=10, max_width=None if wide else 16)
    for name in ("who → to whom", "where", "casualties") if wide else ("what happened",):
        table.add_column(name, ratio=3 if name == "who → to whom" else None)
    table.add_column("told by", justify="right", no_wrap=True)
    for event in events:
        casualties = "\n".join(dict.fromkeys(claim(c) for c in event.casualties))
        parties = escape(f"{party(event.actors)} → {party(event.recipients)}")
        told = (parties, escape(place(event)), casualties) if wide else (escape(event.summary),)
        table.add_row(
            day(event).replace(" … ", "\n… "),
            kind(event),
            *told,
            f"{event.article_count} ({event.independent_sources})",
        )
    return table


def one_line(event: Event) -> Text:
    """The event as one line: id, change, day, type, summary, sources."""
    line = Text(f"{event.id[:8]} ", style="dim")
    line.append(f"{event.change.value:<8}", style="dim")
    line.append(f"{day(event):<12} ")
    line.append_text(kind(event))
    line.append(f"  {event.summary}")
    line.append(f"  [{event.article_count} articles, {event.independent_sources} independent]", style="dim")
    return line


def verdict_lines(verdict: Verdict) -> list[str]:
    """The verdict of a replay for people: what became of every article, and whether it adds up."""
    dead = ", ".join(f"{count} {reason}" for reason, count in verdict.dead.items())
    lines = [
        f"articles  {verdict.articles} in = {verdict.extracted} extracted + {verdict.no_events} no events "
        f"+ {verdict.dead_lettered} dead-lettered" + (f" ({dead})" if dead else ""),
        f"mentions  {verdict.mentions}",
        f"events    {verdict.events_new} new, {verdict.events_updated} updated, {verdict.events_merged} merged away",
    ]
    if verdict.lost:
        lines.append(f"[red]{verdict.lost} articles left no trace after intake[/]")
    if verdict.twofold:
        lines.append(f"[red]{verdict.twofold} articles have two outcomes[/]")
    lines.append("[green]it adds up[/]" if verdict.adds_up else "[red]it does not add up[/]")
    return lines


def verdict_json(verdict: Verdict) -> str:
    """The verdict as one line of JSON."""
    return json.dumps({**asdict(verdict), "dead_lettered": verdict.dead_lettered, "adds_up": verdict.adds_up})
