"""Words the lexicon knows that made no mention, and why: what the coder left out is as telling as what it took."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from services.extract.coder.coded import Coded
from services.extract.coder.coder import KEPT
from services.extract.coder.embedding import governed_by
from services.extract.coder.knowledge import Knowledge
from services.extract.coder.nominals import is_generic
from services.extract.coder.predicates import Match
from services.extract.document import Sentence
from services.extract.explain.rows import known_as, match_at, row


@dataclass(frozen=True)
class Passed:
    """A word of a sentence (offsets in the clean text) and why it made no mention."""

    start: int
    end: int
    text: str
    why: str


def passed(sentence: Sentence, knowledge: Knowledge, coded: Mapping[int, Coded], taken: set[int]) -> Iterator[Passed]:
    """Every known word of a sentence that made no mention.

    coded: events of the sentence by token, of every factuality, those too thin for a record among them. taken: tokens
    of the mentions made.
    """
    parse = knowledge.parse
    matches = {t: m for t in range(len(parse.words)) if (m := match_at(knowledge, t)) is not None}
    for token, word in enumerate(parse.words):
        if token in taken:
            continue
        rows = known_as(knowledge.lexicon, parse, token)
        if token in coded:
            why = _left(coded[token], sentence, knowledge)
        elif token in matches:
            why = f"{row(matches[token])} — but {_unfit(matches, token, knowledge)}"
        elif any(r.type is not None for r in rows):
            why = f"known as “{rows[0].key}”, but the conditions of no row that makes an event hold"
        else:
            continue
        start, end = sentence.span(token)
        yield Passed(start, end, word, why)


def _left(event: Coded, sentence: Sentence, knowledge: Knowledge) -> str:
    what = f"{event.type}{f' {event.mode}' if event.mode else ''}"
    if event.factuality not in KEPT:
        said = [sentence.text[a - sentence.start : b - sentence.start] for a, b in event.cues]
        cues = f" by {', '.join(f'“{s}”' for s in said)}" if said else ""
        return f"{what}, left out: {event.factuality}{cues}"
    return f"{what}, left out: it names no party, and neither place nor date makes it an event of its own"


def _unfit(matches: Mapping[int, Match], token: int, knowledge: Knowledge) -> str:
    parse = knowledge.parse
    nominal = matches[token].scene.slots.nominal
    if nominal and is_generic(parse, token):
        return "it speaks of a kind, not of an event"
    governor = governed_by(parse, token, matches)
    if governor is not None:
        return f"it is only what “{parse.words[governor.token]}” is about"
    if any(m.light and m.first <= token <= m.last for t, m in matches.items() if t != token):
        return "its verb carries the event"
    return "it lacks a party that its type needs, is hearsay, or repeats another event of the sentence"
