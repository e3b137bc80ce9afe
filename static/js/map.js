// The map page: the still picture wakes into a map to move in (js/map-live.js) when it is touched, or, in a wide window,
// when there is nothing else to do. What has the filters in place is htmx; here: the year as a slider, two views on a phone.
const box = document.querySelector("[data-portal-map]");
const view = box.querySelector("[data-portal-view]");
const controls = box.querySelector("[data-portal-controls]");
const words = JSON.parse(box.dataset.words);
const wide = matchMedia("(min-width: 64rem)");
const list = () => document.getElementById("stage-list");

// The picture that is shown: how many px a unit of Equal Earth is, and where in the view the middle of the world is.
function placeOfStill() {
  const still = [...view.querySelectorAll("[data-place]")].find((one) => one.getBoundingClientRect().width);
  const [scale, left, top, middle] = still.dataset.place.split(" ").map(Number), { width, height } = still.viewBox.baseVal;
  const at = still.getBoundingClientRect(), around = view.getBoundingClientRect();
  const zoom = Math.min(at.width / width, at.height / height);
  return {
    scale: scale * zoom,
    x: at.left - around.left + (at.width - width * zoom) / 2 + left * zoom,
    y: at.top - around.top + (at.height - height * zoom) / 2 + top * zoom,
    middle: at.left - around.left + (at.width - width * zoom) / 2 + middle * zoom,
  };
}

// On a phone the picture is wider than the window: its middle first.
function centre() {
  if (wide.matches || view.scrollWidth <= view.clientWidth) return;
  view.scrollLeft += placeOfStill().middle - view.clientWidth / 2;
}

// --- waking ------------------------------------------------------------------------------------------------------------

const pause = () => new Promise((done) => { setTimeout(done); });

function fetchLeaflet() {
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: box.dataset.style });
  const script = Object.assign(document.createElement("script"), { src: box.dataset.leaflet });
  const arrived = [style, script].map((part) => new Promise((done, failed) => { part.onload = done; part.onerror = failed; }));
  document.head.append(style, script);
  return Promise.all(arrived);
}

const read = (address) => fetch(address).then((answer) => answer.json());
async function features() {
  const { features: points, lines } = list().dataset;
  if (!points) return { points: [], lines: [] }; // the page has said why
  const [placed, drawn] = await Promise.all([read(points), read(lines)]);
  return { points: placed.features, lines: drawn.features };
}

let live = null;
function wake() {
  live ??= Promise.all([
    import(box.dataset.live), import(box.dataset.world), read(box.dataset.land), features(), fetchLeaflet(),
  ]).then(async ([{ start }, world, land, found]) => {
    await pause();
    return start({ box, view, words, world, land: land.rings, found, place: placeOfStill(), pause });
  });
  return live;
}

// A press on the still picture is a press on the map that takes its place.
async function pressed(event) {
  const { clientX, clientY } = event;
  const map = await wake();
  map.pressAt(clientX, clientY);
}

controls.hidden = false;
view.addEventListener("click", pressed, { once: true });
for (const sign of ["pointerenter", "touchstart", "focusin", "keydown"]) view.addEventListener(sign, wake, { once: true, passive: true });
box.querySelector(".skip-map").addEventListener("focus", wake, { once: true });
controls.addEventListener("click", async ({ target }) => {
  const { portalZoom: zoom, portalPan: pan } = target.closest("button")?.dataset ?? {};
  if (!zoom && !pan) return;
  controls.classList.add("is-open");
  const map = await wake();
  if (zoom) map.zoom(Number(zoom)); else map.pan(...pan.split(" ").map(Number));
});
// No reader waits for it where there is room and power; where there is not, nothing is done that nobody asked for.
addEventListener("load", () => {
  centre();
  if (wide.matches && !navigator.connection?.saveData) (window.requestIdleCallback ?? setTimeout)(wake, { timeout: 4000 });
});
centre();

// --- filters -----------------------------------------------------------------------------------------------------------

// The years as a slider beside their list: it chooses in the list, which is what the form sends.
function makeSlider() {
  const place = box.querySelector("[data-portal-year]"), select = place?.querySelector("select");
  if (!select || place.querySelector("input")) return;
  const options = [...select.options].reverse(); // the list begins with all years, then the newest
  const all = options.pop();
  const steps = [...options, all];
  const slider = Object.assign(document.createElement("input"), { type: "range", id: "year-slider", min: 0, max: steps.length - 1 });
  const tell = () => slider.setAttribute("aria-valuetext", steps[slider.value].value || words.all);
  slider.value = Math.max(0, steps.findIndex((step) => step.selected));
  slider.setAttribute("aria-label", words.year);
  tell();
  slider.addEventListener("input", (event) => {
    event.stopPropagation();
    select.value = steps[slider.value].value;
    tell();
  });
  select.addEventListener("change", () => { slider.value = steps.findIndex((step) => step.selected); tell(); });
  place.append(slider);
}

const dress = () => {
  makeSlider();
  const send = box.querySelector(".map-send");
  if (send && window.htmx) send.hidden = true;
};
dress();
// After the page: until it is there, the form sends itself.
addEventListener("load", () => document.head.append(Object.assign(document.createElement("script"), { src: box.dataset.htmx, onload: dress })));
let isSliding = false; // the slider is made anew with the form, and keeps the focus
document.addEventListener("htmx:beforeSwap", () => { isSliding = document.activeElement?.id === "year-slider"; });
document.addEventListener("htmx:afterSettle", async () => {
  dress();
  if (isSliding) document.getElementById("year-slider").focus();
  centre();
  if (live) (await live).show(await features());
});

// --- the rest of the page ----------------------------------------------------------------------------------------------

const views = document.querySelector("[data-portal-views]");
const shown = document.getElementById("content");
shown.dataset.portalShown = location.hash && location.hash !== "#map" ? "list" : "map";
const mark = () => {
  for (const link of views.querySelectorAll("a")) {
    (link.hash === "#map") === (shown.dataset.portalShown === "map") ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
  }
};
mark();
views.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link) return;
  event.preventDefault();
  shown.dataset.portalShown = link.hash === "#map" ? "map" : "list";
  mark();
});

document.addEventListener("click", ({ target }) => { if (target.closest("[data-portal-print]")) print(); });
const offerPrint = () => { for (const button of document.querySelectorAll("[data-portal-print]")) button.hidden = false; };
offerPrint();
document.addEventListener("htmx:afterSettle", offerPrint);
// A panel of the page's head closes when one looks elsewhere.
document.addEventListener("click", ({ target }) => {
  for (const open of document.querySelectorAll(".stage-take details[open]")) if (!open.contains(target)) open.open = false;
});
document.addEventListener("keydown", ({ key, target }) => {
  const open = key === "Escape" && target.closest(".stage-take details[open]");
  if (open) { open.open = false; open.querySelector("summary").focus(); }
});
