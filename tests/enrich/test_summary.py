"""The summary line: golden sentences for all types, for every factuality, and for what is missing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.cluster import Canonical
from schemas.event import EventPlace
from schemas.fields import Casualties, CasualtyKind, Factuality, Qualifier
from schemas.plover import MODE_SCORE, EventType
from services.enrich.enricher import Enricher
from services.enrich.summary import summarise
from tests.enrich.builders import GAZETTEER, NOW, cluster, party, place, record, words

RUSSIA, UKRAINE, CHINA = party("Russia", "RUS"), party("Ukraine", "UKR"), party("China", "CHN")
USA, IRAN, PUTIN = party("United States", "USA"), party("Iran", "IRN"), party("Vladimir Putin", "RUS")
ISRAEL = party("Israel", "ISR")
KYIV, MINSK, PARIS, GAZA = place(703448), place(625144), place(2988507), place("PS.GZ")
DAY = "on 19 December 2022"
DEAD = [Casualties(kind=CasualtyKind.KILLED, min=3, max=3), Casualties(kind=CasualtyKind.INJURED, min=11, max=11)]
T, F = EventType, Factuality


def line(canonical: Canonical) -> str:
    return Enricher(GAZETTEER).run(cluster(canonical), NOW).summary


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        (record(T.AGREE, None, [RUSSIA], [CHINA]), f"Russia agreed with China {DAY}"),
        (record(T.CONSULT, "visit", [PUTIN], [party("Belarus", "BLR")], where=MINSK),
         f"Vladimir Putin visited Minsk, Belarus, {DAY}"),
        (record(T.CONSULT, None, [RUSSIA, CHINA]), f"Russia and China held talks {DAY}"),
        (record(T.SUPPORT, None, [USA], [UKRAINE]), f"The United States expressed support for Ukraine {DAY}"),
        (record(T.CONCEDE, None, [IRAN], [USA]), f"Iran made a concession to the United States {DAY}"),
        (record(T.COOPERATE, None, [RUSSIA], [CHINA]), f"Russia cooperated with China {DAY}"),
        (record(T.AID, None, [USA], [UKRAINE], when=None), "The United States gave aid to Ukraine"),
        (record(T.RETREAT, "ceasefire", [party("Hamas"), party("Israel", "ISR")], where=GAZA),
         f"Hamas and Israel ceased fire in the Gaza Strip, Palestinian Territories, {DAY}"),
        (record(T.REQUEST, "assist", [party("Volodymyr Zelensky", "UKR")], [words("Western countries")]),
         f"Volodymyr Zelensky asked Western countries for help {DAY}"),
        (record(T.ACCUSE, "disapprove", [party("Maria Zakharova", "RUS")], [USA]),
         f"Maria Zakharova criticised the United States {DAY}"),
        (record(T.REJECT, "meet", [IRAN], [USA]), f"Iran refused talks with the United States {DAY}"),
        (record(T.THREATEN, "violence", [IRAN], [ISRAEL]), f"Iran threatened Israel with violence {DAY}"),
        (record(T.SANCTION, "discontinue", [party("European Union", "EUR")], [RUSSIA]),
         f"The European Union imposed sanctions on Russia {DAY}"),
        (record(T.PROTEST, "demo", [words("thousands of people")], [words("the government")], where=PARIS),
         f"Thousands of people demonstrated against the government in Paris, France, {DAY}"),
        (record(T.MOBILIZE, "troops", [RUSSIA], [UKRAINE]), f"Russia mobilised troops against Ukraine {DAY}"),
        (record(T.COERCE, "arrest", [], [words("12 opposition activists")], where=MINSK),
         f"12 opposition activists were arrested in Minsk, Belarus, {DAY}"),
        (record(T.ASSAULT, "drone", [RUSSIA], [party("Kyiv", "UKR")], where=KYIV, casualties=DEAD),
         f"Russia attacked Kyiv, Ukraine, with drones {DAY}; 3 killed, 11 injured"),
    ],
)  # fmt: skip
def test_each_type_reads_like_a_sentence(canonical: Canonical, expected: str) -> None:
    assert line(canonical) == expected


@pytest.mark.parametrize(
    ("factuality", "by", "expected"),
    [
        (F.ASSERTED, None, f"Iran attacked Israel with drones {DAY}"),
        (F.ATTRIBUTED, None, f"Iran reportedly attacked Israel with drones {DAY}"),
        (F.ATTRIBUTED, "Israeli officials", f"Iran attacked Israel with drones {DAY}, according to Israeli officials"),
        (F.PLANNED, None, f"Iran plans to attack Israel with drones {DAY}"),
        (F.HYPOTHETICAL, None, f"Iran might attack Israel with drones {DAY}"),
        (F.NEGATED, None, f"Iran did not attack Israel with drones {DAY}"),
        (F.NEGATED, "Iran", f"Iran denied having attacked Israel with drones {DAY}"),
        (F.HABITUAL, None, f"Iran has repeatedly attacked Israel with drones {DAY}"),
    ],
)
def test_says_how_real_it_is(factuality: Factuality, by: str | None, expected: str) -> None:
    assert line(record(T.ASSAULT, "drone", [IRAN], [ISRAEL], factuality=factuality, by=by)) == expected


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        (record(T.ASSAULT, None, [], [words("three civilians")], where=place(690791)),
         f"Three civilians were attacked in Ukraine {DAY}"),
        (record(T.ASSAULT, None, [], [], when=None), "An attack took place"),
        (record(T.ASSAULT, "explosives", [words("UNK")], [], where=KYIV),
         f"A bombing took place in Kyiv, Ukraine, {DAY}"),
        (record(T.CONSULT, None, [], [UKRAINE]), f"Talks were held, involving Ukraine, {DAY}"),
        (record(T.COERCE, "arrest", [words("police")], []), f"Police made arrests {DAY}"),
        (record(T.ASSAULT, None, [words("it")], []), f"An attack took place {DAY}"),
        (record(T.ASSAULT, None, [RUSSIA, UKRAINE], [], where=place("UA.05")),
         f"Russia and Ukraine clashed in the Donetsk region, Ukraine, {DAY}"),
        (record(T.ASSAULT, "aerial", [RUSSIA], [UKRAINE], where=place(706483)),
         f"Russia attacked Ukraine from the air in Kharkiv {DAY}"),
        (record(T.CONSULT, None, [USA, RUSSIA, CHINA, IRAN, UKRAINE]),
         f"The United States, Russia, China and 2 others held talks {DAY}"),
        (record(T.COERCE, "arrest", [], [words("a journalist")], factuality=F.PLANNED),
         f"A journalist is to be arrested {DAY}"),
    ],
)  # fmt: skip
def test_leaves_out_what_is_not_known(canonical: Canonical, expected: str) -> None:
    assert line(canonical) == expected


@pytest.mark.parametrize(
    ("casualties", "expected"),
    [
        ([Casualties(kind=CasualtyKind.KILLED, min=20, max=None, qualifier=Qualifier.AT_LEAST)], "at least 20 killed"),
        ([Casualties(kind=CasualtyKind.KILLED, min=2, max=2, victims="children")], "2 children killed"),
        ([Casualties(kind=CasualtyKind.KILLED, min=3, max=3), Casualties(kind=CasualtyKind.KILLED, min=5, max=5)],
         "3 to 5 killed, by differing counts"),
        ([Casualties(kind=CasualtyKind.KILLED, min=2, max=2),
          Casualties(kind=CasualtyKind.KILLED, min=20, max=None, qualifier=Qualifier.AT_LEAST),
          Casualties(kind=CasualtyKind.INJURED, min=12, max=12)],
         "2 to at least 20 killed, by differing counts; 12 injured"),
        ([Casualties(kind=CasualtyKind.INJURED, min=10, max=12)], "10 to 12 injured"),
        ([Casualties(kind=CasualtyKind.KILLED, min=None, max=None, qualifier=Qualifier.NO_MAJOR)],
         "no major casualties"),
        ([Casualties(kind=CasualtyKind.DISPLACED, min=12000, max=12000, qualifier=Qualifier.ABOUT)],
         "about 12,000 displaced"),
    ],
)  # fmt: skip
def test_casualties_stand_at_the_end(casualties: list[Casualties], expected: str) -> None:
    assert line(record(T.ASSAULT, None, [RUSSIA], [], casualties=casualties)).endswith(f"; {expected}")


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        (record(T.ACCUSE, "disapprove", [words("Opposition parties")], [words("Gunmen in uniforms, who fled")]),
         f"Opposition parties criticised gunmen in uniforms {DAY}"),
        (record(T.ASSAULT, None, [words("Chinese troops")], [words("At least 20 Indian soldiers")]),
         f"Chinese troops attacked at least 20 Indian soldiers {DAY}"),
        (record(T.REQUEST, "assist", [UKRAINE], [party("The West")]), f"Ukraine asked the West for help {DAY}"),
        (record(T.AID, None, [USA], [words("the port of Odesa")], where=place(698740)),
         f"The United States gave aid to the port of Odesa in Ukraine {DAY}"),
        (record(T.MOBILIZE, "weapons", [IRAN], where=place(130758)), f"Iran readied weapons {DAY}"),
        (record(T.SANCTION, "expel", [IRAN], [USA], factuality=F.ATTRIBUTED, by="The United Nations"),
         f"Iran expelled the United States {DAY}, according to the United Nations"),
        (record(T.COERCE, "arrest", [words("police")], [words("two men")],
                casualties=[Casualties(kind=CasualtyKind.DETAINED, min=2, max=2)]), f"Police arrested two men {DAY}"),
    ],
)  # fmt: skip
def test_says_nothing_twice_and_writes_words_as_inside_a_sentence(canonical: Canonical, expected: str) -> None:
    assert line(canonical) == expected


def test_every_mode_has_its_own_phrase() -> None:
    lines = {}
    for event_type in EventType:
        for mode in (None, *MODE_SCORE.get(event_type, {})):
            said = line(record(event_type, mode, [RUSSIA], [UKRAINE]))
            assert said.startswith("Russia "), said
            assert said not in lines, (event_type, mode, lines.get(said))
            lines[said] = (event_type, mode)


@settings(max_examples=80)
@given(
    st.sampled_from(list(EventType)),
    st.lists(st.text(max_size=300), max_size=6),
    st.lists(st.text(max_size=300), max_size=6),
    st.sampled_from(list(Factuality)),
    st.one_of(st.none(), st.text(max_size=300)),
    st.text(max_size=300),
)
def test_any_words_make_one_line(
    event_type: EventType,
    actors: list[str],
    recipients: list[str],
    factuality: Factuality,
    by: str | None,
    name: str,
) -> None:
    parties = [words(a) for a in actors], [words(r) for r in recipients]
    canonical = record(event_type, None, *parties, factuality=factuality, by=by)
    where = EventPlace(text=name, name=name, country=None, resolution=4)
    said = summarise(canonical, where, GAZETTEER)
    assert said
    assert len(said.splitlines()) == 1
