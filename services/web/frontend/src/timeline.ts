/** When events happened, as stacked bars; a bar is also a filter. */
import { bin } from "./bins";
import { byId, h } from "./dom";
import { count, days, plural } from "./format";
import type { Store } from "./store";
import { QUADS } from "./types";

export class Timeline {
  private readonly root = byId("timeline");
  private drawn = "";

  constructor(private readonly store: Store) {
    store.listen(() => this.draw());
    this.root.addEventListener("keydown", (event) => this.step(event));
  }

  private draw(): void {
    const { bins, unit, earlier, undated } = bin(this.store.onAllDays());
    const { from } = this.store.filter;
    const now = JSON.stringify([bins, from]);
    const rest = [earlier ? `${earlier} earlier` : "", undated ? `${undated} without a date` : ""].filter(Boolean).join(" · ");
    byId("timeline-note").textContent = bins.length ? [`by ${unit}`, rest].filter(Boolean).join(" · ") : "no date yet";
    if (now === this.drawn) return;
    this.drawn = now;
    const focused = (document.activeElement as HTMLElement | null)?.dataset["from"];
    const top = Math.max(1, ...bins.map(({ rows }) => sum(rows)));
    let room = 0;
    const bars = bins.map((one, index) => {
      const total = sum(one.rows);
      const stack = [4, 3, 2, 1].filter((quad) => one.rows[quad]).map((quad) => {
        const part = h("span", { class: "part", "data-quad": quad });
        part.style.height = `${(100 * one.rows[quad]!) / top}%`;
        return part;
      });
      const told = [1, 2, 3, 4].filter((quad) => one.rows[quad]).map((quad) => `${one.rows[quad]} ${QUADS[quad]!.toLowerCase()}`).join(", ");
      const chosen = from === one.from;
      const label = (one.major || bins.length < 8) && room <= 0 ? h("span", { class: "tick", "aria-hidden": "true" }, one.label) : null;
      room = label ? Math.ceil(bins.length / 9) - 1 : room - 1;
      return h("button", {
        type: "button", class: "bin", "data-from": one.from, "aria-pressed": String(chosen), disabled: total === 0,
        tabindex: (from ? chosen : index === bins.findIndex(({ rows }) => sum(rows) > 0)) ? 0 : -1,
        "aria-label": `${days(one.from, one.until)}: ${plural(total, "event")}`, title: `${days(one.from, one.until)}: ${told || "nothing"}`,
        click: () => this.store.set(chosen ? { from: "", until: "" } : { from: one.from, until: one.until }),
      }, h("span", { class: "stack", "aria-hidden": "true" }, ...stack), label);
    });
    this.root.replaceChildren(h("div", { class: "bins", role: "group", "aria-label": "Days of events; arrow keys move between them", "data-filtered": from ? "" : null }, ...bars),
      h("span", { class: "top-value", "aria-hidden": "true" }, bins.length ? count(top) : ""));
    if (focused) this.root.querySelector<HTMLElement>(`[data-from="${focused}"]`)?.focus();
  }

  private step(event: KeyboardEvent): void {
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!way) return;
    const bars = [...this.root.querySelectorAll<HTMLButtonElement>(".bin:not(:disabled)")];
    const next = bars[bars.indexOf(document.activeElement as HTMLButtonElement) + way];
    if (!next) return;
    event.preventDefault();
    for (const bar of bars) bar.tabIndex = bar === next ? 0 : -1;
    next.focus();
  }
}

function sum(rows: number[]): number {
  return rows.reduce((total, number) => total + number, 0);
}
