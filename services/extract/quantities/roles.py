"""Whom a word of harm is about: its patients, subjects, or a number right beside it, and whether it really happened."""

from services.extract.document import Parse
from services.extract.quantities import harm
from services.extract.quantities.tagger import Counted
from services.extract.quantities.victims import People

SUBJECT = ("nsubj", "nsubj:pass")


class Roles:
    """Reads the arguments of words off one parse. Tokens out are heads of phrases, for `People.groups`."""

    def __init__(self, parse: Parse, people: People, quantities: list[Counted]) -> None:
        self.parse, self.people, self.quantities = parse, people, quantities

    def unreal(self, token: int) -> bool:
        """Negated, or only possible."""
        frame = self.parse.frame_at.get(token)
        if frame and frame.role("NEG"):
            return True
        relation, above = self.parse.deprels[token], self.parse.heads[token]
        if relation in ("xcomp", "ccomp", "advcl", "acl") and self.parse.lemmas[above].lower() in harm.UNREAL:
            return True
        chain = [token]
        if (
            self.parse.deprels[token] in ("xcomp", "conj")
            and self.parse.child(token, *SUBJECT, "aux", "aux:pass") is None
        ):
            chain.append(self.parse.heads[token])
        words = {self.parse.words[c].lower() for t in chain for c in self.parse.children[t] if self._helper(c)}
        return bool(words & harm.UNSURE or words & {"not", "n't", "n’t", "never", "without"})

    def _helper(self, token: int) -> bool:
        return self.parse.deprels[token].startswith(("aux", "advmod", "mark"))

    def patients(self, token: int) -> list[int]:
        """Heads of what a verb is done to: passive subject, object, or the noun it modifies."""
        passive_verb = self.parse.child(token, "aux:pass") is not None
        before = self.before(token) if passive_verb or self.parse.deprels[token] in ("amod", "acl") else None
        if before:  # "in Odesa nine were wounded", "20 people dead and about 30 injured"
            return [before.mention.token]
        given = self.parse.child(token, "obj")
        if given is not None and not passive_verb:
            return [given, *self._more_objects(token)]
        passive = [c for c in self.parse.children[token] if self.parse.deprels[c] == "nsubj:pass"]
        if passive:  # a second one, behind an active verb, is its object misread
            return passive[-1:] if passive[-1] > token and not passive_verb else passive[:1]
        relation, head = self.parse.deprels[token], self.parse.heads[token]
        tag = self.parse.xpos[token]
        if relation in ("acl", "amod") and tag in ("VBN", "VBD") and head >= 0:
            return [head]
        if tag == "VBN" or (tag == "VBD" and relation in ("conj", "xcomp", "parataxis")):
            subject = self.parse.child(token, "nsubj")
            if subject is not None:
                return [subject]
            if relation == "conj" and head >= 0:  # "were arrested and jailed"
                shared = self.parse.child(head, "nsubj:pass")
                return [shared] if shared is not None and self.near(token) is None else self._beside(token)
        return self._beside(token)

    def _more_objects(self, token: int) -> list[int]:
        """Counted nouns the parser has joined to the verb, not to its object: "killed himself and five policemen"."""
        members = (c for c in self.parse.children[token] if self.parse.deprels[c] == "conj")
        counted_nouns = [
            c for c in members if c in self.people.by_noun and self.parse.child(c, *SUBJECT, "cop") is None
        ]
        # "killed a woman and wounded two men", read as "wounded men"
        return [c for c in counted_nouns if not self._harmed(c)]

    def _harmed(self, token: int) -> bool:
        return any(self.parse.lemmas[c] in harm.TRANSITIVE for c in self.parse.children[token])

    def near(self, token: int) -> Counted | None:
        """A number that stands right beside the word, its noun left out: "wounded 11", "11 wounded"."""
        for q in self.quantities:
            if (q.first == token + 1 or q.last == token - 1) and q.noun in (None, token):
                return q
        return None

    def before(self, token: int) -> Counted | None:
        """A number without noun that ends right before the word and its auxiliaries: "nine were wounded"."""
        at = token - 1
        while at >= 0 and self.parse.heads[at] == token and self.parse.deprels[at].startswith(("aux", "cop")):
            at -= 1
        return next((q for q in self.quantities if q.last == at and q.noun in (None, token)), None)

    def _beside(self, token: int) -> list[int]:
        """A number right beside the word, else what the frame says it was done to."""
        found = self.near(token) or next((q for q in self.quantities if q.first == token + 1), None)
        if found:
            return [found.mention.token]
        frame = self.parse.frame_at.get(token)
        patient = frame.role("A1") if frame and frame.probability > 0.5 else None
        return [patient.token] if patient and patient.probability > 0.5 and patient.token != token else []

    def subjects(self, token: int) -> list[int]:
        """Head of the subject, its own or shared."""
        subject = self.parse.child(token, *SUBJECT)
        if subject is not None:
            return [subject]
        if self.parse.deprels[token] in ("conj", "xcomp"):
            shared = self.parse.child(self.parse.heads[token], *SUBJECT)
            return [shared] if shared is not None else []
        return [self.parse.heads[token]] if self.parse.deprels[token] == "acl" else []

    def holders(self, token: int) -> list[int]:
        """Who is dead, missing, homeless or hostage."""
        relation, head = self.parse.deprels[token], self.parse.heads[token]
        before = self.before(token)
        if before or token in self.people.by_noun:
            return [before.mention.token if before else token]
        if (
            token and self.parse.lemmas[token - 1].lower() in harm.LEAVES_DEAD
        ):  # "shot dead 11 guards", "were found dead"
            follows = next((q for q in self.quantities if q.first == token + 1), None)
            if follows:
                return [follows.mention.token]
            relation, head = "xcomp", token - 1
        own = self.parse.child(token, *SUBJECT)
        if own is not None:
            return [own]
        near = self.near(token)
        if near is not None:
            return [near.mention.token]
        if head < 0:
            return []
        taken = relation == "obj" and self.people.noun(token) in harm.HELD | {"dead"}
        if taken or relation in ("xcomp", "obl", "advcl", "conj", "advmod"):
            return self._left(head, token)
        return [head] if relation in ("amod", "acl") and head in self.people.by_noun else []

    def _left(self, verb: int, state: int) -> list[int]:
        """Whom a verb leaves, finds or takes in a state: its object, or the subject it shares."""
        found = [c for c in self.parse.children[verb] if self.parse.deprels[c] in ("nsubj:pass", "obj") and c != state]
        if found:
            return found[:1]
        if self.parse.xpos[verb] == "VBN" and self.parse.deprels[verb] == "conj":  # "were taken away and found dead"
            shared = self.parse.child(self.parse.heads[verb], "nsubj:pass")
            return [shared] if shared is not None else []
        if self.parse.lemmas[verb].lower() in ("go", "be", "remain", "lie", "fall"):
            return self.subjects(verb)
        return []
