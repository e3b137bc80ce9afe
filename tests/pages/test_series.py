"""Figures of one series stand together, newest first; each has a date."""

import pytest
from django.utils.translation import override

from portal.pages.models import KeyFigure
from portal.pages.series import date_of, grouped
from tests.factories import make_figure, make_source

pytestmark = pytest.mark.django_db


def stored(**fields):
    """A figure as the database gives it back."""
    return KeyFigure.objects.get(pk=make_figure(**fields).pk)


def test_a_series_stands_at_the_place_of_its_first_figure_newest_first():
    alone = stored()
    old, new = (
        stored(series="share", value=value, reference_date=date) for value, date in ((17, "2020"), (18, "2022"))
    )
    assert [group.figures for group in grouped([old, alone, new])] == [[new, old], [alone]]


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
