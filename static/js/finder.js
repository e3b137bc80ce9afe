// What is possible changes in place (htmx does that); here: say so to a screen reader, mark the fields whose answer is not
// understood, add a row for a country. The fields themselves are never replaced: somebody may be typing there.
const status = document.querySelector("[data-portal-finder-status]");
const form = document.querySelector("[data-portal-finder]");

// htmx notes the address in the session's storage, which nothing here reads: the page promises that nothing is stored.
const forget = () => sessionStorage.removeItem("htmx-current-path-for-history");
forget();
document.addEventListener("htmx:pushedIntoHistory", forget);
document.addEventListener("htmx:replacedInHistory", forget);

document.addEventListener("htmx:afterSettle", () => {
  const found = document.querySelector("[data-portal-summary]");
  if (status && found) status.textContent = found.dataset.portalSummary;
  for (const field of form?.elements ?? []) {
    const errors = document.getElementById(`error-${field.name.replace(/^recruited-.*/, "recruited")}`);
    if (errors?.textContent.trim()) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
});

for (const button of document.querySelectorAll("[data-portal-row-add]")) {
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const rows = form.querySelectorAll("[name=partner]");
    const row = rows[rows.length - 1].cloneNode(true);
    row.id = `id_partner_${rows.length + 1}`;
    row.setAttribute("aria-label", row.getAttribute("aria-label").replace(/\d+/, rows.length + 1));
    row.value = "";
    button.before(row);
    row.focus();
  });
}

// On paper everything is open.
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("[data-portal-print-open]")) part.open = true;
});
