"""A key figure as files: its counts as CSV, its drawing as SVG with its own words and styles."""

import csv
import io
from xml.etree import ElementTree

import pytest

from portal.core.drawing.picture import styles
from tests.factories import make_figure, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def series():
    """The same figure at two dates."""
    source = make_source(dated="2023", basis="about")
    make_figure(code="old", series="s", value=24, reference_date="2020", source=source)
    make_figure(code="new", series="s", value=40, qualifier="about", reference_date="2025", source=source)


def texts(answer):
    root = ElementTree.fromstring(answer.content)  # noqa: S314 - ours
    return root, [each.text for each in root.iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("path", "licence"),
    [("/en/key-figures/new.svg", "Open Licence 2.0"), ("/fr/chiffres-cles/old.svg", "Licence Ouverte")],
)
def test_the_picture_says_what_it_is(visitor, series, path, licence):
    answer = visitor.get(path)
    root, said = texts(answer)
    assert answer["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert "'unsafe-inline'" in answer["Content-Security-Policy"].partition("style-src")[2]
    assert root.find(f"{SVG}title").text.partition(":")[0] in " ".join(said)
    assert {"2025"} <= set(said)
    assert any(licence in line for line in said)
    assert any(line.startswith("http://testserver/") and line.endswith("#figure-new") for line in said)
    assert len(answer.content) < 15_360


def test_the_picture_stands_alone(visitor, series):
    content = visitor.get("/en/key-figures/new.svg").content.decode()
    assert "var(" not in content
    assert "light-dark" not in content
    assert "--" not in styles()


def test_the_counts_are_lines(visitor, series):
    answer = visitor.get("/en/key-figures/old.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["id"], row["value"], row["exactness"], row["date"]) for row in rows] == [
        *(("new", "40", "about", "2025"), ("old", "24", "exact", "2020"))
    ]
    assert answer["Content-Disposition"] == 'attachment; filename="old.csv"'


def test_an_order_has_no_picture(visitor):
    make_figure(code="first", unit="rank", value=1)
    assert visitor.get("/en/key-figures/first.svg").status_code == 404
    assert visitor.get("/en/key-figures/first.csv").status_code == 200
    assert "first.svg" not in visitor.get("/en/key-figures/").content.decode()


@pytest.mark.parametrize("path", ["/en/key-figures/secret.svg", "/en/key-figures/no.csv", "/en/key-figures/known.xls"])
def test_there_is_nothing_else(visitor, path):
    make_figure(code="secret", status="draft")
    make_figure(code="known")
    assert visitor.get(path).status_code == 404
