/**
 * The live stream: the whole window first, then what is new. When the connection breaks the browser comes back with
 * the last number it saw; when the server was started anew, or too much was missed, the window is fetched again.
 */
import type { Gone, Letters, Row, Status } from "./types";

const QUIET = 5000; // milliseconds without a status after which the server counts as gone; it sends one a second
const REFRESH = 15_000; // between two fetches of the window while the live stream leaves events out
const AGAIN = 2000;

export interface Ears {
  window(rows: (Row | Gone)[]): void;
  events(rows: (Row | Gone)[], leftOut: number): void;
  status(status: Status): void;
  letters(letters: Letters): void;
  /** Called when the server stops or starts to answer. */
  connected(yes: boolean): void;
}

export class Connection {
  private source: EventSource | null = null;
  private heard = performance.now();
  private up: boolean | null = null;
  private fetched = 0;
  private leftOut = false;
  private fetching = false;

  constructor(private readonly ears: Ears) {
    setInterval(() => this.watch(), 1000);
    void this.begin();
  }

  /** Fetch the window, then listen from there. */
  private async begin(): Promise<void> {
    const seen = await this.fetchWindow();
    if (seen === null) {
      setTimeout(() => void this.begin(), AGAIN);
      return;
    }
    this.listen(seen);
  }

  private async fetchWindow(): Promise<string | null> {
    if (this.fetching) return null;
    this.fetching = true;
    try {
      const answer = await fetch("/api/window");
      if (!answer.ok) throw new Error(String(answer.status));
      const window = (await answer.json()) as { seen: string; status: Status; rows: (Row | Gone)[] };
      this.fetched = performance.now();
      this.leftOut = false;
      this.ears.window(window.rows);
      this.hear(window.status);
      return window.seen;
    } catch {
      this.setUp(false);
      return null;
    } finally {
      this.fetching = false;
    }
  }

  private listen(seen: string): void {
    this.source?.close();
    const source = new EventSource(`/live?seen=${encodeURIComponent(seen)}`);
    this.source = source;
    const on = <T>(kind: string, take: (data: T) => void): void =>
      source.addEventListener(kind, (event) => take(JSON.parse((event as MessageEvent<string>).data) as T));
    on<{ left_out: number; rows: (Row | Gone)[] }>("events", ({ rows, left_out }) => {
      if (left_out > 0) this.leftOut = true;
      this.ears.events(rows, left_out);
    });
    on<Status>("status", (status) => this.hear(status));
    on<Letters>("letters", (letters) => this.ears.letters(letters));
    on<unknown>("reset", () => void this.fetchWindow());
    source.onerror = () => {
      this.setUp(false);
      if (source.readyState === EventSource.CLOSED && this.source === source) {
        this.source = null; // refused, not broken off: the browser does not try again by itself
        setTimeout(() => void this.begin(), AGAIN);
      }
    };
  }

  private hear(status: Status): void {
    this.heard = performance.now();
    this.setUp(true);
    this.ears.status(status);
  }

  private watch(): void {
    if (performance.now() - this.heard > QUIET) this.setUp(false);
    else if (this.leftOut && performance.now() - this.fetched > REFRESH) void this.fetchWindow();
  }

  private setUp(up: boolean): void {
    if (this.up !== up) this.ears.connected(up);
    this.up = up;
  }
}
