"""The same filtered set for machines: GeoJSON (RFC 7946), CSV, XLSX, JSON.

Keys are English in every language, texts are not; a workbook has words instead of keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.core.drawing import sphere
from portal.core.lists.formats import Format, cell, dump, head, table
from portal.core.lists.workbook import MEDIA_TYPE, Heading, workbook
from sites.atlas.feature import Feature, Point
from sites.atlas.selection import Selection


def geojson(selection: Selection, origin: str) -> Iterator[str]:
    """A FeatureCollection of points, one feature for each row of the list; the lines are a file of their own."""
    found = [
        {
            "type": "Feature",
            "id": feature.id,
            "geometry": _geometry(feature),
            "properties": _properties(feature, origin),
        }
        for feature in selection.listed
    ]
    yield dump({"type": "FeatureCollection", **head(selection), "features": found})


def lines(selection: Selection, origin: str) -> Iterator[str]:
    """A FeatureCollection of great circles, cut at the antimeridian: one feature for each pair that works together."""
    found = [
        {
            "type": "Feature",
            "id": f"{feature.id}-{number}",
            "geometry": {"type": "MultiLineString", "coordinates": arc},
            "properties": {
                "feature": feature.id,
                "kind": feature.kind.code,
                "name": feature.name.value,
                "url": origin + feature.address if feature.address else None,
                "from": _who(start),
                "to": _who(end),
                "symbolic": start.is_symbolic,
                "foreseen": end.is_foreseen,
            },
        }
        for feature in selection.listed
        for number, (start, end) in enumerate(feature.links, 1)
        if (arc := _arc(start, end))
    ]
    yield dump({"type": "FeatureCollection", **head(selection), "features": found})


def plain_json(selection: Selection, origin: str) -> Iterator[str]:
    """The features as objects, their pairs named."""
    found = [
        {"id": feature.id, **_properties(feature, origin), "pairs": [[_who(a), _who(b)] for a, b in feature.links]}
        for feature in selection.listed
    ]
    yield dump({**head(selection), "count": len(found), "results": found})


def comma_separated(selection: Selection, origin: str) -> Iterator[str]:
    """One line per feature, places as words and as points."""
    rows = ([cell(row[column]) for column in COLUMNS] for row in _rows(selection, origin))
    yield table([list(COLUMNS), *rows], is_start=True)


def _rows(selection: Selection, origin: str) -> Iterator[dict[str, Any]]:
    for feature in selection.listed:
        row = {"id": feature.id, **_properties(feature, origin), "geometry": _wkt(feature)}
        yield {**row, "places": [_place_cell(place) for place in row["places"]]}


def spreadsheet(selection: Selection, origin: str) -> Iterator[bytes]:
    """A workbook with the rows of the CSV, under the words of the columns."""
    from portal.core.exports import exports  # this module is part of one of them

    own = next(export for export in exports() if export.formats is FORMATS)
    headings = [Heading(str(field.label), field.type) for field in own.fields]
    rows = ([row[field.key] for field in own.fields] for row in _rows(selection, origin))
    yield from workbook(str(own.title), f"{origin}{own.page_address}", headings, rows)


FORMATS = {
    "geojson": Format("GeoJSON", "application/geo+json", geojson),
    "lines.geojson": Format(_("GeoJSON, lines"), "application/geo+json", lines),
    "csv": Format("CSV", "text/csv; charset=utf-8", comma_separated),
    "xlsx": Format("XLSX", MEDIA_TYPE, spreadsheet),
    "json": Format("JSON", "application/json", plain_json),
}

COLUMNS = (
    *("id", "kind", "kind_name", "name", "url", "summary", "countries", "continents", "places", "partners", "themes"),
    *("instrument", "started", "ended", "as_of", "geometry"),
)


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
        "symbolic": point.is_symbolic,
        "longitude": point.longitude,
        "latitude": point.latitude,
    }


def _who(point: Point) -> str:
    return f"{point.who}, {point.place}" if point.who else str(point.place)


def _geometry(feature: Feature) -> dict[str, Any] | None:
    spots = [[point.longitude, point.latitude] for point in feature.points]
    if not spots:
        return None
    if len(spots) > 1:
        return {"type": "MultiPoint", "coordinates": spots}
    return {"type": "Point", "coordinates": spots[0]}


def _arc(start: Point, end: Point) -> list[list[list[float]]]:
    lines = sphere.arc_lines(start.longitude, start.latitude, end.longitude, end.latitude)
    return [[[round(lon, 2), round(lat, 2)] for lon, lat in line] for line in lines]


def _wkt(feature: Feature) -> str:
    """The points as well-known text, which spreadsheets leave alone and geographic programs read."""
    spots = [f"{point.longitude:g} {point.latitude:g}" for point in feature.points]
    if len(spots) == 1:
        return f"POINT ({spots[0]})"
    return f"MULTIPOINT ({', '.join(f'({spot})' for spot in spots)})" if spots else ""


def _place_cell(place: dict[str, Any]) -> str:
    return f"{place['name']} ({place['country']}, {place['precision']})"
