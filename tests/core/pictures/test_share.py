"""The picture of a shared link: the record's own, named by its page, drawn only when somebody asks for it."""

import re

import pytest

from portal.core.pictures import raster, share
from tests.core.pictures.png import size, variety
from tests.factories import make_cooperation, make_country, make_instrument, make_office, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def head(visitor, path):
    page = visitor.get(path).content.decode()
    return dict(re.findall(r'<meta property="og:(image[:\w]*)" content="(.*?)">', page))


@pytest.fixture
def germany():
    make_office(place=make_place(country=make_country()), name_en="Office of Berlin")


@pytest.mark.parametrize(
    ("path", "address", "name"),
    [
        ("/fr/pays/allemagne/", "/fr/image/country/DE.", "Allemagne"),
        ("/en/countries/germany/", "/en/picture/country/DE.", "Germany"),
    ],
)
def test_a_page_names_its_record_s_picture_in_its_language(germany, visitor, path, address, name):
    found = head(visitor, path)
    assert found["image"].startswith(f"http://testserver{address}")
    assert found["image:alt"].startswith(name)
    assert (found["image:width"], found["image:height"]) == ("1200", "630")
    response = visitor.get(found["image"].removeprefix("http://testserver"))
    assert (response.status_code, size(response.content)) == (200, (1200, 630))
    assert variety(response.content) > 100
    assert "immutable" in response.headers["Cache-Control"]
    assert not response.cookies


def test_a_page_draws_nothing(germany, visitor, monkeypatch):
    monkeypatch.setattr(share, "drawn", None)
    monkeypatch.setattr(raster, "png", None)
    assert "picture/country" in head(visitor, "/en/countries/germany/")["image"]


def test_the_address_of_earlier_content_leads_to_that_of_now(germany, visitor):
    response = visitor.get("/en/picture/country/DE.000000000000.png")
    assert (response.status_code, response.headers["Cache-Control"]) == (302, "no-cache")
    assert response.headers["Location"] == f"/en/picture/country/DE.{share.mark()}.png"


@pytest.mark.parametrize("kind", ["instrument", "cooperation"])
def test_a_draft_has_no_picture(visitor, kind):
    instrument = make_instrument(code="tool", status="draft" if kind == "instrument" else "published")
    make_cooperation(instrument, code="lab", status="draft")
    code = {"instrument": "tool", "cooperation": "lab"}[kind]
    assert visitor.get(f"/en/picture/{kind}/{code}.{share.mark()}.png").status_code == 404


@pytest.mark.parametrize("path", ["office/berlin", "country/XX", "castle/DE"])
def test_what_is_not_drawn_is_not_found(germany, visitor, path):
    assert visitor.get(f"/en/picture/{path}.{share.mark()}.png").status_code == 404


def test_a_record_without_a_drawing_has_the_site_s_own(visitor):
    make_country(code="QQ")  # of which the data have no outline
    response = visitor.get(f"/en/picture/country/QQ.{share.mark()}.png")
    assert (response.status_code, response.headers["Location"]) == (302, "/static/img/share-en.png")


def test_other_pages_have_the_site_s_own(germany, visitor):
    for path in ("/en/", "/en/map/", "/en/countries/"):
        assert "/static/img/share-en" in head(visitor, path)["image"]
