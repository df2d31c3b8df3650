"""Whether it happened: asserted, attributed, planned, hypothetical, negated or habitual, and the words that make it so.

The negation tree and the engine's NEG and MOD roles come first, then modals, conditions and adverbs, then what governs
the clause ("refused to …", "plans to …", "threat of …", "said that …"), last the engine's factuality score.
"""

from schemas.fields import Factuality
from services.extract.coder.embedding import CIRCUMSTANCE
from services.extract.coder.lexicon import Lexicon
from services.extract.coder.moods import (
    CONDITIONS,
    IRREAL_ADVERBS,
    MODALS,
    SUPPOSING,
    arranged,
    pressing,
    recurring,
    subjunctive,
    timeless,
    to_anybody,
)
from services.extract.coder.phrase import SUBJECTS, preposition
from services.extract.coder.predicates import keys_of
from services.extract.coder.quotes import quoted_tokens
from services.extract.coder.slots import Slots
from services.extract.coder.verdict import Verdict
from services.extract.document import Frame, Parse

NEGATIONS = frozenset(
    {"not", "n't", "n’t", "never", "no", "neither", "nor", "nobody", "none", "nothing", "nowhere", "hardly", "without"}
)
PRESUPPOSING = frozenset(
    ["end", "halt", "suspend", "stop", "cease", "reject", "dismiss", "oppose", "resist", "block", "condemn", "postpone"]
)
TALKING = frozenset({"telephone", "phone", "call", "write", "meet", "visit", "ring", "text", "cable", "email"})
"""What is done to say something: the purpose is what was said."""
CLAUSAL = ("ccomp", "xcomp", "csubj", "csubj:pass")
OBJECTS = ("obj", "nsubj:pass", "iobj")
CONTENT_CASES = frozenset({"of", "for", "to", "about", "against", "from", "on", "over"})
ENGINE_UNREAL, ENGINE_REAL = -0.1, 0.4
"""Below, a predicate without cue has not happened; above, one under a distant cue has (tuned on UDS-EWT dev)."""
MAX_CLIMB = 12


class Judge:
    """Judges the predicates of one sentence."""

    def __init__(self, lexicon: Lexicon, parse: Parse, text: str) -> None:
        self._lexicon, self._parse = lexicon, parse
        bare = text.rstrip("\"”' )")
        self._question, self._ended = bare.endswith("?"), bare.endswith(".")
        self._quoted = quoted_tokens(parse)

    def judge(self, token: int, nominal: bool, attempt_counts: bool = False, deed: bool = False) -> Verdict:
        """Factuality of the predicate at `token`.

        attempt_counts: trying is doing (an attempted attack is one). deed: no word is the act, so that a present tense
        without a date tells a rule or a story.
        """
        verdict = Verdict()
        self._own(token, verdict, nominal)
        if not nominal:
            self._mood(token, verdict, deed)
        own = verdict.factuality
        self._climb(token, verdict, nominal, attempt_counts, deed)
        self._parenthesis(token, verdict)
        if self._question and verdict.factuality in (Factuality.ASSERTED, Factuality.PLANNED):
            verdict.add("hypothetical", len(self._parse.words) - 1)
            own = verdict.factuality
        if frame := self._parse.frame_at.get(token):
            self._weigh(frame, verdict, own)
        return verdict

    def _mood(self, token: int, v: Verdict, deed: bool) -> None:
        if deed and (told := timeless(self._parse, token, self._ended)) is not None:
            v.add("habitual", told)
        subject = Slots(self._parse, token).subject_token
        if to_anybody(self._parse, token, subject, token in self._quoted) or pressing(self._parse, token):
            v.add("hypothetical", token if subject is None else subject)

    def _weigh(self, frame: Frame, verdict: Verdict, own: Factuality) -> None:
        """Let the engine's score decide where the words leave room: no cue at all, or only one further up."""
        told = verdict.factuality in (Factuality.ASSERTED, Factuality.ATTRIBUTED)
        if told and frame.factual < ENGINE_UNREAL:
            verdict.add("hypothetical", frame.token)
        elif verdict.weak and frame.factual > ENGINE_REAL:
            verdict.factuality = Factuality.ATTRIBUTED if verdict.source is not None else own

    def _own(self, token: int, v: Verdict, nominal: bool) -> None:
        """What stands at the predicate itself: negation, modals, adverbs, conjunctions."""
        p = self._parse
        frame = p.frame_at.get(token)
        for a in frame.arguments if frame else ():
            if a.role == "NEG" and p.heads[a.token] == token:
                v.add("negated", a.token)
        if (due := arranged(p, token)) is not None:
            v.add("planned", due)
        for c in p.children[token]:
            word, lemma, rel = p.words[c].lower(), p.lemmas[c].lower(), p.deprels[c]
            if (rel in ("advmod", "det", "cc:preconj", "neg") and word in NEGATIONS) or (
                rel in ("case", "mark") and word == "without"
            ):
                v.add("negated", c)
            elif rel == "aux" and (effect := MODALS.get(word)):
                v.add(self._modal(token, word, effect), c)
            elif (rel == "mark" and word in CONDITIONS) or (rel in ("advmod", "amod") and lemma in IRREAL_ADVERBS):
                v.add("hypothetical", c)
            elif rel in ("advmod", "obl:tmod", "obl:unmarked", "amod") and self._lexicon.cues.get(word) in (
                "habitual",
                "attributed",
            ):
                if (rel != "amod" or nominal) and (word != "long" or p.words[c - 1].lower() != "as"):
                    v.add(self._lexicon.cues[word], c)
            elif rel == "amod" and nominal and self._lexicon.cues.get(word) in ("planned", "hypothetical"):
                v.add(self._lexicon.cues[word], c)
            elif rel in (*SUBJECTS, "obj") and not nominal and self._empty(c):
                v.add("negated", c)
            elif rel in ("obl", "obl:tmod", "obl:unmarked") and recurring(p, c):
                v.add("habitual", c)

    def _modal(self, token: int, word: str, effect: str) -> str:
        p = self._parse
        if word in ("would", "’d", "'d") and any(p.words[c].lower() == "have" for c in p.children[token]):
            return "hypothetical"
        if word == "would" and not any(p.deprels[a] == "ccomp" for a in (token, *p.ancestors(token))):
            return "hypothetical"
        return effect

    def _empty(self, token: int) -> bool:
        """ "no one", "nobody", "no troops"."""
        p = self._parse
        if p.words[token].lower() in ("nobody", "none", "nothing"):
            return True
        return any(
            p.deprels[g] in ("det", "cc:preconj") and p.words[g].lower() in ("no", "neither") for g in p.children[token]
        )

    def _climb(self, token: int, v: Verdict, nominal: bool, attempt: bool, deed: bool) -> None:
        """What governs the predicate, upwards through the sentence."""
        p = self._parse
        at, noun = token, nominal
        for _ in range(MAX_CLIMB):
            head, rel = p.heads[at], p.deprels[at]
            if head < 0 or rel in ("acl:relcl", "appos", "parataxis", "advcl:relcl"):
                return
            if rel == "conj":
                self._share(at, head, v)
                at = head
                continue
            case = preposition(p, at)
            verb = p.upos[head] in ("VERB", "AUX") or (p.upos[head] == "ADJ" and (not noun or rel in SUBJECTS))
            effect = self._effect(head)
            if noun and p.upos[at] != "VERB":
                if not self._noun_step(at, head, rel, case, effect, verb, v):
                    return
            elif rel == "ccomp" and subjunctive(p, at):
                v.add("hypothetical", head)
            elif rel in CLAUSAL or (rel in ("acl", "advcl", "obl", "nmod") and self._complement(at, case)):
                if (
                    effect in ("negated", "hypothetical", "planned")
                    and attempt
                    and p.lemmas[head] in ("try", "attempt", "effort")
                ):
                    self._parenthesis(head, v)
                    return
                if not deed and rel == "advcl" and case == "to" and p.lemmas[head].lower() in TALKING:
                    return  # "telephoned him to ask", "wrote to them to protest"
                open_infinitive = effect is None and ((rel != "ccomp" and case == "to") or rel == "csubj")
                effect = "hypothetical" if open_infinitive else effect
                v.add(effect, head, weak=open_infinitive)
                if effect == "attributed" and v.source is None:
                    v.source = self._speaker(head)
            elif rel == "advcl":
                return
            self._governor(head, v, effect)
            at, noun = head, p.upos[head] in ("NOUN", "PROPN", "PRON", "NUM")
            if rel == "acl":
                self._said_of(head, v)

    def _said_of(self, noun: int, v: Verdict) -> None:
        """What a copula says of a noun with a content clause: "reports that he had resigned were false"."""
        for frame in self._parse.frames:
            roles = {a.role: a.token for a in frame.arguments}
            said = roles.get("A2") if frame.roleset == "be.01" and roles.get("A1") == noun else None
            if said is not None and (self._effect(said) == "negated" or self._untrue(said)):
                v.add("negated", said)

    def _untrue(self, token: int) -> bool:
        return self._lexicon.in_class("untrue", self._parse.lemmas[token].lower())

    def _noun_step(
        self, at: int, head: int, rel: str, case: str | None, effect: str | None, verb: bool, v: Verdict
    ) -> bool:
        """One step up from a noun; False where what lies above no longer bears on it."""
        p = self._parse
        if not verb:
            if rel in ("nmod", "compound") and (case in CONTENT_CASES or case is None):
                if effect in ("planned", "hypothetical", "negated"):
                    v.add(effect, head)
                return True
            return rel == "nmod" and p.lemmas[head].lower() in self._lexicon.transparent
        light = next((x for k in keys_of(p, head) if (x := self._lexicon.light.get(k.partition(".")[0]))), None)
        if rel in OBJECTS or (rel == "obl" and case in CONTENT_CASES):
            definite = any(p.words[c].lower() in ("the", "its", "their", "this", "that") for c in p.children[at])
            known = definite and p.lemmas[head] in PRESUPPOSING
            if not known and (light is None or effect == "planned"):
                v.add(effect, head)
            given = p.child(head, "obj") if case == "for" else None  # "cleared the way for talks"
            if given is not None and self._effect(given) == "hypothetical":
                v.add("hypothetical", given)
        carried = light is not None and (
            (light.kind == "occurs" and rel in SUBJECTS)
            or (light.kind == "seen" and rel in OBJECTS)
            or (light.kind in ("done", "suffered") and rel in (*OBJECTS, "obl") and case not in CIRCUMSTANCE)
        )
        if rel in SUBJECTS and p.upos[head] in ("ADJ", "VERB", "AUX") and not carried:
            carried = effect in ("hypothetical", "negated") and p.upos[head] == "ADJ"
            supposed = any(p.words[c].lower() in SUPPOSING for c in p.children[head] if p.deprels[c] == "aux")
            if supposed and not any(
                p.deprels[c] in ("det", "nmod:poss") and p.words[c].lower() not in ("a", "an", "any")
                for c in p.children[at]
            ):
                v.add("hypothetical", head)  # "new sanctions would raise prices"
            if carried:
                v.add(effect, head)
        if carried:
            sub = Verdict()
            self._own(head, sub, nominal=False)
            if sub.factuality is not Factuality.ASSERTED:
                v.add(sub.factuality.value, (sub.cues or [head])[0])
        return carried or rel in OBJECTS or rel in SUBJECTS

    def _complement(self, at: int, case: str | None) -> bool:
        """Whether a dependent clause is the content of its head: "the rumour that …", infinitives, "of attacking"."""
        if case == "that" and self._parse.deprels[at] == "acl":
            return True
        return case in ("to", "of", "from", "for", "about", "against", "into") or (
            case is None and self._parse.xpos[at] == "VB"
        )

    def _share(self, at: int, head: int, v: Verdict) -> None:
        """Modals and negation that coordinated verbs have in common."""
        p = self._parse
        own = {p.deprels[c] for c in p.children[at]}
        if own & {"nsubj", "nsubj:pass"} or p.upos[at] not in ("VERB", "AUX"):
            return
        either = any(p.deprels[c] == "cc" and p.words[c].lower() in ("or", "nor") for c in p.children[at])
        for c in p.children[head]:
            word = p.words[c].lower()
            if (
                p.deprels[c] == "aux"
                and (effect := MODALS.get(word))
                and not own & {"aux"}
                and p.xpos[at] in ("VB", "VBN")
            ):
                v.add(self._modal(head, word, effect), c)
            if p.deprels[c] == "advmod" and word in NEGATIONS and either:
                v.add("negated", c)
            if p.deprels[c] == "mark" and word in CONDITIONS:
                v.add("hypothetical", c)

    def _governor(self, head: int, v: Verdict, effect: str | None) -> None:
        """A negated or modal governor of a complement: "did not order to attack", "may decide to attack"."""
        p = self._parse
        if effect in ("attributed", None) or p.upos[head] not in ("VERB", "AUX", "ADJ"):
            return
        sub = Verdict()
        self._own(head, sub, nominal=False)
        if sub.factuality in (Factuality.NEGATED, Factuality.HYPOTHETICAL):
            v.add("negated" if sub.factuality is Factuality.NEGATED else "hypothetical", (sub.cues or [head])[0])

    def _effect(self, head: int) -> str | None:
        p = self._parse
        for key in keys_of(p, head):
            if effect := self._lexicon.cues.get(key.partition(".")[0]):
                return effect
        return None

    def _speaker(self, verb: int) -> int | None:
        subject = Slots(self._parse, verb).get("subject")
        return subject[0] if subject else None

    def _parenthesis(self, token: int, v: Verdict) -> None:
        """ "…, police said" and "according to …", wherever the tree hangs them."""
        p = self._parse
        for at in (token, *p.ancestors(token)):
            for c in p.children[at]:
                said = p.deprels[c] == "parataxis" and self._effect(c) == "attributed" and p.upos[c] == "VERB"
                if said and Slots(p, c).subject_token is not None and c != token and token not in p.subtree(c):
                    v.add("attributed", c)
                    v.source = self._speaker(c) if v.source is None else v.source
                elif p.deprels[c] == "obl" and preposition(p, c) == "according" and c != token:
                    v.add("attributed", c)
                    v.source = c if v.source is None else v.source
            if p.deprels[at] in ("acl:relcl", "advcl"):
                return
