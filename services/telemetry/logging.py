"""Structured logs: one JSON object a line (or coloured lines for a console), on standard error.

Everything goes through here, the standard library's loggers of Faust and aiokafka too. Fields bound with
`structlog.contextvars` (article, partition, offset) appear on every line of the code that runs under them.
"""

import logging
import logging.config
import sys
from typing import Any, Literal

import structlog
from structlog.typing import Processor

# They say at INFO what we say ourselves or what happens in every rebalance; their warnings stay.
QUIET = ("faust", "mode", "aiokafka", "asyncio", "services.stream.consumer", "services.stream.publisher")
_SHARED: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def config(level: str = "INFO", style: Literal["json", "console"] = "json") -> dict[str, Any]:
    """A `dictConfig` of the standard library; Faust takes it too, as it clears the root's handlers otherwise."""
    last: list[Processor]
    if style == "json":
        # Without local variables: they would put whole articles into the log.
        traces = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
        last = [structlog.processors.ExceptionRenderer(traces), structlog.processors.JSONRenderer(default=str)]
    else:
        last = [
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)
        ]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [*_SHARED, structlog.stdlib.ExtraAdder()],
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
            }
        },
        "handlers": {
            "standard_error": {
                "class": "logging.StreamHandler",
                "formatter": "structured",
                "stream": "ext://sys.stderr",
            }
        },
        "root": {"handlers": ["standard_error"], "level": level},
        "loggers": {name: {"level": max(level, "WARNING", key=_severity), "propagate": True} for name in QUIET},
    }


def _severity(level: str) -> int:
    return logging.getLevelNamesMapping()[level]


def configure(level: str = "INFO", style: Literal["json", "console"] = "json", **always: str) -> None:
    """Set up logging of this process; `always` (stage="extract") is put on every line."""
    logging.config.dictConfig(config(level, style))
    logging.captureWarnings(True)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.processors.StackInfoRenderer(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(**always)


def get(name: str) -> structlog.stdlib.BoundLogger:
    """A logger; its events are short sentences, its facts are keywords."""
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return logger
