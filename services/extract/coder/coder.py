"""The event coder: parsed sentences in, events out (type, mode, parties, factuality), each tied to its trigger."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from schemas.fields import Factuality
from schemas.plover import QUAD, EventType, Sector
from services.extract.coder import guards
from services.extract.coder.addressees import addressed
from services.extract.coder.background import is_background, tells_earlier
from services.extract.coder.coded import Coded
from services.extract.coder.contexts import contexts_of
from services.extract.coder.domain import FAR, GRAVE, HARMED, distances, leave
from services.extract.coder.earlier import MUTUAL, helped, partners, told
from services.extract.coder.embedding import governed_by
from services.extract.coder.factuality import Judge
from services.extract.coder.history import bygone, gone, lived, remembered
from services.extract.coder.knowledge import Knowledge
from services.extract.coder.lexicon import Lexicon
from services.extract.coder.modes import mode_of
from services.extract.coder.nominals import is_definite, is_generic, match_noun
from services.extract.coder.parties import Parties
from services.extract.coder.phrase import content
from services.extract.coder.predicates import Match, is_verb, match_light, match_verb, noun_entries
from services.extract.coder.quotes import quoted_tokens, speaker_of
from services.extract.coder.slots import Slots
from services.extract.coder.speech import judgements
from services.extract.coder.topic import off_topic
from services.extract.coder.turned import turn
from services.extract.coder.verdict import Verdict
from services.extract.coder.words import ActorResolver
from services.extract.document import ActorMention, Document, Parse

KEPT = frozenset({Factuality.ASSERTED, Factuality.ATTRIBUTED, Factuality.PLANNED})
DEFENSIVE = frozenset(
    {"shoot_down", "down", "bring_down", "intercept", "take_down", "repel", "repulse", "fend_off", "ward_off"}
    | {"beat_back", "fight_off"}
)
"""Keys of acts against an attack: no later "the attack" means them."""
PARTED = ("A1", "~in", "~on", "~under", "~of")


class Coder:
    """Codes documents. keep: the factualities of which events are returned; others are left out."""

    def __init__(self, lexicon: Lexicon, actors: ActorResolver, keep: Iterable[Factuality] = KEPT) -> None:
        self.lexicon, self.actors, self._keep = lexicon, actors, frozenset(keep)

    def code(self, document: Document) -> list[Coded]:
        """Every event told in the document, in text order."""
        out: list[Coded] = []
        far = distances(document, self.lexicon.domain)
        for sentence in document.sentences:
            if sentence.parse is not None and sentence.parse.words and not off_topic(self.lexicon, sentence.parse):
                reading = _Reading(self, document, sentence.index, sentence.parse, out, self.actors)
                out += reading.events(self._keep, far.get(sentence.index, 0.0))
        return out


class _Reading:
    """One sentence being coded; `before`: what the document has told so far."""

    def __init__(
        self, coder: Coder, document: Document, sentence: int, parse: Parse, before: list[Coded], actors: ActorResolver
    ) -> None:
        self.lexicon, self.document, self.sentence, self.parse = coder.lexicon, document, sentence, parse
        self.before = before
        self.knowledge = Knowledge(coder.lexicon, actors, document, sentence, parse)
        self.parties = Parties(self.knowledge, self._perpetrators)
        self.judge = Judge(coder.lexicon, parse, document.sentences[sentence].text)
        self.quoted = quoted_tokens(parse)
        self._asking: set[int] = set()
        self._here: list[Coded] = []
        self._far = 0.0

    def events(self, keep: frozenset[Factuality], far: float = 0.0) -> list[Coded]:
        """The coded events of the sentence whose factuality is in `keep`. far: see `domain.distances`."""
        self._far = far
        far -= GRAVE * self.lexicon.any_in_class("grave", self.knowledge.near)
        harm = self.lexicon.any_in_class("harm", self.knowledge.near)
        if far >= FAR + GRAVE * HARMED:
            return []
        verbs = self._verbs()
        used = self._used(verbs)
        nouns = {
            t: m
            for t in range(len(self.parse.words))
            if t not in verbs and t not in used and (m := match_noun(self.lexicon, self.knowledge, t))
        }
        found = {**verbs, **nouns}
        out = self._here
        for token in sorted(found):
            event = self._event(found[token], found)
            if event is not None and event.factuality in keep and far < FAR + leave(event, harm):
                out.append(event)
        if far < FAR:
            out += [e for e in self._judgements(set(found), {e.token for e in out}) if e.factuality in keep]
        out.sort(key=lambda e: e.token)
        for e in out:
            e.contexts = contexts_of(self.knowledge, e)
        return guards.apart(out, self.parse)

    def _verbs(self) -> dict[int, Match]:
        out = {}
        for t in range(len(self.parse.words)):
            if is_verb(self.parse, t):
                match = match_verb(self.lexicon, self.knowledge, t) or match_light(self.lexicon, self.knowledge, t)
                if match:
                    out[t] = match
        return out

    def _used(self, verbs: Mapping[int, Match]) -> set[int]:
        """Event nouns that a verb's event already holds: the strikes of "carried out strikes"."""
        out: set[int] = set()
        for match in verbs.values():
            names = [t.slot for c in match.entry.conditions for a in c.alternatives for t in a if not t.negated]
            names += ["A1", "object"] if match.light else []
            names += ["~for", "~on", "~to", "PRP", "A1"] if match.entry.mode == "visit" else []
            for name in names:
                if name in PARTED or match.light or match.entry.mode == "visit":
                    for head in match.scene.slots.get(name):
                        out |= set(content(self.parse, head, self.lexicon.transparent))
            if match.light:
                out |= set(range(match.first, match.last + 1))
        return out

    def _event(self, match: Match, found: Mapping[int, Match]) -> Coded | None:
        entry, slots, token = match.entry, match.scene.slots, match.token
        assert entry.type is not None
        nominal = slots.nominal
        definite = is_definite(self.parse, token) if nominal else self._points_back(slots)
        if nominal and is_generic(self.parse, token):
            return None
        governor = governed_by(self.parse, token, found)
        if governor is not None and not guards.stands_apart(governor, match, definite):
            return None
        trying = entry.type is EventType.ASSAULT or entry.mode == "cyber"  # an attempted attack is one (manual)
        deed = QUAD[entry.type] in (2, 4) or entry.type is EventType.SANCTION
        verdict = self.judge.judge(token, nominal, attempt_counts=trying, deed=deed)
        if match.announced and QUAD[entry.type] in (1, 2, 4) and entry.type is not EventType.COERCE:
            verdict.add(Factuality.PLANNED.value, token)
        mode = mode_of(match.scene, entry.type, entry.mode)
        actors = self.parties.of(slots, entry.actor) if entry.actor else []
        recipients = self._recipients(match, actors)
        if not actors and entry.type is EventType.ASSAULT and self._pronoun(slots):
            actors = told(self.before, EventType.ASSAULT, {r.country for r in recipients if r.country})
        if not recipients and actors and not all(map(guards.business, actors)):
            recipients = addressed(self.knowledge, self.parties, slots, entry.type, actors)
        if not recipients and actors and entry.key.partition(".")[0] in DEFENSIVE and nominal is False:
            recipients = told(self.before, EventType.ASSAULT, {a.country for a in actors if a.country})
        if not recipients and actors and entry.type is EventType.AID:
            recipients = self._region(slots, actors)
        if not recipients and actors and entry.type is EventType.AID and not match.scene.has("A1", "troops"):
            recipients = helped([*self.before, *self._here], self.sentence, actors)
        if not actors and entry.type in MUTUAL and self._pronoun(slots):
            actors = partners(self.before)
        turned = turn(self.parse, token, nominal, entry.type, mode, verdict, known=bool(actors))
        event = Coded(
            sentence=self.sentence,
            token=token,
            first=match.first,
            last=match.last,
            type=turned.type,
            mode=turned.mode,
            actors=actors,
            recipients=recipients,
            roleset=slots.frame.roleset if slots.frame else None,
            lemma=self.parse.lemmas[token].lower(),
            confidence=entry.confidence,
            nominal=nominal,
            factuality=turned.factuality,
            definite=definite,
            promise=verdict.factuality is Factuality.PLANNED and turned.factuality is Factuality.ASSERTED,
            defensive=entry.key.partition(".")[0] in DEFENSIVE,
            speech=QUAD[turned.type] in (1, 3),
        )
        self._finish(event, verdict)
        if self._hearsay(event) or not guards.complete(event, self.knowledge, match.scene, self._far):
            return None
        return event

    def _region(self, slots: Slots, actors: list[ActorMention]) -> list[ActorMention]:
        """Help at home goes to the people of "the region", "the affected villages"."""
        for token in (*slots.get("~to"), *slots.get("A2")):
            found = self.knowledge.mentions(token)
            if found and found[0].kind == "thing" and self.knowledge.listed(token, "territory", "place", "building"):
                return [replace(found[0], kind="group", country=actors[0].country, sector=Sector.CVL)]
        return []

    def _points_back(self, slots: Slots) -> bool:
        """Whether the subject is an event told before: "the attack killed", "the blast wounded"."""
        return any(
            is_definite(self.parse, t) and bool(noun_entries(self.lexicon, self.parse, t)) for t in slots.get("subject")
        )

    def _pronoun(self, slots: Slots) -> bool:
        """Whether the subject is an "it" or "they" that nobody could resolve: "it killed three civilians"."""
        return any(self.parse.words[t].lower() in ("it", "they", "which", "that") for t in slots.get("subject"))

    def _recipients(self, match: Match, actors: list[ActorMention]) -> list[ActorMention]:
        if not match.entry.recipient:
            return []
        found = self.parties.of(match.scene.slots, match.entry.recipient)
        if QUAD[match.entry.type or EventType.ASSAULT] == 3:
            found = [m for m in found if not guards.own_state(m, actors)]
        return [m for m in found if all((m.start, m.country) != (a.start, a.country) for a in actors)]

    def _finish(self, event: Coded, verdict: Verdict) -> None:
        sentence = self.document.sentences[self.sentence]
        event.cues = [sentence.span(t) for t in sorted(set(verdict.cues))]
        if verdict.source is not None and event.factuality is Factuality.ATTRIBUTED:
            said = self.knowledge.mentions(verdict.source)
            event.attributed_to = said[0].text if said else self.parse.words[verdict.source]
        history, at = self._history(event), event.token if event.anchor < 0 else event.anchor
        event.by_tense = not history and not event.nominal and tells_earlier(self.parse, at, self.sentence == 0)
        event.background = event.told_as_history = history or event.by_tense
        if event.type in (EventType.CONSULT, EventType.COOPERATE, EventType.SUPPORT) and len(event.actors) == 1:
            event.confidence -= 0.1 if not event.recipients else 0
        guards.arrange(event)

    def _history(self, event: Coded) -> bool:
        parse, token = self.parse, event.token if event.anchor < 0 else event.anchor
        if is_background(parse, token, event.nominal, event.definite and event.type is not EventType.PROTEST) or bygone(
            self.lexicon, parse, token
        ):
            return True
        if event.nominal and remembered(self.lexicon, parse, token):
            return True
        actors = [a.text for a in event.actors]
        if parse.deprels[token] == "xcomp":  # "Stalin had thousands shot"
            actors += [parse.words[t] for t in Slots(parse, parse.heads[token]).get("subject")]
        return gone(self.lexicon, actors, (r.text for r in event.recipients), self.document.published.year) or lived(
            self.document, parse, token, event.nominal
        )

    def _hearsay(self, event: Coded) -> bool:
        """Friendly acts of others told in a quotation are hearsay, often irony: only a speaker's own count."""
        if event.token not in self.quoted or QUAD[event.type] not in (1, 2):
            return False
        speaker = speaker_of(self.parse, self.quoted)
        if speaker is None:
            return False
        home = {m.country for m in self.knowledge.mentions(speaker) if m.country}
        return not any(a.country in home for a in event.actors)

    def _judgements(self, matched: set[int], coded: set[int]) -> list[Coded]:
        out = []
        for j in judgements(self.knowledge, self.parties, matched, coded):
            verdict = self.judge.judge(j.verb, nominal=False)
            event = Coded(
                sentence=self.sentence,
                token=j.predicate,
                first=j.predicate,
                last=j.predicate,
                type=j.type,
                mode=j.mode,
                actors=j.speakers,
                recipients=j.judged,
                roleset=None,
                lemma=self.parse.lemmas[j.verb].lower(),
                confidence=0.65,
                nominal=False,
                factuality=verdict.factuality,
                speech=True,
                anchor=j.verb,
            )
            self._finish(event, verdict)
            out.append(event)
        return out

    def _perpetrators(self, token: int) -> list[ActorMention]:
        """Who carried out the act that an event noun names, by its own phrase or by what was told of it before."""
        if token in self._asking:
            return []
        self._asking.add(token)
        try:
            match = match_noun(self.lexicon, self.knowledge, token)
            if match is None or match.entry.type is None:
                return []
            own = self.parties.of(Slots(self.parse, token, nominal=True), match.entry.actor)
            if own or not is_definite(self.parse, token):
                return own
            return told(self.before, match.entry.type, set())
        finally:
            self._asking.discard(token)
