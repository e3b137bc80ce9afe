// The language switch keeps the place on the page: section names are the same in every language. A list may have been
// filtered in place since: its rows are asked for again, in the alphabet that parted them into pages.
for (const link of document.querySelectorAll("[data-portal-language]")) {
  link.addEventListener("click", () => {
    const alphabet = document.querySelector("[data-portal-alphabet]")?.dataset.portalAlphabet;
    const asked = new URLSearchParams(location.search);
    if (alphabet) asked.delete("alphabet");
    if (alphabet && alphabet !== link.hreflang) asked.set("alphabet", alphabet);
    link.search = alphabet ? asked.toString() : location.search;
    link.hash = location.hash;
  });
}
