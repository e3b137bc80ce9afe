// Of a criterion, only the values that its kind allows are shown; without this script, those of every kind.
function show(box) {
  const kind = box.closest("fieldset.module, .inline-related, tr")?.querySelector("select[name$='-kind']");
  if (!kind) return;
  const groups = [...box.querySelectorAll("[data-kind]")];
  const own = groups.find((group) => group.dataset.kind === kind.value);
  for (const group of groups) group.hidden = group !== (own ?? groups.at(-1));
}

function watch(within) {
  for (const box of within.querySelectorAll("[data-portal-criterion]")) {
    show(box);
    box.closest(".inline-related, tr")?.querySelector("select[name$='-kind']")?.addEventListener("change", () => show(box));
  }
}

watch(document);
document.addEventListener("formset:added", (event) => watch(event.target));
