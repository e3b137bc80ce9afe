// The finder's verdicts change in place (htmx does that); here: say so to a screen reader, and mark the fields whose
// answer is not understood. The fields themselves are never replaced: somebody may be typing there.
const status = document.querySelector("[data-portal-finder-status]");
const form = document.querySelector("[data-portal-finder]");

// htmx notes the address in the session's storage, which nothing here reads: the page promises that nothing is stored.
const forget = () => sessionStorage.removeItem("htmx-current-path-for-history");
forget();
document.addEventListener("htmx:pushedIntoHistory", forget);

document.addEventListener("htmx:afterSettle", () => {
  const verdicts = document.querySelector("[data-portal-summary]");
  if (status && verdicts) status.textContent = verdicts.dataset.portalSummary;
  for (const field of form?.elements ?? []) {
    const errors = document.getElementById(`error-${field.name}`);
    if (errors?.textContent.trim()) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
});
