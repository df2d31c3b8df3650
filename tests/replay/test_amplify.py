"""Variants are seeded, keep the lead, and stay recognisable."""

import orjson

from services.replay.amplify import CUT_AT_MOST, OUTLETS, amplify, variant
from services.replay.articles import RawArticle

PARAGRAPHS = [f"Paragraph {n} says one thing." for n in range(10)]
ARTICLE = RawArticle(
    b"storm", orjson.dumps({"id": "storm", "text": "\n\n".join(PARAGRAPHS), "published_at": "2020-01-01"}), "storm.txt"
)


def test_one_copy_is_the_article_itself() -> None:
    assert list(amplify([ARTICLE], 1)) == [ARTICLE]


def test_variants_are_the_same_for_the_same_seed_and_differ_between_seeds() -> None:
    assert list(amplify([ARTICLE], 20)) == list(amplify([ARTICLE], 20))
    assert list(amplify([ARTICLE], 20, seed=1)) != list(amplify([ARTICLE], 20))
    assert variant(ARTICLE, 3) == list(amplify([ARTICLE], 20))[3]


def test_a_variant_keeps_the_lead_and_most_paragraphs() -> None:
    orders = set()
    for number in range(1, 60):
        fields = orjson.loads(variant(ARTICLE, number).value)
        kept = fields["text"].split("\n\n")
        assert kept[0] == PARAGRAPHS[0]
        assert set(kept) <= set(PARAGRAPHS)
        assert len(kept) >= len(PARAGRAPHS) * (1 - CUT_AT_MOST)
        assert fields["source"] in OUTLETS
        assert fields["published_at"] == "2020-01-01"
        orders.add(tuple(kept))
    assert len(orders) > 20


def test_what_is_no_article_is_repeated_as_it_is() -> None:
    broken = RawArticle(b"b", b'{"text": ', "b")
    copies = list(amplify([broken], 3))
    assert [a.key for a in copies] == [b"b", b"b~1", b"b~2"]
    assert {a.value for a in copies} == {broken.value}
