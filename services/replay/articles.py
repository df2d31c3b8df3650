"""Read articles from files, folders and standard input, as the bytes a producer would send.

.txt     a seed: ` date YYYY-MM-DD text`, paragraphs apart by blank lines; the header is blanked, not cut, so that
         offsets count in the file. Without header the date must be given.
.jsonl   one Article a line, passed on untouched but for a missing `published_at` where a date is given.
.html    one page; its date from its meta tags or given.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import orjson
from selectolax.lexbor import LexborHTMLParser

from services.errors import ConfigurationError

SUFFIXES = (".txt", ".jsonl", ".ndjson", ".html", ".htm")
HEADER = re.compile(r"\s*date (\d{4}-\d{2}-\d{2})(?=\s)")
PUBLISHED = (
    'meta[property="article:published_time"]',
    'meta[name="date"]',
    'meta[name="pubdate"]',
    'meta[itemprop="datePublished"]',
)


@dataclass(frozen=True, slots=True)
class RawArticle:
    """One record for `articles.v1`, and where it was read, for messages."""

    key: bytes
    value: bytes
    origin: str


def find(paths: Iterable[Path]) -> list[Path]:
    """The files that `paths` name, folders searched, in a fixed order. Raises ConfigurationError on a wrong one."""
    found: list[Path] = []
    for path in paths:
        if str(path) == "-":
            found.append(path)
        elif path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
            if not inside:
                raise ConfigurationError(f"{path}: no articles there — expected files ending in {', '.join(SUFFIXES)}")
            found += inside
        elif not path.exists():
            raise ConfigurationError(f"{path}: no such file or folder")
        elif path.suffix.lower() not in SUFFIXES:
            raise ConfigurationError(f"{path}: can't tell what it is — rename it to end in {', '.join(SUFFIXES)}")
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def read(paths: Iterable[Path], on: date | None = None) -> Iterator[RawArticle]:
    """Every article below `paths`. `on`: publication date of those that state none.

    Raises ConfigurationError for a path that can't be read or an article without any date.
    """
    stems: dict[str, int] = {}
    for path in find(paths):
        name = "standard input" if str(path) == "-" else str(path)
        try:
            content = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        except OSError as error:
            raise ConfigurationError(f"{name}: can't be read ({error.strerror})") from None
        kind = sniff(content) if str(path) == "-" else path.suffix.lower()
        stem = "stdin" if str(path) == "-" else path.stem
        stems[stem] = stems.get(stem, 0) + 1
        if stems[stem] > 1:  # the same name in another folder is another article
            stem = f"{stem}.{stems[stem]}"
        if kind in (".jsonl", ".ndjson"):
            yield from _lines(content, stem, name, on)
        elif kind == ".txt":
            yield _text(content, stem, name, on)
        else:
            yield _page(content, stem, name, on)


def sniff(content: bytes) -> str:
    """What standard input holds: JSON lines, a page, or plain text."""
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return ".jsonl" if start == b"{" else ".html" if start == b"<" else ".txt"


def _lines(content: bytes, stem: str, name: str, on: date | None) -> Iterator[RawArticle]:
    for number, line in enumerate(content.splitlines(), 1):
        if not line.strip():
            continue
        key = f"{stem}:{number}"
        try:
            article = orjson.loads(line)
        except orjson.JSONDecodeError:
            article = None  # for intake to refuse, with its bytes as they are
        if isinstance(article, dict):
            if isinstance(article.get("id"), str) and article["id"].strip():
                key = article["id"].strip()
            if on and article.get("published_at") is None:
                line = orjson.dumps({**article, "published_at": on.isoformat()})
        yield RawArticle(key.encode("utf8", "replace"), line, f"{name}, line {number}")


def _text(content: bytes, stem: str, name: str, on: date | None) -> RawArticle:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return RawArticle(stem.encode(), content, name)  # for intake to refuse
    header = HEADER.match(text)
    if header:
        text = " " * header.end() + text[header.end() :]
    published = header[1] if header else on.isoformat() if on else None
    return _record(stem, name, {"text": text, "content_type": "text/plain"}, published)


def _page(content: bytes, stem: str, name: str, on: date | None) -> RawArticle:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return RawArticle(stem.encode(), content, name)
    head = LexborHTMLParser(text[:65536])  # the head is at the start; the page itself is intake's to judge
    found = next((n.attributes.get("content") for s in PUBLISHED if (n := head.css_first(s))), None)
    title = head.css_first("title")
    fields = {"text": text, "content_type": "text/html", "title": title.text(strip=True)[:2000] if title else None}
    return _record(stem, name, fields, on.isoformat() if on else found)


def _record(stem: str, name: str, fields: dict[str, Any], published: str | None) -> RawArticle:
    if not published:
        raise ConfigurationError(
            f"{name}: no date — begin it with ` date YYYY-MM-DD `, or give the date of all with --date"
        )
    article = {"id": stem, "source": "file", **fields, "published_at": published}
    return RawArticle(stem.encode(), json.dumps(article, ensure_ascii=False).encode("utf8", "replace"), name)
