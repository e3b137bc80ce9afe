"""Cards for other sites: the only pages that may be framed, without a script, and told not to be indexed."""

import re
from html import unescape

import html5lib
import pytest

from tests.factories import make_country, make_instrument, make_office, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

CARDS = {
    "/fr/encart/pays/allemagne/": "/fr/pays/allemagne/",
    "/en/embed/countries/germany/": "/en/countries/germany/",
    "/fr/encart/carte/?country=DE": "/fr/carte/",
    "/en/embed/map/?country=DE": "/en/map/",
    "/fr/encart/instruments/outil/": "/fr/instruments/outil/",
    "/en/embed/instruments/tool/": "/en/instruments/tool/",
}


@pytest.fixture
def world():
    make_office(place=make_place(country=make_country()), name_en="Office of Berlin")
    make_instrument(slug_fr="outil", slug_en="tool")


def policy(response):
    parts = response.headers["Content-Security-Policy"].split(";")
    return dict(part.strip().split(" ", 1) for part in parts if part.strip())


@pytest.mark.parametrize(("path", "whole"), CARDS.items())
def test_a_card_may_be_framed_and_runs_no_script(world, visitor, path, whole):
    response = visitor.get(path)
    rules = policy(response)
    assert (response.status_code, "X-Frame-Options" in response.headers) == (200, False)
    assert (rules["frame-ancestors"], rules["script-src"], rules["default-src"]) == ("*", "'none'", "'none'")
    assert response.headers["X-Robots-Tag"] == "noindex"
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    page = parser.parse(response.content.decode())
    assert (parser.errors, list(page.iter("script")), response.cookies.output()) == ([], [], "")
    assert [link.get("href") for link in page.iter("link") if link.get("rel") == "canonical"] == [
        "http://testserver" + whole
    ]
    assert [meta.get("content") for meta in page.iter("meta") if meta.get("name") == "robots"] == ["noindex"]
    assert [link for link in page.iter("a") if link.get("href").startswith(whole)] != []
    assert len(list(page.iter("h1"))) == 1


@pytest.mark.parametrize(
    "path", [*CARDS.values(), "/en/", "/en/countries/", "/en/embed/countries/nowhere/", "/admin/login/"]
)
def test_everything_else_may_not_be_framed(world, visitor, path):
    response = visitor.get(path)
    assert (response.headers["X-Frame-Options"], policy(response)["frame-ancestors"]) == ("DENY", "'none'")


@pytest.mark.parametrize(
    ("path", "card"),
    [
        ("/en/countries/germany/", "/en/embed/countries/germany/"),
        ("/fr/pays/allemagne/", "/fr/encart/pays/allemagne/"),
        ("/en/map/?country=DE", "/en/embed/map/?country=DE"),
        ("/en/instruments/tool/", "/en/embed/instruments/tool/"),
    ],
)
def test_a_page_gives_the_lines_to_copy(world, visitor, path, card):
    (area,) = re.findall(r"<textarea[^>]*>(.*?)</textarea>", visitor.get(path).content.decode(), re.DOTALL)
    assert re.findall(r'<iframe src="([^"]+)" title="[^"]+"', unescape(area)) == ["http://testserver" + card]


def test_the_map_card_takes_the_query_of_the_map(world, visitor):
    assert "Office of Berlin" in visitor.get("/en/embed/map/?country=DE").content.decode()
    assert "Office of Berlin" not in visitor.get("/en/embed/map/?kind=joint-lab").content.decode()
    faulty = visitor.get("/en/embed/map/?year=never")
    assert (faulty.status_code, "“never” is not a year" in faulty.content.decode()) == (200, True)


@pytest.mark.parametrize("status", ["draft", "review"])
def test_a_hidden_instrument_has_no_card(visitor, status):
    make_instrument(slug_en="tool", status=status)
    assert visitor.get("/en/embed/instruments/tool/").status_code == 404
