"""Addresses that lead elsewhere, at the desk: typed as a browser shows them, to a record or an address, never in a circle."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.core.models import FormerAddress, Redirect
from tests.factories import make_office, make_page, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def add(office, path, target):
    """What the form says against it; [] once it is saved."""
    response = office.post(reverse("admin:core_redirect_add"), {"path": path, "target": target, "_save": "1"})
    return [] if response.status_code == 302 else response.context["adminform"].form.errors


@pytest.mark.parametrize(
    "typed",
    [
        "/fr/ancien/",
        "fr/ancien/",
        "http://testserver/fr/ancien/",
        "http://testserver/fr/ancien/?page=2#top",
        " /fr/ancien/ ",
    ],
)
def test_an_old_address_is_understood_as_it_stands_in_a_browser(office, visitor, typed):
    assert add(office, typed, "http://testserver/fr/appels/?a=1#now") == []
    [made] = Redirect.objects.all()
    assert (made.path, made.target, made.code) == ("/fr/ancien/", "/fr/appels/?a=1#now", "fr-ancien")
    answer = visitor.get("/fr/ancien/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/fr/appels/?a=1#now")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert visitor.get("/fr/ancien").headers["Location"] == "/fr/appels/?a=1#now"


@pytest.mark.parametrize(("path", "language"), [("/fr/ancien/", "fr"), ("/en/old/", "en")])
def test_a_record_is_a_target_in_the_language_of_the_old_address(office, path, language):
    record = make_office()
    assert add(office, path, f"office/{record.code}") == []
    assert Redirect.objects.get().target == record.get_absolute_url(language)


def test_a_draft_is_no_target(office):
    assert list(add(office, "/en/old/", f"office/{make_office(status='draft').code}")) == ["target"]


def test_no_redirect_leads_round_in_a_circle(office):
    assert add(office, "/en/one/", "/en/two/") == []
    for path, target in (("/en/two/", "/en/one/"), ("/en/three/", "/en/three/"), ("/en/four/", "/en/one/#there")):
        assert list(add(office, path, target)) == ["target"]


@pytest.mark.parametrize("path", ["/en/calls/", "/en/", "/admin/", "/api/v1/", "https://elsewhere.example/en/old/"])
def test_what_has_a_page_or_is_no_address_of_ours_is_refused(office, path):
    assert list(add(office, path, "/en/glossary/")) == ["path"]
    assert not Redirect.objects.exists()


def test_another_site_is_no_target(office):
    assert list(add(office, "/en/old/", "https://elsewhere.example/")) == ["target"]


def test_two_redirects_never_share_a_code(office):
    for path in ("/en/old-page/", "/en/old/page/"):
        assert add(office, path, "/en/calls/") == []
    assert set(Redirect.objects.values_list("code", flat=True)) == {"en-old-page", "en-old-page-2"}


def test_former_addresses_are_listed_in_words(office):
    record = make_office(name_en="Rome", slug_en="old")
    record.slug_en = "new"
    record.save()
    FormerAddress.objects.create(model="portal_sites.office", language="fr", slug="parti", object_id=record.pk + 99)
    page = office.get(reverse("admin:core_formeraddress_changelist")).content.decode()
    change = reverse("admin:portal_sites_office_change", args=(record.pk,))
    for words in ("/en/offices/old/", f'<a href="{change}">Rome</a>', "English", "Office", "a record that is no more"):
        assert words in page
    assert "portal_sites.office</td>" not in page


@pytest.mark.parametrize("rows", [1, 3, 90])
def test_the_list_costs_the_same_queries(office, rows):
    place = make_place()
    for number in range(rows):
        for record in (make_office(place=place), make_page(kind="strategy")):
            label = record._meta.label_lower
            FormerAddress.objects.create(model=label, language="fr", slug=f"{number}", object_id=record.pk)
    office.get(reverse("admin:core_formeraddress_changelist"))
    with CaptureQueriesContext(connection) as queries:
        office.get(reverse("admin:core_formeraddress_changelist"))
    assert len(queries) == 9
