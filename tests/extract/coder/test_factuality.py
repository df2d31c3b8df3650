"""Whether it happened, by the words around the predicate; and what is only the content of a speech act."""

from collections.abc import Callable

import pytest

from schemas.fields import Factuality
from schemas.mention import EventMention
from schemas.plover import EventType
from services.extract.coder.factuality import Judge
from services.extract.coder.lexicon import Lexicon
from services.extract.document import Parse

JUDGED = [
    ("asserted", "attacked", "Rebels attacked the town on Monday."),
    ("asserted", "attack", "The attack on the town killed four people."),
    ("asserted", "attacked", "The army kept quiet after rebels attacked the town."),
    ("attributed", "attacked", "Police said rebels attacked the town."),
    ("attributed", "attacked", "Rebels attacked the town, according to police."),
    ("attributed", "attacked", "Rebels reportedly attacked the town."),
    ("planned", "meet", "The two ministers are to meet in Warsaw on Friday."),
    ("planned", "attack", "Rebels plan to attack the town."),
    ("planned", "attack", "Rebels will attack the town on Friday."),
    ("hypothetical", "attack", "Rebels might attack the town."),
    ("hypothetical", "attack", "Rebels could attack the town, the general said."),
    ("hypothetical", "attack", "If rebels attack the town, people will flee."),
    ("hypothetical", "attack", "Officials fear an attack on the town."),
    ("hypothetical", "attack", "The threat of an attack on the town remains."),
    ("hypothetical", "attack", "Did the rebels attack the town?"),
    ("negated", "attack", "Rebels did not attack the town."),
    ("negated", "attack", "Rebels never attacked the town."),
    ("negated", "attacked", "No rebels attacked the town."),
    ("negated", "attacking", "Rebels passed the town without attacking it."),
    ("negated", "attack", "Rebels refused to attack the town."),
    ("negated", "attack", "The army foiled an attack on the town."),
    ("habitual", "attack", "Rebels often attack the town."),
    ("habitual", "attack", "Rebels attack the town every winter."),
]


@pytest.mark.parametrize(("wanted", "word", "sentence"), JUDGED)
def test_judgement(wanted: str, word: str, sentence: str, parse: Callable[[str], Parse], lexicon: Lexicon) -> None:
    parsed = parse(sentence)
    token = next(i for i, w in enumerate(parsed.words) if w.lower().startswith(word[:6]))
    verdict = Judge(lexicon, parsed, sentence).judge(token, nominal=parsed.upos[token] == "NOUN")
    assert verdict.factuality is Factuality(wanted)
    assert bool(verdict.cues) == (wanted != "asserted")


TURNED = [
    ("AGREE", "Kenya's president will visit Uganda next week."),
    ("CONCEDE", "France will withdraw its troops from Niger."),
    ("REJECT", "Syria will not accept any more refugees."),
    ("THREATEN", "Iran will impose sanctions on the company unless the tanker is released."),
    ("REQUEST", "Russia said Sudan must return the helicopter."),
    ("REQUEST", "The United Nations urged Ethiopia to withdraw its troops."),
    ("AGREE", "Norway agreed to send troops to Mali."),
    ("REJECT", "Turkey refused to extradite the general."),
    ("ACCUSE", "Chad accused Sudan of attacking the border town."),
]


@pytest.mark.parametrize(("wanted", "sentence"), TURNED)
def test_tense_and_speech_make_one_event(
    wanted: str, sentence: str, mentions: Callable[..., list[EventMention]]
) -> None:
    assert [m.type for m in mentions(sentence)] == [EventType(wanted)]


def test_who_says_so_is_kept(mentions: Callable[..., list[EventMention]]) -> None:
    (mention,) = mentions("Syrian forces shelled the village of Maarat, the Turkish defence ministry said.")
    assert mention.factuality is Factuality.ATTRIBUTED
    assert mention.attributed_to == "the Turkish defence ministry"
    assert [c.text for c in mention.cues] == ["said"]
