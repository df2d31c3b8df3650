"""What the page looks like: at the two sizes and in both schemes nothing sticks out and every text can be read."""

from pathlib import Path

import pytest

from tests.browser.conftest import Open
from tests.browser.served import Served

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(120)]

FAINT = Path(__file__).with_name("faint.js").read_text("utf8")
STICKING_OUT = """[...document.querySelectorAll('main *')]
  .filter((e) => e.checkVisibility() && !e.closest('.scroll, svg') && e.getBoundingClientRect().right > innerWidth + 1)
  .map((e) => `${e.tagName}.${e.className}`)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(375, 812), (768, 1024), (1440, 900)])
async def test_everything_fits_and_can_be_read(
    show: Open, served: Served, tmp_path: Path, width: int, height: int, scheme: str
) -> None:
    served.board.letters.put(b"key", b"{}", [("dateline.dlq.reason", b"unsupported_language")], 0, "0:1")
    served.board.dead = 1
    tab = await show(width, height, scheme)
    await tab.run("document.querySelector('.card .summary').click()")
    await tab.until("document.querySelector('.mentions > li')")
    assert await tab.run("document.documentElement.scrollWidth <= innerWidth")
    assert await tab.run(STICKING_OUT) == []
    assert await tab.run(FAINT) == []
    ground = await tab.run("getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(246, 245, 241)", "dark": "rgb(18, 19, 21)"}[scheme]
    picture = tmp_path / f"{width}-{scheme}.png"
    await tab.picture(picture)
    assert picture.stat().st_size > 20_000


async def test_the_chosen_theme_goes_before_the_systems_and_is_kept(show: Open) -> None:
    tab = await show(scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    await tab.press("t")
    assert await tab.run(ground) == "rgb(246, 245, 241)"
    assert await tab.run("document.getElementById('theme-button').textContent") == "Theme: light"
    await tab.send("Page.reload")
    await tab.until("document.querySelectorAll('.card').length > 0")
    assert await tab.run(ground) == "rgb(246, 245, 241)"


async def test_nothing_moves_for_who_asks_for_less_motion(show: Open, served: Served) -> None:
    tab = await show(calm=True)
    served.put("e" * 32, summary="Something new happened")
    await tab.until("document.querySelector('.card[data-fresh]')")
    assert await tab.run("document.getAnimations().length") == 0
    tab = await show(calm=False)
    served.put("f" * 32, summary="Something newer happened")
    await tab.until("document.getAnimations().some(a => a.animationName === 'arrive')")


async def test_the_typefaces_are_the_pages_own(show: Open) -> None:
    tab = await show()
    await tab.until("document.fonts.check('16px Inter') && document.fonts.check('16px Serif')")
    assert await tab.run("performance.getEntriesByType('resource').every(r => r.name.startsWith(location.origin))")
