"""Reads ECB+ (Cybulska and Vossen 2014): documents with the event mentions of their checked sentences.

The folder holds `ecbplus_dev_topics.tar.xz` (one folder a topic, one XML file a document) and the list of sentences
whose annotation was checked, `coreference_sentences_dev.csv`.
"""

import csv
import io
import re
import tarfile
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ARCHIVE, CHECKED = "ecbplus_dev_topics.tar.xz", "coreference_sentences_dev.csv"
ADDRESS = re.compile(r"http ?:[^\n]*")
ADDRESS_DATE = re.compile(r"\b(20[01]\d|19\d\d)\s*[/-]\s*(\d\d?)\s*[/-]\s*(\d\d?)\b")


@dataclass(frozen=True)
class Gold:
    """An event mention: start … end (exclusive) in the document's text, and the event it is of, over all documents."""

    document: str
    start: int
    end: int
    event: str


@dataclass(frozen=True)
class EcbDocument:
    """text: the tokens with spaces between, sentences apart by blank lines, up to the last sentence that was checked.

    published: the date in the document's address, where it has one. whole: the text up to its end, without the address.
    """

    name: str
    topic: str
    text: str
    published: date | None
    mentions: tuple[Gold, ...]
    whole: str = ""


def documents(folder: Path) -> Iterator[EcbDocument]:
    """All documents, by name."""
    checked: dict[tuple[str, str], set[int]] = defaultdict(set)
    for row in csv.DictReader(io.StringIO((folder / CHECKED).read_text("utf8"))):
        checked[row["Topic"], row["File"]].add(int(row["Sentence Number"]))
    with tarfile.open(folder / ARCHIVE) as archive:
        members = sorted((m for m in archive.getmembers() if m.name.endswith(".xml")), key=lambda m: m.name)
        for member in members:
            stream = archive.extractfile(member)
            if stream is not None:
                name = Path(member.name).stem
                topic, _, file = name.partition("_")
                yield _document(name, topic, ET.fromstring(stream.read()), checked.get((topic, file), set()))


def _document(name: str, topic: str, root: ET.Element, checked: set[int]) -> EcbDocument:
    pieces: list[str] = []
    spans: dict[str, tuple[int, int]] = {}
    sentences: dict[str, int] = {}
    length, last = 0, None
    end = None
    for token in root.findall("token"):
        number, word = int(token.get("sentence") or 0), (token.text or "").strip() or "_"
        if end is None and number > max(checked, default=-1):
            end = len(pieces)
        before = "" if last is None else " " if last == number else "\n\n"
        pieces += [before, word]
        spans[token.get("t_id") or ""] = (length + len(before), length + len(before) + len(word))
        sentences[token.get("t_id") or ""] = number
        length, last = length + len(before) + len(word), number
    text, whole = "".join(pieces[:end]), ADDRESS.sub("", "".join(pieces), count=1)
    event_of = _events(name, root)
    found = []
    for mark in root.find("Markables") or ():
        anchors = [a.get("t_id") or "" for a in mark.findall("token_anchor")]
        if "ACTION" in mark.tag and anchors and sentences.get(anchors[0]) in checked:
            start, end = min(spans[a][0] for a in anchors), max(spans[a][1] for a in anchors)
            m_id = mark.get("m_id") or ""
            found.append(Gold(name, start, end, event_of.get(m_id, f"{name}:{m_id}")))
    mentions = tuple(sorted(found, key=lambda g: (g.start, g.end)))
    return EcbDocument(name, topic, text, _address_date(text), mentions, whole)


def _events(name: str, root: ET.Element) -> dict[str, str]:
    """Mention → event. Chains within a document have names of their own; what is in none is an event by itself."""
    out = {}
    for relation in root.find("Relations") or ():
        crossing = relation.tag == "CROSS_DOC_COREF"
        event = relation.get("note") or "" if crossing else f"{name}:{relation.get('r_id')}"
        for source in relation.findall("source"):
            out[source.get("m_id") or ""] = event
    return out


def _address_date(text: str) -> date | None:
    found = ADDRESS_DATE.search(text[:300])
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
