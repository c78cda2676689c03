// Links between pages change the address and let Streamlit draw the page, without loading everything anew; after each
// step the focus goes to what is new and a listener hears what it is.
if (!window.kgExplorer) {
  window.kgExplorer = true;
  const one = (selector) => document.querySelector(selector);
  const follow = (href) => {
    window.history.pushState({}, "", href);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    closeMenu();
  };
  window.kgFollow = follow;

  // on a phone the menu lies over the page
  const closeMenu = () => {
    const open = one("[data-testid=stSidebar][data-collapsed=false]");
    if (open && window.innerWidth < 768) one("[data-testid=stSidebarCollapseButton] button")?.click();
  };

  // what is new: a part that the visitor opened, else the first heading
  let moved = false, heard = "";
  window.addEventListener("popstate", () => { moved = true; });
  const say = (words) => {
    let voice = one("#kg-heard");
    if (!voice) {
      voice = document.createElement("div");
      voice.id = "kg-heard";
      voice.className = "kg-heard";
      voice.setAttribute("role", "status");
      document.body.append(voice);
    }
    voice.textContent = words;
  };
  const settle = () => {
    const title = one("h1");
    if (!title) return;
    const words = [title.textContent, ...[...document.querySelectorAll("[data-kg-said]")].map((part) => part.textContent)]
      .map((part) => part.trim().replace(/\s+/g, " ")).join(". ");
    if (moved) {
      const target = one("[data-kg-focus]") ?? title;
      target.tabIndex = -1;
      if (target === title) one("[data-testid=stMain]")?.scrollTo(0, 0);
      target.focus();
      target.scrollIntoView({ block: "nearest" });
    }
    if (heard && words !== heard) say(words);
    heard = words;
    moved = false;
  };
  const watch = () => {
    const app = one("[data-testid=stApp]");
    if (!app) { setTimeout(watch, 100); return; }
    let soon = 0;
    new MutationObserver(() => {
      clearTimeout(soon);
      if (app.getAttribute("data-test-script-state") === "notRunning") soon = setTimeout(settle, 80);
    }).observe(app, { attributes: true, attributeFilter: ["data-test-script-state"] });
    soon = setTimeout(settle, 200);
  };
  watch();

  document.addEventListener("click", (event) => {
    const target = event.target;
    if (!(target instanceof Element)) return;
    if (target.closest("[data-kg-print]")) { window.print(); return; }
    if (target.closest("[data-kg-search]")) { event.preventDefault(); quiet(() => ask(one(".st-key-question-live input"))); return; }
    if (target.closest(".kg-skip")) { event.preventDefault(); const title = one("h1"); title.tabIndex = -1; title.focus(); return; }
    const link = target.closest("a.kg");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    follow(link.getAttribute("href"));
  });

  // what was typed reaches the server first: a page that is still being drawn would take the place of the next one
  const quiet = (act) => {
    const look = () => (one("[data-testid=stApp]")?.getAttribute("data-test-script-state") === "notRunning" ? act() : setTimeout(look, 60));
    setTimeout(look, 450);
  };
  // the question box of the start page
  const ask = (box) => {
    const form = one("[data-kg-ask]");
    if (!form || !box?.value.trim()) { box?.focus(); return; }
    const url = new URL(form.getAttribute("href"), window.location.origin);
    url.searchParams.set("q", box.value.trim());
    follow(url.pathname + url.search);
  };
  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (event.key !== "Enter" || !(target instanceof HTMLInputElement) || !target.value.trim()) return;
    if (!target.closest(".st-key-question-live")) return;
    event.preventDefault();
    event.stopPropagation();
    ask(target);
  }, true);

  // Streamlit names its own buttons and fields in English only
  const given = new WeakMap();
  const spoken = (text) => {
    const [english, local] = Object.entries(window.kgWords ?? {}).find(([english]) =>
      english.endsWith(" ") ? text.startsWith(english) : text === english) ?? ["", ""];
    return local + text.slice(english.length);
  };
  const inOurWords = (part, text, say) => {
    const before = given.get(part);
    const english = before && before.local === text ? before.english : text;
    const local = spoken(english);
    given.set(part, { english, local });
    if (local !== text) say(local);
  };
  const ENGLISH = "[data-testid=stFileUploaderDropzone], [data-testid=stFileUploader], [role=listbox], [data-baseweb=popover], [data-testid=stSkipLink], a[href^='#']";
  // and its upload field calls itself a presentation though it has a name
  new MutationObserver(() => {
    // a text that is drawn shows the sentence that was asked for
    document.querySelectorAll(".kg-text:not([data-kg-placed])").forEach((text) => {
      text.dataset.kgPlaced = "";
      const marked = text.querySelector("[aria-current]");
      if (marked) text.scrollTop = marked.offsetTop - text.clientHeight / 3;
    });
    document.querySelectorAll("[data-testid=stFileUploaderDropzone][role=presentation]")
      .forEach((field) => field.setAttribute("role", "group"));
    document.querySelectorAll("[aria-label]").forEach((part) =>
      inOurWords(part, part.getAttribute("aria-label"), (words) => part.setAttribute("aria-label", words)));
    document.querySelectorAll(ENGLISH).forEach((field) => {
      const walk = document.createTreeWalker(field, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const node = walk.currentNode;
        inOurWords(node, node.nodeValue, (words) => { node.nodeValue = words; });
      }
    });
  }).observe(document.body, { childList: true, subtree: true });
}
