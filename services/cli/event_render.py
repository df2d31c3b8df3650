"""An event traced back to its articles: for people, with the evidence in colour, and as JSON."""

from collections.abc import Iterator
from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from schemas.article import CleanArticle
from schemas.cluster import EventCluster
from schemas.event import Event, MentionRef
from schemas.mention import EventMention
from services.cli.render import claim, day, kind, party, place
from services.cli.safe import safe
from services.stream.trace import Trace
from services.telemetry.labels import Topic
from services.web.evidence import marks, pieces

STYLES = {
    "trigger": "bold red",
    "actor": "bold cyan",
    "recipient": "bold magenta",
    "time": "bold yellow",
    "place": "bold green",
    "toll": "bold bright_red underline",
}
AROUND = 160  # characters of the article shown before and after the sentence


def lines(trace: Trace, limit: int) -> Iterator[Text | Table | Padding]:
    """The event, then the articles that told it: the first `limit` mentions of it."""
    event = trace.event
    yield from _event(event, trace.position.get(Topic.EVENTS, ""))
    yield _cluster(trace)
    yield Text.assemble("\nevidence: ", *((f"{name}  ", style) for name, style in STYLES.items()))
    known, profiles = marks(event), by_mention(trace.cluster)
    for number, mention in enumerate(event.mentions[:limit], 1):
        yield from _mention(
            number, mention, trace.articles.get(mention.article_id), profiles.get(mention.mention_id), known
        )
    if len(event.mentions) > limit:
        yield Text(f"\nthe first {limit} of {len(event.mentions)} mentions: --limit shows more", style="dim")


def by_mention(cluster: EventCluster | None) -> dict[str, EventMention]:
    """What each mention of the cluster says; mentions in the same words share one."""
    if cluster is None:
        return {}
    return {m.mention_id: cluster.profiles[m.profile] for m in cluster.members if m.profile < len(cluster.profiles)}


def _event(event: Event, position: str) -> Iterator[Text | Padding]:
    yield Text.assemble(
        ("event ", "bold"),
        (event.id, "bold"),
        f"  revision {event.revision}, {event.change}  ",
        (f"events.v1 {position}", "dim"),
    )
    if event.merged_into:
        yield Text(f"merged into {event.merged_into}: `dateline event show {event.merged_into}`", style="yellow")
    yield Text(safe(event.summary), style="italic")
    table = _grid()
    confidence = event.confidence_by_field
    rows = [
        ("type", kind(event), "type"),
        ("factuality", _factuality(event), "factuality"),
        ("actors", Text(safe(party(event.actors))), "actors"),
        ("recipients", Text(safe(party(event.recipients))), "recipients"),
        ("when", Text(day(event)), "when"),
        ("where", Text(safe(place(event)) if event.where else f"– ({safe(event.where_reason or 'unknown')})"), "where"),
        ("casualties", Text("; ".join(dict.fromkeys(claim(c) for c in event.casualties)) or "–"), "casualties"),
        ("told by", Text(f"{event.article_count} articles, {event.independent_sources} independent sources"), ""),
    ]
    for name, value, field in rows:
        sure = f"{confidence[field]:.0%} sure" if field in confidence else ""
        table.add_row(Text(name, style="blue"), value, Text(sure, style="dim"))
    yield Padding(table, (0, 0, 0, 2))


def _cluster(trace: Trace) -> Text:
    cluster = trace.cluster
    head = Text.assemble("\n", ("cluster", "bold"), "  ")
    if cluster is None:
        return head.append("clusters.v1 has it no more: what each mention said alone is not known", style="dim")
    head.append(
        f"revision {cluster.revision}: {len(cluster.members)} mentions, {len(cluster.profiles)} of them in own words, "
        f"block {safe(cluster.block)}, founded by mentions.v1 {cluster.founded.partition}@{cluster.founded.offset}  "
    )
    return head.append(f"clusters.v1 {trace.position.get(Topic.CLUSTERS, '')}", style="dim")


def _mention(
    number: int, mention: MentionRef, article: CleanArticle | None, said: EventMention | None, known: Any
) -> Iterator[Text | Padding]:
    title = article.title if article and article.title else mention.article_id
    yield Text.assemble(
        "\n",
        (f"{number:>3}  ", "dim"),
        (safe(title), "bold"),
        f"  {safe(mention.source)}, {mention.published_at:%Y-%m-%d}",
    )
    address = [safe(mention.url)] if mention.url else []
    address.append(f"article {safe(mention.article_id)}, characters {mention.sentence.start}–{mention.sentence.end}")
    if article is None:
        address.append("articles.clean.v1 keeps it no more")
    yield Padding(Text("  ".join(address), style="dim"), (0, 0, 0, 5))
    before, after = around(mention, article)
    text = Text()
    text.append(f"… {safe(before)} " if before else "", style="dim")
    for piece, evidence in pieces(mention, known):
        text.append(safe(piece.replace("\n", " ")), style=STYLES.get(evidence, ""))
    text.append(f" {safe(after)} …" if after else "", style="dim")
    yield Padding(text, (0, 0, 0, 5))
    if said is not None:
        yield Padding(_said(said), (0, 0, 0, 5))


def _said(said: EventMention) -> Text:
    """What the mention alone says, in one line."""
    parts = [
        f"{said.type}{f' {said.mode}' if said.mode else ''}",
        said.factuality,
        f"trigger “{safe(said.trigger_lemma)}”",
    ]
    if said.roleset:
        parts.append(said.roleset)
    parts += [f"actor {safe(party(said.actors))}"] if said.actors else []
    parts += [f"recipient {safe(party(said.recipients))}"] if said.recipients else []
    parts += [f"where {safe(said.where.name)}"] if said.where else []
    parts += [claim(c) for c in said.casualties]
    return Text(f"mention: {', '.join(parts)}; {said.confidence:.0%} sure", style="dim")


def around(mention: MentionRef, article: CleanArticle | None) -> tuple[str, str]:
    """The words before and after the sentence in its article; nothing where it is not found there."""
    if article is None or not mention.sentence.text:
        return "", ""
    at = article.text.find(mention.sentence.text)
    while at >= 0 and article.received(at) != mention.sentence.start:  # the same words may stand there twice
        at = article.text.find(mention.sentence.text, at + 1)
    if at < 0:
        return "", ""
    end = at + len(mention.sentence.text)
    return " ".join(article.text[max(0, at - AROUND) : at].split()), " ".join(article.text[end : end + AROUND].split())


def as_json(trace: Trace) -> dict[str, Any]:
    """event, cluster, and one row a mention: article → sentence → mention → evidence."""
    known, profiles = marks(trace.event), by_mention(trace.cluster)
    rows = []
    for mention in trace.event.mentions:
        article, said = trace.articles.get(mention.article_id), profiles.get(mention.mention_id)
        rows.append(
            {
                "mention_id": mention.mention_id,
                "article_id": mention.article_id,
                "source": mention.source,
                "url": mention.url,
                "published_at": mention.published_at.isoformat(),
                "sentence": mention.sentence.model_dump(),
                "trigger": mention.trigger.model_dump(),
                "evidence": [{"text": text, "kind": evidence or None} for text, evidence in pieces(mention, known)],
                "mention": said and said.model_dump(mode="json", exclude={"embedding", "signature"}),
                "article": article and article.model_dump(mode="json", exclude={"signature", "offset_map"}),
            }
        )
    return {
        "event": trace.event.model_dump(mode="json"),
        "cluster": trace.cluster and trace.cluster.model_dump(mode="json", exclude={"profiles", "members", "articles"}),
        "positions": trace.position,
        "mentions": rows,
    }


def _factuality(event: Event) -> Text:
    by = f", by {safe(event.attributed_to)}" if event.attributed_to else ""
    return Text(f"{event.factuality}{by}{', told as background' if event.background else ''}")


def _grid() -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True, min_width=11)
    table.add_column()
    table.add_column(no_wrap=True)
    return table
