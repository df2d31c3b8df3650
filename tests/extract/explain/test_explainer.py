"""What is explained: the object of `--json` is whole and quotes its text, its mentions are those of `extract`."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.fields import Factuality
from schemas.mention import EventMention
from services.errors import Rejected
from services.extract.coder import lexicon as lexicons
from services.extract.explain.explainer import GATED, Explainer, build, to_json
from services.extract.explain.layers import is_name
from services.extract.factory import build as build_extractor
from services.intake.decode import decode
from services.intake.stage import Intake
from services.pipeline import build as build_pipeline
from services.replay.articles import RawArticle, read

SEEDS = Path(__file__).parents[3] / "seeds"
LAYERS = {
    "sentences": ["start", "end"],
    "times": ["start", "end", "text", "type", "value", "interval_start", "interval_end"],
    "places": ["start", "end", "text", "geonameid", "name", "country", "latitude", "longitude"],
    "actors": ["start", "end", "text", "name", "country", "sector", "title"],
    "quantities": ["start", "end", "text", "value", "min", "max", "unit", "qualifier"],
    "frames": ["start", "end", "roleset", "factuality", "roles"],
    "unlisted": ["start", "end", "text", "roleset", "nearest"],
}
FIELDS = ("type", "mode", "actors", "recipients", "when", "where", "factuality", "background", "casualties")
FIELDS = (*FIELDS, "quantities", "contexts", "confidence")


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    return build(build_extractor())


@pytest.fixture(scope="module")
def intake() -> Intake:
    return Intake()


@pytest.fixture(scope="module")
def seeds() -> list[RawArticle]:
    return list(read([SEEDS]))


def explained(explainer: Explainer, intake: Intake, raw: bytes, key: bytes | None = None) -> dict[str, Any]:
    """The object as its reader gets it."""
    said = to_json(explainer.explain(intake.run(raw, key), decode(raw).text))
    found: dict[str, Any] = json.loads(said)
    return found


def record(text: str, **fields: str) -> bytes:
    return json.dumps({"id": "a", "text": text, "published_at": "2022-12-20", "language": "en"} | fields).encode()


def quotes(found: dict[str, Any]) -> list[tuple[int, int, str]]:
    return [(r["start"], r["end"], r["text"]) for name in LAYERS for r in found[name] if "text" in r]


def test_the_object_of_every_seed_is_whole_and_quotes_its_text(
    explainer: Explainer, intake: Intake, seeds: list[RawArticle]
) -> None:
    for raw in seeds:
        found = explained(explainer, intake, raw.value, raw.key)
        assert list(found) == ["article", *LAYERS, "mentions"]
        assert list(found["article"]) == ["id", "published_at", "title", "text"]
        text = found["article"]["text"]
        for name, keys in LAYERS.items():
            assert found[name] or name not in ("sentences", "frames", "actors")
            assert [list(row) for row in found[name]] == [keys] * len(found[name])
            assert found[name] == sorted(found[name], key=lambda row: (row["start"], row["end"]))
            assert all(0 <= row["start"] < row["end"] <= len(text) for row in found[name])
        assert all(text[a:b] == quoted for a, b, quoted in quotes(found))
        for frame in found["frames"]:
            assert frame["factuality"] in list(Factuality)
            for role in frame["roles"]:
                assert list(role) == ["label", "start", "end"]
                assert text[role["start"] : role["end"]].strip()
        for mention in found["mentions"]:
            trigger = EventMention.model_validate(mention).trigger
            assert text[trigger.start : trigger.end] == trigger.text


def test_the_mentions_are_those_of_the_pipeline_byte_by_byte(
    explainer: Explainer, intake: Intake, seeds: list[RawArticle]
) -> None:
    expected: dict[str, list[bytes]] = defaultdict(list)
    for mention in build_pipeline().run(seeds).mentions:
        expected[mention.article_id].append(mention.to_json())
    assert sum(map(len, expected.values())) > 100
    for raw in seeds:
        article = intake.run(raw.value, raw.key)
        found = explainer.explain(article, decode(raw.value).text)
        assert [m.to_json() for m in found["mentions"]] == expected[article.id]
        assert to_json(found).endswith(b'"mentions":[' + b",".join(expected[article.id]) + b"]}")


@pytest.mark.parametrize(
    ("received", "quoted"),
    [
        ("\u200b  Turkish jets bombed Mosul\u200b on Sunday.", {"Mosul", "Sunday"}),
        ("Officials met in SÃ£o Paulo on 3 March 2022.", {"SÃ£o Paulo", "3 March 2022"}),
        ("Banks &amp; shops shut in Paris on Friday.\r\n\r\nTalks began in Berlin yesterday.", {"Paris", "yesterday"}),
        ("The ﬁrst attack hit Kyiv\non Monday &mdash; police said.", {"Kyiv", "Monday"}),
        ("😀 Police in Nairobi arrested 12 protesters on Tuesday.", {"Nairobi", "Tuesday", "12 protesters"}),
    ],
)
def test_offsets_count_in_the_text_as_received(
    explainer: Explainer, intake: Intake, received: str, quoted: set[str]
) -> None:
    found = explained(explainer, intake, record(received, content_type="text/plain"))
    assert found["article"]["text"] == received
    assert all(received[a:b] == text for a, b, text in quotes(found))
    assert quoted <= {text for _, _, text in quotes(found)}


def test_offsets_of_a_page_count_in_its_clean_text(explainer: Explainer, intake: Intake) -> None:
    page = "<html><body><article><p>Police in Nairobi arrested 12 protesters on Tuesday.</p></article></body></html>"
    found = explained(explainer, intake, record(page, content_type="text/html"))
    assert found["article"]["text"] == "Police in Nairobi arrested 12 protesters on Tuesday."
    assert {"Nairobi", "Tuesday"} <= {text for a, b, text in quotes(found) if found["article"]["text"][a:b] == text}


def test_layers_hold_what_the_gate_keeps_from_the_events(explainer: Explainer, intake: Intake) -> None:
    text = "It was humid in Nairobi on Tuesday.\n\nPolice arrested 12 protesters in Mombasa."
    article = intake.run(record(text))
    lines = explainer.lines(article)
    assert [line.remark == GATED for line in lines] == [True, False]
    found = explained(explainer, intake, record(text))
    assert {"Nairobi", "Tuesday", "Mombasa"} <= {quoted for _, _, quoted in quotes(found)}


def test_every_field_of_every_mention_has_a_reason(
    explainer: Explainer, intake: Intake, seeds: list[RawArticle]
) -> None:
    for raw in seeds:
        article = intake.run(raw.value, raw.key)
        mentions: list[EventMention] = explainer.explain(article)["mentions"]
        events = [event for line in explainer.lines(article) for event in line.events]
        assert len(events) == len(mentions)
        by_trigger = sorted(events, key=lambda e: e.trigger)
        for event, mention in zip(by_trigger, sorted(mentions, key=lambda m: m.trigger.text), strict=True):
            assert event.trigger == mention.trigger.text
            assert list(dict.fromkeys(r.field for r in event.reasons))[: len(FIELDS)] == list(FIELDS)
            assert all(r.why for r in event.reasons)
        nulls = {r.field for e in events for r in e.reasons if r.value is None}
        assert nulls <= set(FIELDS) - {"type", "factuality", "background", "confidence"}


def test_marks_stand_on_what_they_name(explainer: Explainer, intake: Intake) -> None:
    (line,) = explainer.lines(intake.run(record("Turkish jets bombed a village in Syria on Sunday.")))
    (event,) = line.events
    shown = {kind: line.text[start:end] for start, end, kind in event.marks}
    assert shown == {
        "trigger": "bombed",
        "actor": "Turkish jets",
        "recipient": "a village in Syria",
        "time": "Sunday",
        "place": "Syria",
    }


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Police did not arrest the protesters in Nairobi.", "negated"),
        ("Russia may attack Ukraine if talks fail.", "hypothetical"),
    ],
)
def test_what_was_left_out_says_why(explainer: Explainer, intake: Intake, text: str, why: str) -> None:
    (line,) = explainer.lines(intake.run(record(text)))
    assert not any(e.reasons[0].value == "ASSAULT" for e in line.events)
    assert any(why in word.why for word in line.passed)
    assert all(line.text.find(word.text) >= 0 for word in line.passed)


def test_what_no_table_lists_is_offered_its_nearest_entries_and_makes_no_event(
    explainer: Explainer, intake: Intake
) -> None:
    text = "Prices rose in Nairobi on Tuesday. They met him."
    article = intake.run(record(text))
    found = explained(explainer, intake, record(text))
    (row,) = found["unlisted"]
    assert (row["text"], row["roleset"]) == ("rose", "rise.01")
    assert [list(near) for near in row["nearest"]] == [["entry", "type", "similarity"]] * len(row["nearest"])
    assert {near["entry"] for near in row["nearest"]} <= set(lexicons.load().predicates)
    assert not any("rose" in m["trigger"]["text"] for m in found["mentions"])
    first, second = explainer.lines(article)
    assert [u.text for u in first.unlisted] == ["rose"]
    assert not second.unlisted


@pytest.mark.parametrize(
    ("text", "named"),
    [
        *(("The Hague", True), ("al-Hasakah", True), ("Kyiv", True), ("the Donbas", True)),
        *(("The country", False), ("the capital of Belarus", False), ("", False), ("the", False)),
    ],
)
def test_names_and_descriptions_of_places(text: str, named: bool) -> None:
    assert is_name(text) is named


WORDS = st.sampled_from(
    ["Russia ", "attacked ", "Kyiv ", "on Sunday", ". ", "\n\n", "12 people ", "&amp;", "\u200b", "â€™", "ﬁ", "😀", "("]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=30).map("".join)))
def test_any_text_is_explained_or_refused(explainer: Explainer, intake: Intake, text: str) -> None:
    raw = record(text, content_type="text/plain")
    try:
        article = intake.run(raw)
    except Rejected:
        return
    found = explained(explainer, intake, raw)
    whole = found["article"]["text"]
    for a, b, quoted in quotes(found):
        assert 0 <= a < b <= len(whole)
        assert whole[a:b] == quoted
    assert len(explainer.lines(article)) == len(found["sentences"])
