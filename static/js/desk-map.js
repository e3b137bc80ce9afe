// Beside a latitude and a longitude, a map on which a click, or Enter at its middle, writes them: two decimals, still typeable.
/* global L */
const latitude = document.querySelector("[data-portal-coordinates]");
const longitude = document.getElementById("id_longitude");
const NEAR = 3, FAR = 1, MOST = 9;

function fetchLeaflet({ style, script }) {
  const parts = [
    Object.assign(document.createElement("link"), { rel: "stylesheet", href: style }),
    Object.assign(document.createElement("script"), { src: script }),
  ];
  const arrived = parts.map((part) => new Promise((done, failed) => { part.onload = done; part.onerror = failed; }));
  document.head.append(...parts);
  return Promise.all(arrived);
}

const number = (field) => Number(field.value.trim().replace(",", ".").replace(/[−–]/, "-"));
const point = () => latitude.value.trim() && longitude.value.trim() && Number.isFinite(number(latitude)) && Number.isFinite(number(longitude))
  ? [number(latitude), number(longitude)] : null;

async function open(box, told, words) {
  await fetchLeaflet(words);
  const { rings } = await fetch(words.land).then((answer) => answer.json());
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(box, { crs: L.CRS.EPSG4326, attributionControl: false, minZoom: 0, maxZoom: MOST, scrollWheelZoom: false, zoomAnimation: !calm, inertia: !calm });
  box.querySelector(".leaflet-control-zoom-in").setAttribute("aria-label", words.nearer);
  box.querySelector(".leaflet-control-zoom-out").setAttribute("aria-label", words.farther);
  map.setView(point() ?? [25, 10], point() ? NEAR : FAR);
  L.polygon(rings.map((ring) => [ring.map(([lng, lat]) => [lat, lng])]), { className: "desk-land", interactive: false, smoothFactor: 0.5 }).addTo(map);
  const mark = L.circleMarker([0, 0], { radius: 7, className: "desk-spot", interactive: false });
  const draw = () => { const at = point(); if (at) mark.setLatLng(at).addTo(map); else mark.remove(); };
  const choose = ({ lat, lng }) => {
    const wrapped = L.latLng(Math.max(-90, Math.min(90, lat)), lng).wrap();
    latitude.value = wrapped.lat.toFixed(2);
    longitude.value = wrapped.lng.toFixed(2);
    told.textContent = words.chosen.replace("{latitude}", latitude.value).replace("{longitude}", longitude.value);
    for (const field of [latitude, longitude]) field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  map.on("click", (event) => choose(event.latlng));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== box) return;
    event.preventDefault(); // and does not send the form
    choose(map.getCenter());
  });
  for (const field of [latitude, longitude]) field.addEventListener("input", draw);
  for (const field of [latitude, longitude]) field.addEventListener("change", () => { if (point()) map.panTo(point()); });
  draw();
}

if (latitude && longitude && !latitude.disabled) {
  const words = JSON.parse(latitude.dataset.portalCoordinates);
  const fold = Object.assign(document.createElement("details"), { className: "desk-map" });
  const box = document.createElement("div"), told = document.createElement("p"), help = Object.assign(document.createElement("p"), { textContent: words.help });
  box.className = "desk-map-view";
  box.tabIndex = 0;
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", words.name);
  told.setAttribute("role", "status");
  fold.append(Object.assign(document.createElement("summary"), { textContent: words.name }), help, box, told);
  (longitude.closest(".form-row") ?? longitude).after(fold);
  fold.addEventListener("toggle", () => open(box, told, words), { once: true });
}
