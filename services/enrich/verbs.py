"""Forms of the verb phrases in `phrases.tsv`: the first word is inflected, the rest stays."""

from services.enrich.tables import IRREGULAR

_VOWELS = "aeiou"


def past(phrase: str) -> str:
    """ "attack the town" as "attacked the town"."""
    return _inflected(phrase, 0)


def participle(phrase: str) -> str:
    """ "take part" as "taken part"."""
    return _inflected(phrase, 1)


def _inflected(phrase: str, form: int) -> str:
    verb, _, rest = phrase.partition(" ")
    forms = IRREGULAR.get(verb)
    return f"{forms[form] if forms else _regular(verb)} {rest}".rstrip()


def _regular(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ied"
    return verb + "ed"
