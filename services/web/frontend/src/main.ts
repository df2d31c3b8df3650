/** Puts the page together. */
import { Connection } from "./connection";
import { byId } from "./dom";
import { Feed } from "./feed";
import { Filters } from "./filters";
import { showLetters } from "./letters";
import { WorldMap } from "./map";
import { showNumbers } from "./numbers";
import { showPartitions } from "./partitions";
import { showPipeline } from "./pipeline";
import { State } from "./state";
import { Store } from "./store";
import { Timeline } from "./timeline";

const store = new Store();
const state = new State();
const filters = new Filters(store);
const map = new WorldMap(store, filters);
const feed = new Feed(store);
new Timeline(store);

new Connection({
  window: (rows) => store.reset(rows),
  events: (rows, leftOut) => {
    store.add(rows);
    feed.arrived(rows.length, leftOut);
  },
  status: (status) => {
    state.take(status);
    showNumbers(status);
    showPipeline(status);
    showPartitions(status);
  },
  letters: showLetters,
  connected: (up) => state.connection(up),
});

const THEMES = ["auto", "light", "dark"];
const themeButton = byId("theme-button");

function theme(): string {
  return document.documentElement.dataset["theme"] ?? "auto";
}

function nextTheme(): void {
  const next = THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length]!;
  if (next === "auto") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = next;
  try {
    localStorage.setItem("theme", next);
  } catch {
    // storage is forbidden: the choice lasts as long as the page
  }
  nameTheme();
  map.paint();
}

function nameTheme(): void {
  themeButton.textContent = { auto: "Theme: system", light: "Theme: light", dark: "Theme: dark" }[theme()] ?? "Theme";
}

nameTheme();
themeButton.addEventListener("click", nextTheme);
const keys = byId<HTMLDialogElement>("keys");
byId("keys-button").addEventListener("click", () => keys.showModal());

document.addEventListener("keydown", (event) => {
  const target = event.target as HTMLElement;
  if (event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
  if (target.matches("input, select, textarea")) {
    if (event.key === "Escape") target.blur();
    return;
  }
  const actions: Record<string, () => void> = {
    "/": () => filters.focus(),
    j: () => feed.move(1),
    k: () => feed.move(-1),
    p: () => feed.pause(),
    c: () => filters.reset(),
    t: nextTheme,
    "?": () => keys.showModal(),
  };
  const action = actions[event.key];
  if (action) {
    event.preventDefault();
    action();
  }
});
