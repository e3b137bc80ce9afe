"""Numbers, money and dates in the form of the page's language.

In the expected texts `~` stands for the no-break space (U+00A0) and `_` for the narrow one (U+202F).
"""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from portal.core.dates import PartialDate
from portal.core.text import numbers


def spaced(text: str) -> str:
    return text.replace("~", "\u00a0").replace("_", "\u202f")


def words_of(pairs):
    """A figure as a reader sees it: (class, words) pairs without their classes."""
    return " ".join(words for _, words in pairs)


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0, "0", "0"),
        (7, "7", "7"),
        (999, "999", "999"),
        (6_580, "6_580", "6,580"),
        (1_234_567, "1_234_567", "1,234,567"),
        (-1_500, "-1_500", "-1,500"),
        (Decimal("7000.00"), "7_000", "7,000"),
        (Decimal("1E+3"), "1_000", "1,000"),
        (Decimal("18.50"), "18,5", "18.5"),
        (Decimal("1234.56"), "1_234,56", "1,234.56"),
        (Decimal("0.05"), "0,05", "0.05"),
    ],
)
def test_a_number_is_grouped_by_thousands_and_has_the_decimals_it_needs(value, french, english):
    with override("fr"):
        assert numbers.number(value) == spaced(french)
    with override("en"):
        assert numbers.number(value) == english


@pytest.mark.parametrize(
    ("write", "value", "french", "english"),
    [
        (numbers.euros, 60_000, "60_000~€", "€60,000"),
        (numbers.euros, 500, "500~€", "€500"),
        (numbers.percent, 52, "52~%", "52%"),
        (numbers.percent, Decimal("18.5"), "18,5~%", "18.5%"),
        (numbers.years, 0, "0 an", "0 years"),
        (numbers.years, 1, "1 an", "1 year"),
        (numbers.years, 5, "5 ans", "5 years"),
        (numbers.rank, 2, "n°~2", "no. 2"),
    ],
)
def test_a_unit_stands_where_the_language_puts_it(write, value, french, english):
    with override("fr"):
        assert write(value) == spaced(french)
    with override("en"):
        assert write(value) == english


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (date(2025, 10, 1), "1er octobre 2025", "1 October 2025"),
        (date(2025, 10, 2), "2 octobre 2025", "2 October 2025"),
        (date(2025, 8, 11), "11 août 2025", "11 August 2025"),
        (date(2026, 2, 21), "21 février 2026", "21 February 2026"),
        (date(2026, 12, 31), "31 décembre 2026", "31 December 2026"),
    ],
)
def test_only_the_first_of_a_month_is_an_ordinal_and_only_in_french(value, french, english):
    with override("fr"):
        assert numbers.day(value) == french
    with override("en"):
        assert numbers.day(value) == english


@pytest.mark.parametrize(
    ("iso", "french", "english"),
    [
        ("199X", "années 1990", "1990s"),
        ("0987", "0987", "0987"),
        ("2025", "2025", "2025"),
        ("2025-10", "octobre 2025", "October 2025"),
        ("2025-10-01", "1er octobre 2025", "1 October 2025"),
        ("2025-10-15", "15 octobre 2025", "15 October 2025"),
    ],
)
def test_a_partial_date_says_no_more_than_is_known(iso, french, english):
    with override("fr"):
        assert numbers.partial_date(PartialDate(iso)) == french
    with override("en"):
        assert numbers.partial_date(PartialDate(iso)) == english


@pytest.mark.parametrize(
    ("basis", "start", "end", "french", "english"),
    [
        ("stated", "2025-10-15", None, "15 octobre 2025", "15 October 2025"),
        ("stated", "2016", "2020", "2016-2020", "2016–2020"),
        ("about", "2023", None, "vers 2023", "about 2023"),
        ("about", "2021", "2022", "vers 2021-2022", "about 2021–2022"),
        ("after", "2022", None, "2022 ou après", "2022 or later"),
        ("after", "2025-10", None, "octobre 2025 ou après", "October 2025 or later"),
        ("period", "2016", "2020", "pour 2016-2020", "for 2016–2020"),
        ("stated", None, None, "", ""),
        ("about", None, None, "", ""),
    ],
)
def test_the_date_of_a_source_says_how_it_is_known(basis, start, end, french, english):
    known = [text and PartialDate(text) for text in (start, end)]
    with override("fr"):
        assert numbers.source_date(basis, *known) == french
    with override("en"):
        assert numbers.source_date(basis, *known) == english


@pytest.mark.parametrize(
    ("qualifier", "value", "value_to", "unit", "french", "english"),
    [
        ("exact", "13", None, "count", "13", "13"),
        ("over", "7000", None, "count", "plus de 7_000", "more than 7,000"),
        ("about", "40", None, "count", "environ 40", "about 40"),
        ("nearly", "9000", None, "count", "près de 9_000", "nearly 9,000"),
        ("up-to", "10000", None, "euro", "jusqu'à 10_000~€", "up to €10,000"),
        ("exact", "18.50", None, "percent", "18,5~%", "18.5%"),
        ("exact", "2", None, "rank", "n°~2", "no. 2"),
        ("exact", "4", "5", "count", "4 à 5", "4 to 5"),
        ("about", "40", "50", "percent", "environ 40 à 50~%", "about 40 to 50%"),
        ("exact", "1000000", None, "euro", "1_000_000~€", "€1,000,000"),
        ("exact", "4000", "5000", "euro", "4_000 à 5_000~€", "€4,000 to €5,000"),
        ("exact", "0.75", None, "euro", "0,75~€", "€0.75"),
    ],
)
def test_a_figure_says_how_exact_it_is_then_the_number(qualifier, value, value_to, unit, french, english):
    known = (qualifier, Decimal(value), value_to and Decimal(value_to), unit)
    with override("fr"):
        assert words_of(numbers.figure(*known)) == spaced(french)
    with override("en"):
        assert words_of(numbers.figure(*known)) == english


@pytest.mark.parametrize(
    ("qualifier", "classes"), [("exact", ["figure-number"]), ("about", ["figure-exactness", "figure-number"])]
)
def test_an_exact_figure_has_no_words_before_the_number(qualifier, classes):
    assert [name for name, _ in numbers.figure(qualifier, Decimal(40), None, "count")] == classes
