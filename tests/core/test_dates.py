"""Dates of which at least the year is known: how they are read, what they cover, how they are kept and sorted."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from portal.core.dates import PartialDate
from portal.core.models import Source
from portal.pages.models import KeyFigure, TimelineEvent
from tests.factories import make_cooperation, make_figure, make_source

IN_ORDER = [
    "1964",
    "1999-12",
    "199X",
    "2024-12-31",
    "2025",
    "2025-01",
    "2025-01-01",
    "2025-10",
    "2025-10-15",
    "2025-11",
    "2026",
]
SHUFFLED = [
    "2025-10",
    "199X",
    "2026",
    "1999-12",
    "2025-01-01",
    "2025-11",
    "1964",
    "2025",
    "2025-10-15",
    "2025-01",
    "2024-12-31",
]


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        ("199X", "decade", date(1990, 1, 1), date(1999, 12, 31)),
        ("2025", "year", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-10", "month", date(2025, 10, 1), date(2025, 10, 31)),
        ("2025-12", "month", date(2025, 12, 1), date(2025, 12, 31)),
        ("2025-02", "month", date(2025, 2, 1), date(2025, 2, 28)),
        ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-10-15", "day", date(2025, 10, 15), date(2025, 10, 15)),
        ("2024-02-29", "day", date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_a_partial_date_covers_all_the_days_it_may_be(text, precision, earliest, latest):
    known = PartialDate.parse(text)
    assert (known.precision, known.earliest, known.latest) == (precision, earliest, latest)
    assert (known.year, str(known)) == (earliest.year, text)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "hier", "25", "20255", "0000", "-2025", "2025-", "2025-1", "2025-1-5", "2025/10", "15/10/2025"),
        *("2025-13", "2025-00", "2025-10-32", "2025-10-00", "2025-02-29", "2025-10-15T12:00", "202510", "20251015"),
        *(" 2025", "2025 ", "2025-10\n", "２０２５", "٢٠٢٥"),
        *("199x", "19XX", "199X-05", "000X", "199", "1990s"),
    ],
)
def test_anything_but_a_possible_date_in_iso_form_is_refused(text):
    with pytest.raises(ValueError):
        PartialDate.parse(text)


def test_dates_sort_by_time_the_less_precise_first():
    assert [str(known) for known in sorted(map(PartialDate.parse, SHUFFLED))] == IN_ORDER


@pytest.mark.django_db
def test_the_database_sorts_dates_by_time_the_less_precise_first():
    for text in SHUFFLED:
        make_source(dated=text)
    assert [str(source.dated) for source in Source.objects.order_by("dated")] == IN_ORDER


@pytest.mark.django_db
def test_an_event_without_date_comes_last_on_both_databases():
    TimelineEvent.objects.create(code="undated")
    TimelineEvent.objects.create(code="dated", date="2025")
    assert [event.code for event in TimelineEvent.objects.all()] == ["dated", "undated"]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["199X", "2025", "2025-10", "2025-10-15"])
def test_a_saved_date_is_read_back_with_its_precision(text):
    make_source(dated=text)
    assert Source.objects.get().dated == PartialDate(text)
    assert Source.objects.filter(dated=PartialDate(text)).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("empty", [None, ""])
def test_an_empty_date_is_null(empty):
    make_figure(reference_date=empty)
    assert KeyFigure.objects.get().reference_date is None
    assert KeyFigure.objects.filter(reference_date=None).count() == 1


@pytest.mark.django_db
def test_full_clean_turns_text_into_a_date_without_its_blanks():
    source = make_source(dated=" 2025-10 ")
    source.full_clean()
    assert source.dated == PartialDate("2025-10")


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["2025-13", "hier"])
@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "“{}” is not a date. Write a year, a month or a day: 2025, 2025-10 or 2025-10-15; a decade: 199X."),
        (
            "fr",
            "« {} » n'est pas une date. Écrivez une année, un mois ou un jour : 2025, 2025-10 ou 2025-10-15 ; une décennie : 199X.",
        ),
    ],
)
def test_a_wrong_date_is_refused_in_words_that_say_how_to_write_it(text, language, message):
    source = make_source()
    source.dated = text
    with override(language):
        with pytest.raises(ValidationError) as refused:
            source.full_clean()
        assert refused.value.message_dict == {"dated": [message.format(text)]}


@pytest.mark.django_db
def test_a_wrong_start_is_refused_when_there_is_an_end():
    source = make_source()
    source.dated, source.dated_to = "hier", "2025"
    with pytest.raises(ValidationError) as refused:
        source.full_clean()
    assert list(refused.value.message_dict) == ["dated"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "end"), [("2025", "2024"), ("2025", "199X"), ("2025-10", "2025-09"), ("2025", "2024-12-31")]
)
def test_a_source_does_not_end_before_it_starts(start, end):
    with pytest.raises(ValidationError) as refused:
        make_source(dated=start, dated_to=end).full_clean()
    assert list(refused.value.message_dict) == ["dated_to"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "end"), [("2021", "2022"), ("199X", "1994"), ("199X", "199X"), ("2025", "2025-03"), ("2025-10", "2025")]
)
def test_a_source_may_state_its_end_more_or_less_precisely_than_its_start(start, end):
    make_source(dated=start, dated_to=end).full_clean()


@pytest.mark.django_db
def test_a_source_states_a_date():
    with pytest.raises(ValidationError) as refused:
        make_source(dated=None).full_clean()
    assert list(refused.value.message_dict) == ["dated"]


# --- a decade --------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("fr", "années 1990"), ("en", "1990s")])
def test_a_decade_is_shown_in_words_and_not_told_to_machines_that_know_none(visitor, language, words):
    cooperation = make_cooperation(started="199X", ended="2004-05")
    markup = visitor.get(cooperation.get_absolute_url(language)).content.decode()
    assert f"<dd>{words}</dd>" in "".join(line.strip() for line in markup.splitlines())
    assert ("199X" in markup, "foundingDate" in markup) == (False, False)
    assert '"dissolutionDate":"2004-05"' in markup


@pytest.mark.django_db
def test_a_decade_is_no_year_to_choose(visitor):
    for started in ("199X", "1994-03"):
        make_cooperation(started=started)
    found = visitor.get("/en/cooperations/").context["selection"]
    assert [(choice.code, choice.count) for choice in found.fields["year"].choices] == [("1994", 1)]
    assert list(visitor.get("/en/cooperations/?year=199X").context["selection"].errors) == ["year"]
