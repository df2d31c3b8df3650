"""Every two seconds a look at the broker and at this machine's workers, onto the board."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

import aiohttp

from services.errors import DatelineError
from services.telemetry import logging
from services.telemetry.health import Health
from services.telemetry.server import Announced
from services.web import workers
from services.web.board import Board, Lag

EVERY = 2.0  # seconds

log = logging.get("dateline.web")


class Outside(Protocol):
    """Asks the broker from outside the workers. Raises DatelineError if it does not answer."""

    async def look(self) -> tuple[Iterable[Lag], dict[str, int]]:
        """Lag of every group and partition, and the end of each topic (by short name, summed over partitions)."""


class Looker:
    """`connect` gives an Outside for as long as the broker answers; `found` names the processes to ask."""

    def __init__(
        self,
        board: Board,
        health: Health,
        connect: Callable[[], AbstractAsyncContextManager[Outside]],
        found: Callable[[], Iterable[Announced]],
    ) -> None:
        self._board, self._health, self._connect, self._found = board, health, connect, found

    async def run(self) -> None:
        """Until it is cancelled."""
        async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
            group.create_task(self._broker())
            group.create_task(self._workers(session))

    async def _broker(self) -> None:
        while True:
            try:
                async with self._connect() as outside:
                    while True:
                        self._board.answered(*await outside.look())
                        self._health.set_ready("Kafka answers")
                        await asyncio.sleep(EVERY)
            except DatelineError as error:
                self._board.trouble = str(error)
                self._health.set_unready(str(error))
                log.warning("the broker does not answer", error=str(error))
                await asyncio.sleep(EVERY)

    async def _workers(self, session: aiohttp.ClientSession) -> None:
        while True:
            self._board.workers = await workers.ask(self._found, session)
            await asyncio.sleep(EVERY)
