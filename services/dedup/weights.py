"""What each agreement between two mentions is worth, in one place, until it is learned from data.

Points, set by hand on this scale: 1 is one everyday coincidence made unlikely (the same country is involved), 2 a
specific agreement that news on other events seldom shares (the same day, the same town, the same named person). Two
mentions are of one event when their points reach the threshold of their kind and nothing forbids it. Conflicts (another
day, another town, other countries) forbid outright and have no weight: "two attacks three days apart are two records".
"""

# Reached by, for example, the same day and town and a common country; or by almost the same words and a party.
MATERIAL_THRESHOLD = 4.0
# Statements, meetings and demands are made daily by the same few people on changing subjects: more must agree.
VERBAL_THRESHOLD = 5.0
# An article mostly tells of few events; its second mention of a kind is often the first again.
SAME_ARTICLE = 1.0

SAME_DAY = 2.0
ASSUMED_DAY = 0.7  # of news without a date: published together
SAME_PERIOD = 1.0  # both say a month or a year, mostly the same one
OTHER_PERIOD = -1.0
DAY_IN_PERIOD = -1.5  # many events fit in a month: a vague mention must not bridge two dated ones
BACKGROUND_UNDATED = -1.0  # history told without a date may be any

SAME_TOWN = 2.0
NEAR = 1.5  # a suburb, an airport, a village of the same district
SAME_REGION = 1.2
TOWN_IN_REGION = 1.0
SAME_COUNTRY_ONLY = 0.4
PLACE_IN_COUNTRY = 0.2

SAME_NAME = 2.0
SAME_COUNTRY_AND_SECTOR = 1.0
SAME_COUNTRY = 0.6
SAME_SECTOR = 0.3
SAME_PAIR = 1.0  # both parties of a meeting or accord agree, beyond the better of the two
NO_COMMON_PARTY = -0.7
OTHER_NAMES = -2.5  # two office holders, two companies: only very like words outweigh it

SAME_MODE = 0.5
OTHER_MODE = -1.5
OTHER_ACT = -5.0
SAME_TRIGGER = 0.7
SAME_COUNT = 1.2  # "three civilians" twice
OTHER_COUNT = -0.5  # counts of one event differ between sources and grow: weak evidence against it

# Cosine of sentence embeddings: paraphrases of one event average .55, other events .30 (model card of the encoder,
# MEANTIME); the line between is worth nothing, the same sentence 3.
LIKENESS_ZERO = 0.42
LIKENESS_SLOPE = 5.2
LIKENESS_LEAST, LIKENESS_MOST = -1.5, 3.0
# A sentence of some length word for word: a copy, read otherwise where a cut left "he" without his name.
SAME_SENTENCE = 2.0
SENTENCE_WORDS = 6
# Two triggers of one type in one sentence, "opened fire, killing one": mostly one event. That their sentences are alike
# says nothing.
SAME_BREATH = 1.5
