"""An import is a change at the desk like any other: what was before is kept, and the other language is told."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.core.models import Revision, Source, Theme
from portal.editing.models import Outdated
from portal.editing.revisions import history
from sites.models import Institution, Place
from tests.editing.importing import INSTITUTION, THEME, as_csv, confirm, look, said
from tests.factories import make_cooperation, make_institution, make_place, make_source

pytestmark = pytest.mark.django_db

COOPERATION = "/admin/instruments/cooperation/"
PLACE = "/admin/portal_sites/place/"


def imported(office, address, *rows):
    return confirm(office, look(office, as_csv(*rows), address), address)


def test_a_text_changed_in_french_marks_the_english_one(office):
    make_institution(code="a", summary_fr="Avant", summary_en="Before")
    make_institution(code="b", summary_fr="Avant", summary_en="Before")
    imported(office, INSTITUTION, ("code", "summary_fr"), ("a", "Après"), ("b", "Avant"))
    marks = [
        (mark.record.code, mark.field, mark.language, mark.source_language, mark.was) for mark in Outdated.objects.all()
    ]
    assert marks == [("a", "summary", "en", "fr", "Avant")]


def test_both_languages_at_once_mark_nothing(office):
    make_institution(code="a", summary_fr="Avant", summary_en="Before")
    imported(office, INSTITUTION, ("code", "summary_fr", "summary_en"), ("a", "Après", "After"))
    assert Outdated.objects.count() == 0


def test_the_state_before_is_kept_and_one_click_leads_back(office):
    body = make_institution(code="a", summary_fr="Avant", summary_en="Before")
    imported(office, INSTITUTION, ("code", "summary_fr"), ("a", "Après"))
    newest, oldest = history.revisions_of(body)
    assert (newest.kind, newest.author.username, oldest.author) == ("imported", "ada", None)
    assert [each.document["summary"]["fr"] for each in (newest, oldest)] == ["Après", "Avant"]
    office.post(f"{INSTITUTION}{body.pk}/history/", {"version": oldest.pk})
    body.refresh_from_db()
    assert body.summary_fr == "Avant"


def test_rows_inside_a_record_come_back_too(office):
    lab = make_cooperation(code="lab", partners=2)
    gone = lab.partners.last()
    gone.sources.add(make_source())
    kept = lab.partners.filter(side="foreign").first()
    imported(office, COOPERATION, ("code", "partners_foreign"), ("lab", kept.institution.code))
    newest, oldest = history.revisions_of(lab)
    assert newest.document == history.document(lab)
    office.post(f"{COOPERATION}{lab.pk}/history/", {"version": oldest.pk})
    assert (lab.partners.count(), lab.partners.get(pk=gone.pk).sources.count()) == (3, 1)


def test_a_file_is_a_revision_of_each_record_beside_the_states_before(office):
    for code in ("a", "b"):
        Theme.objects.create(code=code, name_fr=code, name_en=code)
    imported(office, THEME, ("code", "name_fr", "name_en"), ("a", "A", "A"), ("b", "B", "B"), ("c", "C", "C"))
    made = list(Revision.objects.order_by("kind", "code").values_list("kind", "code"))
    assert made == [*(("imported", code) for code in "abc"), ("saved", "a"), ("saved", "b")]
    imported(office, THEME, ("code", "name_fr"), ("a", "AA"))
    assert Revision.objects.count() == 6


def test_nothing_is_kept_of_an_import_that_another_change_forestalled(office):
    theme = Theme.objects.create(code="a", name_fr="A", name_en="A")
    answer = look(office, as_csv(("code", "name_fr"), ("a", "B")))
    Theme.objects.filter(pk=theme.pk).update(name_fr="C")
    confirm(office, answer)
    assert (Revision.objects.count(), Outdated.objects.count()) == (0, 0)


def test_each_row_costs_the_same_queries(office):
    asked = {}
    for number in (1, 3, 9):
        codes = [f"t{number}-{n}" for n in range(number)]
        Theme.objects.bulk_create(Theme(code=code, name_fr="a", name_en="a") for code in codes)
        answer = look(office, as_csv(("code", "name_fr"), *((code, "b") for code in codes)))
        with CaptureQueriesContext(connection) as queries:
            confirm(office, answer)
        asked[number] = len(queries)
    assert asked[9] - asked[3] == 3 * (asked[3] - asked[1])


def test_numbers_and_addresses_are_read_as_in_forms(office):
    make_place(code="paris")
    make_source(code="page")
    imported(office, PLACE, ("code", "latitude", "longitude"), ("paris", "48,85", "2,35"))
    imported(office, "/admin/core/source/", ("code", "url"), ("page", "www.inserm.fr"))
    assert [str(value) for value in Place.objects.values_list("latitude", "longitude").get(code="paris")] == [
        "48.850",
        "2.350",
    ]
    assert Source.objects.get(code="page").url == "https://www.inserm.fr"
    data = as_csv(("code", "latitude"), ("paris", "48,85"))
    assert said(look(office, data, PLACE)) == ([], [])


def test_two_revisions_of_an_institution_are_compared_field_by_field(office):
    body = make_institution(code="a", summary_fr="Avant")
    imported(office, INSTITUTION, ("code", "unit_number"), ("a", "U1"))
    assert Institution.objects.get().unit_number == "U1"
    page = office.get(f"{INSTITUTION}{body.pk}/history/").content.decode()
    assert "<ins>U1</ins>" in page


def test_a_new_record_has_its_addresses_made_from_its_names_as_in_the_form(office):
    make_institution(code="old", name_fr="Ancien", name_en="Old", slug_fr="ancien", slug_en=None)
    head = ("code", "status", "kind", "name_fr", "name_en")
    new = ("new", "published", "research", "L'Institut d'été", "The Summer Institute")
    imported(office, INSTITUTION, head, new, ("old", "published", "research", "Nouveau nom", "Old"))
    found = Institution.objects.order_by("code").values_list("slug_fr", "slug_en")
    assert list(found) == [("linstitut-dete", "the-summer-institute"), ("ancien", "old")]
