"""The page as somebody uses it: it loads, moves, filters, shows the evidence, and can be used without a mouse."""

import pytest

from tests.browser.conftest import Open
from tests.browser.served import Served, day, place

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(120)]

SUMMARIES = "[...document.querySelectorAll('.card .summary')].map(e => e.textContent)"
FOCUS = "document.activeElement.textContent"


async def test_it_shows_how_the_stream_does_and_what_happened(show: Open) -> None:
    tab = await show()
    assert await tab.run("document.title") == "Dateline"
    assert len(await tab.run(SUMMARIES)) == 4
    text = await tab.run("document.querySelector('#numbers').innerText")
    assert "Latency p99" in text
    assert "3 waiting, most at extract" in text
    stages = await tab.run("[...document.querySelectorAll('.stage h3')].map(e => e.firstChild.textContent)")
    assert stages == ["intake", "extract", "dedup", "enrich"]
    assert await tab.run("document.querySelectorAll('.partitions tbody td').length") == 12
    assert (
        await tab.run("document.querySelector('.partitions [data-depth]:not([data-depth=\"0\"])').textContent") == "3"
    )
    assert "4 events" in await tab.run("document.querySelector('.map canvas').ariaLabel")
    assert await tab.run("[...document.querySelectorAll('.country')].map(e => e.innerText.replace(/\\s+/, ' '))") == [
        "Ukraine 2", "Chile 1", "Nigeria 1"]  # fmt: skip
    painted = """(() => { const c = document.querySelector('.map canvas');
        return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(v => v) })()"""
    await tab.until(painted)


async def test_an_event_that_comes_is_there_at_once_and_a_merged_one_goes(show: Open, served: Served) -> None:
    tab = await show()
    served.put("e" * 32, summary="Something new happened", where=place("Kyiv"))
    await tab.until(f"{SUMMARIES}[0] === 'Something new happened'", 3)
    served.put("e" * 32, revision=2, change="updated", summary="Something newer happened")
    await tab.until(f"{SUMMARIES}[0] === 'Something newer happened'", 3)
    assert await tab.run("document.querySelector('.card').innerText.includes('revision 2')")
    served.put("e" * 32, revision=3, change="merged", merged_into="a" * 32)
    await tab.until(f"{SUMMARIES}.length === 4", 3)


async def test_filters(show: Open) -> None:
    tab = await show()
    await tab.press("/")
    assert await tab.run("document.activeElement.id") == "search"
    await tab.type("kyiv rebels")
    await tab.until(f"{SUMMARIES}.length === 1")
    assert await tab.run("document.querySelector('#feed-note').textContent") == "1 of 4"
    await tab.press("Escape")
    await tab.press("c")
    await tab.until(f"{SUMMARIES}.length === 4")
    assert await tab.run("document.querySelector('#search').value") == ""

    choose = """(id, value) => { const select = document.getElementById(id);
        select.value = value; select.dispatchEvent(new Event('change')) }"""
    await tab.run(f"({choose})('type', 'PROTEST')")
    await tab.until(f"{SUMMARIES}.join() === 'Students demonstrated in Santiago'")
    await tab.run(f"({choose})('type', '')")
    await tab.run(f"({choose})('country', 'UKR')")
    await tab.until(f"{SUMMARIES}.length === 2")
    await tab.run("document.querySelector('.quad[data-quad=\"1\"]').click()")
    await tab.until(f"{SUMMARIES}.join() === 'A minister visited Kyiv'")
    await tab.run("document.getElementById('clear').click()")
    await tab.until(f"{SUMMARIES}.length === 4")

    await tab.run("document.querySelector('.bin:not(:disabled)').click()")
    await tab.until(f"{SUMMARIES}.join() === 'Nigeria accused a company'")
    assert "2015" in await tab.run("document.querySelector('.chip').textContent")
    await tab.run("document.querySelector('.chip').click()")
    await tab.until(f"{SUMMARIES}.length === 4")
    await tab.run("document.querySelector('.country').click()")
    await tab.until(f"{SUMMARIES}.length === 2")


async def test_a_filter_that_lets_nothing_through_says_so_and_holds_for_what_comes(show: Open, served: Served) -> None:
    tab = await show()
    await tab.press("/")
    await tab.type("volcano")
    await tab.until("document.querySelector('.feed .empty')")
    served.put("e" * 32, summary="A strike began")
    served.put("f" * 32, summary="A volcano erupted")
    await tab.until(f"{SUMMARIES}.join() === 'A volcano erupted'")


async def test_the_evidence_of_an_event(show: Open) -> None:
    tab = await show()
    card = f"document.getElementById('event-{'a' * 32}')"
    marks = f"[...{card}.querySelectorAll(':scope > blockquote mark')].map(m => [m.dataset.kind, m.textContent])"
    expected = [["actor", "Rebels"], ["trigger", "fired"], ["place", "Kyiv"], ["time", "Monday"], ["toll", "killing 4"]]
    assert await tab.run(marks) == expected
    assert (
        await tab.run(f"{card}.querySelector('blockquote').textContent")
        == "🚀 Rebels fired on Kyiv on Monday, killing 4."
    )
    assert "told 2 times in 2 articles, 1 independent source" in await tab.run(f"{card}.innerText")
    await tab.run(f"{card}.querySelector('.summary').click()")
    await tab.until(f"{card}.querySelectorAll('.mentions > li').length === 1")
    printed = await tab.run(f"{card}.querySelector('.printed').innerText.split(/\\s*\\n\\s*/)")
    assert printed == ["2 times:", "Harbour Courier", "Meridian Post"]
    assert f"dateline event show {'a' * 32}" in await tab.run(f"{card}.querySelector('.fields').innerText")


async def test_a_reader_is_not_disturbed(show: Open, served: Served) -> None:
    tab = await show()
    await tab.run("document.querySelector('.card .summary').click()")
    before = await tab.run(SUMMARIES)
    served.put("e" * 32, summary="Something new happened")
    await tab.until("!document.getElementById('newer').hidden")
    assert await tab.run("document.getElementById('newer').textContent") == "Show 1 newer event"
    assert await tab.run(SUMMARIES) == before
    await tab.run("document.getElementById('newer').click()")
    await tab.until(f"{SUMMARIES}[0] === 'Something new happened'")
    await tab.press("p")
    served.put("f" * 32, summary="While paused")
    await tab.until("!document.getElementById('newer').hidden")
    await tab.press("p")
    await tab.until(f"{SUMMARIES}[0] === 'While paused'")


async def test_without_a_mouse(show: Open) -> None:
    tab = await show()
    await tab.press("Tab")
    assert await tab.run(FOCUS) == "Skip to the events"
    summaries = await tab.run(SUMMARIES)
    await tab.press("j")
    assert await tab.run(FOCUS) == summaries[0]
    await tab.press("j")
    assert await tab.run(FOCUS) == summaries[1]
    await tab.press("k")
    await tab.press("Enter")
    await tab.until("document.activeElement.ariaExpanded === 'true'")
    assert await tab.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    await tab.press("?")
    await tab.until("document.getElementById('keys').open")
    await tab.press("Escape")
    await tab.until("!document.getElementById('keys').open")
    await tab.run("document.querySelector('.bin[tabindex=\"0\"]').focus()")
    first = await tab.run("document.activeElement.dataset.from")
    await tab.press("ArrowRight")
    assert await tab.run("document.activeElement.dataset.from") > first


async def test_names_and_landmarks(show: Open) -> None:
    tab = await show()
    unnamed = """[...document.querySelectorAll('button, input, select, a')]
        .filter(e => !e.hidden && !(e.ariaLabel || e.textContent.trim()))"""
    assert await tab.run(f"{unnamed}.map(e => e.outerHTML)") == []
    assert await tab.run("['header', 'main', 'h1'].every(t => document.querySelectorAll(t).length === 1)")
    ids = "[...document.querySelectorAll('[id]')].map(e => e.id)"
    assert await tab.run(f"new Set({ids}).size === {ids}.length")
    for name in ("aria-labelledby", "aria-controls"):
        named = f"[...document.querySelectorAll('[{name}]')].map(e => e.getAttribute('{name}'))"
        assert await tab.run(f"{named}.filter(id => !document.getElementById(id))") == []
    assert await tab.run("document.documentElement.lang") == "en"


async def test_undated_and_unplaced_events_are_shown_and_counted(show: Open, served: Served) -> None:
    tab = await show()
    served.put("e" * 32, summary="Somewhere, some time", when=None, where=None)
    served.put("f" * 32, summary="Long ago", when=day("1812-06-24"))
    await tab.until(f"{SUMMARIES}.length === 6")
    await tab.until("document.querySelector('#timeline-note').textContent.includes('1 without a date')")
    assert await tab.run("document.querySelectorAll('.bin').length <= 64")
