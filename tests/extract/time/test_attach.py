"""Which expression dates an event."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from schemas.fields import Basis, Granularity, When
from services.extract.document import Document
from services.extract.time.attach import attach_time, dated, publication
from services.extract.time.tagger import TimeTagger

Read = Callable[[str], Document]


def when(document: Document, word: str) -> When | None:
    parse = document.sentences[0].parse
    assert parse is not None
    return attach_time(document, TimeTagger().tag(document), 0, parse.words.index(word))


def days(found: When | None) -> tuple[str | None, str | None] | None:
    return None if found is None else (found.start and found.start.isoformat(), found.end and found.end.isoformat())


@pytest.mark.parametrize(
    ("text", "word", "start", "end"),
    [
        ("The envoy arrived in Oslo yesterday.", "arrived", "2022-12-19", "2022-12-19"),
        (
            "It killed two farmers and wounded 9 between Friday and Sunday.",
            "killed",
            "2022-12-16",
            "2022-12-18",
        ),
        (
            "It killed two farmers and wounded 9 between Friday and Sunday.",
            "wounded",
            "2022-12-16",
            "2022-12-18",
        ),
        ("On Sunday, gunmen attacked a village and killed three people.", "killed", "2022-12-18", "2022-12-18"),
        ("The army has shelled the town since October.", "shelled", "2022-10-01", "2022-12-20"),
        ("Talks will be held in Geneva from Monday to Wednesday.", "held", "2022-12-26", "2022-12-28"),
        ("The president condemned Friday's bombing of the embassy.", "bombing", "2022-12-16", "2022-12-16"),
        ("A bomb exploded late on Monday near the market, killing 5.", "killing", "2022-12-19", "2022-12-19"),
        ("He spoke after the bombing of the port in 2015.", "bombing", "2015-01-01", "2015-12-31"),
        ("The raid came two weeks after a ceasefire was signed.", "signed", "2022-12-06", "2022-12-06"),
        ("Gunmen shot a mayor on Friday, a week after a judge was killed.", "killed", "2022-12-09", "2022-12-09"),
        (
            "Gunmen shot a mayor on Friday, police said, a week after a judge was killed.",
            "killed",
            "2022-12-09",
            "2022-12-09",
        ),
        ("An inquiry was opened after this week's bloodshed.", "bloodshed", "2022-12-19", "2022-12-25"),
        ("Rebels claimed an attack last Friday on a van that killed three.", "killed", "2022-12-16", "2022-12-16"),
        ("The bombing on Sunday that killed three policemen was no accident.", "killed", "2022-12-18", "2022-12-18"),
        ("He was convicted of the May assassination of a mayor.", "assassination", "2022-05-01", "2022-05-31"),
        ("The decision to arrest him on November 23 angered Paris.", "arrest", "2022-11-23", "2022-11-23"),
        ("The UN has delivered aid to the region over the past week.", "delivered", "2022-12-13", "2022-12-20"),
        ("The minister, who was arrested in 2019, will visit Peru next year.", "arrested", "2019-01-01", "2019-12-31"),
        ("The minister, who was arrested in 2019, will visit Peru next year.", "visit", "2023-01-01", "2023-12-31"),
        ("He will leave the city before Friday.", "leave", None, "2022-12-23"),
        ("Miners called a strike for next Monday.", "strike", "2022-12-26", "2022-12-26"),
        ("Opposition parties announced protests for Thursday.", "protests", "2022-12-22", "2022-12-22"),
        ("Farmers plan a march in Lima this weekend.", "march", "2022-12-24", "2022-12-25"),
        ("The election scheduled for Sunday was postponed.", "election", "2022-12-25", "2022-12-25"),
        ("The port will reopen within 30 days.", "reopen", "2022-12-20", "2023-01-19"),
        ("Starting on Friday, troops will patrol the capital.", "patrol", "2022-12-23", None),
    ],
)
def test_dated(read: Read, text: str, word: str, start: str | None, end: str | None) -> None:
    assert days(when(read(text), word)) == (start, end)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The president condemned Friday's bombing of the embassy.", "condemned"),
        ("Protesters marched in the capital for three days.", "marched"),
        ("The daily raids hurt the town.", "hurt"),
        ("The raid came two weeks after a ceasefire was signed.", "came"),
        ("The guard who was fired in 2019 attacked the mayor.", "attacked"),
        ("Winter tightens its grip.", "tightens"),
        ("The army shelled the town.", "shelled"),
        ("A court on Monday jailed a sergeant for the assassination of a mayor.", "assassination"),
        ("Brussels imposed sanctions on Minsk on Monday over the crackdown.", "crackdown"),
        ("The envoy spoke on Sunday of the plan that killed the talks.", "killed"),
        ("He joined the march on the capital.", "joined"),
        ("The country imposed the tax for the first time since the end of the war in 1990.", "imposed"),
    ],
)
def test_not_dated(read: Read, text: str, word: str) -> None:
    assert when(read(text), word) is None


def test_evidence_is_the_words_of_the_text(read: Read) -> None:
    document = read("Rebels held the town between Friday and Sunday.")
    found = when(document, "held")
    assert found is not None
    assert found.evidence is not None
    assert found.text == "between Friday and Sunday"
    assert document.text[found.evidence.start : found.evidence.end] == found.text
    assert (found.granularity, found.basis) == (Granularity.INTERVAL, Basis.RELATIVE)


def test_a_date_lent_by_the_clause_that_reports_is_marked(read: Read) -> None:
    found = when(read("Police said on Sunday that gunmen had killed three people."), "killed")
    assert days(found) == ("2022-12-18", "2022-12-18")
    assert found is not None
    assert found.basis is Basis.DISCOURSE


def test_without_parse_nothing_is_attached(read: Read) -> None:
    document = read("He died on Sunday.")
    bare = replace(document, sentences=(replace(document.sentences[0], parse=None),))
    expressions = TimeTagger().tag(bare)
    assert [e.value for e in expressions] == ["2022-12-18"]
    assert attach_time(bare, expressions, 0, 1) is None
    assert list(dated(bare, expressions, 0)) == []


def test_publication_is_a_basis_of_its_own(read: Read) -> None:
    found = publication(read("He died."))
    assert (found.start, found.end, found.basis) == (date(2022, 12, 20), date(2022, 12, 20), Basis.PUBLICATION)
