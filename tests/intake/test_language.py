"""English news is English whatever country it is about; other languages are refused."""

import pytest

from schemas.deadletter import Reason
from services.errors import Rejected
from services.intake.language import language_of

ENGLISH = (
    "The governor of Kano said on Friday that the schools in Sokoto and Zamfara would stay closed for two weeks.",
    "Police in Port-au-Prince and Santo Domingo agreed to share the names of wanted men, officials in Haiti said.",
    "Soldiers from Cuba and Grenada took part in the parade in Bridgetown, where Guyana marked its independence.",
    "Abuja, Lagos and Ibadan were without power on Monday after workers in Nigeria walked out over pay.",
)
OTHER = (
    "Der Minister sagte am Freitag, die Schulen in Bayern und Hessen blieben zwei Wochen lang geschlossen.",
    "Le ministre a déclaré vendredi que les écoles de la région resteraient fermées pendant deux semaines.",
    "El presidente dijo el lunes que las fuerzas armadas saldrían de la ciudad antes del fin de semana.",
    "Министр заявил в пятницу, что школы в области останутся закрытыми в течение двух недель.",
)


@pytest.mark.parametrize("text", ENGLISH)
def test_english_news_of_any_country_is_english(text: str) -> None:
    assert language_of(text, None, ("en",)) == "en"


@pytest.mark.parametrize("text", OTHER)
def test_other_languages_are_refused_whatever_is_declared(text: str) -> None:
    with pytest.raises(Rejected) as refused:
        language_of(text, "en", ("en",))
    assert refused.value.reason is Reason.UNSUPPORTED_LANGUAGE
