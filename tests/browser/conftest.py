"""One Chromium and one server for the module; each test opens the page anew."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

import pytest
import pytest_asyncio

from tests.browser.chromium import Tab, tab
from tests.browser.served import Served, sample

Open = Callable[..., Awaitable[Tab]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Tab]:
    async with tab(tmp_path_factory.mktemp("chromium")) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def served() -> AsyncIterator[Served]:
    """The server with four events; Kafka answers every second."""
    made = Served()
    await made.start()
    sample(made)

    async def answer() -> None:
        while True:
            await asyncio.sleep(1)
            if made.board.trouble == "":
                made.answered()

    beat = asyncio.create_task(answer())
    yield made
    beat.cancel()
    with suppress(asyncio.CancelledError):
        await beat
    await made.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def show(browser: Tab, served: Served) -> AsyncIterator[Open]:
    """Opens the page; afterwards there must be no error on its console (unless `problems` was cleared)."""

    async def opened(width: int = 1440, height: int = 900, scheme: str = "light", calm: bool = True) -> Tab:
        await browser.look(width, height, scheme, calm)
        await browser.open(served.address)
        await browser.run("localStorage.clear()")
        await browser.until("document.querySelectorAll('.card').length > 0 && document.body.dataset.state === 'live'")
        browser.problems.clear()
        return browser

    yield opened
    problems = list(browser.problems)
    await browser.open("about:blank")
    assert problems == []
