// The language switch keeps the place on the page: section names are the same in every language.
for (const link of document.querySelectorAll("[data-portal-language]")) {
  link.addEventListener("click", () => {
    link.search = location.search; // a list may have been filtered in place since
    link.hash = location.hash;
  });
}
