// A web of things and the ties between them as a picture that one may pull: laid out by dagre, fitted to the width,
// top-down on a phone. Every box and arrow is also a link that Tab reaches; it lights up in the picture meanwhile.
import cytoscape from "cytoscape";
import dagre from "cytoscape-dagre";

cytoscape.use(dagre);

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const NARROW = 640;
const WIDTH = 168;

const style = () => [
  { selector: "node", style: {
    shape: "round-rectangle", width: WIDTH, height: (n) => 22 + 15 * Math.ceil(n.data("label").length / 21),
    label: "data(label)", "text-wrap": "wrap", "text-max-width": WIDTH - 16, "text-valign": "center", "font-size": 12,
    "font-family": "Source Sans, sans-serif", color: colour("--ink"), "background-color": colour("--paper"),
    "border-width": 1, "border-color": colour("--edge") } },
  { selector: "node.main", style: { "border-width": 3, "border-color": colour("--main"), "background-color": colour("--said") } },
  { selector: "node.gone", style: { "border-style": "dashed", color: colour("--soft") } },
  { selector: "edge", style: {
    width: 1.5, "curve-style": "bezier", "target-arrow-shape": "triangle", "arrow-scale": 1.1, label: "data(label)",
    "font-size": 11, "font-family": "Source Sans, sans-serif", color: colour("--soft"), "text-wrap": "wrap", "text-max-width": 120,
    "text-background-color": colour("--paper"), "text-background-opacity": 0.9, "text-background-padding": 2,
    "line-color": colour("--edge"), "target-arrow-color": colour("--edge") } },
  { selector: "edge.main", style: {
    width: 3, "line-color": colour("--main"), "target-arrow-color": colour("--main"), color: colour("--ink") } },
  { selector: "edge.back", style: { "source-arrow-shape": "triangle", "target-arrow-shape": "none", "source-arrow-color": colour("--edge") } },
  { selector: "edge.back.main", style: { "source-arrow-color": colour("--main") } },
  { selector: "edge.plain", style: { "target-arrow-shape": "none" } },
  { selector: "edge.implied", style: { "line-style": "dashed" } },
  { selector: "edge.outside-knowledge", style: { "line-style": "dotted" } },
  { selector: "edge.missing-link", style: { "line-style": "dashed", "line-color": colour("--bad"), "target-arrow-color": colour("--bad") } },
  { selector: ".lit", style: { "border-width": 5, "border-color": colour("--warn"), "line-color": colour("--warn"),
    "target-arrow-color": colour("--warn"), width: (e) => (e.isNode() ? WIDTH : 5) } },
];

const button = (words, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
};

const xml = (text) => text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

// words onto lines of about as many letters as the picture shows
const lines = (words, most) => words.split(/\s+/).reduce((found, word) => {
  const last = found[found.length - 1];
  if (last !== undefined && `${last} ${word}`.length <= most) found[found.length - 1] = `${last} ${word}`;
  else found.push(word);
  return found;
}, []);

const spoken = (words, most, x, y, size, colour, halo) => lines(words, most).map((line, n, all) =>
  `<text x="${x}" y="${y + (n - (all.length - 1) / 2) * (size + 3) + size / 3}" font-size="${size}" text-anchor="middle" fill="${colour}"`
  + `${halo ? ` stroke="${halo}" stroke-width="3" paint-order="stroke"` : ""}>${xml(line)}</text>`).join("");

const DASHES = { dashed: "7 4", dotted: "2 4", solid: "none" };

// the picture as it stands, pulled or not, as SVG: boxes, ties from border to border, words
const svg = (cy, title) => {
  const { x1, y1, w, h } = cy.elements().boundingBox();
  const ties = cy.edges().map((tie) => {
    const [a, b, m] = [tie.sourceEndpoint(), tie.targetEndpoint(), tie.midpoint()];
    const head = ["source", "target"].map((end) =>
      tie.style(`${end}-arrow-shape`) === "none" ? "" : ` marker-${end === "source" ? "start" : "end"}="url(#head)"`).join("");
    return `<path d="M${a.x},${a.y} Q${2 * m.x - (a.x + b.x) / 2},${2 * m.y - (a.y + b.y) / 2} ${b.x},${b.y}" fill="none" stroke="${tie.style("line-color")}"`
      + ` stroke-width="${tie.style("width")}" stroke-dasharray="${DASHES[tie.style("line-style")]}"${head}/>`
      + spoken(tie.data("label"), 22, m.x, m.y, 11, tie.style("color"), colour("--paper"));
  });
  const boxes = cy.nodes().map((node) => {
    const { x, y } = node.position();
    return `<rect x="${x - node.width() / 2}" y="${y - node.height() / 2}" width="${node.width()}" height="${node.height()}" rx="6" fill="${node.style("background-color")}"`
      + ` stroke="${node.style("border-color")}" stroke-width="${node.style("border-width")}" stroke-dasharray="${DASHES[node.style("border-style")]}"/>`
      + spoken(node.data("label"), 24, x, y, 12, node.style("color"));
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${x1 - 12} ${y1 - 12} ${w + 24} ${h + 24}" width="${w + 24}" height="${h + 24}" role="img" font-family="sans-serif">`
    + `<title>${xml(title)}</title><defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse">`
    + `<path d="M0,0 L10,5 L0,10 z" fill="context-stroke"/></marker></defs><rect x="${x1 - 12}" y="${y1 - 12}" width="100%" height="100%" fill="${colour("--paper")}"/>`
    + `${ties.join("")}${boxes.join("")}</svg>`;
};

const links = (cy, data) => {
  const list = document.createElement("ul");
  list.className = "kg-web-links";
  for (const part of cy.elements().toArray()) {
    const href = part.data("href");
    if (!href) continue;
    const anchor = document.createElement("a");
    anchor.className = "kg";
    anchor.href = href;
    const ends = part.isNode() ? [] : [part.source().data("label"), part.target().data("label")];
    if (part.hasClass("back")) ends.reverse();
    anchor.textContent = part.isNode() ? part.data("label") : `${ends[0]} – ${part.data("label")} – ${ends[1]}`;
    anchor.addEventListener("focus", () => part.addClass("lit"));
    anchor.addEventListener("blur", () => part.removeClass("lit"));
    const item = document.createElement("li");
    item.append(anchor);
    list.append(item);
  }
  return list;
};

export const draw = (root, data) => {
  const canvas = document.createElement("div");
  canvas.className = "kg-web-canvas";
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", data.label);
  const tools = document.createElement("div");
  tools.className = "kg-web-tools kg-noprint";
  root.replaceChildren(canvas);
  const narrow = root.clientWidth < NARROW;
  // a phone shows the way that matters; the text below tells the others
  const few = narrow && data.nodes.some((n) => n.classes.includes("main")) && data.edges.some((e) => e.classes.includes("main"));
  const shown = (parts) => (few ? parts.filter((part) => part.classes.includes("main")) : parts);
  const cy = cytoscape({
    container: canvas,
    elements: [...shown(data.nodes).map((n) => ({ data: n, classes: n.classes })),
      ...shown(data.edges).map((e, i) => ({ data: { id: `e${i}`, ...e }, classes: e.classes }))],
    style: style(),
    userZoomingEnabled: false,
    userPanningEnabled: !window.matchMedia("(pointer: coarse)").matches,
    boxSelectionEnabled: false,
    minZoom: 0.2,
    maxZoom: 3,
  });
  const highest = narrow ? 1400 : 1500;
  const scaled = () => {
    const { w, h } = cy.elements().boundingBox();
    return { h, scale: Math.min(1, (root.clientWidth - 24) / w, highest / h) };
  };
  const layered = (rankDir) => {
    cy.elements().layout({ name: "dagre", rankDir, nodeSep: 10, rankSep: rankDir === "TB" ? 62 : 110, fit: false, animate: false }).run();
    return scaled();
  };
  const organic = () => {
    cy.elements().layout({ name: "cose", animate: false, fit: false, randomize: false, nodeRepulsion: () => 16000, idealEdgeLength: () => 60,
      nodeDimensionsIncludeLabels: true }).run();
    return scaled();
  };
  // top-down on a phone and wherever words would shrink less that way
  const directed = () => {
    if (narrow) return layered("TB");
    const down = layered("TB");
    const across = layered("LR");
    return across.scale >= Math.min(down.scale, 0.8) ? across : layered("TB");
  };
  const { h, scale } = data.organic ? organic() : directed();
  // as high as the picture needs at this width, within reason
  canvas.style.height = `${Math.max(h * scale + 30, 160)}px`;
  cy.resize();
  const fit = () => { cy.fit(undefined, 12); if (cy.zoom() > 1) { cy.zoom(1); cy.center(); } };
  fit();
  cy.on("tap", "node, edge", (event) => { const href = event.target.data("href"); if (href) window.kgFollow(href); });
  cy.on("mouseover", "node, edge", (event) => {
    event.target.addClass("lit");
    canvas.style.cursor = event.target.data("href") ? "pointer" : "";
  });
  cy.on("mouseout", "node, edge", (event) => { event.target.removeClass("lit"); canvas.style.cursor = ""; });
  canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    cy.zoom({ level: cy.zoom() * (event.deltaY < 0 ? 1.15 : 0.87), renderedPosition: { x: event.offsetX, y: event.offsetY } });
  }, { passive: false });
  const nearer = (by) => () => cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  const take = (ending, href) => {
    const anchor = document.createElement("a");
    anchor.download = `${data.file}.${ending}`;
    anchor.href = href;
    anchor.click();
  };
  const png = () => take("png", cy.png({ full: true, scale: 2, bg: colour("--paper") }));
  const vector = () => take("svg", `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg(cy, data.label))}`);
  tools.append(button(data.words.nearer, nearer(1.3)), button(data.words.farther, nearer(0.77)), button(data.words.fit, fit),
    button(data.words.svg, vector), button(data.words.save, png));
  root.append(tools, links(cy, data));
  root.dataset.drawn = `${cy.nodes().length}`;
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(style()));
  new ResizeObserver(() => { cy.resize(); fit(); }).observe(root);
};
