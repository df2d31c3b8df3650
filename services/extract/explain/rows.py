"""The row of the lexicon behind an event, and the words of the text that made its conditions hold."""

from services.extract.coder.coded import Coded
from services.extract.coder.conditions import Condition, Test
from services.extract.coder.knowledge import Knowledge
from services.extract.coder.lexicon import Entry, Lexicon
from services.extract.coder.nominals import match_noun
from services.extract.coder.predicates import Match, is_verb, keys_of, match_light, match_verb, noun_entries
from services.extract.document import Parse


def match_at(knowledge: Knowledge, token: int) -> Match | None:
    """The row that holds at a token, asked as the coder asks: verb, light verb, then noun."""
    if is_verb(knowledge.parse, token):
        return match_verb(knowledge.lexicon, knowledge, token) or match_light(knowledge.lexicon, knowledge, token)
    return match_noun(knowledge.lexicon, knowledge, token)


def row(match: Match) -> str:
    """A row in words: table, key, what it makes, under which conditions."""
    entry = match.entry
    made = f"{entry.type or 'no event'}{f' {entry.mode}' if entry.mode else ''}"
    if match.light:
        parse, token = match.scene.slots.parse, match.token
        return f"light verb “{parse.words[token]}” with the noun “{entry.key}” of nominals.tsv: {made}"
    table = "nominals.tsv" if match.scene.slots.nominal else "predicates.tsv"
    when = "; ".join(map(condition, entry.conditions))
    return f"{table} “{entry.key}”: {made}" + (f", as {when}" if when else "")


def condition(of: Condition) -> str:
    """A condition as it stands in the table."""
    return " or ".join(" and ".join(map(_test, tests)) for tests in of.alternatives)


def _test(test: Test) -> str:
    asked = f"is {'|'.join(test.classes)}" if test.classes else "exists"
    return f"{'not ' if test.negated else ''}{test.slot} {asked}"


def known_as(lexicon: Lexicon, parse: Parse, token: int) -> list[Entry]:
    """All rows that a word stands in, whether they hold or not."""
    if is_verb(parse, token):
        return [e for key in keys_of(parse, token) for e in lexicon.predicates.get(key, ())]
    return noun_entries(lexicon, parse, token) if parse.upos[token] == "NOUN" else []


def is_judgement(event: Coded) -> bool:
    """Whether a saying verb and what is said made the event, and no row."""
    return event.anchor >= 0
