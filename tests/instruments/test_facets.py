"""The instruments can be narrowed down by what their rules say, with the count of every choice."""

import re

import pytest

from instruments.models import Criterion, Route
from tests.factories import make_funding, make_instrument

pytestmark = pytest.mark.django_db


@pytest.fixture
def instruments():
    """One per way of applying, each with its own money and time."""
    first = make_instrument(code="first", stage=1, mode="call", order=1)
    second = make_instrument(code="second", stage=2, mode="call", order=2)
    chosen = make_instrument(code="chosen", stage=3, mode="directed", order=3)
    label = make_instrument(code="label", stage=None, mode="request", order=4)
    make_funding(first, amount=10_000, years=1)
    make_funding(second, amount=60_000, years=5, zone="europe")
    make_funding(label, amount=20_000, years=5, basis="year")
    for instrument, kind, value in (
        (first, "award", "erc-starting"),
        (second, "partner-kind", "team"),
        (label, "partner-kind", "laboratory"),
    ):
        route = Route.objects.create(instrument=instrument, is_common=True)
        Criterion.objects.create(route=route, kind=kind, value=value)
    return first, second, chosen, label


def listed(visitor, query=""):
    """Codes of the instruments that the page compares, and its context's selection."""
    response = visitor.get(f"/en/instruments/{query}")
    assert response.status_code == 200
    return [instrument.code for instrument in response.context["instruments"]], response


FILTERS = [
    ("?stage=1", ["first"]),
    ("?stage=beside", ["label"]),
    ("?who=researcher", ["first"]),
    ("?who=team", ["second"]),
    ("?who=laboratory", ["label"]),
    ("?who=nobody", ["chosen"]),
    ("?region=europe", ["first", "second", "label"]),
    ("?region=outside-europe", ["first", "label"]),
    ("?region=not-stated", ["chosen"]),
    ("?amount=under-20000", ["first"]),
    ("?amount=20000-80000", ["second"]),
    ("?amount=over-80000", ["label"]),  # 20,000 a year for 5 years
    ("?amount=not-stated", ["chosen"]),
    ("?duration=5", ["second", "label"]),
    ("?duration=5&open=call", ["second"]),
    ("?open=directed", ["chosen"]),
    ("?stage=&who=", ["first", "second", "chosen", "label"]),
    ("?unknown=1", ["first", "second", "chosen", "label"]),
]


@pytest.mark.parametrize(("query", "found"), FILTERS)
def test_a_filter_keeps_what_the_rules_say(visitor, instruments, query, found):
    assert listed(visitor, query)[0] == found


def test_every_choice_is_counted_under_the_other_filters(visitor, instruments):
    fields = listed(visitor, "?duration=5")[1].context["selection"].fields
    assert {choice.code: choice.count for choice in fields["open"].choices} == {
        "call": 1,
        "request": 1,
    }  # "directed" would lead to nothing
    assert {choice.code: choice.count for choice in fields["duration"].choices} == {"1": 1, "5": 2, "not-stated": 1}


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/en/instruments/?stage=9", "“9” is not in the list."),
        ("/fr/instruments/?stage=9", "«\xa09\xa0» n’est pas dans la liste."),
        ("/en/instruments/?stage=1&stage=2", "Choose one value."),
        ("/en/instruments/?who=<script>", "“&lt;script&gt;” is not in the list."),
    ],
)
def test_a_wrong_value_is_told_and_shows_nothing(visitor, instruments, path, said):
    response = visitor.get(path)
    assert response.context["instruments"] == []
    assert said in response.content.decode()


def test_nothing_found_says_which_filter_to_drop(visitor, instruments):
    page = " ".join(listed(visitor, "?open=directed&duration=1")[1].content.decode().split())
    ways = re.findall(r'<li><a href="([^"]+)">(With[^<]+)</a>', page)
    assert ways == [
        ("/en/instruments/?open=directed", "Without “Duration: 1 year”: 1 result"),
        ("/en/instruments/?duration=1", "Without “How to apply: Chosen by the Directorate General”: 1 result"),
        ("/en/instruments/", "Without any filter: 4 results"),
    ]


def test_a_draft_is_neither_listed_nor_counted(visitor, instruments):
    make_instrument(code="draft", status="draft", stage=4)
    found, response = listed(visitor)
    assert found == ["first", "second", "chosen", "label"]
    assert "4" not in [choice.code for choice in response.context["selection"].fields["stage"].choices]
