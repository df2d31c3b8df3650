// Builds the page into ../static: one script, one style sheet, four font files, the licences of all that is in them,
// and build.json, which says by hashes what was built from what (tests/web/test_bundle.py reads it without Node).
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { world } from "./world.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "..", "static");
const modules = join(here, "node_modules");
const fonts = {
  "inter-latin.woff2": "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  "inter-latin-ext.woff2": "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2",
  "serif-latin.woff2": "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2",
  "serif-latin-ext.woff2": "@fontsource-variable/source-serif-4/files/source-serif-4-latin-ext-wght-normal.woff2",
};
const licences = {
  "Inter (typeface)": "@fontsource-variable/inter/LICENSE",
  "Source Serif 4 (typeface)": "@fontsource-variable/source-serif-4/LICENSE",
  "world-atlas (outline of land and borders, made from Natural Earth, which is in the public domain)": "world-atlas/LICENSE",
  "d3-geo (formula of the Equal Earth projection)": "d3-geo/LICENSE",
};

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
await build({
  entryPoints: { page: join(here, "src/main.ts"), theme: join(here, "src/theme.ts"), style: join(here, "src/style.css") },
  outdir: out,
  bundle: true,
  minify: true,
  charset: "utf8",
  format: "iife",
  target: ["es2022"],
  legalComments: "none",
  external: ["*.woff2"],
  plugins: [
    {
      name: "world",
      setup(builder) {
        builder.onResolve({ filter: /^world$/ }, () => ({ path: "world", namespace: "world" }));
        builder.onLoad({ filter: /.*/, namespace: "world" }, () => ({ contents: JSON.stringify(world()), loader: "json" }));
      },
    },
  ],
});
writeFileSync(join(out, "index.html"), readFileSync(join(here, "src/index.html"), "utf8").replace(/^\s+/gm, ""));
writeFileSync(join(out, "icon.svg"), readFileSync(join(here, "src/icon.svg")));
for (const [name, path] of Object.entries(fonts)) writeFileSync(join(out, name), readFileSync(join(modules, path)));
writeFileSync(
  join(out, "LICENCES.txt"),
  Object.entries(licences)
    .map(([name, path]) => `${name}\n${"=".repeat(60)}\n${readFileSync(join(modules, path), "utf8").trim()}\n`)
    .join("\n"),
);

const hash = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");
const sources = [
  "build.mjs", "package.json", "world.mjs",
  ...readdirSync(join(here, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(here.length + 1)),
].sort();
const table = (names, folder) => Object.fromEntries(names.map((name) => [name, hash(join(folder, name))]));
writeFileSync(
  join(out, "build.json"),
  JSON.stringify({ sources: table(sources, here), outputs: table(readdirSync(out).sort(), out) }, null, 1) + "\n",
);
