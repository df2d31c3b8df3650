"""What each agreement between two mentions is worth: the features of a pair, and their weights in `weights.tsv`.

Points are log-odds: two mentions are of one event with the probability 1 / (1 + exp(-points)). The file says for each
feature its weight and the one set by hand that training starts from; `bench/train_dedup.py` is its recipe. Conflicts
(another day, another town, other countries) forbid outright and have no weight: "two attacks three days apart are two
records".
"""

from enum import IntEnum, auto
from functools import cache
from importlib.resources import files
from math import exp

FILE = "weights.tsv"


class Feature(IntEnum):
    """One row of the weights each. NOTHING is worth nothing: what can not be compared."""

    NOTHING = 0
    # Every pair has one of these.
    MATERIAL = auto()
    VERBAL = auto()  # statements, meetings and demands are made daily by the same few people on changing subjects
    UNTYPED = auto()  # of no PLOVER type: what was done is known by its trigger alone
    SAME_ARTICLE = auto()  # an article mostly tells of few events; its second mention of a kind is often the first

    SAME_DAY = auto()
    ASSUMED_DAY = auto()  # of news without a date: published together
    ASSUMED_GAP = auto()  # the same, but a day apart
    SAME_PERIOD = auto()  # both say a month or a year, mostly the same one
    OTHER_PERIOD = auto()
    DAY_IN_PERIOD = auto()  # many events fit in a month: a vague mention must not bridge two dated ones
    DAY_IN_WEEK = auto()  # "last week", "over the past few days": of what was news then
    RECALLED_DAY = auto()  # beside SAME_DAY: of one day few deeds are told still when it is long past
    BACKGROUND_UNDATED = auto()  # history told without a date may be any

    SAME_TOWN = auto()
    NEAR = auto()  # a suburb, an airport, a village of the same district
    SAME_REGION = auto()
    TOWN_IN_REGION = auto()
    SAME_COUNTRY_ONLY = auto()
    PLACE_IN_COUNTRY = auto()

    SAME_NAME = auto()
    SAME_COUNTRY_AND_SECTOR = auto()
    SAME_COUNTRY = auto()
    SAME_SECTOR = auto()
    NO_COMMON_PARTY = auto()
    SAME_VICTIM = auto()  # beside SAME_NAME: a person is killed once
    OTHER_NAMES = auto()  # two office holders, two companies: only very like words outweigh it
    SAME_PAIR = auto()  # both parties of a meeting or accord agree, beyond the better of the two

    OTHER_TYPE = auto()  # of one family: detained by one outlet, attacked in the next
    SAME_MODE = auto()
    OTHER_MODE = auto()
    OTHER_ACT = auto()
    SAME_TRIGGER = auto()
    SAME_COUNT = auto()  # "three civilians" twice
    OTHER_COUNT = auto()  # counts of one event differ between sources and grow: weak evidence against it

    LIKENESS = auto()  # cosine of sentence embeddings, less LIKENESS_ZERO
    SAME_WORDS = auto()  # the same sentence
    COPIED = auto()  # of some length: a copy, read otherwise where a cut left "he" without his name
    SAME_BREATH = auto()  # two triggers in one sentence, "opened fire, killing one": mostly one event

    # Both articles' telling words, as the share of them in common, up to each of four shares.
    WORDS_TO_5 = auto()
    WORDS_TO_10 = auto()
    WORDS_TO_20 = auto()
    WORDS_TO_40 = auto()

    # Of events of no PLOVER type.
    # Names and numbers of both articles in common, as a part of a share, less what is taken where they are not known:
    # two pirate attacks differ in ships and counts.
    NAMES_TO_20 = auto()
    NUMBERS_TO_40 = auto()
    SENTENCE_NAMES = auto()  # the part of the fewer names that both sentences say, less HALF_OF_NAMES
    UNTYPED_SAME_ARTICLE = auto()
    UNTYPED_SAME_TRIGGER = auto()
    TRIGGER_LIKENESS = auto()  # cosine of the triggers' embeddings
    TRIGGER_KINSHIP = auto()  # the same, less KIN
    UNLIKE_IN_STORY = auto()  # of one story articles tell many events, by other triggers
    LIKENESS_IN_STORY = auto()  # in sentences that are all somewhat alike
    KIN_IN_ARTICLE = auto()
    LIKENESS_IN_ARTICLE = auto()
    OTHER_NUMBERS = auto()  # no number in common; of typed events extract reads what the numbers count


Evidence = list[tuple[Feature, float]]
"""The features of a pair of mentions with their values."""

# Paraphrases of one event average .55, other events .30 (model card of the encoder, MEANTIME).
LIKENESS_ZERO = 0.42
LIKENESS_LEAST, LIKENESS_MOST = -0.29, 0.58
# Words of a sentence that is not alike by chance.
SENTENCE_WORDS = 6
# Shares of telling words that two articles have in common: on other subjects .00 to .03, on one story .2 and more.
SHARES = {
    Feature.WORDS_TO_5: 0.05,
    Feature.WORDS_TO_10: 0.1,
    Feature.WORDS_TO_20: 0.2,
    Feature.WORDS_TO_40: 0.4,
}
LEAST_SHARE = 0.05  # a smaller one counts as this: articles of one corpus hardly share nothing, those of a stream do
MOST_NAMES_SHARED, MOST_NUMBERS_SHARED = 0.2, 0.4
UNKNOWN_NUMBERS = 0.1
HALF_OF_NAMES = 0.5
UNKNOWN_SHARE = 0.25  # taken for that of articles whose words are not given: what is compared is mostly of one story
# Cosine of two triggers: unlike ones are two deeds, whatever else agrees; from KIN on the words mean much the same.
LEAST_KIN, KIN = 0.35, 0.4


Table = dict[Feature, float]


def read(text: str) -> tuple[Table, Table, Table, float]:
    """Weights, weights set by hand, weights for events of no type and the threshold of a weights file.

    Its columns are name, weight, hand, untyped; comments begin with `#`.
    """
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    threshold = next(float(weight) for name, weight, *_ in rows if name == "threshold")
    named = {Feature[name.upper()]: [float(c) for c in columns] for name, *columns in rows if name != "threshold"}
    weights, by_hand, untyped = ({f: row[n] for f, row in named.items()} for n in range(3))
    return weights, by_hand, untyped, threshold


@cache
def shipped(untyped: bool = False) -> tuple[tuple[float, ...], float]:
    """The weights by number of feature, and the points from which two mentions are taken for one event.

    untyped: of events of no PLOVER type. These stand in the scored corpora by the thousand, those with a type by the
    hundred: learned from both together, the weights join what an article of many events tells apart.
    """
    typed, _, of_no_type, threshold = read((files(__package__) / FILE).read_text("utf-8"))
    table = of_no_type if untyped else typed
    return tuple(table.get(f, 0.0) for f in Feature), threshold


def probability(points: float) -> float:
    """Of points in log-odds."""
    return 1.0 / (1.0 + exp(-max(-40.0, min(40.0, points))))
