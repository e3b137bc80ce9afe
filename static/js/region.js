// Lists by region put the reader's own first, if one was chosen in the reading settings (reading.js keeps it), and say so.
const chooser = () => document.querySelector("[data-portal-reading] [name=region]");

function arrange(list, code, name) {
  list.own ??= [...list.querySelectorAll("[data-portal-region]")];
  const first = list.own.filter((part) => part.dataset.portalRegion === code);
  const said = list.querySelector("[data-portal-region-first]");
  const whole = list.own[0]?.parentElement ?? list, head = whole.querySelector(":scope > thead") ?? said; // of a table: its groups
  list.order ??= [...whole.children].filter((part) => part !== said && part !== head);
  const rest = list.order.filter((part) => !first.includes(part));
  if (code || list.moved) head.after(...first, ...rest);
  list.moved = Boolean(code);
  said.hidden = !first.length;
  said.querySelector("strong").textContent = first.length ? name : "";
}

function show() {
  const code = document.documentElement.dataset.region ?? "";
  const option = [...(chooser()?.options ?? [])].find(({ value }) => value === code);
  for (const list of document.querySelectorAll("[data-portal-regions]")) arrange(list, option ? code : "", option?.text ?? "");
}

document.addEventListener("htmx:afterSettle", show); // the list may be another one
addEventListener("change", ({ target }) => { if (target === chooser()) show(); });
show();
