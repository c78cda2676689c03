// Puts an SVG in the page; its groups become links that Tab reaches and Enter follows; saves it as PNG.
const follow = (href) => {
  window.history.pushState({}, "", href);
  window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
};

const said = (group) => {
  const title = group.querySelector("title");
  const parts = title ? [title] : [...group.querySelectorAll("text")];
  return parts.map((part) => part.textContent).join(" ").trim().replace(/\s+/g, " ");
};

const link = (group, href) => {
  if (!group || !href) return;
  group.setAttribute("tabindex", "0");
  group.setAttribute("role", "link");
  group.setAttribute("data-href", href);
  group.setAttribute("aria-label", said(group));
  group.addEventListener("click", () => follow(href));
  group.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); follow(href); }
  });
};

const take = (href, name) => {
  const anchor = document.createElement("a");
  anchor.download = name;
  anchor.href = href;
  anchor.click();
};

const address = (svg) => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;

const SAVES = {
  svg: (svg, file) => take(address(svg), `${file}.svg`),
  png: (svg, file) => {
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = 2 * image.width;
      canvas.height = 2 * image.height;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      take(canvas.toDataURL("image/png"), `${file}.png`);
    };
    image.src = address(svg);
  },
};

export default function (component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector(".kg-picture");
  const drawn = data.svg + JSON.stringify(data.nodes);
  if (root.dataset.drawn === drawn) return;
  root.dataset.drawn = drawn;
  root.replaceChildren();
  const canvas = document.createElement("div");
  canvas.className = data.fit ? "kg-canvas fit" : "kg-canvas";
  canvas.innerHTML = data.svg;
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "region");
  canvas.setAttribute("aria-label", data.label);
  const picture = canvas.querySelector("svg");
  // a picture wider than the page shrinks while its words stay readable, then scrolls
  picture.style.height = "auto";
  picture.style.maxWidth = data.fit ? "100%" : "none";
  if (!data.fit) picture.style.width = `min(${picture.getAttribute("width")}px, max(100%, ${0.72 * Number(picture.getAttribute("width"))}px))`;
  if (Object.keys(data.nodes).length) picture.setAttribute("role", "group");
  canvas.querySelectorAll("g[data-iri]").forEach((group) => link(group, data.nodes[group.dataset.iri]));
  const buttons = Object.entries(data.saves).map(([kind, words]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    button.addEventListener("click", () => SAVES[kind](data.svg, data.file));
    return button;
  });
  root.append(canvas, ...buttons);
}
