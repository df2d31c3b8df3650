"""How alike two mentions are told: their articles, their sentences, and what these mean beside the triggers."""

from functools import cache

from services.dedup.profile import Profile, likeness
from services.dedup.story import contained, share
from services.dedup.weights import (
    HALF_OF_NAMES,
    LEAST_SHARE,
    LIKENESS_LEAST,
    LIKENESS_MOST,
    LIKENESS_ZERO,
    MOST_NAMES_SHARED,
    MOST_NUMBERS_SHARED,
    SHARES,
    UNKNOWN_NUMBERS,
    UNKNOWN_SHARE,
    Evidence,
    Feature,
)


def of_articles(a: Profile, b: Profile) -> Evidence:
    """How alike the articles are that two mentions of different articles stand in."""
    words = share(a.story.words, b.story.words)
    words = UNKNOWN_SHARE if words is None else max(words, LEAST_SHARE)
    return [(feature, min(words, knot) / knot) for feature, knot in SHARES.items()]


def of_sentences(a: Profile, b: Profile, same_article: bool) -> Evidence:
    """How alike the sentences are. An article tells the next thing in the next sentence: unlike ones mean nothing."""
    if a.sentence == b.sentence:
        if a.trigger != b.trigger:
            return [(Feature.SAME_BREATH, 1.0)]
        return [(Feature.SAME_WORDS, 1.0), (Feature.COPIED, 1.0)] if a.long else [(Feature.SAME_WORDS, 1.0)]
    cosine = likeness(a, b)
    if cosine is None:
        return []
    least = 0.0 if same_article else LIKENESS_LEAST
    return [(Feature.LIKENESS, max(least, min(LIKENESS_MOST, cosine - LIKENESS_ZERO)))]


def of_names(a: Profile, b: Profile, same_article: bool) -> Evidence:
    """Names and numbers in common, of two events of no type: their articles', and their sentences'."""
    found: Evidence = []
    if not same_article:
        names, numbers = share(a.story.names, b.story.names), share(a.story.numbers, b.story.numbers)
        if names is not None:
            found.append((Feature.NAMES_TO_20, min(names, MOST_NAMES_SHARED) / MOST_NAMES_SHARED - 1.0))
        if numbers is not None:
            known = min(numbers, MOST_NUMBERS_SHARED) - UNKNOWN_NUMBERS
            found.append((Feature.NUMBERS_TO_40, known / MOST_NUMBERS_SHARED))
    said = contained(a.names, b.names)
    if said is not None:
        found.append((Feature.SENTENCE_NAMES, said - HALF_OF_NAMES))
    if contained(a.numbers, b.numbers) == 0.0:
        found.append((Feature.OTHER_NUMBERS, 1.0))
    return found


def of_deeds(told: dict[Feature, float], articles: dict[Feature, float], said: dict[Feature, float]) -> Evidence:
    """What the triggers and the sentences of events of no type mean in one story, and in one article."""
    kin, alike = told[Feature.TRIGGER_LIKENESS], said.get(Feature.LIKENESS, 0.0)
    if not articles:
        return [(Feature.KIN_IN_ARTICLE, kin), (Feature.LIKENESS_IN_ARTICLE, alike)]
    story = articles[Feature.WORDS_TO_40]
    return [(Feature.UNLIKE_IN_STORY, (1.0 - kin) * story), (Feature.LIKENESS_IN_STORY, alike * story)]


@cache
def most_of_articles(weights: tuple[float, ...]) -> float:
    """The most points that `of_articles` can give."""
    points, most = 0.0, 0.0
    for part in sorted(SHARES.values()):
        points = sum(weights[feature] * min(part, knot) / knot for feature, knot in SHARES.items())
        most = max(most, points)
    return most


@cache
def most_of_sentences(weights: tuple[float, ...]) -> float:
    """The most points that `of_sentences` can give to events with a type."""
    return max(
        weights[Feature.SAME_WORDS] + max(0.0, weights[Feature.COPIED]),
        weights[Feature.SAME_BREATH],
        weights[Feature.LIKENESS] * LIKENESS_MOST,
        0.0,
    )
