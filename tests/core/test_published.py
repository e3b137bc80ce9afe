"""Who sees what, and when: statuses, dates, and what publication asks for."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from instruments.models import Call
from partnerships.models import Modality, Partnership, Project
from portal.core.enums import Status
from portal.pages.enums import PageKind
from portal.pages.models import Document, KeyFigure, Term, TimelineEvent
from sites.models import Institution, Network, Office, Programme
from tests.factories import (
    make_cooperation,
    make_figure,
    make_institution,
    make_instrument,
    make_office,
    make_page,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def words_of(record, on):
    """What the two words of the queryset and the record itself say of it at a moment."""
    records = type(record).objects
    return (records.published(on).exists(), records.answering(on).exists(), record.is_archived(on))


# --- statuses and dates ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "published", "answering", "archived"),
    [
        (Status.DRAFT, False, False, False),
        (Status.REVIEW, False, False, False),
        (Status.PUBLISHED, True, True, False),
        (Status.ARCHIVED, False, True, True),
    ],
)
def test_status_decides_what_the_public_sees(status, published, answering, archived):
    assert words_of(make_office(status=status), NOON) == (published, answering, archived)


@pytest.mark.parametrize(
    ("on", "published", "answering"), [(NOON - SECOND, False, False), (NOON, True, True), (NOON + SECOND, True, True)]
)
def test_a_record_is_public_from_the_second_of_its_start(on, published, answering):
    assert words_of(make_office(publish_at=NOON), on) == (published, answering, False)


@pytest.mark.parametrize(
    ("on", "published", "archived"), [(NOON - SECOND, True, False), (NOON, False, True), (NOON + SECOND, False, True)]
)
def test_a_record_is_archived_from_the_second_of_its_end_and_answers_still(on, published, archived):
    assert words_of(make_office(unpublish_at=NOON), on) == (published, True, archived)


@pytest.mark.parametrize(
    ("on", "published", "answering"),
    [
        (NOON - SECOND, False, False),
        (NOON, True, True),
        (NOON + timedelta(days=1) - SECOND, True, True),
        (NOON + timedelta(days=1), False, True),
    ],
)
def test_a_record_is_public_between_its_two_dates(on, published, answering):
    office = make_office(publish_at=NOON, unpublish_at=NOON + timedelta(days=1))
    assert words_of(office, on)[:2] == (published, answering)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.REVIEW])
def test_dates_do_not_make_a_draft_public(status):
    make_office(status=status, publish_at=NOON - SECOND, unpublish_at=NOON + SECOND)
    assert not Office.objects.published(NOON).exists()
    assert not Office.objects.answering(NOON).exists()


def test_an_archived_record_answers_only_from_its_start():
    make_office(status=Status.ARCHIVED, publish_at=NOON)
    assert not Office.objects.answering(NOON - SECOND).exists()
    assert Office.objects.answering(NOON).exists()


def test_the_hour_is_the_same_in_every_zone():
    office = make_office(publish_at=datetime.fromisoformat("2026-03-01T13:00:00+01:00"))
    office.refresh_from_db()
    assert office.publish_at == NOON
    assert list(Office.objects.published(NOON)) == [office]


def test_now_is_the_moment_when_none_is_given():
    coming = make_office(publish_at=datetime.now(UTC) + timedelta(minutes=5))
    past = make_office(unpublish_at=datetime.now(UTC) - timedelta(minutes=5))
    present = make_office()
    assert list(Office.objects.published()) == [present]
    assert set(Office.objects.answering()) == {past, present}
    assert [office.is_archived() for office in (coming, past, present)] == [False, True, False]


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("start", [None, NOON - SECOND, NOON, NOON + SECOND])
@pytest.mark.parametrize("end", [None, NOON - SECOND, NOON, NOON + SECOND])
def test_what_answers_is_public_or_marked_as_archived_never_both(status, start, end):
    published, answering, archived = words_of(make_office(status=status, publish_at=start, unpublish_at=end), NOON)
    assert not (published and archived)
    assert not (published and not answering)
    assert not (answering and not published and not archived)


# --- what publication asks for ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["name_fr", "name_en", "slug_fr", "slug_en"])
@pytest.mark.parametrize("missing", [None, ""])
def test_a_published_record_has_its_name_and_address_in_every_language(field, missing):
    office = make_office(**{field: missing})
    with pytest.raises(ValidationError) as refused:
        office.clean()
    assert refused.value.message_dict == {
        field: ["Pour une fiche publiée, ce champ se remplit dans toutes les langues."],
    }


@pytest.mark.parametrize("status", [Status.DRAFT, Status.REVIEW, Status.ARCHIVED])
def test_a_record_that_is_not_published_may_lack_a_language(status):
    make_office(status=status, name_en=None, slug_en=None).full_clean()


def test_a_published_record_in_both_languages_is_complete():
    make_office().full_clean()


def test_a_page_with_a_fixed_address_needs_no_slug():
    page = make_page(slug_fr=None, slug_en="about")
    page.full_clean()
    page.kind = PageKind.STRATEGY
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert list(refused.value.message_dict) == ["slug_fr"]


@pytest.mark.parametrize("end", [NOON, NOON - SECOND])
@pytest.mark.parametrize("status", Status)
def test_a_publication_does_not_end_before_it_starts(end, status):
    with pytest.raises(ValidationError) as refused:
        make_office(status=status, publish_at=NOON, unpublish_at=end).full_clean()
    assert refused.value.message_dict == {"unpublish_at": ["La fin précède le début."]}


def test_a_publication_may_end_a_second_after_it_starts():
    make_office(publish_at=NOON, unpublish_at=NOON + SECOND).full_clean()


# --- what the database refuses ---------------------------------------------------------------------------------------

MAKERS = {
    "instrument": make_instrument,
    "cooperation": make_cooperation,
    "call": lambda **values: Call.objects.create(code="x", instrument=make_instrument(), **values),
    "institution": lambda **values: Institution.objects.create(code="x", kind="research", **values),
    "office": make_office,
    "network": lambda **values: Network.objects.create(code="x", kind="forum", **values),
    "programme": lambda **values: Programme.objects.create(code="x", kind="grant", **values),
    "modality": lambda **values: Modality.objects.create(code="x", **values),
    "partnership": lambda **values: Partnership.objects.create(
        code="x", modality=Modality.objects.create(code="y"), **values
    ),
    "project": lambda **values: Project.objects.create(code="x", **values),
    "page": make_page,
    "key figure": make_figure,
    "event": lambda **values: TimelineEvent.objects.create(code="x", **values),
    "term": lambda **values: Term.objects.create(code="x", **values),
    "document": lambda **values: Document.objects.create(code="x", language="fr", **values),
}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_the_database_refuses_a_status_outside_the_list(make):
    with pytest.raises(IntegrityError, match="_status"), transaction.atomic():
        make(status="public")


def test_the_database_refuses_a_new_status_outside_the_list():
    make_office()
    with pytest.raises(IntegrityError, match="sites_office_status"), transaction.atomic():
        Office.objects.update(status="public")
    assert Office.objects.get().status == Status.PUBLISHED


@pytest.mark.parametrize("status", Status)
def test_the_database_takes_every_status_of_the_list(status):
    make_institution(status=status)
    assert Institution.objects.get().status == status


def test_a_record_is_a_draft_unless_somebody_says_otherwise():
    assert Modality.objects.create(code="x").status == Status.DRAFT
    assert KeyFigure().status == Status.DRAFT
