// The glossary shows the terms that hold what is typed, at once. Without this script the form asks the server, which does
// the same (portal/pages/matching.py).
const form = document.querySelector("[data-portal-glossary]");
const status = document.querySelector("[data-portal-glossary-status]");
const input = form.querySelector("input");
const plain = (text) => (text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
const terms = [...document.querySelectorAll(".glossary > div")].map((part) => [part, plain(part.textContent)]);

function show() {
  const words = plain(input.value).split(" ");
  let count = 0;
  for (const [part, said] of terms) {
    part.hidden = !words.every((word) => said.includes(word));
    count += !part.hidden;
  }
  for (const letter of document.querySelectorAll(".letter")) letter.hidden = !letter.querySelector(".glossary > div:not([hidden])");
  const { none, one, many } = form.dataset;
  status.textContent = [none, one][count] ?? many.replace("{n}", count);
}

// Filtered by the server, the page holds only what was found: a new search of it must ask again.
if (!new URLSearchParams(location.search).get("q")) {
  input.addEventListener("input", show);
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  if (input.value) show(); // the browser kept what was typed
}
