"""Which time expression dates an event: the one its clause gives it, never one of another clause."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from schemas.base import Span
from schemas.fields import Basis, Granularity, When
from services.extract.document import Document, Parse, TimeExpression
from services.extract.quantities.words import wordset
from services.extract.reason import is_reason
from services.extract.time.days import plus
from services.extract.time.placed import Placed
from services.extract.time.ranges import TimeSpan, spans

_NOT_DOWN = ("advcl", "acl", "ccomp", "csubj", "parataxis", "conj", "xcomp", "nsubj")
"""Another clause, or a subject: "winter tightens its grip" does not say when."""

_CLAUSE_WORDS = frozenset({"since", "before", "after", "when", "until", "while", "once", "as"})
_REPORTING = wordset(
    "say tell report announce condemn denounce describe call criticise criticize praise discuss recall mention"
    " accuse blame warn investigate remember commemorate mark mourn deny reject confirm claim think believe know"
    " fear expect welcome call_on demand urge follow cite note add postpone cancel delay schedule order ban"
    " prevent avert threaten promise propose seek oppose support write publish state show plan"
)
"""Their own date is not the date of what they speak of."""

_PLANNING = wordset(
    "plan schedule announce call set expect order ban propose postpone delay threaten promise hold slate"
)
"""A date still to come is that of what they plan."""

_HELD = wordset("hold schedule plan set slate stage call due make sign reach issue carry launch mount conduct commit")
"""As participles they say when the noun before them is: "the summit held on Friday"."""

_DEEPEST = 4
"""Nouns within nouns that a relative clause is followed up through."""

_INSIDE_NOUN = ("nummod", "compound", "amod", "nmod:poss", "flat", "appos")


def publication(document: Document) -> When:
    """The article's date, for events that nothing in the text dates."""
    return When(start=document.published, end=document.published, granularity=Granularity.DAY, basis=Basis.PUBLICATION)


def attach_time(document: Document, expressions: list[TimeExpression], sentence_index: int, token: int) -> When | None:
    """When the predicate at `token` of a sentence happened, by its own words; None where they do not say.

    Looks at its TMP arguments, its clause, the sentence's leading adverbial, then the clause that governs it.
    Sets and durations date nothing, save "in the past week" (a run of days) and "three days after" (its event).
    """
    sentence = document.sentences[sentence_index]
    if sentence.parse is None or not 0 <= token < len(sentence.parse.words):
        return None
    here = [e for e in expressions if e.sentence == sentence.index]
    placed = [p for s in spans(document, here) if (p := Placed.of(sentence, s))]
    if not placed:
        return None
    found = _Finder(sentence.parse, placed, document.published).find(token)
    return _when(document, found[0].span, found[1]) if found else None


def _when(document: Document, span: TimeSpan, borrowed: bool) -> When:
    start, end = span.interval_start, span.interval_end
    if span.relation == "since":
        end = document.published
    text = document.text[span.start : span.end]
    return When(
        start=start,
        end=end,
        granularity=Granularity.INTERVAL if span.relation else span.granularity,
        basis=Basis.DISCOURSE if borrowed else span.basis,
        text=text,
        evidence=Span(start=span.start, end=span.end, text=text),
    )


def _unlike_since(parse: Parse, token: int) -> bool:
    """Whether a phrase says since when there was nothing like it: "the first time since 1990", "the worst since"."""
    since = next((c for c in parse.children[token] if parse.words[c].lower() == "since" and c < token), None)
    return since is not None and any(
        parse.xpos[b] in ("JJS", "RBS") or parse.words[b].lower() in ("first", "last")
        for b in range(max(0, since - 4), since)
    )


class _Finder:
    """Looks for the date of a predicate in one sentence."""

    def __init__(self, parse: Parse, placed: list[Placed], published: date) -> None:
        self.parse, self.placed, self.published = parse, placed, published
        self.dates = [p for p in placed if p.complement is None]

    def find(self, token: int) -> tuple[Placed, bool] | None:
        """(the expression, whether it is lent by another clause) or None."""
        own = self.own(token)
        if own:
            return own, False
        after = next((p for p in self.placed if p.complement is not None and self._told(token, p.complement)), None)
        if after:
            return self._counted(after), False
        if is_reason(self.parse, token):
            return None
        leading = self._leading(token)
        if leading:
            return leading
        return self._governing(token)

    def own(self, token: int) -> Placed | None:
        """From its TMP arguments, else from its own clause, a shared coordinate clause included."""
        frame = self.parse.frame_at.get(token)
        for argument in frame.arguments if frame else ():
            if (
                argument.role == "TMP"
                and not self._clause(argument.token)
                and not _unlike_since(self.parse, argument.token)
            ):
                found = self._below(argument.token, deep=False)
                if found:
                    return found
        found = self._below(token, deep=True) or self._beside(token)
        if found:
            return found
        for child in self.parse.children[token]:
            if self.parse.deprels[child] == "acl" and self.parse.lemmas[child].lower() in _HELD:
                held = self._below(child, deep=False)
                if held:
                    return held
            if self.parse.deprels[child] == "conj" and self.parse.child(child, "nsubj", "nsubj:pass") is None:
                shared = self._below(child, deep=False) if self.parse.upos[child] == "VERB" else None
                if shared:
                    return shared
        return None

    def _counted(self, after: Placed) -> Placed:
        """ "Killed three on Friday, a week after a raid": a week before that Friday rather than before today."""
        assert after.complement is not None
        main = next(filter(None, map(self.own, self._around(self.parse.heads[after.complement]))), None)
        day, counted = main.span.interval_start if main else None, after.span.interval_start
        if main is None or day is None or day != main.span.interval_end or counted is None:
            return after
        moved = plus(counted, (day - self.published).days)
        return Placed(replace(after.span, interval_start=moved, interval_end=moved), after.head, after.complement)

    def _around(self, governor: int) -> list[int]:
        """A verb, and what is said where it only says so: "killed three, police said, a week after …"."""
        if governor < 0:
            return []
        above = [self.parse.heads[governor]] if self.parse.deprels[governor] in ("parataxis", "ccomp") else []
        told = [c for c in self.parse.children[governor] if self.parse.deprels[c] in ("ccomp", "parataxis")]
        return [governor, *told, *(t for t in above if t >= 0)]

    def _clause(self, token: int) -> bool:
        return self.parse.deprels[token] in ("advcl", "acl", "acl:relcl") and any(
            self.parse.deprels[c] == "mark" for c in self.parse.children[token]
        )

    def _path(self, low: int, high: int) -> list[int] | None:
        """Tokens from `low` up to below `high`, or None where `high` does not govern `low`."""
        if low == high:
            return []
        path = [low]
        for t in self.parse.ancestors(low):
            if t == high:
                return path
            path.append(t)
        return None

    def _below(self, token: int, deep: bool, origin: int = 0) -> Placed | None:
        """The expression nearest below `token` with no clause between. `deep`: through the nouns around it too.

        origin: the predicate that asks, where it is another.
        """
        best: tuple[int, int, Placed] | None = None
        for order, p in enumerate(self.dates):
            path = self._path(p.head, token)
            opening = p.span.relation == "from"  # "starting on Friday" hangs as a clause but is none
            if path is None or any(self.parse.deprels[t].startswith(_NOT_DOWN) for t in path[opening:]):
                continue
            if (len(path) > 1 and not self._through(path, deep)) or any(
                (origin or token) < t and _unlike_since(self.parse, t) for t in path
            ):
                continue
            if best is None or (len(path), order) < best[:2]:
                best = (len(path), order, p)
        return best[2] if best else None

    def _through(self, path: list[int], deep: bool) -> bool:
        """Whether a date may reach up past nouns: "in the attack on Sunday" yes, "met after Sunday's raid" no."""
        if self.parse.deprels[path[0]] in _INSIDE_NOUN and len(path) > 1:
            return len(path) == 2 and self.parse.deprels[path[1]].startswith("obl") and not self._event(path[1])
        if not deep:
            return len(path) <= 2
        return all(not self._event(t) or self.parse.deprels[t].startswith("obl") for t in path[1:])

    def _event(self, token: int) -> bool:
        frame = self.parse.frame_at.get(token)
        return frame is not None and frame.kind == "noun" and frame.event > 0.5

    def _beside(self, noun: int) -> Placed | None:
        """The date right after an event, which the tree hangs on the verb: "claimed an attack last Friday on a van"."""
        if not self._event(noun):
            return None
        after = (p for p in self.dates if self.parse.heads[p.head] == self.parse.heads[noun])
        return next((p for p in after if min(self.parse.subtree(p.head)) == noun + 1), None)

    def _phrase(self, noun: int) -> list[int]:
        """A noun and those it hangs on: "an attack on Friday on a van that killed three" tells of the attack."""
        out = [noun]
        while self.parse.deprels[out[-1]] == "nmod" and len(out) <= _DEEPEST:
            out.append(self.parse.heads[out[-1]])
        return out

    def _told(self, token: int, complement: int) -> bool:
        """Whether `token` stands in what follows "three days after", with no further clause of time between."""
        path = self._path(token, complement)
        if path is None:
            return False
        return not any(
            self.parse.deprels[c] == "mark" and self.parse.words[c].lower() in _CLAUSE_WORDS
            for t in path
            for c in self.parse.children[t]
        )

    def _leading(self, token: int) -> tuple[Placed, bool] | None:
        """A date that opens the sentence holds for its main clause, what is joined to it and what follows from it."""
        p = next((p for p in self.dates if p.head <= 3 and p.span.relation in ("", "since", "from")), None)
        if p is None or self.parse.deprels[p.head].startswith((*_INSIDE_NOUN, "nsubj")):
            return None
        governor = self.parse.heads[p.head]
        if governor < p.head or self.parse.heads[governor] >= 0:
            return None
        path = self._path(token, governor)
        if path is None or not all(self._open(t) for t in path):
            return None
        told = any(self.parse.deprels[t].startswith("ccomp") for t in path)
        if path and not told and self.parse.upos[token] == "NOUN" and self._reports(governor):
            return None
        return p, self._lent(governor, path)

    def _lent(self, governor: int, path: list[int]) -> bool:
        """Whether the date of `governor` is only that of the words about `path`: "said on Sunday that …"."""
        told = any(self.parse.deprels[t].startswith("ccomp") for t in path)
        return told or (bool(path) and self._reports(governor))

    def _planned(self, verb: int, noun: int, placed: Placed) -> bool:
        """Whether a verb plans what the noun names for a day still to come: "called a strike for next Monday"."""
        start = placed.span.interval_start or placed.span.interval_end
        ahead = start is not None and start > self.published
        argument = self.parse.deprels[noun] in ("obj", "nsubj:pass")
        return ahead and argument and self.parse.lemmas[verb].lower() in _PLANNING

    def _reports(self, token: int) -> bool:
        return self.parse.lemmas[token].lower() in _REPORTING

    def _open(self, token: int) -> bool:
        """Whether the date of the clause above holds at `token` too."""
        relation = self.parse.deprels[token]
        if relation.startswith("acl"):
            return False
        if relation.startswith("advcl"):
            return self.parse.xpos[token] == "VBG" and not self._clause(token)
        return True

    def _governing(self, token: int) -> tuple[Placed, bool] | None:
        low = token
        for high in self.parse.ancestors(token):
            if self.parse.deprels[low] == "acl:relcl":
                event = next(filter(self._event, self._phrase(high)), None)
                found = None if event is None else self.own(event)
                return (found, False) if found else None
            if not self._open(low):
                return None
            noun = self.parse.upos[low] in ("NOUN", "PROPN")
            found = self._below(high, deep=False, origin=token)
            if noun and self._reports(high) and not (found and self._planned(high, low, found)):
                return None
            if found and self.parse.upos[high] in ("VERB", "AUX", "NOUN", "ADJ"):
                return found, not self._planned(high, low, found) and self._lent(high, [low])
            low = high
        return None


def dated(document: Document, expressions: list[TimeExpression], sentence_index: int) -> Iterator[tuple[int, When]]:
    """(token, When) of each frame of a sentence that its words date."""
    parse = document.sentences[sentence_index].parse
    for frame in parse.frames if parse else ():
        when = attach_time(document, expressions, sentence_index, frame.token)
        if when:
            yield frame.token, when
