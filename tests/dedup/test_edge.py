"""Which mentions are of one event: one attack told in other words is; another day, town or party is not."""

from datetime import UTC, date, datetime, timedelta

import pytest

from schemas.base import Span
from schemas.fields import Actor, Basis, Factuality
from schemas.mention import EventMention
from schemas.plover import EventType, Sector
from services.dedup.edge import same_event, score
from services.dedup.profile import profile_of
from tests.dedup.samples import DAY, PARTIES, TOWNS, embedding, killed, mention, on

ATTACK = mention()
OTHER_WORDS = {"sentence": "Guns fired on Aville all day.", "embedding": embedding(99, 0.55), "lemma": "fire"}


def one(a: EventMention, b: EventMention, same_article: bool = False) -> bool:
    return same_event(profile_of(a), profile_of(b), same_article)


@pytest.mark.parametrize(
    "told",
    [
        {},
        OTHER_WORDS,
        {**OTHER_WORDS, "recipients": []},
        {**OTHER_WORDS, "mode": "heavy-weapons", "factuality": Factuality.ATTRIBUTED, "attributed_to": "the mayor"},
        {**OTHER_WORDS, "casualties": [killed(5)]},
        {"actors": [PARTIES["state"]], **OTHER_WORDS},
        {"where": TOWNS["Region 1"], "casualties": [killed(3)]},
        {"when": on(DAY, DAY + timedelta(days=1))},
    ],
)
def test_one_attack_told_otherwise(told: dict[str, object]) -> None:
    attack = mention(casualties=[killed(3)])
    assert one(attack, mention(**told))


@pytest.mark.parametrize(
    "told",
    [
        {"when": on(DAY + timedelta(days=3))},
        {"when": on(DAY + timedelta(days=1))},
        {"where": TOWNS["Btown"]},
        {"actors": [Actor(text="the army", country="BLR", sector=Sector.MIL)], **OTHER_WORDS},
        {"type": EventType.PROTEST},
        {"type": EventType.COERCE, "lemma": "seize"},
        {"block": "RUS4"},
        {"factuality": Factuality.NEGATED},
        {"factuality": Factuality.HYPOTHETICAL},
        {"when": on(date(2024, 4, 1), date(2024, 5, 31)), **OTHER_WORDS},
        {"when": None, "where": None, "actors": [], "recipients": [], **OTHER_WORDS},
    ],
)
def test_not_one(told: dict[str, object]) -> None:
    assert not one(ATTACK, mention(**told))


def test_two_attacks_three_days_apart_are_not_bridged_by_an_undated_mention() -> None:
    later = DAY + timedelta(days=3)
    first, second = mention("1"), mention("2", when=on(later), published_at=f"{later}T12:00:00Z")
    undated = mention("3", when=None, published_at=f"{later}T12:00:00Z")
    assert not one(first, second)
    assert not one(first, undated)
    assert one(second, undated)


def test_a_mention_that_says_little_needs_the_same_words() -> None:
    vague = {"when": None, "where": None, "actors": [], "recipients": []}
    assert one(mention(**vague), mention(**vague))
    assert not one(mention(**vague), mention(**vague, **OTHER_WORDS))


def test_within_an_article_less_is_needed() -> None:
    unlike = {"sentence": "It was the worst.", "embedding": embedding(98, 0.3), "lemma": "hit"}
    attack = mention(mode="heavy-weapons")
    again = mention(where=None, recipients=[], mode="heavy-weapons", **unlike)
    assert not one(attack, again)
    assert one(attack, again, same_article=True)


def test_two_ministers_saying_alike_things_are_two() -> None:
    verbal = {"type": EventType.ACCUSE, "block": "RUS3", "where": None, "recipients": [PARTIES["victims"]]}
    by_one = mention(actors=[PARTIES["minister"]], **verbal)
    by_other = mention(actors=[PARTIES["other minister"]], **verbal, **OTHER_WORDS)
    assert not one(by_one, by_other)
    assert one(by_one, mention(actors=[PARTIES["minister"]], **verbal, **OTHER_WORDS))


def test_joint_events_have_both_parties_either_way_round() -> None:
    joint = {"type": EventType.COOPERATE, "block": "RUS2", "where": None}
    china, belarus = Actor(text="China", country="CHN"), Actor(text="Minsk", country="BLR")
    drills = mention(actors=[PARTIES["state"]], recipients=[china], **joint)
    assert one(drills, mention(actors=[china], recipients=[PARTIES["state"]], **joint, **OTHER_WORDS))
    assert not one(drills, mention(actors=[PARTIES["state"], belarus], recipients=[], **joint))


def test_one_word_read_as_two_types() -> None:
    otherwise = mention(type=EventType.COERCE)
    assert one(ATTACK, otherwise)
    assert not one(ATTACK, otherwise, same_article=True)


def test_a_sentence_printed_twice_is_one_event_whoever_its_cut_copy_takes_for_the_actor() -> None:
    army = [Actor(text="it", country="BLR", sector=Sector.MIL)]
    assert one(ATTACK, mention(actors=army))
    assert not one(ATTACK, mention(actors=army, where=TOWNS["Btown"]))
    assert not one(ATTACK, mention(actors=army, recipients=army))


def test_unreadable_embeddings_say_nothing() -> None:
    assert one(mention(embedding=""), mention(**{**OTHER_WORDS, "embedding": "?"}))


def test_dates_taken_from_the_publication_agree_with_the_day_before() -> None:
    assumed = mention(when=on(DAY + timedelta(days=1), basis=Basis.PUBLICATION))
    assert one(ATTACK, assumed)
    assert not one(ATTACK, mention(when=on(DAY + timedelta(days=3), basis=Basis.PUBLICATION)))


def test_a_day_between_an_assumed_date_and_another_takes_more_agreement() -> None:
    late = {"when": on(DAY + timedelta(days=2), basis=Basis.PUBLICATION)}
    assert one(ATTACK, mention(**late))
    assert not one(ATTACK, mention(**late, **OTHER_WORDS, where=TOWNS["Region 1"]))


def test_two_deeds_in_one_sentence_are_two() -> None:
    sentence = "Gunmen attacked the school in Aville, abducted pupils and shot at guards."
    shot = mention(sentence=sentence, mode="firearms", trigger=Span(start=50, end=54, text="shot"), lemma="shoot")
    taken = mention(sentence=sentence, mode="abduct", trigger=Span(start=30, end=38, text="abducted"), lemma="abduct")
    raid = mention(sentence=sentence, trigger=Span(start=7, end=15, text="attacked"), lemma="attack")
    assert not one(shot, taken, same_article=True)
    assert one(shot, raid, same_article=True)


def test_a_state_is_no_specific_party() -> None:
    said = {"type": EventType.REQUEST, "block": "UKR3", "where": None, "recipients": []}
    state = Actor(text="Moscow", name="Russia", country="RUS")
    for actor, enough in ((state, False), (PARTIES["minister"], True)):
        theirs = {**said, "actors": [actor]}
        assert one(mention(**theirs), mention(**{**theirs, **OTHER_WORDS, "lemma": "shell"})) is enough


def test_the_day_of_what_is_said_of_an_event_may_be_the_day_after() -> None:
    """ "Rebels kidnapped four soldiers, the army said on Thursday": on Wednesday, says the next."""
    sentence = "Guns shelled Aville, the army said on Monday."
    said = on(DAY, basis=Basis.DISCOURSE)
    assert said is not None
    lent = said.model_copy(update={"evidence": Span(start=35, end=44, text="on Monday")})
    before = mention(when=on(DAY - timedelta(days=1)), casualties=[killed(3)])
    assert one(mention(sentence=sentence, when=lent, casualties=[killed(3)]), before)
    assert points(mention(sentence=sentence, when=lent), mention(sentence=sentence, when=lent)) == points(
        mention(sentence=sentence), mention(sentence=sentence)
    )
    told_before = said.model_copy(update={"evidence": Span(start=900, end=909, text="on Monday")})
    assert not one(mention(sentence=sentence, when=told_before, casualties=[killed(3)]), before)


def test_the_town_of_a_dateline_gives_way_to_one_that_is_told() -> None:
    dateline = TOWNS["Btown"].model_copy(update={"evidence": Span(start=0, end=5, text="BTOWN")})
    assert one(mention(casualties=[killed(3)]), mention(where=dateline, casualties=[killed(3)]))
    told = TOWNS["Btown"].model_copy(update={"evidence": Span(start=40, end=45, text="Btown")})
    assert not one(mention(casualties=[killed(3)]), mention(where=told, casualties=[killed(3)]))
    abroad = dateline.model_copy(update={"country": "RUS"})
    assert not one(mention(casualties=[killed(3)]), mention(where=abroad, casualties=[killed(3)]))


def points(a: EventMention, b: EventMention, same_article: bool = False) -> float:
    found = score(profile_of(a), profile_of(b), same_article)
    assert found is not None
    return found


def test_a_person_is_killed_once() -> None:
    mayor = Actor(text="the mayor", name="Ivan Petrenko", country="UKR", sector=Sector.GOV, title="mayor")
    other = Actor(text="the mayor", name="Oleh Bondar", country="UKR", sector=Sector.GOV, title="mayor")
    murder = {"actors": [], "where": None, "recipients": [mayor], "casualties": [killed(1)]}
    shot = mention(**murder)
    month = on(DAY.replace(day=1), DAY.replace(day=31))
    recalled = {**OTHER_WORDS, **murder, "when": month}
    assert one(shot, mention(**recalled))
    assert one(shot, mention(**{**recalled, "casualties": [], "mode": "targeted"}))
    assert not one(shot, mention(**{**recalled, "recipients": [other]}))
    assert not one(shot, mention(**{**recalled, "casualties": [killed(9)]}))
    assert not one(shot, mention(**{**recalled, "casualties": []}))


def test_last_week_holds_its_days_better_than_last_month() -> None:
    week = mention(when=on(DAY, DAY + timedelta(days=6)))
    month = mention(when=on(DAY, DAY + timedelta(days=30)))
    assert points(ATTACK, week) > points(ATTACK, month)


def test_a_day_told_when_it_is_long_past_says_more() -> None:
    late = mention(published_at=datetime(2024, 7, 1, tzinfo=UTC), **OTHER_WORDS)
    assert points(ATTACK, late) > points(ATTACK, mention(**OTHER_WORDS))


def test_a_description_and_a_name_do_not_disagree() -> None:
    """ "A local leader was shot on Friday … Rosa Melgar was shot in front of her house": nothing to compare."""
    described = mention(recipients=[Actor(text="a local leader", sector=Sector.GOV)])
    named = mention(recipients=[Actor(text="Rosa Melgar", name="Rosa Melgar")])
    stranger = mention(recipients=[Actor(text="a farmer", sector=Sector.AGR)])
    assert points(described, named, same_article=True) > points(described, stranger, same_article=True)


def test_a_meeting_told_under_a_dateline_at_home() -> None:
    china = Actor(text="China", country="CHN")
    met = {"type": EventType.CONSULT, "block": "accord", "actors": [PARTIES["state"], china], "recipients": []}
    there = {"geonameid": 77, "country": "CHN", "evidence": Span(start=40, end=45, text="Btown")}
    abroad = mention(where=TOWNS["Btown"].model_copy(update=there), **met)
    dateline = TOWNS["Aville"].model_copy(update={"evidence": Span(start=0, end=6, text="AVILLE")})
    assert one(abroad, mention(where=dateline, **met))
    assert not one(abroad, mention(where=TOWNS["Aville"], **met))


def test_articles_that_share_nothing_are_no_likelier_of_one_event_than_those_that_share_a_little() -> None:
    words = [f"w{i}" for i in range(20)]
    others = [f"o{i}" for i in range(20)]
    first = mention(article_words=words)
    nothing = points(first, mention(article_words=others, **OTHER_WORDS))
    little = points(first, mention(article_words=[words[0], *others[1:]], **OTHER_WORDS))
    much = points(first, mention(article_words=[*words[:8], *others[8:]], **OTHER_WORDS))
    assert nothing <= little < much


def test_weeks_are_counted_give_or_take_a_day() -> None:
    counted = on(DAY + timedelta(days=1), basis=Basis.RELATIVE)
    assert counted is not None
    assert one(ATTACK, mention(when=counted.model_copy(update={"text": "two weeks"})))
    assert not one(ATTACK, mention(when=counted.model_copy(update={"text": "two days"})))


WORDS = [f"word{n}" for n in range(8)]


def test_two_raids_told_in_the_same_words_differ_in_ships_and_counts() -> None:
    def raid(*told: str) -> EventMention:
        return mention(article_words=[*WORDS, *told], trigger_embedding=embedding(1, 1.0))

    sukanya = raid("Sukanya", "Harstad", "#26", "#14")
    same = points(sukanya, raid("Sukanya", "Harstad", "#26", "#14"))
    other = points(sukanya, raid("Mysore", "Gibe", "#23", "#12"))
    unknown = points(sukanya, raid())
    assert same > unknown > other
    assert same - other > 1.5  # more than what a day told is worth beside one assumed


def test_sentences_that_name_the_same_are_likelier_of_one_event() -> None:
    names = ["Sukanya", "Mysore"]
    untyped = {"article_words": names, "trigger_embedding": embedding(1, 1.0)}
    said = [mention(sentence=f"The {n} caught them off Aville.", **untyped) for n in (*names, "Mysore")]
    assert points(said[1], said[2].model_copy(update={"embedding": said[0].embedding})) > points(said[0], said[1])
