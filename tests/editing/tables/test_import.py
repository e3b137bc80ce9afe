"""Content as tables: a look first, then all or nothing; whatever file comes, a clear message."""

import csv
import io
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from instruments.models import Cooperation
from portal.core.models import Revision, Theme
from portal.editing.tables import files
from sites.models import Institution, Place
from tests.editing.importing import INSTITUTION, THEME, as_csv, confirm, english, everything, look, person, said
from tests.factories import make_cooperation, make_country, make_institution, make_place, make_source
from tests.people import client_of, make_person
from tests.walk import Page

pytestmark = pytest.mark.django_db


# --- out and in again ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_goes_out_comes_in_and_changes_nothing(office, ending):
    place = make_place(latitude=-15.78, longitude=-47.93)
    one = make_institution(places=(place,), acronym_fr="=1+1", acronym_en="-A", body_fr="<p>Un.</p>\r\n<p>Deux.</p>")
    one.sources.add(make_source(), make_source())
    make_institution(reviewed_on="2026-01-05", publish_at=datetime.fromisoformat("2026-01-01T08:00:00+01:00"))
    before = everything(Institution)
    for address in (INSTITUTION, "/admin/portal_sites/place/", "/admin/core/source/"):
        exported = office.get(f"{address}export.{ending}")
        assert "attachment" in exported.headers["Content-Disposition"]
        answer = look(office, exported.content, address)
        assert said(answer) == ([], [])
        assert "there is nothing to change" in answer.content.decode()
    assert everything(Institution) == before


def test_an_export_runs_no_formula(office):
    make_place(code="brasilia", latitude=-15.78, longitude=-47.93, note_fr="=cmd()", note_en="'=kept")
    rows = list(
        csv.DictReader(io.StringIO(office.get("/admin/portal_sites/place/export.csv").content.decode("utf-8-sig")))
    )
    assert {k: rows[0][k] for k in ("Note [fr]", "Note [en]", "Latitude")} == {
        "Note [fr]": "'=cmd()",
        "Note [en]": "''=kept",
        "Latitude": "-15.78",
    }
    sheet = load_workbook(io.BytesIO(office.get("/admin/portal_sites/place/export.xlsx").content)).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}


@pytest.mark.parametrize("text", ["=1", "+a", "-a", "@x", "\tx", "'=1", "''=1", "-5", "+5.0", "a", "'a", "", "-"])
def test_the_guard_comes_off_again(text):
    assert files.unguarded(files.guarded(text)) == text


def test_an_export_is_what_the_list_shows(office):
    make_institution(code="shown", kind="research")
    make_institution(code="hidden", kind="hospital")
    rows = csv.DictReader(
        io.StringIO(office.get(f"{INSTITUTION}export.csv?kind__exact=research").content.decode("utf-8-sig"))
    )
    assert [row["Code"] for row in rows] == ["shown"]


def test_an_export_speaks_the_language_of_the_desk_and_comes_back_in_either(office):
    make_institution(code="lab", kind="research", name_fr="Labo", name_en="Lab")
    french = client_of(make_person("superuser", username="jean"), headers={"Accept-Language": "fr"})
    exported = [client.get(f"{INSTITUTION}export.csv").content.decode("utf-8-sig") for client in (office, french)]
    tables = [next(csv.DictReader(io.StringIO(text))) for text in exported]
    assert [(row["Status"], row["Kind"]) for row in tables[:1]] == [("published", "research institute")]
    assert [(row["Statut"], row["Nom [fr]"]) for row in tables[1:]] == [("publié", "Labo")]
    for text in exported:
        assert "there is nothing to change" in look(office, text.encode(), INSTITUTION).content.decode()
    coded = as_csv(("code", "status", "Nom [fr]"), ("lab", "draft", "Atelier"))
    rows, _ = said(look(office, coded, INSTITUTION))
    assert rows == [("2", "lab", "status", "published", "draft"), ("2", "lab", "name_fr", "Labo", "Atelier")]


def test_a_look_shows_each_difference_and_changes_nothing(office):
    Theme.objects.create(code="cancer", name_fr="Cancer", name_en="Cancer")
    data = as_csv(
        ("code", "name_en", "name_fr"), ("cancer", "Cancers", "Cancer"), ("ageing", "Ageing", "Vieillissement")
    )
    before = everything(Theme)
    answer = look(office, data)
    assert said(answer)[0] == [
        ("2", "cancer", "name_en", "Cancer", "Cancers"),
        ("3", "ageing (new record)", "code", "", "ageing"),
        ("3", "ageing", "name_fr", "", "Vieillissement"),
        ("3", "ageing", "name_en", "", "Ageing"),
    ]
    assert everything(Theme) == before
    assert "2 records imported." in confirm(office, answer).content.decode()
    assert [(t.code, t.name_fr, t.name_en) for t in Theme.objects.order_by("code")] == [
        ("ageing", "Vieillissement", "Ageing"),
        ("cancer", "Cancer", "Cancers"),
    ]
    assert said(look(office, data)) == ([], [])


def test_an_import_is_done_once_and_only_by_whom_looked(office):
    answer = look(office, as_csv(("code", "name_fr", "name_en"), ("a", "A", "A")))
    (word,) = Page(THEME, answer).all("input", name="kept")
    other = english(make_person("superuser"))
    for client, kept in ((other, word.get("value")), (office, "forged")):
        assert (
            "too old, or was done already"
            in client.post(THEME + "import/", {"kept": kept}, follow=True).content.decode()
        )
    assert confirm(office, answer).status_code == 200
    again = office.post(THEME + "import/", {"kept": word.get("value")}, follow=True)
    assert ("too old, or was done already" in again.content.decode(), Theme.objects.count()) == (True, 1)


def test_who_would_change_something_else_than_he_saw_looks_again(office):
    theme = Theme.objects.create(code="a", name_fr="A", name_en="A")
    answer = look(office, as_csv(("code", "name_fr"), ("a", "B")))
    Theme.objects.filter(pk=theme.pk).update(name_fr="C")
    again = confirm(office, answer)
    assert ("The records have changed since you looked." in again.content.decode(), said(again)[0]) == (
        True,
        [("2", "a", "name_fr", "C", "B")],
    )
    assert confirm(office, again).status_code == 200
    assert Theme.objects.get().name_fr == "B"


def test_an_import_is_one_revision_of_each_record_in_the_history(office):
    answer = look(office, as_csv(("code", "name_fr", "name_en"), ("a", "A", "A"), ("b", "B", "B")))
    assert Revision.objects.count() == 0
    confirm(office, answer)
    told = Revision.objects.order_by("code").values_list("code", "kind", "author__username")
    assert list(told) == [("a", "imported", "ada"), ("b", "imported", "ada")]


# --- all or nothing --------------------------------------------------------------------------------------------------


def test_errors_are_told_by_row_and_field_and_nothing_is_imported(office):
    make_institution(code="good")
    make_country(code="DE")
    data = as_csv(
        ("code", "status", "name_fr", "name_en", "slug_fr", "slug_en", "kind", "country", "places", "as_of"),
        ("good", "published", "Bon", "Good", "bon", "good", "research", "DE", "", "2025"),
        ("bad", "published", "Mal", "", "mal", "", "castle", "XX", "x, y", "2025-13"),
    )
    rows, _ = said(look(office, data, INSTITUTION))
    assert rows == [
        ("3", "bad", "country", "There is no country with the code “XX”."),
        (
            "3",
            "bad",
            "as_of",
            "“2025-13” is not a date. Write a day, a month or a year: 3 April 2027, 03/04/2027 (the day first), 2027-04, 2027; a decade: 199X.",
        ),
        ("3", "bad", "places", "There are no places with the codes “x”, “y”."),
        ("3", "bad", "kind", "Value 'castle' is not a valid choice."),
        ("3", "bad", "name_en", "A published record needs this in every language."),
    ]
    assert [body.code for body in Institution.objects.all()] == ["good"]
    assert Institution.objects.get().name_fr != "Bon"


def test_a_text_that_is_too_long_is_told(office):
    make_institution(code="good")
    rows, _ = said(look(office, as_csv(("code", "summary_en"), ("good", "a" * 1_001)), INSTITUTION))
    assert rows == [("2", "good", "summary_en", "This text has 1,001 characters; it may have 1,000.")]


def test_errors_are_in_the_editor_s_language(office):
    office.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr"
    answer = look(office, as_csv(("code", "basis", "dated"), ("s", "about", "hier")), "/admin/core/source/")
    assert any("n’est pas une date" in row[3].replace("'", "’") for row in said(answer)[0])


def test_two_rows_of_one_file_may_not_take_the_same_address(office):
    head = ("code", "name_fr", "name_en", "slug_en", "kind")
    rows, _ = said(
        look(
            office, as_csv(head, ("a", "A", "A", "same", "research"), ("b", "B", "B", "same", "research")), INSTITUTION
        )
    )
    assert [(row[:3]) for row in rows] == [("3", "b", "slug_en")]
    assert Institution.objects.count() == 0


# --- who may ---------------------------------------------------------------------------------------------------------


def test_who_may_not_import_does_not(office):
    client = english(make_person("translator: en"))
    assert client.get(INSTITUTION + "import/").status_code == 403
    assert "import/" not in client.get(INSTITUTION).content.decode()
    assert client.get(INSTITUTION + "export.csv").status_code == 200
    assert person().get(INSTITUTION + "export.csv").status_code == 403  # Django's permissions without a role
    assert INSTITUTION + "import/" in office.get(INSTITUTION).content.decode()


DECIDES = "Only somebody who may publish decides what is public."


def test_who_does_not_publish_prepares_what_is_public_and_writes_the_rest():
    public, draft = make_institution(code="public"), make_institution(code="draft", status="draft")
    editor = make_person("editor")
    client = english(editor)
    data = as_csv(("code", "unit_number"), ("public", "U1"), ("draft", "U2"))
    answer = look(client, data, INSTITUTION)
    assert said(answer)[0] == [
        ("2", "public (prepared)", "unit_number", "", "U1"),
        ("3", "draft", "unit_number", "", "U2"),
    ]
    told = confirm(client, answer, INSTITUTION).content.decode()
    assert ("1 record imported." in told, "1 change prepared: a publisher makes it public." in told) == (True, True)
    for record in (public, draft):
        record.refresh_from_db()
    assert (public.unit_number, draft.unit_number) == ("", "U2")
    waiting = Revision.pending.get()
    assert (waiting.record, list(waiting.authors.all())) == (public, [editor])
    english(make_person("publisher")).post(
        f"{INSTITUTION}{public.pk}/preparation/", {"_publish": "1", "_seen": waiting.seal}
    )
    public.refresh_from_db()
    assert public.unit_number == "U1"


def test_a_table_of_who_does_not_publish_decides_nothing():
    make_institution(code="public")
    make_institution(code="draft", status="draft")
    client = english(make_person("editor"))
    for code, status in (("draft", "published"), ("draft", "archived"), ("public", "draft"), ("new", "published")):
        wrong = said(look(client, as_csv(("code", "status"), (code, status)), INSTITUTION))[0]
        assert DECIDES in [reason for _row, _code, column, reason in wrong if column == "status"]
    late = as_csv(("code", "unpublish_at"), ("public", "2026-01-01 08:00"))
    assert said(look(client, late, INSTITUTION))[0] == [("2", "public", "unpublish_at", DECIDES)]


def test_a_second_prepared_change_waits_for_the_first():
    public = make_institution(code="public")
    client = english(make_person("editor"))
    first, second = (as_csv(("code", "unit_number"), ("public", number)) for number in ("U1", "U2"))
    confirm(client, look(client, first, INSTITUTION), INSTITUTION)
    told = "You have prepared a change to this record: it is published or dropped first."
    assert said(look(client, second, INSTITUTION))[0] == [("2", "public", "", told)]
    assert Revision.pending.of(public).get().record == public


def test_what_no_public_record_names_is_written_at_once_and_the_rest_is_prepared():
    used, unused = make_source(code="used"), make_source(code="unused")
    make_institution().sources.add(used)
    client = english(make_person("editor"))
    data = as_csv(("code", "title_en"), ("used", "One"), ("unused", "Two"))
    confirm(client, look(client, data, "/admin/core/source/"), "/admin/core/source/")
    for source in (used, unused):
        source.refresh_from_db()
    assert (used.title_en == "One", unused.title_en, Revision.pending.get().record) == (False, "Two", used)


def test_who_publishes_writes_what_is_public_at_once():
    make_institution(code="public")
    client = english(make_person("publisher"))
    data = as_csv(("code", "unit_number"), ("public", "U1"))
    confirm(client, look(client, data, INSTITUTION), INSTITUTION)
    assert (Institution.objects.get().unit_number, Revision.pending.count()) == ("U1", 0)


# --- partners --------------------------------------------------------------------------------------------------------

COOPERATION = "/admin/instruments/cooperation/"


def test_partners_come_and_go_and_keep_their_sources(office):
    lab = make_cooperation(code="lab", partners=2)
    french, first, second = lab.partners.order_by("order")
    first.sources.add(make_source())
    city = make_place(code="city")
    new = f"{second.institution.code}@city?, {first.institution.code}, @city"
    data = as_csv(("code", "partners_foreign"), ("lab", new))
    before = f"{first.institution.code}, {second.institution.code}"
    answer = look(office, data, COOPERATION)
    assert said(answer)[0] == [("2", "lab", "partners_foreign", before, new)]
    confirm(office, answer, COOPERATION)
    rows = [
        (p.institution, p.place, p.is_foreseen, p.sources.count()) for p in Cooperation.objects.get().partners.all()
    ]
    assert rows == [
        (french.institution, None, False, 0),
        (second.institution, city, True, 0),
        (first.institution, None, False, 1),
        (None, city, False, 0),
    ]
    assert said(look(office, data, COOPERATION)) == ([], [])


@pytest.mark.parametrize(
    ("cell", "message"),
    [("?", "“?” names neither an institution nor a place."), ("x@y", "There is no institution with the code “x”.")],
)
def test_a_partner_that_does_not_exist_is_told(office, cell, message):
    make_cooperation(code="lab")
    rows, _ = said(look(office, as_csv(("code", "partners_french"), ("lab", cell)), COOPERATION))
    assert rows == [("2", "lab", "partners_french", message)]


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_a_table_costs_the_same_queries(office, rows):
    country = make_country()
    Institution.objects.bulk_create(
        Institution(code=f"i{n}", kind="research", name_fr="a", name_en="a", country=country) for n in range(rows)
    )
    with CaptureQueriesContext(connection) as out:
        exported = office.get(INSTITUTION + "export.csv").content
    with CaptureQueriesContext(connection) as back:
        look(office, exported, INSTITUTION)
    savepoints = [query for query in back if "SAVEPOINT" in query["sql"]]
    assert (len(out), len(back) - len(savepoints)) == (14, 9)


def test_places_import_their_country_by_code(office):
    make_country(code="DE")
    head = ("code", "name_fr", "name_en", "latitude", "longitude", "country")
    confirm(
        office,
        look(office, as_csv(head, ("ulm", "Ulm", "Ulm", "48.4", "-9.99", "DE")), "/admin/portal_sites/place/"),
        "/admin/portal_sites/place/",
    )
    assert [(p.code, p.country.code, float(p.longitude)) for p in Place.objects.all()] == [("ulm", "DE", -9.99)]


def test_the_pages_of_an_import_have_nothing_inline(office):
    found = look(office, as_csv(("code", "name_fr", "name_en"), ("a", "A", "A")))
    refused = look(office, as_csv(("code", "name_fr"), ("a", "A")))
    for answer in (office.get(THEME + "import/"), found, refused, office.get(THEME)):
        page = Page(THEME, answer)
        assert [one for one in page.all("script") if not one.get("src")] == []
        assert page.all("style") + [one for one in page.elements if one.get("style") is not None] == []
        assert "script-src 'self';" in answer.headers["Content-Security-Policy"] + ";"
