"""The marks of the stories are read right, and what is found, parted and joined is told apart."""

from datetime import date

from bench.quality.rows import SCORERS
from bench.quality.stories import Found, Gold, Told, find, load, score, unmarked, wrong
from bench.quality.why import points
from services.pipeline import build
from tests.dedup.samples import TOWNS, mention, on


def test_marks_are_taken_out_and_say_where_their_words_stand() -> None:
    text, gold = unmarked("s/a", "s", "Gunmen [[shot dead|kill]] a judge. The [[murder|kill]] was [[condemned|un]].")
    assert text == "Gunmen shot dead a judge. The murder was condemned."
    assert [(text[g.start : g.end], g.event) for g in gold] == [
        ("shot dead", "s/kill"),
        ("murder", "s/kill"),
        ("condemned", "s/un"),
    ]


def test_every_story_has_several_outlets_and_a_rival_event_of_its_kind() -> None:
    told = load()
    assert len({t.row["id"] for t in told}) == len(told)
    for t in told:
        assert "[[" not in t.row["text"]
        assert "|" not in t.row["text"], t.row["id"]
        assert date(2020, 1, 1) <= date.fromisoformat(t.row["published_at"]) <= date(2026, 1, 1)
        assert t.gold, t.row["id"]
    stories: dict[str, list[Told]] = {}
    for t in told:
        stories.setdefault(t.row["id"].split("/")[0], []).append(t)
    for name, articles in stories.items():
        assert len({a.row["source"] for a in articles}) >= 3, name
        across: dict[str, set[str]] = {}
        for g in (g for a in articles for g in a.gold):
            across.setdefault(g.event, set()).add(g.article)
        assert any(len(where) > 1 for where in across.values()), name


def test_wrong_pairs_are_told_with_why() -> None:
    first, second = Gold("a", 9, 16, "shelled", "s/attack"), Gold("b", 9, 16, "shelled", "s/attack")
    other = Gold("a", 40, 46, "attack", "s/other")
    found = {
        first: Found(mention("m", "a"), 0),
        second: Found(mention("n", "b", where=TOWNS["Btown"]), 1),
        other: Found(mention("o", "a", when=on(date(2024, 4, 1))), 0),
    }
    pairs = wrong(found)
    assert [why for why, _ in pairs["parted"]] == ["other places"]
    assert [why for why, _ in pairs["joined"]] == ["by others between them"]
    assert pairs["parted"][0][1].startswith("a:shelled=s/attack ~ b:shelled=s/attack")
    found[other] = Found(mention("o", "a"), 0)
    assert [why for why, _ in wrong(found)["joined"]] == ["in one article"]


def test_the_evidence_of_a_pair_is_its_points_and_their_parts() -> None:
    assert "same_town" in points(mention("m", "a"), mention("n", "b"))
    assert points(mention("m", "a"), mention("n", "b", when=on(date(2024, 4, 1)))) == "other days"
    assert points(mention("m", "a"), mention("n", "b", block="else")) == "other families of types"
    assert points(mention("m", "a"), mention("n", "b", factuality="negated")) == "other factuality"
    assert points(mention("m", "a"), mention("n", "b", type="COERCE", lemma="raid")) == "other types"


def test_the_figures_count_what_is_found_and_what_is_not() -> None:
    marked = {
        "a": "MINSK, May 3 - Police in Minsk [[arrested|arrest]] seven students on Friday.",
        "b": "Seven students were [[arrested|arrest]] in Minsk, Belarus, on Friday, May 3, and one [[sang|song]].",
    }
    told = []
    for name, text in marked.items():
        plain, gold = unmarked(f"s/{name}", "s", text)
        row = {"id": f"s/{name}", "source": name, "text": plain, "published_at": "2024-05-04"}
        told.append(Told(row, gold))
    result = score(told, find(build(), told))
    assert (result["gold_mentions"], result["gold_events"], result["found"]) == (3, 2, 2)
    assert result["missed"] == ["s/b: sang (s/song)"]
    assert result["on found"]["b3"] == {"recall": 100.0, "precision": 100.0, "f1": 100.0}
    assert result["end to end"]["b3"]["recall"] < 100
    rows = [r.ours for s in SCORERS if s.module == "stories" for r in s.rows({"set 1": result})]
    assert rows[0] == "CoNLL 100.0 (B³ P 100.0, R 100.0; 2 mentions)"
    assert len(rows) == 2
