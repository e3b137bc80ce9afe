"""Themes by country as a table of marks."""

import re

import pytest
from django.utils.translation import override

from sites.theme_table import table_of
from sites.themes import subjects

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_content", "unchanging")]


@pytest.fixture
def table():
    with override("en"):
        yield table_of(subjects())


def test_every_tie_of_a_theme_stands_in_each_of_its_countries(table):
    for row in table.rows:
        there = {(feature.id, cell.area.code) for cell in row.cells for feature in cell.features}
        assert there == {(feature.id, area.code) for feature in row.subject.features for area in feature.areas}


def test_only_countries_with_something_continent_by_continent(table):
    columns = list(zip(*(row.cells for row in table.rows), strict=True))
    assert all(any(cell.features for cell in column) for column in columns)
    names = [continent.name.value for continent, _areas in table.continents]
    assert names == sorted(set(names))
    assert [cell.area.code for cell in table.rows[0].cells] == [area.code for area in table.areas]


def test_without_themes_there_is_no_table():
    assert table_of([]) is None


@pytest.mark.parametrize("path", ["/en/themes/", "/fr/themes/"])
def test_every_mark_is_a_link_with_a_name(visitor, table, path):
    page = visitor.get(path).content.decode()
    marks = re.findall(
        r'<a class="tie-mark" href="([^"]+)" title="[^"]+">.*?<span class="unseen">([^<]+)</span></a>', page, re.S
    )
    assert len(marks) == sum(len(cell.features) for row in table.rows for cell in row.cells)
    assert all(address.startswith("/") and name for address, name in marks)
    assert page.count('scope="row"') == len(table.rows)
