"""A place of an instrument is found by its name, and leads to its row on the instrument's page."""

import pytest
from django.db import transaction

from instruments.models import InstrumentPlace
from portal.search import index
from tests.factories import make_country, make_instrument, make_place

pytestmark = pytest.mark.django_db

PAGES = {"fr": "/fr/instruments/projet/", "en": "/en/instruments/project/"}


@pytest.fixture
def project():
    names = {"short_name_fr": "PRI", "short_name_en": "IRP", "name_plural_en": "International projects"}
    return make_instrument(code="irp", slug_fr="projet", slug_en="project", **names)


@pytest.fixture
def places(project):
    """Two cities of one country."""
    china = make_country(code="CN", name_fr="Chine", name_en="China", slug_fr="chine", slug_en="china")
    cities = (
        make_place(code="nanjing", name_fr="Nankin", name_en="Nanjing", country=china),
        make_place(code="harbin", name_fr="Harbin", name_en="Harbin", country=china),
    )
    return [InstrumentPlace.objects.create(instrument=project, place=city, as_of="2021") for city in cities]


def found(visitor, language, asked):
    path = {"fr": "/fr/recherche/", "en": "/en/search/"}[language]
    page = visitor.get(path, {"q": asked}).content.decode()
    return [code for code in ("harbin", "nanjing") if f'href="{PAGES[language]}#place-{code}"' in page]


@pytest.mark.parametrize(
    ("language", "asked", "rows"),
    [
        ("en", "Harbin", ["harbin"]),
        ("fr", "PRI Harbin", ["harbin"]),
        ("en", "IRP Nanjing", ["nanjing"]),
        ("fr", "Nankin", ["nanjing"]),
        ("en", "IRP China", ["harbin", "nanjing"]),
    ],
)
def test_a_place_leads_to_its_row(visitor, places, language, asked, rows):
    index.rebuild()
    assert found(visitor, language, asked) == rows
    for row in places:
        assert f'id="{row.anchor}"' in visitor.get(PAGES[language]).content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_search_follows_a_row_that_goes_and_an_instrument_that_is_hidden(visitor, places, project):
    index.rebuild()
    with transaction.atomic():
        places[1].delete()
    assert (found(visitor, "en", "Harbin"), found(visitor, "en", "Nanjing")) == ([], ["nanjing"])
    project.status = "draft"
    project.save()
    assert found(visitor, "en", "Nanjing") == []
