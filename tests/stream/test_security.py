"""Client settings: the same facts for aiokafka and for Faust, and a clear error for each wrong one."""

from pathlib import Path

import faust
import pytest

from services.errors import ConfigurationError
from services.settings import load
from services.stream.security import addresses, client_options, faust_options


def test_plain_settings_give_the_address_and_no_secrets() -> None:
    settings = load(bootstrap="a:1, b:2")
    options = client_options(settings, "dateline-test")
    assert options == {
        "bootstrap_servers": ["a:1", "b:2"],
        "client_id": "dateline-test",
        "security_protocol": "PLAINTEXT",
    }
    assert faust_options(settings) == {"broker": "kafka://a:1;b:2", "broker_credentials": None}


def test_sasl_over_tls_reaches_both_clients() -> None:
    settings = load(
        security_protocol="SASL_SSL",
        sasl_mechanism="SCRAM-SHA-512",
        sasl_username="reader",
        sasl_password="open sesame",
    )
    options = client_options(settings)
    assert options["sasl_plain_username"], options["sasl_plain_password"] == ("reader", "open sesame")
    assert options["ssl_context"].check_hostname
    credentials = faust_options(settings)["broker_credentials"]
    assert isinstance(credentials, faust.SASLCredentials)
    assert credentials.protocol.value == "SASL_SSL"
    assert credentials.mechanism.value == "SCRAM-SHA-512"
    assert "open sesame" not in repr(settings) + repr(credentials)


def test_tls_alone_and_sasl_alone() -> None:
    assert isinstance(faust_options(load(security_protocol="SSL"))["broker_credentials"], faust.SSLCredentials)
    settings = load(security_protocol="SASL_PLAINTEXT", sasl_username="u", sasl_password="p")
    assert "ssl_context" not in client_options(settings)
    assert faust_options(settings)["broker_credentials"].protocol.value == "SASL_PLAINTEXT"


@pytest.mark.parametrize("bootstrap", ["", ",", "localhost", "localhost:", ":9092", "localhost:http", "h:0", "h:70000"])
def test_an_address_that_is_none_is_named(bootstrap: str) -> None:
    with pytest.raises(ConfigurationError, match="DATELINE_BOOTSTRAP"):
        addresses(load(bootstrap=bootstrap))


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="DATELINE_SASL_USERNAME"):
        client_options(load(security_protocol="SASL_PLAINTEXT"))
    with pytest.raises(ConfigurationError, match="DATELINE_SSL_CAFILE"):
        client_options(load(security_protocol="SSL", ssl_cafile=tmp_path / "none.pem"))
    with pytest.raises(ConfigurationError, match="DATELINE_SSL_CERTFILE"):
        client_options(load(security_protocol="SSL", ssl_certfile=tmp_path / "none.pem"))
