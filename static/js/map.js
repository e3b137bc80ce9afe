// The world map over the still picture: our own land, Leaflet for moving, buttons for marks, a card for a place.
// It shows what the list shows: the features come from the same address in another format, a card repeats rows of the list.
/* global L */
const box = document.querySelector("[data-portal-map]");
const view = box.querySelector("[data-portal-view]");
const card = box.querySelector("[data-portal-card]");
const words = JSON.parse(box.dataset.words);
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const say = (key, values) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const NEAR = 34; // pixels: marks closer than this are one
const MARK = 28;
const MAX_ZOOM = 11;

// --- Equal Earth, as on the still picture (portal/core/worldmap.py) ----------------------------------------------------

const [A1, A2, A3, A4, M] = [1.340264, -0.081106, 0.000893, 0.003796, Math.sqrt(3) / 2];
const RAD = Math.PI / 180;
const equalEarth = {
  project({ lat, lng }) {
    const t = Math.asin(M * Math.sin(Math.max(-90, Math.min(90, lat)) * RAD));
    const t2 = t * t, t6 = t2 * t2 * t2;
    const x = (lng * RAD * Math.cos(t)) / (M * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2)));
    return new L.Point(x, t * (A1 + A2 * t2 + t6 * (A3 + A4 * t2)));
  },
  unproject({ x, y }) {
    let t = y / A1;
    for (let step = 0; step < 8; step += 1) {
      const t2 = t * t, t6 = t2 * t2 * t2;
      t -= (t * (A1 + A2 * t2 + t6 * (A3 + A4 * t2)) - y) / (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2));
    }
    const t2 = t * t, t6 = t2 * t2 * t2;
    const lng = (x * M * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2))) / Math.cos(t);
    return new L.LatLng(Math.asin(Math.max(-1, Math.min(1, Math.sin(t) / M))) / RAD, lng / RAD);
  },
};
const HALF = 2.7066299836; // half the equator
const equalEarthCrs = () => L.extend({}, L.CRS, {
  projection: { ...equalEarth, bounds: L.bounds([-HALF, -1.3173627592], [HALF, 1.3173627592]) },
  transformation: new L.Transformation(1 / (2 * HALF), 0.5, -1 / (2 * HALF), 0.5),
});

// --- what is where -----------------------------------------------------------------------------------------------------

// Places in the order of the list, each with the features at it.
function placesOf(features) {
  const found = new Map();
  for (const feature of features) {
    for (const place of feature.properties.places) {
      const key = `${place.longitude} ${place.latitude}`;
      const here = found.get(key) ?? { ...place, key, latlng: L.latLng(place.latitude, place.longitude), features: new Map(), isHome: true };
      here.features.set(feature.id, feature.properties);
      here.isHome &&= place.side === "french";
      found.set(key, here);
    }
  }
  return [...found.values()];
}

const nameOf = (place) => place.precision === "city" && place.name === place.country_name
  ? place.name : say(place.precision, { place: place.name, country: place.country_name });

// Places too close to be told apart become one group, at the spot of the first. A grid keeps it linear: 20,000 are no pain.
function groupsAt(places, zoom, crs) {
  const cells = new Map(), groups = [];
  for (const place of places) {
    place.unit ??= crs.latLngToPoint(place.latlng, 0);
    const at = place.unit.multiplyBy(2 ** zoom), column = Math.floor(at.x / NEAR), line = Math.floor(at.y / NEAR);
    let home;
    for (let dx = -1; dx < 2 && !home; dx += 1) {
      for (let dy = -1; dy < 2 && !home; dy += 1) {
        home = cells.get((column + dx) * 1e6 + line + dy)?.find((group) => group.at.distanceTo(at) < NEAR);
      }
    }
    if (home) {
      home.places.push(place);
    } else {
      const group = { at, places: [place], order: groups.length };
      groups.push(group);
      const cell = column * 1e6 + line;
      cells.has(cell) ? cells.get(cell).push(group) : cells.set(cell, [group]);
    }
  }
  return groups;
}

const featuresOf = (group) => new Map(group.places.flatMap((place) => [...place.features]));

// --- marks: real buttons, so that Tab, Enter and a screen reader find them ---------------------------------------------

function signOf(kind) {
  const id = document.getElementById(`mark-${kind}`) ? kind : "other";
  const sign = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  sign.setAttribute("viewBox", "-8 -8 16 16");
  sign.setAttribute("aria-hidden", "true");
  use.setAttribute("class", `mark mark-${kind}`);
  use.setAttribute("href", `#mark-${id}`);
  sign.append(use);
  return sign;
}

function buttonOf(group) {
  const button = document.createElement("button"), [place] = group.places, found = featuresOf(group);
  const values = { place: nameOf(place), count: found.size, places: group.places.length };
  button.type = "button";
  const kinds = new Set([...found.values()].map(({ kind }) => kind));
  if (group.places.length > 1) {
    button.classList.add("marker-cluster");
    const [first] = found.values();
    button.setAttribute("aria-label", found.size > 1 ? say("cluster", values) : say("spread", { ...values, name: first.name }));
  } else {
    const [first] = found.values();
    button.classList.toggle("marker-many", found.size > 1);
    button.classList.toggle("marker-country", place.precision === "country");
    button.classList.toggle("marker-home", place.isHome);
    button.setAttribute("aria-label", found.size > 1 ? say("place", values) : say("one", { ...values, name: first.name }));
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-haspopup", "dialog");
  }
  button.append(found.size === 1 && kinds.size === 1 ? signOf([...kinds][0]) : String(found.size));
  return button;
}

function markerOf(group, onPress) {
  const Icon = L.DivIcon.extend({
    createIcon() {
      const button = buttonOf(group);
      this.options.className = `map-marker ${button.className}`;
      this._setIconStyles(button, "icon");
      return button;
    },
  });
  const marker = L.marker(group.places[0].latlng, {
    icon: new Icon({ iconSize: [MARK, MARK] }), keyboard: false, riseOnHover: true,
  });
  return marker.on("click", () => onPress(group, marker));
}

// --- the card of a place -----------------------------------------------------------------------------------------------

function rowOf([id, feature]) {
  const row = document.querySelector(`[data-portal-feature="${CSS.escape(id)}"]`)?.cloneNode(true);
  if (row) {
    row.removeAttribute("id");
    row.removeAttribute("data-portal-feature");
    return row;
  }
  const bare = document.createElement("li");
  bare.textContent = feature.name;
  return bare;
}

let opened = null; // the place whose card is open

function openCard(place) {
  opened = place;
  card.querySelector("h2").textContent = nameOf(place);
  card.querySelector("[data-portal-card-note]").textContent = place.features.size > 1 ? say("many", { count: place.features.size }) : "";
  card.querySelector("ul").replaceChildren(...[...place.features].map(rowOf));
  card.hidden = false;
  card.scrollTop = 0;
  card.focus({ preventScroll: innerWidth > 640 });
}

// --- the map -----------------------------------------------------------------------------------------------------------

function start(land, features) {
  view.classList.add("is-live");
  const tiles = box.dataset.tiles, crs = tiles ? L.CRS.EPSG3857 : equalEarthCrs();
  const world = tiles ? L.latLngBounds([-58, -180], [80, 180]) : L.latLngBounds(
    equalEarth.unproject({ x: -HALF, y: -1.02 }), equalEarth.unproject({ x: HALF, y: 1.27 }));
  const map = L.map(view, {
    crs, zoomSnap: 0.25, zoomDelta: 1, maxZoom: MAX_ZOOM, attributionControl: false, zoomControl: false, renderer: L.svg({ padding: 0.5 }),
    maxBounds: world.pad(0.3), maxBoundsViscosity: 0.8, scrollWheelZoom: false, closePopupOnClick: false,
    zoomAnimation: !calm, inertia: !calm, dragging: matchMedia("(pointer: fine)").matches,
  });
  // Leaflet rounds to whole pixels, which makes a long arc tremble; marks round for themselves.
  map.latLngToLayerPoint = (latlng) => map.project(L.latLng(latlng)).subtract(map.getPixelOrigin());
  view.setAttribute("role", "group"); // the keys of a screen reader stay its own: what can be done is done by buttons
  view.setAttribute("aria-label", words.map);
  const move = { animate: !calm };

  if (tiles) {
    L.tileLayer(tiles, { crossOrigin: "anonymous", alt: "" }).addTo(map);
  } else {
    const grid = [];
    for (let lng = -180; lng <= 180; lng += 30) grid.push(Array.from({ length: 29 }, (_, step) => [-58 + step * 5.07, lng]));
    for (let lat = -30; lat <= 60; lat += 30) grid.push([[lat, -180], [lat, 180]]);
    L.polyline(grid, { className: "map-grid", interactive: false, noClip: true }).addTo(map);
    const rings = land.map((ring) => ring.map(([lng, lat]) => [lat, lng]));
    L.polygon(rings.map((ring) => [ring]), { className: "map-land", interactive: false, smoothFactor: 0.5 }).addTo(map);
  }
  for (const { properties, geometry } of features) {
    const lines = geometry?.geometries?.find(({ type }) => type === "MultiLineString");
    if (lines) L.geoJSON(lines, { style: { className: `map-link arc-${properties.kind}`, smoothFactor: 0.3 }, interactive: false }).addTo(map);
  }

  const places = placesOf(features), shown = new Map(); // key of a group: its marker
  let groups = [], groupedAt = null;
  const everything = () => {
    const asked = new URLSearchParams(location.search), country = asked.get("country")?.toUpperCase();
    const there = places.filter((place) => place.country === country);
    const spots = L.latLngBounds((there.length ? there : places).map(({ latlng }) => latlng));
    const isFew = spots.isValid() && [...asked.values()].some(Boolean);
    map.fitBounds(isFew ? spots : world, { ...move, maxZoom: isFew ? 6 : MAX_ZOOM, paddingTopLeft: isFew ? [40, 40] : [0, 0], paddingBottomRight: isFew ? [40, 64] : [0, 0] });
  };

  const press = (group, marker) => {
    if (group.places.length === 1 || map.getZoom() >= MAX_ZOOM) {
      openCard({ ...group.places[0], features: featuresOf(group) });
      mark();
      const beside = getComputedStyle(card).position === "absolute" ? card.offsetWidth + 48 : MARK;
      map.panInside(marker.getLatLng(), { ...move, paddingTopLeft: [MARK, MARK], paddingBottomRight: [beside, 64] });
      return;
    }
    const before = new Set(group.places);
    map.once("moveend", () => {
      const next = groups.find((other) => other.places.some((place) => before.has(place)));
      shown.get(keyOf(next))?.getElement().focus({ preventScroll: true });
    });
    const bounds = L.latLngBounds(group.places.map(({ latlng }) => latlng));
    let zoom = Math.min(MAX_ZOOM, map.getBoundsZoom(bounds, false, [100, 100]));
    while (zoom < MAX_ZOOM && groupsAt(group.places, zoom, crs).length < 2) zoom += 0.5;
    map.setView(bounds.getCenter(), Math.min(zoom, MAX_ZOOM), move);
  };

  const keyOf = (group) => `${group.places[0].key} ${group.places.length}`;
  const mark = () => {
    for (const [key, marker] of shown) {
      if (!key.endsWith(" 1")) continue;
      marker.getElement().setAttribute("aria-expanded", String(!card.hidden && key === `${opened.key} 1`));
    }
  };
  const draw = () => {
    if (groupedAt !== map.getZoom()) [groups, groupedAt] = [groupsAt(places, map.getZoom(), crs), map.getZoom()];
    const bounds = map.getBounds().pad(0.05);
    const wanted = new Map(groups.filter((group) => bounds.contains(group.places[0].latlng)).map((group) => [keyOf(group), group]));
    for (const [key, marker] of shown) {
      if (!wanted.has(key)) { marker.remove(); shown.delete(key); }
    }
    for (const [key, group] of wanted) {
      if (!shown.has(key)) shown.set(key, markerOf(group, press).addTo(map));
    }
    mark();
    // Tab goes through the marks in the order of the list, whatever came into view last.
    const focused = document.activeElement, pane = map.getPane("markerPane");
    pane.append(...[...wanted.keys()].map((key) => shown.get(key).getElement()));
    if (pane.contains(focused)) focused.focus({ preventScroll: true });
  };

  const closeCard = () => {
    if (card.hidden) return;
    card.hidden = true;
    mark();
    const group = groups.find(({ places: own }) => own.some(({ key }) => key === opened.key));
    (shown.get(group && keyOf(group))?.getElement() ?? view).focus({ preventScroll: true });
  };

  everything();
  map.setMinZoom(Math.min(map.getZoom(), map.getBoundsZoom(world)) - 0.5);
  draw();
  map.on("moveend", draw);
  view.addEventListener("focusin", ({ target }) => {
    const marker = [...shown.values()].find((one) => one.getElement() === target);
    if (marker && target.matches(":focus-visible")) map.panInside(marker.getLatLng(), { ...move, padding: [MARK, MARK] });
  });
  view.addEventListener("pointerdown", () => map.scrollWheelZoom.enable());
  view.addEventListener("pointerleave", () => map.scrollWheelZoom.disable());

  const controls = box.querySelector("[data-portal-controls]");
  controls.hidden = false;
  controls.addEventListener("click", ({ target }) => {
    const { portalZoom: zoom, portalPan: pan } = target.closest("button")?.dataset ?? {};
    if (zoom === "0") everything();
    else if (zoom) map.setZoom(map.getZoom() + Number(zoom), move);
    else if (pan) map.panBy(pan.split(" ").map((part) => part * 160), move);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeCard();
  });
  card.querySelector("[data-portal-close]").addEventListener("click", closeCard);
}

const read = (address) => fetch(address).then((answer) => answer.json());
const nothing = { features: [] }; // the page has said why
Promise.all([read(box.dataset.land), box.dataset.features ? read(box.dataset.features) : nothing]).then(([land, found]) => start(land.rings, found.features));
