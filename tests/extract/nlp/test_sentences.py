"""Where sentences begin and end."""

import pytest

from services.extract.nlp.sentences import split


def texts(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Police arrested ten people.", "Two were hurt.", "Why?", "Nobody knows!", "It rained…", "Then it stopped."],
        ["Mr. Doe met Gen. Roe in St. Louis on Dec. 20.", "The talks failed."],
        ["He left the U.S. on Monday with J. R. Roe of Acme Inc. and others.", "She stayed."],
        ["The firm is called Acme Inc.", "The police searched it."],
        [
            "The curfew begins at 9 p.m. on Friday.",
            "It ends at 5 a.m. Monday.",
            "Shops close at 6 p.m.",
            "Buses stop too.",
        ],
        ["At 5 p.m. Peru scored.", "It was No. 7 of the season.", "Was that fair?", "No.", "It was not."],
        ["“We will stay.”", "He left.", '"We won."', '"They lost."'],
        ["“Will it end?” Mayor Roe asked.", "“Stop!” the guard shouted.", "“Never!”", "Then he wept."],
        ["Peru’s economy grew by 3.5 percent in 2019.", "60 people died.", "(They were miners.)", "[Applause.]"],
        ["1. Peru signed the treaty.", "2. Chile did not."],
        ["The storm – the worst in years – hit Fiji.", "Éric Roe fled."],
    ],
)
def test_boundaries(sentences: list[str]) -> None:
    assert texts(" ".join(sentences)) == sentences


def test_sentences_glued_by_a_careless_clean_up() -> None:
    assert texts("The war was over.The next day they left.") == ["The war was over.", "The next day they left."]
    assert texts("See example.Org or version 2.Four.") == ["See example.Org or version 2.Four."]


@pytest.mark.parametrize(
    ("head", "rest"),
    [
        ("LIMA, Dec 20 (Agency) –", "Ten people died."),
        ("LIMA/QUITO, 3 March 2019 (Agency) --", "Ten people died."),
        ("Lima, Peru (Agency) —", "“We won,” he said."),
        ("LIMA (Agency) _", "Ten people died."),
        ("PORT MORESBY, Papua New Guinea -", "Ten people died."),
        ("UNITED NATIONS —", "The council met."),
        ("LIMA:", "Ten people died."),
    ],
)
def test_datelines_are_cut_off(head: str, rest: str) -> None:
    assert texts(f"{head} {rest} More followed.") == [head, rest, "More followed."]


@pytest.mark.parametrize(
    "text",
    [
        "NATO – the alliance of 30 states – met.",
        "The U.S. – as ever – objected.",
        "Peru: a country in need.",
        "UN talks with Peru (and Chile) – at last – began.",
    ],
)
def test_what_only_looks_like_a_dateline_stays(text: str) -> None:
    assert texts(text) == [text]


def test_headline_byline_and_caption_stand_apart() -> None:
    text = (
        "Ten killed in bus crash near Lima\nBy Jane Roe\nLIMA, Peru — Ten people were killed. Police\n"
        "blamed fog.\nPhoto: John Doe/Agency\nThe bus was full. (Photo by John Doe/Agency) Rescuers came."
    )
    assert texts(text) == [
        "Ten killed in bus crash near Lima",
        "By Jane Roe",
        "LIMA, Peru —",
        "Ten people were killed.",
        "Police\nblamed fog.",
        "Photo: John Doe/Agency",
        "The bus was full.",
        "(Photo by John Doe/Agency)",
        "Rescuers came.",
    ]
    assert [s.paragraph for s in split(text)] == [0, 1, 2, 2, 2, 3, 4, 4, 4]


def test_paragraphs_at_blank_lines_and_at_separate_lines() -> None:
    text = "One fell.\n\nTwo rose.\r\n \r\nThree stood. Four sat.\nFive ran away from the flood that came at night."
    assert [(text[s.start : s.end], s.paragraph) for s in split(text)] == [
        ("One fell.", 0),
        ("Two rose.", 1),
        ("Three stood.", 2),
        ("Four sat.", 2),
        ("Five ran away from the flood that came at night.", 3),
    ]


def test_wrapped_lines_are_joined() -> None:
    text = (
        "Heavy rain caused floods in the north of Peru on Tuesday, and at least\n"
        "Ten Rivers County was cut off from the rest of the country, officials\n"
        "said. The army sent boats and helicopters to bring people to safety.\n"
        "More rain is forecast."
    )
    assert [s.paragraph for s in split(text)] == [0, 0, 0]
    assert texts(text)[0].endswith("officials\nsaid.")


@pytest.mark.parametrize("text", ["", " ", "\n\n\t \r\n", "\u2028\u2029\x0c"])
def test_nothing_in_nothing_out(text: str) -> None:
    assert split(text) == []


def test_closing_marks_typed_with_a_space_stay() -> None:
    assert texts("He said: “It is over. ” Then he left.") == ["He said: “It is over. ”", "Then he left."]
