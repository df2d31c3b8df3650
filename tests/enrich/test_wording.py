"""Verbs and objects that summaries take from the sentences themselves."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.base import Span
from schemas.cluster import Canonical
from schemas.fields import Actor, Casualties, CasualtyKind, Factuality
from schemas.mention import EventMention
from schemas.plover import EventType, Sector
from services.enrich.descriptions import described
from services.enrich.enricher import Enricher
from services.enrich.summary import summarise
from services.enrich.tables import WORDINGS
from tests.enrich.builders import GAZETTEER, NOW, cluster, party, place, profile, record, words

T = EventType
DAY = "on 19 December 2022"
START = 1000  # of the sentence in its article


def told(canonical: Canonical, sentence: str, trigger: str, lemma: str, roleset: str | None = None) -> EventMention:
    """The mention of `sentence`, in which trigger and recipients stand at their words' first places."""

    def span(text: str) -> Span:
        start = START + max(0, sentence.find(text))
        return Span(start=start, end=start + len(text), text=text)

    parties = [r.model_copy(update={"evidence": span(r.text)}) for r in canonical.recipients]
    return profile(canonical).model_copy(
        update={
            "sentence": Span(start=START, end=START + len(sentence), text=sentence),
            "trigger": span(trigger),
            "trigger_lemma": lemma,
            "roleset": roleset,
            "recipients": parties,
            "factuality": canonical.factuality,
        }
    )


def line(canonical: Canonical, sentence: str, trigger: str, lemma: str, roleset: str | None = None) -> str:
    told_once = cluster(canonical).model_copy(update={"profiles": [told(canonical, sentence, trigger, lemma, roleset)]})
    return Enricher(GAZETTEER).run(told_once, NOW).summary


SHETTIMA, RESIDENTS, IRAN = party("Kashim Shettima", "NGA"), words("residents"), party("Iran", "IRN")


@pytest.mark.parametrize(
    ("event_type", "mode", "recipients", "sentence", "trigger", "lemma", "expected"),
    [
        (T.ACCUSE, "disapprove", [], "He condemned the bombing and left.", "condemned", "condemn",
         "condemned the bombing"),
        (T.AGREE, None, [], "He promised to send more troops to the city.", "promised", "promise",
         "promised to send more troops to the city"),
        (T.COERCE, "restrict", [], "He sealed off the area, police said.", "sealed", "seal", "sealed off the area"),
        (T.COERCE, "restrict", [], "He sealed off the area, police said.", "sealed off", "seal", "sealed off the area"),
        (T.ACCUSE, "disapprove", [], "He condemned the killing of Ken Mical and left.", "condemned", "condemn",
         "condemned the killing of Ken Mical"),
        (T.CONCEDE, None, [], "He conceded defeat in an address.", "conceded", "concede", "conceded defeat"),
        (T.REQUEST, "change", [RESIDENTS], "He urged residents to stay calm.", "urged", "urge",
         "urged residents to stay calm"),
        (T.REQUEST, "yield", [RESIDENTS], "He called on residents to leave on Monday.", "called", "call",
         "called on residents to leave"),
        (T.ACCUSE, "allege", [IRAN], "He accused Iran of sending arms, he said.", "accused", "accuse",
         "accused Iran of sending arms"),
        (T.SUPPORT, None, [IRAN], "He praised Iran.", "praised", "praise", "praised Iran"),
    ],
)  # fmt: skip
def test_says_what_the_sentence_says(
    event_type: EventType,
    mode: str | None,
    recipients: list[Actor],
    sentence: str,
    trigger: str,
    lemma: str,
    expected: str,
) -> None:
    assert line(record(event_type, mode, [SHETTIMA], recipients), sentence, trigger, lemma) == (
        f"Kashim Shettima {expected} {DAY}"
    )


@pytest.mark.parametrize(
    ("event_type", "mode", "recipients", "sentence", "trigger", "lemma", "expected"),
    [
        (T.SUPPORT, None, [], "China supported it.", "supported", "support", "expressed support"),
        (T.ACCUSE, "disapprove", [], "It was condemned the same day.", "condemned", "condemn", "voiced condemnation"),
        (T.REJECT, None, [], "He rejected the", "rejected", "reject", "issued a refusal"),
        (T.ACCUSE, "allege", [IRAN], "He accused Iran of seeking political, economic and military conflict.", "accused",
         "accuse", "accused Iran of wrongdoing"),
        (T.REQUEST, "change", [RESIDENTS], "He urged residents to tell us all.", "urged", "urge",
         "urged residents to change course"),
        (T.REQUEST, "change", [RESIDENTS], f"He urged residents to {'go and '.replace('and', 'on') * 12}.", "urged",
         "urge", "urged residents to change course"),
    ],
)  # fmt: skip
def test_says_less_where_the_sentence_is_not_clear(
    event_type: EventType,
    mode: str | None,
    recipients: list[Actor],
    sentence: str,
    trigger: str,
    lemma: str,
    expected: str,
) -> None:
    assert line(record(event_type, mode, [SHETTIMA], recipients), sentence, trigger, lemma) == (
        f"Kashim Shettima {expected} {DAY}"
    )


def test_what_was_not_done_is_not_told_as_done() -> None:
    denied = record(T.ACCUSE, "disapprove", [SHETTIMA], factuality=Factuality.NEGATED)
    said = line(denied, "He never condemned the bombing.", "condemned", "condemn")
    assert said == f"Kashim Shettima did not voice condemnation {DAY}"


def test_one_odd_verb_among_many_tellings_is_not_taken() -> None:
    support = record(T.SUPPORT, None, [SHETTIMA], [IRAN])
    tellings = [told(support, "He praised Iran.", "praised", "praise")] + [
        told(support, "He spoke for Iran.", "spoke", "speak") for _ in range(3)
    ]
    assert summarise(support, None, GAZETTEER, tellings) == f"Kashim Shettima expressed support for Iran {DAY}"


def test_wordings_are_of_known_types() -> None:
    assert all(w.verb or w.alone for w in WORDINGS.values())


KILLED = CasualtyKind.KILLED


@pytest.mark.parametrize(
    ("mode", "actors", "recipient", "claims", "expected"),
    [
        ("drone", [party("Russia", "RUS")], "three civilians", [(3, 3)],
         f"Russia killed three civilians in a drone attack {DAY}"),
        (None, [], "At least four people", [(4, None)], f"At least four people were killed {DAY}"),
        ("explosives", [], "at least four people", [(4, None), (6, 6)],
         f"At least four people were killed in a bombing {DAY}; 4 to 6 killed, by differing counts"),
        (None, [], "three civilians", [(5, 5)], f"Three civilians were attacked {DAY}; 5 killed"),
        ("torture", [], "three civilians", [(3, 3)], f"Three civilians were tortured {DAY}; 3 killed"),
    ],
)  # fmt: skip
def test_the_dead_are_counted_once(
    mode: str | None, actors: list[Actor], recipient: str, claims: list[tuple[int, int | None]], expected: str
) -> None:
    casualties = [Casualties(kind=KILLED, min=low, max=high) for low, high in claims]
    canonical = record(T.ASSAULT, mode, actors, [words(recipient)], casualties=casualties)
    assert summarise(canonical, None, GAZETTEER) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a boarding school in the town of Kagara in central Nigeria", "a boarding school in Kagara"),
        ("152 people in the capital", "152 people"),
        ("Gunmen in military uniforms", "gunmen in military uniforms"),
        ("215 soldiers, among them two commanders", "215 soldiers"),
        ("they", ""),
    ],
)
def test_descriptions_are_short(text: str, expected: str) -> None:
    assert described(text, GAZETTEER, placed=True) == expected


def test_part_of_those_named_before_is_nobody_by_name() -> None:
    drones = Actor(text="18 of them", country="RUS")
    canonical = record(T.ASSAULT, "destroy", [words("Ukrainian forces")], [drones])
    assert summarise(canonical, None, GAZETTEER) == f"Ukrainian forces carried out a destructive attack {DAY}"


def test_a_described_target_says_its_place_once() -> None:
    school = words("a boarding school in the town of Kagara in central Nigeria")
    canonical = record(T.ASSAULT, "firearms", [words("Gunmen")], [school], where=place(2328185))
    said = Enricher(GAZETTEER).run(cluster(canonical), NOW).summary
    assert said == f"Gunmen attacked a boarding school in Kagara, Nigeria, with firearms {DAY}"


def test_bodies_take_the_article_and_people_do_not() -> None:
    food, cities = party("World Food Programme", "UNO"), party("Joe Biden", "USA")
    assert summarise(record(T.AID, None, [food], [cities]), None, GAZETTEER) == (
        f"The World Food Programme gave aid to Joe Biden {DAY}"
    )


def test_who_is_unknown_is_named_only_where_the_sentence_needs_somebody() -> None:
    unknown = Actor(text="unknown", sector=Sector.UNK)
    government = words("the government")
    assert summarise(record(T.PROTEST, None, [unknown], [government]), None, GAZETTEER) == (
        f"Unnamed protesters protested against the government {DAY}"
    )
    assert summarise(record(T.ASSAULT, None, [unknown], [government]), None, GAZETTEER) == (
        f"The government was attacked {DAY}"
    )


def test_a_party_is_not_its_own_source_by_name() -> None:
    canonical = record(T.ASSAULT, None, [IRAN], [RESIDENTS], factuality=Factuality.ATTRIBUTED, by="Iran")
    assert summarise(canonical, None, GAZETTEER) == f"Iran attacked residents {DAY}, by own account"


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(list(EventType)), st.text(max_size=200), st.text(max_size=20), st.text(max_size=200))
def test_any_sentence_makes_one_line(event_type: EventType, before: str, trigger: str, after: str) -> None:
    canonical = record(event_type, None, [SHETTIMA], [])
    mention = told(canonical, before + trigger + after, trigger, trigger)
    for record_of in (canonical, record(event_type, None, [SHETTIMA], [words(after[:5])])):
        said = summarise(record_of, None, GAZETTEER, [mention])
        assert said
        assert len(said.splitlines()) == 1
