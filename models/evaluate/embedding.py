"""Whether the sentence embedding tells sentences of one event from sentences of others.

Pairs from MEANTIME's annotation across documents: two sentences of different articles that share an event instance,
near copies left out, against three times as many pairs of the same story that share none. The figure is the area under
the ROC curve of the cosine, .5 is chance; token overlap (Jaccard) beside it.
"""

import random
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from models.corpora import meantime
from services.extract.nlp.engine import Engine

SHORTEST, LONGEST, COPY = 5, 100, 0.6
PER_PAIR = 3
EVENT_CLASS = "OTHER"  # happenings; the others are speech and grammar
Key = tuple[str, str, int]  # story, article, number of the sentence
Pair = tuple[list[str], list[str]]


def score(engine: Engine, folder: Path) -> dict[str, float]:
    """The area for the engine's embedding and for token overlap, and how many pairs there are."""
    same, other = pairs(folder)

    def cosine(pair: Pair) -> float:
        a, b = (engine.parse_words(words).embedding for words in pair)
        return float(a @ b)

    return {
        "area": area(cosine, same, other),
        "area of token overlap": area(overlap, same, other),
        "pairs": len(same),
    }


def area(likeness: Callable[[Pair], float], same: Sequence[Pair], other: Sequence[Pair]) -> float:
    """Chance that a pair of one event is more alike than a pair of two; ties count half."""
    a, b = np.array([likeness(p) for p in same])[:, None], np.array([likeness(p) for p in other])[None]
    return round(float(((a > b) + 0.5 * (a == b)).mean()), 3)


def overlap(pair: Pair) -> float:
    """Jaccard of the words, case ignored."""
    a, b = ({w.lower() for w in words} for words in pair)
    return len(a & b) / len(a | b)


def pairs(folder: Path) -> tuple[list[Pair], list[Pair]]:
    """Pairs of one event and pairs of two, the same ones every time."""
    words: dict[Key, list[str]] = {}
    events = defaultdict[Key, set[str]](set)
    happening: set[str] = set()
    for path in sorted((folder / "meantime").glob("cross/corpus_*/*.xml")):
        _read(path, words, events, happening)
    usable = [k for k in sorted(events) if SHORTEST <= len(words[k]) <= LONGEST]
    by_event = defaultdict[str, list[Key]](list)
    for key in usable:
        for event in events[key] & happening:
            by_event[event].append(key)
    same = {
        (a, b)
        for keys in by_event.values()
        for a in keys
        for b in keys
        if a < b and a[:2] != b[:2] and overlap((words[a], words[b])) <= COPY
    }
    rng, other = random.Random(0), set[tuple[Key, Key]]()
    while len(other) < PER_PAIR * len(same):
        a, b = sorted(rng.sample(usable, 2))
        if a[0] == b[0] and a[:2] != b[:2] and not events[a] & events[b]:
            other.add((a, b))
    return [(words[a], words[b]) for a, b in sorted(same)], [(words[a], words[b]) for a, b in sorted(other)]


def _read(path: Path, words: dict[Key, list[str]], events: defaultdict[Key, set[str]], happening: set[str]) -> None:
    root = ElementTree.parse(path).getroot()  # noqa: S314 - a corpus that the user put there
    place, sentences = meantime.sentences_of(root)
    story, article = path.parent.name, path.stem
    words.update({(story, article, number): of for number, of in enumerate(sentences)})
    instances = {e.get("m_id"): e for e in root.iterfind("Markables/EVENT")}
    mentions = {m.get("m_id"): m for m in root.iterfind("Markables/*")}
    for link in root.iterfind("Relations/REFERS_TO"):
        target = link.find("target")
        event = instances.get(target.get("m_id")) if target is not None else None
        if event is None or not (name := event.get("instance_id")):
            continue
        if event.get("class") == EVENT_CLASS:
            happening.add(name)
        for source in link.findall("source"):
            mention = mentions.get(source.get("m_id"))
            for anchor in mention.findall("token_anchor") if mention is not None else ():
                events[story, article, place[anchor.get("t_id", "")][0]].add(name)
