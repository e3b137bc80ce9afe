"""The map and a country as pictures to take away: alone in a file, with all that the list has, in both languages."""

import re
from xml.etree import ElementTree as ET

import pytest
from django.http import QueryDict
from django.utils.translation import override

from sites.atlas import layers, pictures
from sites.atlas.selection import Selection
from tests.core.pictures.png import size, variety
from tests.factories import make_country, make_institution, make_office, make_place

pytestmark = pytest.mark.one_database

SVG = "{http://www.w3.org/2000/svg}"
EVIL = "<script>alert('x')</script> & \"co\" ]]>"


def parsed(text):
    return ET.fromstring(text)  # noqa: S314 - written by ourselves


def words(text):
    found = " ".join("".join(node.itertext()) for node in parsed(text).iter(f"{SVG}text"))
    return found.replace("\u00a0", " ").replace("\u202f", " ")


def body(response):
    return response.content if not response.streaming else b"".join(response.streaming_content)


@pytest.fixture
def office():
    return make_office(place=make_place(country=make_country()), name_en="Office of Berlin")


@pytest.mark.django_db
class TestAnswer:
    PATHS = pytest.mark.parametrize("path", ["/fr/carte", "/en/map", "/fr/pays/allemagne", "/en/countries/germany"])

    @PATHS
    def test_a_picture_stands_alone(self, office, visitor, path):
        response = visitor.get(f"{path}.svg")
        text = body(response).decode()
        assert (response.status_code, response.headers["Content-Type"]) == (200, "image/svg+xml")
        assert parsed(text).tag == f"{SVG}svg"
        assert not re.search(r"https?://(?!testserver|www\.w3\.org/2000/svg)", text)
        assert not re.search(r"@import|url\(|<image|<script|<link|xlink|var\(|light-dark", text)
        assert set(re.findall(r'href="([^"]*)"', text)) <= {f"#{name}" for name in re.findall(r'id="([^"]+)"', text)}

    @PATHS
    def test_it_says_its_date_its_source_and_its_licence(self, office, visitor, path):
        said = words(body(visitor.get(f"{path}.svg")).decode())
        assert f"testserver{path}/" in said
        assert "Inserm – " in said
        assert "Natural Earth" in said
        assert "Licence Ouverte / Open Licence 2.0" in said
        assert re.search(r"(Drawn on|Dessiné le) \d", said)

    @PATHS
    def test_a_png_is_2400_px_wide_and_not_blank(self, office, visitor, path):
        response = visitor.get(f"{path}.png")
        assert (response.status_code, response.headers["Content-Type"]) == (200, "image/png")
        assert size(body(response))[0] == 2400
        assert variety(body(response)) > 100

    def test_it_sets_no_cookie_is_open_to_all_and_runs_nothing(self, office, visitor):
        response = visitor.get("/en/map.svg")
        policy = response.headers["Content-Security-Policy"]
        assert not response.cookies
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "script-src 'none'" in policy
        assert "style-src 'unsafe-inline'" in policy

    @pytest.mark.parametrize("ending", ["svg", "png"])
    def test_filters_that_are_not_understood_answer_400_with_an_empty_map(self, office, visitor, ending):
        response = visitor.get(f"/en/map.{ending}?kind=castle")
        assert response.status_code == 400
        if ending == "svg":
            assert 'class="mark' not in body(response).decode().partition("</defs>")[2]
            assert "not understood" in words(body(response).decode())

    def test_a_draft_is_in_no_picture(self, office, visitor):
        make_office(place=make_place(code="rome", name_en="Rome"), name_en="Office of Rome", status="draft")
        assert "Rome" not in body(visitor.get("/en/map.svg")).decode()

    def test_a_country_without_a_page_or_another_ending_is_not_found(self, office, visitor):
        make_country(code="IT", slug_en="italy", slug_fr="italie")
        assert visitor.get("/en/countries/italy.svg").status_code == 404
        assert visitor.get("/en/countries/germany.gif").status_code == 404

    def test_the_slug_of_another_language_redirects(self, office, visitor):
        response = visitor.get("/en/countries/allemagne.png")
        assert (response.status_code, response.headers["Location"]) == (301, "/en/countries/germany.png")

    def test_words_are_escaped(self, visitor):
        place = make_place(country=make_country(name_en=EVIL), name_en=EVIL)
        make_office(place=place, name_en=EVIL)
        make_institution((place,), name_en=EVIL)
        for path in ("/en/map.svg?country=DE", "/en/countries/germany.svg"):
            text = body(visitor.get(path)).decode()
            assert "<script" not in text
            assert "<script>alert" in words(text)

    def test_the_map_links_to_its_pictures_under_the_same_filters(self, office, visitor):
        page = visitor.get("/en/map/?country=DE").content.decode()
        assert 'href="/en/map.svg?country=DE"' in page
        assert 'href="/en/map.png?country=DE"' in page

    def test_a_country_links_to_its_pictures(self, office, visitor):
        page = visitor.get("/fr/pays/allemagne/").content.decode()
        assert 'href="/fr/pays/allemagne.svg"' in page
        assert 'href="/fr/pays/allemagne.png"' in page


@pytest.mark.django_db
@pytest.mark.usefixtures("real_content")
class TestContent:
    @pytest.mark.parametrize("language", ["fr", "en"])
    @pytest.mark.parametrize("query", ["", "kind=joint-lab", "country=JP", "continent=africa", "year=2020"])
    def test_every_mark_of_the_list_is_in_it(self, language, query):
        with override(language):
            selection = Selection(layers.features(), QueryDict(query))
            text = pictures.map_sheet(selection, "https://example.org/")
        drawn = text[text.index('class="drawn"') : text.index("</svg>", text.index('class="drawn"'))]
        spots = {(each.kind.code, p.longitude, p.latitude) for each in selection.features for p in each.abroad}
        assert drawn.count("<use ") == len(spots)

    def test_its_key_has_each_kind_that_is_drawn_and_the_three_signs(self):
        with override("en"):
            said = words(pictures.map_sheet(Selection(layers.features(), QueryDict()), "https://example.org/"))
            kinds = {each.kind.name.value for each in layers.features() if each.abroad}
        assert all(name in said for name in kinds)
        for sign in ("the country, no town published", "partner not yet confirmed", "a symbol"):
            assert sign in said

    def test_filters_are_told_in_words(self):
        with override("fr"):
            selection = Selection(layers.features(), QueryDict("kind=tcp&kind=joint-lab&country=DE"))
            said = words(pictures.map_sheet(selection, "https://example.org/"))
        assert "Pays : Allemagne" in said
        assert f"{selection.count} résultats sur {selection.total}" in said

    @pytest.mark.parametrize(
        ("one", "other"), [("kind=tcp&kind=irp", "kind=irp&kind=tcp&page=3"), ("country=jp", "country=JP")]
    )
    def test_the_same_filters_in_another_order_are_one_picture(self, one, other):
        first, second = (pictures.key_of(Selection(layers.features(), QueryDict(query))) for query in (one, other))
        assert first == second

    def test_what_is_not_understood_is_one_picture_whatever_it_is(self):
        keys = {pictures.key_of(Selection(layers.features(), QueryDict(f"kind={at}"))) for at in range(50)}
        assert len(keys) == 1

    def test_a_sheet_is_light_enough_to_send(self):
        text = pictures.map_sheet(Selection(layers.features(), QueryDict()), "https://example.org/")
        assert len(text.encode()) < 40_000
