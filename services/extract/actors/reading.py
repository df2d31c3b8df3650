"""One article being read: its views, the meaning of each noun phrase, and the mentions made of them."""

from dataclasses import replace

from services.extract.actors import nominals
from services.extract.actors.context import ArticleContext, Toponyms
from services.extract.actors.interpret import Interpreter
from services.extract.actors.meaning import THING, Meaning
from services.extract.actors.phrase import extent, from_parse
from services.extract.actors.reference import References
from services.extract.actors.tables import ActorTables
from services.extract.actors.view import View
from services.extract.document import ActorMention, Document

_NO_PARTY = frozenset(("VERB", "AUX", "ADP", "PUNCT", "CCONJ", "SCONJ", "PART", "ADV", "INTJ"))
MAX_HEADS = 12  # conjuncts of one argument


class Reading:
    """Resolves arguments of one document; every meaning is worked out once."""

    def __init__(self, document: Document, tables: ActorTables, toponyms: Toponyms | None) -> None:
        self._document = document
        self._views = [View.of(s.parse, tables) if s.parse is not None else None for s in document.sentences]
        self._context = ArticleContext(tables, self._views, document.published, toponyms)
        self._interpreter = Interpreter(tables, self._context)
        self._meanings: dict[tuple[int, int], Meaning] = {}
        self._introduce()
        self._references = References(self._views, self._context, self.meaning)

    def tag(self) -> list[ActorMention]:
        """Parties of all sentences in text order."""
        out: list[ActorMention] = []
        for index, view in enumerate(self._views):
            if view is None or view.parse is None:
                continue
            for t in nominals.heads(view.parse):
                if view.parse.upos[t] == "PRON":
                    continue
                meaning = self._placed(index, t, self.meaning(index, t))
                h = view.parse.heads[t]
                if view.parse.deprels[t] == "appos" and h >= 0 and self.meaning(index, h).name == meaning.name:
                    continue  # the name is told with the phrase it stands beside
                if meaning.kind != "thing":
                    out.append(self._mention(index, t, meaning))
        return out

    def resolve(self, index: int, token: int) -> list[ActorMention]:
        """See ActorResolver.resolve."""
        if not 0 <= index < len(self._views):
            return []
        view = self._views[index]
        if view is None or view.parse is None or not 0 <= token < len(view.words):
            return []
        head = nominals.head_of(view, token)
        above = view.parse.heads[head]
        if view.parse.deprels[head] == "appos" and above >= 0:
            own, whole = self.meaning(index, head), self.meaning(index, above)
            head = above if own.name and own.name == whole.name else head
        out: list[ActorMention] = []
        for t in nominals.conjuncts(view.parse, head)[:MAX_HEADS]:
            for mention in self._one(view, index, t):
                if mention not in out:
                    out.append(mention)
        return out

    def _one(self, view: View, index: int, token: int) -> list[ActorMention]:
        parse = view.parse
        assert parse is not None
        noun = nominals.antecedent(parse, token)
        if noun is not None:
            return [m for t in nominals.conjuncts(parse, noun)[:MAX_HEADS] for m in self._plain(view, index, t, t)]
        part = nominals.whole(parse, token)
        steps = 0
        while part is not None and steps < 4:
            inner = nominals.whole(parse, part)
            if inner is None:
                break
            part, steps = inner, steps + 1
        if part is not None:
            return [m for t in nominals.conjuncts(parse, part)[:MAX_HEADS] for m in self._plain(view, index, t, token)]
        return self._plain(view, index, token, token)

    def _plain(self, view: View, index: int, token: int, shown: int) -> list[ActorMention]:
        """The mentions of the phrase at `token`; their text is that of the phrase at `shown`."""
        parse = view.parse
        assert parse is not None
        named = token in view.hit_at or token in view.entity_at
        if parse.upos[token] in _NO_PARTY and not named:
            return []
        referred = self._references.resolve(index, token)
        if referred is not None:
            return [self._mention(index, shown, m) for m in referred]
        origins = nominals.origins(view, token)
        if origins and token not in view.hit_at and token not in view.entity_at:
            return self._split(view, index, token, shown, origins)
        return [self._mention(index, shown, self._placed(index, token, self.meaning(index, token)))]

    def _split(self, view: View, index: int, token: int, shown: int, origins: list[int]) -> list[ActorMention]:
        meaning = self.meaning(index, token)
        out = []
        for origin in origins:
            country = self._interpreter.modifier(view, origin)
            code = country.country if country else None
            out.append(self._mention(index, shown, replace(meaning, country=code, open=False)))
        return out

    def meaning(self, index: int, token: int) -> Meaning:
        """The meaning of the phrase headed by `token`, by itself: no reference, no surroundings."""
        key = (index, token)
        found = self._meanings.get(key)
        if found is None:
            view = self._views[index]
            if view is None or view.parse is None:
                return THING
            found = self._attributive(view, token) or self._interpreter.interpret(view, from_parse(view, token))
            self._meanings[key] = found
        return found

    def _attributive(self, view: View, token: int) -> Meaning | None:
        """A country's adjective or name that stands before a noun: the "Russian" of "Russian attacks"."""
        parse = view.parse
        assert parse is not None
        if parse.deprels[token] in ("amod", "compound", "nmod:desc", "obl:unmarked"):
            return self._interpreter.modifier(view, token)
        return None

    def _placed(self, index: int, token: int, meaning: Meaning) -> Meaning:
        return meaning.at(self._context.surroundings(index, token)) if meaning.open else meaning

    def _introduce(self) -> None:
        for view in self._views:
            if view is None or view.parse is None:
                continue
            for t in nominals.heads(view.parse):
                hit, entity = view.hit_at.get(t), view.entity_at.get(t)
                if (hit and hit.people) or (entity and entity.kind == "PER"):
                    meaning = self._interpreter.interpret(view, from_parse(view, t))
                    if meaning.kind == "person" and meaning.name and " " in meaning.name:
                        self._context.introduce(meaning, meaning.name)
        self._meanings.clear()

    def _mention(self, index: int, token: int, meaning: Meaning) -> ActorMention:
        sentence = self._document.sentences[index]
        assert sentence.parse is not None
        low, high = extent(sentence.parse, token)
        start, end = sentence.span(low, high)
        text = self._document.text[start:end]
        if meaning.kind == "thing":
            return ActorMention(start, end, index, token, text, "thing")
        m = meaning
        return ActorMention(start, end, index, token, text, m.kind, m.name, m.country, m.sector, m.others, m.title)
