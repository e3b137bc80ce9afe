"""What is on the map, odd places, lines over the antimeridian, cells that are no formula."""

import csv
import io
import json
from itertools import pairwise

import pytest
from django.utils.translation import override

from instruments.models import Partner
from portal.core.drawing import sphere
from sites.atlas import layers
from sites.atlas.feature import Point, area_of, in_words, ring
from sites.atlas.panorama import Fit, Frame, panorama
from tests.factories import make_cooperation, make_country, make_institution, make_office, make_place

pytestmark = pytest.mark.django_db
ADDRESSES = ("/en/map/", "/fr/carte/", "/en/map.geojson", "/en/map.csv", "/en/map.json")


def by_id():
    with override("en"):
        return {feature.id: feature for feature in layers.features()}


# --- what is on (what stays off: tests/test_leaks.py) ------------------------------------------------------------------


def test_a_published_record_is_on_every_map(visitor):
    make_office(name_en="Everybody", name_fr="Everybody")
    assert ["Everybody" in visitor.get(address).content.decode() for address in ADDRESSES] == [True] * 5


def test_what_started_in_a_decade_may_have_been_there_in_each_of_its_years(visitor):
    code = make_cooperation(started="199X", ended="2001").code
    asked = {year: visitor.get(f"/en/map/?year={year}").context["selection"] for year in (1989, 1994, 2000)}
    found = {year: [(row.feature.id, row.is_uncertain) for row in it.rows] for year, it in asked.items()}
    assert found == {1989: [], 1994: [(f"cooperation-{code}", True)], 2000: [(f"cooperation-{code}", False)]}
    assert [choice.code for choice in asked[1994].fields["year"].choices if choice.code < "2002"] == ["2001", "1994"]


# --- odd places ------------------------------------------------------------------------------------------------------


def test_a_body_without_a_place_is_at_its_country_and_without_a_country_nowhere(visitor):
    country = make_country(code="JP", name_en="Japan", name_fr="Japon", slug_en="japan", slug_fr="japon")
    cooperation = make_cooperation(partners=0)
    for body in (make_institution(places=(), country=country), make_institution(places=(), name_en="Adrift")):
        cooperation.partners.create(order=5, institution=body)
    feature = by_id()[f"cooperation-{cooperation.code}"]
    assert [(point.precision, point.area.code) for point in feature.abroad] == [("country", "JP")]
    assert [str(name) for name in feature.unplaced] == ["Adrift"]
    assert "Adrift" in visitor.get("/en/map/").content.decode()


def test_a_feature_without_any_place_is_listed_and_has_no_geometry(visitor):
    cooperation = make_cooperation(partners=0)
    cooperation.partners.all().delete()
    assert "Without a place" in visitor.get("/en/map/").content.decode()
    (found,) = json.loads(visitor.get("/en/map.geojson").content)["features"]
    assert (found["id"], found["geometry"]) == (f"cooperation-{cooperation.code}", None)


def test_a_line_over_the_antimeridian_is_cut_there(visitor):
    cooperation = make_cooperation(partners=0)
    Partner.objects.filter(cooperation=cooperation).delete()
    west, east = make_place(longitude=170, latitude=-40), make_place(longitude=-160, latitude=-20)
    cooperation.partners.create(order=1, side="french", place=west)
    cooperation.partners.create(order=2, place=east)
    (found,) = json.loads(visitor.get("/en/map.geojson").content)["features"]
    (line,) = json.loads(visitor.get("/en/map.lines.geojson").content)["features"]
    points, lines = found["geometry"], line["geometry"]
    assert points == {"type": "MultiPoint", "coordinates": [[170.0, -40.0], [-160.0, -20.0]]}
    assert lines["type"] == "MultiLineString"
    assert [(line[0][0], line[-1][0]) for line in lines["coordinates"]] == [(170.0, 180.0), (-180.0, -160.0)]
    jumps = [abs(a[0] - b[0]) for line in lines["coordinates"] for a, b in pairwise(line)]
    assert max(jumps) < 10
    whole = panorama(layers.features(), Frame(1000, 500, 0, 0), Fit(180, 500, 250))
    assert whole.ties[0].path.count("M") == 2


def test_a_ring_across_the_antimeridian_is_not_torn():
    area = area_of(make_country())
    spots = [(175, 0), (-175, 0), (175, 10), (-175, 10)]
    points = [Point(lon, lat, in_words(lon), area, "city") for lon, lat in spots]
    sides = [(start.longitude == end.longitude) + (start.latitude == end.latitude) for start, end in ring(points)]
    assert sides == [1, 1, 1, 1]  # along the sides of the square, never across it


def test_arcs_share_their_points_with_the_paths():
    lines = sphere.arc_lines(139.69, 35.69, -122.42, 37.77)
    assert [round(line[end][0], 2) for line in lines for end in (0, -1)] == [139.69, 180, -180, -122.42]


# --- the files -------------------------------------------------------------------------------------------------------


def test_no_cell_is_a_formula(visitor):
    for number, start in enumerate("=+-@\t\r"):
        make_office(name_en=f"{start}cmd|' /C calc'!A{number}", summary_en=f"{start}1+1")
    text = visitor.get("/en/map.csv").content.decode()
    assert text.startswith("\ufeffid,kind,")
    cells = [cell for row in csv.reader(io.StringIO(text[1:], newline="")) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert sum(cell.startswith("'") for cell in cells) >= 12
