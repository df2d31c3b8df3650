/** The partition map: one row a stage, one cell a partition, darker the further behind. */
import { byId, h } from "./dom";
import { count, span } from "./format";
import type { Status } from "./types";

/** 0 at the end, 1 a little behind … 4 minutes behind; by seconds, or by messages where seconds are unknown. */
function depth(messages: number | null, seconds: number | null): string {
  if (messages === null) return "unknown";
  if (messages === 0) return "0";
  if (seconds === null) return "1";
  return seconds < 2 ? "1" : seconds < 15 ? "2" : seconds < 60 ? "3" : "4";
}

let drawn = "";

export function showPartitions(status: Status): void {
  const stages = status.stages.filter((stage) => stage.partitions.length > 0);
  const now = JSON.stringify(stages.map((stage) => stage.partitions));
  if (now === drawn) return;
  drawn = now;
  const most = Math.max(0, ...stages.map((stage) => stage.partitions.length));
  const table = byId("partitions");
  table.style.minWidth = `${58 + most * 21}px`;
  const numbers = Array.from({ length: most }, (_, number) => h("th", { scope: "col" }, String(number)));
  const rows = stages.map((stage) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, stage.name),
      ...stage.partitions.map(([partition, end, messages, seconds]) => {
        const behind = messages === null ? "nothing committed yet" : messages === 0 ? "at the end" : `${count(messages)} behind, ${span(seconds).join(" ")}`;
        const title = `${stage.topic} ${partition}: ${behind} · end ${count(end)}`;
        return h("td", { "data-depth": depth(messages, seconds), title }, messages === null ? "·" : messages === 0 ? "0" : short(messages));
      }),
    ),
  );
  table.replaceChildren(h("thead", {}, h("tr", {}, h("td"), ...numbers)), h("tbody", {}, ...rows));
  const behind = stages.flatMap((stage) => stage.partitions).filter(([, , messages]) => (messages ?? 0) > 0).length;
  byId("partitions-note").textContent = stages.length === 0 ? "unknown" : behind === 0 ? "all at the end" : `${behind} of ${most * stages.length} behind`;
}

function short(number: number): string {
  return number < 1000 ? String(number) : number < 10_000 ? `${(number / 1000).toFixed(1)}k` : `${Math.round(number / 1000)}k`;
}
