"""The stage itself: bytes in, a clean article out, or `Rejected`."""

import hashlib

from schemas.article import Article, CleanArticle
from schemas.deadletter import Reason
from services.errors import Rejected
from services.intake.decode import decode
from services.intake.html import text_of
from services.intake.language import identifier, language_of
from services.intake.limits import Limits, check
from services.intake.markup import is_html
from services.intake.repair import repair
from services.intake.route import route_key
from services.intake.signature import content_hash, signature

KEY_LENGTH = 512


class Intake:
    """Stateless; one instance serves any number of threads."""

    def __init__(self, limits: Limits | None = None, languages: tuple[str, ...] = ("en",)) -> None:
        self._limits = limits or Limits()
        self._languages = languages
        identifier()  # now, so that the first article does not wait for it

    def run(self, value: bytes | None, key: bytes | None = None, replay: bool = False) -> CleanArticle:
        """One record of `articles.v1` made clean. Raises Rejected, whatever the bytes; never anything else.

        `key`: the record's, the article's id where it names none. `replay`: whether a replay sent it.
        """
        received = len(value or b"")
        check("bytes", received, self._limits.article_bytes)
        article = decode(value)
        as_html = article.content_type == "text/html" or (article.content_type is None and is_html(article.text))
        if as_html:
            text = text_of(article.text, self._limits)
        else:
            check("characters", len(article.text), self._limits.article_chars)
            text = article.text
        repaired = repair(text, entities=not as_html)
        check("characters", len(repaired.text), self._limits.article_chars)
        if not any(map(str.isalnum, repaired.text)):
            raise Rejected(Reason.SCHEMA_INVALID, "text: no word in it")
        content = content_hash(repaired.text)
        return CleanArticle(
            id=article.id or _from_key(key) or content[:32],
            source=article.source,
            url=article.url,
            title=_title(article),
            text=repaired.text,
            published_at=article.published_at,
            language=language_of(repaired.text, article.language, self._languages),
            content_hash=content,
            signature=signature(repaired.text),
            route_key=route_key(repaired.text),
            text_basis="clean" if as_html else "received",
            offset_map=[] if as_html else repaired.offset_map,
            received_bytes=received,
            replay=replay,
        )


def _from_key(key: bytes | None) -> str | None:
    """The record's key as an id: as text where it is some, else a hash of its bytes."""
    if not key:
        return None
    try:
        name = key.decode().strip()
    except UnicodeDecodeError:
        name = ""
    if 0 < len(name) <= KEY_LENGTH and name.isprintable():
        return name
    return hashlib.sha256(key).hexdigest()[:32]


def _title(article: Article) -> str | None:
    return " ".join(repair(article.title).text.split()) or None if article.title else None
