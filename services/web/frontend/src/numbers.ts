/** The header's five numbers, each with its last five minutes as a small curve. */
import { byId, h, s, say } from "./dom";
import { count, lagSpan, rate, span } from "./format";
import type { Status } from "./types";

const WIDTH = 149, HEIGHT = 26; // a look every two seconds for five minutes: HISTORY in services/web/pulse.py

interface Cell { value: HTMLElement; unit: HTMLElement; note: HTMLElement; line: SVGPathElement; area: SVGPathElement; root: HTMLElement }

const cells = new Map<string, Cell>();

function cell(key: string, label: string, title: string): Cell {
  const known = cells.get(key);
  if (known) return known;
  const value = h("span", { class: "value" }), unit = h("span", { class: "unit" }), note = h("p", { class: "note" });
  const line = s("path", { class: "line" }), area = s("path", { class: "area" });
  const curve = s("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", class: "curve", "aria-hidden": "true" }, area, line);
  const root = h("div", { class: "number", "data-key": key, title }, h("h2", {}, label), h("p", { class: "figure" }, value, unit), note, curve);
  byId("numbers").append(root);
  const made = { value, unit, note, line, area, root };
  cells.set(key, made);
  return made;
}

/** The curve of a number's past; unknown moments are gaps. `least`: the value that takes the full height at least. */
function draw(cell: Cell, past: (number | null)[], least: number): void {
  const top = Math.max(least, ...past.map((value) => value ?? 0));
  const first = WIDTH - (past.length - 1);
  let line = "", area = "", open = false;
  past.forEach((value, index) => {
    if (value === null) {
      if (open) area += `V${HEIGHT}Z`;
      open = false;
      return;
    }
    const x = first + index, y = (HEIGHT - 2 - (value / top) * (HEIGHT - 4)).toFixed(1);
    line += `${open ? "L" : "M"}${x} ${y}`;
    area += open ? `L${x} ${y}` : `M${x} ${HEIGHT}L${x} ${y}`;
    open = true;
  });
  if (open) area += `V${HEIGHT}Z`;
  cell.line.setAttribute("d", line);
  cell.area.setAttribute("d", area);
}

function show(cell: Cell, value: string, unit: string, note: string, alarm: boolean): void {
  say(cell.value, value);
  say(cell.unit, unit);
  say(cell.note, note);
  cell.root.toggleAttribute("data-alarm", alarm);
}

export function showNumbers(status: Status): void {
  const { pulse, history } = status;
  const past = (name: string): (number | null)[] => history[name] ?? [];

  const latency = cell("latency", "Latency p99", "From an article's arrival to its event, of the last five minutes");
  const median = span(pulse.p50).join("\u00a0").trim();
  const told = pulse.p99 === null ? "no event in five minutes" : `median ${median} · target ${pulse.slo}\u00a0s`;
  show(latency, ...span(pulse.p99), told, (pulse.p99 ?? 0) > pulse.slo);
  draw(latency, past("p99"), 1);

  const lag = cell("lag", "Lag", "Age of the oldest record that its stage has not committed");
  const worst = status.stages.reduce((a, b) => ((b.seconds ?? 0) > (a.seconds ?? 0) ? b : a), status.stages[0]!);
  const waiting = status.stages.reduce((sum, stage) => sum + (stage.waiting ?? 0), 0);
  const most = status.stages.reduce((a, b) => ((b.waiting ?? 0) > (a.waiting ?? 0) ? b : a), worst);
  const where = (worst.seconds ?? 0) > 2 ? worst.name : most.name;
  const lagNote = status.lag === null ? "nothing read yet" : waiting === 0 ? "every stage is at the end" : `${count(waiting)} waiting, most at ${where}`;
  show(lag, ...lagSpan(status.lag, waiting), lagNote, (status.lag ?? 0) > 300);
  draw(lag, past("lag"), 5);

  const articles = cell("articles", "Articles in", "Records a second on articles.v1, over ten seconds");
  show(articles, rate(pulse.articles), "/s", perMinute(pulse.articles), false);
  draw(articles, past("articles"), 1);

  const events = cell("events", "Events out", "Records a second on events.v1: new events and their revisions");
  show(events, rate(pulse.events), "/s", perMinute(pulse.events), false);
  draw(events, past("events"), 1);

  const dead = cell("dead", "Dead letters", "Records on dead-letters.v1");
  const now = status.dead ?? 0;
  show(dead, count(status.dead), "", status.dead === null ? "unknown" : now === 0 ? "nothing was refused" : "reasons and mend below", now > 0);
  draw(dead, past("dead"), 1);
}

function perMinute(number: number | null): string {
  return number === null ? "unknown" : number === 0 ? "quiet" : `${count(number * 60)} a minute`;
}
