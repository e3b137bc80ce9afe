// A field that leads to a record: what is typed is looked for by name, and the browser's own list offers what was found.
const WAIT = 250;
let number = 0;

function offer(field) {
  const list = document.createElement("datalist");
  list.id = `records-${(number += 1)}`;
  field.after(list);
  field.setAttribute("list", list.id);
  let timer, asked = "";
  field.addEventListener("input", () => {
    clearTimeout(timer);
    const words = field.value.trim();
    if (words.length < 2 || words.startsWith("/") || words.includes("://")) return;
    timer = setTimeout(async () => {
      asked = words;
      const answer = await fetch(`${field.dataset.portalRecord}?q=${encodeURIComponent(words)}`, { headers: { Accept: "application/json" } });
      if (!answer.ok || asked !== words) return;
      const { results } = await answer.json();
      list.replaceChildren(...results.map(({ href, name, kind }) => {
        const option = document.createElement("option");
        option.value = href.replace(/^\[\[ref:|\]\]$/g, "");
        option.label = `${name} – ${kind}`;
        return option;
      }));
    }, WAIT);
  });
}

document.querySelectorAll("[data-portal-record]").forEach((field) => { if (!field.name.includes("__prefix__")) offer(field); });
document.addEventListener("formset:added", ({ target }) => target.querySelectorAll("[data-portal-record]").forEach(offer));
