"""An event is traced back to the sentence it came from, with the evidence in it, as far as topics keep it."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from schemas.article import CleanArticle
from schemas.cluster import EventCluster, Position
from schemas.event import Event
from services.cli import main
from services.cli.event_render import lines
from services.cli.safe import safe
from services.dedup.stage import Deduplicator
from services.enrich.enricher import Enricher
from services.errors import DatelineError
from services.extract import factory
from services.extract.place.gazetteer import Gazetteer
from services.intake.stage import Intake
from services.settings import Settings, load
from services.stream.embedded import PARTITIONS, EmbeddedBroker
from services.stream.trace import Trace, trace
from tests.stream.processes import publish_as_is

SENTENCE = "Rebels killed five soldiers in Lahore on Monday."
TOLD = (
    f"The army said that its units were on alert in the region.\n\n{SENTENCE}\n\nThe city was calm on Tuesday morning."
)


def articles() -> list[CleanArticle]:
    intake = Intake()
    bodies = [
        {"id": "first", "source": "Cou\x1b[31mrier", "title": "A raid", "text": TOLD, "published_at": "2022-12-20"},
        {"id": "copy", "source": "Echo", "text": TOLD, "published_at": "2022-12-21"},
    ]
    return [intake.run(json.dumps(body).encode()) for body in bodies]


@pytest.fixture(scope="module")
def told() -> Iterator[tuple[Settings, Event, EventCluster]]:
    """Two articles that tell one event, on an in-memory broker, as the real stages leave them."""
    gazetteer = Gazetteer.load()
    extractor = factory.build("minilm3", gazetteer=gazetteer)
    dedup, enricher = Deduplicator(100), Enricher(gazetteer)
    with EmbeddedBroker() as broker:
        known = load(bootstrap=broker.bootstrap, partitions=PARTITIONS)
        last: dict[str, tuple[Event, EventCluster]] = {}
        offset = 0
        for article in articles():
            headers: list[tuple[str, bytes | None]] = [("ce_subject", article.id.encode())]
            publish_as_is(known, "articles.clean.v1", b"route", article.to_json(), headers)
            for mention in getattr(extractor.run(article), "mentions", ()):
                for cluster in dedup.apply(mention, Position(partition=0, offset=offset)).revisions:
                    event = enricher.run(cluster, datetime(2022, 12, 22, tzinfo=UTC))
                    publish_as_is(known, "clusters.v1", event.id.encode(), cluster.to_json(), partition=2)
                    publish_as_is(known, "events.v1", event.id.encode(), event.to_json(), partition=1)
                    last[event.id] = event, cluster
                offset += 1
        publish_as_is(known, "events.v1", next(iter(last)).encode(), b"another producer's")
        [(event, cluster)] = [pair for pair in last.values() if pair[0].mention_count == 2]
        yield known, event, cluster


@pytest.fixture
def found(told: tuple[Settings, Event, EventCluster]) -> Trace:
    return asyncio.run(trace(told[0], told[1].id[:10]))


def test_a_prefix_finds_the_newest_revision_with_cluster_and_articles(
    told: tuple[Settings, Event, EventCluster], found: Trace
) -> None:
    assert (found.event, found.cluster) == told[1:]
    assert sorted(found.articles) == ["copy", "first"]
    assert found.position["clusters.v1"].startswith("2@")


def test_the_sentence_is_shown_with_its_evidence_in_colour(found: Trace) -> None:
    console = Console(width=500, force_terminal=True, color_system="standard")
    with console.capture() as captured:
        for line in lines(found, 1):
            console.print(line)
    shown = captured.get()
    assert "\x1b[1;31mkilled" in shown, "the trigger is bold red"
    assert "units were on alert" in shown, "what stands before the sentence"
    assert "was calm on Tuesday" in shown
    assert "the first 1 of 2 mentions" in shown
    assert r"Cou\x1b[31mrier" in shown, "an escape sequence of an article is no command"


def test_what_is_kept_no_more_is_said(found: Trace) -> None:
    console = Console(width=500)
    with console.capture() as captured:
        for line in lines(Trace(found.event, None, {}, {}), 5):
            console.print(line)
    shown = captured.get()
    assert "clusters.v1 has it no more" in shown
    assert shown.count("articles.clean.v1 keeps it no more") == 2
    assert "Rebels killed five soldiers" in shown


@pytest.mark.parametrize(("prefix", "said"), [("abc", "too short"), ("x" * 32, "no event's id")])
def test_an_id_that_fits_nothing_is_one_clear_line(
    told: tuple[Settings, Event, EventCluster], prefix: str, said: str
) -> None:
    with pytest.raises(DatelineError, match=said):
        asyncio.run(trace(told[0], prefix))


def test_as_json_every_mention_has_its_sentence_in_pieces(
    told: tuple[Settings, Event, EventCluster], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_BOOTSTRAP", told[0].bootstrap)
    done = CliRunner().invoke(main.app, ["event", "show", told[1].id, "--json"])
    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout)
    assert said["event"]["id"] == told[1].id
    assert said["cluster"]["revision"] == told[2].revision
    for row in said["mentions"]:
        assert "".join(piece["text"] for piece in row["evidence"]) == row["sentence"]["text"] == SENTENCE
        assert {"text": "killed", "kind": "trigger"} in row["evidence"]
        assert row["mention"]["type"] == said["event"]["type"]
        assert row["article"]["id"] == row["article_id"]


def test_safe_text_has_no_control_characters() -> None:
    assert safe("plain") == "plain"
    assert safe("a\x1b[2J\u202eb\n", keep="\n") == "a\\x1b[2J\\u202eb\n"
    assert safe("café 日本") == "café 日本"
