/** Search, quad classes (which are also the legend), type and country. */
import { byId, h, say } from "./dom";
import { count, days } from "./format";
import type { Store } from "./store";
import { QUADS } from "./types";

export class Filters {
  private readonly search = h("input", { type: "search", id: "search", placeholder: "Search events, people, places, evidence", autocomplete: "off", spellcheck: "false", "aria-label": "Search", maxlength: 200 });
  private readonly type = h("select", { id: "type", "aria-label": "Type of event" });
  private readonly country = h("select", { id: "country", "aria-label": "Country" });
  private readonly quads = new Map<number, HTMLButtonElement>();
  private readonly chips = h("span", { class: "chips" });
  private readonly clear = h("button", { type: "button", class: "tool", id: "clear" }, "Clear");
  private readonly names = new Map<string, string>();

  constructor(private readonly store: Store) {
    this.search.addEventListener("input", () => store.set({ text: this.search.value.trim() }));
    this.type.addEventListener("change", () => store.set({ type: this.type.value }));
    this.country.addEventListener("change", () => store.set({ country: this.country.value }));
    this.clear.addEventListener("click", () => this.reset());
    const group = h("div", { class: "quads", role: "group", "aria-label": "Classes of events" });
    for (const [quad, name] of Object.entries(QUADS)) {
      const button = h("button", { type: "button", class: "quad", "data-quad": quad, "aria-pressed": "false" },
        h("span", { class: "swatch", "aria-hidden": "true" }), name, h("span", { class: "n" }));
      button.addEventListener("click", () => this.toggle(Number(quad)));
      this.quads.set(Number(quad), button);
      group.append(button);
    }
    byId("filters").append(h("div", { class: "search" }, this.search, h("kbd", { "aria-hidden": "true" }, "/")), this.type, this.country, group, this.chips, this.clear);
    // What stays in sight below the filters begins where they end, on one line or two.
    const room = (): void => document.documentElement.style.setProperty("--filters", `${byId("filters").offsetHeight}px`);
    new ResizeObserver(room).observe(byId("filters"));
    store.listen(() => this.draw());
    this.draw();
  }

  focus(): void {
    this.search.focus();
    this.search.select();
  }

  reset(): void {
    this.search.value = "";
    this.store.clear();
  }

  private toggle(quad: number): void {
    const quads = new Set(this.store.filter.quads);
    if (!quads.delete(quad)) quads.add(quad);
    this.store.set({ quads });
  }

  private draw(): void {
    const { filter } = this.store;
    const types = new Map<string, number>(), countries = new Map<string, number>(), quads = new Map<number, number>();
    for (const row of this.store.rows.values()) {
      types.set(row.type, (types.get(row.type) ?? 0) + 1);
      quads.set(row.quad, (quads.get(row.quad) ?? 0) + 1);
      for (const code of row.countries) countries.set(code, (countries.get(code) ?? 0) + 1);
      if (row.place?.country && row.place.country_name) this.names.set(row.place.country, row.place.country_name);
    }
    options(this.type, "All types", filter.type, [...types].sort(([a], [b]) => a.localeCompare(b)).map(([type, n]) => [type, `${type} (${n})`]));
    const named = [...countries].map(([code, n]) => [code, `${this.name(code)} (${n})`] as const).sort((a, b) => a[1].localeCompare(b[1]));
    options(this.country, "All countries", filter.country, named);
    for (const [quad, button] of this.quads) {
      button.setAttribute("aria-pressed", String(filter.quads.has(quad)));
      say(button.querySelector(".n")!, count(quads.get(quad) ?? 0));
    }
    const chips: HTMLElement[] = [];
    if (filter.place) chips.push(this.chip(filter.place, () => this.store.set({ place: "" })));
    if (filter.from) chips.push(this.chip(days(filter.from, filter.until), () => this.store.set({ from: "", until: "" })));
    if (chips.length !== this.chips.childElementCount || chips.some((chip, index) => chip.textContent !== this.chips.children[index]?.textContent)) this.chips.replaceChildren(...chips);
    this.clear.hidden = !this.store.filtered();
    if (filter.text === "" && document.activeElement !== this.search) this.search.value = "";
  }

  /** A country's name as the gazetteer has it; its code until an event in it has come. */
  name(code: string): string {
    return this.names.get(code) ?? code;
  }

  private chip(text: string, remove: () => void): HTMLElement {
    return h("button", { type: "button", class: "chip", "aria-label": `Remove the filter ${text}`, click: remove }, h("bdi", {}, text), " ×");
  }
}

/** Fill a select, keeping what is chosen even if no event has it just now; untouched while its list would be the same. */
function options(select: HTMLSelectElement, all: string, chosen: string, found: (readonly [string, string])[]): void {
  const list = found.some(([value]) => value === chosen) || !chosen ? found : [...found, [chosen, `${chosen} (0)`] as const];
  const text = [all, ...list.map(([, label]) => label)].join("\n");
  if (select.dataset["list"] !== text) {
    select.dataset["list"] = text;
    select.replaceChildren(h("option", { value: "" }, all), ...list.map(([value, label]) => h("option", { value }, label)));
  }
  select.value = chosen;
}
