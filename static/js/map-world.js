// The world under the moving map: its projection, and the outlines of countries as land.
/* global L */

// --- Equal Earth, as on the still picture (portal/core/worldmap.py) ----------------------------------------------------

const [A1, A2, A3, A4, M] = [1.340264, -0.081106, 0.000893, 0.003796, Math.sqrt(3) / 2];
const RAD = Math.PI / 180;
export const equalEarth = {
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
export const HALF = 2.7066299836; // half the equator
export const equalEarthCrs = () => L.extend({}, L.CRS, {
  projection: { ...equalEarth, bounds: L.bounds([-HALF, -1.3173627592], [HALF, 1.3173627592]) },
  transformation: new L.Transformation(1 / (2 * HALF), 0.5, -1 / (2 * HALF), 0.5),
});

// --- the fine land: Google's encoded polylines on a grid, as scripts/outlines.py writes them -----------------------------

function decoded(text) {
  const numbers = [];
  let value = 0, shift = 0;
  for (const sign of text) {
    const bits = sign.charCodeAt(0) - 63;
    value |= (bits & 31) << shift;
    shift += 5;
    if (bits < 32) {
      numbers.push(value & 1 ? ~(value >> 1) : value >> 1);
      value = shift = 0;
    }
  }
  return numbers;
}

export function ringsOf({ grid, lines, countries }) {
  const read = lines.map((text) => {
    const steps = decoded(text), line = [];
    for (let i = 0, x = 0, y = 0; i < steps.length; i += 2) line.push([(y += steps[i + 1]) * grid, (x += steps[i]) * grid]);
    return line;
  });
  return Object.values(countries).flatMap((pieces) => pieces.map((numbers) => {
    const ring = numbers.flatMap((number) => (number >= 0 ? read[number] : [...read[~number]].reverse()).slice(0, -1));
    for (let i = 1; i < ring.length; i += 1) { // across the antimeridian it goes on beyond 180 degrees
      ring[i] = [ring[i][0], ring[i][1] + 360 * Math.round((ring[i - 1][1] - ring[i][1]) / 360)];
    }
    return ring;
  }));
}
