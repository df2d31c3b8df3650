"""The Faust app of a worker: the settings that were measured to run as a set, and our consumer.

No web server, no tables, no leader, no producer of Faust's own that matters: Faust brings records, spreads partitions
over the processes of a group, and restarts nothing; a crash ends the process, and its supervisor starts it again.
"""

from typing import Any

import faust

from schemas.deadletter import Stage
from services.settings import Settings
from services.stream.consumer import OrderedConsumer
from services.stream.security import faust_options
from services.telemetry import logging

FETCH = 4 * 1024 * 1024  # bytes of one partition's fetch; a larger record comes alone
BUFFER = 64  # records waiting in front of the agent; more only makes rebalances slower
REBALANCE_TIMEOUT = 60.0  # seconds members have to finish what is in work


def create(settings: Settings, stage: Stage) -> faust.App:
    """An app that is the stage's consumer group; the caller adds its agent and starts it."""
    options: dict[str, Any] = {
        **faust_options(settings),
        "id": settings.group(stage),
        "datadir": settings.state / "faust" / stage,
        "key_serializer": "raw",
        "value_serializer": "raw",
        "processing_guarantee": "at_least_once",
        "agent_supervisor": "mode.CrashingSupervisor",
        "topic_allow_declare": False,
        "topic_disable_leader": True,
        "consumer_auto_offset_reset": "earliest",
        "consumer_max_fetch_size": FETCH,
        "broker_max_poll_records": 1000,
        "broker_commit_interval": 1.0,
        "broker_session_timeout": settings.session_timeout,
        "broker_heartbeat_interval": min(3.0, settings.session_timeout / 3),
        "broker_rebalance_timeout": REBALANCE_TIMEOUT,
        "broker_request_timeout": max(90.0, settings.session_timeout * 2),
        "stream_buffer_maxsize": BUFFER,
        "stream_wait_empty": True,
        "producer_request_timeout": 60.0,
        "table_standby_replicas": 0,
        "store": "memory://",
        "web_enabled": False,
        "worker_redirect_stdouts": False,
        "logging_config": logging.config(settings.log_level, settings.log_format),
    }
    settings.state.joinpath("faust").mkdir(parents=True, exist_ok=True)
    app = faust.App(**options)
    app.transport.Consumer = OrderedConsumer
    return app
