/** Says in the header whether what is shown is live, and in the banner why not. */
import { byId, say } from "./dom";
import { ago, count, time } from "./format";
import type { Status } from "./types";

const BEHIND = 2000; // records: two seconds of the most the page is made for

export class State {
  private status: Status | null = null;
  private connected: boolean | null = null;
  private heard = 0;
  /** The server's clock minus this machine's, so that ages are right on a machine that is off. */
  skew = 0;

  constructor() {
    setInterval(() => this.draw(), 1000);
  }

  take(status: Status): void {
    this.status = status;
    this.heard = Date.now();
    this.skew = status.now - this.heard;
    this.draw();
  }

  connection(up: boolean): void {
    this.connected = up;
    this.draw();
  }

  private draw(): void {
    const [kind, short, long] = this.words();
    document.body.dataset["state"] = kind;
    say(byId("state-text"), short);
    const banner = byId("banner");
    say(banner, long);
    banner.hidden = !long;
  }

  private words(): [kind: string, short: string, long: string] {
    const status = this.status;
    if (this.connected === false)
      return ["gone", "Not connected", this.heard
        ? `The server of this page does not answer: everything below is as of ${time(this.heard)}. Trying again.`
        : "The server of this page does not answer. Trying again."];
    if (!status) return ["wait", "Connecting…", ""];
    if (status.stale)
      return ["stale", "Stale", status.looked === null
        ? `Kafka has not answered yet. ${sentence(status.trouble)}`
        : `Kafka has not answered since ${time(status.looked)}: numbers and events below may be old. ${sentence(status.trouble)}`];
    if (!status.filled) return ["wait", "Reading the newest events…", ""];
    if ((status.behind ?? 0) > BEHIND) return ["stale", "Behind", `This page is ${count(status.behind)} records behind the stream and catching up.`];
    return ["live", `Live · Kafka answered ${ago(status.looked!, Date.now() + this.skew)}`, ""];
  }
}

function sentence(text: string): string {
  return !text || text === "starting" ? "" : `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}
