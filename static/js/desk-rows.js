// At the desk, a record with many rows of one kind (thirty facts) shows their first lines; a click opens one. What has an
// error, or waits for a translation, is open. The browser's own search looks into what is folded.
const MANY = 3;

function fold(row) {
  const body = row.querySelector(":scope > fieldset");
  const label = row.querySelector(".inline_label");
  if (!body || !label) return;
  body.id ||= `${row.id}-row`;
  const button = Object.assign(document.createElement("button"), {type: "button", className: "desk-fold"});
  button.append(...[...label.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE));
  button.setAttribute("aria-controls", body.id);
  label.prepend(button);

  const open = (is) => {
    button.setAttribute("aria-expanded", String(is));
    if (is) body.removeAttribute("hidden");
    else body.setAttribute("hidden", "until-found");
  };
  open(Boolean(row.querySelector(".errorlist, .text-outdated, .text-missing")));
  button.addEventListener("click", () => open(button.getAttribute("aria-expanded") !== "true"));
  body.addEventListener("beforematch", () => open(true));
}

for (const group of document.querySelectorAll('.inline-group[data-inline-type="stacked"]')) {
  const rows = [...group.querySelectorAll(".inline-related.has_original")];
  if (rows.length > MANY) rows.forEach(fold);
}
