/** The live list. It stands still while somebody reads: paused, scrolled down, or with an event open. */
import { Card } from "./card";
import { byId, h } from "./dom";
import { count, plural } from "./format";
import type { Store } from "./store";
import type { Row } from "./types";

const PAGE = 40;

export class Feed {
  private readonly root = byId("feed");
  private readonly newer = byId<HTMLButtonElement>("newer");
  private readonly pauseButton = byId<HTMLButtonElement>("pause");
  private readonly further = h("button", { type: "button", class: "tool further" });
  private readonly cards = new Map<string, Card>();
  private shown: Row[] = [];
  private most = PAGE;
  private paused = false;
  private filter = "";
  private cursor: string | null = null;
  /** What of the stream's arrivals this page is being sent, 0 to 1. */
  private sample: { sent: number; leftOut: number; at: number }[] = [];

  constructor(private readonly store: Store) {
    store.listen(() => this.draw());
    this.newer.addEventListener("click", () => this.catchUp());
    this.pauseButton.addEventListener("click", () => this.pause());
    this.further.addEventListener("click", () => {
      this.most += PAGE;
      this.draw(true);
    });
    this.root.addEventListener("scroll", () => this.root.scrollTop < 8 && this.draw(), { passive: true });
    setInterval(() => this.tick(), 2000);
  }

  pause(): void {
    this.paused = !this.paused;
    this.pauseButton.setAttribute("aria-pressed", String(this.paused));
    this.pauseButton.textContent = this.paused ? "Go on" : "Pause";
    this.draw();
  }

  /** The next or previous event gets the focus. */
  move(step: 1 | -1): void {
    const ids = this.shown.map((row) => row.id);
    const at = this.cursor === null ? -1 : ids.indexOf(this.cursor);
    const next = ids[Math.max(0, Math.min(ids.length - 1, at + step))];
    if (next === undefined) return;
    this.cursor = next;
    this.cards.get(next)?.focus();
  }

  arrived(sent: number, leftOut: number): void {
    this.sample.push({ sent, leftOut, at: performance.now() });
    this.draw();
  }

  /** Whether a change of the list would take the text away from a reader's eyes. */
  private held(): boolean {
    const scrolls = getComputedStyle(this.root).overflowY === "auto";
    const away = scrolls ? this.root.scrollTop > 8 : this.root.getBoundingClientRect().top < -8;
    return this.paused || away || [...this.cards.values()].some((card) => card.open) || this.root.contains(document.activeElement) && document.activeElement !== this.root;
  }

  private catchUp(): void {
    if (this.paused) this.pause();
    for (const card of this.cards.values()) if (card.open) card.toggle();
    (document.activeElement as HTMLElement | null)?.blur();
    this.root.scrollTop = 0;
    this.cursor = null;
    this.draw(true);
    if (this.root.getBoundingClientRect().top < 0) this.root.scrollIntoView();
  }

  private draw(force = false): void {
    const matching = this.store.matching();
    const { quads, ...rest } = this.store.filter;
    const filter = JSON.stringify([rest, [...quads]]);
    const refiltered = filter !== this.filter;
    if (refiltered) {
      this.filter = filter;
      this.most = PAGE;
      this.root.scrollTop = 0;
    }
    this.note(matching.length);
    const wanted = matching.slice(0, this.most);
    if (!force && !refiltered && this.shown.length > 0 && this.held()) {
      const newest = this.shown[0]!.at;
      const newer = matching.filter((row) => row.at > newest && !this.shown.includes(row)).length;
      this.newer.hidden = newer === 0;
      this.newer.textContent = `Show ${plural(newer, "newer event")}`;
      return;
    }
    this.newer.hidden = true;
    this.place(wanted, matching.length);
  }

  private place(wanted: Row[], all: number): void {
    const now = Date.now();
    const keep = new Set(wanted.map((row) => row.id));
    for (const [id, card] of this.cards) {
      if (!keep.has(id)) {
        card.root.remove();
        this.cards.delete(id);
      }
    }
    let before: Element | null = null;
    wanted.forEach((row, index) => {
      let card = this.cards.get(row.id);
      if (card?.row !== row) {
        card?.root.remove();
        card = new Card(row, () => this.draw());
        this.cards.set(row.id, card);
        const came = this.store.fresh.get(row.id);
        if (came !== undefined && performance.now() - came < 1500) card.root.dataset["fresh"] = "";
      }
      card.root.setAttribute("aria-posinset", String(index + 1));
      card.root.setAttribute("aria-setsize", String(all));
      card.tick(now);
      const spot: Element | null = before ? before.nextElementSibling : this.root.firstElementChild;
      if (spot !== card.root) this.root.insertBefore(card.root, spot);
      before = card.root;
    });
    this.shown = wanted;
    for (const rest of [...this.root.children]) if (!(rest as HTMLElement).id.startsWith("event-")) rest.remove();
    if (wanted.length === 0) this.root.append(this.empty());
    this.further.textContent = `Show ${Math.min(PAGE, all - wanted.length)} more`;
    if (all > wanted.length) this.root.append(this.further);
  }

  private empty(): HTMLElement {
    return this.store.rows.size === 0
      ? h("p", { class: "empty" }, "No events yet. Send some articles: ", h("code", {}, "dateline replay seeds --amplify 20 --rate 20"))
      : h("p", { class: "empty" }, "No event in the window matches these filters.");
  }

  private note(matching: number): void {
    const all = this.store.rows.size;
    let text = this.store.filtered() ? `${count(matching)} of ${count(all)}` : all ? `newest ${count(all)}` : "none yet";
    const since = performance.now() - 5000;
    this.sample = this.sample.filter(({ at }) => at > since);
    const sent = this.sample.reduce((sum, part) => sum + part.sent, 0), left = this.sample.reduce((sum, part) => sum + part.leftOut, 0);
    if (left > 0) text += ` · a sample: ${Math.max(1, Math.round((100 * sent) / (sent + left)))} % of what arrives`;
    if (this.paused) text += " · paused";
    const note = byId("feed-note");
    if (note.textContent !== text) note.textContent = text;
  }

  private tick(): void {
    const now = Date.now();
    for (const card of this.cards.values()) card.tick(now);
    this.note(this.store.matching().length);
  }
}
