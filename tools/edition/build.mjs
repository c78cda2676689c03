// Bundles search.js with MiniSearch into kg/present/edition/static/search.js; the first line says what it was built from.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const here = new URL(".", import.meta.url).pathname;
const target = here + "../../kg/present/edition/static/";
const hash = createHash("sha256");
for (const name of ["search.js", "package.json"]) hash.update(readFileSync(here + name));
const { outputFiles } = await build({
  entryPoints: [here + "search.js"],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  legalComments: "none",
  write: false,
});
const head = `/*! built from ${hash.digest("hex")}; minisearch: MIT licence, see search.LICENSES.txt */\n`;
writeFileSync(target + "search.js", head + outputFiles[0].text);
const licence = readFileSync(here + "node_modules/minisearch/LICENSE.txt", "utf-8").trim();
writeFileSync(target + "search.LICENSES.txt", `minisearch\n\n${licence}\n`);
