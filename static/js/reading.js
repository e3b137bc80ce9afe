// Text size, theme and region, remembered on this device. It runs before the page is drawn, so that nothing flashes; without it,
// or without storage, the browser's own settings hold.
{
  const root = document.documentElement;
  const key = (name) => `portal-${name}`;
  const read = (name) => {
    try { return localStorage.getItem(key(name)) || ""; } catch { return ""; }
  };
  const keep = (name, value) => {
    try { value ? localStorage.setItem(key(name), value) : localStorage.removeItem(key(name)); } catch { /* not remembered */ }
  };
  const apply = (name, value) => { value ? (root.dataset[name] = value) : delete root.dataset[name]; };

  for (const name of ["theme", "size", "region"]) apply(name, read(name));

  addEventListener("DOMContentLoaded", () => {
    const panel = document.querySelector("[data-portal-reading]");
    if (!panel?.showPopover) return; // a browser without panels of this kind keeps its own settings
    for (const opener of document.querySelectorAll("[data-portal-reading-open]")) opener.hidden = false;
    for (const input of panel.querySelectorAll("input")) input.checked = input.value === read(input.name);
    for (const select of panel.querySelectorAll("select")) {
      const kept = read(select.name);
      if ([...select.options].some(({ value }) => value === kept)) select.value = kept;
    }
    panel.addEventListener("change", ({ target }) => {
      keep(target.name, target.value);
      apply(target.name, target.value);
    });
  });
}
