"""Every knob, in one model: read from the environment (`DATELINE_…`) or `.env`, handed in by the composition root.

Stages never read it: they get the numbers they need. Secrets print as stars.
"""

from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, PositiveFloat, PositiveInt, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from services.errors import ConfigurationError

Port = Annotated[int, Field(ge=0, le=65535)]


class Settings(BaseSettings):
    """Defaults suit one machine; a cluster overrides `bootstrap`, `replication` and the security settings."""

    model_config = SettingsConfigDict(env_prefix="DATELINE_", env_file=".env", extra="ignore", frozen=True)

    # Kafka
    bootstrap: str = Field("127.0.0.1:9092", description="host:port of one or more brokers, separated by commas")
    topic_prefix: str = Field("dateline.", description="put before every topic's and group's name")
    partitions: PositiveInt = Field(
        12, description="partitions of each topic when it is created, and the least accepted"
    )
    replication: PositiveInt = Field(1, description="replication factor of topics when created")
    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = "PLAIN"
    sasl_username: str | None = None
    sasl_password: SecretStr | None = None
    ssl_cafile: Path | None = None
    ssl_certfile: Path | None = None
    ssl_keyfile: Path | None = None
    broker_timeout: PositiveFloat = Field(6.0, description="seconds a command waits for a broker before it gives up")

    # the agent loop
    batch_size: PositiveInt = Field(64, description="records taken at once; all are acknowledged together")
    batch_within: PositiveFloat = Field(0.05, description="seconds to wait for a batch to fill")
    session_timeout: PositiveFloat = Field(
        15.0, description="seconds without a heartbeat before the group lets a worker go"
    )
    drain_timeout: PositiveFloat = Field(20.0, description="seconds a worker may take to finish after SIGTERM")
    stall_timeout: PositiveFloat = Field(
        60.0, description="seconds without progress, with lag, before the watchdog exits"
    )
    publish_timeout: PositiveFloat = Field(
        60.0, description="seconds the broker may take to acknowledge a record before the worker stops"
    )
    linger_ms: int = Field(10, ge=0, description="milliseconds the producer waits for more records")
    compression: Literal["zstd", "lz4", "none"] = "zstd"
    breaker_run: PositiveInt = Field(50, description="failures in a row that stop a worker")
    breaker_window: PositiveInt = Field(200, description="the last records of which more than half may not fail")

    # limits on articles
    max_article_bytes: PositiveInt = 5 * 1024 * 1024
    max_article_chars: PositiveInt = 400_000
    max_sentences: PositiveInt = 2_000
    max_html_depth: PositiveInt = 512
    max_article_seconds: PositiveFloat = Field(
        60.0, description="extraction time after which an article is dead-lettered"
    )
    languages: tuple[str, ...] = ("en",)

    # extract
    model: Literal["minilm6", "minilm3"] = "minilm6"
    sentence_cache: int = Field(
        20_000, ge=0, description="sentences whose analysis is kept (about 10 kB each); 0 = none"
    )
    extract_threads: PositiveInt = Field(
        1, description="threads of ONNX Runtime in one worker; more cores = more workers"
    )

    # dedup
    dedup_max_clusters: PositiveInt = Field(
        250_000, description="clusters kept per partition; the oldest by event time go"
    )

    # programs
    host: str = Field("127.0.0.1", description="address that metrics and the page are served on")
    metrics_port: Port = Field(0, description="port of this process's /metrics and /health; 0 = a free one")
    web_port: Port = 8800
    monitor_interval: PositiveFloat = Field(5.0, description="seconds between two looks of the monitor")
    state_dir: Path = Field(
        Path(".dateline"), description="where `dateline up` keeps pids, logs, sockets and broker data"
    )
    cache_dir: Path = Field(
        Path.home() / ".cache" / "dateline", description="downloads that outlive a tree, such as Kafka's jars"
    )
    revision: str = Field("", description="commit that this build was made from, as the metric build_info shows it")
    otlp_endpoint: str | None = Field(
        None,
        description="OpenTelemetry collector that gets traces by OTLP/HTTP, such as http://localhost:4318; none = off",
    )
    trace_share: float = Field(1.0, ge=0, le=1, description="share of articles that are traced, where tracing is on")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["json", "console"] = "json"

    @cached_property
    def state(self) -> Path:
        return self.state_dir.expanduser().absolute()

    def topic(self, name: str) -> str:
        """Full name of a topic: `mentions.v1` -> `dateline.mentions.v1`."""
        return self.topic_prefix + name

    def group(self, stage: str) -> str:
        """Consumer group of a stage: `extract` -> `dateline.extract`."""
        return self.topic_prefix + stage


def load(**overrides: object) -> Settings:
    """Settings of this process. Raises ConfigurationError naming each wrong variable."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except SettingsError as error:  # a list or number that can't even be parsed
        raise ConfigurationError(f"{error} — see `dateline config show` for every setting") from None
    except ValidationError as error:
        wrong = "; ".join(f"DATELINE_{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors())
        raise ConfigurationError(f"{wrong} — see `dateline config show` for every setting") from None
