"""What the database refuses of instruments, calls and cooperations, and the words an editor reads instead."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from instruments.models import (
    Call,
    Cooperation,
    Criterion,
    Example,
    ExampleVerdict,
    FundingRule,
    Instrument,
    InstrumentName,
    Partner,
    Route,
)
from tests.factories import make_cooperation, make_fact, make_funding, make_instrument

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY = datetime(2026, 3, 2, 12, tzinfo=UTC), datetime(2026, 3, 3, 12, tzinfo=UTC)


def rule(**values):
    return FundingRule(instrument=make_instrument(), **values)


def instrument(**values):
    return Instrument(name_fr="Outil", name_en="Tool", mode="call", **{"code": "new", **values})


def call(**values):
    owner = make_instrument()
    return Call(code=f"call-of-{owner.code}", name_fr="Appel", name_en="Call", instrument=owner, **values)


def second_rule(zone):
    return FundingRule(instrument=make_funding(zone="europe").instrument, zone=zone)


def second_common_route():
    owner = make_instrument()
    Route.objects.create(instrument=owner, is_common=True)
    return Route(instrument=owner, is_common=True)


def partner_that_is_nobody():
    return Partner(cooperation=make_cooperation())


def code_taken_twice():
    return instrument(code=make_instrument().code)


def french_address_taken_twice():
    return instrument(slug_fr=make_instrument().slug_fr)


def english_address_taken_twice():
    return instrument(slug_en=make_instrument().slug_en)


POSITIVE = "Ensure this value is greater than or equal to 1."
STAGE = "A stage is a number from 1 to 4."
NONSENSE = {
    "no euro": (lambda: rule(amount=0), POSITIVE),
    "no year": (lambda: rule(years=0), POSITIVE),
    "less than nothing": (lambda: rule(amount=-1), POSITIVE),
    "stage 0": (lambda: instrument(stage=0), STAGE),
    "stage 5": (lambda: instrument(stage=5), STAGE),
    "two rules for a zone": (
        lambda: second_rule("europe"),
        "Funding rule with this Instrument and Zone already exists.",
    ),
    "two common routes": (second_common_route, None),
    "a call closes before it opens": (
        lambda: call(opens_at=TUESDAY, closes_at=MONDAY),
        "A call closes after it opens.",
    ),
    "a call closes as it opens": (lambda: call(opens_at=MONDAY, closes_at=MONDAY), "A call closes after it opens."),
    "more selected than received": (
        lambda: call(received=5, selected=6),
        "No more proposals are selected than received.",
    ),
    "a partner that is nobody": (partner_that_is_nobody, "Choose an institution or a place."),
    "a code taken twice": (code_taken_twice, "Instrument with this Code already exists."),
    "a French address taken twice": (french_address_taken_twice, "Instrument with this Address [fr] already exists."),
    "an English address taken twice": (
        english_address_taken_twice,
        "Instrument with this Address [en] already exists.",
    ),
}
nonsense = pytest.mark.parametrize(("make", "message"), NONSENSE.values(), ids=NONSENSE)


@nonsense
def test_the_database_refuses(make, message):
    record = make()
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()


def refusal_in_english(record):
    """What a form says of the record: every message."""
    with override("en"), pytest.raises(ValidationError) as refusal:
        record.full_clean()
    with override("en"):
        return refusal.value.messages


@nonsense
def test_a_form_says_why(make, message):
    said = refusal_in_english(make())
    assert [text for text in said if "Constraint “" in text] == []
    assert message in (None, *said)


SENSE = {
    "an unknown amount": lambda: rule(),
    "one euro, one year": lambda: rule(amount=1, years=1),
    "stage 1": lambda: instrument(stage=1),
    "stage 4": lambda: instrument(stage=4),
    "no stage": lambda: instrument(),
    "no address in either language": lambda: instrument(slug_fr="", slug_en=""),
    "a second rule for another zone": lambda: second_rule("outside-europe"),
    "a call that only closes": lambda: call(closes_at=MONDAY),
    "all received are selected": lambda: call(received=5, selected=5),
    "selected, received unknown": lambda: call(selected=5),
}


@pytest.mark.parametrize("make", SENSE.values(), ids=SENSE)
def test_both_accept(make):
    record = make()
    record.full_clean()
    record.save()
    assert type(record)._base_manager.filter(pk=record.pk).exists()


# --- words with a fixed list ------------------------------------------------------------------------------------------


def route():
    return Route.objects.create(instrument=make_instrument())


def saved(record):
    record.save()
    return record


def expected_verdict():
    example = Example.objects.create(code="case", name_fr="Cas", name_en="Case", answers="", on=MONDAY.date())
    return ExampleVerdict(example=example, instrument=make_instrument(), verdict="fits")


CHOICES = [
    (make_instrument, "mode"),
    (make_instrument, "status"),
    (make_fact, "kind"),
    (make_funding, "zone"),
    (make_funding, "basis"),
    (make_cooperation, "state"),
    (make_cooperation, "status"),
    (lambda: make_cooperation().partners.first(), "side"),
    (lambda: InstrumentName.objects.create(instrument=make_instrument(), kind="variant"), "kind"),
    (lambda: Criterion.objects.create(route=route(), kind="award", value="erc-starting"), "kind"),
    (lambda: saved(call()), "status"),
    (lambda: saved(call()), "end_reason"),
    (lambda: saved(expected_verdict()), "verdict"),
]


@pytest.mark.parametrize(("make", "field"), CHOICES)
def test_the_database_refuses_a_word_that_is_not_in_the_list(make, field):
    record = make()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(record)._base_manager.filter(pk=record.pk).update(**{field: "x"})


def test_every_list_of_words_is_tried_above():
    tried = {(type(make()), field) for make, field in CHOICES}
    listed = {
        (model, field.name)
        for model in apps.get_app_config("instruments").get_models()
        for field in model._meta.fields
        if field.choices
    }
    assert tried == listed


# --- what only a form can check ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("recruited-under-years", "five"),
        ("partners-min", ""),
        ("partners-max", "-1"),
        ("partners-max", "²"),
        ("partners-max", "1000"),
    ],
)
def test_a_counted_condition_needs_a_number(kind, value):
    with pytest.raises(ValidationError) as refusal:
        Criterion(route=route(), kind=kind, value=value).full_clean()
    assert list(refusal.value.message_dict) == ["value"]


@pytest.mark.parametrize("field", ["name_fr", "name_en", "slug_fr", "slug_en"])
def test_a_published_instrument_is_complete_in_both_languages(field):
    record = make_instrument()
    setattr(record, field, "")
    with pytest.raises(ValidationError) as refusal:
        record.full_clean()
    assert set(refusal.value.message_dict) - {"name"} == {field}  # modeltranslation repeats the default language's


def test_a_cooperation_does_not_end_before_it_starts():
    cooperation = Cooperation(
        code="c", name_fr="C", name_en="C", instrument=make_instrument(), started="2025-10", ended="2024"
    )
    with pytest.raises(ValidationError) as refusal:
        cooperation.full_clean()
    assert list(refusal.value.message_dict) == ["ended"]


@pytest.mark.parametrize(
    ("started", "ended"), [("2025", "2025"), ("2025-10", "2025"), ("2025-10-15", "2025-10"), (None, "2020")]
)
def test_a_period_may_be_known_in_part(started, ended):
    Cooperation(
        code="c", name_fr="C", name_en="C", instrument=make_instrument(), started=started, ended=ended
    ).full_clean()
