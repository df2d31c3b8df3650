"""Which language a text is in."""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from schemas.deadletter import Reason
from services.errors import Rejected

# The start of an article says what it is; the identifier's probabilities blur on long texts.
SAMPLE = 1_500
# Below this many letters a headline or a list of names looks like any language.
ENOUGH_LETTERS = 40
# Names in many languages ("Cebu, Davao") score low everywhere; real prose in another language scores above .9.
SURE = 0.5
# Nigerian Pidgin is written with English words: the identifier takes English news about West Africa or the Caribbean
# for it. Left out, such news reads as English, and so does Pidgin itself, which costs an article without events.
NEAR_ENGLISH = frozenset({"pcm"})


@cache
def identifier() -> LanguageIdentifier:
    """Loaded once a process (0.7 s); only read afterwards, so threads may share it."""
    made = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    made.set_languages([name for name, _ in made.rank("") if name not in NEAR_ENGLISH])
    return made


def language_of(text: str, declared: str | None, accepted: tuple[str, ...]) -> str:
    """ISO 639-1 code of the text's language. Raises Rejected (unsupported_language) where none of `accepted` fits.

    What is declared counts only where the text is too short to tell, or the identifier is not sure.
    """
    named = declared.replace("_", "-").split("-", 1)[0].strip().lower() if declared else None
    sample = text[:SAMPLE]
    if sum(map(str.isalpha, sample)) >= ENOUGH_LETTERS:
        found, probability = identifier().classify(sample)
        if found in accepted:
            return str(found)
        if probability >= SURE:
            raise Rejected(
                Reason.UNSUPPORTED_LANGUAGE, f"the text is in {found} ({probability:.0%} sure), accepted: {accepted}"
            )
    if named and named not in accepted and named != "und":
        raise Rejected(Reason.UNSUPPORTED_LANGUAGE, f"the text is declared {named[:20]!r}, accepted: {accepted}")
    return named if named in accepted else accepted[0]
