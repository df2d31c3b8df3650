"""The page in hard times: no server, no Kafka, a flood, and text that would harm it."""

import asyncio
from typing import Any

import pytest

from tests.browser.conftest import Open
from tests.browser.served import Served, place
from tests.web.samples import mention

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(120)]

SUMMARIES = "[...document.querySelectorAll('.card .summary')].map(e => e.textContent)"
STATE = "document.getElementById('state-text').textContent"
BANNER = "(document.getElementById('banner').hidden ? '' : document.getElementById('banner').textContent)"


async def test_it_says_that_its_server_is_gone_and_comes_back_by_itself(show: Open, served: Served) -> None:
    tab = await show()
    await served.stop()
    await tab.until(f"{STATE} === 'Not connected'")
    assert "as of" in await tab.run(BANNER)
    assert len(await tab.run(SUMMARIES)) == 4  # what was known is still shown
    await served.start()  # knows nothing of before
    served.put("1" * 32, summary="After the restart")
    await tab.until(f"{SUMMARIES}.join() === 'After the restart'")
    await tab.until(f"{STATE}.startsWith('Live') && {BANNER} === ''")
    served.put("2" * 32, summary="And live again")
    await tab.until(f"{SUMMARIES}[0] === 'And live again'")
    tab.problems.clear()  # refused connections are said on the console


async def test_after_a_short_break_it_goes_on_where_it_was(show: Open, served: Served) -> None:
    tab = await show()
    await served.stop()
    await tab.until(f"{STATE} === 'Not connected'")
    asked = "performance.getEntriesByType('resource').filter(r => r.name.endsWith('/api/window')).length"
    before = await tab.run(asked)
    await served.start(served.board)  # the same server: only the connection broke
    served.put("1" * 32, summary="Missed meanwhile")
    await tab.until(f"{SUMMARIES}[0] === 'Missed meanwhile'")
    assert len(await tab.run(SUMMARIES)) == 5
    assert await tab.run(asked) == before  # nothing was fetched anew
    tab.problems.clear()


async def test_it_says_that_its_numbers_are_old(show: Open, served: Served) -> None:
    tab = await show()
    served.board.trouble = "no Kafka answers at 127.0.0.1:9092"
    served.board.looked = served.board.clock() - 60
    await tab.until(f"{STATE} === 'Stale'")
    banner = await tab.run(BANNER)
    assert "Kafka has not answered since" in banner
    assert "No Kafka answers at 127.0.0.1:9092." in banner
    served.board.trouble = ""
    await tab.until(f"{STATE}.startsWith('Live')")


async def test_it_says_that_it_is_behind(show: Open, served: Served) -> None:
    tab = await show()
    served.board.behind = 5000
    await tab.until(f"{BANNER}.includes('5,000 records behind')")


async def test_a_flood_is_sampled_and_said_to_be(show: Open, served: Served) -> None:
    tab = await show()
    for beat in range(6):
        for number in range(250):
            served.put(f"{beat:016x}{number:016x}", summary=f"Event {beat}.{number}", where=place("Kyiv"))
        await asyncio.sleep(0.25)
    await tab.until(f"{SUMMARIES}[0] === 'Event 5.249'")
    note = await tab.run("document.getElementById('feed-note').textContent")
    assert "a sample: " in note
    assert await tab.run("document.querySelectorAll('.card').length") <= 40
    assert (
        await tab.run(
            "new Promise(done => { const t = performance.now(); setTimeout(() => done(performance.now() - t), 0) })"
        )
        < 500
    )


HOSTILE = '"><img src=x onerror="window.harmed=1"><script>window.harmed=1</script>'
TURNED = "abc \u202e\u2066 detrevni"  # right-to-left override and an isolate, neither closed
LONG = "x" * 3000


def hostile() -> dict[str, Any]:
    text = f"{HOSTILE} {TURNED} fired {LONG}"[:2500]
    party = {"text": HOSTILE, "name": f"{TURNED}{LONG}"[:2000], "country": "<b>", "title": HOSTILE}
    return {
        "summary": f"{HOSTILE} {TURNED} {LONG}",
        "actors": [party] * 30,
        "recipients": [party],
        "attributed_to": HOSTILE,
        "factuality": "attributed",
        "where": place("Kyiv") | {"name": f"{HOSTILE}{LONG}", "country_name": HOSTILE},
        "where_reason": HOSTILE,
        "casualties": [{"kind": "killed", "min": 10**15, "max": None, "victims": HOSTILE, "claimed_by": LONG}],
        "quantities": [{"what": HOSTILE, "value": 1e300, "text": LONG}],
        "mentions": [
            mention(text, "fired", source=HOSTILE, article_id=f"{TURNED}{LONG}", url="javascript:window.harmed=1"),
            mention("They fired.", "fired", source="Courier", url="https://example.org/<script>"),
        ],
    }


@pytest.mark.parametrize("width", [375, 1440])
async def test_hostile_text_is_only_text(show: Open, served: Served, width: int) -> None:
    tab = await show(width)
    served.put("e" * 32, **hostile())
    headers = [("dateline.dlq.reason", HOSTILE.encode()), ("dateline.dlq.error_message", f"{HOSTILE}{LONG}".encode())]
    served.board.letters.put(f"{HOSTILE}{TURNED}".encode(), LONG.encode(), headers, 0, "0:0")
    served.board.letters.put(b"k", b"\x00\xff", [("dateline.dlq.reason", b"too_large")], 0, "0:1")
    card = f"document.getElementById('event-{'e' * 32}')"
    await tab.until(f"{card} && document.querySelectorAll('.letters li').length === 2")
    await tab.run(f"{card}.querySelector('.summary').click()")
    await tab.until(f"{card}.querySelectorAll('.mentions > li').length === 2")
    assert await tab.run("window.harmed") is None
    assert await tab.run("document.querySelectorAll('main img, main script, main b[onerror]').length") == 0
    assert HOSTILE in await tab.run(f"{card}.querySelector('.summary').textContent")
    assert await tab.run("document.documentElement.scrollWidth <= innerWidth")
    links = await tab.run(f"[...{card}.querySelectorAll('a')].map(a => [a.protocol, a.rel])")
    assert links == [["https:", "noopener noreferrer"]]
    commands = await tab.run("[...document.querySelectorAll('#letters .command code')].map(e => e.textContent)")
    assert commands == ["dateline dlq redrive --where reason=too_large"]
    assert await tab.run(
        f"[...{card}.querySelectorAll('.summary, .who, blockquote')].every(e => e.querySelector('bdi'))"
    )
    assert await tab.run("document.querySelector('#feed-note').getBoundingClientRect().width > 0")
