"""Settings come from the environment; a wrong one is named with its variable, a secret never shown."""

import pytest

from services.errors import ConfigurationError
from services.settings import load


def test_a_variable_sets_its_field(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_PARTITIONS", "7")
    monkeypatch.setenv("DATELINE_LANGUAGES", '["en", "de"]')
    settings = load()
    assert (settings.partitions, settings.languages) == (7, ("en", "de"))


@pytest.mark.parametrize(
    ("variable", "value", "named"),
    [
        ("DATELINE_PARTITIONS", "many", "DATELINE_PARTITIONS"),
        ("DATELINE_PARTITIONS", "0", "DATELINE_PARTITIONS"),
        ("DATELINE_COMPRESSION", "rar", "DATELINE_COMPRESSION"),
        ("DATELINE_LANGUAGES", "[en", "languages"),
    ],
)
def test_a_wrong_value_is_named(variable: str, value: str, named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigurationError, match=named):
        load()


def test_a_password_prints_as_stars() -> None:
    settings = load(sasl_password="do not tell")
    assert "do not tell" not in repr(settings)
    assert "do not tell" not in settings.model_dump_json()


def test_names_of_topics_and_groups_have_the_prefix() -> None:
    settings = load(topic_prefix="site.")
    assert (settings.topic("events.v1"), settings.group("dedup")) == ("site.events.v1", "site.dedup")
