// Two instruments side by side in a narrow window: a choice is shown at once and stands in the address, as the form would
// send it. Who chooses one twice gets the two exchanged: the same beside itself compares nothing.
const form = document.querySelector("[data-portal-comparison]");
if (form) {
  const table = document.getElementById(form.dataset.portalComparison);
  const choices = [...form.querySelectorAll("[data-portal-side]")];
  // Laid out anew in a narrow window, a table loses its roles in some browsers: each part says its own.
  const roles = { THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  table.setAttribute("role", "table");
  for (const part of table.querySelectorAll("thead, tbody, tr, td")) part.setAttribute("role", roles[part.tagName]);
  for (const head of table.querySelectorAll("th")) head.setAttribute("role", head.scope === "col" ? "columnheader" : "rowheader");

  let before = choices.map((select) => select.value);

  const show = () => {
    const codes = [...table.rows[0].cells].map((cell) => cell.dataset.code);
    for (const row of table.rows) {
      [...row.cells].forEach((cell, place) => {
        if (!cell.dataset.side) return;
        const side = choices.find((select) => select.value === codes[place]);
        cell.dataset.side = side ? side.dataset.portalSide : "other";
      });
    }
  };

  form.querySelector("[type=submit]").hidden = true;
  form.addEventListener("change", (event) => {
    const changed = choices.indexOf(event.target);
    const other = choices[1 - changed];
    if (other.value === event.target.value) other.value = before[changed];
    before = choices.map((select) => select.value);
    show();
    const address = new URL(location.href);
    for (const select of choices) address.searchParams.set(select.name, select.value);
    history.replaceState(history.state, "", address);
  });
}
