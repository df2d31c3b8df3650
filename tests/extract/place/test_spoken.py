"""Which acts of speech are placed by their sentence, and where what is sent goes."""

from collections.abc import Callable

import pytest

from services.extract.document import Document
from services.extract.place.attach import attach_place
from services.extract.place.spoken import spoken_there
from services.extract.place.tagger import PlaceTagger

Read = Callable[[str], Document]


@pytest.mark.parametrize(
    ("text", "word", "there"),
    [
        ("The minister said in Geneva that talks had failed.", "said", True),
        ("A court in Dakar upheld the sentence on Monday.", "upheld", True),
        ("A court in Dakar upheld the conviction on Monday.", "conviction", True),
        ("The ministers signed a treaty in Lisbon.", "signed", True),
        ("The leaders met in Lima on Monday. They signed a joint declaration.", "signed", True),
        ("The Council, meeting in Nairobi, condemned the coup.", "condemned", True),
        ("A man in Dakar accused the president of fraud.", "accused", False),
    ],
)
def test_where_an_act_of_speech_was_done(tagger: PlaceTagger, read: Read, text: str, word: str, there: bool) -> None:
    document = read(text)
    sentence = document.sentences[-1]
    assert sentence.parse is not None
    token = sentence.parse.words.index(word)
    where, reason = attach_place(document, tagger.tag(document), sentence.index, token)
    assert (where is not None and spoken_there(document, sentence.index, token, where)) == there, (where, reason)


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Norway sent tents to Morocco on Friday.", "sent", "Morocco"),
        ("Norway sent a letter to Morocco on Friday.", "sent", None),
        ("The minister flew from Oslo to Rabat.", "flew", "Rabat"),
        ("The families were evacuated from Goma to Bukavu.", "evacuated", "Goma"),
    ],
)
def test_where_what_is_sent_goes(tagger: PlaceTagger, read: Read, text: str, word: str, name: str | None) -> None:
    document = read(text)
    parse = document.sentences[0].parse
    assert parse is not None
    where, _ = attach_place(document, tagger.tag(document), 0, parse.words.index(word))
    assert (where.name if where else None) == name


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("The president of Peru was shot while campaigning in Trujillo.", "shot", "Trujillo"),
        ("Residents of Kaya blocked a convoy on Thursday.", "blocked", "Kaya"),
        ("In neighbouring Jharkhand, a court in Ranchi sentenced a minister.", "sentenced", "Ranchi"),
        ("Gunmen stormed a market in Kano, killing ten and abducting dozens.", "abducting", "Kano"),
    ],
)
def test_places_said_of_the_subject_or_beside_the_act(
    tagger: PlaceTagger, read: Read, text: str, word: str, name: str
) -> None:
    document = read(text)
    parse = document.sentences[0].parse
    assert parse is not None
    where, reason = attach_place(document, tagger.tag(document), 0, parse.words.index(word))
    assert (where.name if where else reason) == name
