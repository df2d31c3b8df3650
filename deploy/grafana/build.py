"""The dashboard's JSON, made from panels.yaml: `python -m deploy.grafana.build [--check]`.

The file is committed, since Grafana reads it as it is; a test and `--check` say when it is stale.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict

FOLDER = Path(__file__).parent
FILE = FOLDER / "dashboards" / "dateline.json"
DATASOURCE = {"type": "prometheus", "uid": "dateline"}
COLUMNS = 24


class Panel(BaseModel):
    """One panel as panels.yaml states it. queries: legend (in Grafana's {{label}} form) → PromQL."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    meaning: str
    queries: dict[str, str]
    kind: Literal["stat", "timeseries", "heatmap"] = "timeseries"
    unit: str = "short"
    stacked: bool = False
    width: int | None = None  # None: shares the row
    limits: tuple[float, float] | None = None
    reverse: bool = False


class Row(BaseModel):
    """Panels under one heading. height: of each panel, in Grafana's units of 30 pixels."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    row: str
    panels: tuple[Panel, ...]
    height: int = 8


def rows() -> list[Row]:
    """What panels.yaml says. Raises ValidationError naming what is wrong in it."""
    return [Row.model_validate(said) for said in yaml.safe_load((FOLDER / "panels.yaml").read_text("utf8"))]


def dashboard() -> dict[str, Any]:
    """The whole dashboard, in Grafana's model (schema 39: Grafana 10.4 and later)."""
    return {
        "uid": "dateline",
        "title": "Dateline",
        "description": "Articles in, events out. Written by deploy/grafana/build.py; not edited by hand.",
        "tags": ["dateline"],
        "schemaVersion": 39,
        "version": 1,
        "editable": False,
        "graphTooltip": 1,  # one crosshair on all panels
        "refresh": "5s",
        "time": {"from": "now-30m", "to": "now"},
        "timezone": "utc",
        "templating": {"list": []},
        "annotations": {"list": [_alerts()]},
        "panels": [dict(panel, id=number) for number, panel in enumerate(_panels(), 1)],
    }


def _alerts() -> dict[str, Any]:
    return {
        "name": "Alerts",
        "datasource": DATASOURCE,
        "enable": True,
        "iconColor": "red",
        "expr": 'ALERTS{alertstate="firing"}',
        "titleFormat": "{{alertname}}",
        "textFormat": "{{group}} {{service}} {{topic}}",
    }


def _panels() -> Iterator[dict[str, Any]]:
    """Rows and panels with their places: from left to right, then on to the next line."""
    top = 0
    for row in rows():
        yield {
            "type": "row",
            "title": row.row,
            "collapsed": False,
            "panels": [],
            "gridPos": {"h": 1, "w": COLUMNS, "x": 0, "y": top},
        }
        top += 1
        left = 0
        for panel, width in zip(row.panels, _widths(row), strict=True):
            if left + width > COLUMNS:
                left, top = 0, top + row.height
            yield _panel(panel, {"h": row.height, "w": width, "x": left, "y": top})
            left += width
        top += row.height


def _widths(row: Row) -> list[int]:
    """Stats share one line; others go two or three to a line."""
    count = len(row.panels)
    if row.panels[0].kind == "stat":
        return [COLUMNS // count] * count
    shared = COLUMNS // (2 if count in (2, 4) else 3)
    return [panel.width or shared for panel in row.panels]


def _panel(panel: Panel, place: dict[str, int]) -> dict[str, Any]:
    return {
        "type": panel.kind,
        "title": panel.title,
        "description": panel.meaning,
        "datasource": DATASOURCE,
        "gridPos": place,
        "targets": [
            {
                "refId": chr(ord("A") + number),
                "datasource": DATASOURCE,
                "expr": query,
                "legendFormat": legend,
                "format": "heatmap" if panel.kind == "heatmap" else "time_series",
                "instant": panel.kind == "stat",
                "range": panel.kind != "stat",
            }
            for number, (legend, query) in enumerate(panel.queries.items())
        ],
        "fieldConfig": _fields(panel),
        "options": _options(panel),
    }


def _fields(panel: Panel) -> dict[str, Any]:
    low, high = ("red", "green") if panel.reverse else ("green", "red")
    steps: list[dict[str, Any]] = [{"color": low if panel.limits else "green", "value": None}]
    if panel.limits:
        steps += [{"color": "orange", "value": panel.limits[0]}, {"color": high, "value": panel.limits[1]}]
    defaults: dict[str, Any] = {
        "unit": panel.unit,
        "thresholds": {"mode": "absolute", "steps": steps},
        "color": {"mode": "thresholds" if panel.kind == "stat" else "palette-classic"},
    }
    if panel.kind == "timeseries":
        defaults["min"] = 0
        defaults["custom"] = {
            "lineWidth": 1,
            "fillOpacity": 60 if panel.stacked else 5,
            "showPoints": "never",
            "stacking": {"mode": "normal" if panel.stacked else "none", "group": "A"},
            "thresholdsStyle": {"mode": "dashed" if panel.limits else "off"},
        }
    return {"defaults": defaults, "overrides": [_line("consumed")] if _has_line(panel) else []}


def _has_line(panel: Panel) -> bool:
    return panel.stacked and "consumed" in panel.queries


def _line(name: str) -> dict[str, Any]:
    """A series that is drawn over a stack and not on top of it."""
    return {
        "matcher": {"id": "byName", "options": name},
        "properties": [
            {"id": "custom.stacking", "value": {"mode": "none", "group": "A"}},
            {"id": "custom.fillOpacity", "value": 0},
            {"id": "custom.lineWidth", "value": 2},
        ],
    }


def _options(panel: Panel) -> dict[str, Any]:
    if panel.kind == "stat":
        return {"reduceOptions": {"calcs": ["lastNotNull"], "values": False}, "colorMode": "value", "graphMode": "none"}
    if panel.kind == "heatmap":
        return {"calculate": False, "yAxis": {"unit": panel.unit}, "cellGap": 1, "color": {"scheme": "Oranges"}}
    return {
        "legend": {"displayMode": "list", "placement": "bottom", "showLegend": True},
        "tooltip": {"mode": "multi", "sort": "desc"},
    }


def text() -> str:
    """The file as it is committed."""
    return json.dumps(dashboard(), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the file, or with `--check` exit 1 if it is stale."""
    parser = argparse.ArgumentParser(description="deploy/grafana/dashboards/dateline.json from panels.yaml")
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if the file is stale")
    if not parser.parse_args().check:
        FILE.write_text(text(), encoding="utf-8")
    elif not FILE.is_file() or FILE.read_text(encoding="utf-8") != text():
        sys.exit("deploy/grafana/dashboards/dateline.json is stale: run `python -m deploy.grafana.build`")


if __name__ == "__main__":
    main()
