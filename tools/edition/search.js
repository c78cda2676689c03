// The search page of the static edition: the words typed, looked for in the index that lies beside the page.
import MiniSearch from "minisearch";

const MOST = 60;
const SHORTEST = 4;

// a compound word is found by its later parts too: «turvallisuussuunnitelma» by «suunnitelma»
function endings(term) {
  const word = term.toLowerCase();
  if (word.length < 2 * SHORTEST) return word;
  const found = [word];
  for (let i = SHORTEST; i <= word.length - SHORTEST; i++) found.push(word.slice(i));
  return found;
}

function indexed(rows) {
  const index = new MiniSearch({
    fields: ["title", "names", "text"],
    storeFields: ["title", "kind", "path", "text"],
    processTerm: (term, field) => (field === "text" ? term.toLowerCase() : endings(term)),
    searchOptions: {
      processTerm: (term) => term.toLowerCase(),
      prefix: true,
      fuzzy: (term) => (term.length > 5 ? 0.2 : false),
      combineWith: "AND",
      boost: { title: 4, names: 3 },
    },
  });
  index.addAll(rows.map(([title, kind, path, names, text], id) => ({ id, title, kind, path, names, text })));
  return index;
}

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function show(list, found) {
  list.replaceChildren(
    ...found.slice(0, MOST).map(({ title, kind, path, text }) => {
      const item = document.createElement("li");
      item.append(element("a", title, { href: path }), " ", element("span", kind, { class: "note" }));
      if (text) item.append(element("p", text, { class: "words", lang: "fi" }));
      return item;
    }),
  );
}

const list = document.getElementById("found");
const state = document.getElementById("found-state");
const box = document.getElementById("words");
const index = indexed(window.vastuuverkko);

function search() {
  const words = box.value.trim();
  const found = words ? index.search(words) : [];
  show(list, found);
  state.textContent = words ? (found.length ? `${state.dataset.found} ${found.length}` : state.dataset.none) : "";
}

let waiting = 0;
box.value = new URLSearchParams(window.location.search).get("q") ?? "";
box.form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
box.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, 150);
});
search();
