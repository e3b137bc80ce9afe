"""What the database refuses of countries, places, institutions, offices and networks."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from sites.models import (
    Country,
    Institution,
    InstitutionFunction,
    Network,
    NetworkFact,
    NetworkMember,
    OfficeFact,
    Place,
    Programme,
)
from tests.factories import make_country, make_institution, make_office, make_place

pytestmark = pytest.mark.django_db

EARTH = "Latitude goes from −90 to 90, longitude from −180 to 180."


def place(**values):
    start = {"code": "new", "name_fr": "Lieu", "name_en": "Place", "latitude": 0, "longitude": 0}
    return Place(**{**start, "country": make_country(), **values})


def country(**values):
    start = {
        "code": "AQ",
        "name_fr": "Terre",
        "name_en": "Land",
        "latitude": 0,
        "longitude": 0,
        "continent": "antarctica",
    }
    return Country(**{**start, "zone": "outside-europe", **values})


def network(**values):
    return Network.objects.create(code="network", name_fr="Réseau", name_en="Network", kind="network", **values)


def programme(**values):
    return Programme.objects.create(code="programme", name_fr="Programme", name_en="Programme", kind="grant", **values)


def second_institution_of_a_unit():
    make_institution(unit_number="U1111")
    return Institution(code="new", name_fr="Unité", name_en="Unit", kind="unit", unit_number="U1111")


NONSENSE = {
    "latitude 91": (lambda: place(latitude=91), EARTH),
    "latitude -91": (lambda: place(latitude=-91), EARTH),
    "longitude 181": (lambda: place(longitude=181), EARTH),
    "longitude -181": (lambda: place(longitude=-181), EARTH),
    "a country off the Earth": (lambda: country(latitude=91), EARTH),
    "a country's code taken twice": (
        lambda: country(code=make_country().code),
        "Country with this ISO code already exists.",
    ),
    "a country's address taken twice": (
        lambda: country(slug_en=make_country().slug_en),
        "Country with this Address [en] already exists.",
    ),
    "two institutions of one unit number": (second_institution_of_a_unit, None),
    "a member that is nobody": (lambda: NetworkMember(network=network()), "Choose a country or an institution."),
}
nonsense = pytest.mark.parametrize(("make", "message"), NONSENSE.values(), ids=NONSENSE)


@nonsense
def test_the_database_refuses(make, message):
    record = make()
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()


@nonsense
def test_a_form_says_why(make, message):
    with override("en"), pytest.raises(ValidationError) as refusal:
        make().full_clean()
    with override("en"):
        said = refusal.value.messages
    assert [text for text in said if "Constraint “" in text] == []
    assert message in (None, *said)


SENSE = {
    "the North Pole": lambda: place(latitude=90, longitude=180),
    "the South Pole": lambda: place(latitude=-90, longitude=-180),
    "an institution without unit number": lambda: Institution(
        code="new", name_fr="A", name_en="A", kind=make_institution().kind
    ),
    "a country without address": lambda: country(slug_fr="", slug_en=""),
    "a member that is a country": lambda: NetworkMember(network=network(), country=make_country()),
    "a member that is an institution": lambda: NetworkMember(network=network(), institution=make_institution()),
}


@pytest.mark.parametrize("make", SENSE.values(), ids=SENSE)
def test_both_accept(make):
    record = make()
    record.full_clean()
    record.save()
    assert type(record)._base_manager.filter(pk=record.pk).exists()


@pytest.mark.parametrize("missing", ["country", "latitude", "longitude"])
def test_a_place_has_a_country_and_a_point(missing):
    record = place(**{missing: None})
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()


def test_a_programme_does_not_follow_itself():
    record = programme()
    record.successor = record
    with pytest.raises(ValidationError) as refusal:
        record.full_clean()
    assert list(refusal.value.message_dict) == ["successor"]


# --- words with a fixed list ------------------------------------------------------------------------------------------

CHOICES = [
    (make_country, "continent"),
    (make_country, "zone"),
    (make_place, "kind"),
    (make_place, "country_basis"),
    (make_institution, "kind"),
    (make_institution, "place_basis"),
    (make_institution, "status"),
    (make_office, "status"),
    (lambda: InstitutionFunction.objects.create(institution=make_institution(), kind="referent"), "kind"),
    (lambda: OfficeFact.objects.create(office=make_office(), kind="goal"), "kind"),
    (network, "kind"),
    (network, "status"),
    (lambda: NetworkFact.objects.create(network=network(), kind="history"), "kind"),
    (programme, "kind"),
    (programme, "status"),
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
        for model in apps.get_app_config("portal_sites").get_models()
        for field in model._meta.fields
        if field.choices
    }
    assert tried == listed
