/** Dead letters: how many of each reason, the command that sends them round again, and the newest ones. */
import { byId, h, words } from "./dom";
import { ago, count, plain } from "./format";
import type { Letter, Letters } from "./types";

const SHOWN = 8;

/** Copies a command; where the browser does not allow it, selects the text to be copied by hand. */
export function command(text: string): HTMLElement {
  const code = h("code", {}, text);
  const button = h("button", { type: "button", class: "copy", "aria-label": `Copy: ${text}` }, "Copy");
  button.addEventListener("click", () => {
    const done = (said: string): void => {
      button.textContent = said;
      setTimeout(() => (button.textContent = "Copy"), 1500);
    };
    const select = (): void => {
      getSelection()?.selectAllChildren(code);
      done("Selected");
    };
    navigator.clipboard?.writeText(text).then(() => done("Copied"), select) ?? select();
  });
  return h("span", { class: "command" }, code, button);
}

export function showLetters(letters: Letters): void {
  const root = byId("letters");
  byId("letters-note").textContent = letters.kept === 0 ? "none" : `newest ${count(letters.kept)}`;
  if (letters.kept === 0) {
    root.replaceChildren(h("p", { class: "empty" }, "No record was refused. One that can’t be processed comes here with its bytes intact and the reason."));
    return;
  }
  const reasons = letters.by_reason.map(({ stage, reason, count: number }) =>
    h("li", {}, h("span", { class: "reason-count" }, count(number)),
      h("span", { class: "reason" }, h("b", {}, reason ? plain(reason) : "unknown reason"), stage ? ` in ${stage}` : ""),
      reason ? command(`dateline dlq redrive --where reason=${reason}`) : h("span", { class: "muted" }, "not one of ours: dateline dlq list")),
  );
  const newest = letters.newest.slice(0, SHOWN).map(letter);
  root.replaceChildren(h("ul", { class: "reasons" }, ...reasons), h("h3", { class: "quiet" }, "Newest"), h("ul", { class: "letters" }, ...newest),
    letters.kept > newest.length ? h("p", { class: "muted small" }, `and ${count(letters.kept - newest.length)} more: `, command("dateline dlq list")) : "");
}

function letter(said: Letter): HTMLElement {
  return h(
    "li",
    {},
    h("p", { class: "letter-head" }, h("b", {}, said.reason ? plain(said.reason) : "unknown reason"), " ",
      words(said.key || "no key", { class: "key" }), h("span", { class: "muted" }, ago(said.at, Date.now()))),
    h("p", { class: "message" }, words(said.error ? `${said.error}: ${said.message}` : said.message || "no message")),
    h("p", { class: "muted small" }, words(said.origin), ` · ${count(said.bytes)} bytes · `, words(said.excerpt || "empty", { class: "excerpt" })),
  );
}
