"""Versions of the rules, and the example profiles they are tried on."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import TestCase
from django.utils.translation import override

from instruments import versions
from instruments.models import Criterion, Example, RuleSet
from instruments.rules import sheets
from tests.factories import make_call, make_country, make_funding, make_instrument, make_source

pytestmark = pytest.mark.django_db


def make_rules(code="first", **overrides):
    """An instrument for Inserm and either a CRCN recruited lately or an ERC grantee, paid by zone."""
    instrument = make_instrument(code=code, **overrides)
    common = instrument.routes.create(is_common=True)
    common.criteria.create(kind="affiliation", value="inserm", order=1)
    common.criteria.create(kind="history", value="emerging,established", order=2)
    young = instrument.routes.create(order=1)
    young.criteria.create(kind="position", value="crcn", order=1)
    young.criteria.create(kind="recruited-under-years", value="5", order=2)
    instrument.routes.create(order=2).criteria.create(kind="award", value="erc-starting")
    make_funding(instrument, zone="europe", amount=60_000, order=1)
    make_funding(instrument, zone="outside-europe", amount=75_000, order=2)
    return instrument


def digest():
    return versions.digest(versions.document(sheets()))


def make_example(answers="affiliation=inserm&history=emerging&award=erc-starting&partner=DE", **overrides):
    values = {"code": "case", "name_fr": "Cas", "name_en": "Case", "on": date(2026, 11, 21), "answers": answers}
    return Example.objects.create(**{**values, **overrides})


END = datetime(2026, 3, 31, 15, tzinfo=UTC)  # of a call
SECOND = timedelta(seconds=1)


def paying(instrument, amount, since):
    """The rules as they stand from a moment on: with this amount."""
    instrument.funding.all().delete()
    make_funding(instrument, amount=amount)
    return RuleSet.objects.create(digest=digest(), rules=versions.document(sheets()), since=since)


# --- versions --------------------------------------------------------------------------------------------------------


def test_the_same_rules_are_recorded_once():
    make_rules()
    first = versions.record()
    assert re.fullmatch(r"[0-9a-f]{12}", first.digest)
    assert versions.record() is None
    assert RuleSet.objects.get() == first


def test_rules_that_come_back_are_a_version_again():
    make_rules()
    first = versions.record()
    Criterion.objects.filter(value="5").update(value="7")
    second = versions.record()
    Criterion.objects.filter(value="7").update(value="5")
    third = versions.record()
    assert [each.digest for each in RuleSet.objects.all()] == [third.digest, second.digest, first.digest]
    assert third.digest == first.digest != second.digest


def test_the_digest_is_the_same_in_every_language():
    make_rules()
    found = set()
    for language in ("fr", "en"):
        with override(language):
            found.add(digest())
    assert len(found) == 1


def test_the_digest_does_not_hang_on_any_order():
    first, second = make_rules("a", order=1), make_rules("b", order=2)
    before = digest()
    for instrument, order in ((first, 2), (second, 1)):
        instrument.order = order
        instrument.save()
        for number, rule in enumerate(instrument.funding.order_by("-order")):
            instrument.funding.filter(pk=rule.pk).update(order=number)
        for number, route in enumerate(instrument.routes.order_by("-pk")):
            instrument.routes.filter(pk=route.pk).update(order=number)
            for place, criterion in enumerate(route.criteria.order_by("-pk")):
                route.criteria.filter(pk=criterion.pk).update(order=place)
    Criterion.objects.filter(kind="history").update(value="established, emerging")
    assert digest() == before


def test_the_digest_does_not_hang_on_names_sources_or_drafts():
    instrument = make_rules()
    before = digest()
    instrument.name_en = "Another name"
    instrument.save()
    Criterion.objects.first().sources.add(make_source())
    make_rules("hidden", status="draft")
    make_rules("old", mode="historic")
    assert digest() == before


@pytest.mark.parametrize(
    "change",
    [
        lambda rules: rules.routes.filter(is_common=False).first().delete(),
        lambda rules: rules.funding.filter(zone="europe").update(amount=61_000),
        lambda rules: rules.funding.filter(zone="europe").update(is_ceiling=True),
        lambda rules: rules.funding.filter(zone="europe").update(basis="year"),
        lambda rules: rules.funding.filter(zone="europe").update(years=2),
        lambda rules: rules.funding.filter(zone="europe").update(years_is_minimum=True),
        lambda rules: Criterion.objects.filter(kind="history").update(value="emerging"),
        lambda rules: Criterion.objects.filter(kind="award").update(route=rules.routes.get(is_common=True)),
        lambda rules: type(rules).objects.update(mode="request"),
        lambda rules: type(rules).objects.update(status="archived"),
    ],
)
def test_every_rule_is_in_the_digest(change):
    rules = make_rules()
    before = digest()
    change(rules)
    assert digest() != before


def test_a_saved_rule_is_recorded_when_its_transaction_ends_once():
    with TestCase.captureOnCommitCallbacks(execute=True):
        instrument = make_rules()
        for criterion in Criterion.objects.all():
            criterion.value = "7" if criterion.value == "5" else criterion.value
            criterion.save()
        instrument.funding.first().delete()
    assert RuleSet.objects.get().digest == digest()


def test_what_changed_since_a_version():
    make_rules()
    old = versions.record()
    Criterion.objects.filter(value="5").update(value="7")
    found = versions.since(old.digest, versions.document(sheets()))
    [difference] = found.differences
    assert (found.moment, difference.instrument, difference.mode, difference.step) == (old.since, "first", "", "")
    assert [(each.kind, each.values) for each in difference.lost] == [("recruited-under-years", ("5",))]
    assert [(each.kind, each.values) for each in difference.gained] == [("recruited-under-years", ("7",))]


def test_no_version_and_the_present_one_have_nothing_to_tell():
    make_rules()
    present = versions.document(sheets())
    assert versions.since("", present) is None
    assert versions.since(versions.digest(present), present) is None
    assert versions.since("ffffffffffff", present) == versions.Since(None, [])


# --- examples --------------------------------------------------------------------------------------------------------


def test_what_is_expected_is_what_the_rules_say_now():
    make_rules()
    make_rules("second", mode="directed")
    make_country()
    example = make_example()
    assert [(each.instrument, each.expected, each.found) for each in versions.replay()] == [
        ("first", "", "fits"),
        ("second", "", "not-open"),
    ]
    versions.expect([example])
    assert [(row.instrument.code, row.verdict, row.amount) for row in example.verdicts.order_by("pk")] == [
        ("first", "fits", 60_000),
        ("second", "not-open", 60_000),
    ]
    assert versions.replay() == []
    versions.expect([example])
    assert example.verdicts.count() == 2


def test_a_rule_that_changes_a_verdict_or_an_amount_is_told():
    instrument = make_rules()
    make_country()
    example = make_example()
    versions.expect([example])
    Criterion.objects.filter(kind="history").update(value="new")
    instrument.funding.filter(zone="europe").update(amount=50_000)
    assert versions.replay() == [versions.Deviation(example, "first", "fits", "does-not-fit", 60_000, 50_000)]


def test_an_instrument_that_is_no_longer_public_is_told():
    instrument = make_rules()
    make_country()
    versions.expect([example := make_example()])
    instrument.status = "archived"
    instrument.save()
    assert versions.replay() == [versions.Deviation(example, "first", "fits", "", 60_000, None)]


@pytest.mark.parametrize("start", ["", "?", "/fr/instruments/trouver/?", "https://example.org/en/instruments/find/?"])
def test_answers_may_be_the_whole_address(start):
    make_rules()
    make_country()
    example = make_example(start + "affiliation=inserm&history=emerging&award=erc-starting&partner=DE&rules=abc")
    assert versions.verdicts(example, sheets(), {"DE": "europe"}) == {"first": ("fits", 60_000)}


def test_an_example_is_judged_on_its_own_day_whatever_the_address_says():
    make_rules()
    case = "affiliation=inserm&history=emerging&position=crcn&recruited=2030-01-15&on=2020-01-01"
    young, later = make_example(case, on=date(2031, 1, 1)), make_example(case, code="later", on=date(2035, 1, 15))
    assert versions.verdicts(young, sheets(), {})["first"][0] == "fits"
    assert versions.verdicts(later, sheets(), {})["first"][0] == "may-fit"


# --- what has changed since a call -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "is_told"),
    [(END - SECOND, False), (END, True), (END + SECOND, True)],
    ids=["a second before its end", "at its very end", "a second after its end"],
)
def test_a_rule_that_begins_about_the_end_of_a_call_counts_once_as_its_own_or_as_a_change(since, is_told):
    instrument = make_instrument(code="tool")
    paying(instrument, 10_000, END - timedelta(days=9))
    paying(instrument, 20_000, since)
    found = versions.at_the_time(make_call(instrument, closes_at=END), END + timedelta(days=1))
    told = [([each.amount for each in one.lost], [each.amount for each in one.gained]) for one in found.differences]
    assert told == ([([10_000], [20_000])] if is_told else [])
    assert found.moment == (END - timedelta(days=9) if is_told else since)


def test_of_two_rules_that_begin_at_the_end_of_a_call_none_is_its_own():
    instrument = make_instrument(code="tool")
    for amount, since in ((10_000, END - SECOND), (15_000, END), (20_000, END)):
        paying(instrument, amount, since)
    (change,) = versions.at_the_time(make_call(instrument, closes_at=END), END).differences
    assert [[each.amount for each in side] for side in (change.lost, change.gained)] == [[10_000], [20_000]]


def test_a_call_has_no_rules_of_its_own_where_all_known_ones_began_at_its_end():
    instrument = make_instrument(code="tool")
    paying(instrument, 10_000, END)
    assert versions.at_the_time(make_call(instrument, closes_at=END), END) == versions.Since(None, [])
