"""The words of the site at the desk: what an editor chooses by name, what is refused beside its field, what the lists cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.core.web import navigation
from portal.pages.models import MenuEntry, Notice
from tests.factories import make_menu_entry, make_news, make_notice, make_office, make_question
from tests.people import client_of, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def office(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return client_of(make_person("superuser"), headers={"Accept-Language": "en"})


def add(office, kind, **typed):
    """What the form says against it; [] once it is saved."""
    form = {"code": "made", "status": "published", "reviewed_on": "", "_save": "1", **typed}
    response = office.post(reverse(f"admin:pages_{kind}_add"), form)
    return [] if response.status_code == 302 else list(response.context["adminform"].form.errors)


def test_a_label_typed_at_the_desk_is_in_the_menu(office, visitor):
    assert add(office, "menuentry", page="instruments:calls", label_en="Open calls", order="1") == []
    assert navigation.behind(navigation.door("funding"))[0].label == "Appels"
    assert visitor.get("/en/funding/").content.decode().count("Open calls") >= 2


def test_only_an_entry_of_the_menu_can_be_chosen_and_only_once(office):
    assert add(office, "menuentry", page="no:such-page") == ["page"]
    make_menu_entry(page="world")
    assert add(office, "menuentry", page="world") == ["page"]


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ({"link_en": "/en/calls/", "link_words_en": "Calls"}, []),
        ({"link_en": "https://www.inserm.fr/", "link_words_en": "Inserm"}, []),
        ({"link_en": "office/rome", "link_words_en": "Rome"}, []),
        ({"link_en": "javascript:alert(1)", "link_words_en": "Calls"}, ["link_en"]),
        ({"link_en": "//elsewhere.example/", "link_words_en": "Calls"}, ["link_en"]),
        ({"link_en": "nothing/rome", "link_words_en": "Rome"}, ["link_en"]),
        ({"link_en": "/en/calls/"}, ["link_words_en"]),
        ({"link_words_en": "Calls"}, ["link_en"]),
        (
            {
                "publish_at_0": "2026-03-02",
                "publish_at_1": "10:00",
                "unpublish_at_0": "2026-03-01",
                "unpublish_at_1": "10:00",
            },
            ["unpublish_at"],
        ),
    ],
)
def test_a_notice_is_refused_beside_the_field_that_is_wrong(office, typed, refused):
    assert add(office, "notice", level="information", text_en="Closed.", text_fr="Fermé.", **typed) == refused
    assert Notice.objects.count() == (not refused)


@pytest.mark.parametrize("rows", [1, 3, 90])
def test_the_lists_cost_the_same_queries(office, rows):
    for number in range(rows):
        make_notice(link_en=f"office/{make_office().code}" if number < 3 else "")
        make_news(), make_question(), make_menu_entry(page=f"page-{number}")
    asked = []
    for kind in ("notice", "newsitem", "question", "menuentry"):
        address = reverse(f"admin:pages_{kind}_changelist")
        office.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert office.get(address).status_code == 200
        asked.append(len(queries))
    assert asked == [6, 8, 6, 6]


def test_the_menu_is_listed_as_it_stands(office):
    for page, order in (("contacts", 50), ("instruments:calls", 20), ("funding", 10), ("instruments:find", 10)):
        make_menu_entry(page=page, order=order)
    listed = office.get(reverse("admin:pages_menuentry_changelist")).context["cl"].result_list
    assert [entry.page for entry in listed] == ["funding", "contacts", "instruments:find", "instruments:calls"]
    assert str(MenuEntry.objects.get(page="funding")) == "Financer"
