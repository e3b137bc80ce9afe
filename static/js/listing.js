// A list changes in place (htmx does that, form and all, and gives the focus back to the field of the same id); here: say
// how many rows there are now, keep open what was open, and catch the focus where what had it is gone.
const status = document.querySelector("[data-portal-listing-status]");
const listing = () => document.querySelector("[data-portal-listing]");
let opened = [];
let isAwaited = false; // a choice was made that htmx has not sent yet: it waits a moment for the next one

// htmx notes the address in the session's storage, which nothing here reads: the site promises that nothing is stored.
const forget = () => sessionStorage.removeItem("htmx-current-path-for-history");
forget();
for (const sign of ["htmx:load", "htmx:pushedIntoHistory"]) document.addEventListener(sign, forget);

document.addEventListener("change", (event) => {
  isAwaited = Boolean(event.target.form?.dataset.hxGet);
});
document.addEventListener("htmx:beforeRequest", () => { isAwaited = false; });

document.addEventListener("htmx:beforeSwap", (event) => {
  // An older answer would replace the form, and that choice with it. The answer to both follows.
  if (isAwaited) event.detail.shouldSwap = false;
  opened = [...document.querySelectorAll("form details[id], details[id]:has(form)")].filter((box) => box.open).map((box) => box.id);
});
document.addEventListener("htmx:afterSwap", () => {
  for (const id of opened) {
    const box = document.getElementById(id);
    if (box) box.open = true;
  }
});
document.addEventListener("htmx:afterSettle", () => {
  if (status && listing()) status.textContent = listing().dataset.portalListing;
  if (document.activeElement === document.body) document.getElementById("listing-count")?.focus({ preventScroll: true });
});
