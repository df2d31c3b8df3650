"""What an article says of countries and people: those it names, who was introduced, where a sentence is set."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from services.extract.actors.match import Hit
from services.extract.actors.meaning import Meaning
from services.extract.actors.named import NEED_CONTEXT
from services.extract.actors.names import abbreviation, fold, vocabulary
from services.extract.actors.parties import seat
from services.extract.actors.tables import ActorTables
from services.extract.actors.view import View

Toponyms = Callable[[str], str | None]
"""A place's name → its country's code, where a gazetteer can tell."""

_UNSURE = frozenset(("georgia", "jordan", "chad", "niger", "guinea", "congo", "dominican", "turkey")) | NEED_CONTEXT
_LOCATIVE = vocabulary("in at near across around outside over inside throughout on")
_SMALL_WORDS = frozenset(("of", "for", "and", "the", "in", "on"))
BACK = 3  # sentences that lend their place to an unnamed party


class ArticleContext:
    """The context of one article; complete once every person was introduced by `introduce`."""

    def __init__(self, tables: ActorTables, views: Sequence[View | None], day: date, toponyms: Toponyms | None) -> None:
        self.day = day
        self._tables = tables
        self._views = views
        self._toponyms = toponyms
        self._persons: dict[str, Meaning] = {}
        self._organisations: dict[str, Meaning] = {}
        self._around: dict[int, str | None] = {}
        counts = self._count()
        self.counts = counts
        self.about: dict[str, int] = dict(sorted(counts.items(), key=lambda p: (-p[1], p[0])))

    def person(self, surname: str) -> Meaning | None:
        """The person introduced in the article under this folded surname or full name."""
        return self._persons.get(surname)

    def introduce(self, meaning: Meaning, text: str) -> None:
        """Remember a person by full name and surname; the first introduction of a surname stands."""

        for full in (fold(text), fold(meaning.name or text)):
            parts = full.split()
            for key in (
                full,
                parts[-1] if parts else "",
                " ".join(parts[-2:]) if parts[-2:-1] in (["al"], ["el"]) else "",
            ):
                if key:
                    self._persons.setdefault(key, meaning)

    def introduce_organisation(self, meaning: Meaning) -> None:
        """Remember an organisation by its initials and by the words its name begins and ends with."""
        parts = fold(meaning.name or "").split()
        if len(parts) > 1:
            large = [w for w in parts if w not in _SMALL_WORDS]
            self._organisations.setdefault("=" + "".join(w[0] for w in large), meaning)
            for n in range(1, len(parts)):
                self._organisations.setdefault(" ".join(parts[-n:]), meaning)
                self._organisations.setdefault(" ".join(parts[:n]), meaning)

    def organisation(self, text: str) -> Meaning | None:
        """The organisation named in full in the article that `text` is short for ("GM", "the Air Force")."""
        text = text.removeprefix("The ").removeprefix("the ")
        short = abbreviation(text)
        return self._organisations.get("=" + short.lower() if short else fold(text))

    def toponym(self, text: str) -> str | None:
        """Country of a place that is no country or capital."""
        return self._toponyms(text) if self._toponyms else None

    def surroundings(self, sentence: int, token: int) -> str | None:
        """The country an unnamed party is taken to belong to: that of its sentence, of those before, of the article."""
        if sentence not in self._around:
            self._around[sentence] = self._surroundings(sentence)
        return self._around[sentence]

    def _surroundings(self, sentence: int) -> str | None:
        for back in range(BACK + 1):
            index = sentence - back
            if index < 0:
                break
            here = self._countries(index, locative=True)
            everything = self._countries(index, locative=False)
            if len(here) == 1:
                return here[0]
            if len(everything) == 1:
                return everything[0]
        return self.leading()

    def here(self, sentence: int) -> str | None:
        """The one country that a sentence is set in."""
        found = self._countries(sentence, locative=True)
        return found[0] if len(found) == 1 else None

    def leading(self) -> str | None:
        """The country the article is plainly about; None where several are named as often."""
        ranked = [(c, n) for c, n in self.about.items() if len(c) == 3]
        if not ranked:
            return None
        return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1] else None

    def _countries(self, index: int, locative: bool) -> list[str]:
        view = self._views[index]
        if view is None:
            return []
        out: dict[str, None] = {}
        for hit in view.hits:
            uses = [u for u in hit.uses if u[1].code in self.counts]
            if not uses or view.swallowed(hit) or uses[0][1].kind == "non-state":
                continue
            before = view.words[hit.first - 1].lower() if hit.first else ""
            if not locative or before in _LOCATIVE:
                out[uses[0][1].code] = None
        for entity in view.entities:
            known = view.hit_at.get(entity.first)
            if entity.kind == "LOC" and (known is None or view.swallowed(known)):
                code = self.toponym(" ".join(view.words[entity.first : entity.last]))
                before = view.words[entity.first - 1].lower() if entity.first else ""
                if code and (not locative or before in _LOCATIVE):
                    out[code] = None
        for entity in view.entities if locative else ():
            before = view.words[entity.first - 1].lower() if entity.first else ""
            if entity.kind == "ORG" and before in _LOCATIVE and (code := seat(view, entity, self.toponym)):
                out[code] = None
        return list(out)

    def _common(self, hit: Hit) -> bool:
        """Whether a name is also an ordinary phrase, so that it tells nothing of the country."""
        return hit.lower or hit.key in self._tables.agents

    def _count(self) -> Counter[str]:
        sure: Counter[str] = Counter()
        unsure: list[tuple[str, str]] = []
        for view in self._views:
            for hit in view.hits if view else ():
                if view is None or view.swallowed(hit):
                    continue
                uses = [u for u in hit.uses if u[1].code and u[1].kind != "former state"]
                if uses:
                    if hit.key in _UNSURE:
                        unsure.append((hit.key, uses[0][1].code))
                    else:
                        sure[uses[0][1].code] += 1
                elif len({o.code for o in hit.organisations if o.weight == 0}) == 1 and not self._common(hit):
                    sure[hit.organisations[0].code] += 1
                elif hit.people and len({p.country for p in hit.people}) == 1:
                    sure[hit.people[0].country] += 1
        extra: Counter[str] = Counter()
        for key, code in unsure:
            if sure[code] or (key not in NEED_CONTEXT and not (key == "georgia" and sure["USA"])):
                extra[code] += 1
        return Counter({c: n for c, n in (sure + extra).items() if n})
