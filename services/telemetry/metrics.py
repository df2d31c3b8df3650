"""Every metric of every Dateline process, declared once: names, meanings, labels, buckets.

Seconds and bytes throughout. Labels come from closed enumerations (labels.py), so the number of series is bounded.
A process makes one `Metrics(registry)` and hands it down; what it never observes is not exported, so each process
shows only what it does.
"""

from prometheus_client import CollectorRegistry, GCCollector, PlatformCollector, ProcessCollector

from services.telemetry.families import Declare
from services.telemetry.labels import (
    ArticleOutcome,
    CacheResult,
    Change,
    EventType,
    MentionOutcome,
    Reason,
    Stage,
    Topic,
)

# Work on one record: 5 ms is a cached story, 10 s a book; what passes the last bucket is cut off by the time limit.
WORK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
# A publish takes a linger and a round trip; more than a second means the broker is in trouble.
PUBLISH = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30)
# The alert LatencyHigh asks for p99 over 30 s, so buckets are dense around it.
LATENCY = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 300, 1800)
# From publication to record: feeds deliver minutes late, archives days.
FRESHNESS = (1, 10, 60, 300, 900, 3600, 6 * 3600, 24 * 3600, 7 * 24 * 3600)
# An article's bytes as received: 1 kB is a brief, 5 MiB the limit.
SIZES = (512, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 5_242_880)
# The loop sleeps 0.25 s between two looks; seconds here mean that something blocks it.
LOOP_LAG = (0.001, 0.005, 0.025, 0.1, 0.5, 1, 5, 30)
# A look of the monitor is a few round trips; it is due every 5 s.
PROBE = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
# Reading clusters back: about 10,000 a second.
RESTORE = (0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
# What each stage writes to, its dead letters aside.
WRITES = {
    Stage.INTAKE: (Topic.CLEAN,),
    Stage.EXTRACT: (Topic.MENTIONS,),
    Stage.DEDUP: (Topic.CLUSTERS,),
    Stage.ENRICH: (Topic.EVENTS,),
}


class Metrics:
    """All families of operations.md. Bind labels beforehand and observe per batch."""

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        self.registry = CollectorRegistry() if registry is None else registry
        declare = Declare(self.registry)
        self.families = declare.families

        # What runs.
        self.build_info = declare.gauges(
            "build_info",
            "Always 1; its labels say what runs.",
            version=str,
            revision=str,
            schema_version=str,
            model=str,
        )

        # The stream: what was taken off each topic and what was put on it.
        self.messages_consumed_total = declare.counters(
            "messages_consumed_total", "Records taken off a topic, redelivered ones included.", topic=Topic
        )
        self.consumed_bytes_total = declare.counters(
            "consumed_bytes_total", "Bytes of the values taken off a topic.", topic=Topic
        )
        self.publish_duration_seconds = declare.histograms(
            "publish_duration_seconds",
            "From handing a record to the producer to its acknowledgement.",
            PUBLISH,
            topic=Topic,
        )
        self.publish_errors_total = declare.counters(
            "publish_errors_total", "Records the broker did not acknowledge, each try counted.", topic=Topic
        )

        # The two laws: every article and every mention has exactly one outcome.
        self.articles_total = declare.counters(
            "articles_total",
            "Articles by what became of them, exactly one each: intake counts its dead letters, extract the rest.",
            outcome=ArticleOutcome,
        )
        self.mentions_total = declare.counters(
            "mentions_total", "Mentions by what dedup made of them, exactly one each.", outcome=MentionOutcome
        )

        # What came out.
        self.events_published_total = declare.counters(
            "events_published_total", "Event records acknowledged by the broker.", event_type=EventType
        )
        self.event_revisions_total = declare.counters(
            "event_revisions_total", "Revisions of clusters acknowledged by the broker.", change=Change
        )

        # Work per stage.
        self.stage_duration_seconds = declare.histograms(
            "stage_duration_seconds", "Work on one record, without waiting.", WORK, stage=Stage
        )
        self.stage_in_progress = declare.gauges("stage_in_progress", "Records taken and not yet finished.", stage=Stage)
        self.stage_errors_total = declare.counters(
            "stage_errors_total",
            "Records that failed, by reason; each also becomes a dead letter.",
            stage=Stage,
            reason=Reason,
        )
        self.sentence_cache_requests_total = declare.counters(
            "sentence_cache_requests_total", "Sentences asked of the cache of analyses.", result=CacheResult
        )
        self.article_bytes = declare.histogram("article_bytes", "Size of an article as received.", SIZES)

        # Dead letters.
        self.dead_letters_total = declare.counters(
            "dead_letters_total", "Dead letters acknowledged by the broker.", stage=Stage, reason=Reason
        )
        self.dead_letters_redriven_total = declare.counters(
            "dead_letters_redriven_total", "Dead letters sent back to their topic.", stage=Stage, reason=Reason
        )

        # Time to the reader.
        self.pipeline_latency_seconds = declare.histogram(
            "pipeline_latency_seconds",
            "From the article record's timestamp to its event's acknowledgement: the SLO.",
            LATENCY,
        )
        self.freshness_seconds = declare.histogram(
            "freshness_seconds",
            "From publication of the article to its event's acknowledgement; replays left out.",
            FRESHNESS,
        )

        # Lag, measured by the monitor from outside the workers. Absent when unknown, never 0 or -1.
        self.consumer_lag_messages = declare.gauges(
            "consumer_lag_messages", "Records between commit and end.", group=Stage, topic=Topic, partition=int
        )
        self.consumer_lag_seconds = declare.gauges(
            "consumer_lag_seconds", "Age of the oldest record not committed.", group=Stage, topic=Topic, partition=int
        )
        self.lag_last_success_timestamp_seconds = declare.gauge(
            "lag_last_success_timestamp_seconds", "When lag was last measured."
        )
        self.topic_retention_seconds = declare.gauges(
            "topic_retention_seconds", "retention.ms of a topic as the broker has it.", topic=Topic
        )
        self.last_message_timestamp_seconds = declare.gauges(
            "last_message_timestamp_seconds", "Timestamp of the newest record of a topic.", topic=Topic
        )
        self.topic_end_offset = declare.gauges(
            "topic_end_offset", "Offset that the next record of a partition gets.", topic=Topic, partition=int
        )
        self.consumer_committed_offset = declare.gauges(
            "consumer_committed_offset",
            "Offset up to which a group has committed a partition.",
            group=Stage,
            topic=Topic,
            partition=int,
        )
        self.lag_probe_duration_seconds = declare.histogram(
            "lag_probe_duration_seconds", "One look of the monitor at the broker.", PROBE
        )
        self.lag_probe_errors_total = declare.counter(
            "lag_probe_errors_total", "Looks of the monitor that the broker did not answer."
        )

        # The consumer group as a worker sees it.
        self.rebalances_total = declare.counters("rebalances_total", "Assignments received.", group=Stage, topic=Topic)
        self.assigned_partitions = declare.gauges(
            "assigned_partitions", "Partitions this process has.", group=Stage, topic=Topic
        )

        # The process.
        self.event_loop_lag_seconds = declare.histogram(
            "event_loop_lag_seconds", "How much later than asked the event loop wakes up.", LOOP_LAG
        )
        self.backpressure_seconds_total = declare.counter(
            "backpressure_seconds_total", "Time spent waiting for the broker to acknowledge."
        )

        # The one stateful stage.
        self.dedup_clusters = declare.gauge("dedup_clusters", "Clusters held, over all partitions of this process.")
        self.dedup_expired_total = declare.counter(
            "dedup_expired_total", "Clusters let go because the limit per partition was reached."
        )
        self.restore_duration_seconds = declare.histogram(
            "restore_duration_seconds", "Reading an assignment's clusters back from the log.", RESTORE
        )

        # Replay.
        self.replay_records_total = declare.counter("replay_records_total", "Articles sent by `dateline replay`.")
        self.replay_progress_ratio = declare.gauge(
            "replay_progress_ratio", "Share of the replay that has been sent, 0 to 1."
        )

    def add_process(self) -> None:
        """Also export CPU, memory, file descriptors and garbage collection of this process."""
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        GCCollector(registry=self.registry)

    def start_at_zero(self, stage: Stage) -> None:
        """Show the counters and histograms of a worker of `stage` from its start.

        A series that appears with its first count hides that count from `rate` and `increase`: fifty dead letters in
        the first seconds of a bad deployment would raise no alert.
        """
        self.backpressure_seconds_total.show()
        for reason in Reason:
            self.dead_letters_total(stage, reason)
            self.stage_errors_total(stage, reason)
        for topic in (*WRITES[stage], Topic.DEAD_LETTERS):
            self.publish_errors_total(topic)
            self.publish_duration_seconds(topic)
        if stage is Stage.INTAKE:
            self.article_bytes.show()
        if stage in (Stage.INTAKE, Stage.EXTRACT):
            self.articles_total(ArticleOutcome.DEAD_LETTERED)
        if stage is Stage.EXTRACT:
            self.articles_total(ArticleOutcome.EXTRACTED)
            self.articles_total(ArticleOutcome.NO_EVENTS)
            for result in CacheResult:
                self.sentence_cache_requests_total(result)
        if stage is Stage.DEDUP:
            self.dedup_expired_total.show()
            for outcome in MentionOutcome:
                self.mentions_total(outcome)
            for change in Change:
                self.event_revisions_total(change)
        if stage is Stage.ENRICH:
            self.pipeline_latency_seconds.show()
            self.freshness_seconds.show()
            for event_type in EventType:
                self.events_published_total(event_type)
