"""`dateline lag`: how far each worker group is behind, per partition, measured at the broker."""

import asyncio
import json as jsonlib
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.live import Live
from rich.table import Table

if TYPE_CHECKING:
    from services.monitor.lag import Lag

EVERY = 2.0  # seconds between two looks of --watch
TREND_AFTER = 1.0  # seconds between the two looks of a single call


def lag(
    json: Annotated[bool, typer.Option("--json", help="one row an element; null = unknown")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="look again every two seconds until Ctrl-C")] = False,
    idle: Annotated[bool, typer.Option("--all", help="also partitions without any record")] = False,
) -> None:
    """Show messages and seconds behind, and the trend, per group and partition."""
    asyncio.run(_lag(json, watch, idle))


async def _lag(json: bool, watch: bool, idle: bool) -> None:
    from services.cli.context import settings
    from services.monitor.lag import LagWatch
    from services.monitor.probe import Probe
    from services.stream.admin import Admin

    known = settings()
    async with Admin(known) as admin:
        probe, memory = Probe(known, admin), LagWatch()

        async def look() -> "list[Lag]":
            seen = await probe.look()
            memory.observe(seen)
            memory.seed(await probe.moments(memory.unknown(seen)))
            return [row for row in memory.lags(seen) if idle or row.end > 0]

        before = await look()
        await asyncio.sleep(TREND_AFTER)
        now = await look()
        if not watch:
            if json:
                print(jsonlib.dumps(rows(now, before)))
            else:
                Console().print(table(rows(now, before)))
            return
        with Live(table(rows(now, before)), auto_refresh=False) as live:
            while True:
                await asyncio.sleep(EVERY)
                before, now = now, await look()
                live.update(table(rows(now, before)), refresh=True)


def rows(now: "Iterable[Lag]", before: "Iterable[Lag]") -> list[dict[str, Any]]:
    """One row a group and partition; `trend` is the change of messages since the look before, null if unknown."""
    earlier = {(lag.stage, lag.partition): lag.messages for lag in before}
    found = []
    for lag in now:
        past = earlier.get((lag.stage, lag.partition))
        trend = None if lag.messages is None or past is None else lag.messages - past
        found.append(
            {
                "group": lag.stage.value,
                "topic": lag.topic,
                "partition": lag.partition,
                "committed": lag.committed,
                "end": lag.end,
                "messages": lag.messages,
                "seconds": None if lag.seconds is None else round(lag.seconds, 1),
                "trend": trend,
            }
        )
    return found


def table(found: list[dict[str, Any]]) -> Table:
    """Partitions with records under their group; an unknown value is a dash."""
    shown = Table("group", "partition", "committed", "end", "messages", "seconds", "trend", header_style="bold")
    shown.caption = time.strftime("%H:%M:%S") + " · – is unknown: nothing committed there yet"
    for column in shown.columns[1:]:
        column.justify = "right"
    last = None
    for row in found:
        if last is not None and row["group"] != last:
            shown.add_section()
        first = row["group"] != last
        last = row["group"]
        style = None if not row["messages"] else "yellow"
        shown.add_row(
            row["group"] if first else "",
            str(row["partition"]),
            *("–" if row[name] is None else f"{row[name]:,}" for name in ("committed", "end", "messages", "seconds")),
            _arrow(row["trend"]),
            style=style,
        )
    if not found:
        shown.add_row("no records on any topic yet")
    return shown


def _arrow(trend: int | None) -> str:
    if trend is None:
        return "–"
    return f"↑ {trend:,}" if trend > 0 else f"↓ {-trend:,}" if trend < 0 else "="
