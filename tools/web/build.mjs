// Bundles web.js with its libraries into kg/explorer/static/web.js; the first line says what it was built from.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const here = new URL(".", import.meta.url).pathname;
const hash = createHash("sha256");
for (const name of ["web.js", "package.json"]) hash.update(readFileSync(here + name));
const licences = "cytoscape, cytoscape-dagre, dagre, graphlib, lodash: MIT licence, see web.LICENSES.txt";
const { outputFiles } = await build({
  entryPoints: [here + "web.js"],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2020",
  legalComments: "none",
  write: false,
});
const head = `/*! built from ${hash.digest("hex")}; ${licences} */\n`;
writeFileSync(here + "../../kg/explorer/static/web.js", head + outputFiles[0].text);
const libraries = ["cytoscape", "cytoscape-dagre", "dagre", "graphlib", "lodash"];
const licence = (name) => `${name}\n\n${readFileSync(`${here}node_modules/${name}/LICENSE`, "utf-8").trim()}\n`;
writeFileSync(here + "../../kg/explorer/static/web.LICENSES.txt", libraries.map(licence).join("\n----\n\n"));
