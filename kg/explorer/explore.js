// Links between pages change the address and let Streamlit draw the page, without loading everything anew.
if (!window.kgExplorer) {
  window.kgExplorer = true;
  const follow = (href) => {
    window.history.pushState({}, "", href);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    document.querySelector("section.main, [data-testid=stMain]")?.scrollTo(0, 0);
  };
  document.addEventListener("click", (event) => {
    const target = event.target;
    if (!(target instanceof Element)) return;
    if (target.closest("[data-kg-print]")) { window.print(); return; }
    const link = target.closest("a.kg");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    follow(link.getAttribute("href"));
  });
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
  // and its upload field calls itself a presentation though it has a name
  new MutationObserver(() => {
    document.querySelectorAll("[data-testid=stFileUploaderDropzone][role=presentation]")
      .forEach((field) => field.setAttribute("role", "group"));
    document.querySelectorAll("[aria-label]").forEach((part) =>
      inOurWords(part, part.getAttribute("aria-label"), (words) => part.setAttribute("aria-label", words)));
    document.querySelectorAll("[data-testid=stFileUploaderDropzone], [role=listbox], [data-baseweb=popover]")
      .forEach((field) => {
        const walk = document.createTreeWalker(field, NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) {
          const node = walk.currentNode;
          inOurWords(node, node.nodeValue, (words) => { node.nodeValue = words; });
        }
      });
  }).observe(document.body, { childList: true, subtree: true });
  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (event.key !== "Enter" || !(target instanceof HTMLInputElement) || !target.value.trim()) return;
    const box = target.closest(".st-key-question-live");
    const form = box && document.querySelector("[data-kg-ask]");
    if (!form) return;
    event.preventDefault();
    event.stopPropagation();
    const url = new URL(form.getAttribute("href"), window.location.origin);
    url.searchParams.set("q", target.value.trim());
    follow(url.pathname + url.search);
  }, true);
}
