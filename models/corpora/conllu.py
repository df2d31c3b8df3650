"""CoNLL-U files of Universal Dependencies: EWT, GUM, PUD, and MASC with a parser's trees."""

from pathlib import Path

from models.corpora.sentence import Sentence


def read(path: Path, source: str) -> list[Sentence]:
    """The sentences of a file. The parts of multiword tokens are tokens; empty nodes are left out."""
    out, document, genre = [], path.stem, ""
    for block in path.read_text("utf8").split("\n\n"):
        rows, number = [], ""
        for line in block.split("\n"):
            if line.startswith("#"):
                key, _, value = (part.strip() for part in line[1:].partition("="))
                if key == "newdoc id":
                    document = value
                elif key == "file":
                    genre = value.split("/")[0]
                elif key == "sent_id":
                    number = value
            elif line and (columns := line.split("\t"))[0].isdigit():
                rows.append(columns)
        if rows:
            out.append(_sentence(rows, source, document.split("_")[1] if source == "gum" else genre, document, number))
    return out


def _sentence(rows: list[list[str]], source: str, genre: str, document: str, number: str) -> Sentence:
    return Sentence(
        words=[r[1].replace(" ", "\u00a0") for r in rows],
        source=source,
        genre=genre,
        document=document,
        id=number,
        lemmas=[r[2] for r in rows],
        upos=[r[3] for r in rows],
        xpos=[r[4] for r in rows],
        heads=[int(r[6]) - 1 for r in rows],
        deprels=[r[7] for r in rows],
        misc=[r[9] for r in rows],
    )
