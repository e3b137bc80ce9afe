"""When a record last changed: only a real change of its content moves the date."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from portal.core.content import revisions
from portal.core.content.load import load
from portal.core.models import Revision, Theme
from sites.models import Office
from tests.factories import make_cooperation, make_funding, make_instrument, make_office, make_source

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def settle():
    """As if all that there is had been there for years."""
    revisions.flush()
    Revision.objects.update(at=LONG_AGO)


def is_new(record):
    revisions.flush()
    return revisions.dates([record])[record.pk] > LONG_AGO


def test_a_save_that_changes_nothing_is_no_change():
    office = make_office()
    settle()
    Office.objects.get().save()
    assert not is_new(office)


@pytest.mark.parametrize("field", ["name_fr", "summary_en", "as_of", "since"])
def test_a_changed_field_is_a_change(field):
    office = make_office()
    settle()
    setattr(office, field, "2024")
    office.save()
    assert is_new(office)


def test_a_row_and_what_lies_inside_it_belong_to_the_record():
    instrument = make_instrument()
    rule = make_funding(instrument, amount=10_000)
    criterion = instrument.routes.create().criteria.create(kind="partners-min", value="2")
    settle()
    rule.amount = 20_000
    rule.save()
    assert is_new(instrument)
    settle()
    criterion.value = "3"
    criterion.save()
    assert is_new(instrument)
    settle()
    rule.delete()
    assert is_new(instrument)


def test_a_relation_changes_the_record_that_names_the_other():
    cooperation, theme = make_cooperation(), Theme.objects.create(code="ageing", name_fr="a", name_en="b")
    settle()
    cooperation.themes.add(theme)
    assert (is_new(cooperation), is_new(theme)) == (True, False)
    settle()
    theme.cooperations.clear()
    assert is_new(cooperation)


def test_another_record_is_left_as_it_was():
    office, other = make_office(), make_office()
    settle()
    other.name_fr = "Autre"
    other.save()
    assert not is_new(office)


def test_what_is_deleted_has_no_date():
    source = make_source()
    revisions.flush()
    source.delete()
    revisions.flush()
    assert [row.kind for row in Revision.objects.filter(model="core.source")] == ["deleted", "saved"]


def test_the_same_content_loaded_twice_changes_nothing():
    load(settings.CONTENT_DIR)
    settle()
    load(settings.CONTENT_DIR, overwrite=True)
    revisions.flush()
    assert set(Revision.objects.values_list("at", flat=True)) == {LONG_AGO}


def test_a_publication_is_a_change_on_its_day():
    yesterday = timezone.now() - timedelta(days=1)
    office = make_office(publish_at=yesterday)
    settle()
    assert revisions.dates([office]) == {office.pk: yesterday}
    assert revisions.newest(Office.objects.published()) == yesterday


def test_a_draft_does_not_make_a_list_newer():
    make_office()
    settle()
    make_office(status="draft")
    revisions.flush()
    assert revisions.newest(Office.objects.published()) == LONG_AGO


def test_what_was_there_before_begins_with_a_date():
    office = make_office()
    revisions.flush()
    Revision.objects.all().delete()
    assert revisions.complete() == 3  # the office, its place, its country
    assert (is_new(office), revisions.complete()) == (True, 0)


# --- the site map of machines ----------------------------------------------------------------------------------------


def dated(visitor):
    text = visitor.get("/sitemap.xml").content.decode()
    entries = re.findall(r"<url>(.*?)</url>", text, re.DOTALL)
    return {
        re.findall(r"<loc>http://testserver(.*?)</loc>", entry)[0]: "".join(re.findall("<lastmod>(.*?)<", entry))
        for entry in entries
    }


def test_the_site_map_dates_records_and_lists(visitor):
    make_office(slug_en="rome"), make_office(slug_en="oslo")
    settle()
    office = Office.objects.get(slug_en="rome")
    office.summary_en = "Another"
    office.save()
    revisions.flush()
    found = dated(visitor)
    today = timezone.localdate().isoformat()
    assert (found["/en/offices/oslo/"], found["/en/offices/rome/"][:10]) == ("2020-01-01", today)
    assert (found["/en/offices/"][:10], found["/en/"][:10]) == (today, today)
    assert (found["/en/search/"], found["/en/networks/"]) == ("", "")


def test_asked_twice_it_says_the_same(visitor):
    make_office()
    settle()
    Office.objects.get().save()
    revisions.flush()
    assert set(dated(visitor).values()) == {"2020-01-01", ""}
