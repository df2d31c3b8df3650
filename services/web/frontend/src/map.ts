/** The world: a point an event, coloured by class, large when it has just come, hollow where only the country is known. */
import world from "world";
import { byId, calm, h, s } from "./dom";
import type { Filters } from "./filters";
import { count, days, plural } from "./format";
import { HEIGHT, WIDTH, project } from "./projection";
import type { Store } from "./store";
import type { Row } from "./types";

const FADE = 90_000; // milliseconds in which a point shrinks to its resting size
const PULSE = 1600;
const REACH = 12; // pixels around the pointer
const MOST = 6; // countries listed: one line on a wide screen

interface Point { x: number; y: number; row: Row }

export class WorldMap {
  private readonly canvas = h("canvas", { role: "img", tabindex: "-1" });
  private readonly tip = h("div", { class: "tip", hidden: true });
  private points: Point[] = [];
  private frame = 0;

  constructor(private readonly store: Store, private readonly filters: Filters) {
    const land = s("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "land", "aria-hidden": "true" }, s("path", { d: world.land }), s("path", { d: world.borders, class: "borders" }));
    const root = byId("map");
    root.append(land, this.canvas, this.tip);
    root.style.aspectRatio = `${WIDTH} / ${HEIGHT}`;
    new ResizeObserver(() => this.paint()).observe(root);
    store.listen(() => this.draw());
    this.canvas.addEventListener("pointermove", (event) => this.point(event));
    this.canvas.addEventListener("pointerleave", () => (this.tip.hidden = true));
    this.canvas.addEventListener("click", (event) => {
      const place = this.near(event)[0]?.row.place;
      if (place) this.store.set({ place: place.name });
    });
    setInterval(() => this.paint(), 3000);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.paint());
  }

  private draw(): void {
    const rows = this.store.matching();
    this.points = [];
    for (const row of rows) {
      const { place } = row;
      if (!place || place.latitude === null || place.longitude === null) continue;
      const [x, y] = project(place.longitude, place.latitude);
      if (y >= 0 && y <= HEIGHT) this.points.push({ x, y, row });
    }
    this.points.reverse(); // the newest last, and so on top
    byId("map-note").textContent = this.points.length ? `${plural(this.points.length, "event")} with a place` : "no place yet";
    this.canvas.setAttribute("aria-label", `World map of ${plural(this.points.length, "event")}; the countries with most are listed below.`);
    this.list(rows);
    this.paint();
  }

  /** The text beside the picture: the countries where most happened, as filters. */
  private list(rows: Row[]): void {
    const counts = new Map<string, number>();
    for (const row of rows) if (row.place?.country) counts.set(row.place.country, (counts.get(row.place.country) ?? 0) + 1);
    const most = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).slice(0, MOST);
    const buttons = most.map(([code, number]) => {
      const chosen = this.store.filter.country === code;
      return h("button", { type: "button", class: "country", "aria-pressed": String(chosen), click: () => this.store.set({ country: chosen ? "" : code }) },
        h("bdi", {}, this.filters.name(code)), h("span", { class: "n" }, count(number)));
    });
    const root = byId("countries");
    const said = (list: Element[]): string => list.map((one) => `${one.textContent}${one.getAttribute("aria-pressed")}`).join("\n");
    if (said(buttons) !== said([...root.children])) root.replaceChildren(...buttons);
  }

  /** Paint the points, and again while some have just come. */
  paint(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      if (this.paintNow() && !calm.matches && !document.hidden) this.paint();
    });
  }

  private paintNow(): boolean {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const dense = Math.min(2, devicePixelRatio || 1);
    if (this.canvas.width !== Math.round(width * dense) || this.canvas.height !== Math.round(height * dense)) {
      this.canvas.width = Math.round(width * dense);
      this.canvas.height = Math.round(height * dense);
    }
    const pen = this.canvas.getContext("2d");
    if (!pen || width === 0) return false;
    const style = getComputedStyle(document.documentElement);
    const colours = [1, 2, 3, 4].map((quad) => style.getPropertyValue(`--quad-${quad}`).trim());
    const surface = style.getPropertyValue("--surface").trim();
    const scale = width / WIDTH, size = Math.max(0.8, Math.min(1.25, scale * 1.2));
    const now = Date.now(), clock = performance.now();
    let moving = false;
    pen.setTransform(dense, 0, 0, dense, 0, 0);
    pen.clearRect(0, 0, width, height);
    for (const { x, y, row } of this.points) {
      const recency = Math.exp(-Math.max(0, now - row.at) / FADE);
      const radius = (3.2 + 4.3 * recency) * size;
      const colour = colours[row.quad - 1] ?? colours[0]!;
      pen.beginPath();
      pen.arc(x * scale, y * scale, radius, 0, 2 * Math.PI);
      pen.globalAlpha = 0.55 + 0.4 * recency;
      if (row.place!.resolution === 1) {
        pen.lineWidth = 1.6 * size;
        pen.strokeStyle = colour;
        pen.stroke();
      } else {
        pen.fillStyle = colour;
        pen.fill();
        pen.lineWidth = 0.8;
        pen.strokeStyle = surface;
        pen.stroke();
      }
      const came = this.store.fresh.get(row.id);
      const age = came === undefined ? PULSE : clock - came;
      if (age < PULSE && !calm.matches) {
        moving = true;
        pen.beginPath();
        pen.arc(x * scale, y * scale, radius + 14 * size * (age / PULSE), 0, 2 * Math.PI);
        pen.globalAlpha = 0.7 * (1 - age / PULSE);
        pen.strokeStyle = colour;
        pen.lineWidth = 1.5;
        pen.stroke();
      }
    }
    pen.globalAlpha = 1;
    return moving;
  }

  private near(event: MouseEvent): Point[] {
    const box = this.canvas.getBoundingClientRect(), scale = box.width / WIDTH;
    const far = (point: Point): number => Math.hypot(point.x * scale - (event.clientX - box.left), point.y * scale - (event.clientY - box.top));
    const close = this.points.filter((point) => far(point) < REACH);
    const nearest = Math.min(...close.map(far));
    return close.filter((point) => far(point) <= nearest + 0.5).reverse();
  }

  private point(event: PointerEvent): void {
    const found = this.near(event);
    this.canvas.style.cursor = found.length ? "pointer" : "";
    this.tip.hidden = found.length === 0;
    const first = found[0]?.row;
    if (!first) return;
    const place = [first.place!.name, first.place!.country_name].filter((name, index, all) => name && all.indexOf(name) === index).join(", ");
    this.tip.replaceChildren(
      h("b", {}, h("bdi", {}, place)),
      h("p", {}, h("bdi", {}, first.summary)),
      h("p", { class: "muted" }, `${days(first.start, first.end)}${found.length > 1 ? ` · and ${found.length - 1} more here` : ""}`),
    );
    const box = this.canvas.getBoundingClientRect();
    const x = event.clientX - box.left, y = event.clientY - box.top;
    this.tip.style.left = `${Math.max(4, Math.min(x + 14, box.width - this.tip.offsetWidth - 4))}px`;
    this.tip.style.top = `${y + 16 + this.tip.offsetHeight > box.height ? Math.max(4, y - this.tip.offsetHeight - 12) : y + 16}px`;
  }
}
