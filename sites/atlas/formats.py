"""The same filtered set for machines: GeoJSON (RFC 7946), CSV, JSON. Keys are English in every language, texts are not."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.core import worldmap
from portal.core.languages import current
from sites.atlas.feature import Feature, Point
from sites.atlas.selection import Selection

LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def geojson(selection: Selection, origin: str) -> str:
    """A FeatureCollection; a feature with lines is a collection of its points and its lines, cut at the antimeridian."""
    found = [
        {
            "type": "Feature",
            "id": feature.id,
            "geometry": _geometry(feature),
            "properties": _properties(feature, origin),
        }
        for feature in selection.features
    ]
    return _dump({"type": "FeatureCollection", **_head(selection), "features": found})


def plain_json(selection: Selection, origin: str) -> str:
    """The features as objects, their pairs named."""
    found = [
        {"id": feature.id, **_properties(feature, origin), "pairs": [[_who(a), _who(b)] for a, b in feature.links]}
        for feature in selection.features
    ]
    return _dump({**_head(selection), "count": len(found), "results": found})


def comma_separated(selection: Selection, origin: str) -> str:
    """One line per feature, after a byte order mark. A cell that a spreadsheet would compute gets an apostrophe."""
    out = io.StringIO(newline="")
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for feature in selection.features:
        row = {"id": feature.id, **_properties(feature, origin), "geometry": _wkt(feature)}
        writer.writerow([_cell(row[column]) for column in COLUMNS])
    return out.getvalue()


@dataclass(frozen=True)
class Format:
    """A format: its name for people, its media type, what writes it from a selection and the site's origin."""

    name: str
    media_type: str
    write: Callable[[Selection, str], str]


FORMATS = {
    "geojson": Format("GeoJSON", "application/geo+json", geojson),
    "csv": Format("CSV", "text/csv; charset=utf-8", comma_separated),
    "json": Format("JSON", "application/json", plain_json),
}

COLUMNS = (
    *("id", "kind", "kind_name", "name", "url", "summary", "countries", "continents", "places", "partners", "themes"),
    *("instrument", "started", "ended", "as_of", "geometry"),
)


def _head(selection: Selection) -> dict[str, Any]:
    head: dict[str, Any] = {"language": current(), "licence": LICENCE, "publisher": "Inserm", "query": selection.query}
    return {**head, "errors": selection.errors} if selection.errors else head


def _properties(feature: Feature, origin: str) -> dict[str, Any]:
    return {
        "kind": feature.kind.code,
        "kind_name": feature.label.value,
        "name": feature.name.value,
        "url": origin + feature.address if feature.address else None,
        "summary": feature.summary.value,
        "countries": [area.code for area in feature.areas],
        "continents": list(dict.fromkeys(area.continent.code for area in feature.areas)),
        "places": [_place(point) for point in feature.points],
        "partners": [
            *(point.who.value for point in feature.abroad if point.who),
            *(text.value for text in feature.unplaced),
        ],
        "themes": [term.code for term in feature.themes],
        "instrument": feature.instrument.code if feature.instrument else None,
        **{key: str(when) if (when := getattr(feature, key)) else None for key in ("started", "ended", "as_of")},
    }


def _place(point: Point) -> dict[str, Any]:
    return {
        "name": point.place.value,
        "country": point.area.code,
        "country_name": point.area.name.value,
        "precision": point.precision,
        "side": "french" if point.is_home else "foreign",
        "who": point.who.value if point.who else None,
        "foreseen": point.is_foreseen,
        "longitude": point.longitude,
        "latitude": point.latitude,
    }


def _who(point: Point) -> str:
    return f"{point.who}, {point.place}" if point.who else str(point.place)


def _geometry(feature: Feature) -> dict[str, Any] | None:
    spots = [[point.longitude, point.latitude] for point in feature.points]
    if not spots:
        return None
    points = {"type": "Point", "coordinates": spots[0]}
    if len(spots) > 1:
        points = {"type": "MultiPoint", "coordinates": spots}
    lines = [line for link in feature.links for line in _arc(*link)]
    if not lines:
        return points
    return {"type": "GeometryCollection", "geometries": [points, {"type": "MultiLineString", "coordinates": lines}]}


def _arc(start: Point, end: Point) -> list[list[list[float]]]:
    lines = worldmap.arc_lines(start.longitude, start.latitude, end.longitude, end.latitude)
    return [[[round(lon, 2), round(lat, 2)] for lon, lat in line] for line in lines]


def _wkt(feature: Feature) -> str:
    """The points as well-known text, which spreadsheets leave alone and geographic programs read."""
    spots = [f"{point.longitude:g} {point.latitude:g}" for point in feature.points]
    if len(spots) == 1:
        return f"POINT ({spots[0]})"
    return f"MULTIPOINT ({', '.join(f'({spot})' for spot in spots)})" if spots else ""


def _cell(value: Any) -> str:
    if isinstance(value, list):
        value = "; ".join(_place_cell(item) if isinstance(item, dict) else item for item in value)
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_RISKY) else text


def _place_cell(place: dict[str, Any]) -> str:
    return f"{place['name']} ({place['country']}, {place['precision']})"


def _dump(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
