"""Finding the names of the tables in words."""

from services.extract.actors.match import agent, find
from services.extract.actors.tables import ActorTables


def keys(text: str, tables: ActorTables) -> list[str]:
    return [h.key for h in find(text.split(), tables)]


def test_the_longest_name_wins(tables: ActorTables) -> None:
    assert keys("The South Sudan army entered", tables) == ["south sudan"]
    assert keys("the Institute for the Study of War said", tables) == ["institute for the study of war"]


def test_abbreviations_need_capitals(tables: ActorTables) -> None:
    assert keys("the US told us it is in IT", tables) == ["=US"]


def test_names_need_capitals(tables: ActorTables) -> None:
    assert keys("a turkey and some china in a jordan", tables) == []


def test_hyphens_do_not_matter(tables: ActorTables) -> None:
    assert keys("al - Shabaab and al-Shabaab", tables) == ["al shabaab", "al shabaab"]


def test_agent_phrases_end_at_the_head(tables: ActorTables) -> None:
    found = agent(["the", "Russian", "Foreign", "Minister"], tables)
    assert found is not None
    assert (found[0].phrase, found[1]) == ("foreign minister", 2)
    assert agent(["the", "weather"], tables) is None
