"""The desk's first page: each list is right, leads to exactly its records, and one click confirms them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from instruments.models import Call, Instrument
from portal.core.models import Discrepancy, DiscrepancyValue, Revision
from portal.editing.review.content_checks import months_before
from portal.pages.models import KeyFigure, Page
from tests.factories import make_figure, make_funding, make_institution, make_instrument, make_page, make_source
from tests.people import client_of, make_person
from tests.walk import Page as Read

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return make_person("superuser", username="ada")


@pytest.fixture
def office(administrator):
    return client_of(administrator, headers={"Accept-Language": "en"})


def calm_page(**overrides):
    """A page that no check finds."""
    page = make_page(**{"reviewed_on": timezone.localdate(), **overrides})
    page.sources.add(make_source())
    return page


def cares(client):
    """{address of a list: its count} on the first page."""
    page = Read("/admin/", client.get("/admin/"))
    rows = [row for row in page.all("li") if row.find("span") is not None and row.find("a") is not None]
    return {
        row.find("a").get("href"): int(row.find("span").text) for row in rows if "check" in row.find("a").get("href")
    }


def listed(client, address):
    return set(client.get(address).context["cl"].queryset.values_list("code", flat=True))


def a_year_ago(**more):
    return timezone.localdate() - timedelta(days=367, **more)


def records():
    """One record for each check, by the address of its list. The others of the same kind are fine."""
    calm_page()
    due = calm_page(reviewed_on=a_year_ago())
    never = calm_page(reviewed_on=None)
    review = calm_page(status="review")
    bare = calm_page()
    bare.sources.clear()
    half = calm_page(body_fr="<p>Seulement en français.</p>")
    today = timezone.localdate()
    make_figure(reviewed_on=today, reference_date="2025", next_review=today + timedelta(days=1))
    late = make_figure(reviewed_on=today, reference_date="2025", next_review=today)
    undated = make_figure(reviewed_on=today, reference_date=None)
    pays = make_instrument(reviewed_on=today)
    pays.sources.add(make_source())
    make_funding(pays)
    return {
        "/admin/pages/page/?check=review-due": {due.code},
        "/admin/pages/page/?check=never-reviewed": {never.code},
        "/admin/pages/page/?check=in-review": {review.code},
        "/admin/pages/page/?check=no-source": {bare.code},
        "/admin/pages/page/?check=no-translation": {half.code},
        "/admin/pages/keyfigure/?check=figure-due": {late.code},
        "/admin/pages/keyfigure/?check=figure-undated": {undated.code},
        "/admin/instruments/instrument/?check=amount-unsourced": {pays.code},
    }


def test_each_check_leads_to_exactly_its_records(office):
    wanted = records()
    assert cares(office) == dict.fromkeys(wanted, 1)
    assert {address: listed(office, address) for address in wanted} == wanted


def test_drafts_concern_nobody_but_those_who_wait_for_review(office):
    make_page(status="draft", reviewed_on=None, body_fr="<p>Seul.</p>")
    assert cares(office) == {}


def test_without_findings_the_page_says_so(office):
    calm_page()
    for language, words in (("en", "Nothing needs care today."), ("fr", "Rien ne demande de soin aujourd'hui.")):
        assert words in office.get("/admin/", headers={"Accept-Language": language}).content.decode()


def test_a_row_inside_that_lacks_a_language_is_found(office):
    texts = {"name_fr": "a", "name_en": "a", "shown_fr": "a", "shown_en": "a"}
    subject = Discrepancy.objects.create(code="x", status="published", reviewed_on=timezone.localdate(), **texts)
    DiscrepancyValue.objects.create(discrepancy=subject, text_fr="a")
    assert listed(office, "/admin/core/discrepancy/?check=no-translation") == {"x"}


def call(instrument, code, closes, **more):
    texts = {"name_fr": code, "name_en": code, "slug_fr": code, "slug_en": code}
    closes_at = timezone.now() + timedelta(days=closes)
    return Call.objects.create(
        instrument=instrument, code=code, closes_at=closes_at, **{"status": "published", **texts, **more}
    )


def test_a_call_that_ends_without_a_successor(office):
    alone, followed, drafted, running, old = (make_instrument() for _ in range(5))
    call(alone, "alone", -1)
    call(followed, "followed", -1)
    call(followed, "next", 100)
    call(drafted, "drafted", 20)
    call(drafted, "prepared", 300, status="draft")
    call(running, "running", 31)
    call(old, "historic", -1)
    Instrument.objects.filter(pk=old.pk).update(mode="historic")
    assert listed(office, "/admin/instruments/call/?check=call-ending") == {"alone"}


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 11, 21), 12, date(2025, 11, 21)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 1, 31), 2, date(2025, 11, 30)),
    ],
)
def test_a_year_before(day, months, before):
    assert months_before(day, months) == before


# --- still true ------------------------------------------------------------------------------------------------------


def everything(record):
    return type(record).objects.filter(pk=record.pk).values().get()


DUE = "/admin/pages/page/?check=review-due"


def test_one_click_changes_date_and_name_only(office, administrator):
    page, other = calm_page(reviewed_on=a_year_ago()), calm_page(reviewed_on=a_year_ago())
    before = everything(page)
    answer = office.post(DUE, {"_still_true": page.pk}, follow=True)
    assert everything(page) == {**before, "reviewed_on": timezone.localdate(), "reviewed_by_id": administrator.pk}
    assert "1 record confirmed: still true." in answer.content.decode()
    assert listed(office, DUE) == {other.code}


def test_all_that_the_page_shows_are_confirmed_at_once(office):
    shown = [calm_page(reviewed_on=a_year_ago()) for _ in range(3)]
    form = Read(DUE, office.get(DUE)).all("input", name="_shown")
    assert {int(found.get("value")) for found in form} == {page.pk for page in shown}
    late = calm_page(reviewed_on=a_year_ago())  # came after the editor looked
    asked = office.post(DUE, {"_still_true": "shown", "_shown": [found.get("value") for found in form]})
    assert "Confirm 3 records as still true?" in office.get(asked.url).content.decode()
    assert listed(office, DUE) == {late.code, *(page.code for page in shown)}
    office.post(asked.url)
    assert listed(office, DUE) == {late.code}


def test_chosen_records_are_confirmed_by_the_action(office):
    one, _ = calm_page(reviewed_on=None), calm_page(reviewed_on=None)
    chosen = {"action": "still_true", "_selected_action": [one.pk], "index": 0}
    office.post(office.post("/admin/pages/page/", chosen).url)
    assert Page.objects.get(pk=one.pk).reviewed_on == timezone.localdate()
    assert Page.objects.filter(reviewed_on=None).count() == 1


def test_who_may_only_look_confirms_nothing():
    page = calm_page(reviewed_on=None)
    client = client_of(make_person("translator: en"))
    assert client.post("/admin/pages/page/", {"_still_true": page.pk}).status_code == 403
    assert set(cares(client)) == {"/admin/pages/page/?check=never-reviewed"}
    assert "_still_true" not in client.get("/admin/pages/page/?check=never-reviewed").content.decode()


@pytest.mark.parametrize("key", ["x", "-1", "9" * 40, "0"])
def test_an_odd_key_confirms_nothing(office, key):
    calm_page(reviewed_on=None)
    assert office.post("/admin/pages/page/", {"_still_true": key}).status_code == 302
    assert Page.objects.filter(reviewed_on=None).count() == 1


def test_an_unknown_check_shows_the_whole_list(office):
    assert office.get("/admin/pages/page/?check=nothing", follow=True).redirect_chain == [
        ("/admin/pages/page/?e=1", 302)
    ]


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_the_first_page_costs_the_same_queries(office, rows):
    source = make_source()
    Page.objects.bulk_create(
        Page(code=f"p{n}", kind="legal", status="published", name_fr="a", name_en="a") for n in range(rows)
    )
    KeyFigure.objects.bulk_create(
        KeyFigure(code=f"f{n}", status="published", value=1, scope_fr="a", scope_en="a", source=source)
        for n in range(rows)
    )
    make_institution()
    asked = []
    for address in ("/admin/", "/admin/pages/page/?check=never-reviewed"):
        with CaptureQueriesContext(connection) as queries:
            assert office.get(address).status_code == 200
        asked.append(len(queries))
    assert asked == [110, 6]  # of texts whose value is missing, a query for each kind of row, once for each content


def test_translations_to_update_and_prepared_changes_are_on_the_first_page(desk):
    instrument, other = make_instrument(), make_instrument()
    desk.save(instrument, summary_fr="Changé")
    desk.save(other, button="_prepare", summary_fr="Changé")
    page = desk.client.get("/admin/").content.decode()
    for code, record in (("outdated", instrument), ("prepared", other)):
        address = f"/admin/instruments/instrument/?check={code}"
        assert address in page
        assert list(desk.client.get(address).context["cl"].queryset) == [record]
    Revision.pending.update(failure="Taken.")
    assert "/admin/instruments/instrument/?check=failed" in desk.client.get("/admin/").content.decode()
