"""PropBank's skeletons put on the words of EWT and MASC, as rows of tables that `models.corpora.semantic` reads."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from models.collect.repository import Repository
from models.corpora.sentence import Sentence

# Auxiliaries: no events, no predicates here.
AUXILIARIES = frozenset({"be.03", "have.01", "do.01", "get.03"})
KINDS = {"V": "verb", "N": "noun", "J": "adj"}
EWT, MASC = "data/google/ewt", "data/oanc/masc"
SKELETON = ".gold_skel"
TAG, ROLESET, FIRST_PREDICATE = 4, 7, 8  # columns
LEAF = re.compile(r"\(([^\s()]+) ([^\s()]+)\)|\(|\)")
UNESCAPED = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}", "``": '"', "''": '"'}
Rows = list[list[str]]
Leaves = list[tuple[str, str]]  # tag, word


def skeletons(text: str) -> list[Rows]:
    """The sentences of a skeleton file, each a list of rows of columns."""
    blocks = ([row.split() for row in block.split("\n") if row.strip()] for block in text.split("\n\n"))
    return [rows for rows in blocks if rows]


def frames(sentence: str, rows: Rows) -> list[str]:
    """The table's rows of a sentence: id, token from 1, kind, roleset, "A0:1-3 A1:5-9"; token 0 where it has none.

    Auxiliaries and rare kinds are left out. R- (relative pronouns) and C- (continuations) are dropped: a role has one
    span.
    """
    out, predicates = [], [i for i, r in enumerate(rows) if len(r) > ROLESET and r[ROLESET] != "-"]
    for column, i in enumerate(predicates):
        roleset = rows[i][ROLESET]
        kind = "light" if roleset.endswith(".LV") else KINDS.get(rows[i][TAG][0])
        if kind and roleset not in AUXILIARIES:
            spans = _spans([r[FIRST_PREDICATE + column] for r in rows])
            out.append("\t".join((sentence, str(i + 1), kind, roleset, " ".join(spans))))
    return out or [f"{sentence}\t0"]


def on_ewt(clones: Path, sentences: Mapping[str, Sequence[Sentence]]) -> dict[str, list[str]]:
    """Rows by part, for sentences that have as many tokens there as here. sentences: of EWT, by part."""
    of = Repository(clones, "propbank/propbank-release")
    where = {s.id: (part, s) for part, several in sentences.items() for s in several}
    documents = {_squeezed(s.rpartition("-")[0]): s.rpartition("-")[0] for s in where}
    out = defaultdict[str, list[str]](list)
    for name, text in of.texts(n for n in of.names(EWT) if n.endswith(SKELETON)):
        genre, file = name.split("/")[3], name.rpartition("/")[2].replace(f".xml{SKELETON}", "")
        document = documents.get(_squeezed(genre + file))
        for number, rows in enumerate(skeletons(text), 1):
            known = where.get(f"{document}-{number:04d}")
            if known and len(known[1].words) == len(rows):
                out[known[0]] += frames(known[1].id, rows)
    return out


def on_masc(clones: Path) -> tuple[list[tuple[str, list[str], list[str]]], list[str]]:
    """The sentences of MASC whose trees and skeletons line up (id, words, tags), and the rows of their frames."""
    of, trees = Repository(clones, "propbank/propbank-release"), Repository(clones, "oanc/PropBankNew")
    tree_of = {n.rpartition("/")[2].removesuffix(".mrg"): n for n in trees.names("PropBankNew/PennTreeBank")}
    sentences, out = [], []
    for name, text in of.texts(n for n in of.names(MASC) if n.endswith(SKELETON)):
        document = name.rpartition("/")[2].removesuffix(SKELETON)
        if document.startswith("wsj") or document not in tree_of:
            continue
        read = [rows for rows in skeletons(text) if any(r[TAG] != "CODE" for r in rows)]
        parsed = [ls for ls in leaves(trees.text(tree_of[document])) if any(tag != "CODE" for tag, _ in ls)]
        if len(read) != len(parsed):
            continue
        for number, (rows, of_tree) in enumerate(zip(read, parsed, strict=True), 1):
            broken = len({len(r) for r in rows}) > 1 or len(rows) != len(of_tree)
            if not broken and not any(tag in ("CODE", "XX") for tag, _ in of_tree):
                key = f"{document}-{number:04d}"
                sentences.append((key, [unescaped(word) for _, word in of_tree], [tag for tag, _ in of_tree]))
                out += frames(key, rows)
    return sentences, out


def leaves(text: str) -> list[Leaves]:
    """The sentences of bracketed trees, traces left out."""
    out, depth, current = [], 0, Leaves()
    for part in LEAF.finditer(text):
        if part[1]:
            if part[1] != "-NONE-":
                current.append((part[1], part[2]))
            continue
        depth += 1 if part[0] == "(" else -1
        if depth == 0 and current:
            out.append(current)
            current = Leaves()
    return out


def unescaped(word: str) -> str:
    """A word of the Penn Treebank as it is written."""
    return UNESCAPED.get(word, word.replace("\\/", "/").replace("\\*", "*"))


def _spans(cells: list[str]) -> list[str]:
    out, open_ = [], list[tuple[str, int]]()
    for token, cell in enumerate(cells, 1):
        open_ += [(label, token) for label in re.findall(r"\(([^*()]+)", cell)]
        for _ in range(min(cell.count(")"), len(open_))):  # a few cells of MASC close twice
            label, first = open_.pop()
            if label != "V" and not label.startswith(("R-", "C-")):
                out.append(f"{label.replace('ARGM-', '').replace('ARG', 'A')}:{first}-{token}")
    return out


def _squeezed(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
