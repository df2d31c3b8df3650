"""The reason behind every field of an event mention, and behind every field that is null."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.fields import Basis, Factuality
from schemas.mention import EventMention
from schemas.plover import MODE_SCORE
from services.extract.coder.coded import Coded
from services.extract.coder.filled import Filled
from services.extract.coder.foreground import OLD_DAYS
from services.extract.coder.knowledge import Knowledge
from services.extract.coder.modes import clause_words, mode_of
from services.extract.coder.parties import Parties
from services.extract.coder.predicates import Match
from services.extract.document import ActorMention, Document
from services.extract.explain.rows import is_judgement, match_at, row
from services.extract.stage import Told

PRONOUNS = frozenset(
    {"he", "him", "his", "she", "her", "hers", "it", "its", "they", "them", "their", "both", "who", "that"}
)
OTHERS = 6  # mentions of the same event that are named
BASIS = {
    Basis.EXPLICIT: "a date written out",
    Basis.RELATIVE: "counted from the day of publication",
    Basis.DISCOURSE: "taken over from the words or the mention it goes with",
    Basis.PUBLICATION: "no words date it: told as news, so of the day of publication",
}
FACTUALITY = {
    Factuality.ASSERTED: "nothing negates, conditions, plans or reports it",
    Factuality.ATTRIBUTED: "told as what somebody says",
    Factuality.PLANNED: "told as still to come",
    Factuality.HYPOTHETICAL: "told as possible only",
    Factuality.NEGATED: "told as not so",
    Factuality.HABITUAL: "told as a habit",
}


@dataclass(frozen=True)
class Reason:
    """value: what the field holds, in words; None where it is null."""

    field: str
    value: str | None
    why: str


class Reasons:
    """Gives reasons for the mentions of one document."""

    def __init__(self, document: Document, told: Sequence[Told]) -> None:
        self._document = document
        self._groups: dict[int, list[Told]] = defaultdict(list)
        for t in told:
            self._groups[t.group].append(t)

    def of(self, told: Told, knowledge: Knowledge) -> list[Reason]:
        """A reason for each field of a mention, in the order of the record. knowledge: of its sentence."""
        f, m = told.filled, told.mention
        match = None if is_judgement(f.event) else match_at(knowledge, f.event.token)
        return [
            self._type(f.event, m, match),
            self._mode(f.event, m, match, told),
            *self._parties("actors", f, match, knowledge),
            *self._parties("recipients", f, match, knowledge),
            self._when(f, m, told),
            self._where(f, m, told),
            self._factuality(f.event, m),
            self._background(f, m),
            *self._numbers(m),
            Reason("contexts", ", ".join(m.contexts) or None, self._contexts(m, knowledge)),
            self._confidence(f, m, match),
            *self._linked(told),
        ]

    def _type(self, e: Coded, m: EventMention, match: Match | None) -> Reason:
        if is_judgement(e):
            what = "puts another party down" if m.type.value == "ACCUSE" else "says what another party must do"
            return Reason("type", m.type, f"judgement: “{e.lemma}” and, in what is said, a clause that {what}")
        if match is None:
            return Reason("type", m.type, f"trigger “{m.trigger.text}” with the events told before")
        turned = "" if match.entry.type is m.type else f" — turned into {m.type} by tense, condition or refusal"
        return Reason("type", m.type, f"trigger “{m.trigger.text}”, {row(match)}{turned}")

    def _mode(self, e: Coded, m: EventMention, match: Match | None, told: Told) -> Reason:
        if m.mode is None:
            if m.type not in MODE_SCORE:
                return Reason("mode", None, f"{m.type} has no modes")
            return Reason("mode", None, "neither the row nor the words around the trigger name one")
        if is_judgement(e) or match is None:
            return Reason("mode", m.mode, "what is said makes it so")
        if match.entry.mode == m.mode:
            return Reason("mode", m.mode, "the row says so")
        if match.entry.type is m.type and mode_of(match.scene, m.type, match.entry.mode) == m.mode:
            slots, weapons = match.scene.slots, match.scene.knowledge.lexicon.weapons
            words = clause_words(slots.parse, slots.token, slots.nominal, set())
            named = next((w for w in words if weapons.get(w) == m.mode), None)
            return Reason("mode", m.mode, f"“{named}” in its clause" if named else "by the words around the trigger")
        if match.entry.type is not m.type:
            return Reason("mode", m.mode, f"follows from {match.entry.type} {match.entry.mode or ''}".rstrip())
        return Reason("mode", m.mode, f"from {self._others(told)}")

    def _parties(self, field: str, f: Filled, match: Match | None, knowledge: Knowledge) -> Iterator[Reason]:
        found = f.event.actors if field == "actors" else f.event.recipients
        wanted = (match.entry.actor if field == "actors" else match.entry.recipient) if match else ""
        if not found:
            empty = f"nothing in the text fills {wanted}" if wanted else "the row asks for none"
            none = "the record says UNK" if field == "actors" else "left empty"
            yield Reason(field, None, f"{empty if match else 'nobody is named'}; {none}")
        for party in found:
            yield Reason(field, _party(party), self._party(field, party, f, match, wanted, knowledge))

    def _party(
        self, field: str, party: ActorMention, f: Filled, match: Match | None, wanted: str, knowledge: Knowledge
    ) -> str:
        meant = (
            f"“{party.text}” is a {party.kind}"
            if party.kind != "organisation"
            else f"“{party.text}” is an {party.kind}"
        )
        if party.text.split(" ")[0].lower() in PRONOUNS:
            meant = f"“{party.text}” stands for {party.name or party.country or 'a ' + party.kind}"
        if field in f.inherited:
            return f"{meant}; taken over from another mention of the event"
        if is_judgement(f.event):
            return f"{meant}; {'who says it' if field == 'actors' else 'whom it is said of'}"
        slot = _slot(party, match, wanted, knowledge) if match else None
        return f"{meant}; " + (
            f"fills {slot}" + (f" of {wanted}" if slot != wanted else "") if slot else "by what the text told before"
        )

    def _when(self, f: Filled, m: EventMention, told: Told) -> Reason:
        if m.when is None:
            told_as = "history" if m.background else m.factuality.value
            return Reason("when", None, f"no words date it, and as {told_as} it is not dated by the publication")
        value = f"{m.when.start or '…'} – {m.when.end or '…'}" if m.when.start != m.when.end else str(m.when.start)
        words = f"“{m.when.text}”: " if m.when.text else ""
        source = self._source("when", f, told) or BASIS[m.when.basis]
        return Reason("when", f"{value} ({m.when.granularity})", f"{words}{m.when.basis}, {source}")

    def _where(self, f: Filled, m: EventMention, told: Told) -> Reason:
        if m.where is None:
            return Reason("where", None, m.where_reason or "no place named")
        known = ", ".join(x for x in (m.where.name, m.where.admin1, m.where.country) if x)
        source = self._source("where", f, told) or "of its clause or what governs it"
        entry = f"gazetteer {m.where.geonameid}" if m.where.geonameid else "gazetteer, without a number"
        return Reason("where", known, f"“{m.where.text}” {source}; {entry}")

    def _factuality(self, e: Coded, m: EventMention) -> Reason:
        own = self._document.sentences[e.sentence].span(e.token)
        words = [f"“{self._document.text[a:b]}”" for a, b in e.cues if (a, b) != own]
        said = f" by “{m.attributed_to}”" if m.attributed_to else ""
        model = "; the model reads the predicate as unreal" if own in e.cues else ""
        cue = f": {', '.join(words)}" if words else ""
        return Reason("factuality", f"{m.factuality}{said}", f"{FACTUALITY[m.factuality]}{cue}{model}")

    def _background(self, f: Filled, m: EventMention) -> Reason:
        if not m.background:
            return Reason("background", "no", "neither its words nor its date make it history")
        if f.event.told_as_history:
            how = "“had …”, “since …”, a lasting state, an anniversary, people of the past"
            return Reason("background", "yes", f"its words tell it as history: {how}")
        return Reason("background", "yes", f"it lies more than {OLD_DAYS} days before the publication")

    def _numbers(self, m: EventMention) -> Iterator[Reason]:
        for c in m.casualties:
            count = str(c.min) if c.min == c.max else f"{c.min or '…'} – {c.max or '…'}"
            claimed = f", claimed by “{c.claimed_by}”" if c.claimed_by else ""
            words = f"“{c.evidence.text}”" if c.evidence else "its words"
            qualified = f" ({c.qualifier})" if c.qualifier else ""
            yield Reason(
                "casualties", f"{count} {c.kind}{qualified}", f"{words}, the nearest act that can cause it{claimed}"
            )
        if not m.casualties:
            yield Reason("casualties", None, "no count of victims in its sentence belongs to it")
        for q in m.quantities:
            yield Reason("quantities", f"{q.value:g} {q.what}", f"“{q.text}” depends on the trigger")
        if not m.quantities:
            yield Reason("quantities", None, "no other number depends on the trigger")

    def _contexts(self, m: EventMention, knowledge: Knowledge) -> str:
        if not m.contexts:
            return "no word of the sentence is listed under one"
        words = {w.lower() for w in (*knowledge.parse.lemmas, *knowledge.parse.words)}
        listed = (sorted(knowledge.lexicon.contexts.get(c, frozenset()) & words) for c in m.contexts)
        named = list(dict.fromkeys(w for found in listed for w in found))
        return f"by {', '.join(f'“{w}”' for w in named)}" if named else "by pairs of words or the mode"

    def _confidence(self, f: Filled, m: EventMention, match: Match | None) -> Reason:
        row_says = f"{match.entry.confidence:g} of the row" if match else f"{f.event.confidence:g} of the rule"
        return Reason("confidence", f"{m.confidence:g}", f"{row_says}, bent by how the parties are known")

    def _linked(self, told: Told) -> Iterator[Reason]:
        if len(self._groups[told.group]) > 1:
            yield Reason("event", str(told.group + 1), f"the same event as {self._others(told)}")

    def _source(self, field: str, f: Filled, told: Told) -> str | None:
        """Whence a field was taken over, if it was."""
        if field in f.inherited:
            return f"from {self._others(told)}"
        act = f.scene.get(field)
        if act is None:
            return None
        sentence = self._document.sentences[act.sentence]
        words = self._document.text[sentence.span(act.first)[0] : sentence.span(act.last)[1]]
        return f"of the scene that “{words}” (sentence {act.sentence + 1}) opened"

    def _others(self, told: Told) -> str:
        others = [t for t in self._groups[told.group] if t.mention.id != told.mention.id]
        shown = [f"“{t.mention.trigger.text}” (sentence {t.filled.event.sentence + 1})" for t in others[:OTHERS]]
        more = f" and {len(others) - OTHERS} more" if len(others) > OTHERS else ""
        return ", ".join(shown) + more or "the words before"


def _party(m: ActorMention) -> str:
    code = "/".join(c for c in (m.country, m.sector) if c)
    title = f", {m.title}" if m.title else ""
    return f"{m.name or m.text} [{code or 'country unknown'}{title}]"


def _slot(party: ActorMention, match: Match, wanted: str, knowledge: Knowledge) -> str | None:
    """The slot of a specification that gave the party."""
    parties = Parties(knowledge)
    for name in (n for alternative in wanted.split("/") for n in alternative.split("+")):
        for token in parties.tokens(match.scene.slots, name):
            if any((m.start, m.end) == (party.start, party.end) for m in parties.at(token)):
                return name
    return None
