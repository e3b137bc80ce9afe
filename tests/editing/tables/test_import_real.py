"""The site's own content, out and in again: nothing changes, twice."""

import csv
import io

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from instruments.models import Cooperation, Instrument
from portal.core.content.specs import concepts
from tests.kept import load_content
from tests.people import client_of, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TABLES = (
    *("core/source", "core/theme", "pages/term", "portal_sites/place", "portal_sites/institution"),
    *("partnerships/partnership", "partnerships/project", "instruments/cooperation", "instruments/call"),
)


@pytest.fixture(scope="module")
def _content(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load_content()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def office(_content, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return client_of(make_person("superuser", username="ada"), headers={"Accept-Language": "en"})


def written():
    """Every row of the content, those between two records included."""
    rooms = {concept.model._meta.app_label for concept in concepts()}
    models = [model for room in rooms for model in apps.get_app_config(room).get_models(include_auto_created=True)]
    return {model: list(model._base_manager.order_by("pk").values_list()) for model in models}


def imported(office, table, data):
    file = SimpleUploadedFile("table.csv", data)
    return office.post(f"/admin/{table}/import/", {"file": file}).content.decode()


def joint_labs(office):
    instrument = Instrument.objects.get(code="joint-lab")
    return office.get(f"/admin/instruments/cooperation/export.csv?instrument__id__exact={instrument.pk}").content


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_every_table_changes_nothing(office, table, ending):
    before = written()
    exported = office.get(f"/admin/{table}/export.{ending}").content
    answer = imported(office, table, exported)
    assert "there is nothing to change" in answer
    assert written() == before


def test_the_nine_joint_labs_twice_change_nothing(office):
    before = written()
    exported = joint_labs(office)
    rows = list(csv.DictReader(io.StringIO(exported.decode("utf-8-sig"))))
    assert len(rows) == 9
    assert all(row["partners_french"] and row["partners_foreign"] for row in rows)
    for _ in range(2):
        assert "there is nothing to change" in imported(office, "instruments/cooperation", exported)
    assert written() == before


def test_a_joint_lab_that_is_gone_comes_back_from_its_table(office):
    """Its facts and coordinators stand on its own form: a table holds the record and its partners."""
    exported = joint_labs(office)
    lab = Cooperation.objects.filter(instrument__code="joint-lab").order_by("code").first()
    partners = [(p.side, p.institution, p.place, p.is_foreseen) for p in lab.partners.all()]
    with transaction.atomic():
        lab.delete()
        answer = imported(office, "instruments/cooperation", exported)
        word = answer.split('name="kept" value="', 1)[1].split('"', 1)[0]
        office.post("/admin/instruments/cooperation/import/", {"kept": word})
        back = Cooperation.objects.get(code=lab.code)
        found = [(p.side, p.institution, p.place, p.is_foreseen) for p in back.partners.all()]
        assert (back.name_fr, back.slug_en, back.body_en) == (lab.name_fr, lab.slug_en, lab.body_en)
        assert found == sorted(partners, key=lambda one: one[0] != "french")
        transaction.set_rollback(True)
