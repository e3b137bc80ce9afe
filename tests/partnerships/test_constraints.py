"""What the database refuses of partnerships and projects."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from partnerships.models import Modality, ModalityFact, Participant, Partnership, PartnershipEvent, Project
from tests.factories import make_institution

pytestmark = pytest.mark.django_db


def named(code):
    return {"code": code, "name_fr": "Nom", "name_en": "Name"}


def modality():
    return Modality.objects.create(**named("modality"))


def partnership(**values):
    return Partnership(modality=modality(), **named("partnership"), **values)


def project(**values):
    return Project(**named("project"), **values)


def saved(record):
    record.save()
    return record


def participant(**values):
    return Participant(project=saved(project()), **{"role": "lead", **values})


def test_a_participant_is_somebody():
    record = participant()
    with override("en"), pytest.raises(ValidationError) as refusal:
        record.full_clean()
    with override("en"):
        assert refusal.value.messages == ["Choose an institution or a network."]
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()


def test_a_participant_may_be_an_institution():
    record = participant(institution=make_institution())
    record.full_clean()
    record.save()
    assert list(record.project.participants.all()) == [record]


def test_a_partnership_has_a_form():
    with pytest.raises(IntegrityError), transaction.atomic():
        Partnership.objects.create(**named("partnership"))


@pytest.mark.parametrize("make", [partnership, project])
def test_nothing_ends_before_it_starts(make):
    with pytest.raises(ValidationError) as refusal:
        make(started="2024-05", ended="2024-04").full_clean()
    assert list(refusal.value.message_dict) == ["ended"]


@pytest.mark.parametrize("make", [partnership, project])
def test_a_form_refuses_a_date_that_does_not_exist(make):
    with pytest.raises(ValidationError) as refusal:
        make(started="2023-02-29").full_clean()
    assert list(refusal.value.message_dict) == ["started"]


# --- words with a fixed list ------------------------------------------------------------------------------------------

CHOICES = [
    (modality, "status"),
    (lambda: ModalityFact.objects.create(modality=modality(), kind="aim"), "kind"),
    (lambda: saved(partnership()), "status"),
    (lambda: saved(partnership()), "state"),
    (lambda: PartnershipEvent.objects.create(partnership=saved(partnership()), kind="signed"), "kind"),
    (lambda: saved(project()), "status"),
    (lambda: saved(project()), "kind"),
    (lambda: saved(participant(institution=make_institution())), "role"),
]


@pytest.mark.parametrize(("make", "field"), CHOICES)
def test_the_database_refuses_a_word_that_is_not_in_the_list(make, field):
    record = make()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(record)._base_manager.filter(pk=record.pk).update(**{field: "x"})


def test_every_list_of_words_is_tried_above():
    tried = set()
    for make, field in CHOICES:
        with transaction.atomic():
            tried.add((type(make()), field))
            transaction.set_rollback(True)
    listed = {
        (model, field.name)
        for model in apps.get_app_config("partnerships").get_models()
        for field in model._meta.fields
        if field.choices
    }
    assert tried == listed
