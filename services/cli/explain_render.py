"""An explained article for people: each sentence with what was found in it, and under it the reason for every field."""

from collections.abc import Iterator

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from services.cli.explain_article import Explained
from services.extract.explain.explainer import Line

STYLES = {
    "trigger": "bold red",
    "actor": "bold cyan",
    "recipient": "bold magenta",
    "time": "bold yellow",
    "place": "bold green",
}


def legend() -> Text:
    """Which colour is what."""
    out = Text()
    for kind, style in STYLES.items():
        out.append(kind, style=style).append("  ")
    return out


def article_lines(explained: Explained) -> Iterator[Text | Table | Padding]:
    """What to print of one article."""
    yield Text(explained.heading, style="bold underline")
    yield legend()
    for line in explained.lines:
        yield from _sentence(line)


def _sentence(line: Line) -> Iterator[Text | Table | Padding]:
    yield Text.assemble("\n", (f"{line.index + 1:>3}  ", "dim"), _marked(line))
    if line.remark:
        yield Text(f"     {line.remark}", style="dim italic")
    elif not line.events and not line.passed:
        yield Text("     no word in it is known to make an event", style="dim italic")
    for event in line.events:
        yield Text.assemble("     ", (f"event {event.number}", "bold"), ": ", (event.trigger, STYLES["trigger"]))
        table = Table.grid(padding=(0, 1))
        table.add_column(no_wrap=True, min_width=11)
        table.add_column(max_width=36)
        table.add_column()
        for reason in event.reasons:
            value = Text("null", style="dim") if reason.value is None else Text(reason.value)
            table.add_row(Text(reason.field, style="blue"), value, Text(reason.why, style="dim"))
        yield Padding(table, (0, 0, 0, 7))
    for word in line.passed:
        yield Text.assemble("     ", ("not an event", "dim"), f" “{word.text}”: ", (word.why, "dim"))
    for unknown in line.unlisted:
        near = ", ".join(f"{n.key} ({n.type}, {n.similarity:.2f})" for n in unknown.nearest)
        yield Text.assemble("     ", ("in no table", "dim"), f" “{unknown.text}”: ", (f"nearest {near}", "dim"))


def _marked(line: Line) -> Text:
    """The sentence, its pieces in colour. Where events see a piece differently, triggers go last, so on top."""
    text = Text(line.text.replace("\n", " "), style="" if line.events else "dim")
    marks = [m for event in line.events for m in event.marks]
    for start, end, kind in sorted(marks, key=lambda m: (m[2] == "trigger", m[0], m[1], m[2])):
        text.stylize(STYLES[kind], start, end)
    return text
