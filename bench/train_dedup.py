"""Learns the weights of `services/dedup/weights.tsv` and says whether they beat the hand-set ones on topics not seen.

usage: python -m bench.train_dedup [--write]

Data: event coreference of ECB+ (its development topics) and MEANTIME, told in two ways: the annotated mentions as dedup
would get them (bench.quality.coreference_mentions) and the pipeline's own mentions that overlap an annotated one.
Examples: all pairs of one block that nothing forbids. Model: logistic regression by damped Newton steps with a Gaussian
prior around the weights set by hand (PRIOR is its precision); a topic counts as at most MOST pairs. Held out: each
topic in turn.
`--write` trains on everything and writes the weights of events of no PLOVER type. Those of events with a type stand:
learned by this recipe on an earlier state of extract; learned anew from its few hundred pairs of them, they join what
the seeds tell apart.
"""

import argparse
import statistics
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.quality.coreference_mentions import Giver, article
from bench.quality.coreference_metrics import conll
from bench.train_corpora import corpora
from schemas.mention import EventMention
from services.dedup import weights
from services.dedup.edge import evidence
from services.dedup.profile import profile_of
from services.dedup.weights import Feature
from services.extract.actors.resolver import ActorResolver
from services.extract.factory import build
from services.extract.stage import Extracted

TABLE = Path(weights.__file__).parent / weights.FILE
PRIOR = 30.0
MOST = 1500.0
THRESHOLD = 0.75  # in log-odds. On ECB+ the pipeline's own joins lose B3 precision below it, and recall above
EVEN = 0.6  # for events of no PLOVER type, of which none is published: joins across stories are dear
STEPS, SHORTEST = 200, 1e-9
TITLE = "weight, weight set by hand, weight for events of no PLOVER type"
BINS = 10
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Told:
    """A mention, the event it is of and its topic."""

    topic: str
    event: str
    mention: EventMention


@dataclass(frozen=True)
class Pairs:
    """Pairs of `told` (numbers in `first` and `second`), their features and whether they are of one event."""

    told: Sequence[Told]
    first: NDArray[np.int64]
    second: NDArray[np.int64]
    features: Floats
    same: NDArray[np.bool_]

    def topics(self) -> NDArray[np.str_]:
        return np.array([self.told[i].topic for i in self.first])


def mentions() -> dict[str, list[Told]]:
    """Of each kind all mentions with their events."""
    extractor = build()
    assert isinstance(extractor.coder.actors, ActorResolver)
    giver = Giver(extractor, extractor.coder.actors)
    out: dict[str, list[Told]] = defaultdict(list)
    for document, dates in [(d, "dated") for d in corpora()] + [
        (replace(d, published=None), "of one day") for d in corpora()
    ]:
        out[f"annotated mentions, {dates}"] += [
            Told(document.topic, g.gold.event, g.mention) for g in giver.given(document)
        ]
        found = extractor.run(article(document))
        for m in found.mentions if isinstance(found, Extracted) else ():
            over = [g for g in document.mentions if g.start < m.trigger.end and m.trigger.start < g.end]
            if over:
                out[f"own mentions, {dates}"].append(Told(document.topic, over[0].event, m))
    return dict(out)


def pairs(told: Sequence[Told]) -> Pairs:
    """All pairs that nothing forbids."""
    profiles = [profile_of(t.mention) for t in told]
    blocks: dict[str, list[int]] = defaultdict(list)
    for number, profile in enumerate(profiles):
        blocks[profile.block].append(number)
    rows, at = [], []
    for block in blocks.values():
        for i, j in combinations(block, 2):
            found = evidence(profiles[i], profiles[j], told[i].mention.article_id == told[j].mention.article_id)
            if found is not None:
                row = np.zeros(len(Feature))
                for feature, value in found:
                    row[feature] += value
                rows.append(row)
                at.append((i, j))
    first, second = np.array(at).T
    same = np.array([told[i].event == told[j].event for i, j in at])
    return Pairs(told, first, second, np.array(rows), same)


FIXED = (
    Feature.NOTHING,
    # The dates of half of the articles are guessed; the annotated sentences of an article are no usual sample of it.
    Feature.SAME_DAY,
    Feature.ASSUMED_DAY,
    Feature.ASSUMED_GAP,
    Feature.SAME_PERIOD,
    Feature.OTHER_PERIOD,
    Feature.DAY_IN_PERIOD,
    Feature.DAY_IN_WEEK,
    Feature.RECALLED_DAY,
    Feature.BACKGROUND_UNDATED,
    Feature.SAME_ARTICLE,
    Feature.NO_COMMON_PARTY,
    # Of events with a type there are a few hundred pairs, which join more than the seeds and the stories bear.
    Feature.MATERIAL,
    Feature.VERBAL,
    Feature.SAME_MODE,
    Feature.OTHER_MODE,
    Feature.SAME_TRIGGER,
    # Hardly any example, or none of a copied article.
    Feature.SAME_WORDS,
    Feature.COPIED,
    Feature.OTHER_TYPE,
    Feature.OTHER_ACT,
    Feature.SAME_VICTIM,
)
# Nobody has set these by hand.
FREE = (
    Feature.UNTYPED,
    Feature.UNTYPED_SAME_ARTICLE,
    Feature.UNTYPED_SAME_TRIGGER,
    Feature.TRIGGER_LIKENESS,
    Feature.TRIGGER_KINSHIP,
    Feature.WORDS_TO_5,
    Feature.WORDS_TO_10,
    Feature.WORDS_TO_20,
    Feature.WORDS_TO_40,
    Feature.NAMES_TO_20,
    Feature.NUMBERS_TO_40,
    Feature.SENTENCE_NAMES,
    Feature.UNLIKE_IN_STORY,
    Feature.LIKENESS_IN_STORY,
    Feature.KIN_IN_ARTICLE,
    Feature.LIKENESS_IN_ARTICLE,
    Feature.OTHER_NUMBERS,
)
FIRMLY, FREELY = 1e6, 1.0


def fit(features: Floats, same: Floats, counted: Floats, prior: Floats) -> Floats:
    """The weights of highest posterior.

    What is learned of one kind holds for the other: VERBAL is fitted as what it adds to MATERIAL.
    """
    features, prior = features.copy(), prior.copy()
    features[:, Feature.MATERIAL] += features[:, Feature.VERBAL]
    prior[Feature.VERBAL] -= prior[Feature.MATERIAL]
    precision = np.full(len(prior), PRIOR)
    precision[list(FIXED)] = FIRMLY
    precision[list(FREE)] = FREELY
    w = prior.copy()
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(features @ w, -30, 30)))
        slope = features.T @ (counted * (p - same)) + precision * (w - prior)
        bend = (features * (counted * p * (1 - p))[:, None]).T @ features + np.diag(precision)
        step = np.linalg.solve(bend, slope)
        w = w - step / max(1.0, float(np.abs(step).max()))
        if np.abs(step).max() < SHORTEST:
            break
    w[Feature.VERBAL] += w[Feature.MATERIAL]
    return w


def learn(sets: Iterable[Pairs], prior: Floats, without: str | None = None) -> Floats:
    """Weights from all pairs of which neither is of the topic `without`."""
    features, same, counted = [], [], []
    for s in sets:
        topics = s.topics()
        keep = (topics != without) & (np.array([s.told[j].topic for j in s.second]) != without)
        size = Counter(topics[keep].tolist())
        features.append(s.features[keep])
        same.append(s.same[keep].astype(float))
        counted.append(np.array([min(1.0, MOST / size[t]) for t in topics[keep].tolist()]))
    return fit(np.vstack(features), np.concatenate(same), np.concatenate(counted), prior)


def components(s: Pairs, joined: NDArray[np.bool_]) -> list[int]:
    """The component of each mention."""
    home = list(range(len(s.told)))
    for pair in np.flatnonzero(joined):
        a, b = home[s.first[pair]], home[s.second[pair]]
        if a != b:
            home = [min(a, b) if h in (a, b) else h for h in home]
    return home


def judged(s: Pairs, by_topic: dict[str, Floats], threshold: float) -> tuple[float, str]:
    """CoNLL F1, and all scores, of each topic under the weights given for it, with all other topics around it."""
    ours: dict[Hashable, set[Hashable]] = defaultdict(set)
    right: dict[Hashable, set[Hashable]] = defaultdict(set)
    points = np.zeros(len(s.first))
    topics = s.topics()
    for topic, w in by_topic.items():
        home = components(s, s.features @ w >= threshold)
        points[topics == topic] = s.features[topics == topic] @ w
        for number, told in enumerate(s.told):
            if told.topic == topic:
                ours[topic, home[number]].add(number)
                right[told.event].add(number)
    joined = points >= threshold
    hits = float((joined & s.same).sum())
    chance = np.array([weights.probability(p) for p in points])
    bins = np.minimum(BINS - 1, (chance * BINS).astype(int))
    off = [abs(chance[bins == b].mean() - s.same[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist())]
    found = conll([frozenset(c) for c in right.values()], [frozenset(c) for c in ours.values()])
    return found, (
        f"CoNLL {100 * found:.1f}  pairs: precision {hits / max(1, joined.sum()):.3f} recall {hits / s.same.sum():.3f}"
        f"  calibration error {sum(off):.3f}"
    )


def corpus_wide(s: Pairs, by_topic: dict[str, Floats], threshold: float) -> float:
    """CoNLL F1 over all topics that were held out, joins across them included.

    A pair of two topics is weighed by the mean of the two weights, each learned without one of them.
    """
    second = np.array([s.told[j].topic for j in s.second])
    points = np.zeros(len(s.first))
    for side in (s.topics(), second):
        for topic, w in by_topic.items():
            points[side == topic] += s.features[side == topic] @ w / 2
    ours: dict[int, set[Hashable]] = defaultdict(set)
    right: dict[str, set[Hashable]] = defaultdict(set)
    for number, home in enumerate(components(s, points >= threshold)):
        ours[home].add(number)
        right[s.told[number].event].add(number)
    return conll([frozenset(c) for c in right.values()], [frozenset(c) for c in ours.values()])


def written(w: Floats, hand: Floats, typed: Mapping[Feature, float], threshold: float) -> str:
    """The file: the weights `typed` as they stand, beside those learned for events of no type."""
    w = w.copy()
    w[Feature.UNTYPED] += threshold - EVEN  # one threshold for all
    rows = [f"# bench/train_dedup.py: feature, {TITLE}\nthreshold\t{threshold:g}\t0\t{threshold:g}"]
    rows += [
        f"{f.name.lower()}\t{typed.get(f, 0.0):.3f}\t{hand[f]:g}\t{w[f]:.3f}"
        for f in Feature
        if f is not Feature.NOTHING
    ]
    return "\n".join(rows) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    typed, by_hand, _, _ = weights.read(TABLE.read_text("utf8"))
    hand = np.array([by_hand.get(f, 0.0) for f in Feature])
    sets = {kind: pairs(told) for kind, told in mentions().items()}
    topics = sorted({t.topic for s in sets.values() for t in s.told})
    held_out = {topic: learn(sets.values(), hand, topic) for topic in topics}
    for kind, s in sets.items():
        threshold = EVEN if kind.startswith("annotated") else THRESHOLD
        print(f"{kind}: {len(s.told)}, {len(s.same)} pairs, {int(s.same.sum())} of one event")
        print(f"  by hand            {judged(s, dict.fromkeys(topics, hand), 0.0)[1]}")
        print(f"  learned, held out  {judged(s, held_out, threshold)[1]}")
        print(
            f"  learned, held out, joins across topics counted: CoNLL {100 * corpus_wide(s, held_out, threshold):.1f}"
        )
    spread = statistics.fmean(float(np.std([w[f] for w in held_out.values()])) for f in Feature)
    print(f"weights differ between the folds by {spread:.2f} on average")
    if options.write:
        TABLE.write_text(written(learn(sets.values(), hand), hand, typed, THRESHOLD), "utf8")


if __name__ == "__main__":
    main()
