/** One event in the feed, and all of it when it is opened. */
import { h, words } from "./dom";
import { ago, days, plain, plural } from "./format";
import { command } from "./letters";
import type { Party, Piece, Row, Whole } from "./types";

/** What is known of factuality beside "it happened". */
const TOLD: Record<string, string> = { attributed: "as told", planned: "planned", hypothetical: "not certain", negated: "denied", habitual: "habit" };

export function evidence(pieces: Piece[]): HTMLElement {
  const quote = h("bdi", {});
  for (const [text, kind] of pieces) quote.append(kind ? h("mark", { "data-kind": kind, title: kind === "toll" ? "casualties" : kind }, text) : text);
  return quote;
}

function parties(list: Party[]): HTMLElement {
  const out = h("span", { class: "parties" });
  list.forEach((party, index) => {
    const code = [party.country, party.sector].filter(Boolean).join(" ");
    out.append(index ? ", " : "", words(party.name), code ? h("span", { class: "code" }, words(code)) : "");
  });
  return out;
}

function sources(row: Row): string {
  const copies = row.articles > 1 ? `${plural(row.articles, "article")}, ${plural(row.sources, "independent source")}` : "1 article";
  return row.mentions > 1 ? `told ${row.mentions.toLocaleString("en")} times in ${copies}` : copies;
}

export class Card {
  readonly root: HTMLElement;
  private readonly button: HTMLButtonElement;
  private readonly age = h("span", { class: "age" });
  private readonly more: HTMLElement;
  open = false;

  constructor(readonly row: Row, private readonly opened: () => void) {
    const id = `event-${row.id}`;
    this.more = h("div", { class: "more", id: `${id}-more`, hidden: true });
    this.button = h("button", { type: "button", class: "summary", "aria-expanded": "false", "aria-controls": `${id}-more` }, words(row.summary));
    this.button.addEventListener("click", () => this.toggle());
    const told = TOLD[row.factuality];
    const facts = [
      row.actors.length || row.recipients.length
        ? h("li", { class: "who" }, parties(row.actors), row.recipients.length ? h("span", { class: "arrow" }, " → ") : "", parties(row.recipients), row.more ? ` and ${row.more} more` : "")
        : null,
      row.place ? h("li", { class: "where" }, words(row.place.name), row.place.country && row.place.name !== row.place.country_name ? words(`, ${row.place.country_name ?? row.place.country}`) : "") : null,
      h("li", { class: "when" }, days(row.start, row.end)),
      row.casualties.length ? h("li", { class: "toll" }, row.casualties.join(", ")) : null,
    ];
    this.root = h(
      "article",
      { class: "card", id, "data-quad": row.quad, "aria-labelledby": `${id}-title` },
      h("p", { class: "badges" },
        h("span", { class: "type" }, row.type, row.mode ? h("span", { class: "mode" }, plain(row.mode)) : null),
        told ? h("span", { class: "tag" }, told, row.by ? " by " : "", row.by ? words(row.by) : "") : null,
        row.background ? h("span", { class: "tag" }, "background") : null,
        row.revision > 1 ? h("span", { class: "tag" }, `revision ${row.revision}`) : null,
        this.age),
      h("h3", { id: `${id}-title` }, this.button),
      h("ul", { class: "facts" }, ...facts),
      row.evidence ? h("blockquote", {}, evidence(row.evidence.pieces)) : null,
      h("p", { class: "sources" },
        row.evidence ? h("span", {}, words(row.evidence.source), `, ${days(row.evidence.published, row.evidence.published)}`) : null,
        h("span", {}, sources(row)),
        h("span", { title: "how sure, calibrated: of events at 80 %, about 80 of 100 are right" }, `${Math.round(row.confidence * 100)} % sure`)),
      this.more,
    );
  }

  tick(now: number): void {
    this.age.textContent = ago(this.row.at, now);
  }

  focus(): void {
    this.button.focus();
  }

  toggle(): void {
    this.open = !this.open;
    this.button.setAttribute("aria-expanded", String(this.open));
    this.root.toggleAttribute("data-open", this.open);
    this.more.hidden = !this.open;
    if (this.open && !this.more.hasChildNodes()) void this.load();
    this.opened();
  }

  private async load(): Promise<void> {
    this.more.replaceChildren(h("p", { class: "muted" }, "Loading…"));
    try {
      const answer = await fetch(`/api/events/${encodeURIComponent(this.row.id)}`);
      if (!answer.ok) throw new Error(answer.status === 404 ? "this event has left the page’s window; dateline event show has it" : `the server says ${answer.status}`);
      this.more.replaceChildren(...whole((await answer.json()) as Whole));
    } catch (error) {
      this.more.replaceChildren(h("p", { class: "muted" }, `Not to be had now: ${error instanceof Error ? error.message : "no answer"}.`));
    }
  }
}

function whole(event: Whole): HTMLElement[] {
  const listed = event.tellings.map((telling) =>
    h("li", {}, h("blockquote", {}, evidence(telling.pieces)),
      h("ul", { class: "printed" }, telling.count > 1 ? h("li", { class: "times" }, `${plural(telling.count, "time")}:`) : null,
        ...telling.sources.map(({ source, article, url, published, count }) => h("li", { title: `${article}, ${days(published, published)}` },
          url ? h("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, words(source)) : words(source),
          count > 1 ? ` ×${count}` : "",
          telling.count === 1 ? h("span", {}, `, ${days(published, published)}, `, words(article)) : null)))),
  );
  const left = event.mention_count - event.tellings.reduce((sum, telling) => sum + telling.count, 0);
  const rows: [string, (Node | string)[]][] = [];
  const row = (name: string, ...value: (Node | string)[]): void => void rows.push([name, value]);
  if (event.actors.length) row("Actors", parties(event.actors));
  if (event.recipients.length) row("Recipients", parties(event.recipients));
  if (event.when) row("Date", days(event.when.start, event.when.end), h("span", { class: "muted" }, ` ${event.when.basis}${event.when.text ? ": " : ""}`), event.when.text ? words(`“${event.when.text}”`) : "");
  if (event.where_reason) row("Place", h("span", { class: "muted" }, "none: "), words(plain(event.where_reason)));
  for (const claim of event.casualties) row("Casualties", claim.claim, claim.victims ? words(` (${claim.victims})`) : "", claim.by ? words(`, says ${claim.by}`) : "",
    claim.at || claim.latest ? h("span", { class: "muted" }, [claim.at ? ` ${days(claim.at, claim.at)}` : "", claim.latest ? "the newest count" : ""].filter(Boolean).join(" · ")) : "");
  for (const quantity of event.quantities) row("Quantity", words(quantity.text));
  if (event.contexts.length) row("Contexts", event.contexts.map(plain).join(", "));
  const codes = Object.entries(event.codes).filter(([, value]) => value).map(([name, value]) => `${plain(name)} ${value}`);
  row("Codes", [`intensity ${event.intensity}`, ...codes].join(" · "));
  row("Sure of", Object.entries(event.confidence_by_field).map(([name, value]) => `${name} ${Math.round(value * 100)} %`).join(" · "));
  row("Made by", `dateline ${event.provenance["dateline"]}, model ${event.provenance["model"]}`);
  row("Id", command(`dateline event show ${event.id}`));
  return [
    h("h4", {}, event.mention_count > 1 ? `Told ${event.mention_count.toLocaleString("en")} times, in ${plural(event.tellings.length, "wording")}` : "Where it is told"),
    h("ul", { class: "legend", "aria-label": "What is marked" }, ...["trigger", "actor", "recipient", "place", "time", "toll"].map((kind) => h("li", {}, h("mark", { "data-kind": kind }, kind === "toll" ? "casualties" : kind)))),
    h("ol", { class: "mentions" }, ...listed),
    left > 0 ? h("p", { class: "muted small" }, `and ${plural(left, "telling")} more`) : h("span"),
    h("dl", { class: "fields" }, ...rows.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, ...value)))),
  ];
}
