/** The four stages in a row: what waits before each, what each has in hand, how fast it goes. */
import { byId, h, say } from "./dom";
import { UNKNOWN, count, lagSpan, plural, rate, span } from "./format";
import type { Stage, Status } from "./types";

const DOES: Record<string, string> = {
  intake: "decodes, cleans, keys",
  extract: "finds who did what",
  dedup: "joins tellings of one event",
  enrich: "adds places and codes",
};

interface Cell { root: HTMLElement; workers: HTMLElement; waiting: HTMLElement; inHand: HTMLElement; pace: HTMLElement; lag: HTMLElement; bar: HTMLElement; topic: HTMLElement; flow: HTMLElement }

const cells = new Map<string, Cell>();

function cell(stage: Stage): Cell {
  const known = cells.get(stage.name);
  if (known) return known;
  const workers = h("span", { class: "workers" }), topic = h("span", { class: "topic" }), flow = h("span", { class: "flow" });
  const waiting = h("dd"), inHand = h("dd"), pace = h("dd"), lag = h("dd"), bar = h("span", { class: "bar" });
  const root = h(
    "li",
    { class: "stage", "data-stage": stage.name },
    h("p", { class: "inflow" }, topic, flow),
    h("h3", {}, stage.name, workers),
    h("p", { class: "does" }, DOES[stage.name] ?? ""),
    h("dl", {}, h("div", {}, h("dt", {}, "waiting"), waiting), h("div", {}, h("dt", {}, "in hand"), inHand),
      h("div", {}, h("dt", {}, "each"), pace), h("div", {}, h("dt", {}, "behind"), lag)),
    h("span", { class: "track", "aria-hidden": "true" }, bar),
  );
  byId("pipeline").append(root);
  const made = { root, workers, waiting, inHand, pace, lag, bar, topic, flow };
  cells.set(stage.name, made);
  return made;
}

export function showPipeline(status: Status): void {
  for (const stage of status.stages) {
    const shown = cell(stage);
    const stuck = (stage.waiting ?? 0) > 0 && stage.workers === 0;
    say(shown.workers, stage.workers === null ? "" : stage.workers === 0 ? "no worker" : plural(stage.workers, "worker"));
    say(shown.topic, stage.topic ?? "");
    say(shown.flow, stage.rate === null ? "" : `${rate(stage.rate)}/s`);
    say(shown.waiting, count(stage.waiting));
    say(shown.inHand, count(stage.in_hand));
    say(shown.pace, stage.mean === null ? UNKNOWN : span(stage.mean).join(" "));
    say(shown.lag, lagSpan(stage.seconds, stage.waiting).join(" ").trim());
    shown.root.toggleAttribute("data-alarm", stuck || (stage.seconds ?? 0) > 300);
    shown.root.toggleAttribute("data-busy", (stage.waiting ?? 0) > 0 || (stage.in_hand ?? 0) > 0);
    const waiting = stage.waiting ?? 0;
    shown.bar.style.width = `${waiting === 0 ? 0 : Math.min(100, 4 + 24 * Math.log10(1 + waiting))}%`; // 10,000 fill it
  }
}
