"""Content hash, signature and route key: the same everywhere, alike where texts are alike."""

import base64
import os
import random
import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.route import route_key
from services.intake.signature import PERMUTATIONS, content_hash, signature

WORDS = [a + b for a in ("ka", "mo", "ti", "ru", "se", "lo", "ne") for b in ("ban", "dor", "fel", "gim", "hus", "jat")]


def story(seed: int, paragraphs: int = 12) -> list[str]:
    draw = random.Random(seed)
    return [" ".join(draw.choices(WORDS, k=30)).capitalize() + "." for _ in range(paragraphs)]


def alike(a: str, b: str) -> float:
    one, other = (memoryview(base64.b64decode(signature(text))).cast("H") for text in (a, b))
    return sum(x == y for x, y in zip(one, other, strict=True)) / PERMUTATIONS


def test_golden_values_of_this_release() -> None:
    text = "Two ministers met in the old harbour town on Monday."
    assert signature(text).startswith("zitHA9IZX1/t9Y3m43Ysonh5fQFlLg933XNBrUNY")
    assert route_key(text) == "450b24d1346d26d5"
    assert (
        content_hash(text)
        == content_hash(" Two  ministers met\nin the old harbour town on Monday.\n")
        == "b1b7e1a52b80347576ca808c22ccb4742b80b62239dbf7b4d533385fe0f1e8bf"
    )


def test_another_process_gives_the_same() -> None:
    text = " ".join(story(5))
    code = (
        "import sys; from services.intake.signature import signature; from services.intake.route import route_key; "
        "print(signature(sys.argv[1]), route_key(sys.argv[1]))"
    )
    other = subprocess.run(
        [sys.executable, "-c", code, text],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    assert other.stdout.split() == [signature(text), route_key(text)]


def test_likeness_is_that_of_the_shingles() -> None:
    paragraphs = story(1)
    whole = "\n\n".join(paragraphs)
    assert alike(whole, "\n\n".join(reversed(paragraphs))) > 0.85
    assert alike(whole, "\n\n".join(paragraphs[:9])) > 0.6
    assert alike(whole, whole.upper().replace(".", " !")) == 1
    assert alike(whole, "\n\n".join(story(2))) < 0.1


def test_reordered_and_cut_copies_mostly_meet() -> None:
    met = 0
    for seed in range(100):
        paragraphs = story(seed)
        copy = random.Random(seed).sample(paragraphs, 10)
        met += route_key("\n\n".join(paragraphs)) == route_key("\n\n".join(copy))
    assert met > 65  # 10 of 12 paragraphs kept: 83 expected
    assert len({route_key("\n\n".join(story(seed))) for seed in range(100)}) == 100


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_has_them(text: str) -> None:
    text = text.encode(errors="replace").decode()
    assert len(base64.b64decode(signature(text))) == 2 * PERMUTATIONS
    assert len(route_key(text)) == 16
    assert len(content_hash(text)) == 64
