"""Score of time expressions on data nobody here wrote: relaxed spans, then values, as TempEval-3 counts them.

usage: python -m bench.quality.time [--json] [--missed] [--text-only] [--scope]

Sets (under ../shared/data, skipped with a word where missing): `meantime` (TIMEX3 of 120 Wikinews articles, their
annotated sentences, document date given), `datetime_en` (dates, ranges, durations, sets and times of Recognizers-Text;
a value is right when it is one of those listed, looking back or ahead; cases out of scope by
bench/data/datetime_scope.tsv are not scored, `datetime_en_all` scores them too), `news` (our own bench/data/times.tsv),
`seed` (the seed article).
Known elsewhere, value F1 on TempEval-3 platinum: HeidelTime 77.6, SUTime 67.4.
"""

import argparse
import json
import tarfile
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bench.quality import DATA, time_sentences
from bench.quality.time_recognizers import cases, recognizers
from bench.quality.time_scope import table
from bench.quality.time_scores import Answer, Scores, score
from bench.quality.time_sentences import SENTENCES
from services.extract.document import Document, Parse, Sentence
from services.extract.time.tagger import TimeTagger

ANNOTATED = 6  # MEANTIME marks the title, the date line and the first sentences
Read = Callable[[str], Parse | None]


def document(sentences: list[str], published: date, read: Read) -> Document:
    """Sentences joined by line ends, each parsed by `read`."""
    out, start = [], 0
    for index, text in enumerate(sentences):
        out.append(Sentence(index, index, start, start + len(text), text, read(text)))
        start += len(text) + 1
    return Document("\n".join(sentences), published, tuple(out))


@dataclass
class _Article:
    """One annotated article: its sentences as text, the offset of each token, the marked expressions."""

    published: date
    sentences: list[str]
    gold: list[Answer]


def _article(source: bytes) -> _Article | None:
    root = ET.fromstring(source)
    timexes = [t for t in root.iter("TIMEX3") if t.get("type") and t.findall("token_anchor")]
    created = next((t for t in timexes if t.get("functionInDocument") == "CREATION_TIME"), None)
    try:
        published = date.fromisoformat((created.get("value") or "") if created is not None else "")
    except ValueError:
        return None
    sentence_of = {t.get("t_id"): int(t.get("sentence") or 0) for t in root.findall("token")}
    dateline = {sentence_of[a.get("t_id")] for a in created.findall("token_anchor")} if created is not None else set()
    sentences: dict[int, str] = {}
    spans: dict[str | None, tuple[int, int, int]] = {}
    for token in root.findall("token"):
        number = sentence_of[token.get("t_id")]
        if number < ANNOTATED and number not in dateline:
            before = sentences.get(number, "")
            start = len(before) + bool(before)
            sentences[number] = f"{before} {token.text}" if before else token.text or ""
            spans[token.get("t_id")] = (number, start, len(sentences[number]))
    order = sorted(sentences)
    starts, total = {}, 0
    for number in order:
        starts[number] = total
        total += len(sentences[number]) + 1
    gold = []
    for timex in timexes:
        places = [spans[a.get("t_id")] for a in timex.findall("token_anchor") if a.get("t_id") in spans]
        if places:
            base = starts[places[0][0]]
            value = frozenset({timex.get("value") or ""})
            gold.append(Answer(base + min(p[1] for p in places), base + max(p[2] for p in places), value))
    return _Article(published, [sentences[n] for n in order], gold)


def meantime(read: Read) -> Iterator[tuple[str, list[Answer], list[Answer]]]:
    """(text, gold, ours) of each article whose date is given."""
    with tarfile.open(DATA / "meantime" / "meantime_english.tar.xz") as archive:
        members = sorted((m for m in archive.getmembers() if m.name.endswith(".xml")), key=lambda m: m.name)
        for member in members:
            stream = archive.extractfile(member)
            article = _article(stream.read()) if stream else None
            if article:
                made = document(article.sentences, article.published, read)
                yield made.text, article.gold, _ours(made)


def _ours(made: Document) -> list[Answer]:
    return [Answer(e.start, e.end, frozenset({e.value})) for e in TimeTagger().tag(made)]


def seed(read: Read) -> Iterator[tuple[str, list[Answer], list[Answer]]]:
    """(text, gold, ours) of the seed article. A value's remark in brackets is not part of it."""
    folder = DATA / "seed"
    gold = json.loads((folder / "seed_gold.json").read_text("utf8"))
    text = next(folder.glob("*.txt")).read_text("utf8")
    published = date.fromisoformat(text.split()[1])
    sentences, start = [], 0
    for index, piece in enumerate(_split(text)):
        sentences.append(Sentence(index, index, start, start + len(piece), piece, read(piece)))
        start += len(piece)
    first = sentences[0]
    header = first.text.index(published.isoformat()) + len(published.isoformat()) + 1
    sentences[0] = Sentence(0, 0, header, first.end, first.text[header:], read(first.text[header:]))
    made = Document(text, published, tuple(sentences))
    yield (
        text,
        [Answer(t["start"], t["end"], frozenset({t["value"].split(" (")[0]})) for t in gold["timex"]],
        _ours(made),
    )


def _split(text: str) -> list[str]:
    from services.extract.nlp.sentences import split

    cuts = [start for start, _, _ in split(text)]
    cuts[0] = 0
    return [text[a:b] for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def unread(text: str) -> Parse | None:
    """No parse, as for a sentence that the gate holds back."""
    return None


def run(text_only: bool) -> tuple[dict[str, Scores], list[str]]:
    """Scores by set, and the words to say about sets that are missing."""
    read: Read = unread
    if not text_only:
        from services.extract.nlp.engine import Engine

        read = Engine().parse
    sets: dict[str, tuple[Path, Callable[[], Iterator[tuple[str, list[Answer], list[Answer]]]]]] = {
        "meantime": (DATA / "meantime" / "meantime_english.tar.xz", lambda: meantime(read)),
        "datetime_en": (DATA / "datetime_en", lambda: recognizers(DATA / "datetime_en")),
        "datetime_en_all": (DATA / "datetime_en", lambda: recognizers(DATA / "datetime_en", scoped=False)),
        "seed": (DATA / "seed" / "seed_gold.json", lambda: seed(read)),
        "news": (SENTENCES, lambda: time_sentences.sentences(read)),
    }
    out, remarks = {}, []
    for name, (path, answers) in sets.items():
        if path.exists():
            out[name] = score(answers())
        else:
            remarks.append(f"{name}: skipped, no {path.name} in ../shared/data")
    return out, remarks


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--missed", action="store_true", help="list what differs")
    parser.add_argument("--text-only", action="store_true", help="without parses, as for sentences the gate holds back")
    parser.add_argument("--scope", action="store_true", help="list the classes of datetime_en, in scope and out")
    arguments = parser.parse_args()
    if arguments.scope:
        print("\n".join(table(cases(DATA / "datetime_en"))))
        return
    scores, remarks = run(arguments.text_only)
    if arguments.json:
        result: dict[str, Any] = {name: found.as_dict() for name, found in scores.items()}
        print(json.dumps(result))
        return
    for name, found in scores.items():
        print(found.line(name))
        for line in found.wrong if arguments.missed else ():
            print("   ", line)
    for remark in remarks:
        print(remark)


if __name__ == "__main__":
    main()
