"""Reads MEANTIME (Minard et al. 2016): 120 Wikinews articles of four topics, events coreferent across documents.

The folder holds `meantime_english.tar.xz`: one folder a topic, one XML file a document.
"""

import io
import tarfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bench.quality.ecbplus import EcbDocument, Gold

ARCHIVE = "meantime_english.tar.xz"
HEAD = 2  # sentences: the title and the date line, paragraphs of their own


def documents(folder: Path) -> Iterator[EcbDocument]:
    """All documents that state their date, by name."""
    with tarfile.open(folder / ARCHIVE) as archive:
        members = sorted((m for m in archive.getmembers() if m.name.endswith(".xml")), key=lambda m: m.name)
        for member in members:
            stream = archive.extractfile(member)
            if stream is not None and "cross-doc" in member.name:
                path = Path(member.name)
                found = _document(path.stem, path.parent.name, ET.parse(io.BytesIO(stream.read())).getroot())
                if found is not None:
                    yield found


def _document(name: str, topic: str, root: ET.Element) -> EcbDocument | None:
    pieces: list[str] = []
    spans: dict[str, tuple[int, int]] = {}
    dateline: list[str] = []
    length, last = 0, None
    for token in root.findall("token"):
        number, word = int(token.get("sentence") or 0), (token.text or "").strip() or "_"
        before = "" if last is None else "\n\n" if last != number and number <= HEAD else " "
        pieces += [before, word]
        if number == 1:
            dateline.append(word)
        spans[token.get("t_id") or ""] = (length + len(before), length + len(before) + len(word))
        length, last = length + len(before) + len(word), number
    try:
        published = datetime.strptime(" ".join(dateline).replace(" ,", ","), "%B %d, %Y").date()  # noqa: DTZ007
    except ValueError:
        return None
    events: dict[str, str] = {}
    instances = {m.get("m_id"): m.get("instance_id") for m in root.find("Markables") or () if m.get("instance_id")}
    for relation in root.findall("Relations/REFERS_TO"):
        target = relation.find("target")
        event = instances.get(target.get("m_id")) if target is not None else None
        for source in relation.findall("source"):
            events[source.get("m_id") or ""] = event or f"{name}:{relation.get('r_id')}"
    found = {}
    for mark in root.findall("Markables/EVENT_MENTION"):
        at = [spans[a.get("t_id") or ""] for a in mark.findall("token_anchor")]
        if at:
            m_id = mark.get("m_id") or ""
            span = min(s for s, _ in at), max(e for _, e in at)
            found[span] = Gold(name, *span, events.get(m_id, f"{name}:{m_id}"))
    return EcbDocument(name, topic, "".join(pieces), published, tuple(found[s] for s in sorted(found)))
