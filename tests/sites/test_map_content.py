"""What each room puts on the map, with the real content."""

import gzip
import json
import re

import pytest
from django.utils.translation import override

from sites.atlas import layers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_content", "unchanging"), pytest.mark.one_database]


def by_id():
    with override("en"):
        return {feature.id: feature for feature in layers.features()}


def places(feature):
    return [(str(point.place), point.area.code) for point in feature.abroad]


def test_each_room_gives_its_kinds():
    kinds = {}
    for feature in by_id().values():
        kinds[feature.kind.code] = kinds.get(feature.kind.code, 0) + 1
    assert kinds == {
        "irp": 26,
        "tcp": 3,
        "joint-lab": 9,
        "umi": 2,
        "cnrs-inserm-network": 3,
        "institutional-agreement": 13,
        "prisme": 3,
        "anrs-partner-site": 8,
        "office": 2,
        "inserm-abroad": 8,
    }


def test_a_joint_lab_is_a_line_between_two_places():
    feature = by_id()["cooperation-joint-lab-u968-pittsburgh"]
    assert [(str(start.place), str(end.place)) for start, end in feature.links] == [("Paris", "Pittsburgh")]
    assert places(feature) == [("Pittsburgh", "US")]


def test_inpp_is_a_star_of_four_foreign_partners():
    feature = by_id()["cooperation-inpp"]
    assert {str(point.who) for point in feature.abroad} == {
        *("Karolinska Institutet", "CHU Sainte-Justine", "University of Oslo", "Cardiff University")
    }
    assert len(feature.links) == 4
    assert {(str(start.place), start.precision) for start, _ in feature.links} == {("France", "country")}
    assert {area.code for area in feature.areas} == {"SE", "CA", "NO", "GB"}


def test_a_cnrs_inserm_network_is_a_ring():
    feature = by_id()["cooperation-cnrs-inserm-network-europe"]
    ends = [str(point.place) for link in feature.links for point in link]
    assert {name: ends.count(name) for name in ends} == {"Basel": 2, "Munich": 2, "Oxford": 2, "Edinburgh": 2}


def test_a_country_as_a_whole_says_so():
    feature = by_id()["partnership-prisme-cote-d-ivoire-drc"]
    assert {(point.area.code, point.precision) for point in feature.points} == {("CI", "country"), ("CD", "country")}


def test_an_office_is_found_in_the_countries_that_it_covers():
    assert "office-washington" in {feature.id for feature in layers.of_country("CA")}
    assert places(by_id()["office-washington"]) == [("Washington, DC", "US")]


def test_heidelberg_has_three_records_at_one_spot():
    spots = {}
    for feature in by_id().values():
        for point in feature.points:
            spots.setdefault((point.longitude, point.latitude), set()).add(feature.id)
    (heidelberg,) = [found for found in spots.values() if "cooperation-umi-heidelberg" in found]
    assert heidelberg == {
        *("cooperation-umi-heidelberg", "cooperation-joint-lab-u1111-dkfz", "cooperation-joint-lab-u1329-dkfz")
    }


def test_both_languages_have_the_same_features_at_the_same_spots():
    def told(language):
        with override(language):
            return {
                (feature.id, point.longitude, point.latitude, point.precision)
                for feature in layers.features()
                for point in feature.points
            }

    assert told("fr") == told("en")


def test_the_home_page_draws_the_same_features_in_few_bytes(visitor):
    page = visitor.get("/en/").content.decode()
    marks = len({(feature.kind.code, p.longitude, p.latitude) for feature in by_id().values() for p in feature.abroad})
    for style in ("drawn drawn-hero", "drawn drawn-hero-phone"):
        svg = re.search(rf'<svg class="{style}".*?</svg>', page, re.DOTALL).group()
        assert svg.count("<use") == marks > 50
        assert len(gzip.compress(svg.encode())) < 15_000
    abroad = [point for feature in by_id().values() for point in feature.abroad]
    places = {(point.longitude, point.latitude) for point in abroad if not point.is_country}
    countries = {point.area.code for point in abroad}
    assert f"{len(places)} places in {len(countries)} countries: open the map" in page


def test_the_geojson_follows_the_standard(visitor):
    response = visitor.get("/fr/carte.geojson")
    assert response.headers["Content-Type"] == "application/geo+json"
    assert 'rel="license"' in response.headers["Link"]
    found = json.loads(response.content)
    assert found["type"] == "FeatureCollection"
    assert {feature["type"] for feature in found["features"]} == {"Feature"}
    kinds = {feature["geometry"]["type"] for feature in found["features"]}
    assert kinds == {"Point", "MultiPoint"}  # a collection of both is drawn by no desktop program
    assert {feature["properties"]["url"].startswith("http://testserver/fr/") for feature in found["features"]} == {True}


def test_the_lines_are_a_file_of_their_own(visitor):
    found = json.loads(visitor.get("/en/map.lines.geojson?kind=joint-lab").content)["features"]
    points = json.loads(visitor.get("/en/map.geojson?kind=joint-lab").content)["features"]
    assert {line["geometry"]["type"] for line in found} == {"MultiLineString"}
    assert {line["properties"]["feature"] for line in found} == {feature["id"] for feature in points}
    assert len({line["id"] for line in found}) == len(found) == 9
    assert {line["properties"]["symbolic"] for line in found} == {False}


def test_a_programme_without_a_french_place_starts_from_a_symbol(visitor):
    found = json.loads(visitor.get("/en/map.lines.geojson?kind=tcp").content)["features"]
    assert {line["properties"]["symbolic"] for line in found} == {True}
    assert {tuple(line["geometry"]["coordinates"][0][0]) for line in found} == {(2.35, 48.86)}
    (place,) = {
        (place["longitude"], place["latitude"], place["precision"])
        for feature in json.loads(visitor.get("/en/map.geojson?kind=tcp").content)["features"]
        for place in feature["properties"]["places"]
        if place["symbolic"]
    }
    assert place == (2.352, 48.857, "country")


def test_the_names_on_the_map_are_those_of_its_language(visitor):
    french, english = (json.loads(visitor.get(path).content) for path in ("/fr/carte/noms/", "/en/map/names/"))
    assert {row[0] for row in french[:3]} == {"Russie", "Chine", "Brésil"}
    assert len(french) == len(english) > 180
    assert [row[3] for row in english] == sorted((row[3] for row in english), reverse=True)


@pytest.mark.parametrize("path", ["/fr/carte/", "/en/map/"])
def test_the_search_box_above_the_map_is_empty(visitor, path):
    assert 'id="header-search" name="q" value=""' in visitor.get(path).content.decode()
