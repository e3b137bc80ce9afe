// Rows of a record are put in order by dragging, or by the keyboard; their numbers follow. Without this script, one types them.
const list = document.querySelector("[data-portal-row-words]");
const words = list && JSON.parse(list.dataset.portalRowWords);
const status = Object.assign(document.createElement("p"), { className: "desk-moved" });
status.setAttribute("role", "status");

const field = (row) => row.querySelector("input[name$='-order']");
const rowsOf = (group) => [...group.querySelectorAll(".inline-related:not(.tabular):not(.empty-form), tr.form-row:not(.empty-form)")].filter(field);
const nameOf = (row) => row.querySelector(".inline_label, td.original p")?.textContent.trim().replace(/\s+/g, " ") ?? "";

function number(group) {
  rowsOf(group).forEach((row, place) => { field(row).value = place + 1; });
  group.dispatchEvent(new Event("change", { bubbles: true }));
}

function moved(group, row, button) {
  number(group);
  const rows = rowsOf(group);
  status.textContent = words.moved.replace("{name}", nameOf(row)).replace("{place}", rows.indexOf(row) + 1).replace("{of}", rows.length);
  button?.focus();
}

function step(group, row, by, button) {
  const rows = rowsOf(group), other = rows[rows.indexOf(row) + by];
  if (!other) return;
  if (by < 0) other.before(row); else other.after(row);
  moved(group, row, button);
}

function button(sign, label, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "desk-step", textContent: sign, title: label });
  made.setAttribute("aria-label", label);
  made.addEventListener("click", () => act(made));
  return made;
}

let dragged = null;
function prepare(group, row) {
  const input = field(row);
  if (!input || input.disabled || row.querySelector(".desk-steps")) return;
  const own = input.closest(".form-row:not(tr), td");
  const steps = Object.assign(document.createElement("span"), { className: "desk-steps" });
  const name = nameOf(row);
  steps.append(
    Object.assign(document.createElement("span"), { className: "desk-grip", textContent: "⠿", draggable: true, title: words.drag, ariaHidden: "true" }),
    button("↑", words.up.replace("{name}", name), (made) => step(group, row, -1, made)),
    button("↓", words.down.replace("{name}", name), (made) => step(group, row, 1, made)),
  );
  if (own.tagName === "TD") {
    input.type = "hidden";
    own.append(steps);
  } else {
    own.hidden = true;
    row.querySelector(":scope > h3 .inline_label").after(steps);
  }
  steps.firstChild.addEventListener("dragstart", (event) => {
    dragged = row;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    event.dataTransfer.setDragImage(row, 10, 10);
  });
  row.addEventListener("dragover", (event) => {
    if (!dragged || dragged === row || !group.contains(dragged)) return;
    event.preventDefault();
    const { top, height } = row.getBoundingClientRect();
    if (event.clientY < top + height / 2) row.before(dragged); else row.after(dragged);
  });
  row.addEventListener("drop", (event) => { if (dragged) event.preventDefault(); });
  row.addEventListener("dragend", () => { dragged = null; });
  steps.firstChild.addEventListener("dragend", () => { if (dragged) moved(group, dragged); dragged = null; });
}

// A row that has just been filled in comes last; one that is left empty stays as it was, and is not sent.
function isFilled(row) {
  return [...row.querySelectorAll("textarea, input:not([type=hidden], [type=checkbox], [name$='-order'], [type=submit]), select.admin-autocomplete")].some((each) => each.value);
}

if (words) {
  for (const group of document.querySelectorAll(".inline-group")) {
    for (const row of rowsOf(group)) prepare(group, row);
    group.addEventListener("formset:added", (event) => prepare(group, event.target));
  }
  list.after(status);
  const form = list.closest("form");
  form?.addEventListener("submit", () => {
    for (const group of document.querySelectorAll(".inline-group")) {
      const rows = rowsOf(group), highest = Math.max(0, ...rows.map((row) => Number(field(row).value) || 0));
      const added = rows.filter((row) => !row.classList.contains("has_original") && isFilled(row) && Number(field(row).value) === 0);
      added.forEach((row, place) => { field(row).value = highest + place + 1; });
    }
  }, { capture: true });
}
