"""MEANTIME: 120 articles of Wikinews in NAF-like XML, entities in the title and the first five sentences.

A mention counts as a name when it is marked NAM or PRE.NAM and linked to an entity PER, ORG or LOC; it is shrunk to its
capitalised core. Other marked names, nationality adjectives and "X government" become "?".
"""

import re
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from models.corpora.sentence import GoldEntity, Sentence
from models.corpora.titles import TITLES

NAMES, KINDS = ("NAM", "PRE.NAM"), ("PER", "ORG", "LOC")
JOINING = ("of", "and", "&", "'s", "for", "the")
# Nationality adjectives, which the other corpora do not mark: "German", but not "Michigan".
DEMONYM = re.compile(r".+(ese|ish|pean|[^d]ian|rican|erman|ench|utch|raqi|aeli|elsh)$")
Mention = tuple[int, int, str]
Links = dict[str, str]


def read(folder: Path) -> list[Sentence]:
    """The annotated part of each article; the last annotated sentence is found for each."""
    return [s for path in sorted(folder.glob("intra/corpus_*/*.xml")) for s in _article(path)]


def held_out(sentences: list[Sentence]) -> set[str]:
    """The 20 articles of the test: every sixth in the order of their names, five of each of the four stories."""
    return set(sorted({s.document for s in sentences})[::6])


def sentences_of(root: ElementTree.Element) -> tuple[dict[str, tuple[int, int]], list[list[str]]]:
    """Where each token stands (sentence, place in it), and the words of each sentence."""
    place, words = {}, defaultdict[int, list[str]](list)
    for token in root.iter("token"):
        number = int(token.get("sentence", ""))
        place[token.get("t_id", "")] = (number, len(words[number]))
        words[number].append(token.text or "")
    return place, [words[k] for k in range(max(words, default=-1) + 1)]


def links(root: ElementTree.Element, attribute: str) -> Links:
    """What each mention refers to: the mention's number to an attribute of the instance."""
    marks = {m.get("m_id"): m for m in root.iterfind("Markables/*")}
    out = {}
    for link in root.iterfind("Relations/REFERS_TO"):
        target = link.find("target")
        instance = marks.get(target.get("m_id")) if target is not None else None
        if instance is not None and (value := instance.get(attribute)):
            out.update({source.get("m_id", ""): value for source in link.findall("source")})
    return out


def _article(path: Path) -> Iterator[Sentence]:
    root = ElementTree.parse(path).getroot()  # noqa: S314 - a corpus that the user put there
    place, words = sentences_of(root)
    kind_of = links(root, "ent_type")
    found, last = defaultdict[int, list[Mention]](list), 0
    for mark in root.iterfind("Markables/ENTITY_MENTION"):
        at = [place[a.get("t_id", "")] for a in mark.findall("token_anchor")]
        if not at:
            continue
        number = at[0][0]
        last = max(last, number)
        tokens = sorted(k for s, k in at if s == number)
        if mark.get("syntactic_type") in NAMES and tokens[-1] - tokens[0] + 1 == len(tokens):
            found[number].append((tokens[0], tokens[-1] + 1, kind_of.get(mark.get("m_id", ""), "")))
    for number, of in enumerate(words[: last + 1]):
        if of:
            yield Sentence(of, "meantime", path.parent.name, path.stem, entities=_entities(of, found[number]),
                           entity_scheme="part")  # fmt: skip


def _entities(words: list[str], mentions: list[Mention]) -> list[GoldEntity]:
    used, out = [False] * len(words), []
    for first, last, kind in sorted(mentions, key=lambda m: m[0] - m[1]):
        pieces = [(first, last)]
        cut = next((k for k in range(first + 1, last) if words[k] in ("(", ",")), None)
        if cut:  # "European Central Bank ( ECB )", "Seattle , Washington"
            pieces = [(first, cut), (cut + 1, last)]
        for a, b in pieces:
            core = _core(words, a, b, kind) if kind in KINDS else None
            a, b = core or (a, b)
            if not any(used[a:b]):
                used[a:b] = [True] * (b - a)
                out.append(GoldEntity(a, b, kind if core else "?"))
    return sorted(out)


def _core(words: list[str], first: int, last: int, kind: str) -> tuple[int, int] | None:
    """The capitalised core of a mention: a LOC is the first run of capitals, a PER or ORG the last."""
    runs, k = [], first
    while k < last:
        if not words[k][:1].isupper():
            k += 1
            continue
        start = k
        while True:
            k += 1
            after = k
            while after < last and after - k < 2 and words[after].lower() in JOINING and kind != "PER":
                after += 1
            if not (after < last and words[after][:1].isupper()):
                break
            k = after
        runs.append((start, k))
    if not runs:
        return None
    a, b = runs[0] if kind == "LOC" else runs[-1]
    while kind == "PER" and a < b - 1 and words[a].lower() in TITLES:
        a += 1
    if words[b - 1].lower() == "government" or (b - a == 1 and DEMONYM.match(words[a].lower())):
        return None
    return a, b
