// The map to move in, over the still picture and at the same place: our own land, Leaflet for moving, buttons for marks.
// It shows what the table shows: the features come from the same address in another format, a card repeats rows of the table.
/* global L */
const [MARK, NEAR] = matchMedia("(pointer: coarse)").matches ? [44, 40] : [30, 25]; // pixels: a mark's target; marks closer than this are one
const MAX_ZOOM = 11;
const FINE = 3; // the zoom from which the fine land and the names are worth their bytes
const MOST_SIGNS = 3; // side by side on one mark; of more, the number is told
const ROOM = 40; // pixels: the side of a country that is large enough for its name
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

// --- what is where -----------------------------------------------------------------------------------------------------

// Places in the order of the table, each with the features at it.
function placesOf(features) {
  const found = new Map();
  for (const feature of features) {
    for (const place of feature.properties.places) {
      const key = `${place.longitude} ${place.latitude} ${place.precision}`;
      const here = found.get(key) ?? { ...place, key, latlng: L.latLng(place.latitude, place.longitude), features: new Map(), isHome: true };
      here.features.set(feature.id, feature.properties);
      here.isHome &&= place.side === "french";
      found.set(key, here);
    }
  }
  return [...found.values()];
}

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
const keyOf = (group) => `${group.places[0].key} ${group.places.length} ${featuresOf(group).size}`;

// --- marks: real buttons, so that Tab, Enter and a screen reader find them ---------------------------------------------

function signOf(kind, style = "") {
  const id = document.getElementById(`mark-${kind}`) ? kind : "other";
  const sign = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  sign.setAttribute("viewBox", "-8 -8 16 16");
  sign.setAttribute("aria-hidden", "true");
  sign.setAttribute("class", style);
  use.setAttribute("class", `mark mark-${kind}`);
  use.setAttribute("href", `#mark-${id}`);
  sign.append(use);
  return sign;
}

export async function start({ box, view, words, world: { equalEarth, equalEarthCrs, HALF, ringsOf }, land, found, place: still, pause }) {
  const say = (key, values) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const card = box.querySelector("[data-portal-card]"), move = { animate: !calm };
  const isSymbol = (place) => place.side === "french" && place.precision === "country";
  const nameOf = (place) => isSymbol(place) ? say("symbol", { country: place.country_name })
    : place.precision === "city" && place.name === place.country_name ? place.name
    : say(place.precision, { place: place.name, country: place.country_name });

  // --- the map at the place of the picture
  const tiles = box.dataset.tiles, crs = tiles ? L.CRS.EPSG3857 : equalEarthCrs();
  const world = tiles ? L.latLngBounds([-58, -180], [80, 180]) : L.latLngBounds(
    equalEarth.unproject({ x: -HALF, y: -1.02 }), equalEarth.unproject({ x: HALF, y: 1.27 }));
  const map = L.map(view, {
    crs, zoomSnap: 0, zoomDelta: 1, maxZoom: MAX_ZOOM, attributionControl: false, zoomControl: false, renderer: L.svg({ padding: 0.5 }),
    scrollWheelZoom: false, closePopupOnClick: false, zoomAnimation: !calm, inertia: !calm,
  });
  const here = { zoom: Math.log2((still.scale * 2 * HALF) / 256), centre: equalEarth.unproject({
    x: (view.clientWidth / 2 - still.x) / still.scale, y: (still.y - view.clientHeight / 2) / still.scale,
  }) };
  map.setMinZoom(Math.min(here.zoom, map.getBoundsZoom(world)) - 0.5);
  const rest = () => tiles ? map.fitBounds(world, move) : map.setView(here.centre, here.zoom, { ...move, reset: !map._loaded });
  // Leaflet rounds to whole pixels, which makes a long arc tremble; marks round for themselves.
  map.latLngToLayerPoint = (latlng) => map.project(L.latLng(latlng)).subtract(map.getPixelOrigin());
  rest();
  view.scrollLeft = 0;
  if (tiles) L.tileLayer(tiles, { crossOrigin: "anonymous", alt: "" }).addTo(map);
  else {
    const grid = [];
    for (let lng = -180; lng <= 180; lng += 30) grid.push(Array.from({ length: 29 }, (_, step) => [-58 + step * 5.07, lng]));
    for (let lat = -30; lat <= 60; lat += 30) grid.push([[lat, -180], [lat, 180]]);
    L.polyline(grid, { className: "map-grid", interactive: false, noClip: true }).addTo(map);
  }
  await pause();
  const coarse = tiles ? null : L.polygon(land.map((ring) => [ring.map(([lng, lat]) => [lat, lng])]), { className: "map-land", interactive: false, smoothFactor: 0.5 }).addTo(map);
  await pause();

  // --- what is shown of the features
  let places = [], groups = [], groupedAt = null, links = [];
  const shown = new Map(); // key of a group: its marker

  function take(next) {
    for (const { line } of links) line.remove();
    links = next.lines.map(({ geometry, properties: { feature: id, kind, foreseen } }) => ({
      id,
      line: L.polyline(geometry.coordinates.map((part) => part.map(([lng, lat]) => [lat, lng])), {
        className: `map-link arc-${kind}${foreseen ? " is-foreseen" : ""}`, smoothFactor: 0.3, interactive: false,
      }).addTo(map),
    }));
    places = placesOf(next.points);
    groupedAt = null;
  }

  // --- the card of a place
  let opened = null;

  function rowOf([id, feature]) {
    const item = document.createElement("li"), row = document.querySelector(`[data-portal-feature="${CSS.escape(id)}"]`);
    const name = Object.assign(document.createElement("p"), { className: "place-name" });
    item.append(name);
    name.append(signOf(feature.kind, "map-mark"));
    if (!row) {
      name.append(feature.name);
      return item;
    }
    const [head, ...cells] = [...row.cells].filter((cell) => cell.scope !== "rowgroup");
    name.append((head.querySelector("a") ?? head).cloneNode(true));
    const texts = [head.querySelector(".tie-kind-name"), ...cells].map((cell) => [...cell.children].map((part) => part.textContent).join(" · ") || cell.textContent);
    for (const text of texts.map((words) => words.replace(/\s+/g, " ").trim()).filter(Boolean)) {
      item.append(Object.assign(document.createElement("p"), { textContent: text }));
    }
    return item;
  }

  function openCard(place) {
    opened = place;
    card.querySelector("h2").textContent = nameOf(place);
    card.querySelector("[data-portal-card-note]").textContent = place.features.size > 1 ? say("many", { count: place.features.size }) : "";
    card.querySelector("ul").replaceChildren(...[...place.features].map(rowOf));
    card.hidden = false;
    card.scrollTop = 0;
    card.focus({ preventScroll: matchMedia("(min-width: 64rem)").matches });
    tell();
  }

  function closeCard() {
    if (card.hidden) return;
    card.hidden = true;
    tell();
    const group = groups.find(({ places: own }) => own.some(({ key }) => key === opened.key));
    (shown.get(group && keyOf(group))?.getElement() ?? view).focus({ preventScroll: true });
  }

  // Which mark is open, and its ties before all others.
  function tell(pointed = null) {
    const ids = new Set((pointed ?? (card.hidden ? null : opened))?.features.keys());
    for (const marker of shown.values()) {
      const button = marker.getElement();
      if (button.hasAttribute("aria-expanded")) button.setAttribute("aria-expanded", String(!card.hidden && marker.place.key === opened.key));
    }
    view.classList.toggle("is-choosing", links.some(({ id }) => ids.has(id)));
    for (const { id, line } of links) line.getElement()?.classList.toggle("is-shown", ids.has(id));
  }

  // --- marks
  function buttonOf(group) {
    const button = document.createElement("button"), inside = document.createElement("span"), [place] = group.places, all = featuresOf(group);
    const values = { place: nameOf(place), count: all.size, places: group.places.length }, [first] = all.values();
    button.type = "button";
    const kinds = [...new Set([...all.values()].map(({ kind }) => kind))];
    if (group.places.length > 1) {
      button.classList.add("marker-cluster");
      button.setAttribute("aria-label", all.size > 1 ? say("cluster", values) : say("spread", { ...values, name: first.name }));
    } else {
      button.classList.toggle("marker-many", kinds.length > 1);
      button.classList.toggle("marker-country", place.precision === "country" && !isSymbol(place));
      button.classList.toggle("marker-symbol", isSymbol(place));
      button.classList.toggle("marker-home", place.isHome);
      button.setAttribute("aria-label", all.size > 1 ? say("place", values) : say("one", { ...values, name: first.name }));
      button.setAttribute("aria-expanded", "false");
      button.setAttribute("aria-haspopup", "dialog");
    }
    const areSigns = group.places.length === 1 ? kinds.length <= MOST_SIGNS : all.size === 1;
    inside.append(...(areSigns ? kinds.map(signOf) : [String(all.size)]));
    if (!areSigns) button.classList.add("marker-number");
    else if (all.size > kinds.length && group.places.length === 1) inside.append(Object.assign(document.createElement("small"), { textContent: all.size }));
    button.append(inside);
    return button;
  }

  function markerOf(group) {
    const Icon = L.DivIcon.extend({
      createIcon() {
        const button = buttonOf(group);
        this.options.className = `map-marker ${button.className}`;
        this._setIconStyles(button, "icon");
        return button;
      },
    });
    const marker = L.marker(group.places[0].latlng, { icon: new Icon({ iconSize: [MARK, MARK] }), keyboard: false, riseOnHover: true });
    marker.place = group.places[0];
    marker.on("mouseover", () => tell({ features: featuresOf(group) })).on("mouseout", () => tell());
    return marker.on("click", () => press(group, marker));
  }

  function press(group, marker) {
    if (group.places.length === 1 || map.getZoom() >= MAX_ZOOM) {
      openCard({ ...group.places[0], features: featuresOf(group) });
      map.panInside(marker.getLatLng(), { ...move, padding: [MARK, MARK] });
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
  }

  function draw() {
    if (groupedAt !== map.getZoom()) [groups, groupedAt] = [groupsAt(places, map.getZoom(), crs), map.getZoom()];
    const bounds = map.getBounds().pad(0.05);
    const wanted = new Map(groups.filter((group) => bounds.contains(group.places[0].latlng)).map((group) => [keyOf(group), group]));
    for (const [key, marker] of shown) {
      if (!wanted.has(key)) { marker.remove(); shown.delete(key); }
    }
    for (const [key, group] of wanted) {
      if (!shown.has(key)) shown.set(key, markerOf(group).addTo(map));
    }
    tell();
    // Tab goes through the marks in the order of the table, whatever came into view last.
    const focused = document.activeElement, pane = map.getPane("markerPane");
    pane.append(...[...wanted.keys()].map((key) => shown.get(key).getElement()));
    if (pane.contains(focused)) focused.focus({ preventScroll: true });
    write();
  }

  // --- names and fine land, which come from a zoom at which they help
  let fine = null, countries = null;
  const texts = [];

  function write() {
    while (texts.length) texts.pop().remove();
    const isNear = map.getZoom() >= FINE;
    if (isNear) fine ??= refine();
    const size = map.getSize(), taken = [...shown.values()].map((marker) => {
      const at = map.latLngToContainerPoint(marker.getLatLng());
      return [at.x - MARK / 2, at.y - MARK / 2, at.x + MARK / 2, at.y + MARK / 2];
    });
    const around = view.getBoundingClientRect();
    for (const part of box.querySelectorAll("[data-portal-controls], .map-key")) {
      const at = part.getBoundingClientRect();
      taken.push([at.left - around.left, at.top - around.top, at.right - around.left, at.bottom - around.top]);
    }
    const letter = 0.54 * parseFloat(getComputedStyle(document.documentElement).fontSize); // px, with the widest fonts
    const put = (name, latlng, style, dx) => {
      const at = map.latLngToContainerPoint(latlng), wide = name.length * letter + 4;
      for (const x of dx ? [at.x + dx, at.x - dx - wide] : [at.x - wide / 2]) {
        const own = [x, at.y - 9, x + wide, at.y + 9];
        if (own[0] < 2 || own[1] < 2 || own[2] > size.x - 2 || own[3] > size.y - 2) continue;
        if (taken.some((other) => own[0] < other[2] && other[0] < own[2] && own[1] < other[3] && other[1] < own[3])) continue;
        taken.push(own);
        const icon = L.divIcon({ className: `map-name ${style}`, html: "", iconSize: [0, 0], iconAnchor: [at.x - x, 8] });
        const text = L.marker(latlng, { icon, interactive: false, keyboard: false, pane: "shadowPane" }).addTo(map);
        text.getElement().textContent = name;
        text.getElement().setAttribute("aria-hidden", "true");
        texts.push(text);
        return;
      }
    };
    const halfOf = ({ places: [{ features: all }] }) => { // of what is drawn: its signs side by side, and a number
      const kinds = new Set([...all.values()].map(({ kind }) => kind)).size;
      return Math.max(MARK / 2, kinds * 8 + (all.size > kinds ? 10 : 4));
    };
    for (const group of groups) {
      if (group.places.length === 1 && shown.has(keyOf(group)) && group.places[0].precision !== "country") put(group.places[0].name, group.places[0].latlng, "", halfOf(group));
    }
    const degree = (256 * 2 ** map.getZoom()) / 360;
    for (const [name, lat, lng, span] of (isNear && countries) || []) if (span * degree > ROOM) put(name, [lat, lng], "map-name-country", 0);
  }

  async function refine() {
    const read = (address) => fetch(address).then((answer) => answer.json());
    const [outlines, names] = await Promise.all([tiles ? null : read(box.dataset.fine), read(box.dataset.names)]);
    countries = names;
    if (outlines) {
      await pause();
      const rings = ringsOf(outlines).filter((ring) => ring.length > 2).map((ring) => [ring]);
      const detailed = L.polygon(rings, { className: "map-fine", interactive: false, smoothFactor: 0.7, fillRule: "nonzero" });
      const change = () => {
        const [on, off] = map.getZoom() < FINE ? [coarse, detailed] : [detailed, coarse];
        if (!map.hasLayer(on)) { on.addTo(map); on.bringToBack(); off.remove(); }
      };
      map.on("zoomend", change);
      change();
    }
    write();
  }

  take(found);
  await pause();
  draw();
  view.classList.add("is-live");
  map.on("moveend", draw);
  // Whoever loses the world out of sight gets it back. Leaflet's own bounds know no map smaller than its window.
  map.on("moveend", () => {
    const { lat, lng } = map.getCenter(), inside = [Math.max(-60, Math.min(80, lat)), Math.max(-180, Math.min(180, lng))];
    if (inside[0] !== lat || inside[1] !== lng) map.panTo(inside, move);
  });
  view.addEventListener("focusin", ({ target }) => {
    const marker = [...shown.values()].find((one) => one.getElement() === target);
    if (marker && target.matches(":focus-visible")) map.panInside(marker.getLatLng(), { ...move, padding: [MARK, MARK] });
  });
  view.addEventListener("pointerdown", () => map.scrollWheelZoom.enable());
  view.addEventListener("pointerleave", () => map.scrollWheelZoom.disable());
  new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(view);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (card.contains(event.target) || view.contains(event.target))) closeCard();
  });
  card.querySelector("[data-portal-close]").addEventListener("click", closeCard);

  return {
    zoom: (step) => { step ? map.setZoom(map.getZoom() + step, move) : rest(); },
    pan: (x, y) => map.panBy([x * 160, y * 160], move),
    // What the filters leave now, at the place where the reader is.
    show(next) {
      take(next);
      if (!card.hidden && !places.some(({ key }) => key === opened.key)) card.hidden = true;
      draw();
    },
    pressAt(x, y) {
      const near = [...shown.values()].map((marker) => marker.getElement()).find((button) => {
        const at = button.getBoundingClientRect();
        return Math.hypot(at.x + at.width / 2 - x, at.y + at.height / 2 - y) < MARK / 2 + 4;
      });
      near?.click();
    },
  };
}
