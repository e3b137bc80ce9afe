// Every field of a form says its label, also those that a program puts together: Select2 names its boxes by what is chosen in
// them alone, Django's day and hour of one moment stand beside words that are no labels, and the fields of a table have but
// the heads of their columns.
function headOf(field) {
  const cell = field.closest(".tabular tbody td");
  const head = cell?.closest("table").tHead.rows[0].cells[cell.cellIndex];
  if (head?.textContent.trim()) head.id ||= `head-${cell.closest(".inline-group").id}-${cell.cellIndex}`;
  return head?.id ? head : null;
}

function name(select) {
  const label = document.querySelector(`label[for="${select.id}"]`) ?? headOf(select);
  const box = select.nextElementSibling?.querySelector(".select2-selection");
  if (!label || !box) return;
  label.id ||= `label-${select.id}`;
  const chosen = select.multiple ? "" : ` select2-${select.id}-container`;
  box.setAttribute("aria-labelledby", label.id + chosen);
  for (const part of box.querySelectorAll(".select2-search__field, [role=textbox]")) part.setAttribute("aria-labelledby", label.id);
}

function nameMoment(row) {
  const label = row.querySelector("label, legend");
  for (const field of row.querySelectorAll(".datetime input")) {
    const own = field.previousSibling?.textContent?.trim() || "";
    if (label) field.setAttribute("aria-label", `${label.textContent.replace(/\s*:?\s*$/, "")} – ${own.replace(/\s*:$/, "")}`);
  }
}

function nameCell(field) {
  const head = headOf(field);
  if (head) field.setAttribute("aria-labelledby", head.id);
}

function nameAll(within) {
  within.querySelectorAll(".tabular :is(input:not([type=hidden]), select, textarea)").forEach(nameCell);
  within.querySelectorAll("select.admin-autocomplete").forEach(name);
  within.querySelectorAll(".form-row:has(.datetime)").forEach(nameMoment);
}

// Nothing is in that column but what a record is called: its head names nothing.
for (const empty of document.querySelectorAll(".tabular th.original:empty")) {
  empty.replaceWith(Object.assign(document.createElement("td"), { className: "original" }));
}

// jQuery's own ready: what asked it before has then run, the script that makes the boxes among them.
window.django?.jQuery(() => nameAll(document));
document.addEventListener("formset:added", (event) => setTimeout(() => nameAll(event.target)));
