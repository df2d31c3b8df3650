"""The page's real server on a free port, with a board that the test writes on instead of Kafka."""

import time
from typing import Any

from aiohttp import web

from schemas.deadletter import Stage
from services.monitor.lag import Lag
from services.stream.ports import free_ports
from services.web.board import Board
from services.web.server import application
from tests.web.samples import event, mention, raw, span

TOPICS = {
    Stage.INTAKE: "articles.v1",
    Stage.EXTRACT: "articles.clean.v1",
    Stage.DEDUP: "mentions.v1",
    Stage.ENRICH: "clusters.v1",
}


class Served:
    """`await start()`, `await stop()`; `start` again is a restart on the same port, by default with nothing known."""

    def __init__(self) -> None:
        [self.port] = free_ports(1)
        self.address = f"http://127.0.0.1:{self.port}/"
        self.board = Board()
        self._runner: web.AppRunner | None = None

    async def start(self, board: Board | None = None) -> None:
        self.board = board or Board()
        self.board.filled = True
        self.board.behind = self.board.dead = 0
        self.answered()
        self._runner = web.AppRunner(application(self.board), shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True).start()

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def answered(self, behind: int = 3) -> None:
        """Kafka answers a look: extract is behind on one of three partitions."""
        lags = [
            Lag(stage, topic, number, 40, 40 - (behind if stage is Stage.EXTRACT and number == 1 else 0), 0.0)
            for stage, topic in TOPICS.items()
            for number in range(3)
        ]
        self.board.answered(lags, dict.fromkeys((*TOPICS.values(), "events.v1"), 120))

    def put(self, id: str, **changes: Any) -> None:
        """An event comes, now."""
        found = event(id, **changes)
        self.board.window.put(found, raw(found), round(time.time() * 1000))


PLACES = {
    "Kyiv": ("UKR", "Ukraine", 50.45, 30.52),
    "Maiduguri": ("NGA", "Nigeria", 11.85, 13.16),
    "Santiago": ("CHL", "Chile", -33.45, -70.66),
}


def place(name: str, **changes: Any) -> dict[str, Any]:
    country, country_name, latitude, longitude = PLACES[name]
    return {
        "text": name,
        "name": name,
        "country": country,
        "country_name": country_name,
        "latitude": latitude,
        "longitude": longitude,
        "resolution": 4,
        **changes,
    }


def sample(served: Served) -> None:
    """Four events of four classes in three countries."""
    text = "🚀 Rebels fired on Kyiv on Monday, killing 4."
    served.put(
        "a" * 32,
        summary="Rebels fired on Kyiv on 1 March 2022; 4 killed",
        where=place("Kyiv") | {"evidence": span(text.index("Kyiv"), "Kyiv")},
        actors=[{"text": "Rebels", "name": "Rebels", "sector": "REB", "evidence": span(2, "Rebels")}],
        recipients=[],
        when=day("2022-03-01") | {"text": "Monday", "evidence": span(text.index("Monday"), "Monday")},
        casualties=[
            {"kind": "killed", "min": 4, "max": 4, "evidence": span(text.index("killing 4"), "killing 4")},
        ],
        mentions=[mention(text, "fired", source=source) for source in ("Harbour Courier", "Meridian Post")],
        mention_count=2,
        article_count=2,
        independent_sources=1,
        confidence=0.9,
    )
    bare: dict[str, Any] = {"casualties": [], "actors": [], "recipients": []}
    for id, kind, mode, quad, summary, where, when in (
        ("b", "PROTEST", "demo", 4, "Students demonstrated in Santiago", place("Santiago"), "2019-10-20"),
        ("c", "CONSULT", "visit", 1, "A minister visited Kyiv", place("Kyiv"), "2022-05-02"),
        ("d", "ACCUSE", None, 3, "Nigeria accused a company", place("Maiduguri", resolution=1), "2015-03-07"),
    ):
        known = {"type": kind, "mode": mode, "quad": quad, "summary": summary, "where": where, "when": day(when)}
        served.put(id * 32, **bare | known)


def day(iso: str) -> dict[str, Any]:
    return {"start": iso, "end": iso, "granularity": "day", "basis": "explicit"}
