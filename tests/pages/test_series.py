"""Figures of one series stand together, newest first, with bars that start at zero."""

import re
from decimal import Decimal

import pytest
from django.utils.translation import override

from portal.pages.models import KeyFigure
from portal.pages.series import date_of, grouped
from tests.factories import make_figure, make_source

pytestmark = pytest.mark.django_db


def stored(**fields):
    """A figure as the database gives it back."""
    return KeyFigure.objects.get(pk=make_figure(**fields).pk)


def figures(*values, **fields):
    return [stored(**{"series": "share", "value": value, "reference_date": date, **fields}) for value, date in values]


def test_a_series_stands_at_the_place_of_its_first_figure_newest_first():
    alone = stored()
    old, new = figures((17, "2020"), (18, "2022"))
    assert [group.figures for group in grouped([old, alone, new])] == [[new, old], [alone]]


def test_bars_are_in_proportion_and_say_their_date_and_value():
    with override("en"):
        bars = grouped(figures(("17", "2020"), ("34", "2022"), unit="percent"))[0].bars
    assert [(bar.date, bar.value, bar.length) for bar in bars] == [("2022", "34%", 92), ("2020", "17%", 46)]


@pytest.mark.parametrize("figures_of", [lambda: figures((17, "2020")), lambda: [stored()]])
def test_one_value_has_no_chart(figures_of):
    assert grouped(figures_of())[0].bars == []


def test_values_of_two_units_are_not_compared():
    pair = [*figures((17, "2020"), unit="percent"), *figures((1, "2022"), unit="count")]
    assert grouped(pair)[0].bars == []


def test_nothing_but_zeros_is_no_division_by_zero():
    assert [bar.length for bar in grouped(figures((0, "2020"), (0, "2021")))[0].bars] == [0, 0]


@pytest.mark.parametrize(("language", "said"), [("fr", "2025 ou après"), ("en", "2025 or later")])
def test_a_source_known_not_to_be_older_dates_its_figures_so(language, said):
    source = make_source(basis="after", dated="2025-10", dated_to=None)
    with override(language):
        assert date_of(stored(reference_date=None, source=source)) == said


@pytest.mark.parametrize(("language", "said"), [("fr", "vers 2021-2022"), ("en", "about 2021–2022")])
def test_an_undated_figure_has_the_period_of_its_source(language, said):
    source = make_source(dated="2021", dated_to="2022")
    with override(language):
        assert date_of(stored(reference_date=None, source=source)) == said


@pytest.mark.parametrize(("language", "path"), [("fr", "/fr/chiffres-cles/"), ("en", "/en/key-figures/")])
def test_the_page_draws_what_its_table_says(visitor, language, path):
    figures((Decimal("18.5"), "2022"), (17, "2020"), unit="percent")
    make_figure()
    page = visitor.get(path).content.decode().replace("\u00a0", " ")
    drawn = re.findall(r'<text class="chart-value"[^>]*>([^<]*)', page)
    assert re.findall(r'<p class="series-value">([^<]*)', page) == drawn
    assert len(drawn) == 2
    assert page.count('<div class="figure">') == 1
