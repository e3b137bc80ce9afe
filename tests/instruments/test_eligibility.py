"""The engine alone: rules and a profile in, a verdict out. No database, no words."""

import datetime
from dataclasses import replace
from datetime import date

import pytest

from instruments.eligibility import (
    Change,
    Criterion,
    Fit,
    Funding,
    Profile,
    Rules,
    Span,
    State,
    anniversary,
    assess,
)

TODAY = date(2026, 11, 21)


def criterion(kind, *values, code=""):
    return Criterion(code or kind, kind, tuple(str(value) for value in values))


INSERM = criterion("affiliation", "inserm")
TEAM = criterion("partner-kind", "team")
LABORATORY = criterion("partner-kind", "laboratory")
NEW = criterion("history", "new")
ONE_AT_LEAST, ONE_AT_MOST = criterion("partners-min", 1), criterion("partners-max", 1)
CRCN, RECENT = criterion("position", "crcn"), criterion("recruited-under-years", 5)
ATIP, ERC = (criterion("award", value, code=f"award:{value}") for value in ("atip-avenir", "erc-starting"))
FIRST_STEPS = Rules(
    "first-steps",
    "call",
    (INSERM, TEAM, ONE_AT_LEAST, ONE_AT_MOST, NEW),
    ((CRCN, RECENT), (ATIP,), (ERC,)),
    (Funding("any", 10_000, years=1),),
)
IRP = Rules(
    "irp",
    "call",
    (INSERM, TEAM, ONE_AT_LEAST, criterion("history", "emerging", "established")),
    (),
    (Funding("europe", 60_000, True, years=5), Funding("outside-europe", 75_000, True, years=5)),
)
JOINT_LAB = Rules(
    "joint-lab",
    "request",
    (INSERM, LABORATORY, ONE_AT_LEAST, ONE_AT_MOST, criterion("history", "established")),
    (),
    (Funding("any", 20_000, basis="year", years=5),),
)
KIP = Rules("kip", "directed")
ALL = (FIRST_STEPS, IRP, JOINT_LAB, KIP)

MARCH = Span(date(2022, 3, 15), date(2022, 3, 15))
YOUNG = Profile("inserm", "new", "team", 1, "crcn", MARCH, frozenset())


def fit(rules, profile, on=TODAY):
    return assess(rules, profile, on).fit


def state_of(kind, profile, on=TODAY, rules=FIRST_STEPS):
    return [found.state for found in assess(rules, profile, on).findings if found.criterion.kind == kind]


def span(first, last=None):
    return Span(date.fromisoformat(first), date.fromisoformat(last or first))


def only(*criteria):
    return Rules("one", "call", tuple(criteria))


# --- three values ----------------------------------------------------------------------------------------------------


def test_nothing_answered_leaves_every_instrument_possible():
    assert [fit(rules, Profile()) for rules in ALL] == [Fit.MAY_FIT] * 3 + [Fit.NOT_OPEN]
    found = [finding.state for rules in ALL for finding in assess(rules, Profile(), TODAY).findings]
    assert found == [State.UNKNOWN] * 18


@pytest.mark.parametrize(
    ("rule", "met", "unmet"),
    [
        (INSERM, {"affiliation": "inserm"}, {"affiliation": "other"}),
        (TEAM, {"partner_kind": "team"}, {"partner_kind": "institution"}),
        (criterion("history", "emerging", "established"), {"history": "established"}, {"history": "new"}),
        (CRCN, {"position": "crcn"}, {"position": "non-permanent"}),
        (criterion("partners-min", 2), {"partners": 2}, {"partners": 1}),
        (criterion("partners-max", 2), {"partners": 2}, {"partners": 3}),
        (ONE_AT_LEAST, {"partners": 1}, {"partners": 0}),
        (ATIP, {"awards": frozenset({"atip-avenir", "erc-starting"})}, {"awards": frozenset()}),
        (RECENT, {"recruited": span("2021-11-22")}, {"recruited": span("2021-11-21")}),
    ],
)
def test_each_kind_of_criterion_is_met_unmet_or_unknown(rule, met, unmet):
    assert fit(only(rule), Profile(**met)) == Fit.FITS
    assert fit(only(rule), Profile(**unmet)) == Fit.DOES_NOT_FIT
    assert fit(only(rule), Profile()) == Fit.MAY_FIT


def test_a_kind_that_the_engine_does_not_know_is_unknown():
    assert fit(only(criterion("language", "french")), YOUNG) == Fit.MAY_FIT


def test_an_instrument_of_which_no_source_says_who_may_apply_may_fit_everybody():
    assert fit(Rules("silent", "call"), Profile()) == Fit.MAY_FIT
    assert fit(Rules("silent", "call"), YOUNG) == Fit.MAY_FIT


def test_what_the_directorate_general_chooses_is_open_to_nobody():
    verdict = assess(replace(FIRST_STEPS, mode="directed"), YOUNG, TODAY)
    assert (verdict.fit, verdict.findings, verdict.changes, verdict.assumptions) == (Fit.NOT_OPEN, (), (), ())
    assert verdict.amount == Funding("any", 10_000, years=1)


# --- routes: one is enough; criteria: every one ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, Fit.FITS),
        ({"position": "other-permanent"}, Fit.DOES_NOT_FIT),
        ({"position": "other-permanent", "awards": frozenset({"erc-starting"})}, Fit.FITS),
        ({"position": "other-permanent", "awards": None}, Fit.MAY_FIT),
        ({"recruited": None}, Fit.MAY_FIT),
        ({"recruited": None, "awards": frozenset({"atip-avenir"})}, Fit.FITS),
        ({"recruited": span("2010-01-01"), "awards": None}, Fit.MAY_FIT),
        ({"history": "established", "awards": frozenset({"atip-avenir"})}, Fit.DOES_NOT_FIT),
        ({"history": None}, Fit.MAY_FIT),
        ({"history": None, "affiliation": "foreign"}, Fit.DOES_NOT_FIT),
        ({"partners": 2}, Fit.DOES_NOT_FIT),
    ],
)
def test_one_route_is_enough_and_what_is_common_always_holds(answers, expected):
    assert fit(FIRST_STEPS, replace(YOUNG, **answers)) == expected


def test_every_finding_says_its_route():
    routes = [(found.criterion.code, found.route) for found in assess(FIRST_STEPS, YOUNG, TODAY).findings]
    assert routes == [
        *((code, 0) for code in ("affiliation", "partner-kind", "partners-min", "partners-max", "history")),
        ("position", 1),
        ("recruited-under-years", 1),
        ("award:atip-avenir", 2),
        ("award:erc-starting", 3),
    ]


# --- time ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("recruited", "on", "expected"),
    [
        ("2022-03-15", "2027-03-14", State.MET),
        ("2022-03-15", "2027-03-15", State.UNMET),  # five years are no longer less than five years
        ("2020-02-29", "2025-02-27", State.MET),
        ("2020-02-29", "2025-02-28", State.UNMET),
        ("2023-02-28", "2028-02-27", State.MET),
        ("2023-02-28", "2028-02-28", State.UNMET),
        ("2023-03-01", "2028-02-29", State.MET),
        ("2026-11-21", "2026-11-21", State.MET),
    ],
)
def test_less_than_five_years_ends_the_day_before_the_anniversary(recruited, on, expected):
    assert state_of("recruited-under-years", Profile(recruited=span(recruited)), date.fromisoformat(on)) == [expected]


@pytest.mark.parametrize(
    ("recruited", "expected"),
    [
        (("2022-01-01", "2022-12-31"), State.MET),
        (("2021-01-01", "2021-12-31"), State.UNKNOWN),
        (("2020-01-01", "2020-12-31"), State.UNMET),
        (("2021-11-01", "2021-11-30"), State.UNKNOWN),
        (("2021-11-21", "2021-11-22"), State.UNKNOWN),
        (("2021-10-01", "2021-10-31"), State.UNMET),
        (("2021-12-01", "2021-12-31"), State.MET),
    ],
)
def test_a_date_known_in_part_that_straddles_the_limit_is_unknown(recruited, expected):
    assert state_of("recruited-under-years", Profile(recruited=span(*recruited))) == [expected]


def test_a_time_limit_tells_its_days():
    [day] = [found for found in assess(FIRST_STEPS, YOUNG, TODAY).findings if found.until]
    assert (day.criterion.kind, day.until, day.since) == (
        "recruited-under-years",
        date(2027, 3, 14),
        date(2027, 3, 15),
    )
    year = replace(YOUNG, recruited=span("2022-01-01", "2022-12-31"))
    [partly] = [found for found in assess(FIRST_STEPS, year, TODAY).findings if found.until]
    assert (partly.until, partly.since) == (date(2026, 12, 31), date(2027, 12, 31))


def test_anniversaries():
    assert anniversary(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert anniversary(date(2024, 2, 29), 5) == date(2029, 2, 28)
    assert anniversary(date(2024, 2, 29), -5) == date(2019, 2, 28)
    assert anniversary(date(2026, 11, 21), 9_000) == datetime.date.max
    assert anniversary(date(2026, 11, 21), -9_000) == datetime.date.min


def test_a_limit_beyond_the_calendar_is_no_error():
    ages = only(criterion("recruited-under-years", 9_999))
    assert assess(ages, YOUNG, TODAY).changes == ()
    assert fit(ages, YOUNG) == Fit.FITS
    assert fit(only(criterion("recruited-under-years", 0)), YOUNG) == Fit.DOES_NOT_FIT


# --- money -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zones", "amounts", "certain"),
    [
        (None, [60_000, 75_000], None),
        ({"europe"}, [60_000], 60_000),
        ({"outside-europe"}, [75_000], 75_000),
        ({"europe", "outside-europe"}, [60_000, 75_000], None),
    ],
)
def test_the_zone_of_the_partners_settles_the_amount(zones, amounts, certain):
    verdict = assess(IRP, Profile(zones=frozenset(zones) if zones else None), TODAY)
    assert [rule.amount for rule in verdict.funding] == amounts
    assert (verdict.amount.amount if verdict.amount else None) == certain


def test_an_amount_for_any_zone_needs_no_country_and_one_not_stated_is_none():
    verdict = assess(JOINT_LAB, Profile(), TODAY)
    assert (verdict.amount.amount, verdict.amount.basis, verdict.amount.years) == (20_000, "year", 5)
    silent = Rules("silent", "call", (INSERM,), (), (Funding("any", None, years=5),))
    assert (assess(silent, YOUNG, TODAY).amount, assess(silent, YOUNG, TODAY).funding) == (None, ())
    assert assess(KIP, YOUNG, TODAY).amount is None


def test_what_is_assumed_is_said():
    assert assess(FIRST_STEPS, Profile(), TODAY).assumptions == ("recruited-counted-to", "amount-in-total")
    assert assess(IRP, Profile(), TODAY).assumptions == ("europe-is-a-reading", "amount-in-total")
    assert assess(JOINT_LAB, Profile(), TODAY).assumptions == ()


# --- changes ---------------------------------------------------------------------------------------------------------


def test_a_single_wrong_answer_is_the_change():
    established = replace(YOUNG, history="established")
    assert assess(FIRST_STEPS, established, TODAY).changes == (Change("history", "new", Fit.FITS),)
    assert assess(IRP, YOUNG, TODAY).changes == (
        Change("history", "emerging", Fit.FITS),
        Change("history", "established", Fit.FITS),
    )


def test_two_wrong_answers_have_no_single_change():
    assert assess(FIRST_STEPS, replace(YOUNG, history="established", partners=3), TODAY).changes == ()


def test_what_time_ends_says_when():
    assert assess(FIRST_STEPS, YOUNG, TODAY).changes == (Change("on", "2027-03-15", Fit.DOES_NOT_FIT),)


def test_a_year_of_recruitment_has_two_days_at_which_the_verdict_changes():
    assert assess(FIRST_STEPS, replace(YOUNG, recruited=span("2022-01-01", "2022-12-31")), TODAY).changes == (
        Change("on", "2027-01-01", Fit.MAY_FIT),
        Change("on", "2027-12-31", Fit.DOES_NOT_FIT),
    )


def test_time_changes_nothing_for_who_also_holds_an_award():
    assert assess(FIRST_STEPS, replace(YOUNG, awards=frozenset({"erc-starting"})), TODAY).changes == ()


def test_an_answer_that_is_missing_may_be_the_change():
    assert assess(FIRST_STEPS, replace(YOUNG, recruited=None), TODAY).changes == (
        Change("recruited", "2021-11-22", Fit.FITS),
        Change("award", "atip-avenir", Fit.FITS),
        Change("award", "erc-starting", Fit.FITS),
    )


def test_the_earliest_recruitment_that_qualifies_around_29_february():
    def first(on):
        changes = assess(only(RECENT), Profile(), date.fromisoformat(on)).changes
        return [change.value for change in changes]

    assert first("2029-02-27") == ["2024-02-28"]
    assert first("2029-02-28") == ["2024-03-01"]
    assert first("2028-02-29") == ["2023-03-01"]


def test_a_recruitment_that_is_told_is_past_and_suggests_nothing():
    late = replace(YOUNG, recruited=span("2015-01-01"), awards=frozenset())
    assert [change.key for change in assess(FIRST_STEPS, late, TODAY).changes] == ["award", "award"]


def test_an_award_is_added_to_those_held():
    either = only(criterion("award", "atip-avenir", "erc-starting"))
    assert [change.value for change in assess(either, Profile(), TODAY).changes] == ["atip-avenir", "erc-starting"]
    assert assess(either, Profile(awards=frozenset({"erc-starting"})), TODAY).changes == ()
