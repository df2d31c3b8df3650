"""How this program's Kafka clients connect: address, client id, TLS and SASL, built from the settings once for all.

The same facts in two shapes: keyword arguments of every aiokafka client, and Faust's broker address and credentials.
"""

import ssl
from typing import Any

import faust
from faust.types.auth import CredentialsT

from services.errors import ConfigurationError
from services.settings import Settings


def client_options(settings: Settings, client_id: str = "dateline") -> dict[str, Any]:
    """Keyword arguments shared by AIOKafkaProducer, AIOKafkaConsumer and AIOKafkaAdminClient.

    Raises ConfigurationError naming the setting that is missing or the file that can't be read.
    """
    options: dict[str, Any] = {
        "bootstrap_servers": addresses(settings),
        "client_id": client_id,
        "security_protocol": settings.security_protocol,
    }
    if settings.security_protocol.endswith("SSL"):
        options["ssl_context"] = tls(settings)
    if settings.security_protocol.startswith("SASL"):
        user, password = _login(settings)
        options |= {
            "sasl_mechanism": settings.sasl_mechanism,
            "sasl_plain_username": user,
            "sasl_plain_password": password,
        }
    return options


def faust_options(settings: Settings) -> dict[str, Any]:
    """The arguments `broker` and `broker_credentials` of faust.App. Raises ConfigurationError as above."""
    broker = "kafka://" + ";".join(addresses(settings))
    return {"broker": broker, "broker_credentials": _faust_credentials(settings)}


def _faust_credentials(settings: Settings) -> CredentialsT | None:
    context = tls(settings) if settings.security_protocol.endswith("SSL") else None
    if settings.security_protocol.startswith("SASL"):
        user, password = _login(settings)
        mechanism = settings.sasl_mechanism
        return faust.SASLCredentials(username=user, password=password, mechanism=mechanism, ssl_context=context)
    return faust.SSLCredentials(context) if context else None


def addresses(settings: Settings) -> list[str]:
    """`host:port` of each bootstrap broker. Raises ConfigurationError for anything else."""
    found = [part.strip() for part in settings.bootstrap.split(",") if part.strip()]
    for address in found:
        host, _, port = address.rpartition(":")
        if not host or not port.isdecimal() or not 0 < int(port) < 65536:
            raise ConfigurationError(f"DATELINE_BOOTSTRAP: {address!r} is not host:port")
    if not found:
        raise ConfigurationError("DATELINE_BOOTSTRAP is empty: give host:port of one or more brokers")
    return found


def tls(settings: Settings) -> ssl.SSLContext:
    """A context that checks the broker's certificate and host name; our own certificate if one is set."""
    try:
        context = ssl.create_default_context(cafile=settings.ssl_cafile)
    except (OSError, ssl.SSLError) as error:
        raise ConfigurationError(f"DATELINE_SSL_CAFILE: {settings.ssl_cafile} can't be used: {error}") from None
    if settings.ssl_certfile:
        try:
            context.load_cert_chain(settings.ssl_certfile, settings.ssl_keyfile)
        except (OSError, ssl.SSLError) as error:
            raise ConfigurationError(
                f"DATELINE_SSL_CERTFILE: {settings.ssl_certfile} (key {settings.ssl_keyfile}) can't be used: {error}"
            ) from None
    return context


def _login(settings: Settings) -> tuple[str, str]:
    if not settings.sasl_username or settings.sasl_password is None:
        raise ConfigurationError(
            f"{settings.security_protocol} needs DATELINE_SASL_USERNAME and DATELINE_SASL_PASSWORD"
        )
    return settings.sasl_username, settings.sasl_password.get_secret_value()
