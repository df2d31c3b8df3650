"""From a phrase to what it means: a person, a state, an organisation, a described party, or a thing."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Protocol

from schemas.plover import NON_STATE_CODES, Sector
from services.extract.actors.described import Describer, Description
from services.extract.actors.groups import BODIES, FORMER, LOCAL
from services.extract.actors.match import agent, folded
from services.extract.actors.meaning import Meaning
from services.extract.actors.named import Namer
from services.extract.actors.names import fold, vocabulary
from services.extract.actors.parties import last_word, party
from services.extract.actors.persons import Holder, by_surname, choose
from services.extract.actors.phrase import Phrase, from_parse
from services.extract.actors.tables import ActorTables
from services.extract.actors.view import View
from services.extract.document import Entity

_SAYS_LITTLE = vocabulary(
    "leader politician figure man woman sheikh mullah maulvi maulana mawlawi prince general candidate chief son "
    "brother wife"
)
_LEADING = frozenset(("lead", "command", "head"))
_HONORIFICS = vocabulary("mr mrs ms miss dr sir prof")


class Context(Protocol):
    """What the article lends to a phrase. about: countries it names, the most named first."""

    @property
    def day(self) -> date: ...
    @property
    def about(self) -> Collection[str]: ...
    def person(self, surname: str) -> Meaning | None: ...
    def toponym(self, text: str) -> str | None: ...
    def organisation(self, text: str) -> Meaning | None: ...


class Interpreter:
    """Interprets phrases by the tables; one per article, because `context` is the article's."""

    def __init__(self, tables: ActorTables, context: Context) -> None:
        self._tables = tables
        self._context = context
        self._namer = Namer(tables, context)
        self._describer = Describer(tables, self.interpret, self.modifier)

    def interpret(self, view: View, phrase: Phrase) -> Meaning:
        """The meaning of `phrase`; THING where it can't be a party."""
        person = self._person_range(view, phrase)
        if person is not None:
            return self._person(view, phrase, *person)
        # "the bloc's top diplomat, Josep Borrell": the name stands behind; the tree may hang it on "of the court"
        behind = (*phrase.appositions, *(a for p, c in phrase.complements[:1] if p == "of" for a in c.appositions))
        for part in behind:
            inner = self._person_range(view, part)
            if inner is not None and phrase.head not in view.hit_at:
                merged = Phrase(
                    part.head, part.core, phrase.possessor, phrase.complements, (phrase_without_apposition(phrase),)
                )
                return self._person(view, merged, *inner)
        named = self._namer.at(view, phrase.head) or self._body(view, phrase)
        if named is not None:
            return self._with_apposition(view, phrase, self._placed(view, phrase, named))
        return self._described(view, phrase)

    def _body(self, view: View, phrase: Phrase) -> Meaning | None:
        """ "the Palestinian Islamic Jihad movement": the table's name and behind it the noun for what it is."""
        hit = view.hit_at.get(phrase.head - 1)
        if hit is None or not hit.organisations or last_word(view.words[phrase.head]) not in BODIES:
            return None
        named = self._namer.at(view, phrase.head - 1)
        return named if named is not None and named.kind == "organisation" else None

    def modifier(self, view: View, token: int) -> Meaning | None:
        """The name at `token` inside a description: "the Biden administration", "Hamas officials"."""
        named = self._namer.at(view, token, modifier=True)
        if named is not None:
            return named
        entity = view.entity_at.get(token)
        if entity and entity.kind == "PER":
            return self._person(
                view, Phrase(entity.first, tuple(range(entity.first, entity.last))), entity.first, entity.last
            )
        if entity and entity.kind == "LOC":
            name = " ".join(view.words[entity.first : entity.last])
            country = self._context.toponym(name)
            return Meaning("state", name, country) if country else None
        return None

    # persons ----------------------------------------------------------------------------------------------------------
    def _person_range(self, view: View, phrase: Phrase) -> tuple[int, int] | None:
        """Tokens of the person's name that the phrase is about: at its head or, after a title, at its end."""
        core = [t for t in phrase.core if t >= phrase.head] or [phrase.head]
        for t in (phrase.head, core[-1]):
            hit, entity = view.hit_at.get(t), view.entity_at.get(t)
            if hit and hit.people and not hit.uses and not hit.organisations:
                first = min(hit.first, entity.first) if entity and entity.kind == "PER" else hit.first
                last = max(hit.last, entity.last) if entity and entity.kind == "PER" else hit.last
                return first, last
            if (
                entity
                and entity.kind == "PER"
                and not (hit and (hit.uses or hit.organisations) and not view.swallowed(hit))
                and not self._kind_of_people(view, entity)
            ):
                return self._untitled(view, entity)
            if entity and entity.kind in ("LOC", "MISC") and not hit and self._titled(view, phrase, entity):
                return entity.first, entity.last
        return None

    def _titled(self, view: View, phrase: Phrase, entity: Entity) -> bool:
        """Whether a title stands right before a name that the recogniser took for a place: "President Bouteflika"."""
        before = [view.words[t] for t in phrase.core if t < entity.first]
        found = agent(before, self._tables)
        return found is not None and found[0].kind == "person" and not found[0].plural

    def _kind_of_people(self, view: View, entity: Entity) -> bool:
        """Whether the recogniser took a noun in capitals for a name: "Vigilantes lynched two men", "Islamists"."""
        if entity.last - entity.first > 1:
            return False
        found = agent(view.words[entity.first : entity.last], self._tables)
        return found is not None and found[0].plural

    def _untitled(self, view: View, entity: Entity) -> tuple[int, int]:
        """A name without the title that the recogniser took in ("President Sirleaf" → "Sirleaf")."""
        first = entity.first
        while first < entity.last - 1 and (
            agent(view.words[first : first + 1], self._tables) or fold(view.words[first]) in _HONORIFICS
        ):
            first += 1
        return first, entity.last

    def _person(self, view: View, phrase: Phrase, first: int, last: int) -> Meaning:
        text = " ".join(w for w in view.words[first:last] if w not in ("'s", "’s"))
        text = text.replace(" - ", "-")
        before = [t for t in phrase.core if t < first]
        said = self._describer.describe(view, phrase, before)
        for part in phrase.appositions:
            more = self._describer.describe(view, part, part.core)
            said.countries += [c for c in more.countries if c not in said.countries]
            said.former = said.former or more.former
            if said.agent is None or (said.agent.phrase in _SAYS_LITTLE and more.agent is not None):
                said.agent, said.sector, said.others, said.title = more.agent, more.sector, more.others, more.title
        if said.agent is None and (tokens := self._title_before(view, first)):
            said = self._describer.describe(view, Phrase(tokens[-1], tokens, phrase.possessor), tokens)
        if said.agent is None and (led := self._led(view, first, last)) is not None:
            said.sector, said.others = led.sector, led.others
            said.countries += [c for c in (led.country,) if c and c not in said.countries]
        title = fold(said.title or "") if said.agent else ""
        holder = self._holder(view, first, last, said, title)
        earlier = self._context.person(fold(text))
        if earlier is not None and said.country and earlier.country not in (None, *said.countries):
            earlier = None
        # what the article said of a person counts before the table, unless the table names someone else in full
        if earlier is not None and holder is not None and (earlier.name != holder.person.name or last - first > 1):
            earlier = None
        holder = None if earlier is not None else holder
        return self._person_meaning(text, said, holder, earlier)

    def _led(self, view: View, first: int, last: int) -> Meaning | None:
        """Those whom the person at `first` … `last` leads: "special forces led by Mamady Doumbouya"."""
        parse = view.parse
        for t in range(first, last) if parse is not None else ():
            assert parse is not None
            verb = parse.heads[t]
            if verb < 0 or parse.deprels[t] not in ("obl:agent", "obl") or parse.lemmas[verb].lower() not in _LEADING:
                continue
            led = parse.heads[verb]
            if parse.deprels[verb] == "acl" and led >= 0 and led not in view.entity_at:
                core = tuple(c for c in from_parse(view, led).core if c not in view.entity_at and c <= led)
                said = self._describer.describe(view, Phrase(led, core), core)
                return party(view, Phrase(led, core), said, self._context.toponym)
        return None

    def _title_before(self, view: View, first: int) -> tuple[int, ...]:
        """Tokens of a title right before a name that the tree did not join to it, with the adjectives before it."""
        start = max(0, first - 6)
        found = agent(view.words[start:first], self._tables) if first else None
        if found is None or found[0].kind != "person" or found[0].plural:
            return ()
        low = first - found[1]
        nouns = ("NOUN", "PROPN")
        while low > 0 and (
            (low - 1) in view.hit_at
            or view.words[low - 1].lower() in FORMER
            or (view.parse is not None and view.parse.upos[low - 1] in nouns)
        ):
            low -= 1
        return tuple(range(low, first))

    def _holder(self, view: View, first: int, last: int, said: Description, title: str) -> Holder | None:
        context = self._context
        parts = [w for w, _ in folded(view.words[first:last])]
        people = self._tables.people(" ".join(parts))
        if not people and len(parts) > 2:
            people = self._tables.people(f"{parts[0]} {parts[-1]}")
        if not people and len(parts) > 1:
            # another spelling of a name counts only where the country fits
            near = [*said.countries] or [*context.about]
            people = [p for p in self._tables.similar(parts) if p.country in near]
        if people and len(parts) > 1:
            return choose(people, context.day, said.countries, context.about, title)
        hit = view.hit_at.get(first)
        if hit and hit.people:
            return choose(hit.people, context.day, said.countries, context.about, title)
        if len(parts) == 1 and context.person(parts[0]) is None:
            return by_surname(self._tables.surnamed(parts[0]), context.day, said.countries, context.about, title)
        if len(parts) == 2 and parts[0] in ("al", "el") and context.person(" ".join(parts)) is None:
            return by_surname(self._tables.surnamed(" ".join(parts)), context.day, said.countries, context.about, title)
        return None

    @staticmethod
    def _person_meaning(text: str, said: Description, holder: Holder | None, earlier: Meaning | None) -> Meaning:
        sector, others, title = said.sector, said.others, said.title if said.agent else None
        if holder is not None:
            generic = said.agent is None or said.agent.phrase in _SAYS_LITTLE
            if said.former and generic:
                sector = Sector.ELI
            elif generic:
                sector, others = holder.sector or sector, ()
            name, country = holder.person.name, holder.person.country
            return Meaning("person", name, country, sector, others, title or holder.title, base=fold(title or ""))
        if earlier is not None:
            sector = sector or earlier.sector
            return replace(earlier, sector=sector, others=others or earlier.others, title=title or earlier.title)
        open_country = said.country is None and said.sector in LOCAL
        if said.agent is not None and said.agent.kind == "group" and said.agent.phrase in BODIES:
            return Meaning("organisation", text, said.country, sector, others, base=said.agent.phrase)
        return Meaning("person", text, said.country, sector, others, title, open=open_country, base=fold(title or ""))

    # the rest ---------------------------------------------------------------------------------------------------------
    def _placed(self, view: View, phrase: Phrase, named: Meaning) -> Meaning:
        """An organisation that the tables know under several countries takes the one its phrase says."""
        if named.kind != "organisation":
            return named
        hit = view.hit_at.get(phrase.head) or view.hit_at[phrase.head - 1]
        near = Phrase(phrase.head, phrase.core, phrase.possessor)
        said = self._describer.describe(view, near, [t for t in phrase.core if t < hit.first])
        if named.country and said.country and said.country != named.country and named.country not in NON_STATE_CODES:
            # "Brazil's Senate" is not the Senate that the table has
            text = " ".join(view.words[hit.first : hit.last])
            return replace(named, name=text, country=said.country)
        return named.at(said.country)

    def _with_apposition(self, view: View, phrase: Phrase, named: Meaning) -> Meaning:
        for part in phrase.appositions if named.kind == "organisation" else ():
            said = self._describer.describe(view, part, part.core)
            named = named.at(said.country)
            if named.sector is None and said.agent:
                named = replace(named, sector=said.sector, others=said.others)
            named = replace(named, aliases=(*named.aliases, last_word(view.words[part.head])))
        return named

    def _described(self, view: View, phrase: Phrase) -> Meaning:
        phrase = self._whole_office(view, phrase)
        tokens = [t for t in phrase.core if t <= phrase.head]
        said = self._describer.describe(view, phrase, tokens)
        found = party(view, phrase, said, self._context.toponym)
        entity = view.entity_at.get(phrase.head)
        if found.kind == "organisation" and entity is not None and entity.kind == "ORG":
            name = [w for w in view.words[entity.first : entity.last] if w.lower() != "the"]
            whole = agent(name, self._tables)
            if whole is not None and whole[1] == len(name):  # "House of Commons"
                found = replace(found, sector=whole[0].sector, others=whole[0].others)
        if found.kind == "thing":
            # "the southern capital Juba"
            behind = [t for t in phrase.core if t > phrase.head] + [p.head for p in phrase.appositions]
            names = (self._namer.at(view, t) for t in behind)
            found = next((n for n in names if n is not None and n.kind == "state"), found)
        if found.kind == "organisation" and found.name and (found.country is None or found.sector is None):
            found = self._context.organisation(found.name) or found
        return self._with_apposition(view, phrase, found)

    def _whole_office(self, view: View, phrase: Phrase) -> Phrase:
        """ "attorney general": where the tree parts the words of an office, its owner hangs on the first."""
        first = phrase.head - 1
        if first < 0 or first in phrase.core or view.parse is None:
            return phrase
        found = agent(view.words[first : phrase.head + 1], self._tables)
        if found is None or found[1] < 2:
            return phrase
        other = from_parse(view, first)
        if other.possessor is not None and max(other.possessor.core) >= first:
            return phrase  # a broken tree: an owner stands before what it owns
        core = tuple(sorted({*phrase.core, *(t for t in other.core if t <= phrase.head)}))
        owner = None if other.possessor is None else Phrase(other.possessor.head, other.possessor.core)
        return replace(phrase, core=core, possessor=phrase.possessor or owner)


def phrase_without_apposition(phrase: Phrase) -> Phrase:
    """`phrase` alone, its appositions left off."""
    return Phrase(phrase.head, phrase.core, phrase.possessor, phrase.complements)
