// Select2 names its boxes by what is chosen in them alone: here each also says its label, as every other field does.
function name(select) {
  const label = document.querySelector(`label[for="${select.id}"]`);
  const box = select.nextElementSibling?.querySelector(".select2-selection");
  if (!label || !box) return;
  label.id ||= `label-${select.id}`;
  const chosen = select.multiple ? "" : ` select2-${select.id}-container`;
  box.setAttribute("aria-labelledby", label.id + chosen);
  box.querySelector(".select2-search__field")?.setAttribute("aria-labelledby", label.id);
}

function nameAll(within) {
  within.querySelectorAll("select.admin-autocomplete").forEach(name);
}

// jQuery's own ready: what asked it before has then run, the script that makes the boxes among them.
window.django?.jQuery(() => nameAll(document));
document.addEventListener("formset:added", (event) => setTimeout(() => nameAll(event.target)));
