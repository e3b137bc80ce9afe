// The header's icon opens the search box in place; without this script it leads to the search page.
for (const link of document.querySelectorAll("[data-portal-search-open]")) {
  const panel = document.getElementById(link.dataset.portalSearchOpen);
  const set = (isOpen) => {
    panel.hidden = !isOpen;
    link.setAttribute("aria-expanded", isOpen);
    (isOpen ? panel.querySelector("input") : link).focus();
  };
  link.setAttribute("role", "button");
  link.setAttribute("aria-expanded", false);
  link.setAttribute("aria-controls", panel.id);
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return; // a new window, as the reader wishes
    event.preventDefault();
    set(panel.hidden);
  });
  link.addEventListener("keydown", (event) => {
    if (event.key !== " ") return; // what bears the role of a button obeys the space bar
    event.preventDefault();
    set(panel.hidden);
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault(); // the browser would empty the field
    set(false);
  });
}

// Names as the reader types, as links under the box. Without this script the box sends its question all the same.
const PAUSE = 150; // milliseconds without a key before asking
const SHORTEST = 2;

for (const form of document.querySelectorAll("[data-portal-suggest]")) {
  const input = form.querySelector("input");
  const status = Object.assign(document.createElement("p"), { className: "unseen" });
  status.setAttribute("role", "status");
  form.append(status);
  let list, waiting, asked;

  const close = () => {
    const gone = list;
    list = undefined; // first: removing what has the focus calls this again
    gone?.remove();
    status.textContent = "";
  };

  const show = (suggestions) => {
    close();
    if (!suggestions.length) return;
    list = Object.assign(document.createElement("ul"), { className: "suggestions" });
    for (const { words, kind, address, language } of suggestions) {
      const link = Object.assign(document.createElement("a"), { href: address });
      const name = Object.assign(document.createElement("span"), { textContent: words, lang: language });
      const what = Object.assign(document.createElement("span"), { textContent: kind, className: "suggestion-kind" });
      link.append(name, what);
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    form.append(list);
    status.textContent = `${form.dataset.portalSuggestWords} ${suggestions.length}`;
  };

  const ask = async () => {
    asked?.abort();
    const words = input.value.trim();
    if (words.length < SHORTEST) return close();
    asked = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.portalSuggest}?q=${encodeURIComponent(words)}`, { signal: asked.signal });
      if (answer.ok) show((await answer.json()).suggestions);
    } catch { /* overtaken by the next key, or the network is away: the box still sends */ }
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && list) {
      event.preventDefault(); // the list alone closes: what it stands in stays open
      input.focus();
      close();
    }
    if (!list || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    const stops = [input, ...list.querySelectorAll("a")];
    const step = event.key === "ArrowDown" ? 1 : stops.length - 1;
    event.preventDefault();
    stops[(stops.indexOf(document.activeElement) + step) % stops.length].focus();
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
}
