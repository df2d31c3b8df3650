"""Lemma edit scripts from words and gold lemmas: the inverse of `services.extract.nlp.lemmas.Scripts`."""

LONGEST_CUT, SHORT_WORD = 6, 4  # characters


def script(word: str, lemma: str) -> str | None:
    """ "case|cut|add", or None where no short script leads from the word to the lemma."""
    if lemma == "_":
        return None
    low, wanted = word.lower(), lemma.lower()
    same = 0
    while same < min(len(low), len(wanted)) and low[same] == wanted[same]:
        same += 1
    if len(low) - same > LONGEST_CUT or (same == 0 and len(low) > SHORT_WORD):
        return None
    if lemma[:1] == word[:1] or not lemma[:1].isalpha():
        case = "="
    else:
        case = "l" if lemma[:1].islower() else "u"
    return f"{case}|{len(low) - same}|{wanted[same:]}"
