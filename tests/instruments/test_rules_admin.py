"""Rules are edited without code, tried on the example profiles first, and a changed verdict must be confirmed."""

import pytest

from instruments import versions
from instruments.models import Criterion, Example, Instrument, Route, RuleSet
from tests.factories import make_country, make_funding, make_instrument
from tests.kept import load_content

pytestmark = pytest.mark.django_db

ENGLISH = {"accept-language": "en"}
RECENT = "affiliation=inserm&history=new&partner=JP&partner_kind=team&partners=1&position=crcn&recruited=2024-03-01"


def make_rules(instrument, *routes):
    """Routes of (kind, value) pairs; the first one is common to all."""
    for order, criteria in enumerate(routes):
        route = Route.objects.create(instrument=instrument, order=order, is_common=order == 0)
        for place, (kind, value) in enumerate(criteria):
            Criterion.objects.create(route=route, order=place, kind=kind, value=value)


@pytest.fixture
def content():
    """First Steps and the IRP, and a case that is expected to fit the first."""
    make_country(code="JP", zone="outside-europe")
    first_steps, irp = make_instrument(code="first-steps", order=1), make_instrument(code="irp", order=2)
    make_funding(first_steps, amount=10_000)
    inserm, position = ("affiliation", "inserm"), ("position", "crcn")
    make_rules(
        first_steps,
        [inserm, ("history", "new")],
        [position, ("recruited-under-years", "5")],
        [("award", "erc-starting")],
    )
    make_rules(irp, [inserm, ("history", "emerging,established")])
    example = Example.objects.create(
        code="recent", name_fr="Récente", name_en="Recent", answers=RECENT, on="2026-11-21"
    )
    versions.expect([Example.objects.get(pk=example.pk)])
    versions.record()


@pytest.fixture
def time_limit(content):
    """The criterion "recruited less than 5 years ago" of First Steps."""
    return Criterion.objects.get(route__instrument__code="first-steps", kind="recruited-under-years")


def route_form(criterion, **changed):
    """What the browser sends for the route of `criterion`, with some fields changed."""
    route = criterion.route
    rows = list(route.criteria.all())
    data = {
        "instrument": route.instrument_id,
        "order": route.order,
        "criteria-TOTAL_FORMS": len(rows),
        "criteria-INITIAL_FORMS": len(rows),
    }
    for n, row in enumerate(rows):
        fields = {"id": row.pk, "route": route.pk, "order": row.order, "kind": row.kind, "value": row.value}
        data |= {f"criteria-{n}-{name}": value for name, value in fields.items()}
        data[f"criteria-{n}-sources"] = [source.pk for source in row.sources.all()]
        if row == criterion:
            data |= {f"criteria-{n}-{name}": value for name, value in changed.items()}
    return f"/admin/instruments/route/{route.pk}/change/", data


def test_the_content_answers_its_own_examples():
    load_content()
    assert versions.replay() == []
    assert Example.objects.count() > 0


def test_a_changed_verdict_is_not_saved_before_it_is_confirmed(admin_client, admin_user, time_limit):
    path, data = route_form(time_limit, value="2")
    page = admin_client.post(path, data, headers=ENGLISH).content.decode()
    assert "Not saved yet: these verdicts would change." in page
    assert f"Recent – {time_limit.route.instrument.name_en}: fits (€10,000) → may fit (€10,000)" in page
    assert 'name="_confirm"' in page
    assert 'value="2"' in page  # what was typed is still there
    time_limit.refresh_from_db()
    assert (time_limit.value, RuleSet.objects.count()) == ("5", 1)
    assert admin_client.post(path, {**data, "_confirm": "1"}, headers=ENGLISH).status_code == 302
    time_limit.refresh_from_db()
    newest = RuleSet.objects.first()
    assert (time_limit.value, newest.confirmed_by, versions.replay()) == ("2", admin_user, [])
    assert any("may fit" in line for line in newest.confirmed)


def test_a_change_that_alters_no_verdict_is_saved_at_once(admin_client, time_limit):
    path, data = route_form(time_limit, order="7")
    assert admin_client.post(path, data).status_code == 302
    time_limit.refresh_from_db()
    assert (time_limit.order, RuleSet.objects.count()) == (7, 1)


def test_a_wrong_value_is_told_at_its_place(admin_client, time_limit):
    path, data = route_form(time_limit, value="five")
    page = admin_client.post(path, data, headers={"accept-language": "fr"}).content.decode()
    assert "Ce critère demande un nombre entier." in page
    path, data = route_form(time_limit, kind="award", value="nobel")
    page = admin_client.post(path, data, headers=ENGLISH).content.decode()
    assert "Use one or more of these, separated by commas: atip-avenir (ATIP-Avenir award holder), erc-starting" in page


def test_a_third_way_in_is_entered_without_code(admin_client, content):
    instrument = Instrument.objects.get(code="irp")
    for order, (kind, value) in enumerate(
        (("position", "crcn"), ("award", "atip-avenir"), ("award", "erc-starting")), 1
    ):
        data = {
            "instrument": instrument.pk,
            "order": order,
            "criteria-TOTAL_FORMS": 1,
            "criteria-INITIAL_FORMS": 0,
            "criteria-0-order": 0,
            "criteria-0-kind": kind,
            "criteria-0-value": value,
            "_confirm": "1",
        }
        assert admin_client.post("/admin/instruments/route/add/", data).status_code == 302
    assert [row.value for row in Criterion.objects.filter(route__instrument=instrument, route__is_common=False)] == [
        "crcn",
        "atip-avenir",
        "erc-starting",
    ]
    found = admin_client.get("/en/instruments/find.json?" + RECENT.replace("new", "emerging")).json()["verdicts"]
    assert {verdict["instrument"]: verdict["verdict"] for verdict in found}["irp"] == "fits"


def test_the_rules_are_previewed_in_both_languages(admin_client, content):
    route = Route.objects.filter(instrument__code="first-steps", is_common=False).first()
    for path in (
        f"/admin/instruments/route/{route.pk}/change/",
        f"/admin/instruments/instrument/{route.instrument_id}/change/",
    ):
        page = admin_client.get(path).content.decode()
        assert "recruited less than 5 years ago" in page
        assert "compter moins de 5 ans depuis son recrutement" in page


def example_form(answers):
    return {
        "code": "mine",
        "name_fr": "Mon cas",
        "name_en": "My case",
        "answers": answers,
        "on_0": "",
        "on": "2026-11-21",
        "verdicts-TOTAL_FORMS": 0,
        "verdicts-INITIAL_FORMS": 0,
    }


def test_an_example_is_the_address_of_the_finder_and_keeps_its_verdicts(admin_client, content):
    address = f"https://example.org/fr/instruments/trouver/?{RECENT}&rules=0123"
    assert admin_client.post("/admin/instruments/example/add/", example_form(address)).status_code == 302
    example = Example.objects.get(code="mine")
    assert example.answers == RECENT
    assert [(row.instrument.code, row.verdict, row.amount) for row in example.verdicts.all()] == [
        ("first-steps", "fits", 10000),
        ("irp", "does-not-fit", None),
    ]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("position=astronaut", "“astronaut” is not in the list."),
        ("recruited=2021-13", "This date does not exist."),
        ("nothing", "There is no answer in this address."),
    ],
)
def test_a_wrong_example_is_told_at_its_field(admin_client, content, answers, said):
    page = admin_client.post("/admin/instruments/example/add/", example_form(answers), headers=ENGLISH).content.decode()
    assert said in page
    assert not Example.objects.filter(code="mine").exists()


def test_versions_are_read_not_written(admin_client, content):
    version = RuleSet.objects.get()
    assert admin_client.get("/admin/instruments/ruleset/").status_code == 200
    assert admin_client.get("/admin/instruments/ruleset/add/").status_code == 403
    assert admin_client.post(f"/admin/instruments/ruleset/{version.pk}/delete/", {"post": "yes"}).status_code == 403
