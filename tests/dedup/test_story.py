"""What of an article is compared, as hashes."""

from hypothesis import given
from hypothesis import strategies as st

from schemas.telling import MOST_NAMES, MOST_NUMBERS, MOST_WORDS
from services.dedup.story import contained, names_in, numbers_in, share, story_of

ARTICLE = ("pirate", "Sukanya", "frigate", "Aden", "#26")


def test_names_have_a_capital_and_numbers_a_mark() -> None:
    story = story_of(ARTICLE)
    assert [len(part) // 4 for part in (story.words, story.names, story.numbers)] == [2, 2, 1]
    assert story.words == story_of(("pirate", "frigate")).words
    assert story.names == story_of(("Sukanya", "Aden")).names


def test_a_sentence_says_some_of_its_articles_names_and_its_own_numbers() -> None:
    story = story_of(ARTICLE)
    sentence = "THE SUKANYA took 26 pirates and 1,500 rounds on Monday."
    assert names_in(sentence, story) == story_of(("Sukanya",)).names
    assert numbers_in(sentence) == story_of(("#26", "#1,500")).numbers
    assert names_in("It sank.", story) == numbers_in("It sank.") == b""


def test_shares() -> None:
    three, two = story_of(("a", "b", "c", "d")).words, story_of(("c", "d", "x")).words
    assert share(three, two) == share(two, three) == 2 / 12**0.5
    assert contained(three, two) == contained(two, three) == 2 / 3
    assert share(three, b"") is contained(b"", two) is None


@given(st.lists(st.text(max_size=12), max_size=200), st.text())
def test_any_words(told: list[str], sentence: str) -> None:
    story = story_of(tuple(told))
    assert len(story.words) <= 4 * MOST_WORDS
    assert len(story.names) <= 4 * MOST_NAMES
    assert len(story.numbers) <= 4 * MOST_NUMBERS
    assert len(names_in(sentence, story)) <= len(story.names)
    assert len(numbers_in(sentence)) <= 4 * MOST_NUMBERS
