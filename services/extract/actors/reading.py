"""One article being read: its views, the meaning of each noun phrase, and the mentions made of them."""

from dataclasses import replace

from schemas.plover import NON_STATE_CODES, Sector
from services.extract.actors import nominals
from services.extract.actors.context import ArticleContext, Toponyms
from services.extract.actors.groups import ASSET_SECTOR, ASSETS, WEAPONS
from services.extract.actors.interpret import Interpreter
from services.extract.actors.meaning import THING, Meaning
from services.extract.actors.names import vocabulary
from services.extract.actors.phrase import extent, from_parse
from services.extract.actors.reference import References
from services.extract.actors.tables import ActorTables
from services.extract.actors.view import View
from services.extract.document import ActorMention, Document, Parse

_NO_PARTY = frozenset(("VERB", "AUX", "ADP", "PUNCT", "CCONJ", "SCONJ", "PART", "ADV", "INTJ"))
_SENDING = vocabulary("launch fire send use deploy unleash fly operate lob direct dispatch release drop lose")
MAX_HEADS = 12  # conjuncts of one argument


class Reading:
    """Resolves arguments of one document; every meaning is worked out once."""

    def __init__(self, document: Document, tables: ActorTables, toponyms: Toponyms | None) -> None:
        self._document = document
        self._tables = tables
        self._views = [View.of(s.parse, tables) if s.parse is not None else None for s in document.sentences]
        self._context = ArticleContext(tables, self._views, document.published, toponyms)
        self._interpreter = Interpreter(tables, self._context)
        self._meanings: dict[tuple[int, int], Meaning] = {}
        self._known: dict[tuple[int, int], Meaning] = {}
        self._introduce()
        self._references = References(self._views, self._settled)

    def tag(self) -> list[ActorMention]:
        """Parties of all sentences in text order."""
        out: list[ActorMention] = []
        for index, view in enumerate(self._views):
            if view is None or view.parse is None:
                continue
            for t in nominals.heads(view.parse):
                hit = view.hit_at.get(t)
                within = hit is not None and hit.first <= view.parse.heads[t] < hit.last
                if view.parse.upos[t] == "PRON" or within:
                    continue
                meaning = self._settled(index, t)
                if meaning.name and self._introduced(view.parse, index, t) is not None:
                    continue  # the name is told with the phrase it stands beside
                h = view.parse.heads[t]
                below = view.parse.deprels[t] == "nmod" and meaning.kind == "person" and h >= 0
                if below and meaning.name and self.meaning(index, h).name == meaning.name:
                    continue  # the town that the tree hangs the mayor's name on
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
        above = self._introduced(view.parse, index, head)
        head = head if above is None else above
        out: list[ActorMention] = []
        for t in nominals.conjuncts(view.parse, head)[:MAX_HEADS]:
            for mention in self._one(view, index, t):
                if mention not in out:
                    out.append(mention)
        return out

    def _introduced(self, parse: Parse, index: int, token: int) -> int | None:
        """The head of the phrase that tells who the name at `token`, in apposition to it, is.

        The tree may hang the name on the last word: "the mayor of Gaziantep, Fatma Sahin".
        """
        above = parse.heads[token]
        if parse.deprels[token] != "appos" or above < 0:
            return None
        own, whole = self.meaning(index, token), self.meaning(index, above)
        if (own.name and own.name == whole.name) or (own.kind == "thing" and whole.kind != "thing"):
            upper = parse.heads[above]
            further = own.kind == "person" and parse.deprels[above] == "nmod" and upper >= 0
            return upper if further and self.meaning(index, upper).name == own.name else above
        return None

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
        return [self._mention(index, shown, self._settled(index, token))]

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
            if found.kind in ("group", "person") and found.sector is None and self._counted(view, token):
                found = replace(found, name=None, sector=Sector.CVL)
            self._meanings[key] = found
        return found

    @staticmethod
    def _counted(view: View, token: int) -> bool:
        """Whether some people of a country are meant, not the country: "three Israelis", "thousands of Kenyans"."""
        hit, parse = view.hit_at.get(token), view.parse
        if hit is None or parse is None or not hit.used("noun", "nouns") or parse.upos[token] == "ADJ":
            return False
        if any(parse.deprels[c] in ("nummod", "acl:relcl", "acl", "amod") for c in parse.children[token]):
            return True
        article = parse.child(token, "det")
        if article is not None and parse.words[article].lower() in ("a", "an", "some", "many", "several"):
            return True
        return parse.deprels[token] == "nmod" and nominals.whole(parse, parse.heads[token]) == token

    def _attributive(self, view: View, token: int) -> Meaning | None:
        """A country's adjective or name that stands before a noun: the "Russian" of "Russian attacks"."""
        parse = view.parse
        assert parse is not None
        if parse.deprels[token] in ("amod", "compound", "nmod:desc", "obl:unmarked"):
            return self._interpreter.modifier(view, token) or (THING if parse.upos[token] == "ADJ" else None)
        return None

    def _settled(self, index: int, token: int) -> Meaning:
        """The meaning with the country that its owner or its surroundings give; worked out once when that is known."""
        known = self._known.get((index, token))
        if known is None:
            known = self._settle(index, token)
            if self._references.settled(index):
                self._known[index, token] = known
        return known

    def _settle(self, index: int, token: int) -> Meaning:
        meaning = self.meaning(index, token)
        view = self._views[index]
        abroad = view is not None and view.parse is not None and meaning.country and _posted(view, view.parse, token)
        if (meaning.country is None or abroad) and view is not None and view.parse is not None:
            owner = self._owner(view, view.parse, index, token)
            if owner is not None and meaning.base in WEAPONS:
                return Meaning("group", None, owner, Sector.MIL, plural=meaning.plural, base=meaning.base)
            if owner is not None and meaning.kind == "thing" and meaning.base in ASSETS:
                return Meaning("group", None, owner, ASSET_SECTOR.get(meaning.base), base=meaning.base)
            if owner is not None and meaning.kind != "thing":
                return replace(meaning, country=owner, open=False)
        if not meaning.open:
            return meaning
        if meaning.kind == "person" and meaning.name:
            return meaning.at(self._context.leading() or self._context.here(index))  # may be from anywhere
        partner = self._partner(view.parse, index, token) if view is not None and view.parse is not None else None
        return meaning.at(partner or self._context.surroundings(index, token))

    def _partner(self, parse: Parse, index: int, token: int) -> str | None:
        """The one country of what an unnamed party is coordinated with: "the Sudanese government and the rebels"."""
        top = parse.heads[token] if parse.deprels[token] == "conj" and parse.heads[token] >= 0 else token
        others = [t for t in nominals.conjuncts(parse, top)[:MAX_HEADS] if t != token]
        countries = {
            c for c in (self.meaning(index, t).country for t in others) if c is not None and c not in NON_STATE_CODES
        }
        return min(countries) if len(countries) == 1 else None

    def _owner(self, view: View, parse: Parse, index: int, token: int) -> str | None:
        """Country of whoever "its forces" or the drones that "Russia launched" belong to."""
        pronoun = parse.child(token, "nmod:poss")
        if pronoun is not None and parse.xpos[pronoun] == "PRP$":
            found = self._references.resolve(index, pronoun)
            return found[0].country if found and len(found) == 1 else None
        for c in parse.children[token]:
            # "11 regions of the country"
            case = parse.child(c, "case")
            if parse.deprels[c] == "nmod" and case is not None and parse.words[case].lower() == "of":
                found = self._references.resolve(index, c)
                if found and len(found) == 1:
                    return found[0].country
        token = nominals.holder(parse, token)
        if parse.deprels[token] == "conj" and parse.heads[token] >= 0:
            token = nominals.holder(parse, parse.heads[token])
        verb = parse.heads[token]
        if parse.deprels[token] == "obj" and verb >= 0 and parse.lemmas[verb] in _SENDING:
            sender = parse.child(verb, "nsubj")
            if sender is not None and parse.child(verb, "compound:prt") is None:
                found = self._references.resolve(index, sender) or [self.meaning(index, sender)]
                return found[0].country if len(found) == 1 else None
        return None

    def _introduce(self) -> None:
        for view in self._views:
            if view is None or view.parse is None:
                continue
            for t in nominals.heads(view.parse):
                if any(self._personal(view, x) for x in (t, *view.parse.children[t])):
                    meaning = self._interpreter.interpret(view, from_parse(view, t))
                    if meaning.kind == "person" and meaning.name and " " in meaning.name:
                        self._context.introduce(meaning, meaning.name)
                elif t in view.entity_at and view.entity_at[t].kind == "ORG":
                    meaning = self._interpreter.interpret(view, from_parse(view, t))
                    if meaning.kind == "organisation" and (meaning.country or meaning.sector):
                        self._context.introduce_organisation(meaning)
            for hit in view.hits:
                named = self._interpreter.modifier(view, hit.first) if hit.organisations else None
                if named is not None and named.kind == "organisation":
                    self._context.introduce_organisation(named)
        self._meanings.clear()

    @staticmethod
    def _personal(view: View, token: int) -> bool:
        hit, entity = view.hit_at.get(token), view.entity_at.get(token)
        return bool((hit and hit.people) or (entity and entity.kind == "PER"))

    def _mention(self, index: int, token: int, meaning: Meaning) -> ActorMention:
        sentence = self._document.sentences[index]
        assert sentence.parse is not None
        low, high = extent(sentence.parse, token)
        start, end = sentence.span(low, high)
        text = self._document.text[start:end]
        if meaning.kind == "thing":
            return ActorMention(start, end, index, token, text, "thing")
        m = meaning
        if m.kind == "state" and m.name is None and m.country in self._tables.by_code:
            m = replace(m, name=self._tables.by_code[m.country].name)
        return ActorMention(start, end, index, token, text, m.kind, m.name, m.country, m.sector, m.others, m.title)


def _posted(view: View, parse: Parse, token: int) -> bool:
    """Whether a place only says where somebody's people are: "its ambassador in Geneva", "its troops in Syria"."""
    children = parse.children[token]
    owned = any(parse.words[c].lower() in ("its", "their") and parse.xpos[c] == "PRP$" for c in children)
    return owned and not any(
        c in view.hit_at for c in children if parse.deprels[c] in ("amod", "compound", "nmod:desc")
    )
