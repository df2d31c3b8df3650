"""Counts in how many passages of general English each word stands: `services/extract/words.tsv`.

usage: python -m bench.count_words --corpora FOLDER [--write]

FOLDER: the unpacked training corpora of the language model (EWT, GUM, MASC, UNER, wikigold, CrossNER). MEANTIME, on
which clustering is scored, is left out. A passage is PASSAGE words of sentences that follow one another.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from services.extract import telling

PASSAGE = 200
LEAST = 5  # passages; rarer words are left out, and count as rare
TABLE = Path(telling.__file__).parent / telling.FILE
SUFFIXES = (".conllu", ".iob2", ".conll.txt")


def sentences(folder: Path) -> Iterator[str]:
    """All sentences, file by file."""
    for path in sorted(folder.rglob("*")):
        if "meantime" in path.parts or not (path.name.endswith(SUFFIXES) or path.parent.parent.name == "crossner"):
            continue
        words: list[str] = []
        for line in path.read_text("utf8", "replace").splitlines():
            if not line.strip():
                yield " ".join(words)
                words = []
            elif not line.startswith("#"):
                columns = line.split()
                words.append(columns[1] if path.suffix in (".conllu", ".iob2") and len(columns) > 1 else columns[0])


def counted(folder: Path) -> tuple[int, Counter[str]]:
    """How many passages there are, and in how many of them each word stands."""
    passages, inside = 0, Counter[str]()
    passage: list[str] = []
    for sentence in sentences(folder):
        passage += telling.words(sentence)
        if len(passage) >= PASSAGE:
            inside.update(set(passage))
            passages += 1
            passage = []
    return passages, inside


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    passages, inside = counted(options.corpora)
    kept = {word: n for word, n in inside.items() if n >= LEAST and len(word) <= telling.LONGEST}
    print(f"{passages} passages, {len(inside)} words, {len(kept)} of them in {LEAST} or more")
    if options.write:
        head = TABLE.read_text("utf8").partition("\n")[0] if TABLE.exists() else "# word, passages"
        rows = [f"{word}\t{n}" for word, n in sorted(kept.items(), key=lambda x: (-x[1], x[0]))]
        TABLE.write_text("\n".join([head, f"\t{passages}", *rows]) + "\n", "utf8")


if __name__ == "__main__":
    main()
