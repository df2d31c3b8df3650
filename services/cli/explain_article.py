"""One article explained, in this process or in one of several: what `dateline explain` hands to its workers."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.errors import Rejected
from services.extract import factory
from services.extract.explain.explainer import Line, build, to_json
from services.extract.nlp.cache import SentenceCache
from services.intake.decode import decode
from services.intake.limits import Limits
from services.intake.stage import Intake
from services.replay.articles import RawArticle
from services.settings import Settings


@dataclass(frozen=True)
class Explained:
    """One article: its object as JSON, or its sentences for people, or why it was refused."""

    origin: str
    refused: str | None = None
    json: bytes = b""
    heading: str = ""
    lines: tuple[Line, ...] = ()


class ArticleExplainer:
    """Cleans and explains articles with the stages as `settings` has them (seconds to load)."""

    def __init__(self, settings: Settings, json: bool) -> None:
        limits = Limits(settings.max_article_bytes, settings.max_article_chars, settings.max_html_depth)
        self._intake, self._json = Intake(limits, settings.languages), json
        cache = SentenceCache(settings.sentence_cache)
        self._explainer = build(factory.build(settings.model, settings.extract_threads, cache, settings.max_sentences))

    def run(self, raw: RawArticle) -> Explained:
        """One article, as the pipeline would read it."""
        try:
            article = self._intake.run(raw.value, raw.key)
            if self._json:
                received = decode(raw.value).text
                return Explained(raw.origin, json=to_json(self._explainer.explain(article, received)))
            lines = tuple(self._explainer.lines(article))
        except Rejected as rejected:
            return Explained(raw.origin, f"({rejected.reason.value}) {raw.origin}: {rejected}")
        heading = f"{article.title or article.id}, {article.published_at.date()}"
        return Explained(raw.origin, heading=heading, lines=lines)


_own: list[ArticleExplainer] = []  # of this process, when it is one of several


def prepare(settings: Settings, json: bool) -> None:
    """Load the stages, once a process."""
    _own[:] = [ArticleExplainer(settings, json)]


def explain_chunk(articles: Sequence[RawArticle]) -> list[Explained]:
    """Some articles, in a process that is prepared."""
    return [_own[0].run(a) for a in articles]
