// A list changes in place (htmx does that, form and all, and gives the focus back to the field of the same id); here: say
// how many rows there are now, keep the form open, and catch the focus where what had it is gone.
const status = document.querySelector("[data-portal-listing-status]");
const listing = () => document.querySelector("[data-portal-listing]");
let wasOpen = false;

// htmx notes the address in the session's storage, which nothing here reads: the site promises that nothing is stored.
const forget = () => sessionStorage.removeItem("htmx-current-path-for-history");
forget();
document.addEventListener("htmx:pushedIntoHistory", forget);

document.addEventListener("htmx:beforeSwap", () => {
  wasOpen = Boolean(listing()?.querySelector("details")?.open);
});
document.addEventListener("htmx:afterSwap", () => {
  const box = listing()?.querySelector("details");
  if (box && wasOpen) box.open = true;
});
document.addEventListener("htmx:afterSettle", () => {
  if (status && listing()) status.textContent = listing().dataset.portalListing;
  if (document.activeElement === document.body) document.getElementById("listing-count")?.focus({ preventScroll: true });
});
