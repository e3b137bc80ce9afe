// The finder's verdicts change in place (htmx does that); here: say so to a screen reader, and keep the button's work.
const status = document.querySelector("[data-portal-finder-status]");

document.addEventListener("htmx:afterSettle", () => {
  const verdicts = document.querySelector("[data-portal-summary]");
  if (status && verdicts) status.textContent = verdicts.dataset.portalSummary;
});
