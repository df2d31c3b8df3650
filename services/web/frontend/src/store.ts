/** The events that the page knows and the filter that is set; everything else on the page is drawn from these two. */
import type { Gone, Row } from "./types";

const MOST = 5000; // as many as the server keeps

export interface Filter {
  text: string;
  type: string;
  country: string;
  quads: Set<number>;
  place: string;
  from: string;
  until: string;
}

export const NO_FILTER: Readonly<Omit<Filter, "quads">> = { text: "", type: "", country: "", place: "", from: "", until: "" };

export class Store {
  readonly rows = new Map<string, Row>();
  filter: Filter = { ...NO_FILTER, quads: new Set() };
  /** Ids that came after the page was opened, with when: they are shown as new for a moment. */
  readonly fresh = new Map<string, number>();
  private readonly haystacks = new WeakMap<Row, string>();
  private readonly listeners: (() => void)[] = [];
  private found: Row[] | null = null;
  private waiting = false;

  /** `listener` runs after changes, at most once a frame. */
  listen(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Replace everything, oldest first. */
  reset(rows: (Row | Gone)[]): void {
    this.rows.clear();
    this.take(rows);
  }

  /** Take in arrivals, oldest first. */
  add(rows: (Row | Gone)[]): void {
    for (const row of rows) if (!("gone" in row)) this.fresh.set(row.id, performance.now());
    this.take(rows);
  }

  private take(rows: (Row | Gone)[]): void {
    for (const row of rows) {
      this.rows.delete(row.id);
      if (!("gone" in row)) this.rows.set(row.id, row);
    }
    for (const id of this.rows.keys()) {
      if (this.rows.size <= MOST) break;
      this.rows.delete(id);
      this.fresh.delete(id);
    }
    this.changed();
  }

  set(filter: Partial<Filter>): void {
    Object.assign(this.filter, filter);
    this.changed();
  }

  clear(): void {
    this.set({ ...NO_FILTER, quads: new Set() });
  }

  filtered(): boolean {
    const { quads, ...rest } = this.filter;
    return quads.size > 0 || Object.values(rest).some(Boolean);
  }

  private changed(): void {
    this.found = null;
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      for (const listener of this.listeners) listener();
    });
  }

  /** Events that the filter lets through, newest arrival first. */
  matching(): Row[] {
    return (this.found ??= this.where((row) => this.matches(row) && this.inDays(row)));
  }

  /** The same without the filter on days: the timeline shows what lies beside them. */
  onAllDays(): Row[] {
    return this.filter.from ? this.where((row) => this.matches(row)) : this.matching();
  }

  private where(test: (row: Row) => boolean): Row[] {
    return [...this.rows.values()].filter(test).reverse();
  }

  private inDays(row: Row): boolean {
    const { from, until } = this.filter;
    const first = row.start ?? row.end;
    return !from || (first !== null && first >= from && first <= until);
  }

  private matches(row: Row): boolean {
    const { text, type, country, quads, place } = this.filter;
    return (
      (!type || row.type === type) &&
      (!country || row.countries.includes(country)) &&
      (quads.size === 0 || quads.has(row.quad)) &&
      (!place || row.place?.name === place) &&
      (!text || text.toLowerCase().split(/\s+/).every((word) => this.haystack(row).includes(word)))
    );
  }

  private haystack(row: Row): string {
    let hay = this.haystacks.get(row);
    if (hay === undefined) {
      const parties = [...row.actors, ...row.recipients].map((party) => party.name);
      const sentence = row.evidence ? [row.evidence.pieces.map(([text]) => text).join(""), row.evidence.source] : [];
      const place = row.place ? [row.place.name, row.place.region, row.place.country_name] : [];
      hay = [row.summary, row.type, row.mode, row.id, ...row.countries, ...parties, ...place, ...row.casualties, ...sentence]
        .join("\n")
        .toLowerCase();
      this.haystacks.set(row, hay);
    }
    return hay;
  }
}
