"""Reads a bare name or description without a sentence and so without a tree: "Lebanon's new President Elias Hrawi"."""

from itertools import pairwise

from services.extract.actors.groups import BODIES, ORGANISATION_WORDS
from services.extract.actors.match import agent, find
from services.extract.actors.names import capitalised, fold, vocabulary
from services.extract.actors.phrase import Phrase
from services.extract.actors.tables import ActorTables
from services.extract.actors.view import View
from services.extract.document import Entity

_PREPOSITIONS = vocabulary("of in from for at to on with by against near between over under")
_BREAKS = vocabulary(", ( ) – — ; : / who which that whose loyal based living fleeing operating ordered led accused")
_MARKS = frozenset(("'s", "’s", "'", "’"))
_PARTICLES = vocabulary("al el bin ibn ben de van von der den da di la le du dos das ul ur-rehman abu y")
_MAX_WORDS = 60


def read(text: str, tables: ActorTables) -> tuple[View, Phrase | None]:
    """The view of `text` with the names it seems to hold, and its phrase; no phrase where there is no word."""
    words = _split(text)
    if not words:
        return View((), None, (), ()), None
    hits = tuple(find(words, tables))
    view = View(tuple(words), None, hits, ())
    cuts = [i for i in range(1, len(words)) if _cut(view, i, tables)]
    end = cuts[0] if cuts else len(words)
    marks = [i for i in range(1, end - 1) if words[i] in _MARKS and i not in view.hit_at]
    start = marks[-1] + 1 if marks else 0
    view = View(view.words, None, hits, _entities(view, start, end, tables))
    return view, _phrase(view, start, end, marks, cuts)


def _split(text: str) -> list[str]:
    for mark in (",", "(", ")", ";", ":", "–", "—", "/"):
        text = text.replace(mark, f" {mark} ")
    words: list[str] = []
    for word in text.split()[:_MAX_WORDS]:
        if word.endswith(("'s", "’s")) and len(word) > 2:
            words += [word[:-2], word[-2:]]
        else:
            words.append(word)
    while words and (words[-1] in _MARKS or not fold(words[-1])):
        words.pop()
    while words and not fold(words[0]):
        words.pop(0)
    return words


def _cut(view: View, index: int, tables: ActorTables) -> bool:
    word = view.words[index].lower()
    if word == "of" and any(_office(view, index, n, tables) for n in (2, 3)):
        return False
    return index not in view.hit_at and (word in _PREPOSITIONS or word in _BREAKS)


def _office(view: View, index: int, size: int, tables: ActorTables) -> bool:
    """Whether "of" at `index` is within an office's name: "Secretary of State"."""
    found = agent(view.words[index - 1 : index + size], tables)
    return found is not None and found[1] == size + 1 and index + size <= len(view.words)


def _entities(view: View, start: int, end: int, tables: ActorTables) -> tuple[Entity, ...]:
    """Guess the named entities of the core: a name after a title, a surname before a body, a name alone."""
    out: list[Entity] = []
    title = start
    for i in range(start + 1, end):
        found = agent(view.words[start:i], tables)
        if found is not None and found[0].kind == "person" and not found[0].plural:
            title = i
    if start < title < end and all(_of_name(view, t) for t in range(title, end)):
        return (Entity(title, end, "PER", 0.5),)
    for i in range(start, end - 1):
        if i not in view.hit_at and capitalised(view.words[i]) and agent(view.words[i : i + 1], tables) is None:
            if tables.surnamed(fold(view.words[i])) and agent(view.words[i + 1 : end], tables):
                out.append(Entity(i, i + 1, "PER", 0.5))
            break
    if agent(view.words[start:end], tables) is not None:
        return tuple(out)
    bare = [t for t in range(start, end) if view.words[t].lower() not in ("the", "a", "an")]
    if out or not bare or not all(_of_name(view, t) for t in bare) or all(t in view.hit_at for t in bare):
        return tuple(out)
    last = fold(view.words[end - 1])
    if last in ORGANISATION_WORDS or last in BODIES:
        return (Entity(bare[0], end, "ORG", 0.5),) if len(bare) > 1 else ()
    if any(t in view.hit_at for t in bare):
        return ()
    known = len(bare) > 1 or bool(tables.surnamed(last))
    return (Entity(bare[0], end, "PER", 0.5),) if known and len(bare) < 5 else ()


def _of_name(view: View, token: int) -> bool:
    return capitalised(view.words[token]) or view.words[token].lower() in _PARTICLES


def _phrase(view: View, start: int, end: int, marks: list[int], cuts: list[int]) -> Phrase:
    possessor = Phrase(marks[-1] - 1, tuple(range(marks[-1]))) if marks else None
    complements: list[tuple[str, Phrase]] = []
    appositions: list[Phrase] = []
    for a, b in pairwise([*cuts, len(view.words)]):
        if b > a + 1:
            head = b - 1 if view.words[b - 1] not in _MARKS else max(a + 1, b - 2)
            part = Phrase(head, tuple(range(a + 1, b)))
            word = view.words[a].lower()
            if word in _PREPOSITIONS:
                complements.append((word, part))
            elif word in (",", "(", "–", "—"):
                appositions.append(part)
    return Phrase(end - 1, tuple(range(start, end)), possessor, tuple(complements), tuple(appositions))
