"""What somebody who knows no Django needs at the desk: to find, to be told where it shows, no trap beside a field."""

import re

import pytest
from django.utils import timezone

from portal.core.content import revisions
from portal.core.enums import Status
from portal.editing.revisions import history
from tests.factories import make_cooperation, make_institution, make_instrument, make_office, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def read(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def found(desk, words):
    return re.findall(
        r'<li>\s*<a href="(/admin/[^"]+)">([^<]+)</a> <span class="desk-comment">',
        desk.client.get("/admin/find/", {"q": words}).content.decode(),
    )


# --- finding --------------------------------------------------------------------------------------------------------


def test_a_record_is_found_by_a_part_of_its_name_in_either_language_or_its_code(desk):
    office = make_office(code="lisbon", name_fr="Bureau de Lisbonne", name_en="Lisbon office")
    revisions.flush()
    here = [(desk.address(office), "Lisbon office")]
    assert [found(desk, words) for words in ("lisbonne", "LISBON OFF", "lisbon")] == [here, here, here]
    assert found(desk, "porto") == []


def test_a_draft_is_found_at_the_desk_and_says_that_it_is_one(desk):
    make_office(code="lisbon", name_en="Lisbon office", status=Status.DRAFT)
    revisions.flush()
    assert "Lisbon office Office, draft – lisbon" in read(desk.client.get("/admin/find/?q=lisbon"))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Type two letters at least"),
        ("?q=x", "Type two letters at least"),
        ("?q=<b>nowhere</b>", "No record holds all of “&lt;b&gt;nowhere&lt;/b&gt;”."),
        ("?q=%00" + "x" * 500, "No record holds all of"),
    ],
)
def test_what_cannot_be_found_is_said(desk, query, said):
    response = desk.client.get(f"/admin/find/{query}")
    assert (response.status_code, said in read(response)) == (200, True)


def test_who_is_not_signed_in_finds_nothing(client):
    make_office(code="lisbon", status=Status.DRAFT)
    response = client.get("/admin/find/?q=lisbon")
    assert (response.status_code, "lisbon" in response.headers["Location"].replace("q%3Dlisbon", "")) == (302, False)


# --- after a save ---------------------------------------------------------------------------------------------------


def said_after(desk, record, **typed):
    return read(desk.client.get(desk.save(record, **typed)["Location"]))


def test_a_save_leads_to_the_public_page_in_each_language(desk):
    office = make_office(slug_fr="lisbonne", slug_en="lisbon")
    page = desk.client.get(desk.save(office)["Location"]).content.decode()
    assert '<a href="/fr/bureaux/lisbonne/" hreflang="fr">French</a>' in page
    assert '<a href="/en/offices/lisbon/" hreflang="en">English</a>' in page


def test_of_what_is_not_public_it_says_so(desk):
    later = timezone.now() + timezone.timedelta(days=1)
    assert "The public does not see it (status: draft)." in said_after(desk, make_office(status=Status.DRAFT))
    assert f"The public will see it from {timezone.localtime(later):%-d %B %Y, %H:%M}." in said_after(
        desk, make_office(publish_at=later)
    )
    hidden = make_cooperation(make_instrument(status=Status.DRAFT))
    assert "The public does not see it" in said_after(desk, hidden)


def test_a_partner_whose_record_is_no_page_yet_is_told(desk):
    cooperation = make_cooperation(partners=0)
    shown, draft = make_institution(name_en="Shown"), make_institution(name_en="Not shown", status=Status.DRAFT)
    for institution in (shown, draft):
        cooperation.partners.create(institution=institution)
    words = "The page does not name these partners, which are not public:"
    assert f"{words} Not shown." in said_after(desk, cooperation)
    draft.status = Status.PUBLISHED
    draft.save()
    assert words not in said_after(desk, cooperation)


# --- forms ----------------------------------------------------------------------------------------------------------


def test_the_code_of_a_new_record_follows_its_name_and_an_old_one_is_not_touched(desk):
    page = desk.client.get("/admin/instruments/cooperation/add/").content.decode()
    assert "&quot;id&quot;: &quot;#id_code&quot;" in page
    assert "#id_code" not in desk.open(make_cooperation())


def test_beside_a_choice_nothing_deletes_the_record_chosen(desk):
    page = desk.open(make_cooperation(partners=1)) + desk.open(make_instrument())
    assert ("add-related" in page, "delete-related" in page) == (True, False)


def test_a_form_begins_with_what_is_in_it(desk):
    page = desk.open(make_cooperation(partners=1))
    contents = page.partition('class="desk-contents"')[2].partition("</nav>")[0]
    assert "At a glance Texts Picture Where it comes from" in " ".join(re.sub(r"<[^>]+>", " ", contents).split())
    assert '<a href="#partners-heading">Partners</a> <span class="desk-count">2</span>' in contents
    anchors = re.findall(r'href="#([\w-]+)"', contents)
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in page] == []


def test_the_history_says_nothing_but_the_differences(desk):
    office = make_office()
    desk.save(office, summary_en="Another sentence.")
    assert history.revisions_of(office).first().comment == ""


def test_a_change_of_a_colleague_is_signed_with_their_name(desk, colleague):
    office = make_office()
    desk.save(office, button="_prepare", summary_en="Later.")
    assert "A change is prepared for this record by Ada" in colleague.open(office)


def test_a_place_can_be_made_while_one_writes(desk):
    place = make_place()
    assert "/admin/portal_sites/place/add/?_to_field=id&amp;_popup=1" in desk.open(make_institution(places=(place,)))
